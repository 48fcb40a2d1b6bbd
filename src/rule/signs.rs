//! Signs: the few words or marks of which one stands wherever a check may find something. The signs of all checks of a run are looked for in one
//! pass over an article's prose, and a check looks closer where its own were seen, instead of searching the whole text itself.
//!
//! The pass keeps the last three characters, folded to five bits each, and asks a table of 32,768 bits whether any word begins so: a few
//! operations a byte. An automaton over the same words (the crate `aho-corasick`, all matches of a thousand words) took ten times as long.

use crate::document::{BlockId, Document, Flags, Kind};
use crate::source::Format;
use crate::span::Span;

/// The signs that a check wants to know of, each of a kind of the check's own numbering.
#[derive(Clone, Debug, Default)]
pub struct Signs(Vec<(String, Owner)>);

/// Who looks for a word.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Owner {
    check: usize,
    kind: u8,
    /// It counts only where a word of the text begins.
    begins: bool,
}

impl Signs {
    /// These words, all of kind 0.
    #[must_use]
    pub fn of<'w>(words: impl IntoIterator<Item = &'w str>) -> Self {
        let mut signs = Self::default();
        signs.add(0, words);
        signs
    }

    /// Adds words of a kind. Letters of ASCII are found in either case, an apostrophe in either form; a word that begins with a letter or a digit is
    /// found where a word begins, and may go on behind its last letter.
    pub fn add<'w>(&mut self, kind: u8, words: impl IntoIterator<Item = &'w str>) {
        self.add_all(kind, words, false);
    }

    /// Adds parts of words, found wherever they stand.
    pub fn add_parts<'w>(&mut self, kind: u8, parts: impl IntoIterator<Item = &'w str>) {
        self.add_all(kind, parts, true);
    }

    fn add_all<'w>(&mut self, kind: u8, words: impl IntoIterator<Item = &'w str>, is_part: bool) {
        for word in words.into_iter().filter(|word| !word.is_empty()) {
            let begins = !is_part && word.starts_with(|c: char| c.is_ascii_alphanumeric());
            let word = word.to_ascii_lowercase();
            if word.contains('\'') {
                self.0.push((word.replace('\'', "’"), Owner { check: 0, kind, begins }));
            }
            self.0.push((word, Owner { check: 0, kind, begins }));
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
    /// For three characters at the beginning of a word of the text, a bit: whether a sign begins with them.
    begin: Bits,
    /// The same for three characters anywhere.
    within: Bits,
    /// For each byte: its character, folded; with [`MARK`] when a word begins with it that three characters do not tell.
    bytes: Vec<u8>,
    /// The words, sorted by their three characters or their mark.
    words: Vec<Word>,
    /// For each key: how many words have a smaller one.
    first: Vec<u32>,
    checks: usize,
}

/// A bit for each three folded characters.
#[derive(Debug)]
struct Bits(Vec<u64>);

impl Default for Bits {
    fn default() -> Self {
        Self(vec![0; usize::from(THREE) / 64])
    }
}

impl Bits {
    fn set(&mut self, key: u16) {
        if let Some(bits) = self.0.get_mut(usize::from(key / 64)) {
            *bits |= 1 << (key % 64);
        }
    }

    fn has(&self, key: u16) -> bool {
        self.0.get(usize::from(key / 64)).is_some_and(|bits| bits >> (key % 64) & 1 == 1)
    }
}

/// A word of one check.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Word {
    key: u16,
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
        let first = bytes.first_chunk().copied().unwrap_or_else(|| {
            let mut few = [0; 8];
            few.iter_mut().zip(bytes).for_each(|(to, from)| *to = *from);
            few
        });
        u64::from_le_bytes(first) | Self::LOWER
    }
}

/// Bits of a folded character; a larger one is a mark.
const FOLDED: u32 = 5;
const MARK: u8 = 1 << FOLDED;

/// Three folded characters.
const THREE: u16 = 1 << (3 * FOLDED);

/// Keys: three folded characters, or a byte that is a mark.
const KEYS: u16 = THREE + 256;

/// Letters of either case are 1 to 26; all digits are one, and so is what is neither.
const fn folded(byte: u8) -> u8 {
    match byte {
        b'a'..=b'z' => byte - b'a' + 1,
        b'A'..=b'Z' => byte - b'A' + 1,
        b'0'..=b'9' => 27,
        b' ' => 28,
        b'\'' => 29,
        b'-' => 30,
        0x80.. => 31,
        _ => 0,
    }
}

impl SignSearch {
    /// One search for the signs of all these checks.
    #[must_use]
    pub fn new(checks: impl IntoIterator<Item = Signs>) -> Self {
        let mut search = Self { bytes: (0..=u8::MAX).map(folded).collect(), ..Self::default() };
        for (check, Signs(signs)) in checks.into_iter().enumerate() {
            search.checks = check + 1;
            for (word, owner) in signs {
                search.add(word, Owner { check, ..owner });
            }
        }
        search.words.sort_unstable();
        search.words.dedup();
        let mut of_key = vec![0_u32; usize::from(KEYS) + 1];
        for word in &search.words {
            if let Some(count) = of_key.get_mut(usize::from(word.key)) {
                *count += 1;
            }
        }
        let smaller = |sum: &mut u32, count: u32| Some(std::mem::replace(sum, *sum + count));
        search.first = of_key.into_iter().scan(0, smaller).collect();
        search
    }

    fn add(&mut self, word: String, owner: Owner) {
        let bytes = word.as_bytes();
        let key = |one: u8, two: u8, three: u8| {
            (u16::from(folded(one)) << (2 * FOLDED)) | (u16::from(folded(two)) << FOLDED) | u16::from(folded(three))
        };
        let mut add = |key: u16| {
            if owner.begins {
                self.begin.set(key);
            } else {
                self.within.set(key);
            }
            self.words.push(Word { key, begin: Begin::of(&word), text: word.clone(), owner });
        };
        match *bytes {
            // Most texts have few of these.
            [first, ..] if first >= 0x80 || bytes.len() < 3 && !first.is_ascii_alphanumeric() => {
                if let Some(byte) = self.bytes.get_mut(usize::from(first)) {
                    *byte |= MARK;
                }
                self.words.push(Word { key: THREE | u16::from(first), begin: Begin::of(&word), text: word, owner });
            }
            [one, two, three, ..] => add(key(one, two, three)),
            // Whatever stands behind so short a word.
            [one, ref rest @ ..] => {
                let any = || (b'a'..=b'z').chain(*b"0 '-.\x80");
                let two: Vec<u8> = rest.first().map_or_else(|| any().collect(), |two| vec![*two]);
                two.into_iter().flat_map(|two| any().map(move |three| (two, three))).for_each(|(two, three)| add(key(one, two, three)));
            }
            [] => {}
        }
    }

    /// What is seen in the prose of an article: for each check its signs in the order in which they begin.
    #[must_use]
    pub fn look(&self, article: &Document) -> Vec<Vec<Seen>> {
        let mut seen: Vec<Vec<Seen>> = vec![Vec::new(); self.checks];
        if !self.words.is_empty() {
            prose(article, |part| self.look_at(&article.text, part, &mut seen));
        }
        // Marks are seen as they begin, words two characters later.
        for of_check in &mut seen {
            of_check.sort_by_key(|seen| (seen.text.start(), seen.text.end()));
        }
        seen
    }

    fn look_at(&self, text: &str, part: Span, seen: &mut [Vec<Seen>]) {
        let bytes = text.as_bytes();
        let start = part.start() as usize;
        // Three characters, and for these and the one before them whether they are letters or digits.
        let (mut key, mut letters) = (0, 0_u8);
        // The newline that ends each leaf is the third character of a word of two.
        for (at, byte) in (start..).zip(bytes.get(part.range()).unwrap_or_default()) {
            let folded = self.bytes.get(usize::from(*byte)).copied().unwrap_or(0);
            key = ((key << FOLDED) | u16::from(folded & (MARK - 1))) & (THREE - 1);
            letters = letters << 1 | u8::from(matches!(folded, 1..=27));
            let goes_on = letters & 0b1000 != 0;
            if (self.within.has(key) || !goes_on && self.begin.has(key))
                && let Some(begin) = at.checked_sub(2).filter(|begin| *begin >= start)
            {
                self.compare(bytes, begin, key, goes_on, seen);
            }
            if folded & MARK != 0 {
                self.compare(bytes, at, THREE | u16::from(*byte), false, seen);
            }
        }
    }

    /// Takes the words of a key that stand at a place.
    fn compare(&self, bytes: &[u8], at: usize, key: u16, goes_on: bool, seen: &mut [Vec<Seen>]) {
        let place = |key: u16| self.first.get(usize::from(key)).map_or(0, |first| *first as usize);
        let begin = Begin::read(bytes.get(at..).unwrap_or_default());
        for Word { begin: of_word, text, owner, .. } in self.words.get(place(key)..place(key + 1)).unwrap_or_default() {
            let end = at + text.len();
            if begin & of_word.mask == of_word.bytes
                && (!owner.begins || !goes_on)
                && bytes.get(at..end).is_some_and(|found| found.eq_ignore_ascii_case(text.as_bytes()))
                && let Some(of_check) = seen.get_mut(owner.check)
            {
                of_check.push(Seen { kind: owner.kind, text: Span::of(at, end) });
            }
        }
    }
}

/// Calls `take` with the parts of the text that hold prose, several leaves at once. In an export, what is indented was no code.
fn prose(article: &Document, mut take: impl FnMut(Span)) {
    let is_export = article.source.format() == Format::Plain;
    let is_prose = |kind| kind != Kind::Math && (kind != Kind::Code || is_export);
    let mut part = Span::default();
    for block in article.blocks.iter().filter(|block| block.kind.is_leaf() && is_prose(block.kind) && !block.flags.has(Flags::BOILER)) {
        if part.end() == block.text.start() {
            part = part.join(block.text);
        } else {
            take(part);
            part = block.text;
        }
    }
    take(part);
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

    fn texts<'t>(search: &SignSearch, text: &'t str) -> Vec<Vec<(u8, &'t str)>> {
        let mut seen = vec![Vec::new(); search.checks];
        search.look_at(text, Span::of(0, text.len()), &mut seen);
        let words = |mut seen: Vec<Seen>| {
            seen.sort_by_key(|seen| (seen.text.start(), seen.text.end()));
            seen.iter().map(|seen| (seen.kind, seen.text.cut(text))).collect()
        };
        seen.into_iter().map(words).collect()
    }

    #[test]
    fn each_check_sees_its_own_signs() {
        let mut second = Signs::of(["study"]);
        second.add(1, ["%", "per cent"]);
        second.add_parts(2, ["stud"]);
        let search = SignSearch::new([Signs::of(["here's", "study"]), Signs::default(), second]);
        assert_eq!(
            texts(&search, "A Study: 5% of it, work-studying; here’s the understudy."),
            [
                vec![(0, "Study"), (0, "study"), (0, "here’s")],
                vec![],
                vec![(2, "Stud"), (0, "Study"), (1, "%"), (2, "stud"), (0, "study"), (2, "stud")],
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
        let count = |name: &str, format, text: &str| {
            let article = Document::read(crate::source::Source::of_text(name, format, text), &crate::limits::Limits::default(), "en");
            search.look(&article).concat().len()
        };
        assert_eq!(count("a.md", Format::Markdown, "# Tides\n\nA tide.\n\n    tide\n\nThe next tide\n"), 3);
        assert_eq!(count("a.txt", Format::Plain, "Tides\n\nA tide comes.\n\n    tide = 1\n"), 3);
    }
}
