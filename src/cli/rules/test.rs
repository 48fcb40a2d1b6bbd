//! `rules --test`: the team's own rules in, a line for each example that does not show what it says out.

use std::io;

use crate::cli::{Error, ended};
use crate::report::Output;
use crate::rule::proof::{Failure, Proven, prove};
use crate::rule::{Form, Rule, Standard};
use crate::score::plural;

/// Lines of a converted example that are shown.
const LINES: usize = 12;

pub(super) fn run(out: &mut Output, standard: &Standard) -> Result<u8, Error> {
    let mut proven: Vec<(&Rule, Proven)> = Vec::new();
    for (_, rule) in standard.own() {
        proven.push((rule, prove(rule, standard)?));
    }
    if proven.is_empty() {
        return Err(Error::NoOwnRules);
    }
    ended(write(out, &proven).and_then(|()| out.finish()), u8::from(proven.iter().any(|(_, proven)| !proven.failures.is_empty())))
}

fn write(out: &mut Output, all: &[(&Rule, Proven)]) -> io::Result<()> {
    for (rule, proven) in all {
        for failure in &proven.failures {
            write_failure(out, rule, failure)?;
        }
    }
    let count = |number: usize, noun: &str| plural(u32::try_from(number).unwrap_or(u32::MAX), noun);
    let sum = |of: fn(&Proven) -> usize| all.iter().map(|(_, proven)| of(proven)).sum::<usize>();
    let examples = count(sum(|proven| proven.examples), "example");
    let failed = sum(|proven| proven.failures.len());
    let ended = if failed == 0 { "all hold".to_owned() } else { count(failed, "failure") };
    out.ours(&format!("{examples} of {}, {}: {ended}", count(all.len(), "rule"), count(sum(|proven| proven.proofs), "proof"))).end()?;
    let silent: Vec<&str> = all.iter().filter(|(_, proven)| proven.examples == 0).map(|(rule, _)| rule.article.id.as_str()).collect();
    if !silent.is_empty() {
        out.ours(&format!("without an example: {}", silent.join(", "))).end()?;
    }
    Ok(())
}

fn write_failure(out: &mut Output, rule: &Rule, failure: &Failure) -> io::Result<()> {
    out.ours(&rule.article.id).ours(" › ").quoted(&failure.heading).end()?;
    out.ours("  ");
    if let Some(file) = rule.file() {
        out.path(file).ours(&format!(":{}", failure.line));
    }
    if !failure.failed.is_empty() {
        out.ours(&format!(", as {}", names(&failure.failed, ", ")));
    }
    out.ours(": ").quoted(&failure.what).end()?;
    let Some(text) = &failure.text else { return out.end() };
    for line in text.lines().take(LINES) {
        out.ours("  | ").quoted(line).end()?;
    }
    if text.lines().nth(LINES).is_some() {
        out.ours("  | …").end()?;
    }
    let forms = names(&failure.held, " ");
    out.ours(&format!("  help: where it cannot hold in this form, forms=\"{forms}\" behind the verdict leaves the form out")).end()?;
    out.end()
}

fn names(forms: &[Form], between: &str) -> String {
    forms.iter().map(|form| form.name()).collect::<Vec<_>>().join(between)
}
