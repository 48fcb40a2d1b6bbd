//! What was masked, and the copy of the source that the parser reads instead.

use std::borrow::Cow;

use super::containers::Tag;
use crate::document::{Comment, Unclosed};
use crate::span::Span;

/// What stands for a masked range within text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum InText {
    /// U+FFFC: a value or picture that the site generator puts there.
    Template,
    /// Nothing: a tag, an instruction, a comment.
    Nothing,
    /// The source as it stands, as code: braces that `{% raw %}` protects.
    Raw,
}

/// A masked range within text.
#[derive(Clone, Copy, Debug)]
pub(super) struct Mask {
    pub(super) src: Span,
    pub(super) kind: InText,
}

/// What a construct is that stands on lines of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum OnLines {
    /// It stands for content.
    Template,
    /// The place of a table of contents.
    Toc,
    /// A formula.
    Math,
    /// A box begins.
    Open,
    /// A box ends.
    Close,
}

/// A construct on lines of its own; the copy has a thematic break there.
#[derive(Clone, Copy, Debug)]
pub(super) struct Standing {
    pub(super) src: Span,
    pub(super) kind: OnLines,
}

/// The source with its template syntax masked.
pub(super) struct Masked<'s> {
    /// As long as the source, byte for byte.
    pub(super) text: Cow<'s, str>,
    /// Within text, in order.
    pub(super) inline: Vec<Mask>,
    /// On lines of their own, in order.
    pub(super) standing: Vec<Standing>,
    /// Starts of definitions whose `:` the copy shows as a list marker, in order.
    pub(super) definitions: Vec<u32>,
    /// Starts of boxes whose first line the copy shows as an item with an empty heading (`!!! note`), in order.
    pub(super) boxes: Vec<u32>,
    /// Starts of code blocks whose tag the copy shows as a fence, in order.
    pub(super) code: Vec<u32>,
    /// Tags of components that are not closed at once, in order.
    pub(super) tags: Vec<Tag>,
    pub(super) comments: Vec<Comment>,
    pub(super) unclosed: Vec<Unclosed>,
    /// The first import or export of MDX.
    pub(super) module: Option<Span>,
    /// Start of the first line with more quote marks than the limit allows.
    pub(super) quote_marks: Option<u32>,
}

impl Masked<'_> {
    /// Whether a mask within text touches the span.
    pub(super) fn overlaps(&self, span: Span) -> bool {
        self.first_after(span.start()).is_some_and(|mask| mask.src.start() < span.end())
    }

    /// The first mask that ends after the offset.
    pub(super) fn first_after(&self, offset: u32) -> Option<&Mask> {
        self.inline.get(self.index_after(offset))
    }

    /// Index of the first mask that ends after the offset.
    pub(super) fn index_after(&self, offset: u32) -> usize {
        self.inline.partition_point(|mask| mask.src.end() <= offset)
    }
}

/// Copies the source once something in it has to be masked.
#[derive(Clone)]
pub(super) struct Copy<'s> {
    source: &'s str,
    bytes: Vec<u8>,
}

impl<'s> Copy<'s> {
    pub(super) const fn new(source: &'s str) -> Self {
        Self { source, bytes: Vec::new() }
    }

    fn range(&mut self, span: Span) -> &mut [u8] {
        if self.bytes.is_empty() {
            self.bytes = self.source.as_bytes().to_vec();
        }
        self.bytes.get_mut(span.range()).unwrap_or_default()
    }

    /// Shows a range as one word.
    pub(super) fn word(&mut self, span: Span) {
        self.range(span).fill(b'x');
    }

    /// Shows a range as blanks; line ends stay.
    pub(super) fn blank(&mut self, span: Span) {
        for byte in self.range(span) {
            if !matches!(*byte, b'\n' | b'\r') {
                *byte = b' ';
            }
        }
    }

    /// Shows a lone carriage return as the line end that it is.
    pub(super) fn line_end(&mut self, at: usize) {
        self.range(Span::of(at, at + 1)).fill(b'\n');
    }

    /// Shows marks at a place whose bytes are ASCII.
    pub(super) fn marks(&mut self, at: usize, marks: &str) {
        let range = self.range(Span::of(at, at + marks.len()));
        for (byte, mark) in range.iter_mut().zip(marks.bytes()) {
            *byte = mark;
        }
    }

    /// The finished copy, or the source itself when nothing was masked.
    pub(super) fn finish(self) -> Cow<'s, str> {
        if self.bytes.is_empty() {
            return Cow::Borrowed(self.source);
        }
        // Masks begin and end between characters, so the copy is text; should one not, the source is read unmasked.
        String::from_utf8(self.bytes).map_or(Cow::Borrowed(self.source), Cow::Owned)
    }
}
