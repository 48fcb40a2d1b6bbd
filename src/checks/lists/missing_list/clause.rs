//! The clause of a lead-in: whether its verb lacks its object ("You will need:"), and what it asks readers to do ("Follow these steps to …").

use super::MissingList;
use super::need::lower_words;

/// Words of a clause that is open by its verb alone.
const CLAUSE: usize = 12;

impl MissingList {
    /// "You will need:", "Please bring:", "We offer:", "To join, you have to send us:": a subject, and a verb whose object is to follow.
    pub(super) fn lacks_object(&self, language: &str, lead_in: &str) -> bool {
        let clause = lead_in.rsplit_once(", ").map_or(lead_in, |(_, clause)| clause);
        let words: Vec<String> = lower_words(clause).filter(|word| !word.is_empty()).collect();
        let at = |back: usize| words.len().checked_sub(back).and_then(|at| words.get(at)).map_or("", String::as_str);
        let (first, last, before) = (words.first().map_or("", String::as_str), at(1), at(2));
        // "For further help, contact:"
        let is_order = clause.len() < lead_in.len() && words.len() == 1;
        // "The shop offers:"
        let is_third = words.len() <= 4
            && self.articles.has(language, first)
            && !self.articles.has(language, before)
            && last.strip_suffix('s').is_some_and(|verb| self.lacking.has(language, verb));
        let is_said = (is_order || words.len() >= 2 && self.subjects.has(language, first)) && {
            self.lacking.has(language, last) && !self.articles.has(language, before) && !self.passive_before(language, before)
                || self.lacking.has(language, &[before, last].join(" "))
        };
        (is_third || is_said) && words.len() <= CLAUSE && !self.takes_up_object(language, &words)
    }

    /// "Is needed", "what you need", "an offer".
    fn passive_before(&self, language: &str, before: &str) -> bool {
        before != "to" && before != "have" && before != "not" && self.passive.has(language, before)
    }

    /// "What you will need:", "papers that you need:", "everything you need:": the object stands before the verb.
    fn takes_up_object(&self, language: &str, words: &[String]) -> bool {
        words.iter().enumerate().any(|(at, word)| {
            let before = || at.checked_sub(1).and_then(|at| words.get(at)).map_or("", String::as_str);
            self.objects.has(language, word) || word == "that" && !matches!(before(), "sure" | "ensure" | "check" | "so" | "certain")
        })
    }

    /// "You can pay by:", "The form asks for:": a clause of four words with its subject.
    pub(super) fn hangs(&self, language: &str, words: &[String]) -> bool {
        let [first, .., verb, _] = words else { return false };
        words.len() == 4
            && (self.subjects.has(language, first) || self.articles.has(language, first) && verb.ends_with('s'))
            && !self.takes_up_object(language, words)
    }

    /// "Follow these steps to renew a book", "take the following measures when it rains".
    pub(super) fn orders(&self, language: &str, words: &[String]) -> bool {
        let first = words.iter().find(|word| !matches!(word.as_str(), "please" | "just" | "to")).map_or("", String::as_str);
        self.ordering.has(language, first)
            && words.windows(2).take(3).any(|pair| {
                let [points, noun] = pair else { return false };
                matches!(points.as_str(), "these" | "following") && self.is_plural(language, noun) && !self.elsewhere.has(language, noun)
            })
    }

    /// "Bring the following:", "you need these:".
    pub(super) fn requests(&self, language: &str, lead_in: &str) -> bool {
        lower_words(lead_in).take(4).any(|word| self.requesting.has(language, &word))
    }

    /// The lead-in asks for things that readers have to bring: no sections behind it are these.
    pub(super) fn asks_for_things(&self, language: &str, lead_in: &str) -> bool {
        lower_words(lead_in).any(|word| self.requesting.has(language, &word) || self.things.has(language, &word))
    }
}
