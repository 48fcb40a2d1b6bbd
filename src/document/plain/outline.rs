//! Which lines head what stands below them: the lines go in, their roles come out.

use super::heading::{self, Shape};
use super::last::Common;
use super::line::{Class, Line, Role};
use super::phrase::{self, Fixed, Lower};
use super::profile::Profile;
use super::setting::{self, Setting};
use super::{byline, command, comment, furniture, level, list};

/// How many lines around the title may be furniture and bylines.
const HEAD: usize = 12;

/// A line that may be a heading.
#[derive(Clone, Copy, Debug)]
pub(super) struct Candidate {
    pub line: usize,
    /// Level that the source marks, or 0.
    pub level: u8,
    pub fixed: Option<Fixed>,
    pub shape: Option<Shape>,
    pub question: bool,
    /// Known by its shape alone.
    pub guess: bool,
    pub kept: bool,
}

/// Gives each line its role; returns the first line of the tail.
pub(super) fn mark(lines: &mut [Line], source: &str, profile: Profile) -> usize {
    comment::mark(lines, source);
    let tail = furniture::tail(lines, source);
    let tail = comment::settings(lines, source).map_or(tail, |first| tail.min(first));
    let title = mark_head(lines, source, profile, tail);
    furniture::mark_contents(lines, source, tail);
    let start = title.map_or(0, |title| title + 1);
    command::mark(lines, source, profile, start, tail);
    for line in lines.iter_mut().take(tail).skip(start).filter(|line| line.role == Role::Plain && line.is_text() && !line.is_long()) {
        let text = line.text(source);
        if phrase::is_noise(text, &Lower::of(text)) {
            line.role = Role::Noise;
        }
    }
    mark_dialogue(lines, source, tail);
    list::mark_bare(lines, source, profile, start, tail);
    let setting = setting::of(lines, source, profile, start, tail);
    let mut found = candidates(lines, source, profile, &setting, start, tail);
    settle(&mut found, lines, source, profile, tail);
    mark_questions(&mut found, lines, source, tail);
    level::give(&found, lines, source);
    tail
}

/// Finds the title and the bylines below it; what stands above it is furniture.
fn mark_head(lines: &mut [Line], source: &str, profile: Profile, tail: usize) -> Option<usize> {
    let mut title = None;
    // Who may copy the file stands in a comment above the article.
    let first = lines.iter().take_while(|line| line.role == Role::Code).count();
    for index in first..tail.min(first + HEAD) {
        let (Some(line), next) = (lines.get(index).copied(), lines.get(index + 1).copied()) else { break };
        let text = line.text(source);
        let role = if line.role == Role::Code {
            continue;
        } else if let Class::Hash(level, _) = line.class
            && line.indent <= 3
        {
            title = Some(index);
            Role::Heading { level, guess: false, question: false }
        } else if matches!(line.class, Class::Rule(_)) {
            continue;
        } else if phrase::is_noise(text, &Lower::of(text)) {
            Role::Noise
        } else if byline::is_byline(text, line.words) {
            Role::Byline
        } else if furniture::is_crumbs(text, line.words)
            && (index + 1..tail.min(index + 6)).any(|later| may_be_title(lines, source, profile, later))
        {
            Role::Noise
        } else if may_be_title(lines, source, profile, index) {
            title = Some(index);
            if next.is_some_and(|next| !next.gap && matches!(next.class, Class::Rule(b'=' | b'-')))
                && let Some(next) = lines.get_mut(index + 1)
            {
                next.role = Role::Underline;
            }
            Role::Heading { level: 1, guess: false, question: false }
        } else {
            break;
        };
        if let Some(line) = lines.get_mut(index) {
            line.role = role;
        }
        if title.is_some() {
            break;
        }
    }
    mark_bylines(lines, source, title.map_or(0, |title| title + 1), tail);
    title
}

fn may_be_title(lines: &[Line], source: &str, profile: Profile, index: usize) -> bool {
    let (Some(line), Some(next)) = (lines.get(index), lines.get(index + 1)) else { return false };
    let text = line.text(source);
    if !line.is_text() || !heading::is_title(text, line.words) {
        return false;
    }
    let underlined = !next.gap && matches!(next.class, Class::Rule(b'=' | b'-'));
    let named = byline::is_byline(next.text(source), next.words) || next.span.len() <= 2;
    let stands_out = profile == Profile::Compact || next.is_long() && !matches!(profile, Profile::Wrapped(_));
    // Right below the title stands a paragraph, or a heading with its paragraph.
    let heads = |next: &Line| {
        let below = lines.get(index + 2).filter(|below| !below.gap);
        let is_body = |below: &Line| {
            below.is_paragraph(source) || matches!(below.class, Class::Bullet(_)) || below.text(source).ends_with(['.', '?'])
        };
        next.is_paragraph(source) || heading::shape(next.text(source), next.words).is_some() && below.is_some_and(is_body)
    };
    let tops = profile == Profile::Separated && line.words <= 16 && index.checked_sub(1).is_none_or(|_| line.gap) && heads(next);
    next.gap || underlined || named || stands_out && line.words <= 16 || tops
}

/// Bylines near the title, names beside them, and a few wordings that are bylines wherever they stand alone.
fn mark_bylines(lines: &mut [Line], source: &str, start: usize, tail: usize) {
    let mut near = true;
    for index in start..tail {
        let Some(line) = lines.get(index).copied() else { break };
        near &= index < start + HEAD && !(line.is_long() && index > start + 1);
        let text = line.text(source);
        if line.is_long() || !matches!(line.class, Class::Text | Class::Bullet(_)) {
            continue;
        }
        if near && byline::is_byline(text, line.words) || byline::is_sure_byline(text, line.words) {
            if let Some(line) = lines.get_mut(index) {
                line.role = Role::Byline;
            }
            if !near {
                continue;
            }
            // The name stands above its date, or below "written by".
            for beside in [index.wrapping_sub(1), index + 1] {
                let opened = byline::opens(text) || beside < index;
                if let Some(line) = lines.get_mut(beside)
                    && beside >= start
                    && line.role == Role::Plain
                    && (opened || line.span.len() <= 2)
                    && byline::is_name(line.text(source), line.words)
                    && phrase::fixed_heading(line.text(source)).is_none()
                {
                    line.role = Role::Byline;
                }
            }
        }
    }
}

/// Lines that look like headings by themselves and by where they stand.
fn candidates(lines: &mut [Line], source: &str, profile: Profile, setting: &Setting, start: usize, tail: usize) -> Vec<Candidate> {
    let mut found = Vec::new();
    let mut numbers = Vec::new();
    let mut has_double = false;
    for index in start..tail {
        let Some(line) = lines.get(index).copied() else { break };
        if line.role != Role::Plain || line.is_long() && !matches!(line.class, Class::Hash(..) | Class::Question) {
            continue;
        }
        let next = lines.get(index + 1).copied().filter(|_| index + 1 < tail);
        let text = line.text(source);
        let candidate = Candidate { line: index, level: 0, fixed: None, shape: None, question: false, guess: false, kept: true };
        match line.class {
            Class::Hash(level, len) if line.indent <= 3 => {
                let fixed = phrase::fixed_heading(text.get(len as usize..).unwrap_or(text));
                found.push(Candidate { level, fixed, ..candidate });
                continue;
            }
            Class::Question => {
                found.push(Candidate { question: true, ..candidate });
                continue;
            }
            Class::Bullet(marker) if marker.sign == '1' => {
                // Behind "4. Prices" stands "5. Comparability and": it lost its end.
                let goes_on = numbers.last().is_some_and(|last| last + 1 == marker.number);
                let shape = if goes_on { heading::shape_of_cut } else { heading::shape }(text, line.words).filter(|shape| !shape.colon);
                // The number that counts on from those of the headings above, as the last words of the article.
                let ends = numbers.len() >= 2 && goes_on && line.gap && index + 1 >= tail;
                if shape.is_none() || !ends && !is_numbered_heading(lines, index, source, profile, setting) {
                    continue;
                }
                let fixed = phrase::fixed_heading(text);
                numbers.push(marker.number);
                found.push(Candidate { guess: fixed.is_none(), fixed, shape, ..candidate });
                continue;
            }
            Class::Text if line.indent <= 3 => {}
            _ => continue,
        }
        let shape = heading::shape(text, line.words);
        let is_rule =
            |next: &Line| matches!(next.class, Class::Rule(sign @ (b'=' | b'-')) if !command::is_columns(next.text(source), sign));
        let underline = next.filter(|next| !next.gap && next.role == Role::Plain && is_rule(next));
        let is_shaped = |rule: &Line| {
            let is_long = rule.span.len() * 2 >= line.span.len() || matches!(profile, Profile::Separated);
            shape.is_some_and(|shape| !shape.colon) && is_long && (line.gap || profile == Profile::Compact)
        };
        if let Some(rule) = underline
            && (is_shaped(&rule) || matches!(profile, Profile::Wrapped(_)) && heading::is_underlined(&line, &rule, source))
        {
            // Below a title, a double line is as good as a single one, unless single ones follow it.
            let is_double = matches!(rule.class, Class::Rule(b'='));
            let level = if is_double { u8::from(start > 0) + 1 } else { 2 + u8::from(has_double) };
            has_double |= is_double && start > 0;
            found.push(Candidate { level, fixed: phrase::fixed_heading(text), shape, ..candidate });
            if let Some(rule) = lines.get_mut(index + 1) {
                rule.role = Role::Underline;
            }
            continue;
        }
        let before = index.checked_sub(1).and_then(|before| lines.get(before));
        let set_apart = |before: &Line| !matches!(before.role, Role::Plain | Role::Byline) || matches!(before.class, Class::Rule(_));
        let above = line.gap || before.is_none_or(set_apart);
        let below = next.is_none_or(|next| next.gap || matches!(next.class, Class::Rule(_)));
        let compact = profile == Profile::Compact;
        if let Some(fixed) = phrase::fixed_heading(text).filter(|_| line.words <= 10) {
            let list = next.is_some_and(|next| matches!(next.class, Class::Bullet(_) | Class::Lone(_)) || next.is_long());
            if compact || above && (below || list) || setting.is_tight(index) {
                found.push(Candidate { fixed: Some(fixed), shape, ..candidate });
                continue;
            }
        }
        let Some(shape) = shape.filter(|_| !heading::is_in_fields(lines, index, source)) else { continue };
        // A command below the heading of its example, one thing between two labels: no heading.
        let is_below = found.last().is_some_and(|above: &Candidate| above.line + 1 == index);
        let is_label = |line: &Line| line.words <= 4 && line.text(source).ends_with(':');
        // Where sections are underlined, what opens one without a line below it is its text: "No changes".
        let opens =
            matches!(profile, Profile::Wrapped(_)) && index > start + 1 && before.is_some_and(|before| before.role == Role::Underline);
        if opens || is_below && command::is_cmdlet(text) || before.is_some_and(is_label) && next.is_some_and(|next| is_label(&next)) {
            continue;
        }
        let stands = match profile {
            Profile::Compact => {
                above && below || setting.is_tight(index) || !setting.is_crowded(index) && in_compact(shape, before, next.as_ref(), source)
            }
            Profile::Wrapped(_) => {
                let sets_off = next.is_some_and(|next| !is_capitals(next.text(source)));
                above && (below || is_capitals(text) && sets_off)
            }
            Profile::Separated => {
                let set_off = next.is_some_and(|next| next.is_long() || matches!(next.class, Class::Bullet(_)));
                let stands_alone = below && (setting.has_lone() || shape.question || next.is_none());
                above && (stands_alone || shape.title_case && shape.weighty >= 2 && set_off) || setting.is_tight(index)
            }
        };
        // A lead-in is no heading, and parts no two of them.
        if stands && (!shape.colon || shape.title_case) {
            found.push(Candidate { shape: Some(shape), guess: true, ..candidate });
        }
    }
    // Headings count up; a number that stays the same, or stands alone, is an item with text behind it.
    if !numbers.is_empty() && numbers.iter().all(|number| Some(number) == numbers.first()) {
        found.retain(|candidate| lines.get(candidate.line).is_some_and(|line| !matches!(line.class, Class::Bullet(_))));
    }
    found
}

fn is_capitals(text: &str) -> bool {
    !text.chars().any(char::is_lowercase)
}

/// `2. Choose a harbour` alone between paragraphs, not an item among items.
fn is_numbered_heading(lines: &[Line], index: usize, source: &str, profile: Profile, setting: &Setting) -> bool {
    let (Some(line), Some(below)) = (lines.get(index), lines.get(index + 1)) else { return false };
    // An export may have doubled it.
    let is_same = |other: Option<&Line>| other.is_some_and(|other| other.gap && other.text(source) == line.text(source));
    let next = if is_same(Some(below)) { lines.get(index + 2).unwrap_or(below) } else { below };
    let before = index.checked_sub(1).and_then(|before| lines.get(before)).filter(|before| !is_same(Some(before)));
    let is_after_item = before.is_some_and(|before| matches!(before.class, Class::Bullet(_) | Class::Lone(_)));
    let stands = match profile {
        Profile::Compact => next.is_paragraph(source),
        Profile::Separated if !setting.has_lone() => line.gap && next.is_paragraph(source),
        _ => line.gap && next.gap,
    };
    let alone = stands && !is_after_item;
    let is_prose = next.is_text() && next.indent <= line.indent && (next.words >= 8 || next.text(source).ends_with(['.', ':', '?', '!']));
    alone && (is_prose || matches!(next.class, Class::Rule(_)))
}

/// Without blank lines, a heading shows by its capitals, or by standing unfinished between finished paragraphs.
fn in_compact(shape: Shape, before: Option<&Line>, next: Option<&Line>, source: &str) -> bool {
    let Some(next) = next else { return false };
    let opens = next.is_long() || !next.is_text() || next.words <= 16 && heading::shape(next.text(source), next.words).is_some();
    if shape.title_case && (shape.weighty >= 1 && opens) {
        return true;
    }
    let finished = before
        .is_none_or(|before| !before.is_text() || before.is_long() && before.text(source).ends_with(['.', '!', '?', '”', '"', ')', ':']));
    let headed =
        next.is_long() || matches!(next.class, Class::Bullet(_)) || next.words >= 9 && next.text(source).ends_with(['.', ':', '?']);
    shape.words <= 10 && !shape.colon && finished && headed
}

/// Keeps the candidates that head something: what follows decides.
fn settle(found: &mut [Candidate], lines: &[Line], source: &str, profile: Profile, tail: usize) {
    let mut sources = false;
    let common = Common::of(found);
    let mut run_start = 0;
    for at in 0..found.len() {
        let Some(candidate) = found.get(at).copied() else { break };
        let follows = candidate.line + 1;
        let next = lines.get(follows).filter(|_| follows < tail);
        let next_is_heading = found.get(at + 1).is_some_and(|next| next.line == follows);
        let mut kept = true;
        if let (true, Some(shape)) = (candidate.guess, candidate.shape) {
            let text = next.filter(|_| !next_is_heading).filter(|next| next.is_text() || matches!(next.class, Class::Bullet(_)));
            if shape.colon {
                // Between two rules or above one, only a heading in capitals has lost its text.
                let is_ruled = || shape.words >= 3 && next.is_some_and(|next| matches!(next.class, Class::Rule(_)));
                kept = shape.title_case
                    && (text.is_some() || is_ruled())
                    && (shape.weighty >= 2 && shape.words >= 2 || profile == Profile::Compact && text.is_some_and(Line::is_text));
            } else if next.is_none() {
                kept = common.may_end(&candidate, shape, lines, source);
            } else if next_is_heading {
                kept = lines.get(candidate.line).is_none_or(|line| !is_remark(line.text(source), shape));
            }
            // A group of sources may have a heading, a source is none. Where no source stands yet, a line above sentences begins a section.
            let is_first = at.checked_sub(1).and_then(|above| found.get(above)).is_some_and(|above| above.line + 1 == candidate.line);
            let heads = |text: &Line| {
                let words = text.text(source);
                let said =
                    || is_first && text.is_paragraph(source) && words.ends_with('.') && !words.bytes().any(|byte| byte.is_ascii_digit());
                !text.is_text() || !words.contains("://") && (text.words >= 30 || said())
            };
            if sources && !text.is_some_and(heads) {
                kept = false;
            }
        } else {
            sources = candidate.fixed == Some(Fixed::Sources);
        }
        if kept && candidate.guess && next.is_none_or(Line::is_text) {
            sources = false;
        }
        if let Some(candidate) = found.get_mut(at) {
            candidate.kept = kept;
        }
        // Four short lines in a row head nothing: they are cells or items that stand alone.
        if !next_is_heading {
            if at + 1 - run_start >= 4 {
                for candidate in found.iter_mut().take(at + 1).skip(run_start).filter(|candidate| candidate.guess) {
                    candidate.kept = false;
                }
            }
            run_start = at + 1;
        }
    }
}

/// A caption, a note or a call to the reader that stands alone: longer than a heading, or with marks that no heading has.
pub(super) fn is_remark(text: &str, shape: Shape) -> bool {
    let marks = ["! ", "? ", "[", "&#", "»", " | ", " — ", "://", "(PDF"];
    shape.words > 10 || !shape.question && text.ends_with(')') || marks.iter().any(|mark| text.contains(mark))
}

/// Questions below a FAQ heading: a line of its own is a heading, one with its answer behind it is not.
fn mark_questions(found: &mut [Candidate], lines: &mut [Line], source: &str, tail: usize) {
    let mut at = 0;
    while let Some(heading) = found.get(at).copied() {
        at += 1;
        if !heading.kept || heading.fixed != Some(Fixed::Faq) {
            continue;
        }
        let ends = |candidate: &Candidate| {
            candidate.kept && !candidate.question && !candidate.shape.is_some_and(|shape| shape.question && candidate.guess)
        };
        let end = found.iter().skip(at).find(|candidate| ends(candidate)).map_or(tail, |candidate| candidate.line);
        let mut shared = false;
        for line in lines.iter_mut().take(end).skip(heading.line + 1) {
            if line.is_text() && line.role == Role::Plain && heading::question_end(line.text(source)).is_some() {
                line.role = Role::Asked;
                shared = true;
            }
        }
        for candidate in found.iter_mut().skip(at).take_while(|candidate| candidate.line < end) {
            if candidate.shape.is_some_and(|shape| shape.question) {
                candidate.question = !shared;
                candidate.guess = false;
                candidate.kept = !shared;
                if shared && let Some(line) = lines.get_mut(candidate.line) {
                    line.role = Role::Asked;
                }
            }
        }
    }
}

/// `Q: …` above `A: …`: speakers of an interview or a FAQ, no headings.
fn mark_dialogue(lines: &mut [Line], source: &str, tail: usize) {
    for index in 0..tail {
        let begins = |index: usize, mark: &str| lines.get(index).is_some_and(|line| line.is_text() && line.text(source).starts_with(mark));
        if begins(index, "Q: ")
            && (begins(index + 1, "A:") || begins(index + 1, "Q:"))
            && let Some(line) = lines.get_mut(index)
        {
            line.role = Role::Asked;
        }
    }
}
