//! Changes: one value that becomes another ("from A to B", "B, up from A"), and the words that say in which direction.

use super::{Amount, Connector, Dimension, Quantity, Sentence, TermKind};
use crate::span::Span;

mod size;

pub use size::{Size, StatedSize};

/// Upwards or downwards.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    /// To more.
    Up,
    /// To less.
    Down,
}

/// A change from one value to another.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Change {
    /// The value before.
    pub from: Amount,
    /// The value after.
    pub to: Amount,
    /// Its terms, from the first to before `end`.
    pub start: usize,
    /// The first term behind it.
    pub end: usize,
    /// From the first value to the second, in the order they are printed.
    pub text: Span,
    /// A value of both is hedged.
    pub is_vague: bool,
    /// The value after it stands first, and words that name the change may stand between both.
    pub is_reversed: bool,
}

/// Words that say that something becomes more.
const UP: &[&str] = &[
    "rise",
    "rises",
    "rose",
    "risen",
    "rising",
    "increase",
    "increases",
    "increased",
    "increasing",
    "grow",
    "grows",
    "grew",
    "grown",
    "growing",
    "climb",
    "climbs",
    "climbed",
    "climbing",
    "jump",
    "jumps",
    "jumped",
    "jumping",
    "soar",
    "soars",
    "soared",
    "soaring",
    "surge",
    "surges",
    "surged",
    "surging",
    "swelled",
    "swollen",
    "swelling",
    "expand",
    "expanded",
    "expanding",
    "skyrocketed",
    "skyrocketing",
    "rocketed",
    "ballooned",
    "ballooning",
    "doubled",
    "doubling",
    "tripled",
    "tripling",
    "quadrupled",
];

/// Words that say that something becomes less.
const DOWN: &[&str] = &[
    "fall",
    "falls",
    "fell",
    "fallen",
    "falling",
    "drop",
    "drops",
    "dropped",
    "dropping",
    "decline",
    "declines",
    "declined",
    "declining",
    "decrease",
    "decreases",
    "decreased",
    "decreasing",
    "shrink",
    "shrinks",
    "shrank",
    "shrunk",
    "shrinking",
    "plunge",
    "plunged",
    "plunging",
    "plummet",
    "plummeted",
    "plummeting",
    "tumbled",
    "tumbling",
    "sank",
    "sunk",
    "slumped",
    "slumping",
    "dipped",
    "dipping",
    "reduce",
    "reduces",
    "reduced",
    "reducing",
    "slashed",
    "slashing",
    "lowered",
    "lowering",
    "dwindled",
    "dwindling",
    "halved",
    "halving",
    "shortened",
    "cut",
    "cuts",
    "cutting",
    "slashing",
    "shortening",
    "trimmed",
];

/// What something becomes more by, as a noun or a comparison.
const MORE: &[&str] = &[
    "increase",
    "rise",
    "growth",
    "jump",
    "gain",
    "surge",
    "climb",
    "uptick",
    "hike",
    "boost",
    "spike",
    "uplift",
    "expansion",
    "more",
    "higher",
    "larger",
    "greater",
    "bigger",
    "increases",
    "leap",
];

/// What something becomes less by.
const LESS: &[&str] = &[
    "decrease",
    "decline",
    "drop",
    "fall",
    "reduction",
    "cut",
    "dip",
    "slump",
    "plunge",
    "contraction",
    "less",
    "lower",
    "fewer",
    "smaller",
    "shorter",
    "cheaper",
    "saving",
    "savings",
    "reductions",
];

/// The direction of a verb.
#[must_use]
pub fn direction_of_verb(word: &str) -> Option<Direction> {
    one_of(word, UP, DOWN)
}

/// The direction of a noun or a comparison that stands with an amount of change.
#[must_use]
pub fn direction_of_amount(word: &str) -> Option<Direction> {
    one_of(word, MORE, LESS)
}

fn one_of(word: &str, up: &[&str], down: &[&str]) -> Option<Direction> {
    let has = |words: &[&str]| words.iter().any(|known| word.eq_ignore_ascii_case(known));
    if has(up) {
        Some(Direction::Up)
    } else if has(down) {
        Some(Direction::Down)
    } else {
        None
    }
}

impl Change {
    /// What the value before is multiplied by, as far as rounding leaves it open: `(low, high)`.
    #[must_use]
    pub fn ratio(&self) -> (f64, f64) {
        // What is printed in full and is not large was counted or charged, not rounded: 1,200 is 1,200, and 25,000 may be 24,812.
        let is_exact = |amount: &Amount| amount.number.magnitude == 1.0 && amount.number.value.fract() == 0.0 && amount.number.value < 1e4;
        let interval = |amount: &Amount| {
            let interval = amount.interval(super::Bound::Exact);
            if is_exact(amount) { interval } else { interval.unrounded() }
        };
        let (from, to) = (interval(&self.from), interval(&self.to));
        (to.low / from.high, to.high / from.low)
    }

    /// Whether the second value is larger or smaller, beyond rounding.
    #[must_use]
    pub fn direction(&self) -> Option<Direction> {
        let (low, high) = self.ratio();
        if low > 1.0 + 1e-9 {
            Some(Direction::Up)
        } else if high < 1.0 - 1e-9 {
            Some(Direction::Down)
        } else {
            None
        }
    }

    /// All changes of a sentence.
    #[must_use]
    pub fn all(sentence: &Sentence<'_>) -> Vec<Self> {
        let mut found = Vec::new();
        if sentence.quantities().nth(1).is_none() && sentence.quantities().all(|(_, quantity)| quantity.high.is_none()) {
            return found;
        }
        for (at, quantity) in sentence.quantities() {
            let change =
                within(sentence, at, quantity).or_else(|| apart(sentence, at, quantity)).or_else(|| reversed(sentence, at, quantity));
            found.extend(change.filter(|change| change.is_measurable() && !change.is_cut(sentence)));
        }
        found
    }

    /// Ratios of temperatures and of what may be negative say nothing, and a point is no part of anything.
    fn is_measurable(&self) -> bool {
        let dimension = self.from.unit.dimension;
        // "from 1.1 to 1.2" are versions.
        let is_version = |amount: &Amount| amount.is_count() && amount.number.magnitude == 1.0 && amount.number.value.fract() != 0.0;
        !is_version(&self.from)
            && !is_version(&self.to)
            && self.from.number.value > 0.0
            && self.to.number.value > 0.0
            && dimension == self.to.unit.dimension
            && !matches!(dimension, Dimension::Temperature | Dimension::Points | Dimension::Age | Dimension::Times)
    }

    /// Whether one of the values is half of a compound one ("2 hours 51 minutes").
    fn is_cut(&self, sentence: &Sentence<'_>) -> bool {
        let is_part = |at: usize| {
            let inside = sentence.quantity(at).and_then(Quantity::single).is_some_and(|amount| {
                amount.unit.dimension == self.from.unit.dimension && !amount.is_count() && !amount.unit.is(&self.from.unit)
            });
            inside && !sentence.quantity(at).is_some_and(|quantity| self.text.contains(quantity.text))
        };
        let last = self.end.saturating_sub(1);
        [last + 1, last + 2].into_iter().any(is_part)
            || (1..=2).any(|back| self.start.checked_sub(back).is_some_and(is_part))
            || self.is_reversed
                && (self.start + 1..self.end).any(|at| {
                    sentence.quantity(at).is_some_and(|quantity| {
                        quantity.low.unit.dimension == self.from.unit.dimension && quantity.low.text != self.from.text
                    })
                })
    }

    /// The word of direction that governs the change ("rose", "reduced the time", "up"), with its place.
    #[must_use]
    pub fn verb(&self, sentence: &Sentence<'_>) -> Option<(Direction, usize)> {
        const STOP: &[&str] = &[
            "and", "but", "or", "to", "that", "which", "who", "if", "when", "with", "because", "while", "not", "for", "as", "than", "is",
            "are", "was", "were", "be", "by", "ranging", "range", "ranges", "where", "then", "at", "on",
        ];
        if self.is_reversed {
            let mark = (self.start + 1..self.end).find(|at| sentence.is_any(*at, &["up", "down"]))?;
            return Some((if sentence.is(mark, "up") { Direction::Up } else { Direction::Down }, mark));
        }
        // "went up from", "is down from".
        if let Some(before) = self.start.checked_sub(1).filter(|before| sentence.is_any(*before, &["up", "down"])) {
            let is_move =
                before.checked_sub(1).is_some_and(|verb| sentence.has_stem(verb, before, &["mov", "jump", "count", "climb", "step"]));
            let direction = if sentence.is(before, "up") { Direction::Up } else { Direction::Down };
            return (!is_move || !self.from.is_count()).then_some((direction, before));
        }
        let mut passed = 0;
        for at in (self.start.saturating_sub(8)..self.start).rev() {
            match sentence.terms.get(at)?.kind {
                TermKind::Word => {
                    let word = sentence.word(at)?;
                    if let Some(direction) = direction_of_verb(word) {
                        // "a growing team", "the falling price": a participle before its noun governs nothing.
                        let is_adjective = passed > 0 && word.ends_with("ing");
                        let negated = (at.saturating_sub(3)..at).any(|at| {
                            sentence.is_any(at, &["not", "never", "no", "without", "instead", "rather", "than"])
                                || sentence.word(at).is_some_and(|word| word.ends_with("n't") || word.ends_with("n’t"))
                        });
                        return (!is_adjective && !negated).then_some((direction, at));
                    }
                    let is_light = sentence.is_any(at, &["by", "over", "in", "the", "last", "about", "nearly"]) || word.ends_with("ly");
                    if !sentence.is(at, "by") && sentence.is_any(at, STOP) {
                        return None;
                    }
                    passed += usize::from(!is_light);
                }
                TermKind::Quantity(_) => {
                    let is_amount = sentence.quantity(at).is_some_and(|quantity| {
                        matches!(quantity.low.unit.dimension, Dimension::Percent | Dimension::Times | Dimension::Time)
                    });
                    if !is_amount {
                        return None;
                    }
                }
                TermKind::Date(_) => {}
                TermKind::Mark(',' | '(' | ':') if at + 1 == self.start => {}
                _ => return None,
            }
        }
        None
    }
}

/// "from 40 to 60 minutes": both ends are one quantity.
fn within(sentence: &Sentence<'_>, at: usize, quantity: &Quantity) -> Option<Change> {
    let (Connector::FromTo, to) = quantity.high? else { return None };
    let from = sentence.before_hedges(at).filter(|before| sentence.is(*before, "from"))?;
    let mixed = quantity.rates.iter().any(|rate| Some(rate) != quantity.rates.first());
    let printed = sentence.cut(quantity.text);
    // "from 500 to 1.5 million" does not say which 500 it is.
    let shares_magnitude = quantity.low.number.magnitude > 1.0
        && !sentence.cut(quantity.low.text).bytes().any(|byte| byte.is_ascii_alphabetic())
        && quantity.low.number.value > to.number.value;
    if mixed || shares_magnitude {
        return None;
    }
    let hedged = printed.split_whitespace().any(|word| {
        ["about", "around", "roughly", "approximately", "nearly", "almost", "over", "under", "least", "most", "than"].contains(&word)
    });
    let before_low = (from + 1..at).any(|at| !sentence.is_any(at, &["a", "an", "the", "only", "just"]));
    Some(Change {
        from: quantity.low,
        to,
        start: from,
        end: sentence.behind_noun(at),
        text: sentence.terms.get(from)?.text.join(quantity.text),
        is_vague: hedged || before_low || quantity.bound.is_vague(),
        is_reversed: false,
    })
}

/// "from 80 in 2019 to 60 in 2020": two quantities with little between them.
fn apart(sentence: &Sentence<'_>, at: usize, quantity: &Quantity) -> Option<Change> {
    let from = sentence.before_hedges(at).filter(|before| sentence.is(*before, "from"))?;
    let low = quantity.single()?;
    let mut to = at + 1;
    while !sentence.is(to, "to") {
        let passes = match sentence.terms.get(to)?.kind {
            TermKind::Word => !sentence.is_any(to, &["from", "and", "but", "or", "which", "that", "who", "with"]),
            TermKind::Date(_) | TermKind::Mark('(' | ')') => true,
            _ => false,
        };
        if !passes || to > at + 7 {
            return None;
        }
        to += 1;
    }
    let second = sentence.behind_hedges(to + 1);
    let other = sentence.quantity(second)?;
    let high = other.single()?;
    if !quantity.is_comparable(other) || !sentence.same_noun(quantity, other) {
        return None;
    }
    Some(Change {
        from: *low,
        to: *high,
        start: from,
        end: sentence.behind_noun(second),
        text: sentence.terms.get(from)?.text.join(other.text),
        is_vague: quantity.bound.is_vague() || other.bound.is_vague(),
        is_reversed: false,
    })
}

/// "60 members, up 50 % from 40", "rose to 60 from 40": the value after it first.
fn reversed(sentence: &Sentence<'_>, at: usize, quantity: &Quantity) -> Option<Change> {
    let to = quantity.single()?;
    let mut from = at + 1;
    let mut is_named = false;
    loop {
        let passes = match sentence.terms.get(from)?.kind {
            TermKind::Word => {
                if sentence.is_any(from, &["from", "over", "than"]) && sentence.quantity(sentence.behind_hedges(from + 1)).is_some() {
                    break;
                }
                is_named |= sentence.is_any(from, &["up", "down"]) || sentence.word(from).and_then(direction_of_amount).is_some();
                !sentence.is_any(from, &["and", "but", "while", "who", "with", "for", "to", "as", "after", "when", "if", "each", "every"])
            }
            TermKind::Quantity(_) => sentence.quantity(from).is_some_and(|quantity| quantity.low.unit.dimension == Dimension::Percent),
            TermKind::Date(_) | TermKind::Mark(',' | '(' | '–' | '—' | '-') => true,
            _ => false,
        };
        if !passes || from > at + 12 {
            return None;
        }
        from += 1;
    }
    let second = sentence.behind_hedges(from + 1);
    let other = sentence.quantity(second)?;
    let low = other.single()?;
    let is_verb_to = || {
        sentence
            .before_hedges(at)
            .filter(|to| sentence.is(*to, "to"))
            .is_some_and(|to| (to.saturating_sub(6)..to).any(|at| sentence.word(at).and_then(direction_of_verb).is_some()))
    };
    let is_rise_to = !is_named && sentence.is(from, "from") && is_verb_to();
    if !(is_named || is_rise_to) || !quantity.is_comparable(other) || !same_kind(sentence, quantity, other) {
        return None;
    }
    let start = if is_rise_to { sentence.before_hedges(at)? } else { at };
    Some(Change {
        from: *low,
        to: *to,
        start,
        end: sentence.behind_noun(second),
        text: quantity.text.join(other.text),
        is_vague: quantity.bound.is_vague() || other.bound.is_vague(),
        is_reversed: !is_rise_to,
    })
}

/// Whether the value before counts the same as the value after it: it may leave the noun out, and "the 40 we had" has none.
fn same_kind(sentence: &Sentence<'_>, after: &Quantity, before: &Quantity) -> bool {
    before.noun.is_empty() || !after.noun.is_empty() && sentence.same_noun(after, before)
}
