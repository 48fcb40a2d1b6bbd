//! A range whose upper end lies below its lower end.

use serde::Deserialize;

use crate::fact::{Change, Connector, Dimension, Direction, Facts, Quantity, Sentence, is_plural};
use crate::rule::{FactCheck, Found};
use crate::span::Span;

mod columns;
mod dates;
mod limits;

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
    "cool",
    "chill",
];

/// How far before a range a word still speaks of it, in bytes.
const NEAR: u32 = 40;

/// Words that open a range where "from" would else open a change.
const RANGES: &[&str] = &[
    "range",
    "ranges",
    "ranged",
    "ranging",
    "vary",
    "varies",
    "varied",
    "varying",
    "anywhere",
    "somewhere",
    "spans",
    "span",
    "run",
    "runs",
    "ran",
];

/// Verbs that say how many there are and not what becomes of them: "A litter has from nine to five pups".
const HAVING: &[&str] = &[
    "has", "have", "had", "hold", "holds", "contain", "contains", "seat", "seats", "cost", "costs", "weigh", "weighs", "last", "lasts",
    "measure", "measures",
];

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
            let mut inverted = sentence.quantities().map(|(_, quantity)| quantity).filter(|quantity| ends_below(quantity));
            let mut last = inverted.next();
            let goes_down = inverted.any(|next| {
                let before = last.replace(next);
                before.is_some_and(|before| before.is_comparable(next) && next.low.base() <= before.low.base())
            });
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
                if let Some(text) = dates::days_back(&sentence, at, date) {
                    let ends = [text, date.text].map(|text| facts.printed(text));
                    found.at(
                        sentence.block,
                        facts.source(date.text.join(text)),
                        "the period ends with “{}”, before “{}”, when it begins",
                        ends,
                    );
                }
                let Some((other, text)) = dates::span_of(&sentence, at, date) else { continue };
                found.concerned();
                if date.is_quoted || !dates::is_before(other, date) {
                    continue;
                }
                let ends = [other.text, date.text].map(|text| facts.printed(text));
                found.at(sentence.block, facts.source(text), "the period ends with “{}”, before “{}”, when it begins", ends);
            }
            limits::check(facts, &sentence, found);
        }
        columns::check(facts.document, found);
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
    let is_decimal = dimension == Dimension::Count && (one.fract() != 0.0 || other.fract() != 0.0) && !is_said_to_lie(sentence, at);
    // A count down and a ratio end at one or nothing.
    if is_decimal
        || one <= 0.0
        || other <= 1.0
        || matches!(dimension, Dimension::Times | Dimension::Fraction | Dimension::Bits | Dimension::Bitrate)
        || dimension == Dimension::Temperature && connector == Connector::To
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
            sentence.is(from, "from")
                && from.checked_sub(1).is_some_and(|before| sentence.is_any(before, RANGES) || sentence.is_any(before, HAVING))
                || sentence.is(from, "between")
        });
    let is_range = match connector {
        Connector::SpacedDash => false,
        // "8-2 Lamps at Dusk": a number that opens a title.
        Connector::Dash => {
            let opens_title = at == 0 && sentence.cut(quantity.noun).starts_with(char::is_uppercase);
            !opens_title && !is_elided(sentence, quantity) && follows_no_name(sentence, at) && !names_a_kind(sentence, quantity)
        }
        // "ranging from 14 lamps down to 2" says so itself.
        Connector::FromTo => is_told_a_range && !says_down(sentence, quantity),
        Connector::To => !is_told_apart(sentence, at, quantity) && (!is_given(sentence, at) || dimension != Dimension::Count),
        // "Between 64-bit and 32-bit programs", "between two-year and one-year terms": two kinds of things.
        Connector::Between => is_told_a_range && !sentence.cut(quantity.low.text).contains('-'),
    };
    // Results of a vote add up to a hundred, and so do rules such as 80-20.
    let sum = one + other;
    let is_result = dimension == Dimension::Percent && (80.0..=101.0).contains(&sum) || dimension == Dimension::Count && sum == 100.0;
    // "24-7", screens of 16-9, file names of 8-3, and who works nine to five.
    let pair = (one as i64, other as i64);
    let known = dimension == Dimension::Count && matches!(pair, (24, 7) | (16, 9) | (4 | 8, 3))
        || matches!(pair, (9 | 8, 5)) && is_working_time(sentence, at);
    let counted = dimension != Dimension::Count
        || counts_things(sentence, quantity)
        || is_numbered(sentence, at, connector)
        || dates::are_days(sentence, at, quantity)
        || is_said_to_lie(sentence, at);
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

/// "3-2 moves", "4-2 formations", "8-3 names": two figures and a hyphen before a noun say of what kind it is.
fn names_a_kind(sentence: &Sentence<'_>, quantity: &Quantity) -> bool {
    let Some((_, high)) = quantity.high else { return false };
    let is_figure = |text: Span| text.len() == 1;
    let has_hyphen = sentence.cut(quantity.low.text.join(high.text)).as_bytes().get(1) == Some(&b'-');
    high.unit.dimension == Dimension::Count
        && is_figure(quantity.low.number.text)
        && is_figure(high.number.text)
        && has_hyphen
        && !quantity.noun.is_empty()
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

/// "The pH should lie between 7.2 and 6.4": whatever is measured, it says of itself that it lies between both.
fn is_said_to_lie(sentence: &Sentence<'_>, at: usize) -> bool {
    const LYING: &[&str] =
        &["lie", "lies", "lay", "be", "is", "are", "stay", "stays", "keep", "remain", "remains", "fall", "falls", "range", "ranges"];
    at > 1 && sentence.is(at - 1, "between") && sentence.is_any(at - 2, LYING)
}

/// "aged 10–6", "pages 45–32": what both numbers count stands before them.
fn is_numbered(sentence: &Sentence<'_>, at: usize, connector: Connector) -> bool {
    const COUNTERS: &[&str] = &["aged", "ages", "pages", "pp", "chapters", "weeks", "grades", "rows", "rooms", "lessons"];
    const YEARS_OF_LIFE: &[&str] = &["aged", "ages"];
    let before = at.checked_sub(1).map(|before| if sentence.mark(before) == Some('.') { before.saturating_sub(1) } else { before });
    let counters = if connector == Connector::Dash { COUNTERS } else { YEARS_OF_LIFE };
    matches!(connector, Connector::Dash | Connector::To) && before.is_some_and(|before| sentence.is_any(before, counters))
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
    // "A raised bed lasts between 15 and 8 years": the verb that has the range leaves no room for a change.
    if is_told_a_range && to > first && sentence.is_any(to - 1, HAVING) {
        return false;
    }
    let said = (first..to).filter_map(|at| sentence.word(at)).any(|word| {
        let lower = word.to_ascii_lowercase();
        // "Choose a weight between 12 and 9 kg" names a range, "choose between 12 and 9 kg" two weights.
        let is_of_range = is_told_a_range && to > 1 && lower.starts_with("choos") && !sentence.is(to - 1, word);
        !is_of_range && CHANGES.iter().any(|stem| if stem.len() <= 3 { lower == *stem } else { lower.starts_with(stem) })
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
