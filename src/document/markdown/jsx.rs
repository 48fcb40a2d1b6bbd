//! Tags and braces of JSX: where one that begins here ends. Nothing is said about whether it makes sense.

use crate::limits::JSX_BYTES;

/// The end of the braces that open at `at`: their own closing brace, strings and nested braces passed over.
///
/// # Errors
/// Up to where it was searched, when they are not closed within the limit.
pub(super) fn braces(bytes: &[u8], at: usize) -> Result<usize, usize> {
    let limit = (at + JSX_BYTES).min(bytes.len());
    let mut depth = 0_usize;
    let mut quote = None;
    let mut escaped = false;
    for (offset, byte) in bytes.get(at..limit).unwrap_or_default().iter().enumerate() {
        if let Some(open) = quote {
            if escaped {
                escaped = false;
            } else if *byte == b'\\' {
                escaped = true;
            } else if *byte == open || *byte == b'\n' && open != b'`' {
                quote = None;
            }
            continue;
        }
        match byte {
            b'{' => depth += 1,
            b'}' => {
                depth -= 1;
                if depth == 0 {
                    return Ok(at + offset + 1);
                }
            }
            b'"' | b'\'' | b'`' if depth > 0 => quote = Some(*byte),
            _ => {}
        }
    }
    Err(limit)
}

/// What a tag does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum TagForm {
    /// `<Tabs>`
    Open,
    /// `</Tabs>`
    Close,
    /// `<Map />`
    Whole,
}

/// The tag of a component that begins with the `<` at `at`: where it ends and what it does. Components have a name in
/// capitals (`Tabs`, `Tabs.Item`) or none at all (`<>`).
///
/// # Errors
/// Up to where it was searched: it is no tag of a component, or is not closed within the limit.
pub(super) fn component(bytes: &[u8], at: usize, mdx: bool) -> Result<(usize, TagForm), usize> {
    let closes = bytes.get(at + 1) == Some(&b'/');
    let name_start = at + 1 + usize::from(closes);
    let name_len = bytes
        .get(name_start..)
        .unwrap_or_default()
        .iter()
        .take(64)
        .take_while(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'_' | b'-' | b':'))
        .count();
    let name = bytes.get(name_start..name_start + name_len).unwrap_or_default();
    let after = bytes.get(name_start + name_len);
    // `<TOC/>` closes itself, which no blank to fill in does (`<NAME>`).
    let is_in_capitals = !mdx && !name.iter().any(u8::is_ascii_lowercase);
    let is_component = match name {
        [] => mdx && after == Some(&b'>'),
        [first, ..] => {
            first.is_ascii_uppercase() && (mdx || name.len() > 1 && !is_html(name)) && !name.contains(&b':')
                // `<Your name>` and `<https://…>` are no tags; attributes follow a blank, and a name does not end a line of text.
                && after.is_some_and(|byte| byte.is_ascii_whitespace() || matches!(byte, b'>' | b'/'))
        }
    };
    if !is_component {
        return Err(at + 1);
    }
    let limit = (at + JSX_BYTES).min(bytes.len());
    let mut offset = name_start + name_len;
    let mut has_word = false;
    let mut has_value = false;
    while offset < limit {
        match bytes.get(offset) {
            Some(b'>') => {
                // In plain Markdown `<Your name here>` is a blank to fill in, not a component.
                if has_word && !has_value && !mdx {
                    return Err(at + 1);
                }
                if is_in_capitals && (closes || bytes.get(offset - 1) != Some(&b'/')) {
                    return Err(at + 1);
                }
                let form = if closes {
                    TagForm::Close
                } else if bytes.get(offset - 1) == Some(&b'/') {
                    TagForm::Whole
                } else {
                    TagForm::Open
                };
                return Ok((offset + 1, form));
            }
            Some(b'<') => return Err(offset),
            Some(b'{') => {
                has_value = true;
                offset = braces(bytes, offset)?;
                continue;
            }
            Some(quote @ (b'"' | b'\'')) => {
                has_value = true;
                let rest = bytes.get(offset + 1..limit).unwrap_or_default();
                let Some(close) = memchr::memchr(*quote, rest) else { return Err(limit) };
                offset += 1 + close;
            }
            Some(b'\n') if bytes.get(offset + 1) == Some(&b'\n') => return Err(offset),
            Some(byte) if byte.is_ascii_alphanumeric() => has_word = true,
            _ => {}
        }
        offset += 1;
    }
    Err(limit)
}

/// Elements of HTML that are seen in capitals or with a capital.
fn is_html(name: &[u8]) -> bool {
    const NAMES: [&str; 44] = [
        "a",
        "abbr",
        "b",
        "big",
        "blockquote",
        "body",
        "br",
        "button",
        "center",
        "cite",
        "code",
        "dd",
        "del",
        "details",
        "div",
        "dl",
        "dt",
        "em",
        "font",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "head",
        "hr",
        "html",
        "i",
        "iframe",
        "img",
        "li",
        "ol",
        "p",
        "pre",
        "small",
        "span",
        "strong",
        "summary",
        "table",
        "td",
        "th",
        "tr",
        "u",
        "ul",
    ];
    NAMES.iter().any(|known| name.eq_ignore_ascii_case(known.as_bytes()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn braces_close_where_their_own_brace_stands() {
        let text = b"{rows.map(row => { return '}' })} berths";
        assert_eq!(braces(text, 0), Ok(33));
        assert_eq!(braces(b"{ open", 0), Err(6));
    }

    #[test]
    fn a_tag_ends_behind_its_attributes() {
        let text = b"<TideTable year={2025} note=\"a > b\" /> high water";
        assert_eq!(component(text, 0, false), Ok((38, TagForm::Whole)));
        assert_eq!(component(b"</Tabs.Item>", 0, false), Ok((12, TagForm::Close)));
        assert_eq!(component(b"<Tabs\n  groupId=\"os\">", 0, false), Ok((21, TagForm::Open)));
    }

    #[test]
    fn a_tag_ends_behind_a_table_in_its_attribute() {
        let table = "<Berths\n  rows={[\n    { name: 'North', note: \"a > b, it's }\" },\n\n    { name: 'South' },\n  ]}\n/>";
        assert_eq!(component(table.as_bytes(), 0, true), Ok((table.len(), TagForm::Whole)));
        let long = table.replace("'South'", &format!("'{}'", "South, ".repeat(4_000)));
        assert_eq!(component(long.as_bytes(), 0, true), Ok((long.len(), TagForm::Whole)));
    }

    #[test]
    fn a_blank_to_fill_in_and_html_are_no_components() {
        assert!(component(b"<Your name>", 0, false).is_err());
        assert!(component(b"<Table border=\"1\">", 0, false).is_err());
        assert!(component(b"<P>", 0, false).is_err());
        assert!(component(b"<NAME>", 0, false).is_err());
        assert!(component(b"<BR/>", 0, false).is_err());
        assert_eq!(component(b"<TOC/>", 0, false), Ok((6, TagForm::Whole)));
        assert!(component(b"<div>", 0, true).is_err());
    }
}
