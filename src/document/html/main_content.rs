//! Where the article stands on a page: the surveyed tree comes in, the part that holds the article and what lies on the
//! way to it go out. What lies beside it is furniture.

use html5ever::local_name;

use super::marks::Marks;
use super::role::Role;
use super::survey::Survey;
use super::tree::{NO_NODE, NodeId, Origin, Tree};
use crate::document::MainContent;

/// Bytes of prose below which nothing is an article.
const LEAST_PROSE: u32 = 140;

/// Links that make a block without prose a list of links.
const MANY_LINKS: u32 = 4;

/// How a page divides.
pub(super) struct Page {
    pub(super) found: MainContent,
    /// The parts that belong to the article: its root, and a title that stands before it.
    roots: Vec<NodeId>,
    /// What holds those parts.
    around: Vec<NodeId>,
    /// Prose in the root.
    prose: u32,
    /// A fragment has no furniture.
    is_fragment: bool,
}

/// Where an element stands on the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Standing {
    /// It begins a part of the article.
    Root,
    /// It holds a part of the article, and other things.
    Around,
    /// Neither.
    Plain,
}

impl Page {
    /// Finds the article. A text without a `<body>` tag is a fragment, and all of it is the article.
    pub(super) fn of(tree: &Tree, survey: &Survey) -> Self {
        let mut page = Self { found: MainContent::Whole, roots: Vec::new(), around: Vec::new(), prose: 0, is_fragment: true };
        let body = survey.order.iter().copied().find(|&id| {
            tree.node(id).origin == Origin::Source && tree.element(id).is_some_and(|element| element.name.local == local_name!("body"))
        });
        let Some(body) = body else { return page };
        page.is_fragment = false;
        let prose = survey.holds(tree, body).prose;
        let (found, root) = find(tree, survey, body, prose);
        page.found = found;
        page.prose = survey.holds(tree, root).prose;
        page.roots.push(root);
        page.roots.extend(title_before(tree, survey, root));
        for &root in &page.roots {
            let mut at = tree.node(root).parent;
            while at != NO_NODE && !page.around.contains(&at) {
                page.around.push(at);
                at = tree.node(at).parent;
            }
        }
        page
    }

    pub(super) fn standing(&self, id: NodeId) -> Standing {
        if self.is_fragment {
            Standing::Plain
        } else if self.roots.contains(&id) {
            Standing::Root
        } else if self.around.contains(&id) {
            Standing::Around
        } else {
            Standing::Plain
        }
    }

    pub(super) const fn is_fragment(&self) -> bool {
        self.is_fragment
    }

    /// Whether an element within the article is furniture all the same.
    pub(super) fn is_furniture(&self, tree: &Tree, survey: &Survey, id: NodeId) -> bool {
        if self.is_fragment {
            return false;
        }
        let role = tree.node(id).role;
        if !(role.is_block() || role == Role::Custom)
            || matches!(role, Role::Item | Role::Heading(_) | Role::Cell | Role::HeaderCell | Role::Row)
        {
            return false;
        }
        let marks = survey.marks(tree, id);
        let holds = survey.holds(tree, id);
        if marks.has(Marks::NOTES) || marks.has(Marks::ALERT) || holds.prose * 3 >= self.prose.max(1) {
            return false;
        }
        // What a heading of the article announces is its content.
        let is_announced = holds.follows_heading && (is_named(tree, id, &local_name!("nav")) || !marks.has(Marks::FURNITURE));
        // The anchor of a section is made of its heading: one about navigation is no navigation.
        let is_section = is_named(tree, id, &local_name!("section")) && holds.first_level > 0 && marks.has(Marks::BY_ID_ALONE);
        let is_link_list = || is_link_list(role, holds) && !self.is_headed(tree, survey, id);
        (role == Role::Furniture || marks.has(Marks::FURNITURE) || is_link_list()) && !is_announced && !is_section
            || survey.are_comments(tree, id)
    }

    /// Whether a heading stands right above a list of links, perhaps in a box of its own or with a caption between, or above what holds nothing but
    /// such lists: it announces them.
    fn is_headed(&self, tree: &Tree, survey: &Survey, id: NodeId) -> bool {
        /// Elements above it and around it that are looked at.
        const NEAR: usize = 8;
        /// Bytes of a heading in its box, and of a caption.
        const HEADING: u32 = 200;
        const CAPTION: u32 = 60;
        let mut at = id;
        for _ in 0..NEAR {
            let above = tree.node(at).previous;
            if above == NO_NODE {
                at = tree.node(at).parent;
                if at == NO_NODE || self.roots.contains(&at) || survey.holds(tree, at).prose > 0 {
                    return false;
                }
                continue;
            }
            at = above;
            if tree.element(at).is_none() {
                continue;
            }
            let (role, holds) = (tree.node(at).role, survey.holds(tree, at));
            let is_bare = holds.prose == 0 && holds.link_count == 0;
            match role {
                Role::Heading(_) => return true,
                Role::Region if is_bare && holds.first_level > 0 && holds.text <= HEADING => return true,
                Role::Paragraph if is_bare && holds.text <= CAPTION => {}
                _ => return false,
            }
        }
        false
    }
}

/// Links into the site without prose or a heading around them. Links to other hosts may be the article's sources, links into the page
/// its table of contents.
fn is_link_list(role: Role, holds: super::survey::Holds) -> bool {
    matches!(role, Role::Region | Role::List | Role::OrderedList)
        && holds.prose == 0
        && holds.first_level == 0
        && holds.link_count >= MANY_LINKS
        && holds.far_links == 0
        && holds.anchors == 0
        && holds.links * 10 >= holds.text * 9
}

fn find(tree: &Tree, survey: &Survey, body: NodeId, prose: u32) -> (MainContent, NodeId) {
    let steps: [(MainContent, &dyn Fn(NodeId) -> bool); 3] = [
        (MainContent::ArticleBody, &|id| survey.marks(tree, id).has(Marks::ARTICLE_BODY)),
        (MainContent::Article, &|id| is_named(tree, id, &local_name!("article")) || survey.marks(tree, id).has(Marks::ARTICLE)),
        (MainContent::Main, &|id| is_named(tree, id, &local_name!("main")) || survey.marks(tree, id).has(Marks::MAIN)),
    ];
    for (found, fits) in steps {
        let richest = survey
            .order
            .iter()
            .copied()
            .filter(|&id| fits(id))
            .map(|id| (survey.holds(tree, id).prose, id))
            .reduce(|best, next| if next.0 > best.0 { next } else { best });
        if let Some((own, id)) = richest
            && own >= LEAST_PROSE
            && u64::from(own) * 100 >= u64::from(prose) * 38
        {
            return (found, id);
        }
    }
    if prose < LEAST_PROSE {
        return sparse(tree, survey, body);
    }
    let mut root = body;
    while let Some(child) = tree.children(root).find(|&child| {
        let own = survey.holds(tree, child).prose;
        u64::from(own) * 10 >= u64::from(survey.holds(tree, root).prose) * 7
            && (tree.node(child).role.is_block() || tree.node(child).role == Role::Transparent)
    }) {
        // A paragraph with most of the prose is not the article.
        if !matches!(tree.node(child).role, Role::Region | Role::Transparent | Role::Furniture | Role::Table | Role::Row | Role::Cell) {
            break;
        }
        if is_part(tree, survey, root, child) {
            break;
        }
        root = child;
    }
    (if root == body { MainContent::Whole } else { MainContent::Densest }, root)
}

/// Whether the element is one part of several: its first heading has another beside it that is as high.
fn is_part(tree: &Tree, survey: &Survey, root: NodeId, child: NodeId) -> bool {
    let level = survey.holds(tree, child).first_level;
    level > 1
        && tree.children(root).any(|other| {
            let marks = survey.marks(tree, other);
            let is_aside = tree.node(other).role == Role::Furniture || marks.has(Marks::FURNITURE) || survey.are_comments(tree, other);
            // The title stands above its parts, and is found apart.
            other != child && !is_aside && (2..=level).contains(&survey.holds(tree, other).first_level)
        })
}

/// A page with hardly any prose may be an article that lost it: the one element that calls itself the article, or the main
/// part, is taken at its word.
fn sparse(tree: &Tree, survey: &Survey, body: NodeId) -> (MainContent, NodeId) {
    let named = [(MainContent::Article, local_name!("article")), (MainContent::Main, local_name!("main"))];
    for (found, name) in named {
        let mut fitting = survey.order.iter().copied().filter(|&id| is_named(tree, id, &name));
        if let (Some(id), None) = (fitting.next(), fitting.next())
            && survey.holds(tree, id).text > 0
        {
            return (found, id);
        }
    }
    (MainContent::Whole, body)
}

fn is_named(tree: &Tree, id: NodeId, name: &html5ever::LocalName) -> bool {
    tree.element(id).is_some_and(|element| element.name.local == *name)
}

/// A page's only `<h1>` is the article's title, also where it stands in a page header before the article.
fn title_before(tree: &Tree, survey: &Survey, root: NodeId) -> Option<NodeId> {
    let mut titles = survey.order.iter().copied().filter(|&id| tree.node(id).role == Role::Heading(1));
    let title = titles.next().filter(|_| titles.next().is_none())?;
    let before = tree.node(title).start.start() < tree.node(root).start.start();
    let mut at = tree.node(title).parent;
    while at != NO_NODE {
        let is_aside = tree.node(at).role == Role::Furniture || survey.are_comments(tree, at);
        if is_aside && survey.holds(tree, at).prose == 0 {
            return None;
        }
        at = tree.node(at).parent;
    }
    before.then_some(title)
}
