//! The diagnostic format of reviewdog, as one object and as one finding a line: places in bytes of lines, repairs as
//! suggestions.

use std::io;

use serde::Serialize;
use serde_json::{Value, json};

use super::Report;
use super::json::Compact;
use super::listed::{Listed, all};
use super::output::Output;
use crate::finding::{Place, Point, Severity};

pub(super) fn write(out: &mut Output, report: &Report<'_>) -> io::Result<()> {
    let diagnostics: Vec<Value> = all(report).map(|listed| diagnostic(report, listed)).collect();
    line(out, &json!({"source": source(), "diagnostics": diagnostics}))
}

/// One finding a line, for runs whose reader begins before they end.
pub(super) fn write_lines(out: &mut Output, report: &Report<'_>) -> io::Result<()> {
    for listed in all(report) {
        let mut diagnostic = diagnostic(report, listed);
        if let Some(keys) = diagnostic.as_object_mut() {
            keys.insert("source".to_owned(), source());
        }
        line(out, &diagnostic)?;
    }
    Ok(())
}

/// Who found it.
fn source() -> Value {
    json!({"name": env!("CARGO_PKG_NAME")})
}

fn line(out: &mut Output, value: &Value) -> io::Result<()> {
    let ci = out.is_ci();
    value.serialize(&mut serde_json::Serializer::with_formatter(out.data(), Compact::new(ci)))?;
    out.end()
}

fn diagnostic(report: &Report<'_>, listed: Listed<'_>) -> Value {
    let finding = listed.finding;
    let related: Vec<Value> = finding
        .related
        .iter()
        .map(|related| json!({"message": related.words, "location": {"path": listed.path_of(related), "range": range(&related.place)}}))
        .collect();
    // Several suggestions are several ways out to reviewdog: a repair in two places cannot be told.
    let suggestions: Vec<Value> = match (&finding.fix, &*finding.edits_at) {
        (Some(fix), [place]) => fix.edits.iter().map(|edit| json!({"range": range(place), "text": edit.replacement})).collect(),
        _ => Vec::new(),
    };
    json!({
        "message": format!("{}; {}", finding.message.plain(), listed.help(report)),
        "location": {"path": listed.path(), "range": range(&finding.place)},
        "severity": match finding.severity {
            Severity::Error => "ERROR",
            Severity::Warning => "WARNING",
            Severity::Info => "INFO",
        },
        "code": {"value": listed.rule(report)},
        "suggestions": suggestions,
        "related_locations": related,
    })
}

fn range(place: &Place) -> Value {
    let position = |point: &Point| json!({"line": point.position.line, "column": point.byte_column});
    json!({"start": position(&place.start), "end": position(&place.end)})
}
