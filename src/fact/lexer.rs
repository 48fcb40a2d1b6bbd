//! Words, numbers and marks of a text, each with its place.
//!
//! What carries no figure of prose is one [`Lexeme::Other`]: code, formulas, templates, addresses, file names, versions with three parts, and
//! letters mixed with digits.

use crate::span::Span;

/// What a piece of a text is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lexeme {
    /// Letters, with the apostrophes between them. A hyphen is a mark of its own: "five-year" is three lexemes.
    Word,
    /// Digits with their separators: `1,234.5`.
    Number,
    /// Any other character that is no blank.
    Mark(char),
    /// Something that is no prose.
    Other,
}

/// A piece of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Token {
    /// What it is.
    pub lexeme: Lexeme,
    /// Where, in [`crate::document::Document::text`].
    pub text: Span,
}

/// Ends a run of characters.
const BLANK: u8 = 1;
/// A sign without which a run of characters is prose.
const SIGN: u8 = 2;

/// What bytes say of the run that they stand in.
const BYTES: [u8; 256] = {
    let mut classes = [0; 256];
    let mut byte = 0;
    while byte < 256 {
        #[allow(clippy::indexing_slicing, reason = "a constant: a wrong index does not compile")]
        match byte as u8 {
            b' ' | b'\t' | b'\n' | b'\r' | 0x0c => classes[byte] = BLANK,
            b'_' | b'=' | b'\\' | b'#' | b'{' | b'}' | b'|' | b'@' | b'^' | b':' => classes[byte] = SIGN,
            _ => {}
        }
        byte += 1;
    }
    classes
};

/// Cuts a text into tokens. `base` is the offset of `text` in the document's text; ranges of `skipped` become [`Lexeme::Other`], and are in the
/// order of their starts.
pub(super) fn tokens(text: &str, base: u32, skipped: &[Span], into: &mut Vec<Token>) {
    let mut skipped = skipped.iter().copied().filter(|span| !span.is_empty()).peekable();
    let mut at = 0;
    // The run without blanks that lies ahead: where it ends, and the part of it that is no prose.
    let (mut run_end, mut foreign) = (0, None);
    while let Some(rest) = text.get(at..).filter(|rest| !rest.is_empty()) {
        let offset = base + at as u32;
        while skipped.next_if(|span| span.end() <= offset).is_some() {}
        if let Some(span) = skipped.peek().filter(|span| span.start() <= offset) {
            into.push(Token { lexeme: Lexeme::Other, text: Span::new(offset, span.end()) });
            at = (span.end() - base) as usize;
            continue;
        }
        if at >= run_end {
            let mut seen = 0;
            let len = rest.bytes().position(|byte| {
                let class = BYTES.get(usize::from(byte)).copied().unwrap_or(0);
                seen |= class;
                class == BLANK
            });
            let len = len.unwrap_or(rest.len());
            run_end = at + len.max(1);
            let is_suspect = seen & SIGN != 0 || rest.starts_with("www.");
            foreign = rest.get(..len).filter(|_| is_suspect).and_then(not_prose).map(|(from, to)| (at + from, at + to));
        }
        if let Some((_, end)) = foreign.filter(|(start, end)| *start <= at && at < *end) {
            into.push(Token { lexeme: Lexeme::Other, text: Span::of(base as usize + at, base as usize + end) });
            at = end;
            continue;
        }
        let (lexeme, len) = first(rest);
        if let Some(lexeme) = lexeme {
            into.push(Token { lexeme, text: Span::of(base as usize + at, base as usize + at + len) });
        }
        at += len.max(1);
    }
}

/// The token that a text begins with, and its length; `None` for blanks. Nothing of a text stands before it, so a caller must begin at a seam.
fn first(text: &str) -> (Option<Lexeme>, usize) {
    match text.as_bytes().first() {
        None => (None, 0),
        Some(b' ' | b'\n' | b'\t' | b'\r') => (None, 1),
        Some(b'0'..=b'9') => number(text),
        Some(letter) if letter.is_ascii_alphabetic() => word(text),
        Some(mark) if mark.is_ascii() => (Some(Lexeme::Mark(char::from(*mark))), 1),
        Some(_) => match text.chars().next() {
            Some(letter) if letter.is_alphabetic() => word(text),
            Some(blank) if blank.is_whitespace() => (None, blank.len_utf8()),
            Some(mark) => (Some(Lexeme::Mark(mark)), mark.len_utf8()),
            None => (None, 0),
        },
    }
}

fn number(text: &str) -> (Option<Lexeme>, usize) {
    let len = number_len(text);
    let is_version = text.get(..len).is_some_and(|number| number.bytes().filter(|byte| *byte == b'.').count() > 1);
    // "12.x": any version that begins so.
    let is_open = text.get(len..).is_some_and(|rest| rest.starts_with(".x") && !rest.chars().nth(2).is_some_and(char::is_alphanumeric));
    (Some(if is_version || is_open { Lexeme::Other } else { Lexeme::Number }), if is_open { len + 2 } else { len })
}

fn word(text: &str) -> (Option<Lexeme>, usize) {
    let len = word_len(text);
    if let Some(len) = name_len(text, len) {
        return (Some(Lexeme::Other), len);
    }
    // "v2", "H1N1": a letter at digits makes a name; only a quarter and a fiscal year are read further.
    let word = text.get(..len).unwrap_or("");
    let mixed = word.bytes().any(|byte| byte.is_ascii_digit());
    (Some(if mixed && !is_period_name(word) { Lexeme::Other } else { Lexeme::Word }), len)
}

/// `Q3`, `FY26`, `H1`: names of parts of years.
fn is_period_name(word: &str) -> bool {
    match word.as_bytes() {
        [b'Q', b'1'..=b'4'] | [b'H', b'1' | b'2'] => true,
        [b'F', b'Y', rest @ ..] => matches!(rest.len(), 2 | 4) && rest.iter().all(u8::is_ascii_digit),
        _ => false,
    }
}

/// The length of a name that begins with a word and goes on in digits behind a hyphen or a point: "COVID-19", "CVE-2016-2109", "v18.5.0", "A.2.6".
fn name_len(text: &str, word_len: usize) -> Option<usize> {
    /// Words that stand before a year with a hyphen and make no name of it.
    const BEFORE_YEARS: [&str; 6] = ["Mid", "Pre", "Post", "Early", "Late", "Non"];
    let joint = text.as_bytes().get(word_len).copied().filter(|byte| matches!(byte, b'-' | b'.'))?;
    let word = text.get(..word_len)?;
    let behind = text.get(word_len..)?;
    let has_digit = word.bytes().any(|byte| byte.is_ascii_digit());
    if !behind.as_bytes().get(1).is_some_and(u8::is_ascii_digit) {
        return None;
    }
    let is_capital = word.starts_with(|first: char| first.is_uppercase());
    let is_name = match joint {
        b'-' => is_capital && !BEFORE_YEARS.contains(&word) || has_digit && !is_period_name(word),
        _ => has_digit || word.len() == 1 && is_capital,
    };
    let rest = behind.bytes().take_while(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_')).count();
    let end = text.get(..word_len + rest)?.trim_end_matches(['.', '-', '_']).len();
    is_name.then_some(end)
}

fn word_len(text: &str) -> usize {
    let ascii = text.bytes().position(|byte| !byte.is_ascii_alphanumeric()).unwrap_or(text.len());
    // Most words end at a blank or a mark of ASCII other than an apostrophe.
    if ascii > 0 && text.as_bytes().get(ascii).is_none_or(|byte| byte.is_ascii() && *byte != b'\'') {
        return ascii;
    }
    let mut len = 0;
    let mut characters = text.char_indices().peekable();
    while let Some((at, character)) = characters.next() {
        let inside = character.is_alphanumeric()
            || matches!(character, '\'' | '’') && characters.peek().is_some_and(|(_, next)| next.is_alphabetic());
        if !inside {
            break;
        }
        len = at + character.len_utf8();
    }
    len
}

/// The length of a number: digits, and commas or points between digits. A comma counts only before a group of three.
fn number_len(text: &str) -> usize {
    let bytes = text.as_bytes();
    let digits_at = |at: usize| bytes.iter().skip(at).take_while(|byte| byte.is_ascii_digit()).count();
    let mut len = digits_at(0);
    let mut grouped = len <= 3;
    let mut decimals = false;
    loop {
        let behind = digits_at(len + 1);
        match bytes.get(len) {
            Some(b',') if grouped && !decimals && behind == 3 => len += 4,
            Some(b'\'') if grouped && !decimals && behind == 3 => len += 4,
            Some(b'.') if behind > 0 => {
                len += 1 + behind;
                decimals = true;
                grouped = false;
            }
            _ => return len,
        }
    }
}

/// The part of a run without blanks that is no prose, punctuation around it left out: addresses, mail addresses, paths, assignments.
fn not_prose(run: &str) -> Option<(usize, usize)> {
    let inner = run.trim_start_matches(['(', '[', '"', '“', '\'', '‘', '<', '*', '—', '–']);
    let start = run.len() - inner.len();
    let inner = inner.trim_end_matches([',', ';', ':', '.', '!', '?', ')', ']', '"', '”', '\'', '’', '*', '>']);
    let bytes = inner.as_bytes();
    let digit = || bytes.iter().any(u8::is_ascii_digit);
    let address = inner.contains("://") || inner.starts_with("www.") || inner.contains('@') && !inner.starts_with('@');
    let coded =
        || digit() && bytes.iter().skip(1).any(|byte| matches!(byte, b'_' | b'=' | b'\\' | b'#' | b'{' | b'}' | b'|' | b'@' | b'^'));
    (bytes.len() > 2 && (address || coded() || bytes.first() == Some(&b'#') && digit())).then_some((start, start + inner.len()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str) -> String {
        let mut found = Vec::new();
        tokens(text, 0, &[], &mut found);
        let show = |token: &Token| {
            let words = token.text.cut(text);
            match token.lexeme {
                Lexeme::Word => format!("w:{words}"),
                Lexeme::Number => format!("n:{words}"),
                Lexeme::Mark(mark) => mark.to_string(),
                Lexeme::Other => format!("[{words}]"),
            }
        };
        found.iter().map(show).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn numbers_keep_their_separators_and_lose_the_full_stop() {
        assert_eq!(shown("It cost $1,234.50, not 12."), "w:It w:cost $ n:1,234.50 , w:not n:12 .");
        assert_eq!(shown("1,2 and 3"), "n:1 , n:2 w:and n:3");
    }

    #[test]
    fn names_and_addresses_are_no_prose() {
        assert_eq!(shown("H1N1, 1.2.3 and https://a.example/5?x=3."), "[H1N1] , [1.2.3] w:and [https://a.example/5?x=3] .");
        assert_eq!(shown("CVE-2016-2109, v18.5.0. Mid-2015"), "[CVE-2016-2109] , [v18.5.0] . w:Mid - n:2015");
        assert_eq!(shown("ports 80=http"), "w:ports [80=http]");
        assert_eq!(shown("don't pay in Q3 or FY26"), "w:don't w:pay w:in w:Q3 w:or w:FY26");
    }
}
