//! The words of headings that are more than words, by language: lists of a rule's article in, one look-up by a word's key out.

use std::collections::{BTreeMap, HashMap};
use std::hash::{BuildHasherDefault, Hasher};

use super::title::Key;
use crate::rule::Words;

mod spelled;

pub(super) use spelled::{one_spelling, spelled_out};

/// What a small word does in a heading.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    /// Says nothing: articles, "and".
    Article,
    /// Says whose: two different ones are two things.
    Owner,
    /// Says how words hang together; two different ones may be two things.
    Joint,
    /// Says a direction: the order of words matters.
    Direction,
}

/// The lists of one language.
#[derive(Debug, Default)]
pub(super) struct Lexicon {
    roles: HashMap<u64, Role, Ready>,
    phrases: HashMap<u64, Vec<Phrase>, Ready>,
    openers: Vec<Opener>,
    /// The letters that these begin with, one bit for each.
    opening: u32,
}

/// First words of a heading that its subject follows.
#[derive(Debug)]
struct Opener {
    words: String,
    /// A verb follows: "How to tie" is about tying.
    verb: bool,
}

/// Words that mean the same as others, found by the key of the first.
#[derive(Debug)]
pub(super) struct Phrase {
    /// The words behind the first.
    rest: Vec<u64>,
    /// Stands for all phrases of the group.
    pub(super) group: u64,
    /// Means the same beside other equal words only.
    pub(super) near: bool,
}

impl Phrase {
    pub(super) fn length(&self) -> usize {
        self.rest.len() + 1
    }
}

impl Lexicon {
    pub(super) fn role(&self, word: u64) -> Option<Role> {
        self.roles.get(&word).copied()
    }

    /// The title behind its first words, and whether these ask for a verb; `None` when it has no such words.
    pub(super) fn opened<'t>(&self, title: &'t str) -> Option<(&'t str, bool)> {
        // Most titles begin with another letter.
        let first = title.bytes().next()?.to_ascii_lowercase();
        if !first.is_ascii_lowercase() || self.opening & 1 << (first - b'a') == 0 {
            return None;
        }
        self.openers.iter().find_map(|opener| {
            let (head, behind) = title.split_at_checked(opener.words.len())?;
            (behind.starts_with(' ') && head.eq_ignore_ascii_case(&opener.words)).then_some((behind, opener.verb))
        })
    }

    /// The phrase at the start of `words`: one that means the same everywhere before one that nearly does, a longer before a shorter one.
    pub(super) fn phrase(&self, words: &[u64]) -> Option<&Phrase> {
        let (first, behind) = words.split_first()?;
        self.phrases.get(first)?.iter().find(|phrase| behind.starts_with(&phrase.rest))
    }
}

/// Builds the lists of each language.
#[derive(Default)]
pub(super) struct Lexicons(BTreeMap<String, Lexicon>);

impl Lexicons {
    /// Adds small words. The first role of a word counts.
    pub(super) fn add_small(&mut self, words: &Words, role: Role) {
        for (language, words) in words.by_language() {
            let roles = &mut self.0.entry(language.to_owned()).or_default().roles;
            for word in words {
                roles.entry(key(&one_spelling(word))).or_insert(role);
            }
        }
    }

    /// Adds first words of headings.
    pub(super) fn add_openers(&mut self, words: &Words, verb: bool) {
        for (language, words) in words.by_language() {
            let lexicon = self.0.entry(language.to_owned()).or_default();
            for words in words {
                let first = words.bytes().next().map(|byte| byte.to_ascii_lowercase()).filter(u8::is_ascii_lowercase);
                lexicon.opening |= first.map_or(0, |first| 1 << (first - b'a'));
                lexicon.openers.push(Opener { words: words.clone(), verb });
            }
        }
    }

    /// Adds groups of phrases, each written `one | other | …`. Small words are left out, as they are in headings, so these come first.
    pub(super) fn add_groups(&mut self, groups: &Words, near: bool) {
        for (language, groups) in groups.by_language() {
            let Lexicon { roles, phrases: by_first, .. } = self.0.entry(language.to_owned()).or_default();
            let is_small = |word: &&str| roles.get(&key(word)).is_some_and(|role| *role != Role::Direction);
            for (index, group) in groups.iter().enumerate() {
                // A sign that no word begins with, so that a group is no word.
                let name = key(&format!("{}{index}", if near { '~' } else { '=' }));
                for phrase in group.split('|') {
                    let phrase = spelled_out(phrase);
                    let mut words = phrase.split_whitespace().filter(|word| !is_small(word)).map(|word| singular_key(&one_spelling(word)));
                    let Some(first) = words.next() else { continue };
                    by_first.entry(first).or_default().push(Phrase { rest: words.collect(), group: name, near });
                }
            }
        }
    }

    pub(super) fn done(mut self) -> BTreeMap<String, Lexicon> {
        for phrases in self.0.values_mut().flat_map(|lexicon| lexicon.phrases.values_mut()) {
            phrases.sort_by_key(|phrase| (phrase.near, std::cmp::Reverse(phrase.rest.len())));
        }
        self.0
    }
}

/// The key of a word as it is written.
pub(super) fn key(word: &str) -> u64 {
    let mut key = Key::new();
    word.chars().for_each(|c| key.push(c));
    key.value()
}

/// The key of a word in lower case, without the ending of the plural.
pub(super) fn singular_key(word: &str) -> u64 {
    let (stem, ending) = singular(word);
    let mut key = Key::new();
    stem.chars().chain(ending).for_each(|c| key.push(c));
    key.value()
}

/// The key of a verb, the same for "choose" and "choosing".
pub(super) fn verb_key(word: &str) -> u64 {
    let stem = word.strip_suffix("ing").or_else(|| word.strip_suffix('e')).unwrap_or(word);
    // "Running" and "run", "selling" and "sell".
    let mut last = stem.chars().rev();
    let doubled = last.next().is_some_and(|one| last.next() == Some(one));
    let stem = if doubled { stem.char_indices().next_back().and_then(|(at, _)| stem.get(..at)).unwrap_or(stem) } else { stem };
    key(stem)
}

/// A word in lower case without the ending of the plural: what is left of it, and the letter that stood there in the singular.
fn singular(word: &str) -> (&str, Option<char>) {
    // Nearly all words that are no plural are told by their last letter.
    let Some(stem) = word.strip_suffix('s') else { return (word, None) };
    let long = word.chars().nth(3).is_some() && word.chars().all(char::is_alphabetic);
    if !long || ["ss", "us", "is"].iter().any(|ending| word.ends_with(ending)) {
        return (word, None);
    }
    if let Some(stem) = word.strip_suffix("ies").filter(|stem| stem.len() > 2) {
        return (stem, Some('y'));
    }
    if ["ches", "shes", "xes", "sses"].iter().any(|ending| word.ends_with(ending)) {
        return (word.strip_suffix("es").unwrap_or(stem), None);
    }
    (stem, None)
}

/// Keys are mixed already, so a table takes them as they are.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct AsItIs(u64);

pub(super) type Ready = BuildHasherDefault<AsItIs>;

impl Hasher for AsItIs {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = self.0.rotate_left(8) ^ u64::from(*byte);
        }
    }

    fn write_u64(&mut self, key: u64) {
        self.0 = key;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_verb_has_the_key_of_its_gerund() {
        for (verb, gerund) in [("choose", "choosing"), ("run", "running"), ("sell", "selling"), ("plan", "planning"), ("agree", "agreeing")]
        {
            assert_eq!(verb_key(verb), verb_key(gerund), "{verb}");
        }
    }

    #[test]
    fn a_plural_has_the_key_of_its_singular() {
        for (plural, singular) in [
            ("berths", "berth"),
            ("ferries", "ferry"),
            ("watches", "watch"),
            ("boxes", "box"),
            ("crosses", "cross"),
            ("fees", "fee"),
            ("topics", "topic"),
        ] {
            assert_eq!(singular_key(plural), key(singular), "{plural}");
        }
        for word in ["gas", "glass", "campus", "basis", "m/s", "bus"] {
            assert_eq!(singular_key(word), key(word), "{word}");
        }
    }
}
