//! What several rules ask about the words around a value: hedges before it, what stands in brackets behind it, its counted noun.

use super::words::WordList;
use super::{Amount, Bound, Dimension, Quantity, Sentence, Unit, stem};

/// Words that may stand between a preposition or a verb and its value without changing which value it is.
const HEDGES: &WordList = &WordList::of([
    "a",
    "about",
    "above",
    "almost",
    "an",
    "approximately",
    "around",
    "at",
    "average",
    "below",
    "estimated",
    "exactly",
    "full",
    "high",
    "i.e",
    "just",
    "least",
    "less",
    "level",
    "low",
    "mere",
    "modest",
    "more",
    "most",
    "nearly",
    "of",
    "only",
    "over",
    "peak",
    "record",
    "roughly",
    "some",
    "than",
    "the",
    "total",
    "under",
    "well",
    "whopping",
]);

/// No value has more hedges before it; a text of nothing else takes no longer for it.
const MOST_HEDGES: usize = 12;

/// How many terms before and behind a place are looked at for words that change what is meant there.
const NEAR: usize = 60;

impl<'f> Sentence<'f> {
    /// The terms around a place, as far as its sentence speaks of it: from and to before.
    #[must_use]
    pub fn around(&self, at: usize) -> (usize, usize) {
        (at.saturating_sub(NEAR), (at + NEAR).min(self.terms.len()))
    }

    /// The last term before `at` that is no hedge, or `None` at the beginning of the sentence.
    #[must_use]
    pub fn before_hedges(&self, at: usize) -> Option<usize> {
        (at.saturating_sub(MOST_HEDGES)..at).rev().find(|before| !self.is_hedge(*before))
    }

    /// The first term from `at` on that is no hedge.
    #[must_use]
    pub fn behind_hedges(&self, at: usize) -> usize {
        (at..at + MOST_HEDGES).find(|at| !self.is_hedge(*at)).unwrap_or(at + MOST_HEDGES)
    }

    fn is_hedge(&self, at: usize) -> bool {
        matches!(self.mark(at), Some('~' | '≈')) || self.word(at).is_some_and(|word| HEDGES.has(word))
    }

    /// The quantity that is all there is, but for hedges, in the round brackets that open at `at`; with its place.
    #[must_use]
    pub fn alone_in_brackets(&self, at: usize) -> Option<(usize, &'f Quantity)> {
        if self.mark(at) != Some('(') {
            return None;
        }
        let mut inside = at + 1;
        for phrase in [&["that", "is"][..], &["i", "e"], &["ie"], &["or"], &["equal", "to"], &["equals"]] {
            if self.are(inside, phrase) {
                inside += phrase.len();
            }
        }
        while matches!(self.mark(inside), Some('.' | ',' | '=')) {
            inside += 1;
        }
        let inside = self.behind_hedges(inside);
        let quantity = self.quantity(inside)?;
        (self.mark(inside + 1) == Some(')')).then_some((inside, quantity))
    }

    /// The first term behind the words for what a quantity at `at` counts.
    #[must_use]
    pub fn behind_noun(&self, at: usize) -> usize {
        let Some(quantity) = self.quantity(at).filter(|quantity| !quantity.noun.is_empty()) else { return at + 1 };
        (at + 1..self.terms.len())
            .find(|at| self.terms.get(*at).is_some_and(|term| term.text.start() >= quantity.noun.end()))
            .unwrap_or(self.terms.len())
    }

    /// Whether one of these stems begins a word of the sentence from `from` to before `to`.
    #[must_use]
    pub fn has_stem(&self, from: usize, to: usize, stems: &[&str]) -> bool {
        (from..to.min(self.terms.len())).filter_map(|at| self.word(at)).any(|word| {
            let lower = word.to_ascii_lowercase();
            stems.iter().any(|stem| lower.starts_with(stem))
        })
    }

    /// Whether two amounts of things may be counts of the same: one of the nouns is missing, or their last words are one.
    #[must_use]
    pub fn same_noun(&self, one: &Quantity, other: &Quantity) -> bool {
        let head = |quantity: &Quantity| self.cut(quantity.noun).split([' ', '-']).next_back().map(stem).unwrap_or_default();
        let (one, other) = (head(one), head(other));
        one.is_empty() || other.is_empty() || one == other
    }
}

impl Amount {
    /// The value as it may have been before it was rounded to print, in the number's own unit: `(low, high)`. Unlike [`Amount::interval`], the
    /// last digit of a short number counts, and a multiple of five may be a rounded one.
    #[must_use]
    pub fn rounding(&self) -> (f64, f64) {
        let value = self.number.value;
        let is_five =
            value.abs() >= 10.0 && (value / self.number.magnitude) % 5.0 == 0.0 && self.number.resolution == self.number.magnitude;
        let half = if is_five { 2.5 * self.number.magnitude } else { self.number.resolution / 2.0 };
        (value - half, value + half)
    }

    /// Whether it is a bare count.
    #[must_use]
    pub fn is_count(&self) -> bool {
        self.unit.dimension == Dimension::Count
    }
}

impl Unit {
    /// Whether two units are one.
    #[must_use]
    pub fn is(&self, other: &Self) -> bool {
        self.dimension == other.dimension && (self.factor - other.factor).abs() <= self.factor.abs() * 1e-9 && self.zero == other.zero
    }
}

impl Bound {
    /// Whether it leaves one side open.
    #[must_use]
    pub const fn is_open(self) -> bool {
        matches!(self, Self::AtLeast | Self::MoreThan | Self::AtMost | Self::LessThan)
    }
}

/// A number as a message prints it: at most one decimal where that is enough, else two.
#[must_use]
pub fn shown(value: f64) -> String {
    let decimals = if value.abs() >= 100.0 { 0 } else { usize::from(value.abs() < 1.0) + 1 };
    let text = format!("{value:.decimals$}");
    if text.contains('.') { text.trim_end_matches('0').trim_end_matches('.').to_owned() } else { text }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_shown_short() {
        assert_eq!((shown(75.0), shown(33.333), shown(0.456), shown(1234.5)), ("75".into(), "33.3".into(), "0.46".into(), "1234".into()));
    }
}
