//! Whether two claims speak of the same fact.

use super::gist;
use super::{Claim, ClaimForm, ClaimValue, ClaimWord};

/// How surely two claims speak of the same fact.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Likeness {
    /// One or two words differ.
    Near,
    /// The same words.
    Same,
}

/// Most words that a longer statement may have in addition.
const MORE: usize = 3;
/// Fewest words that two statements share of which some differ.
const SHARED: usize = 5;

/// Fewest words of two statements that have the same ones in another order.
const REORDERED: usize = 4;

/// What of a claim tells most others apart from it at once, without a look at its words: articles with thousands of claims are compared so.
#[derive(Clone, Copy, Debug)]
pub struct Brief {
    scope: u64,
    /// A bit for each word.
    words: u64,
    is_statement: bool,
    is_event: bool,
}

impl Brief {
    /// The brief of a claim.
    #[must_use]
    pub fn of(claim: &Claim) -> Self {
        let spread = |word: ClaimWord| (u64::from(word) + 1).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        Self {
            scope: claim.scope.iter().fold(0, |sum, word| (sum ^ spread(*word)).rotate_left(7)),
            words: claim.words.iter().fold(0, |bits, word| bits | 1 << (spread(*word) >> 58)),
            is_statement: claim.form == ClaimForm::Statement,
            is_event: is_event(claim),
        }
    }

    /// Whether [`likeness`] may find two claims of one measure alike.
    #[must_use]
    pub const fn may_be_like(&self, other: &Self) -> bool {
        (self.scope == other.scope || self.is_event || other.is_event)
            && self.is_statement == other.is_statement
            && (!self.is_statement || (self.words ^ other.words).count_ones() as usize <= MORE)
    }
}

/// What happened once, as a label tells it, is not limited by who did it.
fn is_event(claim: &Claim) -> bool {
    claim.form == ClaimForm::Label && matches!(claim.value, ClaimValue::Date { .. })
}

/// How alike two claims are; `None` when they speak of different facts. Values are not looked at.
#[must_use]
pub fn likeness(one: &Claim, other: &Claim) -> Option<Likeness> {
    // What repeats another part holds for that part.
    let same_time = one.when == other.when || one.restates || other.restates;
    let same_scope = one.scope == other.scope || is_event(one) || is_event(other);
    if one.measure != other.measure || !same_scope || !same_time {
        return None;
    }
    match (one.form, other.form) {
        (ClaimForm::Statement, ClaimForm::Statement) => statements(one, other),
        (ClaimForm::Gist, ClaimForm::Gist) => gist::alike(one, other).then_some(Likeness::Same),
        (ClaimForm::Gist, _) | (_, ClaimForm::Gist) => None,
        (ClaimForm::Statement, _)
        | (_, ClaimForm::Statement)
        | (ClaimForm::Cell, ClaimForm::Cell)
        | (ClaimForm::Label, ClaimForm::Label) => None,
        (ClaimForm::Cell, ClaimForm::Frame) => is_of_cell(one, other).then_some(Likeness::Same),
        (ClaimForm::Frame, ClaimForm::Cell) => is_of_cell(other, one).then_some(Likeness::Same),
        (ClaimForm::Label, _) => labelled(one, other).then_some(Likeness::Same),
        (_, ClaimForm::Label) => labelled(other, one).then_some(Likeness::Same),
        // "The four-digit code" and "the eight-digit code" are two.
        _ => (one.words == other.words && !(one.slot > 0 && other.slot > 0)).then_some(Likeness::Same),
    }
}

/// Whether a frame has the words of a cell, and perhaps those of the head of its row's column: "the Hull branch" in the row "Hull" below "Branch".
fn is_of_cell(cell: &Claim, frame: &Claim) -> bool {
    cell.words.iter().all(|word| frame.words.contains(word))
        && frame.words.iter().all(|word| cell.words.contains(word) || cell.names.contains(word))
}

/// Whether a frame or cell has the attribute of a label, of what the label's heading or title names.
fn labelled(label: &Claim, frame: &Claim) -> bool {
    let (mut of_label, mut of_subject) = (0, 0);
    for word in &frame.words {
        if label.words.contains(word) {
            of_label += 1;
        } else if label.names.contains(word) {
            of_subject += 1;
        } else {
            return false;
        }
    }
    // Two words that sum up an article say enough of what they are about.
    of_label == label.words.len() && (of_subject > 0 || label.restates && of_label >= 2)
}

fn statements(one: &Claim, other: &Claim) -> Option<Likeness> {
    if (one.is_weak || other.is_weak) && !(one.restates || other.restates) {
        return None;
    }
    if one.words == other.words && one.slot == other.slot {
        return Some(Likeness::Same);
    }
    if one.names != other.names || one.is_weak || other.is_weak {
        return None;
    }
    // "The flood of 1954 was …", "In 1954 …", what did it and what it was done to: the same words in another order.
    if one.words.len() == other.words.len() && one.words.len() >= REORDERED && common(&one.words, &other.words) == one.words.len() {
        return Some(Likeness::Same);
    }
    let (short, long) = if one.words.len() <= other.words.len() { (one, other) } else { (other, one) };
    // The words at the slot are what the value is of.
    if before(short) != before(long) || before(short).is_none() || behind(short) != behind(long) {
        return None;
    }
    let more = long.words.len() - short.words.len();
    let shared = common(&short.words, &long.words);
    let is_contained = shared == short.words.len() && more <= MORE;
    let is_close = shared >= SHARED && short.words.len() - shared <= 1 && long.words.len() - shared <= 1;
    (shared >= SHARED && (is_contained || is_close)).then_some(Likeness::Near)
}

fn before(claim: &Claim) -> Option<ClaimWord> {
    usize::from(claim.slot).checked_sub(1).and_then(|at| claim.words.get(at)).copied()
}

fn behind(claim: &Claim) -> Option<ClaimWord> {
    claim.words.get(usize::from(claim.slot)).copied()
}

/// How many words two claims share, each counted as often as both have it.
fn common(one: &[ClaimWord], other: &[ClaimWord]) -> usize {
    let (mut one, mut other) = (one.to_vec(), other.to_vec());
    one.sort_unstable();
    other.sort_unstable();
    let (mut shared, mut at) = (0, 0);
    for word in one {
        while other.get(at).is_some_and(|known| *known < word) {
            at += 1;
        }
        if other.get(at) == Some(&word) {
            shared += 1;
            at += 1;
        }
    }
    shared
}
