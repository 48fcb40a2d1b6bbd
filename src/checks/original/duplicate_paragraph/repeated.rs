//! What stands more than once among the leaves of an article, and rows of leaves that stand twice in the same order.

use crate::document::Leaf;
use crate::library::Filter;

/// Leaves that stand twice, in the same order: indices.
#[derive(Clone, Copy)]
pub(super) struct Run {
    pub(super) earlier: usize,
    pub(super) later: usize,
    pub(super) len: usize,
}

/// What stands more than once, for each leaf.
pub(super) struct Repeated {
    /// The last leaf before it with the same words.
    pub(super) before: Vec<Option<u32>>,
    /// How often these words stand in the article.
    pub(super) times: Vec<u32>,
    /// Whether all of them stand in one row.
    pub(super) is_row: Vec<bool>,
}

impl Repeated {
    pub(super) fn of(leaves: &[Leaf]) -> Self {
        let twice = Filter::of_repeated(leaves.len(), leaves.iter().map(|leaf| leaf.key));
        let indices = leaves.iter().enumerate().filter(|(_, leaf)| twice.may_have(leaf.key));
        let mut order: Vec<u32> = indices.map(|(at, _)| at as u32).collect();
        let key = |at: &u32| leaves.get(*at as usize).map_or(0, |leaf| leaf.key);
        order.sort_unstable_by_key(|at| (key(at), *at));
        let mut all = Self { before: vec![None; leaves.len()], times: vec![1; leaves.len()], is_row: vec![false; leaves.len()] };
        for same in order.chunk_by(|one, other| key(one) == key(other)).filter(|same| same.len() > 1) {
            let ends = same.first().zip(same.last());
            let is_row = ends.is_some_and(|(first, last)| (last - first) as usize + 1 == same.len());
            let mut earlier = None;
            for index in same {
                let at = *index as usize;
                if let (Some(before), Some(times), Some(row)) = (all.before.get_mut(at), all.times.get_mut(at), all.is_row.get_mut(at)) {
                    (*before, *times, *row) = (earlier, same.len() as u32, is_row);
                }
                earlier = Some(*index);
            }
        }
        all
    }
}

/// The longest row of leaves from `later` on that stand before it in the same order.
pub(super) fn run(leaves: &[Leaf], repeated: &Repeated, later: usize) -> Option<Run> {
    let earlier = (*repeated.before.get(later)?)? as usize;
    let same = leaves.iter().skip(earlier).take(later - earlier).zip(leaves.iter().skip(later));
    let len = same.take_while(|(one, other)| one.key == other.key).count();
    (len > 0).then_some(Run { earlier, later, len })
}
