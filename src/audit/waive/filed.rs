//! What is told of waivers that stand beside the articles: those that are over, that nothing needs, or whose article is not there.

use jiff::civil::Date;

use super::{UNUSED, from_root};
use crate::audit::plan::Plan;
use crate::audit::{Audit, Audited};
use crate::finding::{Finding, Message, Place, Point};
use crate::span::Position;
use crate::waiver::{FILED, FiledWaiver};

/// The rule that tells of waivers whose last day is over.
const EXPIRED: &str = "expired-waiver";

/// Tells of the waivers for an article that are over or that nothing needs: at its beginning, for they have no place in it.
pub(super) fn tell(article: &mut Audited, path: &str, used: &[bool], plan: &Plan<'_>, today: Date) {
    let of_article = plan.filed.iter().zip(used).filter(|(filed, _)| filed.path.is_some() && filed.is_of(path));
    for (filed, is_used) in of_article {
        let (rule, message) = if !filed.holds_on(today) {
            (EXPIRED, Message::new("the waiver in line {} of {} held until {}", [filed.line.to_string(), FILED.to_owned(), day(filed)]))
        } else if !is_used && runs(filed, plan) {
            (UNUSED, Message::new("no finding needs the waiver in line {} of {}", [filed.line.to_string(), FILED.to_owned()]))
        } else {
            continue;
        };
        let Some((rule, severity)) = plan.severity_of(rule) else { continue };
        let start = Point { offset: 0, position: Position { line: 1, column: 1 }, byte_column: 1 };
        article.findings.insert(
            0,
            Finding {
                rule,
                severity,
                place: Place { start, end: start, ..Place::default() },
                fingerprint: print(filed),
                message,
                related: Vec::new(),
                section: Vec::new(),
                slot: None,
                fix: None,
                edits_at: Box::default(),
            },
        );
    }
}

/// Whether no article has what a waiver is for, in a library that was read whole.
pub(super) fn is_lost(filed: &FiledWaiver, result: &Audit, plan: &Plan<'_>) -> bool {
    runs(filed, plan) && !(filed.path.is_some() && result.articles.iter().any(|article| filed.is_of(&from_root(&article.path, plan))))
}

/// Whether all that a waiver may be for was looked for.
fn runs(filed: &FiledWaiver, plan: &Plan<'_>) -> bool {
    plan.standard.rules().all(|(id, rule)| {
        let article = &rule.article;
        let is_meant = filed.name.as_deref().is_none_or(|name| name == &*article.id || name == article.criterion.name());
        !is_meant || article.off || plan.runs(id)
    })
}

fn day(filed: &FiledWaiver) -> String {
    filed.until.map(|until| until.to_string()).unwrap_or_default()
}

/// The identity of a finding about a waiver: what it waives, not where it stands.
fn print(filed: &FiledWaiver) -> u64 {
    let own = filed.fingerprint.map(|print| print.to_string()).unwrap_or_default();
    let hash = blake3::hash([FILED, filed.path.as_deref().unwrap_or(""), filed.name.as_deref().unwrap_or(""), &own].join("\0").as_bytes());
    hash.as_bytes().iter().take(8).fold(0, |sum, byte| sum << 8 | u64::from(*byte))
}
