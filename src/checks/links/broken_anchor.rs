//! A link to a place that its page does not have.

use serde::Deserialize;

use super::whole::resolved;
use crate::library::{Anchors, Library, Target, decoded, is_special};
use crate::rule::{FoundAcross, LibraryCheck};

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct BrokenAnchor {}

impl LibraryCheck for BrokenAnchor {
    fn check(&self, library: &Library, found: &mut FoundAcross) {
        let mut labels: Vec<u64> = library.articles().flat_map(|(_, entry)| entry.links.anchors.labels()).copied().collect();
        labels.sort_unstable();
        for (article, entry) in library.articles() {
            for (span, fragment) in &entry.links.lost {
                // A label is known in all articles.
                if labels.binary_search(&Anchors::key(&decoded(fragment))).is_ok() {
                    continue;
                }
                found.at(article, *span, "the article has no heading or place “#{}”", [fragment]);
            }
        }
        let mut told = None;
        for of in resolved(library).filter(|of| !of.link.is_image) {
            // An address that several links share is given once.
            if told.replace((of.article, of.link.span)) == Some((of.article, of.link.span)) {
                continue;
            }
            let (Target::Article(target), Some((_, fragment))) = (of.target, of.link.url.split_once('#')) else { continue };
            found.concerned(of.article);
            let Some(page) = library.entry(*target) else { continue };
            let name = decoded(fragment);
            if !is_special(&name) && !page.links.anchors.may_have(&name) && !page.links.anchors.may_have(fragment) {
                found.at(of.article, of.link.span, "“{}” has no heading or place “#{}”", [&*page.path, fragment]);
            }
        }
    }
}
