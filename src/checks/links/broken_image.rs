//! A picture whose file is not there.

use serde::Deserialize;

use super::whole::{Whole, resolved};
use crate::library::{Library, Target};
use crate::rule::{FoundAcross, LibraryCheck};

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct BrokenImage {}

impl LibraryCheck for BrokenImage {
    fn check(&self, library: &Library, found: &mut FoundAcross) {
        let whole = Whole::of(library);
        for of in resolved(library).filter(|of| of.link.is_image) {
            found.concerned(of.article);
            if !whole.misses(&of) {
                continue;
            }
            let url = &*of.link.url;
            match of.target {
                Target::OtherCase(real) => {
                    let name = real.rsplit('/').next().unwrap_or(real);
                    found.at(of.article, of.link.span, "the picture “{}” is written in other letters than its file, “{}”", [url, name]);
                }
                Target::NoFile | Target::NotBeside => {
                    found.at(of.article, of.link.span, "there is no picture “{}”", [url]);
                }
                _ => {}
            }
        }
    }
}
