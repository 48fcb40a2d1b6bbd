//! The clause around a value: where it begins and ends, and which of its words say what the value is of.

use super::words::{EVENTS, word};
use crate::fact::claim::{frame, statement};
use crate::fact::{Sentence, TermKind, is_function_word};

/// Words that end a clause before they begin another one.
const ENDS: &[&str] =
    &["because", "but", "including", "since", "so", "though", "although", "when", "where", "whereas", "which", "while", "who", "whose"];

/// Words that begin a part of a sentence that says when: what happens there has a date of its own.
const AROUND: &[&str] = &["after", "before", "until", "till", "following", "since"];

/// The parts of a sentence that say what a value is of.
pub(super) struct Parts {
    /// From and to before.
    pub ranges: Vec<(usize, usize)>,
    /// "Its 180 employees": of what the article is about.
    pub is_of_title: bool,
}

/// Where the clause of a value begins, and what in it the value may be of.
pub(super) fn clauses(sentence: &Sentence<'_>, slot: usize, opening: usize, is_heading: bool) -> (usize, Vec<Parts>) {
    let is_date = sentence.date(slot).is_some();
    let parts = |at: usize| {
        matches!(sentence.mark(at), Some(';' | '—' | '–' | '(' | ')'))
            || sentence.mark(at) == Some(':') && !is_heading
            || sentence.is_any(at, ENDS)
    };
    let is_content = |at: &usize| sentence.word(*at).is_some_and(|printed| word(printed).is_some());
    let behind = sentence.behind_noun(slot);
    // Behind "and" stands something else, but for "in wind and solar parks".
    let is_next = |at: usize| at >= behind && !(behind..at).any(|at| is_content(&at)) || sentence.quantity(at + 1).is_some();
    let ends = |at: usize| {
        parts(at)
            || matches!(sentence.mark(at), Some(',' | '.' | '!'))
            || sentence.is(at, "and") && (is_next(at) || begins_clause(sentence, at + 1))
            || sentence.is_any(at, AROUND) && sentence.is_any(at + 1, &["they", "it", "we", "you", "he", "she"])
    };
    let end_of = |from: usize| (from..sentence.terms.len()).find(|at| ends(*at)).unwrap_or(sentence.terms.len());
    let starts = |at: usize| parts(at) || sentence.is(at, "that");
    let mut from = (opening..slot).rev().find(|at| starts(*at)).map_or(opening, |at| at + 1);
    // "After the opening of the quay in 1974": what was opened, and not what came after.
    if is_date && let Some(around) = (from..slot).rev().find(|at| sentence.is_any(*at, AROUND) && (at + 1..slot).any(|at| is_content(&at)))
    {
        from = around + 1;
    }
    // "It recalls the opening of the quay in 1974".
    if is_date && let Some(event) = (from + 1..slot).rev().find(|at| is_event(sentence, *at)) {
        from = event;
    }
    let to = end_of(behind);
    let alone = |start: usize, ranges: Vec<(usize, usize)>| (start, vec![Parts { ranges, is_of_title: false }]);
    let is_definite = slot.checked_sub(1).is_some_and(|at| sentence.is_any(at, &["the", "our"]));
    if is_definite && !is_heading {
        let end = (behind + 1..to).find(|at| begins_predicate(sentence, *at)).unwrap_or(to);
        let is_joined = sentence.quantity(slot).is_some_and(|quantity| sentence.cut(quantity.text).contains('-'));
        // "The 2.4-kilometre Heron Trail can be walked …".
        if is_joined {
            return alone(slot, vec![(behind, end)]);
        }
        // "At any of the 15 branches of Wyedale Libraries".
        if sentence.is(behind, "of") && sentence.word(behind + 1).is_some_and(|word| word.starts_with(char::is_uppercase)) {
            return alone(slot, vec![(behind + 1, end)]);
        }
    }
    // "The yard and its 180 employees", "its 180 employees": who has them.
    let owner = slot.checked_sub(1).filter(|at| *at >= from && sentence.is_any(*at, &["its", "our"]) && sentence.quantity(slot).is_some());
    if let Some(owner) = owner {
        let joint = owner.checked_sub(1).filter(|joint| *joint > from && sentence.is_any(*joint, &["and", "with"]));
        let named = joint.map(|joint| if sentence.mark(joint - 1) == Some(',') { joint - 1 } else { joint });
        let name = named.map(|end| (name_before(sentence, from, end), end));
        let from = name.map_or(owner, |name| name.0);
        return (from, vec![Parts { ranges: name.into_iter().collect(), is_of_title: named.is_none() }]);
    }
    let head = (from, slot);
    let predicate = (from + 1..slot).any(|at| begins_predicate(sentence, at));
    let opens = sentence.is_any(from, OPENINGS) || !predicate && (from..slot).any(|at| is_content(&at)) && !is_heading;
    let is_first = (from..slot).all(|at| sentence.mark(at) != Some(','));
    if is_first && opens && sentence.mark(to) == Some(',') {
        let end = end_of(to + 1);
        let verb = (to + 2..end).find(|at| begins_predicate(sentence, *at)).or_else(|| {
            let is_capital = |at: &usize| sentence.word(*at).is_some_and(|word| word.starts_with(char::is_uppercase));
            (to + 1..end).rev().find(is_capital).map(|last| last + 1)
        });
        let tail = if describes(sentence, behind) { behind } else { to };
        let rest = |end: usize| Parts { ranges: vec![head, (behind, tail), (to + 1, end)], is_of_title: false };
        // What happened is told by its verb, wherever it stands.
        let is_told = !is_date || (from..slot).any(|at| is_content(&at));
        let named = verb.filter(|verb| *verb != end && is_told).map(rest);
        let tail = if is_date { behind } else { tail };
        let own = (!sentence.is_any(from, OPENINGS)).then(|| Parts { ranges: vec![head, (behind, tail)], is_of_title: false });
        return (from, named.into_iter().chain([rest(end)]).chain(own).collect());
    }
    // "The barrier, which costs $11 billion": the barrier.
    let relative = from
        .checked_sub(2)
        .filter(|comma| sentence.mark(*comma) == Some(',') && sentence.is_any(comma + 1, &["which", "who", "whose"]) && *comma > opening);
    if let Some(comma) = relative {
        let start = (opening..comma).rev().find(|at| starts(*at) || sentence.mark(*at) == Some(',')).map_or(opening, |at| at + 1);
        let start = (start..comma).rev().find(|at| sentence.is(*at, "the")).unwrap_or(start);
        let tail = if is_date || describes(sentence, behind) { behind } else { to };
        return (start, vec![Parts { ranges: vec![(start, comma), head, (behind, tail)], is_of_title: false }]);
    }
    // Behind a date stands where and how something happened; what happened stands before.
    let has_said = is_date && (from..slot).filter(is_content).nth(1).is_some();
    let tail = if has_said || describes(sentence, behind) { behind } else { to };
    (from, vec![Parts { ranges: vec![head, (behind, tail)], is_of_title: false }])
}

/// "The opening of the quay": whether an event is named by a noun there.
fn is_event(sentence: &Sentence<'_>, at: usize) -> bool {
    sentence.is(at, "the") && sentence.is(at + 2, "of") && sentence.word(at + 1).and_then(word).is_some_and(|word| EVENTS.contains(&word))
}

/// First words of an opening: "With 47 rooms, the house is …".
const OPENINGS: &[&str] = &["with", "at", "in", "on", "from", "up", "within", "after", "by", "for", "down"];

/// "On seven floors", "in a village by the sea": what is told of a place in passing limits no figure.
fn describes(sentence: &Sentence<'_>, at: usize) -> bool {
    // "21 arches of sandstone".
    let is_material = || {
        let of = sentence.word(at + 1).is_some_and(|word| word.bytes().all(|byte| byte.is_ascii_lowercase()) && !is_function_word(word));
        sentence.is(at, "of") && of && !matches!(sentence.terms.get(at + 2).map(|term| term.kind), Some(TermKind::Word))
    };
    const PLACES: &[&str] = &["across", "along", "among", "at", "beside", "in", "near", "on", "over", "under"];
    is_material()
        || sentence.is_any(at, PLACES)
            && (sentence.is_any(at + 1, &["a", "an"]) || sentence.quantity(at + 1).is_some_and(|quantity| !quantity.noun.is_empty()))
}

/// Where the name begins that ends before `end`: its capitals and small words between them, or all from `from`.
fn name_before(sentence: &Sentence<'_>, from: usize, end: usize) -> usize {
    let is_capital = |at: usize| sentence.word(at).is_some_and(|word| word.starts_with(char::is_uppercase));
    let is_of_name = |at: &usize| is_capital(*at) || sentence.is_any(*at, &["of", "the", "and", "&"]) || sentence.mark(*at) == Some('&');
    if end.checked_sub(1).is_some_and(is_capital) { (from..end).rev().take_while(is_of_name).last().unwrap_or(from) } else { from }
}

/// Whether a word behind "and" begins something else than the word before it.
fn begins_clause(sentence: &Sentence<'_>, at: usize) -> bool {
    const OTHERS: &[&str] = &["a", "an", "how", "it", "its", "that", "the", "then", "they", "this", "we", "what", "why", "you"];
    sentence.is_any(at, OTHERS) || begins_predicate(sentence, at)
}

/// Whether a word begins what is said of the words before it.
fn begins_predicate(sentence: &Sentence<'_>, at: usize) -> bool {
    /// Words of a thing and what describes it.
    const ONE: usize = 4;
    const AUXILIARIES: &[&str] = &[
        "are", "can", "could", "did", "do", "does", "had", "has", "have", "is", "may", "might", "must", "should", "was", "were", "will",
        "would",
    ];
    let Some(word) = sentence.word(at) else { return false };
    let is_third = || {
        // The number of a name may stand between: "the Vessla 3 climbs".
        let before = (at.saturating_sub(2)..at).rev().find_map(|before| sentence.word(before)).unwrap_or_default();
        // "A plastered wall keeps …".
        let is_one = || {
            let has_article = (at.saturating_sub(ONE)..at).any(|at| sentence.is_any(at, &["a", "an"]));
            has_article && !before.ends_with('s') && !is_function_word(before)
        };
        word.len() > 3
            && word.bytes().all(|byte| byte.is_ascii_lowercase())
            && word.ends_with('s')
            && !["ss", "us", "is"].iter().any(|end| word.ends_with(end))
            && (before.starts_with(char::is_uppercase) || is_one())
    };
    // "… and brews 14,000 litres".
    let has_object = || {
        word.ends_with('s')
            && at.checked_sub(1).is_some_and(|and| sentence.is(and, "and"))
            && (sentence.quantity(at + 1).is_some() || sentence.is_any(at + 1, &["a", "an", "the", "its", "their"]))
    };
    sentence.is_any(at, AUXILIARIES) || has_object() || frame::is_verb(word) || statement::is_verb(word) || is_third()
}

/// "Sleep modes: three cells each": whether what stands before a colon names of what the rest is said.
pub(super) fn is_labelled(sentence: &Sentence<'_>, opening: usize) -> bool {
    /// Terms of a label.
    const LABEL: usize = 6;
    let colon = (opening..opening + LABEL).find(|at| sentence.mark(*at) == Some(':'));
    colon.is_some_and(|colon| !(opening + 1..colon).any(|at| begins_predicate(sentence, at)))
}
