//! Lists of phrases that are looked for in running text: all of a list in one search.

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::OnceLock;

use aho_corasick::AhoCorasick;
use regex::Regex;
use serde::Deserialize;

use crate::rule::Words;

/// The phrases of a rule by language, found as whole words whatever their case.
#[derive(Debug, Deserialize)]
#[serde(from = "Words")]
pub(super) struct Phrases(BTreeMap<String, List>);

#[derive(Debug)]
struct List {
    phrases: Vec<String>,
    /// Made when first asked for: most articles have nothing to look for.
    search: OnceLock<Option<Search>>,
}

/// How a list is looked for.
#[derive(Debug)]
enum Search {
    /// Phrases in ASCII, and the bytes of the longest of them: a tenth of what an expression of them takes to make.
    Ascii(AhoCorasick, usize),
    /// Letters of other alphabets have their capitals in an expression.
    Wide(Regex),
}

impl From<Words> for Phrases {
    fn from(words: Words) -> Self {
        let list = |phrases: &[String]| List { phrases: phrases.to_vec(), search: OnceLock::new() };
        Self(words.by_language().map(|(language, phrases)| (language.to_owned(), list(phrases))).collect())
    }
}

impl Phrases {
    /// Whether a text has one of them.
    pub(super) fn are_in(&self, language: &str, text: &str) -> bool {
        self.find(language, text).is_some()
    }

    /// The first of them in a text, the longest where several begin.
    pub(super) fn find(&self, language: &str, text: &str) -> Option<Range<usize>> {
        match self.search(language)? {
            Search::Ascii(automaton, longest) => {
                let mut first: Option<Range<usize>> = None;
                let whole = automaton.find_overlapping_iter(text).map(|found| found.range());
                for found in whole {
                    // One that begins before ends within the longest.
                    if first.as_ref().is_some_and(|first| found.end > first.start + longest) {
                        break;
                    }
                    let place = |found: &Range<usize>| (found.start, Reverse(found.end));
                    if is_whole(text, &found) && first.as_ref().is_none_or(|first| place(&found) < place(first)) {
                        first = Some(found);
                    }
                }
                first
            }
            Search::Wide(expression) => {
                let mut from = 0;
                while let Some(found) = expression.find_at(text, from) {
                    if is_whole(text, &found.range()) {
                        return Some(found.range());
                    }
                    from = found.start() + text.get(found.start()..).and_then(|rest| rest.chars().next()).map_or(1, char::len_utf8);
                }
                None
            }
        }
    }

    /// The phrases of a language.
    pub(super) fn of(&self, language: &str) -> &[String] {
        self.0.get(language).map_or(&[], |list| list.phrases.as_slice())
    }

    fn search(&self, language: &str) -> Option<&Search> {
        let list = self.0.get(language)?;
        list.search.get_or_init(|| Search::of(&list.phrases)).as_ref()
    }
}

impl Search {
    fn of(phrases: &[String]) -> Option<Self> {
        let longest = phrases.iter().map(String::len).max()?;
        if phrases.iter().all(|phrase| phrase.is_ascii()) {
            let automaton = AhoCorasick::builder().ascii_case_insensitive(true).build(phrases).ok()?;
            return Some(Self::Ascii(automaton, longest));
        }
        let mut phrases: Vec<&str> = phrases.iter().map(String::as_str).collect();
        phrases.sort_by_key(|phrase| Reverse(phrase.len()));
        // Boundaries of ASCII keep the search within its automaton; a letter of another alphabet is looked at afterwards.
        let ends = |c: Option<char>| if c.is_some_and(|c| c.is_ascii_alphanumeric()) { r"(?-u:\b)" } else { "" };
        let bounded = phrases.iter().map(|phrase| {
            let [before, behind] = [phrase.chars().next(), phrase.chars().next_back()].map(ends);
            // The letters of other alphabets make an automaton many times as large.
            let flags = if phrase.is_ascii() { "i-u" } else { "i" };
            format!("(?{flags}:{before}{}{behind})", regex::escape(phrase))
        });
        Regex::new(&bounded.collect::<Vec<_>>().join("|")).ok().map(Self::Wide)
    }
}

/// Whether a phrase stands in a text as whole words: "work-study" is no study.
fn is_whole(text: &str, found: &Range<usize>) -> bool {
    let before = text.get(..found.start).and_then(|before| before.chars().next_back());
    let behind = text.get(found.end..).and_then(|behind| behind.chars().next());
    let is_part = |c: char| c.is_alphanumeric() || c == '_';
    !before.is_some_and(|c| is_part(c) || c == '-') && !behind.is_some_and(is_part)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(list: &[&str]) -> Words {
        BTreeMap::from([("en".to_owned(), list.iter().map(|word| (*word).to_owned()).collect())]).into()
    }

    #[test]
    fn phrases_are_whole_words_in_any_case() {
        let phrases = Phrases::from(words(&["study", "experts say", "study of"]));
        assert_eq!(phrases.find("en", "A study often, a study of tides"), Some(2..7));
        assert_eq!(phrases.find("en", "The Study of tides"), Some(4..12));
        let wide = Phrases::from(words(&["étude", "étude de", "study"]));
        assert_eq!(wide.find("en", "Une Étude devant nous"), Some(4..10));
        assert!(phrases.are_in("en", "A Study of tides") && phrases.are_in("en", "(experts say)"));
        assert!(!phrases.are_in("en", "a work-study, studying") && !phrases.are_in("de", "study"));
        assert_eq!(phrases.find("en", "Yet experts say so"), Some(4..15));
    }
}
