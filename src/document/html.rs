//! HTML into the model: a page or a fragment comes in, blocks with exact positions go out; a page's main content is found
//! and its furniture kept apart.

use super::{Builder, Comment, Unclosed, UnclosedKind, front_matter};
use crate::span::Span;

mod attributes;
mod blocks;
mod byline;
mod inline;
mod long_tag;
mod main_content;
mod marks;
mod metadata;
mod notes;
mod parse;
mod places;
mod references;
mod role;
mod scripted;
mod selectable;
mod survey;
mod tables;
mod text_runs;
mod tree;
mod tree_sink;

#[cfg(test)]
mod reading_tests;
#[cfg(test)]
mod soup_tests;

use blocks::Walk;
use main_content::Page;
use parse::{Cut, Parsed};
use places::Places;
use survey::Survey;

pub(super) use attributes::{attributes, tag_name};
pub(crate) use selectable::selectable;

/// Fills the model from the builder's source: a whole page or a fragment.
pub(super) fn fill(builder: &mut Builder<'_>) {
    let source = builder.source();
    let body = front_matter::read(builder);
    if builder.is_stopped() {
        return;
    }
    let parsed = parse::parse(source, body, builder.limits());
    metadata::read(builder, &parsed.tree, source);
    read(builder, &parsed, source, Places::Same);
}

/// Appends the blocks of an HTML fragment to the builder's innermost open block, as Markdown embeds them.
///
/// `html` is the fragment without what Markdown puts before its lines (quote marks, indentation of items).
/// `offset_of` leads from a byte of `html` (its length included) to the byte of the source; it never decreases, and within a
/// line, line end included, it is contiguous. U+FFFC, filled up with blanks, stands for a template construct of the source. An element that the fragment leaves open ends with it, so HTML blocks that
/// follow each other directly are best handed over as one fragment.
pub(super) fn fill_fragment(builder: &mut Builder<'_>, html: &str, offset_of: &dyn Fn(u32) -> u32) {
    let parsed = parse::parse(html, 0, builder.limits());
    read(builder, &parsed, html, Places::Mapped(offset_of));
}

fn read(builder: &mut Builder<'_>, parsed: &Parsed, html: &str, places: Places<'_>) {
    let tree = &parsed.tree;
    for &comment in &parsed.comments {
        if let Some(body) = comment_body(comment, html) {
            builder.comment(Comment { src: places.span(comment), body: places.span(body) });
        }
    }
    let survey = Survey::of(tree, html);
    let page = Page::of(tree, &survey);
    builder.main_content(page.found);
    let top = builder.current();
    Walk::new(builder, tree, html, places, &survey, &page).read();
    let end = parsed.stop.map_or(html.len() as u32, |stop| stop.at);
    while builder.current() != top && !builder.is_stopped() && builder.depth() > 1 {
        builder.close(places.end(end));
    }
    unclosed(builder, parsed, html, places);
    if let Some(stop) = parsed.stop {
        builder.stop(stop.name, stop.value, places.start(stop.at));
    }
}

/// What a comment says; `<!doctype` without sense, `<?php` and the like are no comments to a reader of the source.
fn comment_body(comment: Span, html: &str) -> Option<Span> {
    let inside = comment.cut(html).strip_prefix("<!--")?;
    let len = ["-->", "--!>"].iter().find_map(|end| inside.strip_suffix(end)).unwrap_or(inside.trim_end_matches('>')).len() as u32;
    Some(Span::new(comment.start() + 4, comment.start() + 4 + len))
}

fn unclosed(builder: &mut Builder<'_>, parsed: &Parsed, html: &str, places: Places<'_>) {
    let (what, mark) = match parsed.cut {
        Some(Cut::Comment(mark)) => (UnclosedKind::Comment, mark),
        Some(Cut::Tag(mark) | Cut::Raw(mark)) => (UnclosedKind::Element, mark),
        // A fragment's end tag may stand in the next one.
        None => match places.is_same().then(|| parsed.swallowing(html)).flatten() {
            Some(mark) => (UnclosedKind::Element, mark),
            None => return,
        },
    };
    builder.unclosed(Unclosed { what, src: places.span(mark), block: 0 });
}
