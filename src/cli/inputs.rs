//! What a run is about besides its flags: the articles, the library that they belong to, its waivers, and the day.

use std::path::{Path, PathBuf};

use jiff::civil::Date;

use super::Error;
use crate::audit::Inputs;
use crate::config::{Config, nearest};
use crate::rule::{Criterion, Standard};
use crate::source::shown;
use crate::waiver::{FILED, FiledWaiver};

/// What to audit: files and folders, and standard input where one of them is `-`.
pub(super) fn inputs_of(paths: &[PathBuf], stdin_name: Option<&Path>, cwd: PathBuf) -> Inputs {
    let is_stdin = |path: &Path| path.as_os_str() == "-";
    let name = || stdin_name.map_or_else(|| PathBuf::from("-"), Path::to_path_buf);
    let stdin = paths.iter().any(|path| is_stdin(path)).then(name);
    let paths = paths.iter().filter(|path| !is_stdin(path)).cloned().collect();
    Inputs { paths, stdin, cwd, ..Inputs::default() }
}

/// The library that the inputs are a part of: a configuration says where its root is.
pub(super) fn library_of(config: &Config, inputs: &Inputs) -> Option<PathBuf> {
    let root = &config.selection.root;
    (config.file.is_some() && !inputs.are_whole(root)).then(|| root.clone())
}

/// The waivers that stand beside the articles of a library.
pub(super) fn filed(standard: &Standard, config: &Config, cwd: &Path) -> Result<Vec<FiledWaiver>, Error> {
    let is_name = |name: &str| {
        let criteria = || Criterion::ALL.iter().map(|criterion| criterion.name());
        let is_known = standard.find(name).is_some() || criteria().any(|known| known == name);
        let known = || standard.rules().map(|(_, rule)| &*rule.article.id).chain(criteria());
        if is_known { Ok(()) } else { Err(nearest(name, known()).map(str::to_owned)) }
    };
    let root = &config.selection.root;
    FiledWaiver::read(root, &is_name).map_err(|fault| Error::Waivers { path: shown(&root.join(FILED), cwd), fault })
}

/// The day of the run: the flag, `SOURCE_DATE_EPOCH`, or the clock in UTC, so that laptop and build service agree.
pub(super) fn today(flag: Option<Date>) -> Result<Date, Error> {
    if let Some(date) = flag {
        return Ok(date);
    }
    let moment = match std::env::var_os("SOURCE_DATE_EPOCH").filter(|value| !value.is_empty()) {
        Some(value) => value
            .to_str()
            .and_then(|value| value.parse().ok())
            .and_then(|seconds| jiff::Timestamp::from_second(seconds).ok())
            .ok_or(Error::Environment { name: "SOURCE_DATE_EPOCH", wanted: "whole seconds since 1970" })?,
        None => jiff::Timestamp::now(),
    };
    Ok(jiff::tz::Offset::UTC.to_datetime(moment).date())
}
