//! How many findings each rule has, most first, and how many of them can be repaired.

use std::io;

use super::Report;
use super::layout::number;
use super::output::Output;
use crate::finding::Severity;

pub(super) fn write(out: &mut Output, report: &Report<'_>) -> io::Result<()> {
    let findings = || report.scored.audit.articles.iter().flat_map(|article| &article.findings);
    let count_columns = report.scored.library.by_rule.iter().map(|(_, count)| number(*count).len()).max().unwrap_or(0);
    let name_columns = report.scored.library.by_rule.iter().map(|(rule, _)| report.standard.id(*rule).len()).max().unwrap_or(0);
    for (rule, count) in &report.scored.library.by_rule {
        let own = || findings().filter(|finding| finding.rule == *rule);
        let new = own().count() as u64;
        let known = report.scored.audit.articles.iter().flat_map(|article| &article.known).filter(|finding| finding.rule == *rule);
        let worst = own().chain(known).map(|finding| finding.severity).max().unwrap_or(Severity::Info);
        let fixable = own().filter(|finding| finding.fix.is_some()).count();
        let fixes = if fixable > 0 { format!("  {} fixable", number(fixable as u64)) } else { String::new() };
        let known = u64::from(*count).saturating_sub(new);
        let known = if known > 0 { format!("  {} known before", number(known)) } else { String::new() };
        let line =
            format!("{:>count_columns$}  {:name_columns$}  {}{fixes}{known}", number(*count), report.standard.id(*rule), worst.name());
        out.ours(line.trim_end()).end()?;
    }
    Ok(())
}
