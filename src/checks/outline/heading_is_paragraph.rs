//! A whole paragraph that is marked as a heading.

use serde::Deserialize;

use crate::checks::numbering::numbered;
use crate::checks::prose::{End, count_words, holds_list, last_sentence, leads_elsewhere};
use crate::document::{Document, Section};
use crate::rule::{ArticleCheck, Found, Words};

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct HeadingIsParagraph {
    /// Words from which several sentences are a paragraph.
    words_of_sentences: usize,
    /// Words from which one sentence with its mark is a paragraph.
    words_of_sentence: usize,
    /// Words from which any text is too long for a heading.
    words: usize,
    /// Words more that a sentence may have as the title, or behind a number or a label: then it is meant to head what follows.
    labelled: usize,
    /// Words by which a reader speaks of himself.
    askers: Words,
}

impl ArticleCheck for HeadingIsParagraph {
    fn check(&self, article: &Document, found: &mut Found<'_>) {
        for section in &article.sections {
            found.concerned();
            let title = article.text_of(section.heading);
            // No word has fewer than two bytes with its blank.
            if title.len() < 2 * self.words_of_sentences {
                continue;
            }
            // The dot of a number ends no sentence; a question may be long, and say what makes one ask.
            let number = numbered(title, &[]);
            let is_named = section.level == 1 || number.is_some() || has_label(title);
            let title = number.map_or(title, |number| number.rest);
            let words = count_words(title);
            let more = if is_named { self.labelled } else { 0 };
            let ends_as_sentence = End::of(title) == End::Closed;
            let is_paragraph = !is_question(title)
                && (words >= self.words
                    || ends_as_sentence && words >= self.words_of_sentence + more
                    || ends_as_sentence && words >= self.words_of_sentences + more && last_sentence(title).len() < title.len());
            if is_paragraph
                && !holds_list(article, section.heading)
                && !self.states_problem(article, section)
                && !leads_elsewhere(article, section.heading)
                && !is_declared(title)
            {
                let count = words.to_string();
                found.at(
                    section.heading,
                    article.text_src(section.heading),
                    "a paragraph of {} words is marked as a heading: “{}”",
                    [&count, title],
                );
            }
        }
    }
}

impl HeadingIsParagraph {
    /// An entry of a FAQ says what went wrong where the others ask: "[C.3] I have moored at the pier. The bell rings all night."
    fn states_problem(&self, article: &Document, section: &Section) -> bool {
        /// Questions beside it, and headings that are looked at.
        const QUESTIONS: usize = 3;
        const HEADINGS: usize = 400;
        let title = article.text_of(section.heading);
        let asks = || {
            let mut words = title.split(|c: char| c.is_whitespace() || c == ',');
            words.any(|word| self.askers.has(&article.language.code, word.split(['\'', '’']).next().unwrap_or(word)))
        };
        // "(FAQ 12)", "[C.3]", "5.7.".
        let number = title.split_once([')', ']']).filter(|_| title.starts_with(['(', '['])).map_or(title, |(number, _)| number);
        let is_counted = number.len() < title.len() && number.len() < 12 || title.starts_with(|c: char| c.is_ascii_digit());
        let beside = || article.sections.iter().take(HEADINGS).filter(|other| other.level == section.level);
        (is_counted || asks())
            && article.range_has_content(section.heading + 1, section.end)
            && beside().filter(|other| is_question(article.text_of(other.heading))).take(QUESTIONS).count() == QUESTIONS
    }
}

/// What a program takes and gives back: `berth() = {in, Name :: term()}`.
fn is_declared(title: &str) -> bool {
    title.contains(" :: ") || title.contains('{') && title.contains(['=', '|'])
}

/// "Assumption: Boats that wait …": a label of few words.
fn has_label(title: &str) -> bool {
    title.split_once(": ").is_some_and(|(label, _)| count_words(label) <= 3)
}

/// A question, whether it ends in its mark or a FAQ letters it ("Q: The sound stops when I play it again").
fn is_question(title: &str) -> bool {
    title.contains('?') || ["Q:", "Q.", "Question:"].iter().any(|letter| title.starts_with(letter))
}

#[cfg(test)]
mod tests {
    use crate::checks::tested::markdown;

    fn found(heading: &str) -> usize {
        markdown("heading-is-paragraph", &format!("# The ferry\n\nIt runs.\n\n{heading}\n\nAsk the clerk.\n")).len()
    }

    #[test]
    fn a_short_paragraph_of_two_sentences_and_a_long_sentence_are_paragraphs() {
        assert_eq!(found("#### Welcome on board! This page tells you what to bring, where to sit and when to pay for the crossing."), 1);
        assert_eq!(
            found(
                "#### If the wind is from the north you can ask the crew to land at the market instead, by ringing the bell at the bow ."
            ),
            1
        );
        assert_eq!(found("#### One boat. Two crews. Three piers."), 0);
    }

    #[test]
    fn a_title_and_a_labelled_point_may_be_a_long_sentence() {
        assert_eq!(
            found("#### Lesson: If the wind is from the north the crew should land at the market instead, and ring the bell at the bow."),
            0
        );
        assert_eq!(
            found(
                "#### 2. If the wind is from the north the crew should land at the market instead of the pier, and ring the bell at the bow."
            ),
            0
        );
        let title =
            "# How the ferry of the harbour came to be painted green by a crew of six in a single night before the king came to town.";
        assert!(markdown("heading-is-paragraph", &format!("{title}\n\nIt was a cold night.\n")).is_empty());
    }
}
