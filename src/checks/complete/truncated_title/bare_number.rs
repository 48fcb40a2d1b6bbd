//! Numbered headings that lost the name behind their number.

use crate::document::{BlockId, Document};

/// Headings that end behind a label, a number and a colon ("Step 3:") while others of their level go on there ("Step 2: Fill the lamp").
pub(super) fn all(article: &Document) -> impl Iterator<Item = BlockId> {
    let bare = article.sections.iter().filter(|section| article.text_of(section.heading).trim_end().ends_with(':'));
    bare.filter_map(|section| {
        let (label, rest) = parts(article.text_of(section.heading))?;
        let goes_on = |other: &str| parts(other).is_some_and(|(others, rest)| others.eq_ignore_ascii_case(label) && !rest.is_empty());
        let mut others = article.sections.iter().filter(|other| other.level == section.level && other.heading != section.heading);
        (rest.is_empty() && others.any(|other| goes_on(article.text_of(other.heading)))).then_some(section.heading)
    })
}

/// The label before a number and a colon, and what stands behind them.
fn parts(heading: &str) -> Option<(&str, &str)> {
    const NUMBERS: [&str; 12] = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"];
    let (numbered, rest) = heading.trim().split_once(':')?;
    let (label, number) = numbered.split_once(' ')?;
    let is_number = !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit())
        || NUMBERS.iter().any(|word| number.eq_ignore_ascii_case(word));
    (is_number && label.chars().all(char::is_alphabetic)).then(|| (label, rest.trim()))
}
