//! Sections of an article's type that stand in another order than the type says.

use serde::Deserialize;

use super::required::{name, section_titled};
use crate::document::{Document, Section};
use crate::rule::{ArticleCheck, Found};

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct SectionOrder {
    /// The order of sections in every article, whatever its type.
    sections: Vec<String>,
}

impl ArticleCheck for SectionOrder {
    fn check(&self, article: &Document, found: &mut Found<'_>) {
        let of_type = found.article_type().filter(|of_type| of_type.section_order);
        in_order(article, &self.sections, found);
        in_order(article, of_type.map_or(&[], |of_type| &of_type.required_sections), found);
    }
}

fn in_order(article: &Document, order: &[String], found: &mut Found<'_>) {
    let mut last: Option<(&str, &Section)> = None;
    for entry in order {
        let Some(section) = section_titled(article, entry) else { continue };
        found.concerned();
        match last {
            Some((before, earlier)) if section.heading < earlier.heading => {
                found
                    .at(section.heading, article.text_src(section.heading), "section “{}” stands before “{}”", [name(entry), before])
                    .related(article.text_src(earlier.heading), "should come first");
            }
            _ => last = Some((name(entry), section)),
        }
    }
}
