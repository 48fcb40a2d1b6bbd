//! A sentence as its words, and how another one says it or turns it round.

use std::borrow::Cow;
use std::ops::Range;

use super::lexicon::{Lexicon, Side, WordKind};
use crate::checks::prose::lowered;
use crate::document::{BlockId, Document};
use crate::fact::{is_function_word, stem};
use crate::span::Span;

/// A sentence that states something.
pub(super) struct Said<'l> {
    pub(super) block: BlockId,
    /// Range in [`Document::text`].
    pub(super) span: Span,
    /// An opener says that it was said before.
    pub(super) restates: bool,
    /// Its words behind the opener, empty ones aside, without negations.
    words: Vec<Word>,
    /// Phrases among them that have an opposite.
    slots: Vec<Slot<'l>>,
    /// How often it denies.
    denials: usize,
    /// A name stands before what it denies: "Harbour Street does not …".
    pub(super) denies_of_a_name: bool,
}

struct Word {
    stem: String,
    /// Says something of its own.
    matters: bool,
    /// What else it does: opens a condition, limits, is a verb before a quality.
    roles: Vec<WordKind>,
    /// Range in [`Document::text`].
    span: Span,
}

impl Word {
    fn is(&self, kind: WordKind) -> bool {
        self.roles.contains(&kind)
    }
}

struct Slot<'l> {
    words: Range<usize>,
    sides: &'l [Side],
}

/// How the words of a text begin, as bits of their first three letters, which all forms of a word share: most sentences are passed over by these.
#[derive(Clone, Copy, Default)]
pub(super) struct Beginnings(u64);

impl Beginnings {
    pub(super) fn of(text: &str) -> Self {
        let mut bits = 0;
        let mut was_letter = false;
        for (at, byte) in text.bytes().enumerate() {
            let is_letter = byte.is_ascii_alphanumeric();
            if is_letter && !was_letter {
                bits |= Self::bit(text.as_bytes().get(at..).unwrap_or_default());
            }
            was_letter = is_letter;
        }
        Self(bits)
    }

    /// No bit for what begins with fewer letters of ASCII.
    fn bit(word: &[u8]) -> u64 {
        match word {
            [one, two, three, ..] if [one, two, three].iter().all(|byte| byte.is_ascii_alphabetic()) => {
                let key = [one, two, three].iter().fold(0_u32, |key, byte| key << 8 | u32::from(byte.to_ascii_lowercase()));
                1 << (key.wrapping_mul(0x9e37_79b1) >> 26)
            }
            _ => 0,
        }
    }

    pub(super) const fn has(self, all: Self) -> bool {
        self.0 & all.0 == all.0
    }
}

/// How one sentence turns another round.
pub(super) enum Turned {
    /// By a word, here and there.
    Word(Span, Span),
    /// By a denial.
    Denied,
}

/// Words at the beginning of a sentence among which the name of its subject stands.
const SUBJECT: usize = 4;

impl<'l> Said<'l> {
    /// Reads the sentence at `range` of the text of a block.
    pub(super) fn read(article: &Document, lexicon: &'l Lexicon, block: BlockId, range: Range<usize>) -> Self {
        let base = article.block(block).text.start();
        let text = article.text_of(block).get(range.clone()).unwrap_or_default();
        let span = Span::of(range.start, range.start + text.trim_end().len()).shifted(base);
        let printed = printed_words(text, span.start());
        let (start, restates) = behind_opener(text, span.start(), &printed, lexicon);
        let printed: Vec<(Cow<'_, str>, Span)> =
            printed.into_iter().skip(start).filter(|(word, _)| !lexicon.is(WordKind::Empty, word)).collect();
        let lower: Vec<&str> = printed.iter().map(|(word, _)| &**word).collect();
        let mut said = Self { block, span, restates, words: Vec::new(), slots: Vec::new(), denials: 0, denies_of_a_name: false };
        // "A file that is not read": what is denied is said of a clause within the sentence.
        let relates = |before: &[(Cow<'_, str>, Span)]| {
            before.iter().any(|(word, _)| matches!(&**word, "that" | "which" | "who" | "whose" | "where"))
        };
        let is_name = |(word, place): &(Cow<'_, str>, Span)| {
            place.start() > span.start() && place.cut(&article.text).starts_with(char::is_uppercase) && !is_function_word(word)
        };
        // Where a phrase with an opposite ends that was found: "need not" denies nothing besides.
        let mut taken = 0;
        for (at, (word, place)) in printed.iter().enumerate() {
            if at >= taken
                && let Some((length, sides)) = lower.get(at..).and_then(|rest| lexicon.phrase(rest))
            {
                taken = at + length;
                let from = said.words.len();
                said.slots.push(Slot { words: from..from + length, sides });
            }
            if at >= taken && lexicon.is(WordKind::Negation, word) {
                said.denials += 1;
                said.denies_of_a_name |=
                    printed.get(..at).is_some_and(|before| before.iter().take(SUBJECT).any(is_name) && !relates(before));
                continue;
            }
            let roles = [WordKind::Condition, WordKind::Limiting, WordKind::Verb];
            let roles = roles.into_iter().filter(|kind| lexicon.is(*kind, word)).collect();
            said.words.push(Word { stem: stem(word), matters: !is_function_word(word), roles, span: *place });
        }
        said
    }

    /// Whether another sentence could turn it round.
    pub(super) fn can_be_turned(&self) -> bool {
        self.words.iter().filter(|word| word.matters).count() > 1
    }

    /// How the words begin that another sentence must have to say the same or turn it round.
    pub(super) fn needed(&self) -> Beginnings {
        let is_turned = |at: usize| self.slots.iter().any(|slot| slot.words.contains(&at));
        let words = self.words.iter().enumerate().filter(|(at, word)| word.matters && !is_turned(*at));
        words.fold(Beginnings::default(), |all, (_, word)| Beginnings(all.0 | Beginnings::bit(word.stem.as_bytes())))
    }

    /// What is printed, cut where it is long.
    pub(super) fn printed(&self, article: &Document) -> String {
        const LONG: usize = 160;
        let text = self.span.cut(&article.text);
        let end = text.floor_char_boundary(LONG);
        if end < text.len() { format!("{}…", text.get(..end).unwrap_or_default().trim_end()) } else { text.to_owned() }
    }

    /// Whether another sentence says the same, with a few words more.
    pub(super) fn agrees(&self, other: &Self, more: usize) -> bool {
        self.denials == other.denials && left_out(&self.words, &other.words).is_some_and(|words| words.len() <= more)
    }

    /// How it turns another sentence round, if it says the same but for that: with at least `least` words that matter in both, and at most `more`
    /// that only the other one has.
    pub(super) fn turned(&self, other: &Self, least: usize, more: usize) -> Option<Turned> {
        let matter = |words: &[Word]| words.iter().filter(|word| word.matters).count();
        if self.denials != other.denials {
            // What a denial is of hangs on every word.
            let is_denied = self.denials.min(other.denials) == 0
                && self.denials.max(other.denials) == 1
                && matter(&self.words) >= least
                && self.words.len() == other.words.len()
                && left_out(&self.words, &other.words).is_some()
                && !self.words.iter().any(|word| word.is(WordKind::Limiting) || word.is(WordKind::Condition));
            return is_denied.then_some(Turned::Denied);
        }
        self.slots.iter().find_map(|here| {
            let is_behind_verb = self.words.get(..here.words.start).is_some_and(|before| before.iter().any(|word| word.is(WordKind::Verb)));
            let counts = |side: &&Side| is_behind_verb || !side.is_quality;
            let opposite =
                |there: &&Slot<'_>| here.sides.iter().filter(counts).any(|side| there.sides.iter().any(|other| side.is_opposite(*other)));
            let there = other.slots.iter().filter(opposite).find(|there| {
                let before = (self.words.get(..here.words.start), other.words.get(..there.words.start));
                let behind = (self.words.get(here.words.end..), other.words.get(there.words.end..));
                let ((Some(own_before), Some(before)), (Some(own_behind), Some(behind))) = (before, behind) else { return false };
                // "When the water falls" is another case than "when it rises".
                if matter(own_before) + matter(own_behind) < least || own_before.iter().any(|word| word.is(WordKind::Condition)) {
                    return false;
                }
                let (Some(mut extra), Some(rest)) = (left_out(own_before, before), left_out(own_behind, behind)) else { return false };
                extra.extend(rest);
                extra.len() <= more && !extra.iter().any(|word| word.is(WordKind::Limiting) || word.is(WordKind::Condition))
            })?;
            let span = |said: &Self, slot: &Slot<'_>| {
                let first = said.words.get(slot.words.start)?.span;
                let last = said.words.get(slot.words.end - 1)?.span;
                Some(Span::new(first.start(), last.end()))
            };
            Some(Turned::Word(span(self, here)?, span(other, there)?))
        })
    }
}

/// The words that `long` has besides those of `short`, if it has all of these in their order.
fn left_out<'w>(short: &[Word], long: &'w [Word]) -> Option<Vec<&'w Word>> {
    let mut extra = Vec::new();
    let mut rest = long.iter();
    for word in short {
        loop {
            let next = rest.next()?;
            if next.stem == word.stem {
                break;
            }
            extra.push(next);
        }
    }
    extra.extend(rest);
    Some(extra)
}

/// The words of a sentence in lower case, denials within them apart ("can't" is "can", "not"), with their ranges; `base` is the offset of the text.
fn printed_words(text: &str, base: u32) -> Vec<(Cow<'_, str>, Span)> {
    let is_inner = |c: char| matches!(c, '\'' | '’' | '-' | '.' | ',' | '%');
    let mut words = Vec::new();
    for part in text.split_whitespace() {
        let at = part.as_ptr() as usize - text.as_ptr() as usize;
        let word = part.trim_matches(|c: char| !c.is_alphanumeric() && c != '%');
        // A dash without blanks parts two words.
        for piece in word.split(|c: char| !c.is_alphanumeric() && !is_inner(c)).filter(|piece| !piece.is_empty()) {
            let from = at + (piece.as_ptr() as usize - part.as_ptr() as usize);
            let span = Span::of(from, from + piece.len()).shifted(base);
            let lower = match lowered(piece) {
                Cow::Owned(other) => Cow::Owned(other.replace('’', "'")),
                same @ Cow::Borrowed(_) => same,
            };
            let verb = match &*lower {
                "can't" | "cannot" => Some("can"),
                "won't" => Some("will"),
                other => other.strip_suffix("n't"),
            };
            if let Some(verb) = verb {
                words.extend((!verb.is_empty()).then(|| (Cow::Owned(verb.to_owned()), span)));
                words.push((Cow::Borrowed("not"), span));
            } else {
                words.push((lower, span));
            }
        }
    }
    words
}

/// How many words the opener of a sentence has, and whether it has one: a comma or colon follows, or the opener ends in "that".
fn behind_opener(text: &str, base: u32, words: &[(Cow<'_, str>, Span)], lexicon: &Lexicon) -> (usize, bool) {
    /// Words between an opener and its comma: "as noted in the introduction, …".
    const BETWEEN: usize = 4;
    let begins = |opener: &&[String]| opener.len() < words.len() && opener.iter().zip(words).all(|(known, (word, _))| known == word);
    let Some(opener) = lexicon.openers().find(begins) else { return (0, false) };
    let ends_with_mark = |at: usize| {
        let end = words.get(at).map_or(0, |(_, span)| span.end() - base) as usize;
        text.get(end..).is_some_and(|rest| rest.trim_start().starts_with([',', ':', '—', '–']))
    };
    let last = opener.len() - 1;
    match (last..=last + BETWEEN).find(|at| ends_with_mark(*at)) {
        Some(at) => (at + 1, true),
        None if opener.last().is_some_and(|word| word == "that") => (opener.len(), true),
        None => (0, false),
    }
}
