//! A link to another site that a link checker could not reach: its report is read by the command line, this audit asks no network.

use serde::Deserialize;

use crate::library::Library;
use crate::rule::{FoundAcross, LibraryCheck};

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct DeadExternalLink {
    /// Answers of servers that say nothing of the page: they turn programs away.
    doubtful: Vec<u16>,
}

impl LibraryCheck for DeadExternalLink {
    fn check(&self, library: &Library, found: &mut FoundAcross) {
        let Some(report) = library.link_report() else { return };
        for (article, entry) in library.articles() {
            for (span, url) in &entry.links.external {
                found.concerned(article);
                let Some(answer) = report.answer(url) else { continue };
                let finding = found.at(article, *span, "“{}” was not reached: {}", [&**url, &*answer.words]);
                if answer.code.is_none_or(|code| self.doubtful.contains(&code)) {
                    finding.milder();
                }
            }
        }
    }
}
