//! A heading with nothing below it.

use serde::Deserialize;

use crate::document::{Document, Kind, NONE};
use crate::rule::{ArticleCheck, Found};

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct EmptySection {}

impl ArticleCheck for EmptySection {
    fn check(&self, article: &Document, found: &mut Found<'_>) {
        for (index, section) in article.sections.iter().enumerate() {
            found.concerned();
            // Its own subsections are something.
            if section.own_end < section.end || article.range_has_content(section.heading + 1, section.own_end) {
                continue;
            }
            // The title of an article that begins below it with headings of the same level (`# Title`, `# Part one`).
            let is_title = index == 0 && section.parent == NONE && article.sections.len() > 1;
            if is_title && article.sections.iter().skip(1).all(|other| other.level >= section.level) && section.level == 1 {
                continue;
            }
            // A heading that is only a picture or an anchor is decoration.
            let heading = article.text_of(section.heading);
            if heading.is_empty() {
                continue;
            }
            debug_assert!(article.block(section.heading).kind == Kind::Heading);
            found.at(section.heading, article.text_src(section.heading), "section “{}” is empty", [heading]);
        }
    }
}
