//! Variables of the environment that say what a flag would say: for the steps of a build service, which share one command line. A flag goes before
//! its variable; a variable without a value says nothing, as build services set those that nobody filled in.

use std::path::PathBuf;

use clap::ValueEnum;

use super::Error;
use crate::report::Format;

/// `--output-format`.
const OUTPUT_FORMAT: &str = "CONTENTAUDIT_OUTPUT_FORMAT";

/// `--config`: a file, or a key and its value.
pub(super) const CONFIG: &str = "CONTENTAUDIT_CONFIG";

/// `--cache-dir`.
const CACHE_DIR: &str = "CONTENTAUDIT_CACHE_DIR";

/// `--no-cache`.
const NO_CACHE: &str = "CONTENTAUDIT_NO_CACHE";

/// The form of the report.
pub(super) fn output_format() -> Result<Format, Error> {
    let Some(value) = value_of(OUTPUT_FORMAT, "a form of `--output-format`, such as text, json or sarif")? else {
        return Ok(Format::default());
    };
    Format::from_str(&value, false)
        .map_err(|_| Error::Environment { name: OUTPUT_FORMAT, wanted: "a form of `--output-format`, such as text, json or sarif" })
}

/// What is said of the configuration.
pub(super) fn config() -> Result<Option<String>, Error> {
    value_of(CONFIG, "a file, or a key of the configuration and its value, such as language=de")
}

/// The folder of the cache.
pub(super) fn cache_dir() -> Option<PathBuf> {
    std::env::var_os(CACHE_DIR).filter(|value| !value.is_empty()).map(PathBuf::from)
}

/// Whether there is to be no cache.
pub(super) fn no_cache() -> Result<bool, Error> {
    let wanted = "1 or true, 0 or false";
    match value_of(NO_CACHE, wanted)?.map(|value| value.to_ascii_lowercase()).as_deref() {
        None | Some("0" | "false") => Ok(false),
        Some("1" | "true") => Ok(true),
        Some(_) => Err(Error::Environment { name: NO_CACHE, wanted }),
    }
}

/// The value of a variable, if it has one.
fn value_of(name: &'static str, wanted: &'static str) -> Result<Option<String>, Error> {
    let value = std::env::var_os(name).filter(|value| !value.is_empty());
    value.map(|value| value.into_string().map_err(|_| Error::Environment { name, wanted })).transpose()
}
