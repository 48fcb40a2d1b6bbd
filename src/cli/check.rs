//! `check`: audits the arguments, writes the report, and says with the exit code whether the gate holds.

use std::path::Path;
use std::sync::Arc;

use super::change::Change;
use super::configured::Chosen;
use super::inputs::{filed, inputs_of, library_of, today};
use super::progress::Progress;
use super::{Error, environment};
use crate::audit::{Options, Plan, run as audit};
use crate::library::LinkReport;
use crate::report::{Colour, Format, Output};

mod arguments;
mod scope;
mod stages;
mod watch;

pub(super) use arguments::Arguments;
use stages::Run;

/// Lines above and below a finding of a sample.
const AROUND: u32 = 4;

pub(super) fn run(arguments: &Arguments, colour: Colour) -> Result<u8, Error> {
    if arguments.watch { watch::run(arguments, colour) } else { once(arguments, colour) }
}

/// One audit with its reports.
fn once(arguments: &Arguments, colour: Colour) -> Result<u8, Error> {
    let format = match arguments.output_format {
        Some(format) => format,
        None => environment::output_format()?,
    };
    let cwd = std::env::current_dir().map_err(Error::WorkingDirectory)?;
    let mut inputs = inputs_of(&arguments.paths, arguments.stdin_filename.as_deref(), cwd);
    let chosen = Chosen { select: &arguments.select, extend_select: &arguments.extend_select, ignore: &arguments.ignore };
    let (standard, mut config) = arguments.configured.load_for(&inputs.paths, inputs.stdin.as_deref(), &inputs.cwd, chosen)?;
    if arguments.show_settings {
        let path = inputs.paths.first().or(inputs.stdin.as_ref()).unwrap_or(&inputs.cwd);
        return super::config::show(arguments.out(colour)?, &standard, &config, path, &inputs.cwd);
    }
    config.selection.named_too = arguments.force_exclude;
    arguments.ignored.set(&mut config.selection);
    inputs.library = library_of(&config, &inputs);
    if arguments.show_files {
        // Whether a file is an article shows only when it is read; no rule needs to run for that.
        config.rules.iter_mut().for_each(|setting| setting.severity = None);
    }
    let change = arguments.asked().map(|asked| Change::of(asked, &inputs)).transpose()?;
    if let Some(change) = change.as_ref().filter(|_| arguments.staged) {
        inputs.instead = change.staged()?;
    }
    let progress = Progress::new();
    let tell = |done, total| progress.tell(done, total);
    let notes = Output::stderr(colour);
    let watched = notes.is_terminal() && !arguments.without_notes();
    let has_link_report = arguments.link_report.is_some();
    let filed = if arguments.configured.isolated { Vec::new() } else { filed(&standard, &config, &inputs.cwd)? };
    let plan = Plan { filed, has_link_report, ..Plan::new(&standard, &config, &inputs.cwd)? };
    let cache = if arguments.show_files { None } else { arguments.cached.open(&plan, &inputs)? };
    let options = Options {
        jobs: arguments.jobs.map_or_else(|| std::thread::available_parallelism().map_or(1, usize::from), usize::from),
        excerpts: (format == Format::Text || arguments.sample.is_some()) && !arguments.show_files && !arguments.show_boilerplate,
        boilerplate: arguments.show_boilerplate,
        around: if arguments.sample.is_some() { AROUND } else { 0 },
        today: today(arguments.today)?,
        cache: cache.as_ref(),
        progress: watched.then_some(&tell),
        link_report: arguments.link_report.as_deref().map(link_report).transpose()?,
    };
    let result = audit(&plan, &inputs, &options);
    progress.end();
    Run { arguments, colour, plan: &plan, inputs: &inputs, options: Options { progress: None, ..options }, change, notes }
        .end(result, format)
}

/// Reads the report of a link checker.
fn link_report(path: &Path) -> Result<Arc<LinkReport>, Error> {
    let failed = |reason: String| Error::LinkReport { path: path.to_path_buf(), reason };
    let text = std::fs::read_to_string(path).map_err(|error| failed(error.to_string()))?;
    LinkReport::of_json(&text).map(Arc::new).map_err(failed)
}
