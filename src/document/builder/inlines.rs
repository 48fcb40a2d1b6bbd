//! Inline ranges: opened and closed like brackets inside a leaf, and found in the text once it is whole.

use super::Builder;
use crate::document::{Inline, InlineKind, Kind, Link, LinkForm, NONE, address};
use crate::span::Span;

impl Builder<'_> {
    /// Opens an inline range; opens an implicit paragraph in a container.
    pub fn open_inline(&mut self, kind: InlineKind, start: u32, aux: u32) {
        if self.stopped {
            return;
        }
        let block = self.leaf(start);
        if self.stopped {
            return;
        }
        self.write_blank();
        let at = self.document.text.len() as u32;
        self.open_inlines.push(self.document.inlines.len());
        self.document.inlines.push(Inline { kind, block, text: Span::at(at), src: Span::at(start), aux });
    }

    /// Closes the innermost open inline range.
    pub fn close_inline(&mut self, end: u32) {
        if let Some(index) = self.open_inlines.pop() {
            self.end_inline(index, end);
        }
    }

    /// Whether the innermost open inline range holds nothing so far.
    #[must_use]
    pub fn inline_is_empty(&self) -> bool {
        let (last, innermost) = (self.document.inlines.len().checked_sub(1), self.open_inlines.last().copied());
        last == innermost && self.document.inlines.last().is_some_and(|inline| inline.text.start() as usize == self.document.text.len())
    }

    /// How many inline ranges are open.
    #[must_use]
    pub fn open_inlines(&self) -> usize {
        self.open_inlines.len()
    }

    pub(super) fn end_inline(&mut self, index: usize, end: u32) {
        let at = self.document.text.len() as u32;
        if let Some(inline) = self.document.inlines.get_mut(index) {
            inline.text = Span::new(inline.text.start().min(at), at);
            inline.src = Span::new(inline.src.start(), end);
        }
    }

    /// Adds a picture.
    pub fn image(&mut self, link: Link, src: Span) {
        let aux = self.link(link);
        self.open_inline(InlineKind::Image, src.start(), aux);
        self.close_inline(src.end());
    }

    /// Adds inline content that is no text.
    pub fn embed(&mut self, src: Span) {
        self.open_inline(InlineKind::Embed, src.start(), NONE);
        self.close_inline(src.end());
    }

    /// Adds U+FFFC for something that is no text but stands within text (a template construct, a formula).
    pub fn object(&mut self, kind: InlineKind, src: Span) {
        self.open_inline(kind, src.start(), NONE);
        self.mapped("\u{fffc}", src);
        self.close_inline(src.end());
    }

    /// A hard line break.
    pub fn hard_break(&mut self, src: Span) {
        if self.at_leaf_start() {
            return;
        }
        self.open_inline(InlineKind::Break, src.start(), NONE);
        self.blank = None;
        if self.document.text.as_bytes().last() != Some(&b' ') {
            self.push(" ", src);
        }
        self.close_inline(src.end());
    }

    /// Addresses in running text are what a reader can follow, whether or not the renderer makes them links.
    pub(super) fn bare_addresses(&mut self) {
        let found: Vec<Span> = memchr::memmem::find_iter(self.document.text.as_bytes(), "://")
            .filter_map(|at| address::around(&self.document.text, at))
            .collect();
        if found.is_empty() {
            return;
        }
        let mut added = Vec::new();
        for text in found {
            let block = self.document.leaf_at(text.start());
            if self.block(block).kind == Kind::Code {
                continue;
            }
            let inside = self
                .document
                .inlines_of(block)
                .iter()
                .any(|inline| matches!(inline.kind, InlineKind::Link | InlineKind::Code) && inline.text.overlaps(text));
            if inside {
                continue;
            }
            let src = self.document.source_span(text);
            let url = text.cut(&self.document.text).into();
            let aux = self.link(Link { url, url_src: src, title: None, alt: None, form: LinkForm::Bare });
            added.push(Inline { kind: InlineKind::Link, block, text, src, aux });
        }
        if !added.is_empty() {
            self.document.inlines.append(&mut added);
            self.document.inlines.sort_by_key(|inline| (inline.block, inline.text.start()));
        }
    }
}
