//! One quantity in two units that is not the same quantity.

use serde::Deserialize;

use crate::fact::{Amount, Bound, DAY, Dimension, Facts, MONTH, Quantity, Sentence, Unit, YEAR, shown};
use crate::rule::{FactCheck, Found};
use crate::span::Span;

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct UnitConversion {}

/// How far two values may be apart, as a part of the larger one; the second is for hedged values.
const SLACK: (f64, f64) = (0.06, 0.20);
/// The same for degrees.
const DEGREES: (f64, f64) = (1.5, 3.0);

/// One side of a conversion, in base units.
#[derive(Clone, Copy)]
struct Side {
    low: f64,
    high: f64,
    unit: Unit,
    text: Span,
    is_hedged: bool,
    /// A compound value ("6 ft 2 in") or a range is no plain amount.
    plain: Option<Amount>,
}

impl FactCheck for UnitConversion {
    fn check(&self, facts: &Facts<'_>, found: &mut Found<'_>) {
        for sentence in facts.sentences() {
            for (at, _) in sentence.quantities() {
                let Some((first, end)) = side(&sentence, at) else { continue };
                let Some((second, is_time_safe)) = converted(&sentence, end) else { continue };
                let is_pair =
                    first.unit.dimension == second.unit.dimension && !first.unit.is(&second.unit) && is_converted(first.unit.dimension);
                // "20 milliseconds + 1230 microseconds = …", "1200 / 3937 meters = 1 foot": what is equal is the sum, the quotient.
                let is_operand = at.checked_sub(1).is_some_and(|before| matches!(sentence.mark(before), Some('+' | '/' | '×' | '*')));
                if is_operand || !is_pair || first.unit.dimension == Dimension::Time && !is_time_safe {
                    continue;
                }
                found.concerned();
                if !is_same(&first, &second) && !is_product(&sentence, at, &first, &second) {
                    let right = shown_in(&sentence, &first, &second);
                    let quotes = [facts.printed(first.text).to_owned(), right, facts.printed(second.text).to_owned()];
                    found
                        .at(sentence.block, facts.source(second.text), "“{}” is {}, not “{}”", quotes)
                        .related(facts.source(first.text), "the same quantity");
                }
            }
        }
    }
}

/// Whether quantities of a dimension are converted in running text. Of data sizes there are two kinds with one name.
const fn is_converted(dimension: Dimension) -> bool {
    use Dimension as D;
    matches!(
        dimension,
        D::Length | D::Mass | D::Time | D::Area | D::Volume | D::Speed | D::Temperature | D::Power | D::Energy | D::Pressure
    )
}

/// The value that begins at a term, its smaller units joined ("6 ft 2 in", "2 hours and 30 minutes"), and the first term behind it.
fn side(sentence: &Sentence<'_>, at: usize) -> Option<(Side, usize)> {
    let quantity = sentence.quantity(at)?;
    // The smaller unit of a value that begins before.
    let follows = (1..=2).any(|back| at.checked_sub(back).is_some_and(|before| joins(sentence, before, at).is_some()));
    if follows || !quantity.rates.is_empty() {
        return None;
    }
    let mut side = plain(quantity);
    let mut last = at;
    for next in [at + 1, at + 2] {
        if let Some(part) = joins(sentence, at, next) {
            side = Side {
                low: side.low + part,
                high: side.high + part,
                text: side.text.join(sentence.terms.get(next)?.text),
                plain: None,
                ..side
            };
            last = next;
            break;
        }
    }
    Some((side, last + 1))
}

fn plain(quantity: &Quantity) -> Side {
    let hedged = matches!(quantity.bound, Bound::About | Bound::Nearly | Bound::MoreThan | Bound::LessThan);
    let (low, high) = quantity.high.map_or((quantity.low.base(), quantity.low.base()), |(_, high)| (quantity.low.base(), high.base()));
    Side {
        low,
        high,
        unit: quantity.high.map_or(quantity.low.unit, |(_, high)| high.unit),
        text: quantity.text,
        is_hedged: hedged,
        plain: quantity.single().copied(),
    }
}

/// The base value of a smaller unit at `next` that belongs to the quantity at `at`.
fn joins(sentence: &Sentence<'_>, at: usize, next: usize) -> Option<f64> {
    let between = next.checked_sub(at)?;
    if between == 2 && !(sentence.is(at + 1, "and") || sentence.mark(at + 1) == Some(',')) || !(1..=2).contains(&between) {
        return None;
    }
    let (larger, smaller) = (sentence.quantity(at)?.single()?, sentence.quantity(next)?.single()?);
    let same = larger.unit.dimension == smaller.unit.dimension && smaller.unit.factor < larger.unit.factor && larger.unit.zero == 0.0;
    let fits = smaller.base() < larger.unit.factor * 1.001 && is_converted(larger.unit.dimension);
    (same && fits && larger.number.value.fract() == 0.0).then(|| smaller.base())
}

/// The second value behind a first one, and whether what joins them also joins two times: "2 weeks or 10 days" offers two.
fn converted(sentence: &Sentence<'_>, end: usize) -> Option<(Side, bool)> {
    // "100 feet long (30 m)", "a 5-mile (8 km) walk".
    let adjective = usize::from(sentence.is_any(end, &["long", "tall", "high", "wide", "deep", "thick", "away", "apart", "across"]));
    let at = end + adjective;
    if sentence.mark(at) == Some('(') {
        let inside = (at + 1..at + 6).find(|at| sentence.quantity(*at).is_some())?;
        let is_light = (at + 1..inside).all(|at| {
            sentence.mark(at).is_some_and(|mark| matches!(mark, '~' | '≈' | '=' | '.' | ','))
                || sentence.is_any(
                    at,
                    &[
                        "or",
                        "about",
                        "approximately",
                        "approx",
                        "roughly",
                        "around",
                        "nearly",
                        "i",
                        "e",
                        "that",
                        "is",
                        "ie",
                        "just",
                        "over",
                        "under",
                        "almost",
                        "equal",
                        "to",
                    ],
                )
        });
        let (side, behind) = side(sentence, inside)?;
        let closes = sentence.mark(behind) == Some(')');
        return (is_light && closes && inside > at).then_some((side, true));
    }
    if sentence.mark(at) == Some('/') && adjective == 0 {
        let (side, behind) = side(sentence, at + 1)?;
        return (sentence.mark(behind) != Some('/')).then_some((side, false));
    }
    if matches!(sentence.mark(at), Some('=' | '≈')) {
        // "The scale of the drawing, 1 cm = 3 m".
        let (from, until) = sentence.around(at);
        if sentence.has_any(from, until, &["scale", "scaled", "drawing", "map"]) {
            return None;
        }
        return side(sentence, sentence.behind_hedges(at + 1)).map(|(side, _)| (side, true));
    }
    // "100 feet, or about 30 metres, long".
    let comma = usize::from(sentence.mark(at) == Some(','));
    let or = at + comma;
    let is_or = sentence.is(or, "or");
    let id_est = sentence.is(or, "i") && sentence.is(or + 2, "e");
    let that_is = sentence.are(or, &["that", "is"]) || id_est;
    if !(is_or || that_is && comma == 1) {
        return None;
    }
    let first = or + if is_or { 1 } else { 2 };
    let first = if id_est { (or + 3..or + 5).find(|at| sentence.mark(*at).is_none()).unwrap_or(first) } else { first };
    let inside = sentence.behind_hedges(first);
    let is_hedged =
        (first..inside).any(|at| sentence.is_any(at, &["about", "roughly", "approximately", "around", "nearly", "almost", "just"]));
    let (side, behind) = side(sentence, inside)?;
    let is_closed = comma == 1 && (sentence.terms.get(behind).is_none() || matches!(sentence.mark(behind), Some(',' | '.' | ';' | ')')));
    // Times are hardly ever converted with "or" and no hedge: "24 hours, or 2 days, …" would be an offer.
    (is_hedged || is_closed).then_some((side, is_hedged && is_closed || that_is))
}

/// Whether two values are one, in any sense that their units have.
fn is_same(first: &Side, second: &Side) -> bool {
    if first.unit.dimension == Dimension::Temperature {
        return is_same_temperature(first, second);
    }
    let slack = if first.is_hedged || second.is_hedged { SLACK.1 } else { SLACK.0 };
    if is_nearest_half(first, second) {
        return true;
    }
    let is_time = first.unit.dimension == Dimension::Time;
    let within = |one: f64, other: f64, slack: f64| (one - other).abs() <= one.abs().max(other.abs()) * slack + 1e-12;
    let rounded = |value: f64, side: &Side, factor: f64| {
        side.plain.filter(|_| !is_time).is_some_and(|amount| {
            let (low, high) = amount.rounding();
            low * side.unit.factor * factor <= value * 1.005 && value <= high * side.unit.factor * factor * 1.005
        })
    };
    for one in senses(first.unit) {
        for other in senses(second.unit) {
            // A hedge and another sense of the unit together would excuse anything.
            let is_plain = one == 1.0 && other == 1.0;
            let near = |one: f64, other: f64| within(one, other, if is_plain { slack } else { SLACK.0 });
            let ends = near(first.low * one, second.low * other) && near(first.high * one, second.high * other);
            // A range's ends are rounded more freely than one value.
            let is_range = first.plain.is_none() || second.plain.is_none();
            let freely = is_range && first.low < first.high && {
                let wide = |one: f64, other: f64| (one - other).abs() <= one.abs().max(other.abs()) * SLACK.1;
                wide(first.low * one, second.low * other) && wide(first.high * one, second.high * other)
            };
            // "From 1 to 2,880 minutes (48 hours)": only the end it stands behind is converted.
            let upper = second.low >= second.high && near(first.high * one, second.high * other);
            if ends || upper || freely || rounded(first.low * one, second, other) {
                return true;
            }
        }
    }
    is_time && is_working_time(first, second)
}

/// "1 cm (about 0.5 inch)": about means the nearest half.
fn is_nearest_half(exact: &Side, rounded: &Side) -> bool {
    let half =
        rounded.plain.map(|amount| amount.number.value).filter(|value| rounded.is_hedged && *value > 0.0 && (value * 2.0).fract() == 0.0);
    half.is_some_and(|half| ((exact.low - rounded.unit.zero) / rounded.unit.factor - half).abs() < 0.25)
}

/// By what the base value of a unit is multiplied in its other senses: imperial gallons, long tons, nautical miles, dietary calories.
fn senses(unit: Unit) -> Vec<f64> {
    let is = |factor: f64| (unit.factor / factor - 1.0).abs() < 1e-3;
    let mut found = vec![1.0];
    match unit.dimension {
        Dimension::Mass if is(907.184_74) || is(1000.0) => {
            found.extend([1000.0 / unit.factor, 1016.05 / unit.factor, 907.184_74 / unit.factor]);
        }
        Dimension::Volume if unit.factor < 10.0 && !is(1.0) => found.extend([1.200_95, 250.0 / 236.588, 240.0 / 236.588, 0.960_76]),
        Dimension::Length if is(1609.344) => found.push(1852.0 / 1609.344),
        Dimension::Power if is(745.7) => found.push(735.5 / 745.7),
        Dimension::Energy if is(4184.0) => found.push(1e-3),
        _ => {}
    }
    found
}

fn is_same_temperature(first: &Side, second: &Side) -> bool {
    let near = |one: f64, other: f64, slack: f64| (one - other).abs() <= slack;
    let hedged = first.is_hedged || second.is_hedged;
    // Oven temperatures are rounded to what is marked on the knob.
    let is_oven = first.low > 373.0;
    let slack = if is_oven {
        8.5
    } else if hedged {
        DEGREES.1
    } else {
        DEGREES.0
    };
    let same = near(first.low, second.low, slack) && near(first.high, second.high, slack);
    // "A rise of 2 °C (3.6 °F)": a difference has no zero.
    let differences =
        |one: &Side, other: &Side| near(one.low - one.unit.zero, other.low - other.unit.zero, slack.min(one.low - one.unit.zero).max(0.3));
    same || differences(first, second)
}

/// Days of eight hours, weeks of five days, months of four weeks or of working days.
fn is_working_time(first: &Side, second: &Side) -> bool {
    let (longer, shorter) = if first.unit.factor > second.unit.factor { (first, second) } else { (second, first) };
    let unit = |factor: f64| (longer.unit.factor / factor - 1.0).abs() < 1e-3;
    let per = |low: f64, high: f64, of: f64| {
        let one = longer.high / longer.unit.factor;
        let so_many = shorter.high / of;
        so_many >= one * low * 0.99 && so_many <= one * high * 1.01 && (shorter.unit.factor / of - 1.0).abs() < 1e-3
    };
    let week = 7.0 * DAY;
    // Hours of more than a day are as often what somebody works.
    unit(DAY) && per(6.0, 12.0, 3600.0)
        || unit(week) && (per(5.0, 7.0, DAY) || per(15.0, 60.0, 3600.0))
        || unit(MONTH) && (per(4.0, 4.5, week) || per(20.0, 31.0, DAY) || (shorter.unit.factor / 3600.0 - 1.0).abs() < 1e-3)
        || unit(YEAR) && (per(48.0, 53.0, week) || per(200.0, 366.0, DAY) || shorter.unit.factor < DAY * 0.9)
}

/// "Four sessions of 45 minutes (3 hours)": the second value is that of all.
fn is_product(sentence: &Sentence<'_>, at: usize, first: &Side, second: &Side) -> bool {
    let (from, until) = sentence.around(at);
    let is_each = sentence.has_any(from, until, &["each", "every", "per", "total", "altogether", "x", "times", "twice"]);
    let multiplied = (from..until).filter(|other| *other != at).filter_map(|other| sentence.quantity(other)).any(|quantity| {
        let is_second = second.text.contains(quantity.text);
        let value = quantity.low.number.value;
        !is_second && value > 1.0 && (first.high * value / second.high - 1.0).abs() < 0.06
    });
    // All of them are twice as much at least.
    is_each && second.high > first.high * 1.9 || multiplied
}

/// The first value in the unit of the second, as a message prints it.
fn shown_in(sentence: &Sentence<'_>, first: &Side, second: &Side) -> String {
    let value = |base: f64| shown((base - second.unit.zero) / second.unit.factor);
    let number = if first.low == first.high { value(first.low) } else { format!("{} to {}", value(first.low), value(first.high)) };
    // The unit as it is printed there; of a compound value the larger one is meant.
    let printed = sentence.cut(second.text);
    let unit = printed.trim_start_matches(|c: char| !c.is_alphabetic() && c != '°');
    match second.plain {
        Some(amount) if !amount.number.in_words => {
            format!("{number}{}{unit}", if printed.contains([' ', '\u{a0}', '-']) { " " } else { "" })
        }
        _ => format!("{number} in the other unit"),
    }
}
