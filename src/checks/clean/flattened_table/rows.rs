//! Rows of a table that stand one behind the other in one line, known by their shape alone: "Stop Day Time Ford Monday 10:00 Combe Tuesday 11:30 …".

/// Rows below the head, at least.
const ROWS: usize = 3;

/// Words of a row, at most, and by how many rows differ.
const WIDE: usize = 9;
const DIFFER: usize = 3;

/// Words of a line, at least and at most.
const FEWEST: usize = 9;
const MOST: usize = 150;

/// Words that only sentences, names of works and lists of them have.
const OF_SENTENCES: [&str; 30] = [
    "the", "a", "an", "is", "are", "was", "were", "be", "been", "has", "have", "had", "and", "but", "that", "this", "these", "those", "it",
    "you", "your", "we", "our", "they", "their", "can", "will", "not", "which", "&",
];

/// Marks that part the cells of a row: those of exports of sheets, and the border of tables in Markdown.
const MARKS: [&str; 4] = ["\t", " | ", ";", "\",\""];

/// Cells of a table whose rows stand in one line, and words of a cell.
const CELLS: usize = 8;
const OF_CELL: usize = 7;

/// Whether one of several lines is for a program: a formula, a command behind its sign, a call with its arguments, a declaration.
pub(super) fn are_for_programs<'l>(mut lines: impl Iterator<Item = &'l str>) -> bool {
    let is_call = |line: &str| {
        line.split_once('(').is_some_and(|(name, rest)| {
            rest.ends_with(')')
                && (rest.len() == 1 || rest.contains([',', '"']))
                && name.len() > 2
                && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
        })
    };
    let is_declared = |line: &str| {
        memchr::memmem::find_iter(line.as_bytes(), " *").any(|at| line.as_bytes().get(at + 2).is_some_and(u8::is_ascii_alphabetic))
    };
    lines.any(|line| {
        let line = line.trim();
        line.starts_with('=') || line.starts_with('/') && !line.starts_with("/ ") || is_call(line) || is_declared(line)
    })
}

/// Whether lines are rows of a sheet: in each of them the same mark, as often as in the others, and no sentence.
pub(super) fn are_separated(lines: &[&str]) -> bool {
    let is_cell = |cell: &str| cell.split_whitespace().nth(OF_CELL).is_none();
    let ends_sentence = |line: &&str| line.ends_with(['.', '!', '?', ':', ';', ',']);
    are_parted_by_commas(lines)
        || lines.len() >= ROWS
            && !lines.iter().any(|line| ends_sentence(&line.trim_end_matches('"')))
            && MARKS.iter().any(|mark| {
                let count = lines.first().map_or(0, |line| line.matches(mark).count());
                count > 0
                    && (count > 1 || matches!(*mark, "\t" | " | "))
                    && lines.iter().all(|line| line.matches(mark).count() == count && line.split(mark).all(is_cell))
            })
}

/// Whether lines are rows of a sheet with commas between their cells: below a head of names, each row has a figure in the same column.
fn are_parted_by_commas(lines: &[&str]) -> bool {
    /// Words of a cell.
    const OF_CELL: usize = 4;
    let Some((head, rows)) = lines.split_first().filter(|(_, rows)| rows.len() >= ROWS) else { return false };
    let mark = if head.contains(", ") { ", " } else { "," };
    let names: Vec<&str> = head.split(mark).collect();
    let is_name = |cell: &&str| {
        cell.starts_with(char::is_alphabetic) && cell.split_whitespace().nth(OF_CELL).is_none() && !cell.ends_with(['.', ':', ';'])
    };
    let is_figure = |cell: &str| {
        let bare = cell.trim_matches(|c: char| matches!(c, '$' | '€' | '£' | '%' | '+' | '-' | '"' | ' '));
        !bare.is_empty() && bare.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.')
    };
    let has_figure_at = |column: usize| rows.iter().all(|row| row.split(mark).nth(column).is_some_and(is_figure));
    names.len() > 2
        && names.iter().all(is_name)
        && rows.iter().all(|row| row.split(mark).count() == names.len() && !row.ends_with(['.', ';', ':']))
        && (0..names.len()).any(has_figure_at)
        && !(0..names.len()).all(has_figure_at)
}

/// Whether a line holds the cells of a whole table with the borders between them, and some of them are figures.
pub(super) fn are_bordered(line: &str) -> bool {
    let is_cell = |cell: &&str| !cell.trim().is_empty() && cell.split_whitespace().nth(OF_CELL).is_none();
    let has_figure = |cell: &&str| cell.bytes().any(|byte| byte.is_ascii_digit());
    if memchr::memchr_iter(b'|', line.as_bytes()).nth(CELLS - 2).is_none() {
        return false;
    }
    let cells: Vec<&str> = line.split(" | ").collect();
    cells.len() >= CELLS
        && cells.iter().all(is_cell)
        && (cells.iter().filter(|cell| has_figure(cell)).count() >= ROWS || fill_a_row(&cells))
        && cells.iter().filter(|cell| cell.contains(char::is_alphabetic)).count() >= ROWS
        && !line.ends_with(['.', '!', '?', ':'])
}

/// Whether the only figures among cells fill a row but for its name, when these are set in as many columns as go into their number: "Yearly cost | $240 | $96".
fn fill_a_row(cells: &[&str]) -> bool {
    let has_figure = |cell: &&str| cell.bytes().any(|byte| byte.is_ascii_digit());
    let fills = |row: &[&str]| row.split_first().is_some_and(|(name, values)| !has_figure(name) && values.iter().all(has_figure));
    (3..=5).filter(|columns| cells.len().is_multiple_of(*columns)).any(|columns| {
        let mut rows = cells.chunks_exact(columns);
        let is_headed = rows.next().is_some_and(|head| !head.iter().any(has_figure));
        is_headed && rows.len() >= ROWS - 1 && rows.all(|row| fills(row) || !row.iter().any(has_figure)) && cells.iter().any(has_figure)
    })
}

/// What a word is to a row.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Shape {
    /// Begins with a capital.
    Name,
    Figure,
    Small,
}

/// Whether a line is a head of several names with rows behind it, each of which begins with a name and has a figure.
pub(super) fn are_in_one_line(line: &str) -> bool {
    if are_labels_and_cells(line) {
        return true;
    }
    let is_worth_a_look = line.starts_with(|c: char| c.is_ascii_uppercase())
        && !line.ends_with(['.', '!', '?', ':', ';', ',', '…', ')'])
        && line.bytes().any(|byte| byte.is_ascii_digit())
        && !["; ", ". ", "? ", "! ", ": ", " - ", " – ", " — ", " · ", " • ", " = ", " + ", "@", "http"]
            .iter()
            .any(|mark| line.contains(mark));
    if !is_worth_a_look {
        return false;
    }
    let words: Vec<&str> = line.split_whitespace().take(MOST + 1).collect();
    if !(FEWEST..=MOST).contains(&words.len()) || words.iter().any(|word| OF_SENTENCES.contains(&word.to_lowercase().as_str())) {
        return false;
    }
    let shapes: Vec<Shape> = words.iter().map(|word| shape(word)).collect();
    // A column may be named by its year.
    let is_year = |word: &str| {
        word.len() == 4 && (word.starts_with("19") || word.starts_with("20")) && word.bytes().all(|byte| byte.is_ascii_digit())
    };
    let names = |(shape, word): &(&Shape, &&str)| **shape == Shape::Name || is_year(word);
    let head = shapes.iter().zip(&words).take_while(names).count();
    // The first row begins with a name as well.
    if head < 3 || words.iter().filter(|word| word.ends_with(',')).count() > 1 {
        return false;
    }
    let starts: Vec<usize> = (head..shapes.len())
        .filter(|&at| shapes.get(at) == Some(&Shape::Name) && at.checked_sub(1).and_then(|before| shapes.get(before)) != Some(&Shape::Name))
        .collect();
    let ends = starts.iter().skip(1).copied().chain([shapes.len()]);
    let rows: Vec<&[Shape]> = starts.iter().zip(ends).filter_map(|(start, end)| shapes.get(*start..end)).collect();
    let (Some(shortest), Some(longest)) = (rows.iter().map(|row| row.len()).min(), rows.iter().map(|row| row.len()).max()) else {
        return false;
    };
    // Two rows behind the first are enough where all are alike.
    let figures = |row: &&[Shape]| row.iter().filter(|shape| **shape == Shape::Figure).count();
    let are_alike = rows.len() == ROWS - 1 && head > 3 && longest == shortest && longest > 3 && rows.iter().all(|row| figures(row) > 1);
    (rows.len() >= ROWS || are_alike)
        && longest <= WIDE
        && longest - shortest <= DIFFER
        && (rows.iter().all(|row| row.contains(&Shape::Figure)) || are_mostly_figures(&rows))
        // The head has as many names as the rows have columns, in which the first row begins.
        && head <= longest + DIFFER
}

/// "Wednesday closed closed" between rows of the same length that have figures.
fn are_mostly_figures(rows: &[&[Shape]]) -> bool {
    let with = rows.iter().filter(|row| row.contains(&Shape::Figure)).count();
    let length = rows.first().map_or(0, |row| row.len());
    rows.len() >= ROWS && with * 3 >= rows.len() * 2 && length > 2 && rows.iter().all(|row| row.len() == length)
}

/// "Name: Role: Office: Petra Lind Treasurer Room 4 …": labels of columns with their colons, and the cells behind them.
fn are_labels_and_cells(line: &str) -> bool {
    /// Columns, at least, and words behind them for each.
    const COLUMNS: usize = 3;
    const OF_COLUMN: usize = 2;
    let is_label = |word: &&str| word.len() > 2 && word.ends_with(':') && word.starts_with(|c: char| c.is_ascii_uppercase());
    if !line.split(' ').next().as_ref().is_some_and(is_label) {
        return false;
    }
    let columns = line.split(' ').take_while(is_label).count();
    let mut cells = line.split(' ').skip(columns).take(MOST).peekable();
    columns >= COLUMNS
        && cells.peek().is_some_and(|first| first.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit()))
        && line.split(' ').skip(columns).nth(columns * OF_COLUMN).is_some()
        && cells.all(|word| !word.ends_with(['.', ':', '?', '!', ';']))
}

fn shape(word: &str) -> Shape {
    let word = word.trim_start_matches(['$', '€', '£', '~', '≈', '+', '-', '(']);
    match word.chars().next() {
        Some(first) if first.is_ascii_digit() => Shape::Figure,
        Some(first) if first.is_uppercase() => Shape::Name,
        _ => Shape::Small,
    }
}

/// Whether all cells of a table stand in one long word, in which capitals and numbers take turns. A name in a program has few
/// numbers in it, and a key has capitals side by side.
pub(super) fn are_one_word(text: &str) -> bool {
    /// Bytes of such a word, at least, and of it the words and the numbers.
    const LONG: usize = 40;
    const WORDS: usize = 6;
    const NUMBERS: usize = 3;
    if text.len() < LONG || !text.starts_with(|c: char| c.is_ascii_uppercase()) || memchr::memchr(b' ', text.as_bytes()).is_some() {
        return false;
    }
    let bytes = text.as_bytes();
    let pairs = || bytes.iter().zip(bytes.iter().skip(1));
    let is_plain = bytes.iter().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'%' | b'$' | b'.' | b','));
    let words = pairs().filter(|(one, next)| one.is_ascii_uppercase() && next.is_ascii_lowercase()).count();
    let numbers = pairs().filter(|(one, next)| !one.is_ascii_digit() && next.is_ascii_digit()).count();
    let is_key = pairs().any(|(one, next)| one.is_ascii_uppercase() && (next.is_ascii_uppercase() || next.is_ascii_digit()));
    is_plain && !is_key && words >= WORDS && numbers >= NUMBERS
}

#[cfg(test)]
mod tests {
    use super::{are_bordered, are_in_one_line, are_separated};

    #[test]
    fn rows_behind_a_head_are_known_by_their_shape() {
        for line in [
            "Pier Day Departure Lund Monday 7:15 Skerry Tuesday 9:40 Holm Wednesday 12:05 Great Ness Thursday 8:30",
            "Loaf Weight Price in crowns Rye sourdough 900 g 42 crowns Wheat roll 80 g 6 crowns Oat square 120 g 9 crowns",
            "Berth Length Fee North quay 12 m $40 South quay 9 m $28 Inner pool 6 m $15 Old dock 5 m $12",
            "Pier 2021 2022 Change North quay 120 140 +17% South quay 90 81 -10% Inner pool 60 66 +10%",
        ] {
            assert!(are_in_one_line(line), "{line}");
        }
    }

    #[test]
    fn rows_with_marks_between_their_cells_are_known() {
        for lines in [["Loaf;Weight;Price", "Rye;900;42", "Oat square;120;9"], ["Loaf\tWeight\tPrice", "Rye\t900\t42", "Oat\t120\t9"]] {
            assert!(are_separated(&lines), "{lines:?}");
        }
        assert!(are_separated(&["Loaf, Mill, Hours", "Rye, Lower, 12", "Oat square, Upper, 5", "Spelt, Upper, 4"]));
        assert!(!are_separated(&["Rye, oat, spelt", "Flour, salt, 3", "Water, yeast, warm", "Bake, cool, eat"]));
        assert!(!are_separated(&["We bake rye; the oven is hot; come in", "We close at six; ring the bell; wait", "It rains"]));
        assert!(are_bordered("Loaf | Weight | Price | Rye | 900 g | 42 | Oat | 120 g | 9"));
        assert!(are_bordered("Loaf | Rye | Oat | Mill | Lower | Upper | Price | 42 crowns | 9 crowns"));
        assert!(!are_bordered("Home | Loaves | Mills | Prices 2024 | Baker | Shop | Letter | Desk | Office"));
        assert!(!are_bordered("A | B | C | D | E | F | G | H | I | J"));
    }

    #[test]
    fn other_lines_with_names_and_figures_are_left_alone() {
        for line in [
            "Skerry Harbour Office 12 Quay Street Lund 4711",
            "Lund Ferry Line 7 leaves the North Quay 40 minutes after the bus",
            "Firefox 88 Safari 14 Chrome 90 Edge 90",
            "Tide Report 2024 Spring Edition Volume 3 Issue 12",
            "Monday 9 to 5 Tuesday 9 to 5 Wednesday 9 to 1 Thursday 9 to 5",
            "Harbour Master Ann Lund and the crew of Boat 7, Boat 9, Boat 12",
        ] {
            assert!(!are_in_one_line(line), "{line}");
        }
    }
}
