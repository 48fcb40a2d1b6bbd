//! Gists: what the clause around a value says that it is of, however the clause is built. "The archive keeps membership records for seven years",
//! "membership records are kept by the archive for ten years" and "Membership records: 10 years" have one gist. Its words are a set: their order,
//! the grammar between them and verbs that say no more than that something has a value are gone.

mod clause;
mod words;

use clause::{Parts, clauses, is_labelled};
use words::{CONDITIONS, EVENTS, GROUPS, UNCERTAIN, announces_figures, axis, word, words_of};

use super::frame::{is_number_of_name, names_people};
use super::statement::{Leaning, is_statement, leaning, stands_in_summary};
use super::{
    Claim, ClaimForm, ClaimValue, ClaimWord, Timely, claim_word, date_measure, is_bare, is_glued, measure, measure_of_count, opener,
    subject, timely, turn, value_of,
};
use crate::document::Kind;
use crate::fact::{DateForm, Dimension, Facts, Quantity, Sentence, TermKind};
use crate::span::Span;

/// Most terms of a sentence that is read: longer ones are lists.
const TERMS: usize = 80;

/// Most words of a gist: longer clauses say more than what a value is of.
const WORDS: usize = 12;

/// Reads the gists of all values.
pub(in crate::fact) fn read(facts: &Facts<'_>) -> Vec<Claim> {
    let title = title_words(facts);
    let labels = facts.claims().iter().filter(|claim| matches!(claim.form, ClaimForm::Cell | ClaimForm::Label));
    let mut gists: Vec<Claim> = labels.filter_map(|claim| of_label(facts, claim, &title)).collect();
    for sentence in facts.sentences().filter(|sentence| sentence.terms.len() <= TERMS) {
        for slot in 0..sentence.terms.len() {
            if let Some((measured, value)) = value_at(facts, &sentence, slot) {
                gists.extend(of_clause(facts, &Candidate { sentence, slot, value, measured }, &title));
            }
        }
    }
    gists.sort_by_key(|gist| gist.at);
    gists
}

/// A value whose clause may be read.
#[derive(Clone, Copy)]
struct Candidate<'f> {
    sentence: Sentence<'f>,
    slot: usize,
    value: ClaimValue,
    measured: u64,
}

/// Whether a value stands apart from what its sentence says: in parentheses, in a name or a row of signs, as a bare number that nothing leads to, or
/// as the day by which one of many of a kind is called ("the 5 May meeting").
fn is_set_apart(sentence: &Sentence<'_>, slot: usize) -> bool {
    let before = |back: usize| slot.checked_sub(back);
    let opened = (0..slot).rev().find(|at| matches!(sentence.mark(*at), Some('(' | ')' | '[' | ']')));
    let is_inside = opened.is_some_and(|at| matches!(sentence.mark(at), Some('(' | '[')));
    let is_glued = || {
        before(1).is_some_and(|at| matches!(sentence.mark(at), Some('-' | '/' | '#'))) || matches!(sentence.mark(slot + 1), Some('/' | '='))
    };
    let is_led_to = || before(1).is_some_and(|at| sentence.is_any(at, &["is", "of", "was", "at"]));
    let is_bare =
        sentence.quantity(slot).is_some_and(|quantity| is_bare(quantity) && (!is_led_to() || sentence.mark(slot + 1) == Some('-')));
    let is_day = sentence.date(slot).is_some_and(|date| date.day.is_some() || date.month.is_some());
    let is_around = before(2)
        .is_some_and(|at| sentence.is(at + 1, "of") && sentence.is_any(at, &["beginning", "close", "end", "middle", "start", "turn"]));
    let is_called = is_around || is_day && before(1).is_some_and(|at| sentence.is_any(at, &["the", "a", "this", "our"]));
    is_inside || is_glued() || is_bare || is_called
}

/// What the value at a term measures, and the value.
fn value_at(facts: &Facts<'_>, sentence: &Sentence<'_>, slot: usize) -> Option<(u64, ClaimValue)> {
    if let Some(quantity) = sentence.quantity(slot) {
        let is_told = !quantity.is_quoted;
        return is_told.then(|| {
            (if is_staff(sentence, slot) { measure_of_count("employees") } else { measure(facts, quantity) }, value_of(quantity))
        });
    }
    let date = sentence.date(slot)?;
    let is_plain = !date.is_quoted && !matches!(date.form, DateForm::Decade | DateForm::Period);
    is_plain.then_some((date_measure(), ClaimValue::Date { year: date.year, month: date.month, day: date.day }))
}

/// Whether those are counted who work for something, whatever they are called.
fn is_staff(sentence: &Sentence<'_>, slot: usize) -> bool {
    let noun = sentence.quantity(slot).map(|quantity| sentence.cut(quantity.noun)).unwrap_or_default();
    matches!(noun, "employees" | "staff" | "workers" | "staff members")
        || names_people(sentence, slot) && sentence.has_any(0, sentence.terms.len(), &["employs", "employ", "workforce", "staff"])
}

/// The words of the article's title, by which a clause may call what the whole article is about.
fn title_words(facts: &Facts<'_>) -> Vec<ClaimWord> {
    let mut words = words_of(facts.document.title().unwrap_or_default());
    words.sort_unstable();
    words
}

/// "The four-digit code", "an 18-month warranty": whether a value is joined to what it describes.
fn is_joined(facts: &Facts<'_>, sentence: &Sentence<'_>, slot: usize) -> bool {
    let is_joined = |quantity: &Quantity| is_glued(facts, quantity) || quantity.high.is_none() && sentence.cut(quantity.text).contains('-');
    sentence.quantity(slot).is_some_and(is_joined)
}

/// The gists of the clause around a value: of all of it, and where the value stands in an opening of its own, of what that is about.
fn of_clause(facts: &Facts<'_>, candidate: &Candidate<'_>, title: &[ClaimWord]) -> Vec<Claim> {
    let Candidate { sentence, slot, .. } = *candidate;
    let is_heading = facts.document.block(sentence.block).kind == Kind::Heading;
    let (opening, restates) = opener::behind(&sentence);
    if !is_told(facts, candidate, is_heading) || is_labelled(&sentence, opening) || is_set_apart(&sentence, slot) {
        return Vec::new();
    }
    let (from, parts) = clauses(&sentence, slot, opening, is_heading);
    // Each of them may have a value of its own, and so may what only the sentence before names.
    let is_of_each = || sentence.is_any(from, &["each", "every", "any", "all", "both", "some", "this", "these", "those"]);
    if sentence.has_any(0, from, CONDITIONS) || !is_heading && is_of_each() {
        return Vec::new();
    }
    let restates = restates || stands_in_summary(facts, sentence.block);
    let is_uncertain = |parts: &Parts| {
        let end = parts.ranges.iter().map(|range| range.1).max().unwrap_or(slot);
        let is_on_reader = || matches!(leaning(facts, &sentence, from, end), Leaning::OnReader);
        sentence.has_any(from, end, UNCERTAIN) || !is_heading && is_on_reader()
    };
    let sure = parts.into_iter().filter(|parts| !is_uncertain(parts));
    let mut gists: Vec<Claim> = sure.filter_map(|parts| gist(facts, candidate, &parts, restates, title)).collect();
    gists.dedup_by(|one, other| one.words == other.words);
    gists
}

/// Whether a sentence states something of a value, and that of one only.
fn is_told(facts: &Facts<'_>, candidate: &Candidate<'_>, is_heading: bool) -> bool {
    let &Candidate { sentence, slot, measured, .. } = candidate;
    let is_title =
        || facts.document.section_of(sentence.block).is_some_and(|section| section.level == 1 && section.heading == sentence.block);
    let is_stated = if is_heading { is_title() } else { is_statement(facts, &sentence) || is_fragment(facts, &sentence) };
    is_stated
        && !sentence.printed().starts_with(char::is_lowercase)
        && !sentence.printed().trim_end().ends_with('?')
        && !is_one_of_several(facts, &sentence, slot, measured)
}

/// The gist of some parts of a clause.
fn gist(facts: &Facts<'_>, candidate: &Candidate<'_>, parts: &Parts, restates: bool, title: &[ClaimWord]) -> Option<Claim> {
    let &Candidate { sentence, slot, value, measured } = candidate;
    let mut said = Said::default();
    if parts.is_of_title {
        said.words.extend(title);
    }
    for range in &parts.ranges {
        said.read(&sentence, *range, slot, title);
    }
    let is_date = matches!(value, ClaimValue::Date { .. });
    if is_date {
        said.scope.extend(place_behind(&sentence, slot));
    }
    said.words.sort_unstable();
    said.words.dedup();
    said.scope.sort_unstable();
    // "The device has two inputs": each section speaks of its own device.
    let is_of_kind = !said.is_named && !restates && said.first.is_some_and(subject::is_generic);
    let tells_event = || said.words.iter().any(|word| EVENTS.contains(word));
    if is_of_kind || !(1..=WORDS).contains(&said.words.len()) || is_date && !tells_event() {
        return None;
    }
    let at = sentence.terms.get(slot)?.text;
    let quantity = sentence.quantity(slot);
    Some(Claim {
        form: ClaimForm::Gist,
        words: said.words.into(),
        slot: if is_date { 0 } else { said.tense as u16 },
        restates,
        is_weak: !said.has_name,
        scope: said.scope.into(),
        when: None,
        names: title.into(),
        measure: measured,
        timely: quantity.map_or(Timely::No, timely),
        is_bare: quantity.is_some_and(is_bare),
        value,
        block: sentence.block,
        at,
        about: sentence.text,
        // What is joined to its value is told from others by it.
        limits: [if is_joined(facts, &sentence, slot) { at } else { Span::default() }, Span::default()],
    })
}

/// What a clause says.
#[derive(Default)]
struct Said<'f> {
    /// The first word of matter.
    first: Option<&'f str>,
    /// The second one is a name: "the company Osterby Glass".
    is_named: bool,
    words: Vec<ClaimWord>,
    scope: Vec<ClaimWord>,
    tense: Tense,
    has_name: bool,
}

impl<'f> Said<'f> {
    /// Takes in the terms of a range, but not the value.
    fn read(&mut self, sentence: &Sentence<'f>, (from, to): (usize, usize), slot: usize, title: &[ClaimWord]) {
        let noun = sentence.quantity(slot).map(|quantity| quantity.noun).unwrap_or_default();
        for at in (from..to).filter(|at| *at != slot) {
            let Some(term) = sentence.terms.get(at) else { continue };
            match term.kind {
                // What is counted belongs to the measure, but what describes it does not.
                TermKind::Word if noun.contains(term.text) && term.text.end() == noun.end() => {}
                // "A fleet of 22 satellites".
                TermKind::Word if at + 2 == slot && !noun.is_empty() && sentence.is(at + 1, "of") && sentence.is_any(at, GROUPS) => {}
                TermKind::Word => {
                    let printed = sentence.printed_at(at);
                    self.tense = self.tense.with(printed);
                    let word = word(printed);
                    let is_name = word.is_some() && subject::is_name(printed, at == 0);
                    self.is_named |= is_name && self.words.len() == 1;
                    self.first = self.first.or(word.map(|_| printed));
                    self.has_name |= is_name;
                    self.words.extend(word);
                    self.scope.extend(axis(printed));
                }
                TermKind::Mark(_) => {}
                // "Locomotive 61", "the SM6".
                _ if is_number_of_name(sentence, at) || is_of_title(sentence.printed_at(at), title) => {
                    self.words.extend(word(sentence.printed_at(at)));
                    self.has_name |= at.checked_sub(1).and_then(|name| sentence.word(name)).is_some_and(|name| !subject::is_generic(name));
                }
                TermKind::Quantity(_) | TermKind::Date(_) | TermKind::Time(_) | TermKind::Other => {
                    self.scope.push(claim_word(sentence.printed_at(at)));
                }
            }
        }
        turn::of_terms(sentence, from, to, &mut self.scope);
    }
}

/// The gist of a label or a cell.
fn of_label(facts: &Facts<'_>, claim: &Claim, title: &[ClaimWord]) -> Option<Claim> {
    let mut words = words_of(facts.printed(claim.about));
    let mut is_of_section = false;
    if claim.form == ClaimForm::Cell {
        words.extend(words_of(facts.printed(claim.limits[0])));
    } else if !claim.restates {
        let heading = facts
            .document
            .section_of(claim.block)
            .filter(|section| section.level > 1)
            .map(|section| facts.document.text_of(section.heading));
        let heading = heading.filter(|heading| !announces_figures(heading));
        is_of_section = heading.is_some();
        words.extend(heading.map(words_of).unwrap_or_default());
    }
    words.sort_unstable();
    words.dedup();
    let mut scope = claim.scope.to_vec();
    scope.extend(facts.printed(claim.about).split(|c: char| !c.is_alphanumeric()).filter_map(axis));
    scope.sort_unstable();
    (!words.is_empty()).then(|| Claim {
        form: ClaimForm::Gist,
        words: words.into(),
        names: title.into(),
        slot: 0,
        limits: Default::default(),
        is_weak: is_of_section,
        scope: scope.into(),
        ..claim.clone()
    })
}

/// "Built in 1790 above the weir": on which side of something an event with a date took place.
fn place_behind(sentence: &Sentence<'_>, slot: usize) -> Option<ClaimWord> {
    const SIDES: [&str; 10] = ["above", "below", "beside", "between", "beyond", "inside", "near", "opposite", "outside", "under"];
    /// Words from a date to such a place.
    const NEAR: usize = 3;
    let side = (slot + 1..slot + 1 + NEAR).find(|at| sentence.is_any(*at, &SIDES))?;
    Some(claim_word(sentence.printed_at(side)))
}

/// Whether a number or a row of letters and digits stands in the title.
fn is_of_title(printed: &str, title: &[ClaimWord]) -> bool {
    word(printed).is_some_and(|word| title.binary_search(&word).is_ok())
}

/// Whether a sentence of an item ends without a full stop.
fn is_fragment(facts: &Facts<'_>, sentence: &Sentence<'_>) -> bool {
    let document = facts.document;
    sentence.printed().starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit())
        && document.is_within(sentence.block, Kind::Item)
        && !document.is_within(sentence.block, Kind::Quote)
}

/// Whether a value is one of several of its measure in its sentence: "adults pay $12 and children $8".
fn is_one_of_several(facts: &Facts<'_>, sentence: &Sentence<'_>, slot: usize, measured: u64) -> bool {
    if let Some(quantity) = sentence.quantity(slot) {
        let is_other = |other: &Quantity| {
            other.text != quantity.text
                && (measure(facts, other) == measured || other.is_comparable(quantity) && quantity.low.unit.dimension != Dimension::Count)
        };
        return sentence.quantities().any(|(_, other)| is_other(other));
    }
    sentence.dates().count() > 1
}

/// When what a clause says holds.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
enum Tense {
    #[default]
    Unknown = 0,
    Past = 1,
    Present = 2,
}

impl Tense {
    fn with(self, printed: &str) -> Self {
        match printed {
            "was" | "were" | "had" => Self::Past,
            "is" | "are" | "has" | "have" => Self::Present,
            _ => self,
        }
    }
}

/// Whether two gists are of one fact: each word of one is said by the other as well, or named by the title.
pub(super) fn alike(one: &Claim, other: &Claim) -> bool {
    let tenses = [one.slot, other.slot];
    if tenses.contains(&(Tense::Past as u16)) && tenses.contains(&(Tense::Present as u16)) {
        return false;
    }
    // Each label stands in a sheet of its own.
    let is_label = |gist: &Claim| !gist.about.contains(gist.at);
    if is_label(one) && is_label(other) {
        return false;
    }
    // "The four-digit code" and "the eight-digit code" are two.
    if one.limits[0] != Span::default() && other.limits[0] != Span::default() {
        return false;
    }
    let shared = one.words.iter().filter(|word| other.words.binary_search(word).is_ok()).count();
    let missing = |one: &Claim, other: &Claim| {
        let is_covered = |word: &&ClaimWord| other.words.binary_search(word).is_ok() || other.names.binary_search(word).is_ok();
        one.words.iter().filter(|word| !is_covered(word)).count()
    };
    let missing = missing(one, other) + missing(other, one);
    if missing > 0 {
        // Who sums up may leave out a word.
        return missing == 1 && shared >= 3 && (one.restates || other.restates);
    }
    let more = one.words.len().max(other.words.len()) - shared;
    let untitled = one.words.iter().any(|word| other.words.binary_search(word).is_ok() && one.names.binary_search(word).is_err());
    // "Its 180 employees" are those of what the title names.
    let is_of_title = |claim: &Claim| claim.words == claim.names;
    let is_subject = one.words == other.words && !untitled;
    let is_said = one.restates || other.restates || more > 0 && untitled || is_subject || is_of_title(one) || is_of_title(other);
    shared >= 2 || shared == 1 && is_said
}
