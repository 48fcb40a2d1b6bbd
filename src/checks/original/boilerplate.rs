//! What many articles say is the library's own: its disclaimers, steps, calls to act, boxes about authors, licences. How many are many is learnt
//! from how many there are.

use crate::document::mix;
use crate::library::{Entry, Library, Passage, Peers};
use crate::source::ArticleId;

/// Fewest articles whose common words are boilerplate: what stands in two was copied from one to the other.
const FEWEST: usize = 3;

/// In how many articles a passage or a row of words must stand to be boilerplate: in so many, or in that share (per cent) of a smaller library.
pub(super) fn often(peers: &Peers, articles: usize, share: usize) -> usize {
    let of_share = (peers.articles().len().saturating_mul(share)).div_ceil(100);
    articles.min(of_share.max(FEWEST)).max(2)
}

/// All boilerplate of the part of the library that an article belongs to, as a hash; `articles` and `share` as for [`often`].
pub(super) fn hash(library: &Library, article: ArticleId, articles: usize, share: usize) -> u64 {
    let of = |peers: &Peers| peers.passages_of(often(peers, articles, share)).fold(0, |hash, (passage, _)| mix(hash, passage));
    library.peers_of(article).map_or(0, of)
}

/// Words of an article that are no boilerplate.
pub(super) fn own_words(entry: &Entry, peers: &Peers, often: usize) -> usize {
    let passages = entry.wording.passages.iter().filter(|passage| peers.holders(passage.key) >= often);
    let common: u32 = passages.map(Passage::words).sum();
    entry.wording.words.saturating_sub(common) as usize
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::library::Wording;

    #[test]
    fn many_are_fewer_in_a_small_library() {
        let often = |size: usize| {
            let entry = |number: usize| Entry {
                path: format!("{number}.md").into(),
                wording: Wording { body: number as u64, words: 9, ..Wording::default() },
                ..Entry::default()
            };
            let library = Library::new((0..size).map(entry));
            library.peers().first().map_or(0, |peers| often(peers, 5, 50))
        };
        assert_eq!([2, 6, 7, 10, 10_000].map(often), [3, 3, 4, 5, 5]);
    }
}
