//! Vague attributions: a sentence in, the words that put it into the mouth of nobody in particular out ("studies show").

use std::borrow::Cow;
use std::ops::Range;

use serde::Deserialize;

use crate::checks::external_figures::bare_word;
use crate::checks::phrases::Phrases;
use crate::checks::prose::lowered;
use crate::rule::{Signs, Words};

mod built;

/// The words of which such attributions are made; options of each rule that asks for them. The rules take them by `flatten`, which
/// cannot refuse a key: an option that nobody reads is refused where a rule's options are changed.
#[derive(Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) struct Frames {
    /// Who is called as a witness, without a name: studies, experts.
    witnesses: Words,
    /// Those of them who are people.
    people: Words,
    /// Trades that qualify people: marketing.
    fields: Words,
    /// Those of them that are one: a study, but not "study" by itself.
    singular: Words,
    /// Those of them that are not counted: research. What it "showed", without "has", is a piece of work that was told of.
    mass: Words,
    /// Those of them in which something is found out: "in one study".
    trials: Words,
    /// What may stand before them and names nobody either: recent, many.
    modifiers: Words,
    /// What may stand between a witness and its verb: have, often.
    between: Words,
    /// What they do: show, say.
    reporting: Words,
    /// Those of them that are nouns as well, or say what a thing can do: notes, supports.
    doubtful: Words,
    /// Words with which a claim of theirs begins: that, the.
    claims: Words,
    /// Words before the whole that open a clause: because, and.
    openers: Words,
    /// Words behind the verb with which no claim begins: in, below.
    no_claim: Words,
    /// Attributions of another build: it is estimated.
    set_phrases: Phrases,
    /// People who are asked for advice, called by their trade: dentists. What they do at work is told of as well, so that less of it counts.
    trades: Words,
    /// What they do when they are called as witnesses: recommend. Behind other verbs a claim must begin with "that".
    advising: Words,
    /// Who finds things out, people aside: research, but not data.
    finders: Words,
    /// What finders do with two things: link one to another.
    relating: Words,
    /// Where they lead: point to.
    pointing: Words,
    /// Whom they talk to: tell us.
    telling: Words,
    /// What is said with a claim that begins with "that": accept.
    with_that: Words,
    /// What somebody found who is not told: "has been shown to".
    passives: Phrases,
}

/// A word of a sentence.
struct Word<'s> {
    /// Where it stands, marks around it left out.
    range: Range<usize>,
    /// As it is written, with its marks.
    written: &'s str,
    /// Without its marks, in lower case.
    lower: Cow<'s, str>,
}

impl Word<'_> {
    fn ends_clause(&self) -> bool {
        self.written.ends_with([',', ';', ':', '.', '!', '?', ')', '—', '–', '”', '"'])
    }

    fn is_name(&self) -> bool {
        self.written.trim_start_matches(|c: char| !c.is_alphanumeric()).starts_with(char::is_uppercase)
    }
}

/// Words behind a witness among which its verb stands, or a name.
const REACH: usize = 9;

/// Words before a witness that may qualify it.
const QUALIFIED: usize = 6;

impl Frames {
    /// Adds what stands in every attribution, as signs of this kind.
    pub(super) fn add_signs(&self, signs: &mut Signs, kind: u8) {
        for (language, witnesses) in self.witnesses.by_language() {
            let trades = self.trades.of(language);
            let phrases = self.set_phrases.of(language).iter().chain(self.passives.of(language));
            signs.add(kind, witnesses.iter().chain(trades).chain(phrases).map(String::as_str));
        }
    }

    /// An attribution of another build: what is said to be well known needs no witness, unless it is a figure.
    pub(super) fn find_set_phrase(&self, language: &str, sentence: &str) -> Option<Range<usize>> {
        let found = self.set_phrases.find(language, sentence)?;
        // "Some of it has been found at the pier."
        let behind = sentence.get(found.end..).unwrap_or("").split_whitespace().next().unwrap_or("");
        (!self.no_claim.has(language, behind)).then_some(found)
    }

    /// Whether an attribution tells what people did who are called by their trade alone: "researchers found", but not "researchers believe".
    pub(super) fn tells_of_people(&self, language: &str, attribution: &str) -> bool {
        let words = words(attribution);
        let (Some(first), Some(verb)) = (words.first(), words.last()) else { return false };
        self.people.has(language, &first.lower) && is_past(&verb.lower)
    }

    /// Whether an attribution tells of one piece of work that was done: "user interviews began, and research showed that".
    pub(super) fn tells_of_work(&self, language: &str, attribution: &str) -> bool {
        let words = words(attribution);
        let verb = words.last().map_or("", |word| &*word.lower);
        let is_perfect = words.iter().any(|word| matches!(&*word.lower, "have" | "has" | "had"));
        is_past(verb) && !is_perfect && words.iter().any(|word| self.mass.has(language, &word.lower))
    }

    /// The first vague attribution of a sentence.
    pub(super) fn find(&self, language: &str, sentence: &str) -> Option<Range<usize>> {
        let words = words(sentence);
        let has = |list: &Words, at: usize| words.get(at).is_some_and(|word| list.has(language, &word.lower));
        (0..words.len())
            .find_map(|at| {
                let is_trade = has(&self.trades, at);
                if !is_trade && !has(&self.witnesses, at) {
                    return None;
                }
                let first = self.first(language, &words, at);
                if let Some(from) = self.of_build(language, &words, first, at) {
                    return Some(words.get(from.start)?.range.start..words.get(from.end)?.range.end);
                }
                if is_trade {
                    let from = self.of_advice(language, &words, first, at)?;
                    return Some(words.get(from.start)?.range.start..words.get(from.end)?.range.end);
                }
                // "Survey results" and "data point" are no witnesses.
                if first == at && words.get(at).is_some_and(|word| self.singular.has(language, &word.lower)) {
                    return None;
                }
                let from = self.of_testimony(language, &words, first, at).or_else(|| self.of_statement(language, &words, first, at))?;
                // "Proven by “science”", "a survey “finds that …”": the words are somebody else's, who is told with them.
                if words.get(from.start + 1..=from.end)?.iter().any(|word| word.written.starts_with(['"', '“', '‘'])) {
                    return None;
                }
                Some(words.get(from.start)?.range.start..words.get(from.end)?.range.end)
            })
            .or_else(|| self.of_passive(language, sentence))
    }

    /// The first of the words that qualify a witness.
    fn first(&self, language: &str, words: &[Word<'_>], witness: usize) -> usize {
        let is_person =
            words.get(witness).is_some_and(|word| self.people.has(language, &word.lower) || self.trades.has(language, &word.lower));
        let qualifies = |at: &usize| {
            let of_trade = |word: &Word<'_>| is_person && self.fields.has(language, &word.lower);
            words.get(*at).is_some_and(|word| (self.modifiers.has(language, &word.lower) || of_trade(word)) && !word.written.ends_with('.'))
        };
        let before = (0..witness).rev().take(QUALIFIED).take_while(qualifies).count();
        let first = witness - before;
        // "The latest research" is any.
        let is_open = before > 0 && words.get(first).is_some_and(|word| matches!(&*word.lower, "latest" | "newest"));
        let has_article = is_open && first.checked_sub(1).and_then(|at| words.get(at)).is_some_and(|word| word.lower == "the");
        if has_article { first - 1 } else { first }
    }

    /// "According to recent research", "shown in several studies".
    fn of_testimony(&self, language: &str, words: &[Word<'_>], first: usize, witness: usize) -> Option<Range<usize>> {
        let before = |back: usize| first.checked_sub(back).and_then(|at| words.get(at));
        let joint = before(1)?;
        let trial = words.get(witness)?;
        let opens = before(2).is_none_or(Word::ends_clause);
        // "In one study, crews slept for six hours."
        if joint.lower == "in" && first < witness && opens && trial.written.ends_with(',') && self.trials.has(language, &trial.lower) {
            return Some(first - 1..witness);
        }
        let lead = before(2)?;
        let according = joint.lower == "to" && lead.lower == "according";
        // "Shown in several studies", "proven by research"; what is found in studies may be found in rooms.
        let is_participle = lead.lower.ends_with("ed") || matches!(&*lead.lower, "shown" | "found" | "proven");
        let is_many = joint.lower == "by" || joint.lower == "in" && first < witness;
        let shown = is_many && is_participle && self.reporting.has(language, &lead.lower) && !lead.ends_clause();
        ((according || shown) && !is_named_behind(words, witness)).then_some(first - 2..witness)
    }

    /// "Studies have repeatedly shown that", "experts in the field agree".
    fn of_statement(&self, language: &str, words: &[Word<'_>], first: usize, witness: usize) -> Option<Range<usize>> {
        let opens = first
            .checked_sub(1)
            .and_then(|at| words.get(at))
            .is_none_or(|before| before.ends_clause() || before.written.ends_with('-') || self.openers.has(language, &before.lower));
        // "Diaries, research reports, prices" are things in a row.
        let is_listed = |verb: &Word<'_>| {
            verb.written.ends_with(',')
                && first.checked_sub(1).and_then(|at| words.get(at)).is_some_and(|before| before.written.ends_with(','))
        };
        // "(e.g., research suggests a pilot)" supposes it.
        let is_supposed = first.checked_sub(1).and_then(|at| words.get(at)).is_some_and(|before| before.lower.starts_with("e.g"));
        if is_supposed {
            return None;
        }
        // "The Harbour Research shows": a name in the middle of a sentence is somebody's.
        let is_named = first > 0 && words.get(first..=witness).unwrap_or_default().iter().any(Word::is_name);
        if !opens || is_named || words.get(witness)?.ends_clause() {
            return None;
        }
        let mut at = witness + 1;
        let is_joint = |word: &Word<'_>| {
            matches!(
                &*word.lower,
                "on" | "in"
                    | "of"
                    | "from"
                    | "about"
                    | "into"
                    | "across"
                    | "around"
                    | "with"
                    | "over"
                    | "at"
                    | "by"
                    | "published"
                    | "conducted"
                    | "released"
            )
        };
        if words.get(at).is_some_and(is_joint) {
            let end = (at + REACH).min(words.len());
            let group = words.get(at..end).unwrap_or_default();
            let is_verb =
                |word: &Word<'_>| [&self.reporting, &self.relating, &self.pointing].iter().any(|verbs| verbs.has(language, &word.lower));
            let verb = group.iter().position(is_verb)?;
            if group.iter().take(verb).any(|word| word.is_name() || word.ends_clause()) {
                return None;
            }
            // "A study of the manual is recommended" is work to be done.
            let is_passive = |word: &Word<'_>| matches!(&*word.lower, "is" | "are" | "was" | "were" | "be" | "been" | "being");
            if verb.checked_sub(1).and_then(|before| group.get(before)).is_some_and(is_passive) {
                return None;
            }
            at += verb;
        }
        let adverb = |word: &&Word<'_>| (self.between.has(language, &word.lower) || word.lower.ends_with("ly")) && !word.ends_clause();
        at += words.get(at..).unwrap_or_default().iter().take(4).take_while(adverb).count();
        let verb = words.get(at)?;
        if !self.reporting.has(language, &verb.lower) {
            return self.relates(language, words, witness, at).then_some(first..at);
        }
        // "Data (say of one year)".
        if is_listed(verb) || verb.written.starts_with('(') {
            return None;
        }
        let claim = words.get(at + 1);
        // "Research notes are kept", "reports support all charts", but "research notes that …".
        let is_doubtful = self.doubtful.has(language, &verb.lower);
        if is_doubtful && claim.filter(|_| !verb.ends_clause()).is_none_or(|word| !self.claims.has(language, &word.lower)) {
            return None;
        }
        // "…, experts say." stands behind its claim.
        let trails = verb.ends_clause() && first > 3;
        let claims = claim.is_some_and(|word| !self.no_claim.has(language, &word.lower))
            && words.len() > at + 2
            && (!verb.ends_clause() || verb.written.ends_with([':', ',']));
        // "A survey says Lund found": who is named behind the verb is the witness.
        (trails || claims).then_some(first..at)
    }

    /// Whether a verb that is none of plain reporting tells a finding with what stands behind it: "research links sleep to health", "evidence points
    /// to", "science tells us", "historians accept that".
    fn relates(&self, language: &str, words: &[Word<'_>], witness: usize, verb: usize) -> bool {
        let has = |list: &Words, at: usize| words.get(at).is_some_and(|word| list.has(language, &word.lower));
        let Some(next) = words.get(verb + 1).filter(|_| words.get(verb).is_some_and(|verb| !verb.ends_clause())) else { return false };
        if has(&self.with_that, verb) {
            return next.lower == "that";
        }
        // "Data points", "survey links".
        if ![&self.people, &self.trials, &self.finders].iter().any(|finders| has(finders, witness)) {
            return false;
        }
        let leads = |word: &Word<'_>| matches!(&*word.lower, "to" | "with" | "towards" | "toward" | "at");
        if has(&self.relating, verb) {
            let behind = words.get(verb + 1..).unwrap_or_default().iter().take(REACH);
            return !leads(next) && behind.take_while(|word| !word.ends_clause()).any(leads);
        }
        let is_long_enough = words.len() > verb + 3;
        is_long_enough
            && (has(&self.pointing, verb) && (leads(next) || next.lower == "that")
                || has(&self.telling, verb) && matches!(&*next.lower, "us" | "you"))
    }

    /// "Leading dentists recommend", "accountants agree that".
    fn of_advice(&self, language: &str, words: &[Word<'_>], first: usize, witness: usize) -> Option<Range<usize>> {
        let before = first.checked_sub(1).and_then(|at| words.get(at));
        if !before.is_none_or(|before| before.ends_clause() || self.openers.has(language, &before.lower)) {
            return None;
        }
        let group = words.get(first..=witness)?;
        if first > 0 && group.iter().any(Word::is_name) || group.iter().any(Word::ends_clause) {
            return None;
        }
        let adverb = |word: &&Word<'_>| (self.between.has(language, &word.lower) || word.lower.ends_with("ly")) && !word.ends_clause();
        let verb = witness + 1 + words.get(witness + 1..)?.iter().take(2).take_while(adverb).count();
        let (said, claim) = (words.get(verb)?, words.get(verb + 1)?);
        // "have pointed out that", "caution against".
        let points_out =
            said.lower.starts_with("point") && claim.lower == "out" && words.get(verb + 2).is_some_and(|word| word.lower == "that");
        let is_perfect = words.get(witness + 1..verb)?.iter().any(|word| matches!(&*word.lower, "have" | "has"));
        let warns = first < witness && claim.lower == "against" && matches!(&*said.lower, "caution" | "warn" | "advise" | "recommend");
        if (points_out && (is_perfect || !is_past(&said.lower)) || warns) && words.len() > verb + 3 {
            return Some(first..if points_out { verb + 1 } else { verb });
        }
        let is_claim = claim.lower == "that";
        let advises =
            self.advising.has(language, &said.lower) && (is_claim || first < witness && !self.no_claim.has(language, &claim.lower));
        let states = is_claim
            && (is_perfect || !is_past(&said.lower))
            && [&self.reporting, &self.with_that].iter().any(|verbs| verbs.has(language, &said.lower));
        (!said.ends_clause() && words.len() > verb + 3 && (advises || states)).then_some(first..verb)
    }
}

/// Whether a verb tells of what was done once.
fn is_past(verb: &str) -> bool {
    verb.ends_with("ed") || matches!(verb, "found" | "said")
}

/// Whether a name stands behind a witness: "research by Lund", "a study at the Harbour Institute".
fn is_named_behind(words: &[Word<'_>], witness: usize) -> bool {
    let joint = |word: &Word<'_>| {
        matches!(
            &*word.lower,
            "by" | "from" | "at" | "of" | "in" | "for" | "with" | "conducted" | "published" | "cited" | "commissioned" | "called" | "like"
        )
    };
    if words.get(witness).is_none_or(Word::ends_clause) {
        return false;
    }
    let behind = words.get(witness + 1..).unwrap_or_default();
    behind.first().is_some_and(joint)
        && behind.iter().take(REACH).skip(1).take_while(|word| !word.written.ends_with('.')).any(Word::is_name)
}

/// The words of a sentence.
fn words(sentence: &str) -> Vec<Word<'_>> {
    let mut at = 0;
    sentence
        .split(' ')
        .filter_map(|written| {
            let start = at;
            at += written.len() + 1;
            let bare = bare_word(written);
            let lead = bare.as_ptr() as usize - written.as_ptr() as usize;
            (!bare.is_empty()).then(|| Word { range: start + lead..start + lead + bare.len(), written, lower: lowered(bare) })
        })
        .collect()
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use crate::document::Document;
    use crate::limits::Limits;
    use crate::rule::SignSearch;
    use crate::source::{Format, Source};

    pub(in crate::checks::citations) fn frames() -> Frames {
        let standard = crate::checks::standard().unwrap();
        let rule = standard.rule(standard.find("vague-attribution").unwrap()).unwrap();
        toml::Value::Table(rule.article.options.clone()).try_into().unwrap()
    }

    #[test]
    fn words_of_nobody_in_particular_are_found() {
        let frames = frames();
        let mut signs = Signs::default();
        frames.add_signs(&mut signs, 0);
        let search = SignSearch::new([signs]);
        for (sentence, words) in [
            ("Studies show that night crossings tire crews.", "Studies show"),
            ("In fact, many recent studies have repeatedly shown that crews tire.", "many recent studies have repeatedly shown"),
            ("Crews tire at night, and experts agree that sleep helps.", "experts agree"),
            ("According to recent research, crews tire at night.", "According to recent research"),
            ("Experts in the field believe crews tire at night.", "Experts in the field believe"),
            ("In one study, crews slept for six hours.", "In one study"),
            ("Research published last year found that crews tire.", "Research published last year found"),
            ("Marketing experts say that crews tire at night.", "Marketing experts say"),
            ("Crews tire at night, researchers say.", "researchers say"),
            ("A lack of sleep has been shown in several studies to tire crews.", "shown in several studies"),
            ("Research on long crossings suggests that crews tire.", "Research on long crossings suggests"),
        ] {
            let article = Document::read(Source::of_text("a.md", Format::Markdown, sentence), &Limits::default(), "en");
            assert!(search.look(&article).iter().any(|seen| !seen.is_empty()), "{sentence}");
            assert_eq!(frames.find("en", sentence).and_then(|range| sentence.get(range)), Some(words), "{sentence}");
        }
    }

    #[test]
    fn somebody_and_something_else_are_left_alone() {
        let frames = frames();
        for sentence in [
            "Our research shows that crews tire.",
            "The study shows that crews tire.",
            "Harbour Institute studies show that crews tire.",
            "Research by Ann Lund shows that crews tire.",
            "According to a study by the Harbour Institute, crews tire.",
            "Ask what research shows before you buy.",
            "The survey results appear in the next window.",
            "Experts are asked to sign in.",
            "Data shows in the table below.",
            "User research shows that crews tire.",
            "Studies of the harbour in Lund began in May.",
            "Use this number as a data point, for your own log.",
            "According to survey results, crews tire.",
            "The tables were sent to researchers to find the best method of all.",
            "Look at survey data to find the best pier.",
        ] {
            assert_eq!(frames.find("en", sentence).and_then(|range| sentence.get(range)), None, "{sentence}");
        }
    }
}
