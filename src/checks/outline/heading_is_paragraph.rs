//! A whole paragraph that is marked as a heading.

use serde::Deserialize;

use crate::checks::numbering::numbered;
use crate::checks::prose::{End, count_words, last_sentence};
use crate::document::Document;
use crate::rule::{ArticleCheck, Found};

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct HeadingIsParagraph {
    /// Words from which several sentences are a paragraph.
    words_of_sentences: usize,
    /// Words from which one sentence with its mark is a paragraph.
    words_of_sentence: usize,
    /// Words from which any text is too long for a heading.
    words: usize,
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
            let title = numbered(title, &[]).map_or(title, |number| number.rest);
            let words = count_words(title);
            let ends_as_sentence = End::of(title) == End::Closed;
            let is_paragraph = !is_question(title)
                && (words >= self.words
                    || ends_as_sentence && words >= self.words_of_sentence
                    || ends_as_sentence && words >= self.words_of_sentences && last_sentence(title).len() < title.len());
            if is_paragraph {
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

/// A question, whether it ends in its mark or a FAQ letters it ("Q: The sound stops when I play it again").
fn is_question(title: &str) -> bool {
    title.contains('?') || ["Q:", "Q.", "Question:"].iter().any(|letter| title.starts_with(letter))
}
