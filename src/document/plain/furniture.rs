//! Page furniture around an article: where its tail begins, which lines are crumbs, which lines list its headings.

use std::collections::HashMap;

use super::line::{Class, Line, Role};
use super::phrase::{self, Lower};

/// A text of a few steps (`Home › Guides › Ports`), or of labels between dots.
pub(super) fn is_crumbs(text: &str, words: u8) -> bool {
    let steps = |sign: &str| text.matches(sign).count() > 1;
    words <= 14
        && (["←", "›", "»", " · "].iter().any(|sign| text.contains(sign)) || steps(" / ") || steps(" > "))
        && !text.ends_with(['.', '?'])
}

/// The first line of the tail: a marker in the last 70 % of the text with no prose behind it.
pub(super) fn tail(lines: &[Line], source: &str) -> usize {
    let from = source.len() as u32 / 10 * 3;
    let mut first = lines.len();
    let mut prose = 0_usize;
    let mut markers = 0_usize;
    for (index, line) in lines.iter().enumerate().rev().take_while(|(_, line)| line.span.start() >= from) {
        if line.words >= 20 && is_prose(line.text(source)) {
            prose += 1;
            if prose > 2 {
                break;
            }
            continue;
        }
        if line.is_long() || !matches!(line.class, Class::Text) {
            continue;
        }
        let text = line.text(source);
        if phrase::fixed_heading(text).is_some() {
            break;
        }
        let bare = text.trim_start_matches(|c: char| !c.is_alphanumeric());
        // What stands below as a marked list belongs to the article.
        let lists = lines.get(index + 1).is_some_and(|next| matches!(next.class, Class::Bullet(_)));
        if !lists && phrase::is_tail(text, &Lower::of(bare)) {
            markers += 1;
            if prose == 0 || markers >= 3 {
                first = index;
            }
        }
    }
    first
}

/// A sentence, not a row of links that ran together.
fn is_prose(text: &str) -> bool {
    text.ends_with(['.', '!', '”', '"', ')', ':']) && !text.ends_with("...") && !text.contains(" · ")
}

/// Marks the lines behind a `Table of Contents` that repeat headings; without such lines it is furniture.
pub(super) fn mark_contents(lines: &mut [Line], source: &str, tail: usize) {
    let markers: Vec<usize> = lines
        .iter()
        .enumerate()
        .take(tail)
        .filter(|(_, line)| line.words <= 4 && line.is_text() && line.role == Role::Plain && phrase::is_toc(&Lower::of(line.text(source))))
        .map(|(index, _)| index)
        .collect();
    if markers.is_empty() {
        return;
    }
    let mut last_use: HashMap<&str, usize> = HashMap::new();
    for (index, line) in lines.iter().enumerate().filter(|(_, line)| !line.is_long()) {
        last_use.insert(entry(line, source), index);
    }
    for marker in markers {
        if lines.get(marker).is_none_or(|line| line.role != Role::Plain) {
            continue;
        }
        let first = lines.get(marker + 1).map(|line| entry(line, source));
        let entries = lines
            .iter()
            .enumerate()
            .take(tail)
            .skip(marker + 1)
            .take_while(|(index, line)| {
                let text = entry(line, source);
                let repeats = last_use.get(text).is_some_and(|last| last > index);
                repeats && !line.is_long() && (*index == marker + 1 || Some(text) != first)
            })
            .count();
        for (offset, line) in lines.iter_mut().skip(marker).take(entries + 1).enumerate() {
            line.role = match (entries >= 2, offset) {
                (true, 0) => Role::Toc,
                (true, _) => Role::TocEntry,
                (false, 0) => Role::Noise,
                (false, _) => line.role,
            };
        }
    }
}

/// The words of a line without its bullet.
fn entry<'s>(line: &Line, source: &'s str) -> &'s str {
    let text = line.text(source);
    match line.class {
        Class::Bullet(marker) => text.get(marker.len as usize..).unwrap_or(text),
        _ => text,
    }
    .trim_end_matches(':')
}
