//! The lines of an export: the source goes in, its lines with content and its comments come out.

use super::mark::{self, Marker};
use crate::document::Comment;
use crate::span::Span;

/// What a line is by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Class {
    Text,
    /// `---`, `***`, `===`, with the character it is made of.
    Rule(u8),
    /// A bullet or number with text behind it.
    Bullet(Marker),
    /// A bullet or number and nothing else.
    Lone(Marker),
    /// `Q1. …`.
    Question,
    /// A code fence; the character it is made of.
    Fence(u8),
    /// A heading mark of Markdown, left in the text: its level, and the bytes up to the text.
    Hash(u8, u32),
    /// Source of a diagram.
    Diagram,
}

/// What a line is among its neighbours.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    Plain,
    Heading {
        level: u8,
        guess: bool,
        question: bool,
    },
    /// The line under a heading.
    Underline,
    Byline,
    /// Furniture within the article.
    Noise,
    /// `Table of Contents` with entries behind it.
    Toc,
    TocEntry,
    /// A question of a FAQ whose answer stands in the same paragraph, or nowhere.
    Asked,
    /// Code without a fence around it.
    Code,
    /// An item that lost its bullet.
    Item,
}

/// A line with content.
#[derive(Clone, Copy, Debug)]
pub(super) struct Line {
    /// Its first byte, blanks included.
    pub full_start: u32,
    /// Its end, blanks included and the line end not.
    pub full_end: u32,
    /// Its content without the blanks around it.
    pub span: Span,
    /// Columns before the content.
    pub indent: u16,
    /// Words, counted up to [`Line::MANY`].
    pub words: u8,
    /// A blank line or the start of the article stands before it.
    pub gap: bool,
    pub class: Class,
    pub role: Role,
}

impl Line {
    /// More words than any heading has.
    pub const MANY: u8 = 32;

    /// A line of prose, not of a heading, label or cell.
    pub const fn is_long(&self) -> bool {
        self.words > 16
    }

    pub fn text<'s>(&self, source: &'s str) -> &'s str {
        self.span.cut(source)
    }

    pub const fn is_text(&self) -> bool {
        matches!(self.class, Class::Text)
    }

    /// A paragraph, as opposed to a heading, a label, an item or a cell: long, or a sentence with its end.
    pub fn is_paragraph(&self, source: &str) -> bool {
        self.is_text()
            && self.role == Role::Plain
            && (self.is_long()
                || self.words >= 8 && self.text(source).ends_with(['.', '!', '?', ':', ')', '”', '"', '…'])
                || self.words >= 5 && self.text(source).ends_with(['.', '!', '…']))
    }
}

/// Cuts the source into lines and comments. A comment is no line; one within a line stays there and is left out of the text.
pub(super) fn split(source: &str) -> (Vec<Line>, Vec<Comment>) {
    let mut lines = Vec::with_capacity(source.len() / 64 + 4);
    let mut comments = Vec::new();
    let mut at = if source.starts_with('\u{feff}') { 3 } else { 0 };
    let mut next_comment = memchr::memmem::find(source.as_bytes(), b"<!--");
    let mut gap = true;
    // The fence that is open; what looks like a comment inside it is code.
    let mut fence = None;
    while at < source.len() {
        let rest = source.get(at..).unwrap_or("");
        let len = memchr::memchr2(b'\n', b'\r', rest.as_bytes()).unwrap_or(rest.len());
        let end = at + len;
        let after = if rest.get(len..).is_some_and(|tail| tail.starts_with("\r\n")) { end + 2 } else { end + 1 };
        let mut span = trimmed(source, at, end);
        let mut next = after;
        if next_comment.is_some_and(|comment| comment < end) {
            let covered = comments_of_line(source, end, fence.is_some(), &mut next_comment, &mut comments);
            (span, next) = around(source, span, &comments, covered.max(end), after);
            if span.is_empty() && !trimmed(source, at, end).is_empty() {
                at = next;
                continue;
            }
        }
        if span.is_empty() {
            gap = true;
        } else {
            let line = line(source, at, end, span, gap);
            if let Class::Fence(mark) = line.class {
                fence = match fence {
                    Some(open) if open == mark => None,
                    None => Some(mark),
                    other => other,
                };
            }
            lines.push(line);
            gap = false;
        }
        at = next;
    }
    (lines, comments)
}

/// Collects the comments that begin before `end`; returns how far they reach.
fn comments_of_line(source: &str, end: usize, in_code: bool, next: &mut Option<usize>, comments: &mut Vec<Comment>) -> usize {
    let mut reach = 0;
    while let Some(start) = next.filter(|&start| start < end.max(reach)) {
        let close = if in_code { None } else { memchr::memmem::find(source.as_bytes().get(start + 4..).unwrap_or_default(), b"-->") };
        let from = match close {
            Some(len) => {
                reach = start + 4 + len + 3;
                comments.push(Comment { src: Span::of(start, reach), body: Span::of(start + 4, start + 4 + len) });
                reach
            }
            // An open mark in code is text; one that is never closed is text too, and so are all behind it.
            None if in_code => start + 4,
            None => {
                *next = None;
                return reach;
            }
        };
        *next = memchr::memmem::find(source.as_bytes().get(from..).unwrap_or_default(), b"<!--").map(|at| from + at);
    }
    reach
}

/// The content of a line without the comments at its ends, and where the next line begins.
fn around(source: &str, span: Span, comments: &[Comment], reach: usize, after: usize) -> (Span, usize) {
    let first = comments.partition_point(|comment| comment.src.end() <= span.start());
    let (mut start, mut end) = (span.start(), span.end());
    for comment in comments.iter().skip(first) {
        if comment.src.start() <= start {
            start = trimmed(source, comment.src.end() as usize, (end as usize).max(comment.src.end() as usize)).start();
        }
    }
    for comment in comments.iter().skip(first).rev() {
        if comment.src.end() >= end && comment.src.start() < end {
            end = trimmed(source, start.min(comment.src.start()) as usize, comment.src.start() as usize).end();
        }
    }
    // Text behind a comment of several lines begins a line of its own.
    let next = if reach >= after { reach } else { after };
    (Span::new(start, end.max(start)), next)
}

fn trimmed(source: &str, start: usize, end: usize) -> Span {
    let line = source.get(start..end).unwrap_or("");
    let front = line.trim_start();
    let start = end - front.len();
    Span::of(start, start + front.trim_end().len())
}

fn line(source: &str, start: usize, end: usize, span: Span, gap: bool) -> Line {
    let text = span.cut(source);
    let before = source.get(start..span.start() as usize).unwrap_or("");
    let indent = before.chars().fold(0_u16, |columns, c| match c {
        '\t' => (columns / 4).saturating_add(1).saturating_mul(4),
        _ => columns.saturating_add(1),
    });
    let words = count_words(text);
    Line { full_start: start as u32, full_end: end as u32, span, indent, words, gap, class: mark::class(text, words), role: Role::Plain }
}

/// Words up to [`Line::MANY`]: the end of a long line is never looked at.
fn count_words(text: &str) -> u8 {
    let mut words = 0;
    let mut inside = false;
    for byte in text.bytes() {
        let blank = byte == b' ' || byte == b'\t';
        if !blank && !inside {
            words += 1;
            if words >= Line::MANY {
                break;
            }
        }
        inside = !blank;
    }
    words
}
