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
        Fold::new(0, false).read(article.text_of(leaf.id), &mut Vec::new(), |shingle| all.push(shingle));
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
        'a'..='z' | 'A'..='Z' | '0'..='9' => Folded::Letter,
        '\'' | '’' | 'ʼ' | '\u{ad}' => Folded::Nothing,
        '+' | '/' | '<' | '>' | '=' | '&' | '|' | '%' | '$' | '#' | '@' | '^' | '~' | '{' | '}' | '\\' | '\u{fffc}' => Folded::Sign,
        _ if !c.is_ascii() && (c.is_alphanumeric() || is_mark(c)) => Folded::Letter,
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

/// What has been read of a leaf.
struct Fold {
    key: u64,
    words: u32,
    /// Characters of scripts that write without blanks.
    wide: u32,
    base: u32,
    has_sentences: bool,
    last: [u64; SHINGLE],
}

impl Fold {
    const fn new(base: u32, has_sentences: bool) -> Self {
        Self { key: 0, words: 0, wide: 0, base, has_sentences, last: [0; SHINGLE] }
    }

    fn read(&mut self, text: &str, sentences: &mut Vec<Sentence>, mut sample: impl FnMut(u64)) {
        let mut word = 0;
        let (mut sentence, mut sentence_words, mut from) = (0, 0, 0);
        for (at, c) in text.char_indices() {
            match fold(c) {
                Folded::Letter => {
                    if c.is_ascii() {
                        word = mix(word, u64::from(c.to_ascii_lowercase() as u32));
                    } else {
                        word = c.to_lowercase().fold(word, |word, c| mix(word, u64::from(u32::from(c))));
                        self.wide += u32::from(c >= '\u{2e80}');
                    }
                }
                Folded::Nothing => {}
                kind @ (Folded::Sign | Folded::End) => {
                    if word != 0 {
                        sentence = mix(sentence, word);
                        sentence_words += 1;
                        self.word(word, &mut sample);
                        word = 0;
                    }
                    if kind == Folded::Sign {
                        let sign = mix(0, u64::from(u32::from(c)));
                        self.key = mix(self.key, sign);
                        sentence = mix(sentence, sign);
                    }
                    if self.has_sentences && matches!(c, '.' | '!' | '?') {
                        let end = at + 1;
                        if let Some(next) = sentence_ends(text, end) {
                            let text = Span::of(from, end).shifted(self.base);
                            sentences.push(Sentence { key: sentence, words: sentence_words, text });
                            (sentence, sentence_words, from) = (0, 0, next);
                        }
                    }
                }
            }
        }
        if word != 0 {
            sentence = mix(sentence, word);
            sentence_words += 1;
            self.word(word, &mut sample);
        }
        if self.has_sentences && sentence_words > 0 {
            let text = Span::of(from, text.len()).shifted(self.base);
            sentences.push(Sentence { key: sentence, words: sentence_words, text });
        }
    }

    fn word(&mut self, word: u64, sample: &mut impl FnMut(u64)) {
        self.words += 1;
        self.key = mix(self.key, word);
        self.last.rotate_left(1);
        if let Some(last) = self.last.last_mut() {
            *last = word;
        }
        if self.words as usize >= SHINGLE {
            sample(self.last.iter().fold(0, |shingle, word| mix(shingle, *word)));
        }
    }
}

/// Where the next sentence begins, if one ends with the mark before `end`.
fn sentence_ends(text: &str, end: usize) -> Option<usize> {
    let behind = text.get(end..)?;
    let closed = behind.trim_start_matches(['"', '”', '\'', '’', ')', ']']);
    let rest = closed.strip_prefix(' ')?;
    let opens = rest.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit() || matches!(c, '“' | '"' | '('));
    opens.then_some(text.len() - rest.len())
}
