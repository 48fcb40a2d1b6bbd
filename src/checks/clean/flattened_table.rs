//! A table whose borders are lost: its cells stand in one line, in bare lines, or run together.

use serde::Deserialize;

mod lines;
mod rows;

use super::shown::{has_sentence, is_in, is_log, is_prose};
use crate::checks::prose;
use crate::document::{BlockId, Document, Flags, InlineKind, Kind, Looks};
use crate::rule::{ArticleCheck, Found, Signs, Words, leaves};
use crate::source::Format;
use crate::span::Span;

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct FlattenedTable {
    /// First words of header rows.
    headers: Words,
    /// Cells below each other that show a table.
    at_least: usize,
}

/// What announces a table.
const ANNOUNCED: [&str; 2] = ["following table", "table below"];

/// Words of a cell, and of a header row.
const CELL: usize = 7;

/// Blocks of a text that no article without a sentence has.
const DATA: usize = 1000;

/// Cells with figures that show that lines are no headings.
const FIGURES: usize = 3;

impl ArticleCheck for FlattenedTable {
    fn signs(&self) -> Signs {
        Signs::of(ANNOUNCED)
    }

    fn check(&self, article: &Document, found: &mut Found<'_>) {
        let seen = found.take_seen();
        let announcing: Vec<BlockId> = leaves(article, &seen).map(|(id, _)| id).collect();
        let language = &*article.language.code;
        // Thousands of lines without a sentence are data.
        if article.source.format() == Format::Plain && article.blocks.len() > DATA && !has_sentence(article) {
            return;
        }
        // Entries of a list of changes are lines of one form.
        if is_log(article) {
            return;
        }
        if article.source.format() == Format::Plain {
            lost_borders(article, found);
        }
        let mut tables = lines::tables(article).into_iter().peekable();
        let mut at: BlockId = 0;
        let end = article.blocks.len() as BlockId;
        while at < end {
            let id = at;
            at += 1;
            while tables.next_if(|(first, _)| *first < id).is_some() {}
            if let Some((first, last)) = tables.next_if(|(first, _)| *first == id) {
                report(article, first, found);
                at = article.block(last).end.max(at);
                continue;
            }
            let is_line = article.block(id).kind == Kind::Paragraph || is_guessed_heading(article, id);
            if !is_line || !is_prose(article, id) {
                continue;
            }
            let text = article.text_of(id);
            if is_announced(article, id, &announcing) {
                let last = announced_table(article, id, text);
                if let Some(last) = last {
                    report(article, id, found);
                    at = last + 1;
                    continue;
                }
            }
            if rows::are_one_word(text) || shows_rows(article, id, text) {
                report(article, id, found);
                continue;
            }
            // Tables begin with the name of their first column: one look at the first word spares nearly all paragraphs.
            let Some(first) = self.header(language, text) else { continue };
            if is_held(article, id) || ends_sentence(text) {
                continue;
            }
            // "FormatTide( mark, width as Integer )" is a call with its arguments.
            if text.split_once('(').is_some_and(|(name, _)| !name.is_empty() && !name.contains(' ')) {
                continue;
            }
            if has_marks(article, id) {
                continue;
            }
            if is_guessed_heading(article, id) {
                // A row of headings may be a menu; one with dates and figures among them is none.
                let last = self.cells(article, id);
                let figures =
                    (id..=last).filter(|cell| article.text_of(*cell).bytes().any(|byte| byte.is_ascii_digit())).take(FIGURES).count();
                if text.split_whitespace().count() <= 3 && last > id && figures == FIGURES {
                    report(article, id, found);
                    at = last + 1;
                }
                continue;
            }
            if first.is_glued {
                if turns(text, true) >= 4 && !text.contains(". ") {
                    report(article, id, found);
                }
                continue;
            }
            if Self::is_row(article, id, text) || heads_rows(article, id, text) {
                report(article, id, found);
            } else if text.split_whitespace().count() <= 3 {
                let last = self.cells(article, id);
                if last > id {
                    report(article, id, found);
                    at = last + 1;
                }
            }
        }
    }
}

struct First {
    is_glued: bool,
}

impl FlattenedTable {
    /// Whether a text begins with the name of a column, another capital behind it.
    fn header(&self, language: &str, text: &str) -> Option<First> {
        const LONGEST: usize = 16;
        if !text.starts_with(|c: char| c.is_ascii_uppercase()) {
            return None;
        }
        let tail = text.get(1..)?;
        let len = 1 + tail.bytes().take(LONGEST).take_while(u8::is_ascii_lowercase).count();
        let first = text.get(..len)?;
        let next = text.as_bytes().get(len);
        let is_glued = next.is_some_and(u8::is_ascii_uppercase);
        let is_whole = next.is_none() || is_glued || next == Some(&b' ');
        let is_known =
            len > 1 && is_whole && self.headers.may_have(language, first) && self.headers.has(language, &first.to_ascii_lowercase());
        is_known.then_some(First { is_glued })
    }

    /// A whole table in one paragraph, in one line or several.
    fn is_row(article: &Document, id: BlockId, text: &str) -> bool {
        let words: Vec<&str> = text.split_whitespace().take(200).collect();
        let opening =
            words.iter().take_while(|word| word.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit() || c == '$')).count();
        if words.len() < 9 || opening < 2 || text.contains(": ") || text.contains(" - ") || text.contains(" – ") {
            return false;
        }
        let src = article.block(id).src.cut(article.source.text());
        let lines: Vec<&str> = src.split('\n').map(str::trim).filter(|line| !line.is_empty()).take(40).collect();
        if lines.len() > 2 {
            // As many words in every line: no prose is written so, and no reader sees such lines apart.
            let count = |line: &&str| line.split_whitespace().count();
            let first = lines.first().map_or(0, count);
            if lines.len() > 3 && (2..=6).contains(&first) && lines.iter().all(|line| count(line) == first && !ends_sentence(line)) {
                return true;
            }
            let is_line = |line: &&&str| {
                !ends_sentence(line.trim_end_matches("<br>").trim_end_matches("<br/>").trim_end_matches("<br />"))
                    && line.split_whitespace().count() <= 30
            };
            // "Harbour Serif", "Harbour Serif Bold": the names of one family.
            let first = |line: &&str| line.trim_start_matches("<p>").split_whitespace().next().map(str::to_owned);
            if lines.first().map(first).is_some_and(|name| lines.iter().all(|line| first(line) == name)) {
                return false;
            }
            let starts = lines
                .iter()
                .filter(|line| line.trim_start_matches("<p>").starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit() || c == '$'))
                .count();
            return lines.iter().filter(is_line).count() == lines.len()
                && starts == lines.len()
                && lines.first().is_some_and(|line| line.split_whitespace().count() <= 10);
        }
        let has_sentence = text.match_indices(". ").any(|(at, _)| text.get(..at).is_some_and(|head| head.ends_with(char::is_lowercase)))
            || text.contains(", ") && text.matches(", ").count() > 2;
        !has_sentence && turns(text, false) >= 3
    }

    /// The last of the short paragraphs that follow, if they are the cells of a table; else the block itself.
    fn cells(&self, article: &Document, id: BlockId) -> BlockId {
        /// Small letters begin names and values, and items of a list that lost its bullets: so many more cells show the table.
        const MORE: usize = 3;
        let (last, count, small) = cells_from(article, id);
        if count >= self.at_least + if small { MORE } else { 0 } { last } else { id }
    }
}

/// The last of the short paragraphs that follow, how many they are, and whether any begins with a small letter.
fn cells_from(article: &Document, id: BlockId) -> (BlockId, usize, bool) {
    let parent = article.block(id).parent;
    let is_page = article.source.format() == Format::Html;
    // A page that sets each pair in a box of its own shows what belongs together.
    let stands_apart = |above: BlockId, below: BlockId| {
        /// Bytes of the tags between them, as far as they are looked at.
        const NEAR: usize = 1000;
        let from = article.block(above).src.end() as usize;
        let to = (article.block(below).src.start() as usize).min(from + NEAR);
        is_page && article.source.text().as_bytes().get(from..to).is_some_and(|gap| memchr::memmem::find(gap, b"<div").is_some())
    };
    let (mut last, mut count, mut small) = (id, 1, false);
    let mut next = article.block(id).end;
    while (next as usize) < article.blocks.len() {
        let block = article.block(next);
        let text = article.text_of(next);
        // The reader of exports takes a name or a date for a byline.
        let is_cell = (matches!(block.kind, Kind::Paragraph | Kind::Byline) || is_guessed_heading(article, next))
            && block.parent == parent
            && !stands_apart(last, next)
            && !text.is_empty()
            && !ends_sentence(text)
            && text.split_whitespace().count() <= CELL
            && text.starts_with(|c: char| c.is_alphanumeric() || matches!(c, '$' | '€' | '£'))
            && article.inlines_of_range(next, next + 1).is_empty();
        if !is_cell {
            break;
        }
        small |= text.starts_with(char::is_lowercase);
        count += 1;
        last = next;
        next = block.end;
    }
    (last, count, small)
}

/// Whether a paragraph stands in something that arranges it already.
fn is_held(article: &Document, id: BlockId) -> bool {
    [Kind::Cell, Kind::Item, Kind::Quote, Kind::Figure, Kind::DefList].iter().any(|kind| article.is_within(id, *kind))
}

fn has_marks(article: &Document, id: BlockId) -> bool {
    is_in(article, id, article.block(id).text, &[InlineKind::Code, InlineKind::Math, InlineKind::Template, InlineKind::Link])
}

/// Whether a paragraph shows by its shape alone that it is a table: rows one behind the other in a line, or lines with marks between their cells.
fn shows_rows(article: &Document, id: BlockId, text: &str) -> bool {
    let src = || article.block(id).src.cut(article.source.text());
    let looks = article.looks(id);
    // No text has a tab, which only the source keeps.
    let may_be_separated = || {
        let has_figures = looks.has_any(Looks::COMMA) && looks.has_any(Looks::DIGIT);
        has_figures || looks.has_any(Looks::BAR.or(Looks::SEMICOLON).or(Looks::QUOTE)) || memchr::memchr(b'\t', src().as_bytes()).is_some()
    };
    let shows = if article.block(id).src.len() < text.len() as u32 * 2 && memchr::memchr(b'\n', src().as_bytes()).is_some() {
        may_be_separated() && {
            let lines: Vec<&str> = src().lines().map(str::trim).filter(|line| !line.is_empty()).take(40).collect();
            rows::are_separated(&lines)
        }
    } else {
        looks.has_any(Looks::DIGIT.or(Looks::COLON)) && rows::are_in_one_line(text) || looks.has_any(Looks::BAR) && rows::are_bordered(text)
    };
    let is_typed = || rows::are_for_programs(src().lines().chain([text]));
    shows && !is_typed() && !is_held(article, id) && article.inlines_of_range(id, id + 1).is_empty()
}

/// A short line of an export that was taken for a heading.
fn is_guessed_heading(article: &Document, id: BlockId) -> bool {
    article.block(id).kind == Kind::Heading && article.block(id).flags.has(Flags::GUESS)
}

/// Whether the paragraph above says that a table follows.
fn is_announced(article: &Document, id: BlockId, announcing: &[BlockId]) -> bool {
    let Some(above) = id.checked_sub(1).filter(|above| article.block(*above).kind == Kind::Paragraph) else { return false };
    announcing.binary_search(&above).is_ok() && article.block(above).parent == article.block(id).parent
}

/// The last block of what stands where a table was announced, if it is one that lost its borders: lines or short paragraphs without a sentence,
/// or one line in which names follow names.
fn announced_table(article: &Document, id: BlockId, text: &str) -> Option<BlockId> {
    /// Words of a line, cells, words of a table in one line, and places where a name follows another word.
    const LINE: usize = 12;
    const CELLS: usize = 6;
    const WORDS: usize = 12;
    const TURNS: usize = 3;
    let (last, count, _) = cells_from(article, id);
    // The line may be the caption of the table, or the heading of its list.
    let is_other = prose::next_block(article, last)
        .is_some_and(|behind| matches!(article.block(behind).kind, Kind::Table | Kind::List | Kind::Code | Kind::Figure | Kind::Template));
    if is_other || ends_sentence(text) || !text.starts_with(char::is_uppercase) {
        return None;
    }
    if count >= CELLS {
        return Some(last);
    }
    if article.links_in(id).next().is_some() || text.contains(": ") {
        return None;
    }
    let src = article.block(id).src.cut(article.source.text());
    let lines = src.split("<br").flat_map(|line| line.split('\n')).map(|line| line.trim_start_matches(['/', '>', ' ']).trim());
    let lines: Vec<&str> = lines.filter(|line| !line.is_empty()).take(60).collect();
    let is_line = |line: &&str| !ends_sentence(line) && line.split_whitespace().count() <= LINE && !line.contains(". ");
    let in_lines = lines.len() > 3 && lines.iter().all(is_line);
    let in_one_line = lines.len() == 1
        && text.split_whitespace().nth(WORDS).is_some()
        && !text.match_indices(". ").any(|(at, _)| text.get(..at).is_some_and(|head| head.ends_with(char::is_lowercase)))
        && turns(text, false) >= TURNS;
    (in_lines || in_one_line).then_some(id)
}

/// Whether the lines behind a header row, which the reader of exports took for a list without bullets, are the rows of its table.
fn heads_rows(article: &Document, id: BlockId, text: &str) -> bool {
    let words: Vec<&str> = text.split(' ').collect();
    let is_header = (2..=10).contains(&words.len()) && words.iter().filter(|word| word.starts_with(char::is_uppercase)).count() > 1;
    let next = article.block(id).end;
    let list = article.block(next);
    is_header && list.kind == Kind::List && list.flags.has(Flags::GUESS) && {
        let rows: Vec<&str> = article.children(next).map(|row| article.text_of(row)).collect();
        rows.len() > 1 && rows.iter().all(|row| !ends_sentence(row) && row.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit()))
    }
}

/// How often a small letter or digit is followed by a capital: at a blank, or right behind it.
fn turns(text: &str, glued: bool) -> usize {
    let bytes = text.as_bytes();
    if glued {
        bytes.windows(2).filter(|pair| matches!(pair, [one, other] if (one.is_ascii_lowercase() || one.is_ascii_digit() || *one == b')') && other.is_ascii_uppercase() || one.is_ascii_lowercase() && (other.is_ascii_digit() || *other == b'$'))).count()
    } else {
        bytes
            .windows(3)
            .filter(|three| matches!(three, [one, b' ', other] if (one.is_ascii_lowercase() || one.is_ascii_digit()) && other.is_ascii_uppercase()))
            .count()
            .saturating_sub(text.split(' ').take_while(|word| word.starts_with(char::is_uppercase)).count())
    }
}

fn ends_sentence(text: &str) -> bool {
    text.trim_end().ends_with(['.', '!', '?', ':', ';', ',', '…', '”'])
}

/// Rows that the reader of exports took for a table without borders.
fn lost_borders(article: &Document, found: &mut Found<'_>) {
    for (id, block) in article.of_kind(Kind::Table).filter(|(_, block)| block.flags.has(Flags::GUESS)) {
        let rows: Vec<BlockId> = article.children(id).collect();
        let is_bare = rows.iter().all(|row| article.children(*row).count() == 1);
        let src = block.src.cut(article.source.text());
        // "19990622: Opened the second berth": entries of a list of changes.
        let is_dated = |row: &&BlockId| {
            let text = article.children(**row).next().map_or("", |cell| article.text_of(cell));
            text.split_once(": ").is_some_and(|(date, _)| date.starts_with(|c: char| c.is_ascii_digit()) && !date.contains(' '))
        };
        // Who typed a table in columns did not lose it.
        let is_column = |line: &str| line.trim().contains("   ");
        // A line of signs between the rows is a border.
        let is_rule = |line: &str| line.trim().len() > 3 && line.trim().bytes().all(|byte| matches!(byte, b'=' | b'-' | b'~' | b'*'));
        let are_typed = || src.lines().all(is_column) || src.lines().any(is_rule) || rows::are_for_programs(src.lines());
        let is_log = rows.iter().filter(is_dated).count() * 2 > rows.len();
        // Entries of one kind begin alike, and no head of a table does.
        let first_word = |row: &BlockId| article.children(*row).next().and_then(|cell| article.text_of(cell).split(' ').next());
        let are_alike = rows.first().and_then(first_word).is_some_and(|first| rows.iter().all(|row| first_word(row) == Some(first)));
        if is_bare && !is_log && !are_alike && !are_typed() && rows.len() > 2 && !src.contains('\t') && !src.contains('|') {
            let first = src.lines().next().unwrap_or("");
            let span = Span::new(block.src.start(), block.src.start() + first.len() as u32);
            found.at(id, span, "the table that begins with “{}” lost its borders", [first.chars().take(60).collect::<String>()]);
        }
    }
}

/// Whether lines are no table that anybody drew: a sample between two rules, fields of a form ("Name : Lund"), what is typed at a prompt, codes of which
/// none names a column, rows of a wiki and of a grammar.
fn is_no_table(article: &Document, id: BlockId, src: Span) -> bool {
    let source = article.source.text();
    let lines = || src.cut(source).lines().map(str::trim).filter(|line| !line.is_empty());
    let is_rule = |line: &str| line.len() > 3 && ["-", "=", ".", "~"].iter().any(|sign| line.trim_matches(|c| sign.contains(c)).is_empty());
    let is_fenced = || {
        let mut above = source.get(..src.start() as usize).unwrap_or("").trim_end_matches([' ', '\t']).lines().rev();
        let fence = above.next().is_some_and(|line| is_rule(line.trim()));
        fence && above.next().is_none_or(|line| matches!(line.trim(), "" | "+") || line.trim_end().ends_with(':'))
    };
    let is_field = |line: &str| line.split_once(':').is_some_and(|(label, _)| !label.is_empty() && label.len() < 24);
    let text = article.text_of(id);
    let is_plain = article.source.format() == Format::Plain;
    let are_codes = || text.split_whitespace().all(|word| word.bytes().any(|byte| byte.is_ascii_digit()));
    is_plain
        && (is_fenced()
            || lines().count() > 1 && lines().all(is_field)
            || text.starts_with("$ ")
            || text.starts_with('^')
            || text.contains("::=")
            || text.contains('<') && text.contains('@'))
        || are_codes()
        // "Berth = Name | {Name, Quay}" tells what a program takes, and "$if(tide)$" fills a page.
        || text.contains('{')
        || text.contains("$if(")
        || is_laid_out(article, id, src.cut(source))
}

/// Whether a page or a component sets the parts of a line apart: each word in an element of its own, or a table of Markdown in an element whose style is an
/// expression, which only what reads components can make a page of.
fn is_laid_out(article: &Document, id: BlockId, line: &str) -> bool {
    let is_parted = article.source.format() == Format::Html && line.matches("</span>").nth(1).is_some();
    let above = || {
        let before = article.source.text().get(..article.text_src(id).start() as usize).unwrap_or("");
        before
            .lines()
            .rev()
            .find(|line| !line.trim().is_empty())
            .is_some_and(|tag| tag.trim_start().starts_with('<') && tag.contains("={{"))
    };
    is_parted || article.source.format() == Format::Markdown && above()
}

fn report(article: &Document, id: BlockId, found: &mut Found<'_>) {
    let src = article.text_src(id);
    // What stands around one word makes nothing else of it.
    if !rows::are_one_word(article.text_of(id)) && is_no_table(article, id, src) {
        return;
    }
    let first = src.cut(article.source.text()).lines().next().unwrap_or("");
    // The whole line: where it stops, a cut sentence would be found as well.
    let end = first.len();
    let text = article.text_of(id).chars().take(60).collect::<String>();
    found.at(id, Span::new(src.start(), src.start() + end as u32), "the table that begins with “{}” lost its borders", [text]);
}

#[cfg(test)]
mod tests {
    use crate::checks::tested::{findings, markdown};

    const RULE: &str = "flattened-table";

    #[test]
    fn tables_without_borders_are_found() {
        for words in [
            "Flour Hours Crust Rye sourdough 12 to 14 Dark and thick Wheat yeast 3 to 4 Light and thin Oat mix 5 Soft",
            "Flour Hours Crust\nRye sourdough 12 Dark\nWheat yeast 3 Light\nOat mix 5 Soft",
            "FlourHoursCrustRye sourdough12Dark and thickWheat yeast3Light and thin",
            "Flour\n\nHours\n\nCrust\n\nRye\n\n12 to 14\n\nDark\n\nWheat\n\n3 to 4\n\nLight",
        ] {
            let words = words.replace("Flour", "Type");
            assert_eq!(markdown(RULE, &format!("# Bakery\n\nIt opens at six.\n\n{words}\n\nBread is sold.\n")).len(), 1, "{words}");
        }
        let text = "Bakery\n\nThe ovens of the two shops differ in what they can bake and when.\n\nAspect Old oven New oven\nHeat Wood and coal Electric current\nBread Rye and wheat All kinds of bread\nHours From six to ten All day long\n\nBread is sold at the counter beside the door.\n";
        assert_eq!(findings(RULE, "a.txt", text).len(), 1);
    }

    #[test]
    fn a_table_that_was_announced_is_known_by_what_stands_in_its_place() {
        for words in [
            "Rye sourdough stands 12 hours Wheat yeast stands 3 hours Oat mix stands 5 hours Spelt stands 4 hours Barley stands 6 hours",
            "Loaf of bread Mill\nrye Lower mill\nwheat bread Upper mill, lower mill\noat Upper mill\nspelt Lower mill",
            "Loaf\n\nMill\n\nrye\n\nLower mill\n\nwheat\n\nUpper mill",
        ] {
            let page = |above: &str| format!("# Bakery\n\n{above}\n\n{words}\n\nBread is sold here.\n");
            assert_eq!(markdown(RULE, &page("The following table shows where the flour of each loaf comes from.")).len(), 1, "{words}");
            assert_eq!(markdown(RULE, &page("Every loaf has its flour from one mill.")), [], "{words}");
        }
        for words in [
            "Table 1 The mills\n\n| Rye | Mill |\n| --- | --- |\n| 1 | 2 |",
            "Loaves and their mills",
            "The flour of the upper mill is ground by hand, which takes the miller and his two sons a whole day.",
        ] {
            let page = format!("# Bakery\n\nThe following table shows the mills.\n\n{words}\n\nBread is sold here.\n");
            assert_eq!(markdown(RULE, &page), [], "{words}");
        }
    }

    #[test]
    fn rows_of_equal_length_and_cells_in_small_letters_are_found() {
        for words in
            ["Alias Loaf\nry Rye\nwh Wheat\noa Oat\nsp Spelt", "Type\n\nHours\n\nrye\n\n12\n\nwheat\n\n3\n\noat\n\n5\n\nspelt\n\n4"]
        {
            assert_eq!(markdown(RULE, &format!("# Bakery\n\nIt opens at six.\n\n{words}\n\nBread is sold.\n")).len(), 1, "{words}");
        }
        let menu = "Type\n\nrye\n\nwheat\n\noat\n\nspelt\n\nbarley";
        assert_eq!(markdown(RULE, &format!("# Bakery\n\nIt opens at six.\n\n{menu}\n\nBread is sold.\n")), []);
    }

    #[test]
    fn sentences_and_tables_are_none() {
        for words in [
            "| Type | Hours |\n| --- | --- |\n| Rye | 12 |",
            "Type the name of the flour into the box and press the key.",
            "Step One opens the door of the oven",
            "Name\n\nAda Lund",
            "Plan Your Week With The Bakery",
        ] {
            assert_eq!(markdown(RULE, &format!("# Bakery\n\nIt opens at six.\n\n{words}\n\nBread is sold.\n")), [], "{words}");
        }
    }

    #[test]
    fn lines_for_programs_and_lists_of_changes_are_no_tables() {
        let formulas =
            "=COUNTIFS(B2:B6;\">\"&MIN(B2:B6);B2:B6)\n\n=COUNTIFS(A2:A6;\"<\"&MAX(A2:A6);A2:A6)\n\n=COUNTIFS(C2:C6;\"<\"&MAX(C2:C6);C2:C6)";
        assert_eq!(markdown(RULE, &format!("# Bakery\n\nThe shop counts its loaves so.\n\n{formulas}\n\nBread is sold.\n")), []);
        let entries = "Bakery\n\nThe ovens of the two shops differ in what they can bake and when.\n\nAspect Old oven New oven\nHeat Wood and coal Electric current\nBread Rye and wheat All kinds of bread\nHours From six to ten All day long\n\nBread is sold at the counter.\n";
        assert_eq!(findings(RULE, "ChangeLog.txt", entries), []);
        assert_eq!(findings(RULE, "ovens.txt", entries).len(), 1);
    }
}
