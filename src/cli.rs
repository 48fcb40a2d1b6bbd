//! The command line: flags in, an exit code out. 0: clean; 1: the gate is missed; 2: no audit, or not of everything.

use std::ffi::OsString;
use std::io;
use std::process::ExitCode;

use clap::{CommandFactory, Parser, Subcommand};

use crate::report::{Colour, Output, write_problems};

mod baseline;
mod cached;
mod change;
mod check;
mod completions;
mod config;
mod configured;
mod environment;
mod error;
mod explain;
mod facts;
mod files;
mod fix;
mod gate;
mod git;
mod ignored;
mod init;
mod inputs;
mod links;
mod listing;
mod progress;
mod rules;
mod schema;

pub use error::Error;

/// Audits a library of articles: is each one whole, sourced and consistent?
#[derive(Parser)]
#[command(name = "contentaudit", version, about, max_term_width = 100, disable_help_subcommand = true)]
struct Cli {
    #[command(subcommand)]
    verb: Verb,
    /// When to use colour
    #[arg(long, global = true, value_name = "WHEN", default_value = "auto")]
    color: Colour,
}

#[derive(Subcommand)]
enum Verb {
    /// Audit articles and score them
    Check(Box<check::Arguments>),
    /// Write down the findings of today, so that only new ones stop a change
    Baseline(baseline::Arguments),
    /// Show each value of the configuration for a path, and where it comes from
    Config(config::Arguments),
    /// Print the completions for a shell
    Completions(completions::Arguments),
    /// Print the manual, for `man`
    Man(completions::ManualArguments),
    /// Show the article of a rule: what it finds, why, and what it leaves alone
    Explain(explain::Arguments),
    /// Show what was understood of the figures in articles
    Facts(facts::Arguments),
    /// Write a commented configuration that fits a folder
    Init(init::Arguments),
    /// List the links to other sites, for a link checker
    Links(links::Arguments),
    /// List the rules by criterion
    Rules(rules::Arguments),
    /// Print the JSON Schema of the configuration, for editors
    Schema(schema::Arguments),
}

/// Exit code of failures.
const FAILED: u8 = 2;

/// Runs the program.
#[must_use]
pub fn run(arguments: impl IntoIterator<Item = OsString>) -> ExitCode {
    // A panic message may quote an article; what it costs is reported as an error entry, here stands only the place in our code.
    std::panic::set_hook(Box::new(|panic| {
        let mut out = Output::stderr(Colour::Never);
        let place = panic.location().map_or_else(String::new, |at| format!(" at {}:{}", at.file(), at.line()));
        let _ = out.ours("internal error").ours(&place).end().and_then(|()| out.finish());
    }));
    let arguments: Vec<OsString> = arguments.into_iter().collect();
    let code = std::panic::catch_unwind(|| dispatch(arguments)).unwrap_or(FAILED);
    ExitCode::from(code)
}

fn dispatch(arguments: Vec<OsString>) -> u8 {
    let cli = match Cli::try_parse_from(arguments) {
        Ok(cli) => cli,
        Err(error) => return usage(&error),
    };
    let result = match cli.verb {
        Verb::Check(arguments) => check::run(&arguments, cli.color),
        Verb::Baseline(arguments) => baseline::run(&arguments, cli.color),
        Verb::Config(arguments) => config::run(&arguments, cli.color),
        Verb::Completions(arguments) => completions::run(&arguments, Cli::command()),
        Verb::Man(arguments) => completions::manual(&arguments, Cli::command()),
        Verb::Explain(arguments) => explain::run(&arguments, cli.color),
        Verb::Facts(arguments) => facts::run(&arguments, cli.color),
        Verb::Init(arguments) => init::run(&arguments, cli.color),
        Verb::Links(arguments) => links::run(&arguments, cli.color),
        Verb::Rules(arguments) => rules::run(&arguments, cli.color),
        Verb::Schema(arguments) => schema::run(&arguments),
    };
    result.unwrap_or_else(|error| failed(&error, cli.color))
}

/// Says why there is no result.
fn failed(error: &Error, colour: Colour) -> u8 {
    let (problems, more) = error.problems();
    let _ = write_problems(&mut Output::stderr(colour), &problems, more);
    FAILED
}

/// Help and version are an answer, everything else is a mistake. What the user typed may come from file names: it is escaped.
fn usage(error: &clap::Error) -> u8 {
    let is_answer = !error.use_stderr();
    let mut out = if is_answer { Output::stdout(Colour::Never) } else { Output::stderr(Colour::Never) };
    let text = error.render().to_string();
    let written = text.trim_end().split('\n').try_for_each(|line| out.quoted(line).end()).and_then(|()| out.finish());
    if is_answer && (written.is_ok() || written.is_err_and(|error| has_left(&error))) { 0 } else { FAILED }
}

/// Whether the reader of a pipe has gone: no failure of ours.
fn has_left(error: &io::Error) -> bool {
    error.kind() == io::ErrorKind::BrokenPipe
}

/// The exit code of a run that has written to standard output or error.
fn ended(written: io::Result<()>, code: u8) -> Result<u8, Error> {
    survived(written).map(|()| code).map_err(|reason| Error::Write { path: None, reason })
}

/// A reader that has gone is no failure.
fn survived(written: io::Result<()>) -> io::Result<()> {
    written.or_else(|error| if has_left(&error) { Ok(()) } else { Err(error) })
}
