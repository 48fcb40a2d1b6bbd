//! Addresses that stand in running text as they are.

use crate::span::Span;

/// The address whose `://` stands at `at`: only the web's own schemes, without the punctuation that ends a sentence.
pub(super) fn around(text: &str, at: usize) -> Option<Span> {
    let before = text.get(..at)?;
    let scheme = ["https", "http"].iter().find(|scheme| before.ends_with(**scheme))?;
    let start = at - scheme.len();
    if before.get(..start)?.ends_with(|c: char| c.is_alphanumeric()) {
        return None;
    }
    let rest = text.get(at + 3..)?;
    let len = rest.find(|c: char| c.is_whitespace() || matches!(c, '<' | '>' | '"' | '“' | '”' | '\u{fffc}')).unwrap_or(rest.len());
    let mut address = rest.get(..len)?;
    // Brackets that close more than the address opened belong to the sentence.
    let mut closing = address.matches(')').count().saturating_sub(address.matches('(').count());
    loop {
        address = address.trim_end_matches(['.', ',', ';', ':', '!', '?', '\'', '’', '*', '_']);
        match address.strip_suffix(')').filter(|_| closing > 0) {
            Some(inner) => (address, closing) = (inner, closing - 1),
            None => break,
        }
    }
    address.starts_with(|c: char| c.is_alphanumeric()).then(|| Span::of(start, at + 3 + address.len()))
}
