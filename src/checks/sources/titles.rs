//! Headings under which an article lists its sources.

use std::collections::BTreeMap;

use serde::Deserialize;

use crate::rule::{Shapes, Words};

/// Titles of such sections, as a rule's article states them: whole titles, and forms `modifier|… … noun|… … companion|…`. A title has
/// a form when the parts that "and" joins are nouns with modifiers or companions, and one of them has a noun ("Notes and further sources").
#[derive(Clone, Debug, Deserialize)]
#[serde(from = "Words")]
pub(crate) struct SourceTitles(BTreeMap<String, Titles>);

#[derive(Clone, Debug, Default)]
struct Titles {
    whole: List,
    forms: Vec<Form>,
    /// Words one of which each title has, by their letters alone.
    telling: Shapes,
}

#[derive(Clone, Debug, Default)]
struct Form {
    modifiers: List,
    nouns: List,
    /// What may stand beside such a noun, but makes no list of sources alone.
    companions: List,
}

/// Words or titles, whatever their case.
#[derive(Clone, Debug, Default)]
struct List {
    words: Vec<String>,
    shapes: Shapes,
}

impl From<Vec<String>> for List {
    fn from(words: Vec<String>) -> Self {
        Self { shapes: Shapes::of(words.iter().map(String::as_str)), words }
    }
}

impl List {
    fn has(&self, word: &str) -> bool {
        self.shapes.may_have(word.as_bytes()) && self.words.iter().any(|known| known.eq_ignore_ascii_case(word))
    }
}

/// Words of the longest title of such a section.
const LONGEST: usize = 9;

impl From<Words> for SourceTitles {
    fn from(words: Words) -> Self {
        let read = |entries: &[String]| {
            let (mut whole, mut forms) = (Vec::new(), Vec::new());
            for entry in entries {
                let words = |list: &str| list.split('|').map(|word| word.trim().to_owned()).collect::<Vec<_>>().into();
                let mut lists = entry.split(" … ").map(words);
                match (lists.next(), lists.next()) {
                    (Some(modifiers), Some(nouns)) => {
                        forms.push(Form { modifiers, nouns, companions: lists.next().unwrap_or_default() });
                    }
                    _ => whole.push(entry.clone()),
                }
            }
            let nouns = forms.iter().flat_map(|form: &Form| &form.nouns.words);
            let telling = whole.iter().chain(nouns).filter_map(|words: &String| letters(words).next());
            Titles { telling: Shapes::of(telling), whole: whole.into(), forms }
        };
        Self(words.by_language().map(|(language, entries)| (language.to_owned(), read(entries))).collect())
    }
}

impl SourceTitles {
    /// Whether a heading is one of them, but for case, a number before it and marks behind it.
    pub(crate) fn has(&self, language: &str, title: &str) -> bool {
        let Some(titles) = self.0.get(language) else { return false };
        // Hardly any heading has such a word.
        let is_plain = title.is_ascii() && !title.contains('&');
        if is_plain && !letters(title).any(|word| titles.telling.may_have(word.as_bytes())) {
            return false;
        }
        let title = unnumbered(title);
        let title = title.trim_matches(|c: char| !c.is_alphanumeric() && c != '&');
        let spelled_out = title.contains('&').then(|| title.replace('&', "and"));
        let title = spelled_out.as_deref().unwrap_or(title);
        if title.is_ascii() {
            return titles.whole.has(title) || titles.forms.iter().any(|form| form.has(title));
        }
        let title = title.to_lowercase();
        titles.whole.words.iter().any(|known| !known.is_ascii() && known.to_lowercase() == title)
            || titles.forms.iter().any(|form| form.has(&title))
    }
}

/// The stretches of letters of a text.
fn letters(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_ascii_alphabetic()).filter(|letters| !letters.is_empty())
}

/// A title without its number ("7.", "C.", "IV)", "Appendix B:").
fn unnumbered(title: &str) -> &str {
    let title = title.trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, '.' | ')' | ' ' | '#'));
    let mark = title.bytes().position(|byte| matches!(byte, b')' | b'.' | b':'));
    let marked = mark.and_then(|at| Some((title.get(..at)?, title.get(at + 1..)?))).filter(|(number, rest)| {
        let number = number.strip_prefix("Appendix").map_or(*number, str::trim_start);
        number.len() < 5 && number.bytes().all(|byte| byte.is_ascii_uppercase()) && rest.starts_with(' ')
    });
    marked.map_or(title, |(_, rest)| rest)
}

impl Form {
    fn has(&self, title: &str) -> bool {
        // Hardly any title has such a noun, so the nouns settle nearly all.
        let (mut words, mut names_sources) = (0, false);
        for word in title.split([' ', ',', '/', '\u{a0}']).filter(|word| !word.is_empty()) {
            words += 1;
            if words > LONGEST {
                return false;
            }
            names_sources = names_sources || self.nouns.has(word);
        }
        if !names_sources {
            return false;
        }
        let title = title.replace(['/', ','], " and ");
        let mut has_noun = false;
        let parts_fit = title.split(" and ").map(str::trim).filter(|part| !part.is_empty()).all(|part| {
            let part = part.strip_prefix("and ").unwrap_or(part);
            let of_sources = part.split_whitespace().any(|word| self.nouns.has(word))
                && part.split_whitespace().all(|word| self.nouns.has(word) || self.modifiers.has(word));
            has_noun |= of_sources;
            // "Links and sources": what modifies the noun may modify a companion, too.
            of_sources || self.companions.has(part) || self.modifiers.has(part)
        });
        parts_fit && has_noun
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn has(title: &str) -> bool {
        let standard = crate::checks::standard().unwrap();
        let rule = standard.rule(standard.find("empty-sources").unwrap()).unwrap();
        let titles = rule.article.options.get("titles").unwrap().clone().try_into::<SourceTitles>().unwrap();
        titles.has("en", title)
    }

    #[test]
    fn a_list_of_sources_is_named_by_its_noun() {
        for title in [
            "Sources",
            "Further sources",
            "Our sources",
            "Source material",
            "Notes and references",
            "Selected references",
            "References & acknowledgements",
            "List of sources",
            "Sources for this article",
            "Sources used in this guide",
            "Full bibliography",
            "Bibliography and further reading",
            "7. References",
            "C. References",
            "Appendix B: Sources and methodology",
            "Links, sources and credits",
            "Cited literature",
        ] {
            assert!(has(title), "{title}");
        }
    }

    #[test]
    fn sources_and_references_of_other_things_are_none() {
        for title in [
            "Open source",
            "Data sources",
            "API reference",
            "Reference architecture",
            "Sources of income",
            "Water sources",
            "Source maps",
            "Object references",
            "Passing references",
            "References and scopes",
            "Further resources",
            "Notes",
            "Links",
            "How we found our sources",
            "Sources panel",
            "Quick reference",
            "Literature of the islands",
            "Potential Sources of Funding",
        ] {
            assert!(!has(title), "{title}");
        }
    }
}
