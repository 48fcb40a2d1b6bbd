//! One fact with two figures in an article.

use serde::Deserialize;

use super::conflict::conflicts;
use crate::fact::{ClaimForm, ClaimValue, Facts, Likeness};
use crate::rule::{FactCheck, Found};

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct InconsistentFigure {
    /// Also compare statements of which a word or two differ.
    near: bool,
}

impl FactCheck for InconsistentFigure {
    fn check(&self, facts: &Facts<'_>, found: &mut Found<'_>) {
        let concerns = |value: &ClaimValue| matches!(value, ClaimValue::Quantity { .. });
        if facts.claims().iter().any(|claim| concerns(&claim.value)) {
            found.concerned();
        }
        for conflict in conflicts(facts, concerns) {
            if conflict.likeness == Likeness::Near && !self.near {
                continue;
            }
            let (at, other) = (conflict.at, conflict.other);
            let printed = |span| facts.printed(span).trim();
            let finding = if at.form == ClaimForm::Statement {
                let template = "“{}” here, but “{}” elsewhere in the same words: “{}”";
                found.at(at.block, facts.source(at.at), template, [printed(at.at), printed(other.at), printed(other.about)])
            } else {
                let frame = if at.form == ClaimForm::Frame { at } else { other };
                let template = "{}: “{}” here, but “{}” elsewhere";
                found.at(at.block, facts.source(at.at), template, [printed(frame.about), printed(at.at), printed(other.at)])
            };
            finding.related(facts.source(other.at), "the other figure");
            if conflict.likeness == Likeness::Near {
                finding.milder();
            }
        }
    }
}
