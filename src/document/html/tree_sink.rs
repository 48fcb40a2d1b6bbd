//! Builds [`Tree`] as html5ever's tree builder asks for it, and keeps for every node the token that it came from.
//!
//! The tree builder does not say where an element ends. So the elements that are still open, as far as their tags tell, are
//! kept here once more: what is appended to a node closes everything that was open inside it, an end tag closes the
//! nearest element of its name that it can reach.

use std::borrow::Cow;
use std::cell::{Cell, LazyCell, Ref, RefCell};

use html5ever::tendril::StrTendril;
use html5ever::tree_builder::{ElementFlags, NodeOrText, QuirksMode, TreeSink};
use html5ever::{Attribute, LocalName, QualName, expanded_name, local_name, ns};

use super::role::Role;
use super::text_runs::TextRuns;
use super::tree::{Element, NO_NODE, Node, NodeId, Origin, Tree, What};
use crate::limits::{CLONED_ELEMENTS, Limits};
use crate::span::Span;

/// How far an end tag looks for its element: deeper than any tree can be.
const REACH: usize = 2_048;

/// The name of what is no element.
static NAMELESS: QualName = QualName { prefix: None, ns: ns!(), local: local_name!("") };

/// A limit that was reached.
#[derive(Clone, Copy, Debug)]
pub(super) struct Stop {
    pub(super) name: &'static str,
    pub(super) value: u64,
    pub(super) at: u32,
}

/// Grows the tree.
pub(super) struct Grower<'s> {
    tree: RefCell<Tree>,
    source: &'s str,
    limits: &'s Limits,
    /// Elements still open, outermost first; the document at the bottom.
    open: RefCell<Vec<NodeId>>,
    /// The bytes of the token at hand.
    at: Cell<Span>,
    /// Its name, if it is a start tag.
    tag: RefCell<Option<LocalName>>,
    /// The last element made for that start tag: the others are copies.
    own: Cell<NodeId>,
    /// Text handed to the tree builder and not yet in the tree.
    pub(super) runs: RefCell<TextRuns>,
    tokens: Cell<usize>,
    clones: Cell<usize>,
    stop: Cell<Option<Stop>>,
}

impl<'s> Grower<'s> {
    pub(super) fn new(source: &'s str, limits: &'s Limits) -> Self {
        let mut tree = Tree::with_capacity(source.len());
        let mut document = Node::new(What::Document, Origin::Source, Span::at(0));
        document.open = true;
        document.role = Role::Transparent;
        tree.nodes.push(document);
        Self {
            tree: RefCell::new(tree),
            source,
            limits,
            open: RefCell::new(vec![0]),
            at: Cell::default(),
            tag: RefCell::default(),
            own: Cell::new(NO_NODE),
            runs: RefCell::default(),
            tokens: Cell::new(0),
            clones: Cell::new(0),
            stop: Cell::new(None),
        }
    }

    /// The limit that was reached, if any.
    pub(super) fn stopped(&self) -> Option<Stop> {
        self.stop.get()
    }

    /// Stops at the token at hand.
    pub(super) fn stop(&self, name: &'static str, value: usize) {
        if self.stop.get().is_none() {
            self.stop.set(Some(Stop { name, value: value as u64, at: self.at.get().start() }));
        }
    }

    /// The token that the tree builder is given next.
    pub(super) fn begin_token(&self, at: Span, start_tag: Option<&LocalName>) {
        self.at.set(at);
        self.tokens.set(self.tokens.get() + 1);
        *self.tag.borrow_mut() = start_tag.cloned();
    }

    /// The tree builder is done with the token: the element that is written in the source is known now.
    pub(super) fn end_token(&self) -> Option<NodeId> {
        let own = self.own.replace(NO_NODE);
        let mut tree = self.tree.borrow_mut();
        let node = tree.nodes.get_mut(own as usize)?;
        node.origin = Origin::Source;
        node.start = self.at.get();
        node.inner_end = node.inner_end.max(node.start.end());
        node.end = node.end.max(node.inner_end);
        Some(own)
    }

    /// An end tag: closes the nearest open element that it can mean.
    pub(super) fn end_tag(&self, name: &LocalName) {
        let mut tree = self.tree.borrow_mut();
        let mut open = self.open.borrow_mut();
        let at = self.at.get();
        // As a rule the innermost open element has the name, and no more is asked.
        let is_ordinary = LazyCell::new(|| !is_formatting(name) && !Role::of(&QualName::new(None, ns!(html), name.clone())).is_block());
        let mut crossed_block = false;
        let mut found = None;
        for (index, &id) in open.iter().enumerate().rev().take(REACH) {
            let Some(element) = tree.element(id) else { break };
            let local = &element.name.local;
            let role = tree.node(id).role;
            let is_foreign = element.name.ns != ns!(html);
            if local == name || matches!(role, Role::Heading(_)) && is_heading(name) || is_foreign && local.eq_ignore_ascii_case(name) {
                found = Some((index, id));
                break;
            }
            if stops_at(name, local) || role.is_block() && *is_ordinary {
                break;
            }
            crossed_block |= role.is_block();
        }
        let Some((index, id)) = found else { return };
        if *name == local_name!("body") || *name == local_name!("html") {
            // What follows still goes into the body.
            if let Some(node) = tree.nodes.get_mut(id as usize) {
                (node.inner_end, node.end) = (at.start(), at.end());
            }
            return;
        }
        if crossed_block && is_formatting(name) {
            open.remove(index);
        } else {
            for closed in open.drain(index + 1..) {
                close(&mut tree, closed, at.start(), at.start());
            }
            open.truncate(index);
        }
        close(&mut tree, id, at.start(), at.end());
    }

    /// The source ends here: so does everything that is still open.
    pub(super) fn close_all(&self, end: u32) {
        let mut tree = self.tree.borrow_mut();
        for id in self.open.borrow_mut().drain(..) {
            if !tree.node(id).has_end_tag() {
                close(&mut tree, id, end, end);
            }
        }
    }

    fn add(&self, tree: &mut Tree, node: Node) -> NodeId {
        if tree.nodes.len() >= self.limits.blocks {
            self.stop("blocks", self.limits.blocks);
        }
        tree.nodes.push(node);
        tree.nodes.len() as NodeId - 1
    }

    /// What is appended to `parent` ends everything that was open inside it.
    fn close_inside(&self, tree: &mut Tree, parent: NodeId) {
        let parent = if tree.node(parent).what == What::Fragment { tree.node(parent).parent } else { parent };
        if !tree.node(parent).open {
            return;
        }
        let mut open = self.open.borrow_mut();
        while open.last().is_some_and(|&last| last != parent) {
            if let Some(id) = open.pop() {
                let at = self.at.get().start();
                close(tree, id, at, at);
            }
        }
    }

    /// Puts a node among the children of `parent`, before `next` or last.
    fn link(&self, tree: &mut Tree, id: NodeId, parent: NodeId, next: NodeId) {
        unlink(tree, id);
        let depth = tree.node(parent).depth + 1;
        if usize::from(depth) > self.limits.depth && tree.node(id).what == What::Element {
            self.stop("depth", self.limits.depth);
        }
        let previous = if next == NO_NODE { tree.node(parent).last } else { tree.node(next).previous };
        if let Some(node) = tree.nodes.get_mut(id as usize) {
            (node.parent, node.previous, node.next, node.depth) = (parent, previous, next, depth);
        }
        connect(tree, parent, previous, id);
        connect_back(tree, parent, id, next);
    }

    fn insert(&self, parent: NodeId, child: NodeOrText<NodeId>, next: NodeId) {
        let mut tree = self.tree.borrow_mut();
        // A foster parent's child stands beside a table that stays open.
        if next == NO_NODE {
            self.close_inside(&mut tree, parent);
        }
        match child {
            NodeOrText::AppendNode(id) => {
                let node = tree.node(id);
                let is_new = node.depth == 0 && !node.open;
                self.link(&mut tree, id, parent, next);
                if is_new && tree.element(id).is_some_and(|element| !is_void(&element.name)) {
                    if let Some(node) = tree.nodes.get_mut(id as usize) {
                        node.open = true;
                    }
                    self.open.borrow_mut().push(id);
                }
            }
            NodeOrText::AppendText(text) => {
                let before = if next == NO_NODE { tree.node(parent).last } else { tree.node(next).previous };
                let id = if tree.node(before).what == What::Text {
                    before
                } else {
                    let id = self.add(&mut tree, Node::new(What::Text, Origin::Source, Span::at(self.at.get().start())));
                    self.link(&mut tree, id, parent, next);
                    id
                };
                self.runs.borrow_mut().take(&mut tree, id, &text, self.source, self.at.get().start());
            }
        }
    }
}

/// Ends an element that was open.
fn close(tree: &mut Tree, id: NodeId, inner_end: u32, end: u32) {
    if let Some(node) = tree.nodes.get_mut(id as usize) {
        node.open = false;
        node.inner_end = inner_end.max(node.start.end());
        node.end = end.max(node.inner_end);
    }
}

/// Makes `id` the follower of `previous`, or the first child of `parent`.
fn connect(tree: &mut Tree, parent: NodeId, previous: NodeId, id: NodeId) {
    if let Some(node) = tree.nodes.get_mut(previous as usize) {
        node.next = id;
    } else if let Some(node) = tree.nodes.get_mut(parent as usize) {
        node.first = id;
    }
}

/// Makes `id` the one before `next`, or the last child of `parent`.
fn connect_back(tree: &mut Tree, parent: NodeId, id: NodeId, next: NodeId) {
    if let Some(node) = tree.nodes.get_mut(next as usize) {
        node.previous = id;
    } else if let Some(node) = tree.nodes.get_mut(parent as usize) {
        node.last = id;
    }
}

/// Takes a node away from its parent.
fn unlink(tree: &mut Tree, id: NodeId) {
    let Node { parent, previous, next, .. } = *tree.node(id);
    if parent == NO_NODE {
        return;
    }
    connect(tree, parent, previous, next);
    connect_back(tree, parent, previous, next);
    if let Some(node) = tree.nodes.get_mut(id as usize) {
        (node.parent, node.previous, node.next) = (NO_NODE, NO_NODE, NO_NODE);
    }
}

/// Whether a class says that its element holds the name of something in a program, as pages made from `DocBook` do, or is set as if it were typed.
fn names_a_thing(class: &str) -> bool {
    const NAMES: [&str; 23] = [
        "command",
        "computeroutput",
        "constant",
        "envar",
        "filename",
        "function",
        "guibutton",
        "guilabel",
        "guimenu",
        "guimenuitem",
        "guisubmenu",
        "input",
        "keycap",
        "keysym",
        "literal",
        "option",
        "parameter",
        "stt",
        "texttt",
        "tt",
        "typewriter",
        "userinput",
        "varname",
    ];
    // "docbook_option"
    class.split_ascii_whitespace().any(|word| NAMES.contains(&word.strip_prefix("docbook_").unwrap_or(word)))
}

fn is_formatting(name: &LocalName) -> bool {
    matches!(
        *name,
        local_name!("a")
            | local_name!("b")
            | local_name!("big")
            | local_name!("code")
            | local_name!("em")
            | local_name!("font")
            | local_name!("i")
            | local_name!("nobr")
            | local_name!("s")
            | local_name!("small")
            | local_name!("strike")
            | local_name!("strong")
            | local_name!("tt")
            | local_name!("u")
    )
}

fn is_heading(name: &LocalName) -> bool {
    matches!(*name, local_name!("h1") | local_name!("h2") | local_name!("h3") | local_name!("h4") | local_name!("h5") | local_name!("h6"))
}

/// Elements that never have an end tag.
fn is_void(name: &QualName) -> bool {
    name.ns == ns!(html)
        && matches!(
            name.local,
            local_name!("br")
                | local_name!("img")
                | local_name!("hr")
                | local_name!("input")
                | local_name!("meta")
                | local_name!("link")
                | local_name!("source")
                | local_name!("wbr")
                | local_name!("area")
                | local_name!("base")
                | local_name!("col")
                | local_name!("embed")
                | local_name!("track")
                | local_name!("param")
                | local_name!("frame")
        )
}

/// Whether an end tag of this name cannot close what lies outside the element `open`.
fn stops_at(name: &LocalName, open: &LocalName) -> bool {
    match *open {
        local_name!("html")
        | local_name!("table")
        | local_name!("template")
        | local_name!("applet")
        | local_name!("marquee")
        | local_name!("object") => true,
        local_name!("td") | local_name!("th") | local_name!("caption") => {
            !matches!(*name, local_name!("tr") | local_name!("table") | local_name!("tbody") | local_name!("thead") | local_name!("tfoot"))
        }
        local_name!("button") => *name == local_name!("p"),
        local_name!("ul") | local_name!("ol") => *name == local_name!("li"),
        _ => false,
    }
}

impl TreeSink for Grower<'_> {
    /// The tree builder copies what it holds of a node at every step: a number costs nothing, a name does.
    type Handle = NodeId;
    type Output = Tree;
    type ElemName<'a>
        = Ref<'a, QualName>
    where
        Self: 'a;

    fn finish(self) -> Tree {
        self.tree.into_inner()
    }

    fn parse_error(&self, _: Cow<'static, str>) {}

    fn get_document(&self) -> NodeId {
        0
    }

    fn elem_name<'a>(&'a self, target: &'a NodeId) -> Ref<'a, QualName> {
        Ref::map(self.tree.borrow(), |tree| tree.element(*target).map_or(&NAMELESS, |element| &element.name))
    }

    fn create_element(&self, name: QualName, attributes: Vec<Attribute>, _: ElementFlags) -> NodeId {
        let mut tree = self.tree.borrow_mut();
        let own = self.tag.borrow().as_ref().is_some_and(|tag| {
            name.local == *tag || name.local.eq_ignore_ascii_case(tag) || *tag == local_name!("image") && name.local == local_name!("img")
        });
        let cloned = name.ns == ns!(html) && is_formatting(&name.local);
        let origin = if cloned { Origin::Cloned } else { Origin::Implied };
        let mut node = Node::new(What::Element, origin, Span::at(self.at.get().start()));
        node.role = Role::of(&name);
        let is_code = |attribute: &Attribute| match attribute.name.local {
            local_name!("class") => names_a_thing(&attribute.value),
            local_name!("style") => attribute.value.contains("monospace"),
            _ => false,
        };
        if node.role == Role::Inline && attributes.iter().any(is_code) {
            node.role = Role::Code;
        }
        node.data = tree.elements.len() as u32;
        let is_template = name.expanded() == expanded_name!(html "template");
        tree.elements.push(Element { name, attributes });
        let id = self.add(&mut tree, node);
        if cloned && (!own || self.own.get() != NO_NODE) {
            let count = self.clones.get() + 1;
            self.clones.set(count);
            if count > CLONED_ELEMENTS && count > 2 * self.tokens.get() {
                self.stop("blocks", CLONED_ELEMENTS);
            }
        }
        if own {
            self.own.set(id);
        }
        if is_template {
            let contents = self.add(&mut tree, Node::new(What::Fragment, Origin::Implied, Span::at(self.at.get().start())));
            self.link(&mut tree, contents, id, NO_NODE);
        }
        id
    }

    fn create_comment(&self, _: StrTendril) -> NodeId {
        self.add(&mut self.tree.borrow_mut(), Node::new(What::Comment, Origin::Source, self.at.get()))
    }

    fn create_pi(&self, _: StrTendril, _: StrTendril) -> NodeId {
        self.create_comment(StrTendril::new())
    }

    fn append_doctype_to_document(&self, _: StrTendril, _: StrTendril, _: StrTendril) {
        let mut tree = self.tree.borrow_mut();
        let id = self.add(&mut tree, Node::new(What::Doctype, Origin::Source, self.at.get()));
        self.link(&mut tree, id, 0, NO_NODE);
    }

    fn append(&self, parent: &NodeId, child: NodeOrText<NodeId>) {
        self.insert(*parent, child, NO_NODE);
    }

    fn append_before_sibling(&self, sibling: &NodeId, child: NodeOrText<NodeId>) {
        let parent = self.tree.borrow().node(*sibling).parent;
        if parent != NO_NODE {
            self.insert(parent, child, *sibling);
        }
    }

    fn append_based_on_parent_node(&self, element: &NodeId, previous: &NodeId, child: NodeOrText<NodeId>) {
        if self.tree.borrow().node(*element).parent == NO_NODE {
            self.append(previous, child);
        } else {
            self.append_before_sibling(element, child);
        }
    }

    fn get_template_contents(&self, target: &NodeId) -> NodeId {
        self.tree.borrow().node(*target).first
    }

    fn same_node(&self, x: &NodeId, y: &NodeId) -> bool {
        x == y
    }

    fn set_quirks_mode(&self, _: QuirksMode) {}

    fn add_attrs_if_missing(&self, target: &NodeId, attributes: Vec<Attribute>) {
        let mut tree = self.tree.borrow_mut();
        let data = tree.node(*target).data;
        let Some(element) = tree.elements.get_mut(data as usize) else { return };
        for attribute in attributes {
            if element.attributes.iter().all(|known| known.name != attribute.name) {
                element.attributes.push(attribute);
            }
        }
    }

    fn remove_from_parent(&self, target: &NodeId) {
        unlink(&mut self.tree.borrow_mut(), *target);
    }

    fn reparent_children(&self, node: &NodeId, new_parent: &NodeId) {
        let mut tree = self.tree.borrow_mut();
        let mut child = tree.node(*node).first;
        while child != NO_NODE {
            let next = tree.node(child).next;
            self.link(&mut tree, child, *new_parent, NO_NODE);
            child = next;
        }
    }
}
