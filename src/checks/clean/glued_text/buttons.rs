//! Rows of buttons that lost what stood between them: "Sign upLog in", "Read moreSubscribeShare".

use super::is_read;
use crate::document::{BlockId, Document, Flags, Kind, Looks};
use crate::rule::Words;
use crate::span::Span;

/// Bytes of such a row, at most.
const LONGEST: usize = 90;

/// Paragraphs that are nothing but two buttons or more, of which two at least touch.
pub(super) fn rows<'a>(article: &'a Document, known: &'a Words) -> impl Iterator<Item = (BlockId, Span)> + 'a {
    let known = known.of(&article.language.code);
    // A short line of an export is guessed to be a heading.
    let guessed = article.of_kind(Kind::Heading).filter(|(_, block)| block.flags.has(Flags::GUESS));
    article.of_kind(Kind::Paragraph).chain(guessed).filter_map(move |(id, block)| {
        let text = article.text_of(id);
        let may_be = text.len() <= LONGEST
            && text.starts_with(|c: char| c.is_ascii_uppercase())
            && !text.ends_with(['.', ':', '?'])
            && article.looks(id).has_any(Looks::TURN.or(Looks::WIDE));
        // Elements of their own are set apart by the page.
        let is_bare = || article.inlines_of(id).is_empty() && !article.text_src(id).cut(article.source.text()).contains('<');
        let is_row = || is_row(text, known) && is_bare() && is_read(article, id);
        (may_be && is_row()).then(|| (id, Span::new(block.text.start(), block.text.start() + text.len() as u32)))
    })
}

fn is_row(text: &str, known: &[String]) -> bool {
    let (mut rest, mut buttons, mut touch) = (text, 0, false);
    while !rest.is_empty() {
        // The longest one: "Sign up for updates" begins as "Sign up" does.
        let begins = |button: &&String| rest.get(..button.len()).is_some_and(|start| start.eq_ignore_ascii_case(button));
        let Some(button) = known.iter().filter(begins).max_by_key(|button| button.len()) else { return false };
        let behind = rest.get(button.len()..).unwrap_or("");
        buttons += 1;
        touch |= behind.starts_with(|c: char| c.is_ascii_uppercase());
        rest = behind.trim_start();
        if !rest.is_empty() && !rest.starts_with(|c: char| c.is_ascii_uppercase()) {
            return false;
        }
    }
    buttons > 1 && touch
}
