//! What a pattern rule would write instead of a hit: words and their place in, an edit of the source out.

use crate::document::Document;
use crate::finding::{Edit, is_hidden};
use crate::limits::REPLACEMENT_SIZE;
use crate::source::Format;
use crate::span::Span;

/// Why something cannot be a replacement.
pub(super) fn refused(replacement: &str) -> Option<String> {
    let fits = replacement.len() <= REPLACEMENT_SIZE && !replacement.contains(is_hidden);
    (!fits).then(|| format!("`replace` is one line of at most {REPLACEMENT_SIZE} bytes, without invisible characters"))
}

/// The edit that puts the replacement in the place of a hit. `None` where the words are written with marks between them, or otherwise than they are
/// read: what else stands there would be lost.
pub(super) fn edit(document: &Document, span: Span, words: &str, replacement: &str, is_source: bool) -> Option<Edit> {
    let source = document.source.text();
    let written = span.cut(source);
    // Words that are read in one line may be written in two.
    if written != words && !written.split_whitespace().eq(words.split_whitespace()) {
        return None;
    }
    if replacement.is_empty() {
        return Some(Edit::replace(with_blank(source, span), ""));
    }
    if document.source.format() == Format::Html && !is_source {
        return Some(Edit::replace(span, &replacement.replace('&', "&amp;").replace('<', "&lt;")));
    }
    Some(Edit::replace(span, replacement))
}

/// A span with the blank before it, where its words go and another blank or a mark follows.
fn with_blank(source: &str, span: Span) -> Span {
    let (start, end) = (span.start() as usize, span.end() as usize);
    let behind = source.get(end..).and_then(|rest| rest.chars().next());
    let follows = behind.is_some_and(|c| matches!(c, ' ' | '.' | ',' | ';' | ':' | '!' | '?' | ')'));
    let is_blank = source.get(..start).is_some_and(|before| before.ends_with(' '));
    if follows && is_blank { Span::of(start - 1, end) } else { span }
}
