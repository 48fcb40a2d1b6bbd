//! Elements whose end tag is nowhere: a panel that stays folded over the rest of the article, a block of code that goes on to its end.

use crate::document::{BlockId, Document, Flags, Kind};
use crate::rule::Found;
use crate::source::Format;
use crate::span::Span;

/// Panels and blocks of code that are opened more often than they are closed.
pub(super) fn left_open(article: &Document, found: &mut Found<'_>) {
    let source = article.source.text();
    let mut panels =
        article.of_kind(Kind::Paragraph).filter(|(id, block)| block.flags.has(Flags::QUESTION) && opens_panel(article, *id)).peekable();
    if panels.peek().is_some() {
        // Code that shows such tags only adds to those that close.
        let panels: Vec<BlockId> = panels.map(|(id, _)| id).collect();
        let ends = places(source, "</details");
        if ends.len() < panels.len() {
            // From the end: the first that too few end tags follow is open.
            let open = panels.iter().rev().zip(1..).find(|(id, panels_behind)| {
                let line_end = article.text_src(**id).end() as usize;
                ends.len() - ends.partition_point(|end| *end < line_end) < *panels_behind
            });
            if let Some((id, _)) = open {
                let words = article.text_of(*id);
                found.at(
                    *id,
                    article.text_src(*id),
                    "the panel that “{}” opens is never closed, so readers do not see what follows",
                    [words],
                );
            }
        }
    }
    if !matches!(article.source.format(), Format::Markdown | Format::Mdx) {
        return;
    }
    let mut last_end: Option<Option<usize>> = None;
    for (id, block) in article.of_kind(Kind::Code) {
        let code = block.src.cut(source);
        if code.get(..4).is_some_and(|tag| tag.eq_ignore_ascii_case("<pre")) {
            let last_end = *last_end.get_or_insert_with(|| places(source, "</pre").last().copied());
            if last_end.is_none_or(|end| end < block.src.start() as usize) {
                let tag = Span::new(block.src.start(), block.src.start() + code.find('>').map_or(4, |end| end as u32 + 1));
                found.at(id, tag, "“{}” is never closed, so what follows is set as code", [tag.cut(source)]);
            }
        }
    }
}

/// The line is that of a panel, whose tag ends right behind it.
fn opens_panel(article: &Document, id: BlockId) -> bool {
    let behind = article.source.text().get(article.text_src(id).end() as usize..).unwrap_or("").trim_start();
    behind.get(..9).is_some_and(|tag| tag.eq_ignore_ascii_case("</summary"))
}

/// Where a tag stands in a text, in small letters or in capitals.
fn places(text: &str, tag: &str) -> Vec<usize> {
    let mut places: Vec<usize> = memchr::memmem::find_iter(text.as_bytes(), tag).collect();
    places.extend(memchr::memmem::find_iter(text.as_bytes(), &tag.to_ascii_uppercase()));
    places.sort_unstable();
    places
}
