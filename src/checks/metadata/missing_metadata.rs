//! Metadata that the configuration asks of an article, and that it does not give.

use serde::Deserialize;

use crate::document::{Document, Meta, MetaFrom};
use crate::rule::{ArticleCheck, Found};
use crate::source::Format;
use crate::span::Span;

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct MissingMetadata {
    /// Keys that every article needs, whatever its type.
    keys: Vec<String>,
}

impl ArticleCheck for MissingMetadata {
    fn check(&self, article: &Document, found: &mut Found<'_>) {
        let of_type = found.article_type();
        let asked = of_type.map_or(&[][..], |of_type| of_type.metadata.as_slice());
        // A text export has no place for metadata: that it is absent says nothing about the article.
        if self.keys.is_empty() && asked.is_empty() || article.source.format() == Format::Plain {
            return;
        }
        let (mut missing, mut of_all) = (Vec::new(), true);
        let mut empty = None;
        for key in self.keys.iter().chain(asked) {
            found.concerned();
            let entries: Vec<&Meta> = entries(article, key).collect();
            if entries.iter().all(|meta| meta.value.trim().is_empty()) && !missing.contains(&key.as_str()) {
                missing.push(key.as_str());
                of_all &= self.keys.contains(key);
                empty = empty.or_else(|| entries.first().map(|meta| meta.src));
            }
        }
        if missing.is_empty() {
            return;
        }
        let span = empty.unwrap_or_else(|| fence(article));
        let named = missing.join("”, “");
        match of_type.filter(|_| !of_all) {
            Some(of_type) => {
                found.at(Document::ROOT, span, "an article of type “{}” needs “{}” in its metadata", [of_type.name.as_str(), &named])
            }
            None => found.at(Document::ROOT, span, "the article needs “{}” in its metadata", [&named]),
        };
    }
}

/// What the article says under a key: in its front matter, in the tags of its page, in its title or in its structured data.
fn entries<'d>(article: &'d Document, key: &'d str) -> impl Iterator<Item = &'d Meta> {
    article.meta.iter().filter(move |meta| {
        let own = meta.key.strip_prefix("og:").or_else(|| meta.key.strip_prefix("article:")).unwrap_or(&meta.key);
        match meta.from {
            MetaFrom::FrontMatter => meta.key.eq_ignore_ascii_case(key) || below(&meta.key, key),
            MetaFrom::MetaTag => meta.key.eq_ignore_ascii_case(key) || own.eq_ignore_ascii_case(key),
            MetaFrom::Title | MetaFrom::Element => meta.key.eq_ignore_ascii_case(key),
            MetaFrom::JsonLd | MetaFrom::Byline => false,
        }
    })
}

/// Whether a nested entry stands below the key: `author.name` answers `author`.
fn below(entry: &str, key: &str) -> bool {
    entry.split_at_checked(key.len()).is_some_and(|(start, rest)| start.eq_ignore_ascii_case(key) && rest.starts_with('.'))
}

/// The line that opens the front matter, or the beginning of the article.
fn fence(article: &Document) -> Span {
    let text = article.front_matter.cut(article.source.text());
    let len = text.lines().next().map_or(0, str::len);
    Span::of(article.front_matter.start() as usize, article.front_matter.start() as usize + len)
}
