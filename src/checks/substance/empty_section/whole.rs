//! Headings with nothing below them that lack nothing: they say all themselves, a generator reads them, or what they head is a table.

use crate::checks::prose::has_words;
use crate::document::{BlockId, Document, Kind, Meta, MetaFrom, Section};
use crate::span::Span;

/// What a generator reads, set as a heading: `~ hint` and `~` around a panel, `@description A beginner's boat`, and `#examples`, the name of a
/// place that is filled later.
pub(super) fn is_place(heading: &str) -> bool {
    let heading = heading.trim();
    let is_name = |name: &str| {
        name.starts_with(|c: char| c.is_ascii_lowercase())
            && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'))
    };
    let is_order = || heading.strip_prefix('@').and_then(|order| order.split_once(' ')).is_some_and(|(name, _)| is_name(name));
    heading.starts_with('~') || heading.strip_prefix('#').is_some_and(is_name) || is_order()
}

/// Code beside it shows how the heading is made: a page that teaches headings shows some.
pub(super) fn is_sample(article: &Document, section: &Section) -> bool {
    /// Blocks that are looked at above and below.
    const BESIDE: u32 = 16;
    let heading = article.text_of(section.heading);
    let shows = |id: BlockId| {
        let code = article.text_of(id);
        article.block(id).kind == Kind::Code && code.contains(heading) && (code.contains("</h") || code.contains("# "))
    };
    let end = (section.heading + BESIDE).min(article.blocks.len() as BlockId);
    (section.heading.saturating_sub(BESIDE)..end).any(shows)
}

/// "Keep to the rules in RULES.md": an order that sends to another file.
pub(super) fn sends_to_file(heading: &str) -> bool {
    let last = heading.rsplit(' ').next().unwrap_or("").trim_end_matches('.');
    let is_file = last
        .rsplit_once('.')
        .is_some_and(|(name, end)| !name.is_empty() && (2..=4).contains(&end.len()) && end.bytes().all(|byte| byte.is_ascii_lowercase()));
    is_file && has_words(heading, 4)
}

/// The next heading stands in a table that opens before it: the table is what the section shows, whatever it looks like to a reader of whole
/// pages.
pub(super) fn opens_table(article: &Document, section: &Section) -> bool {
    let from = article.block(section.heading).src.end();
    let to = article.blocks.get(section.own_end as usize).map_or(from, |next| next.src.start());
    Span::new(from, to.max(from)).cut(article.source.text()).contains("<table")
}

/// "Speed: 4x faster in the new lock", "Depth: 3-4 metres": a result with its figure.
pub(super) fn is_measure(label: &str, value: &str) -> bool {
    let figure = value.split_whitespace().next().unwrap_or("");
    let is_digit = |byte: u8| byte.is_ascii_digit();
    let is_one = figure.bytes().any(is_digit) && !figure.bytes().all(|byte| is_digit(byte) || matches!(byte, b'.' | b',' | b':'));
    is_one && figure.len() <= 8 && !label.bytes().any(is_digit) && !has_words(label, 4) && !has_words(value, 9)
}

/// "Back to top", `\newpage`: all that stands below the heading leads away from it or breaks the page.
pub(super) fn holds_only_a_way_back(article: &Document, section: &Section) -> bool {
    /// Bytes of such a line, and blocks around it.
    const LINE: usize = 40;
    const BLOCKS: u32 = 4;
    const WAYS: [&str; 9] = [
        "back to top",
        "back to the top",
        "return to top",
        "go to top",
        "top",
        "up",
        "back to contents",
        "back to the table of contents",
        "back to table of contents",
    ];
    const BREAKS: [&str; 4] = ["\\newpage", "\\pagebreak", "\\clearpage", "\\page"];
    if section.own_end > section.heading + BLOCKS {
        return false;
    }
    let mut leaves = (section.heading + 1..section.own_end).filter(|id| article.block(*id).kind.is_leaf() && article.has_content(*id));
    let (Some(only), None) = (leaves.next(), leaves.next()) else { return false };
    let text = article.text_of(only).trim();
    if article.block(only).kind != Kind::Paragraph || text.len() > LINE {
        return false;
    }
    let words = text.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
    let leads_within = || article.links_in(only).any(|(_, link)| link.url.starts_with('#'));
    BREAKS.contains(&text) || WAYS.contains(&words.as_str()) && (leads_within() || words.contains(' '))
}

/// The list of sources that is made from a file when the article is: "bibliography: sources.bib" in its front matter.
pub(super) fn is_made_later(article: &Document, section: &Section) -> bool {
    let is_named = |meta: &Meta| meta.from == MetaFrom::FrontMatter && meta.key.eq_ignore_ascii_case("bibliography");
    section.end as usize >= article.blocks.len() && article.meta.iter().any(is_named)
}
