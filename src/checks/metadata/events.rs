//! Beginnings and ends of one thing in a sentence: "founded in 2011 and dissolved in 2008", "from May 20, 2024 to May 3, 2024".

use std::cmp::Ordering;

use crate::document::BlockId;
use crate::fact::{Date, DateForm, Facts, Sentence, TermKind, is_verb_form};

mod words;

use words::Part;

/// A beginning and an end that are said of one thing.
#[derive(Clone, Copy, Debug)]
pub(super) struct Event<'f> {
    pub block: BlockId,
    pub start: &'f Date,
    pub end: &'f Date,
    /// The word that says so; empty for a range of dates.
    pub began: &'f str,
    pub ended: &'f str,
}

impl Event<'_> {
    /// Whether the end lies before the beginning.
    pub fn is_wrong(&self) -> bool {
        self.end.order(self.start) == Some(Ordering::Less)
    }
}

/// Terms between a word and its date ("founded by two brothers in"), at most.
const REACH: usize = 8;
/// Terms between a date and the next word, at most.
const CHAIN: usize = 8;

/// All beginnings and ends that stand in one sentence and have no other subject between them.
pub(super) fn of<'f>(facts: &'f Facts<'f>) -> Vec<Event<'f>> {
    let mut found = Vec::new();
    for sentence in facts.sentences() {
        let dates: Vec<(usize, &Date)> = sentence.dates().collect();
        if dates.len() < 2 {
            continue;
        }
        let tells_twice = sentence.has_any(0, sentence.terms.len(), words::TWICE);
        for pair in dates.windows(2) {
            let &[(first, one), (second, other)] = pair else { continue };
            let is_told = |date: &Date| date.year.is_some() && !date.is_quoted;
            if dates.len() == 2 && is_told(one) && is_told(other) {
                found.extend(of_pause(&sentence, (first, one), (second, other)));
            }
            if !is_told(one) || !is_told(other) || tells_twice || is_before_christ(&sentence, first) || is_before_christ(&sentence, second)
            {
                continue;
            }
            found.extend(of_words(&sentence, (first, one), (second, other)));
            found.extend(of_range(&sentence, (first, one), (second, other)));
        }
    }
    found
}

/// "closed on May 27, 2021 and reopened on March 18, 2021": a pause, with nothing else between its dates.
fn of_pause<'f>(sentence: &Sentence<'f>, first: (usize, &'f Date), second: (usize, &'f Date)) -> Option<Event<'f>> {
    let word_before = |at: usize| {
        let last = at.checked_sub(1)?;
        Some(if sentence.is_any(last, words::BEFORE_DATES) { last.checked_sub(1)? } else { last })
    };
    let (paused, went_on) = (word_before(first.0)?, word_before(second.0)?);
    let is_pause = sentence.is_any(paused, words::STANDING_STILL) && sentence.is_any(went_on, words::GOING_ON);
    let is_joined =
        (first.0 + 1..went_on).all(|at| sentence.mark(at) == Some(',') || sentence.is_any(at, &["and", "was", "were", "it", "then"]));
    (is_pause && is_joined).then(|| Event {
        block: sentence.block,
        start: first.1,
        end: second.1,
        began: sentence.printed_at(paused),
        ended: sentence.printed_at(went_on),
    })
}

/// "founded in 2011 and dissolved in 2008", "closed in 2008 after opening in 2011".
fn of_words<'f>(sentence: &Sentence<'f>, first: (usize, &'f Date), second: (usize, &'f Date)) -> Option<Event<'f>> {
    let (one, one_at) = told_before(sentence, first.0, 0)?;
    let (other, other_at) = told_before(sentence, second.0, first.0 + 1)?;
    let is_led = is_led(sentence, one_at, first.0 + 1, other_at);
    let chain = if is_led { Chain::default() } else { Chain::of(sentence, first.0 + 1, other_at)? };
    let began_first = one.may_begin(other) && chain.joins(one, other);
    let ended_first = other.may_begin(one) && chain.has(Link::Back);
    let event = |start: (usize, &'f Date), end: (usize, &'f Date), began: usize, ended: usize| Event {
        block: sentence.block,
        start: start.1,
        end: end.1,
        began: sentence.printed_at(began),
        ended: sentence.printed_at(ended),
    };
    if began_first && !chain.has(Link::Back) {
        return Some(event(first, second, one_at, other_at));
    }
    ended_first.then(|| event(second, first, other_at, one_at))
}

/// "from May 20, 2024 to May 3, 2024": ranges of years alone are quantities to others.
fn of_range<'f>(sentence: &Sentence<'f>, first: (usize, &'f Date), second: (usize, &'f Date)) -> Option<Event<'f>> {
    let joint = first.0 + 1;
    let is_joined = joint + 1 == second.0
        && (sentence.is_any(joint, &["to", "through", "until", "till", "thru"]) || matches!(sentence.mark(joint), Some('–' | '—')));
    let has_days = first.1.month.is_some() && second.1.month.is_some();
    let moves = sentence.has_any(0, sentence.terms.len(), words::MOVING);
    (is_joined && has_days && !moves).then_some(Event { block: sentence.block, start: first.1, end: second.1, began: "", ended: "" })
}

/// The word that says what happened on a date, and its place; not before `floor`.
fn told_before(sentence: &Sentence<'_>, at: usize, floor: usize) -> Option<(Part, usize)> {
    let mut behind = at;
    // "in early 2011", "in the summer of 2011".
    while behind > floor && (sentence.is_any(behind - 1, words::ABOUT) || sentence.mark(behind - 1) == Some('-')) {
        behind -= 1;
    }
    let last = behind.checked_sub(1).filter(|last| *last >= floor)?;
    let is_introduced = sentence.is_any(last, words::BEFORE_DATES);
    let part_at = |at: usize| sentence.word(at).and_then(Part::of).or_else(|| of_phrase(sentence, at));
    if !is_introduced {
        // "founded 2011", "Founded: 2011".
        let word = if sentence.mark(last) == Some(':') { last.checked_sub(1).filter(|word| *word >= floor)? } else { last };
        return part_at(word).filter(|part| !part.is_noun()).map(|part| (part, word));
    }
    for word in (floor.max(last.saturating_sub(REACH))..last).rev() {
        if let Some(part) = part_at(word) {
            // "the opening in 2011": a noun has its date right behind it, and says whose it is.
            let is_noun =
                part.is_noun() && word + 1 == last && word.checked_sub(1).is_some_and(|before| sentence.is_any(before, words::WHOSE));
            return (!part.is_noun() || is_noun).then_some((part, word));
        }
        let is_passed = match sentence.terms.get(word)?.kind {
            TermKind::Word => !sentence.is_any(word, words::STOPS),
            TermKind::Mark(mark) => matches!(mark, '-' | '’' | '\'' | '“' | '”' | '"'),
            TermKind::Quantity(_) | TermKind::Other => true,
            TermKind::Date(_) | TermKind::Time(_) => false,
        };
        if !is_passed {
            return None;
        }
    }
    None
}

/// "took effect", "came into force", "went live", "taken down": told by the last word of the phrase, or by its first.
fn of_phrase(sentence: &Sentence<'_>, at: usize) -> Option<Part> {
    let before = at.checked_sub(1)?;
    let starts = sentence.is_any(at, &["effect", "force"]) && sentence.is_any(before, &["took", "takes", "into"])
        || sentence.is(at, "live") && sentence.is_any(before, &["went", "goes"]);
    let starts = starts || sentence.is_any(at, &["service", "use"]) && sentence.is_any(before, &["entered", "into"]);
    let is_given_up = sentence.is(at, "business") && sentence.is(before, "of") && before > 1 && sentence.is(before - 1, "out");
    let ends = is_given_up || sentence.is_any(at, &["down", "offline"]) && sentence.is_any(before, &["taken", "torn", "closed"]);
    if starts { Some(Part::Start) } else { ends.then_some(Part::End) }
}

/// "Founded in 2011 by two sisters, the bakery closed in 2008": the subject stands between a leading participle and its end.
fn is_led(sentence: &Sentence<'_>, start: usize, from: usize, to: usize) -> bool {
    const SUBJECT: usize = 4;
    let Some(comma) = (from..to).rev().find(|at| sentence.mark(*at) == Some(',')) else { return false };
    let is_plain = |at: usize| {
        sentence.word(at).is_some_and(|word| !is_verb_form(word) && Part::of(word).is_none()) && !sentence.is_any(at, words::STOPS)
    };
    start == 0
        && to - from <= 2 * CHAIN
        && to - comma - 1 <= SUBJECT
        && sentence.is_any(comma + 1, &["the", "it", "this"])
        // "the reading society was": before a noun, such a word is no verb.
        && (comma + 1..to).all(|at| is_plain(at) || at == comma + 2 && sentence.word(at).is_some_and(|word| word.ends_with("ing")))
        && (from..comma).all(|at| is_plain(at) || sentence.quantity(at).is_some())
}

/// A word between the first date and the second word that says how both belong together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Link {
    /// "after", "having": what follows came first.
    Back,
    /// "until", "before".
    On,
    /// "his", "its".
    Owned,
    /// "the".
    Article,
    /// "he", "she".
    Person,
}

/// What stands between the first date and the second word.
#[derive(Default)]
struct Chain(Vec<Link>);

impl Chain {
    /// `None` when something there may be another subject.
    fn of(sentence: &Sentence<'_>, from: usize, to: usize) -> Option<Self> {
        let mut chain = Self::default();
        if to < from || to - from > CHAIN {
            return None;
        }
        let mut counts = false;
        for at in from..to {
            match sentence.terms.get(at)?.kind {
                TermKind::Mark(',' | ';' | '(' | ')' | '-' | '–' | '—' | '.') => {}
                TermKind::Quantity(_) => counts = true,
                TermKind::Word => {
                    let is = |words: &[&str]| sentence.is_any(at, words);
                    let links = [
                        (Link::Back, words::LOOKING_BACK),
                        (Link::On, words::LOOKING_ON),
                        (Link::Owned, &["its", "his", "her", "their"]),
                        (Link::Article, &["the"]),
                        (Link::Person, &["he", "she"]),
                    ];
                    let said = links.iter().filter(|(_, words)| is(words)).map(|(link, _)| *link);
                    let before = chain.0.len();
                    chain.0.extend(said);
                    let is_known = is(words::LINKS) || chain.0.len() > before;
                    let is_adverb = sentence.word(at).is_some_and(|word| word.len() > 4 && word.ends_with("ly"));
                    if !is_known && !is_adverb {
                        return None;
                    }
                }
                _ => return None,
            }
        }
        // "three years after opening": only there is something counted that is no subject.
        (!counts || chain.has(Link::Back)).then_some(chain)
    }

    fn has(&self, link: Link) -> bool {
        self.0.contains(&link)
    }

    /// Whether the two words have one subject.
    fn joins(&self, one: Part, other: Part) -> bool {
        let are_nouns = one.is_noun() && other.is_noun();
        let is_owned = !self.has(Link::Owned) || self.has(Link::On) || are_nouns;
        is_owned && (!self.has(Link::Article) || are_nouns) && (!self.has(Link::Person) || one.is_of_person())
    }
}

/// "500 BC".
fn is_before_christ(sentence: &Sentence<'_>, at: usize) -> bool {
    sentence.is_any(at + 1, &["BC", "BCE", "B"])
        || sentence.date(at).is_none_or(|date| matches!(date.form, DateForm::Period | DateForm::Decade))
}

#[cfg(test)]
mod tests {
    use crate::checks::tested::markdown;

    fn places(text: &str) -> Vec<String> {
        markdown("date-order", &format!("# Harbour\n\n{text}\n")).into_iter().map(|(_, words)| words).collect()
    }

    #[test]
    fn an_end_before_its_beginning_is_found_in_many_wordings() {
        for text in [
            "The center opened its doors in 1999 and closed for good in 1996.",
            "The group was founded in 1999 and dissolved in 1996.",
            "Work began in 1999 and was finished by 1996.",
            "The yard, established by two brothers in 1999, was finally demolished in 1996.",
            "From its founding in 1999 until its closure in 1996 it built boats.",
            "It closed in 1996, three years after opening in 1999.",
            "It was shut down in 1996, having been launched in 1999.",
            "She was born in 1999 and died in 1996.",
            "She joined in early 1999 and left in 1996.",
            "He was elected in 1999; he resigned in 1996.",
            "The quay (opened 1999, closed 1996) is a park.",
            "Registration opens on May 5, 1999 and closes on May 1, 1996.",
            "The law was enacted in June 1999 but repealed in May 1996.",
            "The tool was released in 1999, then discontinued in 1996.",
            "Founded in 1999 by two sisters, the bakery closed in 1996.",
            "Established in 1999, the Harbour fund was wound up in 1996.",
            "The rule took effect in 1999 and expired in 1996.",
            "The page went live in 1999 and was taken down in 1996.",
            "Between its launch in 1999 and its retirement in 1996 it had ten users.",
            "He served as mayor from 1999 until his death in 1996.",
            "The fair lasts from May 20, 1999 to May 3, 1996.",
        ] {
            assert_eq!(places(text).len(), 1, "{text}");
        }
    }

    #[test]
    fn other_subjects_and_second_beginnings_are_left_alone() {
        for text in [
            "The first yard opened in 1999 and the last one closed in 1996.",
            "The center closed in 1996 and reopened in 1999.",
            "The museum was founded in 1999, three years after his death in 1996.",
            "Her memoir was published in 1999; she died in 1996.",
            "The yard was founded in 1996 and dissolved in 1999.",
            "The new quay opened in 1999, replacing one that closed in 1996.",
            "The fair was moved from May 20, 1999 to May 3, 1996.",
            "The village was founded in 1999 BC and destroyed in 1996 BC.",
            "It closed in 1996 and opened in 1999.",
            "Founded in 1999, the club replaced one closed in 1996.",
            "Founded in 1999, the club took over a yard that closed in 1996.",
            "It was created in 1999, and his death in 1996 was not forgotten.",
            "It opened in 1999, when the old one closed in 1996.",
        ] {
            assert_eq!(places(text).len(), 0, "{text}");
        }
    }
}
