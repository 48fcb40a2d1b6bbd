//! Runs the examples of every rule article: what is marked bad is reported, what is marked good is not, in each form that the
//! rule has; what is reported of the bad ones is one reviewed snapshot for each rule.
#![allow(missing_docs, clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, clippy::expect_used, reason = "a test may stop")]

use std::fmt::Write as _;
use std::panic::{AssertUnwindSafe, catch_unwind};

use contentaudit::checks;
use contentaudit::document::{Document, forms};
use contentaudit::fact::Facts;
use contentaudit::library::{Entry, Files, Library, LinkReport, LinkSettings, shared_claims, shared_links, wording};
use contentaudit::rule::example::{Case, Example, Expected, cases};
use contentaudit::rule::proof::{Failure, Proven, findings, of_type, read};
use contentaudit::rule::{AcrossFinding, Check, Form, FoundAcross, LibraryCheck, Rule};
use contentaudit::span::LineIndex;

#[test]
fn examples_prove_their_rules() {
    let standard = checks::standard().unwrap();
    let mut failures = Vec::new();
    let mut proofs = 0;
    for (_, rule) in standard.rules() {
        let id = &rule.article.id;
        let cases = match cases(&rule.article.body) {
            Ok(cases) => cases,
            Err(error) => {
                failures.push(format!("{id}: body, {error}"));
                continue;
            }
        };
        for case in &cases {
            let mut fail = |what: String| failures.push(format!("{id} › {}: {what}", case.heading));
            match check_of(rule, case) {
                Ok(Check::AcrossLibrary(check)) => proofs += prove_library(rule, &*check, case, &mut fail),
                Ok(check) => {
                    let mut proven = Proven::default();
                    proven.case(rule, &check, case, &standard);
                    proofs += proven.proofs;
                    for Failure { line, failed, what, text, .. } in proven.failures {
                        fail(format!("line {line} as {failed:?}: {what}\n{}", text.unwrap_or_default()));
                    }
                }
                Err(reason) => fail(reason),
            }
        }
    }
    assert!(failures.is_empty(), "{} of {proofs} proofs failed:\n{}", failures.len(), failures.join("\n"));
    assert!(proofs > 0);
}

#[test]
fn findings_of_bad_examples_are_reviewed() {
    let standard = checks::standard().unwrap();
    let mut failed = Vec::new();
    for (_, rule) in standard.rules() {
        let mut seen = String::new();
        for case in cases(&rule.article.body).unwrap() {
            let check = check_of(rule, &case).unwrap();
            if let Check::AcrossLibrary(check) = &check {
                for (example, messages) in case.examples.iter().zip(run_library(&**check, &case.examples, Form::Markdown)) {
                    for message in &messages {
                        writeln!(seen, "{} ({})\n  {message}", case.heading, example.file).unwrap();
                    }
                }
                continue;
            }
            for example in case.examples.iter().filter(|example| example.expected == Expected::Bad) {
                let document = read(example.form, &example.file, &example.text);
                let lines = LineIndex::new(document.source.text());
                writeln!(seen, "{} ({})", case.heading, example.file).unwrap();
                for finding in findings(rule, &check, &document, of_type(&document).as_ref(), &standard) {
                    let at = lines.position(finding.span.start(), document.source.text());
                    let words = finding.span.cut(document.source.text()).replace('\n', "⏎");
                    writeln!(seen, "  {}:{} {}: {}\n    │{words}│", at.line, at.column, finding.severity.name(), finding.message.plain())
                        .unwrap();
                    for related in &finding.related {
                        let at = lines.position(related.span.start(), document.source.text());
                        writeln!(seen, "    {}:{} {}: │{}│", at.line, at.column, related.words, related.span.cut(document.source.text()))
                            .unwrap();
                    }
                }
            }
        }
        let mut settings = insta::Settings::clone_current();
        settings.set_prepend_module_to_snapshot(false);
        settings.set_omit_expression(true);
        settings.set_snapshot_path("snapshots/rules");
        let review = || settings.bind(|| insta::assert_snapshot!(rule.article.id.as_str(), seen));
        if catch_unwind(AssertUnwindSafe(review)).is_err() {
            failed.push(rule.article.id.as_str());
        }
    }
    assert!(failed.is_empty(), "snapshots differ: {}", failed.join(", "));
}

/// Proves the examples below one heading as one library, in each form that the rule has. Returns how many proofs that were.
fn prove_library(rule: &Rule, check: &dyn LibraryCheck, case: &Case, fail: &mut dyn FnMut(String)) -> usize {
    let mut proofs = 0;
    for form in [Form::Markdown, Form::Html, Form::Text] {
        let has_form = |forms: &[Form]| forms.is_empty() || forms.contains(&form);
        // A library is proved in forms that all of its articles have.
        if !has_form(&rule.article.forms) || !case.examples.iter().all(|example| has_form(&example.forms)) {
            continue;
        }
        let found = run_library(check, &case.examples, form);
        for (example, messages) in case.examples.iter().zip(found) {
            proofs += 1;
            match example.expected {
                Expected::Bad if messages.is_empty() => fail(format!("line {} as {form:?}: is bad, but not reported", example.line)),
                Expected::Good if !messages.is_empty() => {
                    fail(format!("line {} as {form:?}: is good, but reported: {messages:?}", example.line));
                }
                _ => {}
            }
        }
    }
    proofs
}

/// What a rule across articles says of each example of a library: severity and message.
fn run_library(check: &dyn LibraryCheck, examples: &[Example], form: Form) -> Vec<Vec<String>> {
    let texts = examples.iter().map(|example| match form {
        Form::Markdown => example.text.clone(),
        Form::Html => forms::to_html(&example.text),
        Form::Text => forms::to_text(&example.text),
    });
    let documents: Vec<Document> = examples.iter().zip(texts).map(|(example, text)| read(form, &example.file, &text)).collect();
    let entries = examples.iter().zip(&documents).map(|(example, document)| Entry {
        path: (*example.file).into(),
        title: document.title().map(Into::into),
        language: document.language.code.clone(),
        claims: shared_claims(&Facts::of(document)),
        published: document.published_in(),
        links: shared_links(document, false, true),
        wording: wording(document),
        ..Entry::default()
    });
    let mut found = FoundAcross::default();
    // There is nothing on the disk but the examples, and one page on the web that is gone.
    let library = Library::new(entries.map(Entry::told_apart));
    let library = library.on(Files::below("".into(), "/no-such-library".into()), LinkSettings::default(), "".into());
    let report = LinkReport::of_json(GONE).unwrap();
    let library = library.with_report(Some(report.into()));
    check.check(&library, &mut found);
    let (mut findings, _) = found.into_parts();
    findings.retain_mut(|finding| {
        let texts = |finding: &AcrossFinding| [finding.article, finding.related[0].0].map(|article| &documents[article.0 as usize]);
        let [here, there] = if finding.is_open { texts(finding) } else { return true };
        check.confirm(&library, finding, here, there)
    });
    let of_example = |at: usize| findings.iter().filter(move |finding| finding.article.0 as usize == at);
    (0..examples.len()).map(|at| of_example(at).map(|finding| finding.message.plain()).collect()).collect()
}

fn check_of(rule: &Rule, case: &Case) -> Result<Check, String> {
    match rule.check(&case.options) {
        Ok(check) => Ok(check),
        Err(error) => Err(format!("the options are refused: {}", error.message())),
    }
}

/// What a link checker says of the links of examples.
const GONE: &str =
    r#"{"error_map": {"a.md": [{"url": "https://gone.example.org/tides", "status": {"text": "404 Not Found", "code": 404}}]}}"#;
