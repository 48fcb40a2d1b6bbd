//! A range whose upper end lies below its lower end.

use serde::Deserialize;

use crate::fact::{Change, Connector, Date, DateForm, Dimension, Direction, Facts, Quantity, Sentence, is_plural};
use crate::rule::{FactCheck, Found};
use crate::span::Span;

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct InvertedRange {}

/// Beginnings of words within [`NEAR`] characters before two values that make them a change, a result or a comparison, and no range.
const CHANGES: &[&str] = &[
    "fall",
    "fell",
    "drop",
    "reduc",
    "cut",
    "down",
    "declin",
    "decreas",
    "shrink",
    "shrank",
    "shrunk",
    "slash",
    "lower",
    "slid",
    "sank",
    "sink",
    "plung",
    "plummet",
    "tumbl",
    "dip",
    "dwindl",
    "halv",
    "trim",
    "shorten",
    "narrow",
    "compress",
    "improv",
    "went",
    "go",
    "goes",
    "going",
    "gone",
    "mov",
    "chang",
    "switch",
    "convert",
    "turn",
    "took",
    "taking",
    "brought",
    "bring",
    "scal",
    "slow",
    "discount",
    "mark",
    "won",
    "win",
    "wins",
    "beat",
    "lost",
    "los",
    "led",
    "lead",
    "defeat",
    "vot",
    "scor",
    "rul",
    "decision",
    "ratio",
    "odds",
    "split",
    "differ",
    "gap",
    "compar",
    "contrast",
    "distin",
    "versus",
    "vs",
    "ratio",
    "correlat",
    "revis",
    "correct",
    "updat",
    "push",
    "adjust",
    "shift",
    "resched",
    "accelerat",
    "backward",
    "back",
    "revers",
    "countdown",
    "count",
    "limit",
    "restrict",
    "prefer",
    "outnumber",
    "rais",
    "increas",
    "transition",
    "migrat",
    "downgrad",
    "upgrad",
    "refin",
    "scroll",
    "rotat",
    "from",
    "mix",
    "dilut",
    "proportion",
    "relative",
    "choos",
    "exchang",
    "trad",
    "swap",
    "minus",
    "subtract",
    "elapsed",
    "alternat",
];

/// How far before a range a word still speaks of it, in bytes.
const NEAR: u32 = 40;

/// Words that open a range where "from" would else open a change.
const RANGES: &[&str] =
    &["range", "ranges", "ranged", "ranging", "vary", "varies", "varied", "varying", "anywhere", "somewhere", "spans", "span"];

/// Things that are reckoned in pairs with the larger number first.
const PAIRS: &[&str] = &[
    "odds",
    "votes",
    "goals",
    "points",
    "sets",
    "games",
    "runs",
    "wins",
    "losses",
    "hours",
    "rules",
    "splits",
    "weekdays",
    "weekends",
    "mondays",
    "tuesdays",
    "wednesdays",
    "thursdays",
    "fridays",
    "saturdays",
    "sundays",
    "ratios",
    "matches",
    "favorites",
    "favourites",
    "parts",
    "displays",
    "screens",
    "controls",
    "jobs",
    "mappings",
    "relationships",
    "conversions",
    "seconds",
];

impl FactCheck for InvertedRange {
    fn check(&self, facts: &Facts<'_>, found: &mut Found<'_>) {
        for sentence in facts.sentences() {
            // "40–20 mg, 20–10 mg, then 5": a row that goes down from step to step.
            let below = || sentence.quantities().filter(|(_, quantity)| ends_below(quantity));
            let goes_on =
                |one: &Quantity, next: &Quantity| one.high.is_some_and(|(_, high)| high.base().total_cmp(&next.low.base()).is_eq());
            let goes_down = below().zip(below().skip(1)).any(|((_, one), (_, next))| goes_on(one, next));
            for (at, quantity) in sentence.quantities() {
                let Some((connector, high)) = quantity.high else { continue };
                found.concerned();
                if quantity.is_quoted || goes_down || !ends_below(quantity) || !is_range(&sentence, at, quantity, connector) {
                    continue;
                }
                let ends = [high.text, quantity.low.text].map(|text| facts.printed(text));
                found.at(sentence.block, facts.source(quantity.text), "the range ends at “{}”, below “{}”, where it begins", ends);
            }
            for (at, date) in sentence.dates() {
                let Some((other, text)) = span_of_dates(&sentence, at, date) else { continue };
                found.concerned();
                if date.is_quoted || !is_before(other, date) {
                    continue;
                }
                let ends = [other.text, date.text].map(|text| facts.printed(text));
                found.at(sentence.block, facts.source(text), "the period ends with “{}”, before “{}”, when it begins", ends);
            }
        }
    }
}

fn ends_below(quantity: &Quantity) -> bool {
    quantity.high.is_some_and(|(_, high)| high.base() < quantity.low.base())
}

/// Whether two values of which the second is smaller are meant as a range.
fn is_range(sentence: &Sentence<'_>, at: usize, quantity: &Quantity, connector: Connector) -> bool {
    let Some((_, high)) = quantity.high else { return false };
    let (one, other) = (quantity.low.number.value, high.number.value);
    let dimension = high.unit.dimension;
    let is_money = matches!(dimension, Dimension::Money(_));
    // "1.9–1.5 docs" are versions.
    let is_decimal = dimension == Dimension::Count && (one.fract() != 0.0 || other.fract() != 0.0);
    // A count down and a ratio end at one or nothing.
    if is_decimal
        || one <= 0.0
        || other <= 1.0
        || matches!(dimension, Dimension::Times | Dimension::Fraction | Dimension::Temperature | Dimension::Bits | Dimension::Bitrate)
    {
        return false;
    }
    let opening = sentence.before_hedges(at);
    // "It varies from 1000 ns to 100 ns": from slow machines to fast ones, each with its unit.
    let is_told_along = connector == Connector::FromTo
        && sentence.cut(quantity.low.text).contains(char::is_alphabetic)
        && opening
            .and_then(|from| from.checked_sub(1))
            .is_some_and(|before| sentence.is_any(before, &["vary", "varies", "varied", "varying"]));
    let is_told_a_range = !is_told_along
        && opening.is_some_and(|from| {
            sentence.is(from, "from") && from.checked_sub(1).is_some_and(|before| sentence.is_any(before, RANGES))
                || sentence.is(from, "between")
        });
    let is_range = match connector {
        Connector::SpacedDash => false,
        Connector::Dash => !is_elided(sentence, quantity) && follows_no_name(sentence, at),
        // "ranging from 14 lamps down to 2" says so itself.
        Connector::FromTo => is_told_a_range && !says_down(sentence, quantity),
        Connector::To => !is_told_apart(sentence, at, quantity) && (!is_given(sentence, at) || dimension != Dimension::Count),
        // "Between 64-bit and 32-bit programs", "between two-year and one-year terms": two kinds of things.
        Connector::Between => is_told_a_range && !sentence.cut(quantity.low.text).contains('-'),
    };
    // Results of a vote add up to a hundred, and so do rules such as 80-20.
    let sum = one + other;
    let is_result = dimension == Dimension::Percent && (80.0..=101.0).contains(&sum) || dimension == Dimension::Count && sum == 100.0;
    // "24-7", screens of 16-9, and who works nine to five.
    let pair = (one as i64, other as i64);
    let known = dimension == Dimension::Count && matches!(pair, (24, 7) | (16, 9) | (4, 3))
        || matches!(pair, (9 | 8, 5)) && is_working_time(sentence, at);
    let counted = dimension != Dimension::Count || counts_things(sentence, quantity) || is_numbered(sentence, at, connector);
    let other_rate = quantity.rates.len() > 1 && quantity.rates.iter().any(|rate| Some(rate) != quantity.rates.first());
    // The clock: "open 9 to 5 hours", "12–4 s".
    let is_clock = dimension == Dimension::Time && quantity.rates.is_empty() && connector == Connector::Dash && {
        let is_hours = (high.unit.factor - 3600.0).abs() < 1.0;
        is_hours && (7.0..=12.0).contains(&one) && (2.0..=7.0).contains(&other) && is_working_time(sentence, at)
    };
    let is_open = is_money && connector == Connector::Between && quantity.bound.is_open();
    // "It fell from 4.3% to 3% (after costs, this was 4.0% to 2.0%)": told along with a change of the same kind.
    let is_change_too = connector == Connector::To
        && Change::all(sentence)
            .iter()
            .any(|change| change.from.unit.dimension == dimension && change.direction() == Some(Direction::Down));
    is_range
        && !is_change_too
        && !is_result
        && !known
        && counted
        && !other_rate
        && !is_clock
        && !is_open
        && !is_change(sentence, at, is_told_a_range)
}

/// The words between both ends say that the second is the lower one.
fn says_down(sentence: &Sentence<'_>, quantity: &Quantity) -> bool {
    let between = quantity.high.map(|(_, high)| Span::new(quantity.low.text.end(), high.text.start().max(quantity.low.text.end())));
    between.is_some_and(|between| sentence.cut(between).split_whitespace().any(|word| word.eq_ignore_ascii_case("down")))
}

/// "a log of 315 KB to 5 KB": sizes of data of which each has its unit became smaller, unless a range is spoken of.
fn is_told_apart(sentence: &Sentence<'_>, at: usize, quantity: &Quantity) -> bool {
    quantity.low.unit.dimension == Dimension::Data
        && sentence.cut(quantity.low.text).contains(char::is_alphabetic)
        && !is_said_to_range(sentence, at)
}

/// "1998–99", "$120–30", "1,200-50": the second number leaves out the digits that it shares with the first.
fn is_elided(sentence: &Sentence<'_>, quantity: &Quantity) -> bool {
    let Some((_, high)) = quantity.high else { return false };
    let digits = |text: Span| sentence.cut(text).bytes().filter(u8::is_ascii_digit).count();
    let (one, other) = (digits(quantity.low.number.text), digits(high.number.text));
    let is_bare = matches!(high.unit.dimension, Dimension::Money(_)) && !high.is_complete;
    other < one && (one >= 3 || is_bare)
}

/// Whether no name stands before the first number, nor in the sentence a standard's ("NIST 800-171 requirements").
fn follows_no_name(sentence: &Sentence<'_>, at: usize) -> bool {
    let (first, last) = sentence.around(at);
    let is_standard = sentence.has_any(first, last, &["NIST", "SP", "ISO", "IEC", "RFC", "FIPS", "IEEE", "CVE", "CFR", "USC"]);
    let is_named = at.checked_sub(1).and_then(|before| sentence.word(before)).is_some_and(|word| {
        word.len() > 1 && word.starts_with(|first: char| first.is_uppercase()) && word.bytes().skip(1).any(|byte| byte.is_ascii_uppercase())
    });
    !is_standard && !is_named
}

/// "awarded 20 to 5 schools": the second number is who gets the first.
fn is_given(sentence: &Sentence<'_>, at: usize) -> bool {
    const GIVING: &[&str] = &[
        "give",
        "gives",
        "gave",
        "sell",
        "sells",
        "sold",
        "send",
        "sends",
        "sent",
        "add",
        "adds",
        "pay",
        "pays",
        "paid",
        "assign",
        "award",
        "grant",
        "lend",
        "lent",
        "ship",
        "apply",
        "attach",
        "match",
        "teach",
        "taught",
        "offer",
        "offers",
        "distribute",
        "reply",
        "respond",
        "map",
        "connect",
        "link",
        "go",
        "set",
    ];
    (at.saturating_sub(3)..at)
        .filter_map(|at| sentence.word(at))
        .any(|word| GIVING.iter().any(|giving| word.eq_ignore_ascii_case(giving)) || crate::fact::is_verb_form(word))
}

/// Whether both numbers count the things named behind the second: a plural that is not reckoned in pairs.
fn counts_things(sentence: &Sentence<'_>, quantity: &Quantity) -> bool {
    let Some((_, high)) = quantity.high else { return false };
    let noun = sentence.cut(quantity.noun);
    let last = noun.split([' ', '-']).next_back().unwrap_or("");
    let is_shared = quantity.noun.start() >= high.text.end();
    is_shared && is_plural(last) && !PAIRS.iter().any(|pair| last.eq_ignore_ascii_case(pair)) && !last.starts_with(char::is_uppercase)
}

/// "aged 10–6", "pages 45–32": what both numbers count stands before them.
fn is_numbered(sentence: &Sentence<'_>, at: usize, connector: Connector) -> bool {
    const COUNTERS: &[&str] = &["aged", "ages", "pages", "pp", "chapters", "weeks", "grades", "rows", "rooms", "lessons"];
    let before = at.checked_sub(1).map(|before| if sentence.mark(before) == Some('.') { before.saturating_sub(1) } else { before });
    connector == Connector::Dash && before.is_some_and(|before| sentence.is_any(before, COUNTERS))
}

fn is_working_time(sentence: &Sentence<'_>, at: usize) -> bool {
    let (first, last) = sentence.around(at);
    sentence.has_stem(first, last, &["office", "business", "working", "open", "shift", "job", "workday", "schedule", "weekday"])
}

/// Whether the words before, or right behind, say that something changes from one value to the other or that they are set against each other.
fn is_change(sentence: &Sentence<'_>, at: usize, is_told_a_range: bool) -> bool {
    let Some(start) = sentence.terms.get(at).map(|term| term.text.start()) else { return true };
    let first = (at.saturating_sub(NEAR as usize)..at)
        .find(|at| sentence.terms.get(*at).is_some_and(|term| term.text.start() + NEAR >= start))
        .unwrap_or(at);
    let to = if is_told_a_range { sentence.before_hedges(at).unwrap_or(at) } else { at };
    let said = (first..to).filter_map(|at| sentence.word(at)).any(|word| {
        let lower = word.to_ascii_lowercase();
        CHANGES.iter().any(|stem| if stem.len() <= 3 { lower == *stem } else { lower.starts_with(stem) })
    });
    let behind = sentence.behind_noun(at);
    // "decreases it from 12-10 hours to 20 minutes": with a dash, both are one side of the change.
    let is_side = sentence.quantity(at).is_some_and(|quantity| matches!(quantity.high, Some((Connector::Dash, _))))
        && (sentence.is(behind, "to") || sentence.before_hedges(at).is_some_and(|to| sentence.is(to, "to")));
    let result =
        (behind..behind + 3).any(|at| sentence.is_any(at, &["victory", "win", "defeat", "loss", "vote", "decision", "lead", "margin"]));
    said && !is_side && !is_said_to_range(sentence, at) || result || sentence.is_any(behind, &["ago", "BC", "BCE", "BP"])
}

/// "range from 12 to 6": whatever else is said before, these are ends.
fn is_said_to_range(sentence: &Sentence<'_>, at: usize) -> bool {
    (at.saturating_sub(3)..at).any(|at| sentence.is_any(at, &["range", "ranges", "ranging", "ranged"]))
}

/// The date that ends the period beginning with the date at a term, and the period's place.
fn span_of_dates<'f>(sentence: &Sentence<'f>, at: usize, date: &Date) -> Option<(&'f Date, Span)> {
    let is_dash = matches!(sentence.mark(at + 1), Some('–' | '—' | '-' | '−'));
    let opening = at.checked_sub(1).filter(|_| at > 0);
    let opens = |words: &[&str]| opening.is_some_and(|before| sentence.is_any(before, words));
    let to = is_dash || sentence.is_any(at + 1, &["to", "through", "until", "till"]) && opens(&["from"]);
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
fn is_before(one: &Date, other: &Date) -> bool {
    let plain = |date: &Date| matches!(date.form, DateForm::Year | DateForm::Named | DateForm::Iso | DateForm::Slashed);
    let (Some(year), Some(other_year)) = (one.year, other.year) else { return false };
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
