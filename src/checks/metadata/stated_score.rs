//! A mark that an article shows of itself: the claim is read here, and judged by the score once all else is known.

use serde::Deserialize;

use super::stated;
use crate::document::{BlockId, Document, InlineKind, MetaFrom};
use crate::rule::{ArticleCheck, Found, ScoreClaim, Words};
use crate::span::Span;

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct StatedScore {
    /// Words beside a number of criteria.
    audited: Words,
    /// Words beside a number of points.
    certified: Words,
    /// Words that deny what follows.
    denied: Words,
    /// Keys of metadata, without marks and in lower case.
    keys: Vec<String>,
}

/// Criteria and points that a mark is out of.
const CRITERIA: u32 = 13;
const POINTS: u32 = 10;

/// Bytes between a number and its word.
const APART: usize = 40;

impl ArticleCheck for StatedScore {
    fn check(&self, article: &Document, found: &mut Found<'_>) {
        let language = &article.language.code;
        for block in stated::lines(article) {
            let start = article.block(block).text.start();
            for (claim, at) in self.claims(language, article.text_of(block)) {
                report(article, found, block, article.source_span(at.shifted(start)), claim);
            }
        }
        for inline in article.inlines.iter().filter(|inline| inline.kind == InlineKind::Image) {
            let Some(alt) = article.links.get(inline.aux as usize).and_then(|link| link.alt.as_deref()) else { continue };
            if let Some((claim, _)) = self.claims(language, alt).first() {
                report(article, found, inline.block, inline.src, *claim);
            }
        }
        let entries = article.meta.iter().filter(|meta| matches!(meta.from, MetaFrom::FrontMatter | MetaFrom::MetaTag));
        for meta in entries.filter(|meta| self.keys.contains(&stated::bare_key(&meta.key))) {
            let value = meta.value.trim();
            let claim = fractions(value).first().copied().filter(|(_, _, at)| at.len() as usize == value.len()).and_then(
                |(number, of, _)| match of {
                    CRITERIA => Some(ScoreClaim::Met(whole(number))),
                    POINTS => Some(ScoreClaim::Points(points(number))),
                    _ => None,
                },
            );
            if let Some(claim) = claim {
                report(article, found, Document::ROOT, meta.src, claim);
            }
        }
    }
}

fn report(article: &Document, found: &mut Found<'_>, block: BlockId, at: Span, claim: ScoreClaim) {
    let printed = at.cut(article.source.text());
    found.at(block, at, "the article shows “{}”", [printed]).claim = Some(claim);
}

fn points(number: f64) -> u32 {
    whole(number * 10_000.0)
}

/// The nearest whole number that is not negative.
fn whole(number: f64) -> u32 {
    #[allow(clippy::cast_sign_loss, reason = "it is not negative")]
    let whole = number.round().max(0.0) as u32;
    whole
}

impl StatedScore {
    /// The marks of a line: criteria beside a word for an audit, points beside a word for a certificate.
    fn claims(&self, language: &str, text: &str) -> Vec<(ScoreClaim, Span)> {
        let mut claims = Vec::new();
        for (number, of, at) in fractions(text) {
            let before = text.get(..at.start() as usize).unwrap_or("");
            let behind = text.get(at.end() as usize..).unwrap_or("");
            let near_before = before.get(before.ceil_char_boundary(before.len().saturating_sub(APART))..).unwrap_or("").to_lowercase();
            let near_behind = behind.get(..behind.floor_char_boundary(APART)).unwrap_or("").to_lowercase();
            let is_near =
                |words: &Words| words.of(language).iter().any(|word| has_word(&near_before, word) || has_word(&near_behind, word));
            let is_denied = self.denied.of(language).iter().any(|word| has_word(&near_before, word) || has_word(&near_behind, word));
            let claim = match of {
                CRITERIA if number.fract() == 0.0 && is_near(&self.audited) => ScoreClaim::Met(whole(number)),
                POINTS if is_denied && is_near(&self.certified) => ScoreClaim::Points(points(number)),
                POINTS if is_beside(&near_before, &near_behind, self.certified.of(language)) => ScoreClaim::Certified(points(number)),
                _ => continue,
            };
            claims.push((claim, at));
        }
        claims
    }
}

/// Whether one of the words stands right beside, with nothing but marks and blanks between; glued words count (`Certified10/10`).
fn is_beside(before: &str, behind: &str, words: &[String]) -> bool {
    let marks = |c: char| !c.is_alphanumeric();
    let (before, behind) = (before.trim_end_matches(marks), behind.trim_start_matches(marks));
    words.iter().any(|word| {
        before.ends_with(word.as_str()) && before.strip_suffix(word.as_str()).is_some_and(|rest| !rest.ends_with(char::is_alphanumeric))
            || behind.strip_prefix(word.as_str()).is_some_and(|rest| !rest.starts_with(char::is_lowercase))
    })
}

fn has_word(text: &str, word: &str) -> bool {
    text.match_indices(word).any(|(at, _)| {
        let before = text.get(..at).and_then(|before| before.chars().next_back());
        let behind = text.get(at + word.len()..).and_then(|behind| behind.chars().next());
        !before.is_some_and(char::is_alphabetic) && !behind.is_some_and(char::is_alphabetic)
    })
}

/// Numbers out of thirteen or ten, each with its place: `12/13`, `9.5 / 10`.
fn fractions(text: &str) -> Vec<(f64, u32, Span)> {
    let bytes = text.as_bytes();
    let is_digit = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_digit);
    let mut found = Vec::new();
    for slash in memchr::memchr_iter(b'/', bytes) {
        let blank = |at: usize| bytes.get(at) == Some(&b' ');
        let start_of_last = slash + 1 + usize::from(blank(slash + 1));
        let last = [(CRITERIA, "13"), (POINTS, "10")].into_iter().find(|(_, digits)| {
            let end = start_of_last + digits.len();
            text.get(start_of_last..end) == Some(*digits) && !is_digit(end) && !(bytes.get(end) == Some(&b'/') && is_digit(end + 1))
        });
        let Some((of, _)) = last else { continue };
        let end_of_first = slash - usize::from(slash > 0 && blank(slash - 1));
        let mut start = end_of_first;
        while start > 0 && end_of_first - start < 6 && (is_digit(start - 1) || bytes.get(start - 1) == Some(&b'.') && is_digit(start)) {
            start -= 1;
        }
        let Some(number) = text.get(start..end_of_first).and_then(|number| number.parse::<f64>().ok()) else { continue };
        // `2/12/13` is a day.
        if number <= f64::from(of) && !(start > 0 && bytes.get(start - 1) == Some(&b'/')) {
            found.push((number, of, Span::of(start, start_of_last + 2)));
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use crate::checks::tested::{findings, markdown};

    fn marks(line: &str) -> Vec<String> {
        markdown("stated-score", &format!("# Harbour\n\n{line}\n\nThe fees are due in spring.\n")).into_iter().map(|(_, at)| at).collect()
    }

    #[test]
    fn marks_are_read_in_many_wordings() {
        for (line, at) in [
            ("12/13 audited", "12/13"),
            ("Audited 13/13", "13/13"),
            ("🏆 12/13 · Editorial Team Audited", "12/13"),
            ("✓ Machine Certified10/10?", "10/10"),
            ("Certified: 9.5/10", "9.5/10"),
            ("10/10 certified", "10/10"),
            ("4.1/10, not certified (9 errors)", "4.1/10"),
        ] {
            assert_eq!(marks(line), [at], "{line}");
        }
        assert_eq!(marks("audited 13/13 · certified 10/10"), ["13/13", "10/10"]);
    }

    #[test]
    fn other_numbers_are_no_marks() {
        for line in
            ["Rated 9/10 by certified cooks", "Posted 2/12/13", "12/13 teams came", "The audit of 2012/13", "10/10 would sail again"]
        {
            assert!(marks(line).is_empty(), "{line}: {:?}", marks(line));
        }
    }

    #[test]
    fn a_mark_may_be_a_picture_or_an_entry() {
        assert_eq!(marks("![Audited 13/13](badge.svg)"), ["![Audited 13/13](badge.svg)"]);
        let text = "---\ntitle: Fees\naudited: 13/13\n---\nThe fees are due.\n";
        assert_eq!(findings("stated-score", "fees.md", text).len(), 1);
    }
}
