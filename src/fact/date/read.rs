//! Reads dates and times of the day.

use super::{Date, DateForm, Time, Zone, introduces_a_year, is_counted, is_year, month, weekday};
use crate::fact::tokens::Tokens;
use crate::span::Span;

/// Reads the date that begins at `at`, with the first token behind it.
pub(in crate::fact) fn date(tokens: &Tokens<'_>, at: usize) -> Option<(Date, usize)> {
    let date = |form| Date { text: tokens.span(at), year: None, month: None, day: None, weekday: None, form, is_quoted: false };
    let done = |date: Date, end: usize| Some((Date { text: tokens.span(at).join(tokens.span(end - 1)), ..date }, end));
    if let Some(word) = tokens.word(at) {
        if let Some(weekday) = weekday(word).filter(|_| !is_part_of_a_name(tokens, at)) {
            // "Monday, April 5th, 2020", "Mon. 5 April", "Monday evening, April 5".
            let mut next = at + 1 + usize::from(tokens.is_any(at + 1, &["morning", "afternoon", "evening", "night"]));
            let first = next;
            while next < first + 2 && tokens.mark(next).is_some_and(|mark| matches!(mark, ',' | '.' | '(')) {
                next += 1;
            }
            let next = if tokens.is(next, "the") { next + 1 } else { next };
            let (found, end) =
                named(tokens, next).or_else(|| iso(tokens, next)).or_else(|| slashed(tokens, next)).or_else(|| dotted(tokens, next))?;
            found.day?;
            return done(Date { weekday: Some((weekday, tokens.span(at))), ..found }, end);
        }
        if let Some((found, end)) = named(tokens, at) {
            let (found, end) = with_weekday_behind(tokens, found, end);
            return done(found, end);
        }
        // "Q3 2025", "H1 2024", "FY26", "FY 2026".
        let bytes = word.as_bytes();
        if let [b'Q' | b'H', digit @ b'1'..=b'4'] = bytes {
            let (year, end) = year_behind(tokens, at + 1).map_or((None, at + 1), |(year, end)| (Some(year), end));
            return done(Date { year, month: Some(digit - b'0'), ..date(DateForm::Period) }, end);
        }
        if let Some(rest) = word.strip_prefix("FY") {
            let (digits, end) = if rest.is_empty() { (tokens.printed(at + 1), at + 2) } else { (rest, at + 1) };
            let year: i16 = digits.parse().ok().filter(|_| matches!(digits.len(), 2 | 4))?;
            let year = if year < 100 { year + 2000 } else { year };
            return done(Date { year: Some(year), ..date(DateForm::Period) }, end);
        }
        return None;
    }
    if may_be_dotted(tokens.printed(at)) {
        return dotted(tokens, at).and_then(|(found, end)| done(found, end));
    }
    if !tokens.is_number(at) {
        return None;
    }
    if let Some((found, end)) = iso(tokens, at).or_else(|| slashed(tokens, at)).or_else(|| named(tokens, at)) {
        let (found, end) = with_weekday_behind(tokens, found, end);
        return done(found, end);
    }
    let year: i16 = four_digits(tokens, at)?;
    let tight_behind = tokens.is_tight(at + 1);
    // "1990s", "1990's".
    if tight_behind && tokens.word(at + 1).is_some_and(|word| word == "s") && year % 10 == 0 {
        return done(Date { year: Some(year), ..date(DateForm::Decade) }, at + 2);
    }
    let touched = tight_behind
        && (tokens.word(at + 1).is_some()
            || tokens.mark(at + 1).is_some_and(|mark| matches!(mark, '%' | '°' | '+' | '$' | '×' | '_' | '=' | '@' | ':')));
    let before = at.checked_sub(1).and_then(|before| tokens.mark(before));
    let touches = tokens.is_tight(at)
        && before.is_some_and(|mark| !matches!(mark, '(' | '–' | '—' | '-' | '/' | '“' | '"' | '‘' | '\'' | '[' | '©' | '~'));
    if touched || touches || !introduces_a_year(tokens, at) && is_counted(tokens, at + 1) {
        return None;
    }
    // "1,200-1500 members" is read as a range of counts before this is asked.
    done(Date { year: Some(year), ..date(DateForm::Year) }, at + 1)
}

/// "The Sun", "Baltimore Sun": a short name of a weekday that is a name of something else.
fn is_part_of_a_name(tokens: &Tokens<'_>, at: usize) -> bool {
    let is_short = tokens.word(at).is_some_and(|word| !word.ends_with("day") && !word.ends_with("DAY"));
    let Some(before) = at.checked_sub(1).and_then(|before| tokens.word(before)).filter(|_| is_short) else { return false };
    let is_article = ["the", "a", "an", "this", "that"].iter().any(|word| before.eq_ignore_ascii_case(word));
    is_article
        || before.starts_with(|first: char| first.is_uppercase()) && !crate::fact::is_function_word(before) && weekday(before).is_none()
}

/// "April 7, 2020 (Tuesday)", "7 April 2020, a Tuesday": a day with the weekday behind it.
fn with_weekday_behind(tokens: &Tokens<'_>, date: Date, end: usize) -> (Date, usize) {
    let place = match tokens.mark(end) {
        Some('(') => end + 1,
        Some(',') if tokens.is(end + 1, "a") => end + 2,
        _ => return (date, end),
    };
    let stop = place + 1;
    // "A Monday meeting" is not what the day was.
    let is_closed = if tokens.mark(end) == Some('(') {
        tokens.mark(stop) == Some(')')
    } else {
        tokens.mark(stop).is_some_and(|mark| matches!(mark, '.' | ',' | ';' | ')'))
    };
    match tokens.word(place).and_then(weekday).filter(|_| is_closed && date.day.is_some()) {
        Some(weekday) => {
            let end = stop + usize::from(tokens.mark(end) == Some('('));
            (Date { weekday: Some((weekday, tokens.span(place))), ..date }, end)
        }
        None => (date, end),
    }
}

fn four_digits(tokens: &Tokens<'_>, at: usize) -> Option<i16> {
    let printed = tokens.printed(at);
    printed.parse().ok().filter(|year| printed.len() == 4 && is_year(*year))
}

/// A day with an ordinal ending or without one; with the first token behind it.
fn day(tokens: &Tokens<'_>, at: usize) -> Option<(u8, usize)> {
    if !tokens.is_number(at) {
        return None;
    }
    let printed = tokens.printed(at);
    let day: u8 = printed.parse().ok().filter(|day| (1..=99).contains(day) && printed.len() <= 2)?;
    if tokens.is_tight(at + 1) && tokens.is_any(at + 1, &["st", "nd", "rd", "th"]) {
        return Some((day, at + 2));
    }
    let touched = tokens.is_tight(at + 1)
        && (tokens.word(at + 1).is_some() || tokens.mark(at + 1).is_some_and(|mark| matches!(mark, '%' | ':' | '°' | '/')));
    (!touched).then_some((day, at + 1))
}

/// A year, perhaps behind a comma; with the first token behind it.
fn year_behind(tokens: &Tokens<'_>, at: usize) -> Option<(i16, usize)> {
    let at = if tokens.mark(at).is_some_and(|mark| matches!(mark, ',' | '.')) || tokens.is(at, "of") { at + 1 } else { at };
    let year = four_digits(tokens, at)?;
    // "5 May 2024: the lock is shut", but not "5 May 2024:17".
    let is_joined = tokens.mark(at + 1) == Some(':') && tokens.is_tight(at + 2) && tokens.get(at + 2).is_some();
    let touched = tokens.is_tight(at + 1) && (tokens.word(at + 1).is_some() || tokens.mark(at + 1) == Some('%') || is_joined);
    (!touched).then_some((year, at + 1))
}

/// "April 5, 2020", "5 April 2020", "5th of April", "April 2020".
fn named(tokens: &Tokens<'_>, at: usize) -> Option<(Date, usize)> {
    let date = |year: Option<i16>, month: u8, day: Option<u8>| Date {
        text: Span::at(0),
        year,
        month: Some(month),
        day,
        weekday: None,
        form: DateForm::Named,
        is_quoted: false,
    };
    let with_year = |month: u8, day: Option<u8>, end: usize| {
        let (year, end) = year_behind(tokens, end).map_or((None, end), |(year, end)| (Some(year), end));
        Some((date(year, month, day), end))
    };
    let short_stop = |at: usize| {
        let short = tokens.word(at).is_some_and(|word| word.len() <= 4 && !word.eq_ignore_ascii_case("may"));
        at + 1 + usize::from(short && tokens.mark(at + 1) == Some('.'))
    };
    if let Some(name) = tokens.word(at).and_then(month) {
        let behind = short_stop(at);
        let the = if tokens.is(behind, "the") { behind + 1 } else { behind };
        if let Some((day, end)) = day(tokens, the).filter(|(day, _)| *day <= 39) {
            return with_year(name, Some(day), end);
        }
        let (year, end) = year_behind(tokens, behind)?;
        return Some((date(Some(year), name, None), end));
    }
    let (day, end) = day(tokens, at).filter(|(day, _)| *day <= 39)?;
    let end = if tokens.is(end, "of") { end + 1 } else { end };
    let name = tokens.word(end).and_then(month)?;
    // "5 May 3": which day it is stays open; "100 March" is no day.
    with_year(name, Some(day), short_stop(end))
}

/// `2024-05-03`, standing alone.
fn iso(tokens: &Tokens<'_>, at: usize) -> Option<(Date, usize)> {
    let year = four_digits(tokens, at)?;
    let dash = |at: usize| matches!(tokens.mark(at), Some('-' | '‑')) && tokens.is_tight(at) && tokens.is_tight(at + 1);
    let two = |at: usize| tokens.printed(at).parse::<u8>().ok().filter(|_| tokens.is_number(at) && tokens.printed(at).len() == 2);
    if !dash(at + 1) || !dash(at + 3) {
        return None;
    }
    let (month, day) = (two(at + 2)?, two(at + 4)?);
    let behind = tokens.is_tight(at + 5)
        && (tokens.word(at + 5).is_some_and(|word| !word.starts_with('T'))
            || tokens.mark(at + 5).is_some_and(|mark| matches!(mark, '-' | '_' | '/' | '='))
            // "2024-05-03.md" names a file.
            || tokens.mark(at + 5) == Some('.') && tokens.is_tight(at + 6) && tokens.get(at + 6).is_some());
    let before = tokens.is_tight(at)
        && at.checked_sub(1).is_some_and(|before| tokens.mark(before).is_none_or(|mark| matches!(mark, '-' | '_' | '/' | '=' | '.')));
    (!behind && !before).then_some((
        Date {
            text: Span::at(0),
            year: Some(year),
            month: Some(month),
            day: Some(day),
            weekday: None,
            form: DateForm::Iso,
            is_quoted: false,
        },
        at + 5,
    ))
}

/// `5/23/2024`: a date where one part is too large for a month; with both small it could be either.
fn slashed(tokens: &Tokens<'_>, at: usize) -> Option<(Date, usize)> {
    let touching = (at + 1..at + 5).all(|at| tokens.is_tight(at));
    if !touching || tokens.mark(at + 1) != Some('/') || tokens.mark(at + 3) != Some('/') || tokens.is_tight(at) {
        return None;
    }
    let part = |at: usize| tokens.printed(at).parse::<u8>().ok().filter(|part| tokens.is_number(at) && (1..=31).contains(part));
    let year = four_digits(tokens, at + 4)?;
    of_parts(part(at)?, part(at + 2)?, year, DateForm::Slashed).map(|date| (date, at + 5))
}

/// Whether a run of digits and points has the shape of a date: "31.12.2024".
pub(in crate::fact) fn may_be_dotted(printed: &str) -> bool {
    let bytes = printed.as_bytes();
    let year = bytes.len().checked_sub(5).and_then(|point| bytes.get(point..));
    (8..=10).contains(&bytes.len())
        && year.is_some_and(|year| year.starts_with(b".") && year.iter().skip(1).all(u8::is_ascii_digit))
        && bytes.first().is_some_and(u8::is_ascii_digit)
        && printed.matches('.').count() == 2
}

/// `31.12.2024`, standing alone.
fn dotted(tokens: &Tokens<'_>, at: usize) -> Option<(Date, usize)> {
    let printed = tokens.printed(at);
    let touches = |at: usize| {
        tokens.is_tight(at)
            && (tokens.word(at).is_some()
                || tokens.mark(at).is_some_and(|mark| matches!(mark, '-' | '_' | '/' | '=' | '#' | '~' | '^' | '@' | '+')))
    };
    let follows =
        tokens.is_tight(at) && at.checked_sub(1).is_some_and(|before| !matches!(tokens.mark(before), Some('(' | '“' | '"' | '–')));
    if !may_be_dotted(printed) || follows || touches(at + 1) {
        return None;
    }
    let mut parts = printed.split('.');
    let mut part = || parts.next()?.parse::<u8>().ok().filter(|part| (1..=31).contains(part));
    let (one, other) = (part()?, part()?);
    let year = parts.next()?.parse().ok().filter(|year| is_year(*year))?;
    of_parts(one, other, year, DateForm::Dotted).map(|date| (date, at + 1))
}

/// The date of two numbers and a year, where one of the two is too large for a month.
fn of_parts(one: u8, other: u8, year: i16, form: DateForm) -> Option<Date> {
    let (month, day) = match (one, other) {
        (1..=12, 13..) => (one, other),
        (13.., 1..=12) => (other, one),
        _ => return None,
    };
    Some(Date { text: Span::at(0), year: Some(year), month: Some(month), day: Some(day), weekday: None, form, is_quoted: false })
}

/// Reads the time of the day that begins at `at`, with the first token behind it: "9:30 AM", "9 pm ET", "14:00 UTC". An hour alone is none.
pub(in crate::fact) fn time(tokens: &Tokens<'_>, at: usize) -> Option<(Time, usize)> {
    if !tokens.is_number(at)
        || tokens.is_tight(at)
            && at
                .checked_sub(1)
                .is_some_and(|before| !tokens.mark(before).is_some_and(|mark| matches!(mark, '(' | '–' | '—' | '-' | '/' | '~' | '[')))
    {
        return None;
    }
    let hour: u16 = tokens.printed(at).parse().ok().filter(|hour| *hour <= 24 && tokens.printed(at).len() <= 2)?;
    let mut end = at + 1;
    let mut minute = None;
    if matches!(tokens.mark(end), Some(':'))
        && tokens.is_tight(end)
        && tokens.is_tight(end + 1)
        && tokens.is_number(end + 1)
        && tokens.printed(end + 1).len() == 2
    {
        minute = Some(tokens.printed(end + 1).parse::<u16>().ok().filter(|minute| *minute < 60)?);
        end += 2;
        // "9:30:15" is a duration as well as a time.
        if tokens.mark(end) == Some(':') && tokens.is_tight(end) && tokens.is_number(end + 1) {
            return None;
        }
    }
    let half = half_of_day(tokens, end);
    let is_afternoon = match half {
        Some((afternoon, behind)) if (1..=12).contains(&hour) => {
            end = behind;
            Some(afternoon)
        }
        _ => {
            minute?;
            (hour > 12).then_some(true)
        }
    };
    let hour = match is_afternoon {
        Some(afternoon) if half.is_some() => hour % 12 + if afternoon { 12 } else { 0 },
        _ => hour,
    };
    let zone = tokens.word(end).and_then(zone);
    if zone.is_some() {
        end += 1;
    }
    Some((Time { text: tokens.span(at).join(tokens.span(end - 1)), minutes: hour * 60 + minute.unwrap_or(0), is_afternoon, zone }, end))
}

/// "am", "p.m.": whether it is the afternoon, and the first token behind.
fn half_of_day(tokens: &Tokens<'_>, at: usize) -> Option<(bool, usize)> {
    let word = tokens.word(at)?;
    if word.eq_ignore_ascii_case("am") || word.eq_ignore_ascii_case("pm") {
        // "9 am" of "I am" has a capital or a number before it; "am" itself needs neither here.
        return Some((word.starts_with(['p', 'P']), at + 1));
    }
    let dotted =
        word.len() == 1 && word.starts_with(['a', 'p', 'A', 'P']) && tokens.mark(at + 1) == Some('.') && tokens.is_any(at + 2, &["m"]);
    dotted.then(|| (word.starts_with(['p', 'P']), at + 3 + usize::from(tokens.mark(at + 3) == Some('.') && tokens.is_tight(at + 3))))
}

/// The zone of an abbreviation; none for those that name several.
fn zone(word: &str) -> Option<Zone> {
    let (hours, is_general) = match word {
        "UTC" | "GMT" | "Z" | "WET" => (0, false),
        "ET" | "Eastern" => (-5, true),
        "EST" => (-5, false),
        "EDT" => (-4, false),
        "CT" | "Central" => (-6, true),
        "CDT" => (-5, false),
        "MT" | "Mountain" => (-7, true),
        "MST" => (-7, false),
        "MDT" => (-6, false),
        "PT" | "Pacific" => (-8, true),
        "PST" => (-8, false),
        "PDT" => (-7, false),
        "CET" => (1, false),
        "CEST" => (2, false),
        "EET" => (2, false),
        "EEST" => (3, false),
        "JST" => (9, false),
        "AEST" => (10, false),
        "AEDT" => (11, false),
        _ => return None,
    };
    Some(Zone { hours, is_general })
}
