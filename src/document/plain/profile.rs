//! How a text is set: blank lines between paragraphs, one paragraph per line, or lines broken at a fixed width.

use super::line::Line;

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

pub(super) fn of(lines: &[Line], source: &str) -> Profile {
    if let Some(width) = wrapped_at(lines, source) {
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
    if !(45..=WIDEST).contains(&limit) {
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
    let word = next.text(source).split([' ', '\t']).next().unwrap_or("").chars().take(WIDEST).count() as u16;
    width(line, source).saturating_add(1).saturating_add(word).saturating_add(slack) > limit
}
