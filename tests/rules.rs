//! Runs the examples of every rule article: what is marked bad is reported, what is marked good is not, in each form that the
//! rule has; what is reported of the bad ones is one reviewed snapshot for each rule.
#![allow(missing_docs, clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, clippy::expect_used, reason = "a test may stop")]

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;

use contentaudit::checks;
use contentaudit::document::{Document, MetaFrom};
use contentaudit::fact::Facts;
use contentaudit::finding::Severity;
use contentaudit::library::{Entry, Files, Library, LinkReport, LinkSettings, shared_claims, shared_links, wording};
use contentaudit::limits::Limits;
use contentaudit::rule::example::{Case, Example, Expected, cases};
use contentaudit::rule::{AcrossFinding, ArticleType, Check, Form, Found, FoundAcross, LibraryCheck, RawFinding, Rule};
use contentaudit::source::{Format, Source};
use contentaudit::span::LineIndex;

#[path = "rules/convert.rs"]
mod convert;

/// One form of an example.
struct Proof {
    form: Form,
    document: Document,
}

/// What a rule reports, in terms that do not depend on the form: message, bare words, severity.
type Outcome = Vec<(String, Vec<String>, Severity)>;

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
                    for example in &case.examples {
                        proofs += prove(rule, &check, example, &mut fail);
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
                for finding in run(rule, &check, &document, of_type(&document).as_ref()) {
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
        Form::Html => convert::to_html(&example.text),
        Form::Text => convert::to_text(&example.text),
    });
    let documents: Vec<Document> = examples.iter().zip(texts).map(|(example, text)| read(form, &example.file, &text)).collect();
    let entries = examples.iter().zip(&documents).map(|(example, document)| Entry {
        path: (*example.file).into(),
        title: document.title().map(Into::into),
        claims: shared_claims(&Facts::of(document)),
        published: document.published_in(),
        links: shared_links(document, false, true),
        wording: wording(document),
        ..Entry::default()
    });
    let mut found = FoundAcross::default();
    // There is nothing on the disk but the examples, and one page on the web that is gone.
    let library =
        Library::new(entries.collect()).on(Files::below("".into(), "/no-such-library".into()), LinkSettings::default(), "".into());
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

/// Proves one example in its own form, and a Markdown example in the others as well. Returns how many proofs that were.
fn prove(rule: &Rule, check: &Check, example: &Example, fail: &mut dyn FnMut(String)) -> usize {
    let own = read(example.form, &example.file, &example.text);
    let of_type = of_type(&own);
    let mut proofs = vec![Proof { form: example.form, document: own }];
    if example.form == Form::Markdown {
        let converted = [(Form::Html, convert::to_html(&example.text)), (Form::Text, convert::to_text(&example.text))];
        proofs.extend(converted.into_iter().map(|(form, text)| Proof { form, document: read(form, &example.file, &text) }));
    }
    let holds_for = |forms: &[Form], form: Form| forms.is_empty() || forms.contains(&form);
    proofs.retain(|proof| holds_for(&rule.article.forms, proof.form) && holds_for(&example.forms, proof.form));
    if proofs.is_empty() {
        fail("the example is in no form that the rule has".to_owned());
    }
    let mut first: Option<(Form, Outcome)> = None;
    for Proof { form, document } in &proofs {
        let findings = run(rule, check, document, of_type.as_ref());
        let place = format!("line {} as {form:?}", example.line);
        for finding in &findings {
            if document.source.text().get(finding.span.range()).is_none() {
                fail(format!("{place}: the span {:?} is not on the text", finding.span));
            }
        }
        let outcome = outcome(&findings, document);
        match example.expected {
            Expected::Bad if findings.is_empty() => fail(format!("{place}: is bad, but not reported\n{}", document.source.text())),
            Expected::Good if !findings.is_empty() => {
                fail(format!("{place}: is good, but reported: {outcome:?}\n{}", document.source.text()));
            }
            _ => {}
        }
        let Some((first_form, expected)) = &first else {
            first = Some((*form, outcome));
            continue;
        };
        if example.expected == Expected::Bad && !findings.is_empty() && !same(expected, &outcome, *form) {
            fail(format!("{place}: {outcome:?}\n    differs from {first_form:?}: {expected:?}"));
        }
    }
    proofs.len()
}

/// The same findings at the same words; in plain text, whose structure may be guessed, a severity may be one lower.
fn same(expected: &Outcome, outcome: &Outcome, form: Form) -> bool {
    expected.len() == outcome.len()
        && expected.iter().zip(outcome).all(|(one, other)| {
            let severities: BTreeSet<Severity> = if form == Form::Text { [one.2, one.2.lowered()].into() } else { [one.2].into() };
            one.0 == other.0 && one.1 == other.1 && severities.contains(&other.2)
        })
}

fn outcome(findings: &[RawFinding], document: &Document) -> Outcome {
    findings
        .iter()
        .map(|finding| {
            let words = bare_words(finding.span.cut(document.source.text()));
            (finding.message.plain(), words, finding.severity)
        })
        .collect()
}

/// The words of a piece of source without tags, addresses and marks.
fn bare_words(source: &str) -> Vec<String> {
    let mut text = String::new();
    let mut skipped_until = None;
    let mut previous = ' ';
    for c in source.chars() {
        match (skipped_until, c) {
            (Some(until), _) if c == until => {
                skipped_until = None;
                text.push(' ');
            }
            (Some(_), _) => {}
            (None, '<') => skipped_until = Some('>'),
            (None, '(') if previous == ']' => skipped_until = Some(')'),
            _ => text.push(c),
        }
        previous = c;
    }
    let text = text.replace("&quot;", " ").replace("&amp;", " ").replace("&lt;", " ").replace("&gt;", " ");
    let words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_lowercase);
    words.skip_while(|word| word.chars().all(|c| c.is_ascii_digit())).collect()
}

fn check_of(rule: &Rule, case: &Case) -> Result<Check, String> {
    match rule.check(&case.options) {
        Ok(check) => Ok(check),
        Err(error) => Err(format!("the options are refused: {}", error.message())),
    }
}

fn read(form: Form, file: &str, text: &str) -> Document {
    let format = match form {
        Form::Markdown => Format::of_path(Path::new(file)).filter(|format| *format == Format::Mdx).unwrap_or(Format::Markdown),
        Form::Html => Format::Html,
        Form::Text => Format::Plain,
    };
    Document::read(Source::of_text(file, format, text), &Limits::default(), "en")
}

/// The type that an example names in its front matter.
fn of_type(document: &Document) -> Option<ArticleType> {
    let said = document.meta.iter().find(|meta| meta.from == MetaFrom::FrontMatter && &*meta.key == "type")?;
    Some(ArticleType { name: said.value.to_string(), ..ArticleType::default() })
}

/// What a link checker says of the links of examples.
const GONE: &str =
    r#"{"error_map": {"a.md": [{"url": "https://gone.example.org/tides", "status": {"text": "404 Not Found", "code": 404}}]}}"#;

/// The day on which the examples are read.
const TODAY: jiff::civil::Date = jiff::civil::date(2026, 6, 1);

/// What the rule reports of the document, in the order of the text.
fn run(rule: &Rule, check: &Check, document: &Document, of_type: Option<&ArticleType>) -> Vec<RawFinding> {
    let mut found = Found::new(document, of_type, rule.article.severity).on(TODAY);
    check.check_article(document, &mut found);
    let (mut findings, _, _) = found.into_parts();
    findings.sort_by_key(|finding| finding.span);
    findings
}
