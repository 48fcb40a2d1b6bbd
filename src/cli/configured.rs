//! Flags that say which configuration holds, for commands that take it as it is.

use std::path::{Path, PathBuf};

use super::Error;
use crate::checks;
use crate::config::{Config, Request, with_own_rules};
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
    /// The configuration that holds for paths, and the standard that it is about.
    pub fn load(&self, paths: &[PathBuf], cwd: &Path) -> Result<(Standard, Config), Error> {
        Ok(Config::load(checks::standard()?, &self.request(paths, cwd))?)
    }

    /// The standard alone, whatever else the configuration says.
    pub fn standard(&self, paths: &[PathBuf], cwd: &Path) -> Result<Standard, Error> {
        Ok(with_own_rules(checks::standard()?, &self.request(paths, cwd))?)
    }

    fn request<'a>(&'a self, paths: &'a [PathBuf], cwd: &'a Path) -> Request<'a> {
        Request { paths, stdin: None, cwd, config: self.config.as_deref(), isolated: self.isolated, select: &[], ignore: &[] }
    }
}
