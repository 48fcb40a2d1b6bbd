//! Fits text into columns: widths of characters, and lines broken between words.

/// Columns that every text output fits in.
pub const COLUMNS: usize = 80;

/// Columns that a character takes in a terminal, near enough for cutting lines.
pub(super) const fn char_width(character: char) -> usize {
    match character as u32 {
        0x300..=0x36f | 0x483..=0x489 | 0x591..=0x5bd | 0x610..=0x61a | 0x64b..=0x65f | 0x20d0..=0x20ff | 0xfe0f => 0,
        0x1100..=0x115f
        | 0x231a..=0x231b
        | 0x23e9..=0x23ec
        | 0x2614..=0x2615
        | 0x26a1
        | 0x2705
        | 0x274c
        | 0x2753..=0x2755
        | 0x2795..=0x2797
        | 0x2b50
        | 0x2e80..=0x303e
        | 0x3041..=0xa4cf
        | 0xa960..=0xa97f
        | 0xac00..=0xd7a3
        | 0xf900..=0xfaff
        | 0xfe30..=0xfe6f
        | 0xff00..=0xff60
        | 0xffe0..=0xffe6
        | 0x1f300..=0x1f64f
        | 0x1f680..=0x1f6ff
        | 0x1f900..=0x1faff
        | 0x20000..=0x3fffd => 2,
        _ => 1,
    }
}

/// Columns that a text takes.
pub(super) fn width(text: &str) -> usize {
    if text.is_ascii() { text.len() } else { text.chars().map(char_width).sum() }
}

/// Breaks a text between words into lines of at most `first` columns, later ones of at most `rest`. A longer word stays whole.
#[must_use]
pub fn wrap(text: &str, first: usize, rest: usize) -> Vec<String> {
    let mut lines = Vec::new();
    let mut line = String::new();
    let mut used = 0;
    for word in text.split(' ').filter(|word| !word.is_empty()) {
        let limit = if lines.is_empty() { first } else { rest };
        let columns = width(word);
        if used > 0 && used + 1 + columns > limit {
            lines.push(std::mem::take(&mut line));
            used = 0;
        }
        if used > 0 {
            line.push(' ');
            used += 1;
        }
        line.push_str(word);
        used += columns;
    }
    lines.push(line);
    lines
}

/// Sets parts side by side (` · `) where they fit, else below each other, broken between words.
pub(super) fn wrap_parts<P: AsRef<str>>(parts: &[P], columns: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for part in parts.iter().map(AsRef::as_ref) {
        match lines.last_mut() {
            Some(line) if width(line) + 3 + width(part) <= columns => {
                line.push_str(" · ");
                line.push_str(part);
            }
            _ => lines.extend(wrap(part, columns, columns)),
        }
    }
    lines
}

/// A number with its thousands apart: 12,974.
pub(super) fn number(value: impl Into<u64>) -> String {
    let digits = value.into().to_string();
    let mut out = String::with_capacity(digits.len() + 4);
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

/// "1 error", "12,974 errors".
pub(super) fn counted(value: impl Into<u64> + Copy, noun: &str) -> String {
    format!("{} {noun}{}", number(value), if value.into() == 1 { "" } else { "s" })
}

/// Points with four decimals.
pub(super) fn exact_points(points: u32) -> String {
    format!("{}.{:04}", points / 10_000, points % 10_000)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_break_between_words_and_long_words_stay_whole() {
        assert_eq!(wrap("the ferry leaves at nine", 10, 12), ["the ferry", "leaves at", "nine"]);
        assert_eq!(wrap("Donaudampfschifffahrt at nine", 10, 10), ["Donaudampfschifffahrt", "at nine"]);
        assert_eq!(wrap("", 10, 10), [""]);
    }

    #[test]
    fn numbers_have_their_thousands_apart() {
        assert_eq!([number(7u32), number(974u32), number(12_974u32), number(1_000_000u32)], ["7", "974", "12,974", "1,000,000"]);
    }

    #[test]
    fn wide_characters_take_two_columns() {
        assert_eq!(width("港 e\u{301}"), 4);
    }
}
