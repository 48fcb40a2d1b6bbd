//! Numbered headings that lost the name behind their number.

use std::collections::HashSet;

use crate::document::{BlockId, Document, Section};
use crate::fact::number_word;

/// Headings that end behind a label, a number and a colon ("Step 3:") while others of their level go on there ("Step 2: Fill the lamp").
pub(super) fn all(article: &Document) -> Vec<BlockId> {
    let text = |section: &Section| article.text_of(section.heading);
    let mut bare = article.sections.iter().filter(|section| text(section).trim_end().ends_with(':')).peekable();
    if bare.peek().is_none() {
        return Vec::new();
    }
    let key = |section: &Section, label: &str| (section.level, label.to_lowercase());
    let goes_on = |section| parts(text(section)).filter(|(_, rest)| !rest.is_empty()).map(|(label, _)| key(section, label));
    let named: HashSet<(u8, String)> = article.sections.iter().filter_map(goes_on).collect();
    let is_cut =
        |section: &&Section| parts(text(section)).is_some_and(|(label, rest)| rest.is_empty() && named.contains(&key(section, label)));
    bare.filter(is_cut).map(|section| section.heading).collect()
}

/// The label before a number and a colon, and what stands behind them.
fn parts(heading: &str) -> Option<(&str, &str)> {
    let (numbered, rest) = heading.trim().split_once(':')?;
    let (label, number) = numbered.split_once(' ')?;
    let is_digits = !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit());
    let is_number = is_digits || number_word(&number.to_ascii_lowercase()).is_some();
    (is_number && label.chars().all(char::is_alphabetic)).then(|| (label, rest.trim()))
}
