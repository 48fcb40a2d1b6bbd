//! Acronyms beside the words that they stand for: "Interactive Voice Response (IVR)", "IVR (Interactive Voice Response)".

use crate::span::Span;

/// Letters of an acronym, at most.
const LONGEST: usize = 8;

/// Words that may have no letter in an acronym, for readers that have no list of their own; sorted.
pub const SMALL: [&str; 17] = ["&", "a", "an", "and", "as", "at", "by", "de", "for", "from", "in", "of", "on", "or", "the", "to", "with"];

/// An acronym and what it stands for.
#[derive(Clone, Copy, Debug)]
pub struct Definition<'t> {
    /// Without the `s` of its plural.
    pub acronym: &'t str,
    /// What it stands for.
    pub long: &'t str,
    /// Where the long form stands in the text.
    pub long_at: Span,
}

/// All definitions of a text. `small`: words that may have no letter in an acronym.
#[must_use]
pub fn definitions<'t, W: AsRef<str>>(text: &'t str, small: &[W]) -> Vec<Definition<'t>> {
    let mut found = Vec::new();
    for open in memchr::memchr_iter(b'(', text.as_bytes()) {
        let (Some(before), Some(behind)) = (text.get(..open), text.get(open + 1..)) else { continue };
        let Some(inside) = behind.find([')', '(', ';']).and_then(|end| behind.get(..end)) else { continue };
        if let Some(acronym) = acronym(inside) {
            if let Some(start) = spelled_before(before, acronym, small) {
                let long = before.get(start..).unwrap_or("").trim_end();
                found.push(Definition { acronym, long, long_at: Span::of(start, start + long.len()) });
            }
        } else if let Some(acronym) = before.trim_end().rsplit(|c: char| c.is_whitespace() || c == '(').next().and_then(acronym)
            && spelled_before(inside, acronym, small) == Some(0)
        {
            found.push(Definition { acronym, long: inside, long_at: Span::of(open + 1, open + 1 + inside.len()) });
        }
    }
    found
}

/// Whether the last words of a text spell an acronym by their first letters ("CRO").
#[must_use]
pub fn spells(text: &str, acronym: &str) -> bool {
    spelled_before(text, acronym, &SMALL).is_some()
}

/// Capital letters, perhaps with the `s` of a plural.
fn acronym(word: &str) -> Option<&str> {
    let bare = word.strip_suffix("'s").or_else(|| word.strip_suffix("’s")).or_else(|| word.strip_suffix('s')).unwrap_or(word);
    let is_acronym = (2..=LONGEST).contains(&bare.len()) && bare.bytes().all(|byte| byte.is_ascii_uppercase());
    is_acronym.then_some(bare)
}

/// A word of the long form: its first letter in capitals, and where it begins.
struct Word<'t> {
    text: &'t str,
    at: usize,
    /// It stands behind a hyphen: it may have no letter.
    is_joined: bool,
}

/// Where the words that spell an acronym begin, if a text ends with them.
fn spelled_before<W: AsRef<str>>(text: &str, acronym: &str, small: &[W]) -> Option<usize> {
    /// Marks that end what can be a name.
    const ENDS: [char; 10] = ['.', ';', ':', '!', '?', ')', '(', '"', '“', '”'];
    let start = text.rfind(ENDS).map_or(0, |end| end + text.get(end..).and_then(|rest| rest.chars().next()).map_or(1, char::len_utf8));
    let mut words = Vec::new();
    let mut at = start;
    for piece in text.get(start..)?.split_inclusive(|c: char| c.is_whitespace() || matches!(c, '-' | '/' | '‑')) {
        let word = piece.trim_matches(|c: char| !c.is_alphanumeric() && c != '&');
        let offset = word.as_ptr() as usize - piece.as_ptr() as usize;
        if !word.is_empty() {
            let is_joined = text.get(..at).is_some_and(|before| before.ends_with(['-', '/', '‑']));
            words.push(Word { text: word, at: at + offset, is_joined });
        }
        at += piece.len();
    }
    // More words than this cannot be spelled by the letters.
    let keep = words.len().saturating_sub(acronym.len() * 3);
    let words = words.get(keep..)?;
    let index = begins(words, acronym.as_bytes(), small)?;
    // "Create a signing request (CSR)": a request, whose verb happens to begin with the letter.
    let has_article = words.get(index + 1).is_some_and(|word| matches!(word.text, "a" | "an"));
    words.get(index).filter(|_| !has_article).map(|word| word.at)
}

/// The first of the words that spell the letters up to the end; words without a letter are small, or stand behind a hyphen.
fn begins<W: AsRef<str>>(words: &[Word<'_>], letters: &[u8], small: &[W]) -> Option<usize> {
    let (Some((last, before)), Some((letter, rest))) = (words.split_last(), letters.split_last()) else { return None };
    let initial = last.text.bytes().next().map(|byte| byte.to_ascii_uppercase());
    if initial == Some(*letter) {
        let is_small = small.iter().any(|known| known.as_ref() == last.text);
        if rest.is_empty() {
            return (!is_small && !last.is_joined).then_some(before.len());
        }
        if let Some(found) = begins(before, rest, small) {
            return Some(found);
        }
    }
    let may_be_passed = last.is_joined || small.iter().any(|known| known.as_ref().eq_ignore_ascii_case(last.text));
    if may_be_passed { begins(before, letters, small) } else { None }
}
