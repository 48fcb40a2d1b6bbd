//! Tables in an export: rows of cells between tabs, pipes or wide blanks, and rows whose borders are lost.

use super::line::{Line, Role};
use crate::span::Span;

/// What stands between the cells of a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Border {
    Tab,
    Pipe,
    Wide,
    /// No border is left: a row is one cell.
    Lost,
}

/// Rows that begin at a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Rows {
    pub count: usize,
    pub border: Border,
    /// The rows do not agree, or their borders are lost.
    pub guess: bool,
}

/// The rows that begin with the first of these lines.
pub(super) fn rows(lines: &[Line], source: &str) -> Option<Rows> {
    let first = lines.first()?;
    let text = full(first, source);
    let border = if text.contains('\t') {
        Border::Tab
    } else if text.contains('|') {
        Border::Pipe
    } else if text.contains("  ") {
        Border::Wide
    } else {
        return None;
    };
    let cells = count(text, border)?;
    let mut rows = 0;
    let mut agree = 0;
    for (index, line) in lines.iter().enumerate() {
        if index > 0 && line.gap || !matches!(line.role, Role::Plain) {
            break;
        }
        let text = full(line, source);
        if border == Border::Pipe && is_delimiter(text) {
            rows += 1;
            agree += 1;
            continue;
        }
        let Some(found) = count(text, border) else {
            // A last row that lost its cells behind the first: no longer than a cell, and the paragraph ends with it.
            let ends = lines.get(index + 1).is_none_or(|next| next.gap);
            let is_cell = line.is_text() && line.words <= 6 && !text.ends_with(['.', ':', '!', '?']);
            if border == Border::Tab && rows >= 3 && agree == rows && ends && is_cell {
                rows += 1;
            }
            break;
        };
        // A bullet or number begins an item, unless the line is a row like the first.
        if !line.is_text() && (found != cells || index == 0) {
            break;
        }
        if border == Border::Wide && found != cells {
            break;
        }
        rows += 1;
        agree += usize::from(found == cells);
    }
    // Nothing but a table puts several short cells between tabs on one line; pipes and wide blanks have other uses.
    let enough = match border {
        Border::Wide => 3,
        Border::Tab if is_header(text, cells) && lines.get(1).is_none_or(|next| next.gap || next.is_paragraph(source)) => 1,
        _ => 2,
    };
    if rows < enough {
        return None;
    }
    Some(Rows { count: rows, border, guess: border == Border::Wide || agree < rows })
}

/// Three and more cells, each with a few words that begin with a capital: what stands at the head of a table.
fn is_header(text: &str, cells: usize) -> bool {
    cells >= 3
        && text.split('\t').all(|cell| {
            let cell = cell.trim();
            cell.starts_with(char::is_uppercase) && cell.len() <= 40 && cell.split(' ').count() <= 4 && !cell.ends_with(['.', ':', ','])
        })
}

/// Whether rows may begin with this line: only then is [`rows`] worth asking.
pub(super) fn has_border(line: &Line, source: &str) -> bool {
    memchr::memchr2(b'\t', b'|', full(line, source).as_bytes()).is_some()
}

/// The line from its content to its end, blanks included: a trailing tab is an empty cell.
fn full<'s>(line: &Line, source: &'s str) -> &'s str {
    let blanks = Span::new(line.span.end(), line.full_end).cut(source).bytes().take_while(|byte| matches!(byte, b' ' | b'\t')).count();
    Span::new(line.span.start(), line.span.end() + blanks as u32).cut(source)
}

/// How many cells a row has, if it has more than one.
fn count(text: &str, border: Border) -> Option<usize> {
    let cells = match border {
        Border::Tab => text.split('\t').count(),
        Border::Pipe => {
            let inner = text.trim();
            let inner = inner.strip_prefix('|').unwrap_or(inner);
            let inner = inner.strip_suffix('|').unwrap_or(inner);
            inner.split('|').count()
        }
        Border::Wide => wide(text.trim_end()).count() + 1,
        Border::Lost => 1,
    };
    let lone_bar =
        border == Border::Pipe && cells == 1 && text.trim().len() > 2 && text.trim().starts_with('|') && text.trim().ends_with('|');
    (cells > 1 || lone_bar).then_some(cells)
}

/// Runs of blanks between the words of a row; two blanks after a sentence are typing habit.
fn wide(text: &str) -> impl Iterator<Item = (usize, usize)> {
    let bytes = text.as_bytes();
    let mut at = 0;
    std::iter::from_fn(move || {
        loop {
            let start = at + memchr::memmem::find(bytes.get(at..)?, b"  ")?;
            let len = bytes.get(start..)?.iter().take_while(|byte| **byte == b' ').count();
            at = start + len;
            let ends =
                start.checked_sub(1).and_then(|before| bytes.get(before)).is_some_and(|byte| matches!(byte, b'.' | b'!' | b'?' | b':'));
            if at < bytes.len() && start > 0 && !(ends && len == 2) {
                return Some((start, at));
            }
        }
    })
}

/// `|---|:-:|`.
pub(super) fn is_delimiter(text: &str) -> bool {
    text.contains("--") && text.bytes().all(|byte| matches!(byte, b'|' | b'-' | b':' | b' ' | b'\t'))
}

/// The cells of a row.
pub(super) fn cells(line: &Line, source: &str, border: Border) -> Vec<Span> {
    let text = full(line, source);
    let base = line.span.start() as usize;
    let mut cells = Vec::new();
    let mut push = |start: usize, end: usize| {
        let cell = text.get(start..end).unwrap_or("");
        let front = cell.trim_start();
        // The blanks behind a row are not its own: an empty last cell stands at the row's end.
        let start = (end - front.len()).min(line.span.len() as usize);
        cells.push(Span::of(base + start, base + start + front.trim_end().len()));
    };
    let mut start = 0;
    match border {
        Border::Tab | Border::Pipe => {
            let sign = if border == Border::Tab { b'\t' } else { b'|' };
            let end = if border == Border::Pipe { text.trim_end().trim_end_matches('|').len() } else { text.len() };
            if border == Border::Pipe && text.starts_with('|') {
                start = 1;
            }
            for at in memchr::memchr_iter(sign, text.as_bytes()).filter(|&at| at >= start && at < end).collect::<Vec<_>>() {
                push(start, at);
                start = at + 1;
            }
            push(start, end.max(start));
        }
        Border::Wide => {
            for (from, to) in wide(text.trim_end()) {
                push(start, from);
                start = to;
            }
            push(start, text.len());
        }
        Border::Lost => push(0, text.len()),
    }
    cells
}

/// Whether short lines that follow each other are rows whose borders are lost: they stand below a lead-in, or read like a
/// label and what it is about. A verse ends its lines with marks, an address has no small words between its capitals.
pub(super) fn is_flattened(lines: &[Line], source: &str, announced: bool) -> bool {
    if lines.len() < 3 || lines.iter().any(Line::is_long) {
        return false;
    }
    let finished = lines.iter().filter(|line| line.text(source).ends_with(['.', ',', ';', '!', '?', ':', '…'])).count();
    if finished * 4 > lines.len() {
        return false;
    }
    let restarts = lines.iter().filter(|line| restarts(line.text(source))).count();
    restarts * if announced { 3 } else { 2 } >= lines.len()
}

/// A capital or a number behind a small word: a second cell begins there.
fn restarts(text: &str) -> bool {
    text.split_ascii_whitespace().zip(text.split_ascii_whitespace().skip(1)).any(|(word, next)| {
        word.starts_with(char::is_lowercase) && next.starts_with(|c: char| c.is_uppercase() || matches!(c, '$' | '€' | '£'))
    })
}
