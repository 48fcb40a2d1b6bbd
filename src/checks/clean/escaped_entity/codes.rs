//! Codes of other tongues that readers see in place of a character: "isn\u2019t", "Doors%20open", "don=E2=80=99t", "at six.\r\nThe".

use crate::span::Span;

/// The code that a text begins with at a sign, if the words around it say that a character was meant: how many bytes it has.
pub(super) fn code_at(text: &str, at: usize) -> Option<usize> {
    let (before, rest) = (text.get(..at)?, text.get(at..)?);
    match rest.as_bytes().first()? {
        b'\\' => escape(before, rest),
        b'%' => percent(text, before, rest),
        b'=' => quoted_printable(before, rest),
        _ => None,
    }
}

fn hex(digits: Option<&str>) -> Option<u32> {
    let digits = digits.filter(|digits| digits.bytes().all(|byte| byte.is_ascii_hexdigit()))?;
    u32::from_str_radix(digits, 16).ok()
}

/// "\u2019", "\u{2019}" and "\xfc" beside a letter.
fn escape(before: &str, rest: &str) -> Option<usize> {
    let (value, len) = match rest.as_bytes().get(1)? {
        b'u' => match rest.get(2..)?.strip_prefix('{') {
            Some(inner) => {
                let digits = inner.split('}').next().filter(|digits| (2..=6).contains(&digits.len()));
                (hex(digits)?, digits?.len() + 4)
            }
            None => (hex(rest.get(2..6))?, 6),
        },
        b'x' => several_bytes(rest).or_else(|| Some((hex(rest.get(2..4))?, 4)))?,
        b'r' => return line_break(before, rest),
        _ => return None,
    };
    let c = char::from_u32(value)?;
    let behind = rest.get(len..)?;
    let (left, right) = (before.chars().next_back(), behind.chars().next());
    let is_letter = |c: Option<char>| c.is_some_and(char::is_alphabetic);
    let is_edge = |c: Option<char>| c.is_none_or(|c| c == ' ' || matches!(c, '.' | ',' | '!' | '?' | ';' | ':' | ')'));
    let fits = match c {
        // "isn\u2019t", "\u201cWe stay\u201d".
        '\u{2018}' | '\u{201c}' => is_letter(right) && !is_letter(left) && left != Some('\\'),
        '\u{2019}' | '\u{201d}' | '\'' => is_letter(left) && (is_letter(right) || is_edge(right)),
        '&' | '\u{2013}' | '\u{2014}' | '\u{2026}' | '\u{a0}' => {
            (is_letter(left) || left == Some(' ')) && (is_letter(right) || right == Some(' '))
        }
        'À'..='\u{17f}' => {
            is_letter(left) && (is_letter(right) || is_edge(right)) || is_letter(right) && is_edge(left) && before.is_empty()
        }
        _ => false,
    };
    fits.then_some(len)
}

/// "The shop opens at six.\r\nThe oven is hot.": the ends of lines between two sentences. One of a single sign is a stray sign.
fn line_break(before: &str, rest: &str) -> Option<usize> {
    let broken = rest.trim_start_matches("\\r\\n");
    let len = rest.len() - broken.len();
    let behind = broken.trim_start_matches(' ');
    let is_word = |word: &str| word.len() > 1 && word.chars().skip(1).all(|c| c.is_lowercase() || matches!(c, '’' | '\'' | '-'));
    let ends =
        before.strip_suffix(['.', '!', '?']).is_some_and(|head| head.contains(' ') && is_word(head.rsplit(' ').next().unwrap_or("")));
    let begins = behind.starts_with(|c: char| c.is_ascii_uppercase()) && behind.contains(' ');
    let is_quoted = before.matches('"').count() % 2 == 1 || before.rfind('“') > before.rfind('”');
    (len > 0 && ends && begins && !is_quoted).then_some(len)
}

/// "\xc3\xa7": the bytes of one character, each in a code of its own.
fn several_bytes(rest: &str) -> Option<(u32, usize)> {
    /// Codes of one character, at most.
    const MOST: usize = 3;
    let mut codes = rest.split("\\x").skip(1).take(MOST);
    let mut bytes = Vec::new();
    while let Some(byte) =
        codes.next().and_then(|code| hex(code.get(..2))).and_then(|byte| u8::try_from(byte).ok()).filter(|byte| *byte >= 0x80)
    {
        bytes.push(byte);
        let behind = rest.get(4 * bytes.len()..)?;
        if let Some(c) = std::str::from_utf8(&bytes).ok().and_then(|text| text.chars().next()) {
            return Some((u32::from(c), 4 * bytes.len()));
        }
        if !behind.starts_with("\\x") {
            return None;
        }
    }
    None
}

/// "Doors%20open": codes between letters, in a word that is no address and no name of a file.
fn percent(text: &str, before: &str, rest: &str) -> Option<usize> {
    if !before.ends_with(|c: char| c.is_alphabetic() || c == ',') {
        return None;
    }
    let len = 3 * rest.split('%').skip(1).take_while(|part| hex(part.get(..2)).is_some() && part.len() == 2).count();
    let len = if hex(rest.get(len + 1..len + 3)).is_some() && rest.get(len..)?.starts_with('%') { len + 3 } else { len };
    let bytes: Vec<u8> =
        rest.get(..len)?.split('%').skip(1).filter_map(|code| hex(Some(code))).filter_map(|code| u8::try_from(code).ok()).collect();
    let meant = std::str::from_utf8(&bytes).ok()?;
    let is_text = !meant.is_empty()
        && meant.chars().all(|c| {
            matches!(c, ' ' | ',' | '\'' | '&' | '!' | '’' | '“' | '”' | '–' | '—' | '\u{a0}') || !c.is_ascii() && c.is_alphabetic()
        });
    let behind = rest.get(len..)?;
    let from = before.rfind(char::is_whitespace).map_or(0, |blank| blank + 1);
    let to = behind.find(char::is_whitespace).map_or(text.len(), |blank| before.len() + len + blank);
    let word = text.get(from..to)?.trim_matches(['(', ')', '“', '”', '"', '.', ',', '!', '?', ';', ':']);
    let is_name = word.contains(['/', ':', '.', '?', '=', '@', '#', '_', '\\', '+', '<', '{', '$', '&', '|', '-']);
    let letters = word.bytes().filter(u8::is_ascii_alphabetic).count();
    // "Caf%C3%A9 hours": a letter may end its word, a blank stands between two.
    let is_letter = meant.chars().all(char::is_alphabetic);
    let goes_on = behind.starts_with(char::is_alphabetic) && letters > 4 || is_letter && letters > 4 && !behind.starts_with('%');
    (is_text && !is_name && goes_on).then_some(len)
}

/// "don=E2=80=99t", "caf=E9", "at six=20": what a mail wraps its letters in.
fn quoted_printable(before: &str, rest: &str) -> Option<usize> {
    let is_code = |code: &str| code.len() == 2 && code.bytes().all(|byte| byte.is_ascii_digit() || (b'A'..=b'F').contains(&byte));
    let mut bytes = Vec::new();
    while let Some(code) =
        rest.get(3 * bytes.len()..).and_then(|rest| rest.strip_prefix('=')).and_then(|rest| rest.get(..2)).filter(|code| is_code(code))
    {
        bytes.push(u8::from_str_radix(code, 16).ok()?);
        if bytes.len() > 8 {
            return None;
        }
    }
    let len = 3 * bytes.len();
    let behind = rest.get(len..)?;
    let is_letter = |c: Option<char>| c.is_some_and(char::is_alphabetic);
    let (left, right) = (before.chars().next_back(), behind.chars().next());
    let is_meant = match bytes.as_slice() {
        [] => false,
        [0x20] => {
            // "mem=20" behind "cpu=10," is one of several settings.
            let word = before.rsplit(char::is_whitespace).next().unwrap_or("");
            (is_letter(left) && right.is_none_or(|c| c == ' ') || matches!(left, Some(',' | '.')) && is_letter(right))
                && !word.contains('=')
                && !is_setting(before, behind)
                && !sets_others(before, behind)
        }
        // "caf=E9"; "?agency=FEMA" is the value of an address.
        [byte] => {
            let is_word = before.trim_end_matches(|c: char| c.is_ascii_lowercase()).len() + 1 < before.len();
            let word = before.rsplit(char::is_whitespace).next().unwrap_or("");
            let goes_on = right.is_none_or(|c| c.is_ascii_lowercase() || matches!(c, ' ' | '.' | ',' | '!'));
            *byte >= 0xe0 && is_word && goes_on && !word.contains(['/', '?', '&', ':', '=', '_', '.'])
        }
        several => {
            std::str::from_utf8(several).is_ok_and(|meant| !meant.is_ascii() && meant.chars().all(|c| !c.is_control())) && !is_digit(right)
        }
    };
    is_meant.then_some(len)
}

/// "Rate=20 Rate=60": the name comes back near by with another value.
fn is_setting(before: &str, behind: &str) -> bool {
    /// Bytes on either side that are looked at.
    const NEAR: usize = 120;
    let (Some(before), Some(behind)) =
        (before.get(before.ceil_char_boundary(before.len().saturating_sub(NEAR))..), behind.get(..behind.floor_char_boundary(NEAR)))
    else {
        return false;
    };
    let name = before.rsplit(char::is_whitespace).next().unwrap_or("");
    let sets = |word: &str| word.strip_prefix(name).is_some_and(|value| value.starts_with('='));
    !name.is_empty() && before.split_whitespace().chain(behind.split_whitespace()).any(sets)
}

/// "berths=1 boats=20": other names have their values beside it.
fn sets_others(before: &str, behind: &str) -> bool {
    /// Words on either side that are looked at.
    const NEAR: usize = 24;
    let is_value = |word: &str| {
        let parts = word.split_once('=').map(|(name, value)| (name, value.trim_end_matches(['.', ',', ';', ')'])));
        parts.is_some_and(|(name, value)| {
            name.ends_with(|c: char| c.is_ascii_alphanumeric()) && value != "20" && value.bytes().any(|byte| byte.is_ascii_alphanumeric())
        })
    };
    before.split_whitespace().rev().take(NEAR).chain(behind.split_whitespace().take(NEAR)).any(is_value)
}

fn is_digit(c: Option<char>) -> bool {
    c.is_some_and(|c| c.is_ascii_digit())
}

/// The word around a code.
pub(super) fn word(text: &str, code: Span) -> Span {
    /// Bytes on either side that are shown.
    const NEAR: usize = 30;
    let (start, end) = (code.start() as usize, code.end() as usize);
    let from = text.floor_char_boundary(start.saturating_sub(NEAR));
    let to = text.floor_char_boundary((end + NEAR).min(text.len()));
    let before = text.get(from..start).unwrap_or("");
    let behind = text.get(end..to).unwrap_or("");
    let left = before.rfind(char::is_whitespace).map_or(before, |at| before.get(at..).unwrap_or("").trim_start());
    let right = behind.split(char::is_whitespace).next().unwrap_or("");
    Span::of(start - left.len(), end + right.len())
}
