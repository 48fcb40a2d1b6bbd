//! What a page says about itself: title, meta elements, canonical address, language, JSON-LD.

use html5ever::{LocalName, local_name, ns};

use super::attributes::value_of;
use super::tree::{NodeId, Tree, What};
use crate::document::{Builder, Meta, MetaFrom};
use crate::span::Span;

/// Keeps all statements of a page. `html` is the source itself: a fragment within Markdown makes no statements.
pub(super) fn read(builder: &mut Builder<'_>, tree: &Tree, html: &str) {
    let mut titled = false;
    for (index, node) in tree.nodes.iter().enumerate() {
        if node.what != What::Element {
            continue;
        }
        let id = index as NodeId;
        let Some(element) = tree.element(id) else { continue };
        if element.name.ns != ns!(html) {
            continue;
        }
        match element.name.local {
            local_name!("title") if !titled => {
                titled = true;
                text(builder, tree, html, id, MetaFrom::Title, "title");
            }
            local_name!("meta") => meta(builder, tree, html, id),
            local_name!("link") => {
                let is_canonical = tree
                    .attribute(id, &local_name!("rel"))
                    .is_some_and(|rel| rel.split_ascii_whitespace().any(|word| word.eq_ignore_ascii_case("canonical")));
                if is_canonical {
                    attribute(builder, tree, html, id, &local_name!("href"), MetaFrom::Element, "canonical");
                }
            }
            local_name!("html") => attribute(builder, tree, html, id, &local_name!("lang"), MetaFrom::Element, "lang"),
            local_name!("script") => {
                let is_data =
                    tree.attribute(id, &local_name!("type")).is_some_and(|kind| kind.trim().eq_ignore_ascii_case("application/ld+json"));
                if is_data {
                    let src = Span::new(node.start.end(), node.inner_end);
                    builder.meta(Meta { from: MetaFrom::JsonLd, key: "json-ld".into(), value: src.cut(html).into(), src });
                }
            }
            _ => {}
        }
    }
}

fn meta(builder: &mut Builder<'_>, tree: &Tree, html: &str, id: NodeId) {
    attribute(builder, tree, html, id, &local_name!("charset"), MetaFrom::Element, "charset");
    let key = [local_name!("name"), local_name!("property"), local_name!("itemprop")];
    if let Some(key) = key.iter().find_map(|name| tree.attribute(id, name)) {
        attribute(builder, tree, html, id, &local_name!("content"), MetaFrom::MetaTag, key.trim());
    }
}

fn attribute(builder: &mut Builder<'_>, tree: &Tree, html: &str, id: NodeId, name: &LocalName, from: MetaFrom, key: &str) {
    let Some(value) = tree.attribute(id, name) else { return };
    let tag = tree.node(id).start;
    let src = value_of(tag.cut(html), name).map_or(tag, |(_, at)| at.shifted(tag.start()));
    builder.meta(Meta { from, key: key.into(), value: value.into(), src });
}

fn text(builder: &mut Builder<'_>, tree: &Tree, html: &str, id: NodeId, from: MetaFrom, key: &str) {
    let node = tree.node(id);
    let inside = Span::new(node.start.end(), node.inner_end);
    let written = inside.cut(html);
    let trimmed = written.trim_ascii();
    let start = inside.start() + (written.len() - written.trim_ascii_start().len()) as u32;
    let src = Span::new(start, start + trimmed.len() as u32);
    builder.meta(Meta { from, key: key.into(), value: tree.plain_text(id, html, usize::MAX).into(), src });
}
