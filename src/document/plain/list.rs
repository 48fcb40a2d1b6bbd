//! Lists of an export: marked lines go in, lists with their items and the lists inside them come out.

use super::code::looks_coded;
use super::line::{Class, Line, Role};
use super::mark::Marker;
use super::profile::Profile;
use super::write::Writer;
use crate::document::{Flags, Kind};

/// Lists inside lists, at most: deeper indentation stays on this level.
const DEPTH: usize = 32;

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
    // A lone mark has its text on the next line; a wrapped item goes on without indentation.
    let bare = matches!(last.class, Class::Lone(_));
    let wrapped = match profile {
        Profile::Wrapped(width) => super::profile::is_soft(last, line, source, width, 12),
        _ => false,
    };
    wrapped || bare && !line.text(source).ends_with(':')
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
