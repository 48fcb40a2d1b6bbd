//! An article that nowhere says what it is called.

use serde::Deserialize;

use crate::document::{Document, Flags, Kind};
use crate::rule::{ArticleCheck, Found};
use crate::source::Format;
use crate::span::Span;

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct MissingTitle {}

impl ArticleCheck for MissingTitle {
    fn check(&self, article: &Document, found: &mut Found<'_>) {
        found.concerned();
        if article.title().is_some() {
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
