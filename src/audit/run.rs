//! The run: phase one on all workers, one barrier, phase two on what the articles left behind.

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use crate::audit::across::{ReadAgain, across, boilerplate};
use crate::audit::article::{Outcome, audit};
use crate::audit::batch::{Done, Worker, guarded};
use crate::audit::inputs::{Inputs, StandIn};
use crate::audit::plan::Plan;
use crate::audit::waive::waive;
use crate::audit::{Audit, ErrorEntry, slots};
use crate::cache::Cache;
use crate::config::Config;
use crate::library::{Files, Library, LinkReport};
use crate::source::{Candidate, Skipped, Walk, read_stdin, sort_by_path, walk};

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

/// Audits all articles below the inputs.
#[must_use]
pub fn run(plan: &Plan<'_>, inputs: &Inputs, options: &Options<'_>) -> Audit {
    let config = plan.config;
    let mut walk = walk(&inputs.paths, &config.selection, &inputs.cwd, options.jobs);
    let beside = beside(&walk, inputs, config, options.jobs);
    let is_beside = |shown: &Path| beside.binary_search_by(|candidate| candidate.shown.as_path().cmp(shown)).is_ok();
    if !beside.is_empty() {
        walk.articles.extend(beside.iter().cloned());
        sort_by_path(&mut walk.articles);
    }
    walk.articles.retain(|candidate| !matches!(inputs.stand_in(candidate), StandIn::Gone));
    let total = walk.articles.len() + usize::from(inputs.stdin.is_some());
    let done = AtomicUsize::new(0);
    let told = || {
        let done = done.fetch_add(1, Ordering::Relaxed) + 1;
        if let Some(progress) = options.progress {
            progress(done, total);
        }
    };
    let lines = |candidate: &Candidate| options.lines().filter(|_| !is_beside(&candidate.shown));
    let worker = Worker { plan, inputs, cache: options.cache, today: options.today, lines: &lines, told: &told };
    let done = worker.audit_all(&walk.articles, options.jobs);
    let Walk { articles, skipped, others, errors } = walk;
    let mut all: Vec<(&Path, Done)> = articles.iter().map(|candidate| candidate.shown.as_path()).zip(done).collect();
    if let Some(shown) = &inputs.stdin {
        let candidate = Candidate { shown: shown.clone(), opened: None, named: true };
        let result = guarded(&candidate, || Ok(audit(read_stdin(shown, &config.limits)?, plan, options.lines(), options.today)));
        all.push((shown, result));
        all.sort_by(|one, other| one.0.cmp(other.0));
    }
    let is_of_others = |done: &Done| !matches!(done, Ok(Outcome::Article(_)));
    all.retain(|(shown, done)| !(is_of_others(done) && is_beside(shown)));
    let result = Audit {
        passed_over: skipped,
        others,
        // Files or standard input alone are no library.
        not_audited: plan.not_audited(inputs.have_library()),
        errors: errors.into_iter().map(ErrorEntry::from).collect(),
        date: options.today.to_string(),
        ..Audit::default()
    };
    let read_again = |article: &Path| {
        let at = articles.binary_search_by(|candidate| candidate.shown.as_path().cmp(article)).ok()?;
        Some(inputs.read(articles.get(at)?, config))
    };
    let mut result = gather(result, all, plan, (inputs, options), &read_again, &|article| !is_beside(article));
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

/// Brings together what became of all files, and checks the library.
fn gather(
    mut result: Audit,
    all: Vec<(&Path, Done)>,
    plan: &Plan<'_>,
    (inputs, options): (&Inputs, &Options<'_>),
    read_again: &ReadAgain<'_>,
    is_told: &dyn Fn(&Path) -> bool,
) -> Audit {
    // Grown as they come, each would be in memory twice for a while.
    result.articles.reserve_exact(all.len());
    let mut entries = Vec::with_capacity(all.len());
    for (path, done) in all {
        match done {
            Ok(Outcome::Article(article)) => {
                result.articles.push(article.audited);
                entries.push(article.entry);
                result.errors.extend(article.stopped);
            }
            Ok(Outcome::PassedOver(why)) => result.passed_over.push(Skipped { shown: path.to_path_buf(), why }),
            Err(error) => result.errors.push(*error),
        }
    }
    result.errors.sort_by(|one, other| one.path.cmp(&other.path));
    result.passed_over.sort_unstable();
    slots::settle(&mut result.articles);
    if !plan.across.is_empty() {
        let mut library = Library::new(entries)
            .on(Files::below(plan.root.clone(), inputs.cwd.clone()), plan.config.links.clone(), plan.root.clone())
            .with_report(options.link_report.clone())
            .as_part(!inputs.have_library());
        across(&mut result, &mut library, plan, read_again, (options.lines(), options.cache), is_told);
        if options.boilerplate {
            result.boilerplate = boilerplate(&library, plan, read_again);
        }
    }
    waive(&mut result, plan, options.today);
    result
}
