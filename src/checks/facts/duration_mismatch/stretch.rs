//! How long it may be from one date to another.

use jiff::civil::Date as Day;

use crate::fact::{DAY, Date, MONTH, Quantity, YEAR};

/// The least and the most that may lie between two dates, in seconds, as exact as they are printed.
#[derive(Clone, Copy, Debug)]
pub(super) struct Stretch {
    least: f64,
    most: f64,
    /// The length of what the less exact date names: a day, a month, a year.
    grain: f64,
}

impl Stretch {
    /// `None` for dates that say no year, and for those in the wrong order, which is another matter.
    pub fn between(start: &Date, end: &Date) -> Option<Self> {
        let end_year = end.year?;
        // "from March 1 to March 15, 2020", "from November to March 2020".
        let is_in_year = start.month.zip(end.month).is_some_and(|(start, end)| start <= end);
        let start_year = start.year.or_else(|| start.month.map(|_| if is_in_year { end_year } else { end_year - 1 }))?;
        let ((start, start_behind, start_grain), (end, end_behind, end_grain)) = (bounds(start, start_year)?, bounds(end, end_year)?);
        let seconds = |from: Day, to: Day| f64::from((to - from).get_days()) * DAY;
        let (least, most) = (seconds(start_behind, end), seconds(start, end_behind));
        (start < end).then_some(Self { least: least.max(0.0), most, grain: start_grain.max(end_grain) })
    }

    /// Whether a length may be that of the stretch.
    pub fn allows(&self, quantity: &Quantity, value: f64, unit: f64, hedged: f64) -> bool {
        use crate::fact::Bound;
        // A length in whole years between exact days is rounded, up or down.
        let rounding = if unit > self.grain * 1.5 { unit } else { unit * 0.1 };
        let slack = if quantity.bound.is_vague() { (value * hedged).max(2.0 * unit) } else { rounding };
        let (least, most) = (self.least - slack, self.most + slack);
        match quantity.bound {
            Bound::AtLeast | Bound::MoreThan => value <= most,
            Bound::AtMost | Bound::LessThan => value >= least,
            Bound::Exact | Bound::Nearly | Bound::About => (least..=most).contains(&value),
        }
    }

    /// How long it is, in words.
    pub fn said(&self, unit: f64) -> String {
        let middle = self.least.midpoint(self.most);
        let (length, name) = if unit >= YEAR {
            (YEAR, "year")
        } else if unit >= MONTH {
            (MONTH, "month")
        } else if unit >= 7.0 * DAY {
            (7.0 * DAY, "week")
        } else {
            (DAY, "day")
        };
        let count = (middle / length).round();
        format!("about {count} {name}{}", if (count - 1.0).abs() < 0.5 { "" } else { "s" })
    }
}

/// The first day that a date names, the first day behind it, and how long it is.
fn bounds(date: &Date, year: i16) -> Option<(Day, Day, f64)> {
    let month = date.month.map_or(Some(1), |month| i8::try_from(month).ok())?;
    let first = Day::new(year, month, date.day.map_or(Some(1), |day| i8::try_from(day).ok())?).ok()?;
    let (span, grain) = match (date.month, date.day) {
        (_, Some(_)) => (jiff::Span::new().days(1), DAY),
        (Some(_), None) => (jiff::Span::new().months(1), MONTH),
        (None, None) => (jiff::Span::new().years(1), YEAR),
    };
    Some((first, first.checked_add(span).ok()?, grain))
}
