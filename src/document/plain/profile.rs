//! How a text is set: blank lines between paragraphs, one paragraph per line, or lines broken at a fixed width.

use super::line::{Class, Line};

/// How the lines of a text make paragraphs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Profile {
    /// Paragraphs are separated by blank lines.
    Separated,
    /// One paragraph per line, without blank lines.
    Compact,
    /// Lines are broken at this width.
    Wrapped(u16),
}

/// Lines wider than this are nobody's fixed width.
const WIDEST: usize = 120;

/// Lines narrower than this are verses, words, addresses.
const NARROWEST: usize = 45;

/// Columns that stay free at the end of a line though the next word would have fitted: nobody breaks lines by hand to the letter.
const RAGGED: usize = 4;

pub(super) fn of(lines: &[Line], source: &str) -> Profile {
    if let Some(width) = carried_on_at(lines, source).or_else(|| wrapped_at(lines, source)) {
        return Profile::Wrapped(width);
    }
    // What stands behind a paragraph decides: items, cells and code follow each other without blank lines in any export.
    let mut paragraphs = 0_usize;
    let mut apart = 0_usize;
    for (line, next) in lines.iter().zip(lines.iter().skip(1)).filter(|(line, _)| line.is_text() && line.is_long()) {
        if line.text(source).ends_with(['.', '!', '?', ':', ')', '”', '"']) {
            paragraphs += 1;
            apart += usize::from(next.gap);
        }
    }
    if paragraphs > 0 {
        return if apart * 4 > paragraphs { Profile::Separated } else { Profile::Compact };
    }
    let texts = lines.iter().filter(|line| line.is_text()).count();
    let gaps = lines.iter().filter(|line| line.is_text() && line.gap).count();
    if gaps * 2 > texts { Profile::Separated } else { Profile::Compact }
}

/// The width at which sentences are carried on: where a line goes on with a small letter, the one above it mostly had no room for its
/// first word. Headings, commands and tables between the paragraphs have no say, nor has indentation.
fn carried_on_at(lines: &[Line], source: &str) -> Option<u16> {
    // How many more lines fill a width than the one below it: each line fills all widths from its own to the one that lets the word in.
    let mut steps = [0_i32; WIDEST + 2];
    let (mut pairs, mut wide, mut carried) = (0_usize, 0_usize, 0_usize);
    for (line, next) in lines.iter().zip(lines.iter().skip(1)).filter(|(line, next)| may_carry_on(line) && next.is_text() && !next.gap) {
        pairs += 1;
        let width = usize::from(width(line, source));
        if width > WIDEST {
            wide += 1;
        } else if width >= NARROWEST && goes_on(line, next, source) {
            carried += 1;
            let full = width + 1 + usize::from(first_word(next, source)) + RAGGED;
            for (width, change) in [(width, 1), (full, -1)] {
                if let Some(step) = steps.get_mut(width) {
                    *step += change;
                }
            }
        }
    }
    // An export has its paragraphs on wide lines; where none is wide, one sentence on two lines is enough.
    let is_narrow = || lines.iter().all(|line| line.span.len() as usize <= WIDEST);
    if carried == 0 || carried * 20 < pairs || wide * 5 > pairs || carried < 3 && !is_narrow() {
        return None;
    }
    let mut filled = 0;
    let (mut best, mut most) = (0, 0);
    for (width, step) in steps.iter().enumerate() {
        filled += step;
        if filled > most {
            (best, most) = (width, filled);
        }
    }
    // The width changes over the years of a file.
    (most.unsigned_abs() as usize * 20 >= carried * 9).then_some(best as u16)
}

/// A line whose sentence may go on in the next one.
pub(super) const fn may_carry_on(line: &Line) -> bool {
    matches!(line.class, Class::Text | Class::Bullet(_))
}

/// Whether the next line goes on with the sentence of this one by its words: with a small letter, behind a line that ends no sentence.
pub(super) fn goes_on(line: &Line, next: &Line, source: &str) -> bool {
    next.text(source).starts_with(char::is_lowercase) && !line.text(source).ends_with(['.', '!', '?', ':', ';'])
}

/// Turns numbers and signs that only happen to begin a line of a wrapped paragraph or item into text: "exits with status / 123.".
pub(super) fn join_marks(lines: &mut [Line], source: &str, width: u16) {
    // Where the last number stood that may count on, and what it was.
    let mut counted: Option<(u16, u16)> = None;
    for index in 1..lines.len() {
        let (Some(above), Some(line)) = (lines.get(index - 1), lines.get(index)) else { break };
        if let Class::Bullet(marker) | Class::Lone(marker) = above.class
            && marker.is_ordered()
        {
            counted = Some((above.indent, marker.number));
        }
        let is_carried = match line.class {
            Class::Lone(marker) if marker.is_ordered() => counted.is_none_or(|last| last != (line.indent, marker.number.saturating_sub(1))),
            Class::Hash(1, _) => true,
            _ => false,
        };
        // What goes on with a paragraph stands right below its lines; what goes on with an item, below its text.
        let is_below = match above.class {
            Class::Text => line.indent == above.indent,
            Class::Bullet(_) => line.indent > above.indent,
            _ => false,
        };
        if is_carried
            && is_below
            && !line.gap
            && !above.text(source).ends_with(['.', '!', '?', ':', ';'])
            && is_soft(above, line, source, width, 6)
            && let Some(line) = lines.get_mut(index)
        {
            line.class = Class::Text;
        }
    }
}

/// The width at which lines are broken: most lines end where their next word would not have fitted.
fn wrapped_at(lines: &[Line], source: &str) -> Option<u16> {
    let mut histogram = [0_usize; WIDEST + 1];
    let mut pairs = 0_usize;
    let mut wide = 0_usize;
    for (line, _) in joints(lines) {
        pairs += 1;
        match histogram.get_mut(usize::from(width(line, source))) {
            Some(count) => *count += 1,
            None => wide += 1,
        }
    }
    if pairs < 2 || wide * 5 > pairs {
        return None;
    }
    let narrow = pairs - wide;
    let mut seen = 0;
    let limit = histogram.iter().position(|count| {
        seen += count;
        seen * 100 >= narrow * 96
    })?;
    if !(NARROWEST..=WIDEST).contains(&limit) {
        return None;
    }
    let soft = joints(lines).filter(|(line, next)| is_soft(line, next, source, limit as u16, 6)).count();
    (soft * 10 >= pairs * 6).then_some(limit as u16)
}

/// Lines of text that follow each other without a blank line. Code keeps its lines, whatever their width.
fn joints(lines: &[Line]) -> impl Iterator<Item = (&Line, &Line)> {
    lines.iter().zip(lines.iter().skip(1)).filter(|(line, next)| line.is_text() && next.is_text() && !next.gap && line.indent < 4)
}

/// Columns of a line with its indentation; more than [`WIDEST`] is all the same.
fn width(line: &Line, source: &str) -> u16 {
    if line.span.len() as usize > WIDEST * 4 {
        return u16::MAX;
    }
    line.indent.saturating_add(line.text(source).chars().count() as u16)
}

/// Whether the line ends where the first word of the next would not have fitted into `limit` columns, give or take.
pub(super) fn is_soft(line: &Line, next: &Line, source: &str, limit: u16, slack: u16) -> bool {
    let word = first_word(next, source);
    width(line, source).saturating_add(1).saturating_add(word).saturating_add(slack) > limit
}

/// Columns of the first word.
fn first_word(line: &Line, source: &str) -> u16 {
    line.text(source).split([' ', '\t']).next().unwrap_or("").chars().take(WIDEST).count() as u16
}
