//! Blanks that are missing beside a mark: “a dry,airy place”, “a fine paper(a grit of 240)”, “**Width:**12 cm”, “Basic$9”, “about12 hours”.

use super::is_read;
use crate::checks::clean::letters::{first_word, is_small, last_word};
use crate::checks::clean::shown::{before, behind, is_in, is_log, is_shown};
use crate::checks::dictionary::Dictionary;
use crate::document::{BlockId, Document, InlineKind};
use crate::rule::{Seen, Signs, Words, leaves};
use crate::source::Format;
use crate::span::Span;

mod closed;

use closed::BEFORE_YEARS;

/// What was seen: a mark right before a letter, a bracket or quotation mark, a sign of money, a word before a number, one behind one, a label.
const MARK: u8 = 1;
const PAIR: u8 = 2;
const MONEY: u8 = 3;
const TO_NUMBER: u8 = 4;
const OF_NUMBER: u8 = 5;
const LABEL: u8 = 6;
const BOLD: u8 = 7;
const MONTH: u8 = 8;
const RUN: u8 = 9;
const JOINT: u8 = 10;
const TO_YEAR: u8 = 11;
const CLOSED: u8 = 12;

/// Small words that stand before a number.
const BEFORE_NUMBERS: [&str; 29] = [
    "about", "over", "under", "only", "for", "from", "than", "takes", "take", "until", "after", "before", "and", "around", "nearly",
    "costs", "cost", "least", "every", "with", "within", "between", "the", "needs", "has", "have", "had", "of", "employs",
];

/// Words that stand behind one.
const BEHIND_NUMBERS: [&str; 34] = [
    "kilometres",
    "kilometers",
    "metres",
    "meters",
    "miles",
    "minutes",
    "minute",
    "hours",
    "hour",
    "days",
    "weeks",
    "months",
    "years",
    "percent",
    "people",
    "euros",
    "dollars",
    "pounds",
    "grams",
    "kilograms",
    "litres",
    "liters",
    "times",
    "million",
    "billion",
    "students",
    "employees",
    "members",
    "centimetres",
    "inches",
    "tablespoons",
    "teaspoons",
    "seconds",
    "cups",
];

const MONTHS: [&str; 12] =
    ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];

/// What sentences go on with behind a full stop that lost its blank: "warm water.then hang it up".
const GOES_ON: [&str; 22] = [
    "the",
    "then",
    "this",
    "that",
    "they",
    "there",
    "these",
    "otherwise",
    "however",
    "when",
    "while",
    "but",
    "and",
    "because",
    "after",
    "before",
    "once",
    "your",
    "their",
    "with",
    "for",
    "you",
];

/// Small words, each with the letters of which no word goes on behind it: "thep" begins none.
const RUNS: [(&str, &str); 17] = [
    ("the", "cdghjkpquvwxz"),
    ("and", "bcdfghjklmnpqstuvwxz"),
    ("for", "hijopqvxyz"),
    ("with", "bcfgjklmnpqrtuvwxyz"),
    ("from", "abcdefghijklnopqrstuvwxyz"),
    ("that", "abdefghijklmnopqrstuvwxyz"),
    ("this", "abcdefghijklmnopqrsuvwxyz"),
    ("your", "abcdefghijklmnopqrtuvwxyz"),
    ("our", "abcdefghijklmnopqrtuvwxyz"),
    ("their", "abcdefghijklmnopqrtuvwxyz"),
    ("have", "abcdefghijkmopqtuvwxyz"),
    ("been", "abcdefghijklmnopqrstuvwxyz"),
    ("when", "abdfghijklmnopqrtuvwxyz"),
    ("which", "abcdfghijklmnopqrstuvwxyz"),
    ("into", "abcdefghijkmopqrstuvwyz"),
    ("each", "abcdefghijklmnopqrstuvwxyz"),
    ("will", "bcdghjklmnqrtuvwxz"),
];

/// The same for two letters behind "the" and "and", where one is not enough.
const LONGER_RUNS: [(&str, &str); 19] = [
    ("thea", "abcdefghijklmnopqrsuvwxyz"),
    ("theb", "abcdfghijklmnopqrstuvwxyz"),
    ("thee", "abcdefghijklmnopqrtuvwxyz"),
    ("thef", "abcdefghijklmnopqrsuvwxyz"),
    ("thei", "abcdefghijkmnopqtuvwxyz"),
    ("thel", "abcdefghijklnopqrstuvwxyz"),
    ("them", "bcdfghjklmnopqrtuvwxyz"),
    ("then", "abdefghijklmnopqrstuvwxyz"),
    ("theo", "abefghijkmnopqtuvwxyz"),
    ("ther", "bcdfghijklnpqrstuvwxyz"),
    ("thes", "bcdfghjklmnoqrtuvwxyz"),
    ("thet", "bcdefghijklmnopqrstuvwxyz"),
    ("they", "abcdefghijklmnopqrstuvwxyz"),
    ("anda", "abcdefghijkopqrstuvwxyz"),
    ("ande", "bcdefghijklmnopqtuvwxyz"),
    ("andi", "abcdefghijklmnopqstuvwxyz"),
    ("ando", "abcdefghijklmnopqstuvwxyz"),
    ("andr", "abcdfghjklmnpqrstuvwxyz"),
    ("andy", "abcdefghijklmnopqrstuvwxyz"),
];

/// Names of money before its sign: "US$".
const OF_MONEY: [&str; 3] = ["usd", "aud", "cad"];

pub(super) fn add_signs(signs: &mut Signs, joined: &Words) {
    let letters = || (b'a'..=b'z').map(char::from);
    let marked = [',', ':', ';', '.'].into_iter().flat_map(|mark| letters().map(move |letter| String::from_iter([mark, letter])));
    let marked: Vec<String> = marked.collect();
    signs.add(MARK, marked.iter().map(String::as_str));
    signs.add(PAIR, ["(", "“", "”", "\""]);
    signs.add(MONEY, ["$", "€", "£"]);
    let digits = || (b'0'..=b'9').map(char::from);
    let numbered: Vec<String> = BEFORE_NUMBERS.iter().flat_map(|word| digits().map(move |digit| format!("{word}{digit}"))).collect();
    signs.add(TO_NUMBER, numbered.iter().map(String::as_str));
    let years: Vec<String> = BEFORE_YEARS.iter().flat_map(|word| ["19", "20"].map(|century| format!("{word}{century}"))).collect();
    signs.add(TO_YEAR, years.iter().map(String::as_str));
    let closed: Vec<String> = letters().map(|letter| format!("){letter}")).collect();
    signs.add(CLOSED, closed.iter().map(String::as_str));
    signs.add_parts(OF_NUMBER, BEHIND_NUMBERS);
    signs.add(LABEL, [": "]);
    signs.add(BOLD, [":**", ".**", ":__"]);
    signs.add_parts(MONTH, MONTHS);
    let runs = RUNS.iter().chain(&LONGER_RUNS);
    let runs: Vec<String> = runs.flat_map(|(word, letters)| letters.chars().map(move |letter| format!("{word}{letter}"))).collect();
    signs.add(RUN, runs.iter().map(String::as_str));
    for (_, words) in joined.by_language() {
        signs.add(JOINT, words.iter().map(String::as_str));
    }
}

/// The places of an article where a blank is missing; `is_technical` says whether it shows code.
pub(super) fn all<'a>(
    article: &'a Document,
    seen: &'a [Seen],
    dictionary: &'static Dictionary,
    is_technical: impl Fn() -> bool + 'a,
) -> impl Iterator<Item = (BlockId, Span)> + 'a {
    leaves(article, seen).filter_map(move |(id, sign)| {
        if sign.kind == 0 || !is_read(article, id) {
            return None;
        }
        let place = Place { article, id, sign: sign.text, dictionary };
        let word = match sign.kind {
            MARK => place.mark(),
            PAIR => place.pair(),
            MONEY => place.money(),
            TO_NUMBER => place.to_number(),
            OF_NUMBER => place.of_number(),
            LABEL => place.label().filter(|_| !is_log(article)),
            BOLD => place.bold(),
            RUN => place.run(),
            JOINT => place.joint(),
            TO_YEAR => place.to_year(),
            CLOSED => place.closed(),
            _ => place.month(),
        }?;
        let set_apart = if sign.kind == RUN { InlineKind::Emphasis } else { InlineKind::Code };
        let kinds = [InlineKind::Code, InlineKind::Math, InlineKind::Template, set_apart];
        let is_held = is_in(article, id, word, &kinds) || place.is_parted(word) || sign.kind != PAIR && is_shown(article, id, word);
        (!is_held && !is_technical()).then_some((id, word))
    })
}

/// A sign where it stands.
struct Place<'a> {
    article: &'a Document,
    id: BlockId,
    sign: Span,
    dictionary: &'static Dictionary,
}

impl Place<'_> {
    fn head(&self) -> &str {
        before(self.article, self.id, self.sign)
    }

    fn tail(&self) -> &str {
        behind(self.article, self.id, self.sign)
    }

    /// From so many bytes before the sign to so many behind it.
    fn span(&self, left: usize, right: usize) -> Span {
        Span::of((self.sign.start() as usize).saturating_sub(left), self.sign.end() as usize + right)
    }

    /// Whether a page has a tag within a word: elements stand apart by what the page says of them.
    fn is_parted(&self, word: Span) -> bool {
        self.article.source.format() == Format::Html && self.article.source_span(word).cut(self.article.source.text()).contains('<')
    }

    fn is_word(&self, word: &str, letters: usize) -> bool {
        word.len() >= letters && is_small(word.get(1..).unwrap_or("")) && self.dictionary.lists(word)
    }

    /// A comma, a colon, a semicolon or a full stop with a word on either side of it, in a sentence that goes on.
    fn mark(&self) -> Option<Span> {
        let (head, sign) = (self.head(), self.sign.cut(&self.article.text));
        let left = last_word(head);
        let right_end = first_word(self.tail()).len();
        let right = self.article.text.get(self.sign.start() as usize + 1..self.sign.end() as usize + right_end)?;
        let rest = self.tail().get(right_end..)?;
        // "a,b,c" is a row, and "key:value.name" a name.
        let stands = head.get(..head.len() - left.len()).is_some_and(|before| before.is_empty() || before.ends_with([' ', '(', '“']));
        let goes_on =
            rest.starts_with(' ') || rest.starts_with([',', '.', ';', '!', '?']) && (rest.len() == 1 || rest.get(1..2) == Some(" "));
        // "bread,milk,eggs and honey" in a sentence; "a,b,c" is a row.
        let is_series = || {
            let next = rest.strip_prefix(',').map_or("", first_word);
            let behind = rest.get(1 + next.len()..).unwrap_or("");
            sign.starts_with(',') && self.is_word(next, 4) && [" and ", " or "].iter().any(|joint| behind.starts_with(joint))
        };
        let goes_on = goes_on || is_series();
        let is_sentence = head.split_whitespace().nth(2).is_some() || rest.split_whitespace().nth(3).is_some() && head.contains(' ');
        let is_label = || {
            sign.starts_with(':')
                && self.opens_sentence(left)
                && left.get(1..).is_some_and(is_small)
                && left.ends_with('s')
                && !left.ends_with("ss")
                && !left.ends_with("us")
        };
        let is_sentence = is_sentence || is_label() && rest.split_whitespace().nth(3).is_some();
        let fits = match sign.get(..1)? {
            "." => is_small(right) && GOES_ON.contains(&right) && rest.split_whitespace().nth(1).is_some() && self.is_word(left, 3),
            // "Use about:config", "overflow:scroll": an article with several such marks names things so.
            ":" if matches!(left, "about" | "view" | "chrome" | "mailto" | "localhost") || self.comes_often() => false,
            // "Costs:rent, wages and repairs"; "Category:rivers" is the name of a page.
            ":" => {
                let is_label = is_label();
                let lower = if is_label { left.to_ascii_lowercase() } else { left.to_owned() };
                is_small(&lower)
                    && is_small(right)
                    && self.is_word(&lower, 4)
                    && self.is_word(right, 4)
                    && self.leads_in(left, right)
                    && rest.split_whitespace().nth(1).is_some()
            }
            _ => {
                let is_name = is_small(right.get(1..)?) && self.is_word(right, 4) && sign.starts_with(',');
                (sign.starts_with(',') || rest.split_whitespace().nth(2).is_some())
                    && self.is_word(left, 3)
                    && (is_small(right) || is_name)
                    && (self.is_word(right, 3) || matches!(right, "a" | "in" | "to" | "we" | "it" | "is" | "or" | "so"))
            }
        };
        (fits && stands && goes_on && is_sentence).then(|| self.span(left.len(), right_end))
    }

    /// Whether a colon leads something in: "the address:port of the gate" is a pair.
    fn leads_in(&self, left: &str, right: &str) -> bool {
        let leads = || self.head().rsplit(['.', '!', '?']).next().is_some_and(|clause| clause.split(' ').nth(4).is_some());
        let joins = || matches!(self.tail().split(' ').nth(1), Some("in" | "of" | "for" | "to" | "on" | "with" | "from"));
        left != right && (self.opens_sentence(left) || self.tail().contains(',') || leads() && !joins())
    }

    /// Whether the word right before the sign is the first of its sentence.
    fn opens_sentence(&self, word: &str) -> bool {
        let before = self.head().strip_suffix(word).unwrap_or("").trim_end();
        before.is_empty() || before.ends_with(['.', '!', '?'])
    }

    /// Whether another colon of the paragraph has a letter right behind it, or it has marks of a program.
    fn comes_often(&self) -> bool {
        let (head, tail) = (self.head(), self.tail());
        let is_glued = |text: &str| text.as_bytes().windows(2).any(|pair| matches!(pair, [b':', next] if next.is_ascii_alphabetic()));
        is_glued(head) || is_glued(tail) || head.contains(['{', '=', '<']) || tail.contains(['{', '=', '<'])
    }

    /// A bracket that opens right behind a word, and a quotation mark between two words.
    fn pair(&self) -> Option<Span> {
        let (head, tail) = (self.head(), self.tail());
        let (left, right) = (last_word(head), first_word(tail));
        // Nearly all stand between a word and a blank.
        match self.sign.cut(&self.article.text) {
            "(" | "“" if !is_small(left) => None,
            "”" if !is_small(right) => None,
            "\"" if !is_small(left) && !is_small(right) => None,
            "(" => {
                let (inner, rest) = tail.split_once(')')?;
                let stands = head.get(..head.len() - left.len()).is_some_and(|before| before.ends_with(' '));
                let are_words =
                    inner.split(' ').filter(|word| self.is_word(word, 1)).nth(1).is_some() && !inner.contains(['=', '_', '(', '$', '"']);
                let goes_on = rest.is_empty() || rest.starts_with([' ', ',', '.', ';', ':']);
                (stands && is_small(left) && self.is_word(left, 3) && are_words && goes_on).then(|| self.span(left.len(), right.len()))
            }
            "“" => {
                let is_quotation = tail
                    .split_once('”')
                    .is_some_and(|(inner, rest)| inner.contains(' ') && (rest.is_empty() || !rest.starts_with(char::is_alphanumeric)));
                (is_small(left) && self.is_word(left, 2) && is_quotation && !right.is_empty()).then(|| self.span(left.len(), right.len()))
            }
            "”" => {
                let opens =
                    head.rfind('“').is_some_and(|open| head.get(open..).is_some_and(|inner| inner.contains(' ') && !inner.contains('”')));
                (opens && is_small(right) && self.is_word(right, 2) && right.len() > 1 && !left.is_empty()
                    || opens && is_small(right) && right.len() > 1 && self.dictionary.lists(right))
                .then(|| self.span(left.len(), right.len()))
            }
            _ => {
                // A straight mark opens where an even number stands before it.
                let leaf = Some(self.article.text_of(self.id)).filter(|leaf| leaf.len() < super::NEAR)?;
                let start = self.sign.start() as usize - self.article.block(self.id).text.start() as usize;
                let earlier = leaf.get(..start)?.matches('"').count();
                let opens = earlier % 2 == 0;
                let is_pair = leaf.matches('"').count() % 2 == 0 && !leaf.contains(['=', '<', '{']);
                let closes_behind =
                    || tail.split_once('"').is_some_and(|(inner, rest)| inner.contains(' ') && !rest.starts_with(char::is_alphanumeric));
                let opened_before = || head.rfind('"').and_then(|open| head.get(open..)).is_some_and(|inner| inner.contains(' '));
                let is_glued = if opens {
                    is_small(left) && self.is_word(left, 2) && !right.is_empty() && closes_behind()
                } else {
                    is_small(right) && self.is_word(right, 2) && opened_before()
                };
                (is_pair && is_glued).then(|| self.span(left.len(), right.len()))
            }
        }
    }

    /// A word with a price right behind it.
    fn money(&self) -> Option<Span> {
        let (left, tail) = (last_word(self.head()), self.tail());
        let is_price = tail.starts_with(|c: char| c.is_ascii_digit());
        let is_word =
            left.ends_with(|c: char| c.is_ascii_lowercase()) && left.len() > 2 && !OF_MONEY.contains(&left.to_ascii_lowercase().as_str());
        let whole = left.char_indices().rfind(|(_, c)| c.is_ascii_uppercase()).and_then(|(at, _)| left.get(at..)).unwrap_or(left);
        let digits = tail.bytes().take_while(|byte| byte.is_ascii_digit() || matches!(byte, b'.' | b',')).count();
        (is_price && is_word && self.dictionary.lists(whole)).then(|| self.span(left.len(), digits))
    }

    /// A number that runs into its word: "14kilometres".
    fn of_number(&self) -> Option<Span> {
        let (head, tail) = (self.head(), self.tail());
        let digits = head.bytes().rev().take_while(|byte| byte.is_ascii_digit() || matches!(byte, b'.' | b',')).count();
        let is_own =
            digits > 0 && head.get(..head.len() - digits).is_some_and(|before| before.is_empty() || before.ends_with([' ', '(', '~']));
        let ends = tail.is_empty() || tail.starts_with([' ', '.', ',', ';', ')', '?', '!']);
        let is_small_word = is_small(self.sign.cut(&self.article.text));
        (is_own && ends && is_small_word).then(|| self.span(digits, 0))
    }

    /// A label that runs into the value before it, in a row of labels: `Difficulty: EasyTime: 45 minutes`.
    fn label(&self) -> Option<Span> {
        let head = self.head();
        let letters = last_word(head);
        let turn = letters.char_indices().rfind(|(_, c)| c.is_ascii_uppercase()).map(|(at, _)| at)?;
        let label = letters.get(turn..)?;
        let earlier = head.get(..head.len() - label.len())?;
        let is_value = earlier.ends_with(|c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || matches!(c, ')' | '%'));
        // "LinkedIn: " and "McDonald: " are names.
        let value = last_word(earlier);
        let is_word = value.is_empty()
            || self.dictionary.lists(value)
            || value.len() < 4
                && earlier
                    .get(..earlier.len() - value.len())
                    .is_some_and(|before| before.trim_end().ends_with(|c: char| c.is_ascii_digit()));
        // "DeviceStorage: 4 GB" is a name, unless others of its row run together as well.
        let is_turn = |text: &str| {
            let bytes = text.as_bytes();
            memchr::memmem::find_iter(bytes, b": ").any(|colon| {
                let small = bytes.get(..colon).unwrap_or_default().iter().rev().take_while(|byte| byte.is_ascii_lowercase()).count();
                let before = (colon - small).checked_sub(2).and_then(|at| bytes.get(at..at + 2));
                small > 1 && before.is_some_and(|two| matches!(two, [one, other] if (one.is_ascii_lowercase() || one.is_ascii_digit()) && other.is_ascii_uppercase()))
            })
        };
        let is_small_value = !value.starts_with(|c: char| c.is_ascii_uppercase());
        let is_row = || earlier.contains(": ") && (is_small_value || is_turn(earlier) || is_turn(self.tail()));
        (label.len() > 2 && is_small(label.get(1..)?) && self.dictionary.lists(label) && is_value && is_word && is_row())
            .then(|| self.span(label.len() + value.len(), 0))
    }

    /// Bold letters whose marks the source shows, since the blank behind them is missing: `**Width:**12 cm`.
    fn bold(&self) -> Option<Span> {
        let (head, tail) = (self.head(), self.tail());
        let open = head.rfind("**").or_else(|| head.rfind("__"))?;
        let inner = head.get(open + 2..)?;
        let is_label = inner.starts_with(char::is_alphanumeric) && inner.len() < 80;
        let is_open = open == 0 || head.get(..open).is_some_and(|before| before.ends_with([' ', '\n', '>']));
        let value = tail.split(' ').next()?;
        let is_markdown = matches!(self.article.source.format(), Format::Markdown | Format::Mdx);
        (is_markdown && is_label && is_open && value.starts_with(char::is_alphanumeric)).then(|| self.span(head.len() - open, value.len()))
    }

    /// A small word that runs into the next: "thepan", "forthe".
    fn run(&self) -> Option<Span> {
        let (head, sign) = (self.head(), self.sign.cut(&self.article.text));
        let rest = first_word(self.tail());
        let behind = self.tail().get(rest.len()..)?;
        let ends = behind.is_empty()
            || behind.starts_with(' ')
            || behind.starts_with([',', '.', ';', '!', '?']) && (behind.len() == 1 || behind.get(1..2) == Some(" "));
        let is_own = head.ends_with(' ') && is_small(sign) && (rest.is_empty() || is_small(rest));
        let start = self.sign.start() as usize;
        let whole = start..self.sign.end() as usize + rest.len();
        let are_two = || {
            let word = self.article.text.get(whole.clone()).unwrap_or("");
            let second = RUNS
                .iter()
                .filter_map(|(small, _)| word.strip_prefix(small))
                .find(|second| second.len() > 2 && self.dictionary.lists(second));
            second.is_some() && !self.dictionary.lists(word) && !super::comes_again(&self.article.text, whole.clone())
        };
        (is_own && ends && are_two()).then(|| Span::from(whole.clone()))
    }

    /// Two words that are often written without their blank: "closedon", "ofthe".
    fn joint(&self) -> Option<Span> {
        let (head, tail) = (self.head(), self.tail());
        let ends = tail.is_empty() || tail.starts_with([' ', ',', '.', ';', '!', '?']);
        let word = self.sign.start() as usize..self.sign.end() as usize;
        let stands = head.ends_with(' ') && ends && is_small(self.sign.cut(&self.article.text));
        let is_slip = || !self.dictionary.lists(self.sign.cut(&self.article.text)) && !super::comes_again(&self.article.text, word.clone());
        (stands && is_slip()).then(|| Span::from(word.clone()))
    }

    /// A date that runs into what stands behind its year: "March 3, 2024How we mended the mill".
    fn month(&self) -> Option<Span> {
        let tail = self.tail().strip_prefix(' ')?;
        let day = tail.bytes().take_while(u8::is_ascii_digit).count();
        let (before, year) = if day < 3 && day > 0 { (day, tail.get(day..)?) } else { (0, tail) };
        let lead = year.len() - year.trim_start_matches([',', ' ']).len();
        let year = year.get(lead..)?;
        let is_year = year.get(..4).is_some_and(|digits| {
            (digits.starts_with("19") || digits.starts_with("20")) && digits.bytes().all(|byte| byte.is_ascii_digit())
        });
        let behind = year.get(4..)?;
        let word = first_word(behind);
        let is_title =
            word.len() > 1 && word.starts_with(|c: char| c.is_ascii_uppercase()) && is_small(word.get(1..)?) && self.dictionary.lists(word);
        let minutes = behind.bytes().take_while(u8::is_ascii_digit).count();
        let is_length = (1..3).contains(&minutes) && behind.get(minutes..)?.starts_with(" min");
        (is_year && (is_title || is_length)).then(|| self.span(0, 1 + before + lead + 4 + if is_title { word.len() } else { minutes }))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_word_begins_like_two_that_run_together() {
        let dictionary = Dictionary::of("en").unwrap();
        for (word, letters) in RUNS.iter().chain(&LONGER_RUNS) {
            for letter in letters.chars() {
                let begin = format!("{word}{letter}");
                assert!(!dictionary.has_beginning(&begin), "{begin}");
            }
        }
    }
}
