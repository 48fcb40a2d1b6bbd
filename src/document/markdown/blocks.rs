//! The parser's events into blocks: keeps what is open, puts in what was masked on lines of its own.

use pulldown_cmark::{BrokenLinkCallback, CodeBlockKind, CowStr, Event, OffsetIter, Tag, TagEnd};

use super::mask::{Masked, OnLines};
use super::{Dialect, embedded, inline};
use crate::document::{BlockId, Builder, Flags, Kind, NONE, Unclosed, UnclosedKind};
use crate::span::Span;

/// A container that is open in the Markdown.
struct Container {
    id: BlockId,
    /// Where its last text ends; blank lines that follow belong to it for the parser only.
    content_end: u32,
    /// What the copy shows as a list, but is none in the source.
    shown: Shown,
}

/// What a list of the copy is in the source.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Shown {
    AsItIs,
    Definitions,
    Boxes,
}

/// A box between two lines (`:::`).
struct Fenced {
    id: BlockId,
    /// How many containers were open around it.
    depth: usize,
    /// Where it ends, once its last line was seen within a container that is still open.
    end: Option<u32>,
}

/// Reads the events of one article.
pub(super) struct Reader<'b, 's, 'm> {
    pub(super) builder: &'b mut Builder<'s>,
    pub(super) masked: &'m Masked<'s>,
    /// Where the parsed text begins in the source.
    pub(super) base: u32,
    dialect: Dialect,
    containers: Vec<Container>,
    fenced: Vec<Fenced>,
    list_depth: u8,
    /// Index of the next construct on lines of its own.
    next_standing: usize,
    /// A paragraph that has no text yet: one that never gets any is no block.
    pending: Option<Pending>,
    /// Everything up to the end of the paragraph or heading is passed over.
    passing: bool,
    /// Text before this offset is passed over.
    pub(super) pass_before: u32,
    /// A line end of code that is written once more code follows.
    code_end: Option<Span>,
    pub(super) in_code: bool,
    in_header: bool,
    html: Vec<Span>,
    in_html: bool,
    pub(super) inline: inline::State,
}

#[derive(Clone, Copy)]
struct Pending {
    start: u32,
    term: bool,
}

impl<'b, 's, 'm> Reader<'b, 's, 'm> {
    pub(super) fn new(builder: &'b mut Builder<'s>, masked: &'m Masked<'s>, base: u32, dialect: Dialect) -> Self {
        Self {
            builder,
            masked,
            base,
            dialect,
            containers: Vec::new(),
            fenced: Vec::new(),
            list_depth: 0,
            next_standing: 0,
            pending: None,
            passing: false,
            pass_before: 0,
            code_end: None,
            in_code: false,
            in_header: false,
            html: Vec::new(),
            in_html: false,
            inline: inline::State::default(),
        }
    }

    /// Reads the events up to one that begins at `stop`.
    pub(super) fn read<'t, F: BrokenLinkCallback<'t>>(&mut self, mut events: OffsetIter<'t, F>, stop: u32) {
        while let Some((event, range)) = events.next() {
            let span = Span::from(range).shifted(self.base);
            if span.start() >= stop || self.builder.is_stopped() {
                break;
            }
            if self.in_html {
                match event {
                    Event::Html(_) | Event::Text(_) => self.html.push(span),
                    Event::End(TagEnd::HtmlBlock) => self.in_html = false,
                    _ => {}
                }
                continue;
            }
            if !matches!(event, Event::Start(Tag::HtmlBlock)) {
                self.end_html();
            }
            if self.passing {
                self.passing = !matches!(event, Event::End(TagEnd::Paragraph | TagEnd::Heading(_)));
                continue;
            }
            match event {
                Event::Text(text) if self.in_code => self.code_text(&text, span),
                Event::Text(text) => self.text(&text, span),
                Event::SoftBreak => self.soft_break(span),
                Event::HardBreak => self.hard_break(span),
                Event::Code(text) => self.code(&text, span),
                Event::InlineHtml(_) | Event::Html(_) => self.inline_html(span),
                Event::FootnoteReference(label) => self.foot_reference(&label, span),
                Event::TaskListMarker(_) => self.task(),
                Event::Rule => {
                    self.flush_standing(span.start());
                    self.builder.bare_block(Kind::Rule, span);
                }
                Event::InlineMath(text) | Event::DisplayMath(text) => self.text(&text, span),
                Event::Start(tag) => {
                    let definition = match &tag {
                        Tag::Link { id, .. } | Tag::Image { id, .. } if !id.is_empty() => {
                            events.reference_definitions().get(id).map(|definition| Span::from(definition.span.clone()).shifted(self.base))
                        }
                        _ => None,
                    };
                    self.start(tag, span, definition);
                }
                Event::End(tag) => self.end(tag, span),
            }
        }
        self.end_html();
    }

    /// Closes what is open and puts in what stands behind the last block.
    pub(super) fn finish(&mut self, end: u32) {
        while self.containers.len() > 0 {
            self.close_container(end);
        }
        self.flush_standing(end + 1);
        while let Some(fenced) = self.fenced.pop() {
            self.builder.close_through(fenced.id, end);
        }
        self.builder.close_leaf(end);
        self.close_definitions(end);
    }

    /// Whether a paragraph has begun that has no text yet.
    pub(super) const fn is_pending(&self) -> bool {
        self.pending.is_some()
    }

    pub(super) fn source(&self) -> &'s str {
        self.builder.source()
    }

    /// Makes the paragraph a block, now that it has content.
    pub(super) fn begin_text(&mut self) {
        if let Some(pending) = self.pending.take() {
            if pending.term {
                if self.builder.current_kind() != Kind::DefList {
                    self.builder.open(Kind::DefList, pending.start);
                }
                self.builder.open(Kind::DefTerm, pending.start);
            } else {
                self.builder.open(Kind::Paragraph, pending.start);
            }
        }
    }

    fn start(&mut self, tag: Tag<'_>, span: Span, definition: Option<Span>) {
        match tag {
            Tag::Paragraph => {
                self.flush_standing(span.start());
                if is_toc(span.cut(self.source())) {
                    self.builder.bare_block(Kind::Toc, span);
                    self.passing = true;
                    return;
                }
                let term = self.is_term(span);
                if !term {
                    self.close_definitions(span.start());
                }
                self.pending = Some(Pending { start: span.start(), term });
            }
            // The empty heading that the copy shows for the first line of a box.
            Tag::Heading { .. } if span.start() < self.pass_before => self.passing = true,
            Tag::Heading { level, id, .. } => {
                self.before_block(span);
                let block = self.builder.open_with(Kind::Heading, Flags::empty(), level as u8, span.start());
                if let Some(id) = id.filter(|id| !id.is_empty()) {
                    self.set_string(block, &id);
                }
            }
            Tag::BlockQuote(alert) => {
                self.before_block(span);
                let marker = own_alert(span.cut(self.source()));
                let id = match (alert, marker) {
                    (None, None) => self.builder.open(Kind::Quote, span.start()),
                    _ => self.builder.open_with(Kind::Region, Flags::ALERT, 0, span.start()),
                };
                if let (None, Some(len)) = (alert, marker) {
                    self.pass_before = span.start() + len;
                }
                self.push(id, span, Shown::AsItIs);
            }
            Tag::CodeBlock(kind) => self.start_code(&kind, span),
            Tag::HtmlBlock => {
                if self.masked.standing.get(self.next_standing).is_some_and(|standing| standing.src.start() < span.start()) {
                    self.end_html();
                }
                if self.html.is_empty() {
                    self.before_block(span);
                }
                self.in_html = true;
            }
            Tag::List(first) => {
                let shown = self.shown_list(span.start());
                if shown == Shown::Definitions {
                    self.flush_standing(span.start());
                    if self.builder.current_kind() != Kind::DefList {
                        self.builder.open(Kind::DefList, span.start());
                    }
                    self.push(NONE, span, shown);
                    return;
                }
                self.before_block(span);
                if shown == Shown::Boxes {
                    self.push(NONE, span, shown);
                    return;
                }
                self.list_depth = self.list_depth.saturating_add(1);
                let flags = if first.is_some() { Flags::ORDERED } else { Flags::empty() };
                let id = self.builder.open_with(Kind::List, flags, self.list_depth, span.start());
                self.push(id, span, shown);
            }
            Tag::Item => self.start_item(span),
            Tag::FootnoteDefinition(label) => {
                self.before_block(span);
                let id = self.builder.open(Kind::FootDef, span.start());
                self.set_string(id, &label);
                self.push(id, span, Shown::AsItIs);
            }
            Tag::Table(_) => {
                self.before_block(span);
                let id = self.builder.open(Kind::Table, span.start());
                self.push(id, span, Shown::AsItIs);
            }
            Tag::TableHead => {
                self.in_header = true;
                let id = self.builder.open_with(Kind::Row, Flags::HEADER, 0, span.start());
                self.push(id, span, Shown::AsItIs);
            }
            Tag::TableRow => {
                let id = self.builder.open(Kind::Row, span.start());
                self.push(id, span, Shown::AsItIs);
            }
            Tag::TableCell => {
                let cell = span.cut(self.source());
                let lead = cell.len() - cell.trim_start_matches([' ', '\t', '|']).len();
                let start = if lead < cell.len() { span.start() + lead as u32 } else { span.start() };
                let flags = if self.in_header { Flags::HEADER } else { Flags::empty() };
                let id = self.builder.open_with(Kind::Cell, flags, 0, start);
                self.push(id, span, Shown::AsItIs);
            }
            tag => self.start_inline(tag, span, definition),
        }
    }

    fn end(&mut self, tag: TagEnd, span: Span) {
        match tag {
            TagEnd::Paragraph => {
                let term = self.builder.current_kind() == Kind::Paragraph
                    && self.builder.block(self.builder.block(self.builder.current()).parent).kind == Kind::DefTerm
                    || self.builder.current_kind() == Kind::DefTerm;
                if self.pending.take().is_none() {
                    self.end_inlines(span.end());
                    self.builder.close_leaf(span.end());
                    if term {
                        self.builder.close(span.end());
                    }
                }
            }
            TagEnd::Heading(_) => {
                self.end_inlines(span.end());
                self.builder.close_leaf(span.end());
            }
            TagEnd::CodeBlock => self.end_code(span),
            TagEnd::HtmlBlock | TagEnd::MetadataBlock(_) => {}
            TagEnd::List(_) => {
                if self.containers.last().is_some_and(|container| container.shown == Shown::AsItIs) {
                    self.list_depth = self.list_depth.saturating_sub(1);
                }
                self.close_container(span.end());
            }
            TagEnd::BlockQuote(_)
            | TagEnd::Item
            | TagEnd::FootnoteDefinition
            | TagEnd::Table
            | TagEnd::TableRow
            | TagEnd::TableCell
            | TagEnd::DefinitionList
            | TagEnd::DefinitionListTitle
            | TagEnd::DefinitionListDefinition => self.close_container(span.end()),
            TagEnd::TableHead => {
                self.in_header = false;
                self.close_container(span.end());
            }
            TagEnd::Emphasis
            | TagEnd::Strong
            | TagEnd::Strikethrough
            | TagEnd::Superscript
            | TagEnd::Subscript
            | TagEnd::Link
            | TagEnd::Image => {
                self.end_inline(tag, span);
            }
        }
    }

    /// What comes before any block but a paragraph.
    fn before_block(&mut self, span: Span) {
        self.flush_standing(span.start());
        self.close_definitions(span.start());
    }

    fn push(&mut self, id: BlockId, span: Span, shown: Shown) {
        let content = without_blank_end(span.cut(&self.masked.text));
        self.containers.push(Container { id, content_end: span.start() + content.len() as u32, shown });
    }

    fn close_container(&mut self, end: u32) {
        // A construct below the last text of an item belongs to the item if the list goes on or if it is indented.
        let limit = match self.containers.as_slice() {
            [.., list, item] if item.id != NONE => item.content_end.max(end.min(list.content_end)),
            [.., last] => last.content_end,
            [] => return,
        };
        self.end_inlines(end);
        let inside = self.flush_inside(limit, end);
        if let Some(container) = self.containers.pop() {
            let end = container.content_end.max(inside);
            if let Some(around) = self.containers.last_mut() {
                around.content_end = around.content_end.max(inside);
            }
            if container.id != NONE {
                self.close_definitions_in(container.id, end);
                self.builder.close_through(container.id, end);
            }
        }
        self.close_fenced();
    }

    fn start_item(&mut self, span: Span) {
        let shown = self.containers.last().map_or(Shown::AsItIs, |list| list.shown);
        self.flush_standing(span.start());
        let start = span.start();
        let kind = if self.masked.boxes.binary_search(&start).is_ok() {
            Kind::Region
        } else if self.masked.definitions.binary_search(&start).is_ok() {
            Kind::DefDesc
        } else {
            Kind::Item
        };
        let flags = if kind == Kind::Region { Flags::ALERT } else { Flags::empty() };
        if kind == Kind::DefDesc && shown != Shown::Definitions {
            self.builder.close_leaf(start);
        }
        let id = self.builder.open_with(kind, flags, 0, start);
        self.push(id, span, Shown::AsItIs);
        match kind {
            Kind::Region => self.pass_before = self.line_end(start),
            Kind::Item => {
                // `- : text` is how MDN writes the definition of the item around it.
                let item = span.cut(self.source());
                let text = item
                    .trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, '-' | '*' | '+' | '.' | ')'))
                    .trim_start_matches([' ', '\t']);
                if let Some(rest) = text.strip_prefix(": ") {
                    self.pass_before = start + (item.len() - rest.len()) as u32;
                }
            }
            _ => {}
        }
    }

    fn line_end(&self, at: u32) -> u32 {
        let rest = self.masked.text.as_bytes().get(at as usize..).unwrap_or_default();
        at + memchr::memchr(b'\n', rest).unwrap_or(rest.len()) as u32
    }

    fn task(&mut self) {
        let item = self.containers.last().map_or(NONE, |container| container.id);
        self.builder.change(item, |block| block.flags = block.flags.with(Flags::TASK));
    }

    fn shown_list(&self, start: u32) -> Shown {
        if self.masked.definitions.binary_search(&start).is_ok() {
            Shown::Definitions
        } else if self.masked.boxes.binary_search(&start).is_ok() {
            Shown::Boxes
        } else {
            Shown::AsItIs
        }
    }

    /// Whether the paragraph is a term: a definition follows it directly.
    fn is_term(&self, span: Span) -> bool {
        if self.masked.definitions.is_empty() {
            return false;
        }
        let next = self.masked.definitions.partition_point(|start| *start < span.end());
        self.masked.definitions.get(next).is_some_and(|start| {
            Span::new(span.end(), *start).cut(&self.masked.text).bytes().all(|byte| byte.is_ascii_whitespace() || byte == b'>')
        })
    }

    fn close_definitions(&mut self, end: u32) {
        if self.builder.current_kind() == Kind::DefList {
            self.builder.close(end);
        }
    }

    fn close_definitions_in(&mut self, id: BlockId, end: u32) {
        if self.builder.current() != id {
            self.close_definitions(end);
        }
    }

    pub(super) fn set_string(&mut self, block: BlockId, string: &str) {
        let aux = self.builder.string(string);
        self.builder.change(block, |block| block.aux = aux);
    }

    /// Puts in the constructs on lines of their own that stand before `upto`.
    fn flush_standing(&mut self, upto: u32) {
        while let Some(standing) = self.masked.standing.get(self.next_standing).copied().filter(|standing| standing.src.start() < upto) {
            self.next_standing += 1;
            self.stand(standing.kind, standing.src);
        }
    }

    /// Puts in those that belong into the container which ends now: before `limit`, or indented and before `end`. Returns
    /// where the last of them ends.
    fn flush_inside(&mut self, limit: u32, end: u32) -> u32 {
        let mut last = 0;
        while let Some(standing) = self.masked.standing.get(self.next_standing).copied() {
            let start = standing.src.start();
            let indented = start < end && self.source().as_bytes().get(start as usize - 1).is_some_and(|byte| matches!(byte, b' ' | b'\t'));
            if start >= limit && !indented {
                break;
            }
            self.next_standing += 1;
            self.stand(standing.kind, standing.src);
            last = standing.src.end();
        }
        last
    }

    fn stand(&mut self, kind: OnLines, src: Span) {
        self.builder.close_leaf(src.start());
        self.close_definitions(src.start());
        match kind {
            OnLines::Template => {
                self.builder.bare_block(Kind::Template, src);
            }
            OnLines::Toc => {
                self.builder.bare_block(Kind::Toc, src);
            }
            OnLines::Math => {
                let id = self.builder.open(Kind::Math, src.start());
                let inner = Span::new(src.start() + 2, src.end().saturating_sub(2));
                let written = inner.cut(self.source());
                let start = inner.start() + (written.len() - written.trim_start().len()) as u32;
                let text = Span::new(start, start + written.trim().len() as u32);
                self.builder.raw(text.cut(self.source()), text);
                self.builder.close_through(id, src.end());
            }
            OnLines::Open => {
                if !matches!(self.builder.current_kind(), Kind::List | Kind::Table | Kind::Row) {
                    let id = self.builder.open_with(Kind::Region, Flags::ALERT, 0, src.start());
                    self.fenced.push(Fenced { id, depth: self.containers.len(), end: None });
                }
            }
            OnLines::Close => {
                if let Some(fenced) = self.fenced.iter_mut().rev().find(|fenced| fenced.end.is_none()) {
                    fenced.end = Some(src.end());
                }
                self.close_fenced();
            }
        }
    }

    /// Closes the boxes whose last line was seen, once nothing else is open inside; forgets those whose container ended.
    fn close_fenced(&mut self) {
        while let Some(fenced) = self.fenced.last() {
            let (id, depth) = (fenced.id, fenced.depth);
            match fenced.end {
                _ if depth > self.containers.len() => {}
                Some(end) if depth == self.containers.len() => self.builder.close_through(id, end),
                _ => break,
            }
            self.fenced.pop();
        }
    }

    fn start_code(&mut self, kind: &CodeBlockKind<'_>, span: Span) {
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
        self.in_code = true;
        self.code_end = None;
    }

    fn code_text(&mut self, text: &CowStr<'_>, span: Span) {
        if let Some(end) = self.code_end.take() {
            self.builder.raw("\n", end);
        }
        let linear = text.len() as u32 == span.len();
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

    fn end_code(&mut self, span: Span) {
        self.in_code = false;
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

    fn end_html(&mut self) {
        if self.html.is_empty() {
            return;
        }
        let lines = std::mem::take(&mut self.html);
        embedded::fill(self.builder, self.masked, &lines);
    }
}

/// A block's lines without blank ones at the end; a line of quote marks alone is blank too.
fn without_blank_end(block: &str) -> &str {
    const BLANK: [char; 4] = [' ', '\t', '\n', '\r'];
    let mut content = block.trim_end_matches(BLANK);
    while content.ends_with('>')
        && let Some((before, _)) =
            content.rsplit_once('\n').filter(|(_, last)| last.bytes().all(|byte| matches!(byte, b' ' | b'\t' | b'>')))
    {
        content = before.trim_end_matches(BLANK);
    }
    content
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

/// Whether a paragraph is the place of a table of contents.
fn is_toc(paragraph: &str) -> bool {
    let marker = paragraph.trim();
    marker.len() <= 9
        && ["[toc]", "[[toc]]", "[[_toc_]]", "@[toc]", "${toc}", "[[[toc]]]"].iter().any(|known| marker.eq_ignore_ascii_case(known))
}

/// The length of a quote's start up to the end of `[!name]`, an alert of a kind that GitHub does not know.
fn own_alert(quote: &str) -> Option<u32> {
    let text = quote.trim_start_matches(['>', ' ']);
    let rest = text.strip_prefix("[!")?;
    let (name, rest) = rest.split_once(']')?;
    let rest = rest.strip_prefix(['-', '+']).unwrap_or(rest);
    let named = !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b' ' | b'|'));
    (named && !rest.starts_with(['(', '['])).then_some((quote.len() - rest.len()) as u32)
}
