//! A summary in Markdown, for the page of a job and for comments.

use std::cmp::Reverse;
use std::io;

use super::layout::{counted, number};
use super::output::Output;
use super::{Report, escape};
use crate::config::STANDARD;
use crate::score::display_points;

/// Articles that are named, worst first.
const ARTICLES: usize = 20;
/// Rules that are named, most frequent first.
const RULES: usize = 10;

pub(super) fn write(out: &mut Output, report: &Report<'_>) -> io::Result<()> {
    let (audit, library) = (&report.scored.audit, &report.scored.library);
    let counts = library.counts;
    out.ours("## contentaudit").end()?;
    out.end()?;
    let mut line = format!("**{}**, {} certified", counted(library.articles, "article"), number(library.certified));
    if let Some(points) = library.points {
        let [lowest, median, highest] = [points.lowest, points.median, points.highest].map(display_points);
        line = format!("{line}; points {lowest} to {highest}, median {median}");
    }
    out.ours(&line).end()?;
    out.end()?;
    let found = [counted(counts.errors, "error"), counted(counts.warnings, "warning"), counted(counts.infos, "info")];
    out.ours(&found.join(", "));
    if library.known.all() > 0 {
        out.ours(&format!(", {} of them known before", number(library.known.all())));
    }
    out.end()?;
    let mut worst: Vec<_> = audit.articles.iter().zip(&report.scored.scores).filter(|(_, score)| score.counts.costly() > 0).collect();
    worst.sort_by_key(|(article, score)| (score.points, Reverse(score.counts.costly()), &article.path));
    if !worst.is_empty() {
        out.end()?;
        out.ours("| Article | Points | Errors | Warnings |").end()?;
        out.ours("|---|--:|--:|--:|").end()?;
        for (article, score) in worst.iter().take(ARTICLES) {
            out.ours("| ").ours(&cell(&escape::path_text(&article.path)));
            let row = format!(" | {} | {} | {} |", display_points(score.points), score.counts.errors, score.counts.warnings);
            out.ours(&row).end()?;
        }
        if worst.len() > ARTICLES {
            out.end()?;
            out.ours(&format!("and {} more", number((worst.len() - ARTICLES) as u64))).end()?;
        }
    }
    if !library.by_rule.is_empty() {
        out.end()?;
        out.ours("| Rule | Findings |").end()?;
        out.ours("|---|--:|").end()?;
        for (rule, count) in library.by_rule.iter().take(RULES) {
            out.ours(&format!("| {} | {} |", cell(report.standard.id(*rule)), number(*count))).end()?;
        }
    }
    if !audit.errors.is_empty() {
        out.end()?;
        for error in &audit.errors {
            out.ours(&format!("- {}: {}", cell(&escape::path_text(&error.path)), cell(&error.message))).end()?;
        }
    }
    out.end()?;
    out.ours(&format!("Standard {STANDARD}, profile {}, date used {}", cell(&report.config.profile.name), audit.date)).end()
}

/// Words that mean themselves in a cell: no sign of Markdown, HTML or a mention is one.
fn cell(words: &str) -> String {
    let mut shown = String::with_capacity(words.len());
    for c in escape::quoted(words).chars() {
        match c {
            '<' => shown.push_str("&lt;"),
            '>' => shown.push_str("&gt;"),
            '&' => shown.push_str("&amp;"),
            '@' => shown.push_str("&#64;"),
            '\\' | '`' | '*' | '_' | '[' | ']' | '|' | '~' | '#' | '!' => shown.extend(['\\', c]),
            _ => shown.push(c),
        }
    }
    shown
}
