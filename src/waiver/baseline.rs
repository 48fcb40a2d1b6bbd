//! The findings that a library had when it took the audit up: known, and no reason to stop a change.
//!
//! A finding is known by its rule, its words, its section and how often they come before it (`fingerprint`), so that it stays the same
//! wherever it moves in its article. Scores know of no baseline.

use std::collections::BTreeMap;
use std::path::Path;

use serde::{Deserialize, Serialize};

/// The file at the library's root.
pub const FILE: &str = "contentaudit-baseline.json";

/// Version of the form.
const VERSION: u32 = 1;

/// What is known of a library.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Baseline {
    version: u32,
    /// The findings of each article, by its path from the library's root.
    articles: BTreeMap<String, Vec<Known>>,
}

/// A finding that is known.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Known {
    /// Its rule.
    pub rule: String,
    /// Its identity within the article, in hexadecimal digits.
    pub fingerprint: String,
    /// What it said, for those who read the file.
    pub message: String,
}

impl Baseline {
    /// A baseline of these findings, each with the path of its article.
    #[must_use]
    pub fn of(findings: impl IntoIterator<Item = (String, Known)>) -> Self {
        let mut articles: BTreeMap<String, Vec<Known>> = BTreeMap::new();
        for (path, known) in findings {
            articles.entry(path).or_default().push(known);
        }
        for known in articles.values_mut() {
            known.sort();
        }
        Self { version: VERSION, articles }
    }

    /// Reads a baseline; `None`: there is none.
    ///
    /// # Errors
    /// Why it cannot be read.
    pub fn read(path: &Path) -> Result<Option<Self>, String> {
        let text = match std::fs::read_to_string(path) {
            Ok(text) => text,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(error.to_string()),
        };
        let baseline: Self = serde_json::from_str(&text).map_err(|error| error.to_string())?;
        if baseline.version == VERSION { Ok(Some(baseline)) } else { Err(format!("version {} is not {VERSION}", baseline.version)) }
    }

    /// The file's text.
    #[must_use]
    pub fn text(&self) -> String {
        serde_json::to_string_pretty(self).unwrap_or_default() + "\n"
    }

    /// Whether a finding of an article is known.
    #[must_use]
    pub fn knows(&self, path: &str, fingerprint: &str) -> bool {
        self.articles.get(path).is_some_and(|known| known.iter().any(|known| known.fingerprint == fingerprint))
    }

    /// All findings with the paths of their articles, in order.
    pub fn all(&self) -> impl Iterator<Item = (&str, &Known)> {
        self.articles.iter().flat_map(|(path, known)| known.iter().map(move |known| (&**path, known)))
    }
}
