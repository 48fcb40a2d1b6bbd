//! Elements that no browser knows: a line of Markdown goes in, and the name of what it opens comes out. An article that is built of them, or says so by its
//! name, is an order to a program.

use std::collections::HashSet;

use crate::document::{Document, MetaFrom};
use crate::source::Format;

/// Elements of HTML that a browser knows, in the order of their letters; without those that no text stands in.
const ELEMENTS: [&str; 86] = [
    "a",
    "abbr",
    "acronym",
    "address",
    "article",
    "aside",
    "b",
    "bdi",
    "bdo",
    "big",
    "blockquote",
    "body",
    "button",
    "caption",
    "center",
    "cite",
    "code",
    "col",
    "colgroup",
    "dd",
    "del",
    "details",
    "dfn",
    "dialog",
    "dir",
    "div",
    "dl",
    "dt",
    "em",
    "fieldset",
    "figcaption",
    "figure",
    "font",
    "footer",
    "form",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "head",
    "header",
    "hgroup",
    "html",
    "i",
    "ins",
    "kbd",
    "label",
    "legend",
    "li",
    "main",
    "mark",
    "menu",
    "nav",
    "noscript",
    "ol",
    "p",
    "picture",
    "pre",
    "q",
    "ruby",
    "s",
    "samp",
    "section",
    "small",
    "span",
    "strike",
    "strong",
    "style",
    "sub",
    "summary",
    "sup",
    "svg",
    "table",
    "tbody",
    "td",
    "tfoot",
    "th",
    "thead",
    "time",
    "tr",
    "tt",
    "u",
    "ul",
    "var",
];

/// The name of an element that a line of Markdown opens with and no browser knows ("<step name=…>"): a program reads what stands in it.
pub(in crate::checks) fn own_element(line: &str) -> Option<&str> {
    let behind = line.trim_start().strip_prefix('<')?;
    let name =
        behind.get(..behind.bytes().take_while(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || *byte == b'_').count())?;
    let ends = behind.get(name.len()..).is_some_and(|rest| rest.starts_with(['>', ' ']));
    let is_element = !name.is_empty() && ends && behind.contains('>');
    (is_element
        && ELEMENTS.binary_search(&name).is_err()
        && !["br", "hr", "img", "video", "audio", "iframe", "input", "source"].contains(&name))
    .then_some(name)
}

/// Whether an article is an order to a program that reads and answers in words: by the name of its file, by what its front matter grants it, or by
/// elements of its own around its parts (`<step name="moor">`). What it leaves blank is filled in by that program.
pub(in crate::checks) fn is_order(article: &Document) -> bool {
    /// Files that such programs look for.
    const NAMES: [&str; 4] = ["SKILL", "AGENTS", "CLAUDE", "GEMINI"];
    /// What only an order to a program says of itself.
    const GRANTS: [&str; 4] = ["allowed-tools", "argument-hint", "disable-model-invocation", "allowed_tools"];
    /// Elements that show that the article is built of them.
    const PARTS: usize = 2;
    if article.source.format() != Format::Markdown {
        return false;
    }
    let said = |key: &str| article.meta.iter().any(|meta| meta.from == MetaFrom::FrontMatter && meta.key.eq_ignore_ascii_case(key));
    let source = article.source.text();
    let has_parts = || {
        let closed: HashSet<&str> = source.lines().filter_map(|line| line.strip_prefix("</")?.split('>').next()).collect();
        let is_part = |line: &&str| line.starts_with('<') && own_element(line).is_some_and(|name| closed.contains(name));
        !closed.is_empty() && source.lines().filter(is_part).nth(PARTS - 1).is_some()
    };
    NAMES.contains(&article.source.stem())
        || GRANTS.iter().any(|key| said(key))
        || said("tools") && said("model")
        || memchr::memmem::find(source.as_bytes(), b"\n</").is_some() && has_parts()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn elements_of_html_and_blanks_are_none() {
        assert_eq!(own_element("<step name=\"moor\">"), Some("step"));
        assert_eq!(own_element("  <harbour_rules>"), Some("harbour_rules"));
        for line in ["<div class=\"box\">", "<details>", "<br>", "<my-box>", "<https://example.org>", "<3 boats", "</step>", "text"] {
            assert_eq!(own_element(line), None, "{line}");
        }
        assert!(ELEMENTS.is_sorted());
    }
}
