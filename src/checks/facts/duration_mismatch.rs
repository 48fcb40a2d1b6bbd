//! A length of time beside the dates that it lies between.

use serde::Deserialize;

use crate::fact::{Date, DateForm, Dimension, Facts, Quantity, Sentence};
use crate::rule::{FactCheck, Found};

mod clock;
mod days;
mod stretch;

use stretch::Stretch;

/// Words between a range and its length, at most.
const REACH: usize = 7;

/// Words between a range of dates and its length: "a period of", "which is".
const LINKS: &[&str] = &[
    "a",
    "all",
    "an",
    "entire",
    "exactly",
    "for",
    "full",
    "in",
    "is",
    "just",
    "course",
    "lasted",
    "lasting",
    "of",
    "or",
    "over",
    "period",
    "run",
    "running",
    "some",
    "span",
    "spanning",
    "stretch",
    "that",
    "that's",
    "the",
    "thus",
    "total",
    "totaling",
    "totalling",
    "tenure",
    "term",
    "was",
    "were",
    "which",
    "whole",
    "window",
];
/// Words that make sure that the length is that of the range.
const SURE: &[&str] = &[
    "period",
    "run",
    "span",
    "spanning",
    "stretch",
    "total",
    "totaling",
    "totalling",
    "lasted",
    "lasting",
    "tenure",
    "term",
    "window",
    "is",
    "was",
];
/// Words before a length that say that it is one whole.
const WHOLE: &[&str] = &[
    "across",
    "all",
    "during",
    "entire",
    "for",
    "full",
    "lasted",
    "lasting",
    "lasts",
    "of",
    "over",
    "ran",
    "served",
    "spanned",
    "spanning",
    "spans",
    "spent",
    "the",
    "these",
    "those",
    "throughout",
    "took",
    "total",
    "whole",
    "worked",
];
/// Words before a length that make it another: "every two years", "the first three years".
const PARTIAL: &[&str] =
    &["every", "each", "per", "first", "last", "final", "another", "other", "next", "previous", "some", "any", "within", "one"];

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct DurationMismatch {
    /// Part by which a length that is only said to be about so may differ.
    hedged: f64,
}

impl FactCheck for DurationMismatch {
    fn check(&self, facts: &Facts<'_>, found: &mut Found<'_>) {
        for sentence in facts.sentences() {
            days::check(&sentence, found);
            clock::check(facts, &sentence, found);
            if sentence.dates().nth(1).is_none() {
                continue;
            }
            for (at, quantity) in sentence.quantities().filter(|(_, quantity)| is_length(quantity)) {
                if sentence.has_any(at.saturating_sub(2), at, PARTIAL) {
                    continue;
                }
                let claim = behind_range(&sentence, at)
                    .or_else(|| before_range(&sentence, at))
                    .or_else(|| since_a_date(&sentence, at))
                    .or_else(|| later(facts, &sentence, at));
                if let Some(claim) = claim {
                    self.judge(facts, &sentence, quantity, &claim, found);
                }
            }
            if let Some((at, claim)) = age(&sentence)
                && let Some(quantity) = sentence.quantity(at)
            {
                self.judge(facts, &sentence, quantity, &claim, found);
            }
        }
    }
}

/// Two dates that a length is said to lie between.
struct Claim<'f> {
    start: &'f Date,
    end: &'f Date,
    /// The length is an age: full years.
    is_age: bool,
}

impl DurationMismatch {
    fn judge(&self, facts: &Facts<'_>, sentence: &Sentence<'_>, quantity: &Quantity, claim: &Claim<'_>, found: &mut Found<'_>) {
        let unit = if claim.is_age { crate::fact::YEAR } else { quantity.low.unit.factor };
        let Some(stretch) = Stretch::between(claim.start, claim.end) else { return };
        found.concerned();
        let value = if claim.is_age { quantity.low.number.value * unit } else { quantity.low.base() };
        if stretch.allows(quantity, value, unit, self.hedged) {
            return;
        }
        let printed = |date: &Date| facts.printed(date.text).to_owned();
        let quotes = [printed(claim.start), printed(claim.end), stretch.said(unit), facts.printed(quantity.text).to_owned()];
        found
            .at(sentence.block, facts.source(quantity.text), "from “{}” to “{}” is {}, not “{}”", quotes)
            .related(facts.source(claim.start.text), "from")
            .related(facts.source(claim.end.text), "to");
    }
}

fn is_length(quantity: &Quantity) -> bool {
    let is_of_unit = quantity.low.unit.dimension == Dimension::Time && quantity.low.unit.factor >= crate::fact::DAY;
    is_of_unit && quantity.single().is_some() && quantity.rates.is_empty() && !quantity.is_quoted
}

/// The range of dates that ends with the date at `last`, and its first term.
fn range_to<'f>(sentence: &Sentence<'f>, last: usize) -> Option<(&'f Date, &'f Date, usize)> {
    let end = sentence.date(last)?;
    let joint = last.checked_sub(1)?;
    let first = joint.checked_sub(1)?;
    let start = sentence.date(first)?;
    let between = first.checked_sub(1).is_some_and(|before| sentence.is(before, "between"));
    let is_joined = sentence.is_any(joint, &["to", "until", "till", "through"])
        || matches!(sentence.mark(joint), Some('-' | '–' | '—' | '‐' | '‑'))
        || sentence.is(joint, "and") && between;
    let known = |date: &Date| !matches!(date.form, DateForm::Decade | DateForm::Period);
    (is_joined && known(start) && known(end)).then_some((start, end, first))
}

/// "from 2010 to 2015, a period of five years", "2010–2015 (five years)".
fn behind_range<'f>(sentence: &Sentence<'f>, at: usize) -> Option<Claim<'f>> {
    let mut before = at.checked_sub(1)?;
    let (mut is_sure, mut opens) = (false, false);
    while sentence.date(before).is_none() {
        if at - before > REACH {
            return None;
        }
        let is_mark = matches!(sentence.mark(before), Some(',' | '(' | '–' | '—' | '-' | ':' | '='));
        opens |= matches!(sentence.mark(before), Some('(' | '='));
        is_sure |= sentence.is_any(before, SURE);
        if !is_mark && !sentence.is_any(before, LINKS) {
            return None;
        }
        before = before.checked_sub(1)?;
    }
    let (start, end, _) = range_to(sentence, before)?;
    // "from 2010 to 2015, three years of which", "… two years after the war".
    let is_closed = at + 1 >= sentence.terms.len()
        || matches!(sentence.mark(at + 1), Some('.' | ',' | ')' | ';' | ':' | '!' | '?'))
        || is_sure && !sentence.is_any(at + 1, &["after", "before", "later", "earlier", "ago", "of"])
        || sentence.are(at + 1, &["in", "all"])
        || sentence.are(at + 1, &["in", "total"]);
    let touches = before + 1 == at;
    (is_closed && !touches && (opens || is_sure || sentence.mark(before + 1).is_some())).then_some(Claim { start, end, is_age: false })
}

/// "the five years from 2010 to 2015", "for five years (2010–2015)".
fn before_range<'f>(sentence: &Sentence<'f>, at: usize) -> Option<Claim<'f>> {
    // "It took six years to build, from 2015 to 2018".
    let is_taken = sentence.is(at + 1, "to")
        && sentence.mark(at + 3) == Some(',')
        && sentence.is(at + 4, "from")
        && at > 0
        && sentence.is_any(at - 1, &["took", "needed", "lasted"]);
    let (mut is_sure, mut first) = (false, if is_taken { at + 4 } else { at + 1 });
    while sentence.date(first).is_none() {
        if first - at > 5 || first >= sentence.terms.len() {
            return None;
        }
        let is_mark = matches!(sentence.mark(first), Some(',' | '(' | '–' | '—' | ':'));
        is_sure |= matches!(sentence.mark(first), Some('(')) || sentence.is_any(first, &["period", "span", "stretch", "tenure", "term"]);
        if !is_mark
            && !sentence.is_any(
                first,
                &[
                    "from",
                    "between",
                    "period",
                    "span",
                    "spanning",
                    "running",
                    "stretch",
                    "tenure",
                    "term",
                    "of",
                    "time",
                    "there",
                    "in",
                    "office",
                    "power",
                    "charge",
                    "prison",
                    "service",
                    "use",
                    "operation",
                    "command",
                    "exile",
                ],
            )
        {
            return None;
        }
        first += 1;
    }
    let (start, end, _) = range_to(sentence, first + 2)?;
    // "in four years between 1990 and 2010" are four of them.
    let is_whole = at.checked_sub(1).is_some_and(|before| sentence.is_any(before, WHOLE));
    // "After 19 years in service, from 1952 until 1965, the tram was retired."
    let is_told_twice = at > 0
        && sentence.is(at - 1, "after")
        && sentence.is(first - 1, "from")
        && sentence.mark(first - 2) == Some(',')
        && sentence.mark(first + 3) == Some(',');
    (is_whole || is_sure || is_told_twice).then_some(Claim { start, end, is_age: false })
}

/// "in 2018, eight years after it was founded in 2010".
fn since_a_date<'f>(sentence: &Sentence<'f>, at: usize) -> Option<Claim<'f>> {
    let is_after = sentence.is(at + 1, "after");
    if !is_after && !sentence.is(at + 1, "before") {
        return None;
    }
    let mut before = at.checked_sub(1)?;
    while matches!(sentence.mark(before), Some(',' | '–' | '—' | '('))
        || sentence.is_any(before, &["just", "only", "exactly", "some", "a", "full"])
    {
        before = before.checked_sub(1)?;
    }
    let told = sentence.date(before)?;
    let mut first = at + 2;
    while sentence.date(first).is_none() {
        let is_word = sentence
            .word(first)
            .is_some_and(|word| !matches!(word, "and" | "or" | "but" | "that" | "when" | "which" | "while" | "who" | "with"));
        if !is_word || first - at > 8 {
            return None;
        }
        first += 1;
    }
    // "eight years after the war, which ended in 2010": the date must be that of the event, behind "in" or "on".
    let other = sentence.date(first).filter(|_| sentence.is_any(first - 1, &["in", "on"]))?;
    let (start, end) = if is_after { (other, told) } else { (told, other) };
    Some(Claim { start, end, is_age: false })
}

/// "founded in 2010 and sold eight years later, in 2018".
fn later<'f>(facts: &'f Facts<'f>, sentence: &Sentence<'f>, at: usize) -> Option<Claim<'f>> {
    if !sentence.is(at + 1, "later") {
        return None;
    }
    let mut told = at + 2;
    while sentence.mark(told) == Some(',') || sentence.is_any(told, &["in", "on"]) {
        told += 1;
    }
    let end = sentence.date(told).filter(|_| told > at + 2)?;
    let mut earlier = sentence.dates().filter(|(place, _)| *place < at);
    let (_, start) = earlier.next()?;
    // Another date that is spoken of may be the one that is counted from.
    let speaks_of_others = facts
        .sentences()
        .any(|other| other.block == sentence.block && other.text.end() <= sentence.text.start() && other.dates().next().is_some());
    (earlier.next().is_none() && !speaks_of_others).then_some(Claim { start, end, is_age: false })
}

/// "born in 1950 and died in 1990 at the age of 40": the place of the age.
fn age<'f>(sentence: &Sentence<'f>) -> Option<(usize, Claim<'f>)> {
    let dates: Vec<(usize, &Date)> = sentence.dates().filter(|(_, date)| !date.is_quoted).collect();
    let &[(first, start), (second, end)] = dates.as_slice() else { return None };
    // "Its architect (1889–1951) lived to be 69."
    let lived = second + 1..second + 5;
    let is_span = range_to(sentence, second).is_some() && first > 0 && sentence.mark(first - 1) == Some('(');
    if let Some(told) = lived.clone().find(|at| is_span && sentence.is(*at, "lived") && sentence.is(at + 1, "to")) {
        let at = told + 2 + usize::from(sentence.is(told + 2, "be"));
        let quantity = sentence.quantity(at)?;
        let is_age = matches!(quantity.low.unit.dimension, Dimension::Count | Dimension::Age) && quantity.single().is_some();
        return (is_age && quantity.noun.is_empty()).then_some((at, Claim { start, end, is_age: true }));
    }
    // "founded in 1998 and turned 20 in 2018": what turned is what was founded.
    let begins =
        sentence.has_any(first.saturating_sub(6), first, &["born", "created", "established", "founded", "launched", "opened", "started"]);
    let turned = (first + 1..second).find(|at| sentence.is(*at, "turned") && sentence.is_any(at - 1, &["and", "it", "which"]));
    if let Some(at) = turned.map(|turned| turned + 1).filter(|_| begins)
        && sentence.is(second - 1, "in")
        && at + 2 == second
        && let Some(quantity) = sentence.quantity(at)
    {
        let is_age = matches!(quantity.low.unit.dimension, Dimension::Count | Dimension::Age) && quantity.single().is_some();
        return (is_age && quantity.noun.is_empty()).then_some((at, Claim { start, end, is_age: true }));
    }
    let is_life = sentence.has_any(first.saturating_sub(6), first, &["born"]) && sentence.has_any(first + 1, second, &["died"]);
    let persons = (0..sentence.terms.len()).filter(|at| sentence.is_any(*at, &["born", "died"])).count();
    let (at, _) = sentence.quantities().find(|(at, quantity)| {
        let is_age = matches!(quantity.low.unit.dimension, Dimension::Count | Dimension::Age) && quantity.single().is_some();
        let before = at.checked_sub(1);
        let is_said = before.is_some_and(|before| sentence.is(before, "aged"))
            || before.is_some_and(|before| sentence.is(before, "of") && before > 0 && sentence.is(before - 1, "age"));
        *at > first && is_age && is_said
    })?;
    (is_life && persons == 2).then_some((at, Claim { start, end, is_age: true }))
}

#[cfg(test)]
mod tests {
    use crate::checks::tested::markdown;

    fn said(text: &str) -> Vec<String> {
        markdown("duration-mismatch", text).into_iter().map(|(message, _)| message).collect()
    }

    #[test]
    fn a_length_that_its_dates_do_not_have_is_found_in_many_wordings() {
        assert_eq!(
            said("The program ran from 2010 to 2015, a period of eight years."),
            ["from “2010” to “2015” is about 5 years, not “eight years”"]
        );
        for text in [
            "The program ran from 2010 to 2015 (8 years).",
            "The program ran from 2010 until 2015, eight years in all.",
            "In the eight years from 2010 to 2015 nothing was built.",
            "She served for eight years (2010–2015).",
            "He spent eight years there (2010–2015).",
            "His eight years in office (2010–2015) were calm.",
            "It runs from January 1, 2024 to December 31, 2026, a term of five years.",
            "Over the eight years between 2010 and 2015 the fees rose.",
            "Over an eight-year period from 2010 to 2015 the fees rose.",
            "It lasted from March 2020 to June 2020, a total of nine months.",
            "It lasted from March 1, 2020 to March 15, 2020 (30 days).",
            "It was sold in 2018, three years after it was founded in 2010.",
            "It was founded in 2010 and sold three years later, in 2018.",
            "He was born in 1950 and died in 1990 at the age of 62.",
            "The yard was founded in 1998 and turned 20 in 2014.",
        ] {
            assert_eq!(said(text).len(), 1, "{text}");
        }
    }

    #[test]
    fn lengths_of_other_things_are_left_alone() {
        for text in [
            "The program ran from 2010 to 2015, a period of five years.",
            "The program ran from 2010 to 2015, a period of six years.",
            "The program ran from 2010 to 2015, three years of which were idle.",
            "The program ran from 2010 to 2015, two years after the war.",
            "The 5-year survival (2000–2015) rose.",
            "It was held every two years from 2010 to 2016.",
            "There were storms in four years between 1990 and 2010.",
            "He worked there from 2010 to 2015, about four years.",
            "It was published in 2018, three years after the war that ended in 2010 began.",
            "Work began in 1999. It was founded in 2010 and sold nineteen years later, in 2018.",
            "He was born in 1950 and died in 1990 at the age of 39.",
            "It lasted from March 2020 to June 2020, a total of four months.",
            "The study followed 40 people for more than five years (2010–2015).",
            "The yard was founded in 1998 and turned 20 in 2018.",
            "The yard was founded in 1998 by a smith who turned 20 in 2014.",
        ] {
            assert_eq!(said(text), [""; 0], "{text}");
        }
    }
}
