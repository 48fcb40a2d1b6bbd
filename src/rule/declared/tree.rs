//! A throw-away tree for CSS selectors: the page itself, or the page that the blocks of Markdown and plain text would make, so
//! that `li:empty` or `h2 + ul` hold in every form.

use ego_tree::NodeId;
use html5ever::tendril::StrTendril;
use html5ever::{Attribute, LocalName, QualName, ns};
use scraper::node::{Element, Text};
use scraper::{Html, Node};

use super::block_at;
use crate::document::{Block, BlockId, Document, Flags, Inline, InlineKind, Kind, selectable};
use crate::limits::Limits;
use crate::source::{Format, Source};
use crate::span::Span;

/// The tree, and what its elements stand for.
pub(super) struct Tree {
    pub(super) html: Html,
    /// Elements with their blocks and places, in the order in which they were made. An element that only holds the article,
    /// is written nowhere or belongs to furniture has none.
    places: Vec<(NodeId, BlockId, Span)>,
}

impl Tree {
    /// Builds the tree of a document.
    pub(super) fn of(document: &Document, limits: &Limits) -> Self {
        match document.source.format() {
            Format::Html => Self::of_page(document, limits),
            _ => Self::of_blocks(document),
        }
    }

    fn of_page(document: &Document, limits: &Limits) -> Self {
        let source = document.source.text();
        let (_, mark) = Source::body(source);
        let (html, written) = selectable(source, document.front_matter.end().max(mark), limits);
        // How many blocks before each one belong to the article.
        let own: Vec<u32> = std::iter::once(0)
            .chain(document.blocks.iter().scan(0, |own, block| {
                *own += u32::from(!block.flags.has(Flags::BOILER));
                Some(*own)
            }))
            .collect();
        let own_before = |id: usize| own.get(id).copied().unwrap_or(0);
        let first_at = |offset: u32| document.blocks.partition_point(|block| block.src.start() < offset);
        let places = written.into_iter().filter_map(|(node, span)| {
            let (from, to) = (first_at(span.start()).max(1), first_at(span.end()));
            let block = block_at(document, Span::at(span.start()));
            let only_furniture = from < to && own_before(from) == own_before(to);
            (!only_furniture && !document.block(block).flags.has(Flags::BOILER)).then_some((node, block, span))
        });
        Self { places: places.collect(), html }
    }

    /// Furniture is left out.
    fn of_blocks(document: &Document) -> Self {
        let mut html = Html::new_document();
        let root = html.tree.root().id();
        let article = append(&mut html, root, element("article", Vec::new()));
        let mut tree = Self { html, places: Vec::new() };
        // Open elements with the first block after each.
        let mut open: Vec<(NodeId, BlockId)> = Vec::new();
        for (id, block) in document.all().skip(1).filter(|(_, block)| !block.flags.has(Flags::BOILER)) {
            while open.last().is_some_and(|(_, end)| *end <= id) {
                open.pop();
            }
            let parent = open.last().map_or(article, |(node, _)| *node);
            let node = match name_of(document, block) {
                Some(name) => tree.append(parent, element(&name, attributes_of(document, block)), id, block.src),
                // Text that no mark of its own makes a paragraph belongs to what holds it.
                None => parent,
            };
            if block.kind.is_leaf() {
                tree.append_text(document, node, id, block);
            }
            open.push((node, block.end));
        }
        tree
    }

    /// What an element stands for.
    pub(super) fn place(&self, node: NodeId) -> Option<(BlockId, Span)> {
        let index = self.places.binary_search_by_key(&node, |(known, _, _)| *known).ok()?;
        self.places.get(index).map(|(_, block, span)| (*block, *span))
    }

    fn append(&mut self, parent: NodeId, element: Element, block: BlockId, span: Span) -> NodeId {
        let node = append(&mut self.html, parent, element);
        self.places.push((node, block, span));
        node
    }

    /// Appends a leaf's text with the elements within it.
    fn append_text(&mut self, document: &Document, leaf: NodeId, id: BlockId, block: &Block) {
        let end = block.text.start() + document.text_of(id).len() as u32;
        let mut at = block.text.start();
        let mut open: Vec<(NodeId, u32)> = Vec::new();
        for inline in document.inlines_of_range(id, id + 1) {
            while let Some(&(node, until)) = open.last().filter(|(_, until)| *until <= inline.text.start()) {
                self.text(node, Span::new(at, until).cut(&document.text));
                at = at.max(until);
                open.pop();
            }
            let parent = open.last().map_or(leaf, |(node, _)| *node);
            self.text(parent, Span::new(at, inline.text.start()).cut(&document.text));
            at = at.max(inline.text.start());
            let Some((name, attributes)) = inline_element(document, inline) else { continue };
            let node = self.append(parent, element(name, attributes), id, inline.src);
            open.push((node, inline.text.end()));
        }
        while let Some((node, until)) = open.pop() {
            self.text(node, Span::new(at, until).cut(&document.text));
            at = at.max(until);
        }
        self.text(leaf, Span::new(at, end).cut(&document.text));
    }

    fn text(&mut self, parent: NodeId, text: &str) {
        if text.is_empty() {
            return;
        }
        if let Some(mut parent) = self.html.tree.get_mut(parent) {
            parent.append(Node::Text(Text { text: StrTendril::from_slice(text) }));
        }
    }
}

fn append(html: &mut Html, parent: NodeId, element: Element) -> NodeId {
    html.tree.get_mut(parent).map_or(parent, |mut parent| parent.append(Node::Element(element)).id())
}

fn element(name: &str, attributes: Vec<(&str, String)>) -> Element {
    let attributes = attributes
        .into_iter()
        .map(|(name, value)| Attribute { name: QualName::new(None, ns!(), LocalName::from(name)), value: StrTendril::from_slice(&value) })
        .collect();
    Element::new(QualName::new(None, ns!(html), LocalName::from(name)), attributes)
}

/// The element that a block is in a page; `None` for text that is directly in its container.
fn name_of(document: &Document, block: &Block) -> Option<String> {
    let name = match block.kind {
        Kind::Paragraph if block.flags.has(Flags::IMPLICIT) && document.block(block.parent).kind != Kind::Root => return None,
        Kind::Paragraph | Kind::Byline => "p",
        Kind::Heading => return Some(format!("h{}", block.level.clamp(1, 6))),
        Kind::List if block.flags.has(Flags::ORDERED) => "ol",
        Kind::List => "ul",
        Kind::Item => "li",
        Kind::Quote => "blockquote",
        Kind::Code => "pre",
        Kind::Math => "math",
        Kind::Table => "table",
        Kind::Row => "tr",
        Kind::Cell if block.flags.has(Flags::HEADER) => "th",
        Kind::Cell => "td",
        Kind::Figure => "figure",
        Kind::Caption => "figcaption",
        Kind::Rule => "hr",
        Kind::DefList => "dl",
        Kind::DefTerm => "dt",
        Kind::DefDesc => "dd",
        Kind::Toc => "nav",
        Kind::Embed => "object",
        Kind::Root | Kind::Region | Kind::FootDef | Kind::Template => "div",
    };
    Some(name.to_owned())
}

fn attributes_of(document: &Document, block: &Block) -> Vec<(&'static str, String)> {
    match (block.kind, document.string(block.aux)) {
        (Kind::Code, Some(language)) => vec![("class", format!("language-{language}"))],
        (Kind::FootDef, _) => vec![("class", "footnote".to_owned())],
        _ => Vec::new(),
    }
}

fn inline_element(document: &Document, inline: &Inline) -> Option<(&'static str, Vec<(&'static str, String)>)> {
    let link = || document.links.get(inline.aux as usize);
    Some(match inline.kind {
        InlineKind::Emphasis => ("em", Vec::new()),
        InlineKind::Strong => ("strong", Vec::new()),
        InlineKind::Strike => ("del", Vec::new()),
        InlineKind::Code => ("code", Vec::new()),
        InlineKind::Quote => ("q", Vec::new()),
        InlineKind::FootRef | InlineKind::Superscript => ("sup", Vec::new()),
        InlineKind::Math => ("math", Vec::new()),
        InlineKind::Break => ("br", Vec::new()),
        InlineKind::Embed => ("object", Vec::new()),
        InlineKind::Link => {
            let link = link()?;
            let title = link.title.iter().map(|title| ("title", title.to_string()));
            ("a", std::iter::once(("href", link.url.to_string())).chain(title).collect())
        }
        InlineKind::Image => {
            let link = link()?;
            let alt = link.alt.iter().map(|alt| ("alt", alt.to_string()));
            let title = link.title.iter().map(|title| ("title", title.to_string()));
            ("img", std::iter::once(("src", link.url.to_string())).chain(alt).chain(title).collect())
        }
        InlineKind::Template => return None,
    })
}
