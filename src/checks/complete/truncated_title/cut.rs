//! Whether one text is the beginning of another, and how it stops.

use super::name::without_site;
use crate::checks::prose::{End, last_word};

/// How a text stops that is the beginning of another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Cut {
    /// In the middle of a word.
    InWord,
    /// With dots, whatever stands before them.
    Ellipsis,
    /// Behind a whole word, without a mark.
    BehindWord,
}

/// A text in lower case, words parted by one blank, all marks left out.
pub(super) struct Folded {
    text: String,
    /// Bytes of it before the name of the site.
    bare: usize,
}

/// The first letters of a text in lower case, marks left out: nearly all texts that are compared differ in them.
#[derive(Clone, Copy)]
pub(super) struct Letters([char; LETTERS]);

/// Letters that are compared.
const LETTERS: usize = 8;

impl Letters {
    pub(super) fn of(text: &str) -> Self {
        let mut letters = text.chars().filter(|c| c.is_alphanumeric()).map(|c| c.to_lowercase().next().unwrap_or(c));
        Self(std::array::from_fn(|_| letters.next().unwrap_or(' ')))
    }

    /// The first letter of a text in lower case.
    pub(super) fn first(text: &str) -> char {
        text.chars().find(|c| c.is_alphanumeric()).map_or(' ', |c| c.to_lowercase().next().unwrap_or(c))
    }

    /// Whether they begin with this letter.
    pub(super) fn begin_with(self, first: char) -> bool {
        self.0.first().is_some_and(|letter| *letter == first)
    }

    /// Whether a longer text begins with them.
    pub(super) fn begin(self, other: Self) -> bool {
        self.0.iter().zip(&other.0).all(|(one, other)| one == other || *one == ' ')
    }
}

impl Folded {
    pub(super) fn of(text: &str) -> Self {
        /// Bytes that are compared; no title is longer, and a description that long is not cut.
        const COMPARED: usize = 1000;
        let mut folded = String::with_capacity(text.len().min(COMPARED));
        for character in text.chars() {
            if folded.len() > COMPARED {
                break;
            }
            if character.is_alphanumeric() {
                folded.extend(character.to_lowercase());
            } else if !matches!(character, '\'' | '’') && !folded.is_empty() && !folded.ends_with(' ') {
                folded.push(' ');
            }
        }
        folded.truncate(folded.trim_end().len());
        let bare = folded.len();
        Self { text: folded, bare }
    }

    /// A title that may end in the name of its site.
    pub(super) fn of_title(text: &str) -> Self {
        let bare = without_site(text).map(|bare| Self::of(bare).text.len());
        let mut folded = Self::of(text);
        folded.bare = bare.unwrap_or(folded.bare);
        folded
    }

    pub(super) fn begins_with(&self, other: &Self) -> bool {
        self.text.starts_with(other.text.as_str())
    }

    /// Whether its last word stands in it twice: "More, more, more…".
    pub(super) fn repeats_itself(&self) -> bool {
        self.text.rsplit_once(' ').is_some_and(|(before, last)| before.split(' ').any(|word| word == last))
    }

    pub(super) fn words(&self) -> usize {
        self.text.split(' ').filter(|word| !word.is_empty()).count()
    }

    /// Whether an address, which leaves small words out, has the last two words of this title, and the last one longer; `endings` make
    /// another word of a whole one.
    pub(super) fn is_cut_from_address(&self, text: &str, address: &Self, endings: &[String]) -> bool {
        let mut own = self.text.rsplit(' ');
        let (Some(last), Some(before)) = (own.next(), own.next()) else { return false };
        let mut words = address.text.split(' ').skip_while(|word| *word != before).skip(1);
        let Some(rest) = words.next().and_then(|word| word.strip_prefix(last)) else { return false };
        End::of(text) == End::Word
            && self.words() >= 3
            && last.chars().all(char::is_alphabetic)
            && rest.len() >= 2
            && !endings.iter().any(|ending| ending == rest)
    }

    /// How `self`, written as `text`, stops within `long`; `endings` make another word of a whole one.
    pub(super) fn cut_from(&self, text: &str, long: &Self, endings: &[String]) -> Option<Cut> {
        let rest = long.text.strip_prefix(self.text.as_str()).filter(|rest| !rest.is_empty())?;
        if self.text.is_empty() {
            return None;
        }
        if ends_in_ellipsis(text) {
            return Some(Cut::Ellipsis).filter(|_| self.words() >= 2);
        }
        if End::of(text) != End::Word {
            return None;
        }
        if rest.starts_with(' ') {
            // What follows is the name of the site; and one word is the name of a thing: "While" and "While loops".
            return Some(Cut::BehindWord).filter(|_| self.text.len() != long.bare && self.words() >= 2);
        }
        let remainder = rest.split(' ').next().unwrap_or("");
        let last = self.text.rsplit(' ').next().unwrap_or("");
        // Japanese and Chinese part no words: "灯台" and "灯台の記録" are two names.
        if remainder.starts_with(|c: char| matches!(c, '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}')) {
            return None;
        }
        // "Index – M" is the page of a letter, and "Index – Moorings" that of a thing.
        let is_set_off = || text.trim_end().rsplit_once(' ').is_some_and(|(before, _)| before.ends_with(['-', '–', '—', ':', '|', '·']));
        if last.chars().nth(1).is_none() && is_set_off() {
            return None;
        }
        if remainder.starts_with(|c: char| c.is_numeric()) || last.ends_with(|c: char| c.is_numeric()) || is_numeral(text) {
            return None;
        }
        // "Guide" and "Guides" differ without a cut, unless a long text goes on behind it or one that long lost a longer ending.
        let is_other_word = endings.iter().any(|ending| ending == remainder);
        let behind = long.text.get(..long.bare).and_then(|bare| bare.get(self.text.len() + remainder.len()..)).unwrap_or("");
        let more = behind.split(' ').filter(|word| !word.is_empty()).count();
        let goes_on = more >= 2 || (more >= 1 || remainder.len() >= 4) && self.words() >= 5;
        (self.words() >= 2 && (!is_other_word || goes_on)).then_some(Cut::InWord)
    }
}

/// Whether a text ends in a Roman numeral: "Part I" is not the beginning of "Part II".
fn is_numeral(text: &str) -> bool {
    last_word(text).chars().all(|c| matches!(c, 'I' | 'V' | 'X'))
}

/// Whether a text ends in dots. Those in a bracket that closes behind them stand for more of what it lists: "(ropes, lamps, …)".
pub(super) fn ends_in_ellipsis(text: &str) -> bool {
    let text = text.trim_end();
    let body = text.trim_end_matches([')', ']', '"', '”']);
    let is_mark = |body: &str| body.ends_with(['(', '[']);
    let lists = || text.ends_with([')', ']']) && !is_mark(body.trim_end_matches(['.', '…']));
    (body.ends_with('…') || body.ends_with("...")) && !lists()
}
