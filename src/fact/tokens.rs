//! The tokens of one leaf block, and what parsers ask about them.

use super::lexer::{Lexeme, Token};
use crate::span::Span;

/// The tokens of a leaf block with the text they lie in. Questions about a place beyond them are answered with nothing.
#[derive(Clone, Copy)]
pub(super) struct Tokens<'t> {
    /// [`crate::document::Document::text`].
    pub text: &'t str,
    /// In the order of their places.
    pub tokens: &'t [Token],
}

impl<'t> Tokens<'t> {
    pub fn get(&self, at: usize) -> Option<&'t Token> {
        self.tokens.get(at)
    }

    pub fn span(&self, at: usize) -> Span {
        self.get(at).map_or(Span::at(0), |token| token.text)
    }

    /// What is printed there.
    pub fn printed(&self, at: usize) -> &'t str {
        self.span(at).cut(self.text)
    }

    /// The word there, if it is one.
    pub fn word(&self, at: usize) -> Option<&'t str> {
        self.get(at).filter(|token| token.lexeme == Lexeme::Word).map(|token| token.text.cut(self.text))
    }

    /// Whether this word stands there, in whatever case.
    pub fn is(&self, at: usize, word: &str) -> bool {
        self.word(at).is_some_and(|found| found.eq_ignore_ascii_case(word))
    }

    /// Whether one of these words stands there, in whatever case.
    pub fn is_any(&self, at: usize, words: &[&str]) -> bool {
        words.iter().any(|word| self.is(at, word))
    }

    /// Whether these words stand there one after another.
    pub fn are(&self, at: usize, words: &[&str]) -> bool {
        words.iter().zip(at..).all(|(word, at)| self.is(at, word))
    }

    /// Whether these words stand directly before `end`.
    pub fn end_before(&self, end: usize, words: &[&str]) -> bool {
        end.checked_sub(words.len()).is_some_and(|at| self.are(at, words))
    }

    pub fn mark(&self, at: usize) -> Option<char> {
        self.get(at).and_then(|token| if let Lexeme::Mark(mark) = token.lexeme { Some(mark) } else { None })
    }

    pub fn is_number(&self, at: usize) -> bool {
        self.get(at).is_some_and(|token| token.lexeme == Lexeme::Number)
    }

    /// Whether this token touches the one before it.
    pub fn is_tight(&self, at: usize) -> bool {
        let Some(before) = at.checked_sub(1).and_then(|before| self.get(before)) else { return false };
        self.get(at).is_some_and(|token| token.text.start() == before.text.end())
    }

    /// Whether the token there is a dash of any length, a minus sign included.
    pub fn is_dash(&self, at: usize) -> bool {
        matches!(self.mark(at), Some('-' | '–' | '—' | '‐' | '‑' | '−'))
    }
}
