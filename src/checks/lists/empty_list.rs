//! A list without a single item that says something.

use serde::Deserialize;

use crate::checks::prose::{End, Forms};
use crate::document::{BlockId, Document, Kind};
use crate::rule::{ArticleCheck, Found};

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct EmptyList {}

impl ArticleCheck for EmptyList {
    fn check(&self, article: &Document, found: &mut Found<'_>) {
        let forms = Forms::of(article);
        for (id, list) in article.of_kind(Kind::List) {
            found.concerned();
            if article.has_content(id) {
                continue;
            }
            match article.children(id).filter(|child| article.block(*child).kind == Kind::Item).count() {
                // Without a bullet and without a word before it, no reader sees that there is a list.
                0 if !is_announced(article, id) => {}
                // A single lone bullet is an item without text, no list.
                1 => {}
                _ if forms.hold(id) => {}
                0 => _ = found.at(id, list.src, "the list has no items", [""; 0]),
                _ => _ = found.at(id, list.src, "none of the items of the list has text", [""; 0]),
            }
        }
    }
}

/// A lead-in stands right before the list: text that a colon ends, or no mark at all, or a heading with nothing else below it.
fn is_announced(article: &Document, list: BlockId) -> bool {
    /// Empty paragraphs that an editor left before the list.
    const EMPTY: usize = 4;
    let mut before = std::iter::successors(above(article, list), |block| above(article, *block)).take(EMPTY);
    before.find(|block| article.has_content(*block)).is_some_and(|before| {
        let text = article.text_of(before);
        match article.block(before).kind {
            Kind::Paragraph => text.ends_with(':') || End::of(text).is_open(),
            Kind::Heading => {
                article.section_of(list).is_some_and(|section| !article.range_has_content(section.heading + 1, section.own_end))
            }
            _ => false,
        }
    })
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
        findings("empty-list", "ship.html", &format!("<h1>Packing</h1>{before}<ul>\n</ul><p>The ship does not wait.</p>")).len()
    }

    #[test]
    fn a_list_without_bullets_is_missed_where_something_announces_it() {
        assert_eq!(found("<p>Take these with you:</p>"), 1);
        assert_eq!(found("<p>Take with you</p><p> </p>"), 1);
        assert_eq!(found("<p>Take a warm coat.</p>"), 0);
        assert_eq!(found("<h2>What to take</h2><p>A coat.</p><ol><li>A lamp</li></ol>"), 0);
        assert_eq!(found(""), 0);
    }

    #[test]
    fn a_heading_over_nothing_but_a_list_without_bullets_announces_it() {
        assert_eq!(findings("empty-list", "ship.html", "<h1>Packing</h1><p>Early.</p><h2>What to take</h2><ul></ul>").len(), 1);
    }
}
