//! Paragraphs that lost their beginning: "of the harbour, where the boats lie. The path …", "tion of the pipes took a week."

use super::{Place, TruncatedSentence};
use crate::checks::dictionary::Dictionary;
use crate::checks::prose::{self, End, has_words};
use crate::document::{BlockId, Document, Flags, InlineKind, Kind};
use crate::rule::Found;
use crate::span::Span;

/// Words of a paragraph that is read so.
const ENOUGH: usize = 8;

/// Words that are shown.
const SHOWN: usize = 4;

/// Whether a paragraph may lack its beginning: its first letter is a small one.
pub(super) fn may_be_headless(text: &str) -> bool {
    text.as_bytes().first().is_some_and(u8::is_ascii_lowercase)
}

impl TruncatedSentence {
    /// Whether the first word of a paragraph shows that others stood before it, and nothing before the paragraph leads to it.
    pub(super) fn is_headless(&self, article: &Document, id: BlockId) -> bool {
        let text = article.text_of(id);
        let language = &article.language.code;
        let word = text.split(' ').next().unwrap_or("");
        let is_word = word.bytes().all(|byte| byte.is_ascii_lowercase());
        let is_rest = || self.endings.has(language, word) && Dictionary::of(language).is_some_and(|dictionary| !dictionary.lists(word));
        // "to run" and "in all" begin notes as well: a noun with its own word, or a clause of its own, goes on with something.
        is_word
            && (self.never_first.has(language, word) || is_rest())
            && has_words(text, ENOUGH)
            && End::of(text) == End::Closed
            && Place::of(article, id) == Place::Running
            && article.inlines_of(id).first().is_none_or(|inline| inline.text.start() > article.block(id).text.start())
            && article.text_src(id).cut(article.source.text()).starts_with(word)
            && stands_behind_whole_text(article, id)
    }
}

/// Whether a heading or a paragraph that is closed stands right above, in the same part of the article.
fn stands_behind_whole_text(article: &Document, id: BlockId) -> bool {
    let Some(above) = id.checked_sub(1) else { return false };
    let block = article.block(above);
    let text = article.text_of(above);
    let is_beside = block.parent == article.block(id).parent && !block.flags.has(Flags::BOILER);
    is_beside
        && match block.kind {
            Kind::Heading => !text.is_empty() && !text.ends_with([',', '…']),
            Kind::Paragraph => End::of(text) == End::Closed && !text.ends_with([';', '…']) && !text.ends_with("...") && has_words(text, 4),
            _ => false,
        }
}

/// Reports one such paragraph; who often begins with a small letter means it.
pub(super) fn report(article: &Document, headless: &[BlockId], small: usize, found: &mut Found<'_>) {
    /// Paragraphs of the article that may begin with a small letter, whatever their first word.
    const FEW: usize = 2;
    let [id] = headless else { return };
    if small > FEW {
        return;
    }
    let text = article.text_of(*id);
    let len = text.char_indices().filter(|(_, c)| c.is_whitespace()).nth(SHOWN - 1).map_or(text.len(), |(at, _)| at);
    let start = article.block(*id).text.start();
    let head = Span::new(start, start + len as u32);
    // "a boat that waits for the tide.": as often a slip for a capital as a lost beginning.
    if ["a ", "an ", "the "].iter().any(|word| text.starts_with(word)) {
        let message = "the text begins with a small letter, as if its beginning were cut off: “{}…”";
        found.at(*id, article.source_span(head), message, [head.cut(&article.text)]).milder();
        return;
    }
    found.at(*id, article.source_span(head), "the text begins in mid-sentence: “{}…”", [head.cut(&article.text)]);
}

/// "the chamber was drained, and the…": dots behind a word that needs another.
pub(super) fn trails_off(text: &str) -> Option<&str> {
    let body = text.strip_suffix('…').or_else(|| text.strip_suffix("..."))?;
    (!body.ends_with(['.', ' ', '…'])).then(|| prose::last_word(body))
}

/// Whether an article speaks of no programs, and all words of one of its texts but the last are listed: its last word is no name of a program.
pub(super) fn is_plainly_worded(article: &Document, id: BlockId) -> bool {
    let Some(dictionary) = Dictionary::of(&article.language.code) else { return false };
    let text = article.text_of(id);
    let Some((before, _)) = text.trim_end().rsplit_once(' ') else { return false };
    let mut words = before.split(|c: char| c.is_whitespace() || c == '-').map(|word| word.trim_matches(|c: char| !c.is_alphanumeric()));
    let has_code = article.inlines.iter().any(|inline| inline.kind == InlineKind::Code) || article.of_kind(Kind::Code).next().is_some();
    !has_code && words.all(|word| word.is_empty() || word.bytes().all(|byte| byte.is_ascii_alphabetic()) && dictionary.lists(word))
}
