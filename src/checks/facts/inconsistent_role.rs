//! Somebody who reports to two people, or something that is led by two.

use serde::Deserialize;

use super::conflict;
use crate::fact::{Claim, Facts, is_role};
use crate::rule::{FactCheck, Found};

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct InconsistentRole {}

impl FactCheck for InconsistentRole {
    fn check(&self, facts: &Facts<'_>, found: &mut Found<'_>) {
        let printed = |span| facts.printed(span).trim();
        let said =
            |at: &Claim, other: &Claim| ("{}: “{}” here, but “{}” elsewhere", [printed(at.about), printed(at.at), printed(other.at)]);
        conflict::report(facts, false, is_role, said, "the other one", found);
    }
}
