//! A named company or person as evidence, with an outcome in figures, and no source.

use std::ops::Range;

use serde::Deserialize;

use super::passage::{Passage, candidates};
use crate::checks::external_figures::{ExternalFigures, add_figures, bare_word, figure_at, marks};
use crate::checks::phrases::Phrases;
use crate::checks::sources::SourceTitles;
use crate::document::Document;
use crate::rule::{ArticleCheck, Found, Signs, SourcesNeed, Words};

/// The options as the article of the rule states them; those of external figures come by `flatten`.
#[derive(Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) struct UncitedExample {
    titles: SourceTitles,
    #[serde(flatten)]
    external: ExternalFigures,
    /// What a company or a person did to a figure: cut, doubled.
    outcomes: Words,
    /// Words that make the example a supposed one, or the writer's own.
    supposed: Phrases,
    /// What findings stand in that an article introduces: survey, report.
    introductions: Phrases,
    /// Capitalised words that name neither a company nor a person: months, quarters, roles.
    no_name: Words,
}

/// Kinds of signs.
const OUTCOME: u8 = 0;
const FIGURE: u8 = 1;

/// Words of the longest name.
const NAME: usize = 4;

/// Mentions of a name from which the article is about it: a case study reports at first hand.
const SUBJECT: usize = 6;

impl ArticleCheck for UncitedExample {
    fn signs(&self) -> Signs {
        let mut signs = Signs::default();
        for (_, outcomes) in self.outcomes.by_language() {
            signs.add(OUTCOME, outcomes.iter().map(String::as_str));
        }
        add_figures(&mut signs, FIGURE);
        signs
    }

    fn check(&self, article: &Document, found: &mut Found<'_>) {
        if found.article_type().is_some_and(|of_type| of_type.sources == SourcesNeed::Never) {
            return;
        }
        let language = &*article.language.code;
        for (id, candidates) in candidates(article, &found.take_seen()) {
            let text = article.text_of(id);
            let example =
                candidates.into_iter().filter(|candidate| candidate.has(OUTCOME) && candidate.has(FIGURE)).find_map(|candidate| {
                    let range = candidate.sentence;
                    let example = self.example(language, text.get(range.clone())?)?;
                    Some(range.start + example.start..range.start + example.end)
                });
            let Some(example) = example else { continue };
            let Some(passage) = Passage::of(article, id, &self.titles) else { continue };
            found.concerned();
            let name = text.get(example.clone()).unwrap_or("");
            if self.supposed.are_in(language, text)
                || passage.refers_outward()
                || passage.is_quoted(example.start)
                || self.external.names_source(language, text)
                || passage.is_sourced_around(&self.external)
                || passage.is_introduced(&self.external, &self.introductions)
                || is_subject(article, name)
            {
                continue;
            }
            found.at(id, passage.in_source(&example), "nothing says where the example of “{}” comes from", [name]);
        }
    }
}

impl UncitedExample {
    /// The name in a sentence that says what somebody made of a figure: "Fast Ferry cut its delays by 40%".
    fn example(&self, language: &str, sentence: &str) -> Option<Range<usize>> {
        let mut at = 0;
        let words: Vec<(usize, &str)> = sentence
            .split(' ')
            .map(|word| {
                let start = at;
                at += word.len() + 1;
                (start, word)
            })
            .collect();
        let last_mark = marks(sentence).into_iter().rev().find_map(|mark| figure_at(sentence, mark))?;
        let is_capital = |word: &str| word.starts_with(char::is_uppercase);
        let is_name = |word: &str| {
            is_capital(word)
                // "Income:Gains" is an account, and no company.
                && !word.contains(':')
                && !self.no_name.has(language, bare_word(word))
                && !self.external.is_nobody(language, word)
                && !self.external.is_group(language, &word.to_lowercase())
        };
        words.iter().enumerate().skip(1).find_map(|(verb, (start, word))| {
            if *start > last_mark.start || !self.outcomes.has(language, word) {
                return None;
            }
            let adverbs = words
                .get(..verb)?
                .iter()
                .rev()
                .take(2)
                .take_while(|(_, word)| word.ends_with("ly") || matches!(*word, "has" | "have" | "had"))
                .count();
            let end = verb - adverbs;
            let name = words
                .get(..end)?
                .iter()
                .rev()
                .take(NAME)
                .take_while(|(_, word)| is_name(word) && word.ends_with(char::is_alphanumeric))
                .count();
            let first = end.checked_sub(name).filter(|_| name > 0)?;
            let (from, head) = words.get(first)?;
            let (to, tail) = words.get(end - 1)?;
            // "Visits to Fast Ferry doubled": it is another that did.
            let led_by = first.checked_sub(1).and_then(|at| words.get(at)).map_or("", |(_, word)| *word);
            if matches!(led_by, "of" | "to" | "with" | "by" | "from" | "for" | "at" | "featuring" | "on") {
                return None;
            }
            // A word that begins a sentence is a name only when its form says so.
            let shows = first > 0 && !words.get(first - 1)?.1.ends_with([':', '.'])
                || name > 1
                || head.chars().skip(1).any(|c| c.is_uppercase() || c.is_ascii_digit());
            shows.then(|| *from..to + tail.len())
        })
    }
}

/// Whether an article is about somebody: in its title, or named again and again.
fn is_subject(article: &Document, name: &str) -> bool {
    let first = name.split(' ').next().unwrap_or(name);
    article.title().is_some_and(|title| title.contains(first))
        || memchr::memmem::find_iter(article.text.as_bytes(), name.as_bytes()).take(SUBJECT).count() == SUBJECT
}

#[cfg(test)]
mod tests {
    use crate::checks::tested::markdown;

    fn found(paragraph: &str) -> Vec<String> {
        let text = format!("# Night boats\n\n{paragraph}\n");
        markdown("uncited-example", &text).into_iter().map(|(_, words)| words).collect()
    }

    #[test]
    fn a_name_with_an_outcome_is_an_example() {
        assert_eq!(found("In 2019 Fast Ferry cut its delays by 40%."), ["Fast Ferry"]);
        assert_eq!(found("The best known case is Tidewatch. When Tidewatch recently doubled its fleet, sales rose by 30%."), ["Tidewatch"]);
    }

    #[test]
    fn sourced_supposed_and_own_examples_are_left_alone() {
        for paragraph in [
            "In 2019 Fast Ferry cut its delays [by 40%](https://example.org/ferry).",
            "Imagine that Fast Ferry cut its delays by 40%.",
            "Sales grew by 40%.",
            "Last year Teams grew by 40%.",
            "In May Night Boats cut its delays by 40%.",
            "Fast Ferry cut its delays by 40%, the Harbour Institute reported.",
        ] {
            assert_eq!(found(paragraph), Vec::<String>::new(), "{paragraph}");
        }
    }
}
