//! Whether a heading ends in a word that ends none ("How to Choose the").

use super::TruncatedTitle;
use crate::checks::dictionary::Dictionary;
use crate::checks::prose::{End, count_words, is_smiley, last_word};
use crate::fact::{is_function_word, is_plural};
use crate::rule::Words;

impl TruncatedTitle {
    /// The last word of a title leaves something open.
    pub(super) fn is_dangling(&self, language: &str, text: &str) -> bool {
        let text = text.trim_end();
        match End::of(text) {
            End::Word => {}
            End::Comma => return count_words(text) >= 3 && !text.ends_with(".,") && !is_code(text),
            End::Opening => return count_words(text) >= 2 && !is_smiley(text) && !is_code(text),
            // "Repairs, fees &", "Joining the crew |".
            End::Sign => {
                let least = if text.contains(',') { 2 } else { 3 };
                return [" &", " |"].iter().any(|sign| text.ends_with(sign)) && count_words(text) >= least && !is_code(text);
            }
            // "Pricing compared: per seat vs."
            End::Closed if text.ends_with(" vs.") && count_words(text) >= 3 => return true,
            End::Closed | End::Colon | End::Nothing => return false,
        }
        let last = last_word(text);
        let is_versus = matches!(last, "vs" | "versus") && count_words(text) >= 3;
        if is_versus || is_series_without_end(text, last) || is_clause_without_verb(text, last) || is_clause_without_end(text, last) {
            return true;
        }
        // Nearly every heading is told apart by its last word, before the others are looked at.
        let is_one = |words: &Words| {
            let lower = || last.bytes().map(|byte| byte.to_ascii_lowercase());
            words.of(language).binary_search_by(|known| known.bytes().cmp(lower())).is_ok()
        };
        if !is_one(&self.never_last) && !is_one(&self.seldom_last) {
            return false;
        }
        // "UPDATE FROM": keywords.
        let is_keywords = !text.chars().any(char::is_lowercase) && count_words(text) <= 3;
        if is_code(text) || is_keywords {
            return false;
        }
        let is_whole_word = text.ends_with(last)
            && text.strip_suffix(last).is_some_and(|before| before.ends_with(char::is_whitespace) || before.ends_with(" ("));
        let words: Vec<String> = text
            .split_whitespace()
            .map(|word| word.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase())
            .filter(|word| !word.is_empty())
            .collect();
        let Some((word, before)) = words.split_last().filter(|(_, before)| before.len() >= 2 && is_whole_word) else { return false };
        // "Appendix A", "Logical AND": a letter, an operator.
        let is_name = last.chars().all(char::is_uppercase) && text.chars().any(char::is_lowercase);
        let is_named = before.last().is_some_and(|previous| self.naming.has(language, previous));
        if is_name || is_named {
            return false;
        }
        // "Show the time, kind of".
        if text.rsplit_once(", ").is_some_and(|(_, aside)| self.phrasal.has(language, &aside.to_lowercase())) {
            return false;
        }
        let is_never = self.never_last.has(language, word);
        if is_never && self.seldom_last.has(language, word) {
            // "What to think of", but "What to know about the history of".
            let has_noun =
                before.len().checked_sub(2).and_then(|at| before.get(at)).is_some_and(|article| self.never_last.has(language, article));
            return has_noun || !self.asks(language, before);
        }
        is_never || self.seldom_last.has(language, word) && self.takes_an_object(language, before, word)
    }

    /// "Put the new battery in", "Bringing the harvest in": the object of the verb stands before its particle.
    fn carries(&self, language: &str, before: &[String], particle: &str) -> bool {
        /// Words before the verb, and those of its object.
        const HEAD: usize = 3;
        const OBJECT: usize = 4;
        let carried = |verb: &str, form: &str| {
            form.strip_prefix(verb).is_some_and(|end| end.is_empty() || end == "s" || end == "ing")
                || form.strip_suffix("ing").is_some_and(|stem| {
                    verb.strip_suffix('e') == Some(stem) || stem.strip_prefix(verb).is_some_and(|end| end.len() == 1 && verb.ends_with(end))
                })
        };
        let verbs = || self.carrying.of(language).iter().filter_map(|known| known.strip_suffix(particle)?.strip_suffix(' '));
        before.iter().take(HEAD + 1).enumerate().any(|(at, form)| {
            let object = before.get(at + 1..).unwrap_or_default();
            let is_small = |word: &String| self.seldom_last.has(language, word) || self.joining.has(language, word);
            // "Put in": no object at all is no matter of this.
            (1..=OBJECT).contains(&object.len()) && !object.iter().any(is_small) && verbs().any(|verb| carried(verb, form))
        })
    }

    /// "Making your will", "free will": a noun.
    fn is_last_will(&self, language: &str, before: &[String], word: &str) -> bool {
        word == "will" && before.last().is_some_and(|word| self.before_will.has(language, word))
    }

    /// Dots behind a word that needs another: "What nobody tells you about the...".
    pub(super) fn breaks_off_in_dots(&self, language: &str, text: &str) -> bool {
        let body = text.trim_end_matches(['.', '…', ' ']);
        let first = text.split_whitespace().next().unwrap_or("");
        let word = last_word(body);
        body.ends_with(word)
            && count_words(body) >= 4
            && (self.before_dots.has(language, word)
                || self.never_last.has(language, word) && !self.joining.has(language, word)
                || is_piece(language, word))
            && !self.trailing_off.has(language, first)
            && !is_code(text)
    }

    /// Whether one of these words asks or begins a clause, so that a preposition may stand last; behind "the" it is a noun.
    fn asks(&self, language: &str, before: &[String]) -> bool {
        before.iter().enumerate().any(|(at, word)| {
            // "The can", but "because you can".
            let is_noun = at
                .checked_sub(1)
                .and_then(|at| before.get(at))
                .is_some_and(|before| self.never_last.has(language, before) && !self.joining.has(language, before));
            self.asking.has(language, word) && !is_noun
        }) || Self::has_bare_clause(before)
    }

    /// "The towns the boats come from": a noun between two articles begins a clause of its own.
    fn has_bare_clause(before: &[String]) -> bool {
        const ARTICLES: [&str; 8] = ["the", "a", "an", "your", "our", "their", "its", "my"];
        let determines = |word: &str| ARTICLES.contains(&word);
        let is_several = |word: &str| word.len() > 3 && word.ends_with('s') && !word.ends_with("ss");
        before.windows(3).enumerate().any(|(at, row)| {
            let [one, noun, other] = row else { return false };
            determines(one) && !determines(noun) && determines(other) && at + 4 < before.len() && (is_several(noun) || at == 0)
        })
    }

    /// Whether the last word is one of those that end no title, or seldom.
    pub(super) fn ends_loosely(&self, language: &str, text: &str) -> bool {
        let last = last_word(text).to_lowercase();
        End::of(text) == End::Word && (self.never_last.has(language, &last) || self.seldom_last.has(language, &last))
    }

    /// Whether a preposition behind these words must have something behind it.
    fn takes_an_object(&self, language: &str, before: &[String], word: &str) -> bool {
        // "Log in"; "get by", where other verbs leave their "by" open.
        let is_phrase = before.last().is_some_and(|last| {
            self.phrasal.has(language, last)
                || self
                    .phrasal
                    .of(language)
                    .iter()
                    .any(|known| known.strip_prefix(last.as_str()).and_then(|end| end.strip_prefix(' ')) == Some(word))
        });
        let lasts = || before.iter().rev().take(2).any(|word| self.lasting.has(language, word));
        if before.len() < 2
            || self.asks(language, before)
            || is_phrase
            || word == "in" && (lasts() || before.iter().take(3).any(|verb| self.letting.has(language, verb)))
            || self.is_last_will(language, before, word)
            || self.carries(language, before, word)
        {
            return false;
        }
        let back = |n: usize| before.len().checked_sub(n).and_then(|at| before.get(at)).map_or("", String::as_str);
        // "Things to look for", but "How to prepare for".
        let has_infinitive = back(2) == "to" && back(3) != "how" || back(3) == "to" && back(4) != "how";
        // "Accounted for".
        let has_participle = back(1).ends_with("ed") && !self.needing.has(language, back(1));
        // "A place worth living in".
        let is_worth = back(2) == "worth" && back(1).ends_with("ing");
        !has_infinitive && !has_participle && !is_worth
    }
}

/// "How to find a partner for your regio…": small letters that are no word.
fn is_piece(language: &str, word: &str) -> bool {
    let is_small = word.len() > 2 && word.bytes().all(|byte| byte.is_ascii_lowercase());
    is_small && Dictionary::of(language).is_some_and(|dictionary| !dictionary.lists(word))
}

/// "Rules for dogs, cats and other": an adjective behind "and" that has lost its noun.
fn is_series_without_end(text: &str, last: &str) -> bool {
    const OPEN: [&str; 4] = ["other", "various", "related", "certain"];
    OPEN.contains(&last)
        && text.ends_with(last)
        && text.strip_suffix(last).map(str::trim_end).is_some_and(|before| {
            let joint = last_word(before);
            let thing = before.strip_suffix(joint).map_or("", |before| last_word(before.trim_end()));
            // "Somehow or other", "one or other", "this and other" are idioms; "related" alone may head links.
            matches!(joint, "and" | "or")
                && count_words(text) >= 3
                && !["some", "one", "this", "each", "or"].iter().any(|word| thing.to_lowercase().starts_with(word))
        })
}

/// "How to Store Seeds So They", "Choosing a Paint That Will Not": a clause that has its subject or "not", and no verb.
fn is_clause_without_verb(text: &str, last: &str) -> bool {
    const JOINTS: [&str; 11] = ["so", "because", "if", "unless", "when", "while", "until", "before", "after", "that", "what"];
    const HELPING: [&str; 12] = ["will", "does", "do", "did", "should", "would", "can", "could", "must", "may", "is", "are"];
    let is_subject = ["they", "we", "he", "she"].iter().any(|word| last.eq_ignore_ascii_case(word));
    let is_not = last.eq_ignore_ascii_case("not");
    if !is_subject && !is_not || count_words(text) < 5 {
        return false;
    }
    let Some(before) = text.strip_suffix(last) else { return false };
    let previous = last_word(before.trim_end()).to_ascii_lowercase();
    // "What works and what does not" says all of it, and so do "One is cut, the others are not" and "things you should not".
    let is_pair = || {
        text.contains(',')
            || text.split_whitespace().any(|word| {
                ["and", "or", "but", "vs", "versus", "&", "things", "what"].iter().any(|joint| word.eq_ignore_ascii_case(joint))
            })
    };
    is_subject && JOINTS.contains(&&*previous) || is_not && HELPING.contains(&&*previous) && !is_pair()
}

/// "Systems that", "Why new managers should": a relative clause that has nothing but its pronoun, and a question whose subject has only its helping verb.
fn is_clause_without_end(text: &str, last: &str) -> bool {
    const RELATIVE: [&str; 4] = ["that", "which", "who", "whose"];
    const HELPING: [&str; 5] = ["should", "must", "will", "can", "would"];
    const ASKING: [&str; 4] = ["why", "what", "where", "when"];
    // "What managers want and what owners should", "as far as boats can": the verb was said before.
    const PAIRING: [&str; 12] = ["and", "or", "but", "than", "as", "like", "because", "if", "vs", "all", "do", "only"];
    let is_relative = RELATIVE.contains(&last);
    if !is_relative && !HELPING.contains(&last) || !text.ends_with(last) || text.contains([',', ':', '–', '—', '“', '"', '(']) {
        return false;
    }
    let mut words = text.strip_suffix(last).unwrap_or("").split_whitespace();
    let first = words.clone().next().unwrap_or("").to_ascii_lowercase();
    let subject = words.next_back().unwrap_or("");
    let is_thing =
        is_plural(subject) && !is_function_word(subject) && subject.len() > 3 && subject.bytes().all(|byte| byte.is_ascii_alphabetic());
    let is_paired = || text.split_whitespace().any(|word| PAIRING.iter().any(|pair| word.eq_ignore_ascii_case(pair)));
    is_thing && (is_relative || ASKING.contains(&&*first) && first != subject.to_ascii_lowercase() && !is_paired())
}

/// A signature or another line of code: "impl<T> Clone for T where T: Sized,".
fn is_code(text: &str) -> bool {
    crate::checks::prose::shows_code(text) || text.contains('<') && text.contains('>') || text.contains("->") || text.contains('{')
}
