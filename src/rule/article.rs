//! Reads a rule's article: front matter between `+++` lines, then the body with its examples.

use super::Criterion;
use crate::finding::Severity;

/// A form an article can have, for rules whose defect exists in some forms only.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Form {
    /// Markdown and MDX.
    Markdown,
    /// HTML.
    Html,
    /// Plain text.
    Text,
}

/// A rule's article.
#[derive(Clone, Debug)]
pub struct Article {
    /// The rule's id, which is also its file's name.
    pub id: String,
    /// The criterion it belongs to.
    pub criterion: Criterion,
    /// Its default severity.
    pub severity: Severity,
    /// The standard does not apply it: it runs where configuration or a flag asks for it.
    pub off: bool,
    /// What a declared rule reports.
    pub message: String,
    /// The way out.
    pub help: String,
    /// Rules that leave the charge to this one where they overlap.
    pub outranks: Vec<String>,
    /// Forms in which the defect exists; empty: all.
    pub forms: Vec<Form>,
    /// Languages whose words it reads; empty: it reads no words.
    pub languages: Vec<String>,
    /// Measured precision, in words.
    pub precision: Option<String>,
    /// The first heading.
    pub title: String,
    /// Everything below the front matter.
    pub body: String,
    /// The kind of check: the name of the table under `[check]`.
    pub kind: String,
    /// Its options with their defaults.
    pub options: toml::Table,
}

/// Why a text is no rule article.
#[derive(Debug, thiserror::Error)]
#[error("line {line}: {reason}")]
pub struct ArticleError {
    /// Line of the article, from 1.
    pub line: u32,
    /// What is wrong.
    pub reason: String,
}

/// The front matter, as written.
#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct FrontMatter {
    id: String,
    criterion: Criterion,
    severity: String,
    #[serde(default)]
    off: bool,
    message: String,
    help: String,
    #[serde(default)]
    outranks: Vec<String>,
    #[serde(default)]
    forms: Vec<Form>,
    #[serde(default)]
    languages: Vec<String>,
    precision: Option<String>,
    check: toml::Table,
}

/// Gives an article the options that it takes from others: `titles = { as-in = "missing-sources" }` is the option of that name there, so
/// that what several rules know is written once.
///
/// # Errors
/// When there is no such rule or option.
pub(super) fn take_over(article: &mut Article, all: &[Article]) -> Result<(), ArticleError> {
    for (name, option) in &mut article.options {
        let Some(from) = option.as_table().filter(|table| table.len() == 1).and_then(|table| table.get("as-in")) else { continue };
        let lender = all.iter().find(|other| from.as_str() == Some(&other.id));
        let lent = lender.and_then(|lender| lender.options.get(name));
        let missing = || ArticleError { line: 1, reason: format!("`{}`: no rule {from} has an option `{name}`", article.id) };
        *option = lent.ok_or_else(missing)?.clone();
    }
    Ok(())
}

/// The closed set of check kinds.
const KINDS: [&str; 6] = ["pattern", "required-section", "selector", "count", "metadata", "coded"];

impl Article {
    /// Reads an article.
    ///
    /// # Errors
    /// When the text is not in the rule form; the error names the line.
    pub fn parse(text: &str) -> Result<Self, ArticleError> {
        let wrong = |line: u32, reason: &str| ArticleError { line, reason: reason.to_owned() };
        let rest = text.strip_prefix("+++\n").ok_or_else(|| wrong(1, "a rule article begins with a `+++` line"))?;
        let (front, body) = rest.split_once("\n+++\n").ok_or_else(|| wrong(1, "the front matter is not closed by a `+++` line"))?;
        let line_of = |offset: usize| 2 + front.get(..offset).map_or(0, |before| before.matches('\n').count() as u32);
        let parsed: FrontMatter = toml::from_str(front).map_err(|error| ArticleError {
            line: error.span().map_or(1, |span| line_of(span.start)),
            reason: error.message().to_owned(),
        })?;
        let line_of_text = |needle: &str| front.find(needle).map_or(1, line_of);
        let severity = Severity::of_name(&parsed.severity)
            .ok_or_else(|| wrong(line_of_text("severity"), "severity is `error`, `warning` or `info`"))?;
        let mut tables = parsed.check.into_iter();
        let (Some((kind, toml::Value::Table(options))), None) = (tables.next(), tables.next()) else {
            return Err(wrong(line_of_text("[check"), "exactly one table stands under [check]"));
        };
        if !KINDS.contains(&kind.as_str()) {
            return Err(wrong(line_of_text("[check"), &format!("no check kind `{kind}`; there are {}", KINDS.join(", "))));
        }
        let title = body.lines().find_map(|line| line.strip_prefix("# ")).ok_or_else(|| wrong(1, "the article has no title"))?;
        Ok(Self {
            id: parsed.id,
            criterion: parsed.criterion,
            severity,
            off: parsed.off,
            message: parsed.message,
            help: parsed.help,
            outranks: parsed.outranks,
            forms: parsed.forms,
            languages: parsed.languages,
            precision: parsed.precision,
            title: title.trim().to_owned(),
            body: body.trim_start_matches('\n').to_owned(),
            kind,
            options,
        })
    }

    /// Its default severity in a word: `off` for a rule that runs only where it is asked for.
    #[must_use]
    pub const fn default_severity(&self) -> &'static str {
        if self.off { "off" } else { self.severity.name() }
    }

    /// Options that a declared kind knows without the article stating them.
    #[must_use]
    pub fn optional_options(&self) -> &'static [&'static str] {
        match self.kind.as_str() {
            "pattern" => &["pattern", "words", "scope", "ignore-case", "except", "replace"],
            "required-section" => &["titles", "types", "level", "after"],
            "selector" => &["css", "forbidden", "required"],
            "count" => &["of", "per", "at-least", "at-most"],
            "metadata" => &["key", "required", "pattern", "one-of", "type"],
            _ => &[],
        }
    }
}
