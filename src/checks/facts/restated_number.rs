//! A number in words beside the same number in digits, which is another one.

use serde::Deserialize;

use crate::fact::{Bound, Dimension, Facts, Quantity, Sentence, is_plural};
use crate::rule::{FactCheck, Found};

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct RestatedNumber {}

impl FactCheck for RestatedNumber {
    fn check(&self, facts: &Facts<'_>, found: &mut Found<'_>) {
        for sentence in facts.sentences() {
            for (at, quantity) in sentence.quantities() {
                let bracket = sentence.behind_noun(at);
                let Some((inside, other)) = sentence.alone_in_brackets(bracket) else { continue };
                // "two (or 3) boats" gives a choice.
                let is_choice = sentence.is(bracket + 1, "or") && other.low.is_count();
                if is_choice || !is_restated(&sentence, quantity, other, inside) {
                    continue;
                }
                found.concerned();
                let (one, again) = (quantity.low.base(), other.low.base());
                let is_same =
                    (one - again).abs() <= one.abs().max(again.abs()) * 1e-6 || quantity.low.number.value == other.low.number.value;
                if !is_same && !is_hedged(quantity) && !is_hedged(other) {
                    let quotes = [other.text, quantity.text].map(|text| facts.printed(text));
                    found
                        .at(sentence.block, facts.source(other.text), "“{}” in digits is not “{}” in words", quotes)
                        .related(facts.source(quantity.text), "the number in words");
                }
            }
        }
    }
}

/// Whether a value is only about right; a limit is as exact as any.
const fn is_hedged(quantity: &Quantity) -> bool {
    matches!(quantity.bound, Bound::About | Bound::Nearly)
}

/// Whether the value in brackets says in digits what is said in words before it, or the other way round.
fn is_restated(sentence: &Sentence<'_>, quantity: &Quantity, other: &Quantity, inside: usize) -> bool {
    let (Some(one), Some(again)) = (quantity.single(), other.single()) else { return false };
    let in_two_ways = one.number.in_words != again.number.in_words;
    let dimension = |amount: &crate::fact::Amount| amount.unit.dimension;
    if !in_two_ways || one.unit.dimension == Dimension::Fraction || again.number.value.fract() != 0.0 && again.is_count() {
        return false;
    }
    if again.is_count() {
        // "four (3)" alone may be a note; "four (3) seats" and "five (4) of them" are not. "Two teams (12 people)" are two facts.
        let behind = inside + 2;
        let counts =
            (behind..behind + 3).map_while(|at| sentence.word(at)).take_while(|word| !crate::fact::is_function_word(word)).any(is_plural);
        let is_note = again.number.value > 1000.0 && again.number.text.len() == 4 && !sentence.cut(again.number.text).contains(',');
        let no_noun = quantity.noun.is_empty() && one.is_count();
        // "three (1 per deck) lamps" tells how they are spread.
        return no_noun
            && other.rates.is_empty()
            && other.noun.is_empty()
            && !is_note
            && (counts || sentence.is_any(behind, &["of", "percent"]));
    }
    // "thirty days (60 days)" but not "five (10 %)" or "an hour (60 minutes)", which is a conversion.
    let is_money = matches!(dimension(again), Dimension::Money(_));
    // Two times in one unit may be a share or a step of each other; the same words around them are needed, or money.
    let is_measured = is_money || matches!(dimension(again), Dimension::Percent);
    is_measured && dimension(one) == dimension(again) && one.unit.is(&again.unit) && quantity.rates == other.rates
}
