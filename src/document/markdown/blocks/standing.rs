//! Constructs on lines of their own, put in between the parser's blocks.

use super::{OnLines, Reader};
use crate::document::{BlockId, Flags, Kind};
use crate::span::Span;

/// A box between two lines (`:::`).
pub(super) struct Fenced {
    id: BlockId,
    /// How many containers were open around it.
    depth: usize,
    /// Where it ends, once its last line was seen within a container that is still open.
    end: Option<u32>,
}

impl Reader<'_, '_, '_> {
    /// Puts in the constructs on lines of their own that stand before `upto`.
    pub(super) fn flush_standing(&mut self, upto: u32) {
        while let Some(standing) = self.masked.standing.get(self.next_standing).copied().filter(|standing| standing.src.start() < upto) {
            self.next_standing += 1;
            self.stand(standing.kind, standing.src);
        }
    }

    pub(super) fn stand(&mut self, kind: OnLines, src: Span) {
        self.builder.close_leaf(src.start());
        self.close_definitions(src.start());
        match kind {
            OnLines::Template => {
                self.builder.bare_block(Kind::Template, src);
            }
            OnLines::Toc => {
                self.builder.bare_block(Kind::Toc, src);
            }
            OnLines::Math => {
                let id = self.builder.open(Kind::Math, src.start());
                let inner = Span::new(src.start() + 2, src.end().saturating_sub(2));
                let written = inner.cut(self.source());
                let start = inner.start() + (written.len() - written.trim_start().len()) as u32;
                let text = Span::new(start, start + written.trim().len() as u32);
                self.builder.raw(text.cut(self.source()), text);
                self.builder.close_through(id, src.end());
            }
            OnLines::Open => {
                if !matches!(self.builder.current_kind(), Kind::List | Kind::Table | Kind::Row) {
                    let id = self.builder.open_with(Kind::Region, Flags::ALERT, 0, src.start());
                    self.fenced.push(Fenced { id, depth: self.containers.len(), end: None });
                }
            }
            OnLines::Close => {
                if let Some(fenced) = self.fenced.iter_mut().rev().find(|fenced| fenced.end.is_none()) {
                    fenced.end = Some(src.end());
                }
                self.close_fenced();
            }
        }
    }

    /// Closes the boxes whose last line was seen, once nothing else is open inside; forgets those whose container ended.
    pub(super) fn close_fenced(&mut self) {
        while let Some(fenced) = self.fenced.last() {
            let (id, depth) = (fenced.id, fenced.depth);
            match fenced.end {
                _ if depth > self.containers.len() => {}
                Some(end) if depth == self.containers.len() => {
                    self.builder.close_through(id, end);
                    self.show_directive(id);
                }
                _ => break,
            }
            self.fenced.pop();
        }
    }

    /// A directive (`:::{toctree}`) without a text of its own stands for what the generator makes of it.
    fn show_directive(&mut self, id: BlockId) {
        let block = *self.builder.block(id);
        let is_directive = block.src.cut(self.source()).trim_start_matches(':').trim_start().starts_with('{');
        if block.kind == Kind::Region && block.end == id + 1 && is_directive {
            self.builder.change(id, |block| block.kind = Kind::Template);
        }
    }

    /// The text ends, and with it the boxes whose last line never came.
    pub(super) fn close_all_fenced(&mut self, end: u32) {
        while let Some(fenced) = self.fenced.pop() {
            self.builder.close_through(fenced.id, end);
        }
    }
}
