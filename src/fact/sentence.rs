//! Sentences as rows of terms.

use super::lexer::Lexeme;
use super::tokens::Tokens;
use super::words::WordList;
use super::{Date, Facts, Quantity, Time};
use crate::document::BlockId;
use crate::span::Span;

/// A sentence that holds a value.
#[derive(Clone, Copy, Debug)]
pub(super) struct Range {
    pub block: BlockId,
    pub text: Span,
    /// Its terms, from and to before.
    pub terms: (u32, u32),
    /// Its values among all of the article: from and to before.
    pub values: Values<(u32, u32)>,
}

/// Something of each kind of value.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Values<T> {
    pub quantities: T,
    pub dates: T,
    pub times: T,
}

/// A word, mark or value of a sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Term {
    /// What it is.
    pub kind: TermKind,
    /// Where, in [`crate::document::Document::text`].
    pub text: Span,
}

/// What a term is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TermKind {
    /// A word.
    Word,
    /// A mark of punctuation or a sign.
    Mark(char),
    /// Index of a quantity.
    Quantity(u32),
    /// Index of a date.
    Date(u32),
    /// Index of a time of the day.
    Time(u32),
    /// Code, an address, a number that names something.
    Other,
}

/// A sentence, to be asked about its terms. A question about a place outside is answered with nothing.
#[derive(Clone, Copy)]
pub struct Sentence<'f> {
    facts: &'f Facts<'f>,
    /// The leaf block that holds it.
    pub block: BlockId,
    /// Its range in [`crate::document::Document::text`].
    pub text: Span,
    /// Its terms.
    pub terms: &'f [Term],
    /// Index of its first term among all of the article.
    first: u32,
    /// Its values among all of the article: from and to before.
    values: Values<(u32, u32)>,
}

impl<'f> Sentence<'f> {
    pub(super) fn new(facts: &'f Facts<'_>, range: &Range) -> Self {
        let terms = facts.terms.get(range.terms.0 as usize..range.terms.1 as usize).unwrap_or_default();
        Self { facts, block: range.block, text: range.text, terms, first: range.terms.0, values: range.values }
    }

    /// What is printed.
    #[must_use]
    pub fn printed(&self) -> &'f str {
        self.facts.printed(self.text)
    }

    /// What is printed at a term.
    #[must_use]
    pub fn printed_at(&self, at: usize) -> &'f str {
        self.terms.get(at).map_or("", |term| self.facts.printed(term.text))
    }

    /// The word at a term, if it is one.
    #[must_use]
    pub fn word(&self, at: usize) -> Option<&'f str> {
        self.terms.get(at).filter(|term| term.kind == TermKind::Word).map(|term| self.facts.printed(term.text))
    }

    /// Whether this word stands there, in whatever case.
    #[must_use]
    pub fn is(&self, at: usize, word: &str) -> bool {
        self.word(at).is_some_and(|found| found.eq_ignore_ascii_case(word))
    }

    /// Whether one of these words stands there, in whatever case.
    #[must_use]
    pub fn is_any<W: AsRef<str>>(&self, at: usize, words: &[W]) -> bool {
        self.word(at).is_some_and(|found| words.iter().any(|word| found.eq_ignore_ascii_case(word.as_ref())))
    }

    /// Whether these words stand there one after another.
    #[must_use]
    pub fn are(&self, at: usize, words: &[&str]) -> bool {
        words.iter().zip(at..).all(|(word, at)| self.is(at, word))
    }

    /// Whether one of these words stands among the terms from `from` to before `to`.
    #[must_use]
    pub fn has_any<W: AsRef<str>>(&self, from: usize, to: usize, words: &[W]) -> bool {
        (from..to.min(self.terms.len())).any(|at| self.is_any(at, words))
    }

    /// The mark at a term.
    #[must_use]
    pub fn mark(&self, at: usize) -> Option<char> {
        self.terms.get(at).and_then(|term| if let TermKind::Mark(mark) = term.kind { Some(mark) } else { None })
    }

    /// The quantity at a term.
    #[must_use]
    pub fn quantity(&self, at: usize) -> Option<&'f Quantity> {
        let TermKind::Quantity(index) = self.terms.get(at)?.kind else { return None };
        self.facts.quantities.get(index as usize)
    }

    /// The date at a term.
    #[must_use]
    pub fn date(&self, at: usize) -> Option<&'f Date> {
        let TermKind::Date(index) = self.terms.get(at)?.kind else { return None };
        self.facts.dates.get(index as usize)
    }

    /// The time of the day at a term.
    #[must_use]
    pub fn time(&self, at: usize) -> Option<&'f Time> {
        let TermKind::Time(index) = self.terms.get(at)?.kind else { return None };
        self.facts.times.get(index as usize)
    }

    /// All quantities with the places of their terms.
    pub fn quantities(&self) -> impl Iterator<Item = (usize, &'f Quantity)> {
        self.placed(self.values.quantities, &self.facts.quantities, &self.facts.places.quantities)
    }

    /// All dates with the places of their terms.
    pub fn dates(&self) -> impl Iterator<Item = (usize, &'f Date)> {
        self.placed(self.values.dates, &self.facts.dates, &self.facts.places.dates)
    }

    /// All times of the day with the places of their terms.
    pub fn times(&self) -> impl Iterator<Item = (usize, &'f Time)> {
        self.placed(self.values.times, &self.facts.times, &self.facts.places.times)
    }

    /// Values of one kind with the places of their terms.
    fn placed<V>(&self, (from, to): (u32, u32), all: &'f [V], places: &'f [u32]) -> impl Iterator<Item = (usize, &'f V)> + use<'f, V> {
        let range = from as usize..to as usize;
        let first = self.first;
        let places = places.get(range.clone()).unwrap_or_default().iter().map(move |place| (place - first) as usize);
        places.zip(all.get(range).unwrap_or_default())
    }

    /// The bytes of the source that a range of the text was made of.
    #[must_use]
    pub fn source(&self, text: Span) -> Span {
        self.facts.source(text)
    }

    /// What is printed at a range of the text.
    #[must_use]
    pub fn cut(&self, text: Span) -> &'f str {
        self.facts.printed(text)
    }
}

/// Abbreviations whose full stop ends no sentence, in lower case.
const ABBREVIATIONS: &WordList = &WordList::of([
    "al", "approx", "apr", "art", "aug", "ave", "capt", "cf", "ch", "co", "col", "corp", "dec", "dept", "dr", "ed", "eds", "eg", "eq",
    "est", "etc", "feb", "fig", "figs", "fri", "gen", "gov", "hon", "ie", "inc", "jan", "jr", "jul", "jun", "lt", "ltd", "mar", "max",
    "min", "mon", "mr", "mrs", "ms", "mt", "no", "nos", "nov", "oct", "op", "p", "pp", "prof", "rep", "rev", "sat", "sec", "sen", "sep",
    "sept", "sgt", "sr", "st", "sun", "thu", "tue", "univ", "viz", "vol", "vs", "wed",
]);

/// Whether a sentence ends before the token `at`: a closing mark stands there, no abbreviation before it, and what follows begins like a sentence.
pub(super) fn ends_before(tokens: &Tokens<'_>, at: usize) -> bool {
    // Brackets and quotation marks that close behind the full stop belong to the sentence that ends.
    let mut last = at - 1;
    while last > 0
        && tokens.mark(last).is_some_and(|mark| matches!(mark, ')' | ']' | '"' | '”' | '’' | '\'' | '»'))
        && tokens.is_tight(last)
    {
        last -= 1;
    }
    let Some(mark) = tokens.mark(last).filter(|mark| matches!(mark, '.' | '!' | '?' | '…')) else { return false };
    if tokens.is_tight(at) {
        return false;
    }
    if mark == '.'
        && let Some(word) = last.checked_sub(1).and_then(|before| tokens.word(before))
    {
        let initial = word.chars().count() == 1 && word.chars().all(char::is_alphabetic) && word != "I";
        // "example.gov." is no abbreviation.
        let is_part = last >= 2 && tokens.mark(last - 2) == Some('.') && tokens.is_tight(last - 1);
        if initial && !is_part || ABBREVIATIONS.has(word) && !is_part && !begins_plainly(tokens, at) {
            return false;
        }
    }
    match tokens.get(at).map(|token| token.lexeme) {
        Some(Lexeme::Word) => tokens.word(at).and_then(|word| word.chars().next()).is_some_and(|first| !first.is_lowercase()),
        Some(Lexeme::Mark(mark)) => matches!(mark, '"' | '“' | '‘' | '(' | '[' | '$' | '€' | '£' | '«'),
        Some(Lexeme::Number | Lexeme::Other) => true,
        None => true,
    }
}

/// Where a text may be cut because a sentence ends there whatever follows: behind a closing mark after a word in lower case, before a capital.
/// Not every sentence ends so; what is cut off is one sentence or several.
pub(super) fn surely_ends(text: &str) -> usize {
    /// Letters of a word that is no abbreviation.
    const LETTERS: usize = 4;
    let bytes = text.as_bytes();
    let mut from = 0;
    while let Some(mark) = bytes.get(from..).and_then(|rest| memchr::memchr3(b'.', b'!', b'?', rest)).map(|at| from + at) {
        from = mark + 1;
        let letters =
            bytes.get(..mark).map_or(0, |before| before.iter().rev().take(12).take_while(|byte| byte.is_ascii_lowercase()).count());
        let begins = matches!(bytes.get(mark + 1..mark + 3), Some([b' ', next]) if next.is_ascii_uppercase());
        if begins && letters >= LETTERS && text.get(mark - letters..mark).is_none_or(|word| !ABBREVIATIONS.has(word)) {
            return mark + 2;
        }
    }
    text.len()
}

/// Whether the word at `at` begins a sentence even behind an abbreviation ("… Inc. The").
fn begins_plainly(tokens: &Tokens<'_>, at: usize) -> bool {
    tokens.word(at).is_some_and(|word| word.starts_with(|first: char| first.is_uppercase()) && super::words::is_function_word(word))
}

/// Quotations of more than three words in a text, as ranges of the document's text; `base` is the offset of `text` in it.
pub(super) fn quotations(text: &str, base: u32) -> Vec<Span> {
    const WORDS: usize = 3;
    /// The first byte of all those marks but `"`.
    const FIRST: u8 = 0xe2;
    let mut found = Vec::new();
    if memchr::memchr2(b'"', FIRST, text.as_bytes()).is_none() {
        return found;
    }
    let mut open: Option<(usize, char)> = None;
    for (at, mark) in text.char_indices().filter(|(_, mark)| matches!(mark, '"' | '“' | '”' | '„')) {
        match open {
            Some((start, opening)) if mark == '”' || mark == '"' && opening == '"' || mark == '“' && opening == '„' => {
                let inside = text.get(start..at).unwrap_or("");
                if inside.split_whitespace().count() > WORDS {
                    found.push(Span::of(base as usize + start, base as usize + at));
                }
                open = None;
            }
            // An inch mark opens nothing.
            _ if mark == '"' && text.get(..at).is_some_and(|before| before.ends_with(|last: char| last.is_ascii_digit())) => {}
            _ if mark != '”' => open = Some((at + mark.len_utf8(), mark)),
            _ => {}
        }
    }
    found
}
