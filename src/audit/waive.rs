//! Findings that their article waives: with a reason they are silent, without one they are told as such.

use std::path::Path;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::audit::plan::Plan;
use crate::audit::{Audit, Audited};
use crate::finding::{Finding, Message, Place};
use crate::waiver::Waiver;

mod filed;

/// The rule that tells of waivers which nothing needs.
pub(super) const UNUSED: &str = "unused-waiver";

/// A waiver with its place.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlacedWaiver {
    /// What it says.
    pub waiver: Waiver,
    /// Where.
    pub place: Place,
    /// The identity of a finding about it.
    pub fingerprint: u64,
}

/// A finding that is silent.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Waived {
    /// The finding.
    pub finding: Finding,
    /// Why.
    pub reason: Box<str>,
    /// The last day.
    pub until: Option<Date>,
    /// Whether a file beside the articles says so, and not the article itself.
    pub is_filed: bool,
}

/// Why a finding is silent, by one of the waivers that cover it.
struct Cover<'a> {
    reason: Option<&'a str>,
    until: Option<Date>,
    is_filed: bool,
    /// The waiver, by its place among those of the article or of the file.
    at: usize,
}

/// Applies the waivers of all articles.
pub(super) fn waive(result: &mut Audit, plan: &Plan<'_>, today: Date) {
    let mut is_needed = vec![false; plan.filed.len()];
    for article in result.articles.iter_mut().filter(|article| !article.waivers.is_empty() || !plan.filed.is_empty()) {
        let path = from_root(&article.path, plan);
        let used = of_article(article, plan, today);
        for (filed, needed) in used.iter().zip(&mut is_needed) {
            *needed |= *filed;
        }
        filed::tell(article, &path, &used, plan, today);
    }
    result.lost_waivers = plan
        .filed
        .iter()
        .zip(is_needed)
        .filter(|(filed, needed)| !needed && filed::is_lost(filed, result, plan))
        .map(|(filed, _)| filed.line)
        .collect();
}

/// The path of an article from the library's root, with `/`.
fn from_root(path: &Path, plan: &Plan<'_>) -> String {
    plan.from_root(path).to_string_lossy().replace('\\', "/")
}

/// Applies the waivers of an article, and says which of those beside it were needed.
pub(super) fn of_article(article: &mut Audited, plan: &Plan<'_>, today: Date) -> Vec<bool> {
    let path = from_root(&article.path, plan);
    let mut is_filed_used = vec![false; plan.filed.len()];
    let mut is_used = vec![false; article.waivers.len()];
    let mut kept = Vec::with_capacity(article.findings.len());
    for mut finding in std::mem::take(&mut article.findings) {
        let rule = plan.standard.rule(finding.rule);
        let (id, criterion) = rule.map_or(("", ""), |rule| (&*rule.article.id, rule.article.criterion.name()));
        let covers = |waiver: &Waiver| waiver.holds_on(today) && waiver.covers(id, criterion, finding.place.span.start());
        let about_waivers = id.ends_with("-waiver") && rule.is_some_and(|rule| rule.file().is_none());
        let covering = || article.waivers.iter().enumerate().filter(|(_, placed)| !about_waivers && covers(&placed.waiver));
        let of_article = covering().map(|(at, PlacedWaiver { waiver, .. })| Cover {
            reason: waiver.reason.as_deref(),
            until: waiver.until,
            is_filed: false,
            at,
        });
        let of_file = plan
            .filed
            .iter()
            .enumerate()
            .filter(|(_, filed)| !about_waivers && filed.holds_on(today) && filed.covers(&path, id, criterion, finding.fingerprint));
        let of_file = of_file.map(|(at, filed)| Cover { reason: Some(&filed.reason), until: filed.until, is_filed: true, at });
        // One that says why goes before one that does not, wherever they stand.
        let Some(Cover { reason, until, is_filed, at }) = of_article.chain(of_file).min_by_key(|cover| cover.reason.is_none()) else {
            kept.push(finding);
            continue;
        };
        let used = if is_filed { &mut is_filed_used } else { &mut is_used };
        used.iter_mut().skip(at).take(1).for_each(|used| *used = true);
        if let Some(reason) = reason {
            article.waived.push(Waived { finding, reason: reason.into(), until, is_filed });
        } else {
            finding.message.push(" (waived without a reason, so it still counts)", [""; 0]);
            kept.push(finding);
        }
    }
    article.findings = kept;
    let Some((rule, severity)) = plan.severity_of(UNUSED) else { return is_filed_used };
    let text_is_there = |placed: &PlacedWaiver| !placed.waiver.scope.is_empty();
    for (placed, is_used) in article.waivers.iter().zip(is_used) {
        let is_sure = placed.waiver.holds_on(today) && plan.runs_all(&placed.waiver) && text_is_there(placed);
        let is_told = article.findings.iter().any(|finding| finding.rule == rule && finding.place.span == placed.place.span);
        if is_used || !is_sure || is_told {
            continue;
        }
        article.findings.push(Finding {
            rule,
            severity,
            place: placed.place.clone(),
            message: Message::new("no finding needs the waiver", [""; 0]),
            related: Vec::new(),
            section: Vec::new(),
            slot: None,
            fingerprint: placed.fingerprint,
            fix: None,
            edits_at: Box::default(),
        });
    }
    article.findings.sort_by_key(|finding| (finding.place.span, finding.rule));
    is_filed_used
}
