//! Footnotes: which links refer to notes, and which elements define them.

use std::collections::{HashMap, HashSet};

use html5ever::local_name;

use super::marks::Marks;
use super::role::Role;
use super::survey::Survey;
use super::tree::{NO_NODE, NodeId, Tree};

/// The mark of a note is short (`[12]`, `*`, `iv`).
const LONGEST_MARK: usize = 6;

/// How far above the element with the id its note may begin.
const NOTE_ABOVE: usize = 3;

/// References and definitions of a page.
#[derive(Default)]
pub(super) struct Notes {
    /// The outermost element of each reference (a `<sup>` or a link), with its label.
    references: HashMap<NodeId, String>,
    /// The block that defines a note, with its label.
    definitions: HashMap<NodeId, String>,
}

impl Notes {
    pub(super) fn of(tree: &Tree, survey: &Survey, html: &str) -> Self {
        let mut notes = Self::default();
        for &id in &survey.order {
            if tree.node(id).role == Role::Link
                && let Some((outermost, label)) = reference(tree, survey, id, html)
            {
                notes.references.insert(outermost, label);
            }
        }
        if notes.references.is_empty() {
            return notes;
        }
        let ids: HashMap<&str, NodeId> =
            survey.order.iter().rev().filter_map(|&id| Some((tree.attribute(id, &local_name!("id"))?, id))).collect();
        let defining: HashMap<&String, Option<NodeId>> =
            notes.references.values().filter_map(|label| Some((label, defining_block(tree, *ids.get(label.as_str())?)))).collect();
        // What leads to an element that is no note of its own (a heading, a cell) is an ordinary link.
        let links: HashSet<String> = defining.iter().filter(|(_, block)| block.is_none()).map(|(label, _)| (*label).clone()).collect();
        notes.definitions = defining.into_iter().filter_map(|(label, block)| Some((block?, label.clone()))).collect();
        notes.references.retain(|_, label| !links.contains(label.as_str()));
        notes
    }

    /// The label of the note that this element refers to.
    pub(super) fn reference(&self, id: NodeId) -> Option<&str> {
        self.references.get(&id).map(String::as_str)
    }

    /// The label of the note that this element defines.
    pub(super) fn definition(&self, id: NodeId) -> Option<&str> {
        self.definitions.get(&id).map(String::as_str)
    }

    /// Whether a list holds notes rather than items.
    pub(super) fn is_list_of_notes(&self, tree: &Tree, list: NodeId) -> bool {
        !self.definitions.is_empty()
            && tree.children(list).find(|&child| tree.node(child).role == Role::Item).is_some_and(|item| self.definition(item).is_some())
    }
}

/// The outermost element of a reference to a note, and its label.
fn reference(tree: &Tree, survey: &Survey, link: NodeId, html: &str) -> Option<(NodeId, String)> {
    let label = tree.attribute(link, &local_name!("href"))?.strip_prefix('#').filter(|label| !label.is_empty())?;
    let marks = survey.marks(tree, link);
    if marks.has(Marks::BACK_LINK) || survey.holds(tree, link).text as usize > LONGEST_MARK {
        return None;
    }
    let only_child = |id: NodeId| {
        let node = tree.node(id);
        (node.first == node.last).then(|| tree.node(node.first).role == Role::Superscript)
    };
    let outermost = superscript_around(tree, link, html);
    if outermost.is_none() && !marks.has(Marks::NOTE_REF) && only_child(link) != Some(true) {
        return None;
    }
    let text = tree.plain_text(link, html, LONGEST_MARK);
    let mark = text.trim_start_matches(['[', '(']).trim_end_matches([']', ')']);
    let is_mark = !mark.is_empty()
        && (mark.chars().all(|c| c.is_ascii_digit()) || mark.chars().all(|c| "*†‡§¶#".contains(c)) || mark.chars().count() <= 3)
        && !mark.chars().any(|c| "↩↑^".contains(c));
    is_mark.then(|| (outermost.unwrap_or(link), label.to_owned()))
}

/// The `<sup>` that holds nothing but the link.
fn superscript_around(tree: &Tree, link: NodeId, html: &str) -> Option<NodeId> {
    let mut at = link;
    for _ in 0..NOTE_ABOVE {
        let parent = tree.node(at).parent;
        let alone = tree.children(parent).all(|child| {
            child == at
                || tree.pieces(child).all(|piece| tree.text(piece, html).chars().all(|c| c.is_whitespace() || "[](),".contains(c)))
                    && tree.element(child).is_none()
        });
        if !alone {
            return (tree.node(parent).role == Role::Superscript && tree.node(at).role == Role::Link).then_some(link);
        }
        at = parent;
        if tree.node(at).role == Role::Superscript {
            return Some(at);
        }
    }
    None
}

/// The block that begins with the element.
fn defining_block(tree: &Tree, id: NodeId) -> Option<NodeId> {
    let mut at = id;
    for _ in 0..NOTE_ABOVE {
        let node = tree.node(at);
        match node.role {
            Role::Item | Role::Paragraph | Role::Region | Role::DefDesc | Role::Furniture => return Some(at),
            role if role.is_block() => return None,
            _ => {}
        }
        if node.previous != NO_NODE && tree.element(node.previous).is_some() || node.parent == NO_NODE {
            return None;
        }
        at = node.parent;
    }
    None
}
