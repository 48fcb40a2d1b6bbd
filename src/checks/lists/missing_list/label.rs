//! Items that are only a label among items that say something behind theirs.

use crate::checks::prose::{self, End, count_words};
use crate::document::{BlockId, Document, Flags, InlineKind, Kind};

/// Siblings that an item is compared with.
const SIBLINGS: usize = 100;

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
                // Among labels with their colons, bold words without one are no label: "**10:00:** The tide", "**Break**".
                article
                    .text_of(text)
                    .split_at_checked(strong)
                    .is_some_and(|(label, rest)| !label.ends_with(':') && prose::has_words(rest, 5))
            }
        })
    };
    let siblings = || article.children(block.parent).filter(|other| *other != item);
    // Many words are a request.
    let words = count_words(article.text_of(id));
    (1..=5).contains(&words) && is_all_strong(article, id) && siblings().take(2).count() == 2 && siblings().take(SIBLINGS).all(goes_on)
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

/// "**If no pilot is on board** (in winter):": bold words, and nothing but a remark in brackets behind them.
pub(super) fn is_label_with_remark(article: &Document, id: BlockId) -> bool {
    let behind = || {
        let bold = article.inlines_of(id).first().map_or(0, |inline| inline.text.len() as usize);
        article.text_of(id).get(bold..).unwrap_or("").trim_matches([' ', ':'])
    };
    starts_strong(article, id) && behind().starts_with('(') && behind().ends_with(')')
}

/// "**Purpose:** …" and "**Readers:** …" above "**Rules:**": the card of an article, whose last label heads what follows.
pub(super) fn is_last_of_labels(article: &Document, id: BlockId) -> bool {
    /// Paragraphs above that show it.
    const ABOVE: usize = 2;
    let is_labelled = |other: BlockId| {
        let text = article.text_of(other);
        let label = article.inlines_of(other).first().map_or("", |inline| inline.text.cut(&article.text));
        let is_label = starts_strong(article, other) && label.len() < text.len();
        is_label && (label.ends_with(':') || text.get(label.len()..).is_some_and(|behind| behind.starts_with(':')))
    };
    let above = article.children(article.block(id).parent).take_while(|other| *other < id);
    above.filter(|other| article.block(*other).kind == Kind::Paragraph && is_labelled(*other)).take(ABOVE).count() == ABOVE
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
    // Where all labels are bold, a word behind one is as much as a sentence.
    let starts_bold = |other: BlockId| article.children(other).next().is_some_and(|text| starts_strong(article, text));
    let least = match () {
        () if is_first => 6,
        () if is_bold && siblings().take(SIBLINGS).all(starts_bold) => 1,
        () => 3,
    };
    siblings().take(2).count() == 2 && siblings().take(SIBLINGS).all(|other| says(other, least))
}

/// Items that are read around one.
const ITEMS: usize = 100;

/// Three items or more, each a label with its colon and nothing behind it.
pub(super) fn is_list_of_labels(article: &Document, list: BlockId) -> bool {
    let is_label = |item: BlockId| {
        let Some(text) = article.children(item).next() else { return false };
        article.block(text).kind == Kind::Paragraph
            && article.block(text).end == article.block(item).end
            && End::of(article.text_of(text)) == End::Colon
            // ":anchor:" is the name of a sign.
            && !article.text_of(text).starts_with(':')
            && count_words(article.text_of(text)) <= 4
            // "square cap: ![](cap.png)" shows what it names.
            && !article.inlines_of(text).iter().any(|inline| matches!(inline.kind, InlineKind::Image | InlineKind::Embed))
    };
    article.children(list).take(3).count() == 3 && article.children(list).all(is_label)
}

/// An item that ends in a colon among at least two that are whole sentences, the first and all behind it included.
pub(super) fn is_lead_in_among_sentences(article: &Document, item: BlockId) -> bool {
    let list = article.block(item).parent;
    let is_sentence = |other: BlockId| {
        article.children(other).next().is_some_and(|text| {
            let words = article.text_of(text);
            End::of(words) == End::Closed && prose::has_words(words, 4) && words.starts_with(|c: char| c.is_uppercase())
        })
    };
    // What follows a lead-in at the head of a list, or by several items in a list without numbers, may be what it announces.
    let is_first = article.children(list).next() == Some(item);
    let is_ordered = article.block(list).flags.has(Flags::ORDERED);
    let siblings = || article.children(list).filter(|other| *other != item);
    let behind = article.children(list).filter(|other| *other > item).take(3).count();
    !is_first && (is_ordered || behind <= 2) && siblings().take(2).count() == 2 && siblings().take(ITEMS).all(is_sentence)
}
