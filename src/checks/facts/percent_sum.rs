//! Shares of one whole that do not make a hundred percent.

use serde::Deserialize;

use super::remainder::is_remainder;
use crate::document::{BlockId, Document, Kind};
use crate::fact::{Bound, Dimension, Facts, Quantity, Sentence};
use crate::rule::{FactCheck, Found, Words};
use crate::span::Span;

mod halves;
mod siblings;

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct PercentSum {
    /// Words of a lead-in, a heading or a column by which its percentages divide one whole.
    dividing: Words,
    /// Those of them by which nothing is left out, so that too small a sum is wrong as well.
    whole: Words,
    /// Words by which they do not: several answers were possible, a percentage is a change or a rate.
    overlapping: Words,
    /// Words of an item or a lead-in by which its percentage is one of some people, who may be counted twice.
    among: Words,
    /// Verbs of a sentence that divides a whole ("is split").
    splitting: Words,
    /// Lowest sum that is taken for shares of one whole.
    lowest: f64,
    /// Highest sum that is taken for shares of one whole.
    highest: f64,
}

impl FactCheck for PercentSum {
    fn check(&self, facts: &Facts<'_>, found: &mut Found<'_>) {
        for sentence in facts.sentences() {
            self.sentence(facts, &sentence, found);
        }
        for (list, _) in facts.document.of_kind(Kind::List) {
            self.list(facts, list, found);
        }
        for (table, _) in facts.document.of_kind(Kind::Table) {
            self.table(facts, table, found);
        }
    }
}

/// A share with how far its print may be off.
struct Share<'f> {
    at: usize,
    quantity: &'f Quantity,
    value: f64,
}

impl PercentSum {
    /// "52 %, 21 %, and the remaining 41 %"; "is split 50 %, 30 % and 30 %".
    fn sentence(&self, facts: &Facts<'_>, sentence: &Sentence<'_>, found: &mut Found<'_>) {
        let shares: Vec<Share<'_>> = sentence
            .quantities()
            .filter(|(_, quantity)| quantity.low.unit.dimension == Dimension::Percent)
            .map(|(at, quantity)| Share { at, quantity, value: quantity.low.number.value })
            .collect();
        let is_plain = |share: &Share<'_>| {
            share.quantity.single().is_some()
                && !share.quantity.is_quoted
                && share.quantity.rates.is_empty()
                && matches!(share.quantity.bound, Bound::Exact | Bound::About | Bound::Nearly)
        };
        if shares.len() < 2 || !shares.iter().all(is_plain) || self.overlaps(facts.document, sentence.printed()) {
            return;
        }
        let tolerance = |shares: &[Share<'_>]| {
            let hedged = shares.iter().any(|share| share.quantity.bound.is_vague());
            let rounding: f64 = shares.iter().map(|share| share.quantity.low.number.resolution.min(1.0) / 2.0).sum();
            if hedged { 6.0 } else { rounding.max(1.0) }
        };
        if let [one, other] = shares.as_slice()
            && halves::are_of_one_whole(sentence, one.at, other.at)
        {
            found.concerned();
            let sum = one.value + other.value;
            if sum > 100.0 + tolerance(&shares) {
                let listed = [one, other].map(|share| facts.printed(share.quantity.text)).join(", ");
                found.at(sentence.block, facts.source(other.quantity.text), "the shares “{}” make {} %, not 100 %", [listed, shown(sum)]);
            }
            return;
        }
        let rest = shares.iter().position(|share| is_remainder(sentence, share.at)).filter(|rest| *rest > 0);
        let splits = self.splits(facts.document, sentence, shares.first().map_or(0, |share| share.at));
        // "gas 40 %, of which 10 % is biogas and the remaining 30 % …": shares of a share.
        let nested = shares.first().zip(shares.last()).is_some_and(|(first, last)| {
            (first.at + 1..last.at)
                .any(|at| sentence.is(at, "of") && sentence.is_any(at + 1, &["which", "whom", "these", "those", "them", "that", "this"]))
        });
        if nested {
            return;
        }
        let Some(last) = rest.or_else(|| (splits && are_listed(sentence, &shares)).then_some(shares.len() - 1)) else { return };
        found.concerned();
        let whole = shares.get(..=last).unwrap_or_default();
        // The first percentages may say something else: "40 % answered: of these, 60 % …, and the remaining 40 % …".
        let from = if rest.is_some() { last } else { 1 };
        let sums = (0..from).filter_map(|start| whole.get(start..)).map(|part| (part, part.iter().map(|share| share.value).sum::<f64>()));
        let wrong: Vec<_> = sums.clone().filter(|(_, sum)| (self.lowest..=self.highest).contains(sum)).collect();
        if sums.into_iter().any(|(part, sum)| (sum - 100.0).abs() <= tolerance(part)) {
            return;
        }
        let Some((part, sum)) = wrong.first() else { return };
        // "40 % was spent on ropes and 45 % on lamps" may leave something out.
        if rest.is_none() && *sum < 100.0 && !has_any(&self.whole, facts.document, sentence.printed()) {
            return;
        }
        let (Some(first), Some(end)) = (part.first(), part.last()) else { return };
        let listed = part.iter().map(|share| facts.printed(share.quantity.text)).collect::<Vec<_>>().join(", ");
        found
            .at(sentence.block, facts.source(end.quantity.text), "the shares “{}” make {} %, not 100 %", [listed, shown(*sum)])
            .related(facts.source(first.quantity.text), "the first of the shares");
    }

    /// Whether the sentence says that its percentages divide a whole.
    fn splits(&self, document: &Document, sentence: &Sentence<'_>, first: usize) -> bool {
        let words = self.splitting.of(&document.language.code);
        words.iter().any(|phrase| {
            let phrase: Vec<&str> = phrase.split(' ').collect();
            (0..first).any(|at| sentence.are(at, &phrase))
        })
    }

    fn overlaps(&self, document: &Document, text: &str) -> bool {
        has_any(&self.overlapping, document, text)
    }

    /// How the words above shares say that these divide a whole.
    fn division(&self, document: &Document, texts: &[&str]) -> Option<Division> {
        if texts.iter().any(|text| has_any(&self.whole, document, text)) {
            Some(Division::OfAll)
        } else {
            texts.iter().any(|text| has_any(&self.dividing, document, text)).then_some(Division::OfSome)
        }
    }

    /// Reports shares that stand one below the other, when their sum is that of a whole with a slip.
    fn siblings(&self, facts: &Facts<'_>, block: BlockId, division: Division, shares: &[(Span, f64, f64)], found: &mut Found<'_>) {
        let sum: f64 = shares.iter().map(|(_, value, _)| value).sum();
        let rounding: f64 = shares.iter().map(|(_, _, resolution)| resolution.min(1.0) / 2.0).sum::<f64>() + 0.5;
        let (Some(first), Some(last)) = (shares.first(), shares.last()) else { return };
        let may_lack_some = sum < 100.0 && matches!(division, Division::OfSome);
        if (sum - 100.0).abs() <= rounding || may_lack_some || !(self.lowest..=self.highest).contains(&sum) {
            return;
        }
        let words = [shares.len().to_string(), shown(sum)];
        let finding = found.at(block, facts.source(last.0), "the {} shares make {} %, not 100 %", words);
        finding.milder().related(facts.source(first.0), "the first of the shares");
    }
}

/// What shares divide.
#[derive(Clone, Copy)]
enum Division {
    /// A whole, of which nothing is left out.
    OfAll,
    /// A whole, of which small shares may be left out.
    OfSome,
}

fn has_any(words: &Words, document: &Document, text: &str) -> bool {
    let lower = text.to_lowercase();
    words.of(&document.language.code).iter().any(|phrase| has_phrase(&lower, phrase))
}

/// Whether a phrase stands in a text in lower case, not within a longer word.
fn has_phrase(lower: &str, phrase: &str) -> bool {
    lower.match_indices(phrase).any(|(at, _)| {
        let before = lower.get(..at).and_then(|before| before.chars().next_back());
        let behind = lower.get(at + phrase.len()..).and_then(|behind| behind.chars().next());
        !before.is_some_and(char::is_alphanumeric) && !behind.is_some_and(char::is_alphanumeric)
    })
}

/// "a, b and c": the shares stand one behind another, and nothing is said between them but what they go to.
fn are_listed(sentence: &Sentence<'_>, shares: &[Share<'_>]) -> bool {
    /// Words between two shares of a list.
    const APART: usize = 10;
    let pairs = shares.windows(2);
    let near = pairs.clone().all(|pair| matches!(pair, [one, next] if next.at - one.at <= APART));
    let joined = pairs.clone().all(|pair| {
        let [one, next] = pair else { return false };
        (one.at + 1..next.at)
            .any(|at| matches!(sentence.mark(at), Some(',' | ';' | '/' | '-' | '–')) || sentence.is_any(at, &["and", "versus", "to"]))
    });
    near && joined
}

/// A sum without the noise of its binary fractions.
fn shown(sum: f64) -> String {
    let rounded = (sum * 100.0).round() / 100.0;
    rounded.to_string()
}
