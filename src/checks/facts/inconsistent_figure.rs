//! One fact with two figures in an article.

use serde::Deserialize;

use super::conflict;
use crate::checks::prose::is_order;
use crate::fact::{Claim, ClaimForm, ClaimValue, Facts, is_place};
use crate::rule::{FactCheck, Found};
use crate::span::Span;

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct InconsistentFigure {
    /// Also compare statements of which a word or two differ.
    near: bool,
}

impl FactCheck for InconsistentFigure {
    fn check(&self, facts: &Facts<'_>, found: &mut Found<'_>) {
        // "The first round takes 1, the second takes 2" in the same words, step by step.
        if is_order(facts.document) {
            return;
        }
        let concerns = |claim: &Claim| matches!(claim.value, ClaimValue::Quantity { .. }) || is_place(claim);
        let printed = |span| facts.printed(span).trim();
        let said = |at: &Claim, other: &Claim| {
            if at.form == ClaimForm::Statement {
                let template = "“{}” here, but “{}” elsewhere in the same words: “{}”";
                return (template, [printed(at.at), printed(other.at), printed(other.about)]);
            }
            if at.form == ClaimForm::Gist {
                let template = "“{}” here, but “{}” elsewhere for the same: “{}”";
                return (template, [printed(at.at), printed(other.at), printed(other.about)]);
            }
            let frame = if at.form == ClaimForm::Frame { at } else { other };
            if is_place(at) {
                return ("{}: in “{}” here, but in “{}” elsewhere", [printed(frame.about), printed(at.at), printed(other.at)]);
            }
            let [here, there] = [at, other].map(|claim| printed(with_noun(facts, claim)));
            ("{}: “{}” here, but “{}” elsewhere", [printed(frame.about), here, there])
        };
        conflict::report(facts, self.near, concerns, said, "the other figure", found);
    }
}

/// The value of a claim with what it counts: "60 berths".
fn with_noun(facts: &Facts<'_>, claim: &Claim) -> Span {
    let at = facts.quantities().partition_point(|quantity| quantity.text.start() < claim.at.start());
    let counted = facts.quantities().get(at).filter(|quantity| quantity.text == claim.at && !quantity.noun.is_empty());
    counted.map_or(claim.at, |quantity| quantity.text.join(quantity.noun))
}
