//! Acronyms that an article writes out: its claims about the long form are claims about the short one as well.

use super::{Claim, ClaimForm, ClaimWord, Facts, claim_word, subject};
use crate::document::{Flags, Kind};
use crate::fact::acronym::{SMALL, definitions};

/// Fewest letters of an acronym: shorter ones stand for too much.
const LETTERS: usize = 3;
/// Most acronyms of an article that are looked for in its claims.
const MOST: usize = 40;

/// Adds each claim about something with an acronym once more, about the acronym.
pub(super) fn shorten(facts: &Facts<'_>, claims: &mut Vec<Claim>) {
    let is_frame = |claim: &&Claim| matches!(claim.form, ClaimForm::Frame | ClaimForm::Cell);
    if claims.iter().filter(is_frame).count() < 2 {
        return;
    }
    let document = facts.document;
    let mut known: Vec<(ClaimWord, Vec<ClaimWord>)> = Vec::new();
    for (_, block) in document.all() {
        let is_read = matches!(block.kind, Kind::Paragraph | Kind::Heading) && !block.flags.has(Flags::BOILER);
        let text = block.text.cut(&document.text);
        if !is_read || memchr::memchr(b'(', text.as_bytes()).is_none() {
            continue;
        }
        for definition in definitions(text, &SMALL).into_iter().filter(|definition| definition.acronym.len() >= LETTERS) {
            let short = claim_word(definition.acronym);
            let long: Vec<ClaimWord> = definition.long.split(|c: char| !c.is_alphanumeric()).filter_map(subject::word).collect();
            if known.len() < MOST && long.len() >= 2 && !known.iter().any(|(acronym, _)| *acronym == short) {
                known.push((short, long));
            }
        }
    }
    if known.is_empty() {
        return;
    }
    let shortened: Vec<Claim> = claims.iter().filter(is_frame).filter_map(|claim| shortened(claim, &known)).collect();
    claims.extend(shortened);
}

/// The claim with acronyms in the place of what they stand for, if it has any of that.
fn shortened(claim: &Claim, known: &[(ClaimWord, Vec<ClaimWord>)]) -> Option<Claim> {
    let mut words = claim.words.to_vec();
    let mut is_shorter = false;
    for (short, long) in known {
        if long.iter().all(|word| words.contains(word)) {
            words.retain(|word| !long.contains(word));
            words.push(*short);
            is_shorter = true;
        }
    }
    words.sort_unstable();
    words.dedup();
    is_shorter.then(|| Claim { words: words.into(), ..claim.clone() })
}
