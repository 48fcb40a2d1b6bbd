//! What looks like a blank and is told: names in bold, labels, parts of buttons, error values of sheets.

use crate::checks::clean::shown::{before, behind, is_in};
use crate::document::{BlockId, Document, Inline, InlineKind, Kind};
use crate::source::Format;
use crate::span::Span;

/// Whether the words are a part of a name in bold before them: "**tide [gauge]**: what the [gauge] has measured".
pub(super) fn is_told_before(article: &Document, id: BlockId, hit: Span) -> bool {
    let words = hit.cut(&article.text);
    article.inlines_of(id).iter().any(|inline| {
        inline.kind == InlineKind::Strong
            && inline.text.end() <= hit.start()
            && inline.text.len() > hit.len()
            && inline.text.cut(&article.text).contains(words)
    })
}

/// Whether a construct in brackets labels what follows it, or stands in code that plain text cannot mark as such: "[[berth]]a place for a boat" in
/// texts that name their anchors so, "[BK-URL] …" in a list of books, grave accents around a command.
pub(super) fn is_label(article: &Document, id: BlockId, hit: Span) -> bool {
    /// Paragraphs that show a list of such labels.
    const SEVERAL: usize = 5;
    let (before, behind) = (before(article, id, hit), behind(article, id, hit));
    let words = hit.cut(&article.text);
    let opens = before.trim().is_empty() && words.starts_with('[');
    let is_anchor = opens && words.starts_with("[[") && behind.starts_with(|c: char| c.is_alphanumeric());
    // "    [LINK]   src/gauge": what a program printed, in columns.
    let is_column = || {
        let src = article.source.text().get(article.source_span(hit).end() as usize..).unwrap_or("");
        article.source.format() == Format::Plain && opens && src.starts_with("  ")
    };
    // "<em>%s</em> will be replaced", "application/postscript; ps2ascii %s ; output".
    let is_format = || {
        let is_set = is_in(article, id, hit, &[InlineKind::Emphasis, InlineKind::Strong]);
        words.starts_with('%') && words.len() == 2 && (is_set || before.contains("; ") && behind.contains(';'))
    };
    let is_code = || {
        let is_plain = article.source.format() == Format::Plain;
        // "the branch $X" beside "notes/$X" is a name in a program.
        // "$XDG_CACHE_HOME" names a folder, and so does what a path goes on from.
        let is_variable = || {
            let names_folder = ["_HOME", "_DIR", "_PATH", "_ROOT"].iter().any(|end| words.ends_with(end));
            words.starts_with('$') && (names_folder || behind.starts_with('/') || article.text_of(id).contains(&format!("/{words}")))
        };
        is_plain && before.bytes().filter(|byte| *byte == b'`').count() % 2 == 1 || is_variable()
    };
    let labels = || {
        let texts = article.all().filter(|(_, block)| block.kind.is_leaf()).map(|(id, _)| article.text_of(id));
        texts.filter(|text| text.starts_with('[') && text.get(1..).is_some_and(|rest| rest.contains("] "))).take(SEVERAL).count()
    };
    // "**lamp** [*options*] [*name*]": what stands in italics in a line of usage is for the reader to say. "Settings > [Role Name]" is a step to it.
    let is_usage = || {
        let is_set = |inline: &Inline| {
            let (from, to) = (inline.text.start() as usize, inline.text.end() as usize);
            inline.kind == InlineKind::Emphasis
                && article.text.get(..from).is_some_and(|text| text.ends_with('[') || text.ends_with("[@"))
                && article.text.get(to..).is_some_and(|text| text.starts_with(']'))
        };
        words.starts_with('[') && article.inlines_of_range(id, id + 1).iter().any(is_set)
    };
    // "**[BERTH_NAME]**: the berth …" explains a name.
    // Plain text shows no type, but the item.
    let is_term = || {
        let is_set = || {
            is_in(article, id, hit, &[InlineKind::Strong]) || article.source.format() == Format::Plain && article.is_within(id, Kind::Item)
        };
        opens && behind.trim_start().starts_with(':') && is_set()
    };
    let is_step = || words.starts_with('[') && article.text.contains(&format!("> {words}"));
    // "stored at <em>${berthName}</em>", and lines that are nothing but such a name: what they hold is told.
    let is_told_of = || {
        /// Lines that show a list of them.
        const SEVERAL: usize = 2;
        let is_name = |line: &&str| line.trim().strip_prefix("${").and_then(|rest| rest.strip_suffix('}')).is_some();
        words.starts_with("${")
            && (is_in(article, id, hit, &[InlineKind::Emphasis])
                || article.source.format() == Format::Plain
                    && around(&article.text, hit).lines().filter(is_name).nth(SEVERAL - 1).is_some())
    };
    // "<name>" in a text whose usages have several of them.
    let is_argument = || {
        /// Arguments that show it.
        const SEVERAL: usize = 3;
        let is_name = |part: &&str| {
            part.split_once('>').is_some_and(|(name, _)| {
                (1..24).contains(&name.len()) && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'))
            })
        };
        words.starts_with('<')
            && article.source.format() == Format::Plain
            && around(&article.text, hit).split('<').skip(1).filter(is_name).nth(SEVERAL - 1).is_some()
    };
    // "lamp [FILE]": the term is the usage of a command.
    let is_command = || words.starts_with('[') && article.is_within(id, Kind::DefTerm);
    is_anchor
        || is_command()
        || is_told_of()
        || is_argument()
        || is_usage()
        || is_term()
        || is_step()
        || is_column()
        || is_format()
        || is_code()
        || is_syntax(before, words, behind)
        || opens && behind.starts_with(' ') && labels() == SEVERAL
}

/// Bytes beside a construct in which others of its kind are looked for: a text may have thousands of them.
const NEAR: usize = 4000;

fn first_of(text: &str) -> &str {
    text.get(..text.floor_char_boundary(NEAR)).unwrap_or("")
}

fn last_of(text: &str) -> &str {
    text.get(text.ceil_char_boundary(text.len().saturating_sub(NEAR))..).unwrap_or("")
}

/// What stands around a hit of a text.
fn around(text: &str, hit: Span) -> &str {
    let from = text.floor_char_boundary((hit.start() as usize).saturating_sub(NEAR));
    let to = text.floor_char_boundary(hit.end() as usize + NEAR);
    text.get(from..to).unwrap_or("")
}

/// Whether a construct is one of a grammar, "{option value}*", or a word that the editor of a quotation put in place of another, "[their] nets".
fn is_syntax(before: &str, words: &str, behind: &str) -> bool {
    const PRONOUNS: [&str; 16] =
        ["it", "its", "he", "his", "him", "she", "her", "they", "them", "their", "we", "us", "our", "i", "my", "these"];
    let inner = words.trim_matches(['[', ']', '{', '}']).to_ascii_lowercase();
    // "{tide table} {tide tables}": each of the names in a row stands in braces of its own.
    let is_one_of_several =
        words.starts_with('{') && !words.starts_with("{{") && (before.trim_end().ends_with('}') || behind.trim_start().starts_with('{'));
    // "BERTH_URL: ${BERTH_HOST}" is a line of settings.
    let is_setting = || {
        let name = before.trim_end().strip_suffix([':', '=']).and_then(|before| before.split_whitespace().next_back());
        words.starts_with("${") && name.is_some_and(|name| name.contains('_') && !name.contains(|c: char| c.is_ascii_lowercase()))
    };
    // "Date: %BERTH_DATE%" below "Berth: %BERTH_NAME%" shows a template.
    let is_shown_with_others = || {
        let mark = |text: &str| {
            text.split('%')
                .skip(1)
                .filter(|part| part.contains('_') && part.bytes().all(|byte| byte.is_ascii_uppercase() || byte == b'_'))
                .count()
        };
        words.starts_with('%') && words.len() > 2 && words.ends_with('%') && mark(last_of(before)) + mark(first_of(behind)) > 1
    };
    is_one_of_several
        || is_setting()
        || is_shown_with_others()
        || words.starts_with('%') && before.starts_with('/')
        || words.starts_with('[') && PRONOUNS.contains(&inner.as_str())
        || words.starts_with('{') && (behind.starts_with(['*', '+']) || before.ends_with(['{', '|']) || is_within_braces(before))
}

/// Whether a brace is open that began before: "{name {option value}*}*".
fn is_within_braces(before: &str) -> bool {
    before.matches('{').count() > before.matches('}').count()
}

/// Whether a blank stands among other words of a button or a field in bold type: "Select the **[number] recordings** option".
pub(super) fn is_part_of_label(article: &Document, id: BlockId, hit: Span) -> bool {
    article
        .inlines_of_range(id, id + 1)
        .iter()
        .any(|inline| inline.kind == InlineKind::Strong && inline.text.overlaps(hit) && inline.text.len() > hit.len() + 2)
        && hit.cut(&article.text).bytes().all(|byte| !byte.is_ascii_uppercase())
}

/// Whether a text has several error values of sheets: it tells of them.
pub(super) fn lists_errors(text: &str) -> bool {
    const VALUES: [&str; 7] = ["#REF!", "#VALUE!", "#DIV/0!", "#NAME?", "#NULL!", "#NUM!", "#N/A"];
    VALUES.iter().filter(|value| text.contains(**value)).count() > 1
}

/// Whether "$X" stands in a paragraph with formulas ("$P(Y|X)$"): it is one itself, whose second sign may be missing.
pub(super) fn is_in_formulas(article: &Document, id: BlockId, words: &str) -> bool {
    let is_formula = |part: &str| {
        part.starts_with(|c: char| c.is_ascii_alphabetic()) && !part.contains(' ') && part.contains(['(', '_', '^', '\\', '{', '='])
    };
    words == "$X"
        && (article.text_of(id).contains("$X$")
            || article.inlines_of(id).iter().any(|inline| inline.kind == InlineKind::Math)
            || article.text_of(id).split('$').skip(1).any(is_formula))
}

/// Whether more words of an article stand in brackets than whoever fills it in could forget, none of them a link. In long minutes they are names.
pub(super) fn has_many_brackets(article: &Document, at_most: usize) -> bool {
    /// Bytes of text for each of them, at most.
    const APART: usize = 600;
    /// Kinds that are told apart.
    const KINDS: usize = 200;
    let mut kinds: Vec<&str> = Vec::new();
    for part in article.text.split('[').skip(1) {
        let Some((inner, behind)) = part.split_once(']') else { continue };
        let is_blank =
            inner.len() > 1 && inner.len() < 80 && inner.starts_with(char::is_alphabetic) && !behind.starts_with(['(', '[', ':']);
        if is_blank && kinds.len() < KINDS && !kinds.contains(&inner) {
            kinds.push(inner);
        }
    }
    kinds.len() > at_most && article.text.len() < APART * kinds.len()
}

/// A blank between single braces: `{city_name}`.
pub(super) fn is_single(words: &str) -> bool {
    words.starts_with('{') && !words.starts_with("{{")
}

/// Whether an article has such blanks in its code as well, in paths and orders (`{plans_folder}/week.md`): a program fills all of them when it
/// reads the article.
pub(super) fn is_for_a_program(article: &Document) -> bool {
    let is_blank = |rest: &str| {
        rest.split_once('}').is_some_and(|(name, _)| {
            name.contains('_') && name.len() <= 40 && name.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'_')
        })
    };
    article.inlines.iter().filter(|inline| inline.kind == InlineKind::Code).any(|inline| {
        let code = inline.text.cut(&article.text);
        // Calls and strings of a language have them for values of their own.
        !code.contains(['(', '"', '\'', '=']) && code.match_indices('{').take(4).any(|(at, _)| is_blank(code.get(at + 1..).unwrap_or("")))
    })
}
