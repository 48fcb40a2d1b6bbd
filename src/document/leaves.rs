//! The text of an article, leaf by leaf, as keys that are equal where the words are: case, blanks and marks of typography aside.
//!
//! One pass over the bytes makes the keys of leaves and of sentences, and the samples by which near copies find each other, in the article and
//! across the library.

use std::ops::Range;

use super::sketch::{Sketch, Sketching};
use super::{BlockId, Document, Flags, InlineKind, Kind};
use crate::source::Format;
use crate::span::Span;

/// Words of a shingle.
const SHINGLE: usize = 4;

/// A leaf block with text.
#[derive(Clone, Debug)]
pub(crate) struct Leaf {
    /// The block.
    pub(crate) id: BlockId,
    /// Equal where the words are.
    pub(crate) key: u64,
    /// How many words it has; characters of scripts that write without blanks count half.
    pub(crate) words: u32,
    /// What it is to a reader.
    pub(crate) role: Role,
    /// A range of [`Leaves::sentences`].
    pub(crate) sentences: (u32, u32),
}

/// What a leaf is to a reader.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Role {
    /// A heading.
    Heading,
    /// A paragraph of the running text.
    Paragraph,
    /// The first text of a list item.
    Item,
    /// Code, cells, notes, quotations, boxes: copied only together with the text around them, or one behind the other.
    Other,
}

impl Role {
    /// Whether it is running text.
    pub(crate) const fn is_prose(self) -> bool {
        matches!(self, Self::Paragraph | Self::Item)
    }
}

/// A sentence of a paragraph or item.
#[derive(Clone, Debug)]
pub(crate) struct Sentence {
    /// Equal where the words are.
    pub(crate) key: u64,
    /// How many words it has.
    pub(crate) words: u32,
    /// Range in [`Document::text`].
    pub(crate) text: Span,
}

/// The leaves of an article, in order.
#[derive(Clone, Debug, Default)]
pub(crate) struct Leaves {
    /// The leaves.
    pub(crate) all: Vec<Leaf>,
    /// The sentences of paragraphs and items, in order.
    pub(crate) sentences: Vec<Sentence>,
    /// Samples of the shingles of running text, each with the index of its leaf.
    pub(crate) samples: Vec<(u64, u32)>,
    /// The shingles of the running text of the whole article, as far as a sketch holds them.
    pub(crate) sketch: Sketch,
}

/// Somebody who looks at the prose of an article while its leaves are read: its bytes are then gone through once. Places are those in
/// [`Document::text`].
pub(crate) trait Watch {
    /// Letters or digits of ASCII begin behind something else. `letters` are the first eight of them at most, in lower case, the first in the lowest
    /// byte, and nothing behind the last.
    fn run(&mut self, at: usize, letters: u64);
    /// Letters or digits go on, but look like the beginning of another word: a capital, or a digit behind a letter.
    fn joint(&mut self, at: usize, letters: u64);
    /// A character stands here that is no letter or digit of ASCII; `next` is the byte behind its first one.
    fn mark(&mut self, at: usize, first: u8, next: u8);
}

/// Nobody.
impl Watch for () {
    fn run(&mut self, _: usize, _: u64) {}

    fn joint(&mut self, _: usize, _: u64) {}

    fn mark(&mut self, _: usize, _: u8, _: u8) {}
}

impl Leaves {
    /// Reads an article while somebody watches its prose. In an export, what is indented was no code.
    pub(super) fn of(article: &Document, watch: &mut impl Watch) -> Self {
        let mut leaves = Self::default();
        let mut sketch = Sketching::default();
        let is_export = article.source.format() == Format::Plain;
        for (id, block) in article.all() {
            if !block.kind.is_leaf() || block.flags.has(Flags::BOILER) || block.text.is_empty() {
                continue;
            }
            let role = role(article, id);
            let mut fold = Fold::new(block.text.start(), role.is_prose());
            let first = leaves.sentences.len();
            let index = leaves.all.len() as u32;
            let (samples, sentences) = (&mut leaves.samples, &mut leaves.sentences);
            let mut sample = |shingle: u64| {
                sketch.add(shingle);
                // A quarter of them, the same ones wherever the words stand.
                if (shingle >> 32).trailing_zeros() >= 2 {
                    samples.push((shingle, index));
                }
            };
            let text = article.text_of(id);
            match block.kind {
                Kind::Math => fold.read(text, &mut (), sentences, &mut sample),
                Kind::Code if !is_export => fold.read(text, &mut (), sentences, &mut sample),
                _ => fold.read(text, watch, sentences, &mut sample),
            }
            let words = fold.words + fold.wide / 2;
            if words > 0 {
                let sentences = (first as u32, leaves.sentences.len() as u32);
                leaves.all.push(Leaf { id, key: fold.key, words, role, sentences });
            }
        }
        leaves.sketch = sketch.finish();
        leaves
    }

    /// The block of a leaf.
    pub(crate) fn id(&self, leaf: usize) -> BlockId {
        self.all.get(leaf).map_or(Document::ROOT, |leaf| leaf.id)
    }

    /// The sentences of a leaf.
    pub(crate) fn sentences_of(&self, leaf: &Leaf) -> &[Sentence] {
        self.sentences.get(leaf.sentences.0 as usize..leaf.sentences.1 as usize).unwrap_or_default()
    }
}

fn role(article: &Document, id: BlockId) -> Role {
    let block = article.block(id);
    match block.kind {
        Kind::Heading => return Role::Heading,
        Kind::Paragraph if !block.flags.has(Flags::QUESTION) => {}
        _ => return Role::Other,
    }
    let is_running = article.ancestors(id).all(|outer| {
        let holder = article.block(outer);
        matches!(holder.kind, Kind::List | Kind::Item) || holder.kind == Kind::Region && !holder.flags.has(Flags::ALERT)
    });
    match article.block(block.parent).kind {
        _ if !is_running => Role::Other,
        Kind::Item if block.parent + 1 == id => Role::Item,
        _ => Role::Paragraph,
    }
}

/// The words and signs of a text as hashes, each with its place in [`Document::text`].
pub(crate) fn words(article: &Document, id: BlockId) -> Vec<(u64, Span)> {
    let base = article.block(id).text.start();
    let mut words = Vec::new();
    pieces(article.text_of(id), 0, &mut (), |piece| match piece {
        Piece::Word { hash, text, .. } | Piece::Sign { hash, text } => words.push((hash, text.shifted(base))),
        Piece::Stop { .. } => {}
    });
    words
}

/// All shingles of the running text of an article, each once, in ascending order; leaves whose key is left out are not read.
pub(crate) fn shingles(article: &Document, is_left_out: impl Fn(u64) -> bool) -> Vec<u64> {
    let mut all = Vec::new();
    for leaf in article.leaves().all.iter().filter(|leaf| leaf.role.is_prose() && !is_left_out(leaf.key)) {
        Fold::new(0, true).read(article.text_of(leaf.id), &mut (), &mut Vec::new(), &mut |shingle| all.push(shingle));
    }
    all.sort_unstable();
    all.dedup();
    all
}

/// What the words of a leaf do not tell: where its links and pictures lead to, and its code to the sign.
pub(crate) fn beside_words(article: &Document, id: BlockId) -> impl Iterator<Item = &str> {
    article.inlines_of(id).iter().filter_map(|inline| match inline.kind {
        InlineKind::Link | InlineKind::Image => Some(&*article.links.get(inline.aux as usize)?.url),
        InlineKind::Code | InlineKind::Template | InlineKind::Math => Some(inline.src.cut(article.source.text())),
        _ => None,
    })
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Folded {
    Letter,
    /// Has a meaning of its own, as in `a + b`.
    Sign,
    /// Ends a word.
    End,
    /// Stands within a word and is no part of it.
    Nothing,
}

/// What a character beyond ASCII is to a key.
fn fold(c: char) -> Folded {
    match c {
        '’' | 'ʼ' | '\u{ad}' => Folded::Nothing,
        '\u{fffc}' => Folded::Sign,
        _ if c.is_alphanumeric() || is_mark(c) => Folded::Letter,
        _ => Folded::End,
    }
}

const fn is_mark(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}' | '€' | '£' | '°' | '±' | '×')
}

/// Takes a value into a hash.
pub(crate) const fn mix(hash: u64, value: u64) -> u64 {
    // An odd constant without pattern, as in FxHash.
    (hash.rotate_left(5) ^ (value + 1)).wrapping_mul(0x517c_c1b7_2722_0a95)
}

/// What a byte is to a key that is no letter or digit of ASCII.
const SIGN: u8 = 1;
const END: u8 = 2;
const NOTHING: u8 = 3;
/// A part of a wide character.
const WIDE: u8 = 4;
/// Ends a word, and perhaps a sentence.
const STOP: u8 = 5;

#[expect(clippy::indexing_slicing, reason = "where this goes wrong it does not compile")]
const BYTES: [u8; 256] = {
    let mut bytes = [WIDE; 256];
    let mut at = 0;
    while at < 128 {
        let byte = at as u8;
        bytes[at] = match byte {
            b'.' | b'!' | b'?' => STOP,
            b'\'' => NOTHING,
            b'+' | b'/' | b'<' | b'>' | b'=' | b'&' | b'|' | b'%' | b'$' | b'#' | b'@' | b'^' | b'~' | b'{' | b'}' | b'\\' => SIGN,
            _ => END,
        };
        at += 1;
    }
    bytes
};

/// What has been read of a leaf.
struct Fold {
    key: u64,
    words: u32,
    /// Characters of scripts that write without blanks.
    wide: u32,
    base: u32,
    is_prose: bool,
    last: [u64; SHINGLE],
}

/// A word as far as it has been read: eight letters of ASCII are one number, so that few of them are mixed.
#[derive(Default)]
struct Word {
    start: usize,
    hash: u64,
    /// Those that are not yet mixed.
    letters: u64,
    /// Letters so far; a wide one fills the number that it stands in, and the next.
    len: u32,
    wide: u32,
}

impl Word {
    const fn begin(&mut self, at: usize) {
        if self.len == 0 {
            self.start = at;
        }
    }

    /// Adds letters of ASCII in lower case, `count` of them, the first in the lowest byte.
    const fn add(&mut self, letters: u64, count: u32) {
        let used = self.len % 8;
        self.letters |= letters << (8 * used);
        self.len += count;
        if used + count >= 8 {
            self.hash = mix(self.hash, self.letters);
            self.letters = if used == 0 { 0 } else { letters >> (8 * (8 - used)) };
        }
    }

    fn add_wide(&mut self, c: char) {
        for lower in c.to_lowercase() {
            self.hash = mix(mix(self.hash, self.letters), u64::from(u32::from(lower)) | 1 << 63);
            self.letters = 0;
            self.len = self.len.next_multiple_of(8) + 8;
        }
        self.wide += u32::from(c >= '\u{2e80}');
    }

    const fn hash(&self) -> u64 {
        mix(self.hash, self.letters)
    }
}

/// Letters and digits of ASCII.
struct Run {
    /// Up to eight of them, in lower case, the first in the lowest byte.
    letters: u64,
    count: u32,
    /// The highest bit of each byte with a capital or a digit.
    others: u64,
}

impl Run {
    const EACH: u64 = 0x0101_0101_0101_0101;
    const HIGH: u64 = 0x80 * Self::EACH;

    /// Those that begin a text, as far as its first eight bytes go. All eight are looked at at once: in each byte without its highest bit, adding the
    /// distance to 128 sets that bit from a certain value on.
    #[inline]
    fn of(bytes: &[u8]) -> Self {
        let from = |value: u8| u64::from(0x80 - value) * Self::EACH;
        let all = u64::from_le_bytes(bytes.first_chunk().copied().unwrap_or_else(|| few(bytes)));
        let lower = all | (0x20 * Self::EACH);
        let (low, plain) = (lower & !Self::HIGH, all & !Self::HIGH);
        let is_letter = (low + from(b'a')) & !(low + from(b'z' + 1));
        let is_digit = (plain + from(b'0')) & !(plain + from(b'9' + 1));
        let ends = !((is_letter | is_digit) & !all) & Self::HIGH;
        let count = ends.trailing_zeros() / 8;
        // The lowest byte that ends it, and all above, go.
        let kept = if count == 8 { u64::MAX } else { (1 << (8 * count)) - 1 };
        // The bit that tells the cases apart, as the highest.
        let is_capital = is_letter & !(all << 2);
        Self { letters: lower & kept, count, others: (is_capital | is_digit) & Self::HIGH & kept }
    }

    /// Calls `take` with the places that look like the beginning of another word: a capital behind a small letter or before one, a digit behind a
    /// letter, a letter behind a digit.
    fn joints(bytes: &[u8], among: Range<usize>, mut take: impl FnMut(usize)) {
        for at in among {
            let (Some(before), Some(byte)) = (bytes.get(at - 1), bytes.get(at)) else { return };
            let ends = byte.is_ascii_uppercase() && (!before.is_ascii_uppercase() || bytes.get(at + 1).is_some_and(u8::is_ascii_lowercase));
            if ends || byte.is_ascii_digit() != before.is_ascii_digit() {
                take(at);
            }
        }
    }
}

/// Fewer than eight bytes, with nothing behind them.
fn few(bytes: &[u8]) -> [u8; 8] {
    let mut few = [0; 8];
    few.iter_mut().zip(bytes).for_each(|(to, from)| *to = *from);
    few
}

/// What counts in a text.
enum Piece {
    Word {
        hash: u64,
        text: Span,
        wide: u32,
    },
    Sign {
        hash: u64,
        text: Span,
    },
    /// Ends a word, and perhaps a sentence, before `end`.
    Stop {
        end: usize,
    },
}

/// Calls `take` with what counts in a text, in order; the text begins at `base`.
#[inline]
fn pieces(text: &str, base: usize, watch: &mut impl Watch, mut take: impl FnMut(Piece)) {
    let bytes = text.as_bytes();
    let mut word = Word::default();
    let mut at = 0;
    let mut goes_on = false;
    while let Some(rest) = bytes.get(at..)
        && !rest.is_empty()
    {
        let run = Run::of(rest);
        let begins = !goes_on;
        goes_on = run.count == 8;
        if run.count > 0 {
            word.begin(at);
            word.add(run.letters, run.count);
            if begins {
                watch.run(base + at, run.letters);
            }
            // The first one is no joint.
            if run.others & if begins { !0x80 } else { u64::MAX } != 0 {
                Run::joints(bytes, at + usize::from(begins)..at + run.count as usize, |at| {
                    watch.joint(base + at, Run::of(bytes.get(at..).unwrap_or_default()).letters);
                });
            }
            at += run.count as usize;
            if goes_on {
                continue;
            }
        }
        let Some(&byte) = bytes.get(at) else { break };
        let start = at;
        at += 1;
        watch.mark(base + start, byte, bytes.get(at).copied().unwrap_or(b'\n'));
        let mut sign = u32::from(byte);
        let kind = match BYTES.get(usize::from(byte)).copied().unwrap_or(END) {
            NOTHING => continue,
            WIDE => {
                let Some(c) = text.get(start..).and_then(|rest| rest.chars().next()) else { continue };
                at = start + c.len_utf8();
                sign = u32::from(c);
                match fold(c) {
                    Folded::Letter => {
                        word.begin(start);
                        word.add_wide(c);
                        continue;
                    }
                    Folded::Nothing => continue,
                    Folded::Sign => SIGN,
                    Folded::End => END,
                }
            }
            kind => kind,
        };
        if word.len > 0 {
            take(Piece::Word { hash: word.hash(), text: Span::of(word.start, start), wide: word.wide });
            word = Word::default();
        }
        match kind {
            SIGN => take(Piece::Sign { hash: mix(0, u64::from(sign)), text: Span::of(start, at) }),
            STOP => take(Piece::Stop { end: at }),
            _ => {}
        }
    }
    if word.len > 0 {
        take(Piece::Word { hash: word.hash(), text: Span::of(word.start, text.len()), wide: word.wide });
    }
}

impl Fold {
    const fn new(base: u32, is_prose: bool) -> Self {
        Self { key: 0, words: 0, wide: 0, base, is_prose, last: [0; SHINGLE] }
    }

    fn read(&mut self, text: &str, watch: &mut impl Watch, sentences: &mut Vec<Sentence>, sample: &mut impl FnMut(u64)) {
        let (mut key, mut words, mut from) = (0, 0, 0);
        pieces(text, self.base as usize, watch, |piece| match piece {
            Piece::Word { hash, wide, .. } => {
                key = mix(key, hash);
                words += 1;
                self.wide += wide;
                self.word(hash, sample);
            }
            Piece::Sign { hash, .. } => {
                self.key = mix(self.key, hash);
                key = mix(key, hash);
            }
            Piece::Stop { end } if self.is_prose => {
                if let Some(next) = sentence_ends(text, end) {
                    sentences.push(Sentence { key, words, text: Span::of(from, end).shifted(self.base) });
                    (key, words, from) = (0, 0, next);
                }
            }
            Piece::Stop { .. } => {}
        });
        if self.is_prose && words > 0 {
            sentences.push(Sentence { key, words, text: Span::of(from, text.len()).shifted(self.base) });
        }
    }

    #[inline]
    fn word(&mut self, word: u64, sample: &mut impl FnMut(u64)) {
        self.words += 1;
        self.key = mix(self.key, word);
        if !self.is_prose {
            return;
        }
        let [_, one, two, three] = self.last;
        self.last = [one, two, three, word];
        if self.words as usize >= SHINGLE {
            // Mixed side by side rather than one behind the other.
            sample(self.last.iter().zip(ODD).fold(0_u64, |shingle, (word, odd)| shingle.wrapping_add(word.wrapping_mul(odd))));
        }
    }
}

/// Odd numbers without pattern, one for each word of a shingle.
const ODD: [u64; SHINGLE] = [0x9e37_79b9_7f4a_7c15, 0xbf58_476d_1ce4_e5b9, 0x94d0_49bb_1331_11eb, 0xd6e8_feb8_6659_fd93];

/// Where the next sentence begins, if one ends with the mark before `end`.
fn sentence_ends(text: &str, end: usize) -> Option<usize> {
    let behind = text.get(end..)?;
    let closed = behind.trim_start_matches(['"', '”', '\'', '’', ')', ']']);
    let rest = closed.strip_prefix(' ')?;
    let opens = rest.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit() || matches!(c, '“' | '"' | '('));
    opens.then_some(text.len() - rest.len())
}
