//! Regions between two Liquid tags that are no Markdown: raw braces, code, comments.

use super::{Construct, Line, Scanner};
use crate::document::markdown::liquid::What;
use crate::document::markdown::mask::InText;
use crate::document::{Comment, UnclosedKind};
use crate::span::Span;

/// Longer than a fence that an example of code may hold.
const FENCE: &str = "~~~~~~~~~~";

impl Scanner<'_, '_> {
    /// A region whose tag stands at the start of a line.
    pub(super) fn region(&mut self, line: Line, construct: Construct) -> Option<usize> {
        let at = line.text;
        match construct.what {
            What::RawUntil(name) => {
                if !self.is_blank_from(construct.end) {
                    return None;
                }
                self.raw_from(at, construct.end, name);
                self.copy.blank(Span::of(at, construct.end));
                self.after_blank = true;
                Some(construct.end)
            }
            What::CommentUntil(name) => Some(self.comment_region(construct, at, name, true)),
            What::CodeUntil(name, language) => {
                if !self.is_blank_from(construct.end) {
                    return None;
                }
                self.code_region(line, construct.end, name, language)
            }
            _ => None,
        }
    }

    /// Code between two tags: the copy shows fences in their places.
    fn code_region(&mut self, line: Line, end: usize, name: &'static str, language: Span) -> Option<usize> {
        let close = self.end_tag(end, name);
        if let Some((close, _)) = close {
            let start = memchr::memrchr(b'\n', self.bytes.get(..close)?)? + 1;
            let alone = self.bytes.get(start..close)?.iter().all(|byte| matches!(byte, b' ' | b'\t' | b'>'));
            if !alone || start < end {
                return None;
            }
        }
        self.masked.code.push(line.text as u32);
        let tag = Span::of(line.text, end);
        let word = language.cut(self.text);
        // A word that is not ASCII would be cut by the fence, and is no language anyway.
        let word = if word.is_ascii() && language.start() as usize >= line.text + FENCE.len() { word } else { "" };
        self.copy.blank(tag);
        for newline in memchr::memchr_iter(b'\n', tag.cut(self.text).as_bytes()) {
            self.copy.marks(line.text + newline, " ");
        }
        self.copy.marks(line.text, FENCE);
        self.copy.marks(language.start() as usize, word);
        let Some((close, close_end)) = close else {
            self.unclosed_region(UnclosedKind::Template, line, end);
            return Some(self.bytes.len());
        };
        self.copy.blank(Span::of(close, self.line_end(close_end)));
        self.copy.marks(close, FENCE);
        Some(close_end)
    }

    /// A comment between two tags, at the start of a line or within text.
    pub(super) fn comment_region(&mut self, open: Construct, at: usize, name: &'static str, at_line_start: bool) -> usize {
        let Some((close, close_end)) = self.end_tag(open.end, name) else {
            self.note_unclosed(UnclosedKind::Comment, at, open.end);
            self.copy.blank(Span::of(at, self.bytes.len()));
            return self.bytes.len();
        };
        self.masked.comments.push(Comment { src: Span::of(at, close_end), body: Span::of(open.end, close) });
        if at_line_start && self.is_blank_from(close_end) && !self.in_html {
            self.copy.blank(Span::of(at, close_end));
            self.after_blank = true;
        } else {
            self.mask(at, close_end, InText::Nothing);
        }
        close_end
    }

    /// Braces up to the end tag are shown as they stand.
    pub(super) fn open_raw(&mut self, at: usize, end: usize, name: &'static str) -> usize {
        self.raw_from(at, end, name);
        self.mask(at, end, InText::Nothing);
        end
    }

    fn raw_from(&mut self, at: usize, end: usize, name: &'static str) {
        self.raw_before = if let Some((_, close_end)) = self.end_tag(end, name) {
            close_end
        } else {
            self.note_unclosed(UnclosedKind::Template, at, end);
            self.bytes.len()
        };
    }

    /// Whether the construct is the end tag of that name.
    pub(super) fn is_end_tag(&self, at: usize, end: usize, name: &str) -> bool {
        self.text.get(at..end).is_some_and(|tag| tag.contains(name))
    }

    /// The tag with this name at or after `from`: where it begins and ends.
    pub(super) fn end_tag(&mut self, from: usize, name: &'static str) -> Option<(usize, usize)> {
        if let Some((_, known)) = self.ends.iter().find(|(known, found)| *known == name && found.is_none_or(|(start, _)| start >= from)) {
            return *known;
        }
        let found = self.find_end_tag(from, name);
        self.ends.retain(|(known, _)| *known != name);
        self.ends.push((name, found));
        found
    }

    fn find_end_tag(&self, from: usize, name: &str) -> Option<(usize, usize)> {
        const BLANKS: [char; 3] = [' ', '-', '\t'];
        let rest = self.text.get(from..)?;
        let (word, is_slashed) = name.strip_prefix('/').map_or((name, false), |word| (word, true));
        for found in memchr::memmem::find_iter(rest.as_bytes(), word) {
            // `{{< /code-toggle >}}` ends another tag.
            let behind = rest.get(found + word.len()..)?;
            let goes_on = behind.strip_prefix('-').unwrap_or(behind).starts_with(|c: char| c.is_ascii_alphanumeric());
            let before = rest.get(..found)?.trim_end_matches(BLANKS);
            let before = if is_slashed { before.strip_suffix('/').map(|before| before.trim_end_matches(BLANKS)) } else { Some(before) };
            let Some(before) = before.filter(|_| !goes_on) else { continue };
            let Some(open) = ["{%", "{{<", "{{%"].into_iter().find(|open| before.ends_with(open)) else { continue };
            let start = before.len() - open.len();
            let close = if open == "{%" { "%}" } else { "}}" };
            let tail = rest.get(found..)?;
            let head = tail.as_bytes().get(..tail.len().min(64)).unwrap_or_default();
            if let Some(len) = memchr::memmem::find(head, close.as_bytes()) {
                return Some((from + start, from + found + len + close.len()));
            }
        }
        None
    }
}
