//! Cells of tables as claims: the value of a column for a row.

use super::{Claim, ClaimForm, is_bare, label, measure, opener, subject, timely, turn, value_of};
use crate::document::{BlockId, Kind};
use crate::fact::quantity::read::period;
use crate::fact::{Facts, Quantity, Rate};
use crate::span::Span;

/// Most rows of a table whose cells are claims: a longer one is data.
const ROWS: usize = 40;

/// Reads the claims of all tables that have a header row and a column of names.
pub(super) fn read(facts: &Facts<'_>, claims: &mut Vec<Claim>) {
    let document = facts.document;
    for (table, _) in document.of_kind(Kind::Table) {
        let rows: Vec<BlockId> = document.children(table).filter(|row| document.block(*row).kind == Kind::Row).collect();
        if read_facts(facts, &rows, claims) {
            continue;
        }
        let Some((header, rows)) = rows.split_first().filter(|(_, rows)| (1..=ROWS).contains(&rows.len())) else { continue };
        let columns: Vec<BlockId> = document.children(*header).collect();
        let Some(corner) = columns.first() else { continue };
        for row in rows {
            let cells: Vec<BlockId> = document.children(*row).collect();
            let Some(name) = cells.first() else { continue };
            for (column, cell) in columns.iter().zip(&cells).skip(1) {
                cell_claim(facts, *name, [*column, *corner], *cell, claims);
            }
        }
    }
}

/// Reads a table that has no header row: each of its rows is a label and a value. Tells whether it is one, by its first row.
fn read_facts(facts: &Facts<'_>, rows: &[BlockId], claims: &mut Vec<Claim>) -> bool {
    let document = facts.document;
    let pairs = || {
        rows.iter().map(|row| {
            let mut cells = document.children(*row);
            Some((cells.next()?, cells.next()?)).filter(|_| cells.next().is_none())
        })
    };
    if !(2..=ROWS).contains(&rows.len()) || pairs().any(|pair| pair.is_none()) {
        return false;
    }
    let before = claims.len();
    for (at, (label, value)) in pairs().flatten().enumerate() {
        label::value_alone(facts, value, document.block(label).text, false, claims);
        if at == 0 && claims.len() == before {
            return false;
        }
    }
    true
}

fn cell_claim(facts: &Facts<'_>, row: BlockId, [column, corner]: [BlockId; 2], cell: BlockId, claims: &mut Vec<Claim>) {
    let document = facts.document;
    let words_in = |text: &str| text.split(|c: char| !c.is_alphanumeric()).filter_map(subject::word).collect::<Vec<_>>();
    let words_of = |block: BlockId| words_in(document.text_of(block));
    let (of_row, of_column) = (words_of(row), words_of(column));
    // A table of key facts: its rows are labels.
    if of_column.is_empty()
        || matches!(document.text_of(column), "Detail" | "Details" | "Data" | "Fact" | "Facts" | "Figure" | "Information")
    {
        let sums_up =
            opener::announces_summary(document.text_of(corner)) || matches!(document.text_of(corner), "Fact" | "Key fact" | "Key figure");
        return label::value_alone(facts, cell, document.block(row).text, sums_up, claims);
    }
    let mut sentences = facts.sentences_in(cell);
    let (Some(sentence), None) = (sentences.next(), sentences.next()) else { return };
    let mut quantities = sentence.quantities();
    let (Some((_, quantity)), None) = (quantities.next(), quantities.next()) else { return };
    // The cell is the value and nothing else.
    if quantity.text.len() as usize + 2 < document.text_of(cell).len() || quantity.is_quoted {
        return;
    }
    if of_row.is_empty() || of_column.is_empty() {
        return;
    }
    // "Price per month": each of its cells is by the month.
    let by = document.text_of(column).rsplit_once(" per ").and_then(|(_, word)| period(word)).filter(|_| quantity.rates.is_empty());
    let by_period = by.map(|period| Quantity { rates: vec![Rate::Period(period)], ..quantity.clone() });
    let (quantity, of_column) = match &by_period {
        Some(quantity) => (quantity, words_in(document.text_of(column).rsplit_once(" per ").map_or("", |(head, _)| head))),
        None => (quantity, of_column),
    };
    let mut words = of_row;
    words.extend(of_column);
    subject::without_idle(&mut words);
    let mut turns = Vec::new();
    for head in [row, column] {
        turn::of_text(document.text_of(head), &mut turns);
    }
    turns.sort_unstable();
    let counted = if is_bare(quantity) { label::counted_by(document.text_of(column)) } else { None };
    let claim = Claim {
        form: ClaimForm::Cell,
        words: words.into(),
        slot: 0,
        restates: false,
        is_weak: false,
        scope: turns.into(),
        when: None,
        timely: timely(quantity),
        is_bare: is_bare(quantity),
        names: words_of(corner).into(),
        measure: measure(facts, quantity),
        value: value_of(quantity),
        block: cell,
        at: quantity.text,
        about: document.block(row).text,
        limits: [document.block(column).text, Span::default()],
    };
    claims.extend(counted.map(|measure| Claim { measure, is_bare: false, ..claim.clone() }));
    claims.push(claim);
}
