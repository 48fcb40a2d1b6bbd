//! Last words of headings that are no words of the article, but the beginning of one.

use std::collections::HashMap;

use super::name::Name;
use crate::checks::prose::{has_words, last_word};
use crate::document::{Document, Flags, Kind, Words};

/// What a language says about words and their beginnings.
pub(super) struct Vocabulary<'w> {
    /// Ends that make another word of a whole one.
    pub endings: &'w [String],
    /// Words of two letters.
    pub short: &'w [String],
    /// Short forms of longer words.
    pub clipped: &'w [String],
    /// Words of three and four letters that longer words begin with.
    pub whole: &'w [String],
    /// Letters that no word ends in.
    pub never_ending: &'w [String],
    /// Letters that stand alone at the end of a title.
    pub letters: &'w [String],
}

impl Vocabulary<'_> {
    /// No word ends as this one does.
    fn is_no_word(&self, word: &str) -> bool {
        // The list is sorted.
        (1..word.len().min(6)).any(|len| {
            let end = word.get(word.len() - len..);
            end.is_some_and(|end| self.never_ending.binary_search_by(|known| known.as_str().cmp(end)).is_ok())
        })
    }
}

/// Headings whose last word may be a piece of one.
#[derive(Default)]
pub(super) struct Fragments<'d> {
    candidates: Vec<Name<'d>>,
}

/// The last word of a heading, with what the article's text says about it.
#[derive(Default)]
struct Candidate<'d> {
    name: Name<'d>,
    /// The last word and the one before it, in lower case.
    last: String,
    previous: String,
    /// The last word stands in the text as a word, or as a word with another ending.
    is_a_word: bool,
    /// Words end as it does.
    ends_like_a_word: bool,
    /// The first longer word.
    longer: Option<String>,
    /// Longer words go on with different letters.
    differs: bool,
    /// A longer word behind the same word as in the heading.
    same_neighbour: Option<String>,
}

/// Bytes by which words are looked up.
const START: usize = 2;
/// Headings that are looked at, and those with the same start: an article with more is a list of names.
const HEADINGS: usize = 400;
const PER_START: usize = 12;
/// Words of a text that is long enough to show how words end.
const ENOUGH: usize = 200;

impl<'d> Fragments<'d> {
    pub(super) fn is_empty(&self) -> bool {
        self.candidates.is_empty()
    }

    /// Takes a heading, if it ends in a word that could be a piece of one.
    pub(super) fn add(&mut self, name: &Name<'d>, is_title: bool) {
        let text = name.text.trim_end();
        if self.candidates.len() >= HEADINGS {
            return;
        }
        let last = last_word(text);
        let before = text.strip_suffix(last).unwrap_or("");
        let mut letters = last.chars();
        let is_capital = letters.next().is_none_or(|first| !first.is_lowercase());
        let is_plain = last.len() < 24
            && letters.all(char::is_lowercase)
            && before.ends_with(' ')
            && before.trim_end().ends_with(|c: char| c.is_alphanumeric() || c == ',' || c == ':')
            && (last.len() > 2 || is_title && (!is_capital || last.len() == 1))
            && last.starts_with(char::is_alphabetic);
        if is_plain && has_words(text, 3) {
            self.candidates.push(name.clone());
        }
    }

    /// Headings that stop within a word, with that word as the text has it.
    pub(super) fn completed(self, article: &Document, words: &Vocabulary<'_>) -> Vec<(Name<'d>, String)> {
        // Nearly every last word is a word of the text, or begins none: a search says so, and the text need not be read.
        let mut completed = Vec::new();
        let mut candidates = Vec::new();
        for name in self.candidates {
            if last_word(name.text).len() == 1 {
                completed.extend(letter_of_a_word(article, name, words));
            } else if may_be_a_piece(article, &name, words) {
                candidates.push(Candidate::of(name));
            }
        }
        if candidates.is_empty() {
            return completed;
        }
        // Candidates by the first bytes of their last word.
        let mut by_start: HashMap<[u8; START], Vec<usize>> = HashMap::new();
        for (index, candidate) in candidates.iter().enumerate() {
            if let Some(start) = start_of(&candidate.last) {
                let same_start = by_start.entry(start).or_default();
                if same_start.len() < PER_START {
                    same_start.push(index);
                }
            }
        }
        let ends: Vec<([u8; 3], usize)> =
            candidates.iter().enumerate().filter_map(|(index, candidate)| Some((end_of(&candidate.last)?, index))).collect();
        let mut count = 0;
        for (id, block) in article.all() {
            if !block.kind.is_leaf() || block.kind == Kind::Code || block.flags.has(Flags::BOILER) {
                continue;
            }
            let mut previous = "";
            for (word, _) in Words::new(article.text_of(id), 0) {
                count += 1;
                if let Some(same_start) = start_of(word).and_then(|start| by_start.get(&start)) {
                    for index in same_start {
                        if let Some(candidate) = candidates.get_mut(*index).filter(|candidate| candidate.name.block != id) {
                            candidate.read(previous, word, words);
                        }
                    }
                }
                if let Some(end) = end_of(word) {
                    for (_, index) in ends.iter().take(ENDS).filter(|(known, _)| *known == end) {
                        if let Some(candidate) = candidates.get_mut(*index).filter(|candidate| candidate.name.block != id) {
                            candidate.ends_like_a_word = true;
                        }
                    }
                }
                previous = word;
            }
        }
        completed.extend(candidates.into_iter().filter_map(|candidate| candidate.completed(count, words)));
        completed
    }
}

/// Endings that are compared with each word of a text: titles and the first headings.
const ENDS: usize = 24;

/// A title that ends in the first letter of a word, with the word if the article has it behind the same word: "the Digital C".
fn letter_of_a_word<'d>(article: &Document, name: Name<'d>, words: &Vocabulary<'_>) -> Option<(Name<'d>, String)> {
    let text = name.text.trim_end();
    let letter = last_word(text);
    let before = last_word(text.strip_suffix(letter).unwrap_or(""));
    let lower = letter.to_lowercase();
    if words.letters.contains(&lower) && letter == lower || !has_words(text, 4) {
        return None;
    }
    let own = article.block(name.block).text;
    let own = if name.block == Document::ROOT { 0..0 } else { own.range() };
    let mut whole = None;
    for at in memchr::memmem::find_iter(article.text.as_bytes(), before).filter(|at| before.len() >= 4 && !own.contains(at)) {
        let Some(behind) = article.text.get(at + before.len()..).and_then(|text| text.strip_prefix(' ')) else { continue };
        let word = behind.split(|c: char| !c.is_alphanumeric()).next().unwrap_or("");
        if word.starts_with(letter) {
            if word.len() < 3 {
                return None;
            }
            whole.get_or_insert(word);
        }
    }
    let is_small = letter == lower;
    match whole {
        Some(word) => Some((name, word.to_owned())),
        None => is_small.then(|| (name, String::new())),
    }
}

/// Whether the text outside the heading has a longer word that begins as its last word, and not the word itself.
fn may_be_a_piece(article: &Document, name: &Name<'_>, words: &Vocabulary<'_>) -> bool {
    let own = article.block(name.block).text;
    let own = if name.block == Document::ROOT { 0..0 } else { own.range() };
    // The first letter may be a capital in the text, so that the others are searched for.
    let mut letters = last_word(name.text).chars();
    let Some(first) = letters.next() else { return false };
    let rest = letters.as_str();
    let mut has_longer = false;
    for at in memchr::memmem::find_iter(article.text.as_bytes(), rest) {
        let Some(mut before) = article.text.get(..at).map(str::chars) else { continue };
        let is_first = before.next_back().is_some_and(|letter| letter == first || letter.to_lowercase().eq(first.to_lowercase()));
        if !is_first || before.next_back().is_some_and(char::is_alphanumeric) || own.contains(&at) {
            continue;
        }
        match article.text.get(at + rest.len()..).and_then(|text| text.chars().next()) {
            Some(letter) if letter.is_alphabetic() => {
                let behind = article.text.get(at + rest.len()..).unwrap_or("");
                let behind = behind.split(|c: char| !c.is_alphanumeric()).next().unwrap_or("");
                // "Guide" where the text has "guides".
                if rest.len() > 1 && !words.is_no_word(rest) && words.endings.iter().any(|ending| ending == behind) {
                    return false;
                }
                has_longer = true;
            }
            _ => return false,
        }
    }
    has_longer
}

impl<'d> Candidate<'d> {
    fn of(name: Name<'d>) -> Self {
        let text = name.text.trim_end();
        let last = last_word(text);
        let previous = last_word(text.strip_suffix(last).unwrap_or("")).to_lowercase();
        Self { last: last.to_lowercase(), previous, name, ..Self::default() }
    }

    /// Learns from a word of the text and the one before it.
    fn read(&mut self, previous: &str, word: &str, words: &Vocabulary<'_>) {
        let Some(rest) = strip_prefix_ignoring_case(word, &self.last) else {
            // "Mentors" where the text has "mentor".
            self.is_a_word |= self.last.strip_suffix('s').is_some_and(|one| word.eq_ignore_ascii_case(one));
            return;
        };
        // "Debug" where the text has "debugging".
        if rest.is_empty() {
            self.is_a_word = true;
            return;
        }
        // "Engineering’s" is as good a word as "engineering".
        let rest = rest.split(|c: char| !c.is_alphabetic()).next().unwrap_or("");
        let rest_lower = rest.to_lowercase();
        let doubled = self.last.chars().next_back().and_then(|last| rest_lower.strip_prefix(last));
        let is_ending = |rest: &str| words.endings.iter().any(|ending| ending == rest);
        let is_form = self.last.len() > 2 && (is_ending(&rest_lower) || doubled.is_some_and(is_ending));
        if is_form && words.is_no_word(&self.last) {
            // "Innovat" where the text has "innovation": no word ends so.
        } else if is_form || rest.chars().nth(1).is_none() || !rest.starts_with(char::is_lowercase) {
            self.is_a_word = true;
            return;
        }
        self.differs |= self.longer.as_ref().is_some_and(|longer| {
            let first = |word: &str| word.get(self.last.len()..).and_then(|rest| rest.chars().next());
            first(longer) != first(word)
        });
        if self.longer.is_none() {
            self.longer = Some(word.to_owned());
        }
        if self.same_neighbour.is_none() && previous.len() >= 3 && previous.eq_ignore_ascii_case(&self.previous) {
            self.same_neighbour = Some(word.to_owned());
        }
    }

    /// The heading and the whole word, if its last word is a piece of one.
    fn completed(self, count: usize, words: &Vocabulary<'_>) -> Option<(Name<'d>, String)> {
        let is_known = |list: &[String]| list.contains(&self.last);
        if self.is_a_word || is_known(words.clipped) {
            return None;
        }
        if self.last.len() <= 2 {
            return self.longer.filter(|_| !words.short.contains(&self.last)).map(|word| (self.name, word));
        }
        let is_unknown = self.last.len() <= 4 && self.last.is_ascii() && words.whole.binary_search(&self.last).is_err();
        let is_no_word = is_unknown
            || words.is_no_word(&self.last)
            || self.last.len() >= 5 && count >= ENOUGH && !self.differs && !self.ends_like_a_word;
        let whole = self.same_neighbour.or(self.longer.filter(|_| is_no_word))?;
        Some((self.name, whole))
    }
}

fn strip_prefix_ignoring_case<'w>(word: &'w str, prefix: &str) -> Option<&'w str> {
    let (start, rest) = word.split_at_checked(prefix.len())?;
    (start.eq_ignore_ascii_case(prefix) || start.to_lowercase() == prefix).then_some(rest)
}

fn start_of(word: &str) -> Option<[u8; START]> {
    let mut start = [0; START];
    for (slot, byte) in start.iter_mut().zip(word.as_bytes().get(..START)?) {
        *slot = byte.to_ascii_lowercase();
    }
    Some(start)
}

/// The last bytes of a word of four letters and more.
fn end_of(word: &str) -> Option<[u8; 3]> {
    let bytes = word.as_bytes();
    let mut end = [0; 3];
    for (slot, byte) in end.iter_mut().zip(bytes.get(bytes.len().checked_sub(3).filter(|at| *at > 0)?..)?) {
        *slot = byte.to_ascii_lowercase();
    }
    Some(end)
}
