//! The text of an article, leaf by leaf, as keys that are equal where the words are: case, blanks and marks of typography aside.
//!
//! One pass over the bytes makes the keys of leaves and of sentences, and the samples by which near copies find each other, in the article and
//! across the library.

mod looks;
mod pieces;

pub(crate) use looks::Looks;
use pieces::{Take, pieces};
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
    /// For each block what its text looks like, if it is a leaf outside page furniture.
    looks: Vec<Looks>,
    /// What any of them looks like.
    pub(crate) all_looks: Looks,
}

impl Leaves {
    /// Reads an article while somebody watches its prose. In an export, what is indented was no code.
    pub(super) fn of(article: &Document, watch: &mut impl Watch) -> Self {
        let mut leaves = Self { looks: vec![Looks::ALL; article.blocks.len()], ..Self::default() };
        let mut sketch = Sketching::default();
        let is_export = article.source.format() == Format::Plain;
        for (id, block) in article.all() {
            if !block.kind.is_leaf() || block.flags.has(Flags::BOILER) || block.text.is_empty() {
                continue;
            }
            let role = role(article, id);
            let first = leaves.sentences.len();
            let index = leaves.all.len() as u32;
            let (samples, sentences) = (&mut leaves.samples, &mut leaves.sentences);
            let sample = |shingle: u64| {
                sketch.add(shingle);
                // A quarter of them, the same ones wherever the words stand.
                if (shingle >> 32).trailing_zeros() >= 2 {
                    samples.push((shingle, index));
                }
            };
            let (text, base, is_prose) = (article.text_of(id), block.text.start(), role.is_prose());
            let is_watched = match block.kind {
                Kind::Math => false,
                Kind::Code => is_export,
                _ => true,
            };
            let (Fold { key, words, wide, .. }, looks) = if is_watched {
                Fold::of(text, base, is_prose, watch, sentences, sample)
            } else {
                Fold::of(text, base, is_prose, &mut (), sentences, sample)
            };
            if let Some(of_block) = leaves.looks.get_mut(id as usize) {
                *of_block = looks;
            }
            leaves.all_looks = leaves.all_looks.or(looks);
            let words = words + wide / 2;
            if words > 0 {
                let sentences = (first as u32, leaves.sentences.len() as u32);
                leaves.all.push(Leaf { id, key, words, role, sentences });
            }
        }
        leaves.sketch = sketch.finish();
        leaves
    }

    /// What the text of a block looks like; all there is if it was not looked at.
    pub(crate) fn looks(&self, id: BlockId) -> Looks {
        self.looks.get(id as usize).copied().unwrap_or(Looks::ALL)
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
    let mut words = Words { base: article.block(id).text.start(), all: Vec::new() };
    pieces(article.text_of(id), 0, &mut (), &mut words);
    words.all
}

/// Words and signs of one leaf.
struct Words {
    base: u32,
    all: Vec<(u64, Span)>,
}

impl Take for Words {
    fn word(&mut self, hash: u64, text: Span, _: u32) {
        self.all.push((hash, text.shifted(self.base)));
    }

    fn sign(&mut self, hash: u64, text: Span) {
        self.all.push((hash, text.shifted(self.base)));
    }

    fn stop(&mut self, _: usize) {}
}

/// All shingles of the running text of an article, each once, in ascending order; leaves whose key is left out are not read.
pub(crate) fn shingles(article: &Document, is_left_out: impl Fn(u64) -> bool) -> Vec<u64> {
    let mut all = Vec::new();
    for leaf in article.leaves().all.iter().filter(|leaf| leaf.role.is_prose() && !is_left_out(leaf.key)) {
        Fold::of(article.text_of(leaf.id), 0, true, &mut (), &mut Vec::new(), |shingle| all.push(shingle));
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

/// What is read of a leaf.
struct Fold<'a, S> {
    key: u64,
    words: u32,
    /// Characters of scripts that write without blanks.
    wide: u32,
    last: [u64; SHINGLE],
    /// Of the sentence that is being read: its key, its words, and where it begins.
    sentence: (u64, u32, usize),
    text: &'a str,
    base: u32,
    is_prose: bool,
    sentences: &'a mut Vec<Sentence>,
    /// Called with each shingle of running text.
    sample: S,
}

impl<'a, S: FnMut(u64)> Fold<'a, S> {
    /// Reads a text, which begins at `base`.
    fn of(text: &'a str, base: u32, is_prose: bool, watch: &mut impl Watch, sentences: &'a mut Vec<Sentence>, sample: S) -> (Self, Looks) {
        let last = [0; SHINGLE];
        let mut fold = Self { key: 0, words: 0, wide: 0, last, sentence: (0, 0, 0), text, base, is_prose, sentences, sample };
        let looks = pieces(text, base as usize, watch, &mut fold);
        fold.end_sentence(text.len());
        (fold, looks)
    }

    fn end_sentence(&mut self, end: usize) {
        let (key, words, from) = self.sentence;
        if self.is_prose && words > 0 {
            self.sentences.push(Sentence { key, words, text: Span::of(from, end).shifted(self.base) });
        }
    }
}

impl<S: FnMut(u64)> Take for Fold<'_, S> {
    #[inline]
    fn word(&mut self, hash: u64, _: Span, wide: u32) {
        self.wide += wide;
        self.words += 1;
        self.key = mix(self.key, hash);
        if !self.is_prose {
            return;
        }
        self.sentence.0 = mix(self.sentence.0, hash);
        self.sentence.1 += 1;
        let [_, one, two, three] = self.last;
        self.last = [one, two, three, hash];
        if self.words as usize >= SHINGLE {
            // Mixed side by side rather than one behind the other.
            (self.sample)(self.last.iter().zip(ODD).fold(0_u64, |shingle, (word, odd)| shingle.wrapping_add(word.wrapping_mul(odd))));
        }
    }

    #[inline]
    fn sign(&mut self, hash: u64, _: Span) {
        self.key = mix(self.key, hash);
        self.sentence.0 = mix(self.sentence.0, hash);
    }

    fn stop(&mut self, end: usize) {
        if self.is_prose
            && let Some(next) = sentence_ends(self.text, end)
        {
            self.end_sentence(end);
            self.sentence = (0, 0, next);
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
