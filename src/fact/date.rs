//! Dates, parts of years, and times of the day.

use std::cmp::Ordering;

use jiff::civil::Weekday;

use super::tokens::Tokens;
use super::words::{self, Folded, WordList};
use crate::span::Span;

mod read;

pub(super) use read::{date, may_be_dotted, time};

/// A date as far as it is printed. Nothing says that the day exists: that is for a rule to find out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Date {
    /// From the weekday to the year.
    pub text: Span,
    /// The year.
    pub year: Option<i16>,
    /// The month, from 1; above 12 only in a date of digits that is wrong.
    pub month: Option<u8>,
    /// The day of the month.
    pub day: Option<u8>,
    /// Its weekday and where that is printed.
    pub weekday: Option<(Weekday, Span)>,
    /// How it is written.
    pub form: DateForm,
    /// It stands in a quotation of more than three words.
    pub is_quoted: bool,
}

/// How a date is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DateForm {
    /// With the name of a month.
    Named,
    /// `2024-05-03`.
    Iso,
    /// `5/23/2024`, where one part can only be a day.
    Slashed,
    /// `31.12.2024`, where one part can only be a day.
    Dotted,
    /// A year alone.
    Year,
    /// A quarter, a half or a fiscal year; its number is [`Date::month`]'s first.
    Period,
    /// "the 1990s".
    Decade,
}

impl Date {
    /// Its day of the calendar, if it names one that exists.
    #[must_use]
    pub fn civil(&self) -> Option<jiff::civil::Date> {
        self.civil_in(self.year?)
    }

    /// Its day in a certain year, if that exists.
    #[must_use]
    pub fn civil_in(&self, year: i16) -> Option<jiff::civil::Date> {
        jiff::civil::Date::new(year, i8::try_from(self.month?).ok()?, i8::try_from(self.day?).ok()?).ok()
    }

    /// Which of two dates comes first, at the coarser precision of both; `None` when that cannot be known.
    #[must_use]
    pub fn order(&self, other: &Self) -> Option<Ordering> {
        let is_known = |date: &Self| !matches!(date.form, DateForm::Period | DateForm::Decade);
        if !is_known(self) || !is_known(other) {
            return None;
        }
        let years = self.year?.cmp(&other.year?);
        let months = self.month.zip(other.month).map_or(Ordering::Equal, |(one, other)| one.cmp(&other));
        let in_month = self.month.is_some() && other.month.is_some();
        let days = self.day.zip(other.day).filter(|_| in_month).map_or(Ordering::Equal, |(one, other)| one.cmp(&other));
        Some(years.then(months).then(days))
    }

    /// Whether two dates cannot be the same: they differ at the coarser precision of both.
    #[must_use]
    pub fn contradicts(&self, other: &Self) -> bool {
        let differ = |one: Option<i16>, other: Option<i16>| one.zip(other).is_some_and(|(one, other)| one != other);
        let parts = |date: &Self| (date.month.map(i16::from), date.day.map(i16::from));
        let ((month, day), (other_month, other_day)) = (parts(self), parts(other));
        let same_kind = (self.form == DateForm::Period) == (other.form == DateForm::Period)
            && (self.form == DateForm::Decade) == (other.form == DateForm::Decade);
        same_kind && (differ(self.year, other.year) || differ(month, other_month) || differ(day, other_day))
    }
}

/// A time of the day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Time {
    /// From the hour to the zone.
    pub text: Span,
    /// Minutes since midnight, if the half of the day is known; else minutes since midnight or noon.
    pub minutes: u16,
    /// Whether the half of the day is printed or the hour is above 12; and whether it is the second one.
    pub is_afternoon: Option<bool>,
    /// Its zone.
    pub zone: Option<Zone>,
}

/// A time zone as abbreviations name it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Zone {
    /// Hours from UTC; for a zone that says neither summer nor winter ("ET"), its winter.
    pub hours: i8,
    /// Neither summer nor winter is said.
    pub is_general: bool,
}

/// The month of a name, from 1. Short names may have their full stop, which is a token of its own.
#[must_use]
pub fn month(word: &str) -> Option<u8> {
    const NAMES: [&str; 12] =
        ["january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december"];
    // Their first and third letters: most words with a capital are no months.
    let may_be = matches!(
        word.as_bytes(),
        [b'J', _, b'n' | b'N' | b'l' | b'L', ..]
            | [b'F', _, b'b' | b'B', ..]
            | [b'M', _, b'r' | b'R' | b'y' | b'Y', ..]
            | [b'A', _, b'r' | b'R' | b'g' | b'G', ..]
            | [b'S', _, b'p' | b'P', ..]
            | [b'O', _, b't' | b'T', ..]
            | [b'N', _, b'v' | b'V', ..]
            | [b'D', _, b'c' | b'C', ..]
    );
    if !may_be || word.len() > 9 {
        return None;
    }
    let folded = Folded::of(word);
    let lower = folded.as_str();
    NAMES
        .iter()
        .position(|name| *name == lower || lower.len() == 3 && name.starts_with(lower) || lower == "sept" && *name == "september")
        .map(|at| at as u8 + 1)
}

/// Whether a month or a weekday begins with these letters, in whatever case.
pub(super) fn may_be_named(letters: [u8; 3]) -> bool {
    matches!(
        &letters.map(|letter| letter.to_ascii_lowercase()),
        b"jan"
            | b"feb"
            | b"mar"
            | b"apr"
            | b"may"
            | b"jun"
            | b"jul"
            | b"aug"
            | b"sep"
            | b"oct"
            | b"nov"
            | b"dec"
            | b"mon"
            | b"tue"
            | b"wed"
            | b"thu"
            | b"fri"
            | b"sat"
            | b"sun"
    )
}

/// The weekday of a name, long or short, that begins with a capital.
#[must_use]
pub fn weekday(word: &str) -> Option<Weekday> {
    const NAMES: [&str; 7] = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
    const SHORT: [&str; 12] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun", "tues", "thur", "thurs", "weds", "wedn"];
    let may_be = match word.as_bytes() {
        [first @ (b'M' | b'T' | b'W' | b'F' | b'S'), second, third, ..] => may_be_named([*first, *second, *third]),
        _ => false,
    };
    if word.len() > 9 || !may_be {
        return None;
    }
    let folded = Folded::of(word);
    let lower = folded.as_str();
    let short = SHORT.contains(&lower);
    NAMES
        .iter()
        .position(|name| *name == lower || short && name.get(..3) == lower.get(..3))
        .and_then(|at| Weekday::from_monday_zero_offset(at as i8).ok())
}

/// Whether a year is one that articles speak of when they print four digits.
fn is_year(value: i16) -> bool {
    (1500..=2099).contains(&value)
}

/// Words before a number of four digits that make it a year.
const BEFORE_YEARS: &WordList = &WordList::of([
    "in", "since", "by", "until", "till", "from", "during", "of", "the", "early", "late", "mid", "around", "circa", "year", "fall",
    "spring", "summer", "winter", "autumn", "to", "through", "between", "before", "after", "and", "ca",
]);

/// Whether the word before a number of four digits makes it a year ("in 2010").
fn introduces_a_year(tokens: &Tokens<'_>, at: usize) -> bool {
    let Some(before) = at.checked_sub(1) else { return false };
    tokens.mark(before).is_some_and(|mark| matches!(mark, '(' | '–' | '—' | '-' | '/' | '©'))
        || tokens.word(before).is_some_and(|word| BEFORE_YEARS.has(word))
}

/// Whether what stands behind a number of four digits is counted by it.
fn is_counted(tokens: &Tokens<'_>, at: usize) -> bool {
    let plural = |at: usize| {
        tokens.word(at).is_some_and(|word| words::is_plural(word) && word.starts_with(|first: char| first.is_ascii_lowercase()))
    };
    plural(at) || tokens.word(at).is_some_and(|word| !words::is_function_word(word) && !words::is_verb_form(word)) && plural(at + 1)
}
