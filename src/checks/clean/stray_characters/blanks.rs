//! Blanks where none belongs: before a mark, within brackets and quotation marks, within a word that has an apostrophe or a hyphen; brackets that
//! hold nothing, and signs of a line's end that were never turned into one.

use crate::checks::clean::letters::{first_word, is_small, last_word};
use crate::checks::clean::shown::{before, behind, is_in, is_prose, is_shown, shows_code};
use crate::checks::dictionary::Dictionary;
use crate::document::{BlockId, Document, InlineKind, Kind};
use crate::rule::{Seen, leaves};
use crate::span::Span;

/// Marks with a blank before or behind them, of which one stands in each such place.
pub(super) const SIGNS: [&str; 22] = [
    " ,", " .", " ;", " ?", " !", "( ", " )", "“ ", " ”", "““", "””", "' s ", "’ s ", " 't ", " ’t ", " 's ", " ’s ", "- ", " -", "::",
    " ()", "\\n",
];

/// What the words of an article with such a blank are called.
pub(super) struct Blank {
    pub id: BlockId,
    /// In the text of the article, with the word beside it.
    pub text: Span,
    pub says: &'static str,
}

/// The places of an article that have such a blank, one for each paragraph.
pub(super) fn all<'a>(article: &'a Document, seen: &'a [Seen], dictionary: &'static Dictionary) -> impl Iterator<Item = Blank> + 'a {
    let mut last: Option<BlockId> = None;
    let mut technical: Option<bool> = None;
    leaves(article, seen).filter_map(move |(id, sign)| {
        if last == Some(id) || !is_prose(article, id) {
            return None;
        }
        let place = Place { article, id, sign: sign.text, dictionary };
        let says = place.says()?;
        let mut is_code = || *technical.get_or_insert_with(|| shows_code(article));
        if !place.is_written_so() || place.is_marked() || says.1 && is_code() {
            return None;
        }
        last = Some(id);
        Some(Blank { id, text: place.words(), says: says.0 })
    })
}

/// A sign where it stands.
struct Place<'a> {
    article: &'a Document,
    id: BlockId,
    sign: Span,
    dictionary: &'static Dictionary,
}

/// What is said of a place, and whether programs write so.
type Says = (&'static str, bool);

const BEFORE: &str = "a blank before the mark in “{}”";
const WITHIN: &str = "a blank within the marks of “{}”";
const APART: &str = "a blank within the word “{}”";
const DOUBLED: &str = "a mark too many in “{}”";
const EMPTY: &str = "nothing stands within the brackets of “{}”";
const BREAK: &str = "the sign of a line’s end behind “{}”";

/// Words behind a hyphen that stands for the rest of a word: "pre- and post-war".
const SHARED: [&str; 14] = ["and", "or", "to", "nor", "but", "vs", "versus", "through", "as", "than", "then", "und", "oder", "by"];

/// What words begin with, which an article may speak of: "the prefix anti- says so".
const PREFIXES: [&str; 16] =
    ["anti", "auto", "bio", "counter", "extra", "hyper", "inter", "macro", "micro", "mini", "multi", "non", "over", "post", "self", "sub"];

impl Place<'_> {
    fn says(&self) -> Option<Says> {
        let (head, tail) = (before(self.article, self.id, self.sign), behind(self.article, self.id, self.sign));
        let ends_in_letter = |text: &str| text.ends_with(char::is_alphabetic);
        let (is_end, is_apart) = (tail.is_empty(), tail.is_empty() || tail.starts_with(' '));
        let next = tail.trim_start();
        match self.sign.cut(&self.article.text) {
            // "We left , and" has it; "the .net file" and " . . ." have not.
            // A blank keeps the mark out of an address.
            " ," | " ;" | " ." | " ?" | " !" if head.rsplit(' ').next().is_some_and(|word| word.contains("://")) => None,
            " ," => {
                // "two doors ,and a loft"
                let is_moved = || {
                    let word = first_word(tail);
                    word.len() > 2
                        && is_small(word)
                        && self.dictionary.lists(word)
                        && tail.get(word.len()..).is_some_and(|rest| rest.starts_with(' '))
                };
                (ends_word(head) && (is_apart && next.starts_with(char::is_alphabetic) || is_moved())).then_some((BEFORE, true))
            }
            " ;" => (ends_word(head) && is_apart && next.starts_with(char::is_lowercase)).then_some((BEFORE, true)),
            " ." | " ?" | " !" => {
                let begins = next.starts_with(|c: char| c.is_uppercase() || matches!(c, '“' | '"'));
                let is_sentence = head.split_whitespace().nth(2).is_some();
                (ends_word(head) && is_sentence && (is_end || tail == "." || is_apart && begins)).then_some((BEFORE, true))
            }
            "( " => {
                let closes = tail.find(')').is_some_and(|close| !tail.get(..close).unwrap_or("").contains('('));
                (head.ends_with(' ') && ends_in_letter(head.trim_end()) && closes && self.begins_with_word(tail)).then_some((WITHIN, true))
            }
            " )" => {
                let opens = head.rfind('(').is_some_and(|open| self.begins_with_word(head.get(open + 1..).unwrap_or("")));
                let goes_on = is_end || tail.starts_with([' ', ',', '.', ';']);
                (opens && goes_on && self.ends_with_word(head) && head.contains(' ')).then_some((WITHIN, true))
            }
            "“ " => {
                ((head.is_empty() || head.ends_with(' ')) && !head.contains('„') && tail.contains('”') && self.begins_with_word(tail))
                    .then_some((WITHIN, false))
            }
            " ”" => {
                let goes_on = is_end || tail.starts_with([' ', ',', '.', ';']);
                (goes_on && head.contains('“') && self.ends_with_word(head)).then_some((WITHIN, false))
            }
            "““" => tail.starts_with(char::is_alphabetic).then_some((DOUBLED, false)),
            // A quotation within one closes with it, and nothing stands between the marks of SET="".
            "””" => {
                let is_behind_word = head.ends_with(|c: char| c.is_alphanumeric() || matches!(c, '.' | ',' | '!' | '?'));
                let is_within = head.matches('“').count() > head.matches('”').count() + 1;
                (is_behind_word && !is_within && (is_end || tail.starts_with([' ', ',', '.', ';']))).then_some((DOUBLED, false))
            }
            // The name of a tool or an amount is gone from "the fee () is due"; "call close ()" tells of a program.
            " ()" => {
                let goes_on = is_end || tail.starts_with([',', '.', ';']) || tail.starts_with(' ') && next.starts_with(char::is_lowercase);
                (goes_on && self.ends_with_word(head) && head.contains(' ')).then_some((EMPTY, true))
            }
            // "The gate is shut.\nAsk inside." has what ended a line in a program; "\newline" goes on.
            "\\n" => {
                let ends = head.ends_with(['.', '!', '?', ':', ';', ')', '”']) || is_end && self.ends_with_word(head);
                let begins = is_end || next.starts_with(|c: char| c.is_uppercase() || matches!(c, '\\' | '-' | '•' | '*'));
                (ends && begins && head.contains(' ')).then_some((BREAK, true))
            }
            "::" => {
                let is_lead = tail.strip_prefix(' ').is_some_and(|rest| rest.starts_with(char::is_alphanumeric));
                (is_lead && self.ends_with_word(head)).then_some((DOUBLED, true))
            }
            "' s " | "’ s " => {
                (self.ends_with_word(head) && next.starts_with(char::is_alphabetic) && !opens_single(head)).then_some((APART, false))
            }
            " 's " | " ’s " => (self.ends_with_word(head) && next.starts_with(char::is_lowercase)).then_some((APART, true)),
            " 't " | " ’t " => head.ends_with('n').then_some((APART, true)),
            "- " => {
                let (left, right) = (last_word(head), first_word(tail));
                let is_shared = SHARED.contains(&right) || PREFIXES.contains(&left) || right.is_empty();
                let is_one = || self.is_one_word(left, right);
                let are_two = || left.len() > 2 && right.len() > 2 && self.dictionary.lists(left) && self.dictionary.lists(right);
                let is_behind = tail.get(right.len()..).is_some_and(|rest| rest.starts_with([' ', ',', '.']));
                (!is_shared && is_small(left) && is_small(right) && is_behind && (is_one() || are_two())).then_some((APART, true))
            }
            " -" => {
                let (left, right) = (last_word(head), first_word(tail));
                let is_behind = tail.get(right.len()..).is_some_and(|rest| rest.starts_with([' ', ',', '.']));
                let are_two = || left.len() > 2 && right.len() > 2 && self.dictionary.lists(left) && self.dictionary.lists(right);
                let ends = head.ends_with(|c: char| c.is_ascii_lowercase());
                (ends && !SHARED.contains(&left) && is_small(left) && is_small(right) && is_behind && are_two()).then_some((APART, true))
            }
            _ => None,
        }
    }

    /// Whether the letters on both sides are one word together, and the first ones none.
    fn is_one_word(&self, left: &str, right: &str) -> bool {
        left.len() > 1 && right.len() > 1 && !self.dictionary.lists(left) && self.dictionary.lists(&[left, right].concat())
    }

    fn begins_with_word(&self, text: &str) -> bool {
        let word = first_word(text.trim_start());
        word.len() > 1 && self.dictionary.lists(word) || word == "a"
    }

    fn ends_with_word(&self, text: &str) -> bool {
        let word = last_word(text);
        word.len() > 1 && self.dictionary.lists(word)
    }

    /// Whether the source has the sign as readers see it, with no picture or code that left its place.
    fn is_written_so(&self) -> bool {
        let src = self.article.source_span(self.sign).cut(self.article.source.text());
        let bare = |text: &str| text.split_whitespace().collect::<String>();
        let plain = |text: &str| text.replace("&rsquo;", "’").replace("&ldquo;", "“").replace("&rdquo;", "”");
        bare(src) == bare(self.sign.cut(&self.article.text)) || plain(&bare(src)) == bare(self.sign.cut(&self.article.text))
    }

    fn is_marked(&self) -> bool {
        let near = Span::new(self.sign.start().saturating_sub(1), self.sign.end() + 1);
        let kinds = [InlineKind::Code, InlineKind::Math, InlineKind::Template, InlineKind::Image];
        is_in(self.article, self.id, near, &kinds)
            || is_in(self.article, self.id, near, &[InlineKind::Quote])
            || self.article.is_within(self.id, Kind::Quote)
            || !self.is_of_quotes() && is_shown(self.article, self.id, self.sign)
    }

    /// Whether the sign has a quotation mark itself.
    fn is_of_quotes(&self) -> bool {
        self.sign.cut(&self.article.text).contains(['“', '”', '\'', '’'])
    }

    /// The sign with the words beside it.
    fn words(&self) -> Span {
        let (head, tail) = (before(self.article, self.id, self.sign), behind(self.article, self.id, self.sign));
        let left = head.trim_end().rfind(char::is_whitespace).map_or(0, |blank| blank + 1);
        let right = if self.sign.cut(&self.article.text).ends_with([' ', '-']) { first_word(tail).len() } else { 0 };
        let end = self.sign.end() as usize + right;
        Span::of(self.sign.start() as usize - (head.len() - left), end)
    }
}

/// Whether a text ends in a word or what closes one.
fn ends_word(text: &str) -> bool {
    text.ends_with(|c: char| c.is_alphabetic() || c.is_ascii_digit() || matches!(c, ')' | '”'))
}

/// Whether a single quotation mark opens near the end of a text and is not closed: the next one closes it.
fn opens_single(text: &str) -> bool {
    let at = text.rfind(" '").or_else(|| text.rfind('‘')).or_else(|| text.starts_with('\'').then_some(0));
    at.is_some()
}
