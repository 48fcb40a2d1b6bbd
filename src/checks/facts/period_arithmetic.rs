//! A price by the month and the same price by the year that do not agree.

use serde::Deserialize;

use crate::fact::{Dimension, Facts, Period, Quantity, Rate, Sentence, TermKind, is_plural, month, shown};
use crate::rule::{FactCheck, Found};

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct PeriodArithmetic {}

/// How far the longer period may be off, as a part of it.
const SLACK: f64 = 0.02;
/// The same when one of both is hedged.
const HEDGED: f64 = 0.12;

/// How a sentence joins the two prices.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Joint {
    /// "which adds up to": the second is worked out from the first.
    Sum,
    /// "or": the second may be another offer, which costs less over a longer time.
    Offer,
}

impl FactCheck for PeriodArithmetic {
    fn check(&self, facts: &Facts<'_>, found: &mut Found<'_>) {
        for sentence in facts.sentences() {
            instalments(facts, &sentence, found);
            let mut last: Option<(usize, &Quantity)> = None;
            for (at, quantity) in sentence.quantities() {
                if let Some((before, first)) = last
                    && let Some(joint) = joint(&sentence, before, at)
                    && let Some(pair) = Pair::of(&sentence, first, quantity, at, joint)
                {
                    found.concerned();
                    if let Some(right) = pair.mended(joint) {
                        let [one, other] = [first.text, quantity.text].map(|text| facts.printed(text).to_owned());
                        let [from, to] = pair.periods.map(|period| period.name().to_owned());
                        found
                            .at(
                                sentence.block,
                                facts.source(quantity.text),
                                "“{}” a {} comes to {} a {}, not “{}”",
                                [one, from, right, to, other],
                            )
                            .related(facts.source(first.text), "the other period");
                    }
                }
                if matches!(quantity.low.unit.dimension, Dimension::Money(_)) {
                    last = Some((at, quantity));
                }
            }
        }
    }
}

/// "Twelve monthly payments of $45 add up to $540".
fn instalments(facts: &Facts<'_>, sentence: &Sentence<'_>, found: &mut Found<'_>) {
    const PAYMENTS: [&str; 3] = ["payments", "instalments", "installments"];
    const SUMS: [&[&str]; 9] = [
        &["add", "up", "to"],
        &["come", "to"],
        &["make"],
        &["total"],
        &["amount", "to"],
        &["sum", "up", "to"],
        &["equal"],
        &["take"],
        &["cost"],
    ];
    for (at, count) in sentence.quantities().filter(|(_, quantity)| quantity.low.is_count()) {
        let of = sentence.behind_noun(at);
        // "Six workshops of two hours each": whatever it is, each has so much.
        let each_has = sentence.is(of + 2, "each");
        let is_counted =
            sentence.cut(count.noun).rsplit(' ').next().is_some_and(|noun| PAYMENTS.contains(&noun) || each_has && is_plural(noun));
        let Some(each) = sentence.quantity(of + 1).filter(|_| is_counted && sentence.is(of, "of")) else { continue };
        let behind = of + 2 + usize::from(sentence.is(of + 2, "each"));
        let Some(verb) = SUMS.iter().find(|words| sentence.are(behind, words)) else { continue };
        let place = sentence.behind_hedges(behind + verb.len());
        let Some(sum) = sentence.quantity(place) else { continue };
        let (Some(one), Some(all), Some(number)) = (each.single(), sum.single(), count.single()) else { continue };
        let is_summed = matches!(one.unit.dimension, Dimension::Money(_) | Dimension::Time) && one.unit.is(&all.unit);
        if !is_summed || each.bound.is_vague() || each.bound.is_open() || sum.bound.is_open() {
            continue;
        }
        found.concerned();
        let right = one.number.value * number.number.value;
        let slack = if sum.bound.is_vague() { HEDGED } else { SLACK };
        if (right - all.number.value).abs() > right * slack {
            let quotes = [
                facts.printed(count.text).to_owned(),
                facts.printed(each.text).to_owned(),
                shown(right),
                facts.printed(sum.text).to_owned(),
            ];
            found
                .at(sentence.block, facts.source(sum.text), "“{}” times “{}” is {}, not “{}”", quotes)
                .related(facts.source(each.text), "each of them");
        }
    }
}

/// Two prices of one thing by two periods.
struct Pair {
    /// The first price times so many is the second: least and most.
    times: (f64, f64),
    first: f64,
    second: f64,
    slack: f64,
    is_second_longer: bool,
    periods: [Period; 2],
}

impl Pair {
    fn of(sentence: &Sentence<'_>, first: &Quantity, second: &Quantity, at: usize, joint: Joint) -> Option<Self> {
        let (one, other) = (first.single()?, second.single()?);
        let is_money = matches!(one.unit.dimension, Dimension::Money(_)) && one.unit.dimension == other.unit.dimension;
        let from = period(first)?;
        let to =
            period(second).or_else(|| (joint == Joint::Sum && second.rates.is_empty()).then(|| over_period(sentence, at)).flatten())?;
        let things = |quantity: &Quantity| quantity.rates.iter().filter(|rate| matches!(rate, Rate::Thing(_))).count();
        // "per user per month … per year": the user is understood only in a sum.
        let is_open = first.bound.is_open() || second.bound.is_open();
        if !is_money || is_open || things(first) != things(second) && joint == Joint::Offer {
            return None;
        }
        let (times, is_second_longer) = match times(from, to) {
            Some(times) => (times, true),
            None => {
                let (least, most) = times_down(from, to)?;
                ((1.0 / most, 1.0 / least), false)
            }
        };
        let hedged = first.bound.is_vague() || second.bound.is_vague();
        let rounding = (other.number.resolution / 2.0 / other.number.value).abs().min(0.05);
        Some(Self {
            times,
            first: one.number.value,
            second: other.number.value,
            slack: if hedged { HEDGED } else { SLACK.max(rounding) },
            is_second_longer,
            periods: [from, to],
        })
    }

    /// What the second price should be, if it cannot be what it is.
    fn mended(&self, joint: Joint) -> Option<String> {
        let low = self.first * self.times.0 * (1.0 - self.slack);
        let high = self.first * self.times.1 * (1.0 + self.slack);
        // A whole unit of rounding is nobody's mistake.
        let is_more = self.second > high + 1.0;
        let is_less = self.second < low - 1.0;
        // By the year one pays less than twelve months, by the month more than a twelfth.
        let costs_more = if self.is_second_longer { is_more } else { is_less };
        let is_wrong = match joint {
            Joint::Sum => is_more || is_less,
            Joint::Offer => costs_more,
        };
        is_wrong.then(|| {
            let (least, most) = (shown(self.first * self.times.0), shown(self.first * self.times.1));
            if least == most { least } else { format!("{least} to {most}") }
        })
    }
}

fn period(quantity: &Quantity) -> Option<Period> {
    let mut periods = quantity.rates.iter().filter_map(|rate| if let Rate::Period(period) = rate { Some(*period) } else { None });
    periods.next().filter(|_| periods.next().is_none())
}

/// "over a year", "in 12 months" behind a sum.
fn over_period(sentence: &Sentence<'_>, at: usize) -> Option<Period> {
    if !sentence.is_any(at + 1, &["over", "in", "for", "after", "across", "during"]) {
        return None;
    }
    if sentence.is_any(at + 2, &["a", "the", "one"]) {
        let word = sentence.word(at + 3).filter(|word| *word != "full" && *word != "whole").or_else(|| sentence.word(at + 4))?;
        return match word {
            "year" => Some(Period::Year),
            "month" => Some(Period::Month),
            _ => None,
        };
    }
    let amount = sentence.quantity(at + 2)?.single()?;
    let seconds = amount.base();
    let near = |period: f64| (seconds / period - 1.0).abs() < 0.01;
    (amount.unit.dimension == Dimension::Time && near(crate::fact::YEAR)).then_some(Period::Year)
}

/// How many of the shorter period the longer one has: least and most.
fn times(shorter: Period, longer: Period) -> Option<(f64, f64)> {
    Some(match (shorter, longer) {
        (Period::Month, Period::Year) => (12.0, 12.0),
        (Period::Quarter, Period::Year) => (4.0, 4.0),
        (Period::Month, Period::Quarter) => (3.0, 3.0),
        (Period::Week, Period::Month) => (4.0, 4.35),
        (Period::Week, Period::Year) => (48.0, 53.0),
        (Period::Day, Period::Week) => (5.0, 7.0),
        (Period::Day, Period::Month) => (20.0, 31.0),
        (Period::Day, Period::Year) => (200.0, 366.0),
        _ => return None,
    })
}

fn times_down(longer: Period, shorter: Period) -> Option<(f64, f64)> {
    times(shorter, longer)
}

/// How the two prices at these terms are joined, if they are one price.
fn joint(sentence: &Sentence<'_>, first: usize, second: usize) -> Option<Joint> {
    const OTHER_OFFERS: &[&str] = &[
        "save",
        "saves",
        "saving",
        "discount",
        "discounted",
        "billed",
        "paid",
        "upfront",
        "instead",
        "plus",
        "and",
        "from",
        "but",
        "while",
        "versus",
        "vs",
        "against",
        "compared",
        "than",
        "plan",
        "plans",
        "pro",
        "basic",
        "premium",
        "if",
        "when",
        "fee",
        "deposit",
        "then",
        "after",
        "first",
        "original",
        "value",
        "down",
        "up",
        "with",
        "employer",
        "match",
        "raise",
        "minus",
    ];
    if second > first + 10
        || (first + 1..second).any(|at| matches!(sentence.terms.get(at).map(|term| term.kind), Some(TermKind::Date(_) | TermKind::Other)))
    {
        return None;
    }
    let has = |words: &[&str]| (first + 1..second).any(|at| sentence.are(at, words));
    let is_sum = [
        &["adds", "up"][..],
        &["add", "up"],
        &["adding", "up"],
        &["totaling"],
        &["totalling"],
        &["totals"],
        &["a", "total", "of"],
        &["comes", "to"],
        &["coming", "to"],
        &["comes", "out", "to"],
        &["amounts", "to"],
        &["amounting", "to"],
        &["works", "out"],
        &["working", "out"],
        &["equals"],
        &["equal", "to"],
        &["equivalent", "to"],
        &["translates", "to"],
        &["that", "is"],
        &["that's"],
        &["that’s"],
        &["which", "is"],
        &["which", "makes"],
        &["which", "means"],
        &["it", "is"],
        &["i", "e"],
        &["breaks", "down", "to"],
        &["sums", "up"],
        &["sum", "up"],
        &["ie"],
        &["making"],
        &["so", "it", "will", "cost"],
        &["so", "it", "costs"],
        &["so", "you", "pay"],
    ]
    .iter()
    .any(|words| has(words))
        || (first + 1..second)
            .any(|at| matches!(sentence.mark(at), Some('=' | '×' | '≈')) || sentence.is(at, "i") && sentence.is(at + 2, "e"));
    if is_for_a_season(sentence, first) {
        return None;
    }
    let is_reckoned = is_sum && !sentence.has_any(first + 1, second, &["plus", "minus", "than", "if", "but"]);
    if !is_reckoned && sentence.has_any(first + 1, second, OTHER_OFFERS) {
        return None;
    }
    let (from, until) = sentence.around(second);
    // A discount anywhere near explains the difference.
    // "Saving $40 per week adds up to …": who puts money by gets no discount.
    let is_put_by = is_sum && first > 0 && sentence.is(first - 1, "saving");
    let from = if is_put_by { first } else { from };
    let is_reduced = sentence.has_stem(
        from,
        until,
        &["discount", "sav", "cheaper", "prorat", "pro-rat", "promot", "introduct", "trial", "free", "bonus", "tax", "intro"],
    );
    if is_sum {
        return (!is_reduced).then_some(Joint::Sum);
    }
    let is_or = has(&["or"]) || sentence.mark(second - 1) == Some('(') || sentence.mark(sentence.before_hedges(second)?) == Some('(');
    (is_or && second <= first + 5 && !is_reduced).then_some(Joint::Offer)
}

/// "€90 a month in winter", "$40 a week during term": a price that is not paid all the year round.
fn is_for_a_season(sentence: &Sentence<'_>, price: usize) -> bool {
    const SEASONS: [&str; 12] =
        ["summer", "winter", "spring", "autumn", "fall", "season", "term", "harvest", "holidays", "weeks", "months", "peak"];
    /// Words from a price to what limits it.
    const NEAR: usize = 6;
    let preposition = (price + 1..price + NEAR)
        .find(|at| sentence.is_any(*at, &["in", "during", "from", "between", "for", "over", "throughout", "outside", "until"]));
    let is_season = |at: usize| sentence.is_any(at, &SEASONS) || sentence.word(at).and_then(month).is_some();
    let is_limited = |at: usize| (at + 1..at + NEAR).take_while(|at| sentence.mark(*at).is_none()).any(is_season);
    preposition.is_some_and(is_limited)
}
