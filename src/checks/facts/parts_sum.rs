//! A total beside its parts, in one sentence.

use serde::Deserialize;

use super::remainder::is_remainder;
use crate::fact::{Bound, Dimension, Facts, Quantity, Sentence, stem};
use crate::rule::{FactCheck, Found, Words};

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct PartsSum {
    /// Words by which the parts are not all there are, or no parts.
    partial: Words,
    /// Phrases by which a total says that it is one.
    totals: Words,
    /// Phrases between a total and its parts ("made up of").
    dividing: Words,
    /// How far the sum may be from the total, as a part of it; what is further away is something else.
    farthest: f64,
}

/// A total and its parts, as terms of a sentence.
struct Sum<'f> {
    total: &'f Quantity,
    parts: Vec<&'f Quantity>,
}

/// Where the parts of a total stand, as terms of a sentence.
struct Opened {
    from: usize,
    to: usize,
    /// The words say that parts follow ("made up of"), whatever they are called.
    says_so: bool,
}

impl FactCheck for PartsSum {
    fn check(&self, facts: &Facts<'_>, found: &mut Found<'_>) {
        let language = &*facts.document.language.code;
        // A total and two parts at least.
        for sentence in facts.sentences().filter(|sentence| sentence.quantities().nth(2).is_some()) {
            let Some(sum) = self
                .total_first(&sentence, language)
                .or_else(|| self.total_last(&sentence, language))
                .or_else(|| self.with_rest(&sentence, language))
            else {
                continue;
            };
            found.concerned();
            self.compare(facts, &sentence, &sum, found);
        }
    }
}

impl PartsSum {
    /// "102 offices took part: 58 …, 16 …, and 33 …", "102 offices (58 … and 33 …)", "102 offices, made up of 58 … and 33 …".
    fn total_first<'f>(&self, sentence: &Sentence<'f>, language: &str) -> Option<Sum<'f>> {
        let (at, total, opened) = sentence.quantities().find_map(|(at, total)| Some((at, total, self.opens(sentence, at, language)?)))?;
        let Opened { from, to, says_so } = opened;
        let parts: Vec<(usize, &Quantity)> = sentence.quantities().filter(|(part, _)| (from..to).contains(part)).collect();
        let is_total = says_so || parts.len() > 2 || self.is_total(sentence, at, language);
        let alike = |(part, quantity): &(usize, &Quantity)| {
            let noun = sentence.cut(quantity.noun);
            noun.is_empty()
                || is_total
                || shares_noun(noun, sentence.cut(total.noun))
                || sentence.word(part + 1).is_some_and(crate::fact::is_function_word)
        };
        // The total must be the last figure before its parts, and nothing else may be counted among them.
        let between = (at + 1..from).any(|place| sentence.quantity(place).is_some());
        let others = sentence.quantities().any(|(place, _)| place > to);
        // "Four examples: one closed, one open, …": the last of them may not be counted so.
        let are_single = parts.iter().all(|(_, part)| part.low.number.value == 1.0 && part.high.is_none());
        if are_single
            || between
            || others
            || !parts.iter().all(alike)
            || !are_joined(sentence, &parts, from)
            || self.is_partial(sentence, language)
        {
            return None;
        }
        let counted = behind_which_more_is_added(sentence, from, to);
        let parts: Vec<&Quantity> = parts.into_iter().filter(|(part, _)| *part < counted).map(|(_, quantity)| quantity).collect();
        (parts.len() > 1 && !are_turns(sentence, from, to)).then_some(Sum { total, parts })
    }

    /// "58 tugs, 16 ferries and 33 barges, 107 in all"; "… for a total of 107".
    fn total_last<'f>(&self, sentence: &Sentence<'f>, language: &str) -> Option<Sum<'f>> {
        let quantities: Vec<(usize, &Quantity)> = sentence.quantities().collect();
        let ((at, total), parts) = quantities.split_last()?;
        let first = parts.first()?.0;
        let sums_up = ends_with_total(sentence, *at);
        let begins = parts.windows(2).all(|pair| matches!(pair, [one, next] if next.0 - one.0 <= 8));
        if !sums_up || !begins || !are_joined(sentence, parts, first) || self.is_partial(sentence, language) {
            return None;
        }
        Some(Sum { total, parts: parts.iter().map(|(_, quantity)| *quantity).collect() })
    }

    /// "Of the 40 wardens, 25 voted for it, and the remaining 18 stayed away."
    fn with_rest<'f>(&self, sentence: &Sentence<'f>, language: &str) -> Option<Sum<'f>> {
        let mut quantities = sentence.quantities();
        let (at, total) = quantities.next()?;
        let parts: Vec<(usize, &Quantity)> = quantities.collect();
        let begins = sentence.is_any(at.checked_sub(1)?, &["of"])
            || at >= 2 && sentence.is(at - 2, "of") && sentence.is_any(at - 1, &["the", "these", "those", "our", "all"]);
        let rest = parts.last().is_some_and(|(place, _)| is_remainder(sentence, *place));
        // "Of the 240 answers, 110 came by mail, 90 by phone and 60 in person": parts may leave some out, but are no more than all.
        let made: f64 = parts.iter().map(|(_, part)| part.low.base()).sum();
        let is_more = parts.len() > 2 && made > total.low.base() && are_joined(sentence, &parts, parts.first().map_or(0, |(at, _)| *at));
        if !begins || !(rest || is_more) || self.is_partial(sentence, language) {
            return None;
        }
        Some(Sum { total, parts: parts.into_iter().map(|(_, quantity)| quantity).collect() })
    }

    /// The terms between which the parts of a total stand, when something behind it opens them.
    fn opens(&self, sentence: &Sentence<'_>, at: usize, language: &str) -> Option<Opened> {
        /// Terms between a total and its parts.
        const FAR: usize = 14;
        let end = sentence.terms.len();
        let next = sentence.quantities().map(|(place, _)| place).find(|place| *place > at)?;
        if next > at + FAR {
            return None;
        }
        if let Some(open) = (at + 1..next).rev().find(|place| sentence.mark(*place) == Some('(')) {
            let close = (open..end).find(|place| sentence.mark(*place) == Some(')'))?;
            // Right behind what is counted: "102 offices (58 …".
            return (open <= at + 5).then_some(Opened { from: open + 1, to: close, says_so: false });
        }
        if let Some(colon) = (at + 1..next).rev().find(|place| matches!(sentence.mark(*place), Some(':' | '—' | '–'))) {
            return Some(Opened { from: colon + 1, to: end, says_so: false });
        }
        let phrase = self.dividing.of(language).iter().find_map(|phrase| {
            let words: Vec<&str> = phrase.split(' ').collect();
            (at + 1..next).find(|place| sentence.are(*place, &words)).map(|place| place + words.len())
        })?;
        Some(Opened { from: phrase, to: end, says_so: true })
    }

    /// "In total 102 offices", "a total of 102 offices", "102 offices in all".
    fn is_total(&self, sentence: &Sentence<'_>, at: usize, language: &str) -> bool {
        /// Terms around a total in which it says so.
        const NEAR: usize = 6;
        self.totals.of(language).iter().any(|phrase| {
            let words: Vec<&str> = phrase.split(' ').collect();
            (at.saturating_sub(NEAR)..at + NEAR).any(|place| sentence.are(place, &words))
        })
    }

    fn is_partial(&self, sentence: &Sentence<'_>, language: &str) -> bool {
        self.partial.of(language).iter().any(|phrase| {
            let words: Vec<&str> = phrase.split(' ').collect();
            (0..sentence.terms.len()).any(|place| sentence.are(place, &words))
        })
    }

    fn compare(&self, facts: &Facts<'_>, sentence: &Sentence<'_>, sum: &Sum<'_>, found: &mut Found<'_>) {
        /// A round total may be off by this part of it, where its parts are told more exactly.
        const ROUND: f64 = 0.015;
        let total = &sum.total.low;
        let base = total.base();
        let made: f64 = sum.parts.iter().map(|part| part.low.base()).sum();
        let all = || sum.parts.iter().copied().chain([sum.total]);
        let is_plain = |quantity: &Quantity| {
            quantity.single().is_some()
                && !quantity.is_quoted
                && matches!(quantity.bound, Bound::Exact)
                && quantity.low.number.value > 0.0
                && quantity.low.unit.dimension == total.unit.dimension
                && quantity.rates == sum.total.rates
        };
        let countable =
            matches!(total.unit.dimension, Dimension::Count | Dimension::Money(_) | Dimension::Length | Dimension::Mass | Dimension::Time);
        if sum.parts.len() < 2 || !all().all(is_plain) || !countable || sum.parts.iter().any(|part| part.low.base() >= base) {
            return;
        }
        // "Three things: 2 eggs, 4 rolls and 1 apple": the total counts the parts themselves.
        if sum.parts.iter().map(|_| 1.0).sum::<f64>() == base {
            return;
        }
        let is_rounded = |quantity: &Quantity| quantity.low.number.magnitude > 1.0 || quantity.low.number.resolution < 1.0;
        let rounding: f64 = all()
            .filter(|quantity| is_rounded(quantity))
            .map(|quantity| quantity.low.number.resolution * quantity.low.unit.factor / 2.0)
            .sum();
        // 1,200 out of parts that are told to the last digit.
        let round_total =
            if total.number.resolution > 1.0 && sum.parts.iter().any(|part| part.low.number.resolution < total.number.resolution) {
                total.number.resolution / 2.0
            } else {
                0.0
            };
        let slack = rounding.max(round_total.min(base * ROUND));
        let off = (made - base).abs();
        if off <= slack + base * 1e-9 || off > base * self.farthest {
            return;
        }
        let shown = |value: f64| {
            let value = value / total.unit.factor / total.number.magnitude;
            ((value * 100.0).round() / 100.0).to_string()
        };
        let parts = sum.parts.iter().map(|part| facts.printed(part.text)).collect::<Vec<_>>().join(", ");
        let finding = found.at(
            sentence.block,
            facts.source(sum.total.text),
            "the parts “{}” make {}, not “{}”",
            [parts.as_str(), &shown(made), facts.printed(sum.total.text)],
        );
        if let Some(first) = sum.parts.first() {
            finding.related(facts.source(first.text), "the first of the parts");
        }
    }
}

/// "160 below and 60 above, plus 4 for guests": where what is added to the parts begins, which the total need not count.
fn behind_which_more_is_added(sentence: &Sentence<'_>, from: usize, to: usize) -> usize {
    let is_added = |at: &usize| {
        sentence.mark(at.wrapping_sub(1)) == Some(',')
            && (sentence.is(*at, "plus") || sentence.are(*at, &["and", "also"]) || sentence.are(*at, &["as", "well", "as"]))
    };
    (from + 1..to).find(is_added).unwrap_or(to)
}

/// "7 in the first race and 9 in the second": who takes part by turns may do so twice.
fn are_turns(sentence: &Sentence<'_>, from: usize, to: usize) -> bool {
    let has = |words: &[&str]| sentence.has_any(from, to, words);
    has(&["first", "1st", "morning"])
        && has(&["second", "2nd", "other", "afternoon", "evening"])
        && !has(&["half", "quarter", "year", "quarters"])
}

/// "107 in all", "107 altogether", "a total of 107", "which makes 107".
fn ends_with_total(sentence: &Sentence<'_>, at: usize) -> bool {
    let before = |words: &[&str]| at >= words.len() && sentence.are(at - words.len(), words);
    let behind = (at + 1..at + 5).any(|place| {
        sentence.are(place, &["in", "all"])
            || sentence.are(place, &["in", "total"])
            || sentence.is_any(place, &["altogether", "combined", "total"])
    });
    let is_said = before(&["total", "of"])
        || before(&["totaling"])
        || before(&["totalling"])
        || before(&["adds", "up", "to"])
        || before(&["adding", "up", "to"])
        || before(&["comes", "to"])
        || before(&["together"]);
    is_said
        || behind
            && at >= 1
            && (matches!(sentence.mark(at - 1), Some(',' | '—' | '–' | '(' | '='))
                || sentence.is_any(at - 1, &["makes", "making", "is", "are", "of", "to"]))
}

/// Whether the parts stand one behind another: at least two, nothing but marks and "and" parts them, no sentence between them.
fn are_joined(sentence: &Sentence<'_>, parts: &[(usize, &Quantity)], from: usize) -> bool {
    /// Terms between two parts, and before the first one.
    const APART: usize = 14;
    let begins = parts.first().is_some_and(|(at, _)| at - from.min(*at) <= 4);
    let joined = parts.windows(2).all(|pair| {
        let [(one, _), (next, _)] = pair else { return false };
        next - one <= APART
            && (one + 1..*next).any(|at| matches!(sentence.mark(at), Some(',' | ';' | '+')) || sentence.is_any(at, &["and", "plus"]))
            && !(one + 1..*next).any(|at| matches!(sentence.mark(at), Some('(' | ':')))
    });
    let ends = parts.len() >= 2
        && parts.iter().rev().take(2).map(|(at, _)| *at).reduce(|last, before| {
            usize::from(
                (before + 1..last)
                    .any(|at| sentence.is_any(at, &["and", "plus"]) || sentence.mark(at) == Some('+') || sentence.mark(at) == Some(';')),
            )
        }) == Some(1);
    begins && joined && ends
}

/// Whether two counted nouns have a word in common.
fn shares_noun(one: &str, other: &str) -> bool {
    let stems = |words: &str| words.split_whitespace().map(stem).collect::<Vec<_>>();
    let others = stems(other);
    stems(one).iter().any(|word| others.contains(word))
}
