//! Two counts and how many more one of them is: "75 growers took part, 21 more than the 43 of last year".

use super::Told;
use crate::fact::{Bound, Dimension, Quantity, Sentence};

/// Terms from a count to its difference, and from the comparison to the other count.
const REACH: (usize, usize) = (9, 6);

/// What stands between "than" and a count that is not compared.
const OTHERS: [&str; 10] = ["in", "for", "during", "over", "every", "each", "per", "usual", "who", "that"];

pub(super) fn told(sentence: &Sentence<'_>, quantities: &[(usize, &Quantity)]) -> Option<Told> {
    let is_plain = |quantity: &Quantity| {
        quantity.single().is_some() && quantity.bound == Bound::Exact && quantity.rates.is_empty() && !quantity.is_quoted
    };
    quantities.windows(3).find_map(|three| {
        let &[(one_at, one), (at, difference), (other_at, other)] = three else { return None };
        let than = (at + 1..other_at).find(|place| sentence.is(*place, "than"))?;
        let more = match sentence.word(than.checked_sub(1)?)? {
            "more" => true,
            "fewer" | "less" => false,
            _ => return None,
        };
        let names_only = than <= sentence.behind_noun(at) + 1;
        let is_behind_comma = at > 0 && matches!(sentence.mark(at - 1), Some(',' | '(' | '–' | '—')) && at <= one_at + REACH.0;
        let has_marks = (one_at + 1..at - 1).chain(than + 1..other_at).any(|place| sentence.mark(place).is_some_and(|mark| mark != '-'));
        let is_other = other_at > than + REACH.1 || sentence.has_any(than + 1, other_at, &OTHERS);
        let units = one.low.unit.is(&other.low.unit) && (difference.low.unit.is(&one.low.unit) || difference.low.is_count());
        let is_amount = !matches!(one.low.unit.dimension, Dimension::Percent | Dimension::Fraction | Dimension::Times);
        let of_one_thing = sentence.same_noun(one, other) && sentence.same_noun(one, difference) && sentence.same_noun(other, difference);
        let is_clear = names_only && is_behind_comma && !has_marks && !is_other && units && is_amount && of_one_thing;
        // "more than the 43": the words compare, and leave nothing open.
        let is_compared = other.bound == Bound::Exact || other_at <= than + 2 && matches!(other.bound, Bound::MoreThan | Bound::LessThan);
        let other_plain = Quantity { bound: Bound::Exact, ..other.clone() };
        if !is_clear || !is_compared || ![one, difference, &other_plain].into_iter().all(is_plain) {
            return None;
        }
        let (value, base, by) = (one.low.base(), other.low.base(), difference.low.number.value * one.low.unit.factor);
        let right = if more { value - base } else { base - value };
        let rounding: f64 = [one, difference, other].iter().map(|quantity| half(quantity) * one.low.unit.factor).sum();
        ((right - by).abs() > rounding).then(|| Told {
            text: one.text.join(other.text),
            wrong: difference.text,
            right: right / one.low.unit.factor,
        })
    })
}

/// "It asks $42,000 and its rival $37,000, a difference of $7,000": what lies between two values of one unit.
pub(super) fn between(sentence: &Sentence<'_>, quantities: &[(usize, &Quantity)]) -> Option<Told> {
    const LEADING: [&str; 9] = ["a", "an", "the", "of", "which", "is", "makes", "making", "leaving"];
    const NAMES: [&str; 4] = ["difference", "gap", "spread", "margin"];
    let is_plain = |quantity: &Quantity| {
        quantity.single().is_some() && quantity.bound == Bound::Exact && quantity.rates.is_empty() && !quantity.is_quoted
    };
    // More values than two may have any two of them compared.
    let &[(_, one), (at, other), (difference_at, difference)] = quantities else { return None };
    let behind = sentence.behind_noun(at);
    let comma = (behind..difference_at).find(|place| matches!(sentence.mark(*place), Some(',' | '–' | '—' | '(')))?;
    let is_named = sentence.has_any(comma, difference_at, &NAMES)
        && (comma + 1..difference_at).all(|place| sentence.is_any(place, &NAMES) || sentence.is_any(place, &LEADING));
    let units = one.low.unit.is(&other.low.unit) && difference.low.unit.is(&one.low.unit);
    let is_amount = !matches!(one.low.unit.dimension, Dimension::Percent | Dimension::Fraction | Dimension::Times);
    let of_one_thing = sentence.same_noun(one, other) && sentence.same_noun(other, difference);
    if !is_named || !units || !is_amount || !of_one_thing || ![one, other, difference].into_iter().all(is_plain) {
        return None;
    }
    let right = (one.low.base() - other.low.base()).abs();
    let rounding: f64 = [one, difference, other].iter().map(|quantity| half(quantity) * one.low.unit.factor).sum();
    ((right - difference.low.base()).abs() > rounding).then(|| Told {
        text: one.text.join(difference.text),
        wrong: difference.text,
        right: right / one.low.unit.factor,
    })
}

/// What a number may have lost when it was rounded: hundreds and decimals do, small counts do not.
fn half(quantity: &Quantity) -> f64 {
    let number = &quantity.low.number;
    if number.resolution < 1.0 || number.value >= 1000.0 { number.resolution / 2.0 } else { 0.0 }
}
