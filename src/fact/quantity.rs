//! Quantities: a number with what it measures, how sure it is, and what it counts.

use super::interval::{Bound, Interval};
use super::number::Number;
use super::unit::Unit;
use crate::span::Span;

mod hedge;
mod noun;
pub(super) mod read;
mod refused;
mod side;

pub(super) use read::quantity;

/// A number with its unit.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Amount {
    /// The number, magnitude ("million") included.
    pub number: Number,
    /// Its unit; [`Unit::COUNT`] when none is printed.
    pub unit: Unit,
    /// From the currency's sign to the unit.
    pub text: Span,
    /// A unit, a currency or a magnitude is printed at this very number; else it may be shared with the other end of a range.
    pub is_complete: bool,
}

impl Amount {
    /// Its value in base units of its dimension.
    #[must_use]
    pub fn base(&self) -> f64 {
        self.unit.base(self.number.value)
    }

    /// All values in base units that it may stand for.
    #[must_use]
    pub fn interval(&self, bound: Bound) -> Interval {
        let interval = Interval::of(&self.number, bound);
        Interval { low: self.unit.base(interval.low), high: self.unit.base(interval.high), rounding: interval.rounding * self.unit.factor }
    }
}

/// How two ends of a range are joined.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Connector {
    /// A dash between them, without blanks.
    Dash,
    /// A dash with blanks around it, which may as well part two clauses.
    SpacedDash,
    /// "10 to 12".
    To,
    /// "between 10 and 12".
    Between,
    /// "from 10 to 12": a range or a change.
    FromTo,
}

/// A period or a thing that a quantity is counted by.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Rate {
    /// Per a period of time.
    Period(Period),
    /// Per something else, in lower case and singular.
    Thing(Box<str>),
}

/// A period that something is counted by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Period {
    /// 60 of these are a minute.
    Second,
    /// 60 seconds.
    Minute,
    /// 60 minutes.
    Hour,
    /// 24 hours.
    Day,
    /// 7 days.
    Week,
    /// A twelfth of a year.
    Month,
    /// A quarter of a year.
    Quarter,
    /// 365.25 days.
    Year,
}

impl Period {
    /// Its name.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Second => "second",
            Self::Minute => "minute",
            Self::Hour => "hour",
            Self::Day => "day",
            Self::Week => "week",
            Self::Month => "month",
            Self::Quarter => "quarter",
            Self::Year => "year",
        }
    }

    /// How many of it a year has.
    #[must_use]
    pub const fn per_year(self) -> f64 {
        match self {
            Self::Second => 31_557_600.0,
            Self::Minute => 525_960.0,
            Self::Hour => 8_766.0,
            Self::Day => 365.25,
            Self::Week => 52.0,
            Self::Month => 12.0,
            Self::Quarter => 4.0,
            Self::Year => 1.0,
        }
    }
}

/// A value of the text: one number or a range of two.
#[derive(Clone, Debug, PartialEq)]
pub struct Quantity {
    /// From the first currency sign or digit to the last unit, hedges left out.
    pub text: Span,
    /// The number, or the first of a range.
    pub low: Amount,
    /// The second of a range, with what joins them. Nothing says that it is the larger one.
    pub high: Option<(Connector, Amount)>,
    /// What the words around it make of it.
    pub bound: Bound,
    /// What it is counted by ("per user per month").
    pub rates: Vec<Rate>,
    /// The words for what is counted; empty when none follows or a unit is printed.
    pub noun: Span,
    /// It stands in a quotation of more than three words: somebody else's figure.
    pub is_quoted: bool,
}

impl Quantity {
    /// All values in base units that it may stand for.
    #[must_use]
    pub fn interval(&self) -> Interval {
        let low = self.low.interval(self.bound);
        self.high.map_or(low, |(_, high)| {
            let high = high.interval(self.bound);
            low.join(high)
        })
    }

    /// The single amount; `None` for a range.
    #[must_use]
    pub const fn single(&self) -> Option<&Amount> {
        if self.high.is_some() { None } else { Some(&self.low) }
    }

    /// Whether both measure the same: dimension, currency and rates.
    #[must_use]
    pub fn is_comparable(&self, other: &Self) -> bool {
        self.low.unit.dimension == other.low.unit.dimension && self.rates == other.rates
    }

    /// Whether both cannot be true of one thing. Quantities that measure different things never contradict.
    #[must_use]
    pub fn contradicts(&self, other: &Self) -> bool {
        let hedged = self.bound.is_vague() || other.bound.is_vague();
        self.is_comparable(other) && !self.interval().meets(other.interval(), hedged)
    }
}
