//! Paragraphs of which a few words were changed: found by samples of their shingles, judged word by word.

use crate::document::{BlockId, Document, Leaves, words};
use crate::library::Filter;
use crate::span::Span;

/// Words that may differ, on either side.
const CHANGED: usize = 6;

/// Leaves with a shingle in common from which it is a phrase of the article.
const PHRASE: usize = 4;

/// Candidates that are compared word by word, for each leaf.
const CANDIDATES: usize = 3;

/// Two leaves of at least `least` words that share much: indices, the earlier first.
pub(super) fn candidates(leaves: &Leaves, least: u32) -> Vec<(u32, u32)> {
    let is_long = |leaf: u32| leaves.all.get(leaf as usize).is_some_and(|leaf| leaf.words >= least);
    let long = || leaves.samples.iter().copied().filter(|(_, leaf)| is_long(*leaf));
    let twice = Filter::of_repeated(leaves.samples.len(), long().map(|(shingle, _)| shingle));
    let mut samples: Vec<(u64, u32)> = long().filter(|(shingle, _)| twice.may_have(*shingle)).collect();
    samples.sort_unstable();
    samples.dedup();
    let mut pairs: Vec<(u32, u32)> = Vec::new();
    for run in samples.chunk_by(|one, other| one.0 == other.0).filter(|run| (2..=PHRASE).contains(&run.len())) {
        for (at, (_, earlier)) in run.iter().enumerate() {
            pairs.extend(run.iter().skip(at + 1).map(|(_, later)| (*later, *earlier)));
        }
    }
    pairs.sort_unstable();
    // By later leaf; those that share most come first.
    let mut counted: Vec<(u32, usize, u32)> = pairs
        .chunk_by(PartialEq::eq)
        .filter_map(|run| run.first().map(|(later, earlier)| (*later, usize::MAX - run.len(), *earlier)))
        .collect();
    counted.sort_unstable();
    counted
        .chunk_by(|one, other| one.0 == other.0)
        .flat_map(|run| run.iter().take(CANDIDATES).map(|(later, _, earlier)| (*earlier, *later)))
        .collect()
}

/// Words that differ between two texts.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Difference {
    /// Words of the earlier one that the later one lacks.
    pub(super) gone: Vec<Span>,
    /// Words of the later one that the earlier one lacks.
    pub(super) come: Vec<Span>,
    /// Places at which they differ.
    pub(super) places: usize,
}

/// What differs between two leaves, if it is little.
pub(super) fn difference(article: &Document, earlier: BlockId, later: BlockId) -> Option<Difference> {
    /// Words by which two places are told apart: equal ones in a row.
    const SYNC: usize = 3;
    let (one, other) = (words(article, earlier), words(article, later));
    if one.len().abs_diff(other.len()) > CHANGED {
        return None;
    }
    let mut found = Difference::default();
    let (mut at, mut to) = (0, 0);
    loop {
        while let (Some(word), Some(others)) = (one.get(at), other.get(to)) {
            if word.0 != others.0 {
                break;
            }
            (at, to) = (at + 1, to + 1);
        }
        if at >= one.len() && to >= other.len() {
            return Some(found);
        }
        // The nearest place from which both go on alike.
        let is_same = |a: usize, b: usize| {
            let rest = (one.len() - a.min(one.len())).min(other.len() - b.min(other.len()));
            let is_end = a >= one.len() && b >= other.len();
            is_end
                || rest > 0
                    && (0..SYNC.min(rest)).all(|step| one.get(a + step).map(|word| word.0) == other.get(b + step).map(|word| word.0))
        };
        let steps = (1..=2 * CHANGED).flat_map(|sum| (0..=sum).map(move |gone| (gone, sum - gone)));
        let (gone, come) = steps
            .filter(|(gone, come)| gone.max(come) <= &CHANGED)
            .find(|(gone, come)| at + gone <= one.len() && to + come <= other.len() && is_same(at + gone, to + come))?;
        found.places += 1;
        found.gone.extend(one.iter().skip(at).take(gone).map(|(_, span)| *span));
        found.come.extend(other.iter().skip(to).take(come).map(|(_, span)| *span));
        if found.gone.len().max(found.come.len()) > CHANGED {
            return None;
        }
        (at, to) = (at + gone, to + come);
    }
}
