//! Numbers and dates that headings carry: a title in, the number before its words out.

use std::sync::LazyLock;

use regex::bytes::Regex;

/// A title with a number before its words ("Step 4: Fees", "3) Fees", "Steps 2–3").
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Numbered<'t> {
    /// The word before the number, in lower case and singular; empty for a bare number.
    pub(super) label: String,
    /// The number.
    pub(super) first: u32,
    /// The last number of a range; else the number.
    pub(super) last: u32,
    /// How it is written.
    pub(super) written: Written,
    /// The part with the number.
    pub(super) prefix: &'t str,
    /// What follows.
    pub(super) rest: &'t str,
}

/// How the numbers of a sequence are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Written {
    /// "Step 4", "Step four".
    Digits,
    /// "Option D".
    Letters,
    /// "Part IV".
    Roman,
}

/// Roman numbers as headings have them.
const ROMAN: [&str; 20] =
    ["I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII", "XIII", "XIV", "XV", "XVI", "XVII", "XVIII", "XIX", "XX"];

impl Written {
    /// The number as it would stand there.
    pub(super) fn name(self, number: u32) -> String {
        let index = (number as usize).saturating_sub(1);
        match self {
            Self::Digits => number.to_string(),
            Self::Letters => u8::try_from(index).map_or_else(|_| number.to_string(), |index| char::from(b'A' + index.min(25)).to_string()),
            Self::Roman => ROMAN.get(index).map_or_else(|| number.to_string(), |name| (*name).to_owned()),
        }
    }
}

/// Numbers that are written as words.
const WORDS: [&str; 12] = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"];

/// Reads the number of a title; `labels` are the words that may stand before one, in lower case and singular. Versions, decimals
/// and numbers of the text itself ("3 ways to moor") are none.
pub(super) fn numbered<'t>(title: &'t str, labels: &[String]) -> Option<Numbered<'t>> {
    let text = title.trim_start_matches(|c: char| c.is_whitespace() || matches!(c, '#' | '(' | '[' | '*' | '§'));
    let text = without_remark(title).unwrap_or(text);
    let (label, after) = label(text, labels).unwrap_or((String::new(), text));
    let (first, after_first, written) = match number(after, !label.is_empty()) {
        Some((first, rest)) => (first, rest, Written::Digits),
        // "IV. The night": a letter alone may be the initial of a name, so the sign of a Roman number is its mark and what it counts.
        None if label.is_empty() => roman(after)?,
        None => letters(after)?,
    };
    let (last, rest) = range(after_first).filter(|_| written == Written::Digits).unwrap_or((first, after_first));
    // "2.1", "3D", "10:30" and "7-day" are no numbers of a title.
    let marks = rest.trim_start_matches(['.', ')', ']', ':', '#']);
    let marked = marks.len() < rest.len();
    let dashed = marks.trim_start().starts_with(['-', '–', '—']) && marks.starts_with(char::is_whitespace);
    let apart = marks.is_empty() || marks.starts_with(char::is_whitespace) || marks.starts_with(['–', '—']);
    // "Part A boat builder": only marks show that a letter numbers.
    if written != Written::Digits && !marked && !dashed && !marks.is_empty() {
        return None;
    }
    if !apart || last < first || label.is_empty() && (!(marked || dashed) || rest.starts_with('#')) {
        return None;
    }
    let rest = marks.trim_start_matches(|c: char| c.is_whitespace() || matches!(c, '-' | '–' | '—' | '*' | ':'));
    if label.is_empty() && rest.is_empty() {
        return None;
    }
    let prefix = text.get(..text.len() - rest.len()).unwrap_or(text).trim_end();
    Some(Numbered { label, first, last, written, prefix, rest })
}

/// "(Optional) Step 6": what stands behind a remark in brackets.
fn without_remark(title: &str) -> Option<&str> {
    /// Bytes of a remark.
    const LONGEST: usize = 24;
    let (remark, behind) = title.trim_start().strip_prefix('(')?.split_once(')')?;
    (remark.len() <= LONGEST && remark.bytes().all(|byte| byte.is_ascii_alphabetic() || byte == b' ')).then_some(behind.trim_start())
}

/// The label at the start, and what follows it.
fn label<'t>(text: &'t str, labels: &[String]) -> Option<(String, &'t str)> {
    let end = text.find(|c: char| !c.is_alphabetic())?;
    let (word, after) = text.split_at_checked(end)?;
    if word.is_empty() || word.len() > 20 {
        return None;
    }
    let after = after.trim_start_matches(|c: char| c.is_whitespace() || matches!(c, '#' | '-'));
    // Few first words are followed by a number; only these are looked up.
    let numbers = |c: char| {
        c.is_ascii_digit() || matches!(c, 'A'..='I' | 'V' | 'X') || matches!(c.to_ascii_lowercase(), 'o' | 't' | 'f' | 's' | 'e' | 'n')
    };
    if !after.starts_with(numbers) {
        return None;
    }
    let known = labels.iter().find(|label| is_label(word, label))?;
    Some((known.clone(), after))
}

/// Whether a word is a label, in any case, or its plural.
fn is_label(word: &str, label: &str) -> bool {
    if !word.is_ascii() {
        let word = word.to_lowercase();
        return word == label || word.strip_suffix('s') == Some(label);
    }
    // The lengths settle nearly all of them.
    let plural = word.len() == label.len() + 1 && word.ends_with(['s', 'S']);
    (plural || word.len() == label.len()) && word.get(..label.len()).is_some_and(|word| word.eq_ignore_ascii_case(label))
}

/// A number of at most three digits, or with a label in words.
fn number(text: &str, in_words: bool) -> Option<(u32, &str)> {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    if (1..=3).contains(&digits) {
        let (number, rest) = text.split_at_checked(digits)?;
        let decimal = rest.strip_prefix(['.', ',']).is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()));
        return if decimal { None } else { Some((number.parse().ok()?, rest)) };
    }
    if !in_words {
        return None;
    }
    let end = text.find(|c: char| !c.is_alphabetic()).unwrap_or(text.len());
    let (word, rest) = text.split_at_checked(end)?;
    let index = WORDS.iter().position(|known| word.eq_ignore_ascii_case(known))?;
    Some((index as u32 + 1, rest))
}

/// A Roman number with a full stop or bracket behind it.
fn roman(text: &str) -> Option<(u32, &str, Written)> {
    if !text.starts_with(['I', 'V', 'X']) {
        return None;
    }
    let end = text.find(|c: char| !c.is_alphanumeric())?;
    let (word, rest) = text.split_at_checked(end)?;
    let index = ROMAN.iter().position(|roman| *roman == word)?;
    (rest.starts_with(". ") || rest.starts_with(") ")).then_some((index as u32 + 1, rest, Written::Roman))
}

/// A letter from A to H or a Roman number behind a label.
fn letters(text: &str) -> Option<(u32, &str, Written)> {
    let end = text.find(|c: char| !c.is_alphanumeric()).unwrap_or(text.len());
    let (word, rest) = text.split_at_checked(end)?;
    if let Some(index) = ROMAN.iter().position(|roman| *roman == word) {
        return Some((index as u32 + 1, rest, Written::Roman));
    }
    match word.as_bytes() {
        [letter @ b'A'..=b'H'] => Some((u32::from(letter - b'A') + 1, rest, Written::Letters)),
        _ => None,
    }
}

/// The end of a range ("2–3", "2 and 3", "2 & 3").
fn range(text: &str) -> Option<(u32, &str)> {
    let spaced = text.trim_start();
    let joint = ["–", "—", "-", "&", "and ", "to ", "/", "+"].iter().find_map(|joint| spaced.strip_prefix(joint))?;
    number(joint.trim_start(), false)
}

/// Whether a title says a day, a month with its day or year, or a time: entries of a log are told apart by their order.
pub(super) fn is_dated(title: &str) -> bool {
    static DATED: LazyLock<Option<Regex>> = LazyLock::new(|| {
        let month = r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)";
        let blank = r"(?:\s|\xC2\xA0)";
        Regex::new(&format!(
            r"(?i-u)\b{month}\b\.?,?{blank}?\d|\d{{1,2}}(?:st|nd|rd|th)?\.?{blank}{month}\b|(?:^|[^\w-])\d{{4}}[-/.]\d|\b\d{{1,2}}[-/.]\d{{1,2}}[-/.]\d|\b\d{{1,2}}[:.]\d\d\b|\d{blank}?[ap]\.?m\b"
        ))
        .ok()
    });
    title.bytes().any(|byte| byte.is_ascii_digit()) && DATED.as_ref().is_some_and(|dated| dated.is_match(title.as_bytes()))
}

/// Whether a title names a version: "[1.4.0] – 2024-05-03", "Version 20.1".
pub(super) fn names_version(title: &str) -> bool {
    title.split(|c: char| c.is_whitespace() || matches!(c, '[' | ']' | '(' | ')' | '-' | '/')).any(|word| {
        let version = word.trim_start_matches(['v', 'V']).trim_end_matches([',', ':']);
        version.split_once('.').is_some_and(|(major, rest)| {
            !major.is_empty()
                && major.bytes().all(|byte| byte.is_ascii_digit())
                && rest.starts_with(|c: char| c.is_ascii_digit() || c == 'x')
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(title: &str) -> Option<(String, u32, u32, String)> {
        let labels = ["step".to_owned(), "part".to_owned()];
        numbered(title, &labels).map(|found| (found.label, found.first, found.last, found.rest.to_owned()))
    }

    #[test]
    fn numbers_stand_before_the_words() {
        let same = |label: &str, first, last, rest: &str| Some((label.to_owned(), first, last, rest.to_owned()));
        assert_eq!(read("3. Fees"), same("", 3, 3, "Fees"));
        assert_eq!(read("12) Fees"), same("", 12, 12, "Fees"));
        assert_eq!(read("1 – Fees"), same("", 1, 1, "Fees"));
        assert_eq!(read("Step 4: Pay the fee"), same("step", 4, 4, "Pay the fee"));
        assert_eq!(read("STEP FOUR"), same("step", 4, 4, ""));
        assert_eq!(read("Part #2 — The tug"), same("part", 2, 2, "The tug"));
        assert_eq!(read("Steps 2–3: Moor and pay"), same("step", 2, 3, "Moor and pay"));
        assert_eq!(read("(Optional) Step 4: Pay the fee"), same("step", 4, 4, "Pay the fee"));
    }

    #[test]
    fn letters_number_behind_a_label_and_before_a_mark() {
        let written = |title| read_written(title).map(|(first, written)| written.name(first));
        assert_eq!(written("Part II: The tug"), Some("II".to_owned()));
        assert_eq!(written("Part D"), Some("D".to_owned()));
        assert_eq!(written("PART IV – The night"), Some("IV".to_owned()));
        assert_eq!(written("IV. The night"), Some("IV".to_owned()));
        for title in ["Part A boat", "Step I take", "Part Icy: nights", "A: The tug", "I think so", "X.509 keys", "VI"] {
            assert_eq!(written(title), None, "{title}");
        }
    }

    fn read_written(title: &str) -> Option<(u32, Written)> {
        numbered(title, &["step".to_owned(), "part".to_owned()]).map(|found| (found.first, found.written))
    }

    #[test]
    fn numbers_of_the_words_themselves_are_none() {
        for title in [
            "3 ways to moor",
            "2.1 Scope",
            "10:30 The first boat",
            "3D charts",
            "2024. A good year",
            "7-day tickets",
            "24/7 service",
            "Fees",
        ] {
            assert_eq!(read(title), None, "{title}");
        }
    }

    #[test]
    fn days_and_times_are_dates() {
        for title in ["May 3", "3rd June, minutes", "2024-05-03", "Second session 1:30 – 2:30", "10am Pacific", "03/05/24"] {
            assert!(is_dated(title), "{title}");
        }
        for title in ["You may pay 3 times", "Fees in 2024", "Step 4", "Version 2", "CVE-2015-8027 in the bell"] {
            assert!(!is_dated(title), "{title}");
        }
    }
}
