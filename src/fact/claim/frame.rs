//! Frames: sentences built like the statement of a value, "the average salary of a pilot is …".

use super::{
    Claim, ClaimForm, ClaimValue, ClaimWord, Timely, claim_word, date_measure, is_bare, measure, measure_of_count, opener, passing,
    subject, timely, turn, value_of,
};
use crate::document::Kind;
use crate::fact::words::WordList;
use crate::fact::{DateForm, Dimension, Facts, Quantity, Sentence, TermKind, is_function_word};
use crate::span::Span;

mod bounds;

use bounds::subject_start;

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
    "are",
    "averages",
    "brought",
    "cost",
    "costs",
    "earned",
    "earns",
    "equals",
    "generated",
    "generates",
    "grossed",
    "hovers",
    "is",
    "last",
    "lasts",
    "measures",
    "range",
    "ranges",
    "reached",
    "reaches",
    "remains",
    "retails",
    "sells",
    "stands",
    "started",
    "starts",
    "takes",
    "totaled",
    "totals",
    "was",
    "weighs",
    "were",
]);

/// Those of them that say what a trade takes in.
const EARNING: &[&str] = &["earned", "earns", "grossed", "generated", "generates"];

/// Verbs of what happens once.
pub(super) static EVENTS: &WordList = &WordList::of([
    "abolished",
    "acquired",
    "adopted",
    "began",
    "born",
    "built",
    "closed",
    "completed",
    "created",
    "demolished",
    "destroyed",
    "died",
    "discovered",
    "dissolved",
    "donated",
    "enacted",
    "established",
    "finished",
    "founded",
    "inaugurated",
    "incorporated",
    "introduced",
    "invented",
    "launched",
    "opened",
    "passed",
    "published",
    "ratified",
    "released",
    "repealed",
    "signed",
]);

/// Verbs that say how many of something a thing has.
static HAVING: &WordList = &WordList::of([
    "comprises",
    "contain",
    "contains",
    "counts",
    "employ",
    "employs",
    "had",
    "has",
    "have",
    "hold",
    "holds",
    "houses",
    "numbers",
    "seats",
]);

/// What the verb of a frame says of its value.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Saying {
    /// How much it is.
    Value,
    /// When it happened.
    Event,
    /// How many there are.
    Having,
}

impl Saying {
    const fn verbs(self) -> &'static WordList {
        match self {
            Self::Value => VERBS,
            Self::Event => EVENTS,
            Self::Having => HAVING,
        }
    }
}

/// Whether a word is a verb of a frame.
pub(super) fn is_verb(word: &str) -> bool {
    VERBS.has(word) || HAVING.has(word)
}

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
        let (stated, value, measured) = if let Some(quantity) =
            sentence.quantity(at).filter(|quantity| !quantity.is_quoted && !is_one_of_several(sentence, quantity))
        {
            let frame = stated(sentence, at, Saying::Value).or_else(|| stated(sentence, at, Saying::Having));
            let stated = passing::or_number(facts, frame, sentence, at);
            let is_staff = stated.iter().any(|stated| stated.is_staff);
            let measured = if is_staff { measure_of_count("employees") } else { measure(facts, quantity) };
            (stated, value_of(quantity), measured)
        } else if let Some(date) =
            sentence.date(at).filter(|date| !date.is_quoted && !matches!(date.form, DateForm::Decade | DateForm::Period))
        {
            let value = ClaimValue::Date { year: date.year, month: date.month, day: date.day };
            (passing::or_event(stated(sentence, at, Saying::Event), sentence, at), value, date_measure())
        } else {
            continue;
        };
        claims.extend(stated.into_iter().map(|stated| Claim {
            form: ClaimForm::Frame,
            words: stated.words.into(),
            slot: u16::from(stated.tells_apart),
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
        }));
    }
}

/// Whether a count is one of several of one thing in its sentence: "165 pixels from the top, but 113 pixels from the left".
fn is_one_of_several(sentence: &Sentence<'_>, quantity: &Quantity) -> bool {
    // "420 people and two shifts" count two things.
    let noun = |of: &Quantity| sentence.cut(of.noun).split_whitespace().next_back().and_then(subject::word);
    let may_be_one = |other: &Quantity| noun(other).zip(noun(quantity)).is_none_or(|(one, other)| one == other);
    let same = |other: &Quantity| other.is_comparable(quantity) && other.text != quantity.text && may_be_one(other);
    quantity.low.unit.dimension == Dimension::Count && sentence.quantities().any(|(_, other)| same(other))
}

/// What a value is stated of.
pub(super) struct Stated {
    pub words: Vec<ClaimWord>,
    pub names: Vec<ClaimWord>,
    pub scope: Vec<ClaimWord>,
    pub about: Span,
    pub limits: [Span; 2],
    /// The value is part of the subject: "the four-digit code".
    pub tells_apart: bool,
    /// Whom one employs are employees, whatever they are called.
    pub is_staff: bool,
}

/// The words of a subject.
pub(super) struct Subject {
    pub words: Vec<ClaimWord>,
    pub names: Vec<ClaimWord>,
    /// One of them says more than of what kind it is.
    pub is_named: bool,
}

/// Reads the terms from one to before another as a subject.
pub(super) fn subject_of(sentence: &Sentence<'_>, start: usize, end: usize) -> Subject {
    let mut read = Subject { words: Vec::new(), names: Vec::new(), is_named: false };
    for at in start..end {
        if is_number_of_name(sentence, at) {
            let number = claim_word(sentence.printed_at(at));
            read.words.push(number);
            read.names.push(number);
            continue;
        }
        let Some((printed, word)) = sentence.word(at).and_then(|printed| Some((printed, subject::word(printed)?))) else { continue };
        read.is_named |= !subject::is_generic(printed);
        if subject::is_name(printed, at == 0) {
            read.names.push(word);
        }
        read.words.push(word);
    }
    read.names.sort_unstable();
    read
}

fn stated(sentence: &Sentence<'_>, value: usize, saying: Saying) -> Option<Stated> {
    let known = |at: usize, list: &WordList| sentence.word(at).is_some_and(|word| list.has(word));
    // What is counted is what a thing has.
    let counted = sentence.quantity(value).filter(|quantity| quantity.low.is_count()).map(|quantity| sentence.cut(quantity.noun));
    let counted = counted.and_then(|noun| noun.split_whitespace().next_back()).and_then(subject::word);
    if saying == Saying::Having && counted.is_none() {
        return None;
    }
    let mut verb = value.checked_sub(1)?;
    // "Sells for $40", "runs for three years": behind other verbs, "for" says for whom.
    let is_for = |at: usize| sentence.is(at, "for") && at > 0 && sentence.is_any(at - 1, &["sells", "retails", "lasts", "runs"]);
    while verb > 0 && (known(verb, BETWEEN) || is_for(verb) || matches!(sentence.mark(verb), Some('~' | '≈'))) {
        verb -= 1;
    }
    // "Has a capacity of 430 passengers".
    let owned = owned_attribute(sentence, value).filter(|_| saying == Saying::Value);
    let consists = saying == Saying::Having && verb > 0 && sentence.is(verb, "of") && sentence.is_any(verb - 1, &["consists", "consist"]);
    let runs_for = saying == Saying::Value && sentence.is(verb, "runs") && sentence.is(verb + 1, "for");
    if let Some((has, ..)) = owned {
        verb = has;
    } else if consists {
        verb -= 1;
    } else if !known(verb, saying.verbs()) && !runs_for {
        return None;
    }
    // A trade earns money; what else is brought or generated is no value of its subject.
    let is_money = || sentence.quantity(value).is_some_and(|quantity| matches!(quantity.low.unit.dimension, Dimension::Money(_)));
    if (sentence.is_any(verb, EARNING) || sentence.is(verb, "brought")) && !is_money() {
        return None;
    }
    let event = sentence.word(verb).filter(|_| saying == Saying::Event).map(str::to_ascii_lowercase);
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
                "formally",
                "finally",
                "legally",
            ],
        )
    {
        end -= 1;
    }
    if bounds::is_hypothetical(sentence, end, value) {
        return None;
    }
    // "The revenue of the yard in 2021 was": the year limits what is said of the subject.
    let year = end.checked_sub(1).filter(|at| sentence.date(*at).is_some_and(|date| date.form == DateForm::Year) && !is_event);
    let year = year.filter(|at| *at > 1 && sentence.is(at - 1, "in"));
    let end = year.map_or(end, |at| at - 1);
    let (start, is_clause) = subject_start(sentence, end)?;
    let Subject { mut words, names, mut is_named } = subject_of(sentence, start, end);
    subject::without_idle(&mut words);
    // "They came when the group was formed": a word alone does not say which group.
    let opening = if is_clause && words.len() > 1 { start } else { opener::behind(sentence).0 };
    let (mut scope, limits) = scope(sentence, opening, start, value, is_event && words.len() > 1);
    let employs = saying == Saying::Having && sentence.is_any(verb, &["employs", "employ"]) && names_people(sentence, value);
    let is_staff = employs || owned.is_some_and(|(_, article, of)| is_of_staff(sentence, article, of, value));
    if saying == Saying::Having {
        words.extend(if is_staff { subject::word("staff") } else { counted });
    } else if is_staff {
        words.extend(subject::word("staff"));
    }
    if let Some((_, article, of)) = owned.filter(|_| !is_staff) {
        let of_noun = (article + 1..of).filter_map(|at| sentence.word(at));
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
        None if sentence
            .is_any(verb, &["had", "was", "were", "reached", "totaled", "started", "brought", "earned", "generated", "grossed"]) =>
        {
            scope.push(claim_word("was"));
        }
        None => {}
    }
    words.sort_unstable();
    scope.extend(year.map(|at| claim_word(sentence.printed_at(at))));
    turn::of_terms(sentence, start, end, &mut scope);
    scope.sort_unstable();
    let first = sentence.terms.get(start)?.text;
    // "was founded" belongs to what is said of the date; "is" says nothing.
    let last = sentence.terms.get(if is_event { verb } else { end - 1 })?.text;
    (is_named && words.len() >= 2).then_some(Stated { words, names, scope, about: first.join(last), limits, tells_apart: false, is_staff })
}

/// Whether a count is of people, and not of some kind of them: "employs 140 people", but not "employs 14 librarians".
pub(super) fn names_people(sentence: &Sentence<'_>, value: usize) -> bool {
    let noun = sentence.quantity(value).map(|quantity| sentence.cut(quantity.noun)).unwrap_or_default();
    matches!(noun, "people" | "workers" | "employees" | "staff" | "persons" | "men and women")
}

/// "Has a staff of 35", "a workforce of 35", "a team of 35 people": the words between the article and "of" name all who work there.
fn is_of_staff(sentence: &Sentence<'_>, article: usize, of: usize, value: usize) -> bool {
    let noun = sentence.quantity(value).map(|quantity| sentence.cut(quantity.noun)).unwrap_or_default();
    let is_one = article + 2 == of;
    let counts_people = names_people(sentence, value);
    is_one
        && (sentence.is_any(of - 1, &["staff", "workforce"]) && (noun.is_empty() || counts_people)
            || sentence.is(of - 1, "team") && counts_people)
}

/// The verb of "has a capacity of" before a value, its article and its "of"; "asks for a term of" has two words.
fn owned_attribute(sentence: &Sentence<'_>, value: usize) -> Option<(usize, usize, usize)> {
    /// Words of the attribute.
    const WORDS: usize = 3;
    /// Words of a hedge: "of about", "of more than".
    const HEDGED: usize = 3;
    let is_of = |at: &usize| sentence.is(*at, "of");
    let of = (value.saturating_sub(HEDGED)..value).rev().find(is_of).filter(|of| sentence.behind_hedges(of + 1) == value)?;
    let article = (of.saturating_sub(WORDS + 1)..of).rev().find(|at| sentence.is_any(*at, &["a", "an"]))?;
    let last = article.checked_sub(1)?;
    let asks = last.checked_sub(1).filter(|asks| sentence.is_any(*asks, &["asks", "ask"]) && sentence.is(last, "for"));
    let is_having = sentence.is_any(last, &["has", "have", "charges", "charge", "requires", "require"]);
    let has = asks.or_else(|| is_having.then_some(last))?;
    // "A range of 40 km", "a total of 9 boats", "an average of": how it is reckoned, and not what.
    let is_plain = (article + 1..of).all(|at| sentence.word(at).is_some())
        && !sentence
            .is_any(of - 1, &["total", "range", "average", "minimum", "maximum", "mean", "median", "number", "set", "series", "choice"]);
    (article + 1 < of && is_plain).then_some((has, article, of))
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
    // "Brought in $4 million" is what its revenue was.
    let earned = sentence.is_any(verb, EARNING) || sentence.is(verb, "brought") && sentence.is(verb + 1, "in");
    if matches!(dimension, Dimension::Money(_)) && earned {
        return Some(("revenue", None));
    }
    if dimension == Dimension::Mass && sentence.is(verb, "weighs") {
        return Some(("weight", None));
    }
    let size = SIZES.iter().find(|(adjective, _)| sentence.is(value + 1, adjective));
    size.filter(|_| dimension == Dimension::Length).map(|(adjective, noun)| (*noun, Some(*adjective)))
}

/// Whether a bare number belongs to the name before it: "Relay 5 was released".
pub(super) fn is_number_of_name(sentence: &Sentence<'_>, at: usize) -> bool {
    let digits = sentence.printed_at(at);
    let name = at.checked_sub(1).and_then(|before| sentence.word(before));
    (1..=4).contains(&digits.len())
        && digits.bytes().all(|byte| byte.is_ascii_digit())
        && sentence.date(at).is_none()
        && name.is_some_and(|name| name.starts_with(char::is_uppercase) && !is_function_word(name))
}

/// What limits a frame: the words from `opening` to its subject, and those behind the value up to the next comma; as claims compare them, and as
/// printed.
fn scope(sentence: &Sentence<'_>, opening: usize, start: usize, value: usize, is_event: bool) -> (Vec<ClaimWord>, [Span; 2]) {
    let ends = |at: usize| {
        matches!(sentence.mark(at), Some(',' | ';' | '.' | '!' | '—' | '–' | ':' | '('))
            || sentence.is_any(at, &["and", "but", "which", "because", "so", "although", "making", "with"])
            // Who did it does not limit what happened once to a thing that is told from others.
            || is_event && sentence.is(at, "by")
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
    let limits = [take(opening, start), take(behind, end)];
    (scope, limits)
}
