//! Headings of a page of contents: each is a link to the page that it names.

use super::is_made_of;
use crate::document::{BlockId, Document, InlineKind};

/// Whether the text of a heading is a link to another page of its site, or several. A link into the page itself is an anchor of the heading, and one to
/// another site shows what the section is about.
pub(crate) fn leads_elsewhere(article: &Document, heading: BlockId) -> bool {
    let leaves =
        |link: u32| article.links.get(link as usize).is_some_and(|link| !link.url.trim_start().starts_with('#') && !link.is_external());
    article.inlines_of(heading).iter().any(|inline| inline.kind == InlineKind::Link && leaves(inline.aux))
        && is_made_of(article, heading, &[InlineKind::Link])
}
