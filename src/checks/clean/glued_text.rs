//! Words that two elements of a page left without a blank between them: "Certified10/10", "revenue.The".

use std::cell::OnceCell;
use std::sync::LazyLock;

use regex::Regex;
use serde::Deserialize;

use super::shown::{is_of_records, is_shown, shows_code};
use crate::checks::dictionary::Dictionary;
use crate::checks::prose::{End, has_words};
use crate::document::{BlockId, Document, Flags, InlineKind, Kind, Looks};
use crate::rule::{ArticleCheck, Found, Seen, Signs, Words};
use crate::source::Format;
use crate::span::Span;

mod blanks;
mod boxes;
mod buttons;
mod rows;
mod seams;

use boxes::is_set_apart;

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct GluedText {
    /// Words that sentences begin with.
    openers: Words,
    /// Names that have a capital within.
    names: Words,
    /// Buttons of pages.
    buttons: Words,
    /// Two words without the blank between them.
    joined: Words,
}

/// Words of bylines and boxes that stand right behind others.
const META: &str = r"^(?:(?:words|min read|minutes read|minute read|views|comments|shares)[A-Z0-9]|(?:Updated|Published|Posted|Written|Reviewed|Edited)(?: (?:on|by|in|at) |: | [0-9]{1,2} [A-Z])|Last updated|Share this|Reading time|(?:January|February|March|April|May|June|July|August|September|October|November|December) [0-9]{1,2}, ?[0-9]{4})";

/// How they begin.
const BEGINS: [&str; 27] = [
    "words",
    "min read",
    "minutes read",
    "minute read",
    "views",
    "comments",
    "shares",
    "updated ",
    "published ",
    "posted ",
    "written ",
    "reviewed ",
    "edited ",
    "share this",
    "reading time",
    "january ",
    "february ",
    "march ",
    "april ",
    "may ",
    "june ",
    "july ",
    "august ",
    "september ",
    "october ",
    "november ",
    "december ",
];

/// Bytes of such words, at most.
const LONGEST: usize = 30;

impl ArticleCheck for GluedText {
    fn signs(&self) -> Signs {
        let mut signs = Signs::default();
        // Another word runs into them.
        signs.add_parts(0, BEGINS);
        signs.add_parts(0, ["last updated"]);
        blanks::add_signs(&mut signs, &self.joined);
        signs
    }

    fn check(&self, article: &Document, found: &mut Found<'_>) {
        let mut last: Option<BlockId> = None;
        self.sentences(article, found, &mut last);
        let seen = found.take_seen();
        self.bylines(article, &seen, found, &mut last);
        for (id, span) in buttons::rows(article, &self.buttons) {
            report(article, id, span, found, &mut last);
        }
        let dictionary = Dictionary::of(&article.language.code);
        links(article, dictionary, found, &mut last);
        if let Some(dictionary) = dictionary {
            let openers = |word: &str| self.openers.has(&article.language.code, word);
            let seams = seams::of_marks(article, dictionary)
                .chain(seams::of_sentences(article, dictionary, openers))
                .chain(seams::of_labels(article, dictionary))
                .chain(seams::of_bold(article, dictionary));
            let of_records = OnceCell::new();
            for (id, span) in seams.filter(|_| !of_records.get_or_init(|| is_of_records(article))) {
                report(article, id, span, found, &mut last);
            }
            let technical = OnceCell::new();
            let is_technical = || *technical.get_or_init(|| shows_code(article));
            for (id, span) in blanks::all(article, &seen, dictionary, is_technical) {
                report(article, id, span, found, &mut last);
            }
        }
    }
}

/// Bytes of a paragraph before a mark in which marks like it are counted.
const NEAR: usize = 4000;

fn is_read(article: &Document, id: BlockId) -> bool {
    let block = article.block(id);
    matches!(block.kind, Kind::Paragraph | Kind::Heading | Kind::Byline) && !block.flags.has(Flags::BOILER)
}

/// The marks that `find` finds in leaves that have some right between two letters or digits, with their places in [`Document::text`].
fn tight<'a, I: Iterator<Item = usize> + 'a>(
    article: &'a Document,
    find: impl Fn(&'a [u8]) -> I + 'a,
) -> impl Iterator<Item = (BlockId, usize)> + 'a {
    let leaves = article.all().filter(|(id, _)| is_read(article, *id) && article.looks(*id).has_any(Looks::TIGHT));
    leaves.flat_map(move |(id, block)| {
        let start = block.text.start() as usize;
        find(block.text.cut(&article.text).as_bytes()).map(move |at| (id, start + at))
    })
}

fn report(article: &Document, id: BlockId, span: Span, found: &mut Found<'_>, last: &mut Option<BlockId>) {
    // What lost its blanks lost all of them: a paragraph is one finding.
    if *last == Some(id) || is_shown(article, id, span) {
        return;
    }
    *last = Some(id);
    found.at(id, article.source_span(span), "two texts run together: “{}”", [span.cut(&article.text)]);
}

/// Whether a token stands elsewhere near its place as well: "containers.Map" is a name.
fn comes_again(text: &str, token: std::ops::Range<usize>) -> bool {
    /// Bytes on both sides that are looked at.
    const NEAR: usize = 4000;
    let near = token.start.saturating_sub(NEAR)..(token.end + NEAR).min(text.len());
    let around = text.as_bytes().get(near).unwrap_or_default();
    text.get(token).is_some_and(|name| memchr::memmem::find_iter(around, name.as_bytes()).nth(1).is_some())
}

/// The characters around an offset up to the next blanks.
fn token(text: &str, at: usize) -> Option<(usize, usize)> {
    const LONGEST: usize = 80;
    let before = text.get(..at)?;
    let start =
        before.char_indices().rev().take(LONGEST).find(|(_, c)| c.is_whitespace()).map_or_else(
            || before.char_indices().rev().take(LONGEST).last().map_or(at, |(start, _)| start),
            |(blank, c)| blank + c.len_utf8(),
        );
    let rest = text.get(at..)?;
    let end = rest
        .char_indices()
        .take(LONGEST)
        .find(|(_, c)| c.is_whitespace())
        .map_or_else(|| rest.char_indices().nth(LONGEST).map_or(rest.len(), |(end, _)| end), |(blank, _)| blank);
    Some((start, at + end))
}

impl GluedText {
    /// A sentence that begins right behind the mark that ends another.
    fn sentences(&self, article: &Document, found: &mut Found<'_>, last: &mut Option<BlockId>) {
        let language = &*article.language.code;
        let Some(dictionary) = Dictionary::of(language) else { return };
        let text = &article.text;
        let bytes = text.as_bytes();
        let mut technical: Option<bool> = None;
        for (id, mark) in tight(article, |text| memchr::memchr3_iter(b'.', b'?', b'!', text)) {
            // Most marks stand before a blank.
            let (Some(before), Some(behind)) = (mark.checked_sub(1).and_then(|at| bytes.get(at)), bytes.get(mark + 1)) else { continue };
            if !behind.is_ascii_alphabetic() || !before.is_ascii_lowercase() && !before.is_ascii_digit() {
                continue;
            }
            let is_stop = bytes.get(mark) == Some(&b'.');
            if is_stop && (!behind.is_ascii_uppercase() || !before.is_ascii_lowercase()) {
                continue;
            }
            if *last == Some(id) {
                continue;
            }
            let Some((start, end)) = token(text, mark) else { continue };
            let (Some(left), Some(right)) = (text.get(start..mark), text.get(mark + 1..end)) else { continue };
            let left = left.trim_start_matches(['(', '“', '"', '*', '‘', '\'', '[']);
            let right = right.trim_end_matches([',', '.', ')', '”', '"', ':', ';', '’']);
            let is_word = |word: &str| word.bytes().all(|byte| byte.is_ascii_alphabetic());
            let is_small = |word: &str| word.bytes().all(|byte| byte.is_ascii_lowercase());
            let goes_on = text.get(end..).is_some_and(|rest| {
                rest.starts_with(' ')
                    && rest.get(1..).is_some_and(|rest| rest.starts_with(|c: char| c.is_alphanumeric() || matches!(c, '“' | '‘')))
            });
            // "action.A is empty": no sentence begins so.
            let is_file = right == "A"
                && text.get(end..).is_some_and(|rest| {
                    let next = rest.trim_start().split(' ').next().unwrap_or("");
                    matches!(next, "is" | "was" | "has" | "and" | "or" | "file" | "exists" | "does")
                });
            let is_glued = if is_stop {
                !is_file
                    && is_small(left)
                    && left.len() > 2
                    && dictionary.lists(left)
                    && is_word(right)
                    && goes_on
                    && !self.names.has(language, left)
                    && (self.openers.has(language, right)
                        // "berths.Is" that comes again beside code is a name; none is called "The".
                        && !(right.len() == 2 && comes_again(text, start..end) && *technical.get_or_insert_with(|| shows_code(article)))
                        || has_several(dictionary, article.text_of(id))
                            && !comes_again(text, start..end)
                            && !*technical.get_or_insert_with(|| shows_code(article))
                        || !comes_again(text, start..end)
                            && is_between_sentences(article, dictionary, id, start, mark, end, &mut technical))
            } else {
                // "in 2027?revops ·" and "Is it open?Yes": no word has such a mark within.
                let left_ends = left.rsplit(|c: char| !c.is_alphanumeric()).next().unwrap_or("");
                is_word(right)
                    && right.len() > 1
                    && !left.contains(['/', '=', '&', '?', '!', '.', ':', '@', '_', '<', '#', '(', '$'])
                    && !self.names.has(language, left_ends)
                    && (dictionary.lists(left_ends) && left_ends.len() > 2
                        || left_ends.len() == 4 && left_ends.bytes().all(|byte| byte.is_ascii_digit()))
                    && (behind.is_ascii_uppercase() && dictionary.lists(right)
                        || behind.is_ascii_lowercase() && right.len() > 2 && text.get(end..).is_some_and(|rest| rest.starts_with(" · ")))
            };
            if is_glued {
                report(article, id, Span::of(start, end), found, last);
            }
        }
    }

    /// Parts of a byline, a badge or a box: "2,307 words6/30/2026", "Certified10/10?".
    fn bylines(&self, article: &Document, seen: &[Seen], found: &mut Found<'_>, last: &mut Option<BlockId>) {
        static EXPRESSION: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(META).ok());
        let text = &article.text;
        for (id, slash) in tight(article, |text| memchr::memchr_iter(b'/', text)) {
            let digit = |at: Option<usize>| at.and_then(|at| text.as_bytes().get(at)).is_some_and(u8::is_ascii_digit);
            if !digit(slash.checked_sub(1)) || !digit(Some(slash + 1)) {
                continue;
            }
            if *last == Some(id) {
                continue;
            }
            let Some((start, end)) = token(text, slash) else { continue };
            let words = text.get(start..end).unwrap_or("");
            let letters = words.bytes().take_while(u8::is_ascii_alphabetic).count();
            let rest = words.get(letters..).unwrap_or("").trim_end_matches(['?', '.', ',', ')', '!']);
            let is_figure =
                rest.bytes().all(|byte| byte.is_ascii_digit() || byte == b'/') && rest.starts_with(|c: char| c.is_ascii_digit());
            let first = words.get(..letters).unwrap_or("");
            // "Meyer1,1978/19/2019": a count and a date behind a name.
            let counted = rest.split_once(',').is_some_and(|(thousands, tail)| {
                thousands.len() < 4
                    && thousands.bytes().all(|byte| byte.is_ascii_digit())
                    && tail.len() > 8
                    && tail.matches('/').count() == 2
                    && tail.bytes().all(|byte| byte.is_ascii_digit() || byte == b'/')
            });
            if counted && letters > 2 {
                report(article, id, Span::of(start, end), found, last);
                continue;
            }
            let is_word = || {
                first.get(1..).is_some_and(|tail| tail.bytes().all(|byte| byte.is_ascii_lowercase()))
                    && Dictionary::of(&article.language.code).is_some_and(|known| known.lists(first))
            };
            // A date, or a mark out of ten; "sha256/512" and "page3/4" are names.
            let parts: Vec<&str> = rest.split('/').collect();
            // No month has 32 days: "Boolean16/32/64" are sizes.
            let is_day = |part: &str| part.parse::<u32>().is_ok_and(|number| number <= 31);
            let is_date = parts.len() == 3
                && parts.get(1).is_some_and(|part| is_day(part))
                && parts.last().is_some_and(|year| matches!(year.len(), 2 | 4));
            // "socks4/5" are two versions of one thing.
            let is_score = matches!(parts.as_slice(), [_, "5" | "10" | "13" | "100"])
                && !(first.starts_with(char::is_lowercase) && matches!(parts.as_slice(), ["4", "5"] | ["9", "10"]));
            if letters > 3 && is_figure && (is_date || is_score) && is_word() {
                report(article, id, Span::of(start, end), found, last);
            }
        }
        let Some(expression) = EXPRESSION.as_ref() else { return };
        let mut technical: Option<bool> = None;
        for sign in seen.iter().filter(|sign| sign.kind == 0) {
            let start = sign.text.start() as usize;
            let near = text.get(start..text.floor_char_boundary(start + LONGEST)).unwrap_or("");
            let Some(hit) = expression.find(near).map(|found| start..start + found.end()) else { continue };
            let words = text.get(hit.clone()).unwrap_or("");
            let before = text.get(..hit.start).and_then(|before| before.chars().next_back());
            let is_label = words.starts_with(char::is_uppercase);
            let is_glued = if is_label {
                before.is_some_and(|c| c.is_lowercase() || c.is_ascii_digit() || c == ')')
            } else {
                // "500 wordsBy Ann": a count stands before it.
                let head = text.get(..hit.start).unwrap_or("").trim_end();
                before == Some(' ') && head.ends_with(|c: char| c.is_ascii_digit() || c == 'k')
            };
            if !is_glued {
                continue;
            }
            let id = article.leaf_at(hit.start as u32);
            if !is_read(article, id) {
                continue;
            }
            // "bytesWritten in" is a name where an article shows code.
            let is_name = is_label && before.is_some_and(char::is_lowercase) && *technical.get_or_insert_with(|| shows_code(article));
            if is_name && words.ends_with(' ') {
                continue;
            }
            if let Some((start, end)) = token(text, if is_label { hit.start } else { hit.end - 1 }) {
                report(article, id, Span::of(start, end.max(hit.end)), found, last);
            }
        }
        self.rows(article, found, last);
    }
}

/// Whether a paragraph has several full stops between two words that lost their blank: "Open the settings.Choose Network.Switch off the proxy."
fn has_several(dictionary: &Dictionary, text: &str) -> bool {
    /// Stops that are looked at, so that a long paragraph full of them takes linear time.
    const NEAR: usize = 8;
    let bytes = text.as_bytes();
    let is_glued = |mark: &usize| {
        let left = bytes.get(..*mark).unwrap_or_default().iter().rev().take(LONGEST).take_while(|byte| byte.is_ascii_lowercase()).count();
        let right = bytes.get(mark + 1..).unwrap_or_default().iter().take(LONGEST).take_while(|byte| byte.is_ascii_alphabetic()).count();
        let word = |from: usize, to: usize| text.get(from..to).filter(|word| word.len() > 2 && dictionary.lists(word));
        let ends = bytes.get(mark + 1 + right) == Some(&b' ');
        let begins = bytes.get(mark + 1).is_some_and(u8::is_ascii_uppercase);
        begins && ends && word(mark - left, *mark).is_some() && word(mark + 1, mark + 1 + right).is_some()
    };
    memchr::memchr_iter(b'.', bytes).take(NEAR).filter(is_glued).nth(1).is_some()
}

/// Whether an article has several names of programs with a stop within, set as text.
fn names_members(article: &Document) -> bool {
    const SEVERAL: usize = 2;
    let bytes = article.text.as_bytes();
    let is_member = |at: &usize| {
        let (before, behind) = (at.checked_sub(1).and_then(|at| bytes.get(at)), bytes.get(at + 1));
        before.is_some_and(u8::is_ascii_lowercase)
            && behind.is_some_and(u8::is_ascii_uppercase)
            && is_read(article, article.leaf_at(*at as u32))
            && !is_shown(article, article.leaf_at(*at as u32), Span::of(*at, at + 1))
    };
    memchr::memchr_iter(b'.', bytes).filter(is_member).nth(SEVERAL - 1).is_some()
}

/// Whether a full stop without a blank stands between two sentences, whatever the second begins with: both have words enough, the words beside it
/// are words, and the article has no names of programs, which have such a stop within.
fn is_between_sentences(
    article: &Document,
    dictionary: &Dictionary,
    id: BlockId,
    start: usize,
    mark: usize,
    end: usize,
    technical: &mut Option<bool>,
) -> bool {
    /// Words of a sentence, as far as it is looked at.
    const WORDS: usize = 4;
    const NEAR: usize = 400;
    let leaf = article.block(id).text;
    let (text, last) = (&article.text, leaf.start() as usize + article.text_of(id).len());
    let from = text.ceil_char_boundary((leaf.start() as usize).max(start.saturating_sub(NEAR)));
    let to = text.floor_char_boundary(last.min(end + NEAR));
    let (Some(before), Some(right), Some(behind)) = (text.get(from..start), text.get(mark + 1..end), text.get(end..to)) else {
        return false;
    };
    let first = behind.trim_start().split(|c: char| !c.is_alphanumeric() && c != '’' && c != '\'').next().unwrap_or("");
    let is_small = |word: &str| !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_lowercase());
    is_small(right.get(1..).unwrap_or(""))
        && dictionary.lists(right)
        && is_small(first)
        && dictionary.lists(first)
        && has_words(before, WORDS)
        && has_words(behind, WORDS)
        && End::of(article.text_of(id)).is_closed()
        && !*technical.get_or_insert_with(|| {
            // Where code is marked as such, only names that are not show that others were forgotten.
            let may_be_name = || article.source.format() == Format::Plain || names_members(article);
            text.contains("()") || text.contains("::") || shows_code(article) && may_be_name()
        })
}

/// Whether the last letters of a text and the first ones of the next are a word, and no two.
fn is_one_word(dictionary: &Dictionary, left: &str, right: &str) -> bool {
    let tail = left.rsplit(|c: char| !c.is_alphabetic()).next().unwrap_or("");
    let tail = tail.char_indices().rfind(|(_, c)| c.is_uppercase()).and_then(|(at, _)| tail.get(at..)).unwrap_or(tail);
    let head = right.split(|c: char| !c.is_alphabetic()).next().unwrap_or("");
    right.starts_with(char::is_lowercase)
        && !(dictionary.lists(&tail.to_lowercase()) && dictionary.lists(head))
        && dictionary.lists(&format!("{tail}{head}").to_lowercase())
}

/// Links without a blank between them.
fn links(article: &Document, dictionary: Option<&Dictionary>, found: &mut Found<'_>, last: &mut Option<BlockId>) {
    /// Letters of a link that is no mark of a note.
    const LETTERS: usize = 3;
    let mut earlier: Option<&crate::document::Inline> = None;
    for link in article.inlines.iter().filter(|inline| inline.kind == InlineKind::Link && !inline.text.is_empty()) {
        if let Some(earlier) = earlier
            && earlier.block == link.block
            && earlier.text.end() == link.text.start()
            && is_read(article, link.block)
        {
            let (left, right) = (earlier.text.cut(&article.text), link.text.cut(&article.text));
            let letters = |text: &str| text.chars().filter(|c| c.is_alphabetic()).count() >= LETTERS;
            // Arrows of a row of pages stand apart from each other.
            let is_turning =
                left.contains(['«', '‹', '←']) || right.contains(['»', '›', '→']) || left.contains("<-") || right.contains("->");
            // One name in two links, or one word: "[Lift](a.md)[Security](a.md)", "[Op](a.md)[en data](b.md)".
            let target = |inline: &crate::document::Inline| article.links.get(inline.aux as usize).map(|link| &*link.url);
            let is_one = target(earlier) == target(link) || dictionary.is_some_and(|dictionary| is_one_word(dictionary, left, right));
            // Buttons that a page sets side by side.
            let are_buttons = || is_set_apart(article, earlier) && is_set_apart(article, link);
            if !is_turning
                && !is_one
                && !are_buttons()
                && letters(left)
                && letters(right)
                && left.ends_with(char::is_alphanumeric)
                && right.starts_with(char::is_alphanumeric)
            {
                report(article, link.block, earlier.text.join(link.text), found, last);
            }
        }
        earlier = Some(link);
    }
}

#[cfg(test)]
mod tests {
    use crate::checks::tested::{findings, markdown};

    const RULE: &str = "glued-text";

    #[test]
    fn texts_that_run_together_are_found() {
        for words in [
            "The oven is hot.The bread is not.",
            "Everybody in town knows that the oven is hot.Bakers are asked to keep the door of the shop closed.",
            "Is it open?Yes, at six.",
            "Oven Certified10/10?",
            "1,200 words6/30/2026",
            "A 5 min readUpdated on Monday",
            "By Ada LundMarch 3, 2026",
            "[Rye bread](rye.md)[Oat bread](oat.md)",
            "[Plans](a.md) and what to bake in 2027?bakers · news of 2027",
        ] {
            assert_eq!(markdown(RULE, &format!("# Bakery\n\nIt opens at six.\n\n{words}\n")).len(), 1, "{words}");
        }
        let row = "Oven CalculatorModel costs per loafBread PlannerPlan a week of bakingOrder DeskSend it";
        assert_eq!(findings(RULE, "a.html", &format!("<h1>Bakery</h1><p>{row}</p>")).len(), 1);
    }

    #[test]
    fn names_and_addresses_are_none() {
        for words in [
            "Node.js and System.Text and example.Com are names.",
            "Call window.Close to close it, or console.Log it.",
            "When all is done, call thread.Start to start the thread and wait() until the bread is done.",
            "The address a.test/search?query=rye is long.",
            "| Year | Oven |\n|---|---|\n| 2024 | <ul><li>[Better doors](a.md)</li><li>[Better lamps](b.md)<ul><li>Oven!</li></ul></li><li>Also the bell.</li></ul> |",
            "GitHub, YouTube and LinkedIn show JavaScript and PowerShell",
            "It has 24/7 service, sha256/512 sums and IPv4/6.",
            "Rated 9/10 by bakers.",
            "Notes [1](a.md)[2](b.md) follow.",
            "[Stone](mill.md)[Wheel](mill.md) is a mill.",
            "The [rye is op](a.md)[en to all](b.md) bakers.",
            "It was told on Yahoo!News and elsewhere.",
            "Published by Ada in March 3, 2026.",
            "Its members are the mills SnowGrain, StoneWheel, DarkRye, FieldSeed and more of them",
            "The field `rows` holds bytesWritten in one go.",
        ] {
            assert_eq!(markdown(RULE, &format!("# Bakery\n\nIt opens at six.\n\n{words}\n")), [], "{words}");
        }
    }
}
