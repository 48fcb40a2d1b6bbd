//! A link to a place that its page does not have.

use serde::Deserialize;

use super::whole::resolved;
use crate::library::{Library, Target, decoded, is_special};
use crate::rule::{FoundAcross, LibraryCheck};

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct BrokenAnchor {}

impl LibraryCheck for BrokenAnchor {
    fn check(&self, library: &Library, found: &mut FoundAcross) {
        for (article, entry) in library.articles() {
            for (span, fragment) in &entry.links.lost {
                found.at(article, *span, "the article has no heading or place “#{}”", [fragment]);
            }
        }
        for of in resolved(library).filter(|of| !of.link.is_image) {
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
