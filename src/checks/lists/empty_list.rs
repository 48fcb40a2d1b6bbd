//! A list without a single item that says something.

use serde::Deserialize;

use crate::document::{Document, Kind};
use crate::rule::{ArticleCheck, Found};

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct EmptyList {}

impl ArticleCheck for EmptyList {
    fn check(&self, article: &Document, found: &mut Found<'_>) {
        for (id, list) in article.of_kind(Kind::List) {
            found.concerned();
            if article.has_content(id) {
                continue;
            }
            match article.children(id).filter(|child| article.block(*child).kind == Kind::Item).count() {
                0 => found.at(id, list.src, "the list has no items", [""; 0]),
                // A single lone bullet is an item without text, no list.
                1 => continue,
                _ => found.at(id, list.src, "none of the items of the list has text", [""; 0]),
            };
        }
    }
}
