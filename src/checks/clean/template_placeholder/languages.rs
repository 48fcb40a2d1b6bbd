//! Slots of languages of templates that are blanks only in articles for readers, which show no code and do not speak of programs: `{city}`,
//! `<%= owner %>`, `[[service_area]]`, `%s`, `{good|fine}`, `[contact-form id="4"]`.

use std::cell::{Cell, OnceCell};
use std::sync::LazyLock;

use super::TemplatePlaceholder;
use crate::checks::clean::expressions::Expression;
use crate::checks::clean::shown::{before, behind, is_prose, is_shown, part_of, part_shows_code, sentence, shows_code};
use crate::document::{BlockId, Document, Inline, InlineKind};
use crate::source::Format;
use crate::span::Span;

/// How the forms begin that no bracket opens.
pub(super) const MARKS: [&str; 24] = [
    "$x", "€xx", "£xx", "xx", "x,xxx", "xx,xxx", "xxx,xxx", "${", "*|", "__", "@@", "%%", "##", "#{", "%{", "@{", "%1$", "%2$", "%.", "%@",
    "$_", "£_", "€_", "%-",
];

/// How the forms begin that a bracket opens.
pub(super) const OPENINGS: [&str; 7] = ["{", "[", "<", "(insert ", "(add ", "(put ", "(enter "];

/// Every form of a blank; what stands in it is looked at afterwards.
pub(super) const OPENED: &str = concat!(
    r"^(?:\{\{\{? ?[$]?[A-Za-z][A-Za-z0-9_. -]{0,40}(?:\|[^{}\n]{0,40})?\}?\}\}",
    r"|\{[$!@#%]?[A-Za-z][A-Za-z0-9_ .-]{1,40}\}",
    r"|\{[a-z][a-z' -]{1,30}(?:\|[a-z][a-z' -]{1,30}){1,8}\}",
    r"|\{[0-9]\}",
    r#"|\[[a-z][a-z0-9_-]{2,30}(?: [a-z][a-z0-9_-]*=(?:"[^"\[\]\n]*"|'[^'\[\]\n]*'|[“”″][^“”″\[\]\n]*[“”″]|[0-9]+))+ ?/?\]"#,
    r"|\[\[?[^\[\]\n]{1,80}\]\]?",
    r"|<%[=-]? ?@?[A-Za-z][A-Za-z0-9_.@ ]{1,60}-?%>",
    r"|<\?(?:=|php echo) ?\$?[A-Za-z][^<>\n]{0,60}\?>",
    r"|<<?[A-Za-z][^<>\n]{1,60}>>?",
    r"|\((?i-u:insert|add|put|enter) [^()\n]{2,60}\))",
);

/// The forms that no bracket opens.
pub(super) const MARKED: &str = concat!(
    r"^(?:%%?[A-Z][A-Z0-9_]{2,40}%%?|\*\|[A-Z0-9_:]{2,40}\|\*|__[A-Z][A-Z0-9_]{2,40}__|@@[A-Z0-9_]{2,40}@@",
    r"|\$X{1,4}(?:[,.]X{1,3})*(?:[ -]?(?:million|billion|[KMBkmb]))?(?-u:\b)|€X{2,4}(?-u:\b)|£X{2,4}(?-u:\b)|XX+(?:\.X+)?(?:-X{2,3})? ?%|X{1,3},XXX(?-u:\b)",
    r"|\$\{[A-Za-z][A-Za-z0-9_ .-]{1,40}\}",
    r"|##[A-Z][A-Z0-9_ ]{1,30}##|[#%@]\{[A-Za-z][A-Za-z0-9_. ]{1,40}\}|%[a-z][a-z0-9_]{2,40}%|\$[A-Z][A-Z0-9_]{2,30}(?-u:\b)",
    r"|XX[/.-]XX[/.-]XX(?:XX)?(?-u:\b)|XX:XX(?-u:\b)|XX+ [a-z]+(?: cent)?(?-u:\b)|[$€£]_{2,}|%(?:[0-9]\$)?[sd](?-u:\b)|%@|%\.[0-9]f(?-u:\b))",
);

/// Words behind "XX" that are counted: letters in place of figures are often two, and sizes, centuries and chromosomes have them too.
pub(super) const COUNTED: [&str; 36] = [
    "pounds",
    "euros",
    "dollars",
    "pence",
    "cents",
    "minutes",
    "hours",
    "days",
    "weeks",
    "months",
    "years",
    "people",
    "customers",
    "members",
    "employees",
    "users",
    "miles",
    "kilometres",
    "kilometers",
    "metres",
    "meters",
    "litres",
    "grams",
    "percent",
    "per cent",
    "points",
    "participants",
    "respondents",
    "visitors",
    "families",
    "patients",
    "volunteers",
    "times",
    "degrees",
    "kg",
    "km",
];

/// Words before a blank that ask the reader to write or to press something: what stands there is for the reader.
const ASKED: [&str; 20] = [
    "enter", "type", "press", "click", "choose", "select", "replace", "tap", "fill", "write", "writes", "typing", "entering", "named",
    "form", "format", "written", "called", "pick", "search",
];

/// Words that no blank begins with: editors put them into a quotation to make it clear.
const DETERMINERS: [&str; 24] = [
    "the", "a", "an", "our", "my", "his", "her", "their", "its", "this", "that", "these", "those", "your", "some", "no", "more", "all",
    "any", "and", "or", "of", "to", "in",
];

/// Words and marks before a word in brackets that is missing there.
const BEFORE: [&str; 36] = [
    "at", "on", "in", "by", "of", "for", "from", "with", "to", "than", "since", "until", "till", "near", "about", "over", "under",
    "between", "call", "dear", "hello", "hi", "dr", "mr", "mrs", "ms", "prof", "costs", "cost", "around", "after", "before", "via",
    "contact", "every", "each",
];

/// Names of elements: in angle brackets they are tags that readers see.
const ELEMENTS: [&str; 30] = [
    "title", "address", "time", "link", "table", "section", "summary", "caption", "label", "button", "image", "img", "video", "audio",
    "source", "text", "body", "head", "header", "footer", "main", "style", "script", "form", "input", "option", "select", "strong", "code",
    "data",
];

/// What parts of a page or a program are called.
const PARTS: [&str; 17] = [
    "field", "button", "box", "tab", "menu", "page", "option", "column", "dialog", "key", "link", "list", "screen", "window", "section",
    "fields", "icon",
];

/// Whether a text speaks of programs and what they fill in.
pub(super) fn speaks_of_programs(text: &str) -> bool {
    static WORDS: LazyLock<Expression> = LazyLock::new(|| {
        Expression::of(
            r"(?i)\b(?:placeholders?|templates?|variables?|parameters?|syntax|command lines?|regular expressions?|merge (?:field|tag)s?|shortcodes?|printf|source code|html|xml|python|php|javascript|sql|linux|unix|yaml|json|cli|compiler|markdown|wiki|config\w*|plugins?|metadata|algorithms?|theorem)\b",
        )
    });
    WORDS.is_match(text)
}

/// An article that may be for readers, which is asked once.
pub(super) struct Readers<'d> {
    pub(super) article: &'d Document,
    has_them: OnceCell<bool>,
    /// The part of the article that was asked about last.
    part: Cell<Option<(BlockId, bool)>>,
}

impl<'d> Readers<'d> {
    pub(super) const fn of(article: &'d Document) -> Self {
        Self { article, has_them: OnceCell::new(), part: Cell::new(None) }
    }

    /// Whether a blank stands in an article for readers.
    pub(super) fn see(&self, id: BlockId, hit: Span, is_sure: bool) -> bool {
        let article = self.article;
        let said = || {
            let text = article.text_of(id);
            before(article, id, hit).ends_with(": ")
                || text.split_whitespace().filter(|word| word.bytes().filter(u8::is_ascii_alphabetic).count() > 1).nth(4).is_some()
        };
        // "%s", "$NAME" and "<name>" are what programs fill in: where an article has code, they may be so in all of it.
        let is_of_programs = || hit.cut(&article.text).starts_with(['%', '$', '<', '{']);
        (is_sure || said())
            && (*self.has_them.get_or_init(|| !shows_code(article) && !speaks_of_programs(&article.text))
                || !is_of_programs() && self.are_in_part(id))
    }

    /// Whether the part around a blank speaks of no program, though another one does.
    fn are_in_part(&self, id: BlockId) -> bool {
        let article = self.article;
        let part = part_of(article, id);
        if let Some((_, are)) = self.part.get().filter(|(start, _)| *start == part.start) {
            return are;
        }
        let from = article.block(part.start).text.start() as usize;
        let to = part.end.checked_sub(1).map_or(from, |last| article.block(last).text.end() as usize);
        let are = !part_shows_code(article, &part)
            && !article.title().is_some_and(speaks_of_programs)
            && !article.text.get(from..to).is_none_or(speaks_of_programs);
        self.part.set(Some((part.start, are)));
        are
    }
}

/// Whether the sentence asks the reader to put something there.
pub(super) fn is_asked(article: &Document, id: BlockId, hit: Span) -> bool {
    let start = sentence(article, id, hit).start();
    let said = Span::new(start.min(hit.start()), hit.start()).cut(&article.text);
    said.split(|c: char| !c.is_alphanumeric()).any(|word| ASKED.iter().any(|asked| word.eq_ignore_ascii_case(asked)))
}

/// Whether a mark stands as a word of a sentence does.
fn is_set_off(before: &str, behind: &str) -> bool {
    (before.is_empty() || before.ends_with([' ', '(', '£', '€', '\u{a0}', '—', '–']))
        && (behind.is_empty() || behind.starts_with([' ', '.', ',', ';', ':', '!', '?', ')', '\'', '’', '\u{a0}', '—', '–']))
        && !behind.starts_with("..")
}

/// `service_area`, `HR_CONTACT`, `customer.country`: a name with a sign between its parts.
fn is_identifier(name: &str) -> bool {
    let mut parts = name.split(['_', '.']);
    parts.clone().nth(1).is_some()
        && parts.all(|part| part.len() > 1 && part.bytes().all(|byte| byte.is_ascii_alphanumeric()))
        && name.bytes().any(|byte| byte.is_ascii_alphabetic())
        && (!name.contains('.') || !name.bytes().any(|byte| byte.is_ascii_digit()))
}

/// `{great|good|fine}`: words of which one was to be taken.
fn is_choice(words: &str, before: &str, behind: &str) -> bool {
    const SETTINGS: [&str; 30] = [
        "on", "off", "yes", "no", "true", "false", "start", "stop", "enable", "disable", "all", "none", "up", "down", "left", "right",
        "get", "set", "auto", "always", "never", "read", "write", "and", "or", "add", "delete", "create", "list", "show",
    ];
    let inner = words.trim_matches(['{', '}']);
    is_set_off(before, behind) && inner.split('|').all(|part| part.trim().len() > 2 && !SETTINGS.contains(&part.trim()))
}

impl TemplatePlaceholder {
    /// Whether a construct is a blank in an article for readers, and whether nothing else looks so.
    pub(super) fn is_slot(&self, readers: &Readers<'_>, language: &str, (id, hit): (BlockId, Span)) -> Option<bool> {
        let article = readers.article;
        let words = hit.cut(&article.text);
        let (before, behind) = (before(article, id, hit), behind(article, id, hit));
        let is_sure = self.slot(article, language, words, before, behind)?;
        let is_blank = readers.see(id, hit, is_sure) && (is_sure || !is_asked(article, id, hit));
        is_blank.then_some(is_sure)
    }

    /// Whether a name says what a blank is for, in an article for readers.
    pub(super) fn names(&self, language: &str, name: &str) -> bool {
        self.names_slot(language, name)
            || name
                .split(|c: char| !c.is_alphanumeric())
                .rfind(|word| !word.is_empty())
                .is_some_and(|last| self.details.has(language, &last.to_lowercase()) && name.split_whitespace().nth(4).is_none())
    }

    fn slot(&self, article: &Document, language: &str, words: &str, before: &str, behind: &str) -> Option<bool> {
        let inner = words.trim_matches(|c: char| !c.is_alphanumeric());
        let is_named = self.names(language, inner);
        let is_name = is_named || is_identifier(inner);
        let is_word = is_set_off(before, behind);
        if words.starts_with(['£', '€', '$']) {
            if words.contains("__") {
                // A form has many of them.
                let runs = article.text.split("__").skip(1).filter(|rest| !rest.is_empty() && !rest.starts_with('_')).count();
                let goes_on = behind.trim_start().starts_with(|c: char| c.is_lowercase() || matches!(c, ',' | '.' | ';'));
                return (goes_on && before.split_whitespace().nth(1).is_some() && runs <= 2).then_some(true);
            }
            return (is_name && is_word && !words.starts_with("${")).then_some(false);
        }
        let bytes = words.as_bytes();
        let is_blank = match bytes {
            [b'{', b'{', ..] => {
                let name = inner.split('|').next().unwrap_or("").trim();
                return self.names(language, name).then_some(true);
            }
            [b'{', b'0'..=b'9', b'}'] => {
                is_word
                    && behind.starts_with([' ', '.', ',', '!', '?'])
                    && !behind.trim_start().starts_with(['=', '+', '<', '>', '∪', '∈'])
                    && (article.text.contains("{0}") || article.text.contains("{1}"))
                    && !article.inlines.iter().any(|inline| inline.kind == InlineKind::Math)
            }
            [b'{', ..] if words.contains('|') => is_choice(words, before, behind),
            [b'{', ..] => is_word && is_name && !words.contains(". "),
            [b'[', ..] if words.contains('=') => {
                let name = words.trim_start_matches('[').split(' ').next().unwrap_or("");
                let is_tag = name.len() > 2
                    && name.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || matches!(byte, b'-' | b'_'));
                // "[n = 12]" gives a number.
                let has_value = ["=\"", "='", "=“", "=”", "=″"].iter().any(|start| words.contains(start));
                return (is_tag && has_value && !article.text.contains(&format!("[/{name}]"))).then_some(true);
            }
            [b'[', b'[', ..] => {
                is_word && is_identifier(inner) && memchr::memmem::find_iter(article.text.as_bytes(), "[[").nth(2).is_none()
            }
            [b'[', ..] => self.bracket(language, words, inner, before, behind),
            [b'<', b'%' | b'?', ..] => return is_word.then_some(true),
            [b'<', b'<', ..] => is_word && words.ends_with(">>") && is_name,
            [b'<', ..] => is_word && is_name && words.ends_with('>') && !words.ends_with(">>") && is_angle(inner, before),
            [b'(', ..] => {
                let (order, rest) = inner.split_once(' ').unwrap_or(("", inner));
                let last = rest.rsplit(' ').next().unwrap_or("");
                let is_short = rest.split_whitespace().nth(5).is_none();
                is_short && (last.eq_ignore_ascii_case("here") || order.eq_ignore_ascii_case("insert") && self.names(language, last))
            }
            [b'#', b'#', ..] | [b'#' | b'%' | b'@', b'{', ..] => is_name,
            [b'_', ..] => is_word && is_identifier(inner),
            [b'%', .., b's' | b'd' | b'f' | b'@'] if words.len() < 5 => is_word && !before.is_empty() && !behind.starts_with("’s"),
            [b'%', ..] => is_word && is_name,
            [b'X', b'X', b'/' | b'.' | b'-' | b':', ..] => is_word && before.split_whitespace().nth(1).is_some(),
            [b'X', ..] => {
                let unit = words.split_once(' ').map_or("", |(_, unit)| unit);
                is_word && COUNTED.contains(&unit) && !before.is_empty()
            }
            _ => false,
        };
        is_blank.then_some(false)
    }

    /// A word in brackets that is missing where it stands: "in [City]", "call us on [phone number]", "$[amount]".
    fn bracket(&self, language: &str, words: &str, inner: &str, before: &str, behind: &str) -> bool {
        let plain = words.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')).is_some_and(|rest| rest == inner);
        let said = inner.bytes().all(|byte| byte.is_ascii_alphabetic() || matches!(byte, b' ' | b'\'' | b'-'));
        let first = inner.split([' ', '-']).next().unwrap_or("").to_ascii_lowercase();
        // "Ask for [name of the clerk] at the desk."
        let head = inner.split_once(" of ").map_or("", |(head, _)| head);
        let names_whose = !head.is_empty() && !head.contains(' ') && inner.split(' ').nth(6).is_none() && self.names(language, head);
        if names_whose && plain && said && BEFORE.contains(&&*crate::checks::prose::last_word(before).to_ascii_lowercase()) {
            return is_set_off(before, behind) && before.ends_with(' ');
        }
        if !plain || !said || DETERMINERS.contains(&&*first) || inner.split(' ').nth(3).is_some() || !self.names(language, inner) {
            return false;
        }
        if behind.starts_with(['(', '[', ':', '/', '_', '-']) && !behind.starts_with(": ") {
            return false;
        }
        if before.ends_with(['$', '£', '€']) {
            return true;
        }
        let is_part = PARTS.iter().any(|part| behind.trim_start().starts_with(part));
        let last = crate::checks::prose::last_word(before).to_ascii_lowercase();
        let is_missing = (before.ends_with(' ') || before.ends_with(". ")) && BEFORE.contains(&&*last);
        // "Send it to [street], [zip code] [town]": blanks side by side.
        let follows = || before.strip_suffix(' ').is_some_and(|before| before.trim_end_matches(',').ends_with(']'));
        (is_missing || follows()) && !is_part && is_set_off(before, behind)
    }
}

/// A word in angle brackets that is no tag: "in <city>".
fn is_angle(inner: &str, before: &str) -> bool {
    let last = crate::checks::prose::last_word(before).to_ascii_lowercase();
    !inner.contains(['=', '"', '/', '@', '.']) && !ELEMENTS.contains(&&*inner.to_ascii_lowercase()) && BEFORE.contains(&&*last)
}

/// Whether an article is itself written in a language of templates: it has orders of one, or values that are no names of blanks, or it is
/// nothing but a blank.
pub(super) fn is_template(article: &Document, names_slot: impl Fn(&str) -> bool) -> bool {
    /// Constructs with more than a name from which an article is a template.
    const SEVERAL: usize = 3;
    if !matches!(article.source.format(), Format::Html | Format::Plain) {
        return false;
    }
    let (text, source) = (article.text.as_str(), article.source.text());
    if memchr::memmem::find(source.as_bytes(), b"{%").is_some() && source.contains("%}") {
        return true;
    }
    // A value of an attribute is filled in by a program, or it would have been seen at once.
    let is_filled = || {
        source.matches("{{").take(SEVERAL + 1).count() > SEVERAL
            || source.match_indices("{{").any(|(at, _)| source.get(..at).is_some_and(|before| before.ends_with(['"', '\'', '=', '/'])))
    };
    memchr::memmem::find_iter(text.as_bytes(), "{{").any(|at| {
        let rest = text.get(at + 2..text.floor_char_boundary(at + 200)).unwrap_or("");
        let inner = rest.split_once("}}").map_or("", |(inner, _)| inner).trim().trim_matches(['{', '}']);
        let name = inner.split('|').next().unwrap_or("").trim();
        let is_name = name.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b' ' | b'-' | b'.'));
        let has_more = inner.contains(['.', '|']);
        !inner.is_empty() && (!is_name || !names_slot(name) || has_more && is_filled() || inner.len() + 8 > text.trim().len())
    })
}

/// `__PLACEHOLDER__` and `__CUSTOMER_NAME__` in Markdown, which prints them in bold, and `[[customer_name]]`, which it takes for a link.
pub(super) fn set_by_markdown(readers: &Readers<'_>, blanks: &mut Vec<super::Blank>) {
    let article = readers.article;
    if !matches!(article.source.format(), Format::Markdown | Format::Mdx) {
        return;
    }
    // Two brackets are a link to a page of a wiki, of which a few look like no name of a page.
    let is_wiki = |inline: &&Inline| inline.kind == InlineKind::Link && inline.src.cut(article.source.text()).starts_with("[[");
    if article.inlines.iter().filter(is_wiki).take(3).count() < 3 {
        for inline in article.inlines.iter().filter(is_wiki) {
            let src = inline.src.cut(article.source.text());
            let inner = src.trim_matches(['[', ']']);
            if is_identifier(inner)
                && inner.contains('_')
                && is_prose(article, inline.block)
                && readers.see(inline.block, inline.text, false)
            {
                blanks.push(super::Blank {
                    block: inline.block,
                    span: inline.text,
                    src: inline.src,
                    words: src.to_owned(),
                    is_sure: false,
                });
            }
        }
    }
    for inline in article.inlines.iter().filter(|inline| inline.kind == InlineKind::Strong) {
        let (words, src) = (inline.text.cut(&article.text), inline.src.cut(article.source.text()));
        let is_loud = || words.bytes().all(|byte| byte.is_ascii_uppercase() || byte == b'_');
        if !src.starts_with("__") || !is_loud() || !is_prose(article, inline.block) || is_shown(article, inline.block, inline.text) {
            continue;
        }
        let is_sure = words.contains("PLACEHOLDER");
        if is_sure || is_identifier(words) && readers.see(inline.block, inline.text, false) {
            blanks.push(super::Blank { block: inline.block, span: inline.text, src: inline.src, words: src.to_owned(), is_sure });
        }
    }
}
