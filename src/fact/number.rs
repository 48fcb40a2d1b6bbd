//! Numbers in digits and in words.

use std::borrow::Cow;
use std::sync::LazyLock;

use regex::Regex;

use super::tokens::Tokens;
use super::words::Folded;
use crate::span::Span;

/// A number as it is printed.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Number {
    /// Its value.
    pub value: f64,
    /// The unit of its last digit that says something: 100 for 1,200, 0.01 for 3.40.
    pub resolution: f64,
    /// Where, in [`crate::document::Document::text`].
    pub text: Span,
    /// Written in words.
    pub in_words: bool,
    /// What words and letters of magnitude ("million") multiply the printed digits by.
    pub magnitude: f64,
}

impl Number {
    /// The number times a magnitude ("2.3" "million").
    #[must_use]
    pub fn scaled(self, by: f64) -> Self {
        Self { value: self.value * by, resolution: self.resolution * by, magnitude: self.magnitude * by, ..self }
    }
}

/// The number of a text of digits with separators.
#[must_use]
pub(super) fn digits(printed: &str, text: Span) -> Option<Number> {
    let plain: Cow<'_, str> = if printed.contains([',', '\'']) { printed.replace([',', '\''], "").into() } else { printed.into() };
    let value: f64 = plain.parse().ok()?;
    let resolution = match plain.split_once('.') {
        Some((_, decimals)) => decimals.bytes().fold(1.0, |unit, _| unit / 10.0),
        // The first digit always says something: 0 is 0, not any number.
        None => plain.bytes().skip(1).rev().take_while(|byte| *byte == b'0').fold(1.0, |unit, _| unit * 10.0),
    };
    Some(Number { value, resolution, text, in_words: false, magnitude: 1.0 })
}

/// The number that begins with a word at `at`, and the first token behind it.
#[must_use]
pub(super) fn in_words(tokens: &Tokens<'_>, at: usize) -> Option<(Number, usize)> {
    let start = tokens.span(at);
    let number = |value: f64, resolution: f64, end: usize| {
        let text = Span::new(start.start(), tokens.span(end - 1).end());
        Some((Number { value, resolution, text, in_words: true, magnitude: 1.0 }, end))
    };
    // "a hundred", "half a million", "a dozen".
    let (mut value, mut end) = if tokens.is_any(at, &["a", "an"]) && scale(tokens, at + 1).is_some() {
        (1.0, at + 1)
    } else if tokens.is(at, "half") && tokens.is_any(at + 1, &["a", "an"]) && scale(tokens, at + 2).is_some() {
        (0.5, at + 2)
    } else {
        below_hundred(tokens, at)?
    };
    let mut total = 0.0;
    let mut resolution = 1.0;
    loop {
        if let Some(factor) = scale(tokens, end) {
            value *= factor;
            resolution = factor;
            end += 1;
            // "two hundred thousand": the hundreds are multiplied, too.
            if factor > 100.0 {
                total += value;
                value = 0.0;
            }
        } else if resolution > 1.0 {
            let behind = if tokens.is(end, "and") { end + 1 } else { end };
            // "two million and a half"
            if behind > end && tokens.are(behind, &["a", "half"]) {
                return number(total + value + resolution / 2.0, resolution / 2.0, behind + 2);
            }
            match below_hundred(tokens, behind) {
                Some((more, after)) if more > 0.0 => {
                    value += more;
                    resolution = 1.0;
                    end = after;
                }
                _ => break,
            }
        } else {
            break;
        }
    }
    if total == 0.0 && tokens.are(end, &["and", "a", "half"]) {
        return number(value + 0.5, 0.5, end + 3);
    }
    number(total + value, resolution, end)
}

/// "seven", "twenty", "twenty-five": the value and the first token behind it.
fn below_hundred(tokens: &Tokens<'_>, at: usize) -> Option<(f64, usize)> {
    let value = small(tokens.word(at)?)?;
    if value >= 20.0 {
        let behind = if tokens.mark(at + 1) == Some('-') && tokens.is_tight(at + 2) { at + 2 } else { at + 1 };
        if let Some(unit) = tokens.word(behind).and_then(small).filter(|unit| (1.0..10.0).contains(unit)) {
            return Some((value + unit, behind + 1));
        }
    }
    Some((value, at + 1))
}

fn scale(tokens: &Tokens<'_>, at: usize) -> Option<f64> {
    let word = tokens.word(at)?;
    [("hundred", 1e2), ("thousand", 1e3), ("million", 1e6), ("billion", 1e9), ("trillion", 1e12), ("dozen", 12.0)]
        .iter()
        .find(|(scale, _)| word.eq_ignore_ascii_case(scale))
        .map(|(_, factor)| *factor)
}

/// The value of a word below a hundred.
#[must_use]
pub(super) fn small(word: &str) -> Option<f64> {
    // Three letters tell most other words apart.
    let may_be = word.as_bytes().first_chunk().is_some_and(|first: &[u8; 3]| {
        matches!(
            &first.map(|letter| letter.to_ascii_lowercase()),
            [b'z', b'e', b'r']
                | [b'o', b'n', b'e']
                | [b't', b'w', b'o' | b'e']
                | [b't', b'h', b'r' | b'i']
                | [b't', b'e', b'n']
                | [b'f', b'o', b'u' | b'r']
                | [b'f', b'i', b'v' | b'f']
                | [b's', b'i', b'x']
                | [b's', b'e', b'v']
                | [b'e', b'i', b'g']
                | [b'e', b'l', b'e']
                | [b'n', b'i', b'n']
        )
    });
    if !may_be || word.len() > 9 {
        return None;
    }
    let value: u8 = match Folded::of(word).as_str() {
        "zero" => 0,
        "one" => 1,
        "two" => 2,
        "three" => 3,
        "four" => 4,
        "five" => 5,
        "six" => 6,
        "seven" => 7,
        "eight" => 8,
        "nine" => 9,
        "ten" => 10,
        "eleven" => 11,
        "twelve" => 12,
        "thirteen" => 13,
        "fourteen" => 14,
        "fifteen" => 15,
        "sixteen" => 16,
        "seventeen" => 17,
        "eighteen" => 18,
        "nineteen" => 19,
        "twenty" => 20,
        "thirty" => 30,
        "forty" => 40,
        "fifty" => 50,
        "sixty" => 60,
        "seventy" => 70,
        "eighty" => 80,
        "ninety" => 90,
        _ => return None,
    };
    Some(f64::from(value))
}

/// The denominator that a word names: "thirds" is 3. "Second" and "seconds" are none.
#[must_use]
pub(super) fn denominator(word: &str) -> Option<f64> {
    let folded = Folded::of(word);
    let word = folded.as_str();
    let value: u8 = match word.strip_suffix('s').unwrap_or(word) {
        "half" | "halve" => 2,
        "third" => 3,
        "quarter" | "fourth" => 4,
        "fifth" => 5,
        "sixth" => 6,
        "seventh" => 7,
        "eighth" => 8,
        "ninth" => 9,
        "tenth" => 10,
        "twentieth" => 20,
        "hundredth" => 100,
        _ => return None,
    };
    Some(f64::from(value))
}

/// Whether a text prints a value in figures: digits that nothing touches from the left but what may, or a fraction's sign. "#5120", "v18" and
/// "/2024/" print none.
#[must_use]
pub(super) fn has_figure(text: &str) -> bool {
    let bytes = text.as_bytes();
    // In chunks without a way out, which the compiler makes a few instructions for many bytes. 0xC2 and 0xE2 begin ½ and ⅓.
    let has_digit = |chunk: &[u8]| {
        let signs = chunk.iter().map(|byte| u8::from(byte.is_ascii_digit()) | u8::from(*byte == 0xc2) | u8::from(*byte == 0xe2));
        signs.fold(0, |found, sign| found | sign) != 0
    };
    if !bytes.chunks(64).any(has_digit) {
        return false;
    }
    let mut before = b' ';
    bytes.iter().any(|byte| {
        let is_figure = (byte.is_ascii_digit() || matches!(byte, 0xc2 | 0xe2))
            && !(before.is_ascii_alphanumeric() && !matches!(before, b'Q' | b'H' | b'Y')
                || matches!(before, b'#' | b'/' | b'.' | b'_' | b'='));
        before = *byte;
        is_figure
    })
}

/// Where the number words above one of a text begin, in order.
#[must_use]
pub(super) fn words_in(text: &str) -> Vec<u32> {
    /// What they begin with, long enough to leave few other words.
    const LOWER: &str = "two|ten|thre|twe|thir|thou|tril|four|five|fort|fift|six|seve|eigh|elev|nine|hund|doze|mill|bill";
    static BEGINNINGS: LazyLock<Option<Regex>> = LazyLock::new(|| {
        let capital = |word: &str| word.chars().enumerate().map(|(at, c)| if at == 0 { c.to_ascii_uppercase() } else { c }).collect();
        let capitals: Vec<String> = LOWER.split('|').map(capital).collect();
        Regex::new(&format!("{LOWER}|{}|{}", capitals.join("|"), LOWER.to_ascii_uppercase())).ok()
    });
    let Some(beginnings) = &*BEGINNINGS else { return Vec::new() };
    let bytes = text.as_bytes();
    let is_letter = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_alphabetic);
    let begins = |at: &usize| {
        let word = bytes.get(*at..).unwrap_or_default();
        let len = word.iter().position(|byte| !byte.is_ascii_alphabetic()).unwrap_or(word.len());
        at.checked_sub(1).is_none_or(|before| !is_letter(before)) && word.get(..len).is_some_and(is_number_word)
    };
    beginnings.find_iter(text).map(|found| found.start()).filter(begins).map(|at| at as u32).collect()
}

/// Whether a word of ASCII letters is a number word above one. Most words are turned away by their first letter and length.
fn is_number_word(word: &[u8]) -> bool {
    let is = |candidates: &[&str]| candidates.iter().any(|candidate| candidate.as_bytes().eq_ignore_ascii_case(word));
    match (word.first().map(u8::to_ascii_lowercase), word.len()) {
        (Some(b't'), 3) => is(&["two", "ten"]),
        (Some(b't'), 5) => is(&["three"]),
        (Some(b't'), 6) => is(&["twelve", "twenty", "thirty"]),
        (Some(b't'), 8) => is(&["thirteen", "thousand", "trillion"]),
        (Some(b'f'), 4) => is(&["four", "five"]),
        (Some(b'f'), 5) => is(&["forty", "fifty"]),
        (Some(b'f'), 7) => is(&["fifteen"]),
        (Some(b'f'), 8) => is(&["fourteen"]),
        (Some(b's'), 3) => is(&["six"]),
        (Some(b's'), 5) => is(&["seven", "sixty"]),
        (Some(b's'), 7) => is(&["sixteen", "seventy"]),
        (Some(b's'), 9) => is(&["seventeen"]),
        (Some(b'e'), 5) => is(&["eight"]),
        (Some(b'e'), 6) => is(&["eleven", "eighty"]),
        (Some(b'e'), 8) => is(&["eighteen"]),
        (Some(b'n'), 4) => is(&["nine"]),
        (Some(b'n'), 6) => is(&["ninety"]),
        (Some(b'n'), 8) => is(&["nineteen"]),
        (Some(b'h'), 7) => is(&["hundred"]),
        (Some(b'd'), 5) => is(&["dozen"]),
        (Some(b'm'), 7) => is(&["million"]),
        (Some(b'b'), 7) => is(&["billion"]),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fact::lexer;

    fn read(text: &str) -> Option<(f64, f64, String)> {
        let mut tokens = Vec::new();
        lexer::tokens(text, 0, &[], &mut tokens);
        let tokens = Tokens { text, tokens: &tokens };
        in_words(&tokens, 0).map(|(number, _)| (number.value, number.resolution, number.text.cut(text).to_owned()))
    }

    #[test]
    fn words_count_like_digits() {
        for (text, value, printed) in [
            ("seven boats", 7.0, "seven"),
            ("Twenty-five boats", 25.0, "Twenty-five"),
            ("one hundred and five boats", 105.0, "one hundred and five"),
            ("two hundred thousand boats", 200_000.0, "two hundred thousand"),
            ("three million two hundred boats", 3_000_200.0, "three million two hundred"),
            ("two and a half years", 2.5, "two and a half"),
            ("half a million people", 500_000.0, "half a million"),
            ("a dozen eggs", 12.0, "a dozen"),
            ("a hundred and a half", 150.0, "a hundred and a half"),
        ] {
            let (found, _, words) = read(text).unwrap_or_default();
            assert_eq!((found, words.as_str()), (value, printed));
        }
        assert_eq!(read("a boat"), None);
        assert_eq!(read("half of them"), None);
    }

    #[test]
    fn resolution_is_the_last_digit_that_says_something() {
        let of = |printed: &str| digits(printed, Span::at(0)).map(|number| (number.value, number.resolution));
        assert_eq!(of("1,200"), Some((1200.0, 100.0)));
        assert_eq!(of("0"), Some((0.0, 1.0)));
        assert_eq!(of("15"), Some((15.0, 1.0)));
        assert!(of("3.40").is_some_and(|(value, resolution)| value == 3.4 && (resolution - 0.01).abs() < 1e-12));
    }

    #[test]
    fn number_words_are_found_where_they_are_words() {
        assert_eq!(words_in("There are Three of them, and twenty-five of those; a hundred"), [10, 29, 36, 53]);
        assert_eq!(words_in("There is one of them, for often it is then sixth"), [0_u32; 0]);
    }

    #[test]
    fn figures_are_told_from_names_and_addresses() {
        assert!(has_figure("in 2024") && has_figure("Q3") && has_figure("½ a cup"));
        assert!(!has_figure("#5120, v18 and /2024/") && !has_figure("none"));
    }
}
