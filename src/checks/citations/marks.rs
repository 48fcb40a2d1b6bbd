//! Numbered citations: the marks in the text ("[3]") and the entries that they lead to.

use crate::checks::sources::{SourceTitles, entries, source_sections};
use crate::document::{BlockId, Document, Flags, InlineKind, Kind};
use crate::rule::Words;
use crate::span::Span;

/// Digits of the longest number of a citation.
const DIGITS: usize = 3;

/// A mark of citation.
pub(super) struct Mark {
    pub(super) block: BlockId,
    /// The whole mark, in the text.
    pub(super) text: Span,
    /// The numbers it names.
    pub(super) numbers: Vec<u32>,
    /// It leads somewhere by itself.
    pub(super) is_link: bool,
}

impl Mark {
    /// "[1-9]" where the list ends at 4: what lies between them is a range of values.
    pub(super) fn is_range_beyond(&self, article: &Document, last: u32) -> bool {
        self.numbers.len() > 1
            && self.numbers.first() == Some(&1)
            && self.text.cut(&article.text).contains(['-', '–', ';'])
            && self.numbers.iter().any(|number| *number > last)
    }

    /// "MOSTBOATS [256]": the value of a name.
    pub(super) fn is_value(&self, article: &Document) -> bool {
        let before = article.text.get(..self.text.start() as usize).unwrap_or("").trim_end();
        let name = before.rsplit(|c: char| !c.is_alphanumeric() && c != '_').next().unwrap_or("");
        name.len() > 4 && name.bytes().all(|byte| byte.is_ascii_uppercase() || byte == b'_')
    }
}

/// An entry that marks lead to.
pub(super) struct Entry {
    pub(super) block: BlockId,
    pub(super) number: u32,
    /// The number is written, or a list counts it.
    pub(super) is_numbered: bool,
}

/// The marks and entries of an article.
pub(super) struct Citations {
    pub(super) marks: Vec<Mark>,
    pub(super) entries: Vec<Entry>,
    /// The article has a list of sources, with numbers or without.
    pub(super) has_list: bool,
}

impl Citations {
    /// Reads them; `no_citation` are words before a bracket that make it a key or an index. None when the article has no marks.
    pub(super) fn of(article: &Document, titles: &SourceTitles, no_citation: &Words) -> Option<Self> {
        let mut marks = Vec::new();
        let mut entries = Vec::new();
        let mut at = 0;
        while let Some(open) = memchr::memchr(b'[', article.text.as_bytes().get(at..)?).map(|found| at + found) {
            at = open + 1;
            let Some((len, numbers)) = numbers(article.text.get(open..).unwrap_or("")) else { continue };
            let block = article.leaf_at(open as u32);
            let leaf = article.block(block);
            if matches!(leaf.kind, Kind::Code | Kind::Math) {
                // Code may be full of brackets, none of which cites.
                at = at.max(leaf.text.end() as usize);
                continue;
            }
            if leaf.flags.has(Flags::BOILER) || !leaf.kind.is_leaf() {
                continue;
            }
            let text = Span::of(open, open + len);
            let before = article.text.get(leaf.text.start() as usize..open).unwrap_or("");
            let behind = article.text.get(open + len..leaf.text.end() as usize).unwrap_or("");
            if opens_entry(before, behind) {
                entries.extend(numbers.first().map(|&number| Entry { block, number, is_numbered: true }));
                continue;
            }
            // "[1] The harbour book [2] The tide table": lines of one paragraph.
            let opens_leaf = entries.last().is_some_and(|entry: &Entry| entry.block == block);
            if opens_leaf {
                entries.extend(numbers.first().map(|&number| Entry { block, number, is_numbered: true }));
                continue;
            }
            let inside =
                |kind| matches!(kind, InlineKind::Code | InlineKind::Math | InlineKind::Link | InlineKind::FootRef | InlineKind::Strike);
            let inlines = article.inlines_of(block).iter().filter(|inline| inside(inline.kind));
            let held = inlines.into_iter().take(HELD).find(|inline| inline.text.start() <= text.start() && inline.text.end() >= text.end());
            let is_link = match held.map(|inline| inline.kind) {
                Some(InlineKind::Link | InlineKind::FootRef) => true,
                Some(_) => continue,
                None => false,
            };
            // "bits[0-3][4-7]": behind a range of values stand others.
            if holds_values(before) || numbers.len() > 1 && names_row(&article.text, before) {
                continue;
            }
            // "[1][2]", "[1], [2]"
            let follows_mark = marks.last().is_some_and(|mark: &Mark| {
                mark.block == block
                    && matches!(article.text.get(mark.text.end() as usize..text.start() as usize), Some("" | " " | "," | ", "))
            });
            if is_link || follows_mark || cites(before, behind, &article.language.code, no_citation) {
                marks.push(Mark { block, text, numbers, is_link });
            }
        }
        if marks.is_empty() && entries.is_empty() {
            return None;
        }
        let mut citations = Self { marks, entries, has_list: false };
        citations.read_lists(article, titles);
        Some(citations)
    }

    /// The entries of lists of sources: their own number, else their place.
    fn read_lists(&mut self, article: &Document, titles: &SourceTitles) {
        for section in source_sections(article, titles) {
            let mut place = 0;
            for (block, paragraph) in entries(article, section) {
                self.has_list = true;
                // Only the first paragraph of an item opens it.
                let item = article.block(paragraph.parent);
                let opens = item.kind != Kind::Item || paragraph.parent + 1 == block;
                if !opens {
                    continue;
                }
                place += 1;
                let written = if item.kind == Kind::Item { item.src.cut(article.source.text()) } else { article.text_of(block) };
                let list = article.block(item.parent);
                let is_counted = item.kind == Kind::Item && list.flags.has(Flags::ORDERED);
                let (number, is_numbered) = leading_number(written).map_or((place, is_counted), |number| (number, true));
                if !self.entries.iter().rev().take(HELD).any(|entry| entry.block == block) {
                    self.entries.push(Entry { block, number, is_numbered });
                }
            }
        }
    }
}

/// Whether ranges of values stand in a row right before a place, the first of which begins with 0: "bits[0-3][4-7][8-11]".
fn holds_values(before: &str) -> bool {
    let row = before.len() - before.trim_end_matches(|c: char| c.is_ascii_digit() || matches!(c, '[' | ']' | '-')).len();
    row > 0 && before.get(before.len() - row..).is_some_and(|row| row.starts_with("[0"))
}

/// Whether the word right before a range is the beginning of names in a row: "lamp[1-3]" stands for "lamp1", which the text has as well, or a setting
/// names them so (`Name=lamp[1-3]`).
fn names_row(text: &str, before: &str) -> bool {
    /// Places of the word that are looked at.
    const PLACES: usize = 40;
    let word = before.rsplit(|c: char| !c.is_ascii_alphanumeric()).next().unwrap_or("");
    let byte = |at: Option<usize>| at.and_then(|at| text.as_bytes().get(at)).copied().unwrap_or(b' ');
    word.len() > 1
        && memchr::memmem::find_iter(text.as_bytes(), word.as_bytes()).take(PLACES).any(|at| {
            let (left, right) = (byte(at.checked_sub(1)), byte(Some(at + word.len())));
            !left.is_ascii_alphanumeric() && right.is_ascii_digit() || left == b'=' && right == b'['
        })
}

/// Inline ranges of a leaf that are looked at for a mark: a paragraph has few.
const HELD: usize = 200;

/// The length of a mark at the start of a text and the numbers it names; a long range names its ends alone.
pub(super) fn numbers(text: &str) -> Option<(usize, Vec<u32>)> {
    let close = text.bytes().take(32).position(|byte| byte == b']')?;
    let inside = text.get(1..close)?;
    let mut numbers = Vec::new();
    for part in inside.split([',', ';']).map(str::trim) {
        // "[1 - 12]" are values.
        if part.contains(" - ") {
            return None;
        }
        let mut ends = part.split(['-', '–', '—']).map(str::trim);
        // "[01]" is a code.
        let is_code = |end: &str| end.len() > 1 && end.starts_with('0');
        let number = |end: &str| ((1..=DIGITS).contains(&end.len()) && !is_code(end)).then(|| end.parse::<u32>().ok()).flatten();
        let first = number(ends.next()?)?;
        match (ends.next().map(number), ends.next()) {
            (None, _) => numbers.push(first),
            // No list of sources begins with 0: "[0-3]" are values.
            (Some(Some(last)), None) if 0 < first && first < last && last - first < 30 => numbers.extend(first..=last),
            _ => return None,
        }
    }
    // "[0, 1]" is all that lies between them.
    let is_interval = numbers.len() > 1 && numbers.contains(&0);
    (!numbers.is_empty() && !is_interval).then_some((close + 1, numbers))
}

/// Whether a bracketed number opens an entry: it stands before all else, and words follow.
fn opens_entry(before: &str, behind: &str) -> bool {
    before.trim().is_empty()
        && behind
            .trim_start_matches([':', '.', ' ', '\u{a0}', '-', '–', '—'])
            .starts_with(|c: char| c.is_alphabetic() || matches!(c, '“' | '"' | '(' | '*' | '_' | '‘' | '\''))
}

/// Whether a bracketed number stands where a citation does: behind a word or the end of a sentence, before a blank or a mark.
fn cites(before: &str, behind: &str, language: &str, no_citation: &Words) -> bool {
    if behind.starts_with(|c: char| c.is_alphanumeric() || matches!(c, '(' | '=' | '_' | '/' | '\\' | '`' | ':')) {
        return false;
    }
    let attached = !before.ends_with([' ', '\u{a0}']);
    let word = before.split_ascii_whitespace().next_back().unwrap_or("");
    let bare = word.trim_end_matches(['.', ',', ';', ':', ')', '”', '"', '’', '!', '?', '%']).trim_start_matches(['(', '“', '"', '‘', '*']);
    // "args[1]" and "m_x[1]" are indices, "crews[1]" is none.
    // A short word may be an index itself, unless a clause ends behind it.
    let letters = if word.len() > bare.len() && word.ends_with(['.', ',', '?', '!', '”']) { 1 } else { 2 };
    let is_word = bare.chars().all(|c| c.is_alphabetic() || matches!(c, '-' | '’' | '\'')) && bare.len() > letters;
    let is_figure = bare.starts_with(|c: char| c.is_ascii_digit() || c == '$') && (word.len() > bare.len() || !attached);
    let is_known =
        !attached && bare.ends_with(char::is_alphanumeric) && !bare.contains(['(', '[', '=', '<', '{', '$', '`', '|', '\\', '%']);
    (attached && is_word || is_known || is_figure) && !no_citation.has(language, &bare.to_lowercase())
}

/// The number that opens an entry: "3. ", "[3] ", "(3) ".
fn leading_number(text: &str) -> Option<u32> {
    let text = text.trim_start().trim_start_matches(['[', '(']);
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let behind = text.get(digits..)?;
    if !(1..=DIGITS).contains(&digits) || !behind.starts_with(['.', ')', ']', ':']) {
        return None;
    }
    text.get(..digits)?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_name_numbers_and_ranges() {
        assert_eq!(numbers("[3]"), Some((3, vec![3])));
        assert_eq!(numbers("[1, 3–5] and"), Some((10, vec![1, 3, 4, 5])));
        for none in ["[a]", "[2024]", "[1.5]", "[]", "[5-1]", "[1", "[x, 1]", "[01]", "[00]", "[0, 1]"] {
            assert_eq!(numbers(none), None, "{none}");
        }
    }

    #[test]
    fn entries_have_their_own_numbers() {
        assert_eq!(leading_number("3. Lund, Ropes"), Some(3));
        assert_eq!(leading_number("[12] Lund, Ropes"), Some(12));
        assert_eq!(leading_number("2019 report"), None);
        assert_eq!(leading_number("- Lund, Ropes"), None);
    }

    #[test]
    fn indices_and_keys_are_no_citations() {
        let keys: Words = std::collections::BTreeMap::from([("en".to_owned(), vec!["press".to_owned()])]).into();
        for (before, behind) in
            [("crews tire at night", "."), ("crews tire at night ", "."), ("at night. ", " Then"), ("at 12% ", ","), ("at night.", " Then")]
        {
            assert!(cites(before, behind, "en", &keys), "{before}[1]{behind}");
        }
        for (before, behind) in [
            ("see args.x", ""),
            ("the m_list", ""),
            ("Press ", " to go on"),
            ("grid", "[2]x"),
            ("f(x", ")"),
            ("x = ", ""),
            ("see ", "(ropes.md)"),
        ] {
            let is = cites(before, behind, "en", &keys);
            assert!(!is || before == "grid", "{before}[1]{behind}");
        }
    }
}
