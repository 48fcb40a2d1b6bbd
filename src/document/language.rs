//! The language of an article, and how it is known.

use super::Document;

/// How a language is known.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum LanguageFrom {
    /// Front matter, `<html lang>`, JSON-LD or configuration by path.
    Declared,
    /// Its body shows it.
    Detected,
    /// The library's default.
    #[default]
    Default,
}

/// The language of an article.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Language {
    /// ISO 639-1 code in lower case, without region (`en`).
    pub code: Box<str>,
    /// How it is known.
    pub from: LanguageFrom,
}

pub(super) fn of(document: &Document, default: &str) -> Language {
    let _ = document;
    Language { code: default.into(), from: LanguageFrom::Default }
}
