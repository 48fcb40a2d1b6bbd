//! A heading with nothing below it.

use serde::Deserialize;

use crate::document::{Document, NONE, Section};
use crate::rule::{ArticleCheck, Found};

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct EmptySection {}

impl ArticleCheck for EmptySection {
    fn check(&self, article: &Document, found: &mut Found<'_>) {
        for (index, section) in article.sections.iter().enumerate() {
            found.concerned();
            if !is_empty(article, section) {
                continue;
            }
            // The title above headings of its own level (`# Title`, `# Part one`).
            let is_title = index == 0 && section.parent == NONE && section.level == 1 && article.sections.len() > 1;
            let heading = article.text_of(section.heading);
            // A heading that is only a picture or an anchor is decoration.
            if is_title || heading.is_empty() || is_name(heading) || is_point_of_a_list(article, index) {
                continue;
            }
            found.at(section.heading, article.text_src(section.heading), "section “{}” is empty", [heading]);
        }
    }
}

/// Neither text nor subsections.
fn is_empty(article: &Document, section: &Section) -> bool {
    section.own_end >= section.end && !article.range_has_content(section.heading + 1, section.own_end)
}

/// A name out of code (`System.String[]`, `run()`, `--force`) or "None": a reference lists such names as headings, and the name is all
/// there is to say.
fn is_name(heading: &str) -> bool {
    if heading == "None" {
        return true;
    }
    let mut words = heading.split_whitespace();
    let (Some(word), None) = (words.next(), words.next()) else { return false };
    let inner = word.trim_end_matches(['.', ':', '?', '!']);
    inner.contains(['.', '(', '[', '_', '<', '\\', '/', '=', '$', '@']) || inner.starts_with('-')
}

/// One of three numbered headings in a row without text: a list whose points are marked as headings.
fn is_point_of_a_list(article: &Document, index: usize) -> bool {
    let is_point =
        |section: &Section| article.text_of(section.heading).starts_with(|c: char| c.is_ascii_digit()) && is_empty(article, section);
    let around = article.sections.get(index.saturating_sub(2)..(index + 3).min(article.sections.len())).unwrap_or_default();
    around.windows(3).any(|row| row.iter().all(is_point))
}
