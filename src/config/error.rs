//! Why no audit could be made: each problem with its place, its reason and its way out.

use std::io;
use std::path::PathBuf;

use crate::finding::Message;

/// Problems of one file that are listed one by one.
pub(super) const LISTED: usize = 20;

/// One thing to mend.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// The file, as messages show it.
    pub path: Option<PathBuf>,
    /// Its line, from 1.
    pub line: Option<u32>,
    /// The column in it, from 1, where a key or value is at fault.
    pub column: Option<u32>,
    /// What is wrong.
    pub message: Message,
    /// What the user can do.
    pub way_out: Message,
}

/// Why a configuration cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The system refused.
    #[error("{}: cannot read it: {reason}", path.display())]
    Unreadable {
        /// The configuration.
        path: PathBuf,
        /// The system's reason.
        reason: io::Error,
    },
    /// A pipe, a folder, a device.
    #[error("{}: not a regular file", path.display())]
    NotRegular {
        /// The configuration.
        path: PathBuf,
    },
    /// Larger than a configuration may be.
    #[error("{}: larger than {limit} bytes", path.display())]
    TooLarge {
        /// The configuration.
        path: PathBuf,
        /// Bytes allowed.
        limit: u64,
    },
    /// No UTF-8.
    #[error("{}: not UTF-8", path.display())]
    NotText {
        /// The configuration.
        path: PathBuf,
    },
    /// Keys, rules or values that are not ours.
    #[error("{}: {} problems", path.display(), problems.len() + more)]
    Invalid {
        /// The configuration.
        path: PathBuf,
        /// The first problems, by line.
        problems: Vec<Problem>,
        /// How many more there are.
        more: usize,
    },
    /// Arguments that belong to different libraries.
    #[error("{} and {} belong to different libraries", first.0.display(), second.0.display())]
    SeveralLibraries {
        /// A folder, and its configuration.
        first: (PathBuf, Option<PathBuf>),
        /// Another.
        second: (PathBuf, Option<PathBuf>),
    },
    /// A flag that names no rule and no criterion.
    #[error("{flag}: no rule or criterion `{name}`")]
    UnknownName {
        /// The flag.
        flag: &'static str,
        /// What it names.
        name: String,
        /// What may have been meant.
        nearest: Option<String>,
    },
}

impl Error {
    /// All problems, and how many more there are.
    #[must_use]
    pub fn problems(&self) -> (Vec<Problem>, usize) {
        let one = |path: Option<&PathBuf>, message: Message, way_out: &str| {
            (vec![Problem { path: path.cloned(), line: None, column: None, message, way_out: words(way_out) }], 0)
        };
        match self {
            Self::Unreadable { path, reason } => one(
                Some(path),
                Message::new("cannot read the configuration: {}", [reason.to_string()]),
                "check the path and your rights, or run with --isolated",
            ),
            Self::NotRegular { path } => {
                one(Some(path), words("the configuration is not a regular file"), "put a file in its place, or name another with --config")
            }
            Self::TooLarge { path, limit } => one(
                Some(path),
                Message::new("the configuration is larger than {} bytes", [limit.to_string()]),
                "shorten it, or name another with --config",
            ),
            Self::NotText { path } => one(Some(path), words("the configuration is not UTF-8"), "save it as UTF-8"),
            Self::Invalid { problems, more, .. } => (problems.clone(), *more),
            Self::SeveralLibraries { first, second } => one(
                None,
                {
                    let library = |(folder, file): &(PathBuf, Option<PathBuf>)| {
                        let folder = if folder.as_os_str().is_empty() { ".".into() } else { folder.to_string_lossy() };
                        let file = file.as_ref().map_or("no configuration".into(), |file| file.to_string_lossy());
                        [folder.into_owned(), file.into_owned()]
                    };
                    let [one, other] = [library(first), library(second)];
                    Message::new("`{}` ({}) and `{}` ({}) belong to different libraries", one.into_iter().chain(other))
                },
                "audit them one after the other, or name one configuration with --config",
            ),
            Self::UnknownName { flag, name, nearest } => (
                vec![Problem {
                    path: None,
                    line: None,
                    column: None,
                    message: Message::new("{}: no rule or criterion is called `{}`", [*flag, name.as_str()]),
                    way_out: nearest.as_ref().map_or_else(
                        || words("`contentaudit rules` lists them"),
                        |nearest| Message::new("the nearest is `{}`; `contentaudit rules` lists all", [nearest]),
                    ),
                }],
                0,
            ),
        }
    }
}

/// A message without quotes.
pub(super) fn words(text: &str) -> Message {
    Message::new(text, [""; 0])
}

/// The known name that comes nearest to a mistyped one.
#[must_use]
pub fn nearest<'n>(name: &str, known: impl IntoIterator<Item = &'n str>) -> Option<&'n str> {
    // No typo is longer than this; comparing takes the product of both lengths.
    if name.len() > 60 {
        return None;
    }
    let name = name.to_lowercase().replace('_', "-");
    known
        .into_iter()
        .map(|candidate| (strsim::osa_distance(&name, candidate), candidate))
        .filter(|(distance, candidate)| *distance <= 1 + candidate.chars().count().min(name.chars().count()) / 3)
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, candidate)| candidate)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_typo_finds_its_key_and_a_stranger_finds_none() {
        let keys = ["include", "exclude", "language", "weights"];
        assert_eq!(nearest("exlude", keys), Some("exclude"));
        assert_eq!(nearest("Weight", keys), Some("weights"));
        assert_eq!(nearest("harbour", keys), None);
        assert_eq!(nearest(&"x".repeat(10_000), keys), None);
    }
}
