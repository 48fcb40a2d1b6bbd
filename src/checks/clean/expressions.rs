//! Words and forms of sentences as regular expressions, and what spares most texts the look at them.

use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};

use aho_corasick::AhoCorasick;
use automaton::Automaton;
use needs::{Need, Reader};

mod automaton;
mod names;
mod needs;

pub(super) use names::Names;

/// Blanks in an [`Expression`], among them the one that holds words together.
const BLANKS: &str = r"(?:\s|\xC2\xA0)+";

/// Words as alternatives of an [`Expression`], the longest first; blanks match any blanks.
pub(super) fn alternatives(words: &[String]) -> String {
    let mut words: Vec<&str> = words.iter().map(String::as_str).collect();
    words.sort_by_key(|word| std::cmp::Reverse(word.len()));
    let escaped = |word: &&str| word.split(' ').map(regex::escape).collect::<Vec<_>>().join(BLANKS);
    format!("(?:{})", words.iter().map(escaped).collect::<Vec<_>>().join("|"))
}

/// An expression that is made when the first text is held against it: most articles have none of the words that lead to it.
///
/// Its words, blanks and boundaries are those of ASCII, and it is held against bytes: with those of all alphabets a search leaves its automaton at the
/// first letter that is not ASCII, and an automaton that knows them takes ten times the memory. A class of characters cannot hold one beyond ASCII.
pub(super) struct Expression {
    pattern: String,
    /// Parts that it has by their names.
    names: Option<Arc<Names>>,
    made: OnceLock<Option<Automaton>>,
}

impl Expression {
    pub(super) fn of(pattern: &str) -> Self {
        Self { pattern: pattern.to_owned(), names: None, made: OnceLock::new() }
    }

    /// One that shares parts with others: a list of words that stands in it again and again is read once.
    pub(super) fn with_names(names: &Arc<Names>, pattern: &str) -> Self {
        Self { names: Some(names.clone()), ..Self::of(pattern) }
    }

    fn get(&self) -> Option<&Automaton> {
        self.made
            .get_or_init(|| {
                let made = match &self.names {
                    Some(names) => names.hir(&self.pattern).and_then(|hir| Automaton::of_hir(&hir).ok()),
                    None => Automaton::of(&self.pattern).ok(),
                };
                // One that is too large or wrong finds nothing, and nobody would notice.
                debug_assert!(made.is_some(), "“{}” is no expression", self.pattern);
                made
            })
            .as_ref()
    }

    pub(super) fn is_match(&self, text: &str) -> bool {
        self.get().is_some_and(|expression| expression.is_match(text))
    }

    /// Where it ends, if it is anchored and the text begins so.
    pub(super) fn end_in(&self, text: &str) -> Option<usize> {
        self.get()?.end_in(text)
    }
}

/// Expressions of which only those are held against a text that can match it: of dozens of forms hardly one is made. A single expression of all of
/// them would be a large one, whose automaton a few hundred sentences fill.
pub(super) struct Forms {
    names: Arc<Names>,
    all: Vec<Form>,
    held: OnceLock<Held>,
}

/// An expression with names, and what is made of it.
struct Form {
    pattern: String,
    made: OnceLock<Option<Automaton>>,
}

impl Form {
    fn is_match(&self, names: &Names, text: &str) -> bool {
        let made = self.made.get_or_init(|| {
            let made = names.hir(&self.pattern).and_then(|hir| Automaton::of_hir(&hir).ok());
            debug_assert!(made.is_some(), "“{}” is no expression", self.pattern);
            made
        });
        made.as_ref().is_some_and(|made| made.is_match(text))
    }
}

/// What texts must hold.
struct Held {
    /// Finds the literals of all needs.
    literals: Option<AhoCorasick>,
    /// Which needs each literal meets.
    meets: Vec<Vec<usize>>,
    /// The needs of each form, as bits.
    of_forms: Vec<Vec<u64>>,
}

impl Forms {
    pub(super) fn of<P: AsRef<str>>(names: &Arc<Names>, patterns: impl IntoIterator<Item = P>) -> Self {
        let forms = patterns.into_iter().map(|pattern| Form { pattern: pattern.as_ref().to_owned(), made: OnceLock::new() });
        Self { names: names.clone(), all: forms.collect(), held: OnceLock::new() }
    }

    pub(super) fn is_match(&self, text: &str) -> bool {
        self.first_match(text).is_some()
    }

    /// The first of the expressions that matches, by its place among them.
    pub(super) fn first_match(&self, text: &str) -> Option<usize> {
        let held = self.held.get_or_init(|| Held::of(&self.names, &self.all));
        let met = held.met(text);
        let is_met = |needs: &[u64]| needs.iter().zip(&met).all(|(needs, met)| needs & !met == 0);
        let is_match = |form: &Form| form.is_match(&self.names, text);
        self.all.iter().zip(&held.of_forms).position(|(form, needs)| {
            debug_assert!(is_met(needs) || !is_match(form), "“{}” needs less than was read from it for “{text}”", form.pattern);
            is_met(needs) && is_match(form)
        })
    }
}

impl Held {
    fn of(names: &Names, forms: &[Form]) -> Self {
        let reader = names.reader.get_or_init(|| Reader::of(&names.parts));
        let mut needs: Vec<Need> = Vec::new();
        let mut of_forms = Vec::with_capacity(forms.len());
        for form in forms {
            let mut bits = Vec::new();
            for need in reader.needs(&form.pattern) {
                let at = needs.iter().position(|known| *known == need).unwrap_or_else(|| {
                    needs.push(need);
                    needs.len() - 1
                });
                bits.resize(bits.len().max(at / 64 + 1), 0);
                if let Some(slot) = bits.get_mut(at / 64) {
                    *slot |= 1 << (at % 64);
                }
            }
            of_forms.push(bits);
        }
        let mut meets: BTreeMap<&[u8], Vec<usize>> = BTreeMap::new();
        for (at, need) in needs.iter().enumerate() {
            for literal in need {
                meets.entry(literal).or_default().push(at);
            }
        }
        // More literals than an automaton takes: every form is held against every text.
        let literals = AhoCorasick::builder().ascii_case_insensitive(true).build(meets.keys()).ok();
        if literals.is_none() {
            of_forms.iter_mut().for_each(Vec::clear);
        }
        Self { literals, meets: meets.into_values().collect(), of_forms }
    }

    /// The needs that a text meets, as bits.
    fn met(&self, text: &str) -> Vec<u64> {
        let mut met = vec![0; self.of_forms.iter().map(Vec::len).max().unwrap_or(0)];
        for found in self.literals.iter().flat_map(|literals| literals.find_overlapping_iter(text)) {
            for at in self.meets.get(found.pattern().as_usize()).into_iter().flatten() {
                if let Some(slot) = met.get_mut(at / 64) {
                    *slot |= 1 << (at % 64);
                }
            }
        }
        met
    }
}

/// Words known by a few bits, so that most texts need no closer look. What it does not know is none of them.
pub(super) struct Known([u64; 64]);

impl Known {
    /// Whole words, or the first words of phrases.
    pub(super) fn of<'w>(words: impl IntoIterator<Item = &'w str>) -> Self {
        let mut bits = [0; 64];
        for word in words {
            let place = Self::place(word.as_bytes().iter().copied().take_while(|byte| is_letter(*byte)));
            if let Some(slot) = bits.get_mut(place / 64) {
                *slot |= 1 << (place % 64);
            }
        }
        Self(bits)
    }

    fn place(word: impl Iterator<Item = u8>) -> usize {
        Self::slot(word.fold(0_u32, Self::step))
    }

    fn step(hash: u32, byte: u8) -> u32 {
        hash.wrapping_mul(31).wrapping_add(u32::from(byte.to_ascii_lowercase()))
    }

    const fn slot(hash: u32) -> usize {
        (hash.wrapping_mul(0x9e37_79b1) >> 20) as usize
    }

    fn has(&self, place: usize) -> bool {
        self.0.get(place / 64).is_some_and(|bits| bits >> (place % 64) & 1 == 1)
    }

    /// Whether the word that a text begins with may be one of them.
    pub(super) fn may_begin(&self, text: &str) -> bool {
        self.has(Self::place(text.bytes().take_while(|byte| is_letter(*byte))))
    }

    /// Whether three words of a text may be among them.
    pub(super) fn may_hold_several(&self, text: &str) -> bool {
        self.held(text, 3)
    }

    /// Whether any word of a text may be one of them.
    pub(super) fn may_hold(&self, text: &str) -> bool {
        self.held(text, 1)
    }

    /// Whether so many words of a text may be among them.
    fn held(&self, text: &str, several: usize) -> bool {
        if !text.is_ascii() {
            return text
                .split(|c: char| !c.is_alphabetic())
                .filter(|word| !word.is_empty() && self.may_begin(word))
                .nth(several - 1)
                .is_some();
        }
        let (mut hash, mut is_word, mut held) = (0_u32, false, 0);
        // The blank behind the text ends its last word.
        for byte in text.bytes().chain([b' ']) {
            if byte.is_ascii_alphabetic() {
                hash = Self::step(hash, byte);
                is_word = true;
            } else if is_word {
                held += usize::from(self.has(Self::slot(hash)));
                if held == several {
                    return true;
                }
                (hash, is_word) = (0, false);
            }
        }
        false
    }
}

const fn is_letter(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte >= 0x80
}

/// A text in lower case, with straight apostrophes and single blanks.
pub(super) fn plain(text: &str) -> String {
    if text.is_ascii() {
        return text.to_ascii_lowercase();
    }
    text.to_lowercase().replace(['’', '‘'], "'").replace('\u{a0}', " ")
}
