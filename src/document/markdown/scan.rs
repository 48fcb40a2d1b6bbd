//! Finds template syntax line by line, outside code and comments: the source comes in, its masked copy goes out.

use std::borrow::Cow;

use super::Dialect;
use super::containers::Tag;
use super::finder::{Finder, ParagraphEnds};
use super::jsx::{self, TagForm};
use super::liquid::{Braces, Construct, What};
use super::mask::{Copy, InText, Mask, Masked, OnLines, Standing};
use crate::document::{Comment, Document, Unclosed, UnclosedKind};
use crate::limits::QUOTE_MARKS;
use crate::span::Span;

mod lines;
mod regions;
mod triggers;

/// Masks the text from `body` on.
pub(super) fn scan(source: &str, body: u32, dialect: Dialect) -> Masked<'_> {
    let mut copy = Copy::new(source);
    let found = triggers::find(source.as_bytes(), body as usize, dialect);
    for at in &found.lone_returns {
        copy.line_end(*at);
    }
    let masked = Masked {
        text: source.into(),
        inline: Vec::new(),
        standing: Vec::new(),
        definitions: Vec::new(),
        boxes: Vec::new(),
        code: Vec::new(),
        tags: Vec::new(),
        comments: Vec::new(),
        unclosed: Vec::new(),
        module: None,
        quote_marks: found.quote_marks,
    };
    if !found.syntax && !has_tab_behind_fence(source) {
        return Masked { text: copy.finish(), ..masked };
    }
    // Lines must be found where a lone carriage return ends one, so the scan reads the copy made so far.
    let text = if found.lone_returns.is_empty() { Cow::Borrowed(source) } else { copy.clone().finish() };
    let mut scanner = Scanner {
        text: &text,
        bytes: text.as_bytes(),
        dialect,
        copy,
        masked,
        braces: Braces::new(),
        comment_end: Finder::new("-->"),
        paragraphs: ParagraphEnds::default(),
        no_run: [0; 64],
        no_tag_before: 0,
        raw_before: 0,
        fence: None,
        in_html: false,
        in_list: false,
        after_blank: true,
        next_term: None,
        ends: Vec::new(),
    };
    scanner.scan(body as usize);
    let Scanner { copy, masked, .. } = scanner;
    Masked { text: copy.finish(), ..masked }
}

/// An open code fence.
#[derive(Clone, Copy)]
struct Fence {
    mark: u8,
    len: usize,
}

struct Scanner<'s, 't> {
    text: &'t str,
    bytes: &'t [u8],
    dialect: Dialect,
    copy: Copy<'s>,
    masked: Masked<'s>,
    braces: Braces,
    comment_end: Finder,
    paragraphs: ParagraphEnds,
    /// For each length of backtick run: before this offset none of that length follows in the paragraph.
    no_run: [usize; 64],
    /// Components that begin before this offset are not closed.
    no_tag_before: usize,
    /// Up to here braces are shown as they stand (`{% raw %}`).
    raw_before: usize,
    fence: Option<Fence>,
    in_html: bool,
    in_list: bool,
    after_blank: bool,
    /// Start of the last line with text, which a definition may follow.
    next_term: Option<usize>,
    /// For each name of an end tag: where the next one was found, or that there is none.
    ends: Vec<(&'static str, Option<(usize, usize)>)>,
}

/// A fence with a tab behind it closes for readers; the parser reads on.
fn has_tab_behind_fence(source: &str) -> bool {
    ["```\t", "~~~\t"].iter().any(|fence| memchr::memmem::find(source.as_bytes(), fence.as_bytes()).is_some())
}

/// A line: where it begins, where its text begins behind blanks and quote marks, where it ends without its line end.
#[derive(Clone, Copy)]
struct Line {
    start: usize,
    text: usize,
    end: usize,
}

impl Scanner<'_, '_> {
    fn scan(&mut self, body: usize) {
        let mut at = body;
        while at < self.bytes.len() {
            let line = self.line_at(at);
            let stopped = self.line(line).max(line.end);
            at = memchr::memchr(b'\n', self.rest(stopped)).map_or(self.bytes.len(), |len| stopped + len + 1);
        }
    }

    fn is_mdx(&self) -> bool {
        self.dialect == Dialect::Mdx
    }

    fn byte(&self, at: usize) -> Option<u8> {
        self.bytes.get(at).copied()
    }

    fn rest(&self, at: usize) -> &[u8] {
        self.bytes.get(at..).unwrap_or_default()
    }

    fn line_at(&self, start: usize) -> Line {
        let end = memchr::memchr(b'\n', self.rest(start)).map_or(self.bytes.len(), |len| start + len);
        let content = self.bytes.get(start..end).unwrap_or_default();
        let lead = content.iter().take_while(|byte| matches!(byte, b' ' | b'\t' | b'>' | b'\r')).count();
        let end = if lead < content.len() && content.last() == Some(&b'\r') { end - 1 } else { end };
        Line { start, text: start + lead, end }
    }

    /// The end of the line that holds `at`, without its line end.
    fn line_end(&self, at: usize) -> usize {
        let end = memchr::memchr(b'\n', self.rest(at)).map_or(self.bytes.len(), |len| at + len);
        if end > at && self.byte(end - 1) == Some(b'\r') { end - 1 } else { end }
    }

    /// Whether only blanks follow on the line.
    fn is_blank_from(&self, at: usize) -> bool {
        self.rest(at).iter().find(|byte| !matches!(byte, b' ' | b'\t' | b'\r')).is_none_or(|byte| *byte == b'\n')
    }

    /// Masks a range within text.
    fn mask(&mut self, start: usize, end: usize, kind: InText) {
        let src = Span::of(start, end);
        self.masked.inline.push(Mask { src, kind });
        self.copy.word(src);
    }

    /// Notes a construct on lines of its own. The copy shows a thematic break there, which ends paragraphs and lists as
    /// the construct does; deeper than one may stand, the parser takes it for text, and the mask answers for it.
    fn stand(&mut self, start: usize, end: usize, kind: OnLines) {
        let src = Span::of(start, end);
        self.masked.standing.push(Standing { src, kind });
        self.masked.inline.push(Mask { src, kind: InText::Nothing });
        self.copy.blank(src);
        self.copy.marks(start, "___");
    }

    /// Whether the line below is so far indented that a blank line above makes it code.
    fn is_code_below(&self, line: Line, end: usize) -> bool {
        let below = self.line_at((self.line_end(end) + 1).min(self.bytes.len()));
        let margin = if self.in_list { line.text - line.start } else { 0 };
        below.text < below.end && below.text - below.start >= margin + 4
    }

    /// Looks at the text of a line from `at` on, and returns where it stopped: beyond the line, if a construct runs on.
    fn inline(&mut self, mut at: usize, end: usize) -> usize {
        let mut end = end;
        loop {
            let Some(found) = self.bytes.get(at..end).and_then(|text| memchr::memchr3(b'`', b'{', b'<', text)) else { return end };
            at += found;
            // A backslash takes the meaning of the mark behind it.
            if at > 0 && self.byte(at - 1) == Some(b'\\') && self.byte(at) != Some(b'<') {
                at += 1;
                continue;
            }
            at = match self.byte(at) {
                Some(b'`') => self.code(at),
                Some(b'<') => self.tag(at),
                _ => self.brace(at),
            };
            if at > end {
                end = self.line_end(at);
            }
        }
    }

    /// Passes over inline code.
    fn code(&mut self, at: usize) -> usize {
        let len = self.rest(at).iter().take_while(|byte| **byte == b'`').count();
        let from = at + len;
        let Some(none_before) = self.no_run.get(len).copied() else { return from };
        if from < none_before {
            return from;
        }
        let limit = self.paragraphs.find(self.bytes, at);
        let mut search = from;
        while let Some(found) = self.bytes.get(search..limit).and_then(|text| memchr::memchr(b'`', text)) {
            let start = search + found;
            let run = self.rest(start).iter().take_while(|byte| **byte == b'`').count();
            if run == len {
                return start + run;
            }
            search = start + run;
        }
        if let Some(none_before) = self.no_run.get_mut(len) {
            *none_before = limit;
        }
        from
    }

    /// Passes over a comment, masks the tag of a component.
    fn tag(&mut self, at: usize) -> usize {
        if self.rest(at).starts_with(b"<!--") {
            let limit = self.paragraphs.find(self.bytes, at);
            return self.comment_end.find(self.bytes, at + 4, limit).map_or(at + 4, |close| close + 3);
        }
        // Where nothing but MDX knows such tags, the parser reads them as HTML well enough.
        if !self.is_mdx() {
            return at + 1;
        }
        let Some((end, form)) = self.component_at(at) else { return at + 1 };
        self.mask(at, end, if form == TagForm::Whole { InText::Template } else { InText::Nothing });
        end
    }

    /// The tag of a component that begins at `at`: where it ends and what it does.
    fn component_at(&mut self, at: usize) -> Option<(usize, TagForm)> {
        if at < self.no_tag_before {
            return None;
        }
        let found = jsx::component(self.bytes, at, self.is_mdx()).map_err(|searched| self.no_tag_before = searched).ok()?;
        // A line may be looked at twice: whole, and as text.
        if found.1 != TagForm::Whole && self.masked.tags.last().is_none_or(|tag| (tag.at as usize) < at) {
            self.masked.tags.push(Tag::at(self.bytes, at));
        }
        Some(found)
    }

    /// Masks a construct in braces within text.
    fn brace(&mut self, at: usize) -> usize {
        let after_markup = at > 0 && matches!(self.byte(at - 1), Some(b')' | b']' | b'`' | b'*' | b'_' | b'}'));
        let Some(construct) = self.braces.read(self.text, at, self.is_mdx(), after_markup) else { return at + 1 };
        let end = construct.end;
        if at < self.raw_before {
            if end > self.raw_before {
                return at + 1;
            }
            if matches!(construct.what, What::Nothing) && self.is_end_tag(at, end, "endraw") {
                self.mask(at, end, InText::Nothing);
            } else {
                self.mask(at, end, InText::Raw);
            }
            return end;
        }
        match construct.what {
            What::Template | What::Toc => self.mask(at, end, InText::Template),
            What::Nothing => self.mask(at, end, InText::Nothing),
            What::Attributes => {
                let src = Span::of(at, end);
                self.masked.inline.push(Mask { src, kind: InText::Nothing });
                self.copy.blank(src);
            }
            What::Comment(body) => {
                self.masked.comments.push(Comment { src: Span::of(at, end), body });
                self.mask(at, end, InText::Nothing);
            }
            What::RawUntil(name) => return self.open_raw(at, end, name),
            What::CodeUntil(name, _) => {
                let Some((close, close_end)) = self.end_tag(end, name) else {
                    self.mask(at, end, InText::Template);
                    return end;
                };
                if self.text.get(end..close).is_some_and(|inner| inner.contains('\n')) {
                    self.mask(at, end, InText::Template);
                    return end;
                }
                self.mask(at, end, InText::Nothing);
                self.mask(end, close, InText::Raw);
                self.mask(close, close_end, InText::Nothing);
                return close_end;
            }
            What::CommentUntil(name) => return self.comment_region(Construct { end, what: construct.what }, at, name, false),
        }
        end
    }

    fn note_unclosed(&mut self, what: UnclosedKind, start: usize, end: usize) {
        self.masked.unclosed.push(Unclosed { what, src: Span::of(start, end), block: Document::ROOT });
    }
}

/// Whether a line's first words open a list item, and how long its marker is.
fn list_marker(text: &[u8]) -> Option<usize> {
    let len = if matches!(text, [b'-' | b'*' | b'+', ..]) {
        1
    } else {
        let digits = text.iter().take(10).take_while(|byte| byte.is_ascii_digit()).count();
        if digits == 0 || !matches!(text.get(digits), Some(b'.' | b')')) {
            return None;
        }
        digits + 1
    };
    text.get(len).is_none_or(|byte| matches!(byte, b' ' | b'\t' | b'\n' | b'\r')).then_some(len)
}

/// Counts quote marks that follow each other with nothing but blanks between.
struct QuoteMarks {
    count: usize,
    last: usize,
}

impl QuoteMarks {
    fn too_many(&mut self, bytes: &[u8], at: usize) -> bool {
        let between = bytes.get(self.last..at).unwrap_or_default();
        let joined = self.count > 0 && between.iter().all(|byte| matches!(byte, b' ' | b'\t'));
        self.count = if joined { self.count + 1 } else { 1 };
        self.last = at + 1;
        self.count > QUOTE_MARKS
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn copy(text: &str) -> String {
        let masked = scan(text, 0, Dialect::Any);
        assert_eq!(masked.text.len(), text.len());
        masked.text.into_owned()
    }

    #[test]
    fn an_article_without_templates_is_not_copied() {
        let text = "# Ferries\n\nThe ferry runs <b>daily</b> if (a < b) { sail(); }\n";
        assert!(matches!(scan(text, 0, Dialect::Any).text, Cow::Borrowed(_)));
    }

    #[test]
    fn code_is_never_masked() {
        let text =
            "Use `{{ pier }}` or ``a ` {{ b }}``.\n\n```\n{{ pier }}\n```\n\n- item\n\n  ~~~\n  {% if %}\n  ~~~\n\n<!-- {{ pier }} -->\n";
        assert_eq!(copy(text), text);
    }

    #[test]
    fn a_construct_alone_becomes_a_break_and_one_in_text_a_word() {
        assert_eq!(copy("a\n\n{{< map >}}\n\nat {{ pier }} now\n"), "a\n\n___        \n\nat xxxxxxxxxx now\n");
    }

    #[test]
    fn a_template_over_content_deeper_than_four_does_not_make_it_code() {
        assert_eq!(copy("{% Column %}\n    Ann Lee\n"), "xxxxxxxxxxxx\n    Ann Lee\n");
    }

    #[test]
    fn templates_within_a_block_of_html_do_not_end_it() {
        assert_eq!(copy("<table>\n{% for a in b %}\n<tr>\n"), "<table>\nxxxxxxxxxxxxxxxx\n<tr>\n");
    }

    #[test]
    fn a_backtick_without_its_partner_hides_nothing() {
        assert_eq!(copy("a ` b {{ c }} d\n"), "a ` b xxxxxxx d\n");
    }
}
