//! What becomes of an audit: repaired, compared with what was there before, reported, judged.

use std::io;
use std::path::{Path, PathBuf};

use super::super::baseline;
use super::super::cached;
use super::super::change::{self, Asked, Change};
use super::super::fix::Fixed;
use super::super::gate::Gate;
use super::super::{Error, FAILED, files, survived};
use super::Arguments;
use crate::audit::{Audit, ErrorEntry, Inputs, Options, Plan, run as audit};
use crate::fix::Allowed;
use crate::report::{Colour, Format, Output, Report, Sample, write_errors};
use crate::score::{Scored, plural, score_all};

/// The variable that names the file for the page of a job on GitHub.
const SUMMARY_VARIABLE: &str = "GITHUB_STEP_SUMMARY";

/// A run behind its audit.
pub(super) struct Run<'r> {
    pub arguments: &'r Arguments,
    pub colour: Colour,
    pub plan: &'r Plan<'r>,
    pub inputs: &'r Inputs,
    pub options: Options<'r>,
    /// The change that the run is about, if it is about one.
    pub change: Option<Change>,
    /// Standard error.
    pub notes: Output,
}

impl Run<'_> {
    /// Takes an audit to the exit code of the run.
    pub fn end(mut self, mut result: Audit, format: Format) -> Result<u8, Error> {
        let arguments = self.arguments;
        if arguments.fix || arguments.diff {
            let fixed = self.fixes(&result)?;
            if arguments.diff {
                return self.preview(&result, &fixed);
            }
            result = self.repair(result, fixed)?;
        }
        if let Some(cache) = self.options.cache {
            cached::save(cache, self.plan, self.inputs, &mut self.notes, arguments.without_notes())?;
        }
        if arguments.show_files {
            return self.list_files(&result);
        }
        let scored = self.score(result)?;
        let worse_than =
            arguments.no_worse_than.as_deref().map(|reference| Change::of(Asked::Since(reference), self.inputs)).transpose()?;
        let scored = self.with_points_before(scored, worse_than.as_ref());
        self.write(&scored, format)?;
        let unwritten = self.unwritten();
        survived(write_errors(&mut self.notes, &scored.audit.errors)).map_err(&unwritten)?;
        let gate = Gate {
            fail_on: arguments.fail_on,
            least: arguments.min_certified.unwrap_or(0),
            max_warnings: arguments.max_warnings,
            no_worse: worse_than.is_some(),
            require_articles: arguments.require_articles,
            exit_zero: arguments.exit_zero,
        };
        survived(gate.tell(&scored, &mut self.notes)).map_err(&unwritten)?;
        Ok(gate.code(&scored))
    }

    /// Why the report could not be written.
    fn unwritten(&self) -> impl Fn(io::Error) -> Error + use<> {
        let path = self.arguments.output_file.clone();
        move |reason| Error::Write { path: path.clone(), reason }
    }

    /// A line about the run, unless nobody wants any.
    fn note(&mut self, line: &str) -> Result<(), Error> {
        if self.arguments.without_notes() {
            return Ok(());
        }
        survived(self.notes.ours(line).end().and_then(|()| self.notes.finish())).map_err(self.unwritten())
    }

    /// What can be repaired in the articles that the run is about.
    fn fixes(&self, result: &Audit) -> Result<Fixed, Error> {
        if self.inputs.stdin.is_some() {
            return Err(Error::FixesOfStandardInput);
        }
        let allowed = if self.arguments.unsafe_fixes { Allowed::All } else { Allowed::Safe };
        let is_asked = |path: &Path| self.change.as_ref().is_none_or(|change| change.has(path, &self.inputs.cwd));
        Ok(Fixed::new(result, self.plan, &self.inputs.cwd, allowed, self.options.today, &is_asked))
    }

    /// Shows what would be repaired, and changes nothing.
    fn preview(&mut self, result: &Audit, fixed: &Fixed) -> Result<u8, Error> {
        let unwritten = self.unwritten();
        let mut out = self.arguments.out(self.colour)?;
        survived(fixed.show(&mut out)).map_err(&unwritten)?;
        survived(fixed.would(&mut self.notes, self.plan)).map_err(&unwritten)?;
        let errors: Vec<ErrorEntry> = result.errors.iter().chain(&fixed.errors).cloned().collect();
        survived(write_errors(&mut self.notes, &errors)).map_err(&unwritten)?;
        Ok(if errors.is_empty() { u8::from(fixed.has_changes() && !self.arguments.exit_zero) } else { FAILED })
    }

    /// Writes what can be repaired, and audits once more what has changed.
    fn repair(&mut self, mut result: Audit, mut fixed: Fixed) -> Result<Audit, Error> {
        fixed.write(&self.plan.config.selection.root);
        survived(fixed.tell(&mut self.notes, self.plan)).map_err(|reason| Error::Write { path: None, reason })?;
        if fixed.has_changes() {
            result = audit(self.plan, self.inputs, &self.options);
        }
        result.errors.append(&mut fixed.errors);
        result.errors.sort_by(|one, other| one.path.cmp(&other.path));
        Ok(result)
    }

    /// Lists the files of the run instead of what is in them.
    fn list_files(&mut self, result: &Audit) -> Result<u8, Error> {
        let unwritten = self.unwritten();
        let mut out = self.arguments.out(self.colour)?;
        survived(files::write(&mut out, result, self.arguments.verbose)).map_err(&unwritten)?;
        survived(write_errors(&mut self.notes, &result.errors)).map_err(&unwritten)?;
        Ok(if result.errors.is_empty() { 0 } else { FAILED })
    }

    /// Scores what was found, what the baseline knows aside, as far as the change brought it.
    fn score(&mut self, result: Audit) -> Result<Scored, Error> {
        let (standard, config) = (self.plan.standard, self.plan.config);
        let mut scored = score_all(result, standard, config);
        let wants_baseline = !self.arguments.no_baseline && !self.arguments.configured.isolated;
        if let Some(known) = if wants_baseline { baseline::read(&config.selection.root)? } else { None } {
            // What articles claim of their score is judged by now; what is known changes no score, and is told apart from the rest.
            let stale = baseline::apply(&known, &mut scored.audit, self.plan, self.inputs);
            scored = score_all(scored.audit, standard, config);
            if stale > 0 {
                let findings = count_of(stale, "finding");
                let way_out = "`contentaudit baseline --prune` takes out what is gone";
                self.note(&format!("note: {findings} of the baseline no longer found: {way_out}"))?;
            }
        }
        if !self.arguments.without_notes() {
            let written = files::notes(&mut self.notes, &scored.audit, config, self.inputs, self.arguments.verbose);
            survived(written).map_err(self.unwritten())?;
        }
        if let Some(change) = &self.change {
            let unchanged = change::apply(change, &mut scored.audit, self.plan, self.inputs, self.options.today);
            scored = score_all(scored.audit, standard, config);
            self.note(&format!("note: {} not shown", count_of(unchanged, "unchanged article")))?;
        }
        Ok(scored)
    }

    /// Adds the points that articles had before the change that they are held against.
    fn with_points_before(&self, mut scored: Scored, worse_than: Option<&Change>) -> Scored {
        if let Some(change) = worse_than.or(self.change.as_ref()) {
            let before = change.points_before(self.plan, self.inputs, &self.options);
            for (article, score) in scored.audit.articles.iter().zip(&mut scored.scores) {
                score.before = before.get(&article.path).copied();
            }
        }
        scored
    }

    /// Writes all reports that are asked for.
    fn write(&self, scored: &Scored, format: Format) -> Result<(), Error> {
        let arguments = self.arguments;
        let report = Report {
            scored,
            standard: self.plan.standard,
            config: self.plan.config,
            limit: arguments.limit,
            explain: arguments.explain_score,
            verbose: arguments.verbose,
            quiet: arguments.quiet,
        };
        // Not before all is known: a run that fails leaves the report of the last one.
        let mut out = arguments.out(self.colour)?;
        let written = match arguments.sample {
            Some(size) => report.write_sample(Sample { size, seed: arguments.seed }, &mut out),
            None if arguments.statistics => report.write_statistics(&mut out),
            None if arguments.show_boilerplate => report.write_boilerplate(&mut out),
            None => report.write(format, &mut out),
        };
        survived(written).map_err(self.unwritten())?;
        for further in &arguments.output {
            let unwritten = |reason| Error::Write { path: Some(further.path.clone()), reason };
            let mut out = Output::file(&further.path, Colour::Never).map_err(unwritten)?;
            report.write(further.format, &mut out).map_err(unwritten)?;
        }
        // Only some of the annotations are shown: the page of the job has the summary.
        let page = std::env::var_os(SUMMARY_VARIABLE).filter(|path| !path.is_empty() && format == Format::Github).map(PathBuf::from);
        if let Some(path) = page {
            let unwritten = |reason| Error::Write { path: Some(path.clone()), reason };
            let mut out = Output::appended(&path).map_err(unwritten)?;
            report.write(Format::Markdown, &mut out).map_err(unwritten)?;
        }
        Ok(())
    }
}

fn count_of(number: usize, noun: &str) -> String {
    plural(u32::try_from(number).unwrap_or(u32::MAX), noun)
}
