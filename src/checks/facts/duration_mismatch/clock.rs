//! A length of time beside the two times of a day that it lies between: "from 9:00 to 11:30, three hours in all".

use crate::fact::{Dimension, Facts, Quantity, Sentence, Time, shown};
use crate::rule::Found;

/// Words between the times and their length, a mark aside.
const LINKS: [&str; 18] = [
    "a",
    "about",
    "all",
    "altogether",
    "for",
    "in",
    "is",
    "just",
    "lasting",
    "lasts",
    "makes",
    "of",
    "or",
    "takes",
    "that",
    "thus",
    "total",
    "which",
];

/// Minutes of half a day: without "am" and "pm" both may be meant.
const HALF_DAY: f64 = 12.0 * 60.0;

/// Words of a sentence of which the length may be that of a part, or of every day.
const OTHER: [&str; 14] =
    ["break", "breaks", "lunch", "pause", "including", "minus", "excluding", "except", "each", "every", "first", "last", "half", "between"];

pub(super) fn check(facts: &Facts<'_>, sentence: &Sentence<'_>, found: &mut Found<'_>) {
    let times: Vec<(usize, &Time)> = sentence.times().take(3).collect();
    let &[(first, start), (second, end)] = times.as_slice() else { return };
    let joint = first + 1;
    let is_range = second == first + 2
        && (matches!(sentence.mark(joint), Some('-' | '–' | '—')) || sentence.is_any(joint, &["to", "until", "till"]))
        || ends_later(sentence, first, second);
    let Some(quantity) = length(sentence, second) else { return };
    if !is_range || start.zone != end.zone || sentence.has_any(second, sentence.terms.len(), &OTHER) {
        return;
    }
    found.concerned();
    let minutes = quantity.low.base() / 60.0;
    let mut between = f64::from(end.minutes) - f64::from(start.minutes);
    if between < 0.0 {
        between += 2.0 * HALF_DAY;
    }
    let is_open = start.is_afternoon.is_none() || end.is_afternoon.is_none();
    // What is said in hours may be rounded to a half.
    let slack = if quantity.bound.is_vague() { 45.0 } else { 15.0 };
    let fits = |length: f64| (length - minutes).abs() < slack;
    if fits(between) || is_open && (fits(between + HALF_DAY) || fits(between - HALF_DAY)) || minutes > HALF_DAY {
        return;
    }
    let printed = |time: &Time| facts.printed(time.text).to_owned();
    let quotes = [printed(start), printed(end), shown(between / 60.0), facts.printed(quantity.text).to_owned()];
    found
        .at(sentence.block, sentence.source(quantity.text), "from “{}” to “{}” is {} hours, not “{}”", quotes)
        .related(facts.source(start.text), "from")
        .related(facts.source(end.text), "to");
}

/// "starts at 2 pm and ends at 5 pm".
fn ends_later(sentence: &Sentence<'_>, first: usize, second: usize) -> bool {
    let starts = sentence.has_any(first.saturating_sub(3), first, &["starts", "begins", "opens", "starting", "beginning"]);
    starts && second - first < 6 && sentence.has_any(first + 1, second, &["ends", "closes", "finishes", "ending", "stops"])
}

/// The length right behind the second time: behind a mark or a bracket, and words that say that it is that of both.
fn length<'f>(sentence: &Sentence<'f>, second: usize) -> Option<&'f Quantity> {
    let mut at = second + 1;
    matches!(sentence.mark(at), Some(',' | '(' | '—' | '–' | '=')).then_some(())?;
    at += 1;
    while at < second + 7 && (sentence.is_any(at, &LINKS) || plans(sentence, at)) {
        at += 1;
    }
    let quantity = sentence.quantity(at)?;
    let amount = quantity.single()?;
    let is_length = amount.unit.dimension == Dimension::Time && amount.unit.factor < crate::fact::DAY && quantity.rates.is_empty();
    let ends = sentence.terms.get(at + 1).is_none()
        || matches!(sentence.mark(at + 1), Some('.' | ',' | ')' | ';' | '!'))
        || sentence.is_any(at + 1, &["in", "altogether", "long", "total"]);
    (is_length && ends).then_some(quantity)
}

/// "so plan for three hours".
fn plans(sentence: &Sentence<'_>, at: usize) -> bool {
    sentence.is(at, "so") || sentence.is_any(at, &["plan", "allow", "reserve", "expect"]) && sentence.is_any(at - 1, &["so", "please"])
}
