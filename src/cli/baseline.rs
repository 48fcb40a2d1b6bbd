//! `baseline`: writes down the findings of today, so that only new ones stop a change.

use std::collections::HashSet;
use std::fs::{self, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use jiff::civil::Date;

use super::Error;
use super::cached::{self, Cached};
use super::configured::Configured;
use super::ignored::Ignored;
use super::inputs::{filed, inputs_of, library_of, today};
use crate::audit::{Audit, Audited, Inputs, Options, Plan, run as audit};
use crate::finding::Finding;
use crate::fix::{Disk, Left, replace, settle};
use crate::report::{Colour, Output, path_text, write_errors};
use crate::rule::Standard;
use crate::score::{plural, score_all};
use crate::source::{absolute, relative, shown};
use crate::waiver::{Baseline, FILE, Known};

#[derive(clap::Args)]
pub(super) struct Arguments {
    /// Files and folders to audit
    #[arg(value_name = "PATH", default_value = ".")]
    paths: Vec<PathBuf>,
    #[command(flatten)]
    configured: Configured,
    #[command(flatten)]
    ignored: Ignored,
    /// The day that dates are compared with [default: `SOURCE_DATE_EPOCH`, else today in UTC]
    #[arg(long, value_name = "YYYY-MM-DD")]
    today: Option<Date>,
    /// Only take out what is no longer found; add nothing
    #[arg(long)]
    prune: bool,
    #[command(flatten)]
    cached: Cached,
}

pub(super) fn run(arguments: &Arguments, colour: Colour) -> Result<u8, Error> {
    let cwd = std::env::current_dir().map_err(Error::WorkingDirectory)?;
    let mut inputs = inputs_of(&arguments.paths, None, cwd);
    let (standard, mut config) = arguments.configured.load(&inputs.paths, &inputs.cwd)?;
    arguments.ignored.set(&mut config.selection);
    inputs.library = library_of(&config, &inputs);
    let plan = Plan { filed: filed(&standard, &config, &inputs.cwd)?, ..Plan::new(&standard, &config, &inputs.cwd)? };
    let cache = arguments.cached.open(&plan, &inputs)?;
    let options = Options {
        jobs: std::thread::available_parallelism().map_or(1, usize::from),
        excerpts: false,
        around: 0,
        boilerplate: false,
        today: today(arguments.today)?,
        cache: cache.as_ref(),
        progress: None,
        link_report: None,
    };
    // What articles claim of their score is judged with the scores.
    let result = score_all(audit(&plan, &inputs, &options), &standard, &config).audit;
    if let Some(cache) = &cache {
        cached::save(cache, &plan, &inputs, &mut Output::stderr(colour), false)?;
    }
    let root = &config.selection.root;
    let old = read(root)?.unwrap_or_default();
    let seen = Seen::of(&result, &plan, &inputs);
    let found: Vec<(String, Known)> = all(&result, &standard, root, &inputs.cwd);
    // What was not looked at stays as it is, and what an article waives until some day.
    let (stale, old_ones): (Vec<_>, Vec<_>) = old.all().partition(|(path, known)| seen.misses(path, known));
    let found_prints: HashSet<(&str, &str)> = found.iter().map(|(path, known)| (&**path, &*known.fingerprint)).collect();
    let elsewhere = old_ones.into_iter().filter(|(path, known)| !found_prints.contains(&(*path, &*known.fingerprint)));
    let elsewhere: Vec<(String, Known)> = elsewhere.map(|(path, known)| (path.to_owned(), known.clone())).collect();
    let stale = stale.len();
    let new = found.iter().filter(|(path, known)| !old.knows(path, &known.fingerprint)).count();
    let kept = found.into_iter().filter(|(path, known)| !arguments.prune || old.knows(path, &known.fingerprint));
    let baseline = Baseline::of(elsewhere.into_iter().chain(kept));
    let path = root.join(FILE);
    written(&path, root, &baseline.text()).map_err(|reason| Error::Write { path: Some(path.clone()), reason })?;
    let mut out = Output::stdout(colour);
    let count = |number: usize, noun: &str| plural(u32::try_from(number).unwrap_or(u32::MAX), noun);
    let added =
        if arguments.prune { format!("{} left out", count(new, "new finding")) } else { format!("{} added", count(new, "finding")) };
    let line = format!(": {}, {added}, {} taken out", count(baseline.all().count(), "finding"), count(stale, "stale one"));
    let unwritten = |reason| Error::Write { path: None, reason };
    out.path(&shown(&path, &inputs.cwd)).ours(&line).end().and_then(|()| out.finish()).map_err(unwritten)?;
    write_errors(&mut Output::stderr(colour), &result.errors).map_err(unwritten)?;
    Ok(if result.errors.is_empty() { 0 } else { super::FAILED })
}

/// Writes the file whole or not at all, and never through a link that leads out of the library.
fn written(path: &Path, root: &Path, text: &str) -> io::Result<()> {
    let old = match fs::read(path) {
        Err(reason) if reason.kind() == io::ErrorKind::NotFound => {
            let mut file = OpenOptions::new().write(true).create_new(true).open(path)?;
            return file.write_all(text.as_bytes()).inspect_err(|_| _ = fs::remove_file(path));
        }
        old => old?,
    };
    let of_left = |left: Left| io::Error::other(left.to_string());
    replace(&Disk, path, root, &old, text.as_bytes()).and_then(|displaced| settle(&Disk, &displaced)).map_err(of_left)
}

/// The baseline of a library, if it has one.
pub(super) fn read(root: &Path) -> Result<Option<Baseline>, Error> {
    let path = root.join(FILE);
    Baseline::read(&path).map_err(|reason| Error::Baseline { path, reason })
}

/// Sets the known findings of a run apart, and says how many of the baseline are no longer found in what was looked at.
pub(super) fn apply(baseline: &Baseline, result: &mut Audit, plan: &Plan<'_>, inputs: &Inputs) -> usize {
    let seen = Seen::of(result, plan, inputs);
    for article in &mut result.articles {
        let path = from_root(&article.path, &plan.config.selection.root, &inputs.cwd);
        let is_known = |finding: &Finding| baseline.knows(&path, &print(finding));
        let (known, new): (Vec<Finding>, Vec<Finding>) = std::mem::take(&mut article.findings).into_iter().partition(is_known);
        (article.findings, article.known) = (new, known);
    }
    baseline.all().filter(|(path, known)| seen.misses(path, known)).count()
}

/// What a run looked at and found: only of that can be said that something is gone.
struct Seen<'a> {
    plan: &'a Plan<'a>,
    /// Paths of articles and identities of their findings, those that are waived too.
    found: HashSet<(String, String)>,
    audited: HashSet<String>,
    /// Articles that could not be read.
    failed: HashSet<String>,
    /// The files and folders that were asked for.
    asked: Vec<PathBuf>,
    /// Whether they are the whole library.
    whole: bool,
}

impl<'a> Seen<'a> {
    fn of(result: &Audit, plan: &'a Plan<'a>, inputs: &Inputs) -> Self {
        let root = &plan.config.selection.root;
        let from_root = |path: &Path| from_root(path, root, &inputs.cwd);
        let prints = |article: &Audited| {
            let path = from_root(&article.path);
            let waived = article.waived.iter().map(|waived| &waived.finding);
            article.findings.iter().chain(waived).map(|finding| (path.clone(), print(finding))).collect::<Vec<_>>()
        };
        let asked: Vec<PathBuf> = inputs.paths.iter().map(|path| absolute(path, &inputs.cwd)).collect();
        Self {
            plan,
            found: result.articles.iter().map(Box::as_ref).flat_map(prints).collect(),
            audited: result.articles.iter().map(|article| from_root(&article.path)).collect(),
            failed: result.errors.iter().map(|error| from_root(&error.path)).collect(),
            whole: inputs.library.is_some() || inputs.are_whole(root),
            asked,
        }
    }

    /// Whether a known finding was looked for and is gone, with its article or without.
    fn misses(&self, path: &str, known: &Known) -> bool {
        if self.failed.contains(path) || self.found.contains(&(path.to_owned(), known.fingerprint.clone())) {
            return false;
        }
        if !self.audited.contains(path) {
            let file = self.plan.config.selection.root.join(path);
            return self.asked.iter().any(|asked| file.starts_with(asked)) && !file.exists();
        }
        let Some(rule) = self.plan.standard.find(&known.rule) else { return true };
        let runs = self.plan.severity_of(&known.rule).is_some();
        runs && (self.whole || !self.plan.is_across(rule))
    }
}

/// All findings of a run as a baseline has them.
fn all(result: &Audit, standard: &Standard, root: &Path, cwd: &Path) -> Vec<(String, Known)> {
    // What lies outside of the library has no place in its baseline.
    let is_own = |article: &&Audited| article.path.as_os_str() != "-" && cwd.join(&article.path).starts_with(root);
    let of_article = |article: &Audited| {
        let path = from_root(&article.path, root, cwd);
        let known = |finding: &Finding| Known {
            rule: standard.id(finding.rule).to_owned(),
            fingerprint: print(finding),
            message: finding.message.plain(),
        };
        article.findings.iter().map(|finding| (path.clone(), known(finding))).collect::<Vec<_>>()
    };
    result.articles.iter().map(Box::as_ref).filter(is_own).flat_map(of_article).collect()
}

fn print(finding: &Finding) -> String {
    format!("{:016x}", finding.fingerprint)
}

/// The path of an article from the library's root, with `/`.
fn from_root(path: &Path, root: &Path, cwd: &Path) -> String {
    path_text(&relative(path, root, cwd)).replace(std::path::MAIN_SEPARATOR, "/")
}
