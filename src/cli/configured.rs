//! Flags that say which configuration holds.

use std::path::{Path, PathBuf};

use super::{Error, environment};
use crate::checks;
use crate::config::{self, Config, Request, with_own_rules};
use crate::rule::Standard;

#[derive(clap::Args)]
pub(super) struct Configured {
    /// Use this configuration, whose folder is the library's root; or set a key of it, as in `rules.thin-section="off"`; may be given several times [env:
    /// `CONTENTAUDIT_CONFIG`]
    #[arg(long, value_name = "FILE|KEY=VALUE", value_parser = said, help_heading = "Configuration")]
    config: Vec<Said>,
    /// Use no configuration file: the standard as it is
    #[arg(long, help_heading = "Configuration")]
    pub isolated: bool,
}

/// The flag.
const FLAG: &str = "--config";

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

/// What the environment says of the configuration.
fn of_environment() -> Result<Option<Said>, Error> {
    // A text that is not empty is one or the other.
    Ok(environment::config()?.and_then(|text| said(&text).ok()))
}

impl Configured {
    /// The configuration that holds for paths, and the standard that it is about.
    pub fn load(&self, paths: &[PathBuf], cwd: &Path) -> Result<(Standard, Config), Error> {
        self.load_for(paths, None, cwd, Chosen::default())
    }

    /// The same for a run with rules of its own choice, and perhaps with standard input.
    pub fn load_for(&self, paths: &[PathBuf], stdin: Option<&Path>, cwd: &Path, chosen: Chosen<'_>) -> Result<(Standard, Config), Error> {
        let standard = checks::standard()?;
        self.request(paths, cwd, |request| {
            let Chosen { select, extend_select, ignore } = chosen;
            Config::load(standard, &Request { stdin, select, extend_select, ignore, ..*request })
        })
    }

    /// The standard alone, whatever else the configuration says.
    pub fn standard(&self, paths: &[PathBuf], cwd: &Path) -> Result<Standard, Error> {
        let standard = checks::standard()?;
        self.request(paths, cwd, |request| with_own_rules(standard, request))
    }

    /// The root of the library, and whether a configuration says so.
    pub fn root(&self, paths: &[PathBuf], cwd: &Path) -> Result<(PathBuf, bool), Error> {
        self.request(paths, cwd, config::root)
    }

    /// Asks for what the flags and the environment say about the configuration; a file of a flag goes before that of the environment.
    fn request<T>(&self, paths: &[PathBuf], cwd: &Path, ask: impl FnOnce(&Request<'_>) -> Result<T, config::Error>) -> Result<T, Error> {
        let (mut files, mut keys) = (Vec::new(), Vec::new());
        for said in &self.config {
            match said {
                Said::File(file) => files.push(file.clone()),
                Said::Key(line) => keys.push(line.clone()),
            }
        }
        if let Some(further) = files.get(1).or(files.first().filter(|_| self.isolated)) {
            return Err(Error::SeveralConfigurations(further.clone()));
        }
        let mut keys_of_environment = Vec::new();
        match of_environment()? {
            Some(Said::File(file)) if files.is_empty() && !self.isolated => files.push(file),
            Some(Said::Key(line)) => keys_of_environment.push(line),
            _ => {}
        }
        let request = Request {
            paths,
            stdin: None,
            cwd,
            config: files.first().map(PathBuf::as_path),
            isolated: self.isolated,
            said: &[(environment::CONFIG, &keys_of_environment), (FLAG, &keys)],
            select: &[],
            extend_select: &[],
            ignore: &[],
        };
        Ok(ask(&request)?)
    }
}
