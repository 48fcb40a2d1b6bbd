//! A link to a place that its page does not have.

use serde::Deserialize;

use super::whole::resolved;
use crate::library::{Anchors, Library, Target, decoded, is_special};
use crate::rule::{FoundAcross, LibraryCheck};

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct BrokenAnchor {}

/// Places shown of those that an article has lost.
const SHOWN: usize = 5;

impl LibraryCheck for BrokenAnchor {
    fn check(&self, library: &Library, found: &mut FoundAcross) {
        let mut labels: Vec<u64> = library.articles().flat_map(|(_, entry)| entry.links.anchors.labels()).copied().collect();
        labels.sort_unstable();
        for (article, entry) in library.articles() {
            // A label is known in all articles.
            let mut lost = entry.links.lost.iter().filter(|(_, fragment)| labels.binary_search(&Anchors::key(&decoded(fragment))).is_err());
            if entry.links.loses_most {
                if let Some((span, fragment)) = lost.next() {
                    let words = "the article has no heading or place “#{}”, nor {} more that it links to";
                    let finding = found.at(article, *span, words, [&**fragment, &lost.clone().count().to_string()]);
                    for (other, _) in lost.take(SHOWN) {
                        finding.related(article, *other, "nor this");
                    }
                }
                continue;
            }
            for (span, fragment) in lost {
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
