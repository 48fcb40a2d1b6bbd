//! External figures: numbers that an article presents as findings about the world. A sentence in, what it makes of its figures out.

use std::borrow::Cow;
use std::ops::Range;
use std::sync::LazyLock;

use memchr::memmem::Finder;
use serde::Deserialize;

use crate::checks::attribution::{is_attributed, is_said_by_somebody};
use crate::checks::phrases::Phrases;
use crate::document::Document;
use crate::rule::{Signs, Words};

/// The words by which such figures are known; options of each rule that asks for them. The rules take them by `flatten`, which cannot
/// refuse a key: an option that nobody reads is refused where a rule's options are changed.
#[derive(Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) struct ExternalFigures {
    /// Words by which a sentence presents a figure as a finding about the world.
    about_the_world: Phrases,
    /// Words that tell such a finding even where it stands alone.
    findings: Phrases,
    /// People and organisations in the plural, of which a share is counted.
    groups: Words,
    /// What a share of them does when somebody asked them.
    answers: Words,
    /// What has a size that somebody estimates.
    markets: Phrases,
    /// How that size is told.
    sizes: Phrases,
    /// Words by which a figure is the writer's or the reader's own, a plan or an example.
    not_about_the_world: Phrases,
    /// Words by which an article reports its own counts, for instance a survey of its own.
    own_counts: Words,
    /// Capitalised words before a verb of saying that name nobody ("Studies", "It").
    nobody: Words,
}

/// How a sentence presents its figures.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Presented {
    /// As one's own, as a plan, as an example, or just so.
    Otherwise,
    /// As findings about the world.
    AsFindings,
    /// As such, and it says how they were found.
    AsFoundBySomebody,
}

impl ExternalFigures {
    /// What a sentence makes of its figures.
    pub(super) fn presented(&self, language: &str, sentence: &str) -> Presented {
        match self.findings.are_in(language, sentence) || self.is_finding(language, &sentence.to_lowercase()) {
            _ if self.is_own(language, sentence) => Presented::Otherwise,
            true => Presented::AsFoundBySomebody,
            false if self.is_about_the_world(language, sentence) => Presented::AsFindings,
            false => Presented::Otherwise,
        }
    }

    /// Whether figures of a sentence are the writer's or the reader's own, a plan or an example.
    pub(super) fn is_own(&self, language: &str, sentence: &str) -> bool {
        self.not_about_the_world.are_in(language, &without_country(sentence))
            || ["% off", "percent off", "per cent off"].iter().any(|off| sentence.contains(off))
    }

    /// Whether a text has words that tell findings about the world.
    pub(super) fn is_about_the_world(&self, language: &str, text: &str) -> bool {
        self.about_the_world.are_in(language, text)
    }

    /// Whether a text names who says so.
    pub(super) fn names_source(&self, language: &str, text: &str) -> bool {
        let nobody = self.nobody.of(language);
        is_attributed(text, nobody) || is_said_by_somebody(text, nobody)
    }

    /// Whether an article reports its own counts.
    pub(super) fn counts_itself(&self, article: &Document) -> bool {
        self.own_counts.of(&article.language.code).iter().any(|own| has_phrase(&article.text, own))
    }

    /// Whether a capitalised word names nobody.
    pub(super) fn is_nobody(&self, language: &str, word: &str) -> bool {
        self.nobody.has(language, word)
    }

    /// Whether a word in lower case is a group of people or organisations, of which somebody counts a share.
    pub(super) fn is_group(&self, language: &str, word: &str) -> bool {
        self.groups.has(language, word)
    }

    /// A construction that only somebody who counted can write: a share of a group that answers ("63% of employees say"), the size of a
    /// market ("the market grew to $2.4 billion").
    fn is_finding(&self, language: &str, sentence: &str) -> bool {
        let mut words = sentence.split_whitespace().peekable();
        while let Some(word) = words.next() {
            // "63% of", "63 percent of", "63 per cent of", "4 out of 10", "7 in 10".
            let next = words.peek().copied().unwrap_or("");
            let share = (word.ends_with('%') || matches!(word, "percent" | "cent" | "third" | "half" | "quarter" | "quarters" | "thirds"))
                && next == "of"
                || matches!(word, "of" | "in") && matches!(next, "10" | "ten" | "five" | "four" | "three" | "100");
            // "29% were asked, and 71% preferred the night boat".
            if matches!(word.as_bytes(), [.., b'0'..=b'9', b'%']) && self.answers.has(language, bare_word(next)) {
                return true;
            }
            if !share {
                continue;
            }
            let mut behind = words.clone().skip(1).take(SPAN).map(bare_word);
            let mut group = behind.by_ref().take(GROUP);
            if group.any(|word| self.groups.has(language, word)) && behind.any(|word| self.answers.has(language, word)) {
                return true;
            }
        }
        let has = |list: &Phrases| list.are_in(language, sentence);
        let in_money = sentence.contains("illion") && sentence.contains(['$', '€', '£', '¥']);
        in_money && has(&self.markets) && has(&self.sizes)
    }
}

/// What stands beside every figure that is looked for: parts of words, and words.
const BESIDE_PARTS: [&str; 9] = ["%", "$", "€", "£", "¥", "percent", "million", "billion", "trillion"];
const BESIDE: [&str; 28] = [
    "per cent",
    "out of ",
    "in ten",
    "in five",
    "in four",
    "in three",
    "in 1",
    "in 2",
    "in six",
    "in seven",
    "in eight",
    "in nine",
    "in twelve",
    "in 3",
    "in 4",
    "in 5",
    "in every ",
    "half of",
    "third of",
    "thirds of",
    "quarter of",
    "quarters of",
    "times ",
    "average",
    "a typical ",
    "the typical ",
    "hours ",
    "minutes ",
];

/// The signs of figures, as signs of this kind.
pub(super) fn add_figures(signs: &mut Signs, kind: u8) {
    signs.add_parts(kind, BESIDE_PARTS);
    signs.add(kind, BESIDE);
}

/// What stands beside the digits of a figure: a currency before them, a unit or magnitude behind them. Only these are searched
/// for in the text, and the digits are looked at from there.
static MARKS: LazyLock<Vec<Finder<'static>>> = LazyLock::new(|| {
    ["€", "£", "¥", "percent", "per cent", "illion", "out of", " in 10 ", "times more ", "times less ", "times as "].map(Finder::new).into()
});

/// All marks in a text, in their order.
pub(super) fn marks(text: &str) -> Vec<Range<usize>> {
    let mut found: Vec<Range<usize>> = memchr::memchr2_iter(b'$', b'%', text.as_bytes()).map(|at| at..at + 1).collect();
    for mark in MARKS.iter() {
        found.extend(mark.find_iter(text.as_bytes()).map(|at| at..at + mark.needle().len()));
    }
    found.sort_by_key(|mark| mark.start);
    found
}

/// The figure around a mark: its digits, with the mark.
pub(super) fn figure_at(text: &str, mark: Range<usize>) -> Option<Range<usize>> {
    let is_number = |c: char| c.is_ascii_digit() || matches!(c, ',' | '.');
    let sign = text.get(mark.clone())?;
    if matches!(sign, "$" | "€" | "£" | "¥") {
        let behind = text.get(mark.end..)?;
        let blank = behind.len() - behind.trim_start_matches(' ').len();
        let digits = behind.get(blank..)?;
        let len = digits.find(|c| !is_number(c)).unwrap_or(digits.len());
        let len = digits.get(..len)?.trim_end_matches([',', '.']).len();
        return (len > 0 && blank <= 1 && digits.starts_with(|c: char| c.is_ascii_digit())).then_some(mark.start..mark.end + blank + len);
    }
    // "5.5 million", "12 percent", "3 out of 10": letters of a magnitude and a blank may stand between.
    let before = text.get(..mark.start)?;
    let before = if sign == "illion" { before.strip_suffix(['m', 'b', 'M', 'B']).or_else(|| before.strip_suffix("tr"))? } else { before };
    let before = before.strip_suffix(' ').unwrap_or(before);
    let digits = before
        .rfind(|c| !is_number(c))
        .map_or(0, |at| at + before.get(at..).and_then(|rest| rest.chars().next()).map_or(1, char::len_utf8));
    let number = before.get(digits..)?;
    number.starts_with(|c: char| c.is_ascii_digit()).then_some(digits..mark.end)
}

/// A text in which "US" is no "us".
pub(super) fn without_country(text: &str) -> Cow<'_, str> {
    let is_part = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    let is_word = |at: usize| {
        !is_part(text.get(..at).and_then(|before| before.chars().next_back()))
            && !is_part(text.get(at + 2..).and_then(|behind| behind.chars().next()))
    };
    let is_shouted = || text.bytes().filter(u8::is_ascii_uppercase).count() * 2 > text.len();
    if !text.match_indices("US").any(|(at, _)| is_word(at)) || is_shouted() {
        return Cow::Borrowed(text);
    }
    Cow::Owned(text.replace("US", "U.S."))
}

/// A word without the marks around it.
pub(super) fn bare_word(word: &str) -> &str {
    word.trim_matches(|c: char| !c.is_alphanumeric())
}

/// Words behind a share in which its group and what it answers stand, and those in which the group does.
const SPAN: usize = 14;
const GROUP: usize = 5;

/// Whether a text has a phrase, its first letter in either case; `our … survey` leaves room for two words.
pub(super) fn has_phrase(text: &str, phrase: &str) -> bool {
    let (phrase, tail) = phrase.split_once(" … ").map_or((phrase, None), |(head, tail)| (head, Some(tail)));
    let Some(rest) = phrase.get(1..) else { return false };
    let head = phrase.as_bytes().first().copied().unwrap_or(0);
    memchr::memmem::find_iter(text.as_bytes(), rest).any(|at| {
        let before = at.checked_sub(1).and_then(|before| text.as_bytes().get(before));
        let mut behind = text.get(at + rest.len()..).unwrap_or("").split_ascii_whitespace();
        before.is_some_and(|byte| byte.eq_ignore_ascii_case(&head))
            && !at.checked_sub(2).and_then(|before| text.as_bytes().get(before)).is_some_and(u8::is_ascii_alphanumeric)
            && tail.is_none_or(|tail| behind.by_ref().take(3).any(|word| word.trim_end_matches([',', '.', ';', ':']) == tail))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn phrases_begin_at_a_word() {
        assert!(has_phrase("Our survey of the island", "our survey"));
        assert!(!has_phrase("in hour surveys", "our survey"));
        assert!(has_phrase("Our yearly guest survey, in May", "our … survey"));
        assert!(!has_phrase("Our boats were counted in the survey", "our … survey"));
    }
}
