//! The run: reads the articles, checks each, checks the library, settles overlaps and sorts. An [`Audit`] comes out, of
//! which every output is a view.

use serde::{Deserialize, Serialize};
use std::path::{Path, PathBuf};

use crate::document::{Language, MainContent};
use crate::finding::{Finding, Place, RuleId};
use crate::rule::{Criterion, ScoreClaim};
use crate::source::{Format, ReadError, Skipped, WalkError};

mod across;
mod article;
mod batch;
mod inputs;
mod no_article;
mod place;
mod placed;
mod plan;
mod recorded;
mod run;
mod settle;
mod single;
mod slots;
mod waive;

pub use inputs::{Inputs, real};
pub use plan::{Plan, PlanError};
pub use run::{Options, run};
pub use single::{Single, single};
pub use waive::{PlacedWaiver, Waived};

/// A set of criteria.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct CriterionSet(u16);

impl CriterionSet {
    /// Adds a criterion.
    pub const fn insert(&mut self, criterion: Criterion) {
        self.0 |= 1 << criterion.index();
    }

    /// Whether the criterion is in the set.
    #[must_use]
    pub const fn has(self, criterion: Criterion) -> bool {
        self.0 & (1 << criterion.index()) != 0
    }
}

/// Whether an article can be audited at all.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Auditable {
    /// It was read to its end and has text.
    #[default]
    Yes,
    /// It has no readable body text.
    NoText,
    /// A limit stopped the reading.
    PartOnly,
}

/// An article and what was found in it.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Audited {
    /// As messages show it.
    #[serde(skip)]
    pub path: PathBuf,
    /// Its form.
    pub format: Format,
    /// What it calls itself.
    pub title: Option<Box<str>>,
    /// Words of its body.
    pub words: u32,
    /// A draft: checked, but not part of the library's distribution.
    pub draft: bool,
    /// Its language, and how it is known.
    pub language: Language,
    /// How its main content was found.
    pub main: MainContent,
    /// Settled findings, by place and rule.
    pub findings: Vec<Finding>,
    /// What the article claims of its own score, each as the finding that it becomes when the score does not bear it out.
    pub claims: Vec<(ScoreClaim, Finding)>,
    /// Findings that the baseline knows: they are not told, and cost what they cost.
    pub known: Vec<Finding>,
    /// Findings that the article waives with a reason: they cost nothing.
    pub waived: Vec<Waived>,
    /// The waivers of the article.
    pub waivers: Vec<PlacedWaiver>,
    /// Findings of a rule beyond the limit of findings that are kept; they count as the rule's severity.
    pub beyond: Vec<(RuleId, u32)>,
    /// Criteria that something in the article concerns.
    pub concerned: CriterionSet,
    /// Criteria that could not be audited for want of words of its language.
    pub wordless: CriterionSet,
    /// Criteria that the configuration does not ask this article for.
    pub off: CriterionSet,
    /// Whether it can be audited.
    pub auditable: Auditable,
}

/// A passage that stands in many articles.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Common {
    /// The first of them, as messages show it.
    pub path: Box<str>,
    /// Where it stands there.
    pub place: Place,
    /// What it says, cut short.
    pub words: Box<str>,
    /// In how many articles it stands.
    pub articles: usize,
}

/// What could not be audited, or not whole.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ErrorEntry {
    /// As messages show it.
    pub path: PathBuf,
    /// `unreadable`, `encoding`, `limit` or `internal`.
    pub kind: &'static str,
    /// What happened.
    pub message: String,
    /// What the user can do.
    pub way_out: String,
}

impl ErrorEntry {
    /// The entry of an article that could not be read.
    #[must_use]
    pub fn of_reading(path: &Path, error: &ReadError) -> Self {
        Self { path: path.to_path_buf(), kind: error.kind(), message: error.to_string(), way_out: error.way_out() }
    }
}

impl From<WalkError> for ErrorEntry {
    fn from(error: WalkError) -> Self {
        Self {
            path: error.shown,
            kind: "unreadable",
            message: format!("cannot read it: {}", error.why),
            way_out: "check that it exists and that you may read it".to_owned(),
        }
    }
}

/// The result of a run.
#[derive(Clone, Debug, Default)]
pub struct Audit {
    /// Articles in path order; each in memory where it was made, since there are many.
    pub articles: Vec<Box<Audited>>,
    /// What could not be audited, in path order; any of them makes exit code 2.
    pub errors: Vec<ErrorEntry>,
    /// Files that are no articles (data, redirects, layouts, licences) or excluded, with the reason.
    pub passed_over: Vec<Skipped>,
    /// Files of other extensions, counted.
    pub others: usize,
    /// Criteria that no rule of this run looks at, or that need a library and have none.
    pub not_audited: CriterionSet,
    /// Passages that stand in many articles, if they were asked for; those in most articles first.
    pub boilerplate: Vec<Common>,
    /// Lines of the file of waivers that are for nothing that is there.
    pub lost_waivers: Vec<u32>,
    /// The day that dates were compared with, ISO.
    pub date: String,
}
