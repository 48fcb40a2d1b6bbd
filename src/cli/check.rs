//! `check`: audits the arguments, writes the report, and says with the exit code whether the gate holds.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::cached;
use super::change::{Asked, Change};
use super::configured::Chosen;
use super::fix::Fixed;
use super::gate::Gate;
use super::inputs::{filed, inputs_of, library_of, today};
use super::progress::Progress;
use super::{Error, environment, files, survived};
use crate::audit::{Audit, ErrorEntry, Options, Plan, run as audit};
use crate::fix::Allowed;
use crate::library::LinkReport;
use crate::report::{Colour, Format, Output, Report, Sample, write_errors};
use crate::score::score_all;

mod arguments;
mod scope;
mod watch;

pub(super) use arguments::Arguments;

/// The variable that names the file for the page of a job on GitHub.
const SUMMARY_VARIABLE: &str = "GITHUB_STEP_SUMMARY";

/// Lines above and below a finding of a sample.
const AROUND: u32 = 4;

pub(super) fn run(arguments: &Arguments, colour: Colour) -> Result<u8, Error> {
    if arguments.watch { watch::run(arguments, colour) } else { once(arguments, colour) }
}

/// One audit with its reports.
fn once(arguments: &Arguments, colour: Colour) -> Result<u8, Error> {
    let format = match arguments.output_format {
        Some(format) => format,
        None => environment::output_format()?,
    };
    let cwd = std::env::current_dir().map_err(Error::WorkingDirectory)?;
    let mut inputs = inputs_of(&arguments.paths, arguments.stdin_filename.as_deref(), cwd);
    let chosen = Chosen { select: &arguments.select, extend_select: &arguments.extend_select, ignore: &arguments.ignore };
    let (standard, mut config) = arguments.configured.load_for(&inputs.paths, inputs.stdin.as_deref(), &inputs.cwd, chosen)?;
    if arguments.show_settings {
        let path = inputs.paths.first().or(inputs.stdin.as_ref()).unwrap_or(&inputs.cwd);
        return super::config::show(arguments.out(colour)?, &standard, &config, path, &inputs.cwd);
    }
    config.selection.named_too = arguments.force_exclude;
    arguments.ignored.set(&mut config.selection);
    inputs.library = library_of(&config, &inputs);
    if arguments.show_files {
        // Whether a file is an article shows only when it is read; no rule needs to run for that.
        config.rules.iter_mut().for_each(|setting| setting.severity = None);
    }
    let change = arguments.asked().map(|asked| Change::of(asked, &inputs)).transpose()?;
    if let Some(change) = change.as_ref().filter(|_| arguments.staged) {
        inputs.instead = change.staged()?;
    }
    let progress = Progress::new();
    let tell = |done, total| progress.tell(done, total);
    let mut notes = Output::stderr(colour);
    let watched = notes.is_terminal() && !arguments.without_notes();
    let has_link_report = arguments.link_report.is_some();
    let filed = if arguments.configured.isolated { Vec::new() } else { filed(&standard, &config, &inputs.cwd)? };
    let plan = Plan { filed, has_link_report, ..Plan::new(&standard, &config, &inputs.cwd)? };
    let cache = if arguments.show_files { None } else { arguments.cached.open(&plan, &inputs)? };
    let options = Options {
        jobs: arguments.jobs.map_or_else(|| std::thread::available_parallelism().map_or(1, usize::from), usize::from),
        excerpts: (format == Format::Text || arguments.sample.is_some()) && !arguments.show_files && !arguments.show_boilerplate,
        boilerplate: arguments.show_boilerplate,
        around: if arguments.sample.is_some() { AROUND } else { 0 },
        today: today(arguments.today)?,
        cache: cache.as_ref(),
        progress: watched.then_some(&tell),
        link_report: arguments.link_report.as_deref().map(link_report).transpose()?,
    };
    let today = options.today;
    let mut result = audit(&plan, &inputs, &options);
    progress.end();
    if arguments.fix || arguments.diff {
        if inputs.stdin.is_some() {
            return Err(Error::FixesOfStandardInput);
        }
        let allowed = if arguments.unsafe_fixes { Allowed::All } else { Allowed::Safe };
        let is_asked = |path: &Path| change.as_ref().is_none_or(|change| change.has(path, &inputs.cwd));
        let mut fixed = Fixed::new(&result, &plan, &inputs.cwd, allowed, today, &is_asked);
        if arguments.diff {
            return shown(arguments, &result, &fixed, &plan, &mut notes, colour);
        }
        fixed.write(&config.selection.root);
        survived(fixed.tell(&mut notes, &plan)).map_err(|reason| Error::Write { path: None, reason })?;
        if fixed.has_changes() {
            result = audit(&plan, &inputs, &Options { progress: None, link_report: options.link_report.clone(), ..options });
        }
        result.errors.append(&mut fixed.errors);
        result.errors.sort_by(|one, other| one.path.cmp(&other.path));
    }
    if let Some(cache) = &cache {
        cached::save(cache, &plan, &inputs, &mut notes, arguments.without_notes())?;
    }
    let unwritten = |reason| Error::Write { path: arguments.output_file.clone(), reason };
    if arguments.show_files {
        let mut out = arguments.out(colour)?;
        survived(files::write(&mut out, &result, arguments.verbose)).map_err(unwritten)?;
        let code = if result.errors.is_empty() { 0 } else { super::FAILED };
        survived(write_errors(&mut notes, &result.errors)).map_err(unwritten)?;
        return Ok(code);
    }
    let mut scored = score_all(result, &standard, &config);
    let root = &config.selection.root;
    let wants_baseline = !arguments.no_baseline && !arguments.configured.isolated;
    if let Some(baseline) = if wants_baseline { super::baseline::read(root)? } else { None } {
        // What articles claim of their score is judged by now; what is known changes no score, and is told apart from the rest.
        let stale = super::baseline::apply(&baseline, &mut scored.audit, &plan, &inputs);
        scored = score_all(scored.audit, &standard, &config);
        if stale > 0 && !arguments.without_notes() {
            let line = format!(
                "note: {} of the baseline no longer found: `contentaudit baseline --prune` takes out what is gone",
                plural_of(stale)
            );
            survived(notes.ours(&line).end().and_then(|()| notes.finish())).map_err(unwritten)?;
        }
    }
    if !arguments.without_notes() {
        survived(files::notes(&mut notes, &scored.audit, &config, &inputs, arguments.verbose)).map_err(unwritten)?;
    }
    if let Some(change) = &change {
        let unchanged = super::change::apply(change, &mut scored.audit, &plan, &inputs, today);
        scored = score_all(scored.audit, &standard, &config);
        if !arguments.without_notes() {
            let unchanged = crate::score::plural(u32::try_from(unchanged).unwrap_or(u32::MAX), "unchanged article");
            survived(notes.ours(&format!("note: {unchanged} not shown")).end().and_then(|()| notes.finish())).map_err(unwritten)?;
        }
    }
    let worse_than = arguments.no_worse_than.as_deref().map(|reference| Change::of(Asked::Since(reference), &inputs)).transpose()?;
    if let Some(change) = worse_than.as_ref().or(change.as_ref()) {
        let before = change.points_before(&plan, &inputs, &options);
        for (article, score) in scored.audit.articles.iter().zip(&mut scored.scores) {
            score.before = before.get(&article.path).copied();
        }
    }
    let report = Report {
        scored: &scored,
        standard: &standard,
        config: &config,
        limit: arguments.limit,
        explain: arguments.explain_score,
        verbose: arguments.verbose,
        quiet: arguments.quiet,
    };
    // Not before all is known: a run that fails leaves the report of the last one.
    let mut out = arguments.out(colour)?;
    let written = match arguments.sample {
        Some(size) => report.write_sample(Sample { size, seed: arguments.seed }, &mut out),
        None if arguments.statistics => report.write_statistics(&mut out),
        None if arguments.show_boilerplate => report.write_boilerplate(&mut out),
        None => report.write(format, &mut out),
    };
    survived(written).map_err(unwritten)?;
    for further in &arguments.output {
        let unwritten = |reason| Error::Write { path: Some(further.path.clone()), reason };
        let mut out = Output::file(&further.path, Colour::Never).map_err(unwritten)?;
        report.write(further.format, &mut out).map_err(unwritten)?;
    }
    // Only some of the annotations are shown: the page of the job has the summary.
    if let Some(path) = std::env::var_os(SUMMARY_VARIABLE).filter(|path| !path.is_empty() && format == Format::Github).map(PathBuf::from) {
        let unwritten = |reason| Error::Write { path: Some(path.clone()), reason };
        let mut out = Output::appended(&path).map_err(unwritten)?;
        report.write(Format::Markdown, &mut out).map_err(unwritten)?;
    }
    survived(write_errors(&mut notes, &scored.audit.errors)).map_err(unwritten)?;
    let gate = Gate {
        fail_on: arguments.fail_on,
        least: arguments.min_certified.unwrap_or(0),
        max_warnings: arguments.max_warnings,
        no_worse: worse_than.is_some(),
        require_articles: arguments.require_articles,
        exit_zero: arguments.exit_zero,
    };
    survived(gate.tell(&scored, &mut notes)).map_err(unwritten)?;
    Ok(gate.code(&scored))
}

/// Shows what would be repaired, and changes nothing.
fn shown(arguments: &Arguments, result: &Audit, fixed: &Fixed, plan: &Plan<'_>, notes: &mut Output, colour: Colour) -> Result<u8, Error> {
    let unwritten = |reason| Error::Write { path: arguments.output_file.clone(), reason };
    let mut out = arguments.out(colour)?;
    survived(fixed.show(&mut out)).map_err(unwritten)?;
    survived(fixed.would(notes, plan)).map_err(unwritten)?;
    let errors: Vec<ErrorEntry> = result.errors.iter().chain(&fixed.errors).cloned().collect();
    survived(write_errors(notes, &errors)).map_err(unwritten)?;
    Ok(if errors.is_empty() { u8::from(fixed.has_changes() && !arguments.exit_zero) } else { super::FAILED })
}

/// Reads the report of a link checker.
fn link_report(path: &Path) -> Result<Arc<LinkReport>, Error> {
    let failed = |reason: String| Error::LinkReport { path: path.to_path_buf(), reason };
    let text = std::fs::read_to_string(path).map_err(|error| failed(error.to_string()))?;
    LinkReport::of_json(&text).map(Arc::new).map_err(failed)
}

fn plural_of(findings: usize) -> String {
    crate::score::plural(u32::try_from(findings).unwrap_or(u32::MAX), "finding")
}
