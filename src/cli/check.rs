//! `check`: audits the arguments, writes the report, and says with the exit code whether the gate holds.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use clap::ValueEnum;
use jiff::civil::Date;

use super::cached::{self, Cached};
use super::change::{Asked, Change};
use super::configured::{Chosen, Configured};
use super::fix::Fixed;
use super::gate::{FailOn, Gate};
use super::inputs::{filed, inputs_of, library_of, today};
use super::progress::Progress;
use super::{Error, files, survived};
use crate::audit::{Audit, ErrorEntry, Options, Plan, run as audit};
use crate::fix::Allowed;
use crate::library::LinkReport;
use crate::report::{Colour, Format, Output, Report, Sample, write_errors};
use crate::score::score_all;

/// The variable that sets the output format.
const FORMAT_VARIABLE: &str = "CONTENTAUDIT_OUTPUT_FORMAT";

/// The variable that names the file for the page of a job on GitHub.
const SUMMARY_VARIABLE: &str = "GITHUB_STEP_SUMMARY";

/// Lines above and below a finding of a sample.
const AROUND: u32 = 4;

#[derive(clap::Args)]
#[allow(clippy::struct_excessive_bools, reason = "flags of a command line")]
pub(super) struct Arguments {
    /// Files and folders to audit; `-` reads standard input
    #[arg(value_name = "PATH", default_value = ".")]
    paths: Vec<PathBuf>,
    /// Name of the article on standard input; its extension says the format
    #[arg(long, value_name = "NAME", help_heading = "What to audit")]
    stdin_filename: Option<PathBuf>,
    /// Apply only these rules or all rules of these criteria
    #[arg(long, value_name = "RULE|CRITERION", value_delimiter = ',', help_heading = "What to audit")]
    select: Vec<String>,
    /// Apply these rules or all rules of these criteria as well
    #[arg(long, value_name = "RULE|CRITERION", value_delimiter = ',', help_heading = "What to audit")]
    extend_select: Vec<String>,
    /// Leave out these rules or all rules of these criteria
    #[arg(long, value_name = "RULE|CRITERION", value_delimiter = ',', help_heading = "What to audit")]
    ignore: Vec<String>,
    /// Leave out what the configuration excludes, even files named here: for hooks, which name every file of a change
    #[arg(long, help_heading = "What to audit")]
    force_exclude: bool,
    /// List what would be audited, and what is passed over and why
    #[arg(long, conflicts_with = "output", help_heading = "What to audit")]
    show_files: bool,
    #[command(flatten)]
    configured: Configured,
    /// Show each value of the configuration and where it comes from, instead of an audit
    #[arg(long, help_heading = "Configuration")]
    show_settings: bool,
    /// The day that dates are compared with [default: `SOURCE_DATE_EPOCH`, else today in UTC]
    #[arg(long, value_name = "YYYY-MM-DD", help_heading = "Configuration")]
    today: Option<Date>,
    /// Report the links that a link checker could not reach: its report, as `lychee --format json` writes it
    #[arg(long, value_name = "FILE", help_heading = "What to audit")]
    link_report: Option<PathBuf>,
    /// Form of the report [env: `CONTENTAUDIT_OUTPUT_FORMAT`] [default: text]
    #[arg(long, value_name = "FORMAT", help_heading = "Report")]
    output_format: Option<Format>,
    /// Write the report to a file
    #[arg(short, long, value_name = "FILE", help_heading = "Report")]
    output_file: Option<PathBuf>,
    /// Write a further report to a file; may be given several times
    #[arg(long, value_name = "FORMAT:PATH", value_parser = further, help_heading = "Report")]
    output: Vec<Further>,
    /// Exit with 1 when an article has fewer points than before the working tree parted from this commit or branch
    #[arg(long, value_name = "REF", help_heading = "Gate")]
    no_worse_than: Option<String>,
    /// Report only what the working tree brought since it parted from this commit or branch
    #[arg(long, value_name = "REF", group = "change", help_heading = "Gate")]
    since: Option<String>,
    /// Report only what the working tree brought since the last commit
    #[arg(long, group = "change", help_heading = "Gate")]
    changed: bool,
    /// Report only what the next commit will bring
    #[arg(long, group = "change", help_heading = "Gate")]
    staged: bool,
    /// Report the findings of the baseline like new ones
    #[arg(long, help_heading = "Gate")]
    no_baseline: bool,
    /// How many findings each rule has, instead of the findings
    #[arg(long, conflicts_with_all = ["output_format", "explain_score", "sample", "show_files", "diff"], help_heading = "Report")]
    statistics: bool,
    /// The passages that stand in many articles and count as the library's own words, instead of the findings
    #[arg(long, conflicts_with_all = ["output_format", "explain_score", "sample", "show_files", "diff", "statistics"], help_heading = "Report")]
    show_boilerplate: bool,
    /// With the ledger of each article: how its points came about (the JSON formats always have it)
    #[arg(long, help_heading = "Report")]
    explain_score: bool,
    /// How many articles the text report shows in full, worst first; 0: all
    #[arg(long, value_name = "N", default_value_t = 50, help_heading = "Report")]
    limit: usize,
    /// No summary and no notes
    #[arg(short, long, conflicts_with = "verbose", help_heading = "Report")]
    quiet: bool,
    /// Show N findings with more of their text around them, drawn evenly over the rules: to get to know the tool on a library, and to
    /// measure how many of its findings are right
    #[arg(long, value_name = "N", conflicts_with_all = ["output_format", "explain_score", "show_files"], help_heading = "Report")]
    sample: Option<usize>,
    /// Draw other findings; the same number draws the same ones
    #[arg(long, value_name = "NUMBER", default_value_t = 1, requires = "sample", help_heading = "Report")]
    seed: u64,
    /// Articles without findings too, and where the configuration comes from
    #[arg(short, long, help_heading = "Report")]
    verbose: bool,
    /// Repair what can be repaired without inventing text, then report what is left
    #[arg(long, conflicts_with_all = ["diff", "show_files", "sample", "staged"], help_heading = "Fixes")]
    fix: bool,
    /// Repair also where an editor should look at what comes out
    #[arg(long, help_heading = "Fixes")]
    unsafe_fixes: bool,
    /// Show what `--fix` would change and change nothing; exit with 1 when there is something
    #[arg(long, conflicts_with_all = ["show_files", "sample", "output_format", "explain_score", "output", "staged"], help_heading = "Fixes")]
    diff: bool,
    /// Exit with 1 when there is a finding of this severity or a higher one
    #[arg(long, value_name = "SEVERITY", default_value = "error", help_heading = "Gate")]
    fail_on: FailOn,
    /// Exit with 1 when an article has fewer points; drafts do not count
    #[arg(long, value_name = "POINTS", value_parser = points, help_heading = "Gate")]
    min_certified: Option<u32>,
    /// Exit with 1 when there are more warnings than this
    #[arg(long, value_name = "N", help_heading = "Gate")]
    max_warnings: Option<u32>,
    /// Exit with 0 whatever is found; failures still exit with 2
    #[arg(long, help_heading = "Gate")]
    exit_zero: bool,
    /// Worker threads [default: one for each processor]
    #[arg(short, long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=512), help_heading = "Run")]
    jobs: Option<u16>,
    #[command(flatten)]
    cached: Cached,
}

impl Arguments {
    /// Which change is asked for, if one is.
    fn asked(&self) -> Option<Asked<'_>> {
        match &self.since {
            Some(reference) => Some(Asked::Since(reference)),
            None if self.changed => Some(Asked::Changed),
            None => self.staged.then_some(Asked::Staged),
        }
    }

    /// Where the report goes.
    fn out(&self, colour: Colour) -> Result<Output, Error> {
        match &self.output_file {
            Some(path) => Output::file(path, colour).map_err(|reason| Error::Write { path: Some(path.clone()), reason }),
            None => Ok(Output::stdout(colour)),
        }
    }
}

/// A report besides the first: its form, and where it goes.
#[derive(Clone)]
struct Further {
    format: Format,
    path: PathBuf,
}

/// `sarif:report.sarif`.
fn further(text: &str) -> Result<Further, String> {
    let forms = || Format::value_variants().iter().filter_map(ValueEnum::to_possible_value).map(|form| form.get_name().to_owned());
    let wanted = || format!("write a form and a file, such as sarif:report.sarif; forms are {}", forms().collect::<Vec<_>>().join(", "));
    let (format, path) = text.split_once(':').filter(|(_, path)| !path.is_empty()).ok_or_else(wanted)?;
    Ok(Further { format: Format::from_str(format, false).map_err(|_| wanted())?, path: path.into() })
}

/// Points from 0 to 10, in ten-thousandths.
fn points(text: &str) -> Result<u32, String> {
    let wanted = || "write points from 0 to 10 with at most four decimals, such as 9.5".to_owned();
    let (whole, decimals) = text.split_once('.').unwrap_or((text, ""));
    if whole.is_empty() || decimals.len() > 4 || !format!("{whole}{decimals}").bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(wanted());
    }
    let points = format!("{whole}{decimals:0<4}").parse().map_err(|_| wanted())?;
    if points > 100_000 { Err(wanted()) } else { Ok(points) }
}

pub(super) fn run(arguments: &Arguments, colour: Colour) -> Result<u8, Error> {
    let format = match arguments.output_format {
        Some(format) => format,
        None => format_of_environment()?,
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
    let watched = notes.is_terminal() && !arguments.quiet;
    let has_link_report = arguments.link_report.is_some();
    let filed = if arguments.configured.isolated { Vec::new() } else { filed(&standard, &config, &inputs.cwd)? };
    let plan = Plan { filed, has_link_report, ..Plan::new(&standard, &config, &inputs.cwd)? };
    let cache = if arguments.show_files { None } else { arguments.cached.open(&plan, &inputs) };
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
        cached::save(cache, &plan, &inputs, &mut notes, arguments.quiet)?;
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
        if stale > 0 && !arguments.quiet {
            let line = format!(
                "note: {} of the baseline no longer found: `contentaudit baseline --prune` takes out what is gone",
                plural_of(stale)
            );
            survived(notes.ours(&line).end().and_then(|()| notes.finish())).map_err(unwritten)?;
        }
    }
    if !arguments.quiet {
        survived(files::notes(&mut notes, &scored.audit, &config, &inputs, arguments.verbose)).map_err(unwritten)?;
    }
    if let Some(change) = &change {
        let unchanged = super::change::apply(change, &mut scored.audit, &plan, &inputs, today);
        scored = score_all(scored.audit, &standard, &config);
        if !arguments.quiet {
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

fn format_of_environment() -> Result<Format, Error> {
    let Some(value) = std::env::var_os(FORMAT_VARIABLE).filter(|value| !value.is_empty()) else { return Ok(Format::default()) };
    value
        .to_str()
        .and_then(|value| Format::from_str(value, false).ok())
        .ok_or(Error::Environment { name: FORMAT_VARIABLE, wanted: "a form of `--output-format`, such as text, json or sarif" })
}

#[cfg(test)]
mod tests {
    use super::points;

    #[test]
    fn points_have_at_most_four_decimals() {
        assert_eq!([points("9"), points("9.5"), points("0.0001"), points("10")].map(Result::unwrap), [90_000, 95_000, 1, 100_000]);
        assert!(["10.1", "-1", "9,5", "9.00001", "", "1e1"].iter().all(|text| points(text).is_err()));
    }
}
