//! Tags of HTML within text: links, pictures, breaks, emphasis, and comments.

use super::Open;
use crate::document::html::{attributes, tag_name};
use crate::document::markdown::blocks::Reader;
use crate::document::{Comment, InlineKind, Link, LinkForm, NONE};
use crate::span::Span;

impl Reader<'_, '_, '_> {
    pub(in crate::document::markdown) fn inline_html(&mut self, span: Span) {
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
            // Blocks that stand in a cell of a table, which holds no others.
            "br" | "li" | "p" | "div" | "tr" | "td" | "th" | "dt" | "dd" => return self.builder.hard_break(span),
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
            "sup" => InlineKind::Superscript,
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
        if matches!(name, "ul" | "ol" | "p" | "div" | "table") {
            self.builder.hard_break(span);
        }
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
