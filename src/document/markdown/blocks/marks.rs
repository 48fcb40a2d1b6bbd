//! Marks by which a block's source says more than the parser does: attributes, alerts, the place of a table of contents.

use crate::span::Span;

/// A block's lines without blank ones at the end; a line of quote marks alone is blank too.
pub(super) fn without_blank_end(block: &str) -> &str {
    const BLANK: [char; 4] = [' ', '\t', '\n', '\r'];
    let mut content = block.trim_end_matches(BLANK);
    while content.ends_with('>')
        && let Some((before, _)) =
            content.rsplit_once('\n').filter(|(_, last)| last.bytes().all(|byte| matches!(byte, b' ' | b'\t' | b'>')))
    {
        content = before.trim_end_matches(BLANK);
    }
    content
}

/// Where the attributes stand that end a heading (`{#tides .wide}`). Braces with anything else are words of the heading:
/// documentation of commands is full of them.
pub(super) fn heading_attributes(heading: &str) -> Option<Span> {
    // The text of a heading ends with its first line, or before the line of `=` or `-` below it.
    let text = if heading.starts_with('#') {
        heading.lines().next()?.trim_end_matches(['#', ' ', '\t'])
    } else {
        heading.trim_end().rsplit_once('\n')?.0
    };
    let text = text.trim_end();
    let inner = text.strip_suffix('}')?;
    let start = inner.rfind('{')?;
    let inner = inner.get(start + 1..)?;
    let mut words = inner.split_ascii_whitespace().peekable();
    words.peek()?;
    let all = words.all(|word| word.len() > 1 && word.starts_with(['#', '.']) || word == ":" || word.contains('='));
    all.then(|| Span::of(start, text.len()))
}

/// Whether a paragraph is the place of a table of contents.
pub(super) fn is_toc(paragraph: &str) -> bool {
    let marker = paragraph.trim();
    marker.len() <= 9
        && ["[toc]", "[[toc]]", "[[_toc_]]", "@[toc]", "${toc}", "[[[toc]]]"].iter().any(|known| marker.eq_ignore_ascii_case(known))
}

/// The length of a quote's start up to the end of `[!name]`, an alert of a kind that GitHub does not know.
pub(super) fn own_alert(quote: &str) -> Option<u32> {
    let text = quote.trim_start_matches(['>', ' ']);
    let rest = text.strip_prefix("[!")?;
    let (name, rest) = rest.split_once(']')?;
    let rest = rest.strip_prefix(['-', '+']).unwrap_or(rest);
    let named = !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b' ' | b'|'));
    (named && !rest.starts_with(['(', '['])).then_some((quote.len() - rest.len()) as u32)
}
