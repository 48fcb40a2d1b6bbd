//! The sections that the headings of a document make.

use super::{BlockId, Document, Kind, NONE, Section};
use crate::span::Span;

/// Sections come from the headings in document order; headings in quotes, tables, items, notes and furniture head nothing.
pub(super) fn of(document: &Document) -> Vec<Section> {
    let mut sections: Vec<Section> = Vec::new();
    let mut containers = Containers::default();
    for (id, block) in document.of_kind(Kind::Heading) {
        let inside = document
            .ancestors(id)
            .any(|ancestor| matches!(document.block(ancestor).kind, Kind::Quote | Kind::Cell | Kind::Item | Kind::FootDef));
        if inside {
            continue;
        }
        let mut parent = sections.len().checked_sub(1).map_or(NONE, |last| last as u32);
        while let Some(section) = sections.get(parent as usize) {
            if section.level < block.level {
                break;
            }
            parent = section.parent;
        }
        let container = containers.around(&document.containers, block.src.start());
        sections.push(Section { heading: id, level: block.level, parent, container, own_end: 0, end: 0 });
    }
    let all = document.blocks.len() as BlockId;
    let mut next = all;
    // Where the next heading of each level stands, filled from the back.
    let mut next_of_level = [all; 8];
    for section in sections.iter_mut().rev() {
        section.own_end = next;
        let level = usize::from(section.level.min(7));
        section.end = next_of_level.iter().take(level + 1).copied().min().unwrap_or(all);
        if let Some(slot) = next_of_level.get_mut(level) {
            *slot = section.heading;
        }
        next = section.heading;
    }
    sections
}

/// Which containers are open, asked from offsets that never decrease.
#[derive(Default)]
struct Containers {
    /// Indices, outermost first.
    open: Vec<u32>,
    next: u32,
}

impl Containers {
    /// The innermost container around the offset.
    fn around(&mut self, all: &[Span], at: u32) -> u32 {
        while all.get(self.next as usize).is_some_and(|container| container.start() <= at) {
            self.open.push(self.next);
            self.next += 1;
        }
        // One that ended may lie below one that is open only where tags cross, which the reader does not hand over.
        while self.open.pop_if(|index| all.get(*index as usize).is_none_or(|container| container.end() <= at)).is_some() {}
        self.open.last().copied().unwrap_or(NONE)
    }
}
