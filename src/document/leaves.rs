//! The text of an article, leaf by leaf, as keys that are equal where the words are: case, blanks and marks of typography aside.
//!
//! One pass over the bytes makes the keys of leaves and of sentences, and the samples by which near copies find each other, in the article and
//! across the library.

use super::sketch::{Sketch, Sketching};
use super::{BlockId, Document, Flags, InlineKind, Kind};
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

impl Leaves {
    /// Reads an article.
    pub(super) fn of(article: &Document) -> Self {
        let mut leaves = Self::default();
        let mut sketch = Sketching::default();
        for (id, block) in article.all() {
            if !block.kind.is_leaf() || block.flags.has(Flags::BOILER) || block.text.is_empty() {
                continue;
            }
            let role = role(article, id);
            let mut fold = Fold::new(block.text.start(), role.is_prose());
            let first = leaves.sentences.len();
            let index = leaves.all.len() as u32;
            fold.read(article.text_of(id), &mut leaves.sentences, |shingle| {
                if role.is_prose() {
                    sketch.add(shingle);
                    // A quarter of them, the same ones wherever the words stand.
                    if (shingle >> 32).trailing_zeros() >= 2 {
                        leaves.samples.push((shingle, index));
                    }
                }
            });
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

/// The words of a text as hashes, each with its place in [`Document::text`].
pub(crate) fn words(article: &Document, id: BlockId) -> Vec<(u64, Span)> {
    let text = article.text_of(id);
    let base = article.block(id).text.start();
    let mut words = Vec::new();
    let mut start = 0;
    let mut hash = 0;
    for (at, c) in text.char_indices().chain(std::iter::once((text.len(), ' '))) {
        match fold(c) {
            Folded::Letter => {
                if hash == 0 {
                    start = at;
                }
                hash = c.to_lowercase().fold(hash, |hash, c| mix(hash, u64::from(u32::from(c))));
            }
            Folded::Nothing => {}
            Folded::Sign | Folded::End => {
                if hash != 0 {
                    words.push((hash, Span::of(start, at).shifted(base)));
                    hash = 0;
                }
                if fold(c) == Folded::Sign {
                    words.push((mix(0, u64::from(u32::from(c))), Span::of(at, at + c.len_utf8()).shifted(base)));
                }
            }
        }
    }
    words
}

/// All shingles of the running text of an article, each once, in ascending order; leaves whose key is left out are not read.
pub(crate) fn shingles(article: &Document, is_left_out: impl Fn(u64) -> bool) -> Vec<u64> {
    let mut all = Vec::new();
    for leaf in article.leaves().all.iter().filter(|leaf| leaf.role.is_prose() && !is_left_out(leaf.key)) {
        Fold::new(0, true).read(article.text_of(leaf.id), &mut Vec::new(), |shingle| all.push(shingle));
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

/// What a character is to a key.
fn fold(c: char) -> Folded {
    match c {
        _ if c.is_ascii() => fold_ascii(c as u8),
        '’' | 'ʼ' | '\u{ad}' => Folded::Nothing,
        '\u{fffc}' => Folded::Sign,
        _ if c.is_alphanumeric() || is_mark(c) => Folded::Letter,
        _ => Folded::End,
    }
}

const fn fold_ascii(byte: u8) -> Folded {
    match byte {
        b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' => Folded::Letter,
        b'\'' => Folded::Nothing,
        b'+' | b'/' | b'<' | b'>' | b'=' | b'&' | b'|' | b'%' | b'$' | b'#' | b'@' | b'^' | b'~' | b'{' | b'}' | b'\\' => Folded::Sign,
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

/// What a byte of ASCII is to a key: a letter or digit stands for itself in lower case.
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
            _ => match fold_ascii(byte) {
                Folded::Letter => byte.to_ascii_lowercase(),
                Folded::Sign => SIGN,
                Folded::End => END,
                Folded::Nothing => NOTHING,
            },
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
    hash: u64,
    letters: u64,
    len: u32,
}

impl Word {
    fn letter(&mut self, lower: u8) {
        self.letters = self.letters << 8 | u64::from(lower);
        self.len += 1;
        if self.len.is_multiple_of(8) {
            self.hash = mix(self.hash, self.letters);
            self.letters = 0;
        }
    }

    fn wide(&mut self, c: char) {
        for lower in c.to_lowercase() {
            self.hash = mix(mix(self.hash, self.letters), u64::from(u32::from(lower)) | 1 << 63);
            self.letters = 0;
            self.len = self.len.next_multiple_of(8) + 8;
        }
    }

    const fn hash(&self) -> u64 {
        mix(self.hash, self.letters)
    }
}

impl Fold {
    const fn new(base: u32, is_prose: bool) -> Self {
        Self { key: 0, words: 0, wide: 0, base, is_prose, last: [0; SHINGLE] }
    }

    fn read(&mut self, text: &str, sentences: &mut Vec<Sentence>, mut sample: impl FnMut(u64)) {
        let bytes = text.as_bytes();
        let mut word = Word::default();
        let (mut sentence, mut sentence_words, mut from) = (0, 0, 0);
        let mut at = 0;
        while let Some(&byte) = bytes.get(at) {
            let start = at;
            at += 1;
            let mut sign = u32::from(byte);
            let kind = match BYTES.get(usize::from(byte)).copied().unwrap_or(END) {
                NOTHING => continue,
                WIDE => {
                    let Some(c) = text.get(start..).and_then(|rest| rest.chars().next()) else { continue };
                    at = start + c.len_utf8();
                    sign = u32::from(c);
                    match fold(c) {
                        Folded::Letter => {
                            word.wide(c);
                            self.wide += u32::from(c >= '\u{2e80}');
                            continue;
                        }
                        Folded::Nothing => continue,
                        Folded::Sign => SIGN,
                        Folded::End => END,
                    }
                }
                kind @ (SIGN | END | STOP) => kind,
                lower => {
                    word.letter(lower);
                    continue;
                }
            };
            if word.len > 0 {
                sentence = mix(sentence, word.hash());
                sentence_words += 1;
                self.word(word.hash(), &mut sample);
                word = Word::default();
            }
            match kind {
                SIGN => {
                    let sign = mix(0, u64::from(sign));
                    self.key = mix(self.key, sign);
                    sentence = mix(sentence, sign);
                }
                STOP if self.is_prose => {
                    if let Some(next) = sentence_ends(text, at) {
                        let text = Span::of(from, at).shifted(self.base);
                        sentences.push(Sentence { key: sentence, words: sentence_words, text });
                        (sentence, sentence_words, from) = (0, 0, next);
                    }
                }
                _ => {}
            }
        }
        if word.len > 0 {
            sentence = mix(sentence, word.hash());
            sentence_words += 1;
            self.word(word.hash(), &mut sample);
        }
        if self.is_prose && sentence_words > 0 {
            let text = Span::of(from, text.len()).shifted(self.base);
            sentences.push(Sentence { key: sentence, words: sentence_words, text });
        }
    }

    fn word(&mut self, word: u64, sample: &mut impl FnMut(u64)) {
        self.words += 1;
        self.key = mix(self.key, word);
        if !self.is_prose {
            return;
        }
        self.last.rotate_left(1);
        if let Some(last) = self.last.last_mut() {
            *last = word;
        }
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
