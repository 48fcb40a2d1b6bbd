//! Attributions of other builds than a witness and its verb: "there is evidence that", "the consensus among dentists", "study after study shows".

use std::ops::Range;

use super::{Frames, Word};

impl Frames {
    /// An attribution around a witness that is not the subject of what it says.
    pub(super) fn of_build(&self, language: &str, words: &[Word<'_>], first: usize, witness: usize) -> Option<Range<usize>> {
        let lower = |at: usize| words.get(at).map_or("", |word| &*word.lower);
        let back = |by: usize| first.checked_sub(by).map_or("", lower);
        let is_closed = |at: usize| words.get(at).is_none_or(Word::ends_clause);
        let names = |range: Range<usize>| words.get(range).unwrap_or_default().iter().any(Word::is_name);
        let said = lower(witness);
        let opens = |at: usize| at == 0 || is_closed(at - 1) || self.openers.has(language, lower(at - 1));
        let is_someone = self.people.has(language, said) || self.trades.has(language, said);
        // "There is mounting evidence that": the search for any is another matter ("there is no evidence").
        let there = if back(1) == "is" && back(2) == "there" { Some(first.saturating_sub(2)) } else { None };
        if let Some(there) = there.filter(|_| said == "evidence" && lower(witness + 1) == "that" && !is_closed(witness)) {
            // "As long as there is evidence that" asks for some.
            let begins = there == 0 || is_closed(there - 1) || matches!(lower(there - 1), "and" | "but");
            return begins.then_some(there..witness);
        }
        // "The consensus among dentists is that", "there is broad agreement among experts that".
        let is_shared = back(1) == "among" && matches!(back(2), "consensus" | "agreement") && !is_closed(first - 2);
        if is_shared && is_someone && !names(first..witness + 1) {
            let claims = lower(witness + 1) == "that" || matches!(lower(witness + 1), "is" | "holds") && lower(witness + 2) == "that";
            return claims.then_some(first - 2..witness);
        }
        // "In the view of many economists,"
        let of = if lower(first) == "of" { Some(first) } else { first.checked_sub(1).filter(|of| lower(*of) == "of") };
        let view = of.and_then(|of| of.checked_sub(3)).filter(|view| lower(*view) == "in" && lower(view + 1) == "the");
        if let Some(view) = view.filter(|view| matches!(lower(view + 2), "view" | "opinion" | "eyes" | "judgement" | "judgment")) {
            let is_said = is_someone && words.get(witness)?.written.ends_with(',') && opens(view);
            return is_said.then_some(view..witness);
        }
        // "The science is clear: …"
        let is_all =
            witness == first && matches!(said, "science" | "evidence" | "research") && back(1) == "the" && lower(witness + 1) == "is";
        if is_all && matches!(lower(witness + 2), "clear" | "settled" | "unequivocal" | "conclusive" | "overwhelming") && opens(first - 1) {
            let leads = words.get(witness + 2)?.written.ends_with([':', ',', '.', ';']) || lower(witness + 3) == "that";
            return leads.then_some(first - 1..witness + 2);
        }
        // "Study after study shows that".
        if back(1) == "after" && back(2) == said && self.trials.has(language, said) && opens(first - 2) {
            return self.reporting.has(language, lower(witness + 1)).then_some(first - 2..witness + 1);
        }
        // "As countless studies attest, …"
        let attests = back(1) == "as"
            && (first < witness || said.ends_with('s'))
            && [&self.with_that, &self.reporting].iter().any(|verbs| verbs.has(language, lower(witness + 1)));
        (attests && first == 1 && words.get(witness + 1)?.written.ends_with(',')).then(|| first - 1..witness + 1)
    }

    /// "Rye has been shown to keep": found by somebody, and nobody says by whom.
    pub(super) fn of_passive(&self, language: &str, sentence: &str) -> Option<Range<usize>> {
        let found = self.passives.find(language, sentence)?;
        let mut behind = sentence.get(found.end..)?.split_whitespace();
        let (next, after) = (behind.next()?, behind.next()?);
        // "The form has been shown to the crew", "the key has been shown to be weak": what it does for people is told by few verbs.
        let helps = matches!(
            next,
            "improve"
                | "reduce"
                | "increase"
                | "lower"
                | "raise"
                | "boost"
                | "cut"
                | "prevent"
                | "enhance"
                | "decrease"
                | "ease"
                | "speed"
                | "help"
                | "protect"
                | "relieve"
                | "slow"
                | "keep"
                | "promote"
                | "sharpen"
                | "strengthen"
                | "lift"
                | "shorten"
        );
        let is_verb = helps || next == "be" && matches!(after, "helpful" | "effective" | "beneficial" | "harmful" | "safer" | "better");
        let said = sentence.get(found.clone()).unwrap_or("");
        let is_verb = if said.ends_with("linked to") {
            matches!(next, "better" | "worse" | "higher" | "lower" | "greater" | "reduced" | "increased" | "improved" | "poor" | "poorer")
        } else {
            is_verb || said.ends_with("that")
        };
        (is_verb && after.starts_with(|c: char| c.is_alphanumeric())).then_some(found)
    }
}
