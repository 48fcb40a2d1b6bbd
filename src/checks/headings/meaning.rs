//! What a heading is about, whatever its number, its small words, its word order and its synonyms: titles in, comparable keys out.

use std::collections::BTreeMap;

use serde::Deserialize;

use crate::rule::Words;

/// Groups of words and phrases that mean the same in a heading, each written `one | other | …`, by language.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(from = "Words")]
pub(super) struct Synonyms(BTreeMap<String, BTreeMap<String, Vec<Phrase>>>);

/// A phrase, found by its first word.
#[derive(Clone, Debug)]
struct Phrase {
    /// Its words behind the first.
    rest: Vec<String>,
    group: usize,
}

impl From<Words> for Synonyms {
    fn from(words: Words) -> Self {
        let mut by_language: BTreeMap<String, BTreeMap<String, Vec<Phrase>>> = BTreeMap::new();
        for (language, groups) in words.by_language() {
            let by_first = by_language.entry(language.to_owned()).or_default();
            for (group, phrases) in groups.iter().enumerate() {
                for phrase in phrases.split('|') {
                    let mut words = phrase.split_whitespace().map(singular);
                    let Some(first) = words.next() else { continue };
                    by_first.entry(first).or_default().push(Phrase { rest: words.collect(), group });
                }
            }
            // The longest phrase wins.
            for phrases in by_first.values_mut() {
                phrases.sort_by_key(|phrase| std::cmp::Reverse(phrase.rest.len()));
            }
        }
        Self(by_language)
    }
}

impl Synonyms {
    /// The group of the phrase at the start of `words`, and how many words it has.
    fn at(&self, language: &str, words: &[String]) -> Option<(usize, usize)> {
        let (first, behind) = words.split_first()?;
        let phrases = self.0.get(language)?.get(first)?;
        phrases.iter().find(|phrase| behind.starts_with(&phrase.rest)).map(|phrase| (phrase.group, phrase.rest.len() + 1))
    }
}

/// Small words of headings, by what they do.
pub(super) struct Small<'a> {
    /// Say nothing: articles, "and".
    pub(super) articles: &'a [String],
    /// Say whose: two different ones are two things.
    pub(super) owners: &'a [String],
    /// Say how words hang together; two different ones may be two things.
    pub(super) joints: &'a [String],
    /// Say a direction: the order of words matters.
    pub(super) directions: &'a [String],
}

/// What a heading is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Meaning {
    /// Its words in order, synonyms replaced by their group.
    pub(super) words: Vec<String>,
    /// Whose.
    owners: Vec<String>,
    joints: Vec<String>,
    directed: bool,
    /// Words of the title, all of them.
    pub(super) length: usize,
}

impl Meaning {
    /// What `title` (without its number) is about; `None` when it has too little to say, or is a name that no words stand in for.
    pub(super) fn of(title: &str, language: &str, small: &Small<'_>, same: &Synonyms, near: &Synonyms) -> Option<Self> {
        if is_name(title) {
            return None;
        }
        let (mut words, mut owners, mut joints) = (Vec::new(), Vec::new(), Vec::new());
        let mut directed = false;
        let mut length = 0;
        let shouts = !title.chars().any(char::is_lowercase);
        for word in title.split(|c: char| c.is_whitespace() || matches!(c, '/' | '–' | '—' | '-')) {
            let word = word.trim_matches(|c: char| !c.is_alphanumeric() && !matches!(c, '+' | '#' | '&' | '$' | '%'));
            if word.is_empty() {
                continue;
            }
            length += 1;
            // "Using AND" is about the operator.
            if !shouts && word.len() > 1 && word.chars().all(char::is_uppercase) {
                words.push(word.to_owned());
                continue;
            }
            let word = word.to_lowercase().replace('’', "'");
            let word = word.strip_suffix("'s").unwrap_or(&word);
            if word == "&" || small.articles.iter().any(|known| known == word) {
            } else if small.owners.iter().any(|known| known == word) {
                owners.push(word.to_owned());
            } else if small.joints.iter().any(|known| known == word) {
                joints.push(word.to_owned());
            } else {
                directed |= small.directions.iter().any(|known| known == word);
                words.push(singular(word));
            }
        }
        if words.is_empty() {
            return None;
        }
        let words = with_groups(words, language, same, near);
        Some(Self { words, owners, joints, directed, length })
    }

    /// The words without their order, as one key.
    pub(super) fn key(&self) -> String {
        let mut words: Vec<&str> = self.words.iter().map(String::as_str).collect();
        words.sort_unstable();
        words.join(" ")
    }

    /// Whether both say the same; their keys are equal.
    pub(super) fn is_same(&self, other: &Self) -> bool {
        let differ = |one: &[String], other: &[String]| !one.is_empty() && !other.is_empty() && one != other;
        if differ(&self.owners, &other.owners) {
            return false;
        }
        if self.words == other.words {
            return !differ(&self.joints, &other.joints);
        }
        // "Benefits of walking" and "Walking benefits"; "Scope and goals" and "Goals and scope".
        let joined = self.joints.len() + other.joints.len() == 1
            || self.joints.is_empty() && other.joints.is_empty() && self.length > self.words.len();
        joined && !self.directed && !other.directed
    }
}

/// Replaces synonyms by their group. Near synonyms count only beside other words: "Goals" and "Objectives" as whole headings may be two
/// things, "Goals of the pilot" and "Objectives of the pilot" are one.
fn with_groups(words: Vec<String>, language: &str, same: &Synonyms, near: &Synonyms) -> Vec<String> {
    let mut out = Vec::with_capacity(words.len());
    let mut own = 0;
    let mut nearly = Vec::new();
    let mut at = 0;
    while let Some(rest) = words.get(at..).filter(|rest| !rest.is_empty()) {
        if let Some((group, length)) = same.at(language, rest) {
            out.push(format!("={group}"));
            own += 1;
            at += length;
        } else if let Some((group, length)) = near.at(language, rest) {
            nearly.push((out.len(), at, length));
            out.push(format!("~{group}"));
            at += length;
        } else {
            out.extend(rest.first().cloned());
            own += 1;
            at += 1;
        }
    }
    if own == 0 && !nearly.is_empty() { words } else { out }
}

/// Code, call or path: such headings differ by a letter and mean it.
fn is_name(title: &str) -> bool {
    title.chars().any(|c| matches!(c, '(' | ')' | '[' | ']' | '{' | '}' | '<' | '>' | '_' | '=' | '\\' | '`' | '@' | '*' | '\u{fffc}'))
        || title.split_whitespace().any(|word| {
            let mut characters = word.trim_end_matches(['.', ',', ':', '?', '!']).chars();
            let inner_capital = characters.by_ref().skip(1).any(char::is_uppercase);
            let mixed = word.chars().any(char::is_lowercase);
            let dotted = word.trim_end_matches('.').contains('.') && !word.contains("..") && word.split('.').any(|part| part.len() > 1);
            inner_capital && mixed && !word.contains(['-', '–', '/', '’', '\'']) || dotted
        })
}

/// A word without the ending of the plural.
fn singular(word: &str) -> String {
    let word = word.to_lowercase();
    let long = word.chars().count() > 3 && word.chars().all(char::is_alphabetic);
    if !long || ["ss", "us", "is", "ous", "ics"].iter().any(|ending| word.ends_with(ending)) {
        return word;
    }
    if let Some(stem) = word.strip_suffix("ies").filter(|stem| stem.len() > 2) {
        return format!("{stem}y");
    }
    if let Some(stem) = ["ches", "shes", "xes", "sses"].iter().find(|ending| word.ends_with(**ending)).and_then(|_| word.strip_suffix("es"))
    {
        return stem.to_owned();
    }
    word.strip_suffix('s').map_or_else(|| word.clone(), str::to_owned)
}
