//! Least and most of one thing, each with its word: "a minimum of 29 nights and a maximum of 22 nights", "at least 27 and at most 24 people".

use crate::fact::{Facts, Quantity, Sentence};
use crate::rule::Found;
use crate::span::Span;

/// Which end of a range a limit is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum End {
    Low,
    High,
}

/// A value with the word that makes it an end, and what that word says it is the end of.
struct Limit<'s> {
    end: End,
    /// Where its words begin.
    start: usize,
    /// Words between the word of the end and the value: "the minimum order is".
    of: Vec<&'s str>,
}

/// Terms from the word of an end to its value.
const REACH: usize = 5;

/// Words and marks between two limits that set them side by side.
const JOINING: [&str; 8] = ["and", "but", "with", "to", "a", "an", "the", "its"];

pub(super) fn check(facts: &Facts<'_>, sentence: &Sentence<'_>, found: &mut Found<'_>) {
    let mut before: Option<(usize, &Quantity)> = None;
    for (at, quantity) in sentence.quantities() {
        if let Some((first, one)) = before.replace((at, quantity))
            && let Some((low, high)) = ends(sentence, (first, one), (at, quantity))
        {
            found.concerned();
            if high.low.base() < low.low.base() && high.low.number.value > 0.0 && !one.is_quoted {
                let text = Span::new(one.text.start(), quantity.text.end());
                let quotes = [high, low].map(|end| facts.printed(end.text));
                found.at(sentence.block, facts.source(text), "at most “{}” cannot be when it is at least “{}”", quotes);
            }
        }
    }
}

/// The least and the most of one thing, if two values that follow each other are that.
fn ends<'q>(
    sentence: &Sentence<'_>,
    (first, one): (usize, &'q Quantity),
    (second, other): (usize, &'q Quantity),
) -> Option<(&'q Quantity, &'q Quantity)> {
    one.single()?;
    other.single()?;
    let (left, right) = (limit(sentence, first)?, limit(sentence, second)?);
    let noun = |quantity: &Quantity| sentence.cut(quantity.noun).to_lowercase();
    let (named, other_named) = (noun(one), noun(other));
    let is_shared = named.is_empty() || other_named.is_empty();
    // "at least 8 characters, and at most 2 characters in a row": what goes on behind the second limits something else.
    let is_closed = |at: usize| sentence.mark(at).is_some() || at >= sentence.terms.len();
    let is_whole = named.is_empty() && left.of.is_empty() || is_closed(sentence.behind_noun(second));
    let is_one_thing = one.is_comparable(other) && (is_shared || named == other_named) && is_whole;
    let is_joined = right.start >= sentence.behind_noun(first) && is_joint(sentence, sentence.behind_noun(first), right.start);
    if left.end == right.end || left.of != right.of || !is_one_thing || !is_joined {
        return None;
    }
    Some(if left.end == End::Low { (one, other) } else { (other, one) })
}

/// Whether nothing but what sets two limits side by side stands between two terms.
fn is_joint(sentence: &Sentence<'_>, from: usize, to: usize) -> bool {
    (from..to).all(|at| matches!(sentence.mark(at), Some(',' | ';' | '/' | '–' | '—')) || sentence.is_any(at, &JOINING))
}

/// The end that the words before a value make of it.
fn limit<'s>(sentence: &Sentence<'s>, at: usize) -> Option<Limit<'s>> {
    let limit = |end, words: usize| Some(Limit { end, start: at.checked_sub(words)?, of: Vec::new() });
    let said = |words: &[&str]| at >= words.len() && sentence.are(at - words.len(), words);
    if said(&["at", "least"]) {
        return limit(End::Low, 2);
    }
    if said(&["at", "most"]) {
        return limit(End::High, 2);
    }
    if said(&["than"]) {
        let end = match (sentence.word(at.checked_sub(2)?)?, sentence.word(at.checked_sub(3)?)?) {
            ("fewer" | "less", "no" | "not") => End::Low,
            ("more", "no" | "not") => End::High,
            _ => return None,
        };
        return limit(end, 3);
    }
    let mut of = Vec::new();
    for place in (at.saturating_sub(REACH)..at).rev() {
        let Some(word) = sentence.word(place) else {
            // "min. 5", "Minimum: 5", "minimum = 5".
            if matches!(sentence.mark(place), Some('.' | ':' | '=')) {
                continue;
            }
            return None;
        };
        let end = match word.to_ascii_lowercase().as_str() {
            "minimum" | "min" => End::Low,
            "maximum" | "max" => End::High,
            "of" | "is" | "are" | "was" | "be" | "a" | "at" => continue,
            _ => {
                of.push(word);
                continue;
            }
        };
        return Some(Limit { end, start: place, of });
    }
    None
}
