//! A page as CSS selectors see it: text comes in, a throw-away `scraper` tree goes out, with the bytes of each element that
//! the source writes.

use ego_tree::NodeId;
use scraper::node::{Element, Text};
use scraper::{Html, Node};

use super::parse::parse;
use super::tree::{Origin, What};
use crate::limits::Limits;
use crate::span::Span;

/// The tree of the page that begins at `start`, and its written elements in document order. Blanks between elements are left
/// out, so that an element with nothing else in it is empty, as it is in the other forms.
pub(crate) fn selectable(source: &str, start: u32, limits: &Limits) -> (Html, Vec<(NodeId, Span)>) {
    let tree = parse(source, start, limits).tree;
    let mut html = Html::new_document();
    let root = html.tree.root().id();
    let mut copies: Vec<NodeId> = vec![root; tree.nodes.len()];
    let mut places = Vec::new();
    for id in tree.subtree(0) {
        let node = tree.node(id);
        let parent = copies.get(node.parent as usize).copied().unwrap_or(root);
        let mut append = |value: Node| html.tree.get_mut(parent).map(|mut parent| parent.append(value).id());
        let copy = match node.what {
            What::Element => {
                tree.element(id).and_then(|element| append(Node::Element(Element::new(element.name.clone(), element.attributes.clone()))))
            }
            What::Text => {
                for piece in tree.pieces(id) {
                    let text = tree.text(piece, source);
                    if !text.trim_ascii().is_empty() {
                        append(Node::Text(Text { text: text.into() }));
                    }
                }
                None
            }
            _ => None,
        };
        if let (Some(copy), Origin::Source) = (copy, node.origin) {
            places.push((copy, tree.extent(id)));
        }
        if let Some(slot) = copies.get_mut(id as usize) {
            *slot = copy.unwrap_or(parent);
        }
    }
    (html, places)
}
