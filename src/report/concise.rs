//! One line per finding, `path:line:col: severity[rule] message`, and one line with the score of each article. Always complete.

use std::io;

use super::output::Output;
use super::{Report, score_line};

/// Writes the lines, articles by path, findings by place.
///
/// # Errors
/// When the stream does not take them.
pub fn write(out: &mut Output, report: &Report<'_>) -> io::Result<()> {
    for (article, score) in report.scored.audit.articles.iter().zip(&report.scored.scores) {
        for finding in &article.findings {
            let position = finding.place.start.position;
            out.path(&article.path)
                .ours(&format!(":{}:{}: {}[", position.line, position.column, finding.severity.name()))
                .ours(report.standard.id(finding.rule))
                .ours("] ")
                .message(&finding.message)
                .end()?;
        }
        for (rule, beyond) in &article.beyond {
            out.path(&article.path).ours(&format!(": {beyond} further findings of ")).ours(report.standard.id(*rule)).end()?;
        }
        let line = score_line::score_line(score, report.config, &article.language.code);
        out.path(&article.path).ours(": ").ours(&line).end()?;
    }
    Ok(())
}
