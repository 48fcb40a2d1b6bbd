//! Checks that a rule's article declares: kind and options in, a check out. The kinds are a closed set.

use std::cell::OnceCell;

use serde::de::{DeserializeOwned, Error as _};

use super::{Article, ArticleCheck, Found, Signs};
use crate::document::{BlockId, Document, Flags, Kind};
use crate::span::Span;

mod count;
mod metadata;
mod pattern;
mod required_section;
mod selector;
mod tree;

use count::Count;
use metadata::Metadata;
use pattern::Pattern;
use required_section::RequiredSection;
use selector::SelectorCheck;
use tree::Tree;

/// A declared check, ready to run: patterns and selectors are compiled.
pub struct Declared {
    message: String,
    kind: Declaration,
}

/// What the checks of one article make once and all use.
#[derive(Default)]
pub struct Shared {
    tree: OnceCell<Tree>,
}

enum Declaration {
    Pattern(Pattern),
    Count(Count),
    RequiredSection(RequiredSection),
    Selector(SelectorCheck),
    Metadata(Metadata),
}

impl Declared {
    /// Reads the options of a declared check.
    ///
    /// # Errors
    /// When an option is unknown, missing, has the wrong type or says nothing that can be checked.
    pub fn new(article: &Article, options: toml::Table) -> Result<Self, toml::de::Error> {
        let kind = match article.kind.as_str() {
            "pattern" => Declaration::Pattern(Pattern::new(read(options)?)?),
            "count" => Declaration::Count(Count::new(&read(options)?)?),
            "required-section" => Declaration::RequiredSection(RequiredSection::new(read(options)?)?),
            "selector" => Declaration::Selector(SelectorCheck::new(&read(options)?)?),
            "metadata" => Declaration::Metadata(Metadata::new(read(options)?)?),
            other => return Err(wrong(format!("the kind `{other}` needs a check of its own, which rule `{}` does not have", article.id))),
        };
        Ok(Self { message: article.message.clone(), kind })
    }

    /// Whether its pattern takes so much memory that there must not be many of its kind.
    pub(super) const fn is_large(&self) -> bool {
        match &self.kind {
            Declaration::Pattern(pattern) => pattern.is_large(),
            Declaration::Metadata(metadata) => metadata.is_large(),
            Declaration::Count(_) | Declaration::RequiredSection(_) | Declaration::Selector(_) => false,
        }
    }

    /// What a pattern rule would write instead of each hit, as its article states it.
    #[must_use]
    pub fn replacement(&self) -> Option<&str> {
        match &self.kind {
            Declaration::Pattern(pattern) => pattern.replacement(),
            _ => None,
        }
    }
}

impl ArticleCheck for Declared {
    fn signs(&self) -> Signs {
        match &self.kind {
            Declaration::Pattern(pattern) => pattern.signs(),
            _ => Signs::default(),
        }
    }

    fn check(&self, article: &Document, found: &mut Found<'_>) {
        let report = &mut Report { message: &self.message, found };
        match &self.kind {
            Declaration::Pattern(pattern) => pattern.check(article, report),
            Declaration::Count(count) => count.check(article, report),
            Declaration::RequiredSection(section) => section.check(article, report),
            Declaration::Selector(selector) => selector.check(article, report),
            Declaration::Metadata(metadata) => metadata.check(article, report),
        }
    }
}

/// Reports under the message of the rule's article.
struct Report<'r, 'd> {
    message: &'r str,
    found: &'r mut Found<'d>,
}

impl Report<'_, '_> {
    fn concerned(&mut self) {
        self.found.concerned();
    }

    /// Reports a defect; the quotes fill the holes of the message in order, those without a hole are left out.
    fn at<Q: AsRef<str>>(&mut self, block: BlockId, span: Span, quotes: impl IntoIterator<Item = Q>) -> &mut super::RawFinding {
        self.found.at(block, span, self.message, quotes)
    }
}

/// Options as their kind reads them; a key that it does not know is an error.
fn read<T: DeserializeOwned>(options: toml::Table) -> Result<T, toml::de::Error> {
    options.try_into()
}

fn wrong(reason: impl std::fmt::Display) -> toml::de::Error {
    toml::de::Error::custom(reason)
}

/// Where a defect of the whole article is shown: at its title, else at its first block, else behind its front matter.
fn article_place(document: &Document) -> (BlockId, Span) {
    let title = document.sections.iter().find(|section| section.level == 1).map(|section| section.heading);
    let first = || {
        document
            .all()
            .find(|(_, block)| block.kind.is_leaf() && !block.flags.has(Flags::BOILER) && block.kind != Kind::Rule)
            .map(|(id, _)| id)
    };
    match title.or_else(first) {
        Some(id) => (id, first_line(document, document.text_src(id))),
        None => (Document::ROOT, Span::at(document.front_matter.end())),
    }
}

/// The first line of a span, without the blanks around it.
fn first_line(document: &Document, span: Span) -> Span {
    let text = span.cut(document.source.text());
    let start = text.len() - text.trim_start().len();
    let line = text.trim_start().split(['\n', '\r']).next().unwrap_or("").trim_end();
    Span::of(span.start() as usize + start, span.start() as usize + start + line.len())
}

/// The innermost block whose source holds the span.
fn block_at(document: &Document, span: Span) -> BlockId {
    let after = document.blocks.partition_point(|block| block.src.start() <= span.start());
    let last = after.saturating_sub(1) as BlockId;
    std::iter::once(last).chain(document.ancestors(last)).find(|&id| document.block(id).src.contains(span)).unwrap_or(Document::ROOT)
}

/// How titles and keys are compared: without case, numbering, and marks at both ends.
fn folded(title: &str) -> String {
    let words = title.trim_matches(|c: char| !c.is_alphanumeric());
    let numbering = words.len() - words.trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, '.' | ')')).len();
    let unnumbered = words.get(numbering..).filter(|rest| rest.starts_with(' ')).unwrap_or(words);
    unnumbered.split_whitespace().map(str::to_lowercase).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests;
