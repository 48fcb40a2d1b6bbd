//! Words of a text that may be names, and how a name is spelled.

use crate::checks::prose::{capitals, has_inner_capital};
use crate::document::BlockId;
use crate::fact::{definitions, spells};
use crate::span::Span;

/// A spelling of a name in an article.
#[derive(Clone, Copy)]
pub(super) struct Spelling<'t> {
    pub word: &'t str,
    /// How often it occurs.
    pub count: usize,
    /// Where the rule points: the first place that defines, else the first.
    pub block: BlockId,
    pub place: Span,
    /// It stands where names are given.
    pub defines: bool,
    /// It stands nowhere but at the start of a sentence or a block, where any word has a capital.
    pub always_opens: bool,
}

impl<'t> Spelling<'t> {
    pub const fn first(word: &'t str, block: BlockId, place: Span, defines: bool, opens: bool) -> Self {
        Self { word, count: 1, block, place, defines, always_opens: opens }
    }

    pub const fn again(&mut self, defines: bool, opens: bool) {
        self.count += 1;
        self.defines |= defines;
        self.always_opens &= opens;
    }
}

/// The capitals that the words of a list begin with.
pub(super) struct Initials(u32);

/// All of them.
const ANY: Initials = Initials(u32::MAX);

impl Initials {
    /// Those of names in small letters.
    pub(super) fn of<'w>(names: impl Iterator<Item = &'w String>) -> Self {
        Self(names.filter_map(|name| name.bytes().next()).fold(0, |seen, first| seen | 1 << (first % 32)))
    }

    const fn has(&self, capital: u8) -> bool {
        self.0 >> (capital % 32) & 1 == 1
    }
}

/// The words of a text that begin with one of these capitals, hold ASCII letters alone, and touch nothing that makes them part of an address or of code.
pub(super) fn words<'t>(text: &'t str, initials: &Initials) -> impl Iterator<Item = (usize, &'t str)> {
    let bytes = text.as_bytes();
    let mut from = 0;
    let mut capitals = capitals(bytes);
    std::iter::from_fn(move || {
        for start in capitals.by_ref() {
            if start < from || !bytes.get(start).is_some_and(|byte| initials.has(*byte)) {
                continue;
            }
            let end = bytes.iter().skip(start).position(|byte| !byte.is_ascii_alphabetic()).map_or(bytes.len(), |length| start + length);
            from = end;
            let before = start.checked_sub(1).and_then(|at| bytes.get(at));
            let (behind, next) = (bytes.get(end), bytes.get(end + 1));
            let touches = |byte: &u8| {
                byte.is_ascii_alphanumeric()
                    || !byte.is_ascii()
                    || matches!(byte, b'_' | b'/' | b'@' | b':' | b'#' | b'=' | b'\\' | b'$' | b'.' | b'-')
            };
            // A full stop or a colon ends a sentence, unless something follows at once.
            let goes_on = behind.is_some_and(|byte| match byte {
                b'.' | b':' => next.is_some_and(|next| !next.is_ascii_whitespace()),
                b'(' | b'<' | b'[' => true,
                // The last byte of a quotation mark is none of a letter.
                byte if !byte.is_ascii() => text.get(end..).and_then(|rest| rest.chars().next()).is_some_and(char::is_alphanumeric),
                byte => touches(byte),
            });
            let is_joined = before.is_some_and(|byte| {
                if byte.is_ascii() {
                    touches(byte)
                } else {
                    text.get(..start).and_then(|rest| rest.chars().next_back()).is_some_and(char::is_alphanumeric)
                }
            });
            if !goes_on && !is_joined {
                return text.get(start..end).map(|word| (start, word));
            }
        }
        None
    })
}

/// Letters of an acronym in small ones, at most.
const MISSPELLED: usize = 6;

/// Whether a word is in capitals, perhaps with the `s` of a plural.
pub(super) fn is_capitals(word: &str) -> bool {
    word.strip_suffix('s').unwrap_or(word).bytes().all(|byte| byte.is_ascii_uppercase())
}

/// The names that a text spells in a way of their own: with a capital inside, or as the first letters of the words that they stand for. With whether
/// they are acronyms.
pub(super) fn names(text: &str) -> impl Iterator<Item = (&str, bool)> {
    let bytes = text.as_bytes();
    let inner = words(if has_inner_capital(text) { text } else { "" }, &ANY)
        .filter(|(_, word)| has_inner_capital(word))
        .map(|(_, word)| (word, false));
    let has_brackets = memchr::memchr(b'(', bytes).is_some();
    let in_brackets = if has_brackets { text } else { "" };
    let defined = definitions(in_brackets, &crate::fact::SMALL).into_iter().map(|definition| (definition.acronym, true));
    // "(Cro)" behind "Chief Revenue Officer".
    let misspelled = memchr::memchr_iter(b'(', bytes).filter_map(|at| {
        let (before, behind) = (text.get(..at)?, text.get(at + 1..)?);
        let length = behind.bytes().take(MISSPELLED + 1).position(|byte| byte == b')')?;
        let word = behind.get(..length)?;
        let (first, rest) = word.as_bytes().split_first()?;
        let is_name = first.is_ascii_uppercase() && rest.iter().all(u8::is_ascii_lowercase);
        (is_name && spells(before, &word.to_ascii_uppercase())).then_some((word, true))
    });
    inner.chain(defined).chain(misspelled)
}
