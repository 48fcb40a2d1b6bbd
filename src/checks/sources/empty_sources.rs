//! A heading that promises sources, with none below it.

use serde::Deserialize;

use crate::checks::sources::titles::SourceTitles;
use crate::document::Document;
use crate::rule::{ArticleCheck, Found};

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct EmptySources {
    titles: SourceTitles,
}

impl ArticleCheck for EmptySources {
    fn check(&self, article: &Document, found: &mut Found<'_>) {
        for section in &article.sections {
            let title = article.text_of(section.heading);
            if !self.titles.has(&article.language.code, title) {
                continue;
            }
            found.concerned();
            if section.own_end == section.end && !article.range_has_content(section.heading + 1, section.own_end) {
                found.at(section.heading, article.text_src(section.heading), "“{}” lists no source", [title]);
            }
        }
    }
}
