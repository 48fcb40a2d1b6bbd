//! The result of a run in each format. All formats are views of one [`Scored`]; none counts again.

use std::io;

use crate::config::Config;
use crate::rule::Standard;
use crate::score::Scored;

mod boilerplate;
mod concise;
mod errors;
mod escape;
mod excerpt;
mod facts;
mod github;
mod gitlab;
mod json;
mod layout;
mod ledger;
mod links;
mod listed;
mod markdown;
mod names;
mod output;
mod rdjson;
mod sampled;
mod sarif;
mod score_line;
mod statistics;
mod summary;
mod text;
mod xml;

#[cfg(test)]
mod sample;
#[cfg(test)]
mod tests;

pub use errors::{write_errors, write_problems};
pub use escape::{path_text, quoted};
pub use facts::{FactsForm, FactsList};
pub use layout::{COLUMNS, wrap};
pub use links::{LinksForm, LinksList};
pub use names::main_content_words;
pub use output::{Colour, Output};
pub use score_line::score_line;

/// A form of the report.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, clap::ValueEnum)]
pub enum Format {
    /// For editors: excerpts, worst article first.
    #[default]
    Text,
    /// One line per finding, always complete.
    Concise,
    /// One object.
    Json,
    /// One article a line.
    Jsonl,
    /// SARIF 2.1.0, for code scanning.
    Sarif,
    /// Annotations of a GitHub workflow.
    Github,
    /// The code quality report of GitLab.
    Gitlab,
    /// For build services: an article is a suite, a finding a test that failed.
    Junit,
    /// For build services: findings at lines.
    Checkstyle,
    /// For reviewdog.
    Rdjson,
    /// For reviewdog, one finding a line.
    Rdjsonl,
    /// A summary for the page of a job.
    Markdown,
}

/// A few findings to read instead of all.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sample {
    /// How many.
    pub size: usize,
    /// Which: the same seed draws the same findings.
    pub seed: u64,
}

/// A result, with what it was made by and how much of it to show.
pub struct Report<'a> {
    /// The result.
    pub scored: &'a Scored,
    /// The rules.
    pub standard: &'a Standard,
    /// The configuration of the run.
    pub config: &'a Config,
    /// Articles that the text shows in full; 0: all.
    pub limit: usize,
    /// With the ledger of each article.
    pub explain: bool,
    /// With the score line of articles that have no findings.
    pub verbose: bool,
    /// Without the summary.
    pub quiet: bool,
}

impl Report<'_> {
    /// Writes the report.
    ///
    /// # Errors
    /// When the stream does not take it.
    pub fn write(&self, format: Format, out: &mut Output) -> io::Result<()> {
        match format {
            Format::Text => text::write(out, self),
            Format::Concise => concise::write(out, self),
            Format::Json => json::write(out, self),
            Format::Jsonl => json::write_lines(out, self),
            Format::Sarif => sarif::write(out, self),
            Format::Github => github::write(out, self),
            Format::Gitlab => gitlab::write(out, self),
            Format::Junit => xml::write_junit(out, self),
            Format::Checkstyle => xml::write_checkstyle(out, self),
            Format::Rdjson => rdjson::write(out, self),
            Format::Rdjsonl => rdjson::write_lines(out, self),
            Format::Markdown => markdown::write(out, self),
        }?;
        out.finish()
    }

    /// Writes how many findings each rule has, instead of the findings.
    ///
    /// # Errors
    /// When the stream does not take it.
    pub fn write_statistics(&self, out: &mut Output) -> io::Result<()> {
        statistics::write(out, self)?;
        out.finish()
    }

    /// Writes the passages that stand in many articles.
    ///
    /// # Errors
    /// When the output does not take them.
    pub fn write_boilerplate(&self, out: &mut Output) -> io::Result<()> {
        boilerplate::write(out, self)?;
        out.finish()
    }

    /// Writes a sample of the findings for reading, drawn evenly over the rules.
    ///
    /// # Errors
    /// When the stream does not take it.
    pub fn write_sample(&self, sample: Sample, out: &mut Output) -> io::Result<()> {
        sampled::write(out, self, sample)?;
        out.finish()
    }
}
