//! Markdown into the model: the text of an article comes in; front matter, blocks, links and notes with exact positions
//! go out.
//!
//! Template syntax is masked in a copy of the same length first, so that the parser sees neither braces nor tags and every
//! offset it reports is an offset of the source.

use std::cell::RefCell;

use pulldown_cmark::{BrokenLink, CowStr, LinkType, Options, Parser};

use super::{Builder, Note, front_matter};
use crate::limits;
use crate::span::Span;

mod blocks;
mod containers;
mod embedded;
mod finder;
mod inline;
mod jsx;
mod links;
mod liquid;
mod mask;
mod scan;
#[cfg(test)]
mod tests;

/// Which constructs a file's name allows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Dialect {
    /// Whatever occurs.
    Any,
    /// `.mdx`: JSX, no indented code.
    Mdx,
}

/// Fills the model from the builder's source.
pub(super) fn fill(builder: &mut Builder<'_>, dialect: Dialect) {
    let body = front_matter::read(builder);
    if builder.is_stopped() {
        return;
    }
    let masked = scan::scan(builder.source(), body, dialect);
    let end = masked.quote_marks.unwrap_or(builder.source().len() as u32);
    let text = Span::new(body, end).cut(&masked.text);
    let unknown = RefCell::new(Vec::new());
    let callback = |link: BrokenLink<'_>| -> Option<(CowStr<'_>, CowStr<'_>)> {
        if matches!(link.link_type, LinkType::Reference | LinkType::Collapsed) {
            unknown.borrow_mut().push((Span::from(link.span).shifted(body), link.link_type, link.reference.into_string()));
        }
        None
    };
    let parser = Parser::new_with_broken_link_callback(text, options(text), Some(callback));
    let stop = too_many_references(&parser, builder.limits().references).map(|at| at + body);
    let mut reader = blocks::Reader::new(builder, &masked, body, dialect);
    reader.read(parser.into_offset_iter(), stop.unwrap_or(u32::MAX));
    reader.finish(end);
    let mut tags = std::mem::take(&mut reader.tags);
    tags.extend_from_slice(&masked.tags);
    if !tags.is_empty() {
        builder.containers(containers::of(&mut tags, builder.source()));
    }
    for comment in &masked.comments {
        builder.comment(*comment);
    }
    for unclosed in &masked.unclosed {
        builder.unclosed(*unclosed);
    }
    for (at, link_type, label) in unknown.into_inner() {
        if links::is_reference(builder.source(), at, link_type) && !masked.overlaps(at) {
            builder.note(Note::UndefinedReference { at, label: label.into() });
        }
    }
    if let Some(at) = stop {
        builder.stop("references", builder.limits().references as u64, at);
    } else if let Some(at) = masked.quote_marks {
        builder.stop("quote-marks", limits::QUOTE_MARKS as u64, at);
    }
}

/// What the parser is to know. Formulas, definition lists and metadata blocks stay off: prices, `:::` boxes and text
/// between two rules would be taken for them. So do attributes of headings: the parser takes any words in braces for them.
fn options(text: &str) -> Options {
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_GFM;
    // `[[1]](#sources)` is how many articles cite: a link whose text has brackets, not a wiki link.
    let bytes = text.as_bytes();
    let wiki = memchr::memmem::find(bytes, b"[[").is_some() && memchr::memmem::find(bytes, b"]](").is_none();
    if wiki { options | Options::ENABLE_WIKILINKS } else { options }
}

/// Where the first definition beyond the limit stands.
fn too_many_references<'t, F: pulldown_cmark::BrokenLinkCallback<'t>>(parser: &Parser<'t, F>, limit: usize) -> Option<u32> {
    let definitions = parser.reference_definitions();
    definitions.iter().nth(limit)?;
    let mut starts: Vec<u32> = definitions.iter().map(|(_, definition)| definition.span.start as u32).collect();
    starts.sort_unstable();
    starts.get(limit).copied()
}
