//! One acronym that an article writes out in two ways.

use serde::Deserialize;

use crate::document::{Document, Flags, Kind};
use crate::fact::{Definition, definitions, stem};
use crate::rule::{ArticleCheck, Found, Words};
use crate::span::Span;

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct AcronymExpansion {
    /// How many letters an acronym needs: two letters stand for too many things.
    letters: usize,
    /// Words that may have no letter in an acronym.
    small_words: Words,
}

impl ArticleCheck for AcronymExpansion {
    fn check(&self, article: &Document, found: &mut Found<'_>) {
        let small = self.small_words.of(&article.language.code);
        let mut first: Vec<(Definition<'_>, Span)> = Vec::new();
        let mut reported: Vec<&str> = Vec::new();
        for (id, block) in article.all() {
            if !matches!(block.kind, Kind::Paragraph | Kind::Heading) || block.flags.has(Flags::BOILER) {
                continue;
            }
            let text = article.text_of(id);
            for definition in definitions(text, small) {
                if definition.acronym.len() < self.letters {
                    continue;
                }
                found.concerned();
                let place = definition.long_at.shifted(block.text.start());
                let Some((known, earlier)) = first.iter().find(|(known, _)| known.acronym == definition.acronym) else {
                    first.push((definition, place));
                    continue;
                };
                if reported.contains(&definition.acronym) || !is_slip(known.long, definition.long, small) {
                    continue;
                }
                reported.push(definition.acronym);
                found
                    .at(
                        id,
                        article.source_span(place),
                        "“{}” is “{}” here, and “{}” before",
                        [definition.acronym, definition.long, known.long],
                    )
                    .related(article.source_span(*earlier), "the first expansion");
            }
        }
    }
}

/// Whether two expansions mean one thing and name it differently: most words are the same, and one is another word.
fn is_slip(one: &str, other: &str, small: &[String]) -> bool {
    let (one, other) = (matter(one, small), matter(other, small));
    if one.len() != other.len() {
        return false;
    }
    let different = one.iter().zip(&other).filter(|(one, other)| !is_same_word(one, other)).count();
    different > 0 && different * 2 <= one.len()
}

/// The words that carry matter.
fn matter(long: &str, small: &[String]) -> Vec<String> {
    long.split(|c: char| !c.is_alphanumeric() && !matches!(c, '\'' | '’'))
        .filter(|word| !word.is_empty())
        .map(stem)
        .filter(|word| !small.iter().any(|known| known == word))
        .collect()
}

/// Whether two words are forms or spellings of one: at most two letters differ, five at the start are the same, or one is short for the other
/// ("app", "application").
fn is_same_word(one: &str, other: &str) -> bool {
    const START: usize = 5;
    const SHORT: usize = 3;
    const LETTERS: usize = 2;
    let start = one.chars().zip(other.chars()).take_while(|(one, other)| one == other).count();
    let shorter = one.chars().count().min(other.chars().count());
    start >= START || start >= SHORT && start == shorter || is_within(one, other, LETTERS)
}

/// Whether as few letters as these need to be changed, added or left out to make one word the other.
fn is_within(one: &str, other: &str, most: usize) -> bool {
    let (one, other): (Vec<char>, Vec<char>) = (one.chars().collect(), other.chars().collect());
    if one.len().abs_diff(other.len()) > most {
        return false;
    }
    let mut row: Vec<usize> = (0..=other.len()).collect();
    for (line, letter) in one.iter().enumerate() {
        let mut diagonal = line;
        let mut left = line + 1;
        for (cell, of_other) in row.iter_mut().skip(1).zip(&other) {
            let changed = diagonal + usize::from(letter != of_other);
            diagonal = *cell;
            left = changed.min(diagonal + 1).min(left + 1);
            *cell = left;
        }
        if let Some(first) = row.first_mut() {
            *first = line + 1;
        }
    }
    row.last().is_some_and(|distance| *distance <= most)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::checks::tested::markdown;

    fn said(text: &str) -> Vec<String> {
        markdown("acronym-expansion", text).into_iter().map(|(message, _)| message).collect()
    }

    #[test]
    fn a_second_expansion_is_told_with_the_first() {
        assert_eq!(
            said("An Interactive Voice Response (IVR) answers. An Integrated Voice Response (IVR) asks."),
            ["“IVR” is “Integrated Voice Response” here, and “Interactive Voice Response” before"]
        );
        assert_eq!(said("The annual contract value (ACV) rose. ACV (average contract value) fell.").len(), 1);
        assert_eq!(said("The Board of Harbour Masters (BHM) met. The Bureau of Harbour Masters (BHM) met.").len(), 1);
    }

    #[test]
    fn forms_of_one_expansion_and_other_things_are_left_alone() {
        for text in [
            "A content management system (CMS) and content-management systems (CMS).",
            "The Organisation for Harbour Trade (OHT) and the Organization for Harbor Trade (OHT).",
            "A Cloud Security Alliance (CSA) and a Control Self-Assessment (CSA).",
            "A service provider (SP) and a service principal (SP).",
            "Customer relationship management (CRM) and customer relations management (CRM).",
            "Single executable applications (SEA) and single executable apps (SEA).",
            "The programme (see CRM) and the other (OTH).",
        ] {
            assert_eq!(said(text), [""; 0], "{text}");
        }
    }

    #[test]
    fn distance_counts_letters() {
        assert!(is_within("enterprise", "enterprize", 2) && !is_within("annual", "average", 2));
        assert!(is_within("", "ab", 2) && !is_within("", "abc", 2));
    }
}
