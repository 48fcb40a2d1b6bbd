//! A small grammar of announcements: what a sentence about the part itself says of its future, its absence or its making.

use serde::Deserialize;

use crate::rule::Words;

/// The words of announcements, by language.
#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct Grammar {
    /// What is announced: the part, or its text.
    naming: Words,
    /// Small words around it.
    around: Words,
    /// Words that may stand anywhere and are passed over.
    passing: Words,
    /// Passed over as well: they say that it comes, and not when.
    soon: Words,
    /// Passed over as well: they say that it is not there now.
    yet: Words,
    /// What is said of it, as a whole.
    states: Words,
    /// Those of them that say it without naming anything.
    alone: Words,
    /// Beginnings of what is said of it, one of `made` behind them.
    auxiliaries: Words,
    /// The same, without anything named.
    auxiliaries_alone: Words,
    /// What is done to a part.
    made: Words,
    /// What waits for something.
    waiting: Words,
    /// What is waited for.
    inputs: Words,
    /// What people do who are at it.
    working: Words,
    /// What people mean to do.
    meaning: Words,
    /// Those people.
    writers: Words,
    /// Orders to oneself.
    orders: Words,
    /// Words that say that nothing is there.
    absent: Words,
    /// Words beside them.
    beside_absent: Words,
    /// Calls to come again.
    calls: Words,
    /// Courtesies beside an announcement.
    courtesies: Words,
    /// Words that begin a condition.
    conditions: Words,
    /// Words before a time.
    before_times: Words,
    /// Times.
    times: Words,
    /// People to whom a note is left.
    roles: Words,
    /// What they are asked for, beside `orders`.
    asked: Words,
    /// What a section may hold: it is announced by "soon" or "here" alone.
    matter: Words,
    /// Words that measure a text.
    measures: Words,
    /// Words before what such a text is about.
    about: Words,
}

/// Clauses of an announcement.
const CLAUSES: usize = 4;
/// Words of a condition, of what is waited for, of a person.
const FREE: usize = 10;

/// What a clause is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Clause {
    Announces,
    Accompanies,
    Other,
}

/// A clause as it is read: its words without those that are passed over.
struct Read<'t> {
    words: Vec<&'t str>,
    soon: bool,
    yet: bool,
}

impl Grammar {
    /// Whether all of a text, in lower case, announces itself. Where `named` is set, it has to name the part.
    pub(super) fn announces(&self, language: &str, text: &str, named: bool) -> bool {
        let mut any = false;
        let calls = || self.calls.of(language).iter().any(|call| text.contains(call.as_str()));
        let clauses =
            text.split(['.', '!', '?', ';', ',', '–', '—', '…']).map(str::trim).filter(|clause| clause.chars().any(char::is_alphanumeric));
        for (count, clause) in clauses.enumerate() {
            match if count < CLAUSES { self.clause(language, clause, named, &calls) } else { Clause::Other } {
                Clause::Announces => any = true,
                Clause::Accompanies => {}
                Clause::Other => return false,
            }
        }
        any
    }

    /// A note to whoever writes the part: "Writer: please expand", "(author to supply)", "[~150 words on fees]", "Write two paragraphs on fees here."
    pub(super) fn tells_writer(&self, language: &str, text: &str, lower: &str, is_bracketed: bool) -> bool {
        let words: Vec<&str> = lower.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
        let (first, second) = (words.first().copied().unwrap_or(""), words.get(1).copied().unwrap_or(""));
        let is_asked = |word: Option<&&str>| word.is_some_and(|word| self.asked.has(language, word) || self.orders.has(language, word));
        let is_role = self.roles.has(language, first);
        let is_called = is_role && text.split_once(':').is_some_and(|(role, _)| role.split_whitespace().count() == 1);
        let is_count = |word: &str| word.bytes().all(|byte| byte.is_ascii_digit());
        let measures = |word: &str| self.measures.has(language, word);
        // "Writer: please expand", and not "Editor: Ada Lund".
        is_called && is_asked(words.iter().skip(1).find(|word| **word != "please"))
            || is_bracketed && is_role && second == "to" && is_asked(words.get(2))
            || is_bracketed && is_count(first) && measures(second) && words.get(2).is_none_or(|word| self.about.has(language, word))
            || is_asked(words.first()) && words.last() == Some(&"here") && words.iter().skip(1).take(4).any(|word| measures(word))
    }

    /// `calls`: the text calls to come again.
    fn clause(&self, language: &str, clause: &str, named: bool, calls: &dyn Fn() -> bool) -> Clause {
        let all: Vec<&str> = clause
            .split(|c: char| c.is_whitespace() || c == '/')
            .map(|word| word.trim_matches(|c: char| !c.is_alphanumeric()))
            .filter(|word| !word.is_empty())
            // "We'll add": two words.
            .flat_map(|word| {
                let will = word.strip_suffix("'ll").or_else(|| word.strip_suffix("’ll"));
                [will.unwrap_or(word), "will"].into_iter().take(1 + usize::from(will.is_some()))
            })
            .collect();
        if longest(language, &self.courtesies, &all) == Some(all.len()) || begins(language, &self.conditions, &all) {
            return Clause::Accompanies;
        }
        if let Some(behind) = longest(language, &self.calls, &all) {
            let rest = self.read(language, all.get(behind..).unwrap_or_default());
            return if self.is_tail(language, &rest.words, false) { Clause::Announces } else { Clause::Other };
        }
        let read = self.read(language, &all);
        let says = self.says(language, &read, named) || !named && self.is_matter(language, &read, calls);
        if says { Clause::Announces } else { Clause::Other }
    }

    /// "Prices coming soon", "the dates will be published here", "the winter timetable is not available yet" above a call to come again:
    /// what the section is to hold, and a state of it.
    fn is_matter(&self, language: &str, read: &Read<'_>, calls: &dyn Fn() -> bool) -> bool {
        /// Words before what is announced.
        const BEFORE: usize = 4;
        let words = read.words.as_slice();
        let near = words.get(..words.len().min(BEFORE)).unwrap_or_default();
        let Some(at) = near.iter().rposition(|word| self.matter.has(language, word) || self.naming.has(language, word)) else {
            return false;
        };
        let rest = words.get(at + 1..).unwrap_or_default();
        let is_bare = rest.is_empty() && read.soon;
        let Some(behind) = self.state(language, rest, read.yet) else { return is_bare };
        // "Put images here" tells what the place is for.
        let is_order = matches!(rest, ["here"]) && !near.iter().take(at).all(|word| self.around.has(language, word));
        let is_here = !is_order && (behind.contains(&"here") || rest.last() == Some(&"here"));
        let is_open = matches!(rest, ["to", "follow" | "come"]) || matches!(rest, ["to", "be", verb] if self.made.has(language, verb));
        let rest_is_small = behind.iter().all(|word| self.around.has(language, word));
        rest_is_small && (read.soon || is_here || is_open || read.yet && calls())
    }

    fn says(&self, language: &str, read: &Read<'_>, named: bool) -> bool {
        let words = read.words.as_slice();
        if words.is_empty() {
            return false;
        }
        if self.is_absence(language, read) || self.is_order(language, read) || self.is_somebody(language, read) {
            return true;
        }
        // "More on this later": what it is about may be anything.
        let more = self.subject(language, words);
        if let Some(at) = more
            && read.soon
            && words.get(at..).is_some_and(|rest| matches!(rest.first(), Some(&("on" | "about"))) && rest.len() <= 5)
        {
            return true;
        }
        // "Details will follow", "draft pending", "more about the fees will follow".
        if let Some(at) = more
            && let Some(rest) = words.get(at..)
        {
            let is_about = matches!(rest.first(), Some(&("on" | "about" | "for")));
            let starts = if is_about { 0..=5.min(rest.len()) } else { 0..=0 };
            let is_said = |start: usize| {
                let rest = rest.get(start..).unwrap_or_default();
                self.state(language, rest, read.yet).is_some_and(|behind| self.is_tail(language, behind, false))
            };
            if starts.into_iter().any(is_said) {
                return true;
            }
        }
        if named {
            return false;
        }
        // "Pending review by legal", "not yet available", "to be written".
        if let Some(at) = longest(language, &self.waiting, words)
            && let Some(rest) = words.get(at..).filter(|rest| rest.len() <= FREE)
            && rest.iter().take(5).any(|word| self.inputs.has(language, word) || self.naming.has(language, word))
        {
            return true;
        }
        let alone = longest(language, &self.alone, words).and_then(|at| words.get(at..));
        let made = || self.made(language, &self.auxiliaries_alone, words, read.yet);
        alone.or_else(made).is_some_and(|rest| self.is_tail(language, rest, true))
    }

    /// What stands behind the state at the head of these words.
    fn state<'w, 't>(&self, language: &str, words: &'w [&'t str], yet: bool) -> Option<&'w [&'t str]> {
        let state = longest(language, &self.states, words).and_then(|at| words.get(at..));
        let waiting = || {
            let at = longest(language, &self.waiting, words)?;
            words
                .get(at..)
                .filter(|rest| rest.is_empty() || rest.len() <= FREE && rest.iter().take(5).any(|word| self.inputs.has(language, word)))
                .map(|_| &[][..])
        };
        state.or_else(waiting).or_else(|| self.made(language, &self.auxiliaries, words, yet))
    }

    /// "will be added", "has not been written"; "not available" only if it says "yet".
    fn made<'w, 't>(&self, language: &str, auxiliaries: &Words, words: &'w [&'t str], yet: bool) -> Option<&'w [&'t str]> {
        let at = longest(language, auxiliaries, words)?;
        let denies = words.get(..at).is_some_and(|words| words.contains(&"not"));
        let rest = words.get(at..)?;
        let behind = longest(language, &self.made, rest)?;
        let is_there = denies && !yet && matches!(rest.first(), Some(&("available" | "ready" | "complete")));
        (!is_there).then(|| rest.get(behind..)).flatten()
    }

    /// Nothing more, a time, a condition, or the part once more.
    fn is_tail(&self, language: &str, words: &[&str], vague: bool) -> bool {
        let Some((first, rest)) = words.split_first() else { return true };
        let is_part = |words: &[&str]| words.iter().all(|word| self.naming.has(language, word) || self.around.has(language, word));
        if matches!(*first, "for" | "on" | "about" | "to" | "in") && !rest.is_empty() && is_part(rest) {
            return true;
        }
        // "To be written by Marco"
        if *first == "by"
            && (1..=2).contains(&rest.len())
            && !rest.iter().any(|word| self.times.has(language, word) || word.starts_with(char::is_numeric))
        {
            return true;
        }
        if vague {
            return false;
        }
        let is_time = |words: &[&str]| {
            words.len() <= 6 && words.iter().any(|word| self.times.has(language, word) || word.len() == 4 && word.starts_with("20"))
        };
        if begins(language, &self.conditions, words) {
            return words.len() <= FREE;
        }
        if !self.before_times.has(language, first) {
            return false;
        }
        // "in a few weeks for this part of the guide"
        let at = words.iter().position(|word| *word == "for").unwrap_or(words.len());
        let (time, behind) = words.split_at_checked(at).unwrap_or((words, &[]));
        is_time(time) && (behind.is_empty() || behind.len() <= FREE)
    }

    /// "No text here yet", "nothing has been written here yet".
    fn is_absence(&self, language: &str, read: &Read<'_>) -> bool {
        let Some(at) = longest(language, &self.absent, &read.words) else { return false };
        let rest = read.words.get(at..).unwrap_or_default();
        let is_word =
            |word: &&str| [&self.naming, &self.around, &self.made, &self.beside_absent].iter().any(|list| list.has(language, word));
        let names = rest.iter().any(|word| self.naming.has(language, word) || self.made.has(language, word) || *word == "here");
        read.yet && names && rest.iter().all(is_word)
    }

    /// "Fill in later", "add details here".
    fn is_order(&self, language: &str, read: &Read<'_>) -> bool {
        let Some(at) = longest(language, &self.orders, &read.words) else { return false };
        let rest = read.words.get(at..).unwrap_or_default();
        let is_word = |word: &&str| self.naming.has(language, word) || self.around.has(language, word) || *word == "here" || *word == "me";
        read.soon && rest.iter().all(is_word) || rest.last() == Some(&"here") && rest.iter().all(is_word) && rest.len() >= 2
    }

    /// "Our colleague is still working on this chapter", "we will publish this part soon".
    fn is_somebody(&self, language: &str, read: &Read<'_>) -> bool {
        let words = read.words.as_slice();
        let is_object = |at: usize, bare: bool| {
            let rest = words.get(at..).unwrap_or_default();
            let bare = bare && read.soon && matches!(rest.first(), Some(&("this" | "it" | "that")));
            let object = self.subject(language, rest).or_else(|| bare.then_some(1));
            object.and_then(|object| rest.get(object..)).is_some_and(|rest| self.is_tail(language, rest, false))
        };
        if let Some(at) = longest(language, &self.writers, words)
            && let Some(behind) = words.get(at..).and_then(|rest| longest(language, &self.meaning, rest))
            && is_object(at + behind, true)
        {
            return true;
        }
        (1..words.len().min(7)).any(|at| {
            let rest = words.get(at..).unwrap_or_default();
            longest(language, &self.working, rest).is_some_and(|behind| is_object(at + behind, false))
        })
    }

    /// How many words at the head name the part.
    fn subject(&self, language: &str, words: &[&str]) -> Option<usize> {
        let at = words.iter().take_while(|word| self.naming.has(language, word) || self.around.has(language, word)).count();
        words.get(..at).is_some_and(|subject| subject.iter().any(|word| self.naming.has(language, word))).then_some(at)
    }

    fn read<'t>(&self, language: &str, words: &[&'t str]) -> Read<'t> {
        let mut read = Read { words: Vec::with_capacity(words.len()), soon: false, yet: false };
        for word in words {
            // "As soon as" says when.
            if self.soon.has(language, word) && read.words.last() != Some(&"as") {
                read.soon = true;
            } else if self.yet.has(language, word) {
                read.yet = true;
            } else if !self.passing.has(language, word) {
                read.words.push(word);
            }
        }
        read
    }
}

/// The words of the longest phrase of a list that stands at the head.
fn longest(language: &str, phrases: &Words, words: &[&str]) -> Option<usize> {
    let first = *words.first()?;
    let matched = |phrase: &str| {
        let mut count = 0;
        for word in phrase.split(' ') {
            if words.get(count) != Some(&word) {
                return None;
            }
            count += 1;
        }
        Some(count)
    };
    phrases.beginning_with(language, first).filter_map(matched).max()
}

fn begins(language: &str, phrases: &Words, words: &[&str]) -> bool {
    longest(language, phrases, words).is_some()
}
