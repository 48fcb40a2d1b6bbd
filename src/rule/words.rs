//! Word lists of a rule, by language: data in the rule's article, extended by configuration.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::shapes::Shapes;
use crate::document::{eight, mix};

/// Words or phrases by language (ISO 639-1), each list sorted. How they are matched is left to the check that reads them.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(from = "BTreeMap<String, Vec<String>>")]
pub struct Words(Vec<List>);

/// The words of a language.
#[derive(Clone, Debug)]
struct List {
    language: String,
    /// The language as a number: words are asked for so often that comparing texts would be felt.
    code: u64,
    sorted: Vec<String>,
    shapes: Shapes,
    places: Places,
}

impl From<BTreeMap<String, Vec<String>>> for Words {
    fn from(lists: BTreeMap<String, Vec<String>>) -> Self {
        let list = |(language, mut sorted): (String, Vec<String>)| {
            sorted.sort_unstable();
            sorted.dedup();
            let (shapes, places) = (Shapes::of(sorted.iter().map(String::as_str)), Places::of(&sorted));
            List { code: code(&language), language, shapes, places, sorted }
        };
        Self(lists.into_iter().map(list).collect())
    }
}

/// The letters of a code of ISO 639 as one number.
fn code(language: &str) -> u64 {
    match *language.as_bytes() {
        // As nearly all are.
        [one, two] => u64::from(one) << 8 | u64::from(two),
        ref letters => letters.iter().fold(0, |code, letter| code << 8 | u64::from(*letter)),
    }
}

impl Words {
    /// The words of a language; none for a language without words.
    #[must_use]
    pub fn of(&self, language: &str) -> &[String] {
        self.list(language).map_or(&[], |list| list.sorted.as_slice())
    }

    fn list(&self, language: &str) -> Option<&List> {
        let code = code(language);
        self.0.iter().find(|list| list.code == code)
    }

    /// Whether `word` is one of them, as it is written.
    #[must_use]
    pub fn has(&self, language: &str, word: &str) -> bool {
        self.list(language).is_some_and(|list| list.shapes.may_have(word.as_bytes()) && list.places.has(&list.sorted, word))
    }

    /// Whether `word` may be one of them in some case: one look spares most words a copy.
    pub(crate) fn may_have(&self, language: &str, word: &str) -> bool {
        self.list(language).is_some_and(|list| list.shapes.may_have(word.as_bytes()))
    }

    /// Those that begin with these letters.
    pub(crate) fn beginning_with<'w>(&'w self, language: &str, start: &'w str) -> impl Iterator<Item = &'w str> {
        let sorted = self.list(language).filter(|list| list.shapes.may_begin(start)).map_or(&[][..], |list| list.sorted.as_slice());
        // They stand together.
        let first = sorted.partition_point(|word| word.as_str() < start);
        sorted.iter().skip(first).map(String::as_str).take_while(move |word| word.starts_with(start))
    }

    /// All words by language.
    pub fn by_language(&self) -> impl Iterator<Item = (&str, &[String])> {
        self.0.iter().map(|list| (list.language.as_str(), list.sorted.as_slice()))
    }
}

/// Where the words of a list stand, by their hashes: of many words asked for hardly one is in the list, and most are turned away without a look at any
/// of its words.
#[derive(Clone, Debug, Default)]
struct Places(Vec<u32>);

impl Places {
    /// A place of no word.
    const NONE: u32 = u32::MAX;

    fn of(words: &[String]) -> Self {
        // A third of the places at least stays empty, so that each search ends.
        let mut places = Self(vec![Self::NONE; (words.len() * 3 / 2 + 1).next_power_of_two()]);
        for (word, at) in words.iter().zip(0..) {
            let Some(free) = places.rows(word).find(|row| places.0.get(*row) == Some(&Self::NONE)) else { continue };
            if let Some(place) = places.0.get_mut(free) {
                *place = at;
            }
        }
        places
    }

    fn has(&self, words: &[String], word: &str) -> bool {
        let mut known = self.rows(word).map_while(|row| self.0.get(row).and_then(|at| words.get(*at as usize)));
        known.any(|known| known == word)
    }

    /// The places that a word may have, in the order in which they are looked at.
    fn rows(&self, word: &str) -> impl Iterator<Item = usize> + use<> {
        let hash = word.as_bytes().chunks(8).fold(0, |hash, letters| mix(hash, eight(letters)));
        let last = self.0.len().wrapping_sub(1);
        (0..self.0.len()).map(move |step| ((hash >> 32) as usize + step) & last)
    }
}

/// Adds the words of a configuration to those of a rule's article: lists grow, they are not replaced. `None` when one of both
/// is no word list.
pub(super) fn extended(words: &toml::Value, more: &toml::Value) -> Option<toml::Value> {
    let (toml::Value::Table(words), toml::Value::Table(more)) = (words, more) else { return None };
    let mut together = words.clone();
    for (language, list) in more {
        let list = list.as_array()?;
        match together.get_mut(language) {
            Some(known) => known.as_array_mut()?.extend(list.iter().cloned()),
            None => {
                together.insert(language.clone(), toml::Value::Array(list.clone()));
            }
        }
    }
    Some(toml::Value::Table(together))
}

/// The languages that the word lists among these options are for.
pub(super) fn languages(options: &toml::Table) -> impl Iterator<Item = &str> {
    options.values().filter_map(toml::Value::as_table).flat_map(|table| table.keys().map(String::as_str))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_configuration_adds_words_and_languages() {
        let article: toml::Table = toml::from_str("titles = { en = ['Sources'] }").unwrap();
        let more: toml::Table = toml::from_str("titles = { en = ['Receipts'], de = ['Quellen'] }").unwrap();
        let together = extended(&article["titles"], &more["titles"]).unwrap();
        let words: Words = together.try_into().unwrap();
        assert_eq!(words.of("en"), ["Receipts", "Sources"]);
        assert!(words.has("de", "Quellen") && words.of("fr").is_empty());
        assert_eq!(words.beginning_with("en", "S").collect::<Vec<_>>(), ["Sources"]);
        assert_eq!(languages(&more).collect::<Vec<_>>(), ["de", "en"]);
    }
}
