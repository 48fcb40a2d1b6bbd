//! Runs the examples of a rule's article: a rule in; how many proofs there were, and those that fail, out.
//!
//! What is marked bad must be reported, what is marked good must not. A Markdown example is three proofs: it is run as a page and as a text export
//! as well, and must be reported in the same words at the same words.

use std::path::Path;

use super::example::{Case, Example, Expected, cases};
use super::{ArticleError, ArticleType, Check, Form, Found, RawFinding, Rule, Standard};
use crate::document::{Document, MetaFrom, forms};
use crate::finding::Severity;
use crate::limits::Limits;
use crate::source::{Format, Source};

/// The day on which examples are read.
pub const TODAY: jiff::civil::Date = jiff::civil::date(2026, 6, 1);

/// What came of the examples of a rule.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Proven {
    /// Examples that were run.
    pub examples: usize,
    /// Proofs: examples in each of their forms.
    pub proofs: usize,
    /// What failed.
    pub failures: Vec<Failure>,
}

/// An example that does not show what it says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failure {
    /// The heading above it.
    pub heading: String,
    /// The line of its fence in the rule's article, from 1.
    pub line: u32,
    /// In which forms; none: it could not be run.
    pub failed: Vec<Form>,
    /// The forms in which it shows what it says.
    pub held: Vec<Form>,
    /// What was expected, and what came.
    pub what: String,
    /// The text that was read, where only what the example was converted to fails.
    pub text: Option<String>,
}

/// Runs the examples of a rule that sees one article.
///
/// # Errors
/// When the examples of its article cannot be read.
pub fn prove(rule: &Rule, standard: &Standard) -> Result<Proven, ArticleError> {
    let mut proven = Proven::default();
    for case in cases(&rule.article.body)? {
        match rule.check(&case.options) {
            Ok(check) => proven.case(rule, &check, &case, standard),
            Err(error) => {
                let what = format!("its options are refused: {}", error.message().lines().next().unwrap_or(""));
                let line = line_of(rule, case.line);
                proven.failures.push(Failure { heading: case.heading, line, failed: Vec::new(), held: Vec::new(), what, text: None });
            }
        }
    }
    Ok(proven)
}

impl Proven {
    /// Runs the examples below one heading.
    pub fn case(&mut self, rule: &Rule, check: &Check, case: &Case, standard: &Standard) {
        for example in &case.examples {
            self.examples += 1;
            let mut failures: Vec<Failure> = Vec::new();
            let (tried, faults) = self.example(rule, check, example, standard);
            let failed: Vec<Form> = faults.iter().filter_map(|fault| fault.form).collect();
            for Fault { form, what, text } in faults {
                // What is the matter in each form is told once.
                if let Some(known) = failures.iter_mut().find(|known| known.what == what) {
                    known.failed.extend(form);
                    continue;
                }
                let held = tried.iter().copied().filter(|form| !failed.contains(form)).collect();
                let (heading, line) = (case.heading.clone(), line_of(rule, example.line));
                failures.push(Failure { heading, line, failed: form.into_iter().collect(), held, what, text });
            }
            self.failures.extend(failures);
        }
    }

    /// Runs one example in its own form, and a Markdown example in the others as well: the forms that were tried, and what fails in them.
    fn example(&mut self, rule: &Rule, check: &Check, example: &Example, standard: &Standard) -> (Vec<Form>, Vec<Fault>) {
        let mut texts = vec![(example.form, example.text.clone())];
        if example.form == Form::Markdown {
            texts.push((Form::Html, forms::to_html(&example.text)));
            texts.push((Form::Text, forms::to_text(&example.text)));
        }
        let holds_for = |forms: &[Form], form: Form| forms.is_empty() || forms.contains(&form);
        texts.retain(|(form, _)| holds_for(&rule.article.forms, *form) && holds_for(&example.forms, *form));
        let mut faults = Vec::new();
        if texts.is_empty() {
            faults.push(Fault { form: None, what: "it is in no form that the rule has".to_owned(), text: None });
        }
        self.proofs += texts.len();
        let tried = texts.iter().map(|(form, _)| *form).collect();
        // The type that it names is lost in an export.
        let of_type = of_type(&read(example.form, &example.file, &example.text));
        let mut first: Option<(Form, Vec<Told>)> = None;
        for (form, text) in texts {
            let document = read(form, &example.file, &text);
            let findings = findings(rule, check, &document, of_type.as_ref(), standard);
            let is_converted = form != example.form;
            let mut fault = |what: String| faults.push(Fault { form: Some(form), what, text: is_converted.then(|| text.clone()) });
            if let Some(astray) = findings.iter().find(|finding| document.source.text().get(finding.span.range()).is_none()) {
                fault(format!("a finding is not on the text: {:?}", astray.span));
            }
            let told: Vec<Told> = findings.iter().map(|finding| Told::of(finding, &document)).collect();
            match example.expected {
                Expected::Bad if told.is_empty() => fault("it is marked bad, and the rule reports nothing".to_owned()),
                Expected::Good if !told.is_empty() => fault(format!("it is marked good, and the rule reports {}", list(&told))),
                _ => {}
            }
            match &first {
                None => first = Some((form, told)),
                Some((as_first, expected)) => {
                    if example.expected == Expected::Bad && !told.is_empty() && !same(expected, &told, form) {
                        fault(format!("the rule reports {}, but {} as {}", list(&told), list(expected), as_first.name()));
                    }
                }
            }
        }
        (tried, faults)
    }
}

/// A failure of one example in one form.
struct Fault {
    form: Option<Form>,
    what: String,
    text: Option<String>,
}

/// What a rule reports, in terms that do not depend on the form.
struct Told {
    message: String,
    /// The words at its place, without marks.
    words: Vec<String>,
    severity: Severity,
}

impl Told {
    fn of(finding: &RawFinding, document: &Document) -> Self {
        let words = bare_words(finding.span.cut(document.source.text()));
        Self { message: finding.message.plain(), words, severity: finding.severity }
    }
}

/// Findings as a person reads them.
fn list(told: &[Told]) -> String {
    let one = |told: &Told| format!("{}[{}] at “{}”", told.severity.name(), told.message, told.words.join(" "));
    match told {
        [] => "nothing".to_owned(),
        [first] => one(first),
        [first, rest @ ..] => format!("{} and {} more", one(first), rest.len()),
    }
}

/// The same findings at the same words; in plain text, whose structure may be guessed, a severity may be one lower.
fn same(expected: &[Told], told: &[Told], form: Form) -> bool {
    expected.len() == told.len()
        && expected.iter().zip(told).all(|(one, other)| {
            let is_lowered = form == Form::Text && other.severity == one.severity.lowered();
            one.message == other.message && one.words == other.words && (one.severity == other.severity || is_lowered)
        })
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

/// The line of the article for one of its body.
const fn line_of(rule: &Rule, line: u32) -> u32 {
    rule.article.body_line + line - 1
}

/// An example as the rules see it.
#[must_use]
pub fn read(form: Form, file: &str, text: &str) -> Document {
    let format = match form {
        Form::Markdown => Format::of_path(Path::new(file)).filter(|format| *format == Format::Mdx).unwrap_or(Format::Markdown),
        Form::Html => Format::Html,
        Form::Text => Format::Plain,
    };
    Document::read(Source::of_text(file, format, text), &Limits::default(), "en")
}

/// The type that an example names in its front matter.
#[must_use]
pub fn of_type(document: &Document) -> Option<ArticleType> {
    let said = document.meta.iter().find(|meta| meta.from == MetaFrom::FrontMatter && &*meta.key == "type")?;
    Some(ArticleType { name: said.value.to_string(), ..ArticleType::default() })
}

/// What a rule reports of an example, in the order of the text.
#[must_use]
pub fn findings(rule: &Rule, check: &Check, document: &Document, of_type: Option<&ArticleType>, standard: &Standard) -> Vec<RawFinding> {
    let mut found = Found::new(document, of_type, rule.article.severity).on(TODAY).under(standard);
    check.check_article(document, &mut found);
    let (mut findings, _, _) = found.into_parts();
    findings.sort_by_key(|finding| finding.span);
    findings
}
