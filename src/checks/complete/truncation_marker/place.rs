//! What stands around a mark: quotations, names, steps and code, in which it says nothing of the text.

use super::Mark;
use crate::checks::prose;
use crate::document::{BlockId, Document, Flags, Inline, InlineKind, Kind};
use crate::span::Span;

/// Other people's words: what is left out of them is left out on purpose.
pub(super) fn is_quoted(article: &Document, id: BlockId) -> bool {
    article.ancestors(id).any(|outer| {
        let outer = article.block(outer);
        matches!(outer.kind, Kind::Quote | Kind::Toc | Kind::Byline | Kind::FootDef | Kind::Caption | Kind::Figure)
            && !outer.flags.has(Flags::ALERT)
    })
}

/// The mark is code, part of a link, or spoken of in emphasis within a sentence.
pub(super) fn is_marked(article: &Document, id: BlockId, mark: &Mark) -> bool {
    /// Bytes of a name in bold words.
    const NAME: u32 = 32;
    let start = article.block(id).text.start();
    let span = Span::new(start + mark.start as u32, start + mark.end as u32);
    let kinds = [InlineKind::Code, InlineKind::Link, InlineKind::Quote, InlineKind::Math];
    // "**More button (...)**": the dots are part of a name.
    let is_in_name = |inline: &Inline| {
        inline.kind == InlineKind::Strong
            && inline.text.start() < span.start()
            && span.end() <= inline.text.end()
            && inline.text.len() <= NAME
    };
    article.inlines_of(id).iter().any(|inline| kinds.contains(&inline.kind) && inline.text.overlaps(span) || is_in_name(inline))
}

/// One of several steps: "1. Read the whole text" calls nobody to another page.
pub(super) fn is_step(article: &Document, id: BlockId) -> bool {
    let item = article.block(id).parent;
    let list = article.block(item).parent;
    article.block(item).kind == Kind::Item && article.block(list).flags.has(Flags::ORDERED) && article.children(list).take(2).count() == 2
}

/// A line in capitals above a paragraph is a heading.
pub(super) fn heads_text(article: &Document, id: BlockId, text: &str) -> bool {
    !text.chars().any(char::is_lowercase) && prose::next_block(article, id).is_some_and(|next| article.block(next).kind == Kind::Paragraph)
}

/// A bold label opens the item, as it opens the one beside it: it says what the item is about.
pub(super) fn is_labelled(article: &Document, id: BlockId) -> bool {
    let opens_bold = |item: BlockId| {
        article.inlines_of(item).first().is_some_and(|inline| {
            inline.kind == InlineKind::Strong && inline.text.start() == article.block(item).text.start() && !is_made_of_bold(article, item)
        })
    };
    let item = article.block(id).parent;
    article.block(item).kind == Kind::Item
        && opens_bold(item)
        && article.children(article.block(item).parent).any(|other| other != item && opens_bold(other))
}

fn is_made_of_bold(article: &Document, item: BlockId) -> bool {
    article.children(item).next().is_some_and(|first| prose::is_made_of(article, first, &[InlineKind::Strong]))
}

/// Code stands before or behind: what was left out are lines of it.
pub(super) fn stands_by_code(article: &Document, id: BlockId) -> bool {
    let is_code = |other: Option<BlockId>| {
        other.is_some_and(|other| matches!(article.block(other).kind, Kind::Code | Kind::Table | Kind::Template | Kind::Math | Kind::Quote))
    };
    let before = article.children(article.block(id).parent).take_while(|other| *other < id).last();
    is_code(prose::next_block(article, id)) || is_code(before)
}

/// Sentences stand before and behind.
pub(super) fn stands_in_prose(article: &Document, id: BlockId) -> bool {
    let is_prose = |other: BlockId| {
        let text = article.text_of(other);
        article.block(other).kind == Kind::Paragraph && prose::End::of(text).is_closed() && text.starts_with(char::is_alphanumeric)
    };
    let before = article.children(article.block(id).parent).take_while(|other| *other < id).last();
    before.is_some_and(is_prose)
        && prose::next_block(article, id).is_none_or(|next| is_prose(next) || article.block(next).kind == Kind::Heading)
}

/// Nothing follows below the same heading.
pub(super) fn ends_section(article: &Document, id: BlockId) -> bool {
    prose::next_block(article, id).is_none_or(|next| article.block(next).kind == Kind::Heading)
}
