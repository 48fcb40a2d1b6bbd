//! Words for what the model knows by kind.

use crate::document::{LanguageFrom, MainContent};

/// How a language is known, as machine formats and people read it.
pub(super) const fn language_from(from: LanguageFrom) -> &'static str {
    match from {
        LanguageFrom::Declared => "declared",
        LanguageFrom::Detected => "detected",
        LanguageFrom::Default => "default",
    }
}

/// How the main content was found, in machine formats.
pub(super) const fn main_content(main: MainContent) -> &'static str {
    match main {
        MainContent::Whole => "whole",
        MainContent::ArticleBody => "article-body",
        MainContent::Article => "article",
        MainContent::Main => "main",
        MainContent::Densest => "densest",
    }
}

/// How the main content was found, for people.
#[must_use]
pub const fn main_content_words(main: MainContent) -> &'static str {
    match main {
        MainContent::Whole => "the whole file",
        MainContent::ArticleBody => "the part marked as the article's body (articleBody)",
        MainContent::Article => "the <article> element",
        MainContent::Main => "the <main> element",
        MainContent::Densest => "the part of the page with most of its prose",
    }
}
