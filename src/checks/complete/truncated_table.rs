//! Tables that stop short: a header without rows, a last row with fewer cells than all rows before it.

use std::cell::OnceCell;

use serde::Deserialize;

use crate::checks::prose::{count_words, is_form, is_order};
use crate::document::{Block, BlockId, Document, Flags, Kind};
use crate::rule::{ArticleCheck, Found, Words};
use crate::source::Format;

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct TruncatedTable {
    /// Rows of equal length above a last row that is shorter.
    at_least: usize,
    /// What a column of remarks is headed with.
    notes: Words,
}

impl ArticleCheck for TruncatedTable {
    fn check(&self, article: &Document, found: &mut Found<'_>) {
        let ordered = OnceCell::new();
        for (table, block) in article.of_kind(Kind::Table) {
            found.concerned();
            let rows: Vec<BlockId> = article.children(table).filter(|child| article.block(*child).kind == Kind::Row).collect();
            match rows.as_slice() {
                [] => {}
                [header] => header_alone(article, table, *header, || *ordered.get_or_init(|| is_order(article)), found),
                [.., last] if !is_generated(article, block) => {
                    self.last_row(article, &rows, *last, found);
                    blank_end(article, &rows, found);
                }
                _ => {}
            }
        }
    }
}

/// A header with words, and no row below it. `is_ordered`: the article is an order to a program.
fn header_alone(article: &Document, table: BlockId, header: BlockId, is_ordered: impl Fn() -> bool, found: &mut Found<'_>) {
    let block = article.block(header);
    let named = article.children(header).filter(|cell| !article.text_of(*cell).is_empty()).count();
    let end = article.block(table).end;
    let filled_later = article.blocks.get(end as usize).filter(|next| next.parent == article.block(table).parent).map(|_| end);
    let is_template = filled_later.is_some_and(|next| article.block(next).kind == Kind::Template)
        || article.block(table).src.cut(article.source.text()).contains(['{', '$']);
    let has_id = article.source.format() == Format::Html && article.block(table).src.cut(article.source.text()).contains(" id=");
    // The rows of an export may stand below it, each a paragraph of its own.
    let is_row =
        |next: BlockId| article.source.format() == Format::Plain && article.block(next).src.cut(article.source.text()).contains('\t');
    // In a text with marks, a line between two rules is a sample; and what a template says behind the header makes the rows.
    let source = article.source.text();
    let span = article.block(table).src;
    let above = || source.get(..span.start() as usize).unwrap_or("").trim_end().rsplit('\n').next().unwrap_or("").trim().to_owned();
    let is_fenced = || {
        let above = above();
        article.source.format() == Format::Plain && above.len() > 3 && above.bytes().all(|byte| matches!(byte, b'-' | b'='))
    };
    let makes_rows = || source.get(span.end() as usize..).unwrap_or("").trim_start().starts_with("{%");
    if filled_later.is_some_and(is_row) || is_fenced() || makes_rows() {
        return;
    }
    // A form that a step of an order shows ("3. Display them as a table:"), or the whole article is.
    let is_shown = || {
        let is_numbered = |near: &BlockId| article.block(*near).kind == Kind::List && article.block(*near).flags.has(Flags::ORDERED);
        let parent = article.block(table).parent;
        let above =
            table.checked_sub(1).map(|last| article.ancestors(last).chain([last]).find(|near| article.block(*near).parent == parent));
        article.ancestors(table).any(|outer| is_numbered(&outer))
            || above.flatten().is_some_and(|above| is_numbered(&above)) && filled_later.as_ref().is_some_and(is_numbered)
    };
    if block.flags.has(Flags::HEADER) && named >= 2 && !is_template && !has_id && !is_shown() && !is_form(article) && !is_ordered() {
        let words = article.text_of(header).replace('\n', ", ");
        found.at(table, article.text_src(header), "the table “{}” has a header and no rows", [words]);
    }
}

/// Cells that span others, or rows that a template writes: the cells of the source are not those of the table.
fn is_generated(article: &Document, table: &Block) -> bool {
    let source = table.src.cut(article.source.text());
    match article.source.format() {
        Format::Html => source.contains("span="),
        Format::Markdown | Format::Mdx => {
            source.contains("{%") || source.contains("<%") || source.contains("{{") || source.contains("span=")
        }
        Format::Plain => false,
    }
}

impl TruncatedTable {
    fn last_row(&self, article: &Document, rows: &[BlockId], last: BlockId, found: &mut Found<'_>) {
        let mut lengths = rows.iter().map(|row| cells(article, *row));
        let Some(length) = lengths.next() else { return };
        let above = rows.len() - 1;
        let all_equal = lengths.take(above - 1).all(|other| other == length);
        let last_length = cells(article, last);
        let text = article.text_of(last);
        // One cell with a sentence is a note below the table.
        let is_note = last_length == 1 && count_words(text) >= 6;
        if above >= self.at_least
            && all_equal
            && last_length < length
            && !text.is_empty()
            && !is_note
            && !is_line_below(article, last, last_length)
            && !(last_length >= 2 && are_days(article, rows))
            && !(last_length + 1 == length && self.may_be_blank(article, rows, last))
        {
            let words = text.replace('\n', ", ");
            let finding = found.at(last, article.text_src(last), "the last row of the table stops short: “{}”", [words]);
            // A page sets things in rows that have no header: the last one has what is left of them.
            let is_grid = rows.first().is_some_and(|first| !article.block(*first).flags.has(Flags::HEADER));
            if is_grid && article.source.format() == Format::Html {
                finding.milder();
            }
        }
    }
}

/// A line right below a table, which readers of Markdown take for its last row: a caption, a source, attributes, a note. A row that lost its
/// cells keeps the bar at its beginning.
fn is_line_below(article: &Document, row: BlockId, cells: usize) -> bool {
    let source = article.block(row).src.cut(article.source.text()).trim();
    let text = article.text_of(row).trim();
    let in_markdown = matches!(article.source.format(), Format::Markdown | Format::Mdx);
    let is_sentence = || text.ends_with(['.', '!', '?', ')', ']', '*', '_']) || text.starts_with(['*', '_', '[', '(', '†', '¹']);
    let is_labelled = || text.split_once(':').is_some_and(|(label, said)| count_words(label) <= 3 && said.starts_with(' '));
    let has_bars = source.contains('|');
    // "{ .striped }", "{: #fees}", "^ Fees", "<!-- … -->".
    let is_attribute = source.starts_with('{') && source.ends_with('}');
    // "///", ":::": the end of the panel around the table.
    let is_fence = text.len() >= 3 && text.bytes().all(|byte| matches!(byte, b'/' | b':' | b'+' | b'~' | b'=' | b'!'));
    cells == 1 && in_markdown && !has_bars && (is_attribute || is_fence || is_sentence() || is_labelled() || count_words(text) >= 3)
        || cells == 1 && text.ends_with(['.', '!', '?']) && count_words(text) >= 2
}

/// A row of the days of a week, and figures below them: the last week of a month ends where the month does.
fn are_days(article: &Document, rows: &[BlockId]) -> bool {
    const WEEK: usize = 7;
    let is_day = |text: &str| {
        let digits = text.trim_matches(|c: char| !c.is_ascii_digit());
        matches!(digits.len(), 1 | 2) && digits.parse::<u8>().is_ok_and(|day| (1..=31).contains(&day))
    };
    let last = rows.last().map_or(0, |row| article.children(*row).filter(|cell| is_day(article.text_of(*cell).trim())).count());
    rows.first().is_some_and(|header| article.children(*header).count() == WEEK)
        && last > 0
        && rows
            .iter()
            .skip(1)
            .all(|row| article.children(*row).all(|cell| article.text_of(cell).is_empty() || is_day(article.text_of(cell))))
}

impl TruncatedTable {
    /// The cell that the last row lacks is one that need not be filled: it holds notes, it is blank in other rows, or the row has blanks.
    fn may_be_blank(&self, article: &Document, rows: &[BlockId], last: BlockId) -> bool {
        let is_blank = |cell: BlockId| !article.has_content(cell);
        let end = |row: BlockId| article.children(row).last();
        let (header, others) = rows.split_first().unwrap_or((&last, &[]));
        let others = others.iter().copied().filter(|row| *row != last);
        let is_for_notes = end(*header).is_some_and(|cell| self.notes.has(&article.language.code, &article.text_of(cell).to_lowercase()));
        // Readers of Markdown add the cells that a row lacks.
        let written = cells(article, last);
        is_for_notes || article.children(last).nth(written.saturating_sub(1)).is_some_and(is_blank) || others.filter_map(end).any(is_blank)
    }
}

/// The last rows have only their first cell, where all rows above have every cell: a conversion lost what stood in the others. One such row
/// is a value that is not known; signs and figures in the cells make a table of marks, in which a blank is an answer.
fn blank_end(article: &Document, rows: &[BlockId], found: &mut Found<'_>) {
    let filled = |row: &BlockId| article.children(*row).filter(|cell| article.has_content(*cell)).count();
    let Some((columns, width)) = rows.first().map(|header| (filled(header), article.children(*header).count())) else { return };
    let is_blank = |row: &&BlockId| {
        let mut cells = article.children(**row);
        cells.next().is_some_and(|first| article.has_content(first)) && cells.next().is_some() && filled(row) == 1
    };
    let blank = rows.iter().rev().take_while(is_blank).count();
    let above = rows.get(..rows.len() - blank).unwrap_or_default();
    if columns < 3 || columns != width || blank < 2 || above.len() < 3 || above.iter().any(|row| filled(row) < columns) {
        return;
    }
    let tells =
        |row: &BlockId| article.children(*row).skip(1).all(|cell| article.text_of(cell).chars().filter(|c| c.is_alphabetic()).count() >= 4);
    if above.iter().skip(1).all(tells)
        && let Some(first) = rows.get(above.len())
    {
        let words = article.text_of(*first).trim().to_owned();
        found.at(*first, article.text_src(*first), "from “{}” on, the rows of the table have only their first cell", [words]);
    }
}

/// How many cells a row has as it is written: readers of Markdown add what is missing and drop what is too much.
fn cells(article: &Document, row: BlockId) -> usize {
    if !matches!(article.source.format(), Format::Markdown | Format::Mdx) {
        return article.children(row).count();
    }
    let source = article.block(row).src.cut(article.source.text()).trim();
    let line = source.lines().next().unwrap_or("");
    let inner = line.strip_prefix('|').unwrap_or(line);
    let inner = inner.strip_suffix('|').filter(|rest| !rest.ends_with('\\')).unwrap_or(inner);
    let mut cells = 1;
    let mut escaped = false;
    for byte in inner.bytes() {
        cells += usize::from(byte == b'|' && !escaped);
        escaped = byte == b'\\' && !escaped;
    }
    cells
}

#[cfg(test)]
mod tests {
    use crate::checks::tested::{findings, markdown};

    const RULE: &str = "truncated-table";

    #[test]
    fn a_last_row_that_lost_its_cells_is_found() {
        let text = "# Tides\n\n| Day | High | Low |\n| --- | --- | --- |\n| Monday | 4:10 | 10:20 |\n| Tuesday | 5:02 | 11:14 |\n| Wednesday | 5:\n";
        let found = markdown(RULE, text);
        assert_eq!(found, [("the last row of the table stops short: “Wednesday, 5:”".to_owned(), "Wednesday | 5:".to_owned())]);
    }

    #[test]
    fn a_remark_that_is_missing_at_the_end_is_no_loss() {
        let table = |header: &str, rows: &str| format!("# Boats\n\n| Boat | Crew | {header} |\n| --- | --- | --- |\n{rows}");
        let rows = "| Ada | Two | Tows |\n| Bee | One | Mail |\n| Cod | Six |\n";
        assert_eq!(markdown(RULE, &table("Notes", rows)), []);
        assert_eq!(markdown(RULE, &table("Task", rows)).len(), 1);
        assert_eq!(markdown(RULE, &table("Task", "| Ada | Two | Tows |\n| Bee | One | |\n| Cod | Six |\n")), []);
        assert_eq!(markdown(RULE, &table("Task", "| Ada | Two | Tows |\n| Bee | One | Mail |\n| Cod | |\n")), []);
        assert_eq!(markdown(RULE, &table("Notes", "| Ada | Two | Tows |\n| Bee | One | Mail |\n| Cod |\n")).len(), 1);
    }

    #[test]
    fn a_header_alone_is_found_in_every_form() {
        let page = "<h1>Tides</h1><table><thead><tr><th>Day</th><th>High</th></tr></thead><tbody></tbody></table><p>All at the pier.</p>";
        assert_eq!(
            findings(RULE, "tides.html", page),
            [("the table “Day, High” has a header and no rows".to_owned(), "Day</th><th>High".to_owned())]
        );
        assert_eq!(markdown(RULE, "# Tides\n\n| Day | High |\n| --- | --- |\n\nAll at the pier.\n").len(), 1);
    }

    #[test]
    fn rows_at_the_end_that_lost_all_but_their_first_cell_are_found() {
        let table = |rows: &str| format!("# Boats\n\n| Boat | Task | Crew |\n| --- | --- | --- |\n{rows}");
        let lost = table("| Ada | Tows the barge | Two hands |\n| Bee | Brings the mail | One pilot |\n| Cod | | |\n| Dab | | |\n");
        assert_eq!(markdown(RULE, &lost).len(), 1);
        // A single row, a rota with gaps, and marks.
        for rows in [
            "| Ada | Tows the barge | Two hands |\n| Bee | Brings the mail | One pilot |\n| Cod | | |\n",
            "| Ada | Tows the barge | |\n| Bee | Brings the mail | One pilot |\n| Cod | | |\n| Dab | | |\n",
            "| Ada | ✓ | yes |\n| Bee | ✓ | yes |\n| Cod | | |\n| Dab | | |\n",
        ] {
            assert_eq!(markdown(RULE, &table(rows)), [], "{rows}");
        }
    }

    #[test]
    fn empty_cells_pipes_in_cells_notes_and_spans_are_whole() {
        let text = "# Tides\n\n| Day | High |\n| --- | --- |\n| Monday | 4:10 |\n| Tuesday \\| feast | 5:02 |\n| Wednesday | |\n";
        assert_eq!(markdown(RULE, text), []);
        let page = "<h1>Tides</h1><table><tr><th>Day</th><th>High</th></tr><tr><td>Monday</td><td>4:10</td></tr><tr><td>Tuesday</td><td>5:02</td></tr>\
                    <tr><td colspan=\"2\">No ferry</td></tr></table>";
        assert_eq!(findings(RULE, "tides.html", page), []);
    }

    #[test]
    fn tables_of_notes_templates_and_few_rows_are_whole() {
        for table in [
            "| Day | High |\n| --- | --- |\n| {{ day }} | {{ high }} |",
            "| Day | High |\n| --- | --- |\n| Monday | 4:10 |\n| Tuesday |",
            "| Day | High | Low |\n| --- | --- | --- |\n| Monday | 4:10 | 10:20 |\n| Tuesday | 5:02 | 11:14 |\n| All times are those of the pier |",
        ] {
            assert_eq!(markdown(RULE, &format!("# Tides\n\n{table}\n\nAsk the clerk.\n")), [], "{table}");
        }
        for table in [
            "| Day | High | Low |\n| --- | --- | --- |\n| Monday | 4:10 | 10:20 |\n| Tuesday | 5:02 | 11:14 |\n| Wednes",
            "Day | High | Low\n--- | --- | ---\nMonday | 4:10 | 10:20\nTuesday | 5:02 | 11:14\nWednesday | 5:51",
        ] {
            assert_eq!(markdown(RULE, &format!("# Tides\n\n{table}\n\nAsk the clerk.\n")).len(), 1, "{table}");
        }
    }
}
