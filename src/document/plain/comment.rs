//! Remarks of programmers in a text file: the lines go in, those between comment marks come out as code, and where an editor's
//! settings begin.

use super::line::{Class, Line, Role};

/// Lines of one comment, at most.
const LONGEST: usize = 400;

/// Lines at the end of a file in which an editor looks for its settings, at most.
const LAST: usize = 40;

/// Gives the lines of comments the role of code.
pub(super) fn mark(lines: &mut [Line], source: &str) {
    let mut at = 0;
    let mut fence = None;
    while let Some(line) = lines.get(at) {
        if let Class::Fence(sign) = line.class {
            fence = if fence == Some(sign) { None } else { fence.or(Some(sign)) };
        }
        let text = line.text(source);
        let rest = lines.get(at..).unwrap_or_default();
        let count = match text.as_bytes() {
            _ if fence.is_some() => 0,
            [b'#', ..] => hashed(rest, source),
            [b'/', b'*', ..] => framed(rest, source),
            _ => 0,
        };
        for line in lines.iter_mut().skip(at).take(count) {
            line.role = Role::Code;
        }
        at += count.max(1);
    }
}

/// How many lines from the first on are a comment behind signs of number. One such line is a heading; nobody sets several of one level
/// right below each other, and no heading goes on with a small letter.
fn hashed(lines: &[Line], source: &str) -> usize {
    let level = |line: &Line| line.text(source).bytes().take_while(|byte| *byte == b'#').count();
    let is_bare = |line: &Line| level(line) == line.span.len() as usize;
    let Some(first) = lines.first().map(level) else { return 0 };
    let joins = |line: &&Line| !line.gap && level(line) > 0 && (level(line) == first || is_bare(line));
    let count = 1 + lines.iter().take(LONGEST).skip(1).take_while(joins).count();
    let run = lines.get(..count).unwrap_or_default();
    let marked = run.iter().filter(|line| matches!(line.class, Class::Hash(..)) || is_bare(line)).count();
    let goes_on = |line: &Line| is_bare(line) || line.text(source).trim_start_matches('#').trim_start().starts_with(char::is_lowercase);
    let is_carried = run.iter().skip(1).any(goes_on) || run.first().is_some_and(is_bare);
    // Right above a setting or a command.
    let is_beside = || lines.get(count).is_some_and(|next| !next.gap && next.words <= 8 && !next.is_paragraph(source));
    if marked >= 2 && (is_carried || first == 1 && (marked >= 3 || is_beside())) { count } else { 0 }
}

/// How many lines from the first on are a comment in a frame: `/*`, lines that begin with a star, `*/`.
fn framed(lines: &[Line], source: &str) -> usize {
    let ends = |line: &Line| line.text(source).ends_with("*/");
    let is_within = |line: &&Line| !line.gap && line.text(source).starts_with('*');
    let inner = lines.iter().take(LONGEST).skip(1).take_while(is_within);
    match inner.clone().position(ends) {
        Some(last) if lines.first().is_some_and(|first| !ends(first)) => last + 2,
        _ => 0,
    }
}

/// The first line of an editor's settings at the end of a file: `Local Variables:` above `End:`, or `vim: …` alone.
pub(super) fn settings(lines: &[Line], source: &str) -> Option<usize> {
    let is = |line: &Line, name: &str| {
        let text = line.text(source);
        let text = text.trim_start_matches(|c: char| !c.is_alphanumeric());
        text.get(..name.len()).is_some_and(|head| head.eq_ignore_ascii_case(name))
    };
    let last = lines.len().checked_sub(1)?;
    if lines.get(last).is_some_and(|line| line.words <= 8 && (is(line, "vim:") || is(line, "vi:"))) {
        return Some(last);
    }
    let from = lines.len().saturating_sub(LAST);
    let first = from + lines.get(from..)?.iter().position(|line| line.words <= 4 && is(line, "local variables:"))?;
    if !lines.get(first + 1..)?.iter().any(|line| line.words <= 2 && is(line, "end:")) {
        return None;
    }
    // A comment right above says whose they are.
    let headed = |above: &usize| {
        lines.get(first).is_some_and(|line| !line.gap) && lines.get(*above).is_some_and(|above| above.text(source).starts_with('#'))
    };
    Some(first.checked_sub(1).filter(headed).unwrap_or(first))
}
