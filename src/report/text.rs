//! The page that an editor reads: worst article first, each finding with its lines and its way out, a summary at the end.

use std::io;

use annotate_snippets::Renderer;
use anstyle::{AnsiColor, Style};

use super::layout::{COLUMNS, counted, number, width, wrap, wrap_parts};
use super::output::Output;
use super::{Report, escape, excerpt, ledger, score_line, summary};
use crate::audit::{Auditable, Audited};
use crate::score::{Score, Verdict};

/// Writes the page.
///
/// # Errors
/// When the stream does not take it.
pub fn write(out: &mut Output, report: &Report<'_>) -> io::Result<()> {
    let scored = report.scored;
    let single = scored.audit.articles.len() == 1;
    let limit = if report.limit == 0 { usize::MAX } else { report.limit };
    let (mut shown, mut more, mut more_findings) = (0, 0u64, 0u64);
    let renderer = excerpt::renderer(out.has_colour());
    let mut after_body = false;
    for &index in &scored.library.worst_first {
        let (Some(article), Some(score)) = (scored.audit.articles.get(index), scored.scores.get(index)) else { continue };
        if !single && !report.explain && !report.verbose && !has_news(article, score) {
            continue;
        }
        if shown == limit {
            more += 1;
            more_findings += u64::from(score.counts.without(score.known).all());
            continue;
        }
        // Articles that are one line stand close; where one with findings begins and ends must show without colour too.
        let has_body = report.explain || score.counts.without(score.known).all() > 0;
        if shown > 0 && (after_body || has_body) {
            out.end()?;
        }
        shown += 1;
        after_body = has_body;
        header(out, article, score, report)?;
        if has_body {
            out.end()?;
            body(out, article, score, report, &renderer)?;
        }
    }
    if shown > 0 && !after_body {
        out.end()?;
    }
    if more > 0 {
        let line = format!(
            "{} more {} with {} not shown: `--limit 0` shows all, `--output-format concise` one line each",
            number(more),
            if more == 1 { "article" } else { "articles" },
            counted(more_findings, "finding"),
        );
        out.lines(&wrap(&line, COLUMNS, COLUMNS).join("\n"))?;
        out.end()?;
    }
    if report.quiet { Ok(()) } else { summary::write(out, report) }
}

/// The findings of an article and its ledger, a blank line behind each.
fn body(out: &mut Output, article: &Audited, score: &Score, report: &Report<'_>, renderer: &Renderer) -> io::Result<()> {
    let path = escape::quoted(&escape::path_text(&article.path)).into_owned();
    for finding in &article.findings {
        out.lines(&excerpt::draw(finding, &path, report, renderer))?;
        out.end()?;
    }
    for (rule, beyond) in &article.beyond {
        out.ours(&format!("… and {} of ", counted(*beyond, "further finding"))).ours(report.standard.id(*rule)).end()?;
        out.end()?;
    }
    if report.explain {
        ledger::write(out, article, score, report)?;
        out.end()?;
    }
    Ok(())
}

/// Whether an article is printed in full: it has findings, or could not be judged.
const fn has_news(article: &Audited, score: &Score) -> bool {
    !article.findings.is_empty()
        || !article.beyond.is_empty()
        || !matches!(article.auditable, Auditable::Yes)
        || score.counts.without(score.known).all() > 0
}

/// `content/cro.md   audited 7/13 · 4.1/10, not certified (9 errors)`, the score on its own lines where both do not fit.
fn header(out: &mut Output, article: &Audited, score: &Score, report: &Report<'_>) -> io::Result<()> {
    let path = escape::quoted(&escape::path_text(&article.path)).into_owned();
    let draft = if article.draft { " (draft)" } else { "" };
    let line = score_line::score_line(score, report.config, &article.language.code);
    let colour = match score.verdict {
        Verdict::Certified | Verdict::CertifiedByProfile => AnsiColor::Green,
        Verdict::NotCertified => AnsiColor::Red,
        Verdict::NotAuditable => AnsiColor::Yellow,
    };
    let verdict = Style::new().fg_color(Some(colour.into()));
    out.style(Style::new().bold().underline()).ours(&path).plain().ours(draft);
    if width(&path) + draft.len() + 3 + width(&line) <= COLUMNS {
        return out.ours("   ").style(verdict).ours(&line).plain().end();
    }
    out.end()?;
    for line in wrap_parts(&line.split(" · ").collect::<Vec<_>>(), COLUMNS - 2) {
        out.ours("  ").style(verdict).ours(&line).plain().end()?;
    }
    Ok(())
}
