//! Text and inline elements. A range is opened only once text comes, and again in each leaf: `<a>` may hold whole blocks.

use html5ever::local_name;

use super::attributes::place_of;
use super::blocks::{Active, Exit, Inside, Walk};
use super::marks::Marks;
use super::role::Role;
use super::tree::{NO_NODE, NodeId, What};
use crate::document::{Flags, InlineKind, Kind, Link, LinkForm, NONE};
use crate::span::Span;

/// Ranges around one place.
const MOST_RANGES: usize = 16;

/// Stands for a template construct in a fragment within Markdown.
const CONSTRUCT: char = '\u{fffc}';

impl Walk<'_, '_, '_> {
    pub(super) fn text(&mut self, id: NodeId) {
        let (tree, html) = (self.tree, self.html);
        for piece in tree.pieces(id) {
            let text = tree.text(piece, html);
            let src = self.places.span(piece.src);
            if self.code {
                if piece.decoded == NO_NODE {
                    self.verbatim(text, piece.src);
                } else {
                    self.builder.raw(text, src);
                }
                continue;
            }
            let blanks = text.len() - text.trim_ascii_start().len();
            if blanks > 0 && self.in_leaf() {
                let first = if piece.decoded == NO_NODE {
                    self.places.span(Span::new(piece.src.start(), piece.src.start() + blanks as u32))
                } else {
                    src
                };
                self.builder.blank(first);
            }
            if blanks == text.len() {
                continue;
            }
            if piece.decoded == NO_NODE {
                let words = Span::new(piece.src.start() + blanks as u32, piece.src.end());
                self.begin_text(self.places.start(words.start()));
                self.verbatim(text.get(blanks..).unwrap_or(""), words);
            } else {
                self.begin_text(src.start());
                self.builder.mapped(text, src);
            }
        }
    }

    /// Text that stands in the parsed text as it is; in a fragment, line by line.
    fn verbatim(&mut self, text: &str, src: Span) {
        if self.places.is_same() {
            self.builder.text(src);
            return;
        }
        let mut at = src.start();
        for line in text.split_inclusive('\n') {
            let mut rest = line;
            while let Some((before, behind)) = rest.split_once(CONSTRUCT) {
                let start = at + before.len() as u32;
                self.builder.text(self.places.span(Span::new(at, start)));
                let construct = self.construct(start, behind);
                self.builder.object(InlineKind::Template, self.places.span(construct));
                rest = rest.get((construct.end() - at) as usize..).unwrap_or("");
                at = construct.end();
            }
            let end = at + rest.len() as u32;
            self.builder.text(self.places.span(Span::new(at, end)));
            at = end;
        }
    }

    /// The bytes of a template construct shown as U+FFFC and blanks: the blanks behind it that the source has too are not its own.
    fn construct(&self, start: u32, behind: &str) -> Span {
        let blanks = behind.len() - behind.trim_start_matches(' ').len();
        let whole = Span::new(start, start + (CONSTRUCT.len_utf8() + blanks) as u32);
        let own = self.places.span(whole).cut(self.builder.source()).trim_end_matches(' ').len() as u32;
        Span::new(start, start + own.clamp(CONSTRUCT.len_utf8() as u32, whole.len()))
    }

    /// Makes sure that a leaf is open and in it the inline elements around: visible content begins at `at`.
    pub(super) fn begin_text(&mut self, at: u32) {
        if !self.in_leaf() {
            let container = self.builder.block(self.builder.current()).src.start();
            let start = self.active.iter().filter(|active| !active.used && active.start >= container).map(|active| active.start).min();
            let flags = if self.outside { Flags::IMPLICIT.with(Flags::BOILER) } else { Flags::IMPLICIT };
            self.builder.open_with(Kind::Paragraph, flags, 0, start.map_or(at, |start| start.min(at)));
        }
        let leaf = self.builder.current();
        if self.opened_in != leaf {
            self.opened_in = leaf;
            self.opened = 0;
        }
        let leaf_start = self.builder.block(leaf).src.start();
        for active in self.active.iter_mut().skip(self.opened) {
            let start = if active.used || active.start < leaf_start { at } else { active.start };
            active.used = true;
            self.builder.open_inline(active.kind, start, active.aux);
        }
        self.opened = self.active.len();
    }

    /// Ranges that reach beyond the leaf at hand end before its end tag.
    pub(super) fn suspend_ranges(&mut self, end: u32) {
        if self.in_leaf() && self.opened_in == self.builder.current() {
            for _ in 0..std::mem::take(&mut self.opened) {
                self.builder.close_inline(end);
            }
        }
    }

    pub(super) fn end_inline(&mut self, end: u32) {
        let Some(last) = self.active.last() else { return };
        // A link without text is still a link.
        if !last.used && matches!(last.kind, InlineKind::Link) {
            let start = last.start;
            self.begin_text(start);
        }
        if self.opened_in == self.builder.current() && self.opened == self.active.len() {
            self.builder.close_inline(end);
            self.opened -= 1;
        }
        self.active.pop();
    }

    /// Ranges are opened again in each leaf inside, so emphasis within emphasis must not pile up.
    fn range(&mut self, id: NodeId, kind: InlineKind, aux: u32) {
        let is_there = kind != InlineKind::Link && self.active.iter().any(|active| active.kind == kind);
        if is_there || self.active.len() >= MOST_RANGES {
            return;
        }
        self.active.push(Active { kind, start: self.start(id), aux, used: false });
        self.on_exit(id, Exit::Inline);
    }

    fn extent(&self, id: NodeId) -> Span {
        self.places.span(self.tree.extent(id))
    }

    pub(super) fn inline(&mut self, id: NodeId, role: Role, marks: Marks) -> Inside {
        if marks.has(Marks::CONTROL) {
            return Inside::Skip;
        }
        if let Some(label) = self.notes.reference(id) {
            let aux = self.builder.string(label);
            let src = self.extent(id);
            self.begin_text(src.start());
            self.builder.open_inline(InlineKind::FootRef, src.start(), aux);
            self.builder.close_inline(src.end());
            return Inside::Skip;
        }
        match role {
            Role::Break => self.builder.hard_break(self.extent(id)),
            Role::Link => return self.link(id, marks),
            Role::Image => self.image(id),
            Role::Embed | Role::Button => return self.no_text(id, role),
            Role::Math => {
                let src = self.extent(id);
                if self.in_leaf() || self.has_words_beside(id) {
                    self.begin_text(src.start());
                    self.builder.object(InlineKind::Math, src);
                } else {
                    self.builder.bare_block(Kind::Math, src);
                }
                return Inside::Skip;
            }
            Role::Emphasis => self.range(id, InlineKind::Emphasis, NONE),
            Role::Strong => self.range(id, InlineKind::Strong, NONE),
            Role::Strike => self.range(id, InlineKind::Strike, NONE),
            Role::Code => self.range(id, InlineKind::Code, NONE),
            Role::Superscript => self.range(id, InlineKind::Superscript, NONE),
            Role::QuotedText => self.range(id, InlineKind::Quote, NONE),
            Role::Custom => self.custom(id),
            _ => {}
        }
        Inside::Read
    }

    /// A custom element is a box where blocks stand, and part of the text within text.
    fn custom(&mut self, id: NodeId) {
        let is_empty = self.survey.holds(self.tree, id).text == 0;
        if self.in_leaf() {
            if is_empty && self.tree.children(id).all(|child| self.tree.node(child).what != What::Element) {
                let src = self.extent(id);
                self.begin_text(src.start());
                self.builder.embed(src);
            }
            return;
        }
        let flags = if self.outside { Flags::BOILER } else { Flags::empty() };
        let block = self.builder.open_with(Kind::Region, flags, 0, self.start(id));
        self.on_exit(id, Exit::Custom(block));
    }

    fn link(&mut self, id: NodeId, marks: Marks) -> Inside {
        let Some(href) = self.tree.attribute(id, &local_name!("href")) else { return Inside::Read };
        if href.starts_with('#') && self.is_anchor_mark(id, marks) {
            return Inside::Skip;
        }
        let title = self.tree.attribute(id, &local_name!("title")).or_else(|| self.tree.attribute(id, &local_name!("aria-label")));
        let link = Link {
            url: href.into(),
            url_src: self.value_span(id, "href"),
            title: title.map(Into::into),
            alt: None,
            form: LinkForm::Direct,
        };
        let aux = self.builder.link(link);
        self.range(id, InlineKind::Link, aux);
        Inside::Read
    }

    /// The mark beside a heading that leads to itself, or behind a note that leads back: no words of the article.
    fn is_anchor_mark(&self, id: NodeId, marks: Marks) -> bool {
        let text = self.tree.plain_text(id, self.html, 16);
        if text.is_empty() {
            return marks.has(Marks::BACK_LINK)
                || self.builder.current_kind() == Kind::Heading
                    && self.tree.subtree(id).all(|inner| self.tree.node(inner).role != Role::Image);
        }
        let is_word = text.chars().any(char::is_alphanumeric);
        let parent = self.survey.holds(self.tree, self.tree.node(id).parent).text;
        let has_company = parent > self.survey.holds(self.tree, id).text;
        let is_mark = matches!(&*text, "#" | "¶" | "§" | "🔗" | "↩" | "↩︎" | "↑" | "^" | "⚓");
        (marks.has(Marks::BACK_LINK) || is_mark) && has_company && (!is_word || marks.has(Marks::BACK_LINK))
    }

    /// Where the value of an attribute stands in the source; the whole tag for one that the parser made up.
    fn value_span(&self, id: NodeId, name: &str) -> Span {
        let tag = self.tree.node(id).start;
        self.places.span(place_of(tag.cut(self.html), name).map_or(tag, |at| at.shifted(tag.start())))
    }

    fn image(&mut self, id: NodeId) {
        let tree = self.tree;
        let is_dot = |name: html5ever::LocalName| tree.attribute(id, &name).is_some_and(|size| matches!(size.trim(), "0" | "1" | "1px"));
        if is_dot(local_name!("width")) && is_dot(local_name!("height")) {
            return;
        }
        let src = tree.attribute(id, &local_name!("src")).filter(|src| !src.starts_with("data:") && !src.trim().is_empty());
        let later = || {
            let lazy = ["data-src", "data-lazy-src", "data-original"];
            let attributes = &tree.element(id)?.attributes;
            attributes
                .iter()
                .find_map(|found| lazy.iter().copied().find(|name| found.name.local == **name).map(|name| (name, &*found.value)))
        };
        let (name, url) =
            src.map(|src| ("src", src)).or_else(later).unwrap_or(("src", tree.attribute(id, &local_name!("src")).unwrap_or("")));
        let link = Link {
            url: url.into(),
            url_src: self.value_span(id, name),
            title: tree.attribute(id, &local_name!("title")).map(Into::into),
            alt: tree.attribute(id, &local_name!("alt")).map(Into::into),
            form: LinkForm::Direct,
        };
        let extent = self.extent(id);
        self.begin_text(extent.start());
        self.builder.image(link, extent);
    }

    /// Content that is no text.
    fn no_text(&mut self, id: NodeId, role: Role) -> Inside {
        if role == Role::Button
            && self.in_leaf()
            && matches!(self.builder.current_kind(), Kind::Heading | Kind::Paragraph)
            && self.is_label()
            || role == Role::Button && self.builder.current_kind() == Kind::DefTerm
        {
            // A button that opens a panel: its words are the heading's.
            return Inside::Read;
        }
        if let Some(element) = self.tree.element(id)
            && element.name.local == local_name!("input")
        {
            let kind = self.tree.attribute(id, &local_name!("type")).unwrap_or("");
            if kind.eq_ignore_ascii_case("hidden") {
                return Inside::Skip;
            }
            if kind.eq_ignore_ascii_case("checkbox") && self.builder.current_kind() == Kind::Item {
                let item = self.builder.current();
                self.builder.change(item, |item| item.flags = item.flags.with(Flags::TASK));
                return Inside::Skip;
            }
        }
        self.embed(id);
        Inside::Skip
    }

    /// Whether the button is all that its heading or summary says.
    fn is_label(&self) -> bool {
        let leaf = self.builder.block(self.builder.current());
        leaf.kind == Kind::Heading || leaf.flags.has(Flags::QUESTION)
    }

    /// Keeps that something stands here: within text, or as a block.
    pub(super) fn embed(&mut self, id: NodeId) {
        let src = self.extent(id);
        if self.in_leaf() || self.has_words_beside(id) {
            self.begin_text(src.start());
            self.builder.embed(src);
        } else {
            let block = self.builder.bare_block(Kind::Embed, src);
            if self.outside {
                self.builder.change(block, |block| block.flags = block.flags.with(Flags::BOILER));
            }
        }
    }

    fn has_words_beside(&self, id: NodeId) -> bool {
        let next = self.tree.node(id).next;
        let node = self.tree.node(next);
        match node.what {
            What::Text => self.tree.pieces(next).any(|piece| !self.tree.text(piece, self.html).trim_ascii().is_empty()),
            What::Element => matches!(node.role, Role::Inline | Role::Link | Role::Emphasis | Role::Strong | Role::Code),
            _ => false,
        }
    }

    /// What is not shown is not read; that it is there keeps a section from being empty.
    pub(super) fn hidden(&mut self, id: NodeId, role: Role) {
        let has_text = !self.code
            && self.tree.subtree(id).any(|inner| {
                self.tree.node(inner).what == What::Text
                    && self.tree.node(self.tree.node(inner).parent).role != Role::Unrendered
                    && self.tree.pieces(inner).any(|piece| self.tree.text(piece, self.html).chars().any(char::is_alphanumeric))
            });
        if has_text && (role.is_block() || !self.in_leaf() || self.is_one_of_variants(id)) {
            self.embed(id);
        }
    }

    /// All that an element holds is hidden: a script shows one of it.
    fn is_one_of_variants(&self, id: NodeId) -> bool {
        /// Variants that are looked at.
        const VARIANTS: usize = 32;
        let mut child = self.tree.node(self.tree.node(id).parent).first;
        for _ in 0..VARIANTS {
            if child == NO_NODE {
                return true;
            }
            let node = self.tree.node(child);
            let is_hidden = match node.what {
                What::Element => self.survey.marks(self.tree, child).has(Marks::HIDDEN),
                What::Text => self.tree.pieces(child).all(|piece| self.tree.text(piece, self.html).trim_ascii().is_empty()),
                _ => true,
            };
            if !is_hidden {
                return false;
            }
            child = node.next;
        }
        false
    }
}
