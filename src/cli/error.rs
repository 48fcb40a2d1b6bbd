//! Why a command could not do its work, each reason with the way out.

use std::io;
use std::path::PathBuf;

use crate::audit::PlanError;
use crate::config::{self, Problem};
use crate::finding::Message;
use crate::rule::ArticleError;
use crate::waiver::FiledFault;

/// Why there is no result.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The configuration.
    #[error(transparent)]
    Config(#[from] config::Error),
    /// The options of a rule.
    #[error(transparent)]
    Plan(#[from] PlanError),
    /// An article of a built-in rule.
    #[error(transparent)]
    Rule(#[from] ArticleError),
    /// The working directory is gone.
    #[error("no working directory: {0}")]
    WorkingDirectory(io::Error),
    /// A report that cannot be written.
    #[error("cannot write the report: {reason}")]
    Write {
        /// The file; `None`: standard output.
        path: Option<PathBuf>,
        /// The system's reason.
        reason: io::Error,
    },
    /// A report of a link checker that cannot be read.
    #[error("cannot read the link report: {reason}")]
    LinkReport {
        /// The file.
        path: PathBuf,
        /// What is wrong with it.
        reason: String,
    },
    /// A baseline that cannot be read.
    #[error("cannot read the baseline: {reason}")]
    Baseline {
        /// The file.
        path: PathBuf,
        /// What is wrong with it.
        reason: String,
    },
    /// Waivers beside the articles that cannot be read.
    #[error("cannot read the waivers: {}", fault.message)]
    Waivers {
        /// The file.
        path: PathBuf,
        /// What is wrong with it.
        fault: FiledFault,
    },
    /// A second configuration file, or one beside `--isolated`.
    #[error("there is one configuration for a run")]
    SeveralConfigurations(PathBuf),
    /// A configuration that is there already.
    #[error("there is a configuration already")]
    Configured(PathBuf),
    /// A folder that is to be configured and is not there.
    #[error("there is no such folder")]
    NoFolder(PathBuf),
    /// The version control that is asked for a change.
    #[error("git cannot tell what changed: {0}")]
    Git(String),
    /// A variable of the environment.
    #[error("{name} is not valid")]
    Environment {
        /// The variable.
        name: &'static str,
        /// What it should be.
        wanted: &'static str,
    },
    /// Examples are to be run, and there are no rules that have any.
    #[error("there are no rules of your own")]
    NoOwnRules,
    /// Standard input has no place to write to.
    #[error("standard input cannot be repaired")]
    FixesOfStandardInput,
    /// Standard input never changes.
    #[error("standard input cannot be watched")]
    WatchOfStandardInput,
    /// The system does not tell what changes.
    #[error("cannot watch for changes: {0}")]
    Watch(String),
    /// A command that has no page.
    #[error("no command `{name}`")]
    UnknownCommand {
        /// What was asked for.
        name: String,
        /// What may have been meant.
        nearest: Option<String>,
    },
    /// A rule that does not exist.
    #[error("no rule `{name}`")]
    UnknownRule {
        /// What was asked for.
        name: String,
        /// What may have been meant.
        nearest: Option<String>,
    },
}

impl Error {
    /// All problems, and how many more there are.
    #[must_use]
    pub fn problems(&self) -> (Vec<Problem>, usize) {
        let none = [""; 0];
        let (path, message, way_out) = match self {
            Self::Config(error) => return error.problems(),
            Self::Plan(error) => (
                None,
                Message::new("{}", [error.to_string()]),
                Message::new("`contentaudit explain {}` describes its options", [error.rule.as_str()]),
            ),
            Self::Rule(error) => (
                None,
                Message::new("a built-in rule cannot be read: {}", [error.to_string()]),
                Message::new("this is a defect of contentaudit: please report it", none),
            ),
            Self::WorkingDirectory(reason) => (
                None,
                Message::new("the working directory cannot be read: {}", [reason.to_string()]),
                Message::new("change to a folder that exists", none),
            ),
            Self::Write { path, reason } => (
                path.clone(),
                Message::new("cannot write the report: {}", [reason.to_string()]),
                Message::new("make room, or name another file with --output-file", none),
            ),
            Self::LinkReport { path, reason } => (
                Some(path.clone()),
                Message::new("the link report cannot be read: {}", [reason.as_str()]),
                Message::new("write it with `lychee --format json --output FILE`", none),
            ),
            Self::Baseline { path, reason } => (
                Some(path.clone()),
                Message::new("the baseline cannot be read: {}", [reason.as_str()]),
                Message::new("take the file back from version control, or delete it and run `contentaudit baseline`", none),
            ),
            Self::Waivers { path, fault } => {
                let problem = Problem {
                    path: Some(path.clone()),
                    line: fault.line,
                    column: None,
                    message: Message::new("{}", [fault.message.as_str()]),
                    way_out: Message::new("{}", [fault.way_out.as_str()]),
                };
                return (vec![problem], 0);
            }
            Self::SeveralConfigurations(path) => (
                Some(path.clone()),
                Message::new("a run has one configuration file, and none with --isolated", none),
                Message::new("let one file extend the other, or leave a flag out", none),
            ),
            Self::Configured(path) => (
                Some(path.clone()),
                Message::new("there is a configuration already, and nothing was written", none),
                Message::new("`contentaudit init --print` shows what would be written", none),
            ),
            Self::NoFolder(path) => (
                Some(path.clone()),
                Message::new("there is no such folder, and nothing was written", none),
                Message::new("name the folder of the library", none),
            ),
            Self::Git(reason) => (
                None,
                Message::new("git cannot tell what changed: {}", [reason.as_str()]),
                Message::new("run it within a repository, and name a commit that it has", none),
            ),
            Self::Environment { name, wanted } => {
                (None, Message::new("the variable {} is not valid", [*name]), Message::new("unset it, or set it to {}", [*wanted]))
            }
            Self::NoOwnRules => (
                None,
                Message::new("there are no rules of your own, so there is nothing to test", none),
                Message::new(
                    "name their folder in contentaudit.toml: rule-folders = [\"audit-rules\"]; each article in it is a rule",
                    none,
                ),
            ),
            Self::FixesOfStandardInput => (
                None,
                Message::new("standard input cannot be repaired", none),
                Message::new("name the file, or leave out --fix and --diff", none),
            ),
            Self::WatchOfStandardInput => (
                None,
                Message::new("standard input cannot be watched: it is read once", none),
                Message::new("name the file, or leave out --watch", none),
            ),
            Self::Watch(reason) => (
                None,
                Message::new("cannot watch for changes: {}", [reason.as_str()]),
                Message::new("name a smaller folder; on Linux, `fs.inotify.max_user_watches` says how many folders may be watched", none),
            ),
            Self::UnknownCommand { name, nearest } => (
                None,
                Message::new("no command is called `{}`", [name.as_str()]),
                nearest.as_ref().map_or_else(
                    || Message::new("`contentaudit --help` lists them", none),
                    |nearest| Message::new("the nearest is `{}`; `contentaudit --help` lists all", [nearest.as_str()]),
                ),
            ),
            Self::UnknownRule { name, nearest } => (
                None,
                Message::new("no rule or criterion is called `{}`", [name.as_str()]),
                nearest.as_ref().map_or_else(
                    || Message::new("`contentaudit rules` lists them", none),
                    |nearest| Message::new("the nearest is `{}`; `contentaudit rules` lists all", [nearest.as_str()]),
                ),
            ),
        };
        (vec![Problem { path, line: None, column: None, message, way_out }], 0)
    }
}
