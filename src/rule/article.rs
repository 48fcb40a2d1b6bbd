//! Reads a rule's article: front matter between `+++` lines, then the body with its examples.

use std::collections::{BTreeMap, HashMap};

use super::Criterion;
use crate::finding::Severity;

mod front;

use front::Front;
pub(super) use front::Lines;

/// A form an article can have, for rules whose defect exists in some forms only.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// Markdown and MDX.
    Markdown,
    /// HTML.
    Html,
    /// Plain text.
    Text,
}

impl Form {
    /// All forms.
    pub const ALL: [Self; 3] = [Self::Markdown, Self::Html, Self::Text];

    /// The name in rule articles and output.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Markdown => "markdown",
            Self::Html => "html",
            Self::Text => "text",
        }
    }

    /// The form of that name.
    #[must_use]
    pub fn of_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|form| form.name() == name)
    }
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
    /// The line of the article on which that begins, from 1.
    pub body_line: u32,
    /// The kind of check: the name of the table under `[check]`.
    pub kind: String,
    /// Its options with their defaults.
    pub options: toml::Table,
}

/// Why a text is no rule article.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("line {line}: {reason}")]
pub struct ArticleError {
    /// Line of the article, from 1.
    pub line: u32,
    /// What is wrong.
    pub reason: String,
    /// What to write instead.
    pub way_out: String,
}

/// Options that articles take from others, by the rule that has them and by name.
pub(super) type Lent = BTreeMap<(String, String), toml::Value>;

/// The options that these articles take from each other: `titles = { as-in = "missing-sources" }` is the option of that name there, so that what
/// several rules know is written once.
pub(super) fn lent<'a>(articles: impl Iterator<Item = &'a Article> + Clone) -> Lent {
    let by_id: HashMap<&str, &Article> = articles.clone().map(|article| (&*article.id, article)).collect();
    let taken = articles.flat_map(|article| article.options.iter().filter_map(|(name, option)| Some((name, lender(option)?))));
    let option = |(name, from): (&String, &str)| Some(((from.to_owned(), name.clone()), by_id.get(from)?.options.get(name)?.clone()));
    taken.filter_map(option).collect()
}

/// The rule that an option is taken from.
fn lender(option: &toml::Value) -> Option<&str> {
    option.as_table().filter(|table| table.len() == 1)?.get("as-in")?.as_str()
}

/// Gives an article the options that it takes from others.
///
/// # Errors
/// When there is no such rule or option.
pub(super) fn take_over(article: &mut Article, lent: &Lent) -> Result<(), ArticleError> {
    for (name, option) in &mut article.options {
        let Some(from) = lender(option).map(str::to_owned) else { continue };
        let missing = || ArticleError {
            line: 1,
            reason: format!("`{}`: no rule \"{from}\" has an option `{name}`", article.id),
            way_out: "name a rule that has it, or write the value itself".to_owned(),
        };
        *option = lent.get(&(from.clone(), name.clone())).ok_or_else(missing)?.clone();
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
        let none = ArticleError { line: 1, reason: "it is no rule article".to_owned(), way_out: String::new() };
        Self::read(text).map(|(article, _)| article).map_err(|errors| errors.into_iter().next().unwrap_or(none))
    }

    /// Reads an article, with the lines of its parts.
    ///
    /// # Errors
    /// All that is wrong in it, by line.
    pub(super) fn read(text: &str) -> Result<(Self, Lines), Vec<ArticleError>> {
        let wrong =
            |line: u32, reason: &str, way_out: &str| vec![ArticleError { line, reason: reason.to_owned(), way_out: way_out.to_owned() }];
        let form = "the first line is `+++`, then come the declaration in TOML, another `+++` and the text";
        let rest = text.strip_prefix("+++\n").ok_or_else(|| wrong(1, "a rule article begins with a `+++` line", form))?;
        let (front, body) = rest.split_once("\n+++\n").ok_or_else(|| wrong(1, "the front matter is not closed by a `+++` line", form))?;
        let read = front::read(front)?;
        let body_line = 4 + front.matches('\n').count() as u32;
        let title = body.lines().find_map(|line| line.strip_prefix("# ")).map(str::trim).filter(|title| !title.is_empty());
        let (Front { id: Some(id), criterion: Some(criterion), severity: Some(severity), .. }, Some(title)) = (&read, title) else {
            return Err(wrong(body_line, "the article has no title", "write one below the front matter: `# What is the matter`"));
        };
        let body = body.trim_start_matches('\n');
        let article = Self {
            id: id.clone(),
            criterion: *criterion,
            severity: *severity,
            off: read.off,
            message: read.message.unwrap_or_default(),
            help: read.help.unwrap_or_default(),
            outranks: read.outranks,
            forms: read.forms,
            languages: read.languages,
            precision: read.precision,
            title: title.to_owned(),
            body: body.to_owned(),
            body_line: text.get(..text.len() - body.len()).map_or(1, |above| above.matches('\n').count() as u32 + 1),
            kind: read.check.as_ref().map(|(kind, _)| kind.clone()).unwrap_or_default(),
            options: read.check.map(|(_, options)| options).unwrap_or_default(),
        };
        Ok((article, read.lines))
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
