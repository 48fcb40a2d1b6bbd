//! Last words that may be only the beginning of a word: what the article and the dictionary of its language say about them.

use std::ops::Range;

use super::dictionary::{Dictionary, Ending, is_form};
use crate::document::Document;
use crate::rule::Words;

/// What is known about a last word.
#[derive(Debug, Default)]
pub(super) struct Evidence<'d> {
    /// It stands in the article once more.
    pub is_elsewhere: bool,
    /// The dictionary knows it, or the article has it with another ending.
    pub is_word: bool,
    /// How words end in its last letters; of what begins with a capital, which may be a name, nothing is said.
    pub ending: Ending,
    /// A word of the article that begins so.
    pub longer: Option<&'d str>,
    /// How many letters the word lacks of it.
    pub lost: usize,
}

impl<'d> Evidence<'d> {
    /// What `article` and the dictionary say of `word`, which stands within `own`. Words of `added` are words.
    pub(super) fn of(article: &'d Document, own: &Range<usize>, word: &str, added: &Words) -> Self {
        let language = &*article.language.code;
        let dictionary = Dictionary::of(language);
        let mut evidence = Self::default();
        // Nearly every word stands elsewhere, so that the dictionary is asked last.
        for (_, whole) in Beginning::of(&article.text, word).filter(|(at, _)| !own.contains(at)) {
            if whole.len() == word.len() {
                return Self { is_elsewhere: true, ..Self::default() };
            }
            // "Kubelets" makes "kubelet" a word.
            let rest = whole.get(word.len()..).unwrap_or("");
            // So does "tideMark" with "tide".
            if rest == "s" && dictionary.is_none_or(|dictionary| !dictionary.lists(whole)) || rest.starts_with(char::is_uppercase) {
                evidence.is_word = true;
            } else if evidence.longer.is_none() {
                evidence.longer = Some(whole);
                evidence.lost = whole.len() - word.len();
            }
        }
        let is_known = |dictionary: &Dictionary| {
            // "Re" and "sear" make no word of "resear" in an article about research.
            let is_other = |longer: &str| dictionary.lists(longer) && !is_form(word, longer);
            dictionary.knows(word) && (dictionary.lists(word) || !evidence.longer.is_some_and(is_other))
        };
        evidence.is_word |= dictionary.is_none_or(is_known) || added.has(language, &word.to_lowercase());
        if evidence.is_word {
            return evidence;
        }
        // "Tidal Gps" where the article has "GPS".
        let is_abbreviation = || {
            let letters = word.to_uppercase();
            Beginning::of(&article.text, &letters).any(|(_, whole)| whole == letters)
        };
        if evidence.longer.is_some() && is_abbreviation() {
            return Self { is_elsewhere: true, ..Self::default() };
        }
        if let Some(dictionary) = dictionary.filter(|_| word.starts_with(char::is_lowercase)) {
            evidence.ending = dictionary.ending(word);
        }
        // "Kubelets" where the article has "kubelet".
        if let Some(one) = word.strip_suffix('s') {
            evidence.is_word = Beginning::of(&article.text, one).any(|(at, whole)| whole.len() == one.len() && !own.contains(&at));
        }
        evidence
    }

    /// Whether the word is none: nobody wrote it elsewhere, and the article has it whole or no word ends in its letters.
    pub(super) const fn is_piece(&self) -> bool {
        !self.is_elsewhere && !self.is_word && (self.longer.is_some() || matches!(self.ending, Ending::BreaksOff))
    }

    /// Whether nothing is known of it: no dictionary has it, nobody wrote it elsewhere, and words seldom end so.
    pub(super) const fn is_unknown(&self) -> bool {
        !self.is_elsewhere && !self.is_word && !matches!(self.ending, Ending::Usual)
    }

    /// Whether it is that, or the article knows it only as the beginning of other words, which lack some letters.
    pub(super) const fn may_be_piece(&self) -> bool {
        /// Letters that are lost: "instances" says that "instance" is a word.
        const LOST: usize = 3;
        self.is_piece() || !self.is_elsewhere && self.longer.is_some() && self.lost >= LOST
    }
}

/// Words of a text that begin with these letters, whatever the case of the first, each with its place.
pub(super) struct Beginning<'t, 'w> {
    text: &'t str,
    word: &'w str,
    at: usize,
}

impl<'t, 'w> Beginning<'t, 'w> {
    pub(super) const fn of(text: &'t str, word: &'w str) -> Self {
        Self { text, word, at: 0 }
    }
}

impl<'t> Iterator for Beginning<'t, '_> {
    type Item = (usize, &'t str);

    fn next(&mut self) -> Option<Self::Item> {
        // The first letter may be a capital in the text, so that the others are searched for.
        let first = self.word.chars().next()?;
        let rest = self.word.get(first.len_utf8()..).filter(|rest| !rest.is_empty())?;
        loop {
            let found = self.at + memchr::memmem::find(self.text.as_bytes().get(self.at..)?, rest.as_bytes())?;
            self.at = found + rest.len();
            let mut before = self.text.get(..found)?.chars();
            let is_first = before.next_back().is_some_and(|letter| letter == first || letter.eq_ignore_ascii_case(&first));
            if !is_first || before.next_back().is_some_and(char::is_alphanumeric) {
                continue;
            }
            let start = found - first.len_utf8();
            let behind = self.text.get(self.at..)?;
            let end = self.at + behind.find(|c: char| !c.is_alphanumeric()).unwrap_or(behind.len());
            return Some((start, self.text.get(start..end)?));
        }
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;
    use crate::limits::Limits;
    use crate::source::{Format, Source};

    fn evidence(text: &str, word: &str) -> (bool, bool, Option<String>) {
        let article = Document::read(Source::of_text("a.md", Format::of_path(Path::new("a.md")).unwrap(), text), &Limits::default(), "en");
        let found = Evidence::of(&article, &(0..0), word, &Words::default());
        (found.is_elsewhere, found.is_piece(), found.longer.map(str::to_owned))
    }

    #[test]
    fn a_piece_is_no_word_and_its_article_has_it_whole() {
        let text = "The Upper Chamber keeps the harbour standards. Kubelets run there, and the harbourmaster counts them.";
        assert_eq!(evidence(text, "standar"), (false, true, Some("standards".into())));
        assert_eq!(evidence(text, "harbo"), (false, true, Some("harbour".into())));
        assert_eq!(evidence(text, "cham"), (false, true, Some("Chamber".into())));
        assert_eq!(evidence(text, "kubelet"), (false, false, None));
        assert!(evidence(text, "harbour").0);
        assert!(evidence(text, "organiz").1);
        assert!(!evidence(text, "ferret").1);
        assert!(evidence("The GPS has Gpsd behind it.", "Gps").0);
        assert!(!evidence("Whatever upsertMark writes, Upserted answers.", "upsert").1);
    }
}
