//! Leads from the text that was parsed to the source of the article: the same for a page, line by line for a fragment
//! within Markdown.

use crate::span::Span;

/// How bytes of the parsed text lead to the source.
#[derive(Clone, Copy)]
pub(super) enum Places<'m> {
    /// The parsed text is the source.
    Same,
    /// A fragment whose lines stand apart in the source.
    Mapped(&'m dyn Fn(u32) -> u32),
}

impl Places<'_> {
    /// The source byte of a byte.
    pub(super) fn start(self, at: u32) -> u32 {
        match self {
            Self::Same => at,
            Self::Mapped(offset_of) => offset_of(at),
        }
    }

    /// The source byte behind the byte before `at`: what ends with a line does not reach into the next one's margin.
    pub(super) fn end(self, at: u32) -> u32 {
        match (self, at.checked_sub(1)) {
            (Self::Mapped(offset_of), Some(last)) => offset_of(last) + 1,
            (Self::Mapped(offset_of), None) => offset_of(at),
            (Self::Same, _) => at,
        }
    }

    /// The source bytes of a span.
    pub(super) fn span(self, span: Span) -> Span {
        if span.is_empty() { Span::at(self.start(span.start())) } else { Span::new(self.start(span.start()), self.end(span.end())) }
    }

    /// Whether all bytes of the parsed text stand in the source in one piece.
    pub(super) const fn is_same(self) -> bool {
        matches!(self, Self::Same)
    }
}
