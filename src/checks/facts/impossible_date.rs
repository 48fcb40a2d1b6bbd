//! Days and months that no calendar has.

use serde::Deserialize;

use crate::document::BlockId;
use crate::fact::{Connector, Date, DateForm, Facts, Sentence, is_function_word, is_plural, month, number_word};
use crate::rule::{FactCheck, Found, Words};

mod clock;

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

/// A day that no calendar has, and whether it is one to report.
struct Suspect {
    block: BlockId,
    date: Date,
    fault: Fault,
    is_meant: bool,
}

impl FactCheck for ImpossibleDate {
    fn check(&self, facts: &Facts<'_>, found: &mut Found<'_>) {
        clock::check(facts.document, found);
        let language = &facts.document.language.code;
        let mut suspects: Vec<Suspect> = Vec::new();
        for sentence in facts.sentences() {
            for (at, _) in sentence.quantities() {
                let Some(last) = last_of_month(&sentence, at) else { continue };
                if let Some(fault) = Fault::of(&last) {
                    let is_meant = !self.is_knowing(language, &sentence) && !is_corrected(&sentence, &last, fault);
                    suspects.push(Suspect { block: sentence.block, date: last, fault, is_meant });
                }
            }
            for (at, date) in sentence.dates() {
                if date.day.is_none() {
                    continue;
                }
                found.concerned();
                let mut suspect = |date: Date, is_meant: &dyn Fn() -> bool| {
                    if let Some(fault) = Fault::of(&date) {
                        let is_meant = is_meant() && !self.is_knowing(language, &sentence) && !is_corrected(&sentence, &date, fault);
                        suspects.push(Suspect { block: sentence.block, date, fault, is_meant });
                    }
                };
                if let Some(last) = end_of_range(&sentence, at, date) {
                    suspect(last, &|| true);
                }
                let before = facts.document.text.get(..date.text.start() as usize).unwrap_or("");
                let behind = facts.document.text.get(date.text.end() as usize..).unwrap_or("");
                // "Setting the date to ‘Feb 31’" speaks of a value.
                let is_value = before.ends_with(['\'', '‘', '"', '“']) && behind.starts_with(['\'', '’', '"', '”']);
                suspect(*date, &|| !is_value && !is_given_as_sample(before, date) && is_meant_as_date(&sentence, at, date));
            }
        }
        suspects.sort_by_key(|suspect| (suspect.block, suspect.date.text.start()));
        for of_block in suspects.chunk_by(|one, other| one.block == other.block) {
            // Who names two such days in one breath speaks of them as such, or of numbers.
            let day = |suspect: &Suspect| (suspect.date.year, suspect.date.month, suspect.date.day);
            if of_block.windows(2).any(|pair| matches!(pair, [one, other] if day(one) != day(other))) {
                continue;
            }
            for Suspect { block, date, fault, .. } in of_block.iter().filter(|suspect| suspect.is_meant) {
                let (template, quotes) = fault.said(date, facts.printed(date.text));
                found.at(*block, facts.source(date.text), template, quotes);
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

/// "The field changes June 31 to July 1", "for February 30 the last day of the month is taken": whether a sentence tells what such a day becomes.
fn is_corrected(sentence: &Sentence<'_>, date: &Date, fault: Fault) -> bool {
    const BECOMING: [&str; 24] = [
        "adjust",
        "assum",
        "becom",
        "chang",
        "clamp",
        "convert",
        "correct",
        "count",
        "fall",
        "interpret",
        "jump",
        "map",
        "mean",
        "mov",
        "normal",
        "read",
        "replac",
        "return",
        "roll",
        "round",
        "shift",
        "tak",
        "treat",
        "turn",
    ];
    let longest = match fault {
        Fault::Day(days) => days,
        Fault::Leap(_) => 28,
        Fault::Month(_) => return false,
    };
    let month = date.month.unwrap_or(0);
    let is_real_day = |other: &Date| {
        let day = (other.month, other.day);
        day == (Some(month), Some(longest)) || day == (Some(month), Some(28)) || day == (Some(month % 12 + 1), Some(1))
    };
    let names_real_day = sentence.dates().any(|(_, other)| is_real_day(other))
        || (0..sentence.terms.len()).any(|at| sentence.are(at, &["last", "day"]) || sentence.are(at, &["next", "month"]));
    names_real_day && sentence.has_stem(0, sentence.terms.len(), &BECOMING)
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

/// "15 to 31 September": the last of two days of a month.
fn last_of_month(sentence: &Sentence<'_>, at: usize) -> Option<Date> {
    let quantity = sentence.quantity(at)?;
    let (connector, high) = quantity.high?;
    let day = |text| sentence.cut(text).parse::<u8>().ok().filter(|day| (1..=31).contains(day));
    let (_, last) = day(quantity.low.text).zip(day(high.text))?;
    let (named, month) = match (sentence.date(at + 1), sentence.word(at + 1)) {
        (Some(date), _) if date.form == DateForm::Named && date.day.is_none() => (date.text, date.month?),
        (_, Some(word)) => (sentence.terms.get(at + 1)?.text, month(word).filter(|_| word.starts_with(char::is_uppercase))?),
        _ => return None,
    };
    let year = sentence.date(at + 1).and_then(|date| date.year);
    let is_range = !matches!(connector, Connector::Between) && (29..=31).contains(&last) && !quantity.is_quoted;
    is_range.then_some(Date {
        text: high.text.join(named),
        year,
        month: Some(month),
        day: Some(last),
        weekday: None,
        form: DateForm::Named,
        is_quoted: false,
    })
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

/// "The lots 2024-13-45 and …", "booked as 2024-13-01 in the ledger": what has a month too many is a number where numbers are spoken of.
fn is_number(sentence: &Sentence<'_>, date: &Date) -> bool {
    const NUMBERED: [&str; 26] = [
        "account",
        "accounts",
        "batch",
        "batches",
        "catalogue",
        "extension",
        "invoices",
        "ledger",
        "lot",
        "lots",
        "model",
        "models",
        "number",
        "numbers",
        "parcel",
        "parts",
        "period",
        "periods",
        "phone",
        "room",
        "rooms",
        "sample",
        "samples",
        "shelf",
        "telephone",
        "tickets",
    ];
    let (month, day) = (date.month.unwrap_or(0), date.day.unwrap_or(0));
    month > 12 && (day > 31 || sentence.has_any(0, sentence.terms.len(), &NUMBERED))
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
        DateForm::Iso if are_years(date) || is_number(sentence, date) => false,
        DateForm::Iso | DateForm::Dotted => before.is_none_or(|before| {
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
            // "By June 31 of her pupils had come".
            let is_share = sentence.is(at + 1, "of")
                && sentence
                    .is_any(at + 2, &["the", "these", "those", "them", "us", "his", "her", "its", "our", "your", "their", "my", "all"]);
            // "Article 30, February 31": a place of a text, not of a year.
            let is_place = before.is_some_and(|before| sentence.is_any(before, BEFORE_NUMBERS));
            let is_percent = sentence.mark(at + 1).is_some_and(|mark| matches!(mark, '%' | '°' | '/'));
            !is_counted && !is_share && !is_place && !is_percent && !sentence.is_any(at + 1, &["percent", "million", "billion", "thousand"])
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

    #[test]
    fn a_day_that_becomes_another_is_named_on_purpose() {
        for text in [
            "The tide table moves June 31 to July 1.",
            "For February 30 the bank takes the last day of the month.",
            "The log has June 31 and 31 November.",
            "Lot 2024-13-05 and room 2024-31-02 are empty.",
            "By June 31 of her pupils had come to the quay.",
        ] {
            assert_eq!(said(text), [""; 0], "{text}");
        }
        assert_eq!(said("Half the fee is due by June 31, and all of it by July 1.").len(), 1);
    }
}
