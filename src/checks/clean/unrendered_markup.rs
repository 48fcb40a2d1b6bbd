//! Signs of Markdown or HTML that readers see: `**bold**`, `[text](url)`, `## Heading`, `<b>`.

use std::sync::LazyLock;

use regex::Regex;
use serde::Deserialize;

use super::shown::{forms, is_about, is_in, is_kept_as_template, is_log, is_page_in_text, is_shown, seen_in_prose};
use crate::document::{BlockId, Document, InlineKind, Kind};
use crate::library::is_reference;
use crate::rule::{ArticleCheck, Found, Seen, Signs, Words};
use crate::source::{Format, is_for_models};
use crate::span::Span;

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct UnrenderedMarkup {
    /// Words of titles of articles that show markup.
    subjects: Words,
    /// Places of one kind from which an article was not rendered at all: one finding then.
    at_most: usize,
}

mod blocks;
mod guards;
mod left;
mod runs;
mod tags;
mod within;

use left::Left;

use within::{
    are_tags_components, is_escaped, is_in_component, is_in_markdown_element, is_in_own_element, is_set_with_others, is_shown_at_work,
    is_told_of_change, stands_behind_tag, wraps_its_lines,
};

/// What readers see of a sign.
#[derive(Clone, Copy, PartialEq, Eq)]
enum What {
    Strong,
    Emphasis,
    Code,
    Link,
    Heading,
    Bullets,
    Table,
    Element,
    Left(Left),
}

impl What {
    const ALL: [Self; 8] = [Self::Strong, Self::Emphasis, Self::Code, Self::Link, Self::Heading, Self::Bullets, Self::Table, Self::Element];

    const fn message(self) -> &'static str {
        match self {
            Self::Strong => "readers see the stars of “{}”",
            Self::Emphasis => "readers see the signs of emphasis in “{}”",
            Self::Code => "readers see the signs of code in “{}”",
            Self::Link => "readers see the brackets of a link: “{}”",
            Self::Heading => "readers see the signs of a heading: “{}”",
            Self::Bullets => "bullets run together in one paragraph: “{}”",
            Self::Table => "readers see the bars of a table: “{}”",
            Self::Element => "readers see the tags in “{}”",
            Self::Left(left) => left.message(),
        }
    }
}

struct Sign {
    what: What,
    block: BlockId,
    src: Span,
    words: String,
}

/// Kinds of what is looked for in the text.
const STARS: u8 = 0;
const PAIR: u8 = 1;
const BRACKET: u8 = 2;
const NUMBER: u8 = 3;
const BULLET: u8 = 4;
const BAR: u8 = 5;
const ANGLE: u8 = 6;
const LINES: u8 = 7;

impl ArticleCheck for UnrenderedMarkup {
    fn signs(&self) -> Signs {
        let mut signs = Signs::default();
        for (kind, marks) in [
            (STARS, &["**"][..]),
            (PAIR, &["*", "`"]),
            (BRACKET, &["[", "!["]),
            (NUMBER, &["#"]),
            (BULLET, &[" - ", " • ", " * "]),
            (BAR, &["|"]),
            (ANGLE, &["<"]),
            (LINES, &["__"]),
        ] {
            signs.add(kind, marks.iter().copied());
        }
        left::add_signs(&mut signs);
        signs
    }

    fn check(&self, article: &Document, found: &mut Found<'_>) {
        let mut signs = Vec::new();
        let seen = found.take_seen();
        stars(article, &seen, &mut signs);
        marks(article, &seen, &mut signs);
        links(article, &seen, &mut signs);
        blocks::headings(article, &seen, &mut signs);
        blocks::bullets(article, &seen, &mut signs);
        blocks::tables(article, &seen, &mut signs);
        tags::elements(article, &seen, &mut signs);
        tags::codes(article, &seen, &mut signs);
        tags::underlined(article, &seen, &mut signs);
        left::all(article, &seen, &mut signs);
        // A text that begins with the heading of a wiki is the source of a page of it.
        if article.source.format() == Format::Plain && article.source.text().trim_start_matches(['\u{feff}', '\n', '\r']).starts_with("==")
        {
            signs.retain(|sign| sign.what != What::Left(Left::Wiki));
        }
        // What a program hands to a language model is plain text with the signs of Markdown.
        let is_for_program =
            article.source.format() == Format::Plain && is_kept_as_template(article) || is_for_models(article.source.path());
        // A declaration of a program has such signs: `struct tide **first`.
        if signs.is_empty() || is_for_program || is_reference(article) {
            return;
        }
        let subjects = self.subjects.of(&article.language.code);
        let is_markdown = is_markdown(article);
        // Pages of components have Markdown between their tags.
        let source = article.source.text();
        let is_mdx = article.source.format() == Format::Mdx;
        let has_components = is_mdx || is_markdown && ["{/*", "={{", "className="].iter().any(|mark| source.contains(mark));
        let tags_are_components = is_mdx || is_markdown && !signs.is_empty() && are_tags_components(article);
        signs.retain(|sign| {
            let is_inline = matches!(sign.what, What::Strong | What::Emphasis | What::Code | What::Link);
            let is_read = is_markdown && (is_inline && is_in_markdown_element(source, sign.src) || is_in_own_element(source, sign.src));
            // "<summary>**Tides**</summary>": what stands in the line of its tag is read with it.
            let is_in_tag = || tags_are_components && is_inline && !sign.words.contains("] (") && stands_behind_tag(source, sign.src);
            let is_component = is_markdown && is_inline && is_in_component(source, sign.src)
                || is_in_tag()
                || has_components
                    && (matches!(sign.what, What::Emphasis | What::Code | What::Table)
                        || sign.what == What::Link && !sign.words.contains("] ("));
            !is_read && !is_component && !is_about(article, sign.block, subjects)
        });
        // Whoever writes plain text by hand, in lines that end before the edge, sets such signs for want of others.
        let is_plain = article.source.format() == Format::Plain;
        // Entries of a list of changes speak of tags and have signs of their own; a link among them was meant to be one.
        if is_plain && is_log(article) {
            signs.retain(|sign| sign.what == What::Link);
        }
        if is_plain && is_page_in_text(article) {
            signs.retain(|sign| !matches!(sign.what, What::Element | What::Left(Left::Tag)));
        }
        if is_plain {
            let is_wrapped = wraps_its_lines(article);
            signs.retain(|sign| {
                !is_typed(sign.what)
                    || !is_wrapped && memchr::memchr(b'\n', article.block(sign.block).src.cut(source).trim_end().as_bytes()).is_none()
            });
        }
        for what in What::ALL.into_iter().chain(Left::ALL.map(What::Left)) {
            let of_kind: Vec<&Sign> = signs.iter().filter(|sign| sign.what == what).collect();
            // A text that was not rendered at all is one defect of each kind.
            let is_whole = of_kind.len() > self.at_most;
            let mut last: Option<BlockId> = None;
            for sign in of_kind.iter().take(if is_whole { 1 } else { usize::MAX }) {
                if last == Some(sign.block) {
                    continue;
                }
                last = Some(sign.block);
                let finding = found.at(sign.block, sign.src, what.message(), [sign.words.as_str()]);
                if is_plain && matches!(what, What::Emphasis | What::Code) {
                    finding.milder();
                }
                for other in of_kind.iter().skip(1).take(if is_whole { 5 } else { 0 }) {
                    finding.related(other.src, "and here");
                }
            }
        }
    }
}

/// Whether those who write plain text by hand set such signs.
const fn is_typed(what: What) -> bool {
    match what {
        What::Left(left) => left.is_typed(),
        what => matches!(what, What::Emphasis | What::Code),
    }
}

fn is_markdown(article: &Document) -> bool {
    matches!(article.source.format(), Format::Markdown | Format::Mdx)
}

/// Whether a range reads in the source as readers see it: in Markdown a pair of signs would be gone, were it not within an HTML block.
fn is_verbatim(article: &Document, span: Span) -> bool {
    article.source_span(span).cut(article.source.text()) == span.cut(&article.text)
}

fn push(article: &Document, signs: &mut Vec<Sign>, what: What, block: BlockId, span: Span) {
    let words = span.cut(&article.text);
    let short = words.char_indices().nth(60).map_or_else(|| words.to_owned(), |(at, _)| format!("{}…", words.get(..at).unwrap_or("")));
    signs.push(Sign { what, block, src: article.source_span(span), words: short });
}

/// Bytes of what a sign opens, at most.
const LONGEST: usize = 1000;

/// Two stars at the edge of words.
fn stars(article: &Document, seen: &[Seen], signs: &mut Vec<Sign>) {
    // Lone pairs of stars may be the marks of footnotes: then one stands at the foot and one in the text.
    let (mut opening, mut closing) = (Vec::new(), Vec::new());
    let mut last: Option<BlockId> = None;
    for (id, sign) in seen_in_prose(article, seen).filter(|(_, sign)| sign.kind == STARS) {
        if last == Some(id) {
            continue;
        }
        let hit = sign.text;
        last = Some(id);
        let leaf = article.block(id).text;
        let text = article.text_of(id);
        let at = |offset: usize| leaf.start() + offset as u32;
        let edges: Vec<usize> = memchr::memmem::find_iter(text.as_bytes(), "**").take(200).collect();
        if text.contains("***") || is_shown(article, id, hit) {
            continue;
        }
        'leaf: {
            for (index, first) in edges.iter().enumerate() {
                let behind = text.get(first + 2..).unwrap_or("");
                let before = text.get(..*first).unwrap_or("");
                let opens = !before.ends_with(|c: char| c.is_alphanumeric() || matches!(c, '/' | '\\'))
                    && behind.trim_start().starts_with(|c: char| c.is_alphanumeric() || matches!(c, '“' | '"' | '$' | '#' | '`' | '['));
                let second = edges.get(index + 1);
                if let Some(second) = second.filter(|_| opens) {
                    let inner = text.get(first + 2..*second).unwrap_or("");
                    let ends = text.get(second + 2..).unwrap_or("");
                    let is_item = article.source.format() == Format::Plain && inner.starts_with(' ');
                    // "2 ** 8 and 3 ** 8" are powers.
                    let is_power = inner.starts_with(' ') && before.trim_end().ends_with(|c: char| c.is_ascii_digit() || c == ')');
                    let goes_on = ends.starts_with(|c: char| c.is_alphanumeric() || c == '/');
                    let is_pair = !is_item
                        && !is_power
                        && inner.chars().any(char::is_alphabetic)
                        && inner.len() < 300
                        && (!goes_on || edges.len() == 2 && is_markdown(article) && tags::is_unbound(inner, ends))
                        && !inner.ends_with('/')
                        && !is_call(inner);
                    let span = Span::new(at(*first), at(second + 2));
                    if is_pair
                        && !is_in(article, id, Span::new(at(*first), at(*second)), &[InlineKind::Code])
                        && !is_shown_at_work(article, id, span)
                        && !is_told_of_change(article, id, span)
                    {
                        push(article, signs, What::Strong, id, Span::new(at(*first), at(second + 2)));
                        break 'leaf;
                    }
                }
            }
            // Other stars of the paragraph are marks of footnotes.
            if let [edge] = edges.as_slice()
                && text.bytes().filter(|byte| *byte == b'*').count() == 2
            {
                let span = Span::new(at(*edge), at(edge + 2));
                let (before, behind) = (text.get(..*edge).unwrap_or(""), text.get(edge + 2..).unwrap_or(""));
                // "**tides – what else is handed on" is an argument with its description.
                let is_described = behind.split_once(' ').is_some_and(|(_, rest)| rest.starts_with(['–', '—'])) && before.is_empty();
                // "** two stars" begin an item of an inner list in some texts.
                let is_item = article.source.format() == Format::Plain && before.is_empty() && behind.starts_with(' ');
                // "**`**tides`** dict" names an argument, and "Low water**" in a cell has its note below the table.
                let is_set =
                    || article.inlines_of(id).iter().any(|inline| inline.kind == InlineKind::Strong && inline.text.start() == span.start());
                // "char **argv: what is handed on".
                let is_declared = || ["char", "int", "void", "const", "struct"].iter().any(|of| before.trim_end().ends_with(of));
                let is_note = || !is_markdown(article) && article.is_within(id, Kind::Cell) && behind.is_empty();
                if is_item || is_declared() || is_set() || is_note() || is_described || is_escaped(article, span) && !before.contains(' ') {
                    // The mark of a footnote, and its writer took care that it is seen.
                } else if before.is_empty() && behind.starts_with(char::is_alphabetic) && !is_call(behind.split(' ').next().unwrap_or("")) {
                    opening.push((id, span));
                } else if before.ends_with(|c: char| c.is_alphabetic() || matches!(c, ':' | '.' | '!' | '?' | ')' | '”'))
                    && (behind.is_empty() || behind.starts_with([' ', '.', ',', ':', ';']))
                    || (before.ends_with(' ') || before.ends_with('('))
                        && behind.starts_with(char::is_alphabetic)
                        && behind.contains(' ')
                        && !is_call(behind.split(' ').next().unwrap_or(""))
                {
                    closing.push((id, span));
                }
            }
        }
    }
    if opening.is_empty() || closing.is_empty() {
        for (id, span) in opening.into_iter().chain(closing) {
            let leaf = article.block(id).text;
            let from = (leaf.start() as usize).max((span.start() as usize).saturating_sub(20));
            let from = (from..=span.start() as usize).find(|at| article.text.is_char_boundary(*at)).unwrap_or(span.start() as usize);
            let cut = article.text.get(from..span.start() as usize).unwrap_or("");
            let from = if from > leaf.start() as usize { from + cut.find(' ').map_or(0, |blank| blank + 1) } else { from };
            let to = (leaf.start() as usize + article.text_of(id).len()).min(span.end() as usize + 30);
            let to = (span.end() as usize..=to).rev().find(|at| article.text.is_char_boundary(*at)).unwrap_or(span.end() as usize);
            signs.push(Sign {
                what: What::Strong,
                block: id,
                src: article.source_span(span),
                words: Span::of(from, to).cut(&article.text).trim().to_owned(),
            });
        }
    }
}

/// Names of programs: `**kwargs`, `**argv`.
fn is_call(words: &str) -> bool {
    let word = words.trim_end_matches([',', ')', ';', '.']);
    matches!(word, "kwargs" | "kwarg" | "kwds" | "kw" | "keyword" | "opt" | "argv" | "args" | "options" | "params" | "opts" | "attrs")
        || word.contains('_')
}

/// How often a word with its stars stands in an article of which it is a keyword.
const KEYWORD: usize = 4;

/// Single stars and grave accents around words.
fn marks(article: &Document, seen: &[Seen], signs: &mut Vec<Sign>) {
    static PAIRS: LazyLock<Option<Regex>> =
        LazyLock::new(|| Regex::new(r"^(?:\*[A-Za-z“][^*\n]{1,100}?[A-Za-z.!?”]\*|\*[A-Za-z]{2,}\*|`[^`\n ][^`\n]{0,80}`)").ok());
    let is_markdown = is_markdown(article);
    for (id, hit) in forms(article, seen, PAIR, || PAIRS.as_ref(), LONGEST) {
        let words = hit.cut(&article.text);
        let leaf = article.block(id).text;
        let before = Span::new(leaf.start(), hit.start()).cut(&article.text).chars().next_back();
        let behind = article.text.get(hit.end() as usize..).and_then(|rest| rest.chars().next());
        let opens = before.is_none_or(|c| c.is_whitespace() || matches!(c, '(' | '“' | '"' | '‘' | '—' | '–' | '['));
        let closes = behind.is_none_or(|c| {
            c.is_whitespace() || matches!(c, '.' | ',' | ')' | '!' | '?' | ':' | ';' | '”' | '"' | '’' | '—' | '–' | ']' | '\'')
        });
        let is_star = words.starts_with('*');
        // "`Quotes'" of old texts close with another sign.
        if !opens
            || !closes
            || words.contains("**")
            || is_in(article, id, hit, &[InlineKind::Code, InlineKind::Math])
            || !is_star && is_set_with_others(article, id, hit)
            || is_markdown && !is_verbatim(article, hit)
        {
            continue;
        }
        // "*bold*" shows how it is done, "*win*" alone is a pattern, and what comes again and again is a word with its signs.
        let is_sample = || {
            let inner = words.trim_matches('*').to_ascii_lowercase();
            matches!(&*inner, "bold" | "italic" | "italics" | "emphasis" | "strong" | "code")
                || words.split_whitespace().nth(1).is_none()
                    && (article.text_of(id).trim() == words || article.text.matches(words).take(KEYWORD).count() == KEYWORD)
        };
        // "acts like "*win*"", "the keyword *all*".
        let is_named = || {
            let before = Span::new(leaf.start(), hit.start()).cut(&article.text).trim_end().to_lowercase();
            words.split_whitespace().nth(1).is_none()
                && (before.ends_with(['"', '“']) && matches!(behind, Some('"' | '”'))
                    || before.ends_with("keyword")
                    || before.ends_with("keywords"))
        };
        if is_star && (is_sample() || is_named()) {
            continue;
        }
        // "(*moor)(Boat*)" points to a function.
        if is_star && (words.contains(")(") || words.split_whitespace().count() > 12 || words.contains(" *") || words.contains("* ")) {
            continue;
        }
        // A name in bold may have such signs.
        let is_name = is_shown_at_work(article, id, hit);
        // "(`...`)" shows the signs themselves.
        let is_bare = words.chars().all(|c| matches!(c, '`' | '.' | '…' | ' ' | '(' | ')'));
        if is_name || is_bare || !is_star && words.contains('\'') || article.is_within(id, Kind::Quote) {
            continue;
        }
        push(article, signs, if is_star { What::Emphasis } else { What::Code }, id, hit);
    }
}

/// `[text](url)` and `[text] (url)`.
fn links(article: &Document, seen: &[Seen], signs: &mut Vec<Sign>) {
    static LINK: LazyLock<Option<Regex>> = LazyLock::new(|| {
        Regex::new(r#"^(?:!?\[[^\[\]\n]{1,160}\] ?\((?:https?://|www\.|mailto:|/|#|\.{1,2}/)[^\s()\n]*(?: "[^"\n]*")?\)|!?\[[^\[\]\n]{1,160}\]\([A-Za-z0-9_/-]+\.(?:html?|md|pdf|png|jpe?g|svg|gif|com|org|net)[^\s()\n]*\))"#).ok()
    });
    for (id, hit) in forms(article, seen, BRACKET, || LINK.as_ref(), LONGEST) {
        let words = hit.cut(&article.text);
        let inner = words.trim_start_matches(['!', '[']).split(']').next().unwrap_or("");
        // "[2016, 2019] (#2700)" names a change.
        let is_change =
            words.rsplit_once("] (#").is_some_and(|(_, number)| number.trim_end_matches(')').bytes().all(|byte| byte.is_ascii_digit()));
        let is_note = is_change || words.contains("] (") && (inner.bytes().all(|byte| byte.is_ascii_digit()) || inner.len() < 3);
        if !is_note && !is_shown(article, id, hit) && inner.chars().any(char::is_alphanumeric) {
            push(article, signs, What::Link, id, hit);
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::checks::tested::{findings, markdown};

    const RULE: &str = "unrendered-markup";

    #[test]
    fn signs_that_readers_see_are_found_in_pages_and_exports() {
        for words in [
            "The **first oven** is hot.",
            "Ask “*where should we bake?*” first.",
            "Type `bake now` into the box.",
            "See [the list](https://bakery.test/list) of ovens.",
            "The oven is hot. ## The second oven It is cold.",
            "We sell: - Rye bread - Wheat bread - Oat bread",
            "The <b>first oven</b> is hot.",
            "| Oven | Heat | | --- | --- | | One | 200 |",
        ] {
            let escaped = words.replace('<', "&lt;");
            assert_eq!(findings(RULE, "a.html", &format!("<h1>Bakery</h1><p>{escaped}</p>")).len(), 1, "{words}");
            assert_eq!(
                findings(
                    RULE,
                    "a.txt",
                    &format!("Bakery\n\nA shop opens at six in the morning.\n\n{words}\n\nThe flour comes on Mondays and Fridays.\n")
                )
                .len(),
                1,
                "{words}"
            );
        }
    }

    #[test]
    fn markdown_that_does_not_work_is_found() {
        for words in [
            "<div class=\"note\">Keep the **blue slip** here.</div>",
            "<details><summary>Call the [desk](https://bakery.test/)</summary>Six.</details>",
            "The ** first oven ** is hot.",
            "The first oven:** it is hot.",
            "The \\*\\*first\\*\\* oven is hot.",
            "See [the list] (https://bakery.test/list) of ovens.",
            "##The second oven",
        ] {
            assert_eq!(markdown(RULE, &format!("# Bakery\n\nIt opens at six.\n\n{words}\n")).len(), 1, "{words}");
        }
    }

    #[test]
    fn signs_that_mean_themselves_are_none() {
        for words in [
            "A path of 4 * 3 * 2 steps needs twenty-four buckets*. The product is a*b*c.",
            "* A bucket holds ten litres.",
            "The pattern <code>plans/**/*.pdf</code> finds all, and <code>__old__</code> too.",
            "Call it with *args and **kwargs, or 2**3.",
            "Rated *** by guests - as always - and full.",
            "Use the &lt;b&gt; element, or &lt;br&gt; tag.",
            "C# and F# are languages, #1 is a number.",
            "See [1] (https://bakery.test/).",
            "The price* and the fee** are monthly.",
        ] {
            assert_eq!(findings(RULE, "a.html", &format!("<h1>Bakery</h1><p>{words}</p>")), [], "{words}");
        }
        assert_eq!(markdown(RULE, "# Bakery\n\nIt **opens** at *six* with `bake`. A \\* star. See [the list](list.md).\n\n#bread\n"), []);
        let notes = "Release notes\n\nThe oven does *not* stay hot by\nitself when `bake now` is off.\n\nThe door was mended too.\n";
        assert_eq!(findings(RULE, "notes.txt", notes), []);
        let settings = "# Keep this in step with the list of mills\n\nrye==2.1\n\n# The others are bought\n\noats>=3\n";
        assert_eq!(findings(RULE, "mills.txt", settings), []);
        let figure = "# Bakery\n\nIt opens at six.\n\n<figure markdown>\n  ![The first oven](./oven.png){ width=200 }\n</figure>\n";
        assert_eq!(markdown(RULE, figure), []);
        assert_eq!(markdown(RULE, "# Bakery\n\n| #Ovens | #Bakers |\n|---|---|\n| #Hot ones are two of them | 3 |\n"), []);
        let foot = "\\*\\*Ovens that burn wood are not affected.";
        assert_eq!(markdown(RULE, &format!("# Bakery\n\nIt opens at six.\n\n{foot}\n")), []);
        assert_eq!(markdown(RULE, "# Bakery\n\n| Oven | Hot |\n|---|---|\n| First | :fire:\\*\\* |\n| Second | :fire: |\n"), []);
        assert_eq!(findings(RULE, "a.html", "<h1>How Markdown works</h1><p>Write **bold** for it.</p>"), []);
    }

    #[test]
    fn a_text_that_was_not_rendered_at_all_is_one_finding() {
        let text = format!("<h1>Bakery</h1>{}", "<p>The **oven** is hot.</p>".repeat(9));
        assert_eq!(findings(RULE, "a.html", &text).len(), 1);
    }
}
