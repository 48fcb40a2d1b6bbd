//! The tree of a parsed page: nodes in one array, each with the bytes of the source that it was made of.

use html5ever::{Attribute, LocalName, QualName, ns};

use super::role::Role;
use crate::span::Span;

/// Index of a node in [`Tree`].
pub(super) type NodeId = u32;

/// "No node", "no piece".
pub(super) const NO_NODE: NodeId = u32::MAX;

/// What a node is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum What {
    Document,
    Doctype,
    Comment,
    Text,
    Element,
    /// What a `<template>` holds.
    Fragment,
}

/// How a node came to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Origin {
    /// It is written in the source.
    Source,
    /// The parser adds it (`<tbody>`), without bytes of its own.
    Implied,
    /// A formatting element that the parser opens again in the next block, without bytes of its own.
    Cloned,
}

/// A node and its neighbours.
#[derive(Clone, Copy, Debug)]
pub(super) struct Node {
    pub(super) what: What,
    pub(super) origin: Origin,
    pub(super) role: Role,
    /// Distance from the document when it was last moved.
    pub(super) depth: u16,
    pub(super) parent: NodeId,
    pub(super) previous: NodeId,
    pub(super) next: NodeId,
    pub(super) first: NodeId,
    pub(super) last: NodeId,
    /// The start tag, the comment, the doctype; the place where it was opened, if it has no bytes.
    pub(super) start: Span,
    /// Where its end tag begins, or where it ends without one.
    pub(super) inner_end: u32,
    /// Where its end tag ends; equals `inner_end` without one.
    pub(super) end: u32,
    /// An element's index in [`Tree::elements`]; a text's first piece.
    pub(super) data: u32,
    /// A text's last piece.
    pub(super) last_piece: u32,
    /// The parser still adds to it, as far as its tags tell.
    pub(super) open: bool,
}

/// Name and attributes of an element.
#[derive(Clone, Debug)]
pub(super) struct Element {
    pub(super) name: QualName,
    pub(super) attributes: Vec<Attribute>,
}

/// A run of a text node.
#[derive(Clone, Copy, Debug)]
pub(super) struct TextPiece {
    /// The bytes it stands for.
    pub(super) src: Span,
    /// Where its text begins in [`Tree::decoded`]; [`NO_NODE`] when it is the source's own text.
    pub(super) decoded: u32,
    /// Its length as text.
    pub(super) len: u32,
    /// The next piece of the same text.
    pub(super) next: u32,
}

/// The tree.
#[derive(Debug)]
pub(super) struct Tree {
    pub(super) nodes: Vec<Node>,
    pub(super) elements: Vec<Element>,
    pub(super) pieces: Vec<TextPiece>,
    /// Text that the source writes otherwise (references, newlines).
    pub(super) decoded: String,
}

impl Node {
    pub(super) const fn new(what: What, origin: Origin, start: Span) -> Self {
        Self {
            what,
            origin,
            role: Role::Inline,
            depth: 0,
            parent: NO_NODE,
            previous: NO_NODE,
            next: NO_NODE,
            first: NO_NODE,
            last: NO_NODE,
            start,
            inner_end: start.end(),
            end: start.end(),
            data: NO_NODE,
            last_piece: NO_NODE,
            open: false,
        }
    }

    /// Whether the source closes it with an end tag.
    pub(super) const fn has_end_tag(&self) -> bool {
        self.end > self.inner_end
    }
}

/// Stands for a node that does not exist.
static NOTHING: Node = Node::new(What::Doctype, Origin::Implied, Span::at(0));

impl Tree {
    pub(super) fn with_capacity(bytes: usize) -> Self {
        Self {
            nodes: Vec::with_capacity(bytes / 24 + 8),
            elements: Vec::with_capacity(bytes / 48 + 8),
            pieces: Vec::with_capacity(bytes / 48 + 8),
            decoded: String::new(),
        }
    }

    pub(super) fn node(&self, id: NodeId) -> &Node {
        self.nodes.get(id as usize).unwrap_or(&NOTHING)
    }

    pub(super) fn element(&self, id: NodeId) -> Option<&Element> {
        self.elements.get(self.node(id).data as usize).filter(|_| self.node(id).what == What::Element)
    }

    /// The value of an attribute.
    pub(super) fn attribute(&self, id: NodeId, name: &LocalName) -> Option<&str> {
        self.element(id)?.attributes.iter().find(|found| found.name.local == *name && found.name.ns == ns!()).map(|found| &*found.value)
    }

    /// The children of a node, in order.
    pub(super) fn children(&self, id: NodeId) -> impl Iterator<Item = NodeId> + '_ {
        let following = |id: NodeId| (id != NO_NODE).then_some(id);
        std::iter::successors(following(self.node(id).first), move |&child| following(self.node(child).next))
    }

    /// The node that follows in document order within `top`, with or without the children of `id`.
    pub(super) fn after(&self, id: NodeId, top: NodeId, into_children: bool) -> Option<NodeId> {
        let node = self.node(id);
        if into_children && node.first != NO_NODE {
            return Some(node.first);
        }
        let mut at = id;
        while at != top {
            let node = self.node(at);
            if node.next != NO_NODE {
                return Some(node.next);
            }
            if node.parent == NO_NODE {
                return None;
            }
            at = node.parent;
        }
        None
    }

    /// A node and everything inside it, in document order.
    pub(super) fn subtree(&self, top: NodeId) -> impl Iterator<Item = NodeId> + '_ {
        std::iter::successors(Some(top), move |&id| self.after(id, top, true))
    }

    /// The pieces of a text node, in order.
    pub(super) fn pieces(&self, id: NodeId) -> impl Iterator<Item = &TextPiece> + '_ {
        let node = self.node(id);
        let first = if node.what == What::Text { node.data } else { NO_NODE };
        std::iter::successors(self.pieces.get(first as usize), |piece| self.pieces.get(piece.next as usize))
    }

    /// The text of a piece.
    pub(super) fn text<'t>(&'t self, piece: &TextPiece, source: &'t str) -> &'t str {
        if piece.decoded == NO_NODE {
            piece.src.cut(source)
        } else {
            Span::new(piece.decoded, piece.decoded + piece.len).cut(&self.decoded)
        }
    }

    /// The bytes from a node's start tag to its end.
    pub(super) fn extent(&self, id: NodeId) -> Span {
        Span::new(self.node(id).start.start(), self.node(id).end)
    }

    /// All text inside a node, blanks collapsed, at most about `limit` bytes.
    pub(super) fn plain_text(&self, top: NodeId, source: &str, limit: usize) -> String {
        let mut text = String::new();
        for id in self.subtree(top) {
            if self.node(id).what == What::Element && !text.ends_with(' ') && self.node(id).role.is_block() {
                text.push(' ');
            }
            for piece in self.pieces(id) {
                for c in self.text(piece, source).chars() {
                    match c.is_ascii_whitespace() {
                        true if text.ends_with(' ') => {}
                        true => text.push(' '),
                        false => text.push(c),
                    }
                }
            }
            if text.len() > limit {
                break;
            }
        }
        text.trim().to_owned()
    }
}
