//! Items, and what the copy shows as items: definitions and boxes.

use super::Reader;
use crate::document::{BlockId, Flags, Kind, NONE};
use crate::span::Span;

/// What a list of the copy is in the source.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Shown {
    AsItIs,
    Definitions,
    Boxes,
}

impl Reader<'_, '_, '_> {
    pub(super) fn start_item(&mut self, span: Span) {
        let shown = self.containers.last().map_or(Shown::AsItIs, |list| list.shown);
        self.flush_standing(span.start());
        let start = span.start();
        let kind = if self.masked.boxes.binary_search(&start).is_ok() {
            Kind::Region
        } else if self.masked.definitions.binary_search(&start).is_ok() {
            Kind::DefDesc
        } else {
            Kind::Item
        };
        let flags = if kind == Kind::Region { Flags::ALERT } else { Flags::empty() };
        if kind == Kind::DefDesc && shown != Shown::Definitions {
            self.builder.close_leaf(start);
        }
        let id = self.builder.open_with(kind, flags, 0, start);
        self.push(id, span, Shown::AsItIs);
        match kind {
            Kind::Region => self.pass_before = self.line_end(start),
            Kind::Item => {
                // `- : text` is how MDN writes the definition of the item around it.
                let item = span.cut(self.source());
                let text = item
                    .trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, '-' | '*' | '+' | '.' | ')'))
                    .trim_start_matches([' ', '\t']);
                if let Some(rest) = text.strip_prefix(": ") {
                    self.pass_before = start + (item.len() - rest.len()) as u32;
                }
            }
            _ => {}
        }
    }

    pub(super) fn task(&mut self) {
        let item = self.containers.last().map_or(NONE, |container| container.id);
        self.builder.change(item, |block| block.flags = block.flags.with(Flags::TASK));
    }

    pub(super) fn shown_list(&self, start: u32) -> Shown {
        if self.masked.definitions.binary_search(&start).is_ok() {
            Shown::Definitions
        } else if self.masked.boxes.binary_search(&start).is_ok() {
            Shown::Boxes
        } else {
            Shown::AsItIs
        }
    }

    /// Whether the paragraph is a term: a definition follows it directly.
    pub(super) fn is_term(&self, span: Span) -> bool {
        if self.masked.definitions.is_empty() {
            return false;
        }
        let next = self.masked.definitions.partition_point(|start| *start < span.end());
        self.masked.definitions.get(next).is_some_and(|start| {
            Span::new(span.end(), *start).cut(&self.masked.text).bytes().all(|byte| byte.is_ascii_whitespace() || byte == b'>')
        })
    }

    pub(super) fn close_definitions(&mut self, end: u32) {
        if self.builder.current_kind() == Kind::DefList {
            self.builder.close(end);
        }
    }

    pub(super) fn close_definitions_in(&mut self, id: BlockId, end: u32) {
        if self.builder.current() != id {
            self.close_definitions(end);
        }
    }
}
