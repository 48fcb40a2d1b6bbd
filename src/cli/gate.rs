//! The exit code, taken from the same object as every report.

use std::io;

use crate::config::decimal;
use crate::report::Output;
use crate::score::Scored;

/// From which severity on a finding fails the run.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, clap::ValueEnum)]
pub(super) enum FailOn {
    /// Errors.
    #[default]
    Error,
    /// Warnings and errors.
    Warning,
    /// Any finding.
    Info,
    /// No finding.
    Never,
}

/// What a run must hold.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Gate {
    pub(super) fail_on: FailOn,
    /// Points that every article but drafts needs, in ten-thousandths.
    pub(super) least: u32,
    /// Warnings that are let through, at most.
    pub(super) max_warnings: Option<u32>,
    /// No article may have fewer points than before.
    pub(super) no_worse: bool,
    /// There must be an article.
    pub(super) require_articles: bool,
    /// Findings never fail the run.
    pub(super) exit_zero: bool,
}

/// Articles with fewer points than before that are told one by one.
const TOLD: usize = 10;

impl Gate {
    /// Says which articles have fewer points than before, if that fails the run.
    pub(super) fn tell(self, scored: &Scored, notes: &mut Output) -> io::Result<()> {
        let worse = || {
            let articles = scored.audit.articles.iter().zip(&scored.scores);
            articles
                .filter_map(|(article, score)| Some((&article.path, score.before.filter(|before| score.points < *before)?, score.points)))
        };
        let number = worse().count();
        if !self.no_worse || number == 0 {
            return Ok(());
        }
        for (path, before, now) in worse().take(TOLD) {
            notes
                .ours("worse than before: ")
                .path(path)
                .ours(&format!(", {} points instead of {}", decimal(now), decimal(before)))
                .end()?;
        }
        if number > TOLD {
            notes.ours(&format!("worse than before: {} more articles", number - TOLD)).end()?;
        }
        notes.finish()
    }

    /// 0, 1 or 2.
    pub(super) fn code(self, scored: &Scored) -> u8 {
        if !scored.audit.errors.is_empty() {
            return super::FAILED;
        }
        // What the baseline knows stops nobody.
        let counts = scored.library.counts.without(scored.library.known);
        let found = match self.fail_on {
            FailOn::Error => counts.errors,
            FailOn::Warning => counts.errors + counts.warnings,
            FailOn::Info => counts.all(),
            FailOn::Never => 0,
        };
        let below = scored.audit.articles.iter().zip(&scored.scores).any(|(article, score)| !article.draft && score.points < self.least);
        let too_many = self.max_warnings.is_some_and(|most| counts.warnings > most);
        let worse = self.no_worse && scored.scores.iter().any(|score| score.before.is_some_and(|before| score.points < before));
        let nothing = self.require_articles && scored.audit.articles.is_empty();
        u8::from((found > 0 || below || too_many || worse || nothing) && !self.exit_zero)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::audit::{Audit, ErrorEntry};
    use crate::score::{Counts, Distribution};

    fn scored(errors: u32, warnings: u32, infos: u32) -> Scored {
        let library = Distribution { counts: Counts { errors, warnings, infos }, ..Distribution::default() };
        Scored { audit: Audit::default(), scores: Vec::new(), library }
    }

    fn code(fail_on: FailOn, scored: &Scored) -> u8 {
        Gate { fail_on, ..Gate::default() }.code(scored)
    }

    #[test]
    fn only_findings_of_the_asked_severity_fail_the_run() {
        let warnings = scored(0, 2, 1);
        assert_eq!([FailOn::Error, FailOn::Warning, FailOn::Info, FailOn::Never].map(|on| code(on, &warnings)), [0, 1, 1, 0]);
        let most = |max_warnings| Gate { max_warnings: Some(max_warnings), ..Gate::default() }.code(&warnings);
        assert_eq!([most(1), most(2)], [1, 0]);
        assert_eq!(code(FailOn::Error, &scored(1, 0, 0)), 1);
        assert_eq!(Gate { exit_zero: true, ..Gate::default() }.code(&scored(1, 0, 0)), 0);
    }

    #[test]
    fn what_could_not_be_read_is_two_whatever_else_is_said() {
        let mut scored = scored(1, 0, 0);
        scored.audit.errors.push(ErrorEntry {
            path: "notes/quay.md".into(),
            kind: "unreadable",
            message: String::new(),
            way_out: String::new(),
        });
        assert_eq!(Gate { exit_zero: true, ..Gate::default() }.code(&scored), 2);
    }
}
