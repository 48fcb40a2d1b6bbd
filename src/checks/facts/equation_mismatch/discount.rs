//! A price, a discount and the price that is left: "At 50% off, the $40 coat is yours for $28".

use super::Told;
use crate::fact::{Bound, Dimension, Quantity, Sentence};

/// What makes the second price another one than what is left.
const OTHERS: [&str; 16] = [
    "sav",
    "tax",
    "ship",
    "deliver",
    "plus",
    "additional",
    "another",
    "extra",
    "second",
    "more",
    "over",
    "spend",
    "credit",
    "refund",
    "coupon",
    "first",
];

/// Verbs of what is paid.
const PAYING: [&str; 20] = [
    "become", "becomes", "came", "come", "comes", "cost", "costs", "down", "dropped", "drops", "fall", "falls", "fell", "goes", "now",
    "pay", "pays", "sells", "went", "yours",
];

pub(super) fn told(sentence: &Sentence<'_>, quantities: &[(usize, &Quantity)]) -> Option<Told> {
    let is_money = |quantity: &Quantity| matches!(quantity.low.unit.dimension, Dimension::Money(_));
    let moneys: Vec<(usize, &Quantity)> = quantities.iter().filter(|(_, quantity)| is_money(quantity)).copied().collect();
    let mut percents = quantities.iter().filter(|(_, quantity)| quantity.low.unit.dimension == Dimension::Percent);
    let (at, percent) = percents.next()?;
    // "from $40 to $28" is one value with two ends.
    let prices: Vec<(usize, &crate::fact::Amount)> = match moneys.as_slice() {
        [(one_at, one), (other_at, other)] if one.high.is_none() && other.high.is_none() => {
            vec![(*one_at, &one.low), (*other_at, &other.low)]
        }
        [(at, both)] => vec![(*at, &both.low), (*at, &both.high.as_ref()?.1)],
        _ => return None,
    };
    let &[(from_at, from), (to_at, to)] = prices.as_slice() else { return None };
    let is_exact = percent.single().is_some() && [*percent].into_iter().chain(moneys.iter().map(|(_, money)| *money)).all(is_exact);
    let is_off = sentence.is(at + 1, "off") || sentence.is(at + 1, "discount") || *at > 1 && sentence.are(at - 2, &["discount", "of"]);
    let is_paid = sentence.has_any(from_at.saturating_sub(4), to_at, &PAYING);
    let is_between = from_at != to_at
        && (to_at > from_at + 7
            || (from_at + 1..to_at)
                .any(|place| sentence.mark(place).is_some() && !(from_at < *at && *at < to_at) || sentence.is_any(place, &["and", "or"])));
    let has_others = sentence.has_stem(0, sentence.terms.len(), &OTHERS);
    let of_one_currency = from.unit.dimension == to.unit.dimension;
    if percents.next().is_some() || !is_exact || !is_off || !is_paid || is_between || has_others || !of_one_currency {
        return None;
    }
    let (before, after, part) = (from.number.value, to.number.value, percent.low.number.value / 100.0);
    let right = before * (1.0 - part);
    let slack = to.number.resolution.min(1.0) + before * percent.low.number.resolution.min(1.0) / 200.0;
    let is_reduction = (before * part - after).abs() <= slack;
    let text = percent.text.join(from.text).join(to.text);
    ((right - after).abs() > slack && !is_reduction && after < before).then_some(Told { text, wrong: to.text, right })
}

fn is_exact(quantity: &Quantity) -> bool {
    quantity.bound == Bound::Exact && quantity.rates.is_empty() && !quantity.is_quoted
}
