//! Forms of a text by which its end is meant: names, lines, labels, series, brackets.

use crate::checks::prose::{self, count_words, has_words};
use crate::document::{BlockId, Document, InlineKind};

/// The last word is an address, a handle, a name that signs or a sign of its own ("<3"), or the text ends in who said it ("— Ann Lee").
pub(super) fn ends_in_a_name(text: &str) -> bool {
    let word = text.rsplit(char::is_whitespace).next().unwrap_or("");
    let handle = word.starts_with(['@', '#', '-', '<', ':'])
        || word.contains(['/', '@', '_', '=', '\\'])
        || word.matches('-').count() >= 3
        || word.trim_end_matches('.').contains('.');
    // An identifier, a number, a unit behind a number, or a name of several words.
    let is_capital = |word: Option<&str>| word.is_some_and(|word| word.starts_with(char::is_uppercase));
    let mut words = text.rsplit(char::is_whitespace);
    let (last, before) = (words.next(), words.next());
    let is_name = last.is_some_and(|word| word.bytes().skip(1).any(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit()))
        || before.is_some_and(|word| word.starts_with(|c: char| c.is_ascii_digit()))
        || word.starts_with(|c: char| c.is_ascii_digit())
        || is_capital(last) && (is_capital(before) || before == Some("="));
    let said_by = text
        .rsplit_once(['—', '–', '―'])
        .or_else(|| text.rsplit_once(" - "))
        .is_some_and(|(_, name)| count_words(name) <= 6 && name.trim_start().starts_with(char::is_uppercase));
    handle || is_name || said_by
}

/// Lines that were written one below the other, each beginning anew: names, an address, a list without its marks.
pub(super) fn is_made_of_lines(article: &Document, id: BlockId) -> bool {
    /// Words of a line.
    const SHORT: usize = 12;
    let mut lines = article.block(id).src.cut(article.source.text()).lines().map(|line| line.trim_start_matches([' ', '\t', '>']));
    let begins =
        |line: &str| line.starts_with(|c: char| c.is_uppercase() || matches!(c, '-' | '–' | '*' | '•' | '[')) && !has_words(line, SHORT);
    lines.next().is_some() && lines.clone().count() >= 2 && lines.all(begins)
}

/// A label stands before a phrase: "**For whom:** bakers of all levels", "*Updated:* a new photograph".
pub(super) fn is_labelled(article: &Document, id: BlockId) -> bool {
    let start = article.block(id).text.start();
    article.inlines_of(id).first().is_some_and(|inline| {
        let label = inline.text.cut(&article.text);
        let behind = article.text.get(inline.text.end() as usize..).unwrap_or("");
        matches!(inline.kind, InlineKind::Strong | InlineKind::Emphasis)
            && inline.text.start() == start
            && (label.ends_with(':') || behind.starts_with(':'))
    })
}

/// The last line of several, each with its label in bold: "**Trap:** one source", "**Prevention:** a second look".
pub(super) fn is_last_of_labels(article: &Document, id: BlockId) -> bool {
    let start = article.block(id).text.start();
    let mut labels = article
        .inlines_of(id)
        .iter()
        .filter(|inline| inline.kind == InlineKind::Strong)
        .map(|inline| (inline.text, inline.text.cut(&article.text)))
        .filter(|(span, label)| {
            label.ends_with(':') || article.text.get(span.end() as usize..).is_some_and(|behind| behind.starts_with(':'))
        });
    let begins = labels.next().is_some_and(|(span, _)| span.start() == start);
    let last = labels.last().and_then(|(span, _)| article.text.get(span.end() as usize..article.block(id).text.end() as usize));
    begins && last.is_some_and(|said| !said.contains(['.', '!', '?']))
}

/// Names in a row, each with its capital: "Harbour Watch, Night Boats, Tide".
pub(super) fn is_row_of_names(text: &str) -> bool {
    let mut names = text.split(", ");
    text.contains(", ") && names.all(|name| name.split(' ').all(|word| word.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit())))
}

/// "the time is up; or": the next paragraph goes on with the series.
pub(super) fn is_series(text: &str, word: &str, closes: impl Fn() -> bool) -> bool {
    let Some(before) = text.trim_end().strip_suffix(word).filter(|_| matches!(word, "and" | "or")) else { return false };
    let before = before.trim_end();
    before.ends_with(';') || before.ends_with(',') && !closes()
}

/// The last bracket of the text opens.
pub(super) fn has_open_bracket(text: &str) -> bool {
    memchr::memrchr2(b'(', b')', text.as_bytes()).is_some_and(|at| text.as_bytes().get(at) == Some(&b'('))
}

/// A bracket opens in the text and does not close.
pub(super) fn bracket_left_open(text: &str) -> bool {
    let (opened, closed) = (text.matches('(').count(), text.matches(')').count());
    opened == closed + 1 && text.rfind('(') > text.rfind(')')
}

/// Most words begin with a capital: a title or a label.
pub(super) fn is_title_case(text: &str) -> bool {
    let words: Vec<&str> = text.split_whitespace().filter(|word| word.starts_with(char::is_alphabetic) && word.len() > 3).collect();
    let capitals = words.iter().filter(|word| word.starts_with(char::is_uppercase)).count();
    words.len() >= 2 && capitals * 3 >= words.len() * 2
}

/// A quotation mark opens, and none closes: “Listen first, and only then. What a word in code or the sign for inches has of the kind opens nothing.
pub(super) fn quotation_left_open(article: &Document, id: BlockId, text: &str) -> bool {
    let opens_words = |behind: &str| behind.starts_with(char::is_alphabetic);
    let curly = text.rfind('“').filter(|at| !text.get(*at..).is_some_and(|rest| rest.contains('”')));
    let open = match curly {
        Some(at) => !text.contains('„') && text.get(at + '“'.len_utf8()..).is_some_and(opens_words),
        None => {
            let last = text.rfind('"');
            let is_odd = || text.bytes().filter(|byte| *byte == b'"').count() % 2 == 1;
            last.is_some_and(|at| {
                text.get(..at).is_some_and(|before| before.ends_with([' ', '(', '—'])) && text.get(at + 1..).is_some_and(opens_words)
            }) && is_odd()
        }
    };
    open && !article.inlines_of(id).iter().any(|inline| inline.kind == InlineKind::Code)
}

/// A whole sentence in bold words or in italics, and no label.
pub(super) fn is_set_sentence(article: &Document, id: BlockId, text: &str) -> bool {
    has_words(text, 8)
        && !is_title_case(text)
        && prose::is_made_of(article, id, &[InlineKind::Strong, InlineKind::Emphasis])
        && !prose::is_made_of(article, id, &[InlineKind::Link, InlineKind::Code])
}

/// A number and a plain plural behind it: "over 40 boats".
pub(super) fn ends_in_counted_things(text: &str) -> bool {
    let mut words = text.rsplit(' ');
    let (last, before) = (words.next().unwrap_or(""), words.next().unwrap_or(""));
    last.bytes().all(|byte| byte.is_ascii_lowercase()) && before.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b',' | b'.'))
}
