//! Lines with their roles go in, the blocks of the model come out.

use super::byline;
use super::heading;
use super::line::{Class, Line, Role};
use super::list;
use super::profile::{self, Profile};
use super::table::{self, Border, Rows};
use crate::document::{Builder, Comment, Flags, Kind, Meta, MetaFrom};
use crate::span::Span;

/// Writes the lines of one export.
pub(super) struct Writer<'w, 's> {
    pub builder: &'w mut Builder<'s>,
    pub lines: &'w [Line],
    pub source: &'s str,
    comments: &'w [Comment],
    pub profile: Profile,
    /// The first line of the tail.
    tail: usize,
    /// No closing fence follows, of backticks or of tildes.
    pub open_fences: [bool; 2],
    /// The last paragraph announces something.
    announced: bool,
}

pub(super) fn write(builder: &mut Builder<'_>, lines: &[Line], comments: Vec<Comment>, profile: Profile, tail: usize) {
    let source = builder.source();
    let mut writer = Writer { builder, lines, source, comments: &comments, profile, tail, open_fences: [false; 2], announced: false };
    let mut at = 0;
    while at < tail && !writer.builder.is_stopped() {
        at += writer.block(at).max(1);
    }
    writer.tail(tail);
    for comment in comments {
        builder.comment(comment);
    }
}

impl Writer<'_, '_> {
    /// Writes the block that begins at a line; returns how many lines it takes.
    fn block(&mut self, at: usize) -> usize {
        let Some(line) = self.lines.get(at).copied() else { return 1 };
        let announced = std::mem::take(&mut self.announced);
        match line.role {
            Role::Heading { level, guess, question } => return self.heading(at, line, level, guess, question),
            Role::Byline => return self.byline(at),
            Role::Noise => return self.noise(at),
            Role::Toc => return self.contents(at),
            Role::Asked => return self.asked(line),
            Role::Code => return self.bare_code(at),
            Role::Item => return list::write_bare(self, at),
            Role::Underline => return 1,
            Role::Plain | Role::TocEntry => {}
        }
        match line.class {
            Class::Rule(_) => {
                self.builder.bare_block(Kind::Rule, line.span);
                self.builder_end(line.span.end());
                // A rule between a lead-in and what it announces changes nothing.
                self.announced = announced;
                return 1;
            }
            Class::Fence(mark) => return self.fence(at, line, mark),
            Class::Diagram => return self.diagram(at),
            _ => {}
        }
        let count = list::extent(self.lines, self.source, at, self.tail, self.profile);
        if count > 0 {
            list::write(self, at, count);
            return count;
        }
        if let Some(count) = self.indented_code(at) {
            return count;
        }
        if let Some(rows) = table::rows(self.rest(at), self.source) {
            return self.table(at, rows);
        }
        self.paragraphs(at, announced)
    }

    pub fn rest(&self, at: usize) -> &[Line] {
        self.lines.get(at..self.tail).unwrap_or_default()
    }

    /// Nothing is left open below the root at the end of a block.
    fn builder_end(&mut self, end: u32) {
        self.builder.close_leaf(end);
    }

    /// Adds text without the comments in it.
    pub fn text(&mut self, span: Span) {
        let first = self.comments.partition_point(|comment| comment.src.end() <= span.start());
        let mut start = span.start();
        for comment in self.comments.iter().skip(first).take_while(|comment| comment.src.start() < span.end()) {
            self.builder.text(Span::new(start, comment.src.start().max(start)));
            start = comment.src.end();
        }
        self.builder.text(Span::new(start, span.end().max(start)));
    }

    fn leaf(&mut self, kind: Kind, flags: Flags, level: u8, span: Span) -> u32 {
        let id = self.builder.open_with(kind, flags, level, span.start());
        self.text(span);
        self.builder.close(span.end());
        id
    }

    fn heading(&mut self, at: usize, line: Line, level: u8, guess: bool, question: bool) -> usize {
        let mut flags = if guess { Flags::GUESS } else { Flags::empty() };
        if question {
            flags = flags.with(Flags::QUESTION);
        }
        let underline = self.lines.get(at + 1).filter(|next| next.role == Role::Underline);
        let end = underline.map_or(line.span.end(), |next| next.span.end());
        self.builder.open_with(Kind::Heading, flags, level, line.span.start());
        let mut words = line.span;
        if let Class::Hash(_, len) = line.class {
            let text = line.text(self.source);
            let closed = text.trim_end_matches('#').trim_end();
            words = Span::new(line.span.start() + len, line.span.start() + closed.len().max(len as usize) as u32);
        }
        self.text(words);
        self.builder.close(end);
        if underline.is_some() { 2 } else { 1 }
    }

    fn byline(&mut self, at: usize) -> usize {
        let Some(line) = self.lines.get(at) else { return 1 };
        let mut span = line.span;
        let mut count = 1;
        if byline::opens(line.text(self.source))
            && let Some(next) = self.lines.get(at + 1).filter(|next| next.role == Role::Byline && !next.gap)
        {
            span = span.join(next.span);
            count = 2;
        }
        self.leaf(Kind::Byline, Flags::empty(), 0, span);
        let value = span.cut(self.source).split_ascii_whitespace().collect::<Vec<_>>().join(" ");
        self.builder.meta(Meta { from: MetaFrom::Byline, key: "byline".into(), value: value.into(), src: span });
        count
    }

    fn noise(&mut self, at: usize) -> usize {
        let count = self.rest(at).iter().take_while(|line| line.role == Role::Noise).count();
        self.region(at, count);
        count
    }

    fn region(&mut self, at: usize, count: usize) {
        let lines = self.lines.get(at..at + count).unwrap_or_default();
        let (Some(first), Some(last)) = (lines.first(), lines.last()) else { return };
        self.builder.open_with(Kind::Region, Flags::BOILER, 0, first.span.start());
        for line in lines {
            if self.builder.is_stopped() {
                break;
            }
            if matches!(line.class, Class::Rule(_)) {
                self.builder.bare_block(Kind::Rule, line.span);
            } else {
                self.leaf(Kind::Paragraph, Flags::empty(), 0, line.span);
            }
        }
        self.builder.close(last.span.end());
    }

    fn tail(&mut self, tail: usize) {
        if tail < self.lines.len() && !self.builder.is_stopped() {
            self.region(tail, self.lines.len() - tail);
        }
    }

    fn contents(&mut self, at: usize) -> usize {
        let count = 1 + self.rest(at + 1).iter().take_while(|line| line.role == Role::TocEntry).count();
        let lines = self.lines.get(at..at + count).unwrap_or_default();
        let (Some(first), Some(last)) = (lines.first(), lines.last()) else { return 1 };
        self.builder.open(Kind::Toc, first.span.start());
        for line in lines {
            self.leaf(Kind::Paragraph, Flags::empty(), 0, line.span);
        }
        self.builder.close(last.span.end());
        count
    }

    /// A question and its answer in one paragraph become two; a question without an answer stays alone.
    fn asked(&mut self, line: Line) -> usize {
        let text = line.text(self.source);
        let split = heading::question_end(text).unwrap_or(text.len());
        let question = Span::new(line.span.start(), line.span.start() + split as u32);
        self.leaf(Kind::Paragraph, Flags::QUESTION, 0, question);
        let answer = text.get(split..).unwrap_or("");
        if !answer.is_empty() {
            let start = line.span.end() - answer.trim_start().len() as u32;
            self.leaf(Kind::Paragraph, Flags::IMPLICIT, 0, Span::new(start, line.span.end()));
        }
        1
    }

    /// Source of a diagram stays text: its lines are one paragraph.
    fn diagram(&mut self, at: usize) -> usize {
        let count = 1 + self
            .rest(at + 1)
            .iter()
            .take_while(|line| !line.gap && line.role == Role::Plain && !line.is_prose_start(self.source))
            .count();
        let lines = self.lines.get(at..at + count).unwrap_or_default();
        if let (Some(first), Some(last)) = (lines.first(), lines.last()) {
            self.leaf(Kind::Paragraph, Flags::empty(), 0, first.span.join(last.span));
        }
        count
    }

    fn table(&mut self, at: usize, rows: Rows) -> usize {
        let lines = self.lines.get(at..at + rows.count).unwrap_or_default();
        let (Some(first), Some(last)) = (lines.first(), lines.last()) else { return 1 };
        let flags = if rows.guess { Flags::GUESS } else { Flags::empty() };
        self.builder.open_with(Kind::Table, flags, 0, first.span.start());
        for (index, line) in lines.iter().enumerate() {
            if rows.border == Border::Pipe && table::is_delimiter(line.text(self.source)) {
                continue;
            }
            let header = if index == 0 && rows.border != Border::Lost { Flags::HEADER } else { Flags::empty() };
            self.builder.open_with(Kind::Row, header, 0, line.span.start());
            for cell in table::cells(line, self.source, rows.border) {
                self.builder.open_with(Kind::Cell, header, 0, cell.start());
                if !cell.is_empty() {
                    self.text(cell);
                }
                self.builder.close_leaf(cell.end());
                self.builder.close(cell.end());
            }
            self.builder.close(line.span.end());
        }
        self.builder.close(last.span.end());
        rows.count
    }

    /// Lines that follow each other without a blank line: one wrapped paragraph, rows, lines of a verse, or a paragraph each.
    fn paragraphs(&mut self, at: usize, announced: bool) -> usize {
        let Some(first) = self.lines.get(at).copied() else { return 1 };
        let wraps = matches!(self.profile, Profile::Wrapped(_));
        let leads = first.text(self.source).ends_with([':', '：']);
        if !wraps && (first.is_long() || leads) {
            self.leaf(Kind::Paragraph, Flags::empty(), 0, first.span);
            self.announced = leads;
            return 1;
        }
        let belongs = |line: &&Line| {
            !line.gap
                && line.role == Role::Plain
                && self.is_running(line)
                && (wraps || !line.is_long() && !table::has_border(line, self.source))
        };
        let count = 1 + self.rest(at + 1).iter().take_while(belongs).count();
        let run = self.lines.get(at..at + count).unwrap_or_default();
        let last = run.last().copied().unwrap_or(first);
        let leads = last.text(self.source).ends_with([':', '：']);
        let is_wrapped = count == 1 || self.is_wrapped(run);
        if !is_wrapped && !self.is_carried(run) && table::is_flattened(run, self.source, announced) {
            return self.table(at, Rows { count, border: Border::Lost, guess: true });
        }
        self.announced = leads;
        if !is_wrapped && self.profile == Profile::Compact {
            for line in run {
                self.leaf(Kind::Paragraph, Flags::empty(), 0, line.span);
            }
            return count;
        }
        // Where lines are broken at a width, the end of a paragraph is a guess: a term, a command or an address may stand on the next line.
        let flags = if wraps { Flags::GUESS } else { Flags::empty() };
        self.builder.open_with(Kind::Paragraph, flags, 0, first.span.start());
        let mut start = first.span.start();
        for (line, next) in run.iter().zip(run.iter().skip(1)) {
            if self.carries(line, next) {
                continue;
            }
            self.text(Span::new(start, line.span.end()));
            start = next.span.start();
            self.builder.hard_break(Span::new(line.span.end(), start));
        }
        self.text(Span::new(start, last.span.end()));
        self.builder.close(last.span.end());
        count
    }

    /// Whether a line goes on with a paragraph: text, or a number or dash that only happens to begin a line.
    fn is_running(&self, line: &Line) -> bool {
        match line.class {
            Class::Text => true,
            Class::Bullet(marker) => {
                matches!(self.profile, Profile::Wrapped(_)) && (marker.is_dash() || marker.is_ordered() && marker.number != 1)
            }
            _ => false,
        }
    }

    fn is_wrapped(&self, run: &[Line]) -> bool {
        let Profile::Wrapped(width) = self.profile else { return false };
        let soft = run.iter().zip(run.iter().skip(1)).filter(|(line, next)| profile::is_soft(line, next, self.source, width, 15)).count();
        soft * 2 >= run.len() - 1
    }

    /// Whether the lines hold a sentence that was broken: then they are no rows.
    fn is_carried(&self, run: &[Line]) -> bool {
        matches!(self.profile, Profile::Wrapped(_))
            && run.iter().zip(run.iter().skip(1)).any(|(line, next)| profile::goes_on(line, next, self.source))
    }

    /// Whether the break between two lines of a paragraph is none of its author's.
    fn carries(&self, line: &Line, next: &Line) -> bool {
        let Profile::Wrapped(width) = self.profile else { return false };
        profile::is_soft(line, next, self.source, width, 15) || profile::goes_on(line, next, self.source)
    }

    /// Text that goes on with an item, behind a blank line as a paragraph of its own.
    pub fn continue_item(&mut self, line: &Line) {
        if line.gap {
            self.builder.close_leaf(line.span.start());
        } else {
            self.builder.blank(Span::at(line.span.start()));
        }
        self.text(line.span);
    }
}

impl Line {
    /// A long line without arrows is prose again, behind a diagram.
    fn is_prose_start(&self, source: &str) -> bool {
        self.is_long() && !["-->", "->", "---", "=="].iter().any(|arrow| self.text(source).contains(arrow))
    }
}
