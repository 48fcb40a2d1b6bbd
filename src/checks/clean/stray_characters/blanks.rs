//! Blanks where none belongs: before a mark, within brackets and quotation marks, within a word that has an apostrophe or a hyphen; brackets that
//! hold nothing, and signs of a line's end that were never turned into one.

use crate::checks::clean::letters::{first_word, is_small, last_word};
use crate::checks::clean::shown::{before, behind, is_in, is_log, is_prose, is_shown, shows_code};
use crate::checks::dictionary::Dictionary;
use crate::document::{BlockId, Document, Inline, InlineKind, Kind};
use crate::rule::{Seen, leaves};
use crate::source::Format;
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

/// What words with a hyphen begin with more often than commands are named.
const FIRST_HALVES: [&str; 40] = [
    "anti", "best", "cross", "double", "eco", "first", "four", "free", "front", "full", "half", "hard", "high", "home", "ill", "large",
    "last", "left", "long", "low", "mid", "multi", "near", "new", "old", "one", "open", "part", "pre", "real", "right", "second", "self",
    "short", "single", "small", "three", "two", "well", "year",
];

/// Words that no word with a hyphen begins with.
const OF_GRAMMAR: [&str; 34] = [
    "the", "this", "that", "these", "those", "for", "with", "from", "into", "both", "either", "each", "all", "any", "are", "was", "were",
    "has", "have", "can", "will", "its", "his", "her", "their", "our", "your", "add", "adds", "added", "use", "uses", "using", "pass",
];

/// Words before the name of an option.
const NAMING: [&str; 14] = [
    "option",
    "options",
    "argument",
    "arguments",
    "parameter",
    "parameters",
    "flag",
    "flags",
    "switch",
    "switches",
    "command",
    "commands",
    "replace",
    "support",
];

/// Whether an article without marks for code speaks of programs all the same: names with a low line within, options of two hyphens, calls.
fn speaks_of_programs(article: &Document) -> bool {
    let is_name = |at: usize| {
        let beside = |at: Option<usize>| at.and_then(|at| article.text.as_bytes().get(at)).is_some_and(u8::is_ascii_lowercase);
        beside(at.checked_sub(1)) && beside(Some(at + 1))
    };
    memchr::memchr_iter(b'_', article.text.as_bytes()).any(is_name)
        || [" --", "()", " /"].iter().any(|sign| {
            memchr::memmem::find_iter(article.text.as_bytes(), sign)
                .any(|at| *sign == "()" || article.text.as_bytes().get(at + sign.len()).is_some_and(u8::is_ascii_lowercase))
        })
}

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
            // "import tides ; reload(tides)" is a line of a program.
            " ;" => {
                let is_call = || next.get(first_word(next).len()..).is_some_and(|rest| rest.starts_with(['(', '=', '_', '.', '/']));
                (ends_word(head) && is_apart && next.starts_with(char::is_lowercase) && !is_call()).then_some((BEFORE, true))
            }
            " ." | " ?" | " !" => {
                let begins = next.starts_with(|c: char| c.is_uppercase() || matches!(c, '“' | '"'));
                // "The key for help is on ?" names a sign.
                let is_sentence =
                    head.split_whitespace().nth(2).is_some() && !matches!(last_word(head), "on" | "press" | "type" | "the" | "key");
                (ends_word(head) && is_sentence && (is_end || tail == "." && !is_log(self.article) || is_apart && begins))
                    .then_some((BEFORE, true))
            }
            "( " => {
                let closes = !self.is_typed_break() && tail.find(')').is_some_and(|close| !tail.get(..close).unwrap_or("").contains('('));
                (head.ends_with(' ') && ends_in_letter(head.trim_end()) && closes && self.begins_with_word(tail)).then_some((WITHIN, true))
            }
            " )" => {
                let opens = head.rfind('(').is_some_and(|open| self.begins_with_word(head.get(open + 1..).unwrap_or("")));
                let goes_on = is_end || tail.starts_with([' ', ',', '.', ';']);
                (opens && goes_on && self.ends_with_word(head) && head.contains(' ')).then_some((WITHIN, true))
            }
            "“ " => (!self.is_typed_break()
                && (head.is_empty() || head.ends_with(' '))
                && !head.contains('„')
                && tail.contains('”')
                && self.begins_with_word(tail))
            .then_some((WITHIN, false)),
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
            // "tide::" on a line of its own is a term of a text that a program reads.
            "::" if self.ends_line() => None,
            // ".. note:: The tide" is a mark of the source.
            "::" if head.split_whitespace().rev().nth(1) == Some("..") => None,
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
                // "alpha- and beta- testers", "the gate-mime- prefix".
                let is_shared = SHARED.contains(&right)
                    || PREFIXES.contains(&left)
                    || right.is_empty()
                    || right == "prefix"
                    || SHARED.iter().any(|word| shares(head, left, word));
                let is_one = || self.is_one_word(left, right);
                // Whoever types a text in lines breaks it behind the hyphens of its words.
                let are_two = || self.are_two_words(left, right) && !self.is_typed_break();
                let is_behind = tail.get(right.len()..).is_some_and(|rest| rest.starts_with([' ', ',', '.']));
                (!is_shared && is_small(left) && is_small(right) && is_behind && (is_one() || are_two())).then_some((APART, true))
            }
            " -" => {
                let (left, right) = (last_word(head), first_word(tail));
                let is_behind = tail.get(right.len()..).is_some_and(|rest| rest.starts_with([' ', ',', '.']));
                let ends = head.ends_with(|c: char| c.is_ascii_lowercase());
                let is_word = ends && !SHARED.contains(&left) && is_small(left) && is_small(right) && is_behind;
                (is_word && self.are_two_words(left, right) && !self.is_option(left, right)).then_some((APART, true))
            }
            _ => None,
        }
    }

    /// Whether the letters on both sides are one word together, and the first ones none.
    fn is_one_word(&self, left: &str, right: &str) -> bool {
        left.len() > 1 && right.len() > 1 && !self.dictionary.lists(left) && self.dictionary.lists(&[left, right].concat())
    }

    fn are_two_words(&self, left: &str, right: &str) -> bool {
        left.len() > 2 && right.len() > 2 && self.dictionary.lists(left) && self.dictionary.lists(right)
    }

    /// Whether a line of a typed text ends within the sign.
    fn is_typed_break(&self) -> bool {
        self.article.source.format() == Format::Plain && self.article.source_span(self.sign).cut(self.article.source.text()).contains('\n')
    }

    /// Whether a line of a typed text ends behind the sign.
    fn ends_line(&self) -> bool {
        let end = self.article.source_span(self.sign).end() as usize;
        let behind = self.article.source.text().get(end..).unwrap_or("").trim_start_matches([' ', '\r']);
        self.article.source.format() == Format::Plain && behind.starts_with('\n')
    }

    /// Whether a hyphen begins the option of a command ("scan -file") or what is added to a name ("the -announce list"), and joins no words.
    fn is_option(&self, left: &str, right: &str) -> bool {
        // "One -bedroom flats" and "employee -owned" are words of one form, whatever the article speaks of.
        if FIRST_HALVES.contains(&left) || right.ends_with("ed") || right.ends_with("ing") {
            return OF_GRAMMAR.contains(&left);
        }
        let is_set = |inline: &Inline| {
            matches!(inline.kind, InlineKind::Emphasis | InlineKind::Strong)
                && inline.text.start() < self.sign.start()
                && inline.text.end() > self.sign.end()
        };
        OF_GRAMMAR.contains(&left)
            || NAMING.contains(&left)
            || self.article.inlines_of_range(self.id, self.id + 1).iter().take(200).any(is_set)
            || speaks_of_programs(self.article)
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

/// Whether the word before shares what follows: "beta- testers" behind "alpha- and".
fn shares(head: &str, left: &str, joining: &str) -> bool {
    let before = head.strip_suffix(left).and_then(|head| head.strip_suffix(' '));
    before.and_then(|before| before.strip_suffix(joining)).is_some_and(|before| before.ends_with("- "))
}

#[cfg(test)]
mod tests {
    use crate::checks::tested::findings;

    const RULE: &str = "stray-characters";

    fn page(words: &str) -> usize {
        findings(RULE, "page.html", &format!("<h1>The ferry</h1><p>The ferry leaves at six and is back by noon.</p><p>{words}</p>")).len()
    }

    #[test]
    fn options_of_commands_are_no_words_that_fell_apart() {
        for words in [
            "The crew reads each <i>refile -link</i> note at noon.",
            "The board writes to the -announce list on Mondays.",
            "Use the option -all or leave it out.",
        ] {
            assert_eq!(page(words), 0, "{words}");
        }
        for words in [
            "The crew keeps a long -term plan of its trips.",
            "The boats are employee -owned and old.",
            "The ferry has a side -door for bicycles.",
        ] {
            assert_eq!(page(words), 1, "{words}");
        }
        let text = |words: &str| format!("The ferry\n\nThe name is read from quay_name first.\n\n{words}\n");
        assert_eq!(findings(RULE, "ferry.txt", &text("The crew runs scan -file and then waits for the tide.")), []);
    }

    #[test]
    fn a_typed_line_may_end_behind_a_hyphen() {
        let text =
            |blank: &str| format!("The ferry\n\nThe crew marks the edges of the fog-{blank}covered sea with a lamp, and rings the bell.\n");
        assert_eq!(findings(RULE, "ferry.txt", &text("\n")), []);
        assert_eq!(findings(RULE, "ferry.txt", &text(" ")).len(), 1);
        assert_eq!(page("The alpha- and beta- crews share one boat, and its gate-mime- prefix is short."), 0);
    }

    #[test]
    fn marks_of_programs_are_none_of_sentences() {
        assert_eq!(page("Type import tides ; reload(tides) at noon."), 0);
        assert_eq!(page("The crew came home ; the lamps were lit."), 1);
        assert_eq!(
            findings(RULE, "ferry.txt", "The ferry\n\n.. note:: The ferry leaves at six and is back by noon.\n\nIt waits for the tide.\n"),
            []
        );
    }
}
