//! Where an export puts its headings: alone between blank lines, or right above what they head.

use super::heading;
use super::line::{Class, Line, Role};
use super::phrase::{self, Lower};
use super::profile::Profile;

/// How the headings of one text stand.
#[derive(Debug, Default)]
pub(super) struct Setting {
    /// The lines that head what stands right below them, in order.
    tight: Vec<usize>,
    /// Headings stand right above what they head, all of them.
    only_tight: bool,
    /// The lines of a list without bullets: they head nothing, whatever their shape.
    crowded: Vec<usize>,
}

impl Setting {
    /// Whether the line heads what stands right below it.
    pub fn is_tight(&self, line: usize) -> bool {
        self.tight.binary_search(&line).is_ok()
    }

    /// Whether the line is one of many short lines in a row.
    pub fn is_crowded(&self, line: usize) -> bool {
        self.crowded.binary_search(&line).is_ok()
    }

    /// Whether headings may stand alone between blank lines.
    pub const fn has_lone(&self) -> bool {
        !self.only_tight
    }
}

/// Runs of lines without blank lines between them that begin with headings.
struct Run {
    first: usize,
    /// Lines shaped like headings at its start.
    heads: usize,
    len: usize,
    kind: Below,
}

/// What stands below the lines shaped like headings.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Below {
    /// A paragraph and the end of the run.
    Paragraph,
    /// A list, code or rows.
    Block,
    /// Several lines.
    Lines,
    Nothing,
}

pub(super) fn of(lines: &[Line], source: &str, profile: Profile, start: usize, tail: usize) -> Setting {
    match profile {
        Profile::Separated => separated(lines, source, start, tail),
        Profile::Compact => compact(lines, source, start, tail),
        Profile::Wrapped(_) => Setting::default(),
    }
}

fn separated(lines: &[Line], source: &str, start: usize, tail: usize) -> Setting {
    let mut runs: Vec<Run> = Vec::new();
    let mut lone = 0_usize;
    let mut at = start;
    while at < tail {
        let rest = lines.get(at..tail).unwrap_or_default();
        let len = 1 + rest.iter().skip(1).take_while(|line| !line.gap).count();
        let run = rest.get(..len).unwrap_or_default();
        let heads = run.iter().take_while(|line| is_head(line, source)).take(5).count();
        if heads > 0 {
            let kind = below(run.get(heads..).unwrap_or_default(), source);
            if heads == 1 && len == 1 {
                let next = rest.get(1).is_some_and(|next| next.is_paragraph(source) || matches!(next.class, Class::Bullet(_)));
                lone += usize::from(next);
            }
            runs.push(Run { first: at, heads, len, kind });
        }
        at += len;
    }
    let above_paragraphs = runs.iter().filter(|run| run.heads <= 3 && run.kind == Below::Paragraph).count();
    let is_usual = above_paragraphs > lone && above_paragraphs >= 2;
    let mut tight = Vec::new();
    for run in &runs {
        let announced = run.first.checked_sub(1).and_then(|before| lines.get(before)).is_some_and(|line| line.text(source).ends_with(':'));
        let heads = match run.kind {
            Below::Paragraph if run.heads <= 3 && is_usual => run.heads,
            Below::Paragraph if run.heads == 1 && lone < 3 => 1,
            Below::Block | Below::Lines if run.heads == 1 && is_usual && !announced => 1,
            Below::Nothing if run.len == 2 && is_usual && !announced => 1,
            _ => 0,
        };
        tight.extend(run.first..run.first + heads);
    }
    Setting { tight, only_tight: above_paragraphs >= 3 && above_paragraphs >= lone * 3, crowded: Vec::new() }
}

/// What the rest of a run is.
fn below(rest: &[Line], source: &str) -> Below {
    let Some(first) = rest.first() else { return Below::Nothing };
    if matches!(first.class, Class::Bullet(_) | Class::Lone(_) | Class::Fence(_))
        || matches!(first.role, Role::Code | Role::Item)
        || first.text(source).contains('\t')
    {
        return Below::Block;
    }
    // No paragraph begins with a small letter: the lines are one sentence that was wrapped.
    if first.text(source).starts_with(char::is_lowercase) {
        return Below::Nothing;
    }
    if rest.len() == 1 && (first.is_paragraph(source) || first.text(source).ends_with(['.', '!', ':'])) {
        return Below::Paragraph;
    }
    // Term and description in turn are no headings.
    let alternates = rest.iter().skip(1).any(|line| is_head(line, source));
    if first.is_paragraph(source) && !alternates { Below::Lines } else { Below::Nothing }
}

fn is_head(line: &Line, source: &str) -> bool {
    line.is_text()
        && line.role == Role::Plain
        && line.indent <= 3
        && !line.is_long()
        && heading::shape(line.text(source), line.words).is_some_and(|shape| !shape.colon)
}

/// Without blank lines: short lines between paragraphs. Three and more in a row are a list.
fn compact(lines: &[Line], source: &str, start: usize, tail: usize) -> Setting {
    let mut setting = Setting::default();
    let mut at = start;
    let mut announced = false;
    while at < tail {
        let Some(line) = lines.get(at) else { break };
        if !is_head(line, source) {
            announced = line.text(source).ends_with(':');
            at += 1;
            continue;
        }
        let rest = lines.get(at..tail).unwrap_or_default();
        let heads = rest.iter().take_while(|line| is_head(line, source)).count();
        let next = rest.get(heads);
        let headed = next.is_some_and(|next| heads_in_compact(next, source));
        let tight = match heads {
            _ if !headed => 0,
            2 if announced => 0,
            // One line is no list: whatever was announced is missing.
            1 | 2 => heads,
            _ => 1,
        };
        if heads > 3 {
            setting.crowded.extend(at..at + heads - tight);
        }
        setting.tight.extend(at + heads - tight..at + heads);
        announced = false;
        at += heads;
    }
    setting
}

/// Whether a line shows that the one above it is a heading.
fn heads_in_compact(next: &Line, source: &str) -> bool {
    let text = next.text(source);
    matches!(next.role, Role::Code | Role::Item)
        || matches!(next.class, Class::Bullet(_))
        || next.role == Role::Plain
            && !text.starts_with(char::is_lowercase)
            && (next.is_paragraph(source)
                || text.ends_with(['.', '!'])
                || text.contains('\t')
                || phrase::is_label(&Lower::of(text))
                || text.starts_with(['(', '[']) && text.ends_with([')', ']']))
}
