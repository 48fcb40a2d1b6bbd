//! Flags about the cache, and the cache of a run.

use std::path::PathBuf;

use super::{Error, environment, survived};
use crate::audit::{Inputs, Plan};
use crate::cache::{Cache, FOLDER, Fingerprint};
use crate::report::Output;
use crate::source::absolute;

#[derive(clap::Args)]
pub(super) struct Cached {
    /// Audit every article anew, and keep nothing for the next run [env: `CONTENTAUDIT_NO_CACHE`]
    #[arg(long, conflicts_with = "cache_dir", help_heading = "Run")]
    no_cache: bool,
    /// Keep what the next run can use in this folder [env: `CONTENTAUDIT_CACHE_DIR`] [default: `.contentaudit-cache` at the library's root]
    #[arg(long, value_name = "FOLDER", help_heading = "Run")]
    cache_dir: Option<PathBuf>,
}

impl Cached {
    /// The folder that is named for the cache.
    pub fn folder(&self) -> Option<PathBuf> {
        self.cache_dir.clone().or_else(environment::cache_dir)
    }

    /// What earlier runs made of the articles of a library; files alone are none.
    pub fn open(&self, plan: &Plan<'_>, inputs: &Inputs) -> Result<Option<Cache>, Error> {
        // Who names a folder wants a cache, whatever the environment says.
        let is_unwanted = self.no_cache || (self.cache_dir.is_none() && environment::no_cache()?);
        if is_unwanted || !inputs.have_library() {
            return Ok(None);
        }
        let folder = self.folder().unwrap_or_else(|| plan.config.selection.root.join(FOLDER));
        Ok(Some(Cache::open(&absolute(&folder, &inputs.cwd), &of_build(plan.fingerprint()))))
    }
}

/// Keeps what a run made of the articles. A cache that cannot be written is worth a line, and no failure.
pub(super) fn save(cache: &Cache, plan: &Plan<'_>, inputs: &Inputs, notes: &mut Output, quiet: bool) -> Result<(), Error> {
    let root = &plan.config.selection.root;
    let saved = cache.save(inputs.library.is_some() || inputs.are_whole(root));
    if quiet {
        return Ok(());
    }
    let told = match saved {
        Err(reason) => notes.ours(&format!("note: cannot keep a cache: {reason}; `--no-cache` does without")).end(),
        Ok(()) if cache.is_damaged() => notes.ours("note: the cache was damaged, and is made anew").end(),
        Ok(()) => return Ok(()),
    };
    survived(told.and_then(|()| notes.finish())).map_err(|reason| Error::Write { path: None, reason })
}

/// The fingerprint for this very build: another one may find other things.
fn of_build(plan: Fingerprint) -> Fingerprint {
    let mut hasher = blake3::Hasher::new();
    hasher.update(concat!(env!("CARGO_PKG_VERSION"), " ", env!("CONTENTAUDIT_BUILD")).as_bytes());
    hasher.update(plan.as_bytes());
    hasher.finalize()
}
