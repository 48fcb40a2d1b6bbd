//! Byte ranges of an article's text, and their lines and columns on demand.

use serde::{Deserialize, Serialize};
use std::ops::Range;

/// A range of bytes of the source text; `start ≤ end`, both on character boundaries.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "(u32, u32)", into = "(u32, u32)")]
pub struct Span {
    start: u32,
    end: u32,
}

impl From<Span> for (u32, u32) {
    fn from(span: Span) -> Self {
        (span.start, span.end)
    }
}

impl TryFrom<(u32, u32)> for Span {
    type Error = &'static str;

    fn try_from((start, end): (u32, u32)) -> Result<Self, Self::Error> {
        if start <= end { Ok(Self { start, end }) } else { Err("a span ends before it begins") }
    }
}

impl Span {
    /// The span from `start` to `end`; an end before the start makes it empty.
    #[must_use]
    pub const fn new(start: u32, end: u32) -> Self {
        Self { start, end: if end < start { start } else { end } }
    }

    /// An empty span.
    #[must_use]
    pub const fn at(offset: u32) -> Self {
        Self { start: offset, end: offset }
    }

    /// The span of a range of `usize` offsets, which the file limit keeps within `u32`.
    #[must_use]
    pub const fn of(start: usize, end: usize) -> Self {
        Self::new(start as u32, end as u32)
    }

    /// First byte.
    #[must_use]
    pub const fn start(self) -> u32 {
        self.start
    }

    /// One past the last byte.
    #[must_use]
    pub const fn end(self) -> u32 {
        self.end
    }

    /// Length in bytes.
    #[must_use]
    pub const fn len(self) -> u32 {
        self.end - self.start
    }

    /// Whether the span holds no byte.
    #[must_use]
    pub const fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// The same as a range of `usize`.
    #[must_use]
    pub const fn range(self) -> Range<usize> {
        self.start as usize..self.end as usize
    }

    /// The text under the span; empty if the span does not fit the text.
    #[must_use]
    pub fn cut(self, text: &str) -> &str {
        text.get(self.range()).unwrap_or("")
    }

    /// Whether `other` lies within this span.
    #[must_use]
    pub const fn contains(self, other: Self) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// Whether both share a byte; an empty span overlaps what it lies in or touches the start of.
    #[must_use]
    pub const fn overlaps(self, other: Self) -> bool {
        if self.is_empty() || other.is_empty() {
            return self.start <= other.end && other.start <= self.end;
        }
        self.start < other.end && other.start < self.end
    }

    /// The smallest span that holds both.
    #[must_use]
    pub const fn join(self, other: Self) -> Self {
        Self {
            start: if self.start < other.start { self.start } else { other.start },
            end: if self.end > other.end { self.end } else { other.end },
        }
    }

    /// The span moved forward by `by` bytes.
    #[must_use]
    pub const fn shifted(self, by: u32) -> Self {
        Self { start: self.start + by, end: self.end + by }
    }
}

impl From<Range<usize>> for Span {
    fn from(range: Range<usize>) -> Self {
        Self::of(range.start, range.end)
    }
}

/// A line and a column, both from 1; the column counts characters.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Position {
    /// Line, from 1.
    pub line: u32,
    /// Column in characters, from 1.
    pub column: u32,
}

/// Where each line of a text begins. Lines end at `\n`, `\r\n` or a lone `\r`.
#[derive(Clone, Debug)]
pub struct LineIndex {
    starts: Vec<u32>,
}

impl LineIndex {
    /// Finds the lines of `text`.
    #[must_use]
    pub fn new(text: &str) -> Self {
        let bytes = text.as_bytes();
        let mut starts = vec![0];
        for at in memchr::memchr2_iter(b'\n', b'\r', bytes) {
            let lone_or_newline = bytes.get(at) == Some(&b'\n') || bytes.get(at + 1) != Some(&b'\n');
            if lone_or_newline {
                starts.push(at as u32 + 1);
            }
        }
        Self { starts }
    }

    /// The line (from 1) that holds the byte at `offset`.
    #[must_use]
    pub fn line(&self, offset: u32) -> u32 {
        self.starts.partition_point(|&start| start <= offset).max(1) as u32
    }

    /// How many lines there are; a text that ends in a line end has one more, empty line.
    #[must_use]
    pub fn len(&self) -> u32 {
        self.starts.len() as u32
    }

    /// Never: even an empty text has one line.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.starts.is_empty()
    }

    /// The bytes of a line (from 1) without its line end.
    #[must_use]
    pub fn span(&self, line: u32, text: &str) -> Span {
        let index = line.max(1) as usize - 1;
        let start = self.starts.get(index).copied().unwrap_or(text.len() as u32);
        let end = self.starts.get(index + 1).copied().unwrap_or(text.len() as u32);
        let content = Span::new(start, end).cut(text).trim_end_matches(['\n', '\r']);
        Span::new(start, start + content.len() as u32)
    }

    /// Line and column of a byte offset. A byte-order mark is not part of line 1.
    #[must_use]
    pub fn position(&self, offset: u32, text: &str) -> Position {
        let line = self.line(offset);
        let start = self.starts.get(line as usize - 1).copied().unwrap_or(0);
        let before = Span::new(start, offset).cut(text);
        let mut column = before.chars().count() as u32 + 1;
        if start == 0 && before.starts_with('\u{feff}') {
            column -= 1;
        }
        Position { line, column }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_lone_carriage_return_ends_a_line() {
        let text = "one\rtwo\r\nthree\nfour";
        let lines = LineIndex::new(text);
        assert_eq!(lines.len(), 4);
        assert_eq!((1..=4).map(|line| lines.span(line, text).cut(text)).collect::<Vec<_>>(), ["one", "two", "three", "four"]);
    }

    #[test]
    fn columns_count_characters_and_skip_the_mark() {
        let text = "\u{feff}é€x\nü!";
        let lines = LineIndex::new(text);
        assert_eq!(lines.position(text.find('x').unwrap() as u32, text), Position { line: 1, column: 3 });
        assert_eq!(lines.position(text.find('!').unwrap() as u32, text), Position { line: 2, column: 2 });
    }

    #[test]
    fn neighbours_do_not_overlap_but_an_empty_span_overlaps_where_it_stands() {
        assert!(!Span::new(0, 3).overlaps(Span::new(3, 5)));
        assert!(Span::new(0, 3).overlaps(Span::new(2, 5)));
        assert!(Span::at(3).overlaps(Span::new(3, 5)));
    }
}
