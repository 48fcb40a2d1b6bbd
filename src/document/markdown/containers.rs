//! Elements and components that hold blocks of Markdown: their tags come in, the ranges between them go out.

use crate::span::Span;

/// Elements that enclose parts of an article. What holds text, rows or items encloses no part.
const ELEMENTS: [&str; 6] = ["div", "details", "section", "article", "aside", "center"];

/// How far up the open tags are searched for the one that an end tag closes: keeps broken markup linear.
const SEARCHED: usize = 64;

/// A start or end tag.
#[derive(Clone, Copy, Debug)]
pub(super) struct Tag {
    /// Where it begins.
    pub(super) at: u32,
    name: Span,
    opens: bool,
}

impl Tag {
    /// The tag whose `<` stands at `at`.
    pub(super) fn at(bytes: &[u8], at: usize) -> Self {
        let closes = bytes.get(at + 1) == Some(&b'/');
        let start = at + 1 + usize::from(closes);
        let rest = bytes.get(start..).unwrap_or_default().iter().take(64);
        let len = rest.take_while(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'_' | b'-')).count();
        Self { at: at as u32, name: Span::of(start, start + len), opens: !closes }
    }
}

/// Adds the tags of elements that enclose parts, from a line of HTML.
pub(super) fn of_html(text: &str, line: Span, tags: &mut Vec<Tag>) {
    for found in memchr::memchr_iter(b'<', line.cut(text).as_bytes()) {
        let tag = Tag::at(text.as_bytes(), line.start() as usize + found);
        if ELEMENTS.iter().any(|element| tag.name.cut(text).eq_ignore_ascii_case(element)) {
            tags.push(tag);
        }
    }
}

/// What the tags enclose, in the order of their starts. A tag without its partner encloses nothing.
pub(super) fn of(tags: &mut [Tag], text: &str) -> Vec<Span> {
    tags.sort_by_key(|tag| tag.at);
    let mut containers = Vec::new();
    let mut open: Vec<Tag> = Vec::new();
    for tag in tags {
        if tag.opens {
            open.push(*tag);
            continue;
        }
        let name = tag.name.cut(text);
        let Some(depth) = open.iter().rev().take(SEARCHED).position(|opened| opened.name.cut(text).eq_ignore_ascii_case(name)) else {
            continue;
        };
        open.truncate(open.len() - depth);
        containers.extend(open.pop().map(|opened| Span::new(opened.at, tag.at)));
    }
    containers.sort_by_key(|container| container.start());
    containers
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<&str> {
        let mut tags = Vec::new();
        of_html(text, Span::of(0, text.len()), &mut tags);
        of(&mut tags, text).iter().map(|container| container.cut(text)).collect()
    }

    #[test]
    fn a_container_reaches_from_its_start_tag_to_its_own_end_tag() {
        assert_eq!(found("<div><DIV>a</div> b</div> c"), ["<div><DIV>a</div> b", "<DIV>a"]);
    }

    #[test]
    fn a_tag_without_its_partner_encloses_nothing() {
        assert_eq!(found("<div><details>a</div> b</details>"), ["<div><details>a"]);
        assert!(found("</div> a <aside>").is_empty());
    }
}
