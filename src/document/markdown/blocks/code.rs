//! Code blocks: their language, their text line by line, and whether their fence is closed.

use pulldown_cmark::{CodeBlockKind, CowStr};

use super::{Dialect, Reader};
use crate::document::{Flags, Kind, Unclosed, UnclosedKind};
use crate::span::Span;

impl Reader<'_, '_, '_> {
    pub(super) fn start_code(&mut self, kind: &CodeBlockKind<'_>, span: Span) {
        self.before_block(span);
        let flags = match kind {
            CodeBlockKind::Indented if self.dialect == Dialect::Mdx => Flags::INDENTED.with(Flags::GUESS),
            CodeBlockKind::Indented => Flags::INDENTED,
            CodeBlockKind::Fenced(_) => Flags::empty(),
        };
        let id = self.builder.open_with(Kind::Code, flags, 0, span.start());
        if let CodeBlockKind::Fenced(info) = kind
            && let Some(language) = language(info)
        {
            self.set_string(id, language);
        }
        self.code_end = None;
    }

    pub(super) fn code_text(&mut self, text: &CowStr<'_>, span: Span) {
        if let Some(end) = self.code_end.take() {
            self.builder.raw("\n", end);
        }
        let linear = text.len() as u32 == span.len();
        // An indentation of so many blanks may end within a character that is masked.
        let span = whole(span, self.builder.source());
        // Where scanner and parser disagree about what is code, the source is shown, not the mask.
        let shown = if linear { span.cut(self.builder.source()) } else { text };
        match shown.strip_suffix('\n') {
            Some(line) => {
                let (line_src, end) = if linear {
                    (Span::new(span.start(), span.end() - 1), Span::new(span.end() - 1, span.end()))
                } else {
                    (span, Span::at(span.end()))
                };
                self.builder.raw(line, line_src);
                self.code_end = Some(end);
            }
            None => self.builder.raw(shown, span),
        }
    }

    pub(super) fn end_code(&mut self, span: Span) {
        self.code_end = None;
        let id = self.builder.current();
        let block = *self.builder.block(id);
        self.builder.close_leaf(span.end());
        if block.kind != Kind::Code || block.flags.has(Flags::INDENTED) || self.masked.code.binary_search(&block.src.start()).is_ok() {
            return;
        }
        let fence = Span::new(span.start(), self.line_end(span.start()).min(span.end()));
        if !is_closed(span.cut(&self.masked.text)) {
            let src = Span::new(fence.start(), fence.start() + fence.cut(self.source()).trim_end().len() as u32);
            self.builder.unclosed(Unclosed { what: UnclosedKind::Fence, src, block: id });
        }
    }
}

/// Whether the last line of a fenced block is its closing fence.
fn is_closed(block: &str) -> bool {
    let open = block.trim_start_matches([' ', '>']);
    let Some(mark) = open.chars().next().filter(|mark| matches!(mark, '`' | '~')) else { return true };
    let len = open.len() - open.trim_start_matches(mark).len();
    let Some((_, rest)) = block.trim_end_matches(['\n', '\r']).rsplit_once('\n') else { return false };
    let last = rest.trim_matches([' ', '\t', '>', '\r']);
    last.len() >= len && last.chars().all(|c| c == mark)
}

/// The language that the words behind a fence say.
fn language(info: &str) -> Option<&str> {
    let info = info.trim_start_matches(['{', '.', ' ']);
    let end = info.find(|c: char| c.is_whitespace() || matches!(c, ',' | '{' | '}' | ':' | '(')).unwrap_or(info.len());
    info.get(..end).filter(|language| !language.is_empty())
}

/// A span without the parts of characters at its ends.
fn whole(span: Span, source: &str) -> Span {
    let start = source.ceil_char_boundary(span.start() as usize);
    Span::of(start, source.floor_char_boundary(span.end() as usize).max(start))
}
