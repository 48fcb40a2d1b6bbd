//! Small words that turn what is said into something else: "above ground" and "below ground", "before tax" and "after tax", "from Holm to Sund" and
//! "from Sund to Holm". Claims of other words in common are of one thing only when these are the same as well.

use super::{ClaimWord, SEED, hash};
use crate::fact::words::{WordList, is_function_word, stem};
use crate::fact::{Sentence, TermKind};

/// Function words each of which has an opposite, or is one: "on" and "with" are what "off" and "plus" are not.
const TURNS: &WordList = &WordList::of([
    "above", "after", "against", "along", "around", "before", "below", "between", "down", "few", "into", "less", "more", "most", "near",
    "off", "onto", "other", "out", "over", "plus", "since", "some", "through", "till", "toward", "towards", "under", "until", "up",
]);

/// Those of them that say how exact a value is when they stand before it.
const HEDGES: &WordList =
    &WordList::of(["above", "around", "below", "between", "less", "more", "most", "near", "over", "plus", "some", "under", "up"]);

/// Words between a hedge and its value.
const WITHIN_HEDGES: [&str; 5] = ["a", "about", "than", "the", "to"];

/// The turning words of a sentence from one term to before another.
pub(super) fn of_terms(sentence: &Sentence<'_>, from: usize, to: usize, into: &mut Vec<ClaimWord>) {
    let is_value = |at: usize| {
        matches!(sentence.terms.get(at).map(|term| term.kind), Some(TermKind::Quantity(_) | TermKind::Date(_) | TermKind::Time(_)))
    };
    for at in from..to {
        let Some(word) = sentence.word(at) else { continue };
        if word.len() > 7 {
            continue;
        }
        if word.eq_ignore_ascii_case("from") {
            into.extend(sentence.word(behind_article(sentence, at + 1)).map(origin));
        } else if word == "to" {
            into.extend(start_of_way(sentence, from, at).map(origin));
        } else if TURNS.has(word) {
            let behind = (at + 1..at + 3).find(|place| !sentence.is_any(*place, &WITHIN_HEDGES)).unwrap_or(at + 3);
            let is_hedge = HEDGES.has(word) && (is_value(behind) || sentence.is_any(at.wrapping_sub(1), &["or", "and"]));
            if !is_hedge {
                into.push(turn(word));
            }
        }
    }
}

/// The turning words of a label or the head of a row.
pub(super) fn of_text(text: &str, into: &mut Vec<ClaimWord>) {
    let mut words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).peekable();
    while let Some(word) = words.next() {
        if word.eq_ignore_ascii_case("from") {
            words.next_if(|word| is_article(word));
            into.extend(words.peek().map(|word| origin(word)));
        } else if TURNS.has(word) {
            into.push(turn(word));
        }
    }
}

/// "the Holm to Sund ferry": the place before "to" where a place stands on either side of it.
fn start_of_way<'f>(sentence: &Sentence<'f>, from: usize, to: usize) -> Option<&'f str> {
    let is_name = |word: &&str| word.starts_with(char::is_uppercase) && !is_function_word(word);
    let before = to.checked_sub(1).filter(|before| *before >= from)?;
    let start = sentence.word(before).filter(is_name)?;
    // "The move of Seaforth Instruments to Galway".
    let first = (from..=before).rev().take_while(|at| sentence.word(*at).as_ref().is_some_and(is_name)).last();
    if first.and_then(|first| first.checked_sub(1)).is_some_and(|of| sentence.is(of, "of")) {
        return None;
    }
    let is_told = before.checked_sub(1).is_some_and(|place| sentence.is(place, "from"));
    sentence.word(to + 1).filter(is_name).filter(|_| !is_told).map(|_| start)
}

fn behind_article(sentence: &Sentence<'_>, at: usize) -> usize {
    at + usize::from(sentence.word(at).is_some_and(is_article))
}

fn is_article(word: &str) -> bool {
    ["the", "a", "an", "its", "their", "our"].iter().any(|article| word.eq_ignore_ascii_case(article))
}

fn turn(word: &str) -> ClaimWord {
    marked(b"turn", &word.to_ascii_lowercase())
}

fn origin(word: &str) -> ClaimWord {
    marked(b"from", &stem(word))
}

/// The word with what it is here, so that it is not taken for the same word of what is said.
fn marked(mark: &[u8], word: &str) -> ClaimWord {
    let wide = hash(hash(SEED, mark), word.as_bytes());
    (wide ^ wide >> 32) as ClaimWord
}

#[cfg(test)]
mod tests {
    use super::*;

    fn turns(text: &str) -> usize {
        let mut found = Vec::new();
        of_text(text, &mut found);
        found.len()
    }

    #[test]
    fn labels_have_turning_words_too() {
        assert_eq!(["Floors above ground", "Floors", "Way from the quay", "Price before tax"].map(turns), [1, 0, 1, 1]);
    }
}
