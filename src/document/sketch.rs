//! The smallest hashes of what an article says: a sample by which two articles are compared without their texts.
//!
//! Both the shingles (words in a row) and the choice of the smallest of their hashes are those of Broder, "On the resemblance and containment of
//! documents" (1997): because all articles keep the smallest ones, what two samples have in common stands for what the articles have in common.
//! A short article is kept whole, and the comparison is exact.

use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// Hashes that are kept: a quarter of a KiB. What two long articles share is then off by five points in a hundred on average, which is enough to find
/// those that are worth reading once more, and by none where both have no more shingles than that.
const KEPT: usize = 64;

/// A sample of the shingles of an article, the same for the same words in whatever order their paragraphs stand.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sketch {
    /// In ascending order.
    #[serde(serialize_with = "in_steps", deserialize_with = "of_steps")]
    hashes: Box<[u32]>,
    /// Every shingle with a hash of at most this is in the sample.
    bound: u32,
}

impl Default for Sketch {
    fn default() -> Self {
        Self { hashes: Box::default(), bound: u32::MAX }
    }
}

impl Sketch {
    /// The sketch of these hashes of shingles.
    #[must_use]
    pub fn of(hashes: impl IntoIterator<Item = u64>) -> Self {
        let mut sketch = Sketching::default();
        hashes.into_iter().for_each(|hash| sketch.add(hash));
        sketch.finish()
    }

    /// The hashes, in ascending order.
    #[must_use]
    pub fn hashes(&self) -> &[u32] {
        &self.hashes
    }

    /// The hash up to which all shingles are in the sample.
    #[must_use]
    pub const fn bound(&self) -> u32 {
        self.bound
    }
}

/// A sketch in the making.
pub(super) struct Sketching {
    hashes: Vec<u32>,
    bound: u32,
}

impl Default for Sketching {
    fn default() -> Self {
        Self { hashes: Vec::new(), bound: u32::MAX }
    }
}

impl Sketching {
    /// Takes a shingle.
    pub(super) fn add(&mut self, shingle: u64) {
        let spread = (shingle ^ (shingle >> 29)).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        let hash = (spread >> 32) as u32;
        if hash <= self.bound {
            self.hashes.push(hash);
            if self.hashes.len() == 4 * KEPT {
                self.cut();
            }
        }
    }

    /// Keeps the smallest ones.
    fn cut(&mut self) {
        self.hashes.sort_unstable();
        self.hashes.dedup();
        if self.hashes.len() > KEPT {
            self.hashes.truncate(KEPT);
            self.bound = self.hashes.last().copied().unwrap_or(u32::MAX);
        }
    }

    /// The sketch.
    pub(super) fn finish(mut self) -> Sketch {
        self.cut();
        Sketch { hashes: self.hashes.into(), bound: self.bound }
    }
}

/// Writes ascending hashes as the steps between them, which are smaller.
fn in_steps<S: Serializer>(hashes: &[u32], serializer: S) -> Result<S::Ok, S::Error> {
    let before = std::iter::once(0).chain(hashes.iter().copied());
    serializer.collect_seq(hashes.iter().zip(before).map(|(hash, before)| hash.wrapping_sub(before)))
}

fn of_steps<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Box<[u32]>, D::Error> {
    let mut hashes: Box<[u32]> = Deserialize::deserialize(deserializer)?;
    let mut last = 0_u32;
    for hash in &mut hashes {
        last = last.wrapping_add(*hash);
        *hash = last;
    }
    Ok(hashes)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Hashes without pattern.
    fn hashes(count: u64) -> impl Iterator<Item = u64> {
        (1..=count).map(|number| number.wrapping_mul(0x517c_c1b7_2722_0a95))
    }

    #[test]
    fn a_short_article_is_kept_whole_and_a_long_one_by_its_smallest_hashes() {
        let (short, long) = (Sketch::of(hashes(50)), Sketch::of(hashes(50_000)));
        assert_eq!((short.hashes().len(), short.bound()), (50, u32::MAX));
        assert_eq!((long.hashes().len(), long.hashes().last().copied()), (KEPT, Some(long.bound())));
        // The smallest of 50,000 lie close to zero.
        assert!(f64::from(long.bound()) < f64::from(u32::MAX) * 64.0 / 50_000.0 * 1.3, "{}", long.bound());
    }

    #[test]
    fn neither_order_nor_repetition_changes_a_sketch() {
        let mut turned: Vec<u64> = hashes(5_000).chain(hashes(3_000)).collect();
        turned.reverse();
        assert_eq!(Sketch::of(turned), Sketch::of(hashes(5_000)));
    }
}
