//! The words by which a sentence is turned round: lists of a rule's article in, look-ups by word out.

use rustc_hash::{FxHashMap, FxHashSet};

use crate::rule::Shapes;

/// The lists of one language.
#[derive(Debug, Default)]
pub(super) struct Lexicon {
    /// For a word or phrase: the groups it belongs to, and on which side.
    opposites: FxHashMap<String, Vec<Side>>,
    /// For the first word of such a phrase: how many words the longest one has.
    longest: FxHashMap<String, usize>,
    /// Openers that say that what follows was said before, each as its words.
    openers: Vec<Vec<String>>,
    words: FxHashMap<WordKind, (Shapes, FxHashSet<String>)>,
}

/// What a word or title is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum WordKind {
    /// A heading or lead-in of what sums up.
    Summary,
    /// A verb before a quality.
    Verb,
    /// A word such as "not".
    Negation,
    /// A word that changes nothing of what is said: an article, "do" before a verb.
    Empty,
    /// A word that opens a condition.
    Condition,
    /// A word that says of what something holds, or how surely.
    Limiting,
}

/// One side of a group of opposites.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Side {
    group: usize,
    place: usize,
    /// Of a quality, which says something only behind a verb.
    pub(super) is_quality: bool,
}

impl Side {
    /// Whether both belong to one group, each to its own side.
    pub(super) const fn is_opposite(self, other: Self) -> bool {
        self.group == other.group && self.place != other.place
    }
}

impl Lexicon {
    /// Reads groups such as "rose, rises | fell, falls".
    pub(super) fn of(claims: &[String], qualities: &[String]) -> Self {
        let mut lexicon = Self::default();
        let groups = claims.iter().map(|line| (line, false)).chain(qualities.iter().map(|line| (line, true)));
        for (group, (line, is_quality)) in groups.enumerate() {
            for (place, words) in line.split('|').enumerate() {
                for phrase in words.split(',').map(str::trim).filter(|phrase| !phrase.is_empty()) {
                    let first = phrase.split(' ').next().unwrap_or(phrase);
                    let longest = lexicon.longest.entry(first.to_owned()).or_default();
                    *longest = (*longest).max(phrase.split(' ').count());
                    lexicon.opposites.entry(phrase.to_owned()).or_default().push(Side { group, place, is_quality });
                }
            }
        }
        lexicon
    }

    pub(super) fn add_openers(&mut self, openers: &[String]) {
        self.openers.extend(openers.iter().map(|opener| opener.split(' ').map(str::to_owned).collect()));
        // "in other words" before "in".
        self.openers.sort_by_key(|opener| std::cmp::Reverse(opener.len()));
    }

    pub(super) fn add(&mut self, kind: WordKind, words: &[String]) {
        let (shapes, all) = self.words.entry(kind).or_default();
        all.extend(words.iter().cloned());
        *shapes = Shapes::of(all.iter().map(String::as_str));
    }

    /// Whether a word is of this kind.
    pub(super) fn is(&self, kind: WordKind, word: &str) -> bool {
        self.words.get(&kind).is_some_and(|(shapes, words)| shapes.may_have(word.as_bytes()) && words.contains(word))
    }

    /// Whether a heading or a lead-in announces what sums up.
    pub(super) fn sums_up(&self, title: &str) -> bool {
        let bare = title.trim_matches(|c: char| !c.is_alphanumeric());
        let may_be = || self.words.get(&WordKind::Summary).is_some_and(|(shapes, _)| !bare.is_ascii() || shapes.may_have(bare.as_bytes()));
        // No title of the list is longer.
        bare.len() < 40 && may_be() && self.is(WordKind::Summary, &bare.replace('’', "'").to_lowercase())
    }

    /// The openers, longest first.
    pub(super) fn openers(&self) -> impl Iterator<Item = &[String]> {
        self.openers.iter().map(Vec::as_slice)
    }

    /// The longest phrase with an opposite that these words begin with: how many words it has, and its sides.
    pub(super) fn phrase<'l>(&'l self, words: &[&str]) -> Option<(usize, &'l [Side])> {
        let longest = words.first().and_then(|first| self.longest.get(*first)).copied().unwrap_or(0);
        (1..=longest.min(words.len())).rev().find_map(|length| {
            let phrase = words.get(..length)?.join(" ");
            self.opposites.get(&phrase).map(|sides| (length, sides.as_slice()))
        })
    }
}
