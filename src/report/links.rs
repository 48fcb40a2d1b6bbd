//! The links of articles to other sites, with their places: as text, as JSON, and as a bare list for a link checker.

use std::collections::BTreeSet;
use std::io;

use anstyle::Style;
use serde::Serialize;

use super::Output;
use super::escape::path_text;
use crate::document::{Document, InlineKind};
use crate::span::LineIndex;

/// A form of the list of links.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum LinksForm {
    /// For people
    Text,
    /// A list of objects, one an article
    Json,
    /// Each address once, one a line: what link checkers such as lychee read
    List,
}

/// Writes the links of one article after another.
pub struct LinksList<'o> {
    out: &'o mut Output,
    form: LinksForm,
    is_empty: bool,
    /// Addresses of the bare list.
    seen: BTreeSet<String>,
}

#[derive(Serialize)]
struct ArticleLinks<'a> {
    path: String,
    links: Vec<Row<'a>>,
}

/// One link.
#[derive(Serialize)]
struct Row<'a> {
    line: u32,
    column: u32,
    url: &'a str,
    kind: &'static str,
    /// The words of the link, or the alternative of the picture.
    text: &'a str,
}

impl<'o> LinksList<'o> {
    /// An empty list.
    #[must_use]
    pub const fn new(out: &'o mut Output, form: LinksForm) -> Self {
        Self { out, form, is_empty: true, seen: BTreeSet::new() }
    }

    /// Writes the links of an article.
    ///
    /// # Errors
    /// When the stream does not take it.
    pub fn article(&mut self, article: &Document) -> io::Result<()> {
        let rows = rows(article);
        if rows.is_empty() {
            return Ok(());
        }
        match self.form {
            LinksForm::List => self.seen.extend(rows.iter().map(|row| row.url.to_owned())),
            LinksForm::Text => {
                self.out.style(Style::new().bold()).path(article.source.path()).plain().end()?;
                for row in &rows {
                    let place = format!("  {}:{}", row.line, row.column);
                    self.out.ours(&format!("{place:<10} ")).quoted(row.url);
                    if !row.text.is_empty() && row.text != row.url {
                        self.out.ours("   “").quoted(row.text).ours("”");
                    }
                    self.out.end()?;
                }
            }
            LinksForm::Json => {
                let article = ArticleLinks { path: path_text(article.source.path()).into_owned(), links: rows };
                let json = serde_json::to_string(&article).map_err(io::Error::other)?;
                self.out.ours(if self.is_empty { "[" } else { "," }).lines(&json)?;
            }
        }
        self.is_empty = false;
        Ok(())
    }

    /// Writes what belongs behind the last article.
    ///
    /// # Errors
    /// When the stream does not take it.
    pub fn end(self) -> io::Result<()> {
        match self.form {
            LinksForm::Json => self.out.ours(if self.is_empty { "[]" } else { "]" }).end()?,
            LinksForm::List => {
                for url in &self.seen {
                    self.out.quoted(url).end()?;
                }
            }
            LinksForm::Text => {}
        }
        self.out.finish()
    }
}

fn rows(article: &Document) -> Vec<Row<'_>> {
    let index = LineIndex::new(article.source.text());
    let links = article.inlines.iter().filter_map(|inline| {
        let kind = match inline.kind {
            InlineKind::Link => "link",
            InlineKind::Image => "picture",
            _ => return None,
        };
        let link = article.links.get(inline.aux as usize).filter(|link| link.is_external())?;
        let url = link.url.trim();
        // What a template makes of it nobody knows here.
        if url.contains(['{', '}', '<', '>', '\u{fffc}']) || url.contains(char::is_whitespace) {
            return None;
        }
        let at = index.position(link.url_src.start(), article.source.text());
        let text = link.alt.as_deref().unwrap_or_else(|| inline.text.cut(&article.text)).trim();
        Some(Row { line: at.line, column: at.column, url, kind, text })
    });
    links.collect()
}
