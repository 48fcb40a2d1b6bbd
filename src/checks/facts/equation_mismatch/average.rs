//! The average of values that stand before it: "gave 36, 120 and 33 pounds, an average of 71 pounds".

use super::{Told, are_only};
use crate::fact::{Bound, Quantity, Sentence};

/// Words between the values and their average.
const LEADING: [&str; 20] = [
    "a",
    "an",
    "average",
    "averaging",
    "for",
    "giving",
    "in",
    "is",
    "making",
    "mean",
    "of",
    "on",
    "or",
    "that",
    "the",
    "which",
    "with",
    "yielding",
    "gives",
    "so",
];

pub(super) fn told(sentence: &Sentence<'_>, quantities: &[(usize, &Quantity)]) -> Option<Told> {
    let names_average = |from: usize, to: usize| sentence.has_any(from, to, &["average", "averaging", "mean"]);
    if !names_average(0, sentence.terms.len()) {
        return None;
    }
    let place = quantities.windows(2).position(|pair| {
        matches!(pair, [(one, _), (other, _)] if {
            let behind = sentence.behind_noun(*one);
            // "4, 6 and 8 days, 7 days on average".
            let is_told_behind = || {
                let end = sentence.behind_noun(*other);
                behind < *other && are_only(sentence, behind, *other, &[]) && sentence.are(end, &["on", "average"])
            };
            names_average(behind, *other) && are_only(sentence, behind, *other, &LEADING) || is_told_behind()
        })
    })?;
    let (_, average) = quantities.get(place + 1)?;
    // The values before it, back to the first that something else parts from the next one.
    let mut first = place;
    while let Some((before, _)) = first.checked_sub(1).and_then(|before| quantities.get(before))
        && let Some((at, _)) = quantities.get(first)
        && are_only(sentence, before + 1, *at, &["and"])
        && *at <= before + 3
    {
        first -= 1;
    }
    let values = quantities.get(first..=place).filter(|values| values.len() > 1)?;
    let (_, last) = values.last()?;
    let is_plain = |quantity: &Quantity| quantity.single().is_some() && quantity.bound == Bound::Exact && !quantity.is_quoted;
    // A unit that is printed once, behind the last of them, is that of all.
    let of_one_unit = values.iter().all(|(_, value)| value.low.unit.is(&last.low.unit) || value.low.is_count() && value.noun.is_empty());
    let same_kind =
        average.low.unit.is(&last.low.unit) && sentence.same_noun(average, last) || average.low.is_count() && average.noun.is_empty();
    let is_hedged =
        sentence.has_any(first, sentence.terms.len(), &["about", "around", "roughly", "nearly", "almost", "weighted", "median"]);
    if !values.iter().all(|(_, value)| is_plain(value)) || average.single().is_none() || !of_one_unit || !same_kind || is_hedged {
        return None;
    }
    let numbers = values.iter().map(|(_, value)| value.low.number.value);
    let count = u32::try_from(values.len()).ok()?;
    let right = numbers.sum::<f64>() / f64::from(count);
    let resolution = average.low.number.resolution;
    let rounding: f64 =
        values.iter().map(|(_, value)| value.low.number.resolution).filter(|unit| *unit < 1.0).sum::<f64>() / f64::from(count);
    // Rounded or cut off, but no more.
    let slack = if resolution > 1.0 { resolution / 2.0 } else { resolution } + rounding;
    let (_, start) = values.first()?;
    ((right - average.low.number.value).abs() > slack).then(|| Told { text: start.text.join(average.text), wrong: average.text, right })
}
