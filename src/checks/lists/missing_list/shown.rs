//! A sentence about what stands below it ("The table below shows the loans"), in an article that shows nothing of the kind.

use super::{Found, MISSING, MissingList, Seen, announcement};
use crate::checks::prose;
use crate::document::{BlockId, Document, Inline, InlineKind, Kind};
use crate::source::Format;

impl MissingList {
    /// Reports the first such sentence.
    pub(super) fn shown_nowhere(&self, article: &Document, seen: &[Seen], found: &mut Found<'_>) {
        // An export of text has no tables, but what became of them.
        if seen.is_empty() || article.source.format() == Format::Plain {
            return;
        }
        let mut candidates = seen.iter().filter_map(|sign| {
            let id = article.leaf_at(sign.text.start());
            let sentence = sentence_at(article, id, sign.text.start())?;
            let is_list = self.shows_below(&article.language.code, sentence)?;
            Some((id, sentence, is_list))
        });
        let Some((id, sentence, is_list)) = candidates.next() else { return };
        if shows_something(article, is_list) || !is_running(article, id) {
            return;
        }
        found.concerned();
        found.at(id, announcement(article, id, prose::last_sentence(article.text_of(id))), MISSING, [sentence]).milder();
    }

    /// "the following table", "the table below": what a sentence shows, and whether that is a list.
    fn shows_below(&self, language: &str, sentence: &str) -> Option<bool> {
        let lower = sentence.to_lowercase();
        let words: Vec<&str> = lower.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
        let shown = |word: &str| self.shown.has(language, word);
        words.iter().enumerate().find_map(|(at, word)| {
            let (behind, next) = (words.get(at + 1).copied().unwrap_or(""), words.get(at + 2).copied().unwrap_or(""));
            let before = at.checked_sub(1).and_then(|at| words.get(at)).copied().unwrap_or("");
            // "The table below the window" is a piece of furniture.
            let is_below = || shown(word) && behind == "below" && before == "the" && !self.articles.has(language, next);
            let is_following = || *word == "following" && before == "the" && shown(behind);
            if is_following() {
                return Some(behind == "list");
            }
            is_below().then_some(*word == "list")
        })
    }
}

/// The sentence of a paragraph around a place of the text, if it is the last one and ends in a full stop.
fn sentence_at(article: &Document, id: BlockId, at: u32) -> Option<&str> {
    /// Bytes from a place to the end of its paragraph, at most: no sentence is longer, and a paragraph without any is not read for each place.
    const LONGEST: usize = 1_000;
    let block = article.block(id);
    let text = article.text_of(id);
    if block.text.start() as usize + text.len() > at as usize + LONGEST || !text.ends_with('.') {
        return None;
    }
    let sentence = prose::last_sentence(text);
    let from = block.text.start() + (text.len() - sentence.len()) as u32;
    (block.kind == Kind::Paragraph && at >= from).then_some(sentence)
}

/// Running text without a link, which may lead to what is shown.
fn is_running(article: &Document, id: BlockId) -> bool {
    article.links_in(id).next().is_none()
        && !article.ancestors(id).any(|outer| !matches!(article.block(outer).kind, Kind::Region | Kind::Root))
}

/// The article shows something that could be meant.
fn shows_something(article: &Document, is_list: bool) -> bool {
    let shows = |kind: Kind| {
        matches!(kind, Kind::Table | Kind::Figure | Kind::Embed | Kind::Template | Kind::Code | Kind::Math | Kind::DefList)
            || is_list && matches!(kind, Kind::List)
    };
    let is_shown = |inline: &Inline| {
        matches!(inline.kind, InlineKind::Image | InlineKind::Embed | InlineKind::Template | InlineKind::Math | InlineKind::Code)
    };
    article.all().any(|(_, block)| shows(block.kind)) || article.inlines.iter().any(is_shown)
}
