//! A list without a single item that says something.

use serde::Deserialize;

use crate::checks::prose::{End, Forms, class_of, is_made_of, is_program};
use crate::document::{Block, BlockId, Document, InlineKind, Kind};
use crate::rule::{ArticleCheck, Found};

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct EmptyList {}

impl ArticleCheck for EmptyList {
    fn check(&self, article: &Document, found: &mut Found<'_>) {
        let forms = Forms::of(article);
        for (id, list) in article.of_kind(Kind::List) {
            found.concerned();
            if article.has_content(id) || is_made_by_a_program(article, id) {
                continue;
            }
            match article.children(id).filter(|child| article.block(*child).kind == Kind::Item).count() {
                // Without a bullet and without a word before it, no reader sees that there is a list: what an editor or an export left
                // behind is worth knowing. A script of the page may fill a list that it finds by its name.
                0 if !is_announced(article, id) => {
                    if !is_filled_later(article, list) && !article.is_within(id, Kind::Item) {
                        found.at(id, list.src, "a list without items is left in the source", [""; 0]).milder().milder();
                    }
                }
                // A single lone bullet is an item without text, no list.
                1 => {}
                _ if forms.hold(id) => {}
                // A program fills the list that it finds by its name.
                0 if is_filled_later(article, list) && is_program(article) => {}
                0 => _ = found.at(id, list.src, "the list has no items", [""; 0]),
                _ => _ = found.at(id, list.src, "none of the items of the list has text", [""; 0]),
            }
        }
    }
}

/// A lead-in stands right before the list: text that a colon ends, or no mark at all, or a heading.
fn is_announced(article: &Document, list: BlockId) -> bool {
    /// Empty paragraphs that an editor left before the list.
    const EMPTY: usize = 4;
    let mut before = std::iter::successors(above(article, list), |block| above(article, *block)).take(EMPTY);
    before.find(|block| article.has_content(*block)).is_some_and(|before| {
        let text = article.text_of(before);
        match article.block(before).kind {
            // Links in a row lead to other pages, not to what stands below.
            Kind::Paragraph => text.ends_with(':') || End::of(text).is_open() && !is_made_of(article, before, &[InlineKind::Link]),
            Kind::Heading => true,
            _ => false,
        }
    })
}

/// The tag of the list names it.
fn is_filled_later(article: &Document, list: &Block) -> bool {
    let tag = list.src.cut(article.source.text()).split('>').next().unwrap_or("");
    tag.contains("id=") || tag.contains("data-")
}

/// The class of a list without items says that a program fills it or keeps it out of sight: the contents of the page, a menu.
fn is_made_by_a_program(article: &Document, list: BlockId) -> bool {
    let source = article.block(list).src.cut(article.source.text());
    !source.contains("<li")
        && class_of(article, list).split([' ', '-', '_']).any(|word| matches!(word, "toc" | "menu" | "nav" | "navigation" | "hidden"))
}

/// The block right above in the same container.
fn above(article: &Document, id: BlockId) -> Option<BlockId> {
    let parent = article.block(id).parent;
    let last = id.checked_sub(1).filter(|last| *last > parent)?;
    std::iter::successors(Some(last), |inner| Some(article.block(*inner).parent)).find(|inner| article.block(*inner).parent == parent)
}

#[cfg(test)]
mod tests {
    use crate::checks::tested::findings;

    fn found(before: &str) -> usize {
        let all = findings("empty-list", "ship.html", &format!("<h1>Packing</h1>{before}<ul>\n</ul><p>The ship does not wait.</p>"));
        all.iter().filter(|(message, _)| message == "the list has no items").count()
    }

    #[test]
    fn a_list_without_bullets_is_missed_where_something_announces_it() {
        assert_eq!(found("<p>Take these with you:</p>"), 1);
        assert_eq!(found("<p>Take with you</p><p> </p>"), 1);
        assert_eq!(found("<p>Take a warm coat.</p>"), 0);
        assert_eq!(found("<p><a href=\"a.html\">Back</a> <a href=\"b.html\">Contents</a></p>"), 0);
        assert_eq!(found("<h2>What to take</h2><p>A coat.</p><ol><li>A lamp</li></ol>"), 0);
        assert_eq!(found("<h2>What to take</h2>"), 1);
    }

    #[test]
    fn a_list_that_a_script_fills_is_not_empty() {
        let left = |tag: &str| findings("empty-list", "ship.html", &format!("<h1>Packing</h1><p>Early.</p><ul{tag}></ul><p>Late.</p>"));
        assert_eq!(
            left("").iter().map(|(message, _)| message.as_str()).collect::<Vec<_>>(),
            ["a list without items is left in the source"]
        );
        assert!(left(" id=\"log\"").is_empty());
        let page = "<h1>Boats</h1><h2>At the quay</h2><ul id=\"boats\"></ul><script src=\"boats.js\"></script>";
        assert!(findings("empty-list", "ship.html", page).is_empty());
    }

    #[test]
    fn a_heading_over_nothing_but_a_list_without_bullets_announces_it() {
        assert_eq!(findings("empty-list", "ship.html", "<h1>Packing</h1><p>Early.</p><h2>What to take</h2><ul></ul>").len(), 1);
    }
}
