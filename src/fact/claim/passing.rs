//! Values that are told in passing: "Founded in 1931, the guild …", "Anna Moen, born in 1968, …", "the 68-member guild", "there are 140 faces in the
//! box", "With 460 members, the guild …", "At $89 a month, the large berth …". Where such a subject ends is told by no verb that is known, so each of its beginnings is a claim: only the whole one has an equal.

use super::frame::{EVENTS, Stated, Subject, names_people, subject_of};
use super::{is_glued, subject, turn};
use crate::fact::{Dimension, Facts, Quantity, Sentence, TermKind, is_function_word};
use crate::span::Span;

/// Most words of such a subject.
const WORDS: usize = 5;

/// A frame, or what is said in passing of the date of an event.
pub(super) fn or_event(frame: Option<Stated>, sentence: &Sentence<'_>, date: usize) -> Vec<Stated> {
    if let Some(frame) = frame {
        return vec![frame];
    }
    let Some(verb) = event_before(sentence, date) else { return Vec::new() };
    let Some(event) = sentence.word(verb).and_then(|word| subject::word(&word.to_lowercase())) else { return Vec::new() };
    // "Founded in 1931, the guild …".
    if verb == 0 {
        let comma = date + 1;
        return if sentence.mark(comma) == Some(',') { beginnings(sentence, comma + 1, event) } else { Vec::new() };
    }
    // "The guild, founded in 1931, …", "The guild (founded 1931) …".
    let mark = verb - 1;
    let ends = sentence.mark(date + 1);
    if !matches!((sentence.mark(mark), ends), (Some(','), Some(',' | '.')) | (Some('('), Some(')' | ',' | ';'))) {
        return Vec::new();
    }
    let first = (mark.saturating_sub(WORDS + 2)..mark).rev().take_while(|at| is_of_name(sentence, *at)).last();
    // Only a subject that opens its sentence is known to be whole.
    let Some(first) = first.filter(|first| *first == 0 || sentence.mark(first - 1).is_some_and(|mark| mark == ',')) else {
        return Vec::new();
    };
    one(sentence, first, mark, event).into_iter().collect()
}

/// A frame, or what is said in passing of how many there are.
pub(super) fn or_number(facts: &Facts<'_>, frame: Option<Stated>, sentence: &Sentence<'_>, value: usize) -> Vec<Stated> {
    if let Some(frame) = frame {
        return vec![frame];
    }
    if let Some(priced) = at_price(sentence, value) {
        return priced;
    }
    let Some(quantity) = sentence.quantity(value).filter(|quantity| quantity.low.is_count()) else { return Vec::new() };
    let Some(noun) = sentence.cut(quantity.noun).split_whitespace().next_back().and_then(subject::word) else { return Vec::new() };
    if let Some(employed) = at_work(sentence, value) {
        return employed;
    }
    if sentence.mark(value + 1) == Some('-') && value > 0 && sentence.is_any(value - 1, &["the", "our", "this"]) {
        let member = sentence.word(value + 2).filter(|word| is_glued(facts, quantity) && !is_quality(word)).and_then(subject::word);
        let subjects = member.map_or_else(Vec::new, |member| beginnings(sentence, value + 3, member));
        return subjects.into_iter().map(|subject| Stated { tells_apart: true, ..subject }).collect();
    }
    // "With 460 employees, the yard …".
    let behind = sentence.behind_noun(value);
    if value == 1 && sentence.is(0, "with") && sentence.mark(behind) == Some(',') {
        return beginnings(sentence, behind + 1, noun);
    }
    let there = value.checked_sub(2).filter(|there| sentence.is(*there, "there") && sentence.is_any(there + 1, &["are", "is"]));
    if there.is_some_and(|there| there == 0) && sentence.is_any(behind, &["in", "on", "at", "aboard"]) {
        let end = (behind + 1..sentence.terms.len()).find(|at| !is_of_name(sentence, *at)).unwrap_or(sentence.terms.len());
        let ends = matches!(sentence.mark(end), Some('.' | ',' | ';')) || end == sentence.terms.len();
        return if ends { one(sentence, behind + 1, end, noun).into_iter().collect() } else { Vec::new() };
    }
    Vec::new()
}

/// "The 3-dimensional", "the two-legged": a word that says of what kind a thing is, and counts no members of it.
fn is_quality(word: &str) -> bool {
    word.ends_with("ional") || word.ends_with("ed")
}

/// "At $89 per month, the large berth …", "Priced at $89, the large berth …": what something costs.
fn at_price(sentence: &Sentence<'_>, value: usize) -> Option<Vec<Stated>> {
    let is_money = |quantity: &&Quantity| matches!(quantity.low.unit.dimension, Dimension::Money(_)) && quantity.single().is_some();
    sentence.quantity(value).filter(is_money)?;
    let opens = value == 1 && sentence.is(0, "at") || value == 2 && sentence.are(0, &["priced", "at"]);
    let cost = subject::word("cost")?;
    (opens && sentence.mark(value + 1) == Some(',')).then(|| beginnings(sentence, value + 2, cost))
}

/// "Some 120 people work for the yard": how many it employs. What stands before the number limits nothing.
fn at_work(sentence: &Sentence<'_>, value: usize) -> Option<Vec<Stated>> {
    /// Words before the number.
    const OPENERS: [&str; 16] = [
        "today",
        "now",
        "currently",
        "some",
        "about",
        "around",
        "roughly",
        "nearly",
        "almost",
        "over",
        "more",
        "than",
        "in",
        "all",
        "total",
        "there",
    ];
    let verb = sentence.behind_noun(value);
    let opens = (0..value).all(|at| sentence.is_any(at, &OPENERS) || sentence.mark(at) == Some(','));
    let works = sentence.is_any(verb, &["work", "works"]) && sentence.is_any(verb + 1, &["for", "at"]);
    (opens && works && names_people(sentence, value)).then(|| {
        let staff = subject::word("staff");
        let from = verb + 2;
        let end = (from..sentence.terms.len()).find(|at| !is_of_name(sentence, *at)).unwrap_or(sentence.terms.len());
        // "Work at the yard in winter" are some of them.
        let ends = matches!(sentence.mark(end), Some('.' | ',' | ';')) || end == sentence.terms.len();
        let subject = staff.filter(|_| ends).and_then(|staff| one(sentence, from, end, staff));
        subject.into_iter().map(|subject| Stated { is_staff: true, ..subject }).collect()
    })
}

/// The verb of an event right before its date, the prepositions between them aside, that has no auxiliary before it.
fn event_before(sentence: &Sentence<'_>, date: usize) -> Option<usize> {
    let last = date.checked_sub(1)?;
    let verb = if sentence.is_any(last, &["in", "on"]) { last.checked_sub(1)? } else { last };
    sentence.word(verb).is_some_and(|word| EVENTS.has(word)).then_some(verb)
}

/// Whether a term may stand in a name with what describes it.
fn is_of_name(sentence: &Sentence<'_>, at: usize) -> bool {
    match sentence.terms.get(at).map(|term| term.kind) {
        Some(TermKind::Word) => {
            sentence.word(at).is_some_and(|word| !is_function_word(word) || matches!(word, "The" | "the" | "of" | "our" | "Our"))
        }
        Some(TermKind::Mark('-' | '\'' | '’' | '&')) => true,
        _ => false,
    }
}

/// Each beginning of a subject from `from` on, the shortest of two words or a name.
fn beginnings(sentence: &Sentence<'_>, from: usize, attribute: u32) -> Vec<Stated> {
    let mut found = Vec::new();
    let words = (from..from + 2 * WORDS).take_while(|at| is_of_name(sentence, *at));
    for at in words.filter(|at| sentence.word(*at).is_some_and(|word| !is_function_word(word))) {
        if found.len() == WORDS {
            break;
        }
        found.extend(one(sentence, from, at + 1, attribute));
    }
    found
}

fn one(sentence: &Sentence<'_>, from: usize, to: usize, attribute: u32) -> Option<Stated> {
    let Subject { mut words, names, is_named } = subject_of(sentence, from, to);
    if !is_named || words.len() < 2 && names.is_empty() {
        return None;
    }
    words.push(attribute);
    words.sort_unstable();
    words.dedup();
    let mut scope = Vec::new();
    turn::of_terms(sentence, from, to, &mut scope);
    scope.sort_unstable();
    let about = sentence.terms.get(from)?.text.join(sentence.terms.get(to.checked_sub(1)?)?.text);
    Some(Stated { words, names, scope, about, limits: [Span::default(); 2], tells_apart: false, is_staff: false })
}
