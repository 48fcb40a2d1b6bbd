//! The parser's events into blocks: keeps what is open, puts in what was masked on lines of its own.

use pulldown_cmark::{BrokenLinkCallback, Event, OffsetIter, Tag, TagEnd};

use super::mask::{Masked, OnLines};
use super::{Dialect, containers, embedded, inline};
use crate::document::{BlockId, Builder, Flags, Kind, NONE};
use crate::span::Span;

mod code;
mod lists;
mod marks;
mod standing;

use lists::Shown;
use marks::{heading_attributes, is_toc, own_alert, without_blank_end};
use standing::Fenced;

/// A container that is open in the Markdown.
struct Container {
    id: BlockId,
    /// Where its last text ends; blank lines that follow belong to it for the parser only.
    content_end: u32,
    /// What the copy shows as a list, but is none in the source.
    shown: Shown,
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
    /// Text behind this offset is passed over: the attributes of a heading.
    pub(super) pass_after: u32,
    /// A line end of code that is written once more code follows.
    code_end: Option<Span>,
    html: Vec<Span>,
    in_html: bool,
    /// Tags of HTML that may enclose parts of the article.
    pub(super) tags: Vec<containers::Tag>,
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
            pass_after: u32::MAX,
            code_end: None,
            html: Vec::new(),
            in_html: false,
            tags: Vec::new(),
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
                Event::Text(text) if self.builder.current_kind() == Kind::Code => self.code_text(&text, span),
                Event::Text(text) | Event::InlineMath(text) | Event::DisplayMath(text) => self.text(&text, span),
                Event::SoftBreak => self.soft_break(span),
                Event::HardBreak => self.hard_break(span),
                Event::Code(text) => self.code(&text, span),
                Event::InlineHtml(_) | Event::Html(_) => self.inline_html(span),
                Event::FootnoteReference(label) => self.foot_reference(&label, span),
                Event::TaskListMarker(_) => self.task(),
                Event::Rule => {
                    self.flush_standing(span.start());
                    if self.masked.standing.get(self.next_standing).is_some_and(|standing| standing.src.start() == span.start()) {
                        self.flush_standing(span.start() + 1);
                    } else {
                        self.before_block(span);
                        self.builder.bare_block(Kind::Rule, span);
                    }
                }
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
        while !self.containers.is_empty() {
            self.close_container(end);
        }
        self.flush_standing(end + 1);
        self.close_all_fenced(end);
        self.builder.close_leaf(end);
        self.close_definitions(end);
        // A component with nothing around it: other pages show it.
        if let Some(module) = self.masked.module.filter(|_| self.builder.is_empty()) {
            self.builder.bare_block(Kind::Template, module);
        }
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
        let span = self.without_indent(span);
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
            Tag::Heading { level, .. } => {
                self.before_block(span);
                let block = self.builder.open_with(Kind::Heading, Flags::empty(), level as u8, span.start());
                if let Some(attributes) = heading_attributes(span.cut(self.source())) {
                    let attributes = attributes.shifted(span.start());
                    self.pass_after = attributes.start();
                    let written = attributes.cut(self.source());
                    let id = written.trim_matches(['{', '}']).split_ascii_whitespace().find_map(|word| word.strip_prefix('#'));
                    if let Some(id) = id.filter(|id| !id.is_empty()) {
                        self.set_string(block, id);
                    }
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
                let row_end = self.containers.last().map_or(span.end(), |row| row.content_end);
                let start = (if lead < cell.len() { span.start() + lead as u32 } else { span.start() }).min(row_end);
                let in_header = self.builder.block(self.builder.current()).flags.has(Flags::HEADER);
                let flags = if in_header { Flags::HEADER } else { Flags::empty() };
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
                self.pass_after = u32::MAX;
                self.end_inlines(span.end());
                let heading = self.builder.current();
                self.builder.close_leaf(span.end());
                // `## ::: harbour.berths`: the generator writes the section.
                if self.builder.block(heading).kind == Kind::Heading && self.builder.text_of(heading).starts_with("::: ") {
                    self.builder.bare_block(Kind::Template, Span::at(span.end()));
                }
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
            | TagEnd::TableHead
            | TagEnd::TableRow
            | TagEnd::TableCell
            | TagEnd::DefinitionList
            | TagEnd::DefinitionListTitle
            | TagEnd::DefinitionListDefinition => self.close_container(span.end()),
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

    /// The parser counts the indentation of some blocks in.
    fn without_indent(&self, span: Span) -> Span {
        let bytes = self.source().as_bytes().get(span.range()).unwrap_or_default();
        let lead = bytes.iter().take_while(|byte| matches!(byte, b' ' | b'\t')).count();
        if lead == 0 || lead == bytes.len() { span } else { Span::new(span.start() + lead as u32, span.end()) }
    }

    /// What comes before any block but a paragraph.
    fn before_block(&mut self, span: Span) {
        self.flush_standing(span.start());
        self.close_definitions(span.start());
    }

    fn push(&mut self, id: BlockId, span: Span, shown: Shown) {
        let content = without_blank_end(span.cut(self.source()));
        self.containers.push(Container { id, content_end: span.start() + content.len() as u32, shown });
    }

    fn close_container(&mut self, end: u32) {
        self.end_inlines(end);
        if let Some(container) = self.containers.pop() {
            self.flush_standing(container.content_end);
            let end = container.content_end;
            if container.id != NONE {
                self.close_definitions_in(container.id, end);
                self.builder.close_through(container.id, end);
            }
        }
        self.close_fenced();
    }

    fn line_end(&self, at: u32) -> u32 {
        let rest = self.masked.text.as_bytes().get(at as usize..).unwrap_or_default();
        at + memchr::memchr(b'\n', rest).unwrap_or(rest.len()) as u32
    }

    pub(super) fn set_string(&mut self, block: BlockId, string: &str) {
        let aux = self.builder.string(string);
        self.builder.change(block, |block| block.aux = aux);
    }

    fn end_html(&mut self) {
        if self.html.is_empty() {
            return;
        }
        let lines = std::mem::take(&mut self.html);
        for line in &lines {
            containers::of_html(&self.masked.text, *line, &mut self.tags);
        }
        embedded::fill(self.builder, self.masked, &lines);
    }
}
