//! Paragraphs that share most of their sentences: a copy to which something was added, or which was appended to another paragraph.

use crate::document::{Leaves, Role};
use crate::library::Filter;
use crate::span::Span;

/// Words of a sentence that is counted.
const SENTENCE: u32 = 6;

/// Words of a sentence that shows a copy by itself.
const ALONE: u32 = 35;

/// Two paragraphs, the earlier first, and the first sentence of the later one that stands in both.
pub(super) struct Shared {
    pub(super) earlier: usize,
    pub(super) later: usize,
    pub(super) text: Span,
}

/// A sentence of a paragraph: its key, the index of the leaf, its words, its place.
type Said = (u64, u32, u32, Span);

/// Paragraphs of which at least so many words stand in another one, sentence by sentence, and two thirds of the shorter one do.
pub(super) fn shared(leaves: &Leaves, least: u32) -> Vec<Shared> {
    let paragraphs = || leaves.all.iter().enumerate().filter(|(_, leaf)| leaf.role == Role::Paragraph && leaf.words >= least);
    let long = || {
        paragraphs().flat_map(|(at, leaf)| {
            let own = leaves.sentences_of(leaf).iter().filter(|sentence| sentence.words >= SENTENCE);
            own.map(move |sentence| (sentence.key, at as u32, sentence.words, sentence.text))
        })
    };
    let twice = Filter::of_repeated(leaves.sentences.len(), long().map(|(key, ..)| key));
    let mut said: Vec<Said> = long().filter(|(key, ..)| twice.may_have(*key)).collect();
    said.sort_unstable_by_key(|(key, leaf, _, text)| (*key, *leaf, text.start()));
    // What is said three times is the way in which the article is made.
    let pairs = said.chunk_by(|one, other| one.0 == other.0).filter_map(|same| match same {
        [one, other] if one.1 != other.1 => Some((other.1, one.1, other.3, other.2)),
        _ => None,
    });
    let mut pairs: Vec<(u32, u32, Span, u32)> = pairs.collect();
    pairs.sort_unstable_by_key(|(later, earlier, text, _)| (*later, *earlier, text.start()));
    let same = |one: &(u32, u32, Span, u32), other: &(u32, u32, Span, u32)| (one.0, one.1) == (other.0, other.1);
    let all = pairs.chunk_by(same).filter_map(|both| {
        let (later, earlier, text, _) = *both.first()?;
        let words: u32 = both.iter().map(|(.., words)| words).sum();
        let shorter = leaves.all.get(earlier as usize)?.words.min(leaves.all.get(later as usize)?.words);
        let is_much = words >= least && words * 3 >= shorter * 2 && (both.len() > 1 || words >= ALONE);
        is_much.then_some(Shared { earlier: earlier as usize, later: later as usize, text })
    });
    all.collect()
}
