//! A calculation whose result is wrong, in signs or in words: "12 × $40 = $460", "8 sacks at $8 each, $84 in total".

use std::sync::OnceLock;

use regex::Regex;
use serde::Deserialize;

use crate::document::{BlockId, Document, Flags, InlineKind, Kind};
use crate::fact::{Facts, Quantity, Sentence, shown};
use crate::rule::{FactCheck, Found};
use crate::span::Span;

mod average;
mod difference;
mod discount;
mod priced;

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct EquationMismatch {
    /// Percent by which a result may be off.
    tolerance: f64,
    /// The same behind "≈".
    about: f64,
    #[serde(skip)]
    term: OnceLock<Option<Regex>>,
}

/// A term: a number with its currency, its sign or magnitude, and a word or two of what it counts.
const TERM: &str = r"(?x) ^ \s* (?P<money>[$€£])? (?P<number>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?) (?P<sign>\s?%|[kKMB]\b|\s(?:thousand|million|billion)\b)? (?P<words>(?:\s[a-z]{2,12}){0,2}) \s* $";

/// Bytes before the equals sign that hold a calculation, and behind it.
const BEFORE: usize = 120;
const BEHIND: usize = 40;

/// Quotients of two results that differ in their unit only.
const FACTORS: [f64; 12] = [7.0, 12.0, 24.0, 30.0, 52.0, 60.0, 100.0, 365.0, 1000.0, 1024.0, 3600.0, 1_000_000.0];

/// A calculation that a sentence tells in words.
struct Told {
    /// The words from its first value to its last.
    text: Span,
    /// The value that is wrong.
    wrong: Span,
    /// What it should be.
    right: f64,
}

impl FactCheck for EquationMismatch {
    fn check(&self, facts: &Facts<'_>, found: &mut Found<'_>) {
        self.in_signs(facts.document, found);
        let mut quantities: Vec<(usize, &Quantity)> = Vec::new();
        for sentence in facts.sentences() {
            quantities.clear();
            quantities.extend(sentence.quantities());
            if quantities.len() < 2 {
                continue;
            }
            for told in [priced::told, average::told, difference::told, difference::between, discount::told] {
                let Some(told) = told(&sentence, &quantities) else { continue };
                found.concerned();
                let quotes = [sentence.cut(told.text), sentence.cut(told.wrong), &shown(told.right)];
                found.at(sentence.block, sentence.source(told.wrong), "in “{}”, “{}” should be {}", quotes);
            }
        }
    }
}

/// Whether nothing but these words and marks of a clause stands between two terms.
fn are_only(sentence: &Sentence<'_>, from: usize, to: usize, words: &[&str]) -> bool {
    (from..to).all(|at| matches!(sentence.mark(at), Some(',' | '(' | '–' | '—' | ':' | '-')) || sentence.is_any(at, words))
}

impl EquationMismatch {
    fn in_signs(&self, article: &Document, found: &mut Found<'_>) {
        for (id, block) in article.all() {
            if !matches!(block.kind, Kind::Paragraph | Kind::Heading) || block.flags.has(Flags::BOILER) {
                continue;
            }
            let text = block.text.cut(&article.text);
            for (at, sign) in signs(text) {
                let Some(equation) = self.equation(text, at, sign) else { continue };
                let base = block.text.start();
                if is_code(article, id, equation.result.shifted(base))
                    || is_spoken_of(text, at)
                    || has_exponent(article, id, Span::new(base + at.saturating_sub(BEFORE) as u32, base + equation.result.end()))
                {
                    continue;
                }
                found.concerned();
                if let Some(right) = equation.contradiction(if sign == "=" { self.tolerance } else { self.about } / 100.0) {
                    let place = article.source_span(equation.result.shifted(block.text.start()));
                    let quotes = [equation.left, equation.result.cut(text), &shown(right)];
                    found.at(id, place, "“{}” is not “{}”, but {}", quotes);
                }
            }
        }
    }
}

/// The signs of equality in a text. Few paragraphs have one: bytes are looked for, not characters.
fn signs(text: &str) -> impl Iterator<Item = (usize, &'static str)> {
    const ABOUT: &str = "≈";
    memchr::memchr2_iter(b'=', ABOUT.as_bytes().first().copied().unwrap_or(b'='), text.as_bytes()).filter_map(|at| {
        let rest = text.get(at..)?;
        ["=", ABOUT].into_iter().find(|sign| rest.starts_with(sign)).map(|sign| (at, sign))
    })
}

/// Whether the text around a sign speaks of an expression: "logical expressions (TRUE, 1<5, 2+3=7)", a "4 + 5 = 3" in quotation marks, "2 seconds +
/// 20 milliseconds = …".
fn is_spoken_of(text: &str, at: usize) -> bool {
    /// Bytes on each side that hold what is spoken of.
    const NEAR: usize = 60;
    const SPEAKING: [&str; 7] = ["TRUE", "FALSE", "true", "false", "expression", "expressions", "milliseconds"];
    let around =
        text.get(text.floor_char_boundary(at.saturating_sub(NEAR))..text.ceil_char_boundary((at + NEAR).min(text.len()))).unwrap_or("");
    let line = around.split('\n').find(|line| line.contains(['=', '≈'])).unwrap_or(around);
    let is_quoted = |open: char, close: char| {
        let before = text.get(..at).unwrap_or("").rsplit(['.', '\n']).next().unwrap_or("");
        let behind = text.get(at..).unwrap_or("").split(['\n', ' ']).take(4).any(|word| word.ends_with(close));
        before.rfind(open).is_some_and(|opened| open == close || before.get(opened..).is_some_and(|rest| !rest.contains(close))) && behind
    };
    let words = line.split(|c: char| !c.is_alphanumeric());
    line.contains(['<', '>']) || words.into_iter().any(|word| SPEAKING.contains(&word)) || is_quoted('“', '”') || is_quoted('"', '"')
}

/// Whether a place stands in code or a formula.
fn is_code(article: &Document, block: BlockId, place: Span) -> bool {
    let is_no_prose = |kind| matches!(kind, InlineKind::Code | InlineKind::Math | InlineKind::Template);
    article.inlines_of(block).iter().any(|inline| is_no_prose(inline.kind) && inline.text.overlaps(place))
}

/// Whether a digit above the line stands in a calculation: "42³ + 42² = …" is written with digits that are no terms of it.
fn has_exponent(article: &Document, block: BlockId, place: Span) -> bool {
    article.inlines_of(block).iter().any(|inline| inline.kind == InlineKind::Superscript && inline.text.overlaps(place))
}

/// A number of a calculation.
struct Term {
    value: f64,
    resolution: f64,
    is_percent: bool,
    is_bare: bool,
}

/// A calculation and the result that is printed for it.
struct Equation<'t> {
    terms: Vec<Term>,
    /// Between the terms.
    operators: Vec<char>,
    printed: Term,
    left: &'t str,
    result: Span,
}

impl EquationMismatch {
    /// The calculation around an equals sign.
    fn equation<'t>(&self, text: &'t str, at: usize, sign: &str) -> Option<Equation<'t>> {
        let behind_at = at + sign.len();
        let before = text.get(text.ceil_char_boundary(at.saturating_sub(BEFORE))..at)?;
        let behind = text.get(behind_at..text.floor_char_boundary((behind_at + BEHIND).min(text.len())))?;
        let left_at = start_of_calculation(before);
        let left = before.get(left_at..)?.trim();
        // What stands before the calculation belongs to it: "(2 + 3) × 4", "a = 2 + 3".
        if before.get(..left_at)?.trim_end().ends_with(['(', ')', '=', '≈', '+', '-', '−', '×', '÷', '*', '/', '^', '[', '<', '>', '√'])
        {
            return None;
        }
        let (mut terms, mut operators, mut from) = (Vec::new(), Vec::new(), 0);
        let signs = left.char_indices().filter(|(at, mark)| is_operator(left, *at, *mark));
        for (at, mark) in signs {
            terms.push(self.term(left.get(from..at)?)?);
            operators.push(if mark == 'x' { '×' } else { mark });
            from = at + mark.len_utf8();
        }
        terms.push(self.term(left.get(from..)?)?);
        let end = behind
            .find(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, ' ' | '$' | '€' | '£' | ',' | '.' | '%')))
            .unwrap_or(behind.len());
        let after = behind.get(end..)?;
        if operators.is_empty() || operators.len() > 4 || after.starts_with(['=', '+', '−', '×', '÷', '*', '/', '^', '-', '≈']) {
            return None;
        }
        // The number ends where the sentence goes on.
        let number = behind.get(..end)?.trim_start();
        let indent = behind.get(..end)?.len() - number.len();
        let length = number.find(' ').unwrap_or(number.len());
        let number = number.get(..length)?.trim_end_matches([',', '.']);
        let printed = self.term(number)?;
        let result = Span::of(behind_at + indent, behind_at + indent + number.len());
        // "= 4 million": the word belongs to it.
        let goes_on = behind.get(indent + length..)?.trim_start();
        if ["thousand", "million", "billion", "x ", "× "].iter().any(|word| goes_on.starts_with(word)) {
            return None;
        }
        Some(Equation { terms, operators, printed, left, result })
    }

    fn term(&self, printed: &str) -> Option<Term> {
        let term = self.term.get_or_init(|| Regex::new(TERM).ok()).as_ref()?;
        let parts = term.captures(printed)?;
        let number = parts.name("number")?.as_str();
        let decimals = number.split_once('.').map_or(0, |(_, decimals)| i32::try_from(decimals.len()).unwrap_or(0));
        let sign = parts.name("sign").map_or("", |sign| sign.as_str().trim());
        let by = match sign {
            "%" => 0.01,
            "k" | "K" | "thousand" => 1e3,
            "M" | "million" => 1e6,
            "B" | "billion" => 1e9,
            _ => 1.0,
        };
        let is_bare = sign.is_empty() && parts.name("money").is_none() && parts.name("words").is_none_or(|words| words.is_empty());
        let value: f64 = number.replace(',', "").parse().ok()?;
        Some(Term {
            value: value * by,
            resolution: 0.1_f64.powi(decimals) * by,
            is_percent: sign == "%",
            is_bare: is_bare && decimals == 0,
        })
    }
}

/// Where the last run of characters begins that a calculation is made of.
fn start_of_calculation(before: &str) -> usize {
    let mut start = before.len();
    for (at, mark) in before.char_indices().rev() {
        let is_part = mark.is_ascii_digit() || mark.is_ascii_lowercase() || " $€£,.%+−-–×÷*/kKMB".contains(mark);
        // A full stop or a comma with a blank behind it ends a sentence or a clause.
        if !is_part || matches!(mark, '.' | ',') && before.get(at + 1..).is_some_and(|rest| rest.starts_with(' ')) {
            break;
        }
        start = at;
    }
    // Words before the first number are of the sentence.
    let first = before.get(start..).and_then(|part| part.find(|c: char| c.is_ascii_digit() || "$€£".contains(c)));
    first.map_or(before.len(), |first| start + first)
}

/// Whether a mark is the sign of a calculation: a hyphen, a dash and an "x" have blanks on both sides.
fn is_operator(text: &str, at: usize, mark: char) -> bool {
    let stands_free = || {
        text.get(..at).is_some_and(|before| before.ends_with(' '))
            && text.get(at + mark.len_utf8()..).is_some_and(|rest| rest.starts_with(' '))
    };
    matches!(mark, '+' | '−' | '×' | '÷' | '*') || matches!(mark, '-' | '–' | 'x' | '/') && stands_free()
}

impl Equation<'_> {
    /// What the calculation gives, if that is surely not what is printed.
    fn contradiction(&self, tolerance: f64) -> Option<f64> {
        let has_percent = self.terms.iter().any(|term| term.is_percent);
        let adds = self.operators.iter().any(|sign| matches!(sign, '+' | '-' | '−' | '–'));
        // "$100 + 10 %", a share of two counts; "540 × 960" is the size of a picture.
        let is_size = self.operators.contains(&'×') && self.terms.iter().all(|term| term.is_bare && term.value >= 100.0);
        // "A proof that 2 + 2 = 5" is what people say of anything that is not so.
        let is_proverb = self.operators == ['+'] && self.terms.iter().all(|term| term.value == 2.0) && self.printed.value == 5.0;
        // "1 lbf × 1 ft = 1.356 Nm" makes one unit of two.
        let is_of_units = self.terms.iter().all(|term| term.value == 1.0 && !term.is_bare);
        if self.printed.is_percent && !has_percent || has_percent && adds || is_size || is_proverb || is_of_units {
            return None;
        }
        let printed = self.printed.value;
        let results = [self.by_precedence()?, self.left_to_right()?];
        let is_right = |result: &f64| {
            let quotient = (result / printed).abs();
            let off_by_unit = FACTORS.iter().any(|factor| [quotient, 1.0 / quotient].iter().any(|one| (one / factor - 1.0).abs() <= 0.006));
            // Terms with decimals or in thousands may have been rounded as well as the result.
            let rounding = self
                .terms
                .iter()
                .filter(|term| term.value != 0.0 && term.resolution != 1.0)
                .map(|term| term.resolution / 2.0 / term.value)
                .sum::<f64>();
            (result - printed).abs() <= printed.abs() * (tolerance + rounding) + self.printed.resolution / 2.0 || off_by_unit
        };
        (!results.iter().any(is_right)).then_some(results[0])
    }

    fn by_precedence(&self) -> Option<f64> {
        let mut sums = Vec::new();
        let mut product = self.terms.first()?.value;
        for (sign, term) in self.operators.iter().zip(self.terms.iter().skip(1)) {
            match sign {
                '+' => sums.push(std::mem::replace(&mut product, term.value)),
                '-' | '−' | '–' => sums.push(std::mem::replace(&mut product, -term.value)),
                _ => product = apply(product, *sign, term.value)?,
            }
        }
        Some(sums.iter().sum::<f64>() + product)
    }

    fn left_to_right(&self) -> Option<f64> {
        let first = self.terms.first()?.value;
        self.operators.iter().zip(self.terms.iter().skip(1)).try_fold(first, |sum, (sign, term)| apply(sum, *sign, term.value))
    }
}

fn apply(one: f64, sign: char, other: f64) -> Option<f64> {
    match sign {
        '+' => Some(one + other),
        '-' | '−' | '–' => Some(one - other),
        '×' | '*' => Some(one * other),
        '÷' | '/' if other != 0.0 => Some(one / other),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use crate::checks::tested::markdown;

    fn said(text: &str) -> Vec<String> {
        markdown("equation-mismatch", text).into_iter().map(|(message, _)| message).collect()
    }

    #[test]
    fn a_wrong_result_is_told_with_the_right_one() {
        assert_eq!(
            markdown("equation-mismatch", "A year comes to 12 × $40 = $460, paid in advance."),
            [("“12 × $40” is not “$460”, but 480".to_owned(), "$460".to_owned())]
        );
        assert_eq!(said("So 3 weeks + 2 weeks + 4 weeks = 8 weeks.").len(), 1);
        assert_eq!(said("Revenue: $50 × 1,200 seats = $62,000.").len(), 1);
    }

    #[test]
    fn right_and_unclear_ones_are_left_alone() {
        for text in [
            "A year comes to 12 × $40 = $480.",
            "At 540 x 960 = 1/2 of the screen.",
            "It is 5 hours × 60 = 5 hours.",
            "Take 9 / 12 = 75%.",
            "By hand: 2 + 3 × 4 = 20.",
            "That is $100 + 10% = $112.",
            "Roughly 1.2 × 3.4 = 4.1.",
            "Set (2 + 3) × 4 = 21 and a = 3 + 4 = 8.",
        ] {
            assert_eq!(said(text), [""; 0], "{text}");
        }
    }
}
