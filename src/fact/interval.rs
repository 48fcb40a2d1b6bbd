//! Values as intervals, and when two of them contradict each other.

use super::number::Number;

/// All values that a printed one may stand for.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Interval {
    /// Lowest value; `-∞` for none.
    pub low: f64,
    /// Highest value; `∞` for none.
    pub high: f64,
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
/// A resolution finer than this part of the value makes it a rounded one.
const ROUNDED: f64 = 0.1;

impl Interval {
    /// The values that an amount with this bound may stand for, in the number's own unit.
    #[must_use]
    pub fn of(number: &Number, bound: Bound) -> Self {
        let value = number.value;
        let half = if number.resolution <= value.abs() * ROUNDED { number.resolution / 2.0 } else { 0.0 };
        let hedge = value.abs() * HEDGED;
        match bound {
            Bound::Exact => Self { low: value - half, high: value + half },
            Bound::AtLeast | Bound::MoreThan => Self { low: value, high: f64::INFINITY },
            Bound::AtMost | Bound::LessThan => Self { low: f64::NEG_INFINITY, high: value },
            Bound::Nearly => Self { low: value - hedge, high: value + half },
            Bound::About => Self { low: value - hedge - half, high: value + hedge + half },
        }
    }

    /// The interval that holds both.
    #[must_use]
    pub const fn join(self, other: Self) -> Self {
        Self { low: self.low.min(other.low), high: self.high.max(other.high) }
    }

    /// Whether both can be true: they meet, with some slack when one is hedged.
    #[must_use]
    pub fn meets(self, other: Self, hedged: bool) -> bool {
        let slack = |bound: f64| if hedged && bound.is_finite() { bound.abs() * SLACK } else { bound.abs().min(f64::MAX) * 1e-9 };
        self.low - slack(self.low) <= other.high + slack(other.high) && other.low - slack(other.low) <= self.high + slack(self.high)
    }
}
