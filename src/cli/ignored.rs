//! Flags about files that version control ignores.

use crate::source::Selection;

#[derive(clap::Args)]
pub(super) struct Ignored {
    /// Leave out what `.gitignore` and the like name; this is so anyway, and takes back an earlier `--no-respect-gitignore`
    #[arg(long, overrides_with = "no_respect_gitignore", help_heading = "What to audit")]
    respect_gitignore: bool,
    /// Audit also what `.gitignore` and the like name
    #[arg(long, overrides_with = "respect_gitignore", help_heading = "What to audit")]
    no_respect_gitignore: bool,
}

impl Ignored {
    /// Says it to the walk.
    pub fn set(&self, selection: &mut Selection) {
        selection.ignored_too = self.no_respect_gitignore && !self.respect_gitignore;
    }
}
