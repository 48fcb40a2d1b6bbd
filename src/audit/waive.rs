//! Findings that their article waives: with a reason they are silent, without one they are told as such.

use jiff::civil::Date;

use crate::audit::plan::Plan;
use crate::audit::{Audit, Audited};
use crate::finding::{Finding, Message, Place};
use crate::waiver::Waiver;

/// The rule that tells of waivers which nothing needs.
pub(super) const UNUSED: &str = "unused-waiver";

/// A waiver with its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlacedWaiver {
    /// What it says.
    pub waiver: Waiver,
    /// Where.
    pub place: Place,
    /// The identity of a finding about it.
    pub fingerprint: u64,
}

/// A finding that is silent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Waived {
    /// The finding.
    pub finding: Finding,
    /// Why.
    pub reason: Box<str>,
    /// The last day.
    pub until: Option<Date>,
}

/// Applies the waivers of all articles.
pub(super) fn waive(result: &mut Audit, plan: &Plan<'_>, today: Date) {
    for article in result.articles.iter_mut().filter(|article| !article.waivers.is_empty()) {
        of_article(article, plan, today);
    }
}

/// Applies the waivers of an article.
pub(super) fn of_article(article: &mut Audited, plan: &Plan<'_>, today: Date) {
    let mut is_used = vec![false; article.waivers.len()];
    let mut kept = Vec::with_capacity(article.findings.len());
    for mut finding in std::mem::take(&mut article.findings) {
        let rule = plan.standard.rule(finding.rule);
        let (id, criterion) = rule.map_or(("", ""), |rule| (&*rule.article.id, rule.article.criterion.name()));
        let covers = |waiver: &Waiver| waiver.holds_on(today) && waiver.covers(id, criterion, finding.place.span.start());
        let about_waivers = id.ends_with("-waiver") && rule.is_some_and(|rule| rule.file().is_none());
        let covering = || article.waivers.iter().enumerate().filter(|(_, placed)| !about_waivers && covers(&placed.waiver));
        // One that says why goes before one that does not, wherever they stand.
        let Some((at, PlacedWaiver { waiver, .. })) = covering().min_by_key(|(_, placed)| placed.waiver.reason.is_none()) else {
            kept.push(finding);
            continue;
        };
        is_used.iter_mut().skip(at).take(1).for_each(|used| *used = true);
        if let Some(reason) = &waiver.reason {
            article.waived.push(Waived { finding, reason: reason.clone(), until: waiver.until });
        } else {
            finding.message.push(" (waived without a reason, so it still counts)", [""; 0]);
            kept.push(finding);
        }
    }
    article.findings = kept;
    let Some((rule, severity)) = plan.severity_of(UNUSED) else { return };
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
        });
    }
    article.findings.sort_by_key(|finding| (finding.place.span, finding.rule));
}
