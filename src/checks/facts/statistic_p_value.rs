//! A reported statistical test whose p-value does not follow from its statistic (after Nuijten et al. 2016, "statcheck").

use std::sync::OnceLock;

use regex::Regex;
use serde::Deserialize;

use crate::document::{Document, Flags, Kind};
use crate::rule::{ArticleCheck, Found, Words};
use crate::span::Span;

mod tails;

use tails::{Test, p_values};

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct StatisticPValue {
    /// Beginnings of words by which a paragraph says that its p-values are not those of the plain tests.
    adjusted: Words,
    #[serde(skip)]
    report: OnceLock<Option<Regex>>,
}

/// How far before its p-value a test may begin.
const BEFORE: usize = 160;
/// How long a p-value may be, with its sign.
const BEHIND: usize = 16;

/// A test as it is reported: "t(28) = 2.20, d = 0.4, p = .036". Between both, effect sizes may stand.
/// Letters, digits and blanks are those that reports have: with those of all alphabets the automaton takes megabytes.
const REPORT: &str = r"(?x)
    (?:^|[^0-9A-Za-z_.])
    (?P<test>
        (?P<name> t | F | r | [zZ] | (?:[χΧX𝜒]|[Cc]hi)[\ \u00a0-]?(?:2|²|[Ss]quared?) )
        SPACE (?: \(? SPACE (?P<one>[0-9]{1,6}(?:\.[0-9]+)?) SPACE (?: , SPACE (?:[Nn] SPACE = SPACE )? (?P<two>[0-9][0-9,]*(?:\.[0-9]+)?) )? SPACE \) | (?P<glued>[0-9]{1,4}) )?
        SPACE = SPACE (?:[-−–] SPACE )? (?P<value>[0-9]{0,6}\.?[0-9]{1,6})
    )
    SPACE, (?: SPACE [0-9A-Za-z_²ₚ\u0370-\u03ff]{1,14} SPACE = SPACE [-−–]? [0-9]{0,6}\.?[0-9]{1,6} SPACE %? SPACE [,;] ){0,3}
    SPACE (?P<p> [pP] SPACE (?P<sign>[=<>]) SPACE (?P<number>[01]?\.[0-9]{1,6}) )";

/// Blanks, those of typography too.
const SPACE: &str = r"[\x20\t\r\n\u00a0\u2009\u202f]*";

impl ArticleCheck for StatisticPValue {
    fn check(&self, article: &Document, found: &mut Found<'_>) {
        let text = &article.text;
        let mut last_adjusted = None;
        for sign in memchr::memchr3_iter(b'=', b'<', b'>', text.as_bytes()) {
            if !is_p_value(text, sign) {
                continue;
            }
            let leaf = article.leaf_at(sign as u32);
            let block = article.block(leaf);
            if !matches!(block.kind, Kind::Paragraph | Kind::Heading) || block.flags.has(Flags::BOILER) {
                continue;
            }
            let own = block.text.cut(text);
            let at = sign - block.text.range().start;
            let from = own.floor_char_boundary(at.saturating_sub(BEFORE));
            let window = own.get(from..own.floor_char_boundary(at + BEHIND)).unwrap_or("");
            let Some(report) = self.report() else { return };
            let reported = report.captures_iter(window).find(|parts| parts.name("sign").is_some_and(|found| found.start() + from == at));
            let Some(reported) = reported.as_ref().and_then(Reported::of) else { continue };
            found.concerned();
            let Some(given) = reported.contradiction() else { continue };
            // Asked once for each paragraph, however many tests it reports.
            if last_adjusted.is_none_or(|(of, _)| of != leaf) {
                last_adjusted = Some((leaf, self.is_adjusted(own, &article.language.code)));
            }
            if last_adjusted.is_some_and(|(_, is_adjusted)| is_adjusted) {
                continue;
            }
            let place = Span::of(reported.p.start(), reported.p.end()).shifted(block.text.start() + from as u32);
            let quotes = [reported.p.as_str(), reported.test.as_str(), &given];
            found.at(leaf, article.source_span(place), "“{}” does not follow from “{}”, which gives p {}", quotes);
        }
    }
}

impl StatisticPValue {
    /// The pattern of a report, made when the first p-value is met.
    fn report(&self) -> Option<&Regex> {
        self.report.get_or_init(|| Regex::new(&REPORT.replace("SPACE", SPACE)).ok()).as_ref()
    }

    fn is_adjusted(&self, paragraph: &str, language: &str) -> bool {
        let is_known = |word: &str| self.adjusted.of(language).iter().any(|start| word.starts_with(start.as_str()));
        paragraph.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).any(|word| is_known(&word.to_lowercase()))
    }
}

/// Whether the sign at this place stands behind a lone "p".
fn is_p_value(text: &str, sign: usize) -> bool {
    let before = text.get(..sign).unwrap_or("").trim_end_matches([' ', '\u{a0}', '\u{202f}', '\u{2009}']);
    let Some(rest) = before.strip_suffix(['p', 'P']) else { return false };
    !rest.ends_with(|c: char| c.is_alphanumeric() || matches!(c, '_' | '.' | '-'))
}

/// A test with its p-value.
struct Reported<'t> {
    test: regex::Match<'t>,
    p: regex::Match<'t>,
    kind: Test,
    /// The statistic, and half of its last digit.
    value: (f64, f64),
    sign: char,
    /// The p-value, and its last digit.
    number: (f64, f64),
}

impl<'t> Reported<'t> {
    /// A test whose kind and degrees of freedom are known.
    fn of(parts: &regex::Captures<'t>) -> Option<Self> {
        let number = |name: &str| parts.name(name).and_then(|found| found.as_str().replace(',', "").parse::<f64>().ok());
        let name = parts.name("name")?.as_str();
        let one = number("one").or_else(|| number("glued"));
        let kind = match (name.chars().next()?, one, number("two")) {
            ('t', Some(df), None) => Test::T(df),
            ('F', Some(one), Some(two)) => Test::F(one, two),
            ('r', Some(df), None) => Test::R(df),
            ('z' | 'Z', None, None) => Test::Z,
            ('χ' | 'Χ' | 'X' | '𝜒' | 'C' | 'c', Some(df), _) => Test::ChiSquared(df),
            _ => return None,
        };
        let resolution = |name: &str| parts.name(name).map_or(1.0, |found| resolution(found.as_str()));
        Some(Self {
            test: parts.name("test")?,
            p: parts.name("p")?,
            kind,
            value: (number("value")?, resolution("value") / 2.0),
            sign: parts.name("sign")?.as_str().chars().next()?,
            number: (number("number")?, resolution("number")),
        })
    }

    /// What the test gives, in words, if the reported value cannot be of it.
    fn contradiction(&self) -> Option<String> {
        let (value, half) = self.value;
        // The largest statistic that was printed so has the smallest p-value.
        let (low, high) = (p_values(self.kind, value + half)?, p_values(self.kind, (value - half).max(0.0))?);
        let (number, digit) = self.number;
        // A directed test has half the p-value; many papers cut digits off instead of rounding.
        let is_of = |low: f64, high: f64| low <= number + digit && number - digit <= high;
        let agrees = match self.sign {
            '=' => is_of(low, high) || self.kind.may_be_directed() && is_of(low / 2.0, high / 2.0),
            '<' => {
                if self.kind.may_be_directed() {
                    low / 2.0 <= number
                } else {
                    low <= number
                }
            }
            _ => high >= number,
        };
        let middle = p_values(self.kind, value)?;
        (!agrees)
            .then(|| if middle < 0.001 { "< .001".to_owned() } else { format!("= {}", format!("{middle:.3}").trim_start_matches('0')) })
    }
}

/// The last digit of a printed number.
fn resolution(printed: &str) -> f64 {
    let decimals = printed.split_once('.').map_or(0, |(_, decimals)| i32::try_from(decimals.len()).unwrap_or(0));
    0.1_f64.powi(decimals)
}

#[cfg(test)]
mod tests {
    use crate::checks::tested::markdown;

    fn said(text: &str) -> Vec<String> {
        markdown("statistic-p-value", text).into_iter().map(|(message, _)| message).collect()
    }

    #[test]
    fn a_p_value_that_does_not_follow_is_told_with_the_one_that_does() {
        assert_eq!(
            markdown("statistic-p-value", "Crews were faster, *t*(28) = 2.20, *p* = .20, than before."),
            [("“p = .20” does not follow from “t(28) = 2.20”, which gives p = .036".to_owned(), "p* = .20".to_owned())]
        );
        assert_eq!(said("It held, F(2, 45) = 3.91, p < .01."), ["“p < .01” does not follow from “F(2, 45) = 3.91”, which gives p = .027"]);
        assert_eq!(said("It held, χ<sup>2</sup>(1, N = 90) = 6.89, *p* > .05.").len(), 1);
        assert_eq!(said("They went together, r(48) = .55, p = .02.").len(), 1);
        assert_eq!(said("It fell, z = −3.10, d = 0.4, p = .19.").len(), 1);
    }

    #[test]
    fn what_follows_is_left_alone() {
        for text in [
            "Crews were faster, t(28) = 2.20, p = .036.",
            "Crews were faster, t(28) = 2.20, p = .018, one-tailed.",
            "It held, F(2, 45) = 3.91, p < .05, and χ2(1, N = 90) = 0.89, p = .35.",
            "They went together, r(48) = .55, p < .001; z = 1.96, p = .05.",
            "After a Bonferroni correction, t(28) = 2.20, p = .20.",
            "Set step = 4 and p = .20.",
            "Welch's test gave t(21.4) = 0.51, p > .25.",
        ] {
            assert_eq!(said(text), [""; 0], "{text}");
        }
    }
}
