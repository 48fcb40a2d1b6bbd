//! Signs: the few words or marks of which one stands wherever a check may find something. The signs of all checks of a run are looked for in one
//! pass over an article's prose, and a check looks closer where its own were seen, instead of searching the whole text itself.
//!
//! The pass is the one that reads the words of the leaves. Where a word begins, its first four letters, five bits each, ask a table of a
//! million bits whether any sign begins so: a few operations a word. An automaton over the same signs (the crate `aho-corasick`, all matches of a thousand words)
//! took more than ten times as long.

use crate::document::{BlockId, Document, Watch, eight};
use crate::span::Span;

/// The signs that a check wants to know of, each of a kind of the check's own numbering.
#[derive(Clone, Debug, Default)]
pub struct Signs(Vec<(String, Owner)>);

/// Who looks for a word.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Owner {
    check: usize,
    kind: u8,
    /// It counts within a word of the text too.
    is_part: bool,
}

impl Signs {
    /// These words, all of kind 0.
    #[must_use]
    pub fn of<'w>(words: impl IntoIterator<Item = &'w str>) -> Self {
        let mut signs = Self::default();
        signs.add(0, words);
        signs
    }

    /// Adds words of a kind. Letters of ASCII are found in either case, an apostrophe in either form; a word that begins with a letter or a digit of
    /// ASCII is found where a word begins, and may go on behind its last letter.
    pub fn add<'w>(&mut self, kind: u8, words: impl IntoIterator<Item = &'w str>) {
        self.add_all(kind, words, false);
    }

    /// Adds words that are found as well where another one seems to run into them: as a capital within a word, as letters behind a digit.
    pub fn add_parts<'w>(&mut self, kind: u8, parts: impl IntoIterator<Item = &'w str>) {
        self.add_all(kind, parts, true);
    }

    fn add_all<'w>(&mut self, kind: u8, words: impl IntoIterator<Item = &'w str>, is_part: bool) {
        for word in words.into_iter().filter(|word| !word.is_empty()) {
            let word = word.to_ascii_lowercase();
            let owner = Owner { check: 0, kind, is_part };
            if word.contains('\'') {
                self.0.push((word.replace('\'', "’"), owner));
            }
            self.0.push((word, owner));
        }
    }
}

/// A sign that was seen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Seen {
    /// Its kind, as the check numbers them.
    pub kind: u8,
    /// Where it stands in [`crate::document::Document::text`].
    pub text: Span,
}

/// The search for the signs of several checks.
#[derive(Debug, Default)]
pub struct SignSearch {
    /// For the first four letters or digits of a word of the text, a bit: whether a sign begins with them.
    words: Bits<{ 1 << 14 }>,
    /// The same for what looks like the beginning of another word within one: whether a sign begins so that may be a part.
    parts: Bits<{ 1 << 14 }>,
    /// For a byte that is neither letter nor digit and the one behind it, a bit: whether a sign begins with them.
    marks: Bits<{ 1 << 10 }>,
    /// For the first six bytes of a sign, or all of a shorter one, a bit: the signs that begin with "you" or "the" are many, and such words are every
    /// tenth of a text.
    begins: Bits<{ 1 << 12 }>,
    /// For each key, a bit for each number of bytes that is asked for so.
    lengths: Vec<u8>,
    /// The signs, sorted by their slots.
    signs: Vec<Sign>,
    /// For each slot: how many signs have a smaller one.
    first: Vec<u32>,
    checks: usize,
}

/// A bit for each of 64 times `N` keys.
#[derive(Debug)]
struct Bits<const N: usize>(Vec<u64>);

impl<const N: usize> Default for Bits<N> {
    fn default() -> Self {
        Self(vec![0; N])
    }
}

impl<const N: usize> Bits<N> {
    fn set(&mut self, key: u32) {
        if let Some(bits) = self.0.get_mut(key as usize / 64) {
            *bits |= 1 << (key % 64);
        }
    }

    #[inline]
    fn has(&self, key: u32) -> bool {
        self.0.get(key as usize / 64).is_some_and(|bits| bits >> (key % 64) & 1 == 1)
    }
}

/// A sign of one check.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Sign {
    slot: u16,
    begin: Begin,
    text: String,
    owner: Owner,
}

/// The first eight bytes of a word, by which most words are turned away: as a number, with the bit of ASCII that tells lower from upper case set.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Begin {
    bytes: u64,
    /// The bytes that the word has.
    mask: u64,
}

impl Begin {
    const LOWER: u64 = 0x2020_2020_2020_2020;

    fn of(word: &str) -> Self {
        let mask = if word.len() >= 8 { u64::MAX } else { (1 << (8 * word.len())) - 1 };
        Self { bytes: Self::read(word.as_bytes()) & mask, mask }
    }

    fn read(bytes: &[u8]) -> u64 {
        eight(bytes) | Self::LOWER
    }

    /// The most bytes that [`Self::of_first`] tells apart.
    const SIX: usize = 6;

    /// What tells the first bytes apart, six of them at most: 18 bits of their product with an odd number.
    const fn of_first(bytes: u64, count: usize) -> u32 {
        ((bytes << (64 - 8 * count)).wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 46) as u32
    }
}

/// Slots of signs: hardly two share one.
const SLOTS: u16 = 1 << 13;

/// The slot of the signs that begin so.
const fn slot(first: u32) -> u16 {
    (first % SLOTS as u32) as u16
}

/// What tells words apart: five bits of each of their first four letters or digits. Those of a letter are the same in either case; a few digits have
/// those of letters, which costs a comparison.
const fn four(letters: u64) -> u32 {
    ((letters & 0x1f) << 15 | (letters >> 8 & 0x1f) << 10 | (letters >> 16 & 0x1f) << 5 | (letters >> 24 & 0x1f)) as u32
}

/// What tells the words of a text apart that begin as a sign does, which may go on in the text.
fn fours(sign: &[u8]) -> impl Iterator<Item = u32> {
    let run = sign.iter().take(4).take_while(|byte| byte.is_ascii_alphanumeric()).count();
    let four = four(Begin::read(sign) & ((1 << (8 * run)) - 1));
    let spare = if run == sign.len() { 4 - run } else { 0 };
    (0..1_u32 << (5 * spare)).map(move |more| four | more)
}

/// The key of a word: its first three letters.
const fn key_of_word(four: u32) -> u16 {
    (four >> 5) as u16
}

/// The keys of marks follow those of words.
const MARKS: u16 = 1 << 15;

/// The key of what begins with a byte that is no letter or digit.
fn key_of_mark(first: u8) -> u16 {
    MARKS | u16::from(first)
}

/// What tells marks apart before their key does: their first two bytes.
fn two(first: u8, next: u8) -> u32 {
    u16::from_le_bytes([first, next]).into()
}

impl SignSearch {
    /// One search for the signs of all these checks.
    #[must_use]
    pub fn new(checks: impl IntoIterator<Item = Signs>) -> Self {
        let mut search = Self::default();
        for (check, Signs(signs)) in checks.into_iter().enumerate() {
            search.checks = check + 1;
            for (word, owner) in signs {
                search.add(&word, Owner { check, ..owner });
            }
        }
        search.signs.sort_unstable();
        search.signs.dedup();
        let mut of_slot = vec![0_u32; usize::from(SLOTS) + 1];
        for sign in &search.signs {
            if let Some(count) = of_slot.get_mut(usize::from(sign.slot)) {
                *count += 1;
            }
        }
        let smaller = |sum: &mut u32, count: u32| Some(std::mem::replace(sum, *sum + count));
        search.first = of_slot.into_iter().scan(0, smaller).collect();
        search
    }

    fn add(&mut self, word: &str, owner: Owner) {
        let bytes = word.as_bytes();
        let begin = Begin::of(word);
        let count = bytes.len().min(Begin::SIX);
        let first = Begin::of_first(begin.bytes, count);
        self.begins.set(first);
        self.signs.push(Sign { slot: slot(first), begin, text: word.to_owned(), owner });
        self.lengths.resize(usize::from(MARKS) + 257, 0);
        let lengths = &mut self.lengths;
        let mut take = |key: u16| {
            if let Some(lengths) = lengths.get_mut(usize::from(key)) {
                *lengths |= 1 << count;
            }
        };
        let Some(&first) = bytes.first() else { return };
        if !first.is_ascii_alphanumeric() {
            take(key_of_mark(first));
            // Whatever stands behind a mark of one byte.
            let next = bytes.get(1).map_or(0..=u8::MAX, |next| *next..=*next);
            for next in next {
                self.marks.set(two(first, next));
                self.marks.set(two(first, next.to_ascii_uppercase()));
            }
            return;
        }
        for four in fours(bytes) {
            self.words.set(four);
            if owner.is_part {
                self.parts.set(four);
            }
            take(key_of_word(four));
        }
    }

    /// What is seen in the prose of an article: for each check its signs in the order in which they begin.
    #[must_use]
    pub fn look(&self, article: &Document) -> Vec<Vec<Seen>> {
        let mut look = Look { search: self, text: article.text.as_bytes(), seen: Vec::with_capacity(article.text.len() / 32) };
        if !self.signs.is_empty() {
            article.watched_by(&mut look);
        }
        let mut counts = vec![0; self.checks];
        for (check, _) in &look.seen {
            if let Some(count) = counts.get_mut(*check) {
                *count += 1;
            }
        }
        let mut of_checks: Vec<Vec<Seen>> = counts.into_iter().map(Vec::with_capacity).collect();
        for (check, seen) in look.seen {
            if let Some(of_check) = of_checks.get_mut(check) {
                of_check.push(seen);
            }
        }
        // Of two that begin at one place the shorter one comes first.
        for of_check in &mut of_checks {
            of_check.sort_by_key(|seen| (seen.text.start(), seen.text.end()));
        }
        of_checks
    }
}

/// One look at an article.
struct Look<'a> {
    search: &'a SignSearch,
    text: &'a [u8],
    /// What was seen, with the check that looks for it.
    seen: Vec<(usize, Seen)>,
}

impl Watch for Look<'_> {
    #[inline]
    fn run(&mut self, at: usize, letters: u64) {
        let four = four(letters);
        if self.search.words.has(four) {
            self.compare(at, key_of_word(four), false);
        }
    }

    #[inline]
    fn joint(&mut self, at: usize, letters: u64) {
        let four = four(letters);
        if self.search.parts.has(four) {
            self.compare(at, key_of_word(four), true);
        }
    }

    #[inline]
    fn mark(&mut self, at: usize, first: u8, next: u8) {
        if self.search.marks.has(two(first, next)) {
            self.compare(at, key_of_mark(first), false);
        }
    }
}

impl Look<'_> {
    /// Takes the signs of a key that stand at a place.
    fn compare(&mut self, at: usize, key: u16, is_joint: bool) {
        let begin = Begin::read(self.text.get(at..).unwrap_or_default());
        let mut lengths = self.search.lengths.get(usize::from(key)).copied().unwrap_or(0);
        while lengths != 0 {
            let count = lengths.trailing_zeros() as usize;
            let first = Begin::of_first(begin, count);
            lengths &= lengths - 1;
            if self.search.begins.has(first) {
                self.take(at, begin, (count, slot(first)), is_joint);
            }
        }
    }

    /// Takes the signs of a slot of which so many bytes are asked for first, and which stand at a place that begins so.
    fn take(&mut self, at: usize, begin: u64, (count, slot): (usize, u16), is_joint: bool) {
        let place = |slot: usize| self.search.first.get(slot).map_or(0, |first| *first as usize);
        let slot = usize::from(slot);
        for Sign { begin: of_sign, text, owner, .. } in self.search.signs.get(place(slot)..place(slot + 1)).unwrap_or_default() {
            let end = at + text.len();
            if begin & of_sign.mask == of_sign.bytes
                && text.len().min(Begin::SIX) == count
                && (!is_joint || owner.is_part)
                && self.text.get(at..end).is_some_and(|found| found.eq_ignore_ascii_case(text.as_bytes()))
            {
                self.seen.push((owner.check, Seen { kind: owner.kind, text: Span::of(at, end) }));
            }
        }
    }
}

/// Each sign that was seen with the leaf block that holds it.
pub(crate) fn leaves<'s>(article: &Document, seen: &'s [Seen]) -> impl Iterator<Item = (BlockId, &'s Seen)> {
    let mut last: Option<(BlockId, Span)> = None;
    seen.iter().map(move |seen| match last {
        // Several stand in one leaf.
        Some((id, text)) if text.contains(seen.text) => (id, seen),
        _ => {
            let id = article.leaf_at(seen.text.start());
            last = Some((id, article.block(id).text));
            (id, seen)
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::limits::Limits;
    use crate::source::{Format, Source};

    fn read(name: &str, format: Format, text: &str) -> Document {
        Document::read(Source::of_text(name, format, text), &Limits::default(), "en")
    }

    fn texts(search: &SignSearch, text: &str) -> Vec<Vec<(u8, String)>> {
        let article = read("a.txt", Format::Plain, text);
        let words = |seen: Vec<Seen>| seen.iter().map(|seen| (seen.kind, seen.text.cut(&article.text).to_owned())).collect();
        search.look(&article).into_iter().map(words).collect()
    }

    #[test]
    fn each_check_sees_its_own_signs() {
        let mut second = Signs::of(["study"]);
        second.add(1, ["%", "per cent"]);
        second.add_parts(2, ["stud"]);
        let search = SignSearch::new([Signs::of(["here's", "study"]), Signs::default(), second]);
        let own = |seen: &[(u8, &str)]| seen.iter().map(|(kind, word)| (*kind, (*word).to_owned())).collect::<Vec<_>>();
        assert_eq!(
            texts(&search, "A Study: 5% of it, work-studying; here’s the understudy, a workStudy of 7studs."),
            [
                own(&[(0, "Study"), (0, "study"), (0, "here’s")]),
                own(&[]),
                own(&[(2, "Stud"), (0, "Study"), (1, "%"), (2, "stud"), (0, "study"), (2, "Stud"), (2, "stud")]),
            ]
        );
    }

    #[test]
    fn signs_may_overlap_be_short_and_be_none() {
        let search = SignSearch::new([Signs::of(["is a", "a list", "tk", "**", "【"])]);
        let words = |text| texts(&search, text).concat().into_iter().map(|(_, word)| word).collect::<Vec<_>>();
        assert_eq!(words("This is a list"), ["is a", "a list"]);
        assert_eq!(words("TK, tk TK\n"), ["TK", "tk", "TK"]);
        assert_eq!(words("**【"), ["**", "【"]);
        assert_eq!(texts(&SignSearch::new([Signs::default()]), "text"), [vec![]]);
    }

    #[test]
    fn code_is_not_looked_at_unless_an_export_made_it() {
        let search = SignSearch::new([Signs::of(["tide"])]);
        let count = |name: &str, format, text: &str| search.look(&read(name, format, text)).concat().len();
        assert_eq!(count("a.md", Format::Markdown, "# Tides\n\nA tide.\n\n    tide\n\nThe next tide\n"), 3);
        assert_eq!(count("a.txt", Format::Plain, "Tides\n\nA tide comes.\n\n    tide = 1\n"), 3);
    }
}
