//! Metadata that machines cannot read: front matter and JSON-LD that do not parse.

use serde::Deserialize;

use super::own_date::role_of_key;
use super::stated::bare_key;
use crate::document::{Document, Meta, MetaFrom, Note};
use crate::fact::leading_date;
use crate::rule::{ArticleCheck, Found};
use crate::span::Span;

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct InvalidMetadata {}

impl ArticleCheck for InvalidMetadata {
    fn check(&self, article: &Document, found: &mut Found<'_>) {
        if !article.front_matter.is_empty() {
            found.concerned();
        }
        let written = article.front_matter.cut(article.source.text());
        for note in &article.notes {
            let Note::BadFrontMatter { reason, at } = note else { continue };
            // A template of an article is filled in before anybody reads it.
            if !is_template(written) {
                let finding = found.at(Document::ROOT, *at, "the front matter cannot be read: {}", [reason]);
                // Some generators take the last of two entries and go on.
                if reason.starts_with("duplicate key") {
                    finding.milder();
                }
            }
        }
        for meta in article.meta.iter().filter(|meta| meta.from == MetaFrom::FrontMatter) {
            if let Some(date) = impossible_day(meta) {
                found.at(Document::ROOT, meta.src, "the metadata has “{}”, a day that no calendar has", [date]);
            }
        }
        for meta in article.meta.iter().filter(|meta| meta.from == MetaFrom::JsonLd) {
            found.concerned();
            if let Some((reason, at)) = bad_data(meta).filter(|_| !is_template(&meta.value)) {
                found.at(Document::ROOT, at, "the structured data cannot be read: {}", [reason]);
            }
        }
    }
}

/// A date of the article itself that is none: `date: 2023-02-30`.
fn impossible_day(meta: &Meta) -> Option<&str> {
    let value = meta.value.trim();
    if !value.starts_with(|c: char| c.is_ascii_digit()) || meta.key.len() > 30 || meta.key.contains('.') {
        return None;
    }
    role_of_key(&bare_key(&meta.key))?;
    let date = leading_date(value)?;
    let (month, day) = (date.month?, date.day?);
    // A zero stands for what is not known yet.
    (date.year.is_some() && month > 0 && day > 0 && date.civil().is_none()).then_some(value)
}

/// Whether a template engine fills the text in.
fn is_template(text: &str) -> bool {
    ["{{", "{%", "<%", "<?", "${"].iter().any(|mark| text.contains(mark))
}

/// Why a JSON-LD block cannot be read, and where.
fn bad_data(meta: &Meta) -> Option<(String, Span)> {
    let text = &*meta.value;
    // Old pages wrap scripts in comments and CDATA marks.
    let bare = text.trim();
    if bare.is_empty() || bare.starts_with(['/', '<']) {
        return None;
    }
    let error = serde_json::from_str::<serde::de::IgnoredAny>(text).err()?;
    let reason = error.to_string();
    let reason = reason.split(" at line ").next().unwrap_or("").to_owned();
    if meta.src.len() as usize != text.len() {
        return Some((reason, meta.src));
    }
    let line_start = text.split_inclusive('\n').take(error.line().saturating_sub(1)).map(str::len).sum::<usize>();
    let at = text.floor_char_boundary((line_start + error.column().saturating_sub(1)).min(text.len()));
    let rest = text.get(at..).unwrap_or("");
    let len = rest.chars().next().map_or(0, char::len_utf8);
    let start = meta.src.start() as usize + at;
    Some((reason, Span::of(start, start + len)))
}
