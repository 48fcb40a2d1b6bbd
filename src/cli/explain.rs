//! `explain`: the article of a rule as it stands, its declaration in front.

use std::io;
use std::path::PathBuf;

use super::configured::Configured;
use super::{Error, ended};
use crate::checks;
use crate::config::nearest;
use crate::report::{COLUMNS, Colour, Output, path_text, wrap};
use crate::rule::{Criterion, Rule, Standard};

/// Columns of the words at the left.
const LEFT: usize = 11;

#[derive(clap::Args)]
pub(super) struct Arguments {
    /// A rule, or a criterion for its rules
    #[arg(value_name = "RULE|CRITERION")]
    name: String,
    #[command(flatten)]
    configured: Configured,
}

pub(super) fn run(arguments: &Arguments, colour: Colour) -> Result<u8, Error> {
    let built_in = checks::standard()?;
    // What a built-in rule does is said whatever is the matter with the configuration, which may be why it is asked.
    let standard = if built_in.find(&arguments.name).is_some() {
        built_in
    } else {
        let cwd = std::env::current_dir().map_err(Error::WorkingDirectory)?;
        arguments.configured.standard(&[PathBuf::from(".")], &cwd)?
    };
    let mut out = Output::stdout(colour);
    let written = if let Some(rule) = standard.find(&arguments.name).and_then(|id| standard.rule(id)) {
        write(&mut out, rule)
    } else if let Some(criterion) = Criterion::of_name(&arguments.name) {
        super::rules::criterion(&mut out, &standard, criterion)
    } else {
        return Err(Error::UnknownRule { name: arguments.name.clone(), nearest: near(&arguments.name, &standard) });
    };
    ended(written.and_then(|()| out.finish()), 0)
}

fn near(name: &str, standard: &Standard) -> Option<String> {
    let known = standard.rules().map(|(_, rule)| rule.article.id.as_str()).chain(Criterion::ALL.map(Criterion::name));
    nearest(name, known).map(str::to_owned)
}

fn write(out: &mut Output, rule: &Rule) -> io::Result<()> {
    let article = &rule.article;
    let mut row = |word: &str, text: &str| {
        let lines = wrap(text, COLUMNS - LEFT, COLUMNS - LEFT);
        lines.iter().enumerate().try_for_each(|(index, line)| {
            let word = if index == 0 { word } else { "" };
            out.ours(&format!("{word:<LEFT$}")).quoted(line).end()
        })
    };
    row("rule", &article.id)?;
    if let Some(file) = rule.file() {
        row("file", &path_text(file))?;
    }
    row("criterion", &format!("{} – {}", article.criterion.name(), article.criterion.question()))?;
    let severity = article.severity.name();
    row("severity", &if article.off { format!("off; {severity} where it is asked for") } else { severity.to_owned() })?;
    row("help", &article.help)?;
    if let Some(precision) = &article.precision {
        row("precision", precision)?;
    }
    let languages = if article.languages.is_empty() { "all: it reads no words".to_owned() } else { article.languages.join(", ") };
    row("languages", &languages)?;
    if !article.forms.is_empty() {
        let forms: Vec<&str> = article.forms.iter().map(|form| form.name()).collect();
        row("forms", &forms.join(", "))?;
    }
    if !article.outranks.is_empty() {
        row("outranks", &article.outranks.join(", "))?;
    }
    for (key, value) in &article.options {
        row("option", &format!("{key} = {value}"))?;
    }
    out.end()?;
    for line in article.body.trim_end().split('\n') {
        out.quoted(line).end()?;
    }
    Ok(())
}
