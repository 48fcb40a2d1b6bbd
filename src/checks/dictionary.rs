//! The words of a language, as a dictionary lists them.

use std::sync::OnceLock;

/// How words of a language end in some letters.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Ending {
    /// As others do, misspelt ones too.
    #[default]
    Usual,
    /// More words go on behind these letters than end in them.
    Seldom,
    /// Many words go on behind them, and hardly any ends in them: "organiz".
    BreaksOff,
}

/// Letters that end many words.
const TAILS: [&str; 88] = [
    "e", "t", "n", "r", "d", "y", "l", "w", "p", "k", "g", "h", "m", "rt", "nt", "st", "ve", "ze", "se", "ce", "te", "ge", "de", "re",
    "le", "ne", "me", "ke", "pe", "er", "or", "ar", "al", "el", "on", "in", "en", "an", "ed", "ly", "ty", "ry", "ay", "ow", "ht", "th",
    "ch", "sh", "ck", "ng", "nd", "ld", "rd", "ss", "ing", "ion", "ent", "ant", "ble", "ate", "ment", "ance", "ence", "ness", "tion",
    "ity", "ght", "our", "ous", "ive", "age", "ard", "ure", "ple", "ter", "der", "ver", "ner", "ial", "ual", "ful", "ish", "ist", "dge",
    "nge", "rge", "tch", "able",
];

/// The words of a language. Their sources and licences are told in `data/words/README.md`.
pub(super) struct Dictionary {
    lists: [List; 2],
    /// Where words have three letters, made when first asked for.
    places: OnceLock<Places>,
}

static ENGLISH: Dictionary = Dictionary {
    lists: [List::of(include_str!("../../data/words/en.txt")), List::of(include_str!("../../data/words/en-added.txt"))],
    places: OnceLock::new(),
};

/// Beginnings that make another word of a whole one.
const PREFIXES: [&str; 24] = [
    "anti", "auto", "bi", "co", "counter", "cyber", "de", "dis", "hyper", "inter", "meta", "micro", "mini", "mis", "multi", "non", "out",
    "over", "pre", "re", "self", "semi", "sub", "un",
];

/// Ends that do.
const SUFFIXES: [&str; 28] = [
    "s", "es", "d", "ed", "r", "er", "ers", "or", "ing", "ings", "ly", "al", "ally", "able", "ability", "ment", "ness", "ful", "less",
    "ist", "ism", "ship", "wide", "wise", "ize", "ized", "izing", "ization",
];

impl Dictionary {
    /// The dictionary of a language, by its code.
    pub(super) fn of(language: &str) -> Option<&'static Self> {
        (language == "en").then_some(&ENGLISH)
    }

    /// Whether it lists a word, written so or with a small first letter.
    pub(super) fn lists(&self, word: &str) -> bool {
        let small = || word.to_ascii_lowercase();
        self.has(word) || word.starts_with(char::is_uppercase) && self.has(&small())
    }

    fn lists_name(&self, word: &str) -> bool {
        let (first, rest) = word.split_at_checked(1).unwrap_or(("", ""));
        self.has(&format!("{}{rest}", first.to_ascii_uppercase()))
    }

    fn has(&self, word: &str) -> bool {
        self.lists.iter().any(|list| list.has(word))
    }

    /// Whether it lists a word, or the words that it is made of: "unmoored", "harbourwide", "roadmap"; or a short name written small: "fri".
    pub(super) fn knows(&self, word: &str) -> bool {
        /// Letters of a word that others are made of.
        const STEM: usize = 4;
        if self.lists(word) || word.len() == STEM - 1 && self.lists_name(word) {
            return true;
        }
        let word = word.to_ascii_lowercase();
        let is_stem = |part: &str| part.len() >= STEM && self.has(part);
        let has_prefix = PREFIXES.iter().any(|prefix| word.strip_prefix(prefix).is_some_and(is_stem));
        let has_suffix = SUFFIXES.iter().any(|suffix| {
            let is_stem_of = |stem: &str| {
                // "Cared" is made of "care", and "contr" of nothing.
                let is_made = suffix.len() > 1 || *suffix == "s" || stem.ends_with('e');
                is_made && is_stem(stem) || stem.len() >= STEM && suffix.len() > 1 && self.has(&format!("{stem}e"))
            };
            word.strip_suffix(suffix).is_some_and(is_stem_of)
        });
        let is_compound = || {
            (STEM..word.len().saturating_sub(2)).any(|at| {
                let (first, second) = word.split_at_checked(at).unwrap_or(("", ""));
                self.has(first) && self.has(second)
            })
        };
        has_prefix || has_suffix || is_compound()
    }

    /// Whether a word that it lists begins with these letters.
    pub(super) fn has_beginning(&self, letters: &str) -> bool {
        self.lists.iter().any(|list| list.has_beginning(letters))
    }

    /// Whether these letters are no word, and become one with a few more: "permissio", "holid".
    pub(super) fn lacks_end(&self, letters: &str) -> bool {
        letters.len() >= 3
            && letters.bytes().all(|byte| byte.is_ascii_lowercase())
            && !self.knows(letters)
            && self.has_beginning(letters)
            && TAILS.iter().any(|tail| self.lists(&[letters, tail].concat()))
    }

    /// How words end in the last letters of this one.
    pub(super) fn ending(&self, word: &str) -> Ending {
        /// Letters of a piece that can be told from a short form.
        const LETTERS: usize = 4;
        if word.len() >= LETTERS && self.goes_on(word, 40, 20) {
            Ending::BreaksOff
        } else if self.goes_on(word, 8, 10) {
            Ending::Seldom
        } else {
            Ending::Usual
        }
    }

    /// Whether so many words have the last letters of this one within, and so many more for each that ends in them.
    fn goes_on(&self, word: &str, for_each: u16, many: u16) -> bool {
        let places = self.places.get_or_init(|| Places::of(self.lists.iter().flat_map(|list| list.words.lines())));
        places.of_last(word).is_some_and(|(inner, last)| inner >= last.saturating_mul(for_each).saturating_add(many))
    }
}

/// Whether the longer word is another form of the shorter one: "moored" of "moor".
pub(super) fn is_form(word: &str, longer: &str) -> bool {
    longer.get(word.len()..).is_some_and(|rest| SUFFIXES.contains(&rest.to_ascii_lowercase().as_str()))
}

/// Sorted words, a word a line.
struct List {
    words: &'static str,
    /// Where the words with each two first letters begin, made when first asked for.
    starts: OnceLock<Vec<usize>>,
}

impl List {
    const fn of(words: &'static str) -> Self {
        Self { words, starts: OnceLock::new() }
    }

    fn has(&self, word: &str) -> bool {
        self.of_first_letters(word).is_some_and(|words| has_line(words, word))
    }

    fn has_beginning(&self, letters: &str) -> bool {
        self.of_first_letters(letters).is_some_and(|words| {
            words.starts_with(letters) || memchr::memmem::find(words.as_bytes(), format!("\n{letters}").as_bytes()).is_some()
        })
    }

    /// The words with the same two first letters.
    fn of_first_letters(&self, word: &str) -> Option<&'static str> {
        let starts = self.starts.get_or_init(|| {
            let pairs = ('A'..='Z').chain('a'..='z').flat_map(|first| ('a'..='z').map(move |second| String::from_iter([first, second])));
            pairs.map(|pair| start_of(self.words, &pair)).chain([self.words.len()]).collect()
        });
        let range = first_letters(word).and_then(|place| Some(*starts.get(place)?..*starts.get(place + 1)?));
        range.and_then(|range| self.words.get(range))
    }
}

/// The place of a word's first two letters among all: capitals first, then small ones, as bytes are sorted.
fn first_letters(word: &str) -> Option<usize> {
    let first = match word.as_bytes().first()? {
        capital @ b'A'..=b'Z' => capital - b'A',
        small @ b'a'..=b'z' => small - b'a' + 26,
        _ => return None,
    };
    let second = word.as_bytes().get(1).filter(|letter| letter.is_ascii_lowercase())? - b'a';
    Some(usize::from(first) * LETTERS + usize::from(second))
}

/// Whether a sorted text has this line.
fn has_line(text: &str, line: &str) -> bool {
    let found = text.get(start_of(text, line)..).and_then(|rest| rest.strip_prefix(line));
    found.is_some_and(|behind| behind.is_empty() || behind.starts_with('\n'))
}

/// Where the lines of a sorted text begin that do not come before `line`.
fn start_of(text: &str, line: &str) -> usize {
    let bytes = text.as_bytes();
    let (mut low, mut high) = (0, bytes.len());
    while low < high {
        let middle = low + (high - low) / 2;
        let start = bytes.get(low..middle).and_then(|half| memchr::memrchr(b'\n', half)).map_or(low, |newline| low + newline + 1);
        let end = bytes.get(start..high).and_then(|half| memchr::memchr(b'\n', half)).map_or(high, |newline| start + newline);
        if bytes.get(start..end).unwrap_or_default() < line.as_bytes() {
            low = (end + 1).min(high);
        } else {
            high = start;
        }
    }
    low
}

/// In how many words each three letters stand: within, and last.
struct Places(Vec<(u16, u16)>);

const LETTERS: usize = 26;

impl Places {
    fn of<'w>(words: impl Iterator<Item = &'w str>) -> Self {
        let mut counts = vec![(0_u16, 0_u16); LETTERS * LETTERS * LETTERS];
        for word in words.filter(|word| word.len() > 3) {
            let mut place = 0;
            for (at, letter) in word.bytes().map(|byte| byte.to_ascii_lowercase().wrapping_sub(b'a')).enumerate() {
                // The place of the last three letters goes on with each letter.
                place = place % (LETTERS * LETTERS) * LETTERS + usize::from(letter);
                if let (2.., Some((within, _))) = (at, counts.get_mut(place)) {
                    *within += 1;
                }
            }
            if let Some((within, last)) = counts.get_mut(place) {
                (*within, *last) = (*within - 1, *last + 1);
            }
        }
        Self(counts)
    }

    fn place(letters: &[u8]) -> Option<usize> {
        letters.iter().try_fold(0, |place, byte| {
            let letter = byte.to_ascii_lowercase();
            letter.is_ascii_lowercase().then(|| place * LETTERS + usize::from(letter - b'a'))
        })
    }

    /// The counts of the last three letters of a word.
    fn of_last(&self, word: &str) -> Option<(u16, u16)> {
        let letters = word.as_bytes().get(word.len().checked_sub(3)?..)?;
        Self::place(letters).and_then(|place| self.0.get(place)).copied()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_are_sorted_and_every_line_of_them_is_found() {
        for list in &ENGLISH.lists {
            assert!(list.words.lines().is_sorted());
            for word in list.words.lines() {
                assert!(list.has(word), "{word}");
            }
            assert!(!list.has("") && !list.has("zzzz") && !list.has("A") && !list.has("éa"));
        }
    }

    #[test]
    fn words_are_told_from_their_beginnings() {
        for word in ["harbour", "Harbour", "harbor", "innovation", "Edinburgh", "metadata", "roadmap", "unmoored", "citywide", "remoored"] {
            assert!(ENGLISH.knows(word), "{word}");
        }
        for piece in ["harbo", "innovat", "standar", "Standar", "exci", "governm", "edinburgh", "criti", "organiz"] {
            assert!(!ENGLISH.knows(piece), "{piece}");
        }
        for piece in ["exci", "organiz", "innovat", "statu", "criti"] {
            assert!(ENGLISH.ending(piece) == Ending::BreaksOff, "{piece}");
        }
        for word in ["kubelet", "tmpfs", "rimraf", "atm", "harbour"] {
            assert!(ENGLISH.ending(word) != Ending::BreaksOff, "{word}");
        }
    }
}
