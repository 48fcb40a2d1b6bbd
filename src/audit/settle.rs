//! One defect, one charge: where findings of two rules overlap, the rule that outranks the other keeps the charge.

use crate::finding::RuleId;
use crate::rule::{RawFinding, Standard};
use crate::span::Span;

/// Removes outranked findings and sorts the rest by place and rule.
pub(super) fn settle(found: &mut Vec<(RuleId, RawFinding)>, standard: &Standard) {
    found.sort_by_key(|(rule, finding)| (finding.span, *rule));
    if found.len() < 2 {
        return;
    }
    let mut present: Vec<RuleId> = found.iter().map(|(rule, _)| *rule).collect();
    present.sort_unstable();
    present.dedup();
    // Who outranks comes first, so that only findings that remain push others out. There is no cycle (a test keeps it so);
    // were there one, its rules would simply be looked at in their order.
    let mut ordered: Vec<RuleId> = Vec::with_capacity(present.len());
    while ordered.len() < present.len() {
        let waiting = |rule: &RuleId| !ordered.contains(rule);
        let next = present
            .iter()
            .copied()
            .filter(|rule| waiting(rule))
            .find(|rule| !present.iter().any(|other| waiting(other) && standard.outranks(*other, *rule)))
            .or_else(|| present.iter().copied().find(|rule| waiting(rule)));
        ordered.extend(next);
    }
    for (index, weaker) in ordered.iter().enumerate() {
        let stronger: Vec<RuleId> = ordered.iter().take(index).copied().filter(|other| standard.outranks(*other, *weaker)).collect();
        if stronger.is_empty() {
            continue;
        }
        let kept: Vec<Span> = found
            .iter()
            .filter(|(rule, _)| stronger.contains(rule))
            .flat_map(|(_, finding)| std::iter::once(finding.span).chain(finding.stands_for.iter().copied()))
            .collect();
        found.retain(|(rule, finding)| rule != weaker || !kept.iter().any(|span| span.overlaps(finding.span)));
    }
}
