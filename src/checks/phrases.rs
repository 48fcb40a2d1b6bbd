//! Lists of phrases that are looked for in running text: all of a list in one search.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::OnceLock;

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
    search: OnceLock<Option<Regex>>,
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

    /// The first of them in a text.
    pub(super) fn find(&self, language: &str, text: &str) -> Option<Range<usize>> {
        let search = self.search(language)?;
        let mut from = 0;
        while let Some(found) = search.find_at(text, from) {
            // "Work-study" is no study.
            let before = text.get(..found.start()).and_then(|before| before.chars().next_back());
            let behind = text.get(found.end()..).and_then(|behind| behind.chars().next());
            if !before.is_some_and(|c| c.is_alphanumeric() || c == '-') && !behind.is_some_and(char::is_alphanumeric) {
                return Some(found.range());
            }
            from = found.start() + text.get(found.start()..).and_then(|rest| rest.chars().next()).map_or(1, char::len_utf8);
        }
        None
    }

    /// The phrases of a language.
    pub(super) fn of(&self, language: &str) -> &[String] {
        self.0.get(language).map_or(&[], |list| list.phrases.as_slice())
    }

    fn search(&self, language: &str) -> Option<&Regex> {
        let list = self.0.get(language)?;
        let compiled = list.search.get_or_init(|| {
            let mut phrases: Vec<&str> = list.phrases.iter().map(String::as_str).collect();
            phrases.sort_by_key(|phrase| std::cmp::Reverse(phrase.len()));
            // Boundaries of ASCII keep the search within its automaton; a letter of another alphabet is looked at afterwards.
            let ends = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
            let bounded = phrases.iter().map(|phrase| {
                let (first, last) = (phrase.chars().next(), phrase.chars().next_back());
                let [before, behind] = [first, last].map(|c| if ends(c) { r"(?-u:\b)" } else { "" });
                // The letters of other alphabets make an automaton many times as large.
                let flags = if phrase.is_ascii() { "i-u" } else { "i" };
                format!("(?{flags}:{before}{}{behind})", regex::escape(phrase))
            });
            Regex::new(&bounded.collect::<Vec<_>>().join("|")).ok().filter(|_| !phrases.is_empty())
        });
        compiled.as_ref()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(list: &[&str]) -> Words {
        BTreeMap::from([("en".to_owned(), list.iter().map(|word| (*word).to_owned()).collect())]).into()
    }

    #[test]
    fn phrases_are_whole_words_in_any_case() {
        let phrases = Phrases::from(words(&["study", "experts say"]));
        assert!(phrases.are_in("en", "A Study of tides") && phrases.are_in("en", "(experts say)"));
        assert!(!phrases.are_in("en", "a work-study, studying") && !phrases.are_in("de", "study"));
        assert_eq!(phrases.find("en", "Yet experts say so"), Some(4..15));
    }
}
