//! Masked statements: a sentence with one of its values cut out.

use std::cell::OnceCell;

use super::{
    Claim, ClaimForm, ClaimValue, ClaimWord, Timely, claim_word, claim_words, date_measure, frame, hash, is_bare, measure, opener, subject,
    timely, turn, value_of,
};
use crate::document::{BlockId, Kind};
use crate::fact::words::WordList;
use crate::fact::{Date, DateForm, Facts, Quantity, Sentence, TermKind, Unit, is_function_word, is_plural, is_verb_form};
use crate::span::Span;

mod leaning;

pub(super) use leaning::{Leaning, leaning};

/// Fewest words that tell one statement from another without more ado.
const WORDS: usize = 4;
/// Words with which a sentence says enough even if it begins with "their" or "this".
const CLEAR_WORDS: usize = 8;
/// Fewest words of a statement that another one restates.
const FEWEST_WORDS: usize = 2;
/// Most words: longer ones are lists in a sentence.
const MOST_WORDS: usize = 40;
/// Most values of a sentence: more are an enumeration.
const VALUES: usize = 5;

/// Reads the statements of a sentence, one for each of its values.
pub(super) fn read(facts: &Facts<'_>, sentence: &Sentence<'_>, claims: &mut Vec<Claim>) {
    let block = facts.document.block(sentence.block);
    if block.kind == Kind::Heading || !is_statement(facts, sentence) {
        return;
    }
    let (start, restates) = opener::behind(sentence);
    let restates = restates || stands_in_summary(facts, sentence.block);
    let leans = leaning(facts, sentence, start, sentence.terms.len());
    let is_value = |kind: TermKind| matches!(kind, TermKind::Quantity(_) | TermKind::Date(_));
    let slots: Vec<usize> =
        (start..sentence.terms.len()).filter(|at| sentence.terms.get(*at).is_some_and(|term| is_value(term.kind))).collect();
    if slots.is_empty() || slots.len() > VALUES || sentence.terms.len() > MOST_WORDS * 2 {
        return;
    }
    let (said, turns) = (OnceCell::new(), OnceCell::new());
    for slot in slots {
        let (value, measured) = if let Some(quantity) = sentence.quantity(slot) {
            // A bare decimal is a version more often than a figure.
            if quantity.is_quoted
                || names_version(sentence, slot, quantity)
                || is_mark_of_picture(sentence, slot, quantity)
                || quantity.low.unit == Unit::COUNT && quantity.noun.is_empty() && quantity.low.number.value.fract() != 0.0
            {
                continue;
            }
            (value_of(quantity), measure(facts, quantity))
        } else if let Some(date) = sentence.date(slot) {
            if date.is_quoted || date.form == DateForm::Decade || date.form == DateForm::Period || belongs_to_name(sentence, slot, date) {
                continue;
            }
            (ClaimValue::Date { year: date.year, month: date.month, day: date.day }, date_measure())
        } else {
            continue;
        };
        let turns = turns.get_or_init(|| {
            let mut turns = Vec::new();
            turn::of_terms(sentence, start, sentence.terms.len(), &mut turns);
            turns.sort_unstable();
            turns
        });
        let said = said.get_or_init(|| (start..sentence.terms.len()).map(|at| Said::of(sentence, start, at)).collect::<Vec<_>>());
        let Some(masked) = masked(said, slot - start) else { continue };
        let leans = match leans {
            Leaning::No => false,
            Leaning::OnOthers => masked.of_matter < CLEAR_WORDS,
            Leaning::OnReader => true,
        };
        let is_weak = leans
            || masked.of_matter < WORDS
            || sentence.date(slot).is_some_and(|date| !tells(sentence) && !happens_on(sentence, slot, date));
        let at = sentence.terms.get(slot).map(|term| term.text).unwrap_or_default();
        claims.push(Claim {
            form: ClaimForm::Statement,
            words: masked.words.into(),
            slot: masked.before,
            restates,
            is_weak,
            scope: turns.as_slice().into(),
            when: None,
            timely: sentence.quantity(slot).map_or(Timely::ByMonth, timely),
            is_bare: sentence.quantity(slot).is_some_and(is_bare),
            names: masked.names.into(),
            measure: measured,
            value,
            block: sentence.block,
            at,
            about: sentence.text,
            limits: Default::default(),
        });
    }
}

/// "The lock keeper opens the upper gate (9)", "the Rules of the Quay [26]", "2) The lamp": a bare number in brackets of its own is where something
/// stands in a picture, a list of sources or a row of steps. In "hbr-24773" and "(set-lamp 0)" it is part of a name and of code.
fn is_mark_of_picture(sentence: &Sentence<'_>, slot: usize, quantity: &Quantity) -> bool {
    let before = slot.checked_sub(1).and_then(|before| sentence.mark(before));
    let behind = sentence.mark(slot + 1);
    let opens = || quantity.text.start() == sentence.text.start();
    let in_brackets = matches!((before, behind), (Some('('), Some(')')) | (Some('['), Some(']'))) || behind == Some(')') && opens();
    let joined = |at: usize| sentence.terms.get(at).map(|term| term.text);
    let in_name = || {
        let dash = slot.checked_sub(1).filter(|dash| sentence.mark(*dash) == Some('-'));
        let name = dash.and_then(|dash| dash.checked_sub(1)).filter(|name| sentence.word(*name).is_some());
        name.zip(dash)
            .and_then(|(name, dash)| joined(name).zip(joined(dash)))
            .is_some_and(|(name, dash)| name.end() == dash.start() && dash.end() == quantity.text.start())
    };
    // All that stands between the brackets is one word, perhaps with a hyphen, and the number.
    let in_call = || {
        let open = (slot.saturating_sub(4)..slot).rev().find(|at| sentence.mark(*at) == Some('('));
        behind == Some(')')
            && open.is_some_and(|open| {
                open + 1 < slot
                    && (open + 1..slot)
                        .all(|at| sentence.word(at).is_some_and(|word| !is_function_word(word)) || sentence.mark(at) == Some('-'))
            })
    };
    is_bare(quantity) && (in_brackets || in_name() || in_call())
}

/// Whether a bare number tells which of several things of one name is meant: "in quayd 2", "with the quayd 2", "Berth 2 lies …", but not "a score of 7".
fn names_version(sentence: &Sentence<'_>, slot: usize, quantity: &Quantity) -> bool {
    const BEFORE: &WordList = &WordList::of(["for", "from", "in", "of", "on", "since", "the", "to", "under", "using", "with"]);
    let word = |back: usize| slot.checked_sub(back).and_then(|at| sentence.word(at));
    // What it would count is written small: "Notice 2 Almost everybody …".
    let opens_title = slot == 1 && quantity.low.is_count() && sentence.cut(quantity.noun).starts_with(char::is_uppercase);
    // 'The parameter "Threshold 2"'.
    let ends_quoted_name =
        matches!(sentence.mark(slot + 1), Some('"' | '”' | '’')) && word(1).is_some_and(|name| name.starts_with(char::is_uppercase));
    if is_bare(quantity) && ends_quoted_name {
        return true;
    }
    (is_bare(quantity) || opens_title)
        && word(1).is_some_and(|name| !is_function_word(name) && !is_verb_form(name) && !is_plural(name))
        && (slot == 1 || word(2).is_some_and(|before| BEFORE.has(before)))
}

/// Whether a year is the last word of a name: "Harbour Fair 2024 will open" speaks of another fair than the same words with 2021.
fn belongs_to_name(sentence: &Sentence<'_>, slot: usize, date: &Date) -> bool {
    const TIMES: &WordList = &WordList::of([
        "autumn",
        "christmas",
        "easter",
        "election",
        "fall",
        "fy",
        "mid",
        "midsummer",
        "spring",
        "summer",
        "winter",
        "year",
    ]);
    let name = slot.checked_sub(1).filter(|at| *at > 0).and_then(|at| sentence.word(at));
    date.form == DateForm::Year
        && name.is_some_and(|name| name.starts_with(char::is_uppercase) && !is_function_word(name) && !TIMES.has(name))
}

/// Verbs in the form in which they tell what happened or is.
const VERBS: &WordList = &WordList::of([
    "are", "became", "began", "broke", "brought", "built", "came", "did", "fell", "found", "gave", "got", "grew", "had", "has", "have",
    "held", "is", "kept", "knew", "led", "left", "lost", "made", "met", "paid", "ran", "rose", "said", "saw", "sold", "sent", "set",
    "spent", "stood", "struck", "took", "was", "went", "were", "will", "won", "wrote", "won't",
]);

/// Whether a sentence tells what happened or is: a caption that only names a month has no verb.
fn tells(sentence: &Sentence<'_>) -> bool {
    (0..sentence.terms.len()).any(|at| sentence.word(at).is_some_and(is_verb))
}

/// "The sale of berths closes on 31 March 2026": whether a sentence says of a whole date what begins, ends or takes place then.
fn happens_on(sentence: &Sentence<'_>, slot: usize, date: &Date) -> bool {
    const HAPPENING: &[&str] = &[
        "arrives", "begins", "closes", "comes", "ends", "expires", "falls", "goes", "happens", "launches", "leaves", "meets", "opens",
        "reopens", "resumes", "starts", "stops", "takes", "applies", "runs", "arrive", "begin", "close", "come", "end", "expire", "fall",
        "open", "reopen", "resume", "start", "stop",
    ];
    /// Words from the verb to its date: "comes into force on", "opens to all visitors on".
    const NEAR: usize = 6;
    let is_whole = date.year.is_some() && date.month.is_some() && date.day.is_some();
    let is_joined = slot.checked_sub(1).is_some_and(|before| sentence.is_any(before, &["on", "from", "until", "till"]));
    is_whole && is_joined && (slot.saturating_sub(NEAR).max(1)..slot).any(|at| sentence.is_any(at, HAPPENING))
}

pub(super) fn is_verb(word: &str) -> bool {
    VERBS.has(word) || word.len() > 4 && word.ends_with("ed")
}

/// Whether a statement names whom or what it is about: "The bridge of Norholm was opened in 1974", but not "The bridge was opened in 1974 by the
/// mayor of Norholm", which each article may say of its own bridge.
#[must_use]
pub fn names_subject(facts: &Facts<'_>, claim: &Claim) -> bool {
    /// First words by which a sentence says where or when, up to its comma.
    const AROUND: &WordList = &WordList::of([
        "after", "although", "as", "at", "because", "before", "by", "during", "for", "from", "if", "in", "on", "since", "to", "under",
        "until", "when", "while", "with", "within",
    ]);
    fn bare(word: &str) -> &str {
        word.trim_matches(|c: char| !c.is_alphanumeric())
    }
    if claim.names.is_empty() {
        return false;
    }
    let before = Span::new(claim.about.start(), claim.at.start().max(claim.about.start()));
    let printed = facts.printed(before);
    let is_around = printed.split_whitespace().next().is_some_and(|first| AROUND.has(bare(first)));
    let clause = printed.split_once(", ").filter(|_| is_around).map_or(printed, |(_, behind)| behind);
    let verb = clause.split_whitespace().find(|word| is_verb(bare(word)));
    let named = verb.and_then(|verb| clause.get(..verb.as_ptr() as usize - clause.as_ptr() as usize)).unwrap_or(clause);
    claim_words(named).iter().any(|word| claim.names.binary_search(word).is_ok())
}

/// Whether the subject of a statement is told from others of its kind: "The free trial of the map lasts …", but not "The trail is …", which each
/// section may say of its own trail.
#[must_use]
pub fn has_particular_subject(facts: &Facts<'_>, claim: &Claim) -> bool {
    const DETERMINERS: [&str; 4] = ["the", "our", "all", "both"];
    /// Names that say of what a sentence is, wherever they stand in it.
    const NAMES: usize = 2;
    if claim.names.len() >= NAMES && claim.words.len() > 2 * NAMES {
        return true;
    }
    // "In 1954 the old bridge was …".
    let is_when = |word: &&str| matches!(*word, "In" | "On") || word.starts_with(|c: char| c.is_ascii_digit());
    let words = facts.printed(claim.about).split(|c: char| !c.is_alphanumeric() && c != '-').filter(|word| !word.is_empty());
    let mut words = words.skip_while(is_when).peekable();
    let first = words.peek().map(|word| word.to_ascii_lowercase()).unwrap_or_default();
    let is_definite = DETERMINERS.contains(&first.as_str()) || !is_function_word(&first);
    let subject = words.take_while(|word| !is_verb(word) && !frame::is_verb(word));
    is_definite && subject.filter(|word| !is_function_word(word) && !subject::is_generic(word)).count() >= 2
}

/// A sentence with one of its values cut out.
struct Masked {
    /// Its words in their order; other values count as words.
    words: Vec<ClaimWord>,
    /// How many of them stand before the value.
    before: u16,
    /// The names and other values among them.
    names: Vec<ClaimWord>,
    /// How many are words and no values.
    of_matter: usize,
}

/// What a term of a sentence is to a statement about one of its other terms.
#[derive(Clone, Copy)]
enum Said {
    Word(ClaimWord),
    Name(ClaimWord),
    /// A value or what is no prose: another year, another version is another matter.
    Other(ClaimWord),
    /// A sign that is said like a word.
    Sign(ClaimWord),
    Nothing,
}

impl Said {
    fn of(sentence: &Sentence<'_>, start: usize, at: usize) -> Self {
        let printed = sentence.printed_at(at);
        match sentence.terms.get(at).map(|term| term.kind) {
            Some(TermKind::Word) => match subject::word(printed) {
                Some(word) if subject::is_name(printed, at == start || at == 0) => Self::Name(word),
                Some(word) => Self::Word(word),
                None => Self::Nothing,
            },
            Some(TermKind::Quantity(_) | TermKind::Date(_) | TermKind::Time(_) | TermKind::Other) => {
                let other = hash(super::SEED, printed.as_bytes());
                Self::Other((other ^ other >> 32) as ClaimWord)
            }
            Some(TermKind::Mark('%')) => Self::Sign(claim_word("%")),
            Some(TermKind::Mark(_)) | None => Self::Nothing,
        }
    }
}

fn masked(said: &[Said], slot: usize) -> Option<Masked> {
    let mut words = Vec::with_capacity(said.len());
    let mut names = Vec::new();
    let mut before = 0;
    let mut of_matter = 0;
    for (at, said) in said.iter().enumerate() {
        if at == slot {
            before = words.len() as u16;
            continue;
        }
        match *said {
            Said::Word(word) => words.push(word),
            Said::Name(word) | Said::Other(word) => {
                words.push(word);
                names.push(word);
            }
            Said::Sign(word) => words.push(word),
            Said::Nothing => {}
        }
        of_matter += usize::from(matches!(said, Said::Word(_) | Said::Name(_)));
    }
    names.sort_unstable();
    names.dedup();
    (of_matter >= FEWEST_WORDS && words.len() <= MOST_WORDS).then_some(Masked { words, before, names, of_matter })
}

/// Whether a sentence states something: no question, no fragment, nobody else's words.
pub(super) fn is_statement(facts: &Facts<'_>, sentence: &Sentence<'_>) -> bool {
    let last = sentence.printed().trim_end_matches(['"', '”', ')', '\'', '’', '*', ' ']);
    // "=SUM(A1)" and "++* [2] message" are what a program reads or prints, and "[10] See" begins a note.
    let begins = |c: char| c.is_alphanumeric() || matches!(c, '"' | '“' | '‘' | '\'' | '(' | '*') || is_sign_of_value(c);
    last.ends_with(['.', '!', '…'])
        && sentence.printed().starts_with(begins)
        && !facts.document.is_within(sentence.block, Kind::Quote)
        && !facts.document.is_within(sentence.block, Kind::Table)
}

/// Signs that a value begins with.
const fn is_sign_of_value(c: char) -> bool {
    matches!(c, '$' | '€' | '£' | '~' | '≈' | '#' | '-' | '–' | '—' | '•' | '\u{fffc}')
}

/// What stands above the list that holds a block.
pub(super) fn lead_in<'d>(facts: &Facts<'d>, block: BlockId) -> Option<&'d str> {
    let document = facts.document;
    let list = document.ancestors(block).filter(|id| document.block(*id).kind == Kind::List).last()?;
    let before = (0..list).rev().find(|id| document.block(*id).kind.is_leaf())?;
    Some(document.text_of(before))
}

/// Whether a block stands in a list or below a heading that announces a summary.
pub(super) fn stands_in_summary(facts: &Facts<'_>, block: BlockId) -> bool {
    let document = facts.document;
    lead_in(facts, block).is_some_and(opener::announces_summary)
        || document.section_of(block).is_some_and(|section| opener::announces_summary(document.text_of(section.heading)))
}
