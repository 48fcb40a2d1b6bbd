//! The library in a few lines: how many articles, their points, the most frequent rules and the cheapest fix.

use std::io;

use anstyle::Style;

use super::layout::{COLUMNS, counted, number, wrap_parts};
use super::output::Output;
use super::{Report, escape};
use crate::audit::Audited;
use crate::config::STANDARD;
use crate::finding::Safety;
use crate::score::{Score, Verdict, display_points, plural};

/// Columns of the words at the left.
const LEFT: usize = 10;

/// Rules that are named as most frequent.
const MOST: usize = 5;

pub(super) fn write(out: &mut Output, report: &Report<'_>) -> io::Result<()> {
    let (audit, library) = (&report.scored.audit, &report.scored.library);
    let is_clean =
        |(article, score): &(&Audited, &Score)| !article.draft && score.counts.all() == 0 && score.verdict != Verdict::NotAuditable;
    let clean = audit.articles.iter().map(Box::as_ref).zip(&report.scored.scores).filter(is_clean).count() as u64;
    let mut words = vec![counted(library.articles, "article"), format!("{} certified", number(library.certified))];
    for (count, what) in [(u64::from(library.not_auditable), "not auditable"), (clean, "without findings")] {
        if count > 0 {
            words.push(format!("{} {what}", number(count)));
        }
    }
    let mut parts = vec![words.join(", ")];
    if let Some(points) = library.points {
        let [lowest, median, highest] = [points.lowest, points.median, points.highest].map(display_points);
        parts.push(if library.articles == 1 {
            format!("{lowest} points")
        } else {
            format!("points {lowest} to {highest}, median {median}")
        });
    }
    row(out, "library", &parts)?;
    if library.drafts > 0 {
        row(out, "drafts", &[format!("{}, checked but not part of the library's points", counted(library.drafts, "draft"))])?;
    }
    let counts = library.counts;
    let found = [counted(counts.errors, "error"), counted(counts.warnings, "warning"), counted(counts.infos, "info")];
    row(out, "findings", &[found.join(", ")])?;
    let known = library.known.all();
    if known > 0 {
        row(out, "known", &[format!("{} that were there before, not shown", counted(known, "finding"))])?;
    }
    let waived = audit.articles.iter().map(|article| article.waived.len() as u64).sum::<u64>();
    if waived > 0 {
        row(out, "waived", &[format!("{}, each with a reason", counted(waived, "finding"))])?;
    }
    if !library.by_rule.is_empty() {
        let most: Vec<String> =
            library.by_rule.iter().take(MOST).map(|(rule, count)| format!("{} {}", report.standard.id(*rule), number(*count))).collect();
        row(out, "most", &[most.join(", ")])?;
    }
    let fixes = || audit.articles.iter().flat_map(|article| &article.findings).filter_map(|finding| finding.fix.as_ref());
    let safe = fixes().filter(|fix| fix.safety == Safety::Safe).count() as u64;
    let not_safe = fixes().count() as u64 - safe;
    let with = [(safe, "--fix"), (not_safe, "--unsafe-fixes")].into_iter().filter(|(count, _)| *count > 0);
    let with: Vec<String> = with.map(|(count, flag)| format!("{} with {flag}", counted(count, "finding"))).collect();
    if !with.is_empty() {
        row(out, "fixable", &[with.join(", ")])?;
    }
    if let Some((index, charge)) = &library.cheapest
        && let Some(article) = audit.articles.get(*index)
    {
        let path = escape::quoted(&escape::path_text(&article.path)).into_owned();
        let fixes = plural(charge.counts.all(), "finding");
        let rule = report.standard.id(charge.rule);
        let line = format!("{path} regains {} points by fixing {fixes} ({rule})", display_points(charge.regained));
        row(out, "cheapest", &[line])?;
    }
    let passed = audit.passed_over.len() as u64;
    if passed > 0 {
        row(out, "passed", &[format!("over {}: `--show-files` lists them and says why", counted(passed, "file"))])?;
    }
    if !audit.errors.is_empty() {
        let failed = counted(audit.errors.len() as u64, "file");
        row(out, "failed", &[format!("{failed} could not be audited, or not whole: see the errors")])?;
    }
    let profile = &report.config.profile;
    let mut parts = vec![
        format!("{STANDARD}, profile {} ({})", escape::quoted(&profile.name), escape::quoted(&profile.hash)),
        format!("date used {}", audit.date),
    ];
    if !profile.changes.is_empty() {
        let changes: Vec<String> = profile.changes.iter().map(|change| escape::quoted(change).into_owned()).collect();
        parts.push(format!("changed: {}", changes.join(", ")));
    }
    row(out, "standard", &parts)
}

/// A word at the left and its text behind it, wrapped below itself.
fn row(out: &mut Output, word: &str, parts: &[String]) -> io::Result<()> {
    for (index, line) in wrap_parts(parts, COLUMNS - LEFT).iter().enumerate() {
        if index == 0 {
            out.style(Style::new().bold()).ours(word).plain().ours(&" ".repeat(LEFT - word.len()));
        } else {
            out.ours(&" ".repeat(LEFT));
        }
        out.ours(line).end()?;
    }
    Ok(())
}
