//! Days of something that its dates do not have: "The five-day tour (12–14 June 2018)".

use std::sync::LazyLock;

use regex::Regex;

use crate::fact::{Sentence, number_word};
use crate::rule::Found;
use crate::span::Span;

/// A number of days, what takes them, and two days of one month.
static DAYS: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(
        r"(?x) \b (?P<length>[A-Za-z]{3,6}|\d{1,2}) -day \s (?:[a-z-]+\s){1,3}
        (?: \( | (?:runs|ran|lasts|lasted|takes\ place|took\ place|is\ held|was\ held) \s from \s )
        (?:[A-Z][a-z]{2,8}\s)? (?P<first>\d{1,2}) (?:st|nd|rd|th)? \s? (?:–|-|to|until|through) \s? (?P<last>\d{1,2}) (?:st|nd|rd|th)?
        (?: \s [A-Z][a-z]{2,8} | ,\s\d{4} | \) )",
    )
    .ok()
});

/// Words by which not all days between two dates are counted.
const SOME: [&str; 9] = ["every", "each", "weekday", "weekdays", "weekend", "weekends", "working", "alternate", "second"];

pub(super) fn check(sentence: &Sentence<'_>, found: &mut Found<'_>) {
    let printed = sentence.printed();
    if memchr::memmem::find(printed.as_bytes(), b"-day ").is_none() {
        return;
    }
    let Some(parts) = DAYS.as_ref().and_then(|days| days.captures(printed)) else { return };
    let part = |name: &str| parts.name(name).map_or("", |part| part.as_str());
    let length = part("length").parse().ok().or_else(|| number_word(&part("length").to_lowercase()));
    let (Some(length), Ok(first), Ok(last)) = (length, part("first").parse::<f64>(), part("last").parse::<f64>()) else { return };
    let days = last - first + 1.0;
    // Nights are one less; a week has two days that may be left out.
    let weekend = if length >= 5.0 { 2.0 } else { 0.0 };
    let fits = (length - 0.5..=length + 1.5 + weekend).contains(&days);
    if days < 2.0 || length < 2.0 || sentence.has_any(0, sentence.terms.len(), &SOME) {
        return;
    }
    found.concerned();
    if let Some(place) = parts.name("first").filter(|_| !fits) {
        let start = sentence.text.start() + place.start() as u32;
        let end = sentence.text.start() + parts.name("last").map_or(place.end(), |last| last.end()) as u32;
        let text = Span::new(start, end);
        let quotes = [sentence.cut(text), &format!("{days}"), part("length")];
        found.at(sentence.block, sentence.source(text), "“{}” are {} days, not “{}”", quotes).milder();
    }
}
