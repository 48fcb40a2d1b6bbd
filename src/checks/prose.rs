//! How running text ends and what follows it: shared by the checks that read sentences.

use std::borrow::Cow;
use std::ops::Range;

use crate::document::{BlockId, Document, Flags, Inline, InlineKind, Kind, eight};
use crate::source::Format;
use crate::span::Span;

mod contents;
mod form;
mod own_element;

pub(super) use contents::leads_elsewhere;
pub(super) use form::{Forms, is_form};
pub(super) use own_element::{is_order, own_element};

/// How a text ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum End {
    /// With a mark that ends a sentence, a bracket or quotation mark behind it aside.
    Closed,
    /// With a bracket, a quotation mark or a sign, and no mark before it: an end that says nothing either way.
    Sign,
    /// With a colon.
    Colon,
    /// With a comma.
    Comma,
    /// With a bracket or quotation mark that opens.
    Opening,
    /// With a letter or digit.
    Word,
    /// There is no text.
    Nothing,
}

impl End {
    /// How `text` ends, blanks aside.
    pub(super) fn of(text: &str) -> Self {
        let text = text.trim_end();
        match text.chars().next_back() {
            None => Self::Nothing,
            Some(')' | ']' | '”' | '"' | '’' | '\'' | '»' | '*' | '_') => {
                let inner = text.trim_end_matches([')', ']', '”', '"', '’', '\'', '»', '*', '_']);
                if inner.ends_with(['.', '!', '?', '…']) { Self::Closed } else { Self::Sign }
            }
            Some('.' | '!' | '?' | '…' | ';' | '。' | '！' | '？') => Self::Closed,
            Some(':' | '：') => Self::Colon,
            Some(',') => Self::Comma,
            // A mark that opens stands behind a blank; behind a letter or a full stop it was typed for one that closes.
            Some(mark @ ('“' | '‘' | '«')) if !text.trim_end_matches(mark).ends_with(char::is_whitespace) => {
                if text.trim_end_matches(mark).ends_with(['.', '!', '?', '…']) { Self::Closed } else { Self::Sign }
            }
            Some('(' | '[' | '“' | '‘' | '«' | '{') => Self::Opening,
            Some(last) if last.is_alphanumeric() => Self::Word,
            Some(_) => Self::Sign,
        }
    }

    /// Whether a sentence ends so.
    pub(super) const fn is_closed(self) -> bool {
        matches!(self, Self::Closed | Self::Colon)
    }

    /// Whether no sentence ends so.
    pub(super) const fn is_open(self) -> bool {
        matches!(self, Self::Word | Self::Comma | Self::Opening)
    }
}

/// Number of words, as blanks part them.
pub(super) fn count_words(text: &str) -> usize {
    count_words_to(text, usize::MAX)
}

/// The same, but no more than `most`: the rest of the text is not looked at.
pub(super) fn count_words_to(text: &str, most: usize) -> usize {
    let (mut words, mut counted) = (0, false);
    for byte in text.bytes() {
        if words >= most {
            break;
        }
        if byte.is_ascii_whitespace() {
            counted = false;
        } else if !counted && (byte.is_ascii_alphanumeric() || byte >= 0xc3) {
            // Marks of typography begin with 0xC2 or 0xE2; a lone one is no word, but for the few letters that share the byte.
            counted = byte != 0xe2;
            words += usize::from(counted);
        }
    }
    words
}

/// Whether a text has at least so many words; a long text is not counted to its end.
pub(super) fn has_words(text: &str, at_least: usize) -> bool {
    let (mut words, mut counted) = (0, false);
    // Words are parted by a blank.
    text.len() + 1 >= 2 * at_least
        && (at_least == 0
            || text.bytes().any(|byte| {
                let is_letter = byte.is_ascii_alphanumeric() || byte >= 0xc3;
                words += usize::from(is_letter && !counted);
                counted = (counted | is_letter) && !byte.is_ascii_whitespace();
                words == at_least
            }))
}

/// Where the capitals of a text stand, those beyond ASCII left out. Eight bytes are looked at at once: in each of them without its highest bit, adding
/// the distance to 128 sets that bit from a certain value on.
pub(super) fn capitals(text: &[u8]) -> impl Iterator<Item = usize> {
    const EACH: u64 = 0x0101_0101_0101_0101;
    const HIGH: u64 = 0x80 * EACH;
    let from = |value: u8| u64::from(0x80 - value) * EACH;
    let (mut at, mut found) = (0, 0_u64);
    std::iter::from_fn(move || {
        while found == 0 {
            let rest = text.get(at..).filter(|rest| !rest.is_empty())?;
            let bytes = eight(rest);
            let plain = bytes & !HIGH;
            found = (plain + from(b'A')) & !(plain + from(b'Z' + 1)) & !bytes & HIGH;
            at += 8;
        }
        let place = at - 8 + found.trailing_zeros() as usize / 8;
        found &= found - 1;
        Some(place)
    })
}

/// A word in lower case; most stand so already.
pub(super) fn lowered(word: &str) -> Cow<'_, str> {
    let is_lower = word.bytes().all(|byte| byte.is_ascii() && !byte.is_ascii_uppercase());
    if is_lower { Cow::Borrowed(word) } else { Cow::Owned(word.to_lowercase()) }
}

/// A directive by which a generator puts text in (`::: harbour.tides`).
pub(super) fn is_directive(line: &str) -> bool {
    line.trim_start().strip_prefix(":::").is_some_and(|name| name.trim_start().starts_with(|c: char| c.is_alphanumeric() || c == '_'))
}

/// Whether a line is the order to put another text in, to what makes the pages: `{{#include ../tides.md}}`, or a fence with `{include} ../tides.md`.
pub(super) fn puts_in(source: &str) -> bool {
    const ORDERS: [&str; 6] = ["{{#include ", "```{include}", ":::{include}", "--8<-- ", "{% include", "{!"];
    source.contains(['{', '<']) && source.lines().map(str::trim_start).any(|line| ORDERS.iter().any(|order| line.starts_with(order)))
}

/// Whether a heading is what opens or closes a panel in a language that pages for lessons are written in: `## ~hint`, and `## ~` behind it.
pub(super) fn is_panel_mark(heading: &str) -> bool {
    heading.trim_start().strip_prefix('~').is_some_and(|name| !name.trim_start().starts_with(|c: char| c.is_ascii_digit()))
}

/// Whether a heading of a page has a list in it: old pages set the entries of their contents so (`<h2><ol><li>…`).
pub(super) fn holds_list(article: &Document, heading: BlockId) -> bool {
    article.source.format() == Format::Html && article.block(heading).src.cut(article.source.text()).contains("<li")
}

/// The classes of a block that its own tag opens, as written there.
pub(super) fn class_of(article: &Document, id: BlockId) -> &str {
    class_in(article.block(id).src.cut(article.source.text()))
}

/// The classes of an element whose source begins with its tag, as written there.
pub(super) fn class_in(source: &str) -> &str {
    let tag = source.strip_prefix('<').and_then(|tag| tag.split('>').next()).unwrap_or("");
    tag.split_once("class=").map_or("", |(_, class)| class.trim_start_matches(['"', '\'']).split(['"', '\'']).next().unwrap_or(""))
}

/// Whether a program writes on the page when it is opened.
pub(super) fn is_program(article: &Document) -> bool {
    article.source.format() == Format::Html && memchr::memmem::find(article.source.text().as_bytes(), b"<script").is_some()
}

/// A page that a server shows where there is none.
pub(super) fn says_that_nothing_is_there(article: &Document) -> bool {
    matches!(article.source.stem().trim_start_matches('_'), "404" | "not-found" | "notfound" | "not_found")
}

/// Whether a framework drew the page, which its program brings to life: drawings and samples that it shows have no text in the file.
pub(super) fn is_drawn_by_program(article: &Document) -> bool {
    let has = |mark: &&str| memchr::memmem::find(article.source.text().as_bytes(), mark.as_bytes()).is_some();
    is_program(article) && ["data-reactroot", "data-server-rendered", "__NEXT_DATA__", "ng-version="].iter().any(has)
}

/// The file stands for its folder, and a site may put the list of its pages there.
pub(super) fn stands_for_folder(article: &Document) -> bool {
    const NAMES: [&str; 3] = ["index", "_index", "readme"];
    // Every page of a site that was saved as HTML may be the index of a folder of its own.
    /// Words from which a file of such a name is an article in a folder of its own.
    const WORDS: usize = 300;
    let is_source = matches!(article.source.format(), Format::Markdown | Format::Mdx);
    let stem = article.source.stem();
    is_source && NAMES.iter().any(|name| stem.eq_ignore_ascii_case(name)) && article.words() < WORDS
}

/// Signs that only code has: a path of names, a call without arguments.
pub(super) fn shows_code(text: &str) -> bool {
    text.contains("::") || text.contains("()")
}

/// ":(" opens nothing.
pub(super) fn is_smiley(text: &str) -> bool {
    text.ends_with(":(") || text.ends_with(":-(") || text.ends_with(";(")
}

/// The last word without the marks around it.
pub(super) fn last_word(text: &str) -> &str {
    let text = text.trim_end();
    let start = text.rfind(char::is_whitespace).map_or(0, |blank| blank + 1);
    text.get(start..).unwrap_or(text).trim_matches(|c: char| !c.is_alphanumeric())
}

/// The last word of an address, whose words are parted by signs.
pub(super) fn last_part(address: &str) -> &str {
    address.rsplit(|c: char| !c.is_alphanumeric()).find(|part| !part.is_empty()).unwrap_or("")
}

/// The last sentence: what stands behind the last mark that ends a sentence and is followed by a blank and a capital.
pub(super) fn last_sentence(text: &str) -> &str {
    // From the back, so that a long paragraph costs no more than its last sentence.
    for mark in memchr::memrchr3_iter(b'.', b'!', b'?', text.as_bytes()) {
        let behind = text.get(mark + 1..).unwrap_or("");
        let closed = behind.trim_start_matches(['"', '”', '\'', '’', ')', ']']);
        let Some(rest) = closed.strip_prefix(' ') else { continue };
        let opens = rest.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit() || matches!(c, '“' | '"' | '('));
        if opens && !ends_in_abbreviation(text.get(..=mark).unwrap_or("")) {
            return rest;
        }
    }
    text
}

/// The sentences of a text, as ranges of it: [`last_sentence`] ends its last one.
pub(super) fn sentences(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut start = 0;
    for mark in memchr::memchr3_iter(b'.', b'!', b'?', text.as_bytes()) {
        let behind = text.get(mark + 1..).unwrap_or("");
        let closed = behind.trim_start_matches(['"', '”', '\'', '’', ')', ']']);
        let Some(rest) = closed.strip_prefix(' ') else { continue };
        let opens = rest.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit() || matches!(c, '“' | '"' | '('));
        if opens && !ends_in_abbreviation(text.get(start..=mark).unwrap_or("")) {
            let next = text.len() - rest.len();
            found.push(start..next);
            start = next;
        }
    }
    if start < text.len() {
        found.push(start..text.len());
    }
    found
}

/// Titles and abbreviations before a name or a figure: their dot ends no sentence.
fn ends_in_abbreviation(text: &str) -> bool {
    const KNOWN: [&str; 20] = [
        "Mr.", "Mrs.", "Ms.", "Dr.", "Prof.", "St.", "No.", "vs.", "e.g.", "i.e.", "cf.", "Fig.", "Inc.", "Ltd.", "Co.", "U.S.", "U.K.",
        "al.", "approx.", "ca.",
    ];
    let start = text.rfind(char::is_whitespace).map_or(0, |blank| blank + 1);
    let word = text.get(start..).unwrap_or("").trim_start_matches(['(', '“', '"']);
    KNOWN.contains(&word) || word.len() == 2 && word.starts_with(|c: char| c.is_uppercase())
}

/// The block that a reader meets after `id`: empty paragraphs, rules and furniture are passed over, plain containers are entered.
pub(super) fn next_block(article: &Document, id: BlockId) -> Option<BlockId> {
    let mut next = article.block(id).end;
    let end = article.blocks.len() as BlockId;
    while next < end {
        let block = article.block(next);
        if block.flags.has(Flags::BOILER) {
            next = block.end.max(next + 1);
            continue;
        }
        let enter = match block.kind {
            Kind::Region => !block.flags.has(Flags::ALERT),
            Kind::Rule => true,
            Kind::Paragraph => !article.has_content(next),
            _ => false,
        };
        if !enter {
            return Some(next);
        }
        next += 1;
    }
    None
}

/// Whether the block behind a paragraph takes up what it leaves open: a list, code, a table, a picture, or a paragraph that goes on in
/// mid-sentence.
pub(super) fn is_taken_up(article: &Document, next: Option<BlockId>) -> bool {
    let Some(next) = next else { return false };
    let block = article.block(next);
    match block.kind {
        Kind::Paragraph => {
            let text = article.text_of(next);
            let goes_on = text.trim_start_matches(['“', '"', '*', '(']).starts_with(|c: char| c.is_lowercase())
                || text.starts_with(['“', '"', '«', ',', ';', '–', '—', '…', '\u{fffc}', '=', '>', '$', '`', '+', '|'])
                || ["or", "and"].iter().any(|word| text.trim_end_matches(':').eq_ignore_ascii_case(word));
            goes_on
                || text.is_empty()
                || is_made_of(article, next, &[InlineKind::Link, InlineKind::Code, InlineKind::Template, InlineKind::Math])
        }
        Kind::Heading | Kind::Item | Kind::Cell | Kind::Row | Kind::DefTerm | Kind::DefDesc | Kind::FootDef | Kind::Byline => false,
        _ => true,
    }
}

/// Whether all text of a leaf lies in inline ranges of these kinds, but for marks and blanks.
pub(super) fn is_made_of(article: &Document, id: BlockId, kinds: &[InlineKind]) -> bool {
    let text = article.block(id).text;
    let mut at = text.start();
    let is_blank = |from: u32, to: u32| !Span::new(from, to).cut(&article.text).chars().any(char::is_alphanumeric);
    let mut any = false;
    for inline in article.inlines_of(id).iter().filter(|inline| kinds.contains(&inline.kind)) {
        if inline.text.end() <= at {
            continue;
        }
        if !is_blank(at, inline.text.start()) {
            return false;
        }
        any = true;
        at = inline.text.end();
    }
    any && is_blank(at, text.end())
}

/// The inline range in which the text of a leaf ends, if it ends in one of these kinds.
pub(super) fn ends_in<'d>(article: &'d Document, id: BlockId, kinds: &[InlineKind]) -> Option<&'d Inline> {
    let text = article.block(id).text;
    let end = text.start() + article.text_of(id).len() as u32;
    article.inlines_of(id).iter().rev().find(|inline| kinds.contains(&inline.kind) && inline.text.end() >= end && !inline.text.is_empty())
}

/// The part of a leaf's text behind its last hard line break.
pub(super) fn last_line(article: &Document, id: BlockId) -> &str {
    let text = article.block(id).text;
    let end = text.start() + article.text_of(id).len() as u32;
    let from = article
        .inlines_of(id)
        .iter()
        .filter(|inline| inline.kind == InlineKind::Break && inline.text.end() < end)
        .map(|inline| inline.text.end())
        .max();
    Span::new(from.unwrap_or(text.start()), end).cut(&article.text)
}

/// Whether a heading is the title of an example: the element that it begins is marked as one (`<div class="example"><h3>`).
pub(super) fn titles_example(article: &Document, heading: BlockId) -> bool {
    /// Bytes of a tag that are read.
    const TAG: usize = 120;
    let (block, source) = (article.block(heading), article.source.text());
    if block.kind != Kind::Heading || article.source.format() != Format::Html {
        return false;
    }
    let to = block.src.start() as usize;
    let near = source.get(source.ceil_char_boundary(to.saturating_sub(TAG))..to).unwrap_or("").trim_end();
    near.rfind('<').and_then(|at| near.get(at..)).is_some_and(|tag| tag.ends_with('>') && tag.contains("class=") && tag.contains("example"))
}

/// The last `words` words of a leaf's text, as a range of [`Document::text`].
pub(super) fn tail(article: &Document, id: BlockId, words: usize) -> Span {
    let text = article.text_of(id);
    let start = article.block(id).text.start();
    let from =
        text.char_indices().rev().filter(|(_, c)| c.is_whitespace()).nth(words.saturating_sub(1)).map_or(0, |(at, c)| at + c.len_utf8());
    Span::new(start + from as u32, start + text.len() as u32)
}

/// Whether a small letter stands before a capital: "GitHub". Without a way out of the loop, the compiler looks at many bytes at a time.
#[allow(clippy::needless_bitwise_bool, reason = "a lazy operator would be a branch")]
pub(super) fn has_inner_capital(text: &str) -> bool {
    let bytes = text.as_bytes();
    let is_inner = |(one, two): (&u8, &u8)| (one.wrapping_sub(b'a') < 26) & (two.wrapping_sub(b'A') < 26);
    bytes.iter().zip(bytes.get(1..).unwrap_or_default()).fold(false, |seen, pair| seen | is_inner(pair))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sentence_ends_before_a_capital_but_not_after_a_title() {
        assert_eq!(last_sentence("The ferry is late. Ask Dr. Lund at the pier"), "Ask Dr. Lund at the pier");
        assert_eq!(last_sentence("See e.g. the harbour book"), "See e.g. the harbour book");
    }

    #[test]
    fn capitals_are_found_wherever_they_stand() {
        let text = "The Quay at Öre, No. 12 of the harbour board: [A] @Z`Z";
        let one_by_one = text.bytes().enumerate().filter(|(_, byte)| byte.is_ascii_uppercase()).map(|(at, _)| at);
        assert_eq!(capitals(text.as_bytes()).collect::<Vec<_>>(), one_by_one.collect::<Vec<_>>());
    }

    #[test]
    fn sentences_are_parted_where_the_last_one_begins() {
        let text = "The ferry is late. Ask Dr. Lund (at the pier.) “When?” he asks. 12 boats wait";
        let parts: Vec<&str> = sentences(text).into_iter().map(|range| text.get(range).unwrap()).collect();
        assert_eq!(parts, ["The ferry is late. ", "Ask Dr. Lund (at the pier.) ", "“When?” he asks. ", "12 boats wait"]);
        assert_eq!(sentences(""), Vec::<Range<usize>>::new());
    }

    #[test]
    fn ends_are_told_apart() {
        assert_eq!(End::of("They track metrics like: "), End::Colon);
        assert_eq!(End::of("and elec"), End::Word);
        assert_eq!(End::of("“Go.”"), End::Closed);
        assert_eq!(End::of("“Wherever you are.“"), End::Closed);
        assert_eq!(End::of("The captain said “"), End::Opening);
        assert_eq!(End::of(""), End::Nothing);
    }

    #[test]
    fn the_last_word_stands_without_its_marks() {
        assert_eq!(last_word("the blocks and."), "and");
        assert_eq!(last_word("one"), "one");
    }
}
