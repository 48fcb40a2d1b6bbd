//! Reports that build services read as XML: checkstyle and `JUnit`.

use std::io;

use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesText, Event};

use super::output::Output;
use super::{Report, escape, score_line};
use crate::finding::Severity;

/// The checkstyle format: a file, and its findings at lines and columns.
pub(super) fn write_checkstyle(out: &mut Output, report: &Report<'_>) -> io::Result<()> {
    let mut xml = begun(out)?;
    xml.create_element("checkstyle").with_attribute(("version", "4.3")).write_inner_content(|xml| {
        for article in report.scored.audit.articles.iter().filter(|article| !article.findings.is_empty()) {
            let path = shown(&escape::path_text(&article.path));
            xml.create_element("file").with_attribute(("name", &*path)).write_inner_content(|xml| {
                for finding in &article.findings {
                    let position = finding.place.start.position;
                    let (line, column) = (position.line.to_string(), position.column.to_string());
                    let source = format!("contentaudit.{}", report.standard.id(finding.rule));
                    xml.create_element("error")
                        .with_attributes([
                            ("line", &*line),
                            ("column", &column),
                            ("severity", finding.severity.name()),
                            ("message", &shown(&finding.message.plain())),
                            ("source", &source),
                        ])
                        .write_empty()?;
                }
                Ok(())
            })?;
        }
        Ok(())
    })?;
    out.end()
}

/// The `JUnit` format: an article is a suite, and each finding that costs points a test that failed.
pub(super) fn write_junit(out: &mut Output, report: &Report<'_>) -> io::Result<()> {
    let mut xml = begun(out)?;
    let counts = report.scored.library.counts.without(report.scored.library.known);
    let failures = counts.costly().to_string();
    let errors = report.scored.audit.errors.len().to_string();
    let attributes = [("name", env!("CARGO_PKG_NAME")), ("failures", &*failures), ("errors", &errors)];
    xml.create_element("testsuites").with_attributes(attributes).write_inner_content(|xml| {
        for (article, score) in report.scored.audit.articles.iter().zip(&report.scored.scores) {
            let path = shown(&escape::path_text(&article.path));
            let failed: Vec<_> = article.findings.iter().filter(|finding| finding.severity != Severity::Info).collect();
            let (tests, failures) = (failed.len().max(1).to_string(), failed.len().to_string());
            let attributes = [("name", &*path), ("tests", &tests), ("failures", &failures), ("errors", "0")];
            xml.create_element("testsuite").with_attributes(attributes).write_inner_content(|xml| {
                if failed.is_empty() {
                    let line = score_line(score, report.config, &article.language.code);
                    let case = [("name", &*line), ("classname", &path)];
                    xml.create_element("testcase").with_attributes(case).write_empty()?;
                }
                for finding in failed {
                    let rule = report.standard.id(finding.rule);
                    let position = finding.place.start.position;
                    let name = format!("{rule} at {}:{}", position.line, position.column);
                    let message = shown(&finding.message.plain());
                    let help = report.standard.rule(finding.rule).map_or("", |rule| &rule.article.help);
                    let case = [("name", &*name), ("classname", &path)];
                    xml.create_element("testcase").with_attributes(case).write_inner_content(|xml| {
                        let text = format!("{path}:{}:{}: {message}\n{help}", position.line, position.column);
                        xml.create_element("failure")
                            .with_attributes([("type", rule), ("message", &*message)])
                            .write_text_content(BytesText::new(&text))?;
                        Ok(())
                    })?;
                }
                Ok(())
            })?;
        }
        for error in &report.scored.audit.errors {
            let path = shown(&escape::path_text(&error.path));
            let attributes = [("name", &*path), ("tests", "1"), ("failures", "0"), ("errors", "1")];
            xml.create_element("testsuite").with_attributes(attributes).write_inner_content(|xml| {
                xml.create_element("testcase").with_attributes([("name", "read"), ("classname", &*path)]).write_inner_content(|xml| {
                    let message = shown(&format!("{}; {}", error.message, error.way_out));
                    xml.create_element("error").with_attributes([("type", error.kind), ("message", &*message)]).write_empty()?;
                    Ok(())
                })?;
                Ok(())
            })?;
        }
        Ok(())
    })?;
    out.end()
}

/// A writer behind the declaration.
fn begun(out: &mut Output) -> io::Result<Writer<&mut dyn io::Write>> {
    let mut xml = Writer::new_with_indent(out.data(), b' ', 1);
    xml.write_event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)))?;
    Ok(xml)
}

/// Text without what XML cannot hold, nor anything that cannot be seen.
fn shown(text: &str) -> String {
    escape::quoted(text).into_owned()
}
