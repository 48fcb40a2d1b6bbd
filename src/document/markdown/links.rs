//! Links: where their addresses stand, and references that lead nowhere.

use pulldown_cmark::LinkType;

use crate::span::Span;

/// Where the address of an inline link or picture stands; `link` is the whole of it, in the masked copy.
pub(super) fn address(source: &str, link: Span) -> Span {
    let text = link.cut(source);
    let Some(inner) = text.strip_suffix(')') else { return Span::at(link.end()) };
    let brackets = memchr::memrchr_iter(b'(', inner.as_bytes());
    let opened = brackets.filter(|at| at.checked_sub(1).and_then(|before| inner.as_bytes().get(before)) == Some(&b']'));
    // A title may hold what looks like the start of an address, but not by the dozen.
    for start in opened.take(32).map(|at| at + 1) {
        if let Some(found) = inner.get(start..).and_then(destination) {
            return found.shifted(link.start() + start as u32);
        }
    }
    Span::at(link.end())
}

/// The address in what stands between the brackets of a link, if nothing but a title follows it.
fn destination(inside: &str) -> Option<Span> {
    let lead = inside.len() - inside.trim_start().len();
    let rest = inside.trim_start();
    let (start, len, after) = if let Some(bracketed) = rest.strip_prefix('<') {
        let len = bracketed.find('>')?;
        (lead + 1, len, lead + len + 2)
    } else {
        let len = rest.bytes().position(|byte| byte.is_ascii_whitespace()).unwrap_or(rest.len());
        (lead, len, lead + len)
    };
    let title = inside.get(after..)?.trim();
    let is_title = title.is_empty()
        || title.len() >= 2
            && matches!(
                (title.as_bytes().first(), title.as_bytes().last()),
                (Some(b'"'), Some(b'"')) | (Some(b'\''), Some(b'\'')) | (Some(b'('), Some(b')'))
            );
    // Brackets within an address come in pairs, so what has one too many was no address.
    let address = rest.get(..len).unwrap_or("");
    let count = |bracket: u8| memchr::memchr_iter(bracket, address.as_bytes()).count();
    let in_pairs = rest.starts_with('<') || address.contains('\\') || count(b'(') == count(b')');
    (is_title && in_pairs).then(|| Span::of(start, start + len))
}

/// Where the address stands in a definition (`[label]: address "title"`).
pub(super) fn defined_address(source: &str, definition: Span) -> Span {
    let text = definition.cut(source);
    let Some(colon) = text.find("]:") else { return definition };
    let rest = text.get(colon + 2..).unwrap_or("");
    let lead = rest.len() - rest.trim_start().len();
    let rest = rest.trim_start();
    let start = definition.start() + (colon + 2 + lead) as u32;
    match rest.strip_prefix('<') {
        Some(bracketed) => Span::new(start + 1, start + 1 + bracketed.find('>').unwrap_or(0) as u32),
        None => Span::new(start, start + rest.find(|c: char| c.is_ascii_whitespace()).unwrap_or(rest.len()) as u32),
    }
}

/// Whether a link without text leads to another page or part of the same site: `[](./berths.md)`, `[](#tides)`.
pub(super) fn is_titled_by_target(link: &str) -> bool {
    let Some(address) = link.strip_prefix("[](").and_then(|rest| rest.strip_suffix(')')) else { return false };
    !matches!(address.trim(), "" | "#") && !address.contains("://")
}

/// Where the address of `[[address|text]]` stands. The parser's own address may be put together from other bytes, so it measures nothing.
pub(super) fn wiki_address(source: &str, link: Span) -> Span {
    let text = link.cut(source);
    let lead = text.len() - text.trim_start_matches('!').trim_start_matches('[').len();
    let inner = text.get(lead..).unwrap_or("");
    let len = inner.find("]]").unwrap_or(inner.len());
    let len = inner.get(..len).and_then(|inner| inner.find('|')).unwrap_or(len);
    Span::of(lead, lead + len).shifted(link.start())
}

/// Whether `[text][label]` or `[text][]` without a definition was meant as a reference: `grid[x][y]` is none.
pub(super) fn is_reference(source: &str, at: Span, link_type: LinkType) -> bool {
    let lead = source.get(..at.start() as usize).unwrap_or("");
    let before = lead.chars().next_back();
    let written = at.cut(source);
    let Some(inner) = written.strip_prefix('[').and_then(|inner| inner.strip_suffix(']')) else { return false };
    let text = inner.split(']').next().unwrap_or("").trim();
    let in_box = matches!(text, "" | "x" | "X") && lead.trim_end_matches(' ').ends_with(['-', '*', '+', '.', ')']);
    let is_mark = text.is_empty() || in_box || text.starts_with('!');
    let label = inner.rsplit('[').next().unwrap_or("");
    let said = if link_type == LinkType::Collapsed { text } else { label };
    !is_mark
        && said.chars().any(char::is_alphanumeric)
        && !before.is_some_and(|c| c.is_alphanumeric() || matches!(c, ']' | ')' | '_' | '`'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_address_of_a_wiki_link_is_measured_in_the_source() {
        for (source, address) in
            [("[[tide table]]", "tide table"), ("![[Pier é|the pier]]", "Pier é"), ("[[^1]e\u{301}~~]]", "^1]e\u{301}~~")]
        {
            assert_eq!(wiki_address(source, Span::of(0, source.len())).cut(source), address);
        }
    }

    fn written(link: &str) -> &str {
        address(link, Span::of(0, link.len())).cut(link)
    }

    #[test]
    fn an_address_is_found_behind_any_text() {
        assert_eq!(written("[tides](tides.md)"), "tides.md");
        assert_eq!(written("[tides]( <tide tables.md> \"All of (them)\" )"), "tide tables.md");
        assert_eq!(written("[![Map](map.svg)](https://example.org/a_(b))"), "https://example.org/a_(b)");
        assert_eq!(written("[berths](berths.md 'see [the map](no)')"), "berths.md");
        assert_eq!(written("[]()"), "");
    }

    #[test]
    fn an_index_into_an_array_is_no_reference() {
        let is = |text: &str, from: usize, kind| is_reference(text, Span::of(from, text.len()), kind);
        assert!(is("see [the chart][depths]", 4, LinkType::Reference));
        assert!(is("[Harbour office][]", 0, LinkType::Collapsed));
        assert!(!is("grid[row][column]", 4, LinkType::Reference));
        assert!(!is("- [x][quay]", 2, LinkType::Reference));
    }
}
