//! Signs of other markups and of the rarer forms of Markdown: `__bold__`, `~~struck~~`, `[^1]`, `:::note`, `[gallery …]`, `\textbf{…}`.
//!
//! Each form is a row of a table: where it may stand, its expression, and what must hold of the text around it.

use std::sync::LazyLock;

use super::guards::{is_note, is_page_of_wiki, is_quoted, is_reference, is_tail, is_task};
use super::runs::{closes, is_fence, opens};
use super::{BRACKET, Sign, What, is_markdown, runs};
use crate::checks::clean::expressions::Expression;
use crate::checks::clean::shown::{before, behind, is_in, is_shown, seen_in_text, shows_code};
use crate::document::{BlockId, Document, Inline, InlineKind, Kind};
use crate::rule::{Seen, Signs};
use crate::source::Format;
use crate::span::Span;

/// What readers see of such a sign.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Left {
    Strong,
    Struck,
    Image,
    Note,
    Quotation,
    Checkbox,
    Callout,
    Highlight,
    Bbcode,
    Shortcode,
    Wiki,
    Latex,
    Underline,
    Escape,
    OpenLink,
    Numbers,
    Marks,
    Tag,
    Fence,
    Stars,
}

impl Left {
    pub(super) const ALL: [Self; 20] = [
        Self::Strong,
        Self::Struck,
        Self::Image,
        Self::Note,
        Self::Quotation,
        Self::Checkbox,
        Self::Callout,
        Self::Highlight,
        Self::Bbcode,
        Self::Shortcode,
        Self::Wiki,
        Self::Latex,
        Self::Underline,
        Self::Escape,
        Self::OpenLink,
        Self::Numbers,
        Self::Marks,
        Self::Tag,
        Self::Fence,
        Self::Stars,
    ];

    pub(super) const fn message(self) -> &'static str {
        match self {
            Self::Strong => "readers see the underscores of “{}”",
            Self::Struck => "readers see the signs that strike out “{}”",
            Self::Image => "readers see the signs of a picture: “{}”",
            Self::Note => "readers see the mark of a footnote: “{}”",
            Self::Quotation => "readers see the sign of a quotation: “{}”",
            Self::Checkbox => "readers see the boxes of a list of tasks: “{}”",
            Self::Callout => "readers see the signs of a box: “{}”",
            Self::Highlight => "readers see the signs of a change or a highlight: “{}”",
            Self::Bbcode => "readers see the codes of a forum: “{}”",
            Self::Shortcode => "readers see a shortcode: “{}”",
            Self::Wiki => "readers see the signs of a wiki: “{}”",
            Self::Latex => "readers see a command of LaTeX: “{}”",
            Self::Underline => "readers see the line that makes a heading: “{}”",
            Self::Escape => "readers see a backslash before a sign: “{}”",
            Self::OpenLink => "readers see a link whose brackets do not fit: “{}”",
            Self::Numbers => "numbered items run together in one paragraph: “{}”",
            Self::Marks => "the marks of a list need a blank behind them: “{}”",
            Self::Tag => "readers see the tag “{}”",
            Self::Fence => "readers see the signs of a block of code: “{}”",
            Self::Stars => "readers see the stars of “{}”",
        }
    }

    /// Signs that whoever types plain text in lines sets for want of others.
    pub(super) const fn is_typed(self) -> bool {
        matches!(
            self,
            Self::Strong | Self::Quotation | Self::Checkbox | Self::Highlight | Self::Wiki | Self::Numbers | Self::Fence | Self::Stars
        )
    }
}

/// Kinds of what is looked for in the text.
const UNDERSCORES: u8 = 20;
const TILDES: u8 = 21;
const EQUALS: u8 = 22;
const BRACE: u8 = 23;
const GREATER: u8 = 24;
const COLONS: u8 = 25;
const BACKSLASH: u8 = 26;
const APOSTROPHES: u8 = 27;
const THIRD: u8 = 28;
const LEVEL: u8 = 29;
const ROW: u8 = 30;
const BOX: u8 = 31;
const FENCE: u8 = 32;
const TAIL: u8 = 33;
const TRIPLE: u8 = 34;

pub(super) fn add_signs(signs: &mut Signs) {
    for (kind, marks) in [
        (UNDERSCORES, &["__"][..]),
        (TILDES, &["~~"]),
        (EQUALS, &["=="]),
        (BRACE, &["{:", "{+", "{-", "{=", "{>", "{~", "{%", "{{"]),
        (GREATER, &["> ", ">> "]),
        (COLONS, &[":::", "!!! ", "??? ", "???+", ".. "]),
        (BACKSLASH, &["\\"]),
        (APOSTROPHES, &["'''"]),
        (THIRD, &["3. ", "3) "]),
        (LEVEL, &["h1. ", "h2. ", "h3. ", "h4. "]),
        (ROW, &["-----", "=====", "~~~~~"]),
        (BOX, &["[ ] ", "[x] "]),
        (FENCE, &["```"]),
        (TAIL, &["](http"]),
        (TRIPLE, &["***"]),
    ] {
        signs.add(kind, marks.iter().copied());
    }
}

/// Where a form may stand.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    /// Anywhere in a text.
    Text,
    /// At its beginning.
    Start,
}

/// In which articles it is no markup.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Read {
    All,
    /// In pages and exports: Markdown, or what makes pages of it, knows the signs.
    Printed,
}

/// A form with the text around it.
pub(super) struct Hit<'a> {
    pub(super) article: &'a Document,
    pub(super) id: BlockId,
    pub(super) words: &'a str,
    pub(super) before: &'a str,
    pub(super) behind: &'a str,
}

struct Form {
    left: Left,
    kind: u8,
    place: Place,
    read: Read,
    expression: Expression,
    is_meant: fn(&Hit<'_>) -> bool,
}

/// Names of boxes beside a text.
const BOXES: &str = "(?:note|tip|hint|info|warning|caution|danger|attention|important|success|example|details|question|failure|error|bug|abstract|summary|quote|admonition)";

fn form(left: Left, kind: u8, place: Place, read: Read, expression: &str, is_meant: fn(&Hit<'_>) -> bool) -> Form {
    Form { left, kind, place, read, expression: Expression::of(expression), is_meant }
}

/// The forms. An expression is held against the text from its sign on; the guard says whether it was meant as markup.
static FORMS: LazyLock<Vec<Form>> = LazyLock::new(|| {
    use Left::{
        Bbcode, Callout, Checkbox, Escape, Fence, Highlight, Image, Latex, Note, OpenLink, Quotation, Shortcode, Stars, Strong, Struck,
        Wiki,
    };
    use Place::{Start, Text};
    use Read::{All, Printed};
    vec![
        form(Strong, UNDERSCORES, Text, Printed, r"^__[A-Za-z0-9(\x22\xE2][^_\n]{0,120}?[^\s_]__", is_set_off),
        form(Struck, TILDES, Text, Printed, r"^~~[^\s~][^~\n]{0,150}?[^\s~]~~", |hit| {
            is_edged(hit) && hit.words.chars().filter(|c| c.is_alphanumeric()).nth(1).is_some()
        }),
        form(Highlight, EQUALS, Text, Printed, r"^==[A-Za-z0-9][^=\n]{0,120}?[^\s=]==", is_set_off),
        form(
            Highlight,
            BRACE,
            Text,
            Printed,
            r"^\{(?:\+\+[^{}\n]{1,300}?\+\+|--[^{}\n]{1,300}?--|==[^{}\n]{1,300}?==|>>[^{}\n]{1,300}?<<|~~[^{}\n]{1,300}?~~)\}",
            has_letters,
        ),
        form(
            Image,
            BRACKET,
            Text,
            Printed,
            r#"^!\[[^\[\]\n]{0,160}\](?: ?\([^()\s]{1,300}(?: (?:"|\xE2\x80[\x9C\x9D])[^()\n]{0,200})?\)|\[[^\[\]\n]{0,40}\])"#,
            |hit| !hit.before.ends_with(char::is_alphanumeric),
        ),
        form(Note, BRACKET, Text, Printed, r"^\[\^[A-Za-z0-9][A-Za-z0-9_-]{0,30}\]", is_note),
        form(Fence, FENCE, Text, Printed, r"^```[A-Za-z$][^`\n]{1,80}```", is_edged),
        form(Stars, TRIPLE, Text, Printed, r"^\*\*\*[A-Za-z][^*\n]{0,120}?[^\s*]\*\*\*", is_edged),
        form(OpenLink, TAIL, Text, Printed, r"^\]\(https?://[^\s()]{3,200}\)", is_tail),
        form(OpenLink, BRACKET, Text, Printed, r"^\[[A-Za-z][^\[\]\n]{3,80}\]\[[A-Za-z0-9_-]{1,20}\]", is_reference),
        form(Shortcode, BRACE, Text, Printed, r"^\{: ?[.#][A-Za-z][^{}\n]{0,80}\}", |_| true),
        form(Wiki, BRACKET, Text, Printed, r"^\[\[[A-Z][A-Za-z0-9 ,'|#-]{2,60}\]\]", is_page_of_wiki),
        form(Fence, FENCE, Start, Printed, r"^```(?:[A-Za-z][A-Za-z0-9+#-]{0,16}(?:\s|$)|\s*[A-Za-z0-9$])", |hit| {
            is_fence(hit.article, hit.id)
        }),
        form(Checkbox, BOX, Start, Printed, r"^\[[ xX]\] ?[^\s\[]", is_task),
        form(Quotation, GREATER, Start, Printed, r#"^(?:>{1,2} |> > ?)(?:[A-Z"]|\xE2\x80\x9C)"#, is_quoted),
        form(Callout, COLONS, Start, All, &format!(r"^:{{3,}} ?{BOXES}\b"), is_fenced_box),
        form(Callout, COLONS, Start, All, &format!(r#"^(?:!!!|\?\?\?)\+? ?{BOXES}\b(?:$|\s+(?:"|\xE2\x80\x9C|[A-Z]))"#), is_marked_box),
        form(
            Callout,
            COLONS,
            Start,
            All,
            &format!(
                r"^\.\. (?:{BOXES}|seealso|figure|image|code-block|toctree|contents|deprecated|versionadded|versionchanged)::(?:\s|$)"
            ),
            is_directive,
        ),
        form(
            Callout,
            BRACKET,
            Start,
            All,
            r"^\[!(?i:note|tip|hint|info|important|warning|caution|danger|success|question|example|bug|abstract|summary|failure)\][+-]?(?:\s|$)",
            |_| true,
        ),
        form(
            Callout,
            GREATER,
            Start,
            Printed,
            r"^>{1,2} ?\[!(?i:note|tip|hint|info|important|warning|caution|danger|success|question|example|bug|abstract|summary|failure)\]",
            |_| true,
        ),
        form(
            Callout,
            BRACE,
            Text,
            Printed,
            r"^\{% ?(?:end)?(?:hint|callout|alert|admonition|note|tip|warning|tabs?|embed|content-ref|code)\b[^%\n]{0,120}%\}",
            |_| true,
        ),
        form(
            Bbcode,
            BRACKET,
            Text,
            All,
            r"^\[(?i:b|i|u|s|quote|code|img|size|colou?r|cent(?:er|re)|list|spoiler|strike|youtube|font|email|left|right|justify|indent|table|highlight|video)(?:=[^\]\n]{1,60})?\]",
            is_closed,
        ),
        form(
            Shortcode,
            BRACKET,
            Text,
            Printed,
            r"^\[/?(?:vc|et_pb|fusion|su|av|mk|rev|cs|ux|tatsu|nectar)_[a-z0-9_]+[^\[\]\n]{0,300}\]",
            |_| true,
        ),
        form(
            Shortcode,
            BRACKET,
            Text,
            Printed,
            r#"^\[[a-z][a-z0-9_-]{2,40}(?: +[a-z][a-z0-9_-]*=(?:"[^"\]\n]*"|'[^'\]\n]*'|\xE2\x80[\x9C\x9D][^\]\n]*?\xE2\x80[\x9C\x9D]))+ ?/?\]"#,
            |hit| !hit.before.ends_with(char::is_alphanumeric) && !hit.words.starts_with("[caption"),
        ),
        form(
            Shortcode,
            BRACKET,
            Text,
            Printed,
            r"^\[(?:embed|gallery|video|audio|playlist|button|tabs?|accordion|toggle|columns?|row|section|slider)\]",
            is_closed,
        ),
        form(Shortcode, BRACE, Text, Printed, r"^\{\{[<%] ?/?[a-z][^{}\n]{0,300}[>%]\}\}", |_| true),
        form(Wiki, APOSTROPHES, Text, All, r"^'''[A-Za-z][^'\n]{1,100}?'''", |hit| {
            !hit.behind.starts_with('\'') && !hit.before.ends_with(['\'', '=', '(']) && !shows_code(hit.article)
        }),
        form(Wiki, BRACKET, Text, All, r"^\[\[(?:File|Image|Category|Media):[^\[\]\n]{1,300}\]\]", |_| true),
        form(
            Wiki,
            BRACKET,
            Text,
            Printed,
            r"^\[\[[A-Za-z0-9][A-Za-z0-9 ,.()#'/_-]{0,80}\|[A-Za-z0-9][A-Za-z0-9 ,.()'/-]{0,80}\]\]",
            |hit| !hit.before.ends_with(char::is_alphanumeric) && !shows_code(hit.article),
        ),
        form(Wiki, BRACE, Text, All, r"^\{\{(?i:cite (?:web|book|news|journal)|citation needed|reflist|infobox [a-z]+|see also)\b", |_| {
            true
        }),
        form(Wiki, EQUALS, Start, All, r"^={2,5} ?[A-Z][^=\n]{1,80} ?={2,5}$", |_| true),
        form(Wiki, LEVEL, Start, All, r"^h[1-4]\. [A-Z][^\n.]{2,80}$", |_| true),
        form(
            Latex,
            BACKSLASH,
            Text,
            Printed,
            r"^\\(?:(?:textbf|textit|emph|underline|texttt|textsc|(?:sub){0,2}section\*?|paragraph|chapter\*?|footnote|cite[pt]?|ref|label|caption|href|includegraphics)(?:\[[^\]\n]{0,60}\])?\{[^{}\n]{1,400}\}|(?:begin|end)\{(?:itemize|enumerate|description|figure|table|tabular|center|quote|quotation|abstract|document|flushleft|flushright|minipage)\*?\}|item |noindent |(?:big|med|small)skip\b)",
            is_latex,
        ),
        form(
            Escape,
            BACKSLASH,
            Text,
            Printed,
            r"^\\(?:\[[A-Za-z][^\\\n=^{}_]{0,100}?\\\]|\*\\\*[^\\*\n]{1,100}?\\\*\\\*|\*[^\\*\s][^\\*\n]{0,100}?\\\*|_[^\\_\s][^\\\n]{0,100}?\\_|#[A-Za-z0-9]|\$[0-9]|[%&.)>+~-](?:\s|$)|[%.]$)",
            is_escape,
        ),
        form(
            OpenLink,
            BRACKET,
            Text,
            All,
            r"^\[[^\[\]()\n]{2,80}(?:\]\(https?://[^\s()<>]{4,300}(?:\s|$)|\]https?://[^\s()<>]{4,300}\)|[^\s\[\]()]\(https?://[^\s()<>]{4,300}\))",
            is_open_link,
        ),
    ]
});

/// All of them.
pub(super) fn all(article: &Document, seen: &[Seen], signs: &mut Vec<Sign>) {
    forms(article, seen, signs);
    runs::numbers(article, seen, THIRD, signs);
    runs::tight_marks(article, signs);
    runs::underlines(article, seen, ROW, signs);
    runs::tags(article, seen, signs);
}

/// The forms of the table.
fn forms(article: &Document, seen: &[Seen], signs: &mut Vec<Sign>) {
    let is_markdown = is_markdown(article);
    let mut end = 0;
    for (id, sign) in seen_in_text(article, seen).filter(|(_, sign)| sign.kind >= UNDERSCORES || sign.kind == BRACKET) {
        let start = sign.text.start();
        if start < end {
            continue;
        }
        let leaf = article.block(id).text;
        let leaf_end = leaf.start() as usize + article.text_of(id).len();
        let Some(rest) = article.text.get(start as usize..leaf_end) else { continue };
        // An expression is held against no more than this.
        let near = rest.get(..rest.floor_char_boundary(super::LONGEST)).unwrap_or(rest);
        for form in FORMS.iter().filter(|form| form.kind == sign.kind && (form.read == Read::All || !is_markdown)) {
            if form.place == Place::Start && start != leaf.start() {
                continue;
            }
            let Some(len) = form.expression.end_in(near).filter(|len| near.is_char_boundary(*len)) else { continue };
            let span = Span::new(start, start + len as u32);
            let hit =
                Hit { article, id, words: span.cut(&article.text), before: before(article, id, span), behind: behind(article, id, span) };
            // A line of code that an export indents holds more signs than one.
            let is_code = article.block(id).kind == Kind::Code && article.text_of(id).trim_end().contains('\n');
            let is_quoting = matches!(form.left, Left::Callout | Left::Quotation) && article.source.format() == Format::Html;
            let is_shown = || if is_quoting { is_in(article, id, span, &[InlineKind::Code]) } else { is_shown(article, id, span) };
            if !is_code && (form.is_meant)(&hit) && !is_shown() {
                push(article, signs, form.left, id, if form.place == Place::Start { runs::head(article, id) } else { span });
                end = span.end();
                break;
            }
        }
    }
}

/// Takes a sign, unless a part of it is known.
pub(super) fn push(article: &Document, signs: &mut Vec<Sign>, left: Left, id: BlockId, span: Span) {
    let src = article.source_span(span);
    if !signs.iter().rev().take(20).any(|sign| sign.block == id && sign.src.overlaps(src)) {
        super::push(article, signs, What::Left(left), id, span);
    }
}

/// Signs at the edges of words.
fn is_edged(hit: &Hit<'_>) -> bool {
    opens(hit.before) && closes(hit.behind)
}

fn has_letters(hit: &Hit<'_>) -> bool {
    hit.words.chars().filter(|c| c.is_alphabetic()).nth(1).is_some()
}

/// Signs around words; one alone may be a name of a program (`__init__`), of which articles with code have many.
fn is_set_off(hit: &Hit<'_>) -> bool {
    const NAMES: [&str; 14] =
        ["init", "main", "name", "file", "all", "doc", "str", "repr", "call", "new", "dict", "class", "future", "version"];
    let inner = hit.words.trim_matches(['_', '=']);
    let is_name = || !inner.chars().all(char::is_alphabetic) || NAMES.contains(&inner) || shows_code(hit.article);
    is_edged(hit) && has_letters(hit) && !inner.contains(['(', '=']) && (inner.contains(' ') || !is_name())
}

/// The line of the source in which a form stands, from the form on.
fn line<'a>(hit: &Hit<'a>) -> &'a str {
    let source = hit.article.source.text();
    let start = hit.article.block(hit.id).src.start() as usize;
    source.get(start..).and_then(|rest| rest.lines().next()).unwrap_or("")
}

/// Sites that know such boxes have their signs in lines of their own.
fn is_fenced_box(hit: &Hit<'_>) -> bool {
    !is_markdown(hit.article) || line(hit).trim_end().get(3..).is_some_and(|rest| rest.ends_with(":::"))
}

/// In Markdown the words of such a box stand below its title.
fn is_marked_box(hit: &Hit<'_>) -> bool {
    let line = line(hit).trim_end();
    !is_markdown(hit.article) || line.matches('"').count() == 2 && !line.ends_with('"')
}

/// A text that is written with such directives is the source of a page.
fn is_directive(hit: &Hit<'_>) -> bool {
    let source = hit.article.source.text();
    !source.contains(":ref:`") && !source.contains(":doc:`") && !source.contains("::\n\n") && source.matches("\n.. ").take(2).count() < 2
}

/// The code is closed further on, by its own name.
fn is_closed(hit: &Hit<'_>) -> bool {
    let name = hit.words.trim_start_matches('[').split(['=', ']', ' ']).next().unwrap_or("");
    hit.behind.split("[/").skip(1).any(|rest| {
        rest.get(..name.len()).is_some_and(|end| end.eq_ignore_ascii_case(name))
            && rest.get(name.len()..).is_some_and(|end| end.starts_with(']'))
    })
}

/// Whether the article neither is about LaTeX nor has formulas that a script draws.
fn is_latex(hit: &Hit<'_>) -> bool {
    const DRAWN: [&str; 9] = ["MathJax", "mathjax", "KaTeX", "katex", "LaTeX", "\\documentclass", "\\newcommand", "\\usepackage", "TeX "];
    let source = hit.article.source.text();
    let is_math = hit.article.inlines_of(hit.id).iter().any(|inline: &Inline| inline.kind == InlineKind::Math);
    !is_math && !DRAWN.iter().any(|word| source.contains(word))
}

/// Backslashes that stand before signs of markup alone: patterns, paths and formulas have others.
fn is_escape(hit: &Hit<'_>) -> bool {
    let text = hit.article.text_of(hit.id);
    let others = text.match_indices('\\').any(|(at, _)| {
        text.get(at + 1..)
            .is_none_or(|rest| !rest.starts_with(['[', ']', '*', '_', '#', '%', '&', '$', '.', ')', '>', '~', '+', '-', '!', '<']))
    });
    let sign = hit.words.get(1..).and_then(|rest| rest.chars().next()).unwrap_or(' ');
    let digits_before = !hit.before.is_empty() && hit.before.bytes().all(|byte| byte.is_ascii_digit());
    let fits = match sign {
        '[' | '*' | '_' => is_edged(hit) && has_letters(hit),
        '#' | '$' => opens(hit.before),
        '%' => hit.before.ends_with(|c: char| c.is_ascii_digit()),
        '&' => hit.before.ends_with(' '),
        // "1\. Open the lid".
        '.' | ')' => digits_before,
        _ => hit.before.is_empty(),
    };
    let is_math = hit.article.inlines_of(hit.id).iter().any(|inline: &Inline| inline.kind == InlineKind::Math);
    fits && !others && !is_math
}

/// Brackets that do not fit: the one that is wanting does not follow either.
fn is_open_link(hit: &Hit<'_>) -> bool {
    let (label, _) = hit.words.split_once("http").unwrap_or((hit.words, ""));
    let is_open = if label.ends_with("](") {
        // The bracket may close behind a title, or a blank too many.
        !hit.behind.trim_start().starts_with(['"', '\'', '“', ')']) && !hit.words.ends_with(')')
    } else if label.ends_with(']') {
        true
    } else {
        !hit.behind.contains(']')
    };
    is_open && label.chars().any(char::is_alphabetic) && !hit.before.ends_with(['!', '[', ']', '\\'])
}
