//! Labelled values: "Base salary: $120,000", a term with its definition, a row of a table of key facts. The label is the attribute; the subject is what
//! the section or the article is about.

use super::{
    Claim, ClaimForm, ClaimValue, ClaimWord, Timely, date_measure, is_bare, measure, measure_of_count, opener, statement, subject, timely,
    turn, value_of,
};
use crate::document::{BlockId, Kind};
use crate::fact::words::WordList;
use crate::fact::{DateForm, Facts, Sentence, TermKind, is_plural};
use crate::span::Span;

/// Most words of a label.
const WORDS: usize = 6;

/// Events whose date a label may name.
const EVENTS: &WordList =
    &WordList::of(["born", "built", "completed", "died", "established", "founded", "incorporated", "launched", "opened"]);

/// Reads a sentence that is a label and a value, and opens its block.
pub(super) fn read(facts: &Facts<'_>, sentence: &Sentence<'_>, claims: &mut Vec<Claim>) {
    let document = facts.document;
    let block = document.block(sentence.block);
    let Some(colon) = (1..=WORDS * 2).find(|at| sentence.mark(*at) == Some(':')) else { return };
    if block.kind != Kind::Paragraph || sentence.text.start() != block.text.start() || document.is_within(sentence.block, Kind::Quote) {
        return;
    }
    let (Some(first), Some(last)) = (sentence.terms.first(), sentence.terms.get(colon - 1)) else { return };
    let is_label = (0..colon)
        .all(|at| matches!(sentence.terms.get(at).map(|term| term.kind), Some(TermKind::Word | TermKind::Mark('-' | '/' | '’' | '\''))));
    if is_label && ends_behind_value(sentence, colon + 1) {
        claim(facts, sentence, colon + 1, first.text.join(last.text), false, claims);
    }
}

/// Reads the terms of definition lists whose definition is a value.
pub(super) fn definitions(facts: &Facts<'_>, claims: &mut Vec<Claim>) {
    let document = facts.document;
    for (term, block) in document.of_kind(Kind::DefTerm) {
        let Some(definition) = document.siblings_behind(term).next().filter(|id| document.block(*id).kind == Kind::DefDesc) else {
            continue;
        };
        // A second definition may say for whom the first one holds.
        if document.siblings_behind(definition).next().is_none_or(|next| document.block(next).kind != Kind::DefDesc) {
            value_alone(facts, definition, block.text, false, claims);
        }
    }
}

/// Reads a block that is a value and no more, as what a label says.
pub(super) fn value_alone(facts: &Facts<'_>, block: BlockId, label: Span, sums_up: bool, claims: &mut Vec<Claim>) {
    let mut sentences = facts.sentences_in(block);
    if let (Some(sentence), None) = (sentences.next(), sentences.next())
        && sentence.text.len() + 2 >= facts.document.text_of(block).len() as u32
        && ends_behind_value(&sentence, 0)
    {
        claim(facts, &sentence, 0, label, sums_up, claims);
    }
}

/// The place of the value that begins at a term, but for hedges.
fn value_at(sentence: &Sentence<'_>, from: usize) -> Option<usize> {
    let at = sentence.behind_hedges(from);
    (sentence.quantity(at).is_some() || sentence.date(at).is_some()).then_some(at)
}

/// Whether a sentence has a value there and ends behind it, or goes on in parentheses only.
fn ends_behind_value(sentence: &Sentence<'_>, from: usize) -> bool {
    let Some(at) = value_at(sentence, from) else { return false };
    let behind = sentence.behind_noun(at);
    behind >= sentence.terms.len() || sentence.mark(behind) == Some('.') && behind + 1 == sentence.terms.len()
}

fn claim(facts: &Facts<'_>, sentence: &Sentence<'_>, from: usize, label: Span, is_summary: bool, claims: &mut Vec<Claim>) {
    let Some(at) = value_at(sentence, from) else { return };
    let words_of = |text: &str| text.split(|c: char| !c.is_alphanumeric()).filter_map(subject::word).collect::<Vec<ClaimWord>>();
    let printed = facts.printed(label).trim();
    let mut words = words_of(printed);
    if words.is_empty() || words.len() > WORDS {
        return;
    }
    let (value, measured, timely, is_bare) = if let Some(quantity) = sentence.quantity(at).filter(|quantity| !quantity.is_quoted) {
        (value_of(quantity), measure(facts, quantity), timely(quantity), is_bare(quantity))
    } else if let Some(date) = sentence.date(at).filter(|date| !matches!(date.form, DateForm::Decade | DateForm::Period)) {
        let names_event = printed.split_whitespace().any(|word| EVENTS.has(word));
        if !names_event {
            return;
        }
        (ClaimValue::Date { year: date.year, month: date.month, day: date.day }, date_measure(), Timely::No, false)
    } else {
        return;
    };
    subject::without_idle(&mut words);
    let mut turns = Vec::new();
    turn::of_text(printed, &mut turns);
    turns.sort_unstable();
    let document = facts.document;
    let heading = document.section_of(sentence.block).filter(|section| section.level > 1).map(|section| document.text_of(section.heading));
    let sums_up = is_summary || heading.is_none_or(opener::announces_summary) || statement::stands_in_summary(facts, sentence.block);
    let heading = heading.filter(|_| !sums_up);
    let title = document.title().unwrap_or_default();
    let mut about = words_of(heading.unwrap_or(title));
    // "Harrow Lane Library in brief:" above the list.
    about.extend(statement::lead_in(facts, sentence.block).filter(|_| sums_up).map(words_of).unwrap_or_default());
    if about.is_empty() {
        return;
    }
    // "Height of the upper hut: 1,480 m" names what it is of.
    let is_frame = printed.contains(" of ") && words.len() >= 2;
    // "Volumes: 48,000" counts volumes, as "holds 84,000 volumes" does.
    let counted = if is_bare { counted_by(printed) } else { None };
    let claim = Claim {
        form: if is_frame { ClaimForm::Frame } else { ClaimForm::Label },
        words: words.into(),
        slot: 0,
        restates: sums_up,
        is_weak: false,
        scope: turns.into(),
        when: None,
        timely,
        is_bare,
        names: if is_frame { Box::default() } else { about.into() },
        measure: measured,
        value,
        block: sentence.block,
        at: sentence.terms.get(at).map(|term| term.text).unwrap_or_default(),
        about: label,
        limits: Default::default(),
    };
    claims.extend(counted.map(|measure| Claim { measure, is_bare: false, ..claim.clone() }));
    claims.push(claim);
}

/// What a bare number counts below a head or behind a label that ends with a plural: the measure of "48,000 volumes".
pub(super) fn counted_by(label: &str) -> Option<u64> {
    let noun = label.split_whitespace().next_back().filter(|noun| is_plural(noun))?;
    Some(measure_of_count(noun))
}
