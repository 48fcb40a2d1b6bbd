//! Texts that stop in a dash or a hyphen, and nothing takes them up.

use super::ends::{MID_SENTENCE, SHOWN};
use crate::checks::prose::{self, End, has_words};
use crate::document::{BlockId, Document, Kind};
use crate::rule::Found;

/// Words of a text that a dash can leave open.
const ENOUGH: usize = 5;

/// Whether words end in a dash behind a blank, or in a hyphen behind a small letter.
pub(super) fn ends_in_one(text: &str) -> bool {
    let text = text.trim_end();
    let body = text.trim_end_matches(['-', '–', '—']);
    let dash = text.get(body.len()..).unwrap_or("");
    let is_cut = match dash {
        "-" => body.ends_with(' ') || is_word(body),
        "–" | "—" => true,
        _ => false,
    };
    is_cut && body.trim_end().ends_with(|c: char| c.is_alphanumeric() || matches!(c, ')' | ',')) && has_words(text, ENOUGH)
}

/// The last word is one of letters, or several of them, hyphens between them.
fn is_word(text: &str) -> bool {
    let word = text.rsplit(char::is_whitespace).next().unwrap_or("");
    word.len() >= 3 && word.starts_with(char::is_alphabetic) && word.chars().all(|c| c.is_lowercase() || c == '-')
}

/// No line stands behind the dash that it may lead to: a name that signs, a label.
pub(super) fn is_left_alone(article: &Document, id: BlockId) -> bool {
    let Some(next) = prose::next_block(article, id) else { return true };
    article.block(next).kind != Kind::Paragraph || {
        let text = article.text_of(next);
        let start = article.block(next).text.start();
        let is_labelled = article.inlines_of(next).first().is_some_and(|inline| inline.text.start() == start);
        has_words(text, 8) && End::of(text) != End::Word && !is_labelled
    }
}

/// One text that stops so is broken off; an author whose texts often do so means it.
pub(super) fn report(article: &Document, dashes: &[BlockId], found: &mut Found<'_>) {
    let [id] = dashes else { return };
    let tail = prose::tail(article, *id, SHOWN);
    let span = article.source_span(tail);
    let finding = found.at(*id, span, MID_SENTENCE, [tail.cut(&article.text)]);
    let text = article.text_of(*id).trim_end();
    if !(text.ends_with('-') && is_word(text.trim_end_matches('-'))) {
        // A dash may be meant as a colon.
        finding.milder();
    }
}
