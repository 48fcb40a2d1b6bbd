//! Paragraphs that are what a lead-in announces, though no list: "You have two options:" above "You can wait, or you can take the bus."

use super::MissingList;
use super::form::is_bare_row;
use super::need::lower_words;
use crate::checks::prose::{self, count_words};
use crate::document::{BlockId, Document};

/// First words of a sentence about what stands above it.
const GOING_ON: [&str; 9] = ["It ", "It’s ", "It's ", "They ", "There ", "He ", "She ", "We ", "For "];

/// Whether a paragraph tells what a lead-in announces.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Told {
    Yes,
    Perhaps,
    No,
}

impl MissingList {
    /// The paragraph tells what was announced: as many sentences or clauses as things, a row of phrases, or what is to be noted.
    pub(super) fn told_by(&self, article: &Document, next: BlockId, lead_in: &str) -> Told {
        let language = &article.language.code;
        let text = article.text_of(next);
        if tells_number(text, self.number(language, lead_in))
            || is_bare_row(text, |word| self.finite.has(language, word))
            || self.is_noted(language, lead_in)
        {
            Told::Yes
        } else if count_words(lead_in) <= 2 && self.number(language, lead_in).is_none() {
            // "Requirements:" above a sentence about what is required.
            Told::Perhaps
        } else {
            Told::No
        }
    }

    /// "Follow these steps to bleed a radiator:" announces orders.
    pub(super) fn announces_steps(&self, language: &str, lead_in: &str) -> bool {
        self.ordering.has(language, &lower_words(lead_in).next().unwrap_or_default()) && lower_words(lead_in).any(|word| word == "steps")
    }

    /// "The toolkit contains the following items:" announces things, which are named and not told.
    pub(super) fn announces_things(&self, language: &str, lead_in: &str) -> bool {
        let words: Vec<String> = lower_words(lead_in).collect();
        words.windows(2).any(|pair| matches!(pair, [first, thing] if first == "following" && self.things.has(language, thing)))
    }

    /// A sentence that begins with no article: "A hammer. It …" may be one of several things.
    #[allow(clippy::unused_self, reason = "asked beside its neighbours")]
    pub(super) fn is_no_thing(&self, text: &str) -> bool {
        let first = text.split(' ').next().unwrap_or("");
        prose::End::of(text) == prose::End::Closed
            && prose::has_words(text, 6)
            && !text.contains(": ")
            && !matches!(first, "A" | "An" | "The" | "One" | "Two" | "Your" | "Any")
    }

    /// "A radiator that gurgles is …": what is said of a thing is no step.
    pub(super) fn tells_of_a_thing(&self, language: &str, text: &str) -> bool {
        /// Words that stand before the verb.
        const NEAR: usize = 8;
        // "The first thing to do is to …"
        const OF_ORDER: [&str; 9] = ["first", "second", "next", "initial", "easiest", "simplest", "only", "whole", "process"];
        let mut words = lower_words(text);
        let begins = words.next().is_some_and(|first| matches!(first.as_str(), "a" | "an" | "the"));
        begins
            && words.next().is_some_and(|second| !OF_ORDER.contains(&&*second))
            && words.take(NEAR).any(|word| self.finite.has(language, &word))
    }

    /// "Note the following:": one thing may be what is to be noted.
    fn is_noted(&self, language: &str, lead_in: &str) -> bool {
        let lower = lead_in.to_lowercase();
        let is_bare = lower.trim_end_matches([':', ' ']).ends_with("the following");
        is_bare && lower.split(|c: char| !c.is_alphanumeric()).any(|word| self.noting.has(language, word))
    }
}

/// As many sentences as things were announced, or both of two things in one.
fn tells_number(text: &str, number: Option<usize>) -> bool {
    /// Letters of a sentence that says something.
    const LETTERS: usize = 8;
    let Some(number) = number else { return false };
    let sentences = prose::sentences(text).into_iter().filter(|range| range.len() >= LETTERS).count();
    let lower = text.to_lowercase();
    let joins = |marks: &[&str]| marks.iter().any(|mark| lower.contains(mark));
    let are_two = || sentences == 1 && joins(&[" or ", ", and ", "; "]) && count_words(text) <= 40;
    let are_more = || sentences == 1 && lower.matches(", ").count() + 1 >= number && joins(&[" and ", " or "]);
    // What was said before goes on.
    let goes_on = || GOING_ON.iter().any(|word| text.starts_with(word));
    (sentences == number || number == 2 && are_two() || number > 2 && are_more()) && !goes_on()
}
