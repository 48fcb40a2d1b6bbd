//! The library in a few lines: how many articles, their points, the most frequent rules and the cheapest fix.

use std::io;

use anstyle::Style;

use super::layout::{COLUMNS, counted, number, wrap_parts};
use super::output::Output;
use super::{Report, escape};
use crate::audit::Audited;
use crate::config::STANDARD;
use crate::score::{Score, Verdict, display_points, plural};

/// Columns of the words at the left.
const LEFT: usize = 10;

/// Rules that are named as most frequent.
const MOST: usize = 5;

pub(super) fn write(out: &mut Output, report: &Report<'_>) -> io::Result<()> {
    let (audit, library) = (&report.scored.audit, &report.scored.library);
    let is_clean =
        |(article, score): &(&Audited, &Score)| !article.draft && score.counts.all() == 0 && score.verdict != Verdict::NotAuditable;
    let clean = audit.articles.iter().zip(&report.scored.scores).filter(is_clean).count() as u64;
    let mut line = format!("{}, {} certified", counted(library.articles, "article"), number(library.certified));
    for (count, words) in [(u64::from(library.not_auditable), "not auditable"), (clean, "without findings")] {
        if count > 0 {
            line.push_str(&format!(", {} {words}", number(count)));
        }
    }
    if let Some(points) = library.points {
        let [lowest, median, highest] = [points.lowest, points.median, points.highest].map(display_points);
        if library.articles == 1 {
            line.push_str(&format!(" · {lowest} points"));
        } else {
            line.push_str(&format!(" · points {lowest} to {highest}, median {median}"));
        }
    }
    row(out, "library", &line)?;
    if library.drafts > 0 {
        row(out, "drafts", &format!("{}, checked but not part of the library's points", counted(library.drafts, "draft")))?;
    }
    let counts = library.counts;
    row(
        out,
        "findings",
        &format!("{}, {}, {}", counted(counts.errors, "error"), counted(counts.warnings, "warning"), counted(counts.infos, "info")),
    )?;
    if !library.by_rule.is_empty() {
        let most: Vec<String> =
            library.by_rule.iter().take(MOST).map(|(rule, count)| format!("{} {}", report.standard.id(*rule), number(*count))).collect();
        row(out, "most", &most.join(", "))?;
    }
    if let Some((index, charge)) = &library.cheapest
        && let Some(article) = audit.articles.get(*index)
    {
        let path = escape::quoted(&escape::path_text(&article.path)).into_owned();
        let fixes = plural(charge.counts.all(), "finding");
        let rule = report.standard.id(charge.rule);
        row(out, "cheapest", &format!("{path} regains {} points by fixing {fixes} ({rule})", display_points(charge.regained)))?;
    }
    let passed = audit.passed_over.len() as u64;
    if passed > 0 {
        row(out, "passed", &format!("over {}: `--show-files` lists them and says why", counted(passed, "file")))?;
    }
    if !audit.errors.is_empty() {
        row(out, "failed", &format!("{} could not be audited, or not whole: see the errors", counted(audit.errors.len() as u64, "file")))?;
    }
    let profile = &report.config.profile;
    let mut line =
        format!("{STANDARD}, profile {} ({}) · date used {}", escape::quoted(&profile.name), escape::quoted(&profile.hash), audit.date);
    if !profile.changes.is_empty() {
        let changes: Vec<String> = profile.changes.iter().map(|change| escape::quoted(change).into_owned()).collect();
        line.push_str(&format!(" · changed: {}", changes.join(", ")));
    }
    row(out, "standard", &line)
}

/// A word at the left and its text behind it, wrapped below itself.
fn row(out: &mut Output, word: &str, text: &str) -> io::Result<()> {
    for (index, line) in wrap_parts(text, COLUMNS - LEFT).iter().enumerate() {
        if index == 0 {
            out.style(Style::new().bold()).ours(word).plain().ours(&" ".repeat(LEFT - word.len()));
        } else {
            out.ours(&" ".repeat(LEFT));
        }
        out.ours(line).end()?;
    }
    Ok(())
}
