//! A waiver that no finding needs.

use serde::Deserialize;

use crate::document::Document;
use crate::rule::{ArticleCheck, Found};
use crate::waiver::{Waiver, waivers};

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct UnusedWaiver {}

impl ArticleCheck for UnusedWaiver {
    /// Those that cover nothing. Whether a finding needs the others shows when all rules have run (`audit/waive.rs`).
    fn check(&self, article: &Document, found: &mut Found<'_>) {
        let covers_nothing = |waiver: &Waiver| waiver.fault.is_none() && waiver.scope.cut(article.source.text()).trim().is_empty();
        for waiver in waivers(article).into_iter().filter(covers_nothing) {
            found.at(Document::ROOT, waiver.src, "nothing stands where the waiver holds", [""; 0]);
        }
    }
}
