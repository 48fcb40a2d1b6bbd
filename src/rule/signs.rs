//! Signs: the few words or marks of which one stands wherever a check may find something. The signs of all checks of a run are looked for in one
//! pass over an article's text, and a check looks closer where its own were seen, instead of searching the whole text itself.

use std::collections::BTreeMap;

use aho_corasick::{AhoCorasick, AhoCorasickKind, MatchKind};

use crate::document::{BlockId, Document};
use crate::span::Span;

/// The signs that a check wants to know of, each of a kind of the check's own numbering.
#[derive(Clone, Debug, Default)]
pub struct Signs(Vec<(String, Owner)>);

/// Who looks for a word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Owner {
    check: usize,
    kind: u8,
    /// It counts only where a word of the text begins.
    begins: bool,
}

impl Signs {
    /// These words, all of kind 0.
    #[must_use]
    pub fn of<'w>(words: impl IntoIterator<Item = &'w str>) -> Self {
        let mut signs = Self::default();
        signs.add(0, words);
        signs
    }

    /// Adds words of a kind. Letters of ASCII are found in either case, an apostrophe in either form; a word that begins with a letter or a digit is
    /// found where a word begins, and may go on behind its last letter.
    pub fn add<'w>(&mut self, kind: u8, words: impl IntoIterator<Item = &'w str>) {
        self.add_all(kind, words, false);
    }

    /// Adds parts of words, found wherever they stand.
    pub fn add_parts<'w>(&mut self, kind: u8, parts: impl IntoIterator<Item = &'w str>) {
        self.add_all(kind, parts, true);
    }

    fn add_all<'w>(&mut self, kind: u8, words: impl IntoIterator<Item = &'w str>, is_part: bool) {
        for word in words.into_iter().filter(|word| !word.is_empty()) {
            let begins = !is_part && word.starts_with(|c: char| c.is_ascii_alphanumeric());
            let word = word.to_ascii_lowercase();
            if word.contains('\'') {
                self.0.push((word.replace('\'', "’"), Owner { check: 0, kind, begins }));
            }
            self.0.push((word, Owner { check: 0, kind, begins }));
        }
    }
}

/// A sign that was seen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Seen {
    /// Its kind, as the check numbers them.
    pub kind: u8,
    /// Where it stands in [`crate::document::Document::text`].
    pub text: Span,
}

/// The search for the signs of several checks.
#[derive(Debug, Default)]
pub struct SignSearch {
    /// `None`: nobody has signs.
    automaton: Option<AhoCorasick>,
    /// For each word, whose it is.
    owners: Vec<Vec<Owner>>,
    checks: usize,
}

/// Each sign that was seen with the leaf block that holds it.
pub(crate) fn leaves<'s>(article: &Document, seen: &'s [Seen]) -> impl Iterator<Item = (BlockId, &'s Seen)> {
    let mut last: Option<(BlockId, Span)> = None;
    seen.iter().map(move |seen| match last {
        // Several stand in one leaf.
        Some((id, text)) if text.contains(seen.text) => (id, seen),
        _ => {
            let id = article.leaf_at(seen.text.start());
            last = Some((id, article.block(id).text));
            (id, seen)
        }
    })
}

/// Words for which the search is a table, a few kilobytes each.
const TABLED: usize = 8000;

impl SignSearch {
    /// One search for the signs of all these checks.
    #[must_use]
    pub fn new(checks: impl IntoIterator<Item = Signs>) -> Self {
        let mut words: BTreeMap<String, Vec<Owner>> = BTreeMap::new();
        let mut count = 0;
        for (check, Signs(signs)) in checks.into_iter().enumerate() {
            count = check + 1;
            for (word, owner) in signs {
                let (owners, owner) = (words.entry(word).or_default(), Owner { check, ..owner });
                if !owners.contains(&owner) {
                    owners.push(owner);
                }
            }
        }
        // All states in one table make every byte one step; a configuration may add more words than such a table should hold.
        let kind = (words.len() <= TABLED).then_some(AhoCorasickKind::DFA);
        let automaton = AhoCorasick::builder().match_kind(MatchKind::Standard).ascii_case_insensitive(true).kind(kind).build(words.keys());
        // Nothing but four thousand million bytes of words keeps it from being built.
        let automaton = automaton.ok().filter(|automaton| automaton.patterns_len() > 0);
        Self { automaton, owners: words.into_values().collect(), checks: count }
    }

    /// What is seen in a text: for each check its signs in the order in which they begin.
    #[must_use]
    pub fn look(&self, text: &str) -> Vec<Vec<Seen>> {
        let mut seen: Vec<Vec<Seen>> = vec![Vec::new(); self.checks];
        let Some(automaton) = &self.automaton else { return seen };
        let bytes = text.as_bytes();
        for found in automaton.find_overlapping_iter(bytes) {
            let goes_on = found.start().checked_sub(1).and_then(|at| bytes.get(at)).is_some_and(u8::is_ascii_alphanumeric);
            let owners = self.owners.get(found.pattern().as_usize()).map_or(&[][..], Vec::as_slice);
            for owner in owners.iter().filter(|owner| !(goes_on && owner.begins)) {
                if let Some(of_check) = seen.get_mut(owner.check) {
                    of_check.push(Seen { kind: owner.kind, text: Span::of(found.start(), found.end()) });
                }
            }
        }
        // They come in the order in which they end.
        for of_check in &mut seen {
            of_check.sort_by_key(|seen| (seen.text.start(), seen.text.end()));
        }
        seen
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts<'t>(search: &SignSearch, text: &'t str) -> Vec<Vec<(u8, &'t str)>> {
        let words = |seen: Vec<Seen>| seen.iter().map(|seen| (seen.kind, seen.text.cut(text))).collect();
        search.look(text).into_iter().map(words).collect()
    }

    #[test]
    fn each_check_sees_its_own_signs() {
        let mut second = Signs::of(["study"]);
        second.add(1, ["%", "per cent"]);
        second.add_parts(2, ["stud"]);
        let search = SignSearch::new([Signs::of(["here's", "study"]), Signs::default(), second]);
        assert_eq!(
            texts(&search, "A Study: 5% of it, work-studying; here’s the understudy."),
            [
                vec![(0, "Study"), (0, "study"), (0, "here’s")],
                vec![],
                vec![(2, "Stud"), (0, "Study"), (1, "%"), (2, "stud"), (0, "study"), (2, "stud")],
            ]
        );
    }

    #[test]
    fn signs_may_overlap_and_may_be_none() {
        let search = SignSearch::new([Signs::of(["is a", "a list"])]);
        assert_eq!(search.look("This is a list").first().map(Vec::len), Some(2));
        assert_eq!(SignSearch::new([]).look("text"), Vec::<Vec<Seen>>::new());
        assert_eq!(SignSearch::new([Signs::default()]).look("text"), [vec![]]);
    }
}
