//! What is set against each other: "the rent in Malmö is higher than the rent in Lund". The value is the side that has more.

use std::sync::LazyLock;

use memchr::memmem;

use super::relation::{NEAR, UNSURE, WORDS, is_set_apart, subject_of, text_behind, words_of};
use super::{Claim, ClaimForm, ClaimValue, ClaimWord, SEED, Timely, claim_word, hash, subject};
use crate::document::{Flags, Kind};
use crate::fact::Facts;
use crate::span::Span;

/// Comparatives: of what, and whether it is more of that.
const COMPARATIVES: [(&str, &str, bool); 20] = [
    ("higher", "height", true),
    ("lower", "height", false),
    ("larger", "size", true),
    ("bigger", "size", true),
    ("smaller", "size", false),
    ("older", "age", true),
    ("younger", "age", false),
    ("newer", "age", false),
    ("faster", "speed", true),
    ("slower", "speed", false),
    ("longer", "length", true),
    ("shorter", "length", false),
    ("heavier", "weight", true),
    ("lighter", "weight", false),
    ("cheaper", "cost", false),
    ("more expensive", "cost", true),
    ("less expensive", "cost", false),
    ("more common", "frequency", true),
    ("less common", "frequency", false),
    ("rarer", "frequency", false),
];

/// Words between the verb and the comparative.
const DEGREES: [&str; 8] = ["much", "far", "slightly", "considerably", "significantly", "even", "always", "somewhat"];

/// Whether a claim sets two things against each other.
#[must_use]
pub fn is_order(claim: &Claim) -> bool {
    claim.measure == measure()
}

fn measure() -> u64 {
    hash(SEED, b"order")
}

/// Reads all comparisons of an article.
pub(super) fn read(facts: &Facts<'_>, claims: &mut Vec<Claim>) {
    static THAN: LazyLock<memmem::Finder<'static>> = LazyLock::new(|| memmem::Finder::new(" than "));
    claims.extend(THAN.find_iter(facts.document.text.as_bytes()).filter_map(|at| order_at(facts, at)));
}

fn order_at(facts: &Facts<'_>, at: usize) -> Option<Claim> {
    const THAN: usize = " than ".len();
    let document = facts.document;
    let text = &document.text;
    let head = text.get(text.ceil_char_boundary(at.saturating_sub(16))..at)?;
    let (comparative, of, is_more) = COMPARATIVES.iter().find(|(word, _, _)| head.ends_with(word))?;
    let leaf = document.leaf_at(at as u32);
    let block = document.block(leaf);
    let range = block.text.range();
    let verb_end = at.checked_sub(comparative.len())?;
    if block.kind != Kind::Paragraph || block.flags.has(Flags::BOILER) || is_set_apart(facts, leaf) || verb_end < range.start {
        return None;
    }
    let before = text.get(text.ceil_char_boundary(range.start.max(verb_end.saturating_sub(NEAR)))..verb_end)?;
    let behind_at = at + THAN;
    let behind = text.get(behind_at..text.floor_char_boundary(range.end.min(behind_at + NEAR)))?;
    let sentence = before.rfind(['.', '!', '?', ':', ';', '(', '—']).map_or(0, |end| text_behind(before, end));
    let mut opening = before.get(sentence..)?.trim_end();
    while let Some(shorter) = DEGREES.iter().find_map(|word| opening.strip_suffix(word)) {
        opening = shorter.trim_end();
    }
    let opening = opening.strip_suffix(" is")?;
    let end = behind.find([',', '.', ';', '(', '—', '!', '?', ':', '\n']).unwrap_or(behind.len());
    let other = behind.get(..end)?;
    let asks = behind.get(end..).is_some_and(|rest| rest.starts_with('?'));
    if asks || words_of(opening).chain(words_of(other)).any(|word| UNSURE.has(word)) {
        return None;
    }
    let one = subject_of(opening)?;
    let other = subject_of(other)?;
    let (of_one, of_other) = (side(one)?, side(other)?);
    let first = |words: &[ClaimWord]| words.iter().fold(SEED, |sum, word| hash(sum, &word.to_le_bytes())) as ClaimWord | 1;
    let more = if *is_more { first(&of_one) } else { first(&of_other) };
    // Which two things, whichever stands first.
    let mut sides = [first(&of_one), first(&of_other)];
    sides.sort_unstable();
    let start = verb_end - before.len() + sentence + before.get(sentence..)?.find(one)?;
    let names: Vec<ClaimWord> = of_one.iter().chain(&of_other).copied().collect();
    Some(Claim {
        form: ClaimForm::Frame,
        words: [sides[0], sides[1], claim_word(of)].into(),
        slot: 0,
        restates: false,
        is_weak: false,
        scope: Box::default(),
        when: None,
        timely: Timely::ByYear,
        is_bare: false,
        names: names.into(),
        measure: measure(),
        value: ClaimValue::Name([more, 0, 0, 0]),
        block: leaf,
        at: Span::of(verb_end, at),
        about: Span::of(start, behind_at + behind.find(other)? + other.len()),
        limits: Default::default(),
    })
}

/// The words of one side, sorted; none for a thing of no name ("it", "a year ago").
fn side(printed: &str) -> Option<Vec<ClaimWord>> {
    let is_generic = words_of(printed).all(subject::is_generic);
    let mut words: Vec<ClaimWord> = words_of(printed).filter_map(subject::word).collect();
    words.sort_unstable();
    words.dedup();
    (!is_generic && (1..=WORDS).contains(&words.len()) && !printed.chars().any(|c| c.is_ascii_digit())).then_some(words)
}
