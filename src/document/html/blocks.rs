//! Walks the tree in document order and opens and closes blocks, without recursion. What ends with an element waits in a
//! stack of its own.

use html5ever::local_name;

use super::main_content::{Page, Standing};
use super::marks::{Marks, is_credit, is_set_as_code};
use super::notes::Notes;
use super::places::Places;
use super::role::Role;
use super::scripted::Scripted;
use super::survey::Survey;
use super::tables::{self, Shape};
use super::tree::{NO_NODE, NodeId, Tree, What};
use crate::document::{BlockId, Builder, Flags, InlineKind, Kind, NONE};

/// What is read while blocks are made.
pub(super) struct Walk<'b, 's, 't> {
    pub(super) builder: &'b mut Builder<'s>,
    pub(super) tree: &'t Tree,
    /// The parsed text.
    pub(super) html: &'t str,
    pub(super) places: Places<'t>,
    pub(super) survey: &'t Survey,
    pub(super) page: &'t Page,
    pub(super) notes: Notes,
    /// What to do when an element ends.
    exits: Vec<(NodeId, Exit)>,
    /// Inline elements around the place at hand, outermost first.
    pub(super) active: Vec<Active>,
    /// How many of them are open in the leaf `opened_in`.
    pub(super) opened: usize,
    pub(super) opened_in: BlockId,
    /// Within a leaf whose inner blocks are only blanks (a heading, a summary, code, a byline).
    flat: usize,
    pub(super) code: bool,
    /// Beside the article, in no block that says so.
    pub(super) outside: bool,
    in_toc: bool,
    list_depth: u8,
    shapes: Vec<Shape>,
    scripted: Scripted,
}

/// An inline element that is open.
pub(super) struct Active {
    pub(super) kind: InlineKind,
    pub(super) start: u32,
    pub(super) aux: u32,
    /// It was open in some leaf already.
    pub(super) used: bool,
}

/// What an element does when it ends.
#[derive(Clone, Copy)]
pub(super) enum Exit {
    /// Closes a block.
    Block(BlockId),
    /// Closes a list.
    List(BlockId),
    /// Closes a leaf whose inner blocks are blanks.
    Leaf(BlockId),
    /// The same, and keeps who wrote the article.
    Byline(BlockId),
    /// Closes the block of a custom element, which is an embed if nothing came into it.
    Custom(BlockId),
    /// The table inside which rows and cells were read ends.
    Table,
    Inline,
    /// Separates what is inside from what follows.
    Edge,
    /// Separates words.
    Blank,
    /// Leaves a part of the page.
    Outside(bool),
    Toc,
}

/// What to do with the children of an element.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Inside {
    Read,
    Skip,
}

impl<'b, 's, 't> Walk<'b, 's, 't> {
    pub(super) fn new(
        builder: &'b mut Builder<'s>,
        tree: &'t Tree,
        html: &'t str,
        places: Places<'t>,
        survey: &'t Survey,
        page: &'t Page,
    ) -> Self {
        let outside = !page.is_fragment();
        Self {
            notes: Notes::of(tree, survey, html),
            builder,
            tree,
            html,
            places,
            survey,
            page,
            exits: Vec::new(),
            active: Vec::new(),
            opened: 0,
            opened_in: 0,
            flat: 0,
            code: false,
            outside,
            in_toc: false,
            list_depth: 0,
            shapes: Vec::new(),
            scripted: Scripted::default(),
        }
    }

    /// Reads the whole tree.
    pub(super) fn read(&mut self) {
        let mut at = self.tree.node(0).first;
        while at != NO_NODE && !self.builder.is_stopped() {
            if self.enter(at) == Inside::Read && self.tree.node(at).first != NO_NODE {
                at = self.tree.node(at).first;
                continue;
            }
            loop {
                self.leave(at);
                let node = self.tree.node(at);
                if node.next != NO_NODE {
                    at = node.next;
                    break;
                }
                if node.parent == NO_NODE {
                    return;
                }
                at = node.parent;
            }
        }
    }

    fn enter(&mut self, id: NodeId) -> Inside {
        match self.tree.node(id).what {
            What::Text => self.text(id),
            What::Element => return self.element(id),
            _ => {}
        }
        Inside::Read
    }

    fn leave(&mut self, id: NodeId) {
        while let Some(&(node, exit)) = self.exits.last()
            && node == id
        {
            self.exits.pop();
            let end = self.end(id);
            if matches!(exit, Exit::Block(_) | Exit::Leaf(_) | Exit::Byline(_)) {
                self.suspend_ranges(self.places.end(self.tree.node(id).inner_end));
            }
            match exit {
                Exit::Block(block) => self.builder.close_through(block, end),
                Exit::List(block) => {
                    self.list_depth = self.list_depth.saturating_sub(1);
                    self.builder.close_through(block, end);
                }
                Exit::Leaf(block) => self.end_leaf(block, end),
                Exit::Byline(block) => {
                    self.end_leaf(block, end);
                    self.keep_byline(block);
                }
                Exit::Custom(block) => {
                    self.builder.close_through(block, end);
                    if self.builder.block(block).end == block + 1 {
                        self.builder.change(block, |block| block.kind = Kind::Embed);
                    }
                }
                Exit::Table => {
                    self.shapes.pop();
                }
                Exit::Inline => self.end_inline(end),
                Exit::Edge => self.builder.close_leaf(end),
                Exit::Blank => self.separate(end),
                Exit::Outside(outside) => {
                    self.builder.close_leaf(end);
                    self.outside = outside;
                }
                Exit::Toc => self.in_toc = false,
            }
        }
    }

    fn end_leaf(&mut self, block: BlockId, end: u32) {
        self.flat = self.flat.saturating_sub(1);
        self.code = false;
        self.builder.close_through(block, end);
    }

    pub(super) fn on_exit(&mut self, id: NodeId, exit: Exit) {
        self.exits.push((id, exit));
    }

    pub(super) fn start(&self, id: NodeId) -> u32 {
        self.places.start(self.tree.node(id).start.start())
    }

    pub(super) fn end(&self, id: NodeId) -> u32 {
        self.places.end(self.tree.node(id).end)
    }

    /// Whether text now goes into an open leaf.
    pub(super) fn in_leaf(&self) -> bool {
        self.builder.current() != 0 && self.builder.current_kind().is_leaf()
    }

    fn in_furniture(&self) -> bool {
        self.builder.block(self.builder.current()).flags.has(Flags::BOILER)
    }

    fn open(&mut self, id: NodeId, kind: Kind, flags: Flags, level: u8) -> BlockId {
        let flags = if self.outside { flags.with(Flags::BOILER) } else { flags };
        self.builder.open_with(kind, flags, level, self.start(id))
    }

    /// Opens a block that ends with the element.
    fn container(&mut self, id: NodeId, kind: Kind, flags: Flags) -> BlockId {
        let block = self.open(id, kind, flags, 0);
        self.on_exit(id, Exit::Block(block));
        block
    }

    /// Opens a leaf that ends with the element, and in which inner blocks are only blanks.
    fn leaf_block(&mut self, id: NodeId, kind: Kind, flags: Flags, level: u8, exit: fn(BlockId) -> Exit) -> Inside {
        let block = self.open(id, kind, flags, level);
        self.flat += 1;
        self.on_exit(id, exit(block));
        Inside::Read
    }

    /// Whether an element is a `<dialog>` that a script has to open before anybody sees it.
    fn is_closed_dialog(&self, id: NodeId) -> bool {
        let is_dialog = self.tree.element(id).is_some_and(|element| element.name.local == local_name!("dialog"));
        is_dialog && self.tree.attribute(id, &local_name!("open")).is_none()
    }

    fn element(&mut self, id: NodeId) -> Inside {
        let role = self.tree.node(id).role;
        if role == Role::Unrendered {
            return Inside::Skip;
        }
        let marks = self.survey.marks(self.tree, id);
        if marks.has(Marks::HIDDEN) || role == Role::Furniture && self.is_closed_dialog(id) {
            self.hidden(id, role);
            return Inside::Skip;
        }
        if self.code {
            return self.in_code(id, role);
        }
        if self.is_filled_later(id, role) {
            self.embed(id);
            return Inside::Skip;
        }
        if !self.page.is_fragment() {
            match self.page.standing(id) {
                Standing::Root => {
                    self.builder.close_leaf(self.start(id));
                    self.on_exit(id, Exit::Outside(self.outside));
                    self.outside = false;
                }
                Standing::Around => {
                    // What holds the article is no block of it.
                    self.builder.close_leaf(self.start(id));
                    self.on_exit(id, Exit::Edge);
                    return Inside::Read;
                }
                Standing::Plain if self.outside && (role.is_block() || role == Role::Custom) => {
                    self.container(id, Kind::Region, Flags::BOILER);
                    self.on_exit(id, Exit::Outside(true));
                    self.outside = false;
                }
                Standing::Plain => {}
            }
        }
        let special = self.flat == 0 && (role.is_block() || role == Role::Custom);
        if special && !self.in_toc && self.is_toc(id, role, marks) {
            self.container(id, Kind::Toc, Flags::empty());
            self.in_toc = true;
            self.on_exit(id, Exit::Toc);
        } else if special
            && !self.in_furniture()
            && self.page.standing(id) == Standing::Plain
            && self.page.is_furniture(self.tree, self.survey, id)
        {
            // What is asked in a form is no text of the article, but readers find something there.
            if self.tree.element(id).is_some_and(|element| element.name.local == local_name!("form")) {
                self.embed(id);
            }
            self.container(id, Kind::Region, Flags::BOILER);
        }
        if special && marks.has(Marks::BYLINE) && self.is_byline(id, role) {
            return self.leaf_block(id, Kind::Byline, Flags::empty(), 0, Exit::Byline);
        }
        if special && marks.has(Marks::HEADING) && !matches!(role, Role::Heading(_))
            || marks.has(Marks::HEADING) && self.flat == 0 && !self.in_leaf()
        {
            let level = self.tree.attribute(id, &local_name!("aria-level")).and_then(|level| level.trim().parse().ok()).unwrap_or(2_u8);
            return self.leaf_block(id, Kind::Heading, Flags::empty(), level.clamp(1, 6), Exit::Leaf);
        }
        if role.is_block() {
            return if self.flat > 0 { self.flattened(id) } else { self.block(id, role, marks) };
        }
        self.inline(id, role, marks)
    }

    /// Whether a script puts in what an element without words is to show.
    fn is_filled_later(&self, id: NodeId, role: Role) -> bool {
        let may = matches!(role, Role::Region | Role::Inline | Role::Paragraph | Role::List | Role::OrderedList);
        may && self.tree.element(id).is_some_and(|element| !element.attributes.is_empty())
            && self.survey.holds(self.tree, id).text == 0
            && self.tree.children(id).all(|child| self.tree.node(child).what != What::Element)
            && self.scripted.is_filled(self.tree, self.html, id)
    }

    /// A block within a leaf (`<h2><div>…`): only its words count.
    fn flattened(&mut self, id: NodeId) -> Inside {
        self.separate(self.start(id));
        self.on_exit(id, Exit::Blank);
        Inside::Read
    }

    fn block(&mut self, id: NodeId, role: Role, marks: Marks) -> Inside {
        if let Some(label) = self.notes.definition(id) {
            let aux = self.builder.string(label);
            let block = self.container(id, Kind::FootDef, Flags::empty());
            self.builder.change(block, |block| block.aux = aux);
            if role == Role::Paragraph {
                return self.paragraph(id);
            }
            return Inside::Read;
        }
        match role {
            Role::Paragraph | Role::Region if is_set_as_code(self.tree, id, role) => return self.pre(id),
            Role::Paragraph => return self.paragraph(id),
            Role::Heading(_) if self.tree.attribute(id, &local_name!("class")).is_some_and(is_credit) => return self.paragraph(id),
            Role::Heading(level) => return self.leaf_block(id, Kind::Heading, Flags::empty(), level, Exit::Leaf),
            Role::List | Role::OrderedList => self.list(id, role),
            Role::Item => {
                self.container(id, Kind::Item, Flags::empty());
            }
            Role::Quote => {
                self.container(id, Kind::Quote, Flags::empty());
            }
            Role::Pre => return self.pre(id),
            Role::Table => {
                let shape = tables::shape(self.tree, self.survey, id);
                let kind = if shape == Shape::Layout { Kind::Region } else { Kind::Table };
                self.container(id, kind, Flags::empty());
                self.shapes.push(shape);
                self.on_exit(id, Exit::Table);
            }
            Role::Row if self.shape() == Shape::Data => {
                let flags = if tables::is_header_row(self.tree, id) { Flags::HEADER } else { Flags::empty() };
                self.container(id, Kind::Row, flags);
            }
            Role::Cell | Role::HeaderCell if self.shape() == Shape::Data => {
                let flags = if role == Role::HeaderCell { Flags::HEADER } else { Flags::empty() };
                self.container(id, Kind::Cell, flags);
            }
            Role::Caption => {
                self.container(id, Kind::Caption, Flags::empty());
            }
            Role::Figure => {
                self.container(id, Kind::Figure, Flags::empty());
            }
            Role::Rule => {
                let block = self.open(id, Kind::Rule, Flags::empty(), 0);
                self.builder.close_through(block, self.end(id));
            }
            Role::DefList => {
                self.container(id, Kind::DefList, Flags::empty());
            }
            Role::DefTerm => {
                self.container(id, Kind::DefTerm, Flags::empty());
            }
            Role::DefDesc => {
                self.container(id, Kind::DefDesc, Flags::empty());
            }
            Role::Cell | Role::HeaderCell | Role::Details => {
                self.container(id, Kind::Region, Flags::empty());
            }
            Role::Summary if !self.holds_heading(id) => {
                return self.leaf_block(id, Kind::Paragraph, Flags::QUESTION, 0, Exit::Leaf);
            }
            _ if marks.has(Marks::ALERT) => {
                self.container(id, Kind::Region, Flags::ALERT);
            }
            _ => {
                self.builder.close_leaf(self.start(id));
                self.on_exit(id, Exit::Edge);
            }
        }
        Inside::Read
    }

    fn shape(&self) -> Shape {
        self.shapes.last().copied().unwrap_or(Shape::Layout)
    }

    fn paragraph(&mut self, id: NodeId) -> Inside {
        // An empty `<p>` is a habit of editors, not a paragraph.
        let is_empty =
            self.survey.holds(self.tree, id).text == 0 && self.tree.children(id).all(|child| self.tree.node(child).what != What::Element);
        if is_empty {
            self.builder.close_leaf(self.start(id));
            return Inside::Skip;
        }
        let block = self.open(id, Kind::Paragraph, Flags::empty(), 0);
        self.on_exit(id, Exit::Block(block));
        Inside::Read
    }

    fn list(&mut self, id: NodeId, role: Role) {
        if self.notes.is_list_of_notes(self.tree, id) {
            self.container(id, Kind::Region, Flags::empty());
            return;
        }
        self.list_depth = self.list_depth.saturating_add(1);
        let flags = if role == Role::OrderedList { Flags::ORDERED } else { Flags::empty() };
        let block = self.open(id, Kind::List, flags, self.list_depth);
        self.on_exit(id, Exit::List(block));
    }

    fn pre(&mut self, id: NodeId) -> Inside {
        let inner = self.tree.children(id).find(|&child| self.tree.element(child).is_some());
        let language = [Some(id), inner, Some(self.tree.node(id).parent)]
            .into_iter()
            .flatten()
            .find_map(|id| self.tree.attribute(id, &local_name!("class")).and_then(language_of));
        let aux = language.map_or(NONE, |language| self.builder.string(language));
        let inside = self.leaf_block(id, Kind::Code, Flags::empty(), 0, Exit::Leaf);
        let block = self.builder.current();
        self.builder.change(block, |block| block.aux = aux);
        self.code = true;
        inside
    }

    fn in_code(&mut self, id: NodeId, role: Role) -> Inside {
        let at = self.places.span(self.tree.node(id).start);
        if role == Role::Break {
            self.builder.raw("\n", at);
        } else if role.is_block() {
            self.on_exit(id, Exit::Blank);
        } else if matches!(role, Role::Embed | Role::Button) {
            return Inside::Skip;
        }
        Inside::Read
    }

    /// Separates the words before from the words behind, within a leaf.
    pub(super) fn separate(&mut self, at: u32) {
        let at = crate::span::Span::at(at);
        if self.code {
            self.builder.raw("\n", at);
        } else {
            self.builder.blank(at);
        }
    }

    fn holds_heading(&self, id: NodeId) -> bool {
        self.tree.subtree(id).take(super::byline::ELEMENTS).any(|inner| matches!(self.tree.node(inner).role, Role::Heading(_)))
    }

    fn is_toc(&self, id: NodeId, role: Role, marks: Marks) -> bool {
        if !matches!(role, Role::Region | Role::Furniture | Role::List | Role::OrderedList | Role::Details | Role::Custom)
            || self.in_furniture()
        {
            return false;
        }
        let holds = self.survey.holds(self.tree, id);
        if holds.prose > 0 || holds.link_count == 0 {
            return false;
        }
        let is_list = matches!(role, Role::List | Role::OrderedList);
        let leads_inside = holds.anchors * 10 >= holds.text * 8 && holds.link_count >= if is_list { 3 } else { 2 };
        let is_nav = role == Role::Furniture || marks.has(Marks::FURNITURE);
        marks.has(Marks::TOC)
            || leads_inside && (is_list || is_nav) && !marks.has(Marks::NOTES) && !self.notes.is_list_of_notes(self.tree, id)
    }
}

/// The language that the class of a code block names.
fn language_of(class: &str) -> Option<&str> {
    class.split_ascii_whitespace().find_map(|word| {
        let named = ["language-", "lang-", "highlight-source-", "brush:"].iter().find_map(|prefix| word.strip_prefix(prefix));
        named.or((word == "mermaid").then_some(word)).filter(|language| !language.is_empty())
    })
}
