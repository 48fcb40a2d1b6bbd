//! SARIF 2.1.0 for code scanning (OASIS 2020), within the limits that GitHub reads: 25,000 results, texts that stand alone, places in characters.

use std::io;

use serde::Serialize;
use serde_json::{Value, json};

use super::json::Compact;
use super::listed::{Listed, worst_first};
use super::output::Output;
use super::{Report, escape};
use crate::config::STANDARD;
use crate::finding::{Place, Severity};
use crate::rule::Article;

/// Results above which a reader rejects the whole report.
const RESULTS: usize = 25_000;

/// Characters of a rule's description, at most.
const DESCRIPTION: usize = 1024;

pub(super) fn write(out: &mut Output, report: &Report<'_>) -> io::Result<()> {
    let all = worst_first(report);
    let rules: Vec<&Article> = report.standard.rules().map(|(_, rule)| &rule.article).collect();
    let mut results: Vec<Value> = all.iter().take(RESULTS).map(|listed| result(report, *listed)).collect();
    // Kept with their reasons: an alert that vanishes is opened again by the next run.
    for article in &report.scored.audit.articles {
        for finding in article.known.iter().take(RESULTS.saturating_sub(results.len())) {
            let mut result = result(report, Listed { article, finding });
            if let Some(result) = result.as_object_mut() {
                result.insert("baselineState".into(), "unchanged".into());
                result.insert("suppressions".into(), json!([{"kind": "external", "justification": "known when the baseline was written"}]));
            }
            results.push(result);
        }
        for waived in article.waived.iter().take(RESULTS.saturating_sub(results.len())) {
            let mut result = result(report, Listed { article, finding: &waived.finding });
            if let Some(result) = result.as_object_mut() {
                result.insert(
                    "suppressions".into(),
                    json!([{"kind": if waived.is_filed { "external" } else { "inSource" }, "justification": waived.reason}]),
                );
            }
            results.push(result);
        }
    }
    let mut notes: Vec<Value> = report
        .scored
        .audit
        .errors
        .iter()
        .map(|error| {
            json!({
                "level": "error",
                "descriptor": {"id": error.kind},
                "message": {"text": format!("{}; {}", error.message, error.way_out)},
                "locations": [{"physicalLocation": {"artifactLocation": {"uri": uri(&escape::path_text(&error.path))}}}],
            })
        })
        .collect();
    if all.len() > RESULTS {
        let left = all.len() - RESULTS;
        notes.push(json!({"level": "warning", "message": {"text": format!("{left} findings are left out, the least severe ones: a reader takes {RESULTS}")}}));
    }
    let run = json!({
        "tool": {"driver": {
            "name": env!("CARGO_PKG_NAME"),
            "semanticVersion": env!("CARGO_PKG_VERSION"),
            "rules": rules.iter().map(|rule| descriptor(rule)).collect::<Vec<_>>(),
            "properties": {"standard": STANDARD, "profile": report.config.profile.name},
        }},
        "automationDetails": {"id": "contentaudit/"},
        "columnKind": "unicodeCodePoints",
        "invocations": [{"executionSuccessful": report.scored.audit.errors.is_empty(), "toolExecutionNotifications": notes}],
        "results": results,
    });
    let log = json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [run],
    });
    let ci = out.is_ci();
    log.serialize(&mut serde_json::Serializer::with_formatter(out.data(), Compact::new(ci)))?;
    out.end()
}

fn descriptor(rule: &Article) -> Value {
    let full: String = format!("{}: {}.", rule.title, rule.message).chars().take(DESCRIPTION).collect();
    json!({
        "id": rule.id,
        "shortDescription": {"text": rule.title},
        "fullDescription": {"text": full},
        "help": {"text": rule.help, "markdown": rule.body},
        "defaultConfiguration": {"level": level(rule.severity), "enabled": !rule.off},
        "properties": {"tags": [rule.criterion.name()], "problem.severity": problem(rule.severity)},
    })
}

fn result(report: &Report<'_>, listed: Listed<'_>) -> Value {
    let finding = listed.finding;
    let mut text = finding.message.plain();
    if !finding.related.is_empty() {
        // The other places are links of the message: only the first place is shown besides.
        let name = |id: usize| if id == 1 { "the other place" } else { "another" };
        let links: Vec<String> = (1..=finding.related.len()).map(|id| format!("[{}]({id})", name(id))).collect();
        text = format!("{text} ({})", links.join(", "));
    }
    let related: Vec<Value> = finding
        .related
        .iter()
        .enumerate()
        .map(|(at, related)| {
            json!({
                "id": at + 1,
                "message": {"text": related.words},
                "physicalLocation": location(&listed.path_of(related), &related.place),
            })
        })
        .collect();
    let mut result = json!({
        "ruleId": listed.rule(report),
        "ruleIndex": finding.rule.0,
        "level": level(finding.severity),
        "message": {"text": text},
        "locations": [{"physicalLocation": location(&listed.path(), &finding.place)}],
        "partialFingerprints": {"contentaudit/v1": format!("{:016x}", finding.fingerprint)},
        "relatedLocations": related,
    });
    if let Some(section) = finding.section.last()
        && let Some(result) = result.as_object_mut()
    {
        result.insert("properties".into(), json!({"section": section}));
    }
    result
}

fn location(path: &str, place: &Place) -> Value {
    let (start, end) = (place.start.position, place.end.position);
    json!({
        "artifactLocation": {"uri": uri(path)},
        "region": {"startLine": start.line, "startColumn": start.column, "endLine": end.line, "endColumn": end.column},
    })
}

/// A path as a relative reference (RFC 3986): what is no letter, digit or one of a few signs is written as `%` and its bytes.
fn uri(path: &str) -> String {
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'/' | b'-' | b'_' | b'.' | b'~');
    path.bytes().map(|byte| if is_plain(byte) { char::from(byte).to_string() } else { format!("%{byte:02X}") }).collect()
}

const fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "note",
    }
}

const fn problem(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "recommendation",
    }
}
