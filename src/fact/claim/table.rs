//! Cells of tables as claims: the value of a column for a row.

use super::{Claim, ClaimForm, is_bare, label, measure, subject, timely, turn, value_of};
use crate::document::{BlockId, Kind};
use crate::fact::Facts;
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
        for row in rows {
            let cells: Vec<BlockId> = document.children(*row).collect();
            let Some(name) = cells.first() else { continue };
            for (column, cell) in columns.iter().zip(&cells).skip(1) {
                cell_claim(facts, *name, *column, *cell, claims);
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
        label::value_alone(facts, value, document.block(label).text, claims);
        if at == 0 && claims.len() == before {
            return false;
        }
    }
    true
}

fn cell_claim(facts: &Facts<'_>, row: BlockId, column: BlockId, cell: BlockId, claims: &mut Vec<Claim>) {
    let document = facts.document;
    let words_of =
        |block: BlockId| document.text_of(block).split(|c: char| !c.is_alphanumeric()).filter_map(subject::word).collect::<Vec<_>>();
    let (of_row, of_column) = (words_of(row), words_of(column));
    // A table of key facts: its rows are labels.
    if of_column.is_empty() || matches!(document.text_of(column), "Detail" | "Details" | "Data" | "Fact" | "Facts" | "Information") {
        return label::value_alone(facts, cell, document.block(row).text, claims);
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
    let mut words = of_row;
    words.extend(of_column);
    subject::without_idle(&mut words);
    let mut turns = Vec::new();
    for head in [row, column] {
        turn::of_text(document.text_of(head), &mut turns);
    }
    turns.sort_unstable();
    claims.push(Claim {
        form: ClaimForm::Cell,
        words: words.into(),
        slot: 0,
        restates: false,
        is_weak: false,
        scope: turns.into(),
        when: None,
        timely: timely(quantity),
        is_bare: is_bare(quantity),
        names: Box::default(),
        measure: measure(facts, quantity),
        value: value_of(quantity),
        block: cell,
        at: quantity.text,
        about: document.block(row).text,
        limits: [document.block(column).text, Span::default()],
    });
}
