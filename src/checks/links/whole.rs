//! Whether a library is whole enough for a missing file to mean anything: where most of a kind lead nowhere, the files are kept elsewhere.

use std::collections::HashMap;

use crate::library::{Library, SharedLink, Target};
use crate::source::ArticleId;

/// A link or picture with where it leads.
#[derive(Clone, Copy)]
pub(super) struct Resolved<'l> {
    pub article: ArticleId,
    pub link: &'l SharedLink,
    pub target: &'l Target,
}

/// All links of a library with where they lead.
pub(super) fn resolved(library: &Library) -> impl Iterator<Item = Resolved<'_>> {
    library.articles().zip(library.targets()).flat_map(|((article, entry), targets)| {
        entry.links.links.iter().zip(targets).map(move |(link, target)| Resolved { article, link, target })
    })
}

/// Articles that may miss something before anybody asks whether the library is whole.
const FEW: usize = 5;

/// Counts for each part of the library (the folders right below its root).
#[derive(Clone, Copy, Debug, Default)]
struct Counts {
    articles: usize,
    /// Articles with a link to a page that is not there, and links to pages that are.
    without_page: usize,
    pages: usize,
    without_file: usize,
    files: usize,
    other_case: usize,
}

/// What is known of each part of a library.
pub(super) struct Whole<'l> {
    counts: HashMap<&'l str, Counts>,
    parts: Vec<&'l str>,
}

impl<'l> Whole<'l> {
    pub fn of(library: &'l Library) -> Self {
        let root = library.root().to_str().unwrap_or("");
        let part_of = |path: &'l str| {
            let inner = path.strip_prefix(root).unwrap_or(path).trim_start_matches('/');
            inner.split_once('/').map_or("", |(part, _)| part)
        };
        let parts: Vec<&str> = library.articles().map(|(_, entry)| part_of(&entry.path)).collect();
        let mut counts: HashMap<&str, Counts> = HashMap::new();
        for ((article, part), targets) in library.articles().zip(&parts).zip(library.targets()) {
            let count = counts.entry(part).or_default();
            count.articles += 1;
            count.without_page += usize::from(targets.contains(&Target::NoPage));
            count.without_file += usize::from(targets.contains(&Target::NoFile));
            for (target, link) in targets.iter().zip(&article.1.links.links) {
                match target {
                    Target::Article(_) => count.pages += 1,
                    Target::File => count.files += usize::from(link.is_image || !link.url.ends_with('/')),
                    Target::OtherCase(_) => count.other_case += 1,
                    _ => {}
                }
            }
        }
        Self { counts, parts }
    }

    fn counts(&self, article: ArticleId) -> Counts {
        self.parts.get(article.0 as usize).and_then(|part| self.counts.get(part)).copied().unwrap_or_default()
    }

    /// Whether what a link misses is missing from the library, and not only from what was handed over.
    pub fn misses(&self, of: &Resolved<'_>) -> bool {
        let counts = self.counts(of.article);
        match of.target {
            Target::NoPage => counts.without_page <= FEW.max(counts.articles / 50).max(counts.pages / 100),
            Target::NoFile => counts.without_file <= FEW.max(counts.files / 4),
            // Where many links have other letters, the site does not mind.
            Target::OtherCase(_) => counts.other_case <= FEW.max((counts.pages + counts.files) / 50),
            _ => false,
        }
    }
}
