//! The number that a lead-in announces: the last sentence of a paragraph in, the number with its noun out.

mod words;

use words::{BEFORE, DETERMINERS, HANGING, NAMING, OTHER_NUMBERS, PREPOSITIONS, RELATIVE, UNREAL, WHOLE};

use super::{Announced, CountMismatch, whole};
use crate::fact::{Dimension, Quantity, Sentence, is_function_word, is_plural, is_verb_form};

/// What a sentence announces above a list.
pub(super) fn announced(sentence: &Sentence<'_>, rule: &CountMismatch, language: &str) -> Option<Announced> {
    let last = sentence.terms.len().checked_sub(1)?;
    let has_colon = sentence.mark(last) == Some(':');
    if !(has_colon || sentence.mark(last) == Some('.') && begins_announcing(sentence)) {
        return None;
    }
    let (at, quantity) = sentence.quantities().last()?;
    let number = counted(quantity)?;
    let start = clause_start(sentence, at);
    // "To join two boats with a line:" announces what is done.
    if start == 0 && sentence.is(0, "to") {
        return None;
    }
    let noun = noun(sentence, at, |word| rule.things.has(language, &word.to_lowercase()))?;
    let word = sentence.word(noun)?.to_lowercase();
    let is_thing = rule.things.has(language, &word);
    let other_number =
        (start..last).any(|place| place != at && (sentence.quantity(place).is_some() || sentence.is_any(place, &OTHER_NUMBERS)));
    // "one of the following four roles" is about the four.
    let points_at_list = at > 0 && sentence.is(at - 1, "following");
    let picks_one = points_at_list || at > 1 && sentence.are(at - 2, &["one", "of"]) && is_thing;
    let leaves_open = rule.open.of(language).iter().filter(|phrase| !picks_one || *phrase != "one of").any(|phrase| {
        let words: Vec<&str> = phrase.split(' ').collect();
        (start..last).any(|place| sentence.are(place, &words))
    });
    // "two kinds of boats and a raft for guests:" counts more than the two.
    let adds = (noun + 1..last)
        .any(|place| sentence.are(place, &["and", "a"]) || sentence.are(place, &["and", "an"]) || sentence.are(place, &["and", "one"]));
    let is_real = !sentence.has_any(start, at, &UNREAL) && !begins_with_condition(sentence, start);
    if other_number || leaves_open || adds || !is_real || rule.amounts.has(language, &word) {
        return None;
    }
    if !(picks_one || may_stand_behind(sentence, start, at, is_thing, noun + 1 == last)) || !is_whole(sentence, noun + 1, last, is_thing) {
        return None;
    }
    Some(Announced { number, text: quantity.text.join(sentence.terms.get(noun)?.text) })
}

/// The number of a quantity that counts exactly, from two on.
fn counted(quantity: &Quantity) -> Option<usize> {
    let amount = quantity.single()?;
    let value = amount.number.value;
    let is_plain = amount.unit.dimension == Dimension::Count
        && !quantity.bound.is_vague()
        && quantity.rates.is_empty()
        && !quantity.is_quoted
        && amount.number.magnitude == 1.0
        && amount.number.resolution >= 1.0
        && !(amount.number.in_words && amount.number.resolution > 1.0);
    whole(value).filter(|number| is_plain && *number >= 2)
}

/// "There are three ways." with a full stop announces what stands directly below.
fn begins_announcing(sentence: &Sentence<'_>) -> bool {
    sentence.is_any(0, &["here", "these"]) && sentence.is(1, "are")
        || sentence.are(0, &["follow", "these"])
        || sentence.are(0, &["the", "following"])
}

/// Where the clause of a term begins.
fn clause_start(sentence: &Sentence<'_>, at: usize) -> usize {
    (0..at).rev().find(|place| matches!(sentence.mark(*place), Some(',' | ';' | ':' | '—' | '–' | '(' | '…'))).map_or(0, |mark| mark + 1)
}

/// "If the boat is long and …, and there are two pilots:"
fn begins_with_condition(sentence: &Sentence<'_>, start: usize) -> bool {
    sentence.is_any(0, &UNREAL) && (start == 0 || sentence.is_any(start, &["and", "or"]))
}

/// The term of the plural that a number counts: the last of up to five words that describe it.
fn noun(sentence: &Sentence<'_>, at: usize, is_thing: impl Fn(&str) -> bool) -> Option<usize> {
    /// Words before the noun.
    const DESCRIBING: usize = 4;
    let mut words = 0;
    let mut place = at + 1;
    while words <= DESCRIBING {
        let Some(word) = sentence.word(place) else {
            // "simple, cheap ways", "well-known ways".
            if words > 0 && matches!(sentence.mark(place), Some(',' | '-' | '/' | '&' | '“' | '”' | '"'))
                || words == 0 && sentence.mark(place) == Some('“')
            {
                place += 1;
                continue;
            }
            return None;
        };
        // "Topics" looks like a science.
        if is_plural(word) || is_thing(word) {
            // "three operations teams".
            let goes_on = sentence.word(place + 1).is_some_and(|next| is_plural(next) && !is_function_word(next));
            return Some(if goes_on { place + 1 } else { place });
        }
        let is_joined = words > 0 && word.eq_ignore_ascii_case("and");
        if is_function_word(word) && !is_joined && !["most", "more", "own", "other"].iter().any(|known| word.eq_ignore_ascii_case(known)) {
            return None;
        }
        words += usize::from(!is_joined);
        place += 1;
    }
    None
}

/// Whether what stands before the number lets the list be of its things.
fn may_stand_behind(sentence: &Sentence<'_>, start: usize, at: usize, is_thing: bool, is_last: bool) -> bool {
    let mut before = at;
    while before > start && sentence.is_any(before - 1, &DETERMINERS) && !(sentence.is(before - 1, "of") && before < start + 2) {
        if sentence.is(before - 1, "of") {
            break;
        }
        before -= 1;
    }
    // "All three sails are set at once:" says something of sails that are known.
    if !is_thing && sentence.is_any(at.saturating_sub(1), &["all"]) {
        return false;
    }
    if before == start {
        return true;
    }
    let place = before - 1;
    if sentence.is_any(place, &BEFORE) && !(sentence.is(place, "and") && sentence.is_any(at - 1, &DETERMINERS)) {
        return false;
    }
    if sentence.is(place, "of") {
        return place > start && sentence.is_any(place - 1, &WHOLE);
    }
    if sentence.is_any(place, &PREPOSITIONS) {
        // "the following checks on three machines".
        let names_others = (start..place).any(|other| {
            sentence.is_any(other, &["following", "these", "this", "what", "how"])
                || sentence.word(other).is_some_and(|word| is_plural(word) && !is_function_word(word) && other + 1 < place)
        });
        let is_known = sentence.is_any(at - 1, &["the", "these", "those", "our", "all", "its", "their", "his", "her", "your", "my"]);
        return is_thing && (is_last || !names_others) || !is_known && is_last && !names_others && place > start + 1;
    }
    true
}

/// Whether the clause is whole where the lead-in ends, so that the list is not its last part.
fn is_whole(sentence: &Sentence<'_>, from: usize, last: usize, is_thing: bool) -> bool {
    if from >= last {
        return true;
    }
    // ", and each of them has:"; a comma may only begin what is said of the things themselves.
    let breaks_off = (from..last).any(|place| match sentence.mark(place) {
        Some(',') => !sentence.is_any(place + 1, &["which", "all", "in", "as", "listed", "namely", "from", "ranked", "ordered", "each"]),
        Some(';' | ':' | '—' | '–' | '?' | '!' | '=' | '/') => true,
        _ => false,
    });
    let is_relative = sentence.is_any(from, &RELATIVE);
    let points_on =
        sentence.has_any(from, last, &["following", "these"]) || !is_relative && sentence.has_any(from, last, &["this", "what", "how"]);
    // "the five marks from the rules of the watch:" may be followed by the rules.
    let is_derived = sentence.is(from, "from") && sentence.word(last - 1).is_some_and(is_plural);
    if breaks_off || points_on || is_derived {
        return false;
    }
    let end = sentence.word(last - 1);
    let Some(end) = end else {
        return matches!(sentence.mark(last - 1), Some(')' | '”' | '"')) || sentence.date(last - 1).is_some();
    };
    let lower = end.to_lowercase();
    if NAMING.contains(&lower.as_str()) {
        return true;
    }
    if is_relative {
        // "three people to:", "three ways you can:".
        let is_open =
            ["to", "can", "must", "should", "will", "may", "could", "and", "or", "the", "a", "that", "by"].contains(&lower.as_str());
        return !is_open || last - from > 3 && lower == "to";
    }
    // What crews and boats do may be what the list says; of things to be told, the list tells them.
    if !is_thing && !is_said_of_place(sentence, from, last) {
        return false;
    }
    // "types of use" ends in a noun.
    let is_noun = last >= from + 2 && sentence.is_any(last - 2, &["of", "in", "for", "the", "a", "an", "our", "your", "their"]);
    (!HANGING.contains(&lower.as_str()) || is_noun && lower.len() > 2) && !(is_verb_form(end) && sentence.is(from, "and"))
}

/// "three boats for sale", "three boats are in the lock": no more than where they are and what they are for.
fn is_said_of_place(sentence: &Sentence<'_>, from: usize, last: usize) -> bool {
    /// Words behind a noun that say no more than that.
    const WORDS: usize = 7;
    const BEGINNING: [&str; 22] = [
        "of",
        "for",
        "in",
        "on",
        "at",
        "from",
        "with",
        "are",
        "were",
        "below",
        "available",
        "listed",
        "here",
        "as",
        "available",
        "within",
        "between",
        "about",
        "under",
        "per",
        "before",
        "until",
    ];
    const SAYING: [&str; 24] = [
        "told", "said", "say", "gave", "give", "have", "has", "had", "can", "must", "should", "will", "do", "did", "made", "make", "got",
        "get", "took", "take", "saw", "see", "found", "find",
    ];
    let begins = sentence.is_any(from, &BEGINNING) || matches!(sentence.mark(from), Some('(' | ','));
    let says = (from..last).any(|place| sentence.word(place).is_some_and(is_verb_form) || sentence.is_any(place, &SAYING));
    begins && last - from <= WORDS && (!says || sentence.is_any(from, &["are", "were", "listed"]) || sentence.mark(from).is_some())
}
