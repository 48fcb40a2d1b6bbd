//! Tables as grids of figures, for the rules that add them up.

use crate::document::{BlockId, Document, Flags, Kind};

/// A cell that holds one figure and nothing else.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Figure {
    pub value: f64,
    /// The unit of its last printed digit.
    pub resolution: f64,
    /// How many digits stand behind its point.
    pub decimals: usize,
    /// What stands around the digits: currency, percent sign, unit.
    pub unit: String,
}

impl Figure {
    /// Whether it may name a year.
    fn is_year(&self) -> bool {
        (1800.0..2100.0).contains(&self.value) && self.unit.is_empty() && self.decimals == 0
    }
}

/// What a cell holds.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Cell {
    Figure(Figure),
    /// Nothing, or a dash.
    Blank,
    Words,
}

/// A table, row by row.
pub(super) struct Grid<'d> {
    pub document: &'d Document,
    /// Cells of the header row, if the table has one whose cells are no figures.
    pub header: Vec<BlockId>,
    /// All other rows: a header that holds figures is one of them, as pipe tables without a header have it.
    pub rows: Vec<Vec<BlockId>>,
}

impl<'d> Grid<'d> {
    /// Most cells that are looked at.
    const CELLS: usize = 20_000;

    /// The grid of a table; none for one with cells that span others, whose places cannot be told.
    pub(super) fn of(document: &'d Document, table: BlockId) -> Option<Self> {
        let mut header = Vec::new();
        let mut rows = Vec::new();
        let mut cells = 0;
        for row in document.children(table).filter(|row| document.block(*row).kind == Kind::Row) {
            let of_row: Vec<BlockId> = document.children(row).filter(|cell| document.block(*cell).kind == Kind::Cell).collect();
            cells += of_row.len();
            let is_head = rows.is_empty() && header.is_empty();
            let figures = of_row.iter().skip(1).filter_map(|cell| match read(document.text_of(*cell)) {
                Cell::Figure(figure) => Some(figure),
                Cell::Blank | Cell::Words => None,
            });
            // "| Depot | 2019 | 2020 | Total |": years stand above columns as names.
            let mut figures = figures;
            let holds_figures = is_head && figures.any(|figure| !figure.is_year());
            let is_marked = document.block(row).flags.has(Flags::HEADER)
                || of_row.first().is_some_and(|cell| document.block(*cell).flags.has(Flags::HEADER))
                    && of_row.iter().all(|cell| document.block(*cell).flags.has(Flags::HEADER));
            if is_head && !holds_figures && (is_marked || of_row.len() > 1) {
                header = of_row;
            } else {
                rows.push(of_row);
            }
        }
        let width = rows.first()?.len();
        let is_even = rows.iter().all(|row| row.len() == width) && (header.is_empty() || header.len() == width);
        (is_even && width >= 2 && cells <= Self::CELLS).then_some(Self { document, header, rows })
    }

    /// What a cell says.
    pub(super) fn text(&self, cell: BlockId) -> &'d str {
        self.document.text_of(cell).trim()
    }

    /// What a cell holds.
    pub(super) fn cell(&self, cell: BlockId) -> Cell {
        read(self.text(cell))
    }

    /// The words above a column.
    pub(super) fn head(&self, column: usize) -> &'d str {
        self.header.get(column).map_or("", |cell| self.text(*cell))
    }
}

/// Reads a cell: "$1,200", "(40)", "12.5 %", "3 h", "—".
pub(super) fn read(text: &str) -> Cell {
    /// Bytes of a figure with its unit.
    const LONGEST: usize = 30;
    let text = text.trim().trim_end_matches(['*', '†']).trim();
    if text.is_empty() || text.chars().all(|c| matches!(c, '-' | '–' | '—' | '−' | '.')) || text.eq_ignore_ascii_case("n/a") {
        return Cell::Blank;
    }
    let Some(start) = text.find(|c: char| c.is_ascii_digit()).filter(|_| text.len() <= LONGEST) else { return Cell::Words };
    let before = text.get(..start).unwrap_or("");
    let rest = text.get(start..).unwrap_or("");
    let len = rest
        .char_indices()
        .find(|(at, c)| {
            let goes_on = rest.get(at + c.len_utf8()..).is_some_and(|behind| behind.starts_with(|next: char| next.is_ascii_digit()));
            !(c.is_ascii_digit() || matches!(c, ',' | '.') && goes_on)
        })
        .map_or(rest.len(), |(at, _)| at);
    let (digits, behind) = rest.split_at_checked(len).unwrap_or((rest, ""));
    let is_negative = before.contains(['-', '−', '(']);
    let sign = |c: char| matches!(c, '-' | '−' | '(' | '+' | ')' | ' ' | '\u{a0}');
    let unit = format!("{}{}", before.trim_matches(sign), behind.trim_matches(sign));
    let is_unit = before.chars().all(|c| sign(c) || matches!(c, '$' | '€' | '£' | '¥' | '₹'))
        && behind.chars().all(|c| c.is_alphabetic() || sign(c) || matches!(c, '%' | '°'))
        && behind.split_whitespace().count() <= 1;
    // "1,5" and "1,2345" are grouped in another way.
    let is_grouped = digits.split('.').next().unwrap_or("").split(',').skip(1).all(|group| group.len() == 3);
    let is_decimal = digits.matches('.').count() <= 1 && digits.split('.').nth(1).is_none_or(|decimals| !decimals.contains(','));
    let plain: String = digits.chars().filter(|c| *c != ',').collect();
    match plain.parse::<f64>() {
        Ok(value) if is_unit && is_grouped && is_decimal => {
            let decimals = plain.split('.').nth(1).map_or(0, str::len);
            let resolution = 10f64.powi(-i32::try_from(decimals).unwrap_or(0));
            Cell::Figure(Figure { value: if is_negative { -value } else { value }, resolution, decimals, unit: unit.to_lowercase() })
        }
        _ => Cell::Words,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str) -> Option<(f64, String)> {
        match read(text) {
            Cell::Figure(figure) => Some((figure.value, figure.unit)),
            Cell::Blank | Cell::Words => None,
        }
    }

    #[test]
    fn figures_have_signs_groups_and_one_unit() {
        assert_eq!(shown("$1,200.50"), Some((1200.5, "$".to_owned())));
        assert_eq!(shown("(40)"), Some((-40.0, String::new())));
        assert_eq!(shown("12.5 %"), Some((12.5, "%".to_owned())));
        assert_eq!(shown("3 h"), Some((3.0, "h".to_owned())));
        assert_eq!(read("—"), Cell::Blank);
        for text in ["1.2.3", "3 of 4", "12-15", "5 boats a day", "v2", "2024-05-01", "10:30", "1,5"] {
            assert_eq!(shown(text), None, "{text}");
        }
    }
}
