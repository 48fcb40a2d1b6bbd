//! One event with two dates in an article.

use serde::Deserialize;

use super::conflict::conflicts;
use crate::fact::{ClaimValue, Facts, Likeness};
use crate::rule::{FactCheck, Found};

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct InconsistentDate {
    /// Also compare statements of which a word or two differ.
    near: bool,
}

impl FactCheck for InconsistentDate {
    fn check(&self, facts: &Facts<'_>, found: &mut Found<'_>) {
        let concerns = |value: &ClaimValue| matches!(value, ClaimValue::Date { .. });
        if facts.claims().iter().any(|claim| concerns(&claim.value)) {
            found.concerned();
        }
        for conflict in conflicts(facts, concerns) {
            if conflict.likeness == Likeness::Near && !self.near {
                continue;
            }
            let (at, other) = (conflict.at, conflict.other);
            let printed = |span| facts.printed(span).trim();
            let template = "“{}” here, but “{}” elsewhere for the same event: “{}”";
            let quotes = [printed(at.at), printed(other.at), printed(other.about)];
            let finding = found.at(at.block, facts.source(at.at), template, quotes);
            finding.related(facts.source(other.at), "the other date");
            if conflict.likeness == Likeness::Near {
                finding.milder();
            }
        }
    }
}
