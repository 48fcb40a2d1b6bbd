//! `--since`, `--changed` and `--staged`: only what a change brought, by a look at the articles as they were before.

use std::collections::{HashMap, HashSet};
use std::path::{Path, PathBuf};

use jiff::civil::Date;

use super::Error;
use super::git::{blobs, bytes, git};
use crate::audit::{Audit, Audited, ErrorEntry, Inputs, Options, Plan, real, run as audit, single};
use crate::finding::Finding;
use crate::score::score_all;
use crate::source::{Format, Source, shown};

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
    /// Where git works, without links.
    top: PathBuf,
    files: HashMap<PathBuf, Option<String>>,
    /// Their bytes before the change; `None`: they were not there.
    before: HashMap<PathBuf, Option<Vec<u8>>>,
}

impl Change {
    /// Asks git, at the first path.
    pub fn of(asked: Asked<'_>, inputs: &Inputs) -> Result<Self, Error> {
        let first = inputs.paths.first().map_or_else(|| inputs.cwd.clone(), |path| inputs.cwd.join(path));
        let folder = if first.is_dir() { Some(&*first) } else { first.parent().filter(|folder| folder.is_dir()) };
        let cwd = folder.unwrap_or(&inputs.cwd);
        let top = git(cwd, &["rev-parse", "--show-toplevel"])?;
        let top = PathBuf::from(top.trim_end_matches(['\n', '\r']));
        let top = top.canonicalize().unwrap_or(top);
        let head = || git(cwd, &["rev-parse", "--verify", "--quiet", "HEAD^{commit}"]).unwrap_or_default();
        let base = match asked {
            Asked::Since(reference) => {
                let unknown = |error| match error {
                    Error::Git(said) => Error::Git(format!("{reference}: {said}")),
                    other => other,
                };
                let commit =
                    git(cwd, &["rev-parse", "--verify", "--end-of-options", &format!("{reference}^{{commit}}")]).map_err(unknown)?;
                let apart =
                    |_| Error::Git(format!("{reference} and HEAD have no commit in common; in a shallow clone, fetch all of the history"));
                git(cwd, &["merge-base", commit.trim(), "HEAD"]).map_err(apart)?
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
        let before = before(&top, &base, &files)?;
        Ok(Self { top, files, before })
    }

    /// The text of an article before the change; `None`: it was not there, or no text.
    fn before(&self, path: &Path) -> Option<&str> {
        std::str::from_utf8(self.before.get(path)?.as_deref()?).ok()
    }

    /// The points that articles had before the change, in ten-thousandths: those of articles that were there. The articles around them are those of
    /// today.
    pub fn points_before(&self, plan: &Plan<'_>, inputs: &Inputs, options: &Options<'_>) -> HashMap<PathBuf, u32> {
        let old = Inputs { instead: self.before.clone(), ..inputs.clone() };
        let options = Options { excerpts: false, progress: None, link_report: options.link_report.clone(), ..*options };
        let scored = score_all(audit(plan, &old, &options), plan.standard, plan.config);
        scored.audit.articles.into_iter().zip(scored.scores).map(|(article, score)| (article.path, score.points)).collect()
    }

    /// Whether an article is one of the change.
    pub fn has(&self, path: &Path, cwd: &Path) -> bool {
        self.files.contains_key(&real(&cwd.join(path)))
    }

    /// What the next commit will have of files that are not the same on disk.
    pub fn staged(&self) -> Result<HashMap<PathBuf, Option<Vec<u8>>>, Error> {
        let differ = git(&self.top, &["diff", "--name-only", "-z", "--no-ext-diff"])?;
        let differ = differ.split('\0').filter(|path| self.files.contains_key(&self.top.join(path)));
        differ.map(|path| Ok((self.top.join(path), Some(bytes(&self.top, &["show", &format!(":{path}")])?)))).collect()
    }
}

/// The bytes of changed files as the commit before the change has them; without a commit there were none.
fn before(top: &Path, base: &str, files: &HashMap<PathBuf, Option<String>>) -> Result<HashMap<PathBuf, Option<Vec<u8>>>, Error> {
    let articles = || files.iter().filter(|(path, _)| Format::of_path(path).is_some());
    let (mut paths, mut names) = (Vec::new(), Vec::new());
    for (path, old) in articles().filter(|_| !base.is_empty()) {
        if let Some(old) = old {
            paths.push(path);
            names.push(format!("{base}:{old}"));
        }
    }
    let known = paths.into_iter().cloned().zip(blobs(top, &names)?);
    Ok(articles().map(|(path, _)| (path.clone(), None)).chain(known).collect())
}

/// Leaves the articles of the change, and sets apart what they had before; says how many articles were left out.
pub(super) fn apply(change: &Change, result: &mut Audit, plan: &Plan<'_>, inputs: &Inputs, today: Date) -> usize {
    let all = result.articles.len();
    result.articles.retain(|article| change.has(&article.path, &inputs.cwd));
    result.errors.retain(|error| change.has(&error.path, &inputs.cwd));
    result.errors.extend(missing(inputs));
    for article in &mut result.articles {
        let path = real(&inputs.cwd.join(&article.path));
        let Some(old) = change.before(&path) else { continue };
        let on_disk = || std::fs::read(&path).unwrap_or_default();
        let now = inputs.instead.get(&path).cloned().flatten().unwrap_or_else(on_disk);
        settle(article, old, &String::from_utf8_lossy(&now), plan, today);
    }
    all - result.articles.len()
}

/// Staged articles that are not on disk: nothing can be said of them.
fn missing(inputs: &Inputs) -> impl Iterator<Item = ErrorEntry> {
    let is_asked =
        |path: &Path| inputs.paths.iter().any(|asked| path.starts_with(inputs.cwd.join(asked).canonicalize().unwrap_or_default()));
    let gone = inputs.instead.keys().filter(move |path| !path.exists() && Format::of_path(path).is_some() && is_asked(path));
    gone.map(|path| ErrorEntry {
        path: shown(path, &inputs.cwd),
        kind: "not-there",
        message: "the next commit has it, and the disk has not".to_owned(),
        way_out: "take it back with `git restore`, or stage its removal".to_owned(),
    })
}

/// Sets apart what an article had before: findings of the same words in the same section, and those across the library at lines that are
/// the same.
fn settle(article: &mut Audited, old: &str, now: &str, plan: &Plan<'_>, today: Date) {
    let name = article.path.to_string_lossy().into_owned();
    let before = single(Source::of_text(&name, article.format, old), plan, today);
    let known: HashSet<u64> = before.map(|before| before.prints).unwrap_or_default();
    let lines: HashSet<&str> = old.lines().collect();
    let is_old_line = |finding: &Finding| {
        let start = finding.place.span.start() as usize;
        let from = now.get(..start).map_or(0, |before| before.rfind('\n').map_or(0, |end| end + 1));
        now.get(from..).and_then(|rest| rest.lines().next()).is_some_and(|line| lines.contains(line))
    };
    let is_known = |finding: &Finding| {
        if plan.is_across(finding.rule) { is_old_line(finding) } else { known.contains(&finding.fingerprint) }
    };
    let (old, new): (Vec<Finding>, Vec<Finding>) = std::mem::take(&mut article.findings).into_iter().partition(is_known);
    article.findings = new;
    article.known.extend(old);
}
