//! Lists of an export: marked lines go in, lists with their items and the lists inside them come out.

use super::code::looks_coded;
use super::heading;
use super::line::{Class, Line, Role};
use super::mark::Marker;
use super::profile::{self, Profile};
use super::table;
use super::write::Writer;
use crate::document::{Flags, Kind};

/// Lists inside lists, at most: deeper indentation stays on this level.
const DEPTH: usize = 32;

/// Lines that follow a lead-in without a blank line, at most: each lead-in looks at its own.
const LONGEST: usize = 400;

/// An open list.
struct Open {
    indent: u16,
    sign: char,
    has_item: bool,
}

/// The marker of a line that is an item.
pub(super) fn marker(line: &Line) -> Option<Marker> {
    match line.class {
        Class::Bullet(marker) | Class::Lone(marker) if line.role == Role::Plain => Some(marker),
        _ => None,
    }
}

/// How many lines from `from` on make one list; 0 if the line there is none.
pub(super) fn extent(lines: &[Line], source: &str, from: usize, end: usize, profile: Profile) -> usize {
    let Some(first) = lines.get(from) else { return 0 };
    let Some(opening) = marker(first) else { return 0 };
    let mut items = 1_usize;
    let mut at = from + 1;
    let mut last = first;
    let mut inner = first.indent;
    while let Some(line) = lines.get(at).filter(|_| at < end) {
        if let Some(marker) = marker(line) {
            // Another kind of mark at the same depth, behind a blank line, begins another list.
            if line.gap && line.indent <= first.indent && marker.sign != opening.sign {
                break;
            }
            items += 1;
            inner = line.indent;
        } else if !continues(last, line, source, inner, profile) {
            break;
        }
        last = line;
        at += 1;
    }
    let lone = matches!(first.class, Class::Lone(_));
    let single = items == 1
        && (opening.is_dash()
            || opening.sign == '·'
            || lone && !opening.is_sure() && !opening.is_ordered() && at - from == 1 && !first.gap);
    let prose = items == 1 && opening.sign == '1' && opening.number > 1 && !lone && !first.gap;
    if single || prose { 0 } else { at - from }
}

/// Whether a line without a mark belongs to the item above it.
fn continues(last: &Line, line: &Line, source: &str, indent: u16, profile: Profile) -> bool {
    if !line.is_text() || line.role != Role::Plain {
        return false;
    }
    if line.indent > indent + 1 {
        let exported = !matches!(profile, Profile::Wrapped(_));
        return !line.gap || line.indent <= indent + 8 && !(exported && line.indent >= 4 && looks_coded(line, source, false));
    }
    if line.gap {
        return false;
    }
    // A lone mark has its text on the next line; a wrapped item goes on without indentation, or with less than its text has.
    let bare = matches!(last.class, Class::Lone(_));
    let wrapped = match profile {
        Profile::Wrapped(width) => {
            line.indent > indent || profile::goes_on(last, line, source) || profile::is_soft(last, line, source, width, 12)
        }
        _ => false,
    };
    wrapped || bare && !line.text(source).ends_with(':')
}

/// Gives the lines below a lead-in their role, where they are items that lost their bullets: lines that follow each other without blank
/// lines between them, in a text that puts blank lines between its paragraphs; else short lines that end alike.
pub(super) fn mark_bare(lines: &mut [Line], source: &str, profile: Profile, start: usize, tail: usize) {
    if matches!(profile, Profile::Wrapped(_)) {
        return;
    }
    let mut at = start;
    while at < tail {
        let leads =
            lines.get(at).is_some_and(|line| line.is_text() && line.role == Role::Plain && line.text(source).ends_with([':', '：']));
        at += 1;
        if !leads {
            // Elsewhere three long lines in a row are a list, in a text that sets its paragraphs apart.
            let first = at - 1;
            if profile == Profile::Separated && lines.get(first).is_some_and(|line| line.gap && line.is_text()) {
                let rest = lines.get(first..tail).unwrap_or_default();
                let (skip, count) = unannounced(rest, source);
                for line in lines.iter_mut().skip(first + skip).take(count) {
                    line.role = Role::Item;
                }
                at = first + (skip + count).max(1);
            }
            continue;
        }
        let rest = lines.get(at..tail).unwrap_or_default();
        let count = if profile == Profile::Compact { bare_in_compact(rest, source) } else { bare(rest, source) };
        for line in lines.iter_mut().skip(at).take(count) {
            line.role = Role::Item;
        }
        at += count;
    }
}

/// The items of a list that nothing announces, behind how many headings of its own: most of its lines say more than a cell or a verse.
fn unannounced(rest: &[Line], source: &str) -> (usize, usize) {
    let run = 1 + rest.iter().skip(1).take_while(|line| !line.gap).count();
    if run < 3 {
        return (0, 0);
    }
    let run = rest.get(..run).unwrap_or_default();
    let is_heading = |line: &&Line| line.words <= 8 && heading::shape(line.text(source), line.words).is_some_and(|shape| !shape.colon);
    let skip = usize::from(run.first().is_some_and(|first| is_heading(&first)));
    let items = run.get(skip..).unwrap_or_default();
    let is_item = |line: &Line| line.is_text() && line.role == Role::Plain && line.indent < 4 && !table::has_border(line, source);
    let says_much = items.iter().filter(|line| line.words >= 8).count();
    let goes_on = items.iter().skip(1).any(|line| line.text(source).starts_with(char::is_lowercase));
    let leads = items.iter().any(|line| line.text(source).ends_with(':'));
    // A heading among them shows that paragraphs stand without blank lines here.
    let headed = items.iter().zip(items.iter().skip(1)).any(|(line, next)| is_heading(&line) && next.is_paragraph(source));
    let is_list = items.len() >= 3 && says_much * 4 >= items.len() * 3 && !goes_on && !leads && !headed && items.iter().all(is_item);
    if is_list { (skip, items.len()) } else { (0, 0) }
}

/// How many of the lines behind a lead-in are its items.
fn bare(rest: &[Line], source: &str) -> usize {
    let run = 1 + rest.iter().take(LONGEST).skip(1).take_while(|line| !line.gap).count();
    let run = rest.get(..run).unwrap_or_default();
    let [first, second, others @ ..] = run else { return 0 };
    let is_item = |line: &Line| line.is_text() && line.role == Role::Plain && line.indent < 4 && !table::has_border(line, source);
    let is_headed = others.is_empty() && second.is_paragraph(source) && !first.is_paragraph(source);
    // A lead-in that stands right above its paragraph begins no list, and neither does a sentence that was wrapped.
    let is_wrapped =
        first.words > 4 && second.text(source).starts_with(char::is_lowercase) && !first.text(source).starts_with(char::is_lowercase);
    if is_headed || is_wrapped || !run.iter().all(is_item) || table::is_flattened(run, source, true) { 0 } else { run.len() }
}

fn bare_in_compact(rest: &[Line], source: &str) -> usize {
    let ends = |line: &Line| line.text(source).ends_with(['.', '!', '?', ';', ',']);
    let Some(marked) = rest.first().map(ends) else { return 0 };
    let is_item = |line: &&Line| {
        line.is_text()
            && line.role == Role::Plain
            && !line.gap
            && !line.is_long()
            && !line.text(source).ends_with(':')
            && ends(line) == marked
            && !table::has_border(line, source)
    };
    let count = rest.iter().take_while(is_item).count();
    // The last of several lines without an end mark heads the paragraph behind it.
    let headed = !marked && rest.get(count).is_some_and(|next| next.is_text() && next.role == Role::Plain && next.is_paragraph(source));
    match count {
        0 | 1 => 0,
        2 if headed => 0,
        _ if headed => count - 1,
        _ => count,
    }
}

/// Writes lines that lost their bullets as a list; returns how many.
pub(super) fn write_bare(writer: &mut Writer<'_, '_>, from: usize) -> usize {
    let lines = writer.lines;
    let items = lines.get(from..).unwrap_or_default();
    let count = items.iter().take_while(|line| line.role == Role::Item).count();
    let items = items.get(..count).unwrap_or_default();
    let (Some(first), Some(last)) = (items.first(), items.last()) else { return 1 };
    writer.builder.open_with(Kind::List, Flags::GUESS, 1, first.span.start());
    for item in items {
        writer.builder.open(Kind::Item, item.span.start());
        writer.text(item.span);
        writer.builder.close_leaf(item.span.end());
        writer.builder.close(item.span.end());
    }
    writer.builder.close(last.span.end());
    count
}

/// Writes the `count` lines from `from` on as a list.
pub(super) fn write(writer: &mut Writer<'_, '_>, from: usize, count: usize) {
    let lines = writer.lines;
    let mut open: Vec<Open> = Vec::new();
    let mut last_end = 0;
    for line in lines.iter().skip(from).take(count) {
        let Some(marker) = marker(line) else {
            writer.continue_item(line);
            last_end = line.span.end();
            continue;
        };
        while open.len() > 1 && open.last().is_some_and(|list| line.indent < list.indent) {
            close_list(writer, open.pop(), last_end);
        }
        let deeper = open.last().is_some_and(|list| line.indent > list.indent + 1 && open.len() < DEPTH);
        if !deeper && open.last().is_some_and(|list| list.sign != marker.sign && line.indent <= list.indent + 1) && line.gap {
            // A list of another kind at the same depth.
            close_list(writer, open.pop(), last_end);
        }
        if open.is_empty() || deeper {
            writer.builder.close_leaf(last_end);
            let flags = if marker.is_ordered() { Flags::ORDERED } else { Flags::empty() };
            writer.builder.open_with(Kind::List, flags, (open.len() + 1) as u8, line.span.start());
            open.push(Open { indent: line.indent, sign: marker.sign, has_item: false });
        }
        if let Some(list) = open.last_mut() {
            if list.has_item {
                writer.builder.close_leaf(last_end);
                writer.builder.close(last_end);
            }
            list.has_item = true;
        }
        writer.builder.open(Kind::Item, line.span.start());
        let text = crate::span::Span::new(line.span.start() + marker.len, line.span.end());
        writer.text(text);
        last_end = line.span.end();
    }
    while let Some(list) = open.pop() {
        close_list(writer, Some(list), last_end);
    }
}

fn close_list(writer: &mut Writer<'_, '_>, list: Option<Open>, end: u32) {
    writer.builder.close_leaf(end);
    if list.is_some_and(|list| list.has_item) {
        writer.builder.close(end);
    }
    writer.builder.close(end);
}
