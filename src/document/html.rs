//! HTML into the model: a page or a fragment comes in, blocks with exact positions go out; a page's main content is found
//! and its furniture kept apart.

use super::Builder;

mod attributes;
mod references;

pub(super) use attributes::{Attribute, Attributes, attributes, tag_name};

/// Fills the model from the builder's source: a whole page or a fragment.
pub(super) fn fill(builder: &mut Builder<'_>) {
    let _ = builder;
}

/// Appends the blocks of an HTML fragment to the builder's innermost open block, as Markdown embeds them.
///
/// `html` is the fragment without what Markdown puts before its lines (quote marks, indentation of items).
/// `offset_of` leads from a byte of `html` (its length included) to the byte of the source; it never decreases, and within a
/// line, line end included, it is contiguous. An element that the fragment leaves open ends with it, so HTML blocks that
/// follow each other directly are best handed over as one fragment.
pub(super) fn fill_fragment(builder: &mut Builder<'_>, html: &str, offset_of: &dyn Fn(u32) -> u32) {
    let _ = (builder, html, offset_of);
}
