//! Elements around a sign in which it is markup for somebody: a program reads it, or Markdown works there.

use crate::checks::prose::own_element;
use crate::document::{BlockId, Document, Inline, InlineKind, Kind, MetaFrom};
use crate::source::Format;
use crate::span::Span;

/// Whether a site makes components of all tags of its Markdown: the front matter has keys that such a site alone knows, or the text has its boxes
/// (`:::tip`) between lines of their own.
pub(super) fn are_tags_components(article: &Document) -> bool {
    const KEYS: [&str; 8] = [
        "sidebar_position",
        "sidebar_label",
        "toc_max_heading_level",
        "toc_min_heading_level",
        "hide_table_of_contents",
        "pagination_next",
        "pagination_prev",
        "custom_edit_url",
    ];
    let has_key = article.meta.iter().any(|meta| meta.from == MetaFrom::FrontMatter && KEYS.contains(&&*meta.key));
    let source = article.source.text();
    let opens_box = |at: usize| source.get(at + 4..).is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_lowercase()));
    has_key || memchr::memmem::find_iter(source.as_bytes(), b"\n:::").any(opens_box)
}

/// Whether a component (`<Tab label="Rye">`) opens above a place and does not close before it: its site reads Markdown between its tags.
pub(super) fn is_in_component(source: &str, place: Span) -> bool {
    /// Bytes before the place that are looked at.
    const NEAR: usize = 2000;
    let end = place.start() as usize;
    let before = source.get(source.floor_char_boundary(end.saturating_sub(NEAR))..end).unwrap_or("");
    let mut behind = 0;
    for line in before.rsplit('\n') {
        behind += line.len() + 1;
        let Some(name) = component(line) else { continue };
        let rest = before.get(before.len().saturating_sub(behind - 1)..).unwrap_or("");
        if !rest.contains(&format!("</{name}")) {
            return true;
        }
    }
    false
}

/// The name of a component that a line opens with: a capital and small letters, and no end at once.
fn component(line: &str) -> Option<&str> {
    let behind = line.trim_start().strip_prefix('<')?;
    let name = behind.get(..behind.bytes().take_while(|byte| byte.is_ascii_alphanumeric() || *byte == b'.').count())?;
    let is_name = name.starts_with(|c: char| c.is_ascii_uppercase()) && name.bytes().any(|byte| byte.is_ascii_lowercase());
    let rest = behind.get(name.len()..)?;
    // "<Your name>" is a blank, "<Tabs/>" is closed.
    let is_tag = rest.starts_with('>') || rest.starts_with(' ') && rest.contains('=') || rest.is_empty();
    (is_name && is_tag && !rest.trim_end().ends_with("/>")).then_some(name)
}

/// Whether an element that no browser knows opens above a place and does not close before it: a program reads what stands in it, and no
/// reader sees it so.
pub(super) fn is_in_own_element(source: &str, place: Span) -> bool {
    /// Bytes before the place that are looked at.
    const NEAR: usize = 4000;
    let end = place.start() as usize;
    let before = source.get(source.floor_char_boundary(end.saturating_sub(NEAR))..end).unwrap_or("");
    let mut behind = 0;
    for line in before.rsplit('\n') {
        behind += line.len() + 1;
        let Some(name) = own_element(line) else { continue };
        let rest = before.get(before.len().saturating_sub(behind - 1)..).unwrap_or("");
        if !rest.contains(&format!("</{name}>")) {
            return true;
        }
    }
    false
}

/// Whether an element around a place says that Markdown works in it: `<figure markdown>`.
pub(super) fn is_in_markdown_element(source: &str, place: Span) -> bool {
    /// Bytes before the place that are looked at.
    const NEAR: usize = 1200;
    let end = place.start() as usize;
    let before = source.get(source.floor_char_boundary(end.saturating_sub(NEAR))..end).unwrap_or("");
    let Some(at) = before.rfind(" markdown") else { return false };
    let (head, tail) = (before.get(..at).unwrap_or(""), before.get(at + " markdown".len()..).unwrap_or(""));
    let Some(tag) = head.rfind('<').and_then(|open| head.get(open + 1..)) else { return false };
    let name = tag.split(|c: char| !c.is_ascii_alphanumeric()).next().unwrap_or("");
    !name.is_empty() && !tag.contains('>') && tail.starts_with(['>', '=', ' ', '/']) && !tail.contains(&format!("</{name}"))
}

/// Whether a plain text has paragraphs of several lines that end before the edge: somebody typed it, and its short paragraphs too.
pub(super) fn wraps_its_lines(article: &Document) -> bool {
    /// Lines of a paragraph, and bytes of each but the last, that show it.
    const LINES: usize = 3;
    const WIDTH: std::ops::RangeInclusive<usize> = 40..=90;
    let source = article.source.text();
    article.of_kind(Kind::Paragraph).any(|(_, block)| {
        let mut lines = block.src.cut(source).trim_end().split('\n').take(LINES + 1);
        lines.by_ref().take(LINES - 1).filter(|line| WIDTH.contains(&line.trim_end().len())).count() == LINES - 1 && lines.next().is_some()
    })
}

/// Whether a pair of signs without a blank inside stands in a line that begins with a tag.
pub(super) fn stands_behind_tag(source: &str, sign: Span) -> bool {
    /// Bytes before the place that are looked at.
    const NEAR: usize = 400;
    let end = sign.start() as usize;
    let before = source.get(source.floor_char_boundary(end.saturating_sub(NEAR))..end).unwrap_or("");
    let inner = sign.cut(source).trim_matches(['*', '`', '_']);
    inner.trim().len() == inner.len() && before.rsplit('\n').next().is_some_and(|line| line.trim_start().starts_with('<'))
}

/// Whether a page sets accents and what stands before or behind them as one, in bold: "**echo \`date\`**" is a command, the accents are part of it.
pub(super) fn is_set_with_others(article: &Document, id: BlockId, signs: Span) -> bool {
    let is_page = article.source.format() == Format::Html;
    let holds = |inline: &Inline| {
        inline.kind == InlineKind::Strong
            && inline.text.start() <= signs.start()
            && signs.end() <= inline.text.end()
            && inline.text.len() > signs.len()
    };
    is_page && article.inlines_of(id).iter().take(200).any(holds)
}

/// Whether a list of changes speaks of signs that its writer took care to show: "use \*\*Default:\*\* in all pages", with a link to the change.
pub(super) fn is_told_of_change(article: &Document, id: BlockId, span: Span) -> bool {
    let is_change = |url: &str| ["/commit/", "/pull/"].iter().any(|part| url.contains(part));
    is_escaped(article, span) && article.links_in(id).any(|(_, link)| is_change(&link.url))
}

/// Whether a page sets the signs and all between them as they would set it: "**\*\*bold\*\***" shows what they do. Several words have the signs by
/// mistake, unless their writer took care that they are seen.
pub(super) fn is_shown_at_work(article: &Document, id: BlockId, span: Span) -> bool {
    if span.cut(&article.text).contains(' ') && !is_escaped(article, span) {
        return false;
    }
    let is_set = |inline: &Inline| matches!(inline.kind, InlineKind::Strong | InlineKind::Emphasis) && inline.text == span;
    article.inlines_of(id).iter().any(is_set)
}

/// Backslashes stand before both signs in the source.
pub(super) fn is_escaped(article: &Document, signs: Span) -> bool {
    let (source, span) = (article.source.text(), article.source_span(signs));
    source.get(..span.start() as usize).is_some_and(|before| before.ends_with('\\')) && span.cut(source).contains('\\')
}
