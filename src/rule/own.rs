//! The team's own rules: articles of its repository in, the standard with their rules out, or all that is wrong in them.
//!
//! They are read, checked and run as the built-in ones are. What their words say comes from a repository that nobody vouches for, so what cannot be
//! shown as it is (`hardening` P6) is refused here, once, and no report needs to know whose rule a finding is of.

use std::collections::{HashMap, HashSet};
use std::path::{Path, PathBuf};

use super::article::{self, Lines};
use super::{Article, ArticleError, Criterion, Rule, Standard, example};
use crate::finding::{Severity, is_hidden};
use crate::limits;

mod options;

pub(crate) use options::expected;

/// An article of the team's rules.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OwnArticle {
    /// Its file, as messages show it.
    pub path: PathBuf,
    /// Its text.
    pub text: String,
}

/// What is wrong in a rule article of the team.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{}: {error}", path.display())]
pub struct OwnError {
    /// Its file, as messages show it.
    pub path: PathBuf,
    /// Line, reason and way out.
    pub error: ArticleError,
}

/// Where a rule of the team is written.
#[derive(Clone, Debug)]
pub(super) struct Written {
    /// The file, as messages show it.
    pub(super) path: PathBuf,
    /// The lines of its parts.
    pub(super) lines: Lines,
}

/// An article that could be read.
struct Own {
    rule: Rule,
    written: Written,
    text: String,
}

/// What is known of a rule that may be outranked.
struct Known<'a> {
    severity: Severity,
    outranks: &'a [String],
}

impl Standard {
    /// This standard with the team's own rules besides its own.
    ///
    /// # Errors
    /// All that is wrong in the articles, by file and line.
    pub fn with_own(mut self, articles: Vec<OwnArticle>) -> Result<Self, Vec<OwnError>> {
        if articles.is_empty() {
            return Ok(self);
        }
        let stems: HashSet<String> = articles.iter().map(|article| stem(&article.path)).collect();
        let mut errors = Errors::default();
        let mut all: Vec<Own> = Vec::with_capacity(articles.len());
        for OwnArticle { path, text } in articles {
            // The same rule on each system: git may end the lines otherwise.
            let text = text.trim_start_matches('\u{feff}').replace("\r\n", "\n");
            match Article::read(&text) {
                Ok((article, lines)) => {
                    let written = Written { path, lines };
                    all.push(Own { rule: Rule { article, make: None, own: Some(written.clone().into()) }, written, text });
                }
                Err(found) => errors.all.extend(found.into_iter().map(|error| OwnError { path: path.clone(), error })),
            }
        }
        let lent = article::lent(self.rules.iter().chain(all.iter().map(|own| &own.rule)).map(|rule| &rule.article));
        let mut named: HashMap<String, PathBuf> = HashMap::new();
        for own in &mut all {
            let path = own.written.path.clone();
            if let Err(mut error) = article::take_over(&mut own.rule.article, &lent) {
                error.line = own.written.lines.of("check");
                errors.all.push(OwnError { path: path.clone(), error });
            }
            self.judge_name(own, &mut errors);
            judge_words(own, &mut errors);
            options::judge(own, &mut errors);
            judge_examples(own, &mut errors);
            if let Some(other) = named.insert(own.rule.article.id.clone(), path) {
                let reason = format!("the rule `{}` stands in {} as well", own.rule.article.id, other.display());
                errors.add(own, "id", reason, "give one of them another id, and its file that name");
            }
        }
        self.judge_precedence(&all, &stems, &mut errors);
        if !errors.all.is_empty() {
            errors.all.sort_by(|one, other| (&one.path, one.error.line).cmp(&(&other.path, other.error.line)));
            return Err(errors.all);
        }
        all.sort_by(|one, other| one.rule.article.id.cmp(&other.rule.article.id));
        let mut hasher = blake3::Hasher::new();
        hasher.update(self.hash.as_bytes());
        for own in &all {
            hasher.update(blake3::hash(own.text.as_bytes()).as_bytes());
        }
        self.rules.extend(all.into_iter().map(|own| own.rule));
        self.hash = super::short(&hasher);
        self.number();
        Ok(self)
    }

    /// Whether the id is a name that its file has and nothing else.
    fn judge_name(&self, own: &Own, errors: &mut Errors) {
        let id = &own.rule.article.id;
        let is_name = id.starts_with(|c: char| c.is_ascii_lowercase())
            && id.len() <= limits::RULE_NAME
            && id.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-');
        if !is_name {
            let way_out = format!("write at most {} small letters, digits and hyphens, such as `banned-word`", limits::RULE_NAME);
            errors.add(own, "id", format!("`{id}` is no name for a rule"), way_out);
        } else if self.find(id).is_some() {
            let way_out =
                format!("give yours another id and file name; `[rules]` of the configuration changes severity and options of `{id}`");
            errors.add(own, "id", format!("`{id}` is a built-in rule"), way_out);
        } else if Criterion::of_name(id).is_some() {
            errors.add(own, "id", format!("`{id}` is the name of a criterion"), "name the rule after its defect, such as `banned-word`");
        } else if stem(&own.written.path) != *id {
            let way_out = format!("call the file {id}.md, or write id = \"{}\"", stem(&own.written.path));
            errors.add(own, "id", format!("the rule `{id}` stands in a file of another name"), way_out);
        }
    }

    /// Whether whom each rule outranks exists, is no more severe, and does not lead back to it.
    fn judge_precedence(&self, all: &[Own], stems: &HashSet<String>, errors: &mut Errors) {
        let built_in = self.rules.iter().map(|rule| &rule.article);
        let known: HashMap<&str, Known<'_>> = built_in
            .chain(all.iter().map(|own| &own.rule.article))
            .map(|article| (article.id.as_str(), Known { severity: article.severity, outranks: &article.outranks }))
            .collect();
        for own in all {
            let Article { id, severity, outranks, .. } = &own.rule.article;
            for other in outranks {
                let key = format!("outranks.{other}");
                match known.get(other.as_str()) {
                    // A rule that could not be read is there all the same.
                    None if stems.contains(other) => {}
                    None => errors.add(
                        own,
                        &key,
                        format!("it outranks `{other}`, which is no rule"),
                        "`contentaudit rules --isolated` lists the built-in ones",
                    ),
                    Some(Known { severity: higher, .. }) if higher > severity => {
                        let reason = format!("it outranks `{other}`, which is more severe ({})", higher.name());
                        errors.add(own, &key, reason, format!("write severity = \"{}\", or take `{other}` out", higher.name()));
                    }
                    Some(_) => {}
                }
            }
            // Everything that it outranks, over any number of steps, must not lead back to it.
            let mut reached: HashSet<&str> = HashSet::new();
            let mut waiting: Vec<&str> = outranks.iter().map(String::as_str).collect();
            while let Some(next) = waiting.pop() {
                if reached.insert(next) {
                    waiting.extend(known.get(next).into_iter().flat_map(|known| known.outranks).map(String::as_str));
                }
            }
            if reached.contains(id.as_str()) {
                let way_out = "of rules that report the same place one keeps the charge: take one of the names out";
                errors.add(own, "outranks", format!("`{id}` outranks itself over others"), way_out);
            }
        }
    }
}

#[derive(Default)]
struct Errors {
    all: Vec<OwnError>,
    /// Rules with large patterns so far.
    large: usize,
}

impl Errors {
    fn add(&mut self, own: &Own, part: &str, reason: impl Into<String>, way_out: impl Into<String>) {
        self.at(own, own.written.lines.of(part), reason, way_out);
    }

    fn at(&mut self, own: &Own, line: u32, reason: impl Into<String>, way_out: impl Into<String>) {
        let error = ArticleError { line, reason: reason.into(), way_out: way_out.into() };
        self.all.push(OwnError { path: own.written.path.clone(), error });
    }
}

fn stem(path: &Path) -> String {
    path.file_stem().map_or_else(String::new, |stem| stem.to_string_lossy().into_owned())
}

/// Whether what a report prints can be shown as it is, on one line.
fn judge_words(own: &Own, errors: &mut Errors) {
    let article = &own.rule.article;
    let precision = article.precision.as_deref().unwrap_or("as measured");
    for (key, words) in [("message", &*article.message), ("help", &article.help), ("precision", precision)] {
        if words.trim().is_empty() || words.chars().count() > limits::QUOTE_CHARS || words.contains(is_hidden) {
            let reason = format!("`{key}` cannot be shown in a report");
            let way_out = format!("write one line of at most {} characters, none of them invisible", limits::QUOTE_CHARS);
            errors.add(own, key, reason, way_out);
        }
    }
    if article.title.chars().count() > limits::QUOTE_CHARS || article.title.contains(is_hidden) {
        let line = article.body_line + article.body.lines().take_while(|line| !line.starts_with("# ")).count() as u32;
        errors.at(own, line, "the title cannot be shown in a report", "write a few words, none of them invisible");
    }
}

/// Whether the examples can be read; there need not be any.
fn judge_examples(own: &Own, errors: &mut Errors) {
    if let Err(error) = example::cases(&own.rule.article.body) {
        errors.at(own, own.rule.article.body_line + error.line - 1, error.reason, error.way_out);
    }
}
