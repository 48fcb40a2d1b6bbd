//! What stands more than once among the leaves of an article, and rows of leaves that stand twice in the same order.

use crate::document::{BlockId, Document, Kind, Leaf};
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

/// Two rows of a table, one right behind the other, with the same cells, one of which says something: rows of figures may well be alike.
pub(super) fn rows(article: &Document, leaves: &[Leaf], repeated: &Repeated, run: Run) -> Option<(BlockId, BlockId)> {
    /// Words of a cell that says something.
    const SAYS: u32 = 6;
    let row = |at: usize| article.ancestors(leaves.get(at)?.id).find(|outer| article.block(*outer).kind == Kind::Row);
    if run.earlier + run.len != run.later {
        return None;
    }
    let (first, copy) = (row(run.earlier)?, row(run.later)?);
    let begins = |at: usize, own: BlockId| at.checked_sub(1).is_none_or(|before| row(before) != Some(own));
    let is_whole = begins(run.earlier, first) && begins(run.later, copy) && row(run.later + run.len) != Some(copy);
    let says = |at: usize| leaves.get(at).is_some_and(|leaf| leaf.words >= SAYS) && repeated.times.get(at) == Some(&2);
    let is_same_table = article.block(first).parent == article.block(copy).parent;
    // `%%` and `%+` are two jobs, whatever the comparison of words makes of their signs.
    let is_same_text = || article.text_of(first).trim() == article.text_of(copy).trim();
    (first != copy && is_whole && is_same_table && (run.later..run.later + run.len).any(says) && is_same_text()).then_some((first, copy))
}
