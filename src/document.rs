//! The one model of an article: blocks, inline text, links, tables, notes, metadata, sections.
//!
//! `html`, `markdown` and `plain` fill it through [`Builder`]; no other module knows a parser. Every byte of
//! rendered text leads back to the bytes of the source that it was made of.

use crate::limits::Limits;
use crate::source::{Format, Source};
use crate::span::Span;

mod builder;
mod front_matter;
mod html;
mod language;
mod markdown;
mod plain;
mod words;

pub use builder::Builder;
pub(crate) use html::selectable;
pub use language::{Language, LanguageFrom};
pub use words::Words;

/// Index of a block in [`Document::blocks`].
pub type BlockId = u32;

/// What a block is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[repr(u8)]
pub enum Kind {
    /// The article.
    Root,
    /// A container without a meaning of its own (`<div>`, an alert box, an admonition).
    Region,
    /// A run of text.
    Paragraph,
    /// A heading; its level is [`Block::level`].
    Heading,
    /// A list, [`Flags::ORDERED`] or not.
    List,
    /// An item of a list.
    Item,
    /// A quotation.
    Quote,
    /// A code block; [`Block::aux`] is its language, if any.
    Code,
    /// A formula on its own.
    Math,
    /// A table; holds rows.
    Table,
    /// A row; holds cells. [`Flags::HEADER`] on a header row.
    Row,
    /// A cell. [`Flags::HEADER`] on a header cell.
    Cell,
    /// A picture with its caption.
    Figure,
    /// The caption of a figure or table.
    Caption,
    /// A thematic break.
    Rule,
    /// The definition of a footnote; [`Block::aux`] is its label.
    FootDef,
    /// A list of terms and definitions.
    DefList,
    /// A term of a definition list.
    DefTerm,
    /// A definition of a definition list.
    DefDesc,
    /// A template construct that stands alone (`{{< figure >}}`, `<Component />`): it fills a section and answers a lead-in.
    Template,
    /// Content that is no text and is not checked (a player, a map, a drawing, a form, a closed panel): it fills a section too.
    Embed,
    /// A table of contents made of links into the article, or its marker (`[TOC]`).
    Toc,
    /// The line that says who wrote the article and when.
    Byline,
}

impl Kind {
    /// Whether blocks of this kind hold text directly; the others hold blocks.
    #[must_use]
    pub const fn is_leaf(self) -> bool {
        matches!(self, Self::Paragraph | Self::Heading | Self::Code | Self::Math | Self::Rule | Self::Template | Self::Embed | Self::Byline)
    }
}

/// Properties of a block, as a set of bits.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Flags(u16);

impl Flags {
    /// A numbered list.
    pub const ORDERED: Self = Self(1);
    /// A header row or header cell.
    pub const HEADER: Self = Self(1 << 1);
    /// Page furniture beside the article (navigation, footer, share box); holds for all blocks inside. Rules that read
    /// the article's text pass over it.
    pub const BOILER: Self = Self(1 << 2);
    /// What the block is was guessed from its looks (plain text): a finding that rests on it is one severity lower.
    pub const GUESS: Self = Self(1 << 3);
    /// An item with a task box.
    pub const TASK: Self = Self(1 << 4);
    /// A paragraph that the source does not mark as one (text directly in an item, a cell or a `<div>`).
    pub const IMPLICIT: Self = Self(1 << 5);
    /// An indented code block of Markdown, without fences.
    pub const INDENTED: Self = Self(1 << 6);
    /// A question of a FAQ that is no heading in the source ("Q1. …", `<summary>`).
    pub const QUESTION: Self = Self(1 << 7);
    /// An alert or admonition box (`> [!NOTE]`, `:::tip`, `!!! note`).
    pub const ALERT: Self = Self(1 << 8);

    /// No property.
    #[must_use]
    pub const fn empty() -> Self {
        Self(0)
    }

    /// Whether all bits of `other` are set.
    #[must_use]
    pub const fn has(self, other: Self) -> bool {
        self.0 & other.0 == other.0
    }

    /// Both sets together.
    #[must_use]
    pub const fn with(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
}

/// "No string" in [`Block::aux`] and [`Inline::aux`].
pub const NONE: u32 = u32::MAX;

/// A block. Blocks stand in document order (preorder): the children of `i` begin at `i + 1`, the subtree ends before `end`.
#[derive(Clone, Copy, Debug)]
pub struct Block {
    /// What it is.
    pub kind: Kind,
    /// Level of a heading (1–6), depth of a list (from 1); else 0.
    pub level: u8,
    /// Properties.
    pub flags: Flags,
    /// The block that holds it; the root holds itself.
    pub parent: BlockId,
    /// First index after the subtree.
    pub end: BlockId,
    /// Bytes of the source, markup included, without trailing line ends.
    pub src: Span,
    /// Range in [`Document::text`].
    pub text: Span,
    /// Index into [`Document::strings`] (language of code, label of a note), or [`NONE`].
    pub aux: u32,
}

/// A run of rendered text and the source it came from. It is linear (byte `n` of one is byte `n` of the other)
/// when both lengths agree; else the whole piece stands for the whole source range.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Piece {
    /// Start in [`Document::text`].
    pub at: u32,
    /// Length in [`Document::text`].
    pub text_len: u32,
    /// Bytes of the source.
    pub src: Span,
}

/// What an inline range is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[repr(u8)]
pub enum InlineKind {
    /// `<em>`, `<i>`, `*…*`.
    Emphasis,
    /// `<strong>`, `<b>`, `**…**`.
    Strong,
    /// Struck out.
    Strike,
    /// Code within text.
    Code,
    /// A link; [`Inline::aux`] is its index in [`Document::links`].
    Link,
    /// A picture, without text of its own; [`Inline::aux`] is its index in [`Document::links`].
    Image,
    /// A reference to a footnote; [`Inline::aux`] is its label in [`Document::strings`].
    FootRef,
    /// A template construct within text, rendered as U+FFFC.
    Template,
    /// A formula within text.
    Math,
    /// A hard line break, rendered as a blank.
    Break,
    /// Inline content that is no text (an icon, an input, a small player), rendered as nothing.
    Embed,
    /// Text of another author within text (`<q>`, `<cite>`).
    Quote,
}

/// An inline range of a leaf block. Ranges nest; they stand in the order of their starts.
#[derive(Clone, Copy, Debug)]
pub struct Inline {
    /// What it is.
    pub kind: InlineKind,
    /// The leaf block that holds it.
    pub block: BlockId,
    /// Range in [`Document::text`]; empty for a picture.
    pub text: Span,
    /// Bytes of the source, markup included.
    pub src: Span,
    /// See [`InlineKind`]; [`NONE`] otherwise.
    pub aux: u32,
}

/// How a link is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LinkForm {
    /// `[text](url)`, `<a href>`, `<img src>`.
    Direct,
    /// `[text][label]`, with the URL in a definition elsewhere.
    Reference,
    /// `<https://…>`.
    Auto,
    /// An address in running text.
    Bare,
}

/// The target of a link or picture.
#[derive(Clone, Debug)]
pub struct Link {
    /// The address as written, references decoded.
    pub url: Box<str>,
    /// Where the address stands in the source (for a reference: in its definition, if that was found).
    pub url_src: Span,
    /// The title, if any.
    pub title: Option<Box<str>>,
    /// For a picture: its text alternative, as far as it has one.
    pub alt: Option<Box<str>>,
    /// How it is written.
    pub form: LinkForm,
}

impl Link {
    /// Whether the address leads to another site: it has a scheme (`https:`) or begins with `//`.
    #[must_use]
    pub fn is_external(&self) -> bool {
        let url = self.url.trim_start();
        url.get(..8).unwrap_or(url).to_ascii_lowercase().starts_with("http") && url.contains("://") || url.starts_with("//")
    }
}

/// Where a statement about the article comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum MetaFrom {
    /// Front matter; nested keys are joined by a dot (`seo.title`), list values are one entry each.
    FrontMatter,
    /// `<title>`, key `title`.
    Title,
    /// `<meta name|property|itemprop=KEY content=…>`.
    MetaTag,
    /// `<link rel=canonical>`, `<html lang>`, `<meta charset>`: key `canonical`, `lang`, `charset`.
    Element,
    /// A JSON-LD block, raw; key `json-ld`.
    JsonLd,
    /// A line that readers see ("By Ann Lee · 3 May 2024 · 7 min read"), key `byline`.
    Byline,
}

/// One statement about the article.
#[derive(Clone, Debug)]
pub struct Meta {
    /// Where it comes from.
    pub from: MetaFrom,
    /// Its name, as written.
    pub key: Box<str>,
    /// Its value, decoded.
    pub value: Box<str>,
    /// Where the value stands in the source.
    pub src: Span,
}

/// A comment of the source, whatever its syntax (`<!-- -->`, `{/* */}`, `{{/* */}}`, `{% comment %}`, `[//]: # ()`).
#[derive(Clone, Copy, Debug)]
pub struct Comment {
    /// The whole comment.
    pub src: Span,
    /// What it says.
    pub body: Span,
}

/// A construct that is opened and never closed, so that it swallows what follows.
#[derive(Clone, Copy, Debug)]
pub struct Unclosed {
    /// What was opened.
    pub what: UnclosedKind,
    /// The opening mark (the fence line, `<!--`, the start tag).
    pub src: Span,
    /// The block whose text it swallowed, or the root.
    pub block: BlockId,
}

/// What kind of construct was left open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum UnclosedKind {
    /// A code fence.
    Fence,
    /// A comment.
    Comment,
    /// An element whose content is not text (`<script>`, `<style>`, `<textarea>`, `<title>`, `<svg>` …).
    Element,
    /// A template block (`{% raw %}`, `{% highlight %}` …).
    Template,
}

/// Something in the article's form that a reader of its source should know, and rules may report.
#[derive(Clone, Debug)]
pub enum Note {
    /// A limit stopped the reading: everything from `at` on is not in the model.
    Limit {
        /// Name of the limit, as in the configuration.
        name: &'static str,
        /// Its value.
        value: u64,
        /// Byte of the source at which reading stopped.
        at: u32,
    },
    /// Front matter that does not parse.
    BadFrontMatter {
        /// The parser's reason.
        reason: Box<str>,
        /// Where.
        at: Span,
    },
    /// `[text][label]` or `[^label]` without a definition.
    UndefinedReference {
        /// The whole reference.
        at: Span,
        /// Its label.
        label: Box<str>,
    },
}

/// A heading and what stands below it.
#[derive(Clone, Debug)]
pub struct Section {
    /// Its heading.
    pub heading: BlockId,
    /// Level of the heading, 1–6.
    pub level: u8,
    /// Index of the section that holds it, or [`NONE`].
    pub parent: u32,
    /// First block after its own content: the next heading of any level.
    pub own_end: BlockId,
    /// First block after its subsections too: the next heading of the same or a higher level.
    pub end: BlockId,
}

/// How the main content of a page was found (`--explain-score` and `--show-files -v` name it).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum MainContent {
    /// The whole file is the article.
    #[default]
    Whole,
    /// `[itemprop=articleBody]`.
    ArticleBody,
    /// `<article>` or its role.
    Article,
    /// `<main>` or its role.
    Main,
    /// The part of the page with most of its prose.
    Densest,
}

/// An article, read.
#[derive(Clone, Debug)]
pub struct Document {
    /// The file it was read from.
    pub source: Source,
    /// All rendered text: leaf after leaf, each ended by `\n`; blanks collapsed to one, but for code.
    pub text: String,
    /// Where the text comes from, in the order of `text`.
    pub pieces: Vec<Piece>,
    /// All blocks in document order; the first is the root.
    pub blocks: Vec<Block>,
    /// All inline ranges, in the order of their blocks and starts.
    pub inlines: Vec<Inline>,
    /// Targets of links and pictures.
    pub links: Vec<Link>,
    /// Strings that blocks and inlines point to.
    pub strings: Vec<Box<str>>,
    /// What the article says about itself.
    pub meta: Vec<Meta>,
    /// Comments of the source.
    pub comments: Vec<Comment>,
    /// Constructs that were never closed.
    pub unclosed: Vec<Unclosed>,
    /// Limits and oddities.
    pub notes: Vec<Note>,
    /// Headings and what stands below them.
    pub sections: Vec<Section>,
    /// The bytes of the front matter, fences included; empty when there is none.
    pub front_matter: Span,
    /// How the main content was found.
    pub main: MainContent,
    /// The article's language, and how it is known.
    pub language: Language,
}

impl Document {
    /// Reads an article. Reading never fails: broken markup still gives a document, a limit leaves a [`Note::Limit`].
    /// `default_language` is the language of an article that neither says nor shows its own.
    #[must_use]
    pub fn read(source: Source, limits: &Limits, default_language: &str) -> Self {
        let mut builder = Builder::new(source.text(), limits);
        match source.format() {
            Format::Markdown => markdown::fill(&mut builder, markdown::Dialect::Any),
            Format::Mdx => markdown::fill(&mut builder, markdown::Dialect::Mdx),
            Format::Html => html::fill(&mut builder),
            Format::Plain => plain::fill(&mut builder),
        }
        let mut document = builder.finish();
        document.source = source;
        document.language = language::of(&document, default_language);
        document
    }

    /// The root block, which also stands for any block that does not exist.
    pub const ROOT: BlockId = 0;

    /// A block; the root if there is none of that index.
    #[must_use]
    pub fn block(&self, id: BlockId) -> &Block {
        const NOTHING: &Block =
            &Block { kind: Kind::Root, level: 0, flags: Flags::empty(), parent: 0, end: 0, src: Span::at(0), text: Span::at(0), aux: NONE };
        self.blocks.get(id as usize).or_else(|| self.blocks.first()).unwrap_or(NOTHING)
    }

    /// The rendered text of a block with all blocks inside it.
    #[must_use]
    pub fn text_of(&self, id: BlockId) -> &str {
        self.block(id).text.cut(&self.text).trim_end_matches('\n')
    }

    /// The string that `aux` points to.
    #[must_use]
    pub fn string(&self, aux: u32) -> Option<&str> {
        self.strings.get(aux as usize).map(|string| &**string)
    }

    /// All block ids with their blocks, in document order.
    pub fn all(&self) -> impl Iterator<Item = (BlockId, &Block)> {
        self.blocks.iter().enumerate().map(|(id, block)| (id as BlockId, block))
    }

    /// All blocks of one kind outside page furniture, in document order.
    pub fn of_kind(&self, kind: Kind) -> impl Iterator<Item = (BlockId, &Block)> {
        self.all().filter(move |(_, block)| block.kind == kind && !block.flags.has(Flags::BOILER))
    }

    /// The children of a block.
    #[must_use]
    pub fn children(&self, id: BlockId) -> Children<'_> {
        Children { document: self, next: id + 1, end: self.block(id).end }
    }

    /// The blocks that hold `id`, innermost first, without the root.
    pub fn ancestors(&self, id: BlockId) -> impl Iterator<Item = BlockId> + '_ {
        std::iter::successors(Some(self.block(id).parent), |&id| Some(self.block(id).parent)).take_while(|&id| id != Self::ROOT)
    }

    /// Whether a block of this kind holds `id`.
    #[must_use]
    pub fn is_within(&self, id: BlockId, kind: Kind) -> bool {
        self.ancestors(id).any(|ancestor| self.block(ancestor).kind == kind)
    }

    /// Whether a reader sees anything of the block: text, a picture, code, a formula, a template or a player.
    #[must_use]
    pub fn has_content(&self, id: BlockId) -> bool {
        let block = self.block(id);
        self.range_has_content(id, block.end)
    }

    /// Whether a reader sees anything of the blocks from `start` to before `end`, headings included and furniture left out.
    #[must_use]
    pub fn range_has_content(&self, start: BlockId, end: BlockId) -> bool {
        let range = start as usize..(end as usize).max(start as usize);
        self.blocks.get(range).unwrap_or_default().iter().any(|block| {
            !block.flags.has(Flags::BOILER)
                && (matches!(block.kind, Kind::Template | Kind::Embed | Kind::Math | Kind::Toc)
                    || block.kind.is_leaf() && block.text.cut(&self.text).chars().any(|c| !c.is_whitespace()))
        }) || self.inlines_of_range(start, end).iter().any(|inline| {
            matches!(inline.kind, InlineKind::Image | InlineKind::Embed | InlineKind::Template | InlineKind::Math)
                && !self.block(inline.block).flags.has(Flags::BOILER)
        })
    }

    /// The inline ranges of a block and all blocks inside it.
    #[must_use]
    pub fn inlines_of(&self, id: BlockId) -> &[Inline] {
        self.inlines_of_range(id, self.block(id).end)
    }

    /// The inline ranges of the blocks from `start` to before `end`.
    #[must_use]
    pub fn inlines_of_range(&self, start: BlockId, end: BlockId) -> &[Inline] {
        let from = self.inlines.partition_point(|inline| inline.block < start);
        let to = self.inlines.partition_point(|inline| inline.block < end);
        self.inlines.get(from..to).unwrap_or_default()
    }

    /// The links of a block and all blocks inside it, with where they stand.
    pub fn links_in(&self, id: BlockId) -> impl Iterator<Item = (&Inline, &Link)> {
        self.inlines_of(id)
            .iter()
            .filter(|inline| inline.kind == InlineKind::Link)
            .filter_map(|inline| Some((inline, self.links.get(inline.aux as usize)?)))
    }

    /// The leaf block that holds the text at this offset of [`Document::text`].
    #[must_use]
    pub fn leaf_at(&self, text_offset: u32) -> BlockId {
        let after = self.blocks.partition_point(|block| block.text.start() <= text_offset);
        (0..after).rev().find(|&id| self.blocks.get(id).is_some_and(|block| block.kind.is_leaf() && !block.text.is_empty())).unwrap_or(0)
            as BlockId
    }

    /// The source bytes of a range of [`Document::text`]. A piece that is not linear is taken whole.
    #[must_use]
    pub fn source_span(&self, text: Span) -> Span {
        let first = self.pieces.partition_point(|piece| piece.at + piece.text_len <= text.start());
        let Some(first) = self.pieces.get(first) else {
            return self.pieces.last().map_or(Span::at(0), |last| Span::at(last.src.end()));
        };
        let start = first.source_offset(text.start(), false);
        if text.is_empty() {
            return Span::at(start);
        }
        let last = self.pieces.partition_point(|piece| piece.at < text.end());
        let end = last.checked_sub(1).and_then(|last| self.pieces.get(last)).map_or(start, |last| last.source_offset(text.end(), true));
        Span::new(start, end)
    }

    /// The innermost section whose heading or content holds the block.
    #[must_use]
    pub fn section_of(&self, id: BlockId) -> Option<&Section> {
        let after = self.sections.partition_point(|section| section.heading <= id);
        after.checked_sub(1).and_then(|index| self.sections.get(index))
    }

    /// The sections that hold this one, innermost first.
    pub fn parents<'d>(&'d self, section: &'d Section) -> impl Iterator<Item = &'d Section> {
        std::iter::successors(self.sections.get(section.parent as usize), |section| self.sections.get(section.parent as usize))
    }

    /// The bytes of the source that hold the text of a block: for a heading its words without its marks.
    #[must_use]
    pub fn text_src(&self, id: BlockId) -> Span {
        let block = self.block(id);
        let text = Span::new(block.text.start(), block.text.start() + self.text_of(id).len() as u32);
        if text.is_empty() { block.src } else { self.source_span(text) }
    }

    /// The title: what the article calls itself in its metadata, else its first heading of level 1.
    #[must_use]
    pub fn title(&self) -> Option<&str> {
        let said = |from: MetaFrom, key: &str| {
            self.meta.iter().find(|meta| meta.from == from && meta.key.eq_ignore_ascii_case(key)).map(|meta| meta.value.trim())
        };
        said(MetaFrom::FrontMatter, "title")
            .or_else(|| self.sections.iter().find(|section| section.level == 1).map(|section| self.text_of(section.heading)))
            .or_else(|| said(MetaFrom::Title, "title"))
            .or_else(|| said(MetaFrom::MetaTag, "og:title"))
            .filter(|title| !title.is_empty())
    }

    /// Front matter says `draft: true`.
    #[must_use]
    pub fn is_draft(&self) -> bool {
        self.meta.iter().any(|meta| meta.from == MetaFrom::FrontMatter && &*meta.key == "draft" && &*meta.value == "true")
    }
}

impl Piece {
    /// The source offset of a text offset within the piece.
    fn source_offset(&self, text: u32, as_end: bool) -> u32 {
        let within = text.saturating_sub(self.at).min(self.text_len);
        match (self.text_len == self.src.len(), as_end) {
            (true, _) => self.src.start() + within,
            (false, false) => self.src.start(),
            (false, true) => self.src.end(),
        }
    }
}

/// Iterates over the children of a block.
pub struct Children<'d> {
    document: &'d Document,
    next: BlockId,
    end: BlockId,
}

impl Iterator for Children<'_> {
    type Item = BlockId;

    fn next(&mut self) -> Option<BlockId> {
        if self.next >= self.end {
            return None;
        }
        let id = self.next;
        // A damaged tree must not stand still.
        self.next = self.document.block(id).end.max(id + 1);
        Some(id)
    }
}
