//! A heading two levels below the one it stands under.

use serde::Deserialize;

use crate::checks::prose::{class_of, is_panel_mark};
use crate::document::{BlockId, Document, Flags, InlineKind, MetaFrom, Section};
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
        let stray = stray_title(article);
        let mut last: Option<&Section> = None;
        for section in &article.sections {
            // A heading without words, or of a level that is wrong itself, is a defect of its own and no step.
            let is_step = stray != Some(section.heading) && article.has_content(section.heading) && !is_outside(article, section.heading);
            let above = if is_step { last.replace(section) } else { last };
            let (Some(above), true) = (above, is_step) else { continue };
            found.concerned();
            let jump = (above.level, section.level);
            // A panel may open at any level.
            if section.level <= above.level + 1 || seen.contains(&jump) || is_panel_mark(article.text_of(section.heading)) {
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

/// The heading of a note beside the text (`<div class="tip"><h3>`) or of the contents, a row of links, or a piece of code that a generator lists.
fn is_outside(article: &Document, heading: BlockId) -> bool {
    let class = class_of(article, heading);
    class.contains("code")
        || class.split(' ').any(|word| word == "toc")
        || is_row_of_links(article, heading)
        || article.ancestors(heading).any(|outer| article.block(outer).flags.has(Flags::ALERT))
}

/// "[Times](times.md) | [Fares](fares.md)": all letters of the heading are those of several links.
fn is_row_of_links(article: &Document, heading: BlockId) -> bool {
    let block = article.block(heading);
    let links = || article.inlines_of(heading).iter().filter(|inline| inline.kind == InlineKind::Link);
    links().nth(1).is_some()
        && article
            .text_of(heading)
            .char_indices()
            .filter(|(_, c)| c.is_alphanumeric())
            .all(|(at, _)| links().any(|link| link.text.range().contains(&(block.text.start() as usize + at))))
}

/// The only heading of level 1, in the middle of an article that has its title in the front matter: it is set too high.
fn stray_title(article: &Document) -> Option<BlockId> {
    let has_title = article.meta.iter().any(|meta| meta.from == MetaFrom::FrontMatter && meta.key.eq_ignore_ascii_case("title"));
    let mut top = article.sections.iter().filter(|section| section.level == 1).map(|section| section.heading);
    let (Some(first), None) = (top.next(), top.next()) else { return None };
    let opens = article.sections.first().is_some_and(|section| section.heading == first);
    (has_title && !opens).then_some(first)
}

#[cfg(test)]
mod tests {
    use crate::checks::tested::markdown;

    fn found(text: &str) -> Vec<String> {
        markdown("skipped-heading-level", text).into_iter().map(|(_, words)| words).collect()
    }

    #[test]
    fn a_heading_set_too_high_is_not_charged_to_the_next_one() {
        let text = "---\ntitle: Bells\n---\n\n## What is new\n\n# Bronze\n\nIt rings.\n\n### Tin\n\nSo does tin.\n";
        assert!(found(text).is_empty());
        let text = "---\ntitle: Bells\n---\n\n# Bronze\n\nIt rings.\n\n### Tin\n\nSo does tin.\n\n## Brass\n\nIt does not.\n";
        assert_eq!(found(text), ["Tin"]);
    }

    #[test]
    fn a_heading_without_words_is_no_step() {
        assert!(found("# Bells\n\nAll.\n\n## Bronze\n\nIt rings.\n\n#### \n\n### Tin\n\nSo does tin.\n").is_empty());
    }
}
