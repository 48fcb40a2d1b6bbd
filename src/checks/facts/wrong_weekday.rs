//! A weekday beside a date that falls on another day.

use jiff::civil::Date as Day;
use serde::Deserialize;

use crate::document::MetaFrom;
use crate::fact::{Date, Facts, Sentence};
use crate::rule::{FactCheck, Found};

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct WrongWeekday {
    /// Dates before this year are left alone: calendars differed.
    since: i16,
}

impl FactCheck for WrongWeekday {
    fn check(&self, facts: &Facts<'_>, found: &mut Found<'_>) {
        for sentence in facts.sentences() {
            for (_, date) in sentence.dates() {
                let Some((weekday, printed)) = date.weekday else { continue };
                found.concerned();
                let days: Vec<Day> = match date.year {
                    Some(year) => date.civil_in(year).into_iter().collect(),
                    None => likely_years(facts, &sentence).into_iter().filter_map(|year| date.civil_in(year)).collect(),
                };
                let is_right = days.iter().any(|day| day.weekday() == weekday || day.year() < self.since);
                if is_right || names_two_dates(&sentence, date) {
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

/// "Monday, April 5 or 6": the weekday may belong to the other day.
fn names_two_dates(sentence: &Sentence<'_>, date: &Date) -> bool {
    let Some((at, _)) = sentence.dates().find(|(_, other)| other.text == date.text) else { return false };
    let joined = matches!(sentence.mark(at + 1), Some('/' | '-' | '–' | '&')) || sentence.is_any(at + 1, &["or", "and", "to"]);
    joined && (sentence.quantity(at + 2).is_some() || sentence.date(at + 2).is_some())
}
