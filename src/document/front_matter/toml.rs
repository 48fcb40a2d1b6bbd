//! TOML front matter: a table with the spans of its values becomes statements.

use toml::de::{DeTable, DeValue};

use super::{Bad, Statements};
use crate::span::Span;

/// Reads the text between the fences, which begins at `base` in the source. The nesting was limited before.
pub(super) fn read(text: &str, base: u32, statements: &mut Statements<'_, '_>) -> Result<(), Bad> {
    let table = DeTable::parse(text).map_err(|error| Bad {
        reason: error.message().to_owned(),
        at: error.span().map_or(Span::at(base), |span| Span::from(span).shifted(base)),
    })?;
    let mut entries: Vec<(String, &toml::Spanned<DeValue<'_>>)> = Vec::new();
    let mut waiting: Vec<(String, &toml::Spanned<DeValue<'_>>)> =
        table.get_ref().iter().map(|(key, value)| (key.get_ref().to_string(), value)).collect();
    while let Some((key, value)) = waiting.pop() {
        match value.get_ref() {
            DeValue::Table(inner) => {
                waiting.extend(inner.iter().map(|(name, value)| (format!("{key}.{}", name.get_ref()), value)));
            }
            DeValue::Array(values) => waiting.extend(values.iter().map(|value| (key.clone(), value))),
            _ => entries.push((key, value)),
        }
    }
    // Tables keep their keys by name; readers and messages want the order of the source.
    entries.sort_by_key(|(_, value)| value.span().start);
    for (key, value) in entries {
        let span = Span::from(value.span());
        let written = span.cut(text);
        let (shown, span) = match value.get_ref() {
            DeValue::String(string) => (string.to_string(), inside_quotes(written, span)),
            _ => (written.to_owned(), span),
        };
        statements.add(&key, &shown, span.shifted(base));
    }
    Ok(())
}

fn inside_quotes(written: &str, span: Span) -> Span {
    let quotes = ["\"\"\"", "'''", "\"", "'"].into_iter().find(|quotes| written.starts_with(quotes) && written.len() >= 2 * quotes.len());
    let len = quotes.map_or(0, str::len) as u32;
    Span::new(span.start() + len, span.end() - len)
}
