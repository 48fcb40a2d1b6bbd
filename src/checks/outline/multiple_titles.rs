//! Several headings of level 1, so that nothing says which one is the article's title.

use serde::Deserialize;

use super::missing_title::has_unread_front_matter;
use crate::checks::numbering::is_dated;
use crate::document::{BlockId, Document, Kind, MetaFrom, Section};
use crate::rule::{ArticleCheck, Found};
use crate::source::Format;

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct MultipleTitles {}

impl ArticleCheck for MultipleTitles {
    fn check(&self, article: &Document, found: &mut Found<'_>) {
        let top: Vec<&Section> =
            article.sections.iter().filter(|section| section.level == 1 && !article.text_of(section.heading).is_empty()).collect();
        if !top.is_empty() {
            found.concerned();
        }
        let [first, second, ..] = top.as_slice() else { return };
        // The site shows the front matter's title, and its sections may well begin at level 1.
        let said = article.meta.iter().any(|meta| meta.from == MetaFrom::FrontMatter && meta.key.eq_ignore_ascii_case("title"));
        let dated = top.iter().filter(|section| is_dated(article.text_of(section.heading))).count();
        let log = dated > 0 && 2 * dated + 2 > top.len();
        // An article that opens with another heading has no title among these.
        let opens = article.sections.first().is_some_and(|section| section.level == 1);
        if said
            || log
            || !opens
            || has_unread_front_matter(article)
            || article.source.format() == Format::Html && is_sectioned(article, &top)
        {
            return;
        }
        let title = article.text_of(second.heading);
        let count = top.len().to_string();
        found
            .at(second.heading, article.text_src(second.heading), "“{}” is a second title: {} headings are of level 1", [title, &count])
            .related(article.text_src(first.heading), "the first");
    }
}

/// Each heading of level 1 opens a container of its own (`<article>`, `<section>`), which numbers its levels itself.
fn is_sectioned(article: &Document, top: &[&Section]) -> bool {
    let mut parents: Vec<BlockId> = top.iter().map(|section| article.block(section.heading).parent).collect();
    parents.sort_unstable();
    let count = parents.len();
    parents.dedup();
    let own = parents.iter().filter(|parent| article.block(**parent).kind == Kind::Region).count();
    parents.len() == count && own + 1 >= count
}
