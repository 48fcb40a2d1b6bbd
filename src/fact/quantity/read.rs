//! Reads a quantity: an amount or a range of two, its bound, its rates and what it counts.

use super::refused;
use super::{Amount, Connector, Period, Quantity, Rate, hedge, noun, side};
use crate::fact::interval::Bound;
use crate::fact::tokens::Tokens;
use crate::fact::unit::{Dimension, Unit};
use crate::fact::words;
use crate::span::Span;

/// Reads the quantity that begins at the token `at`, with the first token behind what belongs to its print. `in_heading`: capitals say nothing there.
pub(in crate::fact) fn quantity(tokens: &Tokens<'_>, at: usize, in_heading: bool) -> Option<(Quantity, usize)> {
    let (mut low, end) = side::amount(tokens, at)?;
    let is_bare = low.unit == Unit::COUNT && !low.number.in_words;
    if refused::is_name(tokens, at, end) || is_bare && !low.is_complete && refused::follows_a_name(tokens, at, in_heading) {
        return None;
    }
    let is_pronoun = low.number.in_words && low.number.value == 1.0 && low.unit == Unit::COUNT;
    if is_pronoun && !is_counting_one(tokens, at, end) {
        return None;
    }
    let before = hedge::before(tokens, at);
    let (low_bound, mut end) = hedge::behind(tokens, end);
    // "3+ days": the sign stands before the unit.
    if low_bound == Some(Bound::AtLeast)
        && low.unit == Unit::COUNT
        && let Some((unit, behind)) = side::unit_behind(tokens, end)
    {
        low = Amount { unit, text: low.text.join(tokens.span(behind - 1)), is_complete: true, ..low };
        end = behind;
    }
    let mut rates = Vec::new();
    let mut end = rate(tokens, end, &mut rates);
    let mut counted = Span::at(low.text.end());
    let own_end = end;
    if low.unit == Unit::COUNT {
        let (found, behind) = noun::counted(tokens, end);
        // What follows the upper end of a range is counted by both.
        if connector(tokens, at, behind).is_some() && !found.is_empty() {
            counted = found;
            end = behind;
        }
    }
    let mut high = None;
    let mut high_bound = None;
    if let Some((connector, next)) = connector(tokens, at, end) {
        let next = skip_hedge(tokens, next, connector);
        if let Some((mut upper, behind)) = side::amount(tokens, next)
            .filter(|(upper, behind)| !refused::is_name(tokens, next, *behind) && is_other_end(&low, upper, connector))
            // "33-08": decimals behind a dash that was a point once.
            .filter(|(upper, _)| connector != Connector::Dash || !begins_with_zero(upper.text.cut(tokens.text)))
            // "60 frames translate to 16 ms": a named count and a measure are no ends of one range.
            .filter(|(upper, _)| counted.is_empty() || upper.unit == Unit::COUNT)
        {
            share(&mut low, &mut upper);
            let (bound, behind) = hedge::behind(tokens, behind);
            high_bound = bound;
            high = Some((connector, upper));
            end = rate(tokens, behind, &mut rates);
        }
    }
    // "three ways to pay": what is counted belongs to the print of a range alone.
    if high.is_none() {
        end = own_end;
    }
    let last = high.map_or(low, |(_, high)| high);
    if last.unit == Unit::COUNT && counted.is_empty() {
        counted = noun::counted(tokens, end).0;
        if rates.is_empty() && !counted.is_empty() {
            // "75 requests per minute": the rate stands behind what is counted.
            let behind = noun::counted(tokens, end).1;
            rate(tokens, behind, &mut rates);
        }
    }
    let bound = [low_bound, high_bound].into_iter().flatten().next().unwrap_or(before);
    // "up to 5–10": the bound holds for the upper end; a range is wide enough.
    let bound = if high.is_some() && !matches!(bound, Bound::About | Bound::Nearly) { Bound::Exact } else { bound };
    let text = low.text.join(last.text);
    Some((Quantity { text, low, high, bound, rates, noun: counted, is_quoted: false }, end))
}

/// Whether "one" counts here: a unit or a noun follows, and it is no pronoun ("the one", "one of", "no one").
fn is_counting_one(tokens: &Tokens<'_>, at: usize, end: usize) -> bool {
    let pronoun = at.checked_sub(1).is_some_and(|before| {
        tokens.is_any(before, &["the", "this", "that", "no", "any", "every", "which", "each", "another", "last", "next"])
    });
    let in_part = tokens.is(end, "in") || tokens.are(end, &["out", "of"]);
    !pronoun
        && (in_part
            || tokens
                .word(end)
                .is_some_and(|word| !words::is_function_word(word) && !matches!(word, "another" | "thing" | "way" | "day" | "time")))
}

/// What joins two ends of a range behind the first one, and the first token of the second.
fn connector(tokens: &Tokens<'_>, start: usize, end: usize) -> Option<(Connector, usize)> {
    if tokens.is_dash(end) {
        let tight = tokens.is_tight(end) && tokens.is_tight(end + 1);
        return Some((if tight { Connector::Dash } else { Connector::SpacedDash }, end + 1));
    }
    let is_after = |words: &[&str]| (start.saturating_sub(3)..start).any(|at| tokens.is_any(at, words));
    if tokens.is(end, "and") && is_after(&["between"]) {
        return Some((Connector::Between, end + 1));
    }
    let to = if tokens.is_any(end, &["up", "down", "all"]) && tokens.is(end + 1, "to") { end + 1 } else { end };
    if tokens.is_any(to, &["to", "through"]) {
        return Some((if is_after(&["from"]) { Connector::FromTo } else { Connector::To }, to + 1));
    }
    None
}

/// The first token behind the hedges before the second end of a range.
fn skip_hedge(tokens: &Tokens<'_>, at: usize, connector: Connector) -> usize {
    if matches!(connector, Connector::Dash | Connector::SpacedDash) {
        return at;
    }
    let pair = tokens.is_any(at, &["more", "less", "fewer"]) && tokens.is(at + 1, "than")
        || tokens.is(at, "at") && tokens.is_any(at + 1, &["least", "most"]);
    let one =
        tokens.is_any(at, &["about", "around", "roughly", "approximately", "nearly", "almost", "over", "just", "only", "under", "an"]);
    let skipped = if pair { at + 2 } else { at + usize::from(one) };
    if skipped > at && skipped < at + 3 && tokens.is_any(skipped, &["about", "over", "under", "estimated"]) { skipped + 1 } else { skipped }
}

/// Whether digits are printed as no number begins: "08".
fn begins_with_zero(printed: &str) -> bool {
    matches!(printed.as_bytes(), [b'0', b'0'..=b'9', ..])
}

/// Whether an amount may be the other end of a range: it measures the same, or one of both leaves that to the other.
fn is_other_end(low: &Amount, high: &Amount, connector: Connector) -> bool {
    let same = low.unit.dimension == high.unit.dimension;
    let left_to_high = low.unit == Unit::COUNT && !matches!(high.unit.dimension, Dimension::Fraction | Dimension::Times);
    let left_to_low = high.unit == Unit::COUNT && matches!(low.unit.dimension, Dimension::Money(_));
    // "5% to 10" and "3 kg–4" lack a unit, and "$5 to 3 people" is no range.
    let written_alike = low.number.in_words == high.number.in_words || connector != Connector::Dash;
    written_alike
        && (same
            || left_to_high
            || left_to_low && connector != Connector::SpacedDash && !matches!(connector, Connector::To | Connector::FromTo))
}

/// Gives each end the unit and the magnitude that only the other one prints: "$100–150M", "5 to 10 weeks".
fn share(low: &mut Amount, high: &mut Amount) {
    if low.unit == Unit::COUNT && high.unit != Unit::COUNT {
        low.unit = if is_in_bytes(low, high) { Unit::new(Dimension::Data, 1.0) } else { high.unit };
    } else if high.unit == Unit::COUNT && low.unit != Unit::COUNT {
        high.unit = low.unit;
    }
    // "$100–150M": the magnitude of the second is that of the first if the first would else lie far below.
    if high.number.magnitude > 1.0 && low.number.magnitude == 1.0 && low.number.value < 1000.0 {
        low.number = low.number.scaled(high.number.magnitude);
    }
}

/// "between 131072 and 6 MB", "between 64K and 4 MB": the first number is far too large for the unit behind the second.
fn is_in_bytes(low: &Amount, high: &Amount) -> bool {
    const SCALE: f64 = 1000.0;
    high.unit.dimension == Dimension::Data && low.number.value >= high.number.value * SCALE
}

/// Reads "per user", "a month", "/year" from `at`; returns the first token behind the last of them.
fn rate(tokens: &Tokens<'_>, mut at: usize, rates: &mut Vec<Rate>) -> usize {
    while rates.len() < 3 {
        let slash = tokens.mark(at) == Some('/') && tokens.is_tight(at);
        let per = tokens.is(at, "per");
        let each = tokens.is_any(at, &["a", "an", "each", "every"]);
        let adverb = tokens.word(at).and_then(adverb);
        if let Some(period) = adverb {
            rates.push(Rate::Period(period));
            return at + 1;
        }
        if !slash && !per && !each {
            return at;
        }
        let Some(word) = tokens.word(at + 1) else { return at };
        // "1,260 a year before" says when, not how often.
        if each && tokens.is_any(at + 2, &["before", "earlier", "ago", "later", "after", "prior", "previously", "from", "old"]) {
            return at;
        }
        match period(word) {
            Some(period) => rates.push(Rate::Period(period)),
            // "a" before a thing is an article more often than a rate.
            None if per || slash && word.len() > 1 => rates.push(Rate::Thing(words::stem(word).into())),
            None => return at,
        }
        at += 2;
    }
    at
}

fn adverb(word: &str) -> Option<Period> {
    Some(match word {
        "hourly" => Period::Hour,
        "daily" => Period::Day,
        "weekly" => Period::Week,
        "monthly" => Period::Month,
        "quarterly" => Period::Quarter,
        "annually" | "yearly" => Period::Year,
        _ => return None,
    })
}

/// The period of a word: "month", "yr".
pub(in crate::fact) fn period(word: &str) -> Option<Period> {
    Some(match words::Folded::of(word).as_str() {
        "second" | "sec" => Period::Second,
        "minute" | "min" => Period::Minute,
        "hour" | "hr" | "h" => Period::Hour,
        "day" | "night" => Period::Day,
        "week" | "wk" => Period::Week,
        "month" | "mo" | "mth" => Period::Month,
        "quarter" => Period::Quarter,
        "year" | "yr" | "annum" => Period::Year,
        _ => return None,
    })
}
