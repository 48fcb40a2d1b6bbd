//! What an element means for the model, by its name alone.

use html5ever::{QualName, local_name, ns};

/// The part an element plays.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    /// Holds blocks, means nothing itself.
    Region,
    /// `<nav>`, `<aside>`, `<footer>`, `<form>`, `<dialog>`: a region that is furniture beside an article.
    Furniture,
    /// `<html>`, `<head>`, `<body>`, `<noscript>`, table sections …: not there for the model.
    Transparent,
    Paragraph,
    Heading(u8),
    List,
    OrderedList,
    Item,
    Quote,
    Pre,
    Table,
    /// `<thead>`.
    TableHead,
    Row,
    Cell,
    HeaderCell,
    /// `<caption>`, `<figcaption>`.
    Caption,
    Figure,
    Rule,
    DefList,
    DefTerm,
    DefDesc,
    Details,
    Summary,
    Break,
    Link,
    Image,
    /// A player, a map, a drawing, a form control: content that is no text.
    Embed,
    Button,
    Math,
    Emphasis,
    Strong,
    Strike,
    Code,
    QuotedText,
    Superscript,
    /// Text without a meaning of its own (`<span>`), and unknown elements.
    Inline,
    /// An element whose name holds a hyphen.
    Custom,
    /// Never rendered (`<script>`, `<style>`, `<template>`, `<rp>` …).
    Unrendered,
}

impl Role {
    /// The role of an element.
    pub(super) fn of(name: &QualName) -> Self {
        if name.ns == ns!(svg) {
            return if name.local == local_name!("svg") { Self::Embed } else { Self::Inline };
        }
        if name.ns == ns!(mathml) {
            return if name.local == local_name!("math") { Self::Math } else { Self::Inline };
        }
        match name.local {
            local_name!("span") => Self::Inline,
            local_name!("div")
            | local_name!("section")
            | local_name!("article")
            | local_name!("main")
            | local_name!("header")
            | local_name!("address")
            | local_name!("fieldset")
            | local_name!("hgroup")
            | local_name!("center")
            | local_name!("legend")
            | local_name!("search") => Self::Region,
            local_name!("nav") | local_name!("aside") | local_name!("footer") | local_name!("form") | local_name!("dialog") => {
                Self::Furniture
            }
            local_name!("html")
            | local_name!("head")
            | local_name!("body")
            | local_name!("noscript")
            | local_name!("tbody")
            | local_name!("tfoot")
            | local_name!("picture")
            | local_name!("frameset") => Self::Transparent,
            local_name!("thead") => Self::TableHead,
            local_name!("p") => Self::Paragraph,
            local_name!("h1") => Self::Heading(1),
            local_name!("h2") => Self::Heading(2),
            local_name!("h3") => Self::Heading(3),
            local_name!("h4") => Self::Heading(4),
            local_name!("h5") => Self::Heading(5),
            local_name!("h6") => Self::Heading(6),
            local_name!("ul") | local_name!("menu") | local_name!("dir") => Self::List,
            local_name!("ol") => Self::OrderedList,
            local_name!("li") => Self::Item,
            local_name!("blockquote") => Self::Quote,
            local_name!("pre") | local_name!("listing") | local_name!("xmp") | local_name!("plaintext") => Self::Pre,
            local_name!("table") => Self::Table,
            local_name!("tr") => Self::Row,
            local_name!("td") => Self::Cell,
            local_name!("th") => Self::HeaderCell,
            local_name!("caption") | local_name!("figcaption") => Self::Caption,
            local_name!("figure") => Self::Figure,
            local_name!("hr") => Self::Rule,
            local_name!("dl") => Self::DefList,
            local_name!("dt") => Self::DefTerm,
            local_name!("dd") => Self::DefDesc,
            local_name!("details") => Self::Details,
            local_name!("summary") => Self::Summary,
            local_name!("br") => Self::Break,
            local_name!("a") => Self::Link,
            local_name!("img") => Self::Image,
            local_name!("video")
            | local_name!("audio")
            | local_name!("iframe")
            | local_name!("object")
            | local_name!("embed")
            | local_name!("applet")
            | local_name!("canvas")
            | local_name!("map")
            | local_name!("input")
            | local_name!("select")
            | local_name!("textarea")
            | local_name!("meter")
            | local_name!("progress")
            | local_name!("frame") => Self::Embed,
            local_name!("button") => Self::Button,
            local_name!("em") | local_name!("i") | local_name!("dfn") | local_name!("var") => Self::Emphasis,
            local_name!("strong") | local_name!("b") => Self::Strong,
            local_name!("del") | local_name!("s") | local_name!("strike") => Self::Strike,
            local_name!("code") | local_name!("kbd") | local_name!("samp") | local_name!("tt") => Self::Code,
            local_name!("q") | local_name!("cite") => Self::QuotedText,
            local_name!("sup") => Self::Superscript,
            local_name!("script")
            | local_name!("style")
            | local_name!("template")
            | local_name!("link")
            | local_name!("meta")
            | local_name!("title")
            | local_name!("base")
            | local_name!("noembed")
            | local_name!("noframes")
            | local_name!("param")
            | local_name!("source")
            | local_name!("track")
            | local_name!("datalist")
            | local_name!("colgroup")
            | local_name!("col")
            | local_name!("rp") => Self::Unrendered,
            _ if name.local.contains('-') => Self::Custom,
            _ => Self::Inline,
        }
    }

    /// Whether it ends the paragraph before it and the one inside it.
    pub(super) const fn is_block(self) -> bool {
        matches!(
            self,
            Self::Region
                | Self::Furniture
                | Self::Paragraph
                | Self::Heading(_)
                | Self::List
                | Self::OrderedList
                | Self::Item
                | Self::Quote
                | Self::Pre
                | Self::Table
                | Self::TableHead
                | Self::Row
                | Self::Cell
                | Self::HeaderCell
                | Self::Caption
                | Self::Figure
                | Self::Rule
                | Self::DefList
                | Self::DefTerm
                | Self::DefDesc
                | Self::Details
                | Self::Summary
        )
    }
}
