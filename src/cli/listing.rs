//! What `facts` and `links` share: flags, and the way from paths to articles and on to a list on standard output.

use std::io;
use std::path::PathBuf;

use super::configured::Configured;
use super::ignored::Ignored;
use super::{Error, FAILED, ended, has_left};
use crate::audit::{ErrorEntry, Inputs};
use crate::document::Document;
use crate::report::{Colour, Output, write_errors};
use crate::source::{read_file, walk};

#[derive(clap::Args)]
pub(super) struct Listed {
    /// Files and folders to read
    #[arg(value_name = "PATH", default_value = ".")]
    paths: Vec<PathBuf>,
    #[command(flatten)]
    configured: Configured,
    #[command(flatten)]
    ignored: Ignored,
}

/// Hands the articles one by one to `write`, which lists what it has of them on standard output.
pub(super) fn run(
    arguments: &Listed,
    colour: Colour,
    write: impl FnOnce(&mut Output, &mut dyn Iterator<Item = Document>) -> io::Result<()>,
) -> Result<u8, Error> {
    let cwd = std::env::current_dir().map_err(Error::WorkingDirectory)?;
    let inputs = Inputs { paths: arguments.paths.clone(), cwd, ..Inputs::default() };
    let (_, mut config) = arguments.configured.load(&inputs.paths, &inputs.cwd)?;
    arguments.ignored.set(&mut config.selection);
    let found = walk(&inputs.paths, &config.selection, &inputs.cwd, 1);
    let mut errors: Vec<ErrorEntry> = found.errors.into_iter().map(ErrorEntry::from).collect();
    let mut articles = found.articles.iter().filter_map(|candidate| {
        match read_file(candidate.path(), &candidate.shown, candidate.format(), &config.limits) {
            Ok(source) => Some(Document::read(source, &config.limits, &config.language)),
            Err(error) => {
                errors.push(ErrorEntry::of_reading(&candidate.shown, &error));
                None
            }
        }
    });
    match write(&mut Output::stdout(colour), &mut articles) {
        // Whoever read has gone: what else there is to say, nobody hears.
        Err(reason) if has_left(&reason) => return Ok(0),
        Err(reason) => return Err(Error::Write { path: None, reason }),
        Ok(()) => {}
    }
    let code = if errors.is_empty() { 0 } else { FAILED };
    ended(write_errors(&mut Output::stderr(colour), &errors), code)
}
