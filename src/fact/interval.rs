//! Values as intervals, and when two of them contradict each other.

use super::number::Number;
use serde::{Deserialize, Serialize};

/// All values that a printed one may stand for.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Interval {
    /// Lowest value; `-∞` for none.
    pub low: f64,
    /// Highest value; `∞` for none.
    pub high: f64,
    /// Half the last digit that says something, for a rounded value: two roundings of one number differ by no more.
    pub rounding: f64,
}

/// What the words around a value make of it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Bound {
    /// As printed.
    #[default]
    Exact,
    /// That or more.
    AtLeast,
    /// More than that.
    MoreThan,
    /// That or less.
    AtMost,
    /// Less than that.
    LessThan,
    /// A little less than that.
    Nearly,
    /// About that.
    About,
}

impl Bound {
    /// Whether the value is not claimed to be exact.
    #[must_use]
    pub const fn is_vague(self) -> bool {
        !matches!(self, Self::Exact)
    }
}

/// Slack of "about" and "nearly", as a part of the value.
const HEDGED: f64 = 0.10;
/// Slack that a hedge on either side adds.
const SLACK: f64 = 0.05;
/// What a conversion into another unit may cut off, as a part of the value.
const CONVERTED: f64 = 0.0005;
/// A resolution finer than this part of the value makes it a rounded one.
const ROUNDED: f64 = 0.1;

impl Interval {
    /// The values that an amount with this bound may stand for, in the number's own unit.
    #[must_use]
    pub fn of(number: &Number, bound: Bound) -> Self {
        let value = number.value;
        // 14 is fourteen; 1,200 and 2.3 may be rounded.
        let is_rounded = number.resolution != 1.0 && number.resolution <= value.abs() * ROUNDED;
        let rounding = if is_rounded { number.resolution / 2.0 } else { 0.0 };
        let hedge = value.abs() * HEDGED;
        let (low, high) = match bound {
            Bound::Exact => (value, value),
            Bound::AtLeast | Bound::MoreThan => (value, f64::INFINITY),
            Bound::AtMost | Bound::LessThan => (f64::NEG_INFINITY, value),
            Bound::Nearly => (value - hedge, value),
            Bound::About => (value - hedge, value + hedge),
        };
        Self { low, high, rounding }
    }

    /// All values that round to those of this interval: 25,000 may stand for 24,500 to 25,500.
    #[must_use]
    pub fn unrounded(self) -> Self {
        Self { low: self.low - self.rounding, high: self.high + self.rounding, rounding: 0.0 }
    }

    /// The interval that holds both.
    #[must_use]
    pub const fn join(self, other: Self) -> Self {
        Self { low: self.low.min(other.low), high: self.high.max(other.high), rounding: self.rounding.max(other.rounding) }
    }

    /// Whether both can be true: they meet, as far as rounding goes, and with some slack when one is hedged.
    #[must_use]
    pub fn meets(self, other: Self, hedged: bool) -> bool {
        // Sums of binary fractions are off in the last bits.
        let exact = |bound: f64| if bound.is_finite() { bound.abs() * 1e-9 } else { 0.0 };
        let hedge = |bound: f64| if hedged && bound.is_finite() { bound.abs() * SLACK } else { exact(bound) };
        let rounding = self.rounding.max(other.rounding);
        self.low - hedge(self.low) <= other.high + hedge(other.high) + rounding
            && other.low - hedge(other.low) <= self.high + hedge(self.high) + rounding
    }

    /// Whether one may be the other in another unit, cut to whole numbers there: 8,848 feet are 2,696.87 metres, so "2,697 metres" is right.
    #[must_use]
    pub fn is_converted(self, other: Self) -> bool {
        let is_point = |interval: Self| interval.low == interval.high;
        let is_whole = |interval: Self| interval.low.fract() == 0.0;
        is_point(self) && is_point(other) && is_whole(self) != is_whole(other) && (self.low - other.low).abs() <= self.low.abs() * CONVERTED
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fact::number::digits;
    use crate::span::Span;

    fn interval(printed: &str, bound: Bound) -> Interval {
        let nothing = Interval { low: f64::NAN, high: f64::NAN, rounding: 0.0 };
        digits(printed, Span::at(0)).map_or(nothing, |number| Interval::of(&number, bound))
    }

    #[test]
    fn exact_values_contradict_unless_one_is_the_others_rounding() {
        let meet = |one: &str, other: &str| interval(one, Bound::Exact).meets(interval(other, Bound::Exact), false);
        assert!(!meet("14", "15") && !meet("120", "130") && !meet("2.3", "2.4"));
        assert!(meet("2.3", "2.34") && meet("1,200", "1,243") && meet("0.30000000000000004", "0.3"));
    }

    #[test]
    fn bounds_and_guesses_leave_room() {
        assert!(interval("100", Bound::MoreThan).meets(interval("150", Bound::Exact), true));
        assert!(!interval("100", Bound::AtMost).meets(interval("150", Bound::Exact), true));
        assert!(interval("237,000", Bound::About).meets(interval("232,294", Bound::Exact), true));
        assert!(!interval("205,000", Bound::About).meets(interval("284,126", Bound::Exact), true));
    }
}
