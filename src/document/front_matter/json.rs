//! JSON front matter: checked by the parser, then its scalars are found one after the other with their places.

use serde::de::IgnoredAny;

use super::{Bad, Statements};
use crate::span::Span;

/// Where the scan is: in an object, whose key comes next or is known, or in a list.
enum Open {
    Object { key: Option<String>, prefix: usize },
    List { prefix: usize },
}

/// Reads an object that begins at `base` in the source.
pub(super) fn read(text: &str, base: u32, statements: &mut Statements<'_, '_>) -> Result<(), Bad> {
    let mut text = text;
    let trimmed = text.trim();
    // Between `;;;` fences the braces of the object may be left out.
    let unbraced = !trimmed.starts_with('{');
    let wrapped = if unbraced { format!("{{{trimmed}}}") } else { String::new() };
    let checked = if unbraced { wrapped.as_str() } else { text };
    if let Err(error) = serde_json::from_str::<IgnoredAny>(checked) {
        let line_start: usize = checked.split_inclusive('\n').take(error.line().saturating_sub(1)).map(str::len).sum();
        let lead = if unbraced { text.len() - text.trim_start().len() } else { 0 };
        let at = (line_start + error.column().saturating_sub(1 + usize::from(unbraced)) + lead).min(text.len());
        let at = (0..=at).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0) as u32;
        return Err(Bad { reason: error.to_string(), at: Span::at(base + at) });
    }
    if unbraced {
        text = text.trim_end();
    }
    let mut open = if unbraced { vec![Open::Object { key: None, prefix: 0 }] } else { Vec::new() };
    let mut path = String::new();
    let bytes = text.as_bytes();
    let mut at = 0;
    while let Some(byte) = bytes.get(at) {
        match byte {
            b'{' | b'[' => {
                let prefix = path.len();
                push_key(&mut path, &open);
                open.push(if *byte == b'{' { Open::Object { key: None, prefix } } else { Open::List { prefix } });
                at += 1;
            }
            b'}' | b']' => {
                if let Some(Open::Object { prefix, .. } | Open::List { prefix }) = open.pop() {
                    path.truncate(prefix);
                }
                end_value(&mut open);
                at += 1;
            }
            b'"' => {
                let end = string_end(bytes, at);
                let written = text.get(at..end).unwrap_or("");
                let value: String = serde_json::from_str(written).unwrap_or_default();
                match open.last_mut() {
                    Some(Open::Object { key: key @ None, .. }) => *key = Some(value),
                    _ => statement(&mut path, &mut open, &value, Span::of(at + 1, end.saturating_sub(1)).shifted(base), statements),
                }
                at = end;
            }
            b',' | b':' => at += 1,
            byte if byte.is_ascii_whitespace() => at += 1,
            _ => {
                let rest = bytes.get(at..).unwrap_or_default();
                let len =
                    rest.iter().position(|byte| matches!(byte, b',' | b'}' | b']') || byte.is_ascii_whitespace()).unwrap_or(rest.len());
                let src = Span::of(at, at + len);
                statement(&mut path, &mut open, src.cut(text), src.shifted(base), statements);
                at += len.max(1);
            }
        }
    }
    Ok(())
}

fn statement(path: &mut String, open: &mut [Open], value: &str, src: Span, statements: &mut Statements<'_, '_>) {
    let before = path.len();
    push_key(path, open);
    if !path.is_empty() {
        statements.add(path, value, src);
    }
    path.truncate(before);
    end_value(open);
}

fn push_key(path: &mut String, open: &[Open]) {
    if let Some(Open::Object { key: Some(key), .. }) = open.last() {
        if !path.is_empty() {
            path.push('.');
        }
        path.push_str(key);
    }
}

fn end_value(open: &mut [Open]) {
    if let Some(Open::Object { key, .. }) = open.last_mut() {
        *key = None;
    }
}

/// The offset behind the closing quote of a string that opens at `at`.
fn string_end(bytes: &[u8], at: usize) -> usize {
    let mut end = at + 1;
    while let Some(byte) = bytes.get(end) {
        match byte {
            b'"' => return end + 1,
            b'\\' => end += 2,
            _ => end += 1,
        }
    }
    bytes.len()
}
