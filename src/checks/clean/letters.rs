//! The letters of ASCII on either side of a place: what a mark, a blank or another word stands right beside.

/// The letters that a text ends with.
pub(super) fn last_word(text: &str) -> &str {
    let letters = text.bytes().rev().take_while(u8::is_ascii_alphabetic).count();
    text.get(text.len() - letters..).unwrap_or("")
}

/// The letters that a text begins with.
pub(super) fn first_word(text: &str) -> &str {
    let letters = text.bytes().take_while(u8::is_ascii_alphabetic).count();
    text.get(..letters).unwrap_or("")
}

/// Whether a word is there, in small letters of ASCII alone.
pub(super) fn is_small(word: &str) -> bool {
    !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_lowercase())
}
