//! A heading two levels below the one it stands under.

use serde::Deserialize;

use crate::document::Document;
use crate::rule::{ArticleCheck, Found};

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct SkippedHeadingLevel {}

impl ArticleCheck for SkippedHeadingLevel {
    fn check(&self, article: &Document, found: &mut Found<'_>) {
        // The same jump again and again is one decision of the writer's, so it is one finding.
        let mut seen: Vec<(u8, u8)> = Vec::new();
        let mut used = [false; 7];
        for section in &article.sections {
            if let Some(used) = used.get_mut(usize::from(section.level)) {
                *used = true;
            }
        }
        for pair in article.sections.windows(2) {
            found.concerned();
            let [above, section] = pair else { continue };
            let jump = (above.level, section.level);
            if section.level <= above.level + 1 || seen.contains(&jump) {
                continue;
            }
            seen.push(jump);
            let title = article.text_of(section.heading);
            let (from, to) = (above.level.to_string(), section.level.to_string());
            let finding = found
                .at(section.heading, article.text_src(section.heading), "heading “{}” jumps from level {} to level {}", [title, &from, &to])
                .related(article.text_src(above.heading), "the heading above it");
            // A level that the article has nowhere is not missing in between: it was left out for its looks.
            let skipped = usize::from(above.level) + 1..usize::from(section.level);
            if !used.get(skipped).is_some_and(|skipped| skipped.contains(&true)) {
                finding.milder();
            }
        }
    }
}
