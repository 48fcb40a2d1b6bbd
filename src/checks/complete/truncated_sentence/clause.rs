//! Clauses that end in a small word and lack nothing: "The branch the change is merged into", "Who opened it and when".

use super::TruncatedSentence;
use crate::checks::prose::{has_words, last_word};
use crate::fact::is_function_word;

/// Words of a text that is such a clause as a whole.
const CLAUSE: usize = 14;

impl TruncatedSentence {
    /// "The fee for a lost card is $", "a crossing takes at least": the amount is missing.
    pub(super) fn lacks_amount(text: &str) -> bool {
        const SIGNS: [&str; 3] = ["$", "€", "£"];
        const BEFORE: [&str; 16] =
            ["is", "are", "was", "of", "costs", "cost", "at", "than", "about", "by", "to", "for", "around", "only", "pay", "least"];
        let word_before = |end: &str| text.strip_suffix(end).and_then(|before| before.strip_suffix(' ')).map(last_word);
        // A sign that stands there before as well, and not before a number, sets a formula or a value of a program.
        let is_alone = |sign: &str| text.split(sign).skip(1).filter(|rest| !rest.starts_with(|c: char| c.is_ascii_digit())).count() == 1;
        let is_sum = || SIGNS.iter().any(|sign| word_before(sign).is_some_and(|word| BEFORE.contains(&word)) && is_alone(sign));
        let is_bound = || {
            ["at least", "at most"].iter().any(|bound| {
                word_before(bound).is_some_and(|word| {
                    matches!(word, "is" | "are" | "costs" | "takes" | "lasts" | "for" | "of" | "by" | "be" | "with" | "to" | "from")
                })
            })
        };
        // "Together the two halls seat about", "the repair came to a little under".
        let is_nearly = || {
            let holds = |word: &str| {
                let verbs = ["seat", "hold", "weigh", "measure", "cost", "last", "cover", "employ", "carry", "contain"];
                verbs.contains(&word.strip_suffix('s').unwrap_or(word))
            };
            ["about", "around", "roughly", "nearly", "approximately"].iter().any(|near| word_before(near).is_some_and(holds))
                || [
                    "a little under",
                    "a little over",
                    "just under",
                    "well over",
                    "well under",
                    "slightly over",
                    "slightly under",
                    "slightly more than",
                    "slightly less than",
                ]
                .iter()
                .any(|near| word_before(near).is_some_and(|word| BEFORE.contains(&word)))
        };
        has_words(text, 5) && (is_sum() || is_bound() || is_nearly())
    }

    /// "Who opened it and when", "what was tested, and where": the second question is asked by its first word alone.
    pub(super) fn is_short_question(&self, language: &str, text: &str) -> bool {
        let words = words(text);
        let [before @ .., joint, last] = words.as_slice() else { return false };
        self.questions.has(language, last)
            && matches!(joint.as_str(), "and" | "or")
            && before.iter().rev().take(CLAUSE).any(|word| self.questions.has(language, word))
    }

    /// A noun and a clause right behind it, without its "that": "The branch the change is merged into", "The language messages are written in".
    pub(super) fn has_bare_clause(&self, language: &str, text: &str, is_told: bool) -> bool {
        let said = [": ", " – ", " — ", " - "].iter().find_map(|mark| text.split_once(mark)).map_or(text, |(_, said)| said);
        let words = words(said);
        let at = |back: usize| words.len().checked_sub(back).and_then(|at| words.get(at)).map_or("", String::as_str);
        if words.len() > CLAUSE || !self.stranding.has(language, at(1)) {
            return false;
        }
        let determines = |word: &str| self.determiners.has(language, word);
        let is_noun = |word: &str| {
            !determines(word)
                && ![&self.stranding, &self.never_last, &self.seldom_last, &self.relating].iter().any(|list| list.has(language, word))
        };
        // "the branch the change …": a noun between two articles begins a clause of its own.
        let begins = words
            .iter()
            .zip(words.iter().skip(1))
            .zip(words.iter().skip(2))
            .enumerate()
            .any(|(start, ((one, noun), other))| determines(one) && is_noun(noun) && determines(other) && start + 5 < words.len());
        // "The language messages are written in", in a cell or behind the name of what it tells.
        let is_passive =
            || self.finite.has(language, at(3)) && at(2).len() > 3 && at(4).ends_with('s') && is_noun(at(5)) && determines(at(6));
        begins || (is_told || said.len() < text.len()) && words.len() == 6 && is_passive()
    }

    /// "For most teams, this means that": a clause is announced by its verb, and "that" is all there is of it.
    pub(super) fn leads_on(&self, language: &str, text: &str, word: &str) -> bool {
        word == "that" && text.strip_suffix(word).is_some_and(|before| self.before_that.has(language, last_word(before.trim_end())))
    }

    /// "In addition, …", "However, …": a text begins with what stands before a clause, and not with a name.
    pub(super) fn opens_sentence(&self, language: &str, text: &str) -> bool {
        /// Words up to the comma.
        const OPENER: usize = 4;
        let Some((head, _)) = text.split_once(", ").filter(|(head, _)| !has_words(head, OPENER)) else { return false };
        let first = head.split(' ').next().unwrap_or("");
        let is_small = || first.len() > 1 && first.starts_with(char::is_uppercase) && is_function_word(first);
        is_small() || self.openers.has(language, first)
    }
}

/// The words of a text in lower case, without the marks around them.
fn words(text: &str) -> Vec<String> {
    let words = text.split_whitespace().map(|word| word.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase());
    words.filter(|word| !word.is_empty()).collect()
}
