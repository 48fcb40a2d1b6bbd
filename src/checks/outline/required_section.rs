//! A section that articles of this type must have, and that is missing.

use serde::Deserialize;

use super::required::{name, section_titled};
use crate::document::Document;
use crate::rule::{ArticleCheck, Found};
use crate::span::Span;

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct RequiredSection {
    /// Sections that every article needs, whatever its type.
    sections: Vec<String>,
}

impl ArticleCheck for RequiredSection {
    fn check(&self, article: &Document, found: &mut Found<'_>) {
        let of_type = found.article_type();
        let asked = of_type.map_or(&[][..], |of_type| of_type.required_sections.as_slice());
        for entry in self.sections.iter().chain(asked) {
            found.concerned();
            if section_titled(article, entry).is_some() {
                continue;
            }
            let at = article.sections.first().map_or(Document::ROOT, |section| section.heading);
            let span = if at == Document::ROOT { Span::at(0) } else { article.text_src(at) };
            match of_type.filter(|_| asked.contains(entry)) {
                Some(of_type) => found.at(at, span, "an article of type “{}” needs a section “{}”", [of_type.name.as_str(), name(entry)]),
                None => found.at(at, span, "the article needs a section “{}”", [name(entry)]),
            };
        }
    }
}
