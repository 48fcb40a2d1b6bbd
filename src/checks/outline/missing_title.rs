//! An article that nowhere says what it is called.

use serde::Deserialize;

use crate::document::{Document, Flags, Kind};
use crate::rule::{ArticleCheck, Found};
use crate::source::Format;
use crate::span::Span;

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct MissingTitle {
    /// Words from which a text without any heading is an article rather than a part of one.
    words: usize,
}

impl MissingTitle {
    /// A text that others include: from a folder of such (`_includes`), or short and without headings.
    fn is_part(&self, article: &Document) -> bool {
        let names = article.source.path().components().any(|part| part.as_os_str().to_string_lossy().starts_with('_'));
        let folder = names && !article.source.path().file_name().is_some_and(|name| name.to_string_lossy().starts_with("_index."));
        folder || article.sections.is_empty() && article.words() < self.words
    }
}

impl ArticleCheck for MissingTitle {
    fn check(&self, article: &Document, found: &mut Found<'_>) {
        found.concerned();
        if article.title().is_some() || self.is_part(article) || is_body_only(article) {
            return;
        }
        let content = article.all().skip(1).find(|(_, block)| {
            block.kind.is_leaf()
                && !block.flags.has(Flags::BOILER)
                && !matches!(block.kind, Kind::Rule | Kind::Template | Kind::Embed)
                && !block.text.is_empty()
        });
        let Some((first, block)) = content else { return };
        // An article of a site that sets the title elsewhere begins with its highest heading, of whatever level.
        if block.kind == Kind::Heading && article.sections.iter().all(|section| section.level >= block.level) {
            return;
        }
        let text = article.text_of(first);
        let line = text.find(['.', '!', '?', '\n']).map_or(text.len(), |end| end + 1).min(text.floor_char_boundary(80));
        let span = article.source_span(Span::new(block.text.start(), block.text.start() + line as u32));
        let finding = found.at(first, span, "the article has no title", [""; 0]);
        // What is a title in plain text is guessed.
        if article.source.format() == Format::Plain {
            finding.milder();
        }
    }
}

/// HTML without `<html>`, `<head>` or a doctype: the body of a page that a system puts its title on.
fn is_body_only(article: &Document) -> bool {
    let text = article.source.text();
    let start = text.get(..text.floor_char_boundary(2_000)).unwrap_or(text).to_ascii_lowercase();
    article.source.format() == Format::Html && !["<!doctype", "<html", "<head", "<title", "<body"].iter().any(|tag| start.contains(tag))
}
