//! What all articles left behind, side by side: no parse tree, a few hundred bytes an article.

use crate::source::ArticleId;

/// What an article leaves behind for checks across the library.
#[derive(Clone, Debug, Default)]
pub struct Entry {
    /// Its path, as messages show it.
    pub path: Box<str>,
    /// What it calls itself.
    pub title: Option<Box<str>>,
    /// Its language.
    pub language: Box<str>,
    /// A draft.
    pub draft: bool,
}

/// All articles of a run, in path order.
#[derive(Clone, Debug, Default)]
pub struct Library {
    entries: Vec<Entry>,
}

impl Library {
    /// A library of these entries, which stand in path order.
    #[must_use]
    pub const fn new(entries: Vec<Entry>) -> Self {
        Self { entries }
    }

    /// What an article left behind.
    #[must_use]
    pub fn entry(&self, article: ArticleId) -> Option<&Entry> {
        self.entries.get(article.0 as usize)
    }

    /// The articles with their numbers.
    pub fn articles(&self) -> impl Iterator<Item = (ArticleId, &Entry)> {
        self.entries.iter().enumerate().map(|(id, entry)| (ArticleId(id as u32), entry))
    }
}
