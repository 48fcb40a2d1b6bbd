//! One moment in two zones that is not the same moment.

use serde::Deserialize;

use crate::fact::{Facts, Sentence, Time};
use crate::rule::{FactCheck, Found};
use crate::span::Span;

const HOUR: i32 = 60;
const HALF_DAY: i32 = 12 * HOUR;

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct TimeZoneMismatch {}

impl FactCheck for TimeZoneMismatch {
    fn check(&self, facts: &Facts<'_>, found: &mut Found<'_>) {
        for sentence in facts.sentences() {
            let times: Vec<Zoned<'_>> = sentence.times().filter_map(|(at, time)| Zoned::of(&sentence, at, time)).collect();
            for pair in times.windows(2) {
                let [one, other] = pair else { continue };
                let is_open = (one.is_china() || other.is_china()) && !(one.is_american() && other.is_american());
                if one.zone == other.zone || is_open || !is_same_moment(&sentence, one, other) {
                    continue;
                }
                found.concerned();
                if let Some(expected) = one.expected(other) {
                    let quotes = [facts.printed(one.text).to_owned(), expected, facts.printed(other.text).to_owned()];
                    found
                        .at(sentence.block, facts.source(other.text), "“{}” is {}, not “{}”", quotes)
                        .related(facts.source(one.text), "the same moment");
                }
            }
        }
    }
}

/// A time with its zone.
struct Zoned<'f> {
    time: &'f Time,
    /// From the hour to the word for the zone.
    text: Span,
    zone: Zone,
    /// The term of the time and the first behind the zone.
    at: usize,
    behind: usize,
    /// Its zone is printed as "CST".
    is_cst: bool,
}

/// A zone as people use it: they write EST all year.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Zone {
    /// The hours by which it is behind the east of North America.
    America(i32),
    /// Hours from UTC, in winter and in summer.
    Other(i32, i32),
}

impl Zone {
    fn of(word: &str) -> Option<Self> {
        Some(match word {
            "ET" | "EST" | "EDT" | "Eastern" => Self::America(0),
            "CT" | "CDT" | "CST" | "Central" => Self::America(1),
            "MT" | "MST" | "MDT" | "Mountain" => Self::America(2),
            "PT" | "PST" | "PDT" | "Pacific" => Self::America(3),
            "UTC" | "GMT" => Self::Other(0, 0),
            "BST" => Self::Other(1, 1),
            "CET" | "CEST" => Self::Other(1, 2),
            "EET" | "EEST" => Self::Other(2, 3),
            "JST" => Self::Other(9, 9),
            "AEST" | "AEDT" => Self::Other(10, 11),
            _ => return None,
        })
    }

    /// Hours from UTC that it may have.
    const fn hours(self) -> (i32, i32) {
        match self {
            Self::America(behind) => (-5 - behind, -4 - behind),
            Self::Other(winter, summer) => (winter, summer),
        }
    }

    /// By how many hours `other` may be ahead: the summers of two continents begin on different days.
    const fn ahead(self, other: Self) -> (i32, i32) {
        if let (Self::America(one), Self::America(two)) = (self, other) {
            // Arizona keeps its winter.
            let slack = (one == 2 || two == 2) as i32;
            return (one - two - slack, one - two + slack);
        }
        let ((from, to), (other_from, other_to)) = (self.hours(), other.hours());
        (other_from - to, other_to - from)
    }
}

impl<'f> Zoned<'f> {
    fn of(sentence: &Sentence<'_>, at: usize, time: &'f Time) -> Option<Self> {
        let printed = sentence.cut(time.text);
        let last = printed.rsplit(|c: char| !c.is_alphanumeric()).next().unwrap_or("");
        let is_cst = sentence.is(at + 1, "CST");
        let (zone, mut behind, mut text) = match Zone::of(last) {
            Some(zone) => (zone, at + 1, time.text),
            None => (Zone::of(sentence.word(at + 1)?)?, at + 2, time.text.join(sentence.terms.get(at + 1)?.text)),
        };
        while sentence.is_any(behind, &["time", "standard", "daylight"]) {
            text = text.join(sentence.terms.get(behind)?.text);
            behind += 1;
        }
        // "GMT+2".
        (!matches!(sentence.mark(behind), Some('+' | '−'))).then_some(Self { time, text, zone, at, behind, is_cst })
    }

    /// "CST" is China's too.
    fn is_china(&self) -> bool {
        self.is_cst
    }

    const fn is_american(&self) -> bool {
        matches!(self.zone, Zone::America(_))
    }

    /// What the other time should be, if it is not.
    fn expected(&self, other: &Self) -> Option<String> {
        let (least, most) = self.zone.ahead(other.zone);
        // Without am and pm, a clock says the same twice a day.
        let round = if self.time.is_afternoon.is_some() && other.time.is_afternoon.is_some() { 2 * HALF_DAY } else { HALF_DAY };
        let (here, there) = (i32::from(self.time.minutes), i32::from(other.time.minutes));
        let fits = (least..=most).any(|hours| (here + hours * HOUR - there).rem_euclid(round) == 0);
        if fits {
            return None;
        }
        let moment = |hours: i32| (here + hours * HOUR).rem_euclid(round);
        let (first, last) = (clock(moment(least), round), clock(moment(most), round));
        Some(if least == most { first } else { format!("{first} or {last}") })
    }
}

/// A time of the day as people write it.
fn clock(minutes: i32, round: i32) -> String {
    let (hour, minute) = (minutes / HOUR, minutes % HOUR);
    let half = match (round > HALF_DAY, hour >= 12) {
        (false, _) => "",
        (true, false) => " am",
        (true, true) => " pm",
    };
    let hour = if hour % 12 == 0 { 12 } else { hour % 12 };
    if minute == 0 && !half.is_empty() { format!("{hour}{half}") } else { format!("{hour}:{minute:02}{half}") }
}

/// Whether the second time says the first one again: "2 pm ET / 11 am PT", "2 pm ET (11 am PT)", "2 pm ET, 11 am PT".
fn is_same_moment(sentence: &Sentence<'_>, one: &Zoned<'_>, other: &Zoned<'_>) -> bool {
    let joint = one.behind;
    let is_joined = matches!(sentence.mark(joint), Some('/' | '(' | '|' | ',' | '=' | ';')) || sentence.is(joint, "or");
    // "5 pm PT, which is 8 pm ET", "5 pm PT, or 8 pm ET", "5 pm PT (that is 8 pm ET)".
    let is_said = sentence.is_any(joint + 1, &["which", "that"]) && sentence.is(joint + 2, "is");
    let next = joint + 1 + if is_said { 2 } else { usize::from(sentence.is(joint + 1, "or")) };
    // "1:00–2:00 pm ET / 10:00–11:00 am PT": the ends of two spans.
    let is_second = other.at == next || other.at == next + 2 && is_dash(sentence, next + 1);
    let is_span = |time: &Zoned<'_>| time.at.checked_sub(1).is_some_and(|before| is_dash(sentence, before) || sentence.is(before, "to"));
    if !is_joined || !is_second || is_span(one) != is_span(other) {
        return false;
    }
    // Commas part the times of several meetings too.
    let is_list = matches!(sentence.mark(joint), Some(',' | ';'))
        && (sentence.is_any(other.behind, &["and", "or"])
            || sentence.is_any(other.behind + 1, &["and", "or"])
            || sentence.has_any(
                0,
                sentence.terms.len(),
                &["sessions", "times", "shifts", "meetings", "respectively", "calls", "flights", "hours"],
            ));
    !is_list
}

fn is_dash(sentence: &Sentence<'_>, at: usize) -> bool {
    matches!(sentence.mark(at), Some('-' | '–' | '—'))
}

#[cfg(test)]
mod tests {
    use crate::checks::tested::markdown;

    fn said(text: &str) -> Vec<String> {
        markdown("time-zone-mismatch", text).into_iter().map(|(message, _)| message).collect()
    }

    #[test]
    fn a_moment_that_differs_is_found_with_what_it_should_be() {
        assert_eq!(said("Join us at 2 pm ET / 12 pm PT."), ["“2 pm ET” is 11 am, not “12 pm PT”"]);
        assert_eq!(said("Join us at 10:30 a.m. PST (12:30 p.m. EST)."), ["“10:30 a.m. PST” is 1:30 pm, not “12:30 p.m. EST”"]);
        for text in [
            "Join us at 2:00 PM Eastern Time, 10:00 AM Pacific Time.",
            "It starts at 5:00 pm CST (5:00 pm EST).",
            "It starts at 1:00–2:00 pm ET / 11:00–12:00 pm PT.",
            "It starts at 9 am EST or 9 am MST.",
        ] {
            assert_eq!(said(text).len(), 1, "{text}");
        }
    }

    #[test]
    fn the_same_moment_and_other_moments_are_left_alone() {
        for text in [
            "Join us at 2 pm ET / 11 am PT.",
            "Join us at 2 p.m. EDT (1 p.m. CST, 11 a.m. PDT).",
            "It starts at 16:00 UTC / 11 am ET / 5 pm CET.",
            "It starts at 15:00 UTC / 11 am ET.",
            "It starts at 9 am EST or 6 am MST.",
            "It starts at 15:00 UTC (11:00 pm CST).",
            "Sessions are held at 10 am ET, 2 pm PT.",
            "It lasts from 9 am PT to 6 pm ET.",
            "It starts at 2:00 ET / 11:00 PT.",
            "1:00–2:00 pm ET / 10:00–11:00 am PT",
        ] {
            assert_eq!(said(text), [""; 0], "{text}");
        }
    }
}
