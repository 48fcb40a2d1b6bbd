//! What a run reads: files and folders, standard input, and texts in the place of files.

use std::collections::HashMap;
use std::path::{Path, PathBuf};

use crate::config::Config;
use crate::source::{Candidate, ReadError, Source, absolute, read_whole, within};

/// What to audit.
#[derive(Clone, Debug, Default)]
pub struct Inputs {
    /// Files and folders.
    pub paths: Vec<PathBuf>,
    /// Standard input, under this name.
    pub stdin: Option<PathBuf>,
    /// The root of the library that all of them belong to: its other articles are compared with these, and not reported.
    pub library: Option<PathBuf>,
    /// The working directory, which shown paths are relative to.
    pub cwd: PathBuf,
    /// What to read in the place of files, by their real paths; `None`: as if there were none.
    pub instead: HashMap<PathBuf, Option<Vec<u8>>>,
}

/// What a run reads in the place of a file.
pub(super) enum StandIn<'a> {
    /// Nothing else: the file.
    None,
    Bytes(&'a [u8]),
    /// It is as if there were no such file.
    Gone,
}

impl Inputs {
    /// Whether there is a library; files or standard input alone are none.
    #[must_use]
    pub fn have_library(&self) -> bool {
        self.library.is_some() || self.paths.iter().any(|path| path.is_dir())
    }

    /// Whether they are all of the library below a root.
    #[must_use]
    pub fn are_whole(&self, root: &Path) -> bool {
        self.paths.iter().any(|path| root.starts_with(absolute(path, &self.cwd)))
    }

    /// What to read in the place of an article.
    pub(super) fn stand_in(&self, candidate: &Candidate) -> StandIn<'_> {
        let other = if self.instead.is_empty() { None } else { self.instead.get(&real(candidate.path())) };
        match other {
            None => StandIn::None,
            Some(None) => StandIn::Gone,
            Some(Some(bytes)) => StandIn::Bytes(bytes),
        }
    }

    /// The bytes of an article.
    pub(super) fn bytes(&self, candidate: &Candidate, config: &Config) -> Result<Vec<u8>, ReadError> {
        match self.stand_in(candidate) {
            StandIn::Bytes(bytes) => within(bytes, &config.limits),
            StandIn::None | StandIn::Gone => read_whole(candidate.path(), &config.limits),
        }
    }

    /// Reads an article.
    pub(super) fn read(&self, candidate: &Candidate, config: &Config) -> Result<Source, ReadError> {
        Ok(Source::new(&candidate.shown, candidate.format(), self.bytes(candidate, config)?)?)
    }
}

/// A path without links among its folders; its last part stays what it is.
#[must_use]
pub fn real(path: &Path) -> PathBuf {
    match (path.parent().map(Path::canonicalize), path.file_name()) {
        (Some(Ok(folder)), Some(name)) => folder.join(name),
        _ => path.to_path_buf(),
    }
}
