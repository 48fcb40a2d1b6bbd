//! Periods from one date to another.

use crate::fact::{Date, DateForm, Quantity, Sentence, month};
use crate::span::Span;

/// The date that ends the period beginning with the date at a term, and the period's place.
pub(super) fn span_of<'f>(sentence: &Sentence<'f>, at: usize, date: &Date) -> Option<(&'f Date, Span)> {
    let is_dash = matches!(sentence.mark(at + 1), Some('–' | '—' | '-' | '−'));
    let opening = at.checked_sub(1).filter(|_| at > 0);
    let opens = |words: &[&str]| opening.is_some_and(|before| sentence.is_any(before, words));
    // "In the years 2014 through 2011" needs no "from".
    let are_years = || opens(&["years", "period"]) && date.form == DateForm::Year;
    let to = is_dash || sentence.is_any(at + 1, &["to", "through", "until", "till"]) && (opens(&["from"]) || are_years());
    let is_between = sentence.is(at + 1, "and") && opens(&["between"]);
    let other = sentence.date(at + 2)?;
    let text = date.text.join(other.text);
    let printed = sentence.cut(text);
    // A dash between blanks may part two clauses; in brackets it joins.
    let is_spaced = is_dash && printed.contains([' ', '\u{a0}']) && date.form == DateForm::Year;
    let in_brackets = opening.is_some_and(|before| sentence.mark(before) == Some('(')) && sentence.mark(at + 3) == Some(')');
    // "2011-2008-05" and "2010-2005/6" are other things.
    let touched = matches!(sentence.mark(at + 3), Some('-' | '–' | '/' | ':' | '%'))
        || opening.is_some_and(|before| matches!(sentence.mark(before), Some('-' | '–' | '/' | '#' | ':' | '+')));
    let is_told = to || is_between;
    let (first, last) = sentence.around(at);
    let era = sentence.has_any(first, last, &["BC", "BCE", "BP", "ago", "respectively"]);
    (is_told && (!is_spaced || in_brackets) && !touched && !era && !is_set_against(sentence, at)).then_some((other, text))
}

/// "25–20 September": whether both numbers are days of a month.
pub(super) fn are_days(sentence: &Sentence<'_>, at: usize, quantity: &Quantity) -> bool {
    let Some((_, high)) = quantity.high else { return false };
    let is_day = |text| sentence.cut(text).parse::<u8>().is_ok_and(|day| (1..=31).contains(&day));
    let is_month = |word: &str| month(word).is_some() && word.starts_with(char::is_uppercase);
    let names_month = sentence.word(at + 1).is_some_and(is_month)
        || sentence.date(at + 1).is_some_and(|date| date.form == DateForm::Named && date.month.is_some() && date.day.is_none());
    is_day(quantity.low.text) && is_day(high.text) && names_month
}

/// "August 19–13, 2024": where the day stands that ends a period before the day with which it begins.
pub(super) fn days_back(sentence: &Sentence<'_>, at: usize, date: &Date) -> Option<Span> {
    let is_open =
        date.form == DateForm::Named && date.year.is_none() && !date.is_quoted && matches!(sentence.mark(at + 1), Some('-' | '–'));
    let last = sentence.quantity(at + 2).filter(|_| is_open)?;
    let day: u8 = sentence.cut(last.text).parse().ok()?;
    let is_tight =
        last.text.start() == sentence.terms.get(at + 1)?.text.end() && sentence.terms.get(at + 1)?.text.start() == date.text.end();
    let has_year = sentence.mark(at + 3) == Some(',') && sentence.date(at + 4).is_some_and(|year| year.form == DateForm::Year);
    (is_tight && has_year && day > 0 && day < date.day? && !is_set_against(sentence, at)).then_some(last.text)
}

/// "the difference between 2019 and 2016", "moved from 2022 to 2021", "CVE-2011-2008": no period.
fn is_set_against(sentence: &Sentence<'_>, at: usize) -> bool {
    const AGAINST: &[&str] = &[
        "differ",
        "gap",
        "compar",
        "contrast",
        "distin",
        "choos",
        "chang",
        "mov",
        "revis",
        "correct",
        "push",
        "brought",
        "bring",
        "adjust",
        "shift",
        "resched",
        "accelerat",
        "back",
        "revers",
        "downgrad",
        "upgrad",
        "migrat",
        "switch",
        "advanc",
        "convert",
        "went",
        "going",
        "similar",
        "relation",
        "ratio",
        "cve",
        "iso",
        "iec",
        "rfc",
        "pages",
        "ports",
        "versus",
        "vs",
        "parity",
        "backport",
        "renam",
        "compat",
        "exchange",
        "descend",
        "updat",
    ];
    // Products and their versions are named by years.
    const PRODUCTS: &[&str] =
        &["office", "server", "windows", "sql", "studio", "sharepoint", "version", "versions", "model", "models", "edition"];
    let is_product = sentence.has_any(at.saturating_sub(2), at, PRODUCTS);
    let first = at.saturating_sub(8);
    // "Between 2019 and 2016 there was no difference".
    let behind = if sentence.is(at + 1, "and") { at + 3..at + 12 } else { 0..0 };
    is_product
        || sentence.has_stem(behind.start, behind.end, &["differ", "compar", "gap", "contrast"])
        || (first..at).filter_map(|at| sentence.word(at)).any(|word| {
            let lower = word.to_ascii_lowercase();
            AGAINST.iter().any(|stem| if stem.len() <= 3 { lower == *stem } else { lower.starts_with(stem) })
        })
}

/// Whether one date lies before another, at the coarser precision of both.
pub(super) fn is_before(one: &Date, other: &Date) -> bool {
    let plain = |date: &Date| matches!(date.form, DateForm::Year | DateForm::Named | DateForm::Iso | DateForm::Slashed | DateForm::Dotted);
    // "from August 28 to August 9, 2019": both days are of one month of that year.
    let of_one_month = other.year.is_none() && one.month.is_some() && one.month == other.month;
    let (Some(year), Some(other_year)) = (one.year, other.year.or(one.year.filter(|_| of_one_month))) else { return false };
    if !plain(one) || !plain(other) || year > other_year {
        return false;
    }
    if year < other_year {
        return true;
    }
    match (one.month, other.month) {
        (Some(month), Some(other_month)) if month != other_month => month < other_month,
        (Some(_), Some(_)) => one.day.zip(other.day).is_some_and(|(day, other_day)| day < other_day),
        _ => false,
    }
}
