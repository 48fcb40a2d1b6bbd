//! `--since`, `--changed` and `--staged`: only what a change brought, by a look at the articles as they were before.

use std::collections::{HashMap, HashSet};
use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::process::Command;

use jiff::civil::Date;

use super::Error;
use crate::audit::{Audit, Audited, Plan, single};
use crate::finding::Finding;
use crate::source::Source;

/// Which change is asked for.
#[derive(Clone, Copy)]
pub(super) enum Asked<'a> {
    /// What the working tree has and the last commit that it shares with a reference has not.
    Since(&'a str),
    /// What the working tree has and the last commit has not.
    Changed,
    /// What the next commit has and the last one has not.
    Staged,
}

/// The files of a change, each with the path that it had before.
pub(super) struct Change {
    top: PathBuf,
    /// The commit before the change; empty: there is none.
    base: String,
    files: HashMap<PathBuf, Option<String>>,
}

impl Change {
    /// Asks git.
    pub fn of(asked: Asked<'_>, cwd: &Path) -> Result<Self, Error> {
        let top = PathBuf::from(git(cwd, &["rev-parse", "--show-toplevel"])?.trim_end_matches(['\n', '\r']));
        let head = || git(cwd, &["rev-parse", "--verify", "--quiet", "HEAD^{commit}"]).unwrap_or_default();
        let base = match asked {
            Asked::Since(reference) => {
                let commit = git(cwd, &["rev-parse", "--verify", "--end-of-options", &format!("{reference}^{{commit}}")])?;
                git(cwd, &["merge-base", commit.trim(), "HEAD"])?
            }
            Asked::Changed | Asked::Staged => head(),
        };
        let base = base.trim().to_owned();
        // A repository without a commit is compared with nothing.
        let empty = || git(cwd, &["hash-object", "-t", "tree", "--stdin"]);
        let from = if base.is_empty() { empty()?.trim().to_owned() } else { base.clone() };
        let mut listing = vec!["diff", "--name-status", "-z", "--find-renames", "--no-ext-diff"];
        if matches!(asked, Asked::Staged) {
            listing.push("--cached");
        }
        let changed = git(&top, &[listing.as_slice(), &[&from, "--"]].concat())?;
        let mut files = HashMap::new();
        let mut parts = changed.split('\0');
        while let Some(status) = parts.next().filter(|status| !status.is_empty()) {
            let Some(path) = parts.next() else { break };
            match status.as_bytes().first() {
                Some(b'R' | b'C') => _ = parts.next().map(|new| files.insert(top.join(new), Some(path.to_owned()))),
                Some(b'A') => _ = files.insert(top.join(path), None),
                Some(b'D') => {}
                _ => _ = files.insert(top.join(path), Some(path.to_owned())),
            }
        }
        if !matches!(asked, Asked::Staged) {
            let new = git(&top, &["ls-files", "--others", "--exclude-standard", "-z"])?;
            files.extend(new.split('\0').filter(|path| !path.is_empty()).map(|path| (top.join(path), None)));
        }
        Ok(Self { top, base, files })
    }

    /// The text of an article before the change; `None`: it was not there, or no text.
    fn before(&self, path: &Path) -> Option<String> {
        let old = self.files.get(path)?.as_deref().filter(|_| !self.base.is_empty())?;
        git(&self.top, &["show", &format!("{}:{old}", self.base)]).ok()
    }
}

/// Leaves the articles of the change, and sets apart what they had before; says how many articles were left out.
pub(super) fn apply(change: &Change, result: &mut Audit, plan: &Plan<'_>, cwd: &Path, today: Date) -> usize {
    let all = result.articles.len();
    // Links on the way to the working directory are those of git, too.
    let real = cwd.canonicalize().unwrap_or_else(|_| cwd.to_path_buf());
    result.articles.retain(|article| change.files.contains_key(&real.join(&article.path)));
    for article in &mut result.articles {
        let path = real.join(&article.path);
        let Some(old) = change.before(&path) else { continue };
        let now = std::fs::read_to_string(&path).unwrap_or_default();
        settle(article, &old, &now, plan, today);
    }
    all - result.articles.len()
}

/// Sets apart what an article had before: findings of the same words in the same section, and those across the library at lines that are
/// the same.
fn settle(article: &mut Audited, old: &str, now: &str, plan: &Plan<'_>, today: Date) {
    let shown = article.path.to_string_lossy().into_owned();
    let before = single(Source::of_text(&shown, article.format, old), plan, today);
    let known: HashSet<u64> = before.map(|before| before.prints).unwrap_or_default();
    let lines: HashSet<&str> = old.lines().collect();
    let is_old_line = |finding: &Finding| {
        let start = finding.place.span.start() as usize;
        let from = now.get(..start).map_or(0, |before| before.rfind('\n').map_or(0, |end| end + 1));
        now.get(from..).and_then(|rest| rest.lines().next()).is_some_and(|line| lines.contains(line))
    };
    let is_known = |finding: &Finding| {
        let is_across = plan.across.iter().any(|planned| planned.rule == finding.rule);
        if is_across { is_old_line(finding) } else { known.contains(&finding.fingerprint) }
    };
    let (old, new): (Vec<Finding>, Vec<Finding>) = std::mem::take(&mut article.findings).into_iter().partition(is_known);
    article.findings = new;
    article.known.extend(old);
}

/// What git says.
fn git(folder: &Path, arguments: &[&str]) -> Result<String, Error> {
    let arguments = arguments.iter().map(OsStr::new);
    let output = Command::new("git").current_dir(folder).args(arguments).stdin(std::process::Stdio::null()).output();
    let output = output.map_err(|error| Error::Git(error.to_string()))?;
    if output.status.success() {
        String::from_utf8(output.stdout).map_err(|_| Error::Git("a name or a text is no UTF-8".to_owned()))
    } else {
        Err(Error::Git(String::from_utf8_lossy(&output.stderr).trim().to_owned()))
    }
}
