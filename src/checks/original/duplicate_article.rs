//! Two articles with the same text: found by a hash of it.

use std::collections::{HashMap, HashSet};

use serde::Deserialize;

use super::alike::{are_chapters, are_logs, is_canonical};
use super::boilerplate::{often, own_words};
use crate::document::Document;
use crate::library::{Entry, Library};
use crate::rule::{AcrossFinding, FoundAcross, LibraryCheck};
use crate::source::ArticleId;

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

/// Whether an article is another name of a page beside or below it: the first one of the folder, the newest of its kind.
fn is_alias(entry: &Entry, of: &Entry) -> bool {
    const ALIASES: [&str; 8] = ["index", "_index", "readme", "default", "home", "current", "latest", "main"];
    ALIASES.contains(&&*entry.stem().to_ascii_lowercase()) && of.path.starts_with(entry.in_parts().0)
}

/// Whether both are what programs are told in a folder, each under the name that its program looks for.
fn are_orders(one: &Entry, other: &Entry) -> bool {
    const ORDERS: [&str; 3] = ["agents", "claude", "gemini"];
    [one, other].iter().all(|entry| ORDERS.contains(&&*entry.stem().to_ascii_lowercase()))
}

/// What two paths have before the folders and the name that they end in alike: "plugins/harbour/tides.md" and "src/harbour/tides.md" are apart in
/// "plugins" and "src". Nothing where their names differ.
fn folders_apart<'p>(one: &'p str, other: &'p str) -> Option<(&'p str, &'p str)> {
    let alike = one.bytes().rev().zip(other.bytes().rev()).take_while(|(one, other)| one == other).count();
    let (mut from, mut from_other) = (one.len() - alike, other.len() - alike);
    // Whole names only.
    if from > 0 && !one.get(..from)?.ends_with('/') || from_other > 0 && !other.get(..from_other)?.ends_with('/') {
        let whole = one.get(from..)?.find('/')? + 1;
        from += whole;
        from_other += whole;
    }
    let has_name = one.get(from..).is_some_and(|rest| !rest.is_empty());
    has_name.then_some((one.get(..from)?, other.get(..from_other)?))
}

/// The pairs of folders that have several articles under the same names.
fn mirrored<'l>(library: &'l Library, copies: &[(ArticleId, ArticleId)]) -> HashSet<Option<(&'l str, &'l str)>> {
    /// Articles that show a copied folder.
    const SEVERAL: usize = 3;
    let mut pairs: HashMap<(&str, &str), usize> = HashMap::new();
    let entries = copies.iter().filter_map(|(first, copy)| Some((library.entry(*first)?, library.entry(*copy)?)));
    entries.filter_map(|(first, copy)| folders_apart(&first.path, &copy.path)).for_each(|pair| *pairs.entry(pair).or_default() += 1);
    copies
        .iter()
        .filter_map(|(first, copy)| folders_apart(&library.entry(*first)?.path, &library.entry(*copy)?.path))
        .filter(|pair| pairs.get(pair).is_some_and(|count| *count >= SEVERAL))
        .map(Some)
        .collect()
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
            let mirrored = mirrored(library, &copies);
            for same in copies.chunk_by(|one, other| one.0 == other.0) {
                let Some((first, original)) = same.first().and_then(|(first, _)| Some((*first, library.entry(*first)?))) else { continue };
                if own_words(original, peers, often) < self.words {
                    continue;
                }
                let entries = || same.iter().filter_map(|(_, copy)| library.entry(*copy));
                // The front page of a site is a page of it, and a set of books has some pages in each.
                if entries().any(|copy| is_alias(copy, original) || is_alias(original, copy))
                    || same.len() > 1 && entries().all(|copy| copy.stem() == original.stem() || copy.is_named_as(original))
                {
                    continue;
                }
                // Notes of two releases of one fix, which differ in their numbers only.
                let is_meant = |copy: &Entry| {
                    are_orders(copy, original) || are_chapters(copy, original) || copy.title != original.title && are_logs(copy, original)
                };
                let more = (same.len() - 1).to_string();
                for (_, copy) in same {
                    let Some(entry) = library.entry(*copy).filter(|copy| !is_meant(copy)) else { continue };
                    let (span, path) = (entry.wording.title, &*original.path);
                    let finding: &mut AcrossFinding = match same.len() {
                        1 => found.at(*copy, span, "the text is that of {}, word for word", [path]),
                        2 => found.at(*copy, span, "the text is that of {}, word for word, as is that of another article", [path]),
                        _ => found.at(*copy, span, "the text is that of {}, word for word, as is that of {} more articles", [path, &more]),
                    };
                    finding.related(first, original.wording.title, "the earlier article");
                    // A folder that stands in a library twice was put there: a copy for another use, an older edition.
                    if mirrored.contains(&folders_apart(&original.path, &entry.path)) {
                        finding.milder();
                    }
                    // Only pages say which of them is the original.
                    if entry.is_page() && original.is_page() {
                        finding.open();
                    }
                }
            }
        }
    }

    fn confirm(&self, _: &Library, _: &mut AcrossFinding, here: &Document, there: &Document) -> bool {
        !is_canonical(here, there)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn copied_folders_are_told_by_what_their_paths_have_apart() {
        assert_eq!(folders_apart("plugins/harbour/tides.md", "src/harbour/tides.md"), Some(("plugins/", "src/")));
        assert_eq!(folders_apart("tides.md", "old/tides.md"), Some(("", "old/")));
        assert_eq!(folders_apart("harbour/high-tides.md", "harbour/low-tides.md"), None);
        assert_eq!(folders_apart("inner/harbour/tides.md", "outer/harbour/tides.md"), Some(("inner/", "outer/")));
    }

    #[test]
    fn an_index_is_another_name_of_what_lies_beside_or_below_it_only() {
        let entry = |path: &str| Entry { path: path.into(), ..Entry::default() };
        let is = |one: &str, of: &str| is_alias(&entry(one), &entry(of));
        assert!(
            is("guide/index.html", "guide/intro.html")
                && is("guide/index.html", "guide/intro/first.html")
                && is("log/current.html", "log/3_40.html")
        );
        // The pages of many sites are called so, each in a folder of its own.
        assert!(!is("blog/tides/index.md", "blog/piers/index.md") && !is("guide/intro.html", "guide/index.html"));
    }
}
