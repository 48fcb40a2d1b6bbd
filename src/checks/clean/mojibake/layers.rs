//! Letters of other alphabets and of other systems: "ÐŸÑ€Ð¸Ð²ÐµÑ‚", "Ïðèâåò", "isn‚Äôt", "caf√©", "infor¬mation".

use std::ops::Range;

/// The next run of such letters.
pub(super) fn next(text: &str, at: usize) -> Option<Range<usize>> {
    let bytes = text.as_bytes();
    let mut from = at;
    // All of them hold a letter of Latin-1, but for the two signs behind.
    while let Some(found) = memchr::memchr2(0xc2, 0xc3, bytes.get(from..)?).map(|found| from + found) {
        from = found + 2;
        let (Some(before), Some(rest)) = (text.get(..found), text.get(found..)) else { continue };
        let hit = alphabet(before, rest).or_else(|| Some(found - of_mac(before, rest)?..found + 2)).or_else(|| split(before, rest));
        if let Some(hit) = hit {
            return Some(hit);
        }
    }
    None
}

/// Letters of another alphabet: the two bytes of each read as two of Latin-1 ("Ð¿Ñ€Ð¸"), or the one byte of each as one ("Ïðè").
fn alphabet(before: &str, rest: &str) -> Option<Range<usize>> {
    /// Letters of a word that show it.
    const LEADS: usize = 3;
    const LETTERS: usize = 5;
    /// Bytes of a word.
    const LONGEST: usize = 400;
    if before.chars().next_back().is_some_and(char::is_alphanumeric) {
        return None;
    }
    let start = before.len();
    let first = rest.chars().next()?;
    // What begins a letter of Greek, Cyrillic, Hebrew or Arabic.
    let is_lead: fn(char) -> bool = match first {
        'Ð' | 'Ñ' => |c| matches!(c, 'Ð' | 'Ñ'),
        'Î' | 'Ï' => |c| matches!(c, 'Î' | 'Ï'),
        '×' => |c| c == '×',
        'Ø' | 'Ù' => |c| matches!(c, 'Ø' | 'Ù'),
        'À'..='ÿ' => |_| false,
        _ => return None,
    };
    let (mut leads, mut end, mut is_pending) = (0, 0, false);
    for (at, c) in rest.char_indices().take_while(|(at, _)| *at < LONGEST) {
        if is_lead(c) {
            leads += 1;
            is_pending = true;
        } else if is_pending && super::byte_of(c).is_some_and(|byte| (0x80..=0xbf).contains(&byte)) {
            is_pending = false;
        } else {
            break;
        }
        end = at + c.len_utf8();
    }
    if leads >= LEADS && end > leads * 2 + 2 {
        return Some(start..start + end);
    }
    // A word of letters with accents alone is one of no language.
    let word =
        rest.get(..rest.char_indices().find(|(_, c)| !matches!(c, 'À'..='Ö' | 'Ø'..='ö' | 'ø'..='ÿ')).map_or(rest.len(), |(at, _)| at))?;
    let is_whole = !rest.get(word.len()..)?.starts_with(char::is_alphanumeric);
    // The letters of a list follow each other.
    let is_list = word.chars().zip(word.chars().skip(1)).all(|(one, next)| one < next);
    (is_whole && !is_list && word.chars().take(LETTERS).count() == LETTERS).then_some(start..start + word.len())
}

/// The bytes before a letter that belong to it: a typographic mark or a letter read as by an old Mac ("‚Äô", "√©").
fn of_mac(before: &str, rest: &str) -> Option<usize> {
    let mut chars = rest.chars();
    let (first, next) = (chars.next()?, chars.next());
    if first == 'Ä' && before.ends_with('‚') {
        return next.filter(|c| matches!(c, 'ô' | 'ò' | 'ú' | 'ù' | 'ì' | 'î' | '¶' | '¢')).map(|_| '‚'.len_utf8());
    }
    let letters = before.strip_suffix('√')?;
    let is_word = letters.ends_with(|c: char| c.is_ascii_lowercase());
    (is_word && matches!(first, '©' | '®' | '±' | '°' | '´' | '§' | '¶' | '¥' | 'º' | '¢' | 'ß')).then_some('√'.len_utf8())
}

/// A mark for the place at which a word may be parted, which one encoding reads as a sign: "infor¬mation", "we¬re".
fn split(before: &str, rest: &str) -> Option<Range<usize>> {
    let behind = rest.strip_prefix('¬')?;
    let small = |c: char| c.is_ascii_lowercase();
    let (left, right) = (before.trim_end_matches(small), behind.trim_start_matches(small));
    let letters = before.len() - left.len() + behind.len() - right.len();
    (before.ends_with(|c: char| c.is_ascii_alphabetic()) && behind.starts_with(small) && letters > 2)
        .then(|| before.len()..before.len() + 2)
}
