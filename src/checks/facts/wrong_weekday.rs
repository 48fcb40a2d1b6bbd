//! A weekday beside a date that falls on another day.

use jiff::civil::{Date as Day, Weekday};
use serde::Deserialize;

use crate::document::MetaFrom;
use crate::fact::{Date, Facts, Sentence, weekday};
use crate::rule::{FactCheck, Found};
use crate::span::Span;

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct WrongWeekday {
    /// Dates before this year are left alone: calendars differed.
    since: i16,
}

impl FactCheck for WrongWeekday {
    fn check(&self, facts: &Facts<'_>, found: &mut Found<'_>) {
        for sentence in facts.sentences() {
            for (at, date) in sentence.dates() {
                let Some((weekday, printed)) = date.weekday.or_else(|| said_behind(&sentence, at, date)) else { continue };
                // When somebody said it, the article's own years say nothing of theirs.
                if date.is_quoted && date.year.is_none() {
                    continue;
                }
                found.concerned();
                let days: Vec<Day> = match date.year {
                    Some(year) => date.civil_in(year).into_iter().collect(),
                    None => likely_years(facts, &sentence).into_iter().filter_map(|year| date.civil_in(year)).collect(),
                };
                let is_right = days.iter().any(|day| day.weekday() == weekday || day.year() < self.since || is_julian(*day, weekday));
                if is_right || names_two_dates(&sentence, at) || names_two_weekdays(&sentence, at) {
                    continue;
                }
                let Some(day) = days.first() else { continue };
                let name = day.strftime("%A").to_string();
                let (template, quotes) = match date.year {
                    Some(_) => ("“{}” falls on a {}", vec![facts.printed(date.text).to_owned(), name]),
                    None => ("“{}” falls on a {} in {}", vec![facts.printed(date.text).to_owned(), name, day.year().to_string()]),
                };
                let finding = found.at(sentence.block, facts.source(printed), template, quotes);
                if date.year.is_none() {
                    finding.milder();
                }
            }
        }
    }
}

/// The years that a date without one may mean: those of the sentence, else those of the article's own dates, each with its neighbours.
fn likely_years(facts: &Facts<'_>, sentence: &Sentence<'_>) -> Vec<i16> {
    let mut years: Vec<i16> = sentence.dates().filter_map(|(_, date)| date.year).collect();
    let of_article = facts.document.meta.iter().filter(|meta| meta.from != MetaFrom::JsonLd).filter(|meta| {
        ["date", "publish", "update", "modif", "byline", "created", "lastmod"]
            .iter()
            .any(|part| meta.key.to_ascii_lowercase().contains(part))
    });
    for meta in of_article {
        let parts = meta.value.split(|c: char| !c.is_ascii_digit()).filter(|part| part.len() == 4);
        years.extend(parts.filter_map(|part| part.parse::<i16>().ok()).filter(|year| (1990..=2099).contains(year)));
    }
    let with_neighbours: Vec<i16> = years.iter().flat_map(|year| [*year, year - 1, year + 1]).collect();
    let mut unique = Vec::new();
    for year in with_neighbours {
        if !unique.contains(&year) {
            unique.push(year);
        }
    }
    unique
}

/// "April 7, 2020 was a Monday", "April 7, 2020, which fell on a Monday".
fn said_behind(sentence: &Sentence<'_>, at: usize, date: &Date) -> Option<(Weekday, Span)> {
    date.day.filter(|_| date.year.is_some())?;
    // "April 7, 2020 (a Monday)", "April 7, 2020, a Monday, …".
    let apart = matches!(sentence.mark(at + 1), Some('(' | ','));
    if apart && sentence.is(at + 2, "a") && matches!(sentence.mark(at + 4), Some(')' | ',' | '.' | ';')) {
        let named = sentence.word(at + 3).and_then(weekday);
        return named.and_then(|weekday| Some((weekday, sentence.terms.get(at + 3)?.text)));
    }
    let mut next = at + 1 + usize::from(sentence.mark(at + 1) == Some(','));
    next += usize::from(sentence.is(next, "which"));
    let is_said = sentence.is_any(next, &["was", "is", "being"]) && sentence.is(next + 1, "a")
        || sentence.is_any(next, &["fell", "falls"]) && sentence.is(next + 1, "on") && sentence.is(next + 2, "a");
    let place = next + if sentence.is(next + 1, "on") { 3 } else { 2 };
    // "Was a Monday meeting" is not what the day was.
    let is_closed = sentence.word(place + 1).is_none() || sentence.is_any(place + 1, &["and", "but", "in", "so", "when"]);
    let weekday = sentence.word(place).and_then(weekday).filter(|_| is_said && is_closed)?;
    Some((weekday, sentence.terms.get(place)?.text))
}

/// "Monday, April 5 or 6": the weekday may belong to the other day.
fn names_two_dates(sentence: &Sentence<'_>, at: usize) -> bool {
    let joined = matches!(sentence.mark(at + 1), Some('/' | '-' | '–' | '—' | '&'))
        || sentence.is_any(at + 1, &["or", "and", "to", "through", "until"]);
    joined && (sentence.quantity(at + 2).is_some() || sentence.date(at + 2).is_some())
}

/// "Monday through Friday, May 1": which of the two falls on the day stays open.
fn names_two_weekdays(sentence: &Sentence<'_>, at: usize) -> bool {
    let Some(joint) = at.checked_sub(1) else { return false };
    let is_joint = matches!(sentence.mark(joint), Some('/' | '-' | '–' | '—' | '&' | ','))
        || sentence.is_any(joint, &["or", "and", "to", "through", "until"]);
    is_joint && joint.checked_sub(1).is_some_and(|before| sentence.word(before).and_then(weekday).is_some())
}

/// Whether the day had this weekday in the old calendar, which Russia kept until 1918 and Greece until 1923.
fn is_julian(day: Day, weekday: Weekday) -> bool {
    let behind = if day.year() < 1900 { 12 } else { 13 };
    day.year() <= 1923 && day.checked_add(jiff::Span::new().days(behind)).is_ok_and(|later| later.weekday() == weekday)
}

#[cfg(test)]
mod tests {
    use crate::checks::tested::markdown;

    fn count(text: &str) -> usize {
        markdown("wrong-weekday", text).len()
    }

    #[test]
    fn a_weekday_may_stand_before_or_behind_its_date_in_many_forms() {
        for text in [
            "It was on Monday, April 7th, 2020.",
            "It was on Monday 7 April 2020.",
            "It was on Mon, 7 Apr 2020.",
            "It was on Monday the 7th of April 2020.",
            "It was on April 7, 2020 (Monday).",
            "It was on 7 April 2020, a Monday.",
            "It was on Monday, 2020-04-07.",
            "April 7, 2020 was a Monday.",
            "April 7, 2020, which fell on a Monday, was dry.",
            "It was on Monday evening, April 7, 2020.",
            "It was on Monday morning (7 April 2020).",
            "It was on Monday, 4/27/2021.",
        ] {
            assert_eq!(count(text), 1, "{text}");
            let right = text.replace("Monday", "Tuesday").replace("Mon,", "Tue,");
            assert_eq!(count(&right), 0, "{right}");
        }
    }

    #[test]
    fn newspapers_and_ranges_of_weekdays_are_left_alone() {
        for text in [
            "The Sun, May 5, 2020, had it first.",
            "Baltimore Sun, May 5, 2020.",
            "Open Monday through Friday, May 5, 2020 to June 3, 2020.",
            "Saturday and Sunday, May 2 and 3, 2020.",
            "It was on Sunday, January 9, 1905, as Russians count.",
            "April 7, 2020 was a Monday holiday.",
            "On April 7, 2020, a Monday meeting was called off.",
        ] {
            assert_eq!(count(text), 0, "{text}");
        }
    }
}
