//! Constructions by which a sentence tells of the world what nobody sees for himself: "one adult in seven", "three times the risk", "global sales
//! of".

use serde::Deserialize;

use super::{bare_word, is_number};
use crate::checks::phrases::Phrases;
use crate::rule::Words;

/// The words of which they are made.
#[derive(Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) struct World {
    /// What is measured for a country or a trade: unemployment.
    measures: Words,
    /// What is counted for all of the world: sales.
    #[serde(rename = "world-counts")]
    counts: Words,
    /// What befalls a share of people: affects.
    befalling: Words,
    /// What is done with those who are asked: polled.
    asked: Words,
    /// What is higher for some than for others: risk.
    risks: Words,
    /// What is paid, of which somebody reckons what lies in the middle: median wage.
    wages: Phrases,
    /// What people do with the article's own thing: use, visit.
    using: Words,
}

/// The words of a sentence in lower case, and who among them is a group of which hardly any article has a count of its own.
pub(super) struct Told<'s> {
    pub(super) lower: &'s str,
    pub(super) words: &'s [&'s str],
    pub(super) is_population: &'s dyn Fn(&str) -> bool,
    pub(super) is_group: &'s dyn Fn(&str) -> bool,
    pub(super) is_yearly: bool,
}

impl Told<'_> {
    fn bare(&self, at: usize) -> &str {
        self.words.get(at).map_or("", |word| bare_word(word))
    }

    fn is_percent(&self, at: usize) -> bool {
        self.words.get(at).is_some_and(|word| word.trim_end_matches([',', '.', ';', ')']).ends_with('%'))
            || matches!(self.bare(at), "percent" | "cent")
    }

    fn percent(&self) -> Option<usize> {
        (0..self.words.len()).find(|at| self.is_percent(*at))
    }

    /// "of people", "of all adult smokers".
    fn is_of_population(&self, at: usize) -> bool {
        self.bare(at) == "of" && self.is_population_behind(at)
    }

    /// "among European retailers", but not "among the retailers", who were spoken of before.
    fn is_population_behind(&self, at: usize) -> bool {
        (at + 1..at + 4).any(|group| {
            (self.is_population)(self.bare(group))
                && !matches!(self.bare(group - 1), "those" | "these" | "the" | "his" | "her" | "its" | "their")
        })
    }
}

/// Words of a sentence among which its subject stands.
const SUBJECT: usize = 5;

impl World {
    /// Whether a sentence is built so.
    pub(super) fn tells(&self, language: &str, told: &Told<'_>) -> bool {
        let in_millions = told.lower.contains("illion");
        let percent = told.percent();
        let places = || 0..told.words.len();
        let has = |list: &Words, at: usize| list.has(language, told.bare(at));
        let is_one_in = |at: usize| {
            is_number(told.bare(at)) && told.bare(at + 2) == "in" && is_number(told.bare(at + 3)) && {
                let one = told.bare(at + 1);
                let plural = match one {
                    "person" => "people".to_owned(),
                    "child" => "children".to_owned(),
                    _ => one.strip_suffix('y').map_or_else(|| format!("{one}s"), |stem| format!("{stem}ies")),
                };
                (told.is_population)(&plural)
            }
        };
        // "three times the risk", "doubles the odds".
        let is_riskier = |at: usize| {
            let factor =
                told.bare(at) == "times" && at > 0 || matches!(told.bare(at), "doubles" | "triples" | "halves" | "twice" | "double");
            factor && told.bare(at + 1) == "the" && has(&self.risks, at + 2) && !has(&self.asked, at + 3)
        };
        if told.lower.contains(" in ") && places().any(is_one_in)
            || told.lower.contains(" the ") && places().any(is_riskier) && (percent.is_some() || told.lower.contains("times the"))
        {
            return true;
        }
        // "Global sales of lamps hit 18 million".
        let is_global = |at: usize| {
            matches!(told.bare(at), "global" | "worldwide" | "globally" | "world") && (at + 1..at + 3).any(|at| has(&self.counts, at))
        };
        if (in_millions || percent.is_some()) && (0..3).any(is_global) {
            return true;
        }
        if in_millions && (self.is_told_in_millions(language, told) || is_sum_of_year(told)) {
            return true;
        }
        if self.wages.are_in(language, told.lower) && told.lower.contains(['$', '€', '£']) {
            return true;
        }
        percent.is_some_and(|percent| self.tells_share(language, told, percent))
    }

    /// "1.3 million people die on the roads": so many, whom nobody counts for himself.
    fn is_told_in_millions(&self, language: &str, told: &Told<'_>) -> bool {
        /// Words to the number, an opener included.
        const OPENING: usize = 7;
        let million = |at: &usize| matches!(told.bare(*at), "million" | "billion") && is_amount(told.bare(at.saturating_sub(1)));
        let Some(at) = (1..OPENING).find(million) else { return false };
        let Some(group) = (at + 1..at + 3).find(|at| (told.is_population)(told.bare(*at))) else { return false };
        let uses = |at: usize| self.using.has(language, told.bare(at));
        // "It reaches 45 million people" counts who is reached.
        let opens = |at: usize| {
            let is_hedge = matches!(
                told.bare(at),
                "some"
                    | "about"
                    | "around"
                    | "roughly"
                    | "nearly"
                    | "almost"
                    | "more"
                    | "than"
                    | "over"
                    | "an"
                    | "estimated"
                    | "close"
                    | "to"
                    | "well"
                    | "approximately"
                    | "today"
                    | "worldwide"
                    | "globally"
            );
            is_hedge || told.words.get(at..told.words.len().min(at + 4)).is_some_and(|words| words.iter().any(|word| word.ends_with(',')))
        };
        let is_subject = (0..at - 1).all(opens);
        is_subject && group + 1 < told.words.len() && !(group + 1..group + 5).any(uses)
    }

    fn tells_share(&self, language: &str, told: &Told<'_>, percent: usize) -> bool {
        let has = |list: &Words, at: usize| list.has(language, told.bare(at));
        let before = |words: &[&str]| (percent.saturating_sub(4)..percent).any(|at| words.contains(&told.bare(at)));
        // "An estimated 30% of the grain", "84% of buyers read", "strikes 80% of people".
        let is_estimated =
            percent > 1 && (percent.saturating_sub(2)..percent).any(|at| told.bare(at) == "estimated") && told.bare(percent + 1) == "of";
        // "In 2018, 51.8% of adults" begins behind its comma.
        let number = percent - usize::from(matches!(told.bare(percent), "percent" | "cent")).min(percent);
        let number = number - usize::from(told.bare(percent) == "cent").min(number);
        let is_first = number == 0 || number <= 4 && told.words.get(number - 1).is_some_and(|word| word.ends_with(','));
        let begins = is_first && told.is_of_population(percent + 1);
        let befalls = (percent.saturating_sub(4)..percent).any(|at| has(&self.befalling, at)) && told.is_of_population(percent + 1);
        // "The risk of a fall rises by 24%".
        let is_risk = (0..SUBJECT).any(|at| has(&self.risks, at) && told.bare(at + 1) == "of") && before(&["by"]);
        // "The failure rate among shops is 60%", "use among European retailers rose from 31% to 48%".
        let is_rate = (0..SUBJECT).any(|at| {
            told.bare(at + 1) == "among"
                && (matches!(told.bare(at), "rate" | "rates") || moves(told, percent) && told.is_population_behind(at + 1))
        });
        let is_measure = (0..SUBJECT.min(percent)).any(|at| {
            has(&self.measures, at) && !matches!(told.bare(at + 1), "of" | "is" | "are" | "can")
                || has(&self.measures, at) && before(&["is", "by", "at"])
        }) && before(&[
            "is", "was", "stands", "stood", "at", "by", "hit", "hits", "reached", "reaches", "hovers", "exceeds", "exceeded", "to",
            "above", "below",
        ]);
        // "Of the 4,000 travellers polled, 61% had none".
        let is_poll = || {
            (1..percent).any(|at| {
                let is_asked = has(&self.asked, at) || matches!(told.bare(at), "were" | "was") && has(&self.asked, at + 1);
                let is_number = |word: &str| word.starts_with(|c: char| c.is_ascii_digit());
                is_asked
                    && (told.is_population)(told.bare(at - 1)) | (told.is_group)(told.bare(at - 1))
                    && (at.saturating_sub(4)..at).any(|at| is_number(told.bare(at)))
            })
        };
        // "The market for locks is set to expand by 14% a year".
        let grows = || {
            told.lower.contains("market ")
                && told.is_yearly
                && before(&["by", "of", "at"])
                && ["expand", "grow", "swell", "climb", "shrink"].iter().any(|verb| told.lower.contains(verb))
        };
        is_estimated || begins || befalls || is_risk || is_rate || is_measure || is_poll() || grows()
    }
}

/// "Counterfeit parts cost carmakers around $12 billion a year".
fn is_sum_of_year(told: &Told<'_>) -> bool {
    const VERBS: [&str; 13] =
        ["cost", "costs", "bring", "brings", "lose", "loses", "drain", "drains", "waste", "wastes", "generate", "generates", "contributes"];
    let is_sum = |at: usize| told.bare(at) == "billion" && told.words.get(at - 1).is_some_and(|word| word.contains(['$', '€', '£']));
    let spends = |at: usize| is_sum(at) && (at.saturating_sub(6)..at).any(|verb| VERBS.contains(&told.bare(verb)));
    told.is_yearly && (1..told.words.len()).any(spends)
        || told.lower.contains("market") && told.lower.contains(" put") && (1..told.words.len()).any(is_sum)
}

/// Whether a share is told by how it moved: "rose from 31% to 48%".
fn moves(told: &Told<'_>, percent: usize) -> bool {
    const VERBS: [&str; 26] = [
        "rose",
        "risen",
        "grew",
        "grown",
        "climbed",
        "jumped",
        "increased",
        "doubled",
        "fell",
        "fallen",
        "dropped",
        "declined",
        "decreased",
        "shrank",
        "slipped",
        "sank",
        "reached",
        "hit",
        "stands",
        "stood",
        "exceeds",
        "exceeded",
        "averages",
        "averaged",
        "is",
        "was",
    ];
    (percent.saturating_sub(6)..percent).any(|at| VERBS.contains(&told.bare(at)))
}

/// A number in digits.
fn is_amount(word: &str) -> bool {
    word.starts_with(|c: char| c.is_ascii_digit()) && word.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b'.' | b','))
}

/// Whether the plural of a word for people is known by its end: "journalists", "theatregoers".
pub(super) fn ends_like_people(word: &str) -> bool {
    const ENDS: [&str; 14] = [
        "ists", "icians", "ologers", "goers", "owners", "holders", "seekers", "dwellers", "workers", "makers", "keepers", "women",
        "graphers", "practors",
    ];
    const THINGS: [&str; 8] = ["lists", "placeholders", "holders", "makers", "cists", "exists", "consists", "twists"];
    word.len() > 6 && ENDS.iter().any(|end| word.ends_with(end)) && !THINGS.iter().any(|thing| word == *thing || word.ends_with("blists"))
}
