//! Rows of a page whose parts run into each other: `Gross ProfitModel marginCompare plans`.

use super::boxes::{classes_of_boxes, has_class};
use super::{GluedText, report};
use crate::checks::clean::shown::shows_code;
use crate::checks::dictionary::Dictionary;
use crate::document::{BlockId, Document, InlineKind, Kind, Looks};
use crate::rule::Found;
use crate::source::Format;
use crate::span::Span;

/// Small words that no row of names has.
const OF_SENTENCES: [&str; 18] =
    ["from", "by", "as", "at", "the", "a", "an", "and", "or", "of", "to", "for", "in", "with", "is", "are", "on", "&"];

impl GluedText {
    /// Several words of a row that run into the next (`Gross ProfitModel marginCompare plans`).
    pub(super) fn rows(&self, article: &Document, found: &mut Found<'_>, last: &mut Option<BlockId>) {
        /// Places of a paragraph that show it is a row.
        const PLACES: usize = 3;
        let language = &*article.language.code;
        let Some(dictionary) = Dictionary::of(language) else { return };
        let mut technical: Option<bool> = None;
        let mut boxes: Option<Vec<&str>> = None;
        for (id, _) in article.looking(Kind::Paragraph, Looks::TURN) {
            let text = article.text_of(id);
            if text.len() < 30 || text.ends_with(['.', ':', ';', ',']) || *last == Some(id) {
                continue;
            }
            let start = article.block(id).text.start() as usize;
            let mut glued: Vec<(usize, &str)> = Vec::new();
            let mut turning = 0;
            // "GoDaddy, NodeSource, PlanetScale" are names in a row, and what stands between bars is one of a table.
            if text.contains('|') || is_call(text) {
                continue;
            }
            let mut is_listed = false;
            for word in text.split(' ') {
                let is_in_list = std::mem::replace(&mut is_listed, word.ends_with(',')) || word.ends_with(',');
                if is_in_list {
                    continue;
                }
                let is_name = self.names.has(language, word.trim_matches(|c: char| !c.is_alphanumeric()))
                    || word.contains(['_', '(', '/', '.', '=', '<', '$', '@', '"', '{', '[', '#', '`']);
                if is_name || glued.iter().any(|(_, known)| *known == word) {
                    continue;
                }
                // Three names that touch are a row as well.
                let turns = word.as_bytes().windows(2).enumerate();
                let turns =
                    turns.filter(|(_, pair)| matches!(pair, [one, other] if one.is_ascii_lowercase() && other.is_ascii_uppercase()));
                let are_two = |(turn, _): &(usize, &[u8])| {
                    let (left, right) = word.split_at_checked(turn + 1).unwrap_or(("", ""));
                    let left = left.rsplit(|c: char| !c.is_ascii_alphabetic()).next().unwrap_or("");
                    let left =
                        left.char_indices().rfind(|(_, c)| c.is_ascii_uppercase()).and_then(|(at, _)| left.get(at..)).unwrap_or(left);
                    let right = right.split(|c: char| !c.is_ascii_alphabetic()).next().unwrap_or("");
                    let end = right.bytes().skip(1).take_while(u8::is_ascii_lowercase).count();
                    let right = right.get(..=end).unwrap_or(right);
                    left.len() > 2 && right.len() > 1 && dictionary.lists(left) && dictionary.lists(right)
                };
                let at = word.as_ptr() as usize - text.as_ptr() as usize;
                let mut count = 0;
                let turns = turns.inspect(|_| count += 1);
                let places = turns.filter(are_two).take(PLACES).count();
                glued.extend((0..places).map(|_| (at, word)));
                // "MatchLabelKeys" is a name in which more than two words touch.
                turning += usize::from(places == 1 && count == 1);
            }
            // A page may say in its head that elements of a class stand below each other.
            if glued.len() >= PLACES && article.source.format() == Format::Html {
                let boxes = boxes.get_or_insert_with(|| classes_of_boxes(article.source.text()));
                if !boxes.is_empty() {
                    let in_text = |at: usize, word: &str| Span::of(start + at, start + at + word.len());
                    glued.retain(|(at, word)| !has_class(article.source_span(in_text(*at, word)).cut(article.source.text()), boxes));
                }
            }
            // Several turns of one word are a name, unless others stand beside it and nothing but them: "HammerChisel levelPencilTape".
            let mut words: Vec<usize> = glued.iter().map(|(at, _)| *at).collect();
            words.dedup();
            let are_several = words.len() >= PLACES && turning >= PLACES;
            let begins_small = || glued.iter().any(|(_, word)| word.starts_with(|c: char| c.is_ascii_lowercase()));
            let is_bare_row =
                || words.len() > 1 && glued.len() > PLACES && begins_small() && !text.split(' ').any(|word| OF_SENTENCES.contains(&word));
            if !are_several && !is_bare_row() || *technical.get_or_insert_with(|| shows_code(article)) || article.is_within(id, Kind::Cell)
            {
                continue;
            }
            // Lines that end where the page says so stand apart: names of an interface, one below the other.
            let parts_links =
                article.inlines_of_range(id, id + 1).iter().any(|inline| matches!(inline.kind, InlineKind::Code | InlineKind::Break));
            if let (Some((at, word)), false) = (glued.first(), parts_links) {
                report(article, id, Span::of(start + at, start + at + word.len()), found, last);
            }
        }
    }
}

/// Whether a text is a call of a function with its arguments: `TIDE(Port; LowerMark; UpperMark)`.
fn is_call(text: &str) -> bool {
    text.split_once('(').is_some_and(|(name, _)| !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_'))
}
