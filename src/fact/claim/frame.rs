//! Frames: sentences built like the statement of a value, "the average salary of a pilot is …".

use super::{
    Claim, ClaimForm, ClaimValue, ClaimWord, Timely, claim_word, date_measure, is_bare, measure, opener, subject, timely, turn, value_of,
};
use crate::document::Kind;
use crate::fact::words::WordList;
use crate::fact::{DateForm, Dimension, Facts, Quantity, Sentence, TermKind, is_function_word};
use crate::span::Span;

/// Words between the verb and its value.
const BETWEEN: &WordList = &WordList::of([
    "about",
    "almost",
    "an",
    "approximately",
    "around",
    "at",
    "between",
    "currently",
    "estimated",
    "exactly",
    "from",
    "generally",
    "in",
    "just",
    "least",
    "less",
    "more",
    "most",
    "nearly",
    "now",
    "on",
    "only",
    "over",
    "priced",
    "roughly",
    "set",
    "some",
    "than",
    "the",
    "to",
    "typically",
    "under",
    "up",
    "usually",
]);

/// Verbs that state a value.
static VERBS: &WordList = &WordList::of([
    "are", "averages", "cost", "costs", "equals", "hovers", "is", "last", "lasts", "measures", "range", "ranges", "reached", "reaches",
    "remains", "retails", "sells", "stands", "started", "starts", "takes", "totaled", "totals", "was", "weighs", "were",
]);

/// Verbs of what happens once. A static, which is one place however it is compiled: it is compared by its address.
static EVENTS: &WordList = &WordList::of([
    "acquired",
    "born",
    "built",
    "completed",
    "created",
    "died",
    "established",
    "finished",
    "founded",
    "inaugurated",
    "incorporated",
    "introduced",
    "invented",
    "launched",
    "opened",
    "published",
    "released",
    "signed",
]);

/// Most words of subject and attribute.
const WORDS: usize = 12;

/// Reads the frames of a sentence.
pub(super) fn read(facts: &Facts<'_>, sentence: &Sentence<'_>, claims: &mut Vec<Claim>) {
    let document = facts.document;
    if document.block(sentence.block).kind == Kind::Heading
        || sentence.printed().trim_end().ends_with('?')
        || document.is_within(sentence.block, Kind::Quote)
        || document.is_within(sentence.block, Kind::Table)
    {
        return;
    }
    for at in 0..sentence.terms.len() {
        let claim = if let Some(quantity) =
            sentence.quantity(at).filter(|quantity| !quantity.is_quoted && !is_one_of_several(sentence, quantity))
        {
            stated(sentence, at, VERBS).map(|stated| (stated, value_of(quantity), measure(facts, quantity)))
        } else if let Some(date) =
            sentence.date(at).filter(|date| !date.is_quoted && !matches!(date.form, DateForm::Decade | DateForm::Period))
        {
            let value = ClaimValue::Date { year: date.year, month: date.month, day: date.day };
            stated(sentence, at, EVENTS).map(|stated| (stated, value, date_measure()))
        } else {
            None
        };
        let Some((stated, value, measured)) = claim else { continue };
        claims.push(Claim {
            form: ClaimForm::Frame,
            words: stated.words.into(),
            slot: 0,
            restates: opener::behind(sentence).1,
            is_weak: false,
            scope: stated.scope.into(),
            when: None,
            timely: sentence.quantity(at).map_or(Timely::No, timely),
            is_bare: sentence.quantity(at).is_some_and(is_bare),
            names: stated.names.into(),
            measure: measured,
            value,
            block: sentence.block,
            at: sentence.terms.get(at).map(|term| term.text).unwrap_or_default(),
            about: stated.about,
            limits: stated.limits,
        });
    }
}

/// Whether a count is one of several of one thing in its sentence: "165 pixels from the top, but 113 pixels from the left".
fn is_one_of_several(sentence: &Sentence<'_>, quantity: &Quantity) -> bool {
    let same = |other: &Quantity| other.is_comparable(quantity) && other.text != quantity.text;
    quantity.low.unit.dimension == Dimension::Count && sentence.quantities().any(|(_, other)| same(other))
}

/// What a value is stated of.
struct Stated {
    words: Vec<ClaimWord>,
    names: Vec<ClaimWord>,
    scope: Vec<ClaimWord>,
    about: Span,
    limits: [Span; 2],
}

fn stated(sentence: &Sentence<'_>, value: usize, verbs: &WordList) -> Option<Stated> {
    let known = |at: usize, list: &WordList| sentence.word(at).is_some_and(|word| list.has(word));
    let mut verb = value.checked_sub(1)?;
    // "Sells for $40": behind other verbs, "for" says for whom.
    let is_for = |at: usize| sentence.is(at, "for") && at > 0 && sentence.is_any(at - 1, &["sells", "retails", "lasts"]);
    while verb > 0 && (known(verb, BETWEEN) || is_for(verb) || matches!(sentence.mark(verb), Some('~' | '≈'))) {
        verb -= 1;
    }
    // "Has a capacity of 430 passengers".
    let owned = owned_attribute(sentence, value).filter(|_| std::ptr::eq(verbs, VERBS));
    if let Some((has, _)) = owned {
        verb = has;
    } else if !known(verb, verbs) {
        return None;
    }
    let event = sentence.word(verb).filter(|_| std::ptr::eq(verbs, EVENTS)).map(str::to_ascii_lowercase);
    let is_event = event.is_some();
    // "was founded", "is priced", "has been released": the auxiliaries belong to the verb.
    let mut end = verb;
    while end > 0
        && sentence.is_any(
            end - 1,
            &[
                "is",
                "was",
                "were",
                "are",
                "been",
                "being",
                "has",
                "had",
                "officially",
                "first",
                "originally",
                "typically",
                "usually",
                "currently",
                "also",
                "now",
            ],
        )
    {
        end -= 1;
    }
    let is_hypothetical = end > 0
        && sentence.is_any(end - 1, &["would", "could", "may", "might", "should", "can", "must", "will", "to", "not", "never", "longer"])
        || sentence.has_any(0, end, &["if", "suppose", "whether", "unless", "assume", "imagine", "now", "then", "next", "first"])
        || sentence.has_any(
            0,
            value,
            &["not", "target", "goal", "forecast", "expected", "projected", "previously", "formerly", "example", "instance"],
        );
    if is_hypothetical {
        return None;
    }
    let start = subject_start(sentence, end)?;
    let mut words = Vec::new();
    let mut names = Vec::new();
    let mut is_named = false;
    for at in start..end {
        if is_number_of_name(sentence, at) {
            let number = claim_word(sentence.printed_at(at));
            words.push(number);
            names.push(number);
            continue;
        }
        let Some((printed, word)) = sentence.word(at).and_then(|printed| Some((printed, subject::word(printed)?))) else { continue };
        is_named |= !subject::is_generic(printed);
        if subject::is_name(printed, at == 0) {
            names.push(word);
        }
        words.push(word);
    }
    subject::without_idle(&mut words);
    names.sort_unstable();
    let (mut scope, limits) = scope(sentence, start, value);
    if let Some((has, of)) = owned {
        let of_noun = (has + 2..of).filter_map(|at| sentence.word(at));
        words.extend(of_noun.filter_map(subject::word));
    }
    if let Some((attribute, adjective)) = attribute(sentence, verb, value) {
        words.extend(subject::word(attribute));
        is_named &= words.len() > 1;
        if let Some(adjective) = adjective.and_then(subject::word) {
            scope.retain(|word| *word != adjective);
        }
    }
    match event {
        Some(event) => words.extend(subject::word(&event)),
        // What was is not what is.
        None if sentence.is_any(verb, &["was", "were", "reached", "totaled", "started"]) => scope.push(claim_word("was")),
        None => {}
    }
    words.sort_unstable();
    turn::of_terms(sentence, start, end, &mut scope);
    scope.sort_unstable();
    let first = sentence.terms.get(start)?.text;
    // "was founded" belongs to what is said of the date; "is" says nothing.
    let last = sentence.terms.get(if is_event { verb } else { end - 1 })?.text;
    (is_named && words.len() >= 2).then_some(Stated { words, names, scope, about: first.join(last), limits })
}

/// The verb of "has a capacity of" before a value, and its "of".
fn owned_attribute(sentence: &Sentence<'_>, value: usize) -> Option<(usize, usize)> {
    /// Words of the attribute.
    const WORDS: usize = 3;
    /// Words of a hedge: "of about", "of more than".
    const HEDGED: usize = 3;
    let is_of = |at: &usize| sentence.is(*at, "of");
    let of = (value.saturating_sub(HEDGED)..value).rev().find(is_of).filter(|of| sentence.behind_hedges(of + 1) == value)?;
    let article = (of.saturating_sub(WORDS + 1)..of).rev().find(|at| sentence.is_any(*at, &["a", "an"]))?;
    let has = article.checked_sub(1).filter(|has| sentence.is_any(*has, &["has", "have"]))?;
    // "A range of 40 km", "a total of 9 boats", "an average of": how it is reckoned, and not what.
    let is_plain = (article + 1..of).all(|at| sentence.word(at).is_some())
        && !sentence.has_any(
            article + 1,
            of,
            &["total", "range", "average", "minimum", "maximum", "mean", "median", "number", "set", "series", "choice"],
        );
    (article + 1 < of && is_plain).then_some((has, of))
}

/// The attribute that a verb or the adjective behind a value names: "costs", "weighs", "is 4 km long"; and that adjective.
fn attribute(sentence: &Sentence<'_>, verb: usize, value: usize) -> Option<(&'static str, Option<&'static str>)> {
    const SIZES: [(&str, &str); 6] =
        [("long", "length"), ("tall", "height"), ("high", "height"), ("wide", "width"), ("deep", "depth"), ("thick", "thickness")];
    let dimension = sentence.quantity(value)?.low.unit.dimension;
    let is_priced = sentence.is_any(verb, &["cost", "costs", "sells", "retails"]) || sentence.has_any(verb, value, &["priced"]);
    if matches!(dimension, Dimension::Money(_)) && is_priced {
        return Some(("cost", None));
    }
    if dimension == Dimension::Mass && sentence.is(verb, "weighs") {
        return Some(("weight", None));
    }
    let size = SIZES.iter().find(|(adjective, _)| sentence.is(value + 1, adjective));
    size.filter(|_| dimension == Dimension::Length).map(|(adjective, noun)| (*noun, Some(*adjective)))
}

/// Words that begin no subject of their own.
const PRONOUNS: [&str; 24] = [
    "it", "they", "this", "these", "that", "those", "he", "she", "we", "you", "i", "there", "which", "who", "what", "one", "some", "each",
    "both", "others", "when", "where", "while", "here",
];

/// The first term of the subject that ends before `end`; `None` when it is a pronoun, too long, or holds a value.
fn subject_start(sentence: &Sentence<'_>, end: usize) -> Option<usize> {
    let (opener, _) = opener::behind(sentence);
    let mut start = end;
    while start > opener {
        let term = sentence.terms.get(start - 1)?;
        match term.kind {
            TermKind::Word => {}
            TermKind::Mark('-' | '\'' | '’' | '“' | '”' | '"' | '&' | '/') => {}
            TermKind::Mark(_) => break,
            _ if is_number_of_name(sentence, start - 1) => {}
            _ => return None,
        }
        start -= 1;
    }
    while start < end && sentence.is_any(start, &["and", "but", "so", "because", "since", "although", "though", "that"]) {
        start += 1;
    }
    (start < end && end - start <= WORDS && !sentence.is_any(start, &PRONOUNS)).then_some(start)
}

/// Whether a bare number belongs to the name before it: "Relay 5 was released".
fn is_number_of_name(sentence: &Sentence<'_>, at: usize) -> bool {
    let digits = sentence.printed_at(at);
    let name = at.checked_sub(1).and_then(|before| sentence.word(before));
    (1..=4).contains(&digits.len())
        && digits.bytes().all(|byte| byte.is_ascii_digit())
        && sentence.date(at).is_none()
        && name.is_some_and(|name| name.starts_with(char::is_uppercase) && !is_function_word(name))
}

/// What limits a frame: the words before its subject, and those behind the value up to the next comma; as claims compare them, and as printed.
fn scope(sentence: &Sentence<'_>, start: usize, value: usize) -> (Vec<ClaimWord>, [Span; 2]) {
    let ends = |at: usize| {
        matches!(sentence.mark(at), Some(',' | ';' | '.' | '!' | '—' | '–' | ':' | '('))
            || sentence.is_any(at, &["and", "but", "which", "because", "so", "although", "making", "with"])
    };
    // What is counted belongs to the measure.
    let noun = sentence.quantity(value).map(|quantity| quantity.noun).unwrap_or_default();
    let is_counted = |at: usize| sentence.terms.get(at).is_some_and(|term| noun.contains(term.text));
    let mut behind = value + 1;
    while is_counted(behind) {
        behind += 1;
    }
    let end = (behind..sentence.terms.len()).find(|at| ends(*at)).unwrap_or(sentence.terms.len());
    let mut scope = Vec::new();
    let mut take = |from: usize, to: usize| {
        turn::of_terms(sentence, from, to, &mut scope);
        for at in from..to {
            let Some(term) = sentence.terms.get(at) else { continue };
            match term.kind {
                TermKind::Word => scope.extend(subject::word(sentence.printed_at(at))),
                TermKind::Quantity(_) | TermKind::Date(_) | TermKind::Time(_) | TermKind::Other => {
                    scope.push(claim_word(sentence.printed_at(at)));
                }
                TermKind::Mark(_) => {}
            }
        }
        let printed = to
            .checked_sub(1)
            .filter(|last| *last >= from)
            .and_then(|last| Some(sentence.terms.get(from)?.text.join(sentence.terms.get(last)?.text)));
        printed.unwrap_or_default()
    };
    let limits = [take(opener::behind(sentence).0, start), take(behind, end)];
    (scope, limits)
}
