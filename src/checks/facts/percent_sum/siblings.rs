//! Shares in the items of a list and in the cells of a column.

use super::{PercentSum, has_any};
use crate::checks::facts::grid::{Cell, Grid};
use crate::document::{BlockId, Document, Kind};
use crate::fact::{Dimension, Facts, Quantity};
use crate::rule::Found;
use crate::span::Span;

/// Fewest and most shares of one whole that stand one below the other.
const SHARES: std::ops::RangeInclusive<usize> = 3..=12;

impl PercentSum {
    /// "Staff: 42 %" and its siblings.
    pub(super) fn list(&self, facts: &Facts<'_>, list: BlockId, found: &mut Found<'_>) {
        let document = facts.document;
        let items: Vec<BlockId> = document.children(list).filter(|item| document.block(*item).kind == Kind::Item).collect();
        if !SHARES.contains(&items.len()) {
            return;
        }
        let mut shares = Vec::new();
        for item in &items {
            let Some(share) = only_share(facts, document.block(*item).text) else { return };
            shares.push(share);
        }
        let announced = announcement(document, list);
        let mut texts = items.iter().map(|item| document.text_of(*item)).chain(announced.iter().copied());
        let Some(division) = self.division(document, &announced) else { return };
        if texts.any(|text| self.overlaps(document, text) || has_any(&self.among, document, text)) {
            return;
        }
        found.concerned();
        self.siblings(facts, items.first().copied().unwrap_or(list), division, &shares, found);
    }

    /// A column of shares: "Share of the budget".
    pub(super) fn table(&self, facts: &Facts<'_>, table: BlockId, found: &mut Found<'_>) {
        let document = facts.document;
        let Some(grid) = Grid::of(document, table) else { return };
        let has_total = grid.rows.iter().any(|row| row.first().is_some_and(|cell| is_total(grid.text(*cell))));
        if !SHARES.contains(&grid.rows.len()) || has_total {
            return;
        }
        for column in 1..grid.header.len() {
            let head = grid.head(column);
            let Some(division) = self.division(document, &[head]).filter(|_| !self.overlaps(document, head)) else { continue };
            let mut shares = Vec::new();
            for row in &grid.rows {
                let Some(cell) = row.get(column) else { return };
                match grid.cell(*cell) {
                    Cell::Figure(figure) if figure.unit == "%" || figure.unit.is_empty() && head.contains('%') => {
                        let text = document.block(*cell).text;
                        shares.push((
                            Span::new(text.start(), text.start() + grid.text(*cell).len() as u32),
                            figure.value,
                            figure.resolution,
                        ));
                    }
                    _ => return,
                }
            }
            found.concerned();
            let last = grid.rows.last().and_then(|row| row.get(column)).copied().unwrap_or(table);
            self.siblings(facts, last, division, &shares, found);
        }
    }
}

/// The one percentage of a text; none when there are others or it is no exact share.
fn only_share(facts: &Facts<'_>, text: Span) -> Option<(Span, f64, f64)> {
    let from = facts.quantities().partition_point(|quantity| quantity.text.start() < text.start());
    let inside = || facts.quantities().iter().skip(from).take_while(|quantity| quantity.text.end() <= text.end());
    let mut shares = inside().filter(|quantity| quantity.low.unit.dimension == Dimension::Percent);
    let (one, other) = (shares.next()?, shares.next());
    let is_share =
        |quantity: &Quantity| quantity.single().is_some() && !quantity.bound.is_vague() && quantity.rates.is_empty() && !quantity.is_quoted;
    (other.is_none() && is_share(one)).then_some((one.text, one.low.number.value, one.low.number.resolution))
}

/// The lead-in of a list, else its heading when nothing stands between them.
fn announcement(document: &Document, list: BlockId) -> Vec<&str> {
    let Some(above) = list.checked_sub(1) else { return Vec::new() };
    let mut texts = Vec::new();
    let block = document.block(above);
    if matches!(block.kind, Kind::Paragraph | Kind::Heading) {
        texts.push(document.text_of(above));
    }
    let is_heading_next =
        block.kind == Kind::Paragraph && above.checked_sub(1).is_some_and(|heading| document.block(heading).kind == Kind::Heading);
    if is_heading_next {
        texts.push(document.text_of(above - 1));
    }
    texts
}

fn is_total(label: &str) -> bool {
    let lower = label.to_lowercase();
    lower.starts_with("total") || lower.starts_with("sum") || lower.starts_with("all") || lower.starts_with("average")
}
