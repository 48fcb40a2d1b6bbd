//! Two headings with the same words leave readers, and links, with two places of one name.

use std::collections::HashMap;
use std::collections::hash_map::Entry;

use serde::Deserialize;

use crate::document::{BlockId, Document, NONE};
use crate::rule::{ArticleCheck, Found};

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct DuplicateHeading {
    siblings_only: bool,
}

impl ArticleCheck for DuplicateHeading {
    fn check(&self, article: &Document, found: &mut Found<'_>) {
        let mut first_use: HashMap<(u32, u64), BlockId> = HashMap::new();
        for section in &article.sections {
            found.concerned();
            let title = article.text_of(section.heading);
            let Some(key) = key_of(title) else { continue };
            let is_same = |other: &BlockId| same_words(article.text_of(*other)) == same_words(title);
            let parent = if self.siblings_only { section.parent } else { NONE };
            let above = article.sections.get(section.parent as usize).map(|parent| parent.heading);
            let earlier = match first_use.entry((parent, key)) {
                Entry::Vacant(slot) => {
                    slot.insert(section.heading);
                    above.filter(|above| key_of(article.text_of(*above)) == Some(key))
                }
                Entry::Occupied(earlier) => Some(*earlier.get()),
            };
            let earlier = earlier.filter(is_same);
            if let Some(earlier) = earlier {
                found
                    .at(section.heading, article.text_src(section.heading), "heading “{}” appears twice", [title])
                    .related(article.text_src(earlier), "first used here");
            }
        }
    }
}

/// A number for the words of a heading, so that equal ones are found without keeping a copy of each; `None` without words.
fn key_of(title: &str) -> Option<u64> {
    // FNV-1a over the words; equal numbers are compared word by word afterwards.
    let mut key = 0xcbf2_9ce4_8422_2325_u64;
    let mut any = false;
    for byte in trimmed(title).bytes().filter(u8::is_ascii_alphanumeric) {
        any = true;
        key = (key ^ u64::from(byte.to_ascii_lowercase())).wrapping_mul(0x0100_0000_01b3);
    }
    (any || trimmed(title).chars().any(char::is_alphanumeric)).then_some(key)
}

/// A heading without the marks that may end it.
fn trimmed(title: &str) -> &str {
    let ends = |c: char| c.is_whitespace() || matches!(c, '.' | ':' | '?' | '!' | '…' | '–' | '—' | '-');
    title.trim_end_matches(ends).trim_start()
}

/// The words without case and without the marks that may end a heading. `C`, `C++` and `C#` stay three headings.
fn same_words(title: &str) -> String {
    let title = trimmed(title);
    let mut words = String::with_capacity(title.len());
    for word in title.split_whitespace() {
        if !words.is_empty() {
            words.push(' ');
        }
        words.extend(word.chars().flat_map(char::to_lowercase).map(|c| if c == '’' { '\'' } else { c }));
    }
    words
}

#[cfg(test)]
mod tests {
    use super::same_words;

    #[test]
    fn marks_at_the_end_and_case_do_not_tell_headings_apart() {
        assert_eq!(same_words("What to Expect:"), same_words("what to expect …"));
    }

    #[test]
    fn names_that_end_in_signs_stay_apart() {
        assert_ne!(same_words("C++"), same_words("C"));
        assert_ne!(same_words("C#"), same_words("F#"));
    }
}
