//! Whether what looks like a sign of markup was meant as one, by the text around it.

use super::left::Hit;
use super::runs::{closes, opens};
use crate::checks::clean::shown::{is_in, shows_code};
use crate::document::{InlineKind, Kind};
use crate::source::Format;

/// The mark of a footnote stands behind a word, or before the note at the foot; what else begins so is a class of letters.
pub(super) fn is_note(hit: &Hit<'_>) -> bool {
    let inner = hit.words.trim_matches(['[', ']', '^']);
    let is_class = inner.split('-').any(|part| part.len() == 1 && inner.contains('-'));
    let stands_behind = hit
        .before
        .ends_with(|c: char| c.is_alphanumeric() || matches!(c, '.' | ',' | ';' | ':' | '!' | '?' | ')' | '”' | '"' | '’' | '%' | ']'));
    let is_foot = hit.before.is_empty() && hit.behind.starts_with([':', ' ']);
    !is_class
        && !hit.before.contains('\\')
        && (stands_behind || is_foot)
        && (closes(hit.behind) || hit.behind.starts_with(['[', '\u{fffc}']))
}

/// A box that is ticked, or one before a few words. Boxes that are all empty are there to be ticked by hand.
pub(super) fn is_task(hit: &Hit<'_>) -> bool {
    let text = hit.article.text_of(hit.id);
    let ticked = text.contains("[x] ") || text.contains("[X] ");
    let boxes = text.matches("[ ] ").take(3).count();
    let is_export = hit.article.source.format() == Format::Plain;
    let is_run = boxes > 1 && text.contains(" - [");
    // "[ ] (brackets)" says what the signs are called, as the entry of an index does.
    let is_named = text.strip_prefix("[ ]").is_some_and(|behind| behind.trim_start().starts_with('('));
    !is_named
        && !hit.article.is_within(hit.id, Kind::Cell)
        && (ticked || is_run || !is_export && boxes == 1 && text.split_whitespace().nth(4).is_some())
}

/// A sentence behind the sign; a path ("> Home > Docs") is none.
pub(super) fn is_quoted(hit: &Hit<'_>) -> bool {
    let text = hit.article.text_of(hit.id).trim_end();
    let sentence = text.ends_with(['.', '!', '?', '…', '”', '"']) && text.split_whitespace().nth(3).is_some();
    let is_path = text.match_indices(" > ").any(|(at, _)| !text.get(..at).unwrap_or("").ends_with(['.', '!', '?', '…', '”', '"']));
    // Lines of a mail that a page keeps as they were.
    let is_mail = is_in(hit.article, hit.id, hit.article.block(hit.id).text, &[InlineKind::Break]);
    sentence && !is_path && !is_mail && !text.contains(">>>") && !hit.article.is_within(hit.id, Kind::Cell)
}

/// The end of a link whose first bracket got lost: none stands open before it.
pub(super) fn is_tail(hit: &Hit<'_>) -> bool {
    hit.before.ends_with(char::is_alphanumeric) && !hit.before.contains('[')
}

/// The words of a link with the name of its address, which stands elsewhere: "[the guide][1]"; two marks of notes side by side are none.
pub(super) fn is_reference(hit: &Hit<'_>) -> bool {
    let stands = hit.before.is_empty() || hit.before.ends_with([' ', '(', '“']);
    stands && closes(hit.behind) && hit.words.split(']').next().is_some_and(|words| words.contains(' ')) && !shows_code(hit.article)
}

/// The title of a page of a wiki; "[[RFC2119]]" is a key that a program looks up in its list of works.
pub(super) fn is_page_of_wiki(hit: &Hit<'_>) -> bool {
    let is_key = !hit.words.bytes().any(|byte| byte.is_ascii_lowercase());
    !is_key && opens(hit.before) && closes(hit.behind) && !shows_code(hit.article)
}
