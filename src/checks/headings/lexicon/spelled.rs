//! One way of writing for what may be written in two: contractions, hyphens behind a first syllable, figures, and words of Britain and America.

use std::borrow::Cow;

/// Words behind which "'s" is a verb and says not whose something is.
const BEFORE_IS: [&str; 12] = ["what", "who", "where", "when", "why", "how", "it", "that", "there", "here", "he", "she"];

/// First syllables that are written with a hyphen or without one.
const SYLLABLES: [&str; 14] = ["on", "off", "re", "pre", "non", "co", "multi", "sub", "anti", "semi", "over", "under", "inter", "up"];

/// Words of which the same is true: "Set-Up" and "Setup", "E-mail" and "Email".
const FIRSTS: [&str; 9] = ["e", "set", "sign", "log", "back", "start", "check", "clean", "web"];

/// Numbers in words, from the second on: "one" is as often no number.
const NUMBERS: [&str; 11] = ["two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"];

/// Their order.
const ORDER: [(&str, &str); 6] =
    [("1st", "first"), ("2nd", "second"), ("3rd", "third"), ("4th", "fourth"), ("5th", "fifth"), ("6th", "sixth")];

/// A title with contractions written out ("What's" is "What is") and without the hyphen of "on-site".
pub(in crate::checks::headings) fn spelled_out(title: &str) -> Cow<'_, str> {
    if !title.contains(['\'', '’', '-']) {
        return Cow::Borrowed(title);
    }
    let mut out = String::with_capacity(title.len() + 8);
    for (at, word) in title.split(' ').enumerate() {
        if at > 0 {
            out.push(' ');
        }
        let shouts = word.len() > 1 && !word.contains(char::is_lowercase);
        let apart = word.char_indices().rfind(|(_, c)| matches!(c, '\'' | '’'));
        let parts = apart.and_then(|(at, c)| Some((word.get(..at)?, word.get(at + c.len_utf8()..)?)));
        let written = parts.and_then(|(stem, rest)| written_out(stem, rest, shouts));
        match (written, word.split_once('-')) {
            (Some(written), _) => out.push_str(&written),
            (None, Some((first, rest)))
                if SYLLABLES.iter().chain(&FIRSTS).any(|known| first.eq_ignore_ascii_case(known))
                    && rest.starts_with(char::is_alphabetic) =>
            {
                out.push_str(first);
                // "On-Site": what is joined has no capital within.
                if shouts { out.push_str(rest) } else { out.push_str(&rest.to_lowercase()) }
            }
            _ => out.push_str(word),
        }
    }
    Cow::Owned(out)
}

/// "What" and "s:" are "What is:"; `None` for "boat" and "s".
fn written_out(stem: &str, rest: &str, shouts: bool) -> Option<String> {
    let end = rest.find(|c: char| !c.is_alphabetic()).unwrap_or(rest.len());
    let (ending, behind) = rest.split_at_checked(end)?;
    let bare = stem.trim_start_matches(|c: char| !c.is_alphanumeric());
    let lower = bare.to_ascii_lowercase();
    let verb = match ending.to_ascii_lowercase().as_str() {
        "s" if BEFORE_IS.contains(&lower.as_str()) => "is",
        "s" if lower == "let" => "us",
        "re" => "are",
        "ve" => "have",
        "ll" => "will",
        "m" if lower == "i" => "am",
        "t" if lower == "can" => return Some(format!("{stem}not{behind}")),
        "t" if lower == "won" => return Some(format!("will not{behind}")),
        "t" if lower.ends_with('n') && lower.len() > 2 => {
            let stem = stem.get(..stem.len() - 1)?;
            return Some(if shouts { format!("{stem} NOT{behind}") } else { format!("{stem} not{behind}") });
        }
        _ => return None,
    };
    Some(if shouts { format!("{stem} {}{behind}", verb.to_uppercase()) } else { format!("{stem} {verb}{behind}") })
}

/// A word in lower case as America writes it, and a figure as a word. What comes out may be no word: it is only compared.
pub(in crate::checks::headings) fn one_spelling(word: &str) -> Cow<'_, str> {
    /// Letters of a word that both write in one way, at most: "hour", "rise", "here".
    const SHORT: usize = 5;
    let first = word.bytes().next().unwrap_or(0);
    if first.is_ascii_digit() {
        let number = word.parse::<usize>().ok().and_then(|number| NUMBERS.get(number.checked_sub(2)?));
        let place = || ORDER.iter().find(|(figure, _)| *figure == word).map(|(_, word)| word);
        return number.or_else(place).map_or(Cow::Borrowed(word), |word| Cow::Borrowed(word));
    }
    if word.len() <= SHORT || !word.is_ascii() {
        return Cow::Borrowed(if word == "grey" { "gray" } else { word });
    }
    let plural = word.strip_suffix('s').filter(|one| one.len() > SHORT);
    let one = plural.unwrap_or(word);
    let swapped = |old: &str, new: &str| one.strip_suffix(old).map(|stem| [stem, new, if plural.is_some() { "s" } else { "" }].concat());
    let ends = match one.as_bytes() {
        [.., b't' | b'b', b'r', b'e'] => swapped("re", "er"),
        [.., b'e', b'n', b'c', b'e'] => swapped("ence", "ense"),
        [.., b'i', b's', b'e'] => swapped("ise", "ize"),
        [.., b'i', b's', b'e', b'd'] => swapped("ised", "ized"),
        [.., b'i', b's', b'i', b'n', b'g'] => swapped("ising", "izing"),
        [.., b'o', b'g', b'u', b'e'] => swapped("ogue", "og"),
        [.., b'a', b'm', b'm', b'e'] => swapped("amme", "am"),
        [.., b's', b'a', b't', b'i', b'o', b'n'] => swapped("isation", "ization"),
        [.., b'l', b'l', b'e', b'd'] => swapped("lled", "led"),
        [.., b'l', b'l', b'i', b'n', b'g'] => swapped("lling", "ling"),
        _ => None,
    };
    let ends = ends.map_or(Cow::Borrowed(word), Cow::Owned);
    // "harbour", "neighbourhood", "colours"
    if ends.contains("our") { Cow::Owned(ends.replace("our", "or")) } else { ends }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn contractions_and_hyphens_are_written_out() {
        for (short, long) in [
            ("What’s covered", "What is covered"),
            ("Who's there?", "Who is there?"),
            ("You're invited", "You are invited"),
            ("Don't wait", "Do not wait"),
            ("Why we can't come", "Why we cannot come"),
            ("WHAT'S NEW", "WHAT IS NEW"),
            ("On-Site Parking", "Onsite Parking"),
            ("E-mail Campaigns", "Email Campaigns"),
            ("The boat's hull", "The boat's hull"),
            ("Follow-up", "Follow-up"),
        ] {
            assert_eq!(spelled_out(short), long);
        }
    }

    #[test]
    fn words_of_two_spellings_are_one() {
        for (one, other) in [
            ("centre", "center"),
            ("harbours", "harbors"),
            ("licence", "license"),
            ("organising", "organizing"),
            ("2", "two"),
            ("1st", "first"),
        ] {
            assert_eq!(one_spelling(one), one_spelling(other));
        }
        for word in ["here", "hour", "rise", "12th", "2024"] {
            assert_eq!(one_spelling(word), word);
        }
    }
}
