//! The parser's inline events into text and inline ranges.

use pulldown_cmark::{CowStr, LinkType, Tag, TagEnd};

use super::blocks::Reader;
use super::links;
use super::mask::InText;
use crate::document::html::{attributes, tag_name};
use crate::document::{Comment, InlineKind, Link, LinkForm, NONE, Note};
use crate::span::Span;

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
            if text.starts_with('^') {
                self.undefined_note(span);
            }
            let src = Span::new(span.start().max(self.pass_before), span.end());
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
        let line = self.source().get(start..).unwrap_or("").lines().next().unwrap_or("");
        let Some(close) = memchr::memchr3(b']', b'[', b' ', line.as_bytes()) else { return };
        let label = line.get(1..close).unwrap_or("");
        if line.as_bytes().get(close) == Some(&b']') && !label.is_empty() && line.as_bytes().get(close + 1) != Some(&b'(') {
            let at = Span::of(start - 1, start + close + 1);
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
        let lead = u32::from(written.len() == text.len() + 2);
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
            LinkType::WikiLink { .. } => {
                let start = span.start() + 2 + u32::from(span.cut(source).starts_with('!'));
                (Span::new(start, start + url.len() as u32), LinkForm::Direct)
            }
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

    pub(super) fn inline_html(&mut self, span: Span) {
        let source = self.source();
        let written = span.cut(source);
        if let Some(inner) = written.strip_prefix("<!--") {
            let body = Span::new(span.start() + 4, span.start() + 4 + inner.strip_suffix("-->").unwrap_or(inner).len() as u32);
            self.builder.comment(Comment { src: span, body });
            return;
        }
        if self.inline.picture.is_some() {
            return;
        }
        self.forget_closed();
        // A template within an attribute may hold quotes of its own: the copy shows where the attributes end.
        let tag = span.cut(&self.masked.text);
        let name = tag_name(tag).to_ascii_lowercase();
        if written.starts_with("</") {
            self.end_tag(&name, span);
        } else {
            self.start_tag(tag, &name, span);
        }
    }

    fn start_tag(&mut self, tag: &str, name: &str, span: Span) {
        let kind = match name {
            "br" => return self.builder.hard_break(span),
            "img" => {
                let mut link = self.attribute_target(tag, span, "src");
                link.alt = attributes(tag).find(|found| found.name.eq_ignore_ascii_case("alt")).map(|found| found.value.into());
                self.begin_text();
                self.builder.image(link, span);
                return;
            }
            "input" | "iframe" | "video" | "audio" | "object" | "embed" | "svg" | "canvas" | "select" => {
                self.begin_text();
                self.builder.embed(span);
                return;
            }
            "a" if has(tag, "href") => {
                let link = self.attribute_target(tag, span, "href");
                let aux = self.builder.link(link);
                return self.open_tag(InlineKind::Link, name, span, aux);
            }
            "em" | "i" | "var" | "dfn" => InlineKind::Emphasis,
            "strong" | "b" => InlineKind::Strong,
            "del" | "s" | "strike" => InlineKind::Strike,
            "code" | "kbd" | "samp" | "tt" => InlineKind::Code,
            "q" | "cite" => InlineKind::Quote,
            _ => {
                let component = tag_name(tag).starts_with(|c: char| c.is_ascii_uppercase()) || name.contains('-');
                if component && tag.ends_with("/>") {
                    self.begin_text();
                    self.builder.object(InlineKind::Template, span);
                }
                return;
            }
        };
        if !tag.ends_with("/>") {
            self.open_tag(kind, name, span, NONE);
        }
    }

    fn open_tag(&mut self, kind: InlineKind, name: &str, span: Span, aux: u32) {
        self.begin_text();
        self.builder.open_inline(kind, span.start(), aux);
        self.inline.open.push(Open::Tag(name.into()));
    }

    /// Closes the tag of that name, if it was opened since the last mark of Markdown.
    fn end_tag(&mut self, name: &str, span: Span) {
        let since = self.inline.open.iter().rev().take(32).take_while(|open| matches!(open, Open::Tag(_)));
        let Some(depth) = since.enumerate().find_map(|(depth, open)| matches!(open, Open::Tag(found) if **found == *name).then_some(depth))
        else {
            return;
        };
        for _ in 0..=depth {
            self.inline.open.pop();
            self.builder.close_inline(span.end());
        }
    }

    /// The link that an attribute of a tag holds.
    fn attribute_target(&self, tag: &str, span: Span, name: &str) -> Link {
        let title = attributes(tag).find(|found| found.name.eq_ignore_ascii_case("title")).map(|found| found.value.into());
        let (url, url_src) = match attributes(tag).find(|found| found.name.eq_ignore_ascii_case(name)) {
            Some(found) => {
                let src = found.value_at.shifted(span.start());
                (if self.masked.overlaps(src) { src.cut(self.source()).into() } else { found.value.into() }, src)
            }
            None => ("".into(), Span::at(span.end())),
        };
        Link { url, url_src, title, alt: None, form: LinkForm::Direct }
    }
}

fn has(tag: &str, name: &str) -> bool {
    attributes(tag).any(|found| found.name.eq_ignore_ascii_case(name))
}
