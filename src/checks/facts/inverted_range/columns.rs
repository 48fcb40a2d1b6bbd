//! Columns for the least and the most of one thing, and a row where the least is more.

use crate::checks::facts::grid::{Cell, Grid};
use crate::document::{Document, Kind};
use crate::rule::Found;

/// Words above two columns that make them the ends of one range.
const ENDS: [(&str, &str); 8] = [
    ("min", "max"),
    ("minimum", "maximum"),
    ("lowest", "highest"),
    ("smallest", "largest"),
    ("shortest", "longest"),
    ("least", "most"),
    ("low", "high"),
    ("from", "to"),
];

pub(super) fn check(article: &Document, found: &mut Found<'_>) {
    for (table, _) in article.of_kind(Kind::Table) {
        let Some(grid) = Grid::of(article, table).filter(|grid| !grid.header.is_empty()) else { continue };
        let neighbours = (1..grid.header.len()).flat_map(|column| [(column - 1, column), (column, column - 1)]);
        for (low, high) in neighbours.filter(|(low, high)| are_ends(grid.head(*low), grid.head(*high))) {
            pair(&grid, low, high, found);
        }
    }
}

/// "Min. load (kg)", "Max. load (kg)": the same words but for the two that make them ends.
fn are_ends(low: &str, high: &str) -> bool {
    let words = |text: &str| -> Vec<String> {
        text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_lowercase).collect()
    };
    let (low, high) = (words(low), words(high));
    let mut differing = low.iter().zip(&high).filter(|(one, other)| one != other);
    let ends = differing.next().is_some_and(|(one, other)| ENDS.contains(&(one.as_str(), other.as_str())));
    ends && differing.next().is_none() && low.len() == high.len()
}

/// Rows in which the least is more than the most, where all others are in order.
fn pair(grid: &Grid<'_>, low: usize, high: usize, found: &mut Found<'_>) {
    let figure = |row: &[crate::document::BlockId], column: usize| {
        row.get(column).and_then(|cell| if let Cell::Figure(figure) = grid.cell(*cell) { Some(figure) } else { None })
    };
    let rows = || grid.rows.iter().filter_map(|row| Some((row, figure(row, low)?, figure(row, high)?)));
    let in_order = rows().filter(|(_, least, most)| least.value < most.value).count();
    let mut wrong = rows().filter(|(_, least, most)| least.unit == most.unit && least.value > most.value && most.value > 0.0);
    found.concerned();
    // Where it happens twice, the columns mean something else.
    let (Some((row, ..)), None) = (wrong.next(), wrong.next()) else { return };
    let (Some(least), Some(most)) = (row.get(low), row.get(high)) else { return };
    if in_order < 2 {
        return;
    }
    let quotes = [grid.text(*most), grid.text(*least)];
    found.at(*most, grid.document.text_src(*most), "the range ends at “{}”, below “{}”, where it begins", quotes);
}
