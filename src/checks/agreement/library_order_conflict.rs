//! Two articles that set two things against each other the opposite way round.

use serde::Deserialize;

use super::library_conflict::compare;
use crate::library::Library;
use crate::rule::{FoundAcross, LibraryCheck};

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct LibraryOrderConflict {}

impl LibraryCheck for LibraryOrderConflict {
    fn check(&self, library: &Library, found: &mut FoundAcross) {
        compare(library, |claim| claim.is_order, |_, _| false, found);
    }
}
