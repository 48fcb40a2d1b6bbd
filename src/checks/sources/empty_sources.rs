//! A heading that promises sources, with none below it.

use serde::Deserialize;

use crate::checks::sources::titles::SourceTitles;
use crate::document::{Document, Kind, MetaFrom};
use crate::rule::{ArticleCheck, Found};
use crate::span::Span;

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct EmptySources {
    titles: SourceTitles,
}

impl ArticleCheck for EmptySources {
    fn check(&self, article: &Document, found: &mut Found<'_>) {
        // "bibliography: sources.bib": the list is made when the article is.
        if article.meta.iter().any(|meta| meta.from == MetaFrom::FrontMatter && meta.key.eq_ignore_ascii_case("bibliography")) {
            return;
        }
        for section in &article.sections {
            let title = article.text_of(section.heading);
            if !self.titles.has(&article.language.code, title) {
                continue;
            }
            found.concerned();
            if section.own_end == section.end && !article.range_has_content(section.heading + 1, section.own_end) {
                // A bullet without text is part of the same defect.
                let last = (section.heading + 1..section.own_end).filter(|id| article.block(*id).kind == Kind::Item).last();
                let heading = article.text_src(section.heading);
                let span = last.map_or(heading, |item| Span::new(heading.start(), article.block(item).src.end().max(heading.end())));
                found.at(section.heading, span, "“{}” lists no source", [title]);
            }
        }
    }
}
