//! Runs one built-in rule over a text, for the tests of checks: from a text to messages and the words they point at.

use std::path::Path;

use crate::document::Document;
use crate::limits::Limits;
use crate::rule::Found;
use crate::source::{Format, Source};

/// What a rule says about a Markdown article: message and the words of the source it points at.
pub(super) fn markdown(rule: &str, text: &str) -> Vec<(String, String)> {
    findings(rule, "article.md", text)
}

/// The same for an article of any form, by the ending of its name.
pub(super) fn findings(rule: &str, name: &str, text: &str) -> Vec<(String, String)> {
    let format = Format::of_path(Path::new(name)).unwrap();
    let document = Document::read(Source::of_text(name, format, text), &Limits::default(), "en");
    let standard = super::standard().unwrap();
    let id = standard.find(rule).unwrap();
    let check = standard.rule(id).unwrap().check(&toml::Table::new()).unwrap();
    let mut found = Found::new(&document, None, standard.severity(id)).on(jiff::civil::date(2026, 6, 1)).under(&standard);
    check.check_article(&document, &mut found);
    let (findings, _, _) = found.into_parts();
    findings.iter().map(|finding| (finding.message.plain(), finding.span.cut(text).to_owned())).collect()
}
