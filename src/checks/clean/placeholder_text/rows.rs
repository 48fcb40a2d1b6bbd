//! Places that are kept in a row of a table or an item of a list whose neighbours were filled in: "[number]", "insert here", "Item 4".

use std::sync::LazyLock;

use super::super::expressions::Expression;
use crate::document::{BlockId, Document, Flags, Kind};
use crate::span::Span;

/// Bytes of what keeps the place of a cell or an item.
const LONGEST: usize = 40;

/// Cells that only keep their place, at most: a table with more of them is one that others fill in.
const FEW: usize = 2;

/// A cell that tells what to write there, or how a value would look.
static CELL: LazyLock<Expression> = LazyLock::new(|| {
    Expression::of(
        r"^(?:\[(?:the |your )?(?:[a-z]+ )?(?:number|value|amount|figure|price|date|name|text|quantity|count|length|weight|time|description|details|source|link|unit|percentage|percent|city|address|here)\]|\[?(?:fill (?:this |it )?in|(?:insert|add|enter|put|write|type)(?: (?:text|value|number|name|price|date|data|figure|it|something))? here|(?:insert|enter) (?:a |the )?(?:text|value|number|name|price|date|figure)|(?:still )?to be (?:filled in|added|inserted|supplied|completed))\]?[.!]?|lorem ipsum(?: dolor(?: sit amet)?)?\.?|[$]X+(?:[.,]X+)+|X+[.,]XX+)$",
    )
});

/// An item that says no more than that it is one, or which one is missing.
static ITEM: LazyLock<Expression> = LazyLock::new(|| {
    Expression::of(
        r"(?i)^(?:(?:list )?item(?: (?:no\. ?)?(?:[0-9]{1,2}|one|two|three|four|five))?(?: (?:text|goes here|here))?|list item(?: text)?|bullet(?: ?point)?(?: (?:[0-9]{1,2}|one|two|three|four|five|text|here|goes here))?|(?:text|content|item|point|copy) goes here|(?:still )?to be (?:added|filled in|written|inserted|supplied|completed)|\[(?:the )?(?:first|second|third|fourth|fifth|last|next|another|final) [a-z]+(?: [a-z]+)?\]|\[[a-z]+(?: [a-z]+)? (?:#[0-9]{1,2}|[0-9]{1,2}|one|two|three|four|five)\])[.!]?$",
    )
});

/// The cells and items of an article that only keep their place, with their texts.
pub(super) fn kept(article: &Document) -> Vec<(BlockId, Span)> {
    let mut kept = Vec::new();
    for (table, _) in article.of_kind(Kind::Table) {
        kept.extend(cells(article, table));
    }
    for (list, _) in article.of_kind(Kind::List) {
        kept.extend(item(article, list));
    }
    kept
}

/// The one leaf of a block, if it holds nothing else.
fn only_leaf(article: &Document, id: BlockId) -> Option<BlockId> {
    let mut leaf = id;
    while !article.block(leaf).kind.is_leaf() {
        let mut inner = article.children(leaf);
        leaf = inner.next()?;
        if inner.next().is_some() {
            return None;
        }
    }
    Some(leaf)
}

fn span_of(article: &Document, leaf: BlockId) -> Span {
    let start = article.block(leaf).text.start();
    Span::new(start, start + article.text_of(leaf).len() as u32)
}

/// The cells of a table below a header that keep a place beside others that are filled in.
fn cells(article: &Document, table: BlockId) -> Vec<(BlockId, Span)> {
    let mut kept: Vec<(BlockId, Span)> = Vec::new();
    let (mut filled, mut rows) = (0, 0);
    for row in article.children(table).filter(|row| article.block(*row).kind == Kind::Row) {
        if article.block(row).flags.has(Flags::HEADER) {
            continue;
        }
        rows += 1;
        // The first cell names what the row is about.
        for cell in article.children(row).skip(1) {
            let Some(leaf) = only_leaf(article, cell) else { continue };
            let text = article.text_of(leaf);
            if !text.is_empty() && text.len() <= LONGEST && !article.block(cell).flags.has(Flags::HEADER) && CELL.is_match(text) {
                kept.push((leaf, span_of(article, leaf)));
            } else if !text.is_empty() {
                filled += 1;
            }
        }
    }
    if kept.len() > FEW || rows < 2 || filled < 2 * kept.len() + 1 {
        kept.clear();
    }
    kept
}

/// The item of a list that keeps its place among others that say something.
fn item(article: &Document, list: BlockId) -> Option<(BlockId, Span)> {
    let mut kept = None;
    let mut said = 0;
    for item in article.children(list).filter(|item| article.block(*item).kind == Kind::Item) {
        let text = article.text_of(item);
        if !text.is_empty() && text.len() <= LONGEST && ITEM.is_match(text) {
            // Items that all say so show how a list looks.
            if kept.is_some() {
                return None;
            }
            kept = Some(only_leaf(article, item)?);
        } else if text.len() > 6 {
            said += 1;
        }
    }
    kept.filter(|_| said > 1).map(|leaf| (leaf, span_of(article, leaf)))
}
