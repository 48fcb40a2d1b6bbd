//! The code quality report of GitLab: an array of findings, each with a fingerprint that no other has.

use std::collections::HashMap;
use std::io;

use serde::Serialize;
use serde_json::{Value, json};

use super::Report;
use super::json::Compact;
use super::listed::all;
use super::output::Output;
use crate::finding::Severity;

pub(super) fn write(out: &mut Output, report: &Report<'_>) -> io::Result<()> {
    let mut met: HashMap<(String, u64), u32> = HashMap::new();
    let issues: Vec<Value> = all(report)
        .map(|listed| {
            let (finding, path) = (listed.finding, listed.path());
            let times = met.entry((path.clone(), finding.fingerprint)).or_default();
            *times += 1;
            // Findings of one fingerprint would be shown as one.
            let fingerprint = blake3::hash(format!("{path}\n{:016x}\n{times}", finding.fingerprint).as_bytes()).to_hex();
            let rule = listed.rule(report);
            json!({
                // The list of findings shows nothing but this.
                "description": format!("{rule}: {}", finding.message.plain()),
                "check_name": rule,
                "fingerprint": fingerprint.as_str(),
                "severity": severity(finding.severity),
                "location": {"path": path, "lines": {"begin": finding.place.start.position.line, "end": finding.place.end.position.line}},
            })
        })
        .collect();
    let ci = out.is_ci();
    issues.serialize(&mut serde_json::Serializer::with_formatter(out.data(), Compact::new(ci)))?;
    out.end()
}

const fn severity(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "major",
        Severity::Warning => "minor",
        Severity::Info => "info",
    }
}
