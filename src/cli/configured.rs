//! Flags that say which configuration holds, for commands that take it as it is.

use std::path::{Path, PathBuf};

use super::Error;
use crate::config::{Config, Request};
use crate::rule::Standard;

#[derive(clap::Args)]
pub(super) struct Configured {
    /// Use this configuration; its folder is the library's root
    #[arg(long, value_name = "FILE", conflicts_with = "isolated")]
    config: Option<PathBuf>,
    /// Use no configuration: the standard as it is
    #[arg(long)]
    isolated: bool,
}

impl Configured {
    /// The configuration that holds for paths.
    pub fn load(&self, standard: &Standard, paths: &[PathBuf], cwd: &Path) -> Result<Config, Error> {
        let request =
            Request { paths, stdin: None, cwd, config: self.config.as_deref(), isolated: self.isolated, select: &[], ignore: &[] };
        Ok(Config::load(standard, &request)?)
    }
}
