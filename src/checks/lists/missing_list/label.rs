//! Items that are only a label among items that say something behind theirs.

use crate::checks::prose::{self, count_words};
use crate::document::{BlockId, Document, InlineKind, Kind};

/// An item in bold and nothing else, while all others go on behind their bold words.
pub(super) fn is_bare_label(article: &Document, id: BlockId) -> bool {
    let item = article.block(id).parent;
    let block = article.block(item);
    if block.kind != Kind::Item || block.end != article.block(id).end || !starts_strong(article, id) || article.inlines_of(id).len() > 1 {
        return false;
    }
    let goes_on = |other: BlockId| {
        article.children(other).next().is_some_and(|text| {
            starts_strong(article, text) && {
                let strong = article.inlines_of(text).first().map_or(0, |inline| inline.text.len() as usize);
                article.text_of(text).get(strong..).is_some_and(|rest| prose::has_words(rest, 5))
            }
        })
    };
    let siblings = || article.children(block.parent).filter(|other| *other != item);
    is_all_strong(article, id) && siblings().take(2).count() == 2 && siblings().all(goes_on)
}

/// All of the text is in bold.
pub(super) fn is_all_strong(article: &Document, id: BlockId) -> bool {
    prose::is_made_of(article, id, &[InlineKind::Strong])
}

/// The text begins in bold.
pub(super) fn starts_strong(article: &Document, id: BlockId) -> bool {
    let inlines = article.inlines_of(id);
    inlines.first().is_some_and(|inline| inline.kind == InlineKind::Strong && inline.text.start() == article.block(id).text.start())
}

/// The item is only a label, while its siblings say something behind theirs ("Cost: two euros").
pub(super) fn is_label_among_texts(article: &Document, item: BlockId) -> bool {
    let list = article.block(item).parent;
    let own = article.children(item).next().map_or("", |child| article.text_of(child));
    if count_words(own) > 7 {
        return false;
    }
    let siblings = || article.children(list).filter(|other| *other != item);
    let says = |other: BlockId, words: usize| {
        let text = article.children(other).next().map_or("", |child| article.text_of(child));
        text.split_once(": ").is_some_and(|(label, rest)| count_words(label) <= 7 && prose::has_words(rest, words))
    };
    // The first item may be the heading of the others, unless they are sentences.
    let is_bold = article.inlines_of(item).first().is_some_and(|inline| inline.kind == InlineKind::Strong);
    let is_first = article.children(list).next() == Some(item) && !is_bold;
    siblings().take(2).count() == 2 && siblings().all(|other| says(other, if is_first { 6 } else { 3 }))
}
