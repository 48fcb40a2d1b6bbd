//! One event with two dates in an article.

use serde::Deserialize;

use super::conflict;
use crate::fact::{Claim, ClaimValue, Facts};
use crate::rule::{FactCheck, Found};

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct InconsistentDate {
    /// Also compare statements of which a word or two differ.
    near: bool,
}

impl FactCheck for InconsistentDate {
    fn check(&self, facts: &Facts<'_>, found: &mut Found<'_>) {
        let concerns = |claim: &Claim| matches!(claim.value, ClaimValue::Date { .. });
        let printed = |span| facts.printed(span).trim();
        let said = |at: &Claim, other: &Claim| {
            ("“{}” here, but “{}” elsewhere for the same event: “{}”", [printed(at.at), printed(other.at), printed(other.about)])
        };
        conflict::report(facts, self.near, concerns, said, "the other date", found);
    }
}
