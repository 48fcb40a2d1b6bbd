//! Flags that say which configuration holds.

use std::path::{Path, PathBuf};

use super::Error;
use crate::checks;
use crate::config::{self, Config, Request, with_own_rules};
use crate::rule::Standard;

#[derive(clap::Args)]
pub(super) struct Configured {
    /// Use this configuration, whose folder is the library's root; or set a key of it, as in `rules.thin-section="off"`; may be given several times
    #[arg(long, value_name = "FILE|KEY=VALUE", value_parser = said, help_heading = "Configuration")]
    config: Vec<Said>,
    /// Use no configuration file: the standard as it is
    #[arg(long, help_heading = "Configuration")]
    pub isolated: bool,
}

/// What a flag says of the configuration.
#[derive(Clone)]
enum Said {
    File(PathBuf),
    Key(String),
}

/// A key and its value, or the name of a file: what stands before the first `=` of a key has letters, digits, dots and hyphens alone, and a file of
/// such a name is there.
fn said(text: &str) -> Result<Said, String> {
    let is_key = |key: &str| !key.is_empty() && key.bytes().all(|byte| byte.is_ascii_alphanumeric() || b".-_\"".contains(&byte));
    match text.split_once('=') {
        Some((key, value)) if is_key(key.trim()) && !Path::new(text).is_file() => {
            // A word without quotes is text.
            let is_toml = toml::from_str::<toml::Table>(&format!("key = {value}")).is_ok();
            let value = if is_toml { value.trim().to_owned() } else { toml::Value::from(value.trim()).to_string() };
            Ok(Said::Key(format!("{} = {value}", key.trim())))
        }
        _ if text.is_empty() => Err("name a file, or write KEY=VALUE".to_owned()),
        _ => Ok(Said::File(text.into())),
    }
}

/// Rules and criteria that flags name.
#[derive(Clone, Copy, Default)]
pub(super) struct Chosen<'a> {
    pub select: &'a [String],
    pub extend_select: &'a [String],
    pub ignore: &'a [String],
}

impl Configured {
    /// The configuration that holds for paths, and the standard that it is about.
    pub fn load(&self, paths: &[PathBuf], cwd: &Path) -> Result<(Standard, Config), Error> {
        self.load_for(paths, None, cwd, Chosen::default())
    }

    /// The same for a run with rules of its own choice, and perhaps with standard input.
    pub fn load_for(&self, paths: &[PathBuf], stdin: Option<&Path>, cwd: &Path, chosen: Chosen<'_>) -> Result<(Standard, Config), Error> {
        let said = self.keys();
        Ok(Config::load(checks::standard()?, &Request { stdin, ..self.request(paths, cwd, &said, chosen)? })?)
    }

    /// The standard alone, whatever else the configuration says.
    pub fn standard(&self, paths: &[PathBuf], cwd: &Path) -> Result<Standard, Error> {
        Ok(with_own_rules(checks::standard()?, &self.request(paths, cwd, &[], Chosen::default())?)?)
    }

    /// The root of the library, and whether a configuration says so.
    pub fn root(&self, paths: &[PathBuf], cwd: &Path) -> Result<(PathBuf, bool), Error> {
        Ok(config::root(&self.request(paths, cwd, &[], Chosen::default())?)?)
    }

    fn keys(&self) -> Vec<String> {
        self.config
            .iter()
            .filter_map(|said| match said {
                Said::Key(line) => Some(line.clone()),
                Said::File(_) => None,
            })
            .collect()
    }

    fn request<'a>(&'a self, paths: &'a [PathBuf], cwd: &'a Path, said: &'a [String], chosen: Chosen<'a>) -> Result<Request<'a>, Error> {
        let mut files = self.config.iter().filter_map(|said| match said {
            Said::File(file) => Some(file.as_path()),
            Said::Key(_) => None,
        });
        let config = files.next();
        if let Some(further) = files.next().or(config.filter(|_| self.isolated)) {
            return Err(Error::SeveralConfigurations(further.to_path_buf()));
        }
        let Chosen { select, extend_select, ignore } = chosen;
        Ok(Request { paths, stdin: None, cwd, config, isolated: self.isolated, said, select, extend_select, ignore })
    }
}
