//! After the barrier: what stands empty in article after article at the same place is a slot of their template, not a defect of each.

use std::collections::HashMap;

use crate::audit::Audited;
use crate::finding::{RuleId, Severity};

/// Articles with the same finding from which it is told as worth knowing only.
const ARTICLES: usize = 10;

/// Lowers the findings of a slot that many articles share, and says how many do.
pub(super) fn settle(articles: &mut [Audited]) {
    let mut sharing: HashMap<(RuleId, Box<str>), usize> = HashMap::new();
    for article in articles.iter() {
        let mut own: Vec<(RuleId, &str)> =
            article.findings.iter().filter_map(|finding| Some((finding.rule, finding.slot.as_deref()?))).collect();
        own.sort_unstable();
        own.dedup();
        for (rule, slot) in own {
            *sharing.entry((rule, slot.into())).or_default() += 1;
        }
    }
    sharing.retain(|_, count| *count >= ARTICLES);
    if sharing.is_empty() {
        return;
    }
    for finding in articles.iter_mut().flat_map(|article| &mut article.findings) {
        let Some(slot) = finding.slot.take() else { continue };
        if let Some(count) = sharing.get(&(finding.rule, slot)) {
            finding.severity = Severity::Info;
            finding.message.push(", as in {} more articles: a slot of their template?", [(count - 1).to_string()]);
        }
    }
}
