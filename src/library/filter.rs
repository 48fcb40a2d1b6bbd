//! Which of many hashes may come twice: most come once, and need no sorting.

/// A set of hashes that says no for certain, and yes now and then of one that it does not hold: a filter as in Bloom, "Space/time trade-offs in
/// hash coding with allowable errors" (1970), with one bit for each hash.
#[derive(Debug)]
pub(crate) struct Filter {
    bits: Vec<u64>,
    /// By how much a mixed hash is shifted, so that its highest bits are left.
    shift: u32,
}

impl Filter {
    /// Bits for each hash: one answer in so many is a wrong yes.
    const BITS: usize = 16;

    /// An empty one with room for so many hashes.
    fn with_room(count: usize) -> Self {
        let bits = (count * Self::BITS).next_power_of_two().max(64);
        Self { bits: vec![0; bits / 64], shift: 64 - bits.trailing_zeros() }
    }

    /// The hashes themselves.
    pub(crate) fn of(count: usize, hashes: impl Iterator<Item = u64>) -> Self {
        let mut filter = Self::with_room(count);
        // From within, as chains of iterators are faster.
        hashes.for_each(|hash| _ = filter.add(hash));
        filter
    }

    /// Those that may come twice.
    pub(crate) fn of_repeated(count: usize, hashes: impl Iterator<Item = u64>) -> Self {
        let mut once = Self::with_room(count);
        let mut twice = Self::with_room(count);
        hashes.for_each(|hash| {
            if once.add(hash) {
                twice.add(hash);
            }
        });
        twice
    }

    /// Takes a hash in; whether it may have been there.
    fn add(&mut self, hash: u64) -> bool {
        let (slot, bit) = self.place(hash);
        let Some(bits) = self.bits.get_mut(slot) else { return false };
        let was_there = *bits & bit != 0;
        *bits |= bit;
        was_there
    }

    /// Whether it may hold a hash.
    pub(crate) fn may_have(&self, hash: u64) -> bool {
        let (slot, bit) = self.place(hash);
        self.bits.get(slot).is_some_and(|bits| bits & bit != 0)
    }

    /// Hashes that are kept because they are small differ in their last bits: all bits go into the highest ones.
    const fn place(&self, hash: u64) -> (usize, u64) {
        /// 2^64 by the golden ratio (Knuth, The Art of Computer Programming 3, 6.4).
        const GOLDEN: u64 = 0x9e37_79b9_7f4a_7c15;
        let at = hash.wrapping_mul(GOLDEN) >> self.shift;
        ((at >> 6) as usize, 1 << (at & 63))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_comes_twice_is_never_left_out() {
        let hashes: Vec<u64> = (0..4000_u64).chain(1000..1100).map(|hash| hash * hash).collect();
        let twice = Filter::of_repeated(hashes.len(), hashes.iter().copied());
        assert!((1000..1100_u64).all(|hash| twice.may_have(hash * hash)));
        let wrong = (0..1000_u64).filter(|hash| twice.may_have(hash * hash)).count();
        assert!(wrong < 100, "{wrong} of 1000 come once");
        assert!(!Filter::of(0, std::iter::empty()).may_have(7));
    }
}
