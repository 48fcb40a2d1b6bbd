//! What a line as a whole may be: a fence, a box, a definition, a construct that stands alone.

use super::{Fence, Line, Scanner, list_marker};
use crate::document::markdown::jsx::{self, TagForm};
use crate::document::markdown::liquid::What;
use crate::document::markdown::mask::OnLines;
use crate::document::{Comment, UnclosedKind};
use crate::span::Span;

impl Scanner<'_, '_> {
    /// Looks at one line and returns where it stopped, which may be lines further down.
    pub(super) fn line(&mut self, line: Line) -> usize {
        if let Some(fence) = self.fence {
            if self.closes(fence, line) {
                self.fence = None;
                // The parser knows no tab behind a closing fence; readers do not see it.
                let tabs = self.bytes.get(line.text..line.end).unwrap_or_default();
                for tab in memchr::memchr_iter(b'\t', tabs) {
                    self.copy.marks(line.text + tab, " ");
                }
            }
            return line.end;
        }
        if line.text >= line.end {
            self.in_html = false;
            self.after_blank = true;
            return line.end;
        }
        let indent = line.text - line.start;
        let marker = list_marker(self.rest(line.text));
        if marker.is_some() {
            self.in_list = true;
        } else if indent == 0 && self.after_blank {
            self.in_list = false;
        }
        if self.is_indented_code(line) {
            return line.end;
        }
        let after_blank = std::mem::replace(&mut self.after_blank, false);
        let text = line.text + marker.map_or(0, |len| self.marker_end(line, len));
        let end = self.first_mark(line, text, after_blank).unwrap_or_else(|| self.inline(text, line.end));
        self.next_term = (!self.in_html && self.fence.is_none()).then_some(line.text);
        end
    }

    /// The length of a list marker with the blanks behind it.
    fn marker_end(&self, line: Line, len: usize) -> usize {
        let blanks = self.bytes.get(line.text + len..line.end).unwrap_or_default();
        len + blanks.iter().take_while(|byte| matches!(byte, b' ' | b'\t')).count()
    }

    fn is_indented_code(&self, line: Line) -> bool {
        let lead = self.bytes.get(line.start..line.text).unwrap_or_default();
        let deep = lead.len() >= 4 && lead.iter().all(|byte| *byte == b' ') || lead.first() == Some(&b'\t');
        deep && self.after_blank && !self.in_list && !self.is_mdx()
    }

    fn closes(&self, fence: Fence, line: Line) -> bool {
        let content = self.bytes.get(line.text..line.end).unwrap_or_default();
        let marks = content.iter().take_while(|byte| **byte == fence.mark).count();
        marks >= fence.len && content.get(marks..).unwrap_or_default().iter().all(u8::is_ascii_whitespace)
    }

    /// Decides by the line's first mark; nothing when the line is to be read as text.
    fn first_mark(&mut self, line: Line, text: usize, after_blank: bool) -> Option<usize> {
        let mark = self.byte(text)?;
        match mark {
            b'`' | b'~' => self.fence(line, text, mark),
            b':' => self.colon(line, text),
            b'!' | b'?' | b'=' => self.titled_box(line, text, mark),
            b'$' if self.rest(text).starts_with(b"$$") => self.formula(line, text),
            b'[' if text == line.text => self.comment_line(line),
            b'<' if self.rest(text).starts_with(b"<!--") => Some(self.comment(text)),
            b'<' | b'{' if text == line.text => self.standing(line),
            b'<' => {
                self.in_html |= self.opens_html(text);
                None
            }
            b'i' | b'e' if self.is_mdx() && line.text == line.start && after_blank => self.module(line),
            _ => None,
        }
    }

    fn fence(&mut self, line: Line, text: usize, mark: u8) -> Option<usize> {
        let content = self.bytes.get(text..line.end).unwrap_or_default();
        let len = content.iter().take_while(|byte| **byte == mark).count();
        let info = content.get(len..).unwrap_or_default();
        if len < 3 || self.in_html || mark == b'`' && info.contains(&b'`') {
            return None;
        }
        self.fence = Some(Fence { mark, len });
        Some(line.end)
    }

    /// `::: tip` opens a box, `:::` ends it, `: text` defines the term above.
    fn colon(&mut self, line: Line, text: usize) -> Option<usize> {
        let rest = self.bytes.get(text..line.end).unwrap_or_default();
        let colons = rest.iter().take_while(|byte| **byte == b':').count();
        if colons >= 3 {
            let name = rest.get(colons..).unwrap_or_default();
            let named = name.iter().any(u8::is_ascii_alphanumeric) || name.contains(&b'{');
            let kind = if is_path(name) {
                OnLines::Template
            } else if named {
                OnLines::Open
            } else {
                OnLines::Close
            };
            self.stand(text, line.end, kind);
            return Some(line.end);
        }
        let is_definition = colons == 1 && matches!(rest.get(1), Some(b' ' | b'\t')) && text == line.text && text - line.start <= 3;
        if is_definition && rest.len() > 2 && self.next_term.is_some() && !self.in_html {
            self.masked.definitions.push(text as u32);
            self.copy.marks(text, "+");
            self.in_list = true;
            let content = text + 1 + rest.iter().skip(1).take_while(|byte| matches!(byte, b' ' | b'\t')).count();
            return Some(self.inline(content, line.end));
        }
        None
    }

    /// `!!! note "Title"`, `??? question`, `=== "Tab"` of MkDocs: the indented lines below are its text. The copy shows an
    /// item with an empty heading, whose content begins at the same column.
    fn titled_box(&mut self, line: Line, text: usize, mark: u8) -> Option<usize> {
        let rest = self.bytes.get(text..line.end).unwrap_or_default();
        let marks = rest.iter().take_while(|byte| **byte == mark).count();
        let name = rest.get(marks..).unwrap_or_default();
        let name = if mark == b'=' { name } else { name.strip_prefix(b"+").unwrap_or(name) };
        let [b' ', first, ..] = name else { return None };
        let named = if mark == b'=' { *first == b'"' } else { first.is_ascii_alphabetic() || *first == b'"' };
        let mut below = self.line_at((line.end + 1).min(self.bytes.len()));
        if below.text >= below.end {
            below = self.line_at((below.end + 1).min(self.bytes.len()));
        }
        let deeper = below.text - below.start >= line.text - line.start + 4 || self.byte(below.start) == Some(b'\t');
        let has_body = below.text < below.end && deeper;
        if marks != 3 || !named || !has_body || text != line.text {
            return None;
        }
        self.copy.blank(Span::of(text, line.end));
        self.copy.marks(text, "1)  #");
        self.masked.boxes.push(text as u32);
        self.in_list = true;
        Some(line.end)
    }

    /// `$$` on lines of their own.
    fn formula(&mut self, line: Line, text: usize) -> Option<usize> {
        let limit = self.paragraphs.find(self.bytes, text);
        let inner = self.bytes.get(text + 2..limit).unwrap_or_default();
        let close = text + 2 + memchr::memmem::find(inner, b"$$")?;
        if close == text + 2 || !self.is_blank_from(close + 2) || text != line.text {
            return None;
        }
        self.stand(text, close + 2, OnLines::Math);
        Some(close + 2)
    }

    /// `[//]: # (a remark)`: a definition that nobody refers to is how Markdown without HTML writes a comment.
    fn comment_line(&mut self, line: Line) -> Option<usize> {
        let content = self.text.get(line.text..line.end)?;
        let rest = content.strip_prefix("[//]:").or_else(|| content.strip_prefix("[comment]:"))?.trim_start();
        let rest = rest.strip_prefix('#').or_else(|| rest.strip_prefix("<>"))?.trim();
        let inner = rest.strip_prefix(['(', '"', '\''])?.strip_suffix([')', '"', '\''])?;
        let start = line.text + content.rfind(inner)?;
        let body = Span::of(start, start + inner.len());
        self.masked.comments.push(Comment { src: Span::of(line.text, line.text + content.trim_end().len()), body });
        Some(line.end)
    }

    /// A comment at the start of a line runs to its end, over blank lines too; the parser reads it likewise.
    fn comment(&mut self, at: usize) -> usize {
        match self.comment_end.find(self.bytes, at + 4, self.bytes.len()) {
            Some(close) => {
                let end = self.line_end(close + 3);
                self.inline(close + 3, end)
            }
            None => self.bytes.len(),
        }
    }

    /// `import` and `export` of MDX, up to a blank line outside braces.
    fn module(&mut self, line: Line) -> Option<usize> {
        if !self.rest(line.text).starts_with(b"import ") && !self.rest(line.text).starts_with(b"export ") {
            return None;
        }
        let mut end = self.paragraphs.find(self.bytes, line.text);
        let mut at = line.text;
        // Parameters may stand in braces too, before those of the body.
        while let Some(brace) = self.bytes.get(at..end).and_then(|text| memchr::memchr(b'{', text))
            && at + brace >= self.no_tag_before
        {
            match jsx::braces(self.bytes, at + brace) {
                Ok(close) => {
                    at = close;
                    if close > end {
                        end = self.paragraphs.find(self.bytes, close);
                    }
                }
                Err(searched) => self.no_tag_before = searched,
            }
        }
        self.copy.blank(Span::of(line.text, end));
        self.masked.module.get_or_insert(Span::of(line.text, end));
        self.after_blank = true;
        Some(end)
    }

    /// A line of nothing but constructs: templates, tags of components, instructions.
    fn standing(&mut self, line: Line) -> Option<usize> {
        let before = self.masked.comments.len();
        let mut at = line.text;
        let mut shows = None;
        loop {
            let blanks = self.rest(at).iter().take_while(|byte| matches!(byte, b' ' | b'\t' | b'\r')).count();
            at += blanks;
            match self.byte(at) {
                None | Some(b'\n') => break,
                Some(b'<') => {
                    let Some((end, form)) = self.component_at(at) else {
                        self.in_html |= at == line.text && self.opens_html(at);
                        self.masked.comments.truncate(before);
                        return None;
                    };
                    if form != TagForm::Close {
                        shows = Some(OnLines::Template);
                    }
                    at = end;
                }
                Some(b'{') => {
                    let Some(construct) = self.braces.read(self.text, at, self.is_mdx(), false) else {
                        self.masked.comments.truncate(before);
                        return None;
                    };
                    match construct.what {
                        What::Template => shows = Some(OnLines::Template),
                        What::Toc => shows = Some(OnLines::Toc),
                        What::Nothing | What::Attributes => {}
                        What::Comment(body) => self.masked.comments.push(Comment { src: Span::of(at, construct.end), body }),
                        What::RawUntil(_) | What::CodeUntil(..) | What::CommentUntil(_) => {
                            self.masked.comments.truncate(before);
                            let opens = at == line.text && at >= self.raw_before && !self.in_html;
                            return if opens { self.region(line, construct) } else { None };
                        }
                    }
                    at = construct.end;
                }
                Some(_) => {
                    self.masked.comments.truncate(before);
                    return None;
                }
            }
        }
        let ends_raw = at >= self.raw_before;
        if line.text < self.raw_before && !ends_raw || self.in_html {
            // Within HTML a blank line would end the block; within `raw` braces are text.
            self.masked.comments.truncate(before);
            return None;
        }
        let end = line.text + self.text.get(line.text..at)?.trim_end().len();
        if !self.is_mdx() && self.is_code_below(line, end) {
            self.masked.comments.truncate(before);
            return None;
        }
        match shows {
            Some(kind) => {
                if kind == OnLines::Toc {
                    self.blank_toc_item(line);
                }
                self.stand(line.text, end, kind);
            }
            None => self.copy.blank(Span::of(line.text, end)),
        }
        self.after_blank = true;
        Some(end)
    }

    /// Whether a tag begins here that makes its lines a block of HTML: any but those that stand within text.
    fn opens_html(&self, at: usize) -> bool {
        const WITHIN_TEXT: [&str; 20] = [
            "a", "abbr", "b", "br", "code", "del", "em", "i", "img", "input", "ins", "kbd", "mark", "s", "small", "span", "strong", "sub",
            "sup", "u",
        ];
        let name = at + 1 + usize::from(self.byte(at + 1) == Some(b'/'));
        let len = self.rest(name).iter().take(16).take_while(|byte| byte.is_ascii_alphanumeric()).count();
        let name = self.bytes.get(name..name + len).unwrap_or_default();
        name.first().is_some_and(u8::is_ascii_alphabetic) && !WITHIN_TEXT.iter().any(|known| name.eq_ignore_ascii_case(known.as_bytes()))
    }

    /// The item above `{:toc}` stands for the table of contents and says nothing itself.
    fn blank_toc_item(&mut self, line: Line) {
        let before = self.bytes.get(..line.start.saturating_sub(1)).unwrap_or_default();
        let start = memchr::memrchr(b'\n', before).map_or(0, |end| end + 1);
        let above = self.line_at(start);
        if above.start < line.start && list_marker(self.rest(above.text)).is_some() && above.end - above.text < 64 {
            self.copy.blank(Span::of(above.text, above.end));
            let from = above.text as u32;
            while self.masked.inline.last().is_some_and(|mask| mask.src.start() >= from) {
                self.masked.inline.pop();
            }
        }
    }

    pub(super) fn unclosed_region(&mut self, what: UnclosedKind, line: Line, end: usize) {
        self.note_unclosed(what, line.text, end);
    }
}

/// Whether behind the colons stands the path of something that is documented (`::: harbour.berths`), not the name of a box.
fn is_path(name: &[u8]) -> bool {
    let name = name.trim_ascii();
    let parts = || name.split(|byte| *byte == b'.');
    let is_word = |part: &[u8]| !part.is_empty() && part.iter().all(|byte| byte.is_ascii_alphanumeric() || *byte == b'_');
    parts().nth(1).is_some() && parts().all(is_word)
}
