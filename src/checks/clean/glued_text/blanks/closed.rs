//! Blanks that are missing between a small word and a number, and behind a bracket: "about12 hours", "in2016", "the form (as a file)is ready".

use super::Place;
use crate::checks::clean::letters::{first_word, is_small};
use crate::span::Span;

/// Small words that stand before a year: "in2016".
pub(super) const BEFORE_YEARS: [&str; 4] = ["in", "since", "until", "by"];

impl Place<'_> {
    /// A small word that runs into a number: "about12 hours".
    pub(super) fn to_number(&self) -> Option<Span> {
        let (head, tail) = (self.head(), self.tail());
        let digits = tail.bytes().take_while(|byte| byte.is_ascii_digit() || matches!(byte, b'.' | b',')).count();
        let is_own = head.is_empty() || head.ends_with(' ');
        let rest = tail.get(digits..)?;
        let is_counted = rest
            .strip_prefix(' ')
            .is_some_and(|rest| is_small(first_word(rest)) && first_word(rest).len() > 2 && self.dictionary.lists(first_word(rest)));
        let is_small_word = self.sign.cut(&self.article.text).starts_with(|c: char| c.is_ascii_lowercase());
        (is_own && is_small_word && is_counted).then(|| self.span(0, digits))
    }

    /// A small word that runs into a year: "in2016".
    pub(super) fn to_year(&self) -> Option<Span> {
        let (head, tail) = (self.head(), self.tail());
        let is_year = tail.len() >= 2 && tail.bytes().take(2).all(|byte| byte.is_ascii_digit());
        let rest = tail.get(2..)?;
        let ends = rest.is_empty()
            || rest.starts_with([' ', ',', ';'])
            || rest.strip_prefix('.').is_some_and(|rest| rest.is_empty() || rest.starts_with(' '));
        (head.ends_with(' ') && is_small(self.sign.cut(&self.article.text).get(..2)?) && is_year && ends).then(|| self.span(0, 2))
    }

    /// A bracket that closes right before a small word: "the form (as a file)is ready". Half words go on behind theirs: "(un)even", "boat(s)and".
    pub(super) fn closed(&self) -> Option<Span> {
        /// Small words that go on with a sentence, and with no word that begins in a bracket.
        const SMALL: [&str; 18] = [
            "is", "and", "are", "was", "were", "the", "or", "for", "in", "to", "of", "that", "which", "with", "has", "have", "can", "will",
        ];
        let (head, tail) = (self.head(), self.tail());
        let right_end = first_word(tail).len();
        let word = self.article.text.get(self.sign.start() as usize + 1..self.sign.end() as usize + right_end)?;
        let goes_on = tail.get(right_end..)?.starts_with(' ');
        let open = head.rfind('(')?;
        let inner = head.get(open + 1..)?;
        let stands = open > 0 && head.get(..open)?.ends_with(' ');
        let is_said = inner.len() > 1 && inner.starts_with(char::is_alphanumeric) && !inner.contains(['=', '_', '$', '"', '/', '\\']);
        (SMALL.contains(&word) && goes_on && stands && is_said).then(|| {
            let last = inner.split(' ').next_back().unwrap_or("").len();
            self.span(last, right_end)
        })
    }
}
