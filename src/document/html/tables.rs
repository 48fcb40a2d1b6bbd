//! Which tables hold data, and which rows are headers.

use super::marks::Marks;
use super::role::Role;
use super::survey::Survey;
use super::tree::{NodeId, Tree};

/// What a table is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shape {
    /// Rows and columns that mean something.
    Data,
    /// It only places what is in its cells.
    Layout,
}

/// Decides by what the table holds itself, tables within its cells left out.
pub(super) fn shape(tree: &Tree, survey: &Survey, table: NodeId) -> Shape {
    if survey.marks(tree, table).has(Marks::LAYOUT) {
        return Shape::Layout;
    }
    let (mut cells, mut rows, mut has_blocks) = (0_usize, 0_usize, false);
    let mut next = Some(table);
    while let Some(id) = next {
        let role = tree.node(id).role;
        let is_inner = id != table && role == Role::Table;
        match role {
            Role::HeaderCell | Role::Caption | Role::TableHead => return Shape::Data,
            Role::Row => rows += 1,
            Role::Cell => cells += 1,
            Role::Heading(_) | Role::Pre | Role::Table if id != table => has_blocks = true,
            Role::List | Role::OrderedList | Role::Quote | Role::Figure | Role::Paragraph if cells <= rows => has_blocks = true,
            _ => {}
        }
        next = tree.after(id, table, !is_inner);
    }
    let one_column = cells <= rows;
    if cells <= 1 || has_blocks && one_column || has_blocks && holds_articles(tree, table) { Shape::Layout } else { Shape::Data }
}

/// Whether a cell holds headings, code or another table: what stands beside it is no column of data.
fn holds_articles(tree: &Tree, table: NodeId) -> bool {
    let mut next = tree.after(table, table, true);
    while let Some(id) = next {
        match tree.node(id).role {
            Role::Heading(_) | Role::Pre | Role::Table => return true,
            _ => next = tree.after(id, table, true),
        }
    }
    false
}

/// Whether a row is a header: it stands in `<thead>`, or all its cells are header cells.
pub(super) fn is_header_row(tree: &Tree, row: NodeId) -> bool {
    if tree.node(tree.node(row).parent).role == Role::TableHead {
        return true;
    }
    let mut cells =
        tree.children(row).map(|child| tree.node(child).role).filter(|role| matches!(role, Role::Cell | Role::HeaderCell)).peekable();
    cells.peek().is_some() && cells.all(|role| role == Role::HeaderCell)
}
