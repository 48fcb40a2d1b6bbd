//! `schema`: the form of a configuration, for editors that complete and check it.

use std::path::PathBuf;

use super::configured::Configured;
use super::{Error, ended};
use crate::checks;
use crate::config::schema;
use crate::report::{Colour, Output};

#[derive(clap::Args)]
pub(super) struct Arguments {
    /// A folder of the library, whose own rules the schema knows
    #[arg(value_name = "PATH", default_value = ".")]
    path: PathBuf,
    #[command(flatten)]
    configured: Configured,
}

pub(super) fn run(arguments: &Arguments) -> Result<u8, Error> {
    let cwd = std::env::current_dir().map_err(Error::WorkingDirectory)?;
    // An editor asks while the configuration is being written.
    let own = arguments.configured.standard(std::slice::from_ref(&arguments.path), &cwd);
    let standard = match own {
        Ok(standard) => standard,
        Err(_) => checks::standard()?,
    };
    let text = serde_json::to_string_pretty(&schema(&standard)).unwrap_or_default();
    let mut out = Output::stdout(Colour::Never);
    let written = out.lines(&text).and_then(|()| out.finish());
    ended(written, 0)
}
