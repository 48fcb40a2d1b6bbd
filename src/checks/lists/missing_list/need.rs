//! What a lead-in promises by its own words, whatever stands behind it.

use super::MissingList;
use super::form::is_list_in_lines;
use crate::document::{BlockId, Document};
use crate::rule::Words;

/// How surely a lead-in wants a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Need {
    /// Its clause is open: "They track figures like".
    Open,
    /// Its last words announce one.
    Sure,
    /// It is the heading of a list in all but form: "Signs a company needs a pilot".
    Headed,
    /// It states something about several things and leaves them open.
    Likely,
    /// A paragraph will do.
    None,
}

impl MissingList {
    /// The paragraph counts, or is a list in all but its marks.
    pub(super) fn is_item_like(&self, article: &Document, id: BlockId) -> bool {
        let starts = article.text_of(id).trim_start();
        let counts = |known: &String| {
            starts
                .strip_prefix(known.as_str())
                .is_some_and(|rest| rest.starts_with(|c: char| !c.is_alphanumeric()) && !rest.starts_with(" of"))
        };
        self.beginning.of(&article.language.code).iter().any(counts) || is_list_in_lines(article, id)
    }

    /// The lead-in names the sections behind it: "see below for a full list".
    pub(super) fn points_on(&self, language: &str, lead_in: &str) -> bool {
        lead_in.split(|c: char| !c.is_alphanumeric()).any(|word| self.pointing.has(language, &word.to_lowercase()))
    }

    /// "If you know all that, then read on": what follows is the rest of the article.
    pub(super) fn asks_to_read_on(&self, language: &str, lead_in: &str) -> bool {
        let words = lead_in.trim_end_matches([':', ' ']).to_lowercase();
        self.pointing.of(language).iter().any(|known| known.contains(' ') && words.ends_with(known.as_str()))
    }

    /// "We have a few things to tell, but first, a quick review:" announces one thing.
    pub(super) fn announces_one(&self, language: &str, lead_in: &str) -> bool {
        lead_in.rsplit_once(", ").is_some_and(|(_, clause)| {
            let words: Vec<&str> = clause.split_whitespace().map(|word| word.trim_end_matches(':')).collect();
            (2..=4).contains(&words.len())
                && matches!(words.first(), Some(&("a" | "an")))
                && words.last().is_some_and(|last| !self.is_plural(language, last))
        })
    }

    /// Whether a list must follow the lead-in, or whether a paragraph will do.
    pub(super) fn need(&self, language: &str, lead_in: &str, is_label: bool) -> Need {
        let words: Vec<String> = lead_in
            .split_whitespace()
            .map(|word| word.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase())
            .filter(|word| !word.is_empty())
            .collect();
        let last = words.last().map_or("", String::as_str);
        let ends_in =
            |list: &Words| list.of(language).iter().any(|known| known == last || known.contains(' ') && ends_in_words(&words, known));
        // "For boats of the lower quay, the following applies": one thing, which a paragraph tells.
        if words.iter().rev().nth(1).is_some_and(|word| word == "following") && self.telling.has(language, last) {
            return Need::None;
        }
        if ends_in(&self.leaving_open) || (words.len() >= 5 || self.hangs(language, &words)) && ends_in(&self.hanging) {
            return Need::Open;
        }
        if !is_label && self.lacks_object(language, lead_in) {
            return Need::Open;
        }
        let before = |back: usize| words.len().checked_sub(back + 1).and_then(|at| words.get(at)).map_or("", String::as_str);
        // "any papers that", "the tools which": the clause begins and says nothing.
        let relates = self.relative.has(language, last)
            && self.is_plural(language, before(1))
            && self.determining.has(language, before(2))
            && words.len() >= 4;
        // "To help the crews, the town provides", but "unless another one is provided".
        let takes = words.len() >= 4 && self.taking.has(language, last) && !self.passive.has(language, before(1));
        if relates || takes {
            return Need::Open;
        }
        if ends_in(&self.announcing) || self.orders(language, &words) {
            return Need::Sure;
        }
        // "There are six reasons why it fails so often".
        let are_counted = words.first().is_some_and(|word| word == "there")
            && words.get(1).is_some_and(|word| matches!(word.as_str(), "are" | "were"))
            && words.get(2).is_some_and(|word| self.counting.has(language, word) && word != "following" && word != "these")
            && words
                .iter()
                .skip(3)
                .take(2)
                .any(|word| self.is_plural(language, word) && !self.elsewhere.has(language, word) && !self.told.has(language, word));
        if are_counted {
            return Need::Sure;
        }
        // "the following papers", "the following pieces of advice", "one of the following to find the way".
        let following = words.iter().rposition(|word| word == "following" && self.announcing.has(language, word));
        if let Some(behind) = following.and_then(|at| words.get(at + 1..)) {
            let is_one_of = following.and_then(|at| at.checked_sub(2)).and_then(|at| words.get(at)).is_some_and(|word| word == "of");
            if is_one_of
                || behind
                    .iter()
                    // "The following example shows how": a verb.
                    .take_while(|word| !self.telling.has(language, word))
                    .take(if behind.len() <= 5 { 5 } else { 1 })
                    .any(|word| self.is_plural(language, word) && !self.elsewhere.has(language, word))
            {
                return Need::Sure;
            }
        }
        let names = |word: &String| self.is_plural(language, word) && !self.told.has(language, word) && !self.elsewhere.has(language, word);
        let begins =
            |known: &String| known.split(' ').zip(&words).filter(|(known, word)| known == word).count() == known.split(' ').count();
        if self.holding_out.of(language).iter().chain(self.showing.of(language)).any(begins) {
            return if words.iter().find(|word| self.is_plural(language, word)).is_some_and(names) { Need::Sure } else { Need::None };
        }
        if self.shown.has(language, last) && words.iter().rev().take(4).any(|word| word == "following") {
            return Need::Sure;
        }
        let points = words.len() >= 3 && words.iter().rev().nth(1).is_some_and(|word| word == "these") && words.last().is_some_and(names);
        if points {
            return Need::Sure;
        }
        // "Signs that it is time to go", "reasons to stay".
        let heads = words.len() >= 4
            && words.first().is_some_and(|word| names(word) && !self.introducing.has(language, word))
            && words.get(1).is_some_and(|word| matches!(word.as_str(), "that" | "why" | "to" | "of"));
        if heads {
            return Need::Headed;
        }
        // "Some examples of lamps in use today", "some last tips I have for you".
        let few = words.first().is_some_and(|word| self.some.has(language, word))
            && (3..=13).contains(&words.len())
            && !words.iter().any(|word| word.starts_with(|c: char| c.is_ascii_digit()))
            && words.iter().skip(1).take(4).any(names);
        if few {
            return Need::Headed;
        }
        // Only at the end of a lead-in does "that" begin somebody's words.
        let introduces = |(at, word): (usize, &String)| {
            self.introducing.has(language, word) && (at + 1 == words.len() || !self.relative.has(language, word))
        };
        if words.iter().enumerate().any(introduces) {
            return Need::None;
        }
        if self.announces_one(language, lead_in) {
            return Need::None;
        }
        let counts = |word: &str| self.counting.has(language, word) || word.parse().is_ok_and(|number: u32| (2..=20).contains(&number));
        let counted_things = words.len() >= 3
            && is_plural(last)
            && !self.lasting.has(language, last)
            && words.iter().rev().skip(1).take(4).any(|word| counts(word));
        // "Three people have to sign the form": the things are counted before the verb.
        let numbers = |word: &str| counts(word) && !self.announcing.has(language, word);
        let counted_first = words.len() >= 4
            && words.iter().position(|word| numbers(word)).is_some_and(|at| words.iter().skip(at + 1).take(2).any(names))
            || words.first().is_some_and(|word| word == "these") && words.iter().skip(1).take(2).any(names);
        if counted_things || counted_first || words.len() >= 5 && counts(last) {
            return Need::Sure;
        }
        if is_label || words.iter().any(|word| self.speaking.has(language, word)) {
            return Need::None;
        }
        if (3..=10).contains(&words.len()) && words.first().is_some_and(|word| is_plural(word)) {
            return Need::Headed;
        }
        let is_statement = words.len() >= 6 && words.iter().any(|word| is_plural(word));
        if is_statement { Need::Likely } else { Need::None }
    }
}

impl MissingList {
    /// The first words of a paragraph take up several things that must stand right above it: "The town also keeps …", "Having these
    /// books, …", "Each of the above …".
    pub(super) fn refers_back(&self, language: &str, text: &str) -> bool {
        let mut lower = lower_words(text);
        let first = lower.next().unwrap_or_default();
        let points = first.ends_with("ing")
            && lower.next().is_some_and(|second| self.referring.has(language, &second))
            && lower.take(2).any(|word| self.is_plural(language, &word));
        let first_sentence = || text.split_once(". ").map_or(text, |(first, _)| first);
        let numbers = || {
            let words: Vec<String> = lower_words(first_sentence()).collect();
            words.windows(2).any(|pair| {
                let [word, number] = pair else { return false };
                self.numbered.has(language, word) && number.parse::<u8>().is_ok()
            })
        };
        points
            || self.adds(language, text)
            || numbers()
            || self.above.of(language).iter().any(|known| first_sentence().contains(known.as_str()))
    }

    /// "The town also keeps …": the paragraph adds to what stands above it.
    pub(super) fn adds(&self, language: &str, text: &str) -> bool {
        /// Words before the one that says so.
        const NEAR: usize = 3;
        lower_words(text).skip(1).take(NEAR).any(|word| self.adding.has(language, &word))
    }

    /// "One of the crews, for example, …" says of one thing what was said of several.
    pub(super) fn gives_example(&self, language: &str, text: &str) -> bool {
        /// Bytes of the beginning of a sentence.
        const NEAR: usize = 60;
        let start = text.get(..text.floor_char_boundary(NEAR)).unwrap_or(text);
        self.giving_one.of(language).iter().any(|known| start.contains(known.as_str()))
    }

    /// The lead-in announces questions.
    pub(super) fn asks(&self, language: &str, lead_in: &str) -> bool {
        lower_words(lead_in).any(|word| self.asked.has(language, &word))
    }

    /// The first thing that a lead-in names is questions: "Some questions to ask", "here are five questions".
    pub(super) fn announces_questions(&self, language: &str, lead_in: &str) -> bool {
        lower_words(lead_in).find(|word| self.is_plural(language, word)).is_some_and(|word| word == "questions")
    }

    /// The first sentence of a paragraph speaks of one of the things announced as known: "They live with this rule" behind "there are several
    /// rules".
    pub(super) fn names_again(&self, language: &str, lead_in: &str, text: &str) -> bool {
        let sentence = text.split_once(". ").map_or(text, |(first, _)| first);
        let words: Vec<String> = lower_words(sentence).collect();
        let announced = |word: &str| {
            let one = word.trim_end_matches('s');
            one.len() > 3 && lower_words(lead_in).any(|plural| self.is_plural(language, &plural) && plural.trim_end_matches('s') == one)
        };
        words.windows(2).skip(1).any(|pair| {
            let [points, word] = pair else { return false };
            self.referring.has(language, points) && announced(word)
        })
    }

    /// "the following table", "these pictures": one or several things that are shown.
    pub(super) fn shows_following(&self, language: &str, lead_in: &str) -> bool {
        let lower = lead_in.to_lowercase();
        let mut words = lower.rsplit(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
        words.next().is_some_and(|last| self.shown.has(language, last.trim_end_matches('s')))
            && words.next().is_some_and(|word| word == "following" || self.referring.has(language, word))
    }

    /// "in several ways", "two good approaches", wherever they stand in the lead-in.
    pub(super) fn counts_things(&self, language: &str, lead_in: &str) -> bool {
        let lower = lead_in.to_lowercase();
        let words: Vec<&str> = lower.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
        words.iter().enumerate().any(|(at, word)| {
            self.counting.has(language, word) && words.iter().skip(at + 1).take(2).any(|word| self.is_plural(language, word))
        })
    }

    /// The text begins with a condition.
    pub(super) fn is_condition(&self, language: &str, text: &str) -> bool {
        self.conditions.has(language, text.split_whitespace().next().unwrap_or(""))
    }
}

/// The words of a text in lower case, without the marks around them.
pub(super) fn lower_words(text: &str) -> impl Iterator<Item = String> {
    text.split_whitespace().map(|word| word.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase())
}

/// Whether the last words are these.
fn ends_in_words(words: &[String], known: &str) -> bool {
    let mut known = known.rsplit(' ');
    let mut words = words.iter().rev();
    known.all(|known| words.next().is_some_and(|word| word == known))
}

/// A word in the plural, as far as its end shows.
pub(super) fn is_plural(word: &str) -> bool {
    word.len() > 3 && word.ends_with('s') && !word.contains(['\'', '’']) && !["ss", "us", "is"].iter().any(|end| word.ends_with(end))
}
