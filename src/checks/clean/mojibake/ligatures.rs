//! Letters that an export could not read because the font of a page joined them: “bene ts” and “speci c” lost their “fi”, “di erent” its “ff”.

use super::Mojibake;
use crate::checks::clean::shown::{is_prose, is_shown};
use crate::checks::dictionary::Dictionary;
use crate::document::{BlockId, Document};
use crate::rule::{Seen, Signs, leaves};
use crate::span::Span;

/// Letters that fonts join.
const JOINED: [&str; 5] = ["fi", "fl", "ff", "ffi", "ffl"];

/// The same letters as one character.
const AS_ONE: [&str; 5] = ["ﬁ", "ﬂ", "ﬀ", "ﬃ", "ﬄ"];

const BEGINS: u8 = 1;
const ENDS: u8 = 2;
const WHOLE: u8 = 3;
const ONE: u8 = 4;

/// What may be a word that lost such letters.
pub(super) fn signs(rule: &Mojibake) -> Signs {
    let mut signs = Signs::default();
    for (kind, words) in [(BEGINS, &rule.pieces), (ENDS, &rule.ends), (WHOLE, &rule.lost)] {
        signs.add(kind, words.of("en").iter().map(String::as_str));
    }
    signs.add(ONE, AS_ONE);
    signs
}

/// Words of an article that lost joined letters, or have them as one character. One alone may be a name, where both of its parts are words or nothing.
pub(super) fn all(article: &Document, seen: &[Seen], dictionary: &Dictionary) -> Vec<(BlockId, Span)> {
    /// Words that may be something else, at least.
    const SEVERAL: usize = 2;
    let text = &article.text;
    let (mut sure, mut has_one) = (false, false);
    let mut found: Vec<(BlockId, Span)> = Vec::new();
    let mut last = 0;
    for (id, sign) in leaves(article, seen) {
        let (start, end) = (sign.text.start() as usize, sign.text.end() as usize);
        if start < last || !is_prose(article, id) {
            continue;
        }
        let word = match sign.kind {
            ONE => {
                let letters = |text: &str| text.chars().filter(char::is_ascii_lowercase).count();
                let before = text.get(..start).unwrap_or("");
                let from = start - before.bytes().rev().take_while(u8::is_ascii_alphabetic).count();
                let to = end + text.get(end..).unwrap_or("").bytes().take_while(u8::is_ascii_alphabetic).count();
                let whole = text.get(from..to).unwrap_or("");
                let read = AS_ONE.iter().zip(JOINED).fold(whole.to_owned(), |read, (one, joined)| read.replace(one, joined));
                (letters(whole) > 1 && dictionary.lists(&read.to_lowercase())).then(|| {
                    sure = true;
                    from..to
                })
            }
            BEGINS => word_at(text, start).filter(|word| word.end == end).and_then(|first| {
                let second = word_at(text, end + 1).filter(|_| text.as_bytes().get(end) == Some(&b' '))?;
                let (left, right) = (text.get(first.clone())?, text.get(second.clone())?);
                let lost = is_lost(dictionary, left, right)?;
                sure |= lost;
                Some(first.start..second.end)
            }),
            ENDS => word_at(text, start).filter(|word| word.end == end).and_then(|second| {
                let right = text.get(second.clone())?;
                // "Oceanside" is a name.
                // "mainte-" stands in the line above "nance".
                let is_second_half = text.get(..second.start).unwrap_or("").trim_end().ends_with('-');
                let lost = right.starts_with(|c: char| c.is_ascii_lowercase())
                    && !is_second_half
                    && !dictionary.lists(right)
                    && JOINED.iter().any(|joined| dictionary.lists(&[joined, right].concat()));
                lost.then_some(second)
            }),
            // "Proleptic" begins as "prole" does, which is all that is left of "profile".
            _ => word_at(text, start).filter(|word| word.end == end).filter(|word| {
                let lost = |word: &str| word.starts_with(|c: char| c.is_ascii_lowercase()) && !dictionary.lists(word);
                text.get(word.clone()).is_some_and(lost)
            }),
        };
        if let Some(word) = word {
            last = word.end;
            let word = Span::from(word);
            // Joined letters that came as one character are read rightly: their first word shows the others.
            let is_other = sign.kind == ONE && std::mem::replace(&mut has_one, true);
            if !is_other && !is_shown(article, id, word) {
                found.push((id, word));
            }
        }
    }
    let differ = found.iter().any(|(_, word)| Some(word.cut(text)) != found.first().map(|(_, first)| first.cut(text)));
    if sure || found.len() >= SEVERAL && differ { found } else { Vec::new() }
}

/// Words with a question mark in place of joined letters: “bene?ts”, “a ?le”.
pub(super) fn asked<'a>(article: &'a Document, dictionary: &'static Dictionary) -> impl Iterator<Item = (BlockId, Span)> + 'a {
    let text = &article.text;
    let bytes = text.as_bytes();
    memchr::memchr_iter(b'?', bytes).filter_map(move |mark| {
        let left = bytes.get(..mark)?.iter().rev().take_while(|byte| byte.is_ascii_lowercase()).count();
        let right = bytes.get(mark + 1..)?.iter().take_while(|byte| byte.is_ascii_lowercase()).count();
        let (from, to) = (mark - left, mark + 1 + right);
        let is_bare = |byte: Option<&u8>| byte.is_none_or(|byte| matches!(byte, b' ' | b',' | b'.' | b';' | b'(' | b')' | b'\n'));
        if right == 0 || left + right < 2 || !is_bare(from.checked_sub(1).and_then(|at| bytes.get(at))) || !is_bare(bytes.get(to)) {
            return None;
        }
        let (left, right) = (text.get(from..mark)?, text.get(mark + 1..to)?);
        let is_word = JOINED.iter().any(|joined| dictionary.lists(&[left, joined, right].concat()));
        let id = article.leaf_at(mark as u32);
        let word = Span::of(from, to);
        // "Who?le" is none; "open?and" are two.
        let are_two = !left.is_empty() && dictionary.lists(left) && dictionary.lists(right);
        (is_word && !are_two && is_prose(article, id) && !is_shown(article, id, word)).then_some((id, word))
    })
}

/// Whether two pieces are a word with joined letters between them, and how sure that is; nothing where they are not.
fn is_lost(dictionary: &Dictionary, left: &str, right: &str) -> Option<bool> {
    let right_is_word = right.len() > 2 && dictionary.lists(right);
    let whole = JOINED.iter().any(|joined| dictionary.lists(&[left, joined, right].concat()));
    // "Pro file" and "con fine" are two words.
    // "Classi cation" is one, though "cation" is a word.
    let left_is_none = left.len() > 3 && !dictionary.lists(left);
    (whole && (!right_is_word || left_is_none)).then(|| left.len() > 2 && !dictionary.lists(left) || left.len() + right.len() > 6)
}

/// The letters that begin at a place.
fn word_at(text: &str, at: usize) -> Option<std::ops::Range<usize>> {
    let bytes = text.as_bytes();
    let is_whole = at.checked_sub(1).and_then(|before| bytes.get(before)).is_none_or(|before| matches!(before, b' ' | b'(' | b'\n'));
    let len = bytes.get(at..)?.iter().take_while(|byte| byte.is_ascii_alphabetic()).count();
    let is_bare = bytes.get(at + len).is_none_or(|byte| matches!(byte, b' ' | b',' | b'.' | b';' | b':' | b')' | b'\n' | b'?' | b'!'));
    (is_whole && is_bare && len > 0).then_some(at..at + len)
}
