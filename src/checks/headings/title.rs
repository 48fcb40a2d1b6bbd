//! The words of a heading, made comparable, and lines of a plain-text export that may be headings.

use crate::checks::prose::count_words;
use crate::document::{BlockId, Document, Flags, Kind};
use crate::source::Format;
use crate::span::Span;

/// Words of a line that may be a heading, at most.
const LINE: usize = 24;

/// Words of the text above such a line and below it, at least.
const ABOVE: usize = 12;
const BELOW: usize = 6;

/// Lines of a plain-text export that stand between prose as headings do, but were not taken for headings (they end in a mark, or begin with
/// a number). A line that has a heading's words is one.
pub(super) fn lines(article: &Document) -> impl Iterator<Item = BlockId> + '_ {
    let is_plain = article.source.format() == Format::Plain;
    article.of_kind(Kind::Paragraph).take_while(move |_| is_plain).filter_map(|(id, block)| {
        if block.flags.has(Flags::QUESTION) || block.text.len() > 180 || !(1..=LINE).contains(&count_words(article.text_of(id))) {
            return None;
        }
        let mut outer = id;
        for ancestor in article.ancestors(id) {
            let lone = article.children(ancestor).nth(1).is_none();
            match article.block(ancestor).kind {
                Kind::Item | Kind::List if lone => outer = ancestor,
                Kind::Region => {}
                _ => return None,
            }
        }
        let is_prose = |id: BlockId, words: usize| count_words(article.text_of(id)) >= words;
        let above = outer.checked_sub(1)?;
        let below = article.block(outer).end;
        let set_off = is_prose(above, ABOVE) || article.is_within(above, Kind::Item) && article.block(above).kind.is_leaf();
        let heads = (below as usize) < article.blocks.len() && (article.block(below).kind == Kind::List || is_prose(below, BELOW));
        (set_off && heads && article.block(below).kind != Kind::Heading).then_some(id)
    })
}

/// Two headings stand in tabs of one row, of which a reader sees one at a time. Panels of pages are no blocks, so that their tags tell.
pub(super) fn stand_in_tabs(article: &Document, one: BlockId, other: BlockId) -> bool {
    /// Bytes above the first heading in which its own tab opens.
    const ABOVE: u32 = 4000;
    let source = article.source.text();
    let (first, second) = (article.block(one).src, article.block(other).src);
    let from = source.floor_char_boundary(first.start().saturating_sub(ABOVE) as usize) as u32;
    let above = Span::new(from, first.start()).cut(source);
    let between = Span::new(first.end(), second.start().max(first.end())).cut(source);
    if article.source.format() == Format::Html {
        let opens = |text: &str| ["role=\"tabpanel\"", "tab-pane", "tab-panel", "tabpanel"].iter().any(|mark| text.contains(mark));
        return opens(between) && opens(above);
    }
    let opens = |text: &str| {
        text.lines().map(str::trim_start).any(|line| {
            let marks = ["=== \"", "=== '", "===! ", "===+ ", "<Tab", "<tab", "{% tab ", "{{< tab", "{{% tab", "::: tab", ":::tab"];
            marks.iter().any(|mark| line.starts_with(mark)) || line.starts_with(':') && line.contains("{tab-item}")
        })
    };
    opens(between) && opens(above)
}

/// Whether parents tell headings apart: the levels of a plain-text export are guessed.
pub(super) fn has_levels(article: &Document) -> bool {
    article.source.format() != Format::Plain
}

/// What may end a heading without being one of its words.
fn ends(c: char) -> bool {
    c.is_whitespace() || matches!(c, '.' | ':' | '?' | '!' | '…' | '–' | '—' | '-')
}

/// The words without case and without the marks that may end a heading. `C`, `C++` and `C#` stay three headings.
pub(super) fn same_words(title: &str) -> String {
    let title = title.trim_end_matches(ends).trim_start();
    let mut words = String::with_capacity(title.len());
    for word in title.split_whitespace() {
        if !words.is_empty() {
            words.push(' ');
        }
        words.extend(word.chars().flat_map(char::to_lowercase).map(|c| if c == '’' { '\'' } else { c }));
    }
    words
}

/// Stands for [`same_words`]: equal words have equal keys. `None`: there are no words.
pub(super) fn words_key(title: &str) -> Option<u64> {
    let mut key = Key::new();
    let mut any = false;
    let mut blank = false;
    for c in title.trim_end_matches(ends).chars() {
        if c.is_whitespace() {
            blank = any;
            continue;
        }
        if blank {
            key.push(' ');
            blank = false;
        }
        any = true;
        key.push_lower(c);
    }
    any.then(|| key.value())
}

/// A fingerprint of characters (FNV-1a, mixed at the end), so that words need not be kept to be compared.
pub(super) struct Key(u64);

impl Key {
    pub(super) const fn new() -> Self {
        Self(0xcbf2_9ce4_8422_2325)
    }

    pub(super) fn push(&mut self, c: char) {
        self.0 = (self.0 ^ u64::from(u32::from(c))).wrapping_mul(0x0100_0000_01b3);
    }

    /// Adds a character in lower case, one apostrophe for both.
    pub(super) fn push_lower(&mut self, c: char) {
        match c {
            '’' => self.push('\''),
            _ if c.is_ascii() => self.push(c.to_ascii_lowercase()),
            _ => c.to_lowercase().for_each(|c| self.push(c)),
        }
    }

    pub(super) const fn value(&self) -> u64 {
        let mixed = (self.0 ^ (self.0 >> 32)).wrapping_mul(0xd6e8_feb8_6659_fd93);
        mixed ^ (mixed >> 32)
    }
}

#[cfg(test)]
mod tests {
    use super::{same_words, words_key};

    #[test]
    fn marks_at_the_end_and_case_do_not_tell_headings_apart() {
        assert_eq!(same_words("What to Expect:"), same_words("what to expect …"));
    }

    #[test]
    fn equal_words_have_equal_keys() {
        for (one, other) in [
            ("What to Expect:", " what  to expect …"),
            ("The Pilots’ Guild", "the pilots' guild"),
            ("ÉTÉ", "été"),
            (" : ", ""),
            ("C", "C++"),
        ] {
            let (same, same_key) = (same_words(one) == same_words(other), words_key(one) == words_key(other));
            assert_eq!(same, same_key, "{one} / {other}");
        }
        assert_eq!(words_key(" – "), None);
    }

    #[test]
    fn names_that_end_in_signs_stay_apart() {
        assert_ne!(same_words("C++"), same_words("C"));
        assert_ne!(same_words("C#"), same_words("F#"));
    }
}
