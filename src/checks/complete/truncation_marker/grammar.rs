//! What a note says of the text that is not there, and how a call asks for the rest: words of a few classes, in any wording.

use super::{CALL, LONG_CALL, TruncationMarker, ends_in_dots, is_dots};
use crate::rule::Words;

impl TruncationMarker {
    /// "(truncated to 200 characters)" tells how long something may be, and "(an older file is truncated)" what becomes of it. Dots in brackets
    /// within a sentence that ends behind them stand for what it is not about.
    pub(super) fn tells_of_no_cut(&self, language: &str, (before, opening): (&str, char), inside: &str, text: &str) -> bool {
        let mut bounds = [" to ", " at ", " after "].into_iter().filter_map(|word| inside.split_once(word));
        let tells_bound = bounds.any(|(_, bound)| bound.starts_with(|c: char| c.is_ascii_digit()));
        let is_within = || is_dots(inside) && text.ends_with(").") && before.trim_end().ends_with(char::is_lowercase);
        let lower = inside.to_lowercase();
        // What is spoken of stands before the verb: no part of a text.
        let tells_of_others = || {
            let subject = [" is ", " are ", " be "].iter().find_map(|verb| lower.split_once(verb)).map(|(subject, _)| subject);
            let is_part = |word: &str| word.len() > 2 && self.parts.has(language, word);
            subject.is_some_and(|subject| !subject.split(|c: char| !c.is_alphanumeric()).any(is_part))
        };
        tells_bound || opening == '(' && (is_within() || tells_of_others())
    }

    /// "Rest of the section cut for length", "three paragraphs removed": a part of a text first, and what became of it.
    pub(super) fn says_what_is_left_out(&self, language: &str, note: &str) -> bool {
        /// Words before the part, and those between it and what became of it.
        const BEFORE: usize = 3;
        const BETWEEN: usize = 7;
        let lower = note.to_lowercase();
        let mut words = lower.split(|c: char| !c.is_alphanumeric() && c != '-').filter(|word| !word.is_empty());
        let is_count = |word: &str| self.counting.has(language, word) || word.bytes().all(|byte| byte.is_ascii_digit());
        let Some(part) = words.by_ref().take(BEFORE).find(|word| !is_count(word)) else { return false };
        self.parts.has(language, part)
            && words
                .take_while(|word| self.parts.has(language, word) || is_count(word) || self.omitting.has(language, word))
                .take(BETWEEN)
                .any(|word| self.omitting.has(language, word))
    }

    /// "+1834 chars", "1,245 more words", "300 words remaining": how much of the text is not here.
    pub(super) fn counts_the_rest(&self, language: &str, note: &str) -> bool {
        let lower = note.to_lowercase();
        let mut words = lower.split_whitespace().map(|word| word.trim_matches(['.', '…'])).filter(|word| !word.is_empty());
        let count = words.next().unwrap_or("");
        let is_count = |word: &str| !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_digit() || byte == b',');
        let unit = words.next().unwrap_or("");
        let (more, unit) = if unit == "more" { (true, words.next().unwrap_or("")) } else { (count.starts_with('+'), unit) };
        let behind = words.next();
        let is_left = matches!(behind, Some("remaining" | "left")) && words.next().is_none();
        is_count(count.trim_start_matches('+')) && self.units.has(language, unit) && (more && behind.is_none() || is_left)
    }

    /// "End of free preview", "continued in the next message", "output limit reached": where the text ends, or what ended it.
    pub(super) fn tells_end(&self, language: &str, note: &str) -> bool {
        let lower = note.to_lowercase();
        let words: Vec<&str> = lower.split(|c: char| !c.is_alphanumeric() && c != '\'').filter(|word| !word.is_empty()).collect();
        let (first, last) = (words.first().copied().unwrap_or(""), words.last().copied().unwrap_or(""));
        let has = |list: &Words| words.iter().any(|word| list.has(language, word));
        let is_end = first == "end" && words.get(1) == Some(&"of") && words.len() <= 6 && self.previews.has(language, last);
        let goes_on = (self.going_on.has(language, first) || lower.starts_with("to be continued"))
            && words.iter().any(|word| matches!(*word, "in" | "on" | "with"))
            && (words.iter().any(|word| matches!(*word, "next" | "following" | "another" | "second" | "separate"))
                && (self.pieces.has(language, last) || last == "next")
                // "Continued on page 4"
                || last.parse::<u16>().is_ok() && words.iter().rev().nth(1).is_some_and(|word| self.pieces.has(language, word)));
        // "Excerpt ends"
        let is_over = words.len() <= 3 && self.previews.has(language, first) && matches!(last, "ends" | "ended");
        let is_limited = has(&self.limits)
            && has(&self.reaching)
            && (words.iter().any(|word| self.units.has(language, &[*word, "s"].concat()))
                || has(&self.units)
                || has(&self.parts)
                || has(&self.pieces));
        // "Content too long, only the first 5000 characters are shown"
        let is_first_part = lower.contains("only the first ") && has(&self.units);
        is_end || is_over || goes_on || is_limited || is_first_part
    }

    /// "Sign up to read the rest of this article", "To read the rest, subscribe", "The rest of this story is for members only": nothing but
    /// what opens the rest, and the rest.
    pub(super) fn asks_for_account(&self, language: &str, text: &str) -> bool {
        if text.len() > LONG_CALL {
            return false;
        }
        let lower = text.to_lowercase();
        let words: Vec<&str> = lower.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
        let has = |list: &Words| words.iter().any(|word| list.has(language, word));
        let all = [&self.call_verbs, &self.call_wholes, &self.call_nouns, &self.call_words, &self.accounts, &self.account_words];
        words.len() >= 4
            && has(&self.accounts)
            && (has(&self.call_wholes) || words.contains(&"reading"))
            && (has(&self.call_verbs) || has(&self.call_nouns))
            && words.iter().all(|word| all.iter().any(|list| list.has(language, word)))
    }

    /// "925 lines" before "(+606 lines)": the second number is a part of the first.
    pub(super) fn counts_the_whole(&self, language: &str, before: &str) -> bool {
        let mut words = before.split_whitespace().rev();
        let (unit, count) = (words.next().unwrap_or(""), words.next().unwrap_or(""));
        self.units.has(language, unit) && count.ends_with(|c: char| c.is_ascii_digit())
    }

    /// "See the full text": nothing but a verb, a whole and what it is the whole of.
    pub(super) fn is_call(&self, language: &str, text: &str) -> bool {
        if text.len() > CALL || text.ends_with('.') && !ends_in_dots(text) {
            return false;
        }
        let lower = text.to_lowercase();
        let words: Vec<&str> = lower.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
        let has = |list: &Words| words.iter().any(|word| list.has(language, word));
        words.len() >= 2
            && words.first().is_some_and(|first| self.call_verbs.has(language, first))
            && has(&self.call_wholes)
            && words.iter().all(|word| {
                [&self.call_verbs, &self.call_wholes, &self.call_nouns, &self.call_words].iter().any(|list| list.has(language, word))
            })
    }
}
