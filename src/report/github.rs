//! Workflow commands of GitHub: each finding an annotation at its line, errors first, for only ten of each kind are shown for a step.

use std::io;

use super::listed::worst_first;
use super::output::Output;
use super::{Report, escape};
use crate::finding::Severity;
use crate::score::plural;

pub(super) fn write(out: &mut Output, report: &Report<'_>) -> io::Result<()> {
    // Whatever else the lines say, only their first characters are a command.
    let data = out.data();
    for listed in worst_first(report) {
        let (start, end) = (listed.finding.place.start.position, listed.finding.place.end.position);
        let command = match listed.finding.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Info => "notice",
        };
        write!(data, "::{command} file={},line={},endLine={}", property(&listed.path()), start.line, end.line)?;
        if start.line == end.line {
            write!(data, ",col={},endColumn={}", start.column, end.column)?;
        }
        let message = format!("{}: {}", listed.finding.message.plain(), listed.help(report));
        writeln!(data, ",title={}::{}", property(listed.rule(report)), text(&message))?;
    }
    for error in &report.scored.audit.errors {
        let message = format!("{}; {}", error.message, error.way_out);
        writeln!(data, "::error file={},title={}::{}", property(&escape::path_text(&error.path)), property(error.kind), text(&message))?;
    }
    let (library, counts) = (&report.scored.library, report.scored.library.counts);
    let found = [plural(counts.errors, "error"), plural(counts.warnings, "warning"), plural(counts.infos, "info")].join(", ");
    let known = match library.known.all() {
        0 => String::new(),
        known => format!(", {known} of them known before"),
    };
    let articles = plural(library.articles, "article");
    writeln!(data, "::notice title=contentaudit::{found} in {articles}{known}, {} certified", library.certified)
}

/// What a command says.
fn text(said: &str) -> String {
    escape::quoted(&said.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")).into_owned()
}

/// The value of a property.
fn property(value: &str) -> String {
    text(value).replace(':', "%3A").replace(',', "%2C")
}
