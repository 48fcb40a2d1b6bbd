//! The entries of an article's lists of sources: a document in, sections with their items and paragraphs out.

use super::titles::SourceTitles;
use crate::document::{Block, BlockId, Document, Flags, Kind, Section};

/// The outermost sections under a title of sources.
pub(in crate::checks) fn source_sections<'d>(article: &'d Document, titles: &'d SourceTitles) -> impl Iterator<Item = &'d Section> {
    let mut covered = 0;
    article.sections.iter().filter(move |section| {
        let is_list = section.heading >= covered && titles.has(&article.language.code, article.text_of(section.heading));
        if is_list {
            covered = section.end;
        }
        is_list
    })
}

/// The entries of a section: its items, notes and paragraphs, each without the entries below it.
pub(in crate::checks) fn entries<'d>(article: &'d Document, section: &Section) -> impl Iterator<Item = (BlockId, &'d Block)> {
    let range = section.heading as usize + 1..(section.end as usize).max(section.heading as usize + 1);
    let first = section.heading + 1;
    article.blocks.get(range).unwrap_or_default().iter().zip(first..).map(|(block, id)| (id, block)).filter(|(id, block)| {
        block.kind == Kind::Paragraph && !block.flags.has(Flags::BOILER) && !block.text.is_empty() && !article.is_within(*id, Kind::Quote)
    })
}
