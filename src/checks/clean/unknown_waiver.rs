//! A waiver that names no rule, or says something that no waiver says.

use serde::Deserialize;

use crate::document::Document;
use crate::rule::{ArticleCheck, Criterion, Found};
use crate::waiver::{Fault, waivers};

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct UnknownWaiver {}

impl ArticleCheck for UnknownWaiver {
    fn check(&self, article: &Document, found: &mut Found<'_>) {
        for waiver in waivers(article) {
            let (template, said) = match &waiver.fault {
                Some(Fault::Directive(directive)) => {
                    ("“{}” is no waiver: there are disable-next-line, disable, enable and disable-file", directive)
                }
                Some(Fault::Until(day)) => ("“{}” is no day; write it as 2026-12-31", day),
                _ => {
                    let is_unknown = |name: &str| !found.has_rule(name) && Criterion::ALL.iter().all(|criterion| criterion.name() != name);
                    match (waiver.names.iter().find(|name| is_unknown(name)), &waiver.fault) {
                        (Some(name), _) => ("no rule and no criterion is called “{}”", name),
                        (None, Some(_)) => {
                            found.at(Document::ROOT, waiver.src, "no waiver above holds what this would end", [""; 0]);
                            continue;
                        }
                        (None, None) => continue,
                    }
                }
            };
            found.at(Document::ROOT, waiver.src, template, [&**said]);
        }
    }
}
