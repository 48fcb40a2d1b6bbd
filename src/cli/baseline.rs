//! `baseline`: writes down the findings of today, so that only new ones stop a change.

use std::collections::HashSet;
use std::io::Write;
use std::path::{Path, PathBuf};

use jiff::civil::Date;

use super::Error;
use super::check::{inputs_of, today};
use crate::audit::{Audit, Options, run as audit};
use crate::checks;
use crate::config::{Config, Request};
use crate::finding::Finding;
use crate::report::{Colour, Output, path_text, write_errors};
use crate::rule::Standard;
use crate::score::{plural, score_all};
use crate::waiver::{Baseline, FILE, Known};

#[derive(clap::Args)]
pub(super) struct Arguments {
    /// Files and folders to audit
    #[arg(value_name = "PATH", default_value = ".")]
    paths: Vec<PathBuf>,
    /// Use this configuration; its folder is the library's root
    #[arg(long, value_name = "FILE", conflicts_with = "isolated")]
    config: Option<PathBuf>,
    /// Use no configuration: the standard as it is
    #[arg(long)]
    isolated: bool,
    /// The day that dates are compared with [default: `SOURCE_DATE_EPOCH`, else today in UTC]
    #[arg(long, value_name = "YYYY-MM-DD")]
    today: Option<Date>,
    /// Only take out what is no longer found; add nothing
    #[arg(long)]
    prune: bool,
}

pub(super) fn run(arguments: &Arguments, colour: Colour) -> Result<u8, Error> {
    let cwd = std::env::current_dir().map_err(Error::WorkingDirectory)?;
    let inputs = inputs_of(&arguments.paths, None, cwd);
    let standard = checks::standard()?;
    let config = Config::load(
        &standard,
        &Request {
            paths: &inputs.paths,
            stdin: None,
            cwd: &inputs.cwd,
            config: arguments.config.as_deref(),
            isolated: arguments.isolated,
            select: &[],
            ignore: &[],
        },
    )?;
    let options = Options {
        jobs: std::thread::available_parallelism().map_or(1, usize::from),
        excerpts: false,
        around: 0,
        today: today(arguments.today)?,
        progress: None,
        link_report: None,
    };
    // What articles claim of their score is judged with the scores.
    let result = score_all(audit(&standard, &config, &inputs, &options)?, &standard, &config).audit;
    let root = &config.selection.root;
    let old = read(root)?.unwrap_or_default();
    let audited: HashSet<String> = result.articles.iter().map(|article| from_root(&article.path, root, &inputs.cwd)).collect();
    let is_found = |(path, _): &(String, Known)| audited.contains(path);
    let found: Vec<(String, Known)> = all(&result, &standard, root, &inputs.cwd);
    let found_prints: HashSet<(&str, &str)> = found.iter().map(|(path, known)| (&**path, &*known.fingerprint)).collect();
    // What was not looked at stays as it is.
    let (looked_at, elsewhere): (Vec<_>, Vec<_>) = old.all().map(|(path, known)| (path.to_owned(), known.clone())).partition(is_found);
    let stale = looked_at.iter().filter(|(path, known)| !found_prints.contains(&(&**path, &*known.fingerprint))).count();
    let new = found.iter().filter(|(path, known)| !old.knows(path, &known.fingerprint)).count();
    let kept = found.into_iter().filter(|(path, known)| !arguments.prune || old.knows(path, &known.fingerprint));
    let baseline = Baseline::of(elsewhere.into_iter().chain(kept));
    let path = root.join(FILE);
    written(&path, root, &baseline.text()).map_err(|reason| Error::Write { path: Some(path.clone()), reason })?;
    let mut out = Output::stdout(colour);
    let count = |number: usize, noun: &str| plural(u32::try_from(number).unwrap_or(u32::MAX), noun);
    let added =
        if arguments.prune { format!("{} left out", count(new, "new finding")) } else { format!("{} added", count(new, "finding")) };
    let line = format!("{}: {}, {added}, {} taken out", FILE, count(baseline.all().count(), "finding"), count(stale, "stale one"));
    let unwritten = |reason| Error::Write { path: None, reason };
    out.ours(&line).end().and_then(|()| out.finish()).map_err(unwritten)?;
    write_errors(&mut Output::stderr(colour), &result.errors).map_err(unwritten)?;
    Ok(if result.errors.is_empty() { 0 } else { super::FAILED })
}

/// Writes a file whole or not at all.
fn written(path: &Path, folder: &Path, text: &str) -> std::io::Result<()> {
    let mut beside = tempfile::NamedTempFile::new_in(folder)?;
    beside.write_all(text.as_bytes())?;
    beside.persist(path).map_err(|error| error.error)?;
    Ok(())
}

/// The baseline of a library, if it has one.
pub(super) fn read(root: &Path) -> Result<Option<Baseline>, Error> {
    let path = root.join(FILE);
    Baseline::read(&path).map_err(|reason| Error::Baseline { path, reason })
}

/// Sets the known findings of a run apart, and says how many of the baseline are no longer found in the articles that were looked at.
pub(super) fn apply(baseline: &Baseline, result: &mut Audit, root: &Path, cwd: &Path) -> usize {
    let mut met: HashSet<(String, String)> = HashSet::new();
    let mut looked_at: HashSet<String> = HashSet::new();
    for article in &mut result.articles {
        let path = from_root(&article.path, root, cwd);
        let is_known = |finding: &Finding| baseline.knows(&path, &print(finding));
        let (known, new): (Vec<Finding>, Vec<Finding>) = std::mem::take(&mut article.findings).into_iter().partition(is_known);
        met.extend(known.iter().chain(article.waived.iter().map(|waived| &waived.finding)).map(|finding| (path.clone(), print(finding))));
        (article.findings, article.known) = (new, known);
        looked_at.insert(path);
    }
    let is_stale = |path: &str, known: &Known| looked_at.contains(path) && !met.contains(&(path.to_owned(), known.fingerprint.clone()));
    baseline.all().filter(|(path, known)| is_stale(path, known)).count()
}

/// All findings of a run as a baseline has them.
fn all(result: &Audit, standard: &Standard, root: &Path, cwd: &Path) -> Vec<(String, Known)> {
    let of_article = |article: &crate::audit::Audited| {
        let path = from_root(&article.path, root, cwd);
        let known = |finding: &Finding| Known {
            rule: standard.id(finding.rule).to_owned(),
            fingerprint: print(finding),
            message: finding.message.plain(),
        };
        article.findings.iter().map(|finding| (path.clone(), known(finding))).collect::<Vec<_>>()
    };
    result.articles.iter().flat_map(of_article).collect()
}

fn print(finding: &Finding) -> String {
    format!("{:016x}", finding.fingerprint)
}

/// The path of an article from the library's root, with `/`.
fn from_root(path: &Path, root: &Path, cwd: &Path) -> String {
    let whole = cwd.join(path);
    let inner = whole.strip_prefix(root).unwrap_or(&whole);
    path_text(inner).replace(std::path::MAIN_SEPARATOR, "/")
}
