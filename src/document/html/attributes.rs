//! The attributes of one start tag, as the HTML standard reads them: the tag's text comes in, names and values with their
//! places go out. Nothing is stored while parsing; whoever needs a place scans the tag again.

use std::borrow::Cow;

use super::references;
use crate::span::Span;

/// An attribute of a start tag.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Attribute<'t> {
    /// Its name as written.
    pub(crate) name: &'t str,
    /// Its value, references decoded; empty when it has none.
    pub(crate) value: Cow<'t, str>,
    /// Where the name stands, in bytes of the tag.
    pub(crate) name_at: Span,
    /// Where the value stands, without its quotes; empty behind the name when it has none.
    pub(crate) value_at: Span,
}

/// Iterates over the attributes of a start tag in the order of the source, repeated names included.
pub(crate) struct Attributes<'t> {
    tag: &'t str,
    at: usize,
}

/// The attributes of a start tag given with its angle brackets (`<a href="…">`).
pub(crate) fn attributes(tag: &str) -> Attributes<'_> {
    Attributes { tag, at: 1 + tag_name(tag).len() }
}

/// The name of a start or end tag as written; empty when the text is no tag.
pub(crate) fn tag_name(tag: &str) -> &str {
    if !is_tag(tag) {
        return "";
    }
    let name = tag.strip_prefix("</").or_else(|| tag.strip_prefix('<')).unwrap_or("");
    let end = name.bytes().position(|byte| is_space(byte) || byte == b'/' || byte == b'>').unwrap_or(name.len());
    name.get(..end).unwrap_or("")
}

/// Whether a tag begins here.
pub(super) fn is_tag(text: &str) -> bool {
    let name = text.strip_prefix("</").or_else(|| text.strip_prefix('<'));
    name.is_some_and(|name| name.starts_with(|c: char| c.is_ascii_alphabetic()))
}

/// The value of one attribute in a start tag, and where it stands in the tag.
pub(crate) fn value_of<'t>(tag: &'t str, name: &str) -> Option<(Cow<'t, str>, Span)> {
    let at = place_of(tag, name)?;
    Some((references::decode(at.cut(tag)), at))
}

/// Where the value of one attribute stands in a start tag.
pub(super) fn place_of(tag: &str, name: &str) -> Option<Span> {
    let mut attributes = attributes(tag);
    loop {
        let raw = attributes.next_raw()?;
        if raw.name.cut(tag).eq_ignore_ascii_case(name) {
            return Some(raw.value);
        }
    }
}

/// Where name and value of an attribute stand.
struct Raw {
    name: Span,
    value: Span,
}

/// The blanks of the HTML standard.
pub(super) const fn is_space(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t' | b'\n' | b'\r' | b'\x0c')
}

impl Attributes<'_> {
    fn skip(&mut self, skipped: impl Fn(u8) -> bool) {
        let rest = self.tag.as_bytes().get(self.at..).unwrap_or_default();
        self.at += rest.iter().position(|&byte| !skipped(byte)).unwrap_or(rest.len());
    }

    fn peek(&self) -> Option<u8> {
        self.tag.as_bytes().get(self.at).copied()
    }

    fn next_raw(&mut self) -> Option<Raw> {
        self.skip(|byte| is_space(byte) || byte == b'/');
        if matches!(self.peek(), None | Some(b'>')) {
            return None;
        }
        let start = self.at;
        // A `=` in front begins a name.
        self.at += usize::from(self.peek() == Some(b'='));
        self.skip(|byte| !is_space(byte) && !matches!(byte, b'/' | b'>' | b'='));
        let name = Span::of(start, self.at);
        let after_name = self.at;
        self.skip(is_space);
        if self.peek() != Some(b'=') {
            self.at = after_name;
            return Some(Raw { name, value: Span::of(after_name, after_name) });
        }
        self.at += 1;
        self.skip(is_space);
        let start = self.at;
        let value = if let Some(quote @ (b'"' | b'\'')) = self.peek() {
            self.at += 1;
            let rest = self.tag.as_bytes().get(self.at..).unwrap_or_default();
            self.at += memchr::memchr(quote, rest).unwrap_or(rest.len());
            let value = Span::of(start + 1, self.at);
            self.at = (self.at + 1).min(self.tag.len());
            value
        } else {
            self.skip(|byte| !is_space(byte) && byte != b'>');
            Span::of(start, self.at)
        };
        Some(Raw { name, value })
    }
}

impl<'t> Iterator for Attributes<'t> {
    type Item = Attribute<'t>;

    fn next(&mut self) -> Option<Self::Item> {
        let raw = self.next_raw()?;
        Some(Attribute {
            name: raw.name.cut(self.tag),
            value: references::decode(raw.value.cut(self.tag)),
            name_at: raw.name,
            value_at: raw.value,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(tag: &str) -> Vec<(String, String, String)> {
        attributes(tag).map(|found| (found.name.to_owned(), found.value.to_string(), found.value_at.cut(tag).to_owned())).collect()
    }

    fn triple(name: &str, value: &str, written: &str) -> (String, String, String) {
        (name.to_owned(), value.to_owned(), written.to_owned())
    }

    #[test]
    fn quoted_bare_and_empty_values_are_found_in_their_places() {
        assert_eq!(
            shown("<a href=\"/tide-tables?a=1&amp;b=2\" Title = 'The \"old\" pier' download rel=nofollow/>"),
            [
                triple("href", "/tide-tables?a=1&b=2", "/tide-tables?a=1&amp;b=2"),
                triple("Title", "The \"old\" pier", "The \"old\" pier"),
                triple("download", "", ""),
                triple("rel", "nofollow/", "nofollow/"),
            ]
        );
    }

    #[test]
    fn odd_tags_are_read_as_browsers_read_them() {
        assert_eq!(shown("<img/alt=''/=x y>"), [triple("alt", "", ""), triple("=x", "", ""), triple("y", "", "")]);
        assert_eq!(shown("<p"), []);
        assert_eq!(shown("<p title=\"never closed"), [triple("title", "never closed", "never closed")]);
        assert_eq!(shown("<p title="), [triple("title", "", "")]);
    }

    #[test]
    fn a_name_ends_at_a_blank_a_slash_or_the_bracket() {
        assert_eq!(tag_name("<br/>"), "br");
        assert_eq!(tag_name("</Figure >"), "Figure");
        assert_eq!(tag_name("<my-map\nzoom=3>"), "my-map");
        assert_eq!(tag_name("< br>"), "");
        assert_eq!(tag_name("harbour"), "");
    }

    #[test]
    fn one_value_is_found_without_reading_the_rest() {
        let tag = "<a class=x HREF='/quay' href='/second'>";
        let (value, at) = value_of(tag, "href").unwrap();
        assert_eq!((&*value, at.cut(tag)), ("/quay", "/quay"));
        assert_eq!(value_of(tag, "id"), None);
    }
}
