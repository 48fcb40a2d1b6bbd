//! The kind `metadata`: what an article must say of itself, and how.

use regex::Regex;
use serde::Deserialize;

use super::pattern::expression;
use super::{Report, article_place, wrong};
use crate::document::{Document, Meta, MetaFrom};
use crate::limits;
use crate::source::Format;
use crate::span::Span;

/// The options as the article states them.
#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct Options {
    key: String,
    #[serde(default)]
    required: bool,
    pattern: Option<String>,
    #[serde(default)]
    one_of: Vec<String>,
    #[serde(rename = "type")]
    of_type: Option<Type>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum Type {
    Text,
    Number,
    Date,
}

pub(super) struct Metadata {
    key: String,
    required: bool,
    pattern: Option<Regex>,
    is_large: bool,
    one_of: Vec<String>,
    of_type: Option<Type>,
}

impl Metadata {
    pub(super) fn new(options: Options) -> Result<Self, toml::de::Error> {
        let Options { key, required, pattern, one_of, of_type } = options;
        if key.trim().is_empty() {
            return Err(wrong("`key` names an entry of the metadata"));
        }
        if !required && pattern.is_none() && one_of.is_empty() && of_type.is_none() {
            return Err(wrong("a metadata rule has `required = true`, `pattern`, `one-of` or `type`"));
        }
        let pattern = pattern.map(|pattern| expression(&pattern, false, limits::PATTERN_SIZE)).transpose()?;
        let is_large = pattern.as_ref().is_some_and(|pattern| pattern.is_large);
        Ok(Self { key, required, pattern: pattern.map(|pattern| pattern.regex), is_large, one_of, of_type })
    }

    pub(super) const fn is_large(&self) -> bool {
        self.is_large
    }

    pub(super) fn check(&self, document: &Document, report: &mut Report<'_, '_>) {
        let entries = self.entries(document);
        let said: Vec<&&Meta> = entries.iter().filter(|meta| !meta.value.trim().is_empty()).collect();
        for meta in &said {
            report.concerned();
            if !self.accepts(meta.value.trim()) {
                report.at(Document::ROOT, meta.src, [&*self.key, meta.value.trim()]);
            }
        }
        // A text export has no place for metadata: that it is absent says nothing about the article.
        if said.is_empty() && self.required && document.source.format() != Format::Plain {
            let (block, span) = match entries.first() {
                Some(empty) => (Document::ROOT, empty.src),
                None if !document.front_matter.is_empty() => (Document::ROOT, fence(document)),
                None => article_place(document),
            };
            report.at(block, span, [&*self.key, ""]);
        }
    }

    /// What the article says under the key, from the first place that says it: front matter, then the head of a page.
    fn entries<'d>(&self, document: &'d Document) -> Vec<&'d Meta> {
        let places = [MetaFrom::FrontMatter, MetaFrom::MetaTag, MetaFrom::Title, MetaFrom::Element];
        let named = |meta: &&Meta, from: MetaFrom, prefix: &str| {
            meta.from == from
                && meta.key.get(..prefix.len()) == Some(prefix)
                && meta.key.get(prefix.len()..).is_some_and(|key| key.eq_ignore_ascii_case(&self.key))
        };
        places
            .into_iter()
            .map(|from| (from, ""))
            .chain([(MetaFrom::MetaTag, "og:")])
            .map(|(from, prefix)| document.meta.iter().filter(|meta| named(meta, from, prefix)).collect::<Vec<_>>())
            .find(|entries| !entries.is_empty())
            .unwrap_or_default()
    }

    fn accepts(&self, value: &str) -> bool {
        self.pattern.as_ref().is_none_or(|pattern| pattern.is_match(value))
            && (self.one_of.is_empty() || self.one_of.iter().any(|allowed| allowed == value))
            && self.of_type.is_none_or(|of_type| match of_type {
                Type::Text => value.contains(char::is_alphabetic),
                Type::Number => value.parse::<f64>().is_ok_and(f64::is_finite),
                Type::Date => is_date(value),
            })
    }
}

/// A day as ISO 8601 writes it, with or without a time behind it.
fn is_date(value: &str) -> bool {
    let (day, rest) = value.split_at_checked(10).unwrap_or((value, ""));
    (rest.is_empty() || rest.starts_with(['T', 't', ' '])) && day.parse::<jiff::civil::Date>().is_ok()
}

/// The line that opens the front matter.
fn fence(document: &Document) -> Span {
    let text = document.front_matter.cut(document.source.text());
    let len = text.lines().next().map_or(0, str::len);
    Span::of(document.front_matter.start() as usize, document.front_matter.start() as usize + len)
}
