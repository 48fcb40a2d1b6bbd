//! Two articles with the same text: found by a hash of it.

use serde::Deserialize;

use super::boilerplate::{often, own_words};
use crate::library::Library;
use crate::rule::{FoundAcross, LibraryCheck};

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct DuplicateArticle {
    /// Words of its own that an article has, at least.
    words: usize,
    /// Articles in which a passage stands that is boilerplate.
    boilerplate_articles: usize,
    /// The same as a share of a smaller library, in per cent.
    boilerplate_share: usize,
}

impl LibraryCheck for DuplicateArticle {
    fn check(&self, library: &Library, found: &mut FoundAcross) {
        if !library.is_whole() {
            return;
        }
        for peers in library.peers() {
            peers.articles().iter().for_each(|article| found.concerned(*article));
            let often = often(peers, self.boilerplate_articles, self.boilerplate_share);
            let mut copies: Vec<_> = peers.copies().map(|(copy, first)| (first, copy)).collect();
            copies.sort_unstable();
            for same in copies.chunk_by(|one, other| one.0 == other.0) {
                let Some((first, original)) = same.first().and_then(|(first, _)| Some((*first, library.entry(*first)?))) else { continue };
                if own_words(original, peers, often) < self.words {
                    continue;
                }
                let more = (same.len() - 1).to_string();
                for (_, copy) in same {
                    let Some(entry) = library.entry(*copy) else { continue };
                    let (span, path) = (entry.wording.title, &*original.path);
                    let finding = match same.len() {
                        1 => found.at(*copy, span, "the text is that of {}, word for word", [path]),
                        2 => found.at(*copy, span, "the text is that of {}, word for word, as is that of another article", [path]),
                        _ => found.at(*copy, span, "the text is that of {}, word for word, as is that of {} more articles", [path, &more]),
                    };
                    finding.related(first, original.wording.title, "the earlier article");
                }
            }
        }
    }
}
