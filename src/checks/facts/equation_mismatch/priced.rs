//! A number of things at a price each, and what they cost together: "8 sacks at $8 each, $84 in total".

use super::Told;
use crate::fact::{Bound, Dimension, Quantity, Sentence};

/// What makes a sum of other parts than the things alone.
const PARTS: [&str; 18] = [
    "plus", "minus", "less", "tax", "vat", "ship", "deliver", "deposit", "fee", "tip", "discount", "rebate", "off", "sav", "extra",
    "addition", "first", "another",
];

/// Words behind a sum that say that it is all.
const ALL_BEHIND: [&[&str]; 4] = [&["in", "total"], &["in", "all"], &["altogether"], &["total"]];
/// Words before a sum that say so.
const ALL_BEFORE: [&[&str]; 20] = [
    &["total", "of"],
    &["totaling"],
    &["totalling"],
    &["comes", "to"],
    &["come", "to"],
    &["came", "to"],
    &["adds", "up", "to"],
    &["makes"],
    &["brings", "in"],
    &["brought", "in"],
    &["sum", "of"],
    &["altogether"],
    &["amounts", "to"],
    &["raises"],
    &["add"],
    &["adds"],
    &["cost"],
    &["costs"],
    &["make"],
    &["means"],
];

pub(super) fn told(sentence: &Sentence<'_>, quantities: &[(usize, &Quantity)]) -> Option<Told> {
    let is_money = |quantity: &Quantity| matches!(quantity.low.unit.dimension, Dimension::Money(_));
    let is_exact = |quantity: &Quantity| quantity.single().is_some() && quantity.bound == Bound::Exact && !quantity.is_quoted;
    let place = quantities.windows(3).position(|three| {
        matches!(three, [(_, count), (at, price), (_, sum)] if count.low.is_count() && is_money(price) && is_money(sum) && is_each(sentence, *at))
    })?;
    let &[(_, count), (price_at, price), (sum_at, sum)] = quantities.get(place..place + 3)? else { return None };
    let moneys = quantities.iter().filter(|(_, quantity)| is_money(quantity)).count();
    let is_plain = moneys == 2 && [count, price, sum].into_iter().all(is_exact) && !count.noun.is_empty() && count.low.number.value >= 2.0;
    let of_one_currency = price.low.unit.dimension == sum.low.unit.dimension;
    let has_period = |quantity: &Quantity| quantity.rates.iter().any(|rate| matches!(rate, crate::fact::Rate::Period(_)));
    let is_all = ALL_BEHIND.iter().any(|words| sentence.are(sum_at + 1, words))
        || ALL_BEFORE.iter().any(|words| sum_at >= words.len() && sentence.are(sum_at - words.len(), words));
    let has_parts = sentence.has_stem(0, sentence.terms.len(), &PARTS);
    if !is_plain || !of_one_currency || has_period(price) || has_period(sum) || !is_all || has_parts || sum_at > price_at + 12 {
        return None;
    }
    let right = count.low.number.value * price.low.number.value;
    let slack = sum.low.number.resolution.min(1.0) / 2.0 + count.low.number.value * price.low.number.resolution.min(0.01) / 2.0;
    ((right - sum.low.number.value).abs() > slack).then(|| Told { text: count.text.join(sum.text), wrong: sum.text, right })
}

/// "at $8 each", "for $12 apiece": a price of each of the things before it.
fn is_each(sentence: &Sentence<'_>, at: usize) -> bool {
    let is_joined = at > 0 && (sentence.is_any(at - 1, &["at", "for", "costing", "@"]) || sentence.mark(at - 1) == Some('@'));
    is_joined && (sentence.is_any(at + 1, &["each", "apiece"]) || sentence.are(at + 1, &["a", "piece"]))
}
