//! Code of an export: fences left in the text and indented lines go in, code blocks come out.

use super::line::{Class, Line, Role};
use super::mark::CUT;
use super::profile::Profile;
use super::write::Writer;
use crate::document::{Flags, Kind, NONE, Unclosed, UnclosedKind};
use crate::span::Span;

impl Writer<'_, '_> {
    /// Lines from a fence to the next one; without a next one, to the end of its paragraph.
    pub fn fence(&mut self, at: usize, line: Line, mark: u8) -> usize {
        let which = usize::from(mark == b'~');
        let lost = self.open_fences.get(which).copied().unwrap_or(false);
        let is_cut = mark == CUT;
        let closing = |line: &Line| line.class == Class::Fence(mark) && (is_cut || line.text(self.source).bytes().all(|byte| byte == mark));
        let close = if lost { None } else { self.rest(at + 1).iter().position(closing) };
        if close.is_none()
            && let Some(open) = self.open_fences.get_mut(which)
        {
            *open = true;
        }
        let inner = match close {
            Some(close) => close,
            None => self.rest(at + 1).iter().take_while(|line| !line.gap).count(),
        };
        let info = if is_cut { "" } else { line.text(self.source).trim_start_matches(char::from(mark)).trim() };
        let aux = if info.is_empty() { NONE } else { self.builder.string(info) };
        let id = self.builder.open(Kind::Code, line.span.start());
        self.builder.change(id, |block| block.aux = aux);
        let end = self.code_lines(at + 1, inner, line.indent).unwrap_or(line.span.end());
        let end = close.and_then(|close| self.lines.get(at + 1 + close)).map_or(end, |line| line.span.end());
        self.builder.close(end);
        if close.is_none() && !is_cut {
            self.builder.unclosed(Unclosed { what: UnclosedKind::Fence, src: line.span, block: id });
        }
        1 + inner + usize::from(close.is_some())
    }

    /// Adds lines as they are, without the indentation that they share; returns where they end.
    fn code_lines(&mut self, at: usize, count: usize, indent: u16) -> Option<u32> {
        let lines = self.lines.get(at..at + count).unwrap_or_default();
        let last = lines.last()?;
        for (index, line) in lines.iter().enumerate() {
            let shared = line.text_from(self.source, indent);
            self.builder.raw(shared.cut(self.source), shared);
            if let Some(next) = lines.get(index + 1) {
                let between = Span::new(line.full_end, next.full_start);
                self.line_ends(between);
            }
        }
        Some(last.span.end())
    }

    /// Adds the line ends of a stretch, each as one newline.
    fn line_ends(&mut self, between: Span) {
        let text = between.cut(self.source);
        let mut rest = text;
        while let Some(at) = memchr::memchr2(b'\n', b'\r', rest.as_bytes()) {
            let tail = rest.get(at..).unwrap_or("");
            let len = if tail.starts_with("\r\n") { 2 } else { 1 };
            let start = between.start() + (text.len() - tail.len()) as u32;
            self.builder.raw("\n", Span::new(start, start + len));
            rest = tail.get(len as usize..).unwrap_or("");
        }
    }

    /// Lines of code without a fence.
    pub fn bare_code(&mut self, at: usize) -> usize {
        let lines = self.rest(at);
        let count = lines.iter().take_while(|line| line.role == Role::Code).count();
        let Some(first) = lines.first().map(|line| line.span.start()) else { return 1 };
        let indent = lines_indent(lines.get(..count).unwrap_or_default());
        self.builder.open_with(Kind::Code, Flags::GUESS, 0, first);
        if let Some(end) = self.code_lines(at, count, indent) {
            self.builder.close(end);
        }
        count
    }

    /// Lines indented by four columns that look like code; indented prose is prose.
    pub fn indented_code(&mut self, at: usize) -> Option<usize> {
        let first = self.lines.get(at).filter(|line| line.indent >= 4 && (line.gap || self.profile == Profile::Compact))?;
        let lines = self.rest(at);
        let count = lines
            .iter()
            .take_while(|line| line.indent >= 4 && line.role == Role::Plain && !(line.gap && line.indent < first.indent))
            .count();
        // Wrapped texts indent for many reasons, exports for code alone.
        let wrapped = matches!(self.profile, Profile::Wrapped(_));
        let coded = lines.iter().take(count).filter(|line| looks_coded(line, self.source, wrapped)).count();
        if coded * 10 < count * 3 || first.indent > 24 {
            return None;
        }
        self.builder.open_with(Kind::Code, Flags::INDENTED.with(Flags::GUESS), 0, first.span.start());
        let indent = lines_indent(self.lines.get(at..at + count).unwrap_or_default());
        let end = self.code_lines(at, count, indent)?;
        self.builder.close(end);
        Some(count)
    }
}

impl Line {
    /// The line behind the first `indent` columns of blanks.
    fn text_from(&self, source: &str, indent: u16) -> Span {
        let mut columns = 0;
        let mut start = self.full_start;
        for byte in Span::new(self.full_start, self.span.start()).cut(source).bytes() {
            if columns >= indent {
                break;
            }
            columns += if byte == b'\t' { 4 } else { 1 };
            start += 1;
        }
        Span::new(start.min(self.span.start()), self.span.end())
    }
}

fn lines_indent(lines: &[Line]) -> u16 {
    lines.iter().map(|line| line.indent).min().unwrap_or(0)
}

/// Signs of code; where nothing else is indented, whatever is no sentence.
pub(super) fn looks_coded(line: &Line, source: &str, wrapped: bool) -> bool {
    let text = line.text(source);
    let signs = text.bytes().any(|byte| matches!(byte, b'{' | b'}' | b'=' | b';' | b'<' | b'>' | b'$' | b'\\' | b'|' | b'`' | b'_' | b'#'))
        || text.contains("()")
        || text.contains(" -")
        || text.contains("--")
        || text.ends_with('(')
        || text.contains("\": ");
    signs || !wrapped && (line.words < 6 || !text.ends_with(['.', '!', '?', ':']) && line.words < 20)
}
