//! A list without a single item that says something.

use serde::Deserialize;

use crate::checks::prose::is_form;
use crate::document::{Document, Kind};
use crate::rule::{ArticleCheck, Found, Words};

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct EmptyList {
    /// Words in the title or the file name of an article that others fill in.
    forms: Words,
}

impl ArticleCheck for EmptyList {
    fn check(&self, article: &Document, found: &mut Found<'_>) {
        let is_form = is_form(article, &self.forms);
        for (id, list) in article.of_kind(Kind::List) {
            found.concerned();
            if is_form || article.has_content(id) {
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
