//! Headings under which an article lists its sources.

use serde::Deserialize;

use crate::rule::Words;

/// Titles of such sections, as a rule's article states them.
#[derive(Clone, Debug, Deserialize)]
#[serde(transparent)]
pub(crate) struct SourceTitles(Words);

impl SourceTitles {
    /// Whether a heading is one of them, but for case, a number before it and marks behind it.
    pub(crate) fn has(&self, language: &str, title: &str) -> bool {
        let title = title.trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, '.' | ')' | ' ' | '#'));
        let title = title.trim_matches(|c: char| !c.is_alphanumeric() && c != '&');
        let spelled_out = title.contains('&').then(|| title.replace('&', "and"));
        let title = spelled_out.as_deref().unwrap_or(title);
        if title.is_ascii() {
            return self.0.of(language).iter().any(|known| known.eq_ignore_ascii_case(title));
        }
        let title = title.to_lowercase();
        self.0.of(language).iter().any(|known| !known.is_ascii() && known.to_lowercase() == title)
    }
}
