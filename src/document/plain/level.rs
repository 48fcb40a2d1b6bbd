//! The levels of the headings of an export: the candidates in their order go in, the levels of their lines come out.

use std::collections::HashMap;

use super::byline;
use super::family::{are_alike, lone_pair};
use super::line::{Line, Role};
use super::outline::Candidate;
use super::phrase::Fixed;

/// The first heading is the title; the others are of level 2, or of 3 where something shows that they stand lower.
pub(super) fn give(found: &[Candidate], lines: &mut [Line], source: &str) {
    let mut uses: HashMap<&str, u32> = HashMap::new();
    for candidate in found.iter().filter(|candidate| candidate.kept && candidate.fixed.is_none()) {
        if let Some(line) = lines.get(candidate.line) {
            *uses.entry(line.text(source)).or_default() += 1;
        }
    }
    // The same words again are a sub-heading where they stand right below another heading at least once; else they are a heading
    // used twice.
    let kept = || found.iter().filter(|candidate| candidate.kept);
    let is_repeated = |line: &Line| uses.get(line.text(source)).is_some_and(|uses| *uses > 1);
    let has_parts = kept().zip(kept().skip(1)).any(|(above, below)| {
        above.line + 1 == below.line
            && lines.get(below.line).is_some_and(is_repeated)
            && lines.get(above.line).is_some_and(|line| !is_repeated(line))
    });
    let repeated: Vec<bool> = kept().map(|candidate| has_parts && lines.get(candidate.line).is_some_and(is_repeated)).collect();
    let alone = lone_pair(kept());
    let announced = announced(&kept().collect::<Vec<_>>(), lines, source);
    let mut last: Option<(usize, u8, Option<Fixed>)> = None;
    let mut last_asks = false;
    let mut in_row = 0_usize;
    let mut counted: Option<(&str, u32)> = None;
    let tops = |line: usize| {
        line.checked_sub(1).and_then(|above| lines.get(above)).is_some_and(|above| matches!(above.role, Role::Heading { .. }))
    };
    let first = kept().next().map(|candidate| candidate.line).filter(|line| tops(*line));
    for (candidate, repeated) in kept().zip(repeated) {
        let colon = candidate.shape.is_some_and(|shape| shape.colon) && candidate.fixed.is_none();
        let below = last.filter(|(line, ..)| line + 1 == candidate.line && candidate.fixed.is_none());
        // A question of a FAQ heads nothing but its answer.
        let unanswered = |line: usize| last_asks && !candidate.question && candidate.line == line + 1;
        let beside = |(line, ..): &(usize, u8, Option<Fixed>)| {
            alone == Some(*line)
                || unanswered(*line)
                || are_siblings(lines, *line, candidate.line, source)
                || interrupts(lines, *line, candidate.line, counted, source)
        };
        // A summary right below the title closes nothing.
        let closes = |above: &(usize, u8, Option<Fixed>)| match above.2 {
            Some(Fixed::Closing) => Some(above.0) != first,
            other => other == Some(Fixed::Sources),
        };
        let adjacent = below.filter(|above| !closes(above) && !beside(above));
        in_row = if below.is_some() { in_row + 1 } else { 0 };
        let level = if candidate.level > 0 {
            candidate.level
        } else if announced.binary_search(&candidate.line).is_ok() {
            3
        } else if let Some((_, level, _)) = adjacent.filter(|_| {
            in_row >= 2 && !repeated && !colon && !candidate.question && !is_person(lines, candidate.line.wrapping_sub(1), source)
        }) {
            // A chain of three levels without a word between them is rare; of three headings in a row, two have lost their text.
            level
        } else if candidate.question || repeated || colon {
            // The first of several parts may stand below a sub-heading.
            adjacent.filter(|_| repeated).map_or(3, |(_, level, _)| (level + 1).clamp(3, 4))
        } else {
            adjacent.map_or(2, |(_, level, _)| (level + 1).min(4))
        };
        counted = lines.get(candidate.line).and_then(|line| numbered(line.text(source))).or(counted);
        last_asks = candidate.question;
        last = Some((candidate.line, level, candidate.fixed));
        if let Some(line) = lines.get_mut(candidate.line) {
            line.role = Role::Heading { level, guess: candidate.guess, question: candidate.question };
        }
    }
}

/// The lines of headings that a lead-in right above the first of them announces: three and more of one word, or with the same first
/// word, are the list.
fn announced(kept: &[&Candidate], lines: &[Line], source: &str) -> Vec<usize> {
    let first_word = |candidate: &Candidate| {
        let line = lines.get(candidate.line)?;
        (candidate.fixed.is_none() && candidate.level == 0).then(|| (line.words, line.text(source).split(' ').next().unwrap_or("")))
    };
    let parallel = |one: &Candidate, other: &Candidate| match (first_word(one), first_word(other)) {
        (Some((1, _)), Some((1, _))) => true,
        (Some((_, one)), Some((_, other))) => one == other,
        _ => false,
    };
    let leads = |line: usize| {
        let above = line.checked_sub(1).and_then(|above| lines.get(above));
        above.is_some_and(|above| above.is_text() && above.role == Role::Plain && above.text(source).ends_with([':', '：']))
    };
    let mut announced = Vec::new();
    let mut at = 0;
    while let Some(first) = kept.get(at) {
        let count = if leads(first.line) { kept.iter().skip(at).take_while(|other| parallel(first, other)).count() } else { 0 };
        if count >= 3 {
            announced.extend(kept.iter().skip(at).take(count).map(|candidate| candidate.line));
        }
        at += count.max(1);
    }
    announced
}

/// Something that looks like a person's name.
fn is_person(lines: &[Line], line: usize, source: &str) -> bool {
    lines.get(line).is_some_and(|line| line.words >= 2 && byline::is_name(line.text(source), line.words))
}

/// Two headings in a row of which neither heads the other: two questions, two of one make, or numbers that count on.
fn are_siblings(lines: &[Line], line_above: usize, line_below: usize, source: &str) -> bool {
    let text = |line: usize| lines.get(line).map_or("", |line| line.text(source));
    let (above, below) = (text(line_above), text(line_below));
    let asks = |text: &str| text.ends_with(['?', '？']);
    let counts_on = |above: &str, below: &str| {
        let (Some((label, number)), Some((next_label, next))) = (numbered(above), numbered(below)) else { return false };
        label.eq_ignore_ascii_case(next_label) && number + 1 == next
    };
    // Where more lines count on, they are a list whose other items are too long for a heading.
    let in_list = || line_above.checked_sub(1).is_some_and(|line| counts_on(text(line), above)) || counts_on(below, text(line_below + 1));
    asks(above) && asks(below) || are_alike(above, below) || counts_on(above, below) && !in_list()
}

/// A heading without a number right above the one that counts on from the last number before it: the numbers go past it, so that it
/// heads none of them. One word may part them all the same: "After" above "Step 5".
fn interrupts(lines: &[Line], line_above: usize, line_below: usize, counted: Option<(&str, u32)>, source: &str) -> bool {
    let (Some(above), Some(below)) = (lines.get(line_above), lines.get(line_below)) else { return false };
    let (Some((label, number)), Some((next_label, next))) = (counted, numbered(below.text(source))) else { return false };
    above.words >= 2 && numbered(above.text(source)).is_none() && label.eq_ignore_ascii_case(next_label) && number + 1 == next
}

/// What stands before the number of a heading, and the number: `Step 2: Knead`, `3. Bake`.
fn numbered(text: &str) -> Option<(&str, u32)> {
    let at = text.find(|c: char| c.is_ascii_digit())?;
    let label = text.get(..at)?;
    let rest = text.get(at..)?;
    let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
    let is_number = digits <= 2 && !rest.get(digits..)?.starts_with(char::is_alphanumeric);
    (is_number && label.split_ascii_whitespace().count() <= 1).then(|| rest.get(..digits)?.parse().ok().map(|number| (label, number)))?
}
