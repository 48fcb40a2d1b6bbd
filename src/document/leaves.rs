//! The text of an article, leaf by leaf, as keys that are equal where the words are: case, blanks and marks of typography aside.
//!
//! One pass over the bytes makes the keys of leaves and of sentences, and the samples by which near copies find each other, in the article and
//! across the library.

mod pieces;

use pieces::{Piece, pieces};
pub(crate) use pieces::{Watch, eight, mix};

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
