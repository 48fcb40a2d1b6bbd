//! Elements around a sign in which it is markup for somebody: a program reads it, or Markdown works there.

use crate::checks::prose::own_element;
use crate::span::Span;

/// Whether an element that no browser knows opens above a place and does not close before it: a program reads what stands in it, and no
/// reader sees it so.
pub(super) fn is_in_own_element(source: &str, place: Span) -> bool {
    /// Bytes before the place that are looked at.
    const NEAR: usize = 4000;
    let end = place.start() as usize;
    let before = source.get(source.floor_char_boundary(end.saturating_sub(NEAR))..end).unwrap_or("");
    let mut behind = 0;
    for line in before.rsplit('\n') {
        behind += line.len() + 1;
        let Some(name) = own_element(line) else { continue };
        let rest = before.get(before.len().saturating_sub(behind - 1)..).unwrap_or("");
        if !rest.contains(&format!("</{name}>")) {
            return true;
        }
    }
    false
}

/// Whether an element around a place says that Markdown works in it: `<figure markdown>`.
pub(super) fn is_in_markdown_element(source: &str, place: Span) -> bool {
    /// Bytes before the place that are looked at.
    const NEAR: usize = 1200;
    let end = place.start() as usize;
    let before = source.get(source.floor_char_boundary(end.saturating_sub(NEAR))..end).unwrap_or("");
    let Some(at) = before.rfind(" markdown") else { return false };
    let (head, tail) = (before.get(..at).unwrap_or(""), before.get(at + " markdown".len()..).unwrap_or(""));
    let Some(tag) = head.rfind('<').and_then(|open| head.get(open + 1..)) else { return false };
    let name = tag.split(|c: char| !c.is_ascii_alphanumeric()).next().unwrap_or("");
    !name.is_empty() && !tag.contains('>') && tail.starts_with(['>', '=', ' ', '/']) && !tail.contains(&format!("</{name}"))
}
