//! The sections that an article's type asks for: a list of titles in, the sections that bear them out.

use crate::document::{Document, Section};

/// The first section with one of the titles of an entry, `Overview | Introduction` being two: case, a number before it and marks around it
/// make no difference.
pub(super) fn section_titled<'d>(article: &'d Document, entry: &str) -> Option<&'d Section> {
    article.sections.iter().find(|section| {
        let title = plain(article.text_of(section.heading));
        entry.split('|').any(|wanted| plain(wanted) == title)
    })
}

fn plain(title: &str) -> String {
    let title = title.trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, '.' | ')' | '(' | '#') || c.is_whitespace());
    title.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase().replace('&', "and")
}

/// The first title of an entry, as messages name it.
pub(super) fn name(entry: &str) -> &str {
    entry.split('|').next().unwrap_or(entry).trim()
}
