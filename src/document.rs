//! The one model of an article: blocks, inline text, links, tables, notes, metadata, sections.
//!
//! `html`, `markdown` and `plain` fill it through [`Builder`]; no other module knows a parser. Every byte of
//! rendered text leads back to the bytes of the source that it was made of.

use std::sync::OnceLock;

use crate::limits::Limits;
use crate::source::{Format, Source};
use crate::span::Span;
use serde::{Deserialize, Serialize};

mod address;
mod builder;
pub mod forms;
mod front_matter;
mod html;
mod language;
mod leaves;
mod markdown;
mod plain;
mod reader;
mod section;
mod sketch;
mod words;

pub use builder::Builder;
pub(crate) use html::selectable;
pub use language::{Language, LanguageFrom};
pub(crate) use language::{in_path as language_in_path, marked as marked_language};
pub(crate) use leaves::{Leaf, Leaves, Looks, Role, Watch, beside_words, eight, mix, shingles, words};
pub use reader::Children;
pub use sketch::Sketch;
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
    /// Text above the line (`<sup>`) that refers to no note: an exponent, the "st" of "1st".
    Superscript,
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
        url.get(..4).is_some_and(|start| start.eq_ignore_ascii_case("http")) && url.contains("://") || url.starts_with("//")
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
    /// Index into [`Document::containers`] of the innermost one around its heading, or [`NONE`].
    pub container: u32,
    /// First block after its own content: the next heading of any level.
    pub own_end: BlockId,
    /// First block after its subsections too: the next heading of the same or a higher level.
    pub end: BlockId,
}

/// How the main content of a page was found (`--explain-score` and `--show-files -v` name it).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
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
    /// What the elements and components around parts of a Markdown article enclose (`<details>`, `<Update>` … with blocks of Markdown
    /// between the tags), in the order of their starts. Rules ask which parts belong together; blocks know nothing of them.
    pub containers: Vec<Span>,
    /// The bytes of the front matter, fences included; empty when there is none.
    pub front_matter: Span,
    /// How the main content was found.
    pub main: MainContent,
    /// The article's language, and how it is known.
    pub language: Language,
    /// Made when the first one asks ([`Document::leaves`]).
    leaves: OnceLock<Leaves>,
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

    /// The text leaf by leaf, as keys that are equal where the words are.
    pub(crate) fn leaves(&self) -> &Leaves {
        self.leaves.get_or_init(|| Leaves::of(self, &mut ()))
    }

    /// What the text of a leaf looks like; of any other block, and within page furniture, everything.
    #[inline]
    pub(crate) fn looks(&self, id: BlockId) -> Looks {
        self.leaves().looks(id)
    }

    /// What any leaf outside page furniture looks like.
    #[inline]
    pub(crate) fn all_looks(&self) -> Looks {
        self.leaves().all_looks
    }

    /// The leaves of a kind outside page furniture that look like any of these, in document order.
    pub(crate) fn looking(&self, kind: Kind, any: Looks) -> impl Iterator<Item = (BlockId, &Block)> {
        let leaves = self.leaves();
        self.of_kind(kind).filter(move |(id, _)| leaves.looks(*id).has_any(any))
    }

    /// Reads the leaves while somebody watches the prose.
    pub(crate) fn watched_by(&self, watch: &mut impl Watch) {
        let leaves = Leaves::of(self, watch);
        // They may have been made before; they are the same.
        drop(self.leaves.set(leaves));
    }
}
