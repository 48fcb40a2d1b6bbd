//! Checks that a rule's article declares.

use super::{Article, ArticleCheck, Found};
use crate::document::Document;

/// A declared check.
pub struct Declared;

impl Declared {
    /// Reads the options of a declared check.
    ///
    /// # Errors
    /// When an option is unknown, missing or has the wrong type.
    pub fn new(article: &Article, options: toml::Table) -> Result<Self, toml::de::Error> {
        let _ = (article, options);
        Ok(Self)
    }
}

impl ArticleCheck for Declared {
    fn check(&self, article: &Document, found: &mut Found<'_>) {
        let _ = (article, found);
    }
}
