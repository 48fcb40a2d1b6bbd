//! One number with its currency, magnitude and unit.

use super::Amount;
use crate::fact::lexer::Lexeme;
use crate::fact::number::{self, Number};
use crate::fact::tokens::Tokens;
use crate::fact::unit::{self, Dimension, Unit};
use crate::fact::words;
use crate::span::Span;

/// Reads an amount that begins at `at`; with the first token behind it.
pub(super) fn amount(tokens: &Tokens<'_>, at: usize) -> Option<(Amount, usize)> {
    let (money, first) = currency(tokens, at);
    let (negative, first) = sign(tokens, first, money.is_some());
    // A currency's sign may stand behind the minus sign.
    let (money, first) = if money.is_none() { currency(tokens, first) } else { (money, first) };
    let (number, end) = figure(tokens, first)?;
    if money.is_some() && number.in_words {
        return None;
    }
    let mut number = if negative { Number { value: -number.value, ..number } } else { number };
    let mut end = end;
    let mut is_complete = money.is_some();
    // "3 million", "$5m", "40k".
    while let Some(factor) = magnitude(tokens, end, money.is_some()) {
        number = number.scaled(factor);
        end += 1;
        is_complete = true;
    }
    let mut unit = money.map_or(Unit::COUNT, Unit::money);
    if money.is_some() {
        // "$5 million USD", "A$" is read by its prefix, "$40 CAD" by its code.
        if let Some(code) = tokens.word(end).and_then(|word| unit::currency_before(word).filter(|_| word.len() == 3)) {
            unit = Unit::money(code);
            end += 1;
        }
    } else if let Some((parts, behind)) = parts(tokens, end).filter(|_| number.value >= 1.0 && number.value.fract() == 0.0) {
        number = Number { value: number.value / parts, resolution: 0.0, ..number };
        unit = Unit::new(Dimension::Fraction, 1.0);
        end = behind;
        is_complete = true;
    } else if let Some((found, behind)) = unit_behind(tokens, end) {
        unit = found;
        end = behind;
        is_complete = true;
    } else if let Some(code) = tokens.word(end).and_then(unit::currency_behind) {
        unit = match &code {
            b"USc" => Unit { factor: 0.01, ..Unit::money(*b"USD") },
            b"GBp" => Unit { factor: 0.01, ..Unit::money(*b"GBP") },
            _ => Unit::money(code),
        };
        end += 1;
        is_complete = true;
    }
    let text = Span::new(tokens.span(at).start(), tokens.span(end - 1).end());
    Some((Amount { number, unit, text, is_complete }, end))
}

/// A currency before a number: `$`, `US$`, `EUR `.
fn currency(tokens: &Tokens<'_>, at: usize) -> (Option<[u8; 3]>, usize) {
    if let Some(mark) = tokens.mark(at) {
        let code = if mark == '$' || !mark.is_ascii() { unit::currency_before(mark.encode_utf8(&mut [0; 4])) } else { None };
        return (code, if code.is_some() { at + 1 } else { at });
    }
    let Some(word) = tokens.word(at) else { return (None, at) };
    if tokens.mark(at + 1) == Some('$') && tokens.is_tight(at + 1) {
        let code = unit::currency_before(if word == "US" { "USD" } else { word });
        return (code, if code.is_some() { at + 2 } else { at });
    }
    let is_before_number = tokens.is_number(at + 1) || tokens.mark(at + 1) == Some('.') && tokens.is_number(at + 2);
    if !is_before_number || word.len() != 3 && word != "Rs" {
        return (None, at);
    }
    let code = unit::currency_before(word);
    (code, if code.is_some() { at + 1 + usize::from(!tokens.is_number(at + 1)) } else { at })
}

/// A minus sign at digits that nothing touches from the left.
fn sign(tokens: &Tokens<'_>, at: usize, has_currency: bool) -> (bool, usize) {
    let is_minus = matches!(tokens.mark(at), Some('-' | '−' | '–')) && tokens.is_tight(at + 1) && (has_currency || !tokens.is_tight(at));
    (is_minus, if is_minus { at + 1 } else { at })
}

/// The bare number: digits, words, a vulgar fraction, a part ("two-thirds").
fn figure(tokens: &Tokens<'_>, at: usize) -> Option<(Number, usize)> {
    match tokens.get(at)?.lexeme {
        Lexeme::Number => {
            let number = number::digits(tokens.printed(at), tokens.span(at))?;
            // "2½", "1 1/2" is left alone.
            if let Some(part) = tokens.mark(at + 1).and_then(vulgar).filter(|_| tokens.is_tight(at + 1)) {
                let text = number.text.join(tokens.span(at + 1));
                return Some((Number { value: number.value + part, resolution: part.min(0.5), text, ..number }, at + 2));
            }
            Some((number, at + 1))
        }
        Lexeme::Mark('.') if tokens.is_number(at + 1) && tokens.is_tight(at + 1) && !tokens.is_tight(at) => {
            let text = tokens.span(at).join(tokens.span(at + 1));
            number::digits(&format!("0.{}", tokens.printed(at + 1)), text).map(|number| (number, at + 2))
        }
        Lexeme::Mark(mark) => {
            let value = vulgar(mark)?;
            Some((Number { value, resolution: value, text: tokens.span(at), in_words: false, magnitude: 1.0 }, at + 1))
        }
        Lexeme::Word => number::in_words(tokens, at),
        Lexeme::Other => None,
    }
}

fn vulgar(mark: char) -> Option<f64> {
    Some(match mark {
        '½' => 0.5,
        '¼' => 0.25,
        '¾' => 0.75,
        '⅓' => 1.0 / 3.0,
        '⅔' => 2.0 / 3.0,
        '⅛' => 0.125,
        _ => return None,
    })
}

fn magnitude(tokens: &Tokens<'_>, at: usize, money: bool) -> Option<f64> {
    let word = tokens.word(at)?;
    let tight = tokens.is_tight(at);
    unit::magnitude(word, tight, money).filter(|factor| *factor != 100.0 || !tight)
}

/// The denominator behind the numerator of a part ("two-thirds", "three quarters of"); with the first token behind it.
fn parts(tokens: &Tokens<'_>, at: usize) -> Option<(f64, usize)> {
    let hyphen = tokens.mark(at) == Some('-') && tokens.is_tight(at) && tokens.is_tight(at + 1);
    let word = if hyphen { at + 1 } else { at };
    let parts = number::denominator(tokens.word(word)?)?;
    // "The first of three quarters", "one fifth grader": without a hyphen, only "of" makes it a part.
    (hyphen || tokens.is(word + 1, "of")).then_some((parts, word + 1))
}

/// The unit behind a number; with the first token behind it.
pub(super) fn unit_behind(tokens: &Tokens<'_>, at: usize) -> Option<(Unit, usize)> {
    // "5-year", "12-month-old": the hyphen belongs to the unit.
    let first = if tokens.mark(at) == Some('-') && tokens.is_tight(at) && tokens.is_tight(at + 1) && tokens.word(at + 1).is_some() {
        at + 1
    } else {
        at
    };
    if let Some(mark) = tokens.mark(first) {
        if mark == '°' || mark == 'º' {
            let letter = tokens.word(first + 1)?;
            return unit::unit(&format!("°{letter}")).map(|unit| (unit, first + 2));
        }
        // "5 × 3" is a product.
        let is_times = mark == '×';
        return unit::unit(mark.encode_utf8(&mut [0; 4]))
            .filter(|_| !is_times || tokens.is_tight(first) && !tokens.is_tight(first + 1))
            .map(|unit| (unit, first + 1));
    }
    let word = tokens.word(first)?;
    for more in if unit::begins_several_words(word) { &[3, 2][..] } else { &[] } {
        let more = *more;
        let words: Vec<&str> = (first..first + more).map_while(|at| tokens.word(at)).collect();
        if words.len() == more
            && let Some(unit) = unit::unit(&words.join(" "))
        {
            return Some((unit, first + more));
        }
    }
    // "60 km/h".
    if tokens.mark(first + 1) == Some('/')
        && tokens.is_tight(first + 1)
        && tokens.is_tight(first + 2)
        && let Some(below) = tokens.word(first + 2)
        && let Some(unit) = unit::unit(&format!("{word}/{below}"))
    {
        return Some((unit, first + 3));
    }
    // "5 in" and "3 s" are prepositions and slips as often as units, and "10 x 3" is a product.
    let tight = tokens.is_tight(first);
    let is_a_word_too = matches!(word, "in" | "x" | "X" | "K" | "us" | "bar" | "mi" | "J");
    let is_a_letter = matches!(word, "s" | "h" | "g" | "l" | "L" | "m" | "W" | "V" | "min");
    // "6 ft 2 in": what follows feet are inches.
    let follows_feet = word == "in" && at.checked_sub(2).is_some_and(|feet| tokens.is_any(feet, &["ft", "feet", "foot"]));
    if !tight && !follows_feet && (is_a_word_too || is_a_letter && (first != at || is_followed_by_word(tokens, first))) {
        return None;
    }
    let found = unit::unit(word)?;
    // "5 times" counts, "5-fold" and "3 times as much" compare; which it is, the rule asks.
    if found.dimension == Dimension::Times && word.eq_ignore_ascii_case("x") && tokens.is_number(first + 1) {
        return None;
    }
    // "a 40-year-old woman", "12 years old", "aged": years of a life.
    let old = if tokens.mark(first + 1) == Some('-') { first + 2 } else { first + 1 };
    if tokens.is(old, "old") && matches!(found.dimension, Dimension::Time) {
        return Some((Unit::new(Dimension::Age, found.factor / unit::YEAR), old + 1));
    }
    Some((found, first + 1))
}

/// Whether a noun follows a single letter: "1.5 m users" are no metres, "4 m deep" and "3 m from the wall" are.
fn is_followed_by_word(tokens: &Tokens<'_>, at: usize) -> bool {
    const SIZES: [&str; 12] = ["above", "apart", "away", "below", "deep", "high", "long", "off", "tall", "thick", "water", "wide"];
    tokens.word(at + 1).is_some_and(|word| {
        let is_noun = !words::is_function_word(word) && !SIZES.contains(&word);
        is_noun && word.len() > 2 && word.bytes().next().is_some_and(|byte| byte.is_ascii_lowercase())
    })
}
