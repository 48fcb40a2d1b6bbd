//! The parser's inline events into text and inline ranges.

use pulldown_cmark::{CowStr, LinkType, Tag, TagEnd};

use super::blocks::Reader;
use super::links;
use super::mask::InText;
use crate::document::{InlineKind, Link, LinkForm, NONE, Note};
use crate::span::Span;

mod tags;

/// What is open within the text of a block.
#[derive(Default)]
pub(super) struct State {
    open: Vec<Open>,
    picture: Option<Picture>,
}

/// An inline range that is open: of Markdown, or of a tag of this name.
enum Open {
    Markdown,
    Tag(Box<str>),
}

/// A picture whose text alternative is being read.
struct Picture {
    link: Link,
    alt: String,
    src: Span,
    /// Pictures within the text alternative.
    inner: usize,
}

impl Reader<'_, '_, '_> {
    pub(super) fn text(&mut self, text: &CowStr<'_>, span: Span) {
        if let Some(picture) = &mut self.inline.picture {
            let linear = text.len() as u32 == span.len();
            picture.alt.push_str(if linear { span.cut(self.builder.source()) } else { text });
            return;
        }
        if span.end() <= self.pass_before && !span.is_empty() {
            return;
        }
        if text.len() as u32 == span.len() {
            if text.as_bytes().first() == Some(&b'^') {
                self.undefined_note(span);
            }
            let src = Span::new(span.start().max(self.pass_before), span.end().min(self.pass_after));
            if self.masked.inline.is_empty() { self.plain(src) } else { self.between_masks(src) }
        } else if text.bytes().all(|byte| byte.is_ascii_whitespace()) {
            self.builder.collapsed(text, span);
        } else {
            self.begin_text();
            self.builder.mapped(text, span);
        }
    }

    /// Text as it stands in the source.
    fn plain(&mut self, src: Span) {
        if src.is_empty() || self.nothing_yet(src) {
            return;
        }
        self.begin_text();
        self.builder.text(src);
    }

    /// Whether this is but a blank before the first text of a paragraph.
    fn nothing_yet(&self, src: Span) -> bool {
        self.is_pending() && src.cut(self.source()).trim_start().is_empty()
    }

    fn between_masks(&mut self, src: Span) {
        let mut at = src.start();
        let mut index = self.masked.index_after(at);
        while let Some(mask) = self.masked.inline.get(index).copied().filter(|mask| mask.src.start() < src.end()) {
            index += 1;
            if mask.src.start() >= at {
                self.plain(Span::new(at, mask.src.start()));
                match mask.kind {
                    InText::Template => {
                        self.begin_text();
                        self.builder.object(InlineKind::Template, mask.src);
                    }
                    InText::Nothing => {}
                    InText::Raw => {
                        self.begin_text();
                        self.builder.open_inline(InlineKind::Code, mask.src.start(), NONE);
                        self.builder.text(mask.src);
                        self.builder.close_inline(mask.src.end());
                    }
                }
            }
            at = mask.src.end();
        }
        self.plain(Span::new(at, src.end()));
    }

    /// `[^label]` that arrives as text has no definition.
    fn undefined_note(&mut self, span: Span) {
        let bytes = self.source().as_bytes();
        let start = span.start() as usize;
        let before = start.checked_sub(1).and_then(|at| bytes.get(at)).copied();
        let escaped = start.checked_sub(2).and_then(|at| bytes.get(at)) == Some(&b'\\');
        if before != Some(b'[') || escaped {
            return;
        }
        // A label is short; looking further would make a line full of them slow.
        let label = bytes.get(start + 1..).unwrap_or_default().iter().take(100);
        let len = label.take_while(|byte| !matches!(byte, b']' | b'[') && !byte.is_ascii_whitespace()).count();
        let close = start + 1 + len;
        if len > 0 && bytes.get(close) == Some(&b']') && bytes.get(close + 1) != Some(&b'(') {
            let label = Span::of(start + 1, close).cut(self.source());
            let at = Span::of(start - 1, close + 1);
            self.builder.note(Note::UndefinedReference { at, label: format!("^{label}").into() });
        }
    }

    pub(super) fn soft_break(&mut self, span: Span) {
        if let Some(picture) = &mut self.inline.picture {
            picture.alt.push(' ');
        } else {
            self.builder.blank(span);
        }
    }

    pub(super) fn hard_break(&mut self, span: Span) {
        if let Some(picture) = &mut self.inline.picture {
            picture.alt.push(' ');
        } else {
            self.builder.hard_break(span);
        }
    }

    pub(super) fn code(&mut self, text: &CowStr<'_>, span: Span) {
        if let Some(picture) = &mut self.inline.picture {
            picture.alt.push_str(text);
            return;
        }
        self.begin_text();
        self.builder.open_inline(InlineKind::Code, span.start(), NONE);
        let written = span.cut(self.source());
        let ticks = written.len() - written.trim_start_matches('`').len();
        let inner = Span::new(span.start() + ticks as u32, (span.end() - ticks as u32).max(span.start() + ticks as u32));
        let written = inner.cut(self.source());
        // One blank on either side belongs to the marks, if both are there.
        let lead = u32::from(written.len() == text.len() + 2 && written.starts_with(' ') && written.ends_with(' '));
        let inner = Span::new(inner.start() + lead, inner.end().saturating_sub(lead));
        if inner.cut(self.source()) == &**text {
            self.builder.text(inner);
        } else {
            self.aligned_code(text, inner);
        }
        self.builder.close_inline(span.end());
    }

    /// Code whose text is not its source: line ends became blanks, quote marks fell away, `\|` within a table became `|`.
    fn aligned_code(&mut self, text: &str, inner: Span) {
        let source = self.source();
        let bytes = source.as_bytes();
        let end = inner.end() as usize;
        let mut at = inner.start() as usize;
        if bytes.get(at) == Some(&b' ') && !text.starts_with(' ') {
            at += 1;
        }
        for c in text.chars() {
            let rest = source.get(at..end).unwrap_or("");
            let width = c.len_utf8();
            if c == '|' && rest.starts_with("\\|") {
                self.builder.mapped("|", Span::of(at, at + 2));
                at += 2;
            } else if c == ' ' && rest.starts_with(['\n', '\r']) {
                let line_end = if rest.starts_with("\r\n") { 2 } else { 1 };
                let margin = rest.bytes().skip(line_end).take_while(|byte| matches!(byte, b' ' | b'\t' | b'>')).count();
                self.builder.blank(Span::of(at, at + line_end + margin));
                at += line_end + margin;
            } else if rest.starts_with(c) {
                self.builder.text(Span::of(at, at + width));
                at += width;
            } else if c.is_whitespace() {
                self.builder.blank(Span::of(at, at));
            } else {
                self.builder.mapped(c.encode_utf8(&mut [0; 4]), Span::of(at, end));
            }
        }
    }

    pub(super) fn foot_reference(&mut self, label: &str, span: Span) {
        if self.inline.picture.is_none() {
            self.begin_text();
            let aux = self.builder.string(label);
            self.builder.open_inline(InlineKind::FootRef, span.start(), aux);
            self.builder.close_inline(span.end());
        }
    }

    pub(super) fn start_inline(&mut self, tag: Tag<'_>, span: Span, definition: Option<Span>) {
        if let Some(picture) = &mut self.inline.picture {
            picture.inner += usize::from(matches!(tag, Tag::Image { .. }));
            return;
        }
        self.forget_closed();
        match tag {
            Tag::Emphasis => self.open_inline(InlineKind::Emphasis, span, NONE),
            Tag::Strong => self.open_inline(InlineKind::Strong, span, NONE),
            Tag::Strikethrough => self.open_inline(InlineKind::Strike, span, NONE),
            Tag::Link { link_type, dest_url, title, .. } => {
                let link = self.target(link_type, &dest_url, &title, span, definition);
                let aux = self.builder.link(link);
                self.open_inline(InlineKind::Link, span, aux);
            }
            Tag::Image { link_type, dest_url, title, .. } => {
                let link = self.target(link_type, &dest_url, &title, span, definition);
                self.inline.picture = Some(Picture { link, alt: String::new(), src: span, inner: 0 });
            }
            _ => {}
        }
    }

    fn open_inline(&mut self, kind: InlineKind, span: Span, aux: u32) {
        self.begin_text();
        self.builder.open_inline(kind, span.start(), aux);
        self.inline.open.push(Open::Markdown);
    }

    /// The target of a link: its address as written where a template was masked in it.
    fn target(&self, link_type: LinkType, url: &str, title: &str, span: Span, definition: Option<Span>) -> Link {
        let source = self.source();
        let (url_src, form) = match link_type {
            LinkType::Autolink | LinkType::Email => (Span::new(span.start() + 1, span.end() - 1), LinkForm::Auto),
            LinkType::Inline => (links::address(&self.masked.text, span), LinkForm::Direct),
            LinkType::WikiLink { .. } => (links::wiki_address(source, span), LinkForm::Direct),
            _ => (definition.map_or(span, |definition| links::defined_address(source, definition)), LinkForm::Reference),
        };
        let url = match link_type {
            LinkType::Email => format!("mailto:{url}").into(),
            _ if self.masked.overlaps(url_src) => url_src.cut(source).into(),
            _ => url.into(),
        };
        Link { url, url_src, title: Some(title).filter(|title| !title.is_empty()).map(Into::into), alt: None, form }
    }

    pub(super) fn end_inline(&mut self, tag: TagEnd, span: Span) {
        if let Some(mut picture) = self.inline.picture.take() {
            if tag != TagEnd::Image {
                self.inline.picture = Some(picture);
            } else if picture.inner > 0 {
                picture.inner -= 1;
                self.inline.picture = Some(picture);
            } else {
                self.begin_text();
                let alt = Some(picture.alt.into_boxed_str());
                self.builder.image(Link { alt, ..picture.link }, picture.src);
            }
            return;
        }
        // The generator puts the title of the target there.
        if tag == TagEnd::Link && self.builder.inline_is_empty() && links::is_titled_by_target(span.cut(&self.masked.text)) {
            self.builder.object(InlineKind::Template, span);
        }
        // Tags that were opened within the range and not closed end with it.
        while let Some(open) = self.inline.open.pop() {
            self.builder.close_inline(span.end());
            if matches!(open, Open::Markdown) {
                break;
            }
        }
    }

    /// The block ends, and with it all that is open within its text.
    pub(super) fn end_inlines(&mut self, end: u32) {
        while self.inline.open.pop().is_some() {
            self.builder.close_inline(end);
        }
    }

    /// A block that began within an item has closed what was open in the item's text.
    fn forget_closed(&mut self) {
        if self.builder.open_inlines() == 0 {
            self.inline.open.clear();
        }
    }
}
