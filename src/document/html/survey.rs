//! One look over the whole tree before blocks are made: what each element's attributes say, and how much text, prose and
//! link text it holds.

use html5ever::local_name;

use super::marks::Marks;
use super::role::Role;
use super::tree::{NO_NODE, NodeId, Tree, What};

/// Shorter runs of text are labels, not prose.
const PROSE: u32 = 60;

/// What an element holds, in bytes of text.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Holds {
    /// Text outside the blocks within it.
    run: u32,
    /// Link text among it.
    run_links: u32,
    /// All text.
    pub(super) text: u32,
    /// All link text.
    pub(super) links: u32,
    /// Text of links into the page itself.
    pub(super) anchors: u32,
    /// Links.
    pub(super) link_count: u32,
    /// Links to other pages whose address has a host.
    pub(super) far_links: u32,
    /// Text of long runs that are not mostly links; half of it in list items.
    pub(super) prose: u32,
    /// Level of the first heading, furniture aside; 0 without one.
    pub(super) first_level: u8,
    /// The element right before it, with no text between, is a heading.
    pub(super) follows_heading: bool,
    /// The child read last is a heading.
    last_is_heading: bool,
    /// Within it stands a comment of a reader, or a form for one.
    is_answered: bool,
}

/// The survey of a tree.
pub(super) struct Survey {
    /// By index of the element.
    marks: Vec<Marks>,
    /// By index of the element.
    holds: Vec<Holds>,
    /// Elements in document order, without what is never rendered.
    pub(super) order: Vec<NodeId>,
}

impl Survey {
    pub(super) fn of(tree: &Tree, html: &str) -> Self {
        let marks: Vec<Marks> = tree
            .elements
            .iter()
            .map(|element| if element.attributes.is_empty() { Marks::default() } else { Marks::of(&element.attributes) })
            .collect();
        let mut survey = Self { marks, holds: vec![Holds::default(); tree.elements.len()], order: Vec::with_capacity(tree.elements.len()) };
        let mut next = Some(0);
        while let Some(id) = next {
            let mut inside = true;
            let node = tree.node(id);
            match node.what {
                What::Text => {
                    let len = tree.pieces(id).map(|piece| tree.text(piece, html).trim().len() as u32).sum::<u32>();
                    let parent = tree.node(node.parent).data;
                    if let Some(holds) = survey.holds.get_mut(parent as usize) {
                        holds.run += len;
                        holds.text += len;
                        holds.last_is_heading &= len == 0;
                    }
                }
                What::Element => {
                    inside = !matches!(node.role, Role::Unrendered) && !survey.marks(tree, id).has(Marks::HIDDEN);
                    survey.order.push(id);
                    survey.note_heading(tree, id);
                }
                _ => {}
            }
            next = tree.after(id, 0, inside);
        }
        survey.add_up(tree);
        survey
    }

    /// Remembers where headings stand among the children of an element.
    fn note_heading(&mut self, tree: &Tree, id: NodeId) {
        let node = tree.node(id);
        let level = if let Role::Heading(level) = node.role { level } else { 0 };
        let mut follows = false;
        if node.parent != NO_NODE
            && let Some(parent) = self.holds.get_mut(tree.node(node.parent).data as usize)
        {
            follows = std::mem::replace(&mut parent.last_is_heading, level > 0);
        }
        if let Some(holds) = self.holds.get_mut(node.data as usize) {
            (holds.first_level, holds.follows_heading) = (level, follows);
            // So does its own first child.
            holds.last_is_heading = follows;
        }
    }

    /// Adds what each element holds to its parent, children first.
    fn add_up(&mut self, tree: &Tree) {
        for &id in self.order.iter().rev() {
            let node = tree.node(id);
            let marks = self.marks(tree, id);
            let Some(holds) = self.holds.get_mut(node.data as usize) else { continue };
            if node.role == Role::Link
                && let Some(href) = tree.attribute(id, &local_name!("href"))
            {
                holds.run_links = holds.run;
                holds.links = holds.text;
                holds.link_count += 1;
                if href.starts_with('#') {
                    holds.anchors = holds.text;
                }
                holds.far_links += u32::from(href.contains("//"));
            }
            let is_block = node.role.is_block() || matches!(node.role, Role::Transparent);
            if is_block && holds.run >= PROSE && holds.run_links * 5 < holds.run * 2 {
                holds.prose += if node.role == Role::Item { holds.run / 2 } else { holds.run };
            }
            let is_form =
                || tree.element(id).is_some_and(|element| matches!(element.name.local, local_name!("form") | local_name!("textarea")));
            let are_comments = are_comments(node.role, marks, *holds);
            holds.is_answered |= are_comments || is_form();
            if are_comments {
                holds.prose = 0;
            }
            let own = *holds;
            let is_furniture = node.role == Role::Furniture || marks.has(Marks::FURNITURE) || are_comments;
            if node.parent == NO_NODE {
                continue;
            }
            let parent = tree.node(node.parent).data;
            if let Some(parent) = self.holds.get_mut(parent as usize) {
                if !is_block {
                    parent.run += own.run;
                    parent.run_links += own.run_links;
                }
                parent.text += own.text;
                parent.links += own.links;
                parent.anchors += own.anchors;
                parent.link_count += own.link_count;
                parent.far_links += own.far_links;
                parent.prose += own.prose;
                parent.is_answered |= own.is_answered;
                // The last child comes first here, so that the first heading has the last word.
                if own.first_level > 0 && !is_furniture {
                    parent.first_level = own.first_level;
                }
            }
        }
    }

    pub(super) fn marks(&self, tree: &Tree, id: NodeId) -> Marks {
        let node = tree.node(id);
        if node.what == What::Element { self.marks.get(node.data as usize).copied().unwrap_or_default() } else { Marks::default() }
    }

    /// Whether an element holds what readers say about the article.
    pub(super) fn are_comments(&self, tree: &Tree, id: NodeId) -> bool {
        are_comments(tree.node(id).role, self.marks(tree, id), self.holds(tree, id))
    }

    pub(super) fn holds(&self, tree: &Tree, id: NodeId) -> Holds {
        let node = tree.node(id);
        if node.what == What::Element { self.holds.get(node.data as usize).copied().unwrap_or_default() } else { Holds::default() }
    }
}

/// Whether an element of such a role and such marks holds readers' comments: no paragraph and no heading does.
fn are_comments(role: Role, marks: Marks, holds: Holds) -> bool {
    marks.has(Marks::COMMENTS)
        && !matches!(role, Role::Paragraph | Role::Heading(_))
        && (!marks.has(Marks::COMMENTS_BY_ID) || holds.is_answered)
}
