//! Items of a list that are one sentence together, and paragraphs of one item that name several ways.

use super::Place;
use crate::checks::prose::{self, has_words, last_word};
use crate::document::{BlockId, Document, Kind};
use crate::source::Format;

/// How many items follow in the same list, or terms behind a description; two stand for more.
pub(super) fn items_behind(article: &Document, id: BlockId) -> usize {
    let item = article.ancestors(id).find(|ancestor| matches!(article.block(*ancestor).kind, Kind::Item | Kind::DefDesc));
    item.map_or(0, |item| article.siblings_behind(item).take(2).count())
}

/// Ends that only look open: "Write to us with your notes. -- lund" is signed, and "Body: Lund," greets whom the next paragraph speaks to.
pub(super) fn only_looks_open(text: &str) -> bool {
    let is_signed = text.rsplit_once("-- ").is_some_and(|(before, name)| before.ends_with(' ') && !has_words(name, 4));
    // "Take line l from line a": a letter that a line is called by.
    let is_letter = text.strip_suffix(" a").is_some_and(|before| {
        ["line", "row", "step", "part", "box", "column", "option", "item"].iter().any(|known| last_word(before).eq_ignore_ascii_case(known))
    });
    let greeted = || text.rsplit_once(": ").map_or("", |(_, greeted)| greeted).trim_end_matches(',');
    is_signed || is_letter || text.ends_with(',') && greeted().starts_with(char::is_uppercase) && !has_words(greeted(), 4)
}

/// "…, followed by" before another item, and "…, and" in a cell above the next row: the parts are one sentence together.
pub(super) fn goes_on_in_parts(article: &Document, id: BlockId, place: Place, text: &str) -> bool {
    match place {
        Place::Item => text.ends_with("followed by") && items_behind(article, id) > 0,
        Place::Cell => {
            // "the length of the name including the" beside an empty cell of the next row: the table is set in lines.
            row_behind(article, id).is_some_and(|next| {
                text.ends_with(", and")
                    || text.ends_with(", or")
                    || article.children(next).next().is_some_and(|first| !article.has_content(first))
            })
        }
        // A line of a typed text that its reader parts from the next one, which goes on with it.
        Place::Running => prose::next_block(article, id).is_some_and(|next| {
            let gap = article.source.text().get(article.block(id).src.end() as usize..article.block(next).src.start() as usize);
            article.source.format() == Format::Plain
                && article.block(next).kind == Kind::Paragraph
                && gap.is_some_and(|gap| gap.matches('\n').nth(1).is_none())
        }),
        _ => false,
    }
}

/// The row behind the one that a text stands in.
fn row_behind(article: &Document, id: BlockId) -> Option<BlockId> {
    let row = article.ancestors(id).find(|ancestor| article.block(*ancestor).kind == Kind::Row)?;
    article.siblings_behind(row).next()
}

/// Another paragraph follows in the same item.
pub(super) fn has_text_behind(article: &Document, id: BlockId) -> bool {
    let item = article.ancestors(id).find(|ancestor| article.block(*ancestor).kind == Kind::Item);
    item.is_some_and(|item| {
        prose::next_block(article, id).is_some_and(|next| {
            next < article.block(item).end && article.block(next).kind == Kind::Paragraph && has_words(article.text_of(next), 3)
        })
    })
}

/// The next paragraph begins with the same two words.
pub(super) fn begins_like_next(article: &Document, id: BlockId) -> bool {
    let words = |id: BlockId| article.text_of(id).split_whitespace().take(2).map(str::to_owned).collect::<Vec<_>>();
    prose::next_block(article, id).is_some_and(|next| article.block(next).kind == Kind::Paragraph && words(next) == words(id))
}

/// The next item begins with a small letter: the list itself is the sentence.
pub(super) fn goes_on_in_next_item(article: &Document, id: BlockId) -> bool {
    let item = article.ancestors(id).find(|ancestor| article.block(*ancestor).kind == Kind::Item);
    let next = item.map(|item| article.block(item).end).filter(|next| (*next as usize) < article.blocks.len());
    next.filter(|next| article.block(*next).kind == Kind::Item)
        .and_then(|next| article.children(next).next())
        .is_some_and(|first| article.text_of(first).starts_with(char::is_lowercase))
}

/// Whether the next item ends in the same word, or an "or" is followed by one that begins with the same word: several ways in a row.
pub(super) fn is_beside_same_end(article: &Document, id: BlockId, word: &str) -> bool {
    let item = article.ancestors(id).find(|ancestor| article.block(*ancestor).kind == Kind::Item);
    let first = |id: BlockId| article.text_of(id).split_whitespace().next();
    item.and_then(|item| article.siblings_behind(item).next())
        .is_some_and(|next| last_word(article.text_of(next)) == word || word == "or" && first(next).is_some() && first(next) == first(id))
}
