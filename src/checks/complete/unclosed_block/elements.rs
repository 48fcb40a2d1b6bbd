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
        if count(source, "</details") < panels.len() {
            // From the end: the first that too few end tags follow is open.
            let open = panels.iter().rev().zip(1..).find(|(id, behind)| {
                let rest = source.get(article.text_src(**id).end() as usize..).unwrap_or("");
                count(rest, "</details") < *behind
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
    for (id, block) in article.of_kind(Kind::Code) {
        let code = block.src.cut(source);
        if code.get(..4).is_some_and(|tag| tag.eq_ignore_ascii_case("<pre")) {
            let rest = source.get(block.src.start() as usize..).unwrap_or("");
            if count(rest, "</pre") == 0 {
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

/// How often a tag stands in a text, in whatever letters.
fn count(text: &str, tag: &str) -> usize {
    memchr::memmem::find_iter(text.as_bytes(), tag).count() + memchr::memmem::find_iter(text.as_bytes(), &tag.to_ascii_uppercase()).count()
}
