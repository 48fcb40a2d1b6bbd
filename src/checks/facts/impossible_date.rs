//! Days and months that no calendar has.

use serde::Deserialize;

use crate::fact::{Date, DateForm, Facts, Sentence, is_function_word, is_plural, number_word};
use crate::rule::{FactCheck, Found, Words};

/// Words before digits with hyphens that make a number of a file of them.
const BEFORE_NUMBERS: &[&str] = &[
    "act",
    "article",
    "bill",
    "case",
    "code",
    "docket",
    "file",
    "form",
    "grant",
    "id",
    "invoice",
    "law",
    "no",
    "number",
    "order",
    "page",
    "part",
    "policy",
    "project",
    "ref",
    "reference",
    "report",
    "resolution",
    "section",
    "serial",
    "ticket",
    "version",
];

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct ImpossibleDate {
    /// Words of a sentence that speaks of such a day as such.
    knowing: Words,
}

impl FactCheck for ImpossibleDate {
    fn check(&self, facts: &Facts<'_>, found: &mut Found<'_>) {
        for sentence in facts.sentences() {
            for (at, date) in sentence.dates() {
                if date.day.is_none() {
                    continue;
                }
                found.concerned();
                let last = end_of_range(&sentence, at, date);
                if let Some((last, fault)) = last.as_ref().and_then(|last| Some((last, Fault::of(last)?)))
                    && !self.is_knowing(&facts.document.language.code, &sentence)
                {
                    let (template, quotes) = fault.said(last, facts.printed(last.text));
                    found.at(sentence.block, facts.source(last.text), template, quotes);
                }
                let Some(fault) = Fault::of(date) else { continue };
                let before = facts.document.text.get(..date.text.start() as usize).unwrap_or("");
                if is_given_as_sample(before, date)
                    || !is_meant_as_date(&sentence, at, date)
                    || self.is_knowing(&facts.document.language.code, &sentence)
                {
                    continue;
                }
                let (template, quotes) = fault.said(date, facts.printed(date.text));
                found.at(sentence.block, facts.source(date.text), template, quotes);
            }
        }
    }
}

impl ImpossibleDate {
    /// Whether the sentence itself says that something is odd about the day.
    fn is_knowing(&self, language: &str, sentence: &Sentence<'_>) -> bool {
        let printed = sentence.printed().to_lowercase();
        self.knowing.of(language).iter().any(|words| printed.contains(words.as_str()))
    }
}

/// What is wrong with a date.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Fault {
    /// A month of digits above 12.
    Month(u8),
    /// A month that has fewer days, and how many it has.
    Day(u8),
    /// The last day of a leap year's February in another year.
    Leap(i16),
}

impl Fault {
    fn of(date: &Date) -> Option<Self> {
        let (month, day) = (date.month?, date.day?);
        // A zero stands for what is not known, and the calendar of Sweden did have a February 30.
        if month == 0 || day == 0 || date.year == Some(1712) {
            return None;
        }
        if month > 12 {
            return Some(Self::Month(month));
        }
        let longest = match month {
            2 => 29,
            4 | 6 | 9 | 11 => 30,
            _ => 31,
        };
        if day > longest {
            // Behind the name of a month, what is above 31 is as likely a number of something.
            return (day <= 31 || date.form == DateForm::Iso).then_some(Self::Day(longest));
        }
        date.year.filter(|_| date.civil().is_none()).map(Self::Leap)
    }

    fn said(self, date: &Date, printed: &str) -> (&'static str, Vec<String>) {
        let month = date.month.and_then(|month| jiff::civil::Date::new(2000, i8::try_from(month).ok()?, 1).ok());
        let name = month.map_or_else(String::new, |month| month.strftime("%B").to_string());
        match self {
            Self::Month(month) => ("“{}” is no date: there is no month {}", vec![printed.to_owned(), month.to_string()]),
            Self::Day(days) => ("“{}” is no date: {} has {} days", vec![printed.to_owned(), name, days.to_string()]),
            Self::Leap(year) => ("“{}” is no date: {} was no leap year", vec![printed.to_owned(), year.to_string()]),
        }
    }
}

/// "June 28–31": the last day of a range of days.
fn end_of_range(sentence: &Sentence<'_>, at: usize, date: &Date) -> Option<Date> {
    let is_open = date.form == DateForm::Named && date.year.is_none() && matches!(sentence.mark(at + 1), Some('-' | '–'));
    let quantity = sentence.quantity(at + 2).filter(|_| is_open)?;
    let day: u8 = sentence.cut(quantity.text).parse().ok()?;
    let touches =
        sentence.terms.get(at + 1)?.text.start() == date.text.end() && quantity.text.start() == sentence.terms.get(at + 1)?.text.end();
    let is_day = touches && quantity.noun.is_empty() && (1..=31).contains(&day);
    let text = date.text.join(quantity.text);
    is_day.then_some(Date { text, day: Some(day), ..*date })
}

/// "a day that the month lacks (e.g. February 30)", and a string between quotation marks: "2024-13-45".
fn is_given_as_sample(before: &str, date: &Date) -> bool {
    const GIVING: [&str; 6] = ["(e.g.", "(e.g.,", "(for example", "(for example,", "(for instance,", "(such as"];
    let is_string = date.form == DateForm::Iso && before.ends_with(['"', '“', '‘', '`']);
    is_string || GIVING.iter().any(|giving| before.trim_end().ends_with(giving))
}

/// "1987-88-89": three years in a row.
fn are_years(date: &Date) -> bool {
    let (year, month, day) = (date.year.unwrap_or(0) % 100, date.month.map_or(0, i16::from), date.day.map_or(0, i16::from));
    month == year + 1 && day == month + 1
}

/// Whether a date that cannot be is meant as one.
fn is_meant_as_date(sentence: &Sentence<'_>, at: usize, date: &Date) -> bool {
    let before = at.checked_sub(1);
    // "May 1, not April 31".
    if before.is_some_and(|before| sentence.is(before, "not")) {
        return false;
    }
    match date.form {
        // "Case 2019-31-05", "RFP 2018-32-01".
        DateForm::Iso if are_years(date) => false,
        DateForm::Iso => before.is_none_or(|before| {
            let is_named = sentence.is_any(before, BEFORE_NUMBERS)
                || sentence.word(before).is_some_and(|word| word.len() > 1 && word.chars().all(char::is_uppercase));
            let is_marked = sentence.mark(before).is_some_and(|mark| matches!(mark, '#' | '.' | '\\' | '%' | '№'));
            !is_named && !is_marked
        }),
        // "In June 31 people came": without a year, what follows must not be counted.
        DateForm::Named if date.year.is_none() => {
            let behind = (at + 1..at + 3).map_while(|at| sentence.word(at));
            let is_counted = behind
                .take_while(|word| !is_function_word(word))
                .any(|word| is_plural(word) && word.starts_with(|first: char| first.is_lowercase()) || number_word(word).is_some());
            // "Article 30, February 31": a place of a text, not of a year.
            let is_place = before.is_some_and(|before| sentence.is_any(before, BEFORE_NUMBERS));
            let is_percent = sentence.mark(at + 1).is_some_and(|mark| matches!(mark, '%' | '°' | '/'));
            !is_counted && !is_place && !is_percent && !sentence.is_any(at + 1, &["percent", "million", "billion", "thousand"])
        }
        _ => true,
    }
}

#[cfg(test)]
mod tests {
    use crate::checks::tested::markdown;

    fn said(text: &str) -> Vec<String> {
        markdown("impossible-date", text).into_iter().map(|(message, _)| message).collect()
    }

    #[test]
    fn the_message_says_why_there_is_no_such_day() {
        assert_eq!(said("The rules took effect on June 31, 2024."), ["“June 31, 2024” is no date: June has 30 days"]);
        assert_eq!(said("The trial ended on 29 February 2019."), ["“29 February 2019” is no date: 2019 was no leap year"]);
        assert_eq!(said("It was dated 2024-13-05."), ["“2024-13-05” is no date: there is no month 13"]);
    }

    #[test]
    fn the_last_day_of_a_range_is_a_day_too() {
        assert_eq!(said("The fair ran June 28–31, 2023."), ["“June 28–31” is no date: June has 30 days"]);
        assert_eq!(said("The fair ran July 28–31, 2023, and June 28–30."), [""; 0]);
    }

    #[test]
    fn numbers_of_files_are_no_dates() {
        for text in ["See case 2019-31-05.", "The RFP 2018-32-01 is open.", "It is stored as 2024-13-05.md in the folder."] {
            assert_eq!(said(text), [""; 0], "{text}");
        }
    }

    #[test]
    fn a_day_given_as_an_example_of_none_is_none() {
        assert_eq!(said("The gauge fails on a day that the month lacks (e.g. February 30)."), [""; 0]);
        assert_eq!(said("No bell rings when nothing matches (for example, February 30th)."), [""; 0]);
        assert_eq!(said("The clerk typed \"2024-13-45T99:99\", and the gauge stood still."), [""; 0]);
    }

    #[test]
    fn a_month_before_a_count_is_no_day() {
        for text in ["In June 31 people came to the quay.", "In April 31 % of the boats were out.", "In June 31 new members joined."] {
            assert_eq!(said(text), [""; 0], "{text}");
        }
    }
}
