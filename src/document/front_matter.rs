//! Front matter (YAML, TOML, JSON) into statements about the article.

use super::{Builder, Meta, MetaFrom, Note};
use crate::source::Source;
use crate::span::Span;

mod depth;
mod json;
mod toml;
mod yaml;

/// Why front matter could not be read, and where.
struct Bad {
    reason: String,
    at: Span,
}

/// What collects the statements: keys of nested values are joined by dots.
struct Statements<'b, 's> {
    builder: &'b mut Builder<'s>,
}

impl Statements<'_, '_> {
    fn add(&mut self, key: &str, value: &str, src: Span) {
        self.builder.meta(Meta { from: MetaFrom::FrontMatter, key: key.into(), value: value.into(), src });
    }
}

/// How front matter is written.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Form {
    Yaml,
    Toml,
    Json,
}

/// Reads the front matter of the builder's source, if it has any, and returns where the body begins.
pub(super) fn read(builder: &mut Builder<'_>) -> u32 {
    let (text, start) = Source::body(builder.source());
    let Some((form, inner, end)) = find(text) else { return start };
    let inner = inner.shifted(start);
    let end = end + start;
    let limits = builder.limits();
    if inner.len() as usize > limits.front_matter_size {
        builder.stop("front-matter-size", limits.front_matter_size as u64, start);
        return start;
    }
    let source = builder.source();
    let content = inner.cut(source);
    if let Some(at) = depth::too_deep(content, limits.front_matter_depth) {
        builder.stop("front-matter-depth", limits.front_matter_depth as u64, inner.start() + at);
        return start;
    }
    builder.front_matter(Span::new(start, end));
    let mut statements = Statements { builder };
    let read = match form {
        Form::Yaml => yaml::read(content, inner.start(), &mut statements),
        Form::Toml => toml::read(content, inner.start(), &mut statements),
        Form::Json => json::read(content, inner.start(), &mut statements),
    };
    if let Err(bad) = read {
        builder.note(Note::BadFrontMatter { reason: bad.reason.into(), at: bad.at });
    }
    end
}

/// The front matter at the start of a text: its form, what stands between its fences, where it ends. An opening fence
/// without an end is a thematic break or text.
fn find(text: &str) -> Option<(Form, Span, u32)> {
    if text.starts_with('{') {
        let mut values = serde_json::Deserializer::from_str(text).into_iter::<serde::de::IgnoredAny>();
        // Liquid and MDX begin with a brace too: only a whole value, alone on its last line, is front matter.
        values.next()?.ok()?;
        let end = values.byte_offset();
        let alone = text.get(end..).and_then(|rest| rest.lines().next()).is_none_or(|line| line.trim().is_empty());
        let keyed = text.get(1..).is_some_and(|rest| rest.trim_start().starts_with(['"', '}']));
        return (alone && keyed).then(|| (Form::Json, Span::of(0, end), end as u32));
    }
    let (form, fence) =
        [(Form::Yaml, "---"), (Form::Toml, "+++"), (Form::Json, ";;;")].into_iter().find(|(_, fence)| text.starts_with(fence))?;
    let first_line = line_end(text, 0);
    if !text.get(3..first_line)?.trim().is_empty() {
        return None;
    }
    let start = after_line_end(text, first_line);
    let mut at = start;
    while at < text.len() {
        let end = line_end(text, at);
        let line = text.get(at..end)?.trim_end();
        if line == fence || form == Form::Yaml && line == "..." {
            return Some((form, Span::of(start, at), (at + line.len()) as u32));
        }
        at = after_line_end(text, end);
    }
    None
}

fn line_end(text: &str, at: usize) -> usize {
    let rest = text.as_bytes().get(at..).unwrap_or_default();
    memchr::memchr2(b'\n', b'\r', rest).map_or(text.len(), |len| at + len)
}

fn after_line_end(text: &str, end: usize) -> usize {
    let bytes = text.as_bytes();
    match bytes.get(end..end + 2) {
        Some(b"\r\n") => end + 2,
        _ => (end + 1).min(text.len()),
    }
}
