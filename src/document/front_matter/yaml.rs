//! YAML front matter: the parser's events become statements, without recursion over nested values.

use std::borrow::Cow;
use std::collections::HashSet;

use saphyr_parser::{Event, Parser, ScanError};

use super::{Bad, Statements};
use crate::span::Span;

mod outdented;
mod plain;

/// A value that is open.
enum Open {
    /// A mapping: its keys so far, and the key whose value comes next.
    Mapping { keys: HashSet<Box<str>>, key: Option<Box<str>>, prefix: usize },
    /// A list; its values have the key of the list.
    List { prefix: usize },
    /// A key that is itself a list or mapping: nothing in it is a statement.
    OddKey,
}

/// Leads from the parser's positions, which count characters, to bytes; positions never decrease.
struct Offsets<'t> {
    text: &'t str,
    ascii: bool,
    chars: usize,
    bytes: usize,
}

impl Offsets<'_> {
    fn byte(&mut self, chars: usize) -> u32 {
        if self.ascii {
            return chars.min(self.text.len()) as u32;
        }
        if chars < self.chars {
            (self.chars, self.bytes) = (0, 0);
        }
        let rest = self.text.get(self.bytes..).unwrap_or("");
        self.bytes += rest.char_indices().nth(chars - self.chars).map_or(rest.len(), |(at, _)| at);
        self.chars = chars;
        self.bytes as u32
    }
}

/// Reads the text between the fences, which begins at `base` in the source.
pub(super) fn read(text: &str, base: u32, statements: &mut Statements<'_, '_>) -> Result<(), Bad> {
    if let Some(entries) = plain::read(text) {
        for (key, value) in entries {
            statements.add(key, value.cut(text), value.shifted(base));
        }
        return Ok(());
    }
    parse(text, base, statements)
}

/// The text with the tabs between a key and its value as blanks, which the standard allows and the parser does not; of the same length.
fn blank_tabs(text: &str) -> Cow<'_, str> {
    if !text.contains(":\t") {
        return Cow::Borrowed(text);
    }
    let mut is_behind_key = false;
    let blank = |c: char| {
        is_behind_key = c == ':' || is_behind_key && matches!(c, ' ' | '\t');
        if is_behind_key && c == '\t' { ' ' } else { c }
    };
    text.chars().map(blank).collect()
}

/// Reads any YAML.
fn parse(text: &str, base: u32, statements: &mut Statements<'_, '_>) -> Result<(), Bad> {
    let text = &*blank_tabs(text);
    let text = &*outdented::joined(text);
    let mut offsets = Offsets { text, ascii: text.is_ascii(), chars: 0, bytes: 0 };
    let mut open: Vec<Open> = Vec::new();
    let mut path = String::new();
    let mut repeated = None;
    for event in Parser::new_from_str(text) {
        let (event, span) = event.map_err(|error| bad(&error, &mut offsets, base))?;
        let is_key = matches!(open.last(), Some(Open::Mapping { key: None, .. }));
        match event {
            Event::Scalar(value, ..) if is_key => {
                let start = base + offsets.byte(span.start.index());
                if let Some(Open::Mapping { keys, key, .. }) = open.last_mut() {
                    if !keys.insert((*value).into()) && repeated.is_none() {
                        let end = start + value.len() as u32;
                        repeated = Some(Bad { reason: format!("duplicate key `{value}`"), at: Span::new(start, end) });
                    }
                    *key = Some((*value).into());
                }
            }
            Event::Scalar(value, ..) => {
                let start = offsets.byte(span.start.index());
                let end = offsets.byte(span.end.index());
                let src = trimmed(text, Span::new(start, end)).shifted(base);
                let before = path.len();
                push_key(&mut path, &open);
                if !path.is_empty() {
                    statements.add(&path, &value, src);
                }
                path.truncate(before);
                end_value(&mut open);
            }
            Event::Alias(_) if is_key => {
                if let Some(Open::Mapping { key, .. }) = open.last_mut() {
                    *key = Some("*".into());
                }
            }
            Event::Alias(_) => {
                let start = offsets.byte(span.start.index());
                let end = offsets.byte(span.end.index());
                let src = Span::new(start, end);
                let before = path.len();
                push_key(&mut path, &open);
                statements.add(&path, src.cut(text), src.shifted(base));
                path.truncate(before);
                end_value(&mut open);
            }
            Event::MappingStart(..) | Event::SequenceStart(..) if is_key => open.push(Open::OddKey),
            Event::MappingStart(..) => {
                let prefix = path.len();
                push_key(&mut path, &open);
                open.push(Open::Mapping { keys: HashSet::new(), key: None, prefix });
            }
            Event::SequenceStart(..) => {
                let prefix = path.len();
                push_key(&mut path, &open);
                open.push(Open::List { prefix });
            }
            Event::MappingEnd | Event::SequenceEnd => match open.pop() {
                Some(Open::Mapping { prefix, .. } | Open::List { prefix }) => {
                    path.truncate(prefix);
                    end_value(&mut open);
                }
                Some(Open::OddKey) => {
                    if let Some(Open::Mapping { key, .. }) = open.last_mut() {
                        *key = Some("?".into());
                    }
                }
                None => {}
            },
            _ => {}
        }
    }
    repeated.map_or(Ok(()), Err)
}

/// Adds the key whose value comes now.
fn push_key(path: &mut String, open: &[Open]) {
    if let Some(Open::Mapping { key: Some(key), .. }) = open.last() {
        if !path.is_empty() {
            path.push('.');
        }
        path.push_str(key);
    }
}

/// A value has ended: the next scalar of a mapping is a key again.
fn end_value(open: &mut [Open]) {
    if let Some(Open::Mapping { key, .. }) = open.last_mut() {
        *key = None;
    }
}

/// A value without its quotes and the blanks behind a block of lines.
fn trimmed(text: &str, span: Span) -> Span {
    let written = span.cut(text);
    let content = written.trim_end();
    let inner = ['"', '\''].into_iter().find_map(|quote| content.strip_prefix(quote)?.strip_suffix(quote));
    match inner {
        Some(inner) => Span::new(span.start() + 1, span.start() + 1 + inner.len() as u32),
        None => Span::new(span.start(), span.start() + content.len() as u32),
    }
}

fn bad(error: &ScanError, offsets: &mut Offsets<'_>, base: u32) -> Bad {
    let start = offsets.byte(error.marker().index());
    let len = offsets.text.get(start as usize..).and_then(|rest| rest.chars().next()).map_or(0, char::len_utf8);
    Bad { reason: error.info().to_owned(), at: Span::new(start, start + len as u32).shifted(base) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Builder;
    use crate::limits::Limits;
    use proptest::prelude::*;

    /// What both ways of reading make of a text, keys, values and places.
    fn both(text: &str) -> Option<(String, String)> {
        let plain = plain::read(text)?;
        let plain: Vec<_> = plain.into_iter().map(|(key, value)| (key.to_owned(), value.cut(text).to_owned(), value.shifted(4))).collect();
        let limits = Limits::default();
        let source = format!("---\n{text}");
        let mut builder = Builder::new(&source, &limits);
        let read = parse(text, 4, &mut Statements { builder: &mut builder });
        let parsed: Vec<_> =
            builder.finish().meta.into_iter().map(|meta| (meta.key.to_string(), meta.value.to_string(), meta.src)).collect();
        Some((format!("{plain:?}"), if read.is_ok() { format!("{parsed:?}") } else { "an error".into() }))
    }

    fn is_same(text: &str) -> bool {
        both(text).is_some_and(|(plain, parsed)| plain == parsed)
    }

    #[test]
    fn plain_lines_are_read_as_the_parser_reads_them() {
        assert!(is_same("title: The tide table\ndate: 2026-04-01\n"));
        assert!(is_same("title: \"The pier: a history\"\r\ndraft: false\r\n"));
        assert!(is_same("title:   'Île de Bréhat'\n\ntags:\n  - ferry\n  - \"harbour\"\nauthors:\n- Lund\nweight: 3"));
        assert!(is_same("# The pier\nms.date: 04/01/2026\nonline version: https://harbour.example/pier\n  # old\nalias: ''\n"));
        assert!(is_same("url: https://harbour.example/tides\nlayout: /pages/tides\n"));
        assert!(is_same(""));
    }

    #[test]
    fn anything_else_is_left_to_the_parser() {
        for text in [
            "title: The pier: a history\n",
            "title: Fees # of last year\n",
            "title: |\n  Two\n  lines\n",
            "title: Two\n  lines\n",
            "title:\n",
            "title:\ndate: 2026\n",
            "tags: [ferry, pier]\n",
            "title: 'It''s open'\n",
            "title: \"A \\\"pier\\\"\"\n",
            "author:\n  name: Lund\n",
            "fees:\n  - boat: 4\n",
            "a: 1\na: 2\n",
            "key:value\n",
            "title: &pier The pier\n",
            "- pier\n",
        ] {
            assert_eq!(both(text), None, "{text}");
        }
    }

    proptest! {
        #[test]
        fn what_is_read_line_by_line_is_what_the_parser_reads(
            text in proptest::collection::vec("(title|date|ms.date|a b|tags|a-b|  - |- |  |#|  #)?(: |:)?[a-c: #'\"|>\\-\\[\\]{},&*!%@`é~.?/0-9]{0,8}(\r\n|\n)", 0..6)
        ) {
            if let Some((plain, parsed)) = both(&text.concat()) {
                prop_assert_eq!(plain, parsed);
            }
        }
    }
}
