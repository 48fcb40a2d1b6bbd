//! Where one sentence may run into the next because the words between them were lost.

use std::cell::{Cell, OnceCell};

use super::super::glance::Glance;
use super::TruncatedSentence;
use super::ends::CONDITIONS;
use super::shape::is_made_of_lines;
use crate::checks::piece::Evidence;
use crate::checks::prose::last_word;
use crate::document::{BlockId, Document, Inline, InlineKind};
use crate::rule::Found;
use crate::span::Span;

/// Words lost within a paragraph: "the ropes, the blocks and. The report", "one of the They were". `in_lines`: whether it is made of lines,
/// asked once for all seams of the paragraph.
pub(super) fn report(article: &Document, id: BlockId, seam: &Seam, in_lines: &OnceCell<bool>, found: &mut Found<'_>) {
    /// Inline ranges that may lie within each other.
    const NESTED: usize = 32;
    let span = Span::of(seam.from, seam.to);
    // A word in code, in italics or in a link is a name.
    let is_name = |inline: &Inline| inline.kind != InlineKind::Break && inline.text.overlaps(span);
    let inlines = article.inlines_of(id);
    let before = inlines.partition_point(|inline| inline.text.start() < span.end());
    let is_named = inlines.get(..before).unwrap_or_default().iter().rev().take(NESTED).any(is_name);
    // "res    The tide" are two columns, and a sign for a line break parts two lines.
    let source = article.source_span(span).cut(article.source.text());
    if source.contains("  ") || source.contains("&#") {
        return;
    }
    // Each line of a poem begins with a capital.
    if !is_named && !in_lines.get_or_init(|| is_made_of_lines(article, id)) {
        found.at(id, article.source_span(span), "words are missing at “{}”", [span.cut(&article.text)]);
    }
}

impl TruncatedSentence {
    /// Places of an article's text where a capital follows a word that leaves something open.
    pub(super) fn seams(&self, article: &Document, searches: &Cell<u32>) -> Vec<Seam> {
        let text = article.text.as_str();
        let bytes = text.as_bytes();
        let open_words = self.open_words.get_or_init(|| {
            let words = self.never_before_stop.by_language().chain(self.running_on.by_language());
            Glance::of_last(words.flat_map(|(_, words)| words).map(String::as_str))
        });
        let first_words = self.first_words.get_or_init(|| {
            let words = self.openers.by_language().chain(self.clause_openers.by_language()).chain(self.commands.by_language());
            Glance::of_first(words.flat_map(|(_, words)| words).map(String::as_str))
        });
        let mut seams = Vec::new();
        // Only a capital behind a blank can show it: one look at each byte of the article, a closer one at them.
        for_capitals(bytes, |capital| {
            let at = capital - 1;
            let is_behind_stop = bytes.get(..at)?.ends_with(b".");
            let is_open = open_words.may_end(bytes.get(..at)?);
            if is_behind_stop && !is_open {
                return None;
            }
            // A name follows more often than a word that begins a sentence.
            if !is_behind_stop && !first_words.may_begin(text.get(capital..)?, 1) {
                return None;
            }
            let from = word_before(bytes, at)?;
            let before = text.get(from..at)?;
            let language = &article.language.code;
            if let Some(stem) = before.strip_suffix('.') {
                // "We keep both, just because. It is easier."
                let is_whole = stem == "because" && text.get(..from)?.ends_with("just ");
                // A letter that the page sets apart: "the code of a", in a type of its own.
                let is_set = || {
                    let letter = article.source_span(Span::of(from, at.saturating_sub(1)));
                    article.source.text().get(letter.end() as usize..).is_some_and(|behind| behind.starts_with("</"))
                };
                if stem == "a" && is_set() {
                    return None;
                }
                // "The sign stands for an exclusive or."
                let is_operator = || self.operating.has(language, last_word(text.get(..from).unwrap_or("").trim_end()));
                if self.never_before_stop.has(language, stem) && !is_whole && !is_operator()
                    || stem == "a" && is_lone_article(text.get(..from + 1)?)
                {
                    seams.push(Seam { at, from, to: at });
                }
                return None;
            }
            let behind = text.get(capital..)?;
            let word = behind.get(..behind.find([' ', '\n'])?)?;
            let rest = behind.get(word.len()..)?.strip_prefix(' ')?;
            // "However, it": the comma belongs to the sentence that begins.
            let (word, ends_in_comma) = word.strip_suffix(',').map_or((word, false), |word| (word, true));
            let head = text.get(..from)?.trim_end();
            if !is_open || !self.running_on.has(language, before) {
                let is_piece = || {
                    let left = searches.get();
                    searches.set(left.saturating_sub(1));
                    left > 0 && self.is_lost_piece(article, before, from)
                };
                if !ends_in_comma && self.begins_sentence(language, (head, before), word, rest) && is_piece() {
                    seams.push(Seam { at, from, to: capital + word.len() });
                }
                return None;
            }
            if ends_in_comma && !self.openers.has(language, word) {
                return None;
            }
            // "…, and It was": a wrong capital.
            let is_subject = matches!(word, "It" | "They" | "We" | "He" | "She");
            let goes_on = || matches!(before, "and" | "or") && (head.ends_with(',') || is_subject);
            if self.running_on.has(language, before) && !goes_on() && self.begins_sentence(language, (head, before), word, rest) {
                seams.push(Seam { at, from, to: capital + word.len() });
            }
            None
        });
        seams
    }
}

impl TruncatedSentence {
    /// Whether a word is only the beginning of one: it is no word, or the article knows it only so.
    fn is_lost_piece(&self, article: &Document, word: &str, from: usize) -> bool {
        word.len() >= 3
            && word.bytes().all(|byte| byte.is_ascii_lowercase())
            && Evidence::of(article, &(from..from + word.len()), word, &self.known_words).may_be_piece()
    }

    /// Whether a word with a capital begins a sentence behind `before`, rather than a name.
    fn begins_sentence(&self, language: &str, (head, before): (&str, &str), word: &str, rest: &str) -> bool {
        // "We the People" is a name.
        if !rest.starts_with(char::is_lowercase) || rest.starts_with("the ") && matches!(word, "We" | "You") {
            return false;
        }
        // "the use of Our piers": a contract gives its parties a capital.
        if matches!(word, "Our" | "Your" | "We" | "You" | "Us") && is_party(head, rest, word) {
            return false;
        }
        let is_article = matches!(before, "the" | "a" | "an");
        if self.openers.has(language, word) {
            // "of The Hague", "of The npm Registry": a name may begin with these words behind a preposition.
            let is_plain = |word: &str| word.chars().all(|c| c.is_lowercase() || matches!(c, ',' | '\'' | '’'));
            return is_article || word != "You" && (!matches!(word, "The" | "This") || rest.split([' ', '\n']).take(2).all(is_plain));
        }
        let first = || rest.split([' ', '\'', '’', '\n']).next().unwrap_or("");
        let second = || rest.split([' ', '\n']).nth(1);
        // "Innovation With and For the People": a title.
        let is_title = || {
            let word = head.rsplit(char::is_whitespace).next().unwrap_or("");
            word.trim_start_matches(|c: char| !c.is_alphanumeric()).starts_with(char::is_uppercase)
        };
        let has_subject = || self.subjects.has(language, first()) && second().is_some_and(|word| word.starts_with(char::is_lowercase));
        // "The For loop, which" is a name, "the In situations of this kind," is none. "The Use this template button" is a label.
        // "With If blocks, loops and sounds": a condition has more than a name before its comma.
        let words = if is_article {
            3
        } else if CONDITIONS.contains(&word) {
            2
        } else {
            1
        };
        // "the To field of the letter, if it has one,": the name of a part.
        let names_part = || is_article && self.fields.has(language, first());
        self.clause_openers.has(language, word) && !is_title() && !names_part() && (has_subject() || has_comma_soon(rest, words))
            || self.commands.has(language, word) && !is_article && !is_title() && has_subject()
    }
}

/// Whether a text has such a word with a capital in the middle of its sentences, again and again.
fn is_party(before: &str, behind: &str, word: &str) -> bool {
    /// Other times that show it, and bytes that are looked at on either side.
    const TIMES: usize = 2;
    const NEAR: usize = 6000;
    let count = |text: &str| {
        let is_within = |(at, _): &(usize, &str)| {
            let is_behind_word = |before: &str| before.ends_with(' ') && before.trim_end().ends_with(char::is_lowercase);
            text.get(..*at).is_some_and(is_behind_word) && text.get(at + word.len()..).is_some_and(|rest| rest.starts_with(' '))
        };
        text.match_indices(word).filter(is_within).take(TIMES).count()
    };
    let above = before.get(before.ceil_char_boundary(before.len().saturating_sub(NEAR))..).unwrap_or("");
    count(above) + count(behind.get(..behind.floor_char_boundary(NEAR)).unwrap_or("")) >= TIMES
}

/// "wipe it with a", and a full stop behind it: a noun is missing, where "plan a" has a name.
pub(super) fn is_lone_article(text: &str) -> bool {
    const BEFORE: [&str; 10] = ["with", "of", "by", "from", "into", "onto", "like", "than", "is", "was"];
    let mut words = text.rsplit(' ');
    words.next() == Some("a") && words.next().is_some_and(|word| BEFORE.contains(&word))
}

/// A comma ends one of the first words, but for the first few; none of them is a name or the last of a sentence.
fn has_comma_soon(text: &str, from: usize) -> bool {
    const SOON: usize = 8;
    for (at, word) in text.split([' ', '\n']).take(SOON).enumerate() {
        if !word.starts_with(char::is_lowercase) {
            return false;
        }
        if let Some(mark) = word.chars().next_back().filter(|last| !last.is_alphanumeric()) {
            return mark == ',' && at + 1 >= from;
        }
    }
    false
}

/// A place where one sentence may run into the next, as offsets in [`Document::text`].
pub(super) struct Seam {
    /// The blank before the capital.
    pub at: usize,
    /// What shows it.
    from: usize,
    to: usize,
}

/// Bytes that are looked at together, so that the compiler takes many in one step.
const LANES: usize = 64;

/// Where a blank stands behind a small letter or a full stop and before a capital.
#[inline(never)]
fn seams_of(first: &[u8; LANES], second: &[u8; LANES], third: &[u8; LANES]) -> [u8; LANES] {
    let mut seams = [0; LANES];
    for (seam, ((before, blank), capital)) in seams.iter_mut().zip(first.iter().zip(second).zip(third)) {
        *seam = u8::from(is_seam(*before, *blank, *capital));
    }
    seams
}

#[allow(clippy::needless_bitwise_bool, reason = "lazy operators keep the compiler from taking many bytes in one step")]
const fn is_seam(before: u8, blank: u8, capital: u8) -> bool {
    (blank == b' ') & (capital.wrapping_sub(b'A') < 26) & ((before.wrapping_sub(b'a') < 26) | (before == b'.'))
}

/// Calls `look` with the place of each capital behind a blank that itself stands behind a small letter or a full stop.
fn for_capitals(text: &[u8], mut look: impl FnMut(usize) -> Option<()>) {
    let (Some(second), Some(third)) = (text.get(1..), text.get(2..)) else { return };
    let chunks = text.as_chunks::<LANES>().0.iter().zip(second.as_chunks::<LANES>().0).zip(third.as_chunks::<LANES>().0);
    for (at, ((first, second), third)) in chunks.enumerate() {
        for (word, lanes) in seams_of(first, second, third).as_chunks::<8>().0.iter().enumerate() {
            let mut lanes = u64::from_le_bytes(*lanes);
            while lanes != 0 {
                look(at * LANES + word * 8 + lanes.trailing_zeros() as usize / 8 + 2);
                lanes &= lanes - 1;
            }
        }
    }
    let rest = third.len() / LANES * LANES;
    let (Some(first), Some(second), Some(third)) = (text.get(rest..), second.get(rest..), third.get(rest..)) else { return };
    for (lane, ((before, blank), capital)) in first.iter().zip(second).zip(third).enumerate() {
        if is_seam(*before, *blank, *capital) {
            look(rest + lane + 2);
        }
    }
}

/// Where the word before `at` begins, if it is short enough to be one that lost its end.
fn word_before(text: &[u8], at: usize) -> Option<usize> {
    const LONGEST: usize = 10;
    let from = at.saturating_sub(LONGEST);
    let blank = text.get(from..at)?.iter().rposition(|byte| matches!(byte, b' ' | b'\n'));
    blank.map(|blank| from + blank + 1).or_else(|| (from == 0).then_some(0))
}
