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
    let mut clause = Clause { sentence, slot, opening, is_heading, behind: sentence.behind_noun(slot), from: opening, to: 0 };
    clause.from = clause.start();
    clause.to = clause.end_of(clause.behind);
    let one = |(from, ranges)| (from, vec![Parts { ranges, is_of_title: false }]);
    clause
        .named_behind()
        .map(one)
        .or_else(|| clause.owned())
        .or_else(|| clause.opened().map(|parts| (clause.from, parts)))
        .or_else(|| clause.relative().map(one))
        .unwrap_or_else(|| one((clause.from, clause.plain())))
}

/// A value in its sentence, and the clause that it stands in.
struct Clause<'s, 'f> {
    sentence: &'s Sentence<'f>,
    slot: usize,
    /// The first term behind the openers of the sentence.
    opening: usize,
    is_heading: bool,
    /// The first term behind the value and what it counts.
    behind: usize,
    /// From and to before.
    from: usize,
    to: usize,
}

impl Clause<'_, '_> {
    fn is_date(&self) -> bool {
        self.sentence.date(self.slot).is_some()
    }

    /// Whether a word there says something of what a value is of.
    fn is_content(&self, at: usize) -> bool {
        self.sentence.word(at).is_some_and(|printed| word(printed).is_some())
    }

    fn has_content(&self, from: usize, to: usize) -> bool {
        (from..to).any(|at| self.is_content(at))
    }

    /// Whether a mark or word there parts two clauses.
    fn parts(&self, at: usize) -> bool {
        matches!(self.sentence.mark(at), Some(';' | '—' | '–' | '(' | ')'))
            || self.sentence.mark(at) == Some(':') && !self.is_heading
            || self.sentence.is_any(at, ENDS)
    }

    fn starts_behind(&self, at: usize) -> bool {
        self.parts(at) || self.sentence.is(at, "that")
    }

    fn ends(&self, at: usize) -> bool {
        let sentence = self.sentence;
        // Behind "and" stands something else, but for "in wind and solar parks".
        let is_next = || at >= self.behind && !self.has_content(self.behind, at) || sentence.quantity(at + 1).is_some();
        self.parts(at)
            || matches!(sentence.mark(at), Some(',' | '.' | '!'))
            || sentence.is(at, "and") && (is_next() || begins_clause(sentence, at + 1))
            || sentence.is_any(at, AROUND) && sentence.is_any(at + 1, &["they", "it", "we", "you", "he", "she"])
    }

    fn end_of(&self, from: usize) -> usize {
        let end = self.sentence.terms.len();
        (from..end).find(|at| self.ends(*at)).unwrap_or(end)
    }

    fn start(&self) -> usize {
        let (sentence, slot) = (self.sentence, self.slot);
        let mut from = (self.opening..slot).rev().find(|at| self.starts_behind(*at)).map_or(self.opening, |at| at + 1);
        if !self.is_date() {
            return from;
        }
        // "After the opening of the quay in 1974": what was opened, and not what came after.
        let is_around = |at: &usize| sentence.is_any(*at, AROUND) && self.has_content(at + 1, slot);
        if let Some(around) = (from..slot).rev().find(is_around) {
            from = around + 1;
        }
        // "It recalls the opening of the quay in 1974".
        (from + 1..slot).rev().find(|at| is_event(sentence, *at)).unwrap_or(from)
    }

    /// The end of what is said behind a value, unless that tells of a place in passing.
    fn tail(&self) -> usize {
        if describes(self.sentence, self.behind) { self.behind } else { self.to }
    }

    /// "The 2.4-kilometre Heron Trail can be walked …", "at any of the 15 branches of Wyedale Libraries": the name behind the value.
    fn named_behind(&self) -> Option<(usize, Vec<(usize, usize)>)> {
        let (sentence, slot, behind) = (self.sentence, self.slot, self.behind);
        slot.checked_sub(1).filter(|at| sentence.is_any(*at, &["the", "our"]) && !self.is_heading)?;
        let end = (behind + 1..self.to).find(|at| begins_predicate(sentence, *at)).unwrap_or(self.to);
        let is_joined = sentence.quantity(slot).is_some_and(|quantity| sentence.cut(quantity.text).contains('-'));
        let is_of_name = || sentence.is(behind, "of") && is_capital(sentence, behind + 1);
        if is_joined { Some((slot, vec![(behind, end)])) } else { is_of_name().then(|| (slot, vec![(behind + 1, end)])) }
    }

    /// "The yard and its 180 employees", "its 180 employees": who has them.
    fn owned(&self) -> Option<(usize, Vec<Parts>)> {
        let sentence = self.sentence;
        let owner = self.slot.checked_sub(1).filter(|at| *at >= self.from && sentence.is_any(*at, &["its", "our"]))?;
        sentence.quantity(self.slot)?;
        let joint = owner.checked_sub(1).filter(|joint| *joint > self.from && sentence.is_any(*joint, &["and", "with"]));
        let end = joint.map(|joint| if sentence.mark(joint - 1) == Some(',') { joint - 1 } else { joint });
        let name = end.map(|end| (name_before(sentence, self.from, end), end));
        let parts = Parts { is_of_title: name.is_none(), ranges: name.into_iter().collect() };
        Some((name.map_or(owner, |name| name.0), vec![parts]))
    }

    /// "With 47 rooms, the house is …": the value stands before the comma, and what it is of behind it.
    fn opened(&self) -> Option<Vec<Parts>> {
        let &Self { sentence, slot, from, to, .. } = self;
        let is_led = sentence.is_any(from, OPENINGS);
        let is_said = || (from + 1..slot).any(|at| begins_predicate(sentence, at));
        let opens = is_led || self.has_content(from, slot) && !is_said() && !self.is_heading;
        let is_first = (from..slot).all(|at| sentence.mark(at) != Some(','));
        if !is_first || !opens || sentence.mark(to) != Some(',') {
            return None;
        }
        let end = self.end_of(to + 1);
        let name_ends = || (to + 1..end).rev().find(|at| is_capital(sentence, *at)).map(|last| last + 1);
        let verb = (to + 2..end).find(|at| begins_predicate(sentence, *at)).or_else(name_ends);
        let head = (from, slot);
        let up_to = |end: usize| Parts { ranges: vec![head, (self.behind, self.tail()), (to + 1, end)], is_of_title: false };
        // What happened is told by its verb, wherever it stands.
        let is_told = !self.is_date() || self.has_content(from, slot);
        let named = verb.filter(|verb| *verb != end && is_told).map(up_to);
        let tail = if self.is_date() { self.behind } else { self.tail() };
        let own = (!is_led).then(|| Parts { ranges: vec![head, (self.behind, tail)], is_of_title: false });
        Some(named.into_iter().chain([up_to(end)]).chain(own).collect())
    }

    /// "The barrier, which costs $11 billion": the barrier.
    fn relative(&self) -> Option<(usize, Vec<(usize, usize)>)> {
        let sentence = self.sentence;
        let comma = self.from.checked_sub(2).filter(|comma| sentence.mark(*comma) == Some(',') && *comma > self.opening)?;
        if !sentence.is_any(comma + 1, &["which", "who", "whose"]) {
            return None;
        }
        let begins = |at: &usize| self.starts_behind(*at) || sentence.mark(*at) == Some(',');
        let start = (self.opening..comma).rev().find(begins).map_or(self.opening, |at| at + 1);
        let start = (start..comma).rev().find(|at| sentence.is(*at, "the")).unwrap_or(start);
        let tail = if self.is_date() { self.behind } else { self.tail() };
        Some((start, vec![(start, comma), (self.from, self.slot), (self.behind, tail)]))
    }

    fn plain(&self) -> Vec<(usize, usize)> {
        // Behind a date stands where and how something happened; what happened stands before.
        let is_said = || (self.from..self.slot).filter(|at| self.is_content(*at)).nth(1).is_some();
        let tail = if self.is_date() && is_said() { self.behind } else { self.tail() };
        vec![(self.from, self.slot), (self.behind, tail)]
    }
}

fn is_capital(sentence: &Sentence<'_>, at: usize) -> bool {
    sentence.word(at).is_some_and(|word| word.starts_with(char::is_uppercase))
}

/// "The opening of the quay": whether an event is named by a noun there.
fn is_event(sentence: &Sentence<'_>, at: usize) -> bool {
    sentence.is(at, "the") && sentence.is(at + 2, "of") && sentence.word(at + 1).and_then(word).is_some_and(|word| EVENTS.contains(&word))
}

/// First words of an opening: "With 47 rooms, the house is …".
const OPENINGS: &[&str] = &["with", "at", "in", "on", "from", "up", "within", "after", "by", "for", "down"];

/// "On seven floors", "in a village by the sea": what is told of a place in passing limits no figure.
fn describes(sentence: &Sentence<'_>, at: usize) -> bool {
    const PLACES: &[&str] = &["across", "along", "among", "at", "beside", "in", "near", "on", "over", "under"];
    // "21 arches of sandstone".
    let is_material = || {
        let of = sentence.word(at + 1).is_some_and(|word| word.bytes().all(|byte| byte.is_ascii_lowercase()) && !is_function_word(word));
        sentence.is(at, "of") && of && !matches!(sentence.terms.get(at + 2).map(|term| term.kind), Some(TermKind::Word))
    };
    is_material()
        || sentence.is_any(at, PLACES)
            && (sentence.is_any(at + 1, &["a", "an"]) || sentence.quantity(at + 1).is_some_and(|quantity| !quantity.noun.is_empty()))
}

/// Where the name begins that ends before `end`: its capitals and small words between them, or all from `from`.
fn name_before(sentence: &Sentence<'_>, from: usize, end: usize) -> usize {
    let is_of_name =
        |at: &usize| is_capital(sentence, *at) || sentence.is_any(*at, &["of", "the", "and", "&"]) || sentence.mark(*at) == Some('&');
    if end.checked_sub(1).is_some_and(|last| is_capital(sentence, last)) {
        (from..end).rev().take_while(is_of_name).last().unwrap_or(from)
    } else {
        from
    }
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
