//! Findings as a list over all articles, for formats that know no articles.

use std::cmp::Reverse;

use super::{Report, escape};
use crate::audit::Audited;
use crate::finding::{Finding, Related};

/// A finding with its article.
#[derive(Clone, Copy)]
pub(super) struct Listed<'a> {
    pub article: &'a Audited,
    pub finding: &'a Finding,
}

/// All findings, articles by path, findings by place.
pub(super) fn all<'a>(report: &'a Report<'_>) -> impl Iterator<Item = Listed<'a>> {
    report.scored.audit.articles.iter().flat_map(|article| article.findings.iter().map(move |finding| Listed { article, finding }))
}

/// The same, errors before warnings before infos: what a reader cuts off is the least.
pub(super) fn worst_first<'a>(report: &'a Report<'_>) -> Vec<Listed<'a>> {
    let mut all: Vec<Listed<'a>> = all(report).collect();
    all.sort_by_key(|listed| Reverse(listed.finding.severity));
    all
}

impl<'a> Listed<'a> {
    /// The id of the rule.
    pub fn rule(self, report: &Report<'a>) -> &'a str {
        report.standard.id(self.finding.rule)
    }

    /// The way out.
    pub fn help(self, report: &Report<'a>) -> &'a str {
        report.standard.rule(self.finding.rule).map_or("", |rule| &rule.article.help)
    }

    /// The article's path with `/`, as machine formats have it.
    pub fn path(self) -> String {
        escape::path_text(&self.article.path).into_owned()
    }

    /// The path of another place.
    pub fn path_of(self, related: &Related) -> String {
        related.path.as_deref().map_or_else(|| self.path(), str::to_owned)
    }
}
