//! Elements that the rules in the head of a page set as boxes: what stands in them stands apart, though no blank parts it in the source.

use crate::document::{Document, Inline};

/// The classes whose elements a page sets as boxes, by the rules in its head: `.name { display: block }`.
pub(super) fn classes_of_boxes(source: &str) -> Vec<&str> {
    /// Bytes of rules that are looked at, and rules.
    const RULES: usize = 100_000;
    const SETS: [&str; 5] = ["block", "flex", "grid", "table-cell", "inline-block"];
    let Some(from) = memchr::memmem::find(source.as_bytes(), b"<style") else { return Vec::new() };
    let head = source.get(from..source.floor_char_boundary(from + RULES)).unwrap_or("");
    let head = head.split_once("</style").map_or(head, |(rules, _)| rules);
    let mut classes: Vec<&str> = Vec::new();
    for rule in head.split('}') {
        let Some((selectors, body)) = rule.split_once('{') else { continue };
        let is_box = body.split(';').filter_map(|set| set.split_once(':')).any(|(name, value)| {
            name.trim() == "display" && SETS.contains(&value.trim()) || name.trim() == "float" || name.trim() == "margin-left"
        });
        if is_box {
            let is_name = |name: &&str| name.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'));
            let names = selectors.split(',').filter_map(|selector| selector.trim().rsplit_once('.')).map(|(_, name)| name);
            classes.extend(names.filter(is_name));
        }
    }
    classes.sort_unstable();
    classes.dedup();
    classes
}

/// Whether a tag in a piece of a page has one of these classes.
pub(super) fn has_class(piece: &str, classes: &[&str]) -> bool {
    piece
        .split("class=\"")
        .skip(1)
        .any(|rest| rest.split('"').next().unwrap_or("").split_ascii_whitespace().any(|class| classes.binary_search(&class).is_ok()))
}

/// Whether a page makes a link a button or a label of its own, which it sets beside others: "Email this", "Blog this".
pub(super) fn is_set_apart(article: &Document, link: &Inline) -> bool {
    const MARKS: [&str; 8] = [" class=", " role=", " rel=\"tag", "javascript:", "share-post", "sharer", "share?", "intent/tweet"];
    let tag = link.src.cut(article.source.text()).split('>').next().unwrap_or("");
    tag.starts_with('<') && MARKS.iter().any(|mark| tag.contains(mark))
}
