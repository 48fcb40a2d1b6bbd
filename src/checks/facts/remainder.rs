//! The last share of a whole, which a sentence calls the rest.

use crate::fact::Sentence;

/// "the remaining 41 %", "the rest (41 %)", "41 % made up the rest".
pub(super) fn is_remainder(sentence: &Sentence<'_>, at: usize) -> bool {
    const REST: [&str; 4] = ["remaining", "rest", "remainder", "balance"];
    let before = at.saturating_sub(4);
    let is_near = (before..at).any(|place| {
        sentence.is_any(place, &REST)
            && (place + 1..at).all(|between| sentence.quantity(between).is_none() && sentence.mark(between) != Some(';'))
    });
    let is_other = at >= 2 && sentence.is(at - 1, "other") && sentence.is(at - 2, "the");
    // "with 41 % making up the rest", "41 % went to the rest".
    let behind = (at + 1..at + 6).find(|place| sentence.quantity(*place).is_some() || sentence.mark(*place).is_some()).unwrap_or(at + 6);
    // "25 % went south, and the rest, some 15 %, north": the rest is what follows.
    let opens_next =
        (at + 1..behind).any(|place| sentence.are(place, &["and", "the", "rest"]) || sentence.are(place, &["and", "the", "remainder"]));
    let is_behind = !opens_next
        && sentence.has_any(at + 1, behind, &["remainder", "rest", "balance"])
        && sentence.has_any(at + 1, behind, &["make", "makes", "making", "made", "for", "is", "was", "being", "the"]);
    // "55 % for trucks and 40 % for cars, leaving 15 % for bicycles".
    let is_left = (at.saturating_sub(3)..at)
        .any(|place| sentence.is(place, "leaving") && place > 0 && sentence.mark(place - 1) == Some(','))
        && sentence.is(at + 1, "for");
    is_near || is_other || is_behind || is_left
}
