//! How long an article is, as far as counters may differ: from the bare prose to everything that stands in it.

use crate::document::{BlockId, Document, Flags, InlineKind, Kind, Note};
use crate::source::Format;

/// Words of an article.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Length {
    /// Of its prose alone: no headings, tables, code, captions and notes.
    pub least: u32,
    /// What this tool counts as its words.
    pub words: u32,
    /// With code, furniture, and for Markdown the words of the file as it is written.
    pub most: u32,
    /// Pictures.
    pub pictures: u32,
}

impl Length {
    /// Of an article that was read to its end; `None` for one that a limit cut short.
    pub fn of(article: &Document) -> Option<Self> {
        if article.notes.iter().any(|note| matches!(note, Note::Limit { .. })) {
            return None;
        }
        let (mut least, mut most) = (0, 0);
        // Leaves below a table, note or caption end here.
        let mut aside_until: BlockId = 0;
        for (id, block) in article.all() {
            if matches!(block.kind, Kind::Table | Kind::Caption | Kind::FootDef | Kind::Toc) {
                aside_until = aside_until.max(block.end);
            }
            if !block.kind.is_leaf() {
                continue;
            }
            let words = article.words_of(id).count() as u32;
            most += words;
            if block.kind == Kind::Paragraph && id >= aside_until && !block.flags.has(Flags::BOILER) {
                least += words;
            }
        }
        if matches!(article.source.format(), Format::Markdown | Format::Mdx) {
            let body = article.source.text().get(article.front_matter.end() as usize..).unwrap_or("");
            most = most.max(body.split_whitespace().count() as u32);
        }
        let pictures = article.inlines.iter().filter(|inline| inline.kind == InlineKind::Image).count() as u32;
        Some(Self { least, words: article.words() as u32, most, pictures })
    }
}
