//! `rules`: all rules by criterion, the team's own with their files.

use std::borrow::Cow;
use std::io;
use std::path::PathBuf;

use anstyle::Style;
use serde::Serialize;

use super::configured::Configured;
use super::{Error, ended};
use crate::report::{Colour, Output, path_text};
use crate::rule::{Criterion, Standard};
use crate::score::display_points;

mod test;

#[derive(clap::Args)]
pub(super) struct Arguments {
    /// A file or folder of the library whose own rules are listed as well
    #[arg(value_name = "PATH", default_value = ".")]
    path: PathBuf,
    #[command(flatten)]
    configured: Configured,
    /// Run the examples of the team's own rules, and exit with 1 when one does not show what it says
    #[arg(long, conflicts_with = "output_format")]
    test: bool,
    /// Form of the list
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    output_format: Form,
}

#[derive(Clone, Copy, clap::ValueEnum)]
enum Form {
    /// For people
    Text,
    /// A list of objects
    Json,
}

#[derive(Serialize)]
struct Row<'a> {
    rule: &'a str,
    criterion: &'static str,
    severity: &'static str,
    title: &'a str,
    help: &'a str,
    languages: &'a [String],
    precision: Option<&'a str>,
    /// Where a rule of the team's own is written.
    #[serde(skip_serializing_if = "Option::is_none")]
    file: Option<Cow<'a, str>>,
}

pub(super) fn run(arguments: &Arguments, colour: Colour) -> Result<u8, Error> {
    let cwd = std::env::current_dir().map_err(Error::WorkingDirectory)?;
    let standard = arguments.configured.standard(std::slice::from_ref(&arguments.path), &cwd)?;
    let mut out = Output::stdout(colour);
    if arguments.test {
        return test::run(&mut out, &standard);
    }
    let written = match arguments.output_format {
        Form::Text => Criterion::ALL.into_iter().try_for_each(|one| criterion(&mut out, &standard, one)),
        Form::Json => json(&mut out, &standard),
    };
    ended(written.and_then(|()| out.finish()), 0)
}

/// A criterion with its rules.
pub(super) fn criterion(out: &mut Output, standard: &Standard, criterion: Criterion) -> io::Result<()> {
    out.style(Style::new().bold()).ours(criterion.name()).plain();
    out.ours(&format!(" ({})  {}", display_points(criterion.weight()), criterion.question())).end()?;
    let mut rules: Vec<_> = standard.rules().filter(|(_, rule)| rule.article.criterion == criterion).collect();
    rules.sort_by_key(|(id, rule)| (std::cmp::Reverse(rule.article.severity), *id));
    for (_, rule) in &rules {
        let article = &rule.article;
        out.ours(&format!("  {:<7}  {:<24}  ", article.default_severity(), article.id)).quoted(&article.title);
        if let Some(file) = rule.file() {
            out.ours(" (").path(file).ours(")");
        }
        out.end()?;
    }
    if rules.is_empty() {
        out.ours("  no rule yet").end()?;
    }
    out.end()
}

fn json(out: &mut Output, standard: &Standard) -> io::Result<()> {
    out.ours("[").end()?;
    for (index, (_, rule)) in standard.rules().enumerate() {
        let article = &rule.article;
        let row = Row {
            rule: &article.id,
            criterion: article.criterion.name(),
            severity: article.default_severity(),
            title: &article.title,
            help: &article.help,
            languages: &article.languages,
            precision: article.precision.as_deref(),
            file: rule.file().map(path_text),
        };
        let comma = if index + 1 < standard.len() { "," } else { "" };
        out.ours(&serde_json::to_string(&row)?).ours(comma).end()?;
    }
    out.ours("]").end()
}
