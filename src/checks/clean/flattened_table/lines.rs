//! Tables whose rows, or cells, stand below each other as paragraphs, items or lines, known by what repeats from one to the next.

use crate::checks::clean::shown::shows_code;
use crate::document::{BlockId, Document, Flags, InlineKind, Kind};

/// Rows and cells that are looked at together, and bytes of one.
const MOST: usize = 64;
const LONGEST: usize = 120;

/// Rows that show a table, the head among them.
const ROWS: usize = 3;

/// Lines that stand together: their blocks, and what they say; no lines where the blocks were found to be rows already.
struct Run<'a> {
    ids: Vec<BlockId>,
    lines: Vec<&'a str>,
}

/// The first and the last block of each table that lost its borders.
pub(super) fn tables(article: &Document) -> Vec<(BlockId, BlockId)> {
    let mut found: Vec<(BlockId, BlockId)> = Vec::new();
    let mut technical: Option<bool> = None;
    let mut at: BlockId = 0;
    let end = article.blocks.len() as BlockId;
    while at < end {
        let id = at;
        at += 1;
        let Some(run) = run_from(article, id) else { continue };
        let mut start = 0;
        while start + 1 < run.lines.len() || start == 0 {
            let lines = run.lines.get(start..).unwrap_or_default();
            let count = count_rows(lines, || *technical.get_or_insert_with(|| shows_code(article)));
            if count > 0 {
                let last = (start + count - 1).min(run.ids.len().saturating_sub(1));
                if let (Some(first), Some(last)) = (run.ids.get(start.min(last)), run.ids.get(last)) {
                    found.push((*first, *last));
                }
                break;
            }
            start += 1;
        }
        // Lines that were looked at together are not looked at again.
        let whole = matches!(article.block(id).kind, Kind::List | Kind::Table);
        at = at.max(if whole { article.block(id).end } else { run.ids.last().copied().unwrap_or(id) + 1 });
    }
    found
}

/// The lines that begin with a block: the paragraphs that follow it, the items of a list, the rows of a table with one column, or its own lines.
fn run_from(article: &Document, id: BlockId) -> Option<Run<'_>> {
    let block = article.block(id);
    if block.flags.has(Flags::BOILER) {
        return None;
    }
    match block.kind {
        Kind::List => {
            let items: Vec<BlockId> = article.children(id).take(MOST + 1).collect();
            let rows = lists_of_one_size(article, id, items.len());
            if rows.len() >= ROWS {
                let cells = rows.iter().flat_map(|list| article.children(*list));
                let lines: Vec<&str> = cells.map(|item| article.text_of(item)).take(MOST).collect();
                return (are_lines(&lines) && lists_are_rows(&lines, items.len())).then(|| Run { ids: rows, lines: Vec::new() });
            }
            let lines: Vec<&str> = items.iter().map(|item| article.text_of(*item)).collect();
            let leaf = |item: &BlockId| article.block(*item).text.len() as usize;
            let are_single = items
                .iter()
                .all(|item| leaf(item) <= LONGEST && article.inlines_of_range(*item, article.block(*item).end).iter().all(is_plain));
            // "**Rye**: 12 hours" tells what each is, in whatever form.
            let are_told = items.iter().all(|item| is_labelled(article, *item));
            (!are_told && lines.len() >= ROWS && lines.len() <= MOST && are_single && are_lines(&lines))
                .then(|| Run { ids: vec![id], lines })
        }
        Kind::Table => {
            let rows: Vec<BlockId> = article.children(id).take(MOST).collect();
            let is_bare = rows.len() >= ROWS && rows.iter().all(|row| article.children(*row).take(2).count() == 1);
            let cells = rows.iter().filter(|_| is_bare).filter_map(|row| article.children(*row).next());
            let lines: Vec<&str> = cells.map(|cell| article.text_of(cell)).collect();
            (is_bare && are_lines(&lines)).then(|| Run { ids: vec![id], lines })
        }
        _ if is_line(article, id) => {
            if let Some(lines) = own_lines(article, id) {
                return (lines.len() >= ROWS && are_lines(&lines)).then(|| Run { ids: vec![id], lines });
            }
            let mut run = Run { ids: vec![id], lines: vec![article.text_of(id)] };
            let mut next = block.end;
            while run.ids.len() < MOST
                && (next as usize) < article.blocks.len()
                && article.block(next).parent == block.parent
                && is_line(article, next)
            {
                run.ids.push(next);
                run.lines.push(article.text_of(next));
                next = article.block(next).end;
            }
            Some(run)
        }
        _ => None,
    }
}

/// Whether an item opens with a label in bold and its colon.
fn is_labelled(article: &Document, item: BlockId) -> bool {
    let start = article.block(item).text.start();
    article.inlines_of_range(item, article.block(item).end).iter().any(|inline| {
        let behind = || article.text.get(inline.text.end() as usize..).is_some_and(|behind| behind.starts_with(':'));
        inline.kind == InlineKind::Strong && inline.text.start() == start && (inline.text.cut(&article.text).ends_with(':') || behind())
    })
}

fn is_plain(inline: &crate::document::Inline) -> bool {
    matches!(inline.kind, InlineKind::Strong | InlineKind::Emphasis | InlineKind::Break)
}

/// Whether a block is a short line without a sentence.
fn is_line(article: &Document, id: BlockId) -> bool {
    let block = article.block(id);
    let may_be = matches!(block.kind, Kind::Paragraph | Kind::Byline) || block.kind == Kind::Heading && block.flags.has(Flags::GUESS);
    // Several lines of a paragraph may be long together.
    may_be
        && !block.text.is_empty()
        && (block.text.len() as usize) < LONGEST * 8
        && !block.flags.has(Flags::BOILER)
        && !super::ends_sentence(article.text_of(id))
        && article.inlines_of_range(id, id + 1).iter().all(is_plain)
        && !super::is_held(article, id)
}

fn are_lines(lines: &[&str]) -> bool {
    // "PurgeAfter=12months" sets something for a program.
    lines.iter().all(|line| !line.is_empty() && line.len() <= LONGEST && !super::ends_sentence(line) && !line.contains(". "))
        && !lines.iter().any(|line| line.contains('=') && !line.contains(" = "))
}

/// The lines of a paragraph, as its source or its breaks part them.
fn own_lines(article: &Document, id: BlockId) -> Option<Vec<&str>> {
    let src = article.block(id).src.cut(article.source.text());
    if !src.contains("<br") && !src.contains('\n') {
        return None;
    }
    let lines = src.split("<br").flat_map(|line| line.split('\n')).map(|line| {
        let line = line.trim_start_matches(['/', '>', ' ']).trim();
        let line = line.strip_prefix("<p>").unwrap_or(line);
        line.strip_suffix("</p>").unwrap_or(line).trim_matches(['*', ' '])
    });
    let lines: Vec<&str> = lines.filter(|line| !line.is_empty()).take(MOST).collect();
    (lines.len() > 1 && !lines.iter().any(|line| line.contains(['<', '`', '[']))).then_some(lines)
}

/// Lists that follow each other with as many items each.
fn lists_of_one_size(article: &Document, id: BlockId, size: usize) -> Vec<BlockId> {
    let mut lists = vec![id];
    let mut next = article.block(id).end;
    while lists.len() < MOST && (next as usize) < article.blocks.len() {
        let block = article.block(next);
        if block.kind != Kind::List || block.parent != article.block(id).parent || article.children(next).take(size + 1).count() != size {
            break;
        }
        lists.push(next);
        next = block.end;
    }
    lists
}

/// Whether the items of lists of one size are the cells of a table, the lists its rows.
fn lists_are_rows(cells: &[&str], size: usize) -> bool {
    size >= 3 && cells.len() >= size * ROWS && columns_hold(cells, size)
}

/// How many lines from the first one on are a table; none where they are something else.
fn count_rows(lines: &[&str], mut is_technical: impl FnMut() -> bool) -> usize {
    if lines.is_empty() {
        // Lists of one size, which were held against each other before.
        return 1;
    }
    let is_glued_whole = lines.len() == 1 || lines.first().is_some_and(|line| seams(line) > 9);
    if is_glued_whole
        && lines.first().is_some_and(|line| seams(line) > 6 && seams(line) * 3 > line.split(' ').count() * 2)
        && !is_technical()
    {
        return 1;
    }
    if lines.len() < ROWS || super::rows::are_for_programs(lines.iter().take(ROWS).copied()) {
        return 0;
    }
    let of_figures = figure_rows(lines).max(parted_rows(lines)).max(cells(lines));
    if of_figures > 0 {
        return of_figures;
    }
    let of_marks = sheet_rows(lines).max(glued_rows(lines));
    if of_marks > 0 && !is_technical() { of_marks } else { 0 }
}

/// A head of names, and rows with a name and as many figures each: "Food Calories Fat", "Lentils 116 0.4 g".
fn figure_rows(lines: &[&str]) -> usize {
    let Some((head, rows)) = lines.split_first() else { return 0 };
    let words: Vec<&str> = head.split(' ').collect();
    let is_head = (3..=10).contains(&words.len())
        && !head.bytes().any(|byte| byte.is_ascii_digit())
        && words.iter().filter(|word| word.starts_with(char::is_uppercase)).count() >= 3.min(words.len())
        && !head.contains([',', ':', '|', '–', '(']);
    if !is_head {
        return 0;
    }
    let figures = |row: &str| row.split(' ').filter(|word| is_figure(word)).count();
    let first = rows.first().map_or(0, |row| figures(row));
    let is_row = |row: &&&str| {
        let count = figures(row);
        count == first
            && row.starts_with(char::is_alphabetic)
            && row.split(' ').count() <= 14
            && !row.contains([':', ';', '|', '('])
            && !row.contains(", ")
    };
    let count = rows.iter().take_while(is_row).count();
    if first >= 2 && count >= ROWS - 1 { count + 1 } else { 0 }
}

/// Rows with the same mark between their cells: bars, or dashes where the head alone has no figure.
fn parted_rows(lines: &[&str]) -> usize {
    let of_mark = |mark: &str| {
        let count = lines.first().map_or(0, |line| line.matches(mark).count());
        let is_row = |line: &&&str| {
            line.matches(mark).count() == count
                && line.split(mark).all(|cell| !cell.trim().is_empty() && cell.split_whitespace().count() <= 6)
        };
        if count < 2 { 0 } else { lines.iter().take_while(is_row).count() }
    };
    let bars = of_mark(" | ");
    let has_figure = |line: &&str| line.bytes().any(|byte| byte.is_ascii_digit());
    let dashes = [" – ", " - ", " — "].into_iter().map(of_mark).max().unwrap_or(0);
    let is_headed =
        lines.first().is_some_and(|head| !has_figure(head)) && lines.get(1..dashes).is_some_and(|rows| rows.iter().all(has_figure));
    // Semicolons part clauses as well: each cell begins as a name or a figure does, and a row has figures.
    let begins = |cell: &str| cell.trim().starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit() || matches!(c, '$' | '€' | '£'));
    let semicolons = of_mark("; ");
    let are_cells = lines.get(..semicolons).is_some_and(|rows| {
        rows.iter().all(|row| row.split("; ").all(begins)) && rows.iter().skip(1).any(has_figure) && !rows.first().is_some_and(has_figure)
    });
    let bars = if are_cells { bars.max(semicolons) } else { bars };
    let rows = if is_headed { bars.max(dashes) } else { bars };
    if rows >= ROWS { rows } else { 0 }
}

/// Rows of a sheet: commas or semicolons without a blank behind them, as many in each.
fn sheet_rows(lines: &[&str]) -> usize {
    let of_mark = |mark: char| {
        let count = lines.first().map_or(0, |line| line.matches(mark).count());
        let is_row = |line: &&&str| {
            line.matches(mark).count() == count
                && line.split(mark).all(|cell| !cell.is_empty() && !cell.starts_with(' ') && cell.split(' ').count() <= 5)
        };
        if count < 2 { 0 } else { lines.iter().take_while(is_row).count() }
    };
    let rows = of_mark(',').max(of_mark(';'));
    if rows >= ROWS { rows } else { 0 }
}

/// Rows whose cells run together: `PlanStorageUsers`, "Starter50 GB3", "Team200 GB10".
fn glued_rows(lines: &[&str]) -> usize {
    let count = lines.iter().take_while(|line| seams(line) >= 2 && line.split(' ').count() <= seams(line) + 3).count();
    let rows = lines.get(..count).unwrap_or_default();
    let is_named = rows.first().is_some_and(|head| !head.contains(' ') || !head.bytes().any(|byte| byte.is_ascii_digit()))
        || rows.iter().all(|row| seams(row) > 3);
    if count >= ROWS && is_named { count } else { 0 }
}

/// Where two cells run together within a text: a capital or a figure behind a small letter, a letter or a sign of money behind a figure.
fn seams(text: &str) -> usize {
    let is_seam = |pair: &&[u8]| match pair {
        [one, other] if one.is_ascii_lowercase() || *one == b')' => other.is_ascii_uppercase() || other.is_ascii_digit() || *other == b'$',
        [one, other] if one.is_ascii_digit() => other.is_ascii_uppercase() || *other == b'$',
        [one, other] if one.is_ascii_uppercase() => other.is_ascii_digit(),
        _ => false,
    };
    text.as_bytes().windows(2).filter(is_seam).count()
}

/// Cells one below the other, row by row or column by column, with figures in the same place of each.
fn cells(lines: &[&str]) -> usize {
    let is_cell = |line: &&&str| line.split(' ').count() <= 4 && !line.contains([':', ',', '|']);
    let count = lines.iter().take_while(is_cell).count();
    let cells = lines.get(..count).unwrap_or_default();
    let of_size = |size: usize| {
        let whole = cells.len() - cells.len() % size;
        let cells = cells.get(..whole).unwrap_or_default();
        cells.len() >= size * (ROWS + 1) && columns_hold(cells, size) || cells.len() >= size * ROWS && size > 3 && blocks_hold(cells, size)
    };
    (3..=8).find(|size| of_size(*size)).map_or(0, |size| cells.len() - cells.len() % size)
}

/// Whether cells have names in the first column, figures in two others at least, and none in the head.
fn columns_hold(cells: &[&str], size: usize) -> bool {
    let column = |at: usize| cells.iter().skip(size + at).step_by(size);
    let has_no_figure = |cell: &&str| !is_figure(cell);
    cells.iter().take(size).all(has_no_figure)
        && column(0).all(has_no_figure)
        && (1..size).filter(|at| column(*at).all(|cell| is_figure(cell))).count() >= 2
}

/// Whether cells stand column by column: names first, then columns of figures below a name each.
fn blocks_hold(cells: &[&str], size: usize) -> bool {
    let mut blocks = cells.chunks_exact(size);
    let is_of_names = blocks.next().is_some_and(|names| !names.iter().any(|cell| is_figure(cell)));
    is_of_names
        && blocks
            .all(|block| block.split_first().is_some_and(|(name, values)| !is_figure(name) && values.iter().all(|cell| is_figure(cell))))
}

fn is_figure(text: &str) -> bool {
    text.trim_start_matches(['$', '€', '£', '~', '+', '-', '−', '<', '>']).starts_with(|c: char| c.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::count_rows;

    fn count(text: &str) -> usize {
        count_rows(&text.split('/').collect::<Vec<_>>(), || false)
    }

    #[test]
    fn rows_and_cells_below_each_other_are_known() {
        for (lines, rows) in [
            ("Loaf Weight Price/Rye 900 42/Oat square 120 9/Spelt 500 20", 4),
            ("LoafWeightPrice/Rye900 g42/Oat120 g9", 3),
            ("Loaf | Weight | Price/Rye | 900 | 42/Oat | 120 | 9", 3),
            ("Loaf – Weight – Price/Rye – 900 – 42/Oat – 120 – 9", 3),
            ("Loaf;Weight;Price/Rye;900;42/Oat;120;9", 3),
            ("Loaf; Mill; Price/Rye; Lower; 42/Oat; Upper; 9/Spelt; Upper; 20", 4),
            ("Loaf/Weight/Price/Rye/900/42/Oat/120/9/Spelt/500/20", 12),
            ("Loaf/Rye/Oat/Spelt/Weight/900/120/500/Price/42/9/20", 12),
        ] {
            assert_eq!(count(lines), rows, "{lines}");
        }
    }

    #[test]
    fn other_lines_are_left_alone() {
        for lines in [
            "9:00 Welcome/9:30 Tour/11:00 Lunch",
            "500 g flour/350 g water/10 g salt",
            "Oak/Pine/Walnut/Ash/Maple/Cherry/Elm/Yew/Fir/Beech/Birch/Lime",
            "The Old Mill/12 Station Road/Leeds LS1 4AB",
            "12 May – Lund – Hall A/13 May – Holm – Hall B/14 May – Ford – Hall C",
            "GitHub/YouTube/LinkedIn",
            "Rye rises; oat does not; spelt may/Wheat 3 hours; rye 12; oat 5/Bake it; cool it; eat it",
            "Salt, pepper, thyme/Oil, garlic, lemon/Bread, butter, jam",
        ] {
            assert_eq!(count(lines), 0, "{lines}");
        }
    }
}
