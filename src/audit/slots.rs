//! After the barrier: what stands empty in article after article at the same place is a slot of their template, not a defect of each.

use std::collections::{HashMap, HashSet};

use crate::audit::Audited;
use crate::finding::{RuleId, Severity};

/// Articles with the same finding from which it is told as worth knowing only.
const ARTICLES: usize = 10;

/// Lowers the findings of a slot that many articles share, and says how many do. A slot is known by a heading and its neighbour; where it
/// is one, the heading stands empty beside other neighbours for the same reason.
pub(super) fn settle(articles: &mut [Box<Audited>]) {
    let (mut pairs, mut headings) = (HashMap::new(), HashMap::new());
    for article in articles.iter() {
        let slots = article.findings.iter().flat_map(|finding| each(finding.slot.as_deref()).map(|slot| (finding.rule, slot)));
        let own: HashSet<(RuleId, &str)> = slots.clone().collect();
        let of_heading: HashSet<(RuleId, &str)> = slots.map(|(rule, slot)| (rule, heading(slot))).collect();
        count(&mut pairs, own);
        count(&mut headings, of_heading);
    }
    let known = pairs.into_iter().filter(|(_, count)| *count >= ARTICLES).map(|((rule, slot), _)| (rule, heading(slot)));
    let shared: HashMap<(RuleId, Box<str>), usize> =
        known.filter_map(|(rule, heading)| Some(((rule, heading.into()), *headings.get(&(rule, heading))?))).collect();
    if shared.is_empty() {
        return;
    }
    for finding in articles.iter_mut().flat_map(|article| &mut article.findings) {
        let Some(slot) = finding.slot.take() else { continue };
        if let Some(count) = each(Some(&slot)).find_map(|slot| shared.get(&(finding.rule, heading(slot).into()))) {
            finding.severity = Severity::Info;
            finding.message.push(", as in {} more articles: a slot of their template?", [(count - 1).to_string()]);
        }
    }
}

/// The slots that a finding may be one of, with tabs between them.
fn each(slot: Option<&str>) -> impl Iterator<Item = &str> + Clone {
    slot.into_iter().flat_map(|slot| slot.split('\t'))
}

/// The heading of a slot; its neighbour stands on the next line.
fn heading(slot: &str) -> &str {
    slot.lines().next().unwrap_or(slot)
}

/// One more article for each of these.
#[expect(clippy::iter_over_hash_type, reason = "sums do not depend on the order")]
fn count<'s>(sums: &mut HashMap<(RuleId, &'s str), usize>, own: HashSet<(RuleId, &'s str)>) {
    for slot in own {
        *sums.entry(slot).or_default() += 1;
    }
}
