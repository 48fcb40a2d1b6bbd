//! The run: phase one on all workers, one barrier, phase two on what the articles left behind.

use std::collections::HashMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use rayon::prelude::*;

use crate::audit::across::{across, boilerplate};
use crate::audit::article::{Outcome, audit};
use crate::audit::plan::Plan;
use crate::audit::recorded::recorded;
use crate::audit::waive::waive;
use crate::audit::{Audit, ErrorEntry, slots};
use crate::cache::Cache;
use crate::config::Config;
use crate::library::{Files, Library, LinkReport};
use crate::source::{Candidate, ReadError, Skipped, Source, Walk, absolute, read_stdin, read_whole, walk, within};

/// What to audit.
#[derive(Clone, Debug, Default)]
pub struct Inputs {
    /// Files and folders.
    pub paths: Vec<PathBuf>,
    /// Standard input, under this name.
    pub stdin: Option<PathBuf>,
    /// The root of the library that all of them belong to: its other articles are compared with these, and not reported.
    pub library: Option<PathBuf>,
    /// The working directory, which shown paths are relative to.
    pub cwd: PathBuf,
    /// What to read in the place of files, by their real paths; `None`: as if there were none.
    pub instead: HashMap<PathBuf, Option<Vec<u8>>>,
}

/// What a run reads in the place of a file.
enum StandIn<'a> {
    /// Nothing else: the file.
    None,
    Bytes(&'a [u8]),
    /// It is as if there were no such file.
    Gone,
}

impl Inputs {
    /// Whether there is a library; files or standard input alone are none.
    #[must_use]
    pub fn have_library(&self) -> bool {
        self.library.is_some() || self.paths.iter().any(|path| path.is_dir())
    }

    /// Whether they are all of the library below a root.
    #[must_use]
    pub fn are_whole(&self, root: &Path) -> bool {
        self.paths.iter().any(|path| root.starts_with(absolute(path, &self.cwd)))
    }

    /// What to read in the place of an article.
    fn stand_in(&self, candidate: &Candidate) -> StandIn<'_> {
        let other = if self.instead.is_empty() { None } else { self.instead.get(&real(&candidate.path)) };
        match other {
            None => StandIn::None,
            Some(None) => StandIn::Gone,
            Some(Some(bytes)) => StandIn::Bytes(bytes),
        }
    }

    /// The bytes of an article.
    fn bytes(&self, candidate: &Candidate, config: &Config) -> Result<Vec<u8>, ReadError> {
        match self.stand_in(candidate) {
            StandIn::Bytes(bytes) => within(bytes, &config.limits),
            StandIn::None | StandIn::Gone => read_whole(&candidate.path, &config.limits),
        }
    }

    /// Reads an article.
    fn read(&self, candidate: &Candidate, config: &Config) -> Result<Source, ReadError> {
        Ok(Source::new(&candidate.shown, candidate.format(), self.bytes(candidate, config)?)?)
    }
}

/// A path without links among its folders; its last part stays what it is.
#[must_use]
pub fn real(path: &Path) -> PathBuf {
    match (path.parent().map(Path::canonicalize), path.file_name()) {
        (Some(Ok(folder)), Some(name)) => folder.join(name),
        _ => path.to_path_buf(),
    }
}

/// How to run.
pub struct Options<'a> {
    /// Worker threads.
    pub jobs: usize,
    /// Keep the lines around each finding.
    pub excerpts: bool,
    /// Lines to keep above and below those of a finding.
    pub around: u32,
    /// The day that dates are compared with.
    pub today: jiff::civil::Date,
    /// Keep the passages that stand in many articles.
    pub boilerplate: bool,
    /// What a link checker said of links to other sites.
    pub link_report: Option<Arc<LinkReport>>,
    /// What earlier runs made of the articles.
    pub cache: Option<&'a Cache>,
    /// Told how many of how many articles are done.
    pub progress: Option<&'a (dyn Fn(usize, usize) + Sync)>,
}

impl Options<'_> {
    /// The lines around those of a finding, if any are kept.
    const fn lines(&self) -> Option<u32> {
        if self.excerpts { Some(self.around) } else { None }
    }
}

/// What one file came to.
enum Done {
    Outcome(Outcome),
    Failed(ErrorEntry),
}

/// Audits all articles below the inputs.
#[must_use]
pub fn run(plan: &Plan<'_>, inputs: &Inputs, options: &Options<'_>) -> Audit {
    let config = plan.config;
    let mut walk = walk(&inputs.paths, &config.selection, &inputs.cwd, options.jobs);
    let beside = beside(&walk, inputs, config, options.jobs);
    let is_beside = |shown: &Path| beside.binary_search_by(|candidate| candidate.shown.as_path().cmp(shown)).is_ok();
    walk.articles.extend(beside.iter().cloned());
    walk.articles.sort_unstable();
    walk.articles.retain(|candidate| !matches!(inputs.stand_in(candidate), StandIn::Gone));
    let total = walk.articles.len() + usize::from(inputs.stdin.is_some());
    let done = AtomicUsize::new(0);
    let one = |candidate: &Candidate| {
        let lines = options.lines().filter(|_| !is_beside(&candidate.shown));
        let result = guarded(candidate, || {
            let Some(cache) = options.cache else {
                return Ok(audit(inputs.read(candidate, config)?, plan, lines, options.today));
            };
            let decoded = |bytes| Ok(Source::new(&candidate.shown, candidate.format(), bytes)?);
            recorded(inputs.bytes(candidate, config)?, decoded, &candidate.shown, plan, (cache, lines, options.today))
        });
        let done = done.fetch_add(1, Ordering::Relaxed) + 1;
        if let Some(progress) = options.progress {
            progress(done, total);
        }
        result
    };
    let mut all: Vec<(PathBuf, Done)> = match rayon::ThreadPoolBuilder::new().num_threads(options.jobs).build() {
        Ok(pool) => pool.install(|| walk.articles.par_iter().map(|candidate| (candidate.shown.clone(), one(candidate))).collect()),
        // No thread to be had: the main one does it.
        Err(_) => walk.articles.iter().map(|candidate| (candidate.shown.clone(), one(candidate))).collect(),
    };
    if let Some(shown) = &inputs.stdin {
        let candidate = Candidate { shown: shown.clone(), path: shown.clone(), named: true };
        let result = guarded(&candidate, || Ok(audit(read_stdin(shown, &config.limits)?, plan, options.lines(), options.today)));
        all.push((shown.clone(), result));
        all.sort_by(|one, other| one.0.cmp(&other.0));
    }
    let is_of_others = |done: &Done| !matches!(done, Done::Outcome(Outcome::Article(_)));
    all.retain(|(shown, done)| !(is_of_others(done) && is_beside(shown)));
    let mut result = gather(all, walk, plan, (inputs, options), &|article| !is_beside(article));
    result.articles.retain(|article| !is_beside(&article.path));
    result
}

/// The articles of the library that were not asked for, sorted.
fn beside(asked: &Walk, inputs: &Inputs, config: &Config, jobs: usize) -> Vec<Candidate> {
    let Some(root) = &inputs.library else { return Vec::new() };
    let mut articles = walk(std::slice::from_ref(root), &config.selection, &inputs.cwd, jobs).articles;
    let is_asked = |shown: &Path| asked.articles.binary_search_by(|candidate| candidate.shown.as_path().cmp(shown)).is_ok();
    articles.retain(|candidate| !is_asked(&candidate.shown) && inputs.stdin.as_ref() != Some(&candidate.shown));
    articles
}

/// Runs the audit of one file; a panic in it is an error entry of that file, and the others go on.
fn guarded(candidate: &Candidate, audit: impl FnOnce() -> Result<Outcome, ReadError>) -> Done {
    match catch_unwind(AssertUnwindSafe(audit)) {
        Ok(Ok(outcome)) => Done::Outcome(outcome),
        Ok(Err(error)) => Done::Failed(ErrorEntry::of_reading(&candidate.shown, &error)),
        Err(_) => Done::Failed(ErrorEntry {
            path: candidate.shown.clone(),
            kind: "internal",
            message: "a check failed on this article".to_owned(),
            way_out: "this is a defect of contentaudit: please report it with the article".to_owned(),
        }),
    }
}

fn gather(
    all: Vec<(PathBuf, Done)>,
    walk: Walk,
    plan: &Plan<'_>,
    (inputs, options): (&Inputs, &Options<'_>),
    is_told: &dyn Fn(&Path) -> bool,
) -> Audit {
    // Files or standard input alone are no library.
    let has_library = inputs.have_library();
    let mut result = Audit {
        passed_over: walk.skipped,
        others: walk.others,
        not_audited: plan.not_audited(has_library),
        date: options.today.to_string(),
        ..Audit::default()
    };
    result.errors.extend(walk.errors.into_iter().map(ErrorEntry::from));
    // Grown as they come, each would be in memory twice for a while.
    result.articles.reserve_exact(all.len());
    let mut entries = Vec::with_capacity(all.len());
    for (path, done) in all {
        match done {
            Done::Outcome(Outcome::Article(article)) => {
                result.articles.push(article.audited);
                entries.push(article.entry);
                result.errors.extend(article.stopped);
            }
            Done::Outcome(Outcome::PassedOver(why)) => result.passed_over.push(Skipped { shown: path, why }),
            Done::Failed(error) => result.errors.push(error),
        }
    }
    result.errors.sort_by(|one, other| one.path.cmp(&other.path));
    result.passed_over.sort_unstable();
    slots::settle(&mut result.articles);
    if !plan.across.is_empty() {
        let library = Library::new(entries)
            .on(Files::below(plan.root.clone(), inputs.cwd.clone()), plan.config.links.clone(), plan.root.clone())
            .with_report(options.link_report.clone())
            .as_part(!has_library);
        let read_again = |article: &Path| {
            let at = walk.articles.binary_search_by(|candidate| candidate.shown.as_path().cmp(article)).ok()?;
            let candidate = walk.articles.get(at)?;
            Some(inputs.read(candidate, plan.config))
        };
        across(&mut result, &library, plan, &read_again, options.lines(), is_told);
        if options.boilerplate {
            result.boilerplate = boilerplate(&library, plan, &read_again);
        }
    }
    waive(&mut result, plan, options.today);
    result
}
