//! A waiver whose last day is over.

use serde::Deserialize;

use crate::document::Document;
use crate::rule::{ArticleCheck, Found};
use crate::waiver::waivers;

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct ExpiredWaiver {}

impl ArticleCheck for ExpiredWaiver {
    fn check(&self, article: &Document, found: &mut Found<'_>) {
        for waiver in waivers(article).into_iter().filter(|waiver| waiver.fault.is_none() && waiver.until.is_some()) {
            if found.today().is_none_or(|today| waiver.holds_on(today)) {
                continue;
            }
            let until = waiver.until.map(|until| until.to_string()).unwrap_or_default();
            found.at(Document::ROOT, waiver.src, "the waiver held until {}", [until]);
        }
    }
}
