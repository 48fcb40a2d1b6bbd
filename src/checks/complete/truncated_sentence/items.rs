//! Items of a list that are one sentence together, and paragraphs of one item that name several ways.

use crate::checks::prose::{self, has_words, last_word};
use crate::document::{BlockId, Document, Kind};

/// How many items follow in the same list, or terms behind a description; two stand for more.
pub(super) fn items_behind(article: &Document, id: BlockId) -> usize {
    let item = article.ancestors(id).find(|ancestor| matches!(article.block(*ancestor).kind, Kind::Item | Kind::DefDesc));
    item.map_or(0, |item| article.siblings_behind(item).take(2).count())
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
