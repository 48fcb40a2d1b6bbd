//! `rule-folders`: folders that configurations name in, the rule articles in them out, or all that cannot be read.

use std::collections::BTreeSet;
use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};

use super::error::{LISTED, Problem, words};
use super::extended::Layer;
use super::{Config, Error};
use crate::finding::Message;
use crate::limits::{OWN_RULES, RULE_ARTICLE_SIZE, RULE_FOLDERS};
use crate::rule::{OwnArticle, OwnError, Standard};
use crate::source::{absolute, open, shown};

/// What the folders hold.
#[derive(Default)]
pub(super) struct RuleFolders {
    /// The rule articles, folder by folder, by name.
    pub(super) articles: Vec<OwnArticle>,
    /// The folders, as they are named and as they are, relative to the root: what is in them is no article of the library.
    pub(super) folders: Vec<PathBuf>,
}

/// Reads the folders that a configuration and those below it name.
pub(super) fn read(top: &Layer, root: &Path, cwd: &Path) -> Result<RuleFolders, Error> {
    let mut reader = Reader { root, cwd, found: RuleFolders::default(), known: BTreeSet::new(), problems: Vec::new() };
    for layer in top.all() {
        for (line, name) in &layer.rule_folders {
            if let Err((message, way_out)) = reader.named(layer, name) {
                let (path, line) = (Some(shown(&layer.file, cwd)), Some(*line));
                let message = Message::new(message, [name]);
                reader.problems.push(Problem { path, line, column: None, message, way_out: words(way_out) });
            }
        }
    }
    match reader.problems {
        problems if problems.is_empty() => Ok(reader.found),
        problems => Err(invalid(&shown(&top.file, cwd), problems)),
    }
}

/// The problems of rule articles.
pub(super) fn refused(configuration: &Path, errors: Vec<OwnError>) -> Error {
    let problem = |OwnError { path, error }: OwnError| Problem {
        path: Some(path),
        line: Some(error.line),
        column: None,
        message: Message::new("{}", [error.reason]),
        way_out: Message::new("{}", [error.way_out]),
    };
    invalid(configuration, errors.into_iter().map(problem).collect())
}

/// Holds the article types that own rules are for against those that there are: a rule for a type that nobody declares would never run.
pub(super) fn hold_types(standard: &Standard, config: &Config) -> Result<(), Error> {
    let mut problems = Vec::new();
    for (id, rule) in standard.own() {
        let said = config.rule(id).and_then(|setting| setting.options.get("types"));
        let (types, file, line) = match said {
            Some(said) => (Some(said), config.file.as_deref(), None),
            None => (rule.article.options.get("types"), rule.file(), Some(rule.line_of("types"))),
        };
        for name in types.and_then(toml::Value::as_array).into_iter().flatten().filter_map(toml::Value::as_str) {
            if config.types.iter().all(|(of_type, _)| of_type.name != name) {
                let message =
                    Message::new("the rule `{}` is for articles of the type `{}`, which nobody declares", [&rule.article.id, name]);
                let way_out = Message::new("write [types.{}] in the configuration, with `paths` or without", [name]);
                problems.push(Problem { path: file.map(Path::to_path_buf), line, column: None, message, way_out });
            }
        }
    }
    if problems.is_empty() { Ok(()) } else { Err(invalid(config.file.as_deref().unwrap_or(Path::new("")), problems)) }
}

fn invalid(configuration: &Path, mut problems: Vec<Problem>) -> Error {
    let more = problems.len().saturating_sub(LISTED);
    problems.truncate(LISTED);
    Error::Invalid { path: configuration.to_path_buf(), problems, more }
}

struct Reader<'a> {
    root: &'a Path,
    cwd: &'a Path,
    found: RuleFolders,
    /// Folders that were read, as they are: two configurations may name the same one.
    known: BTreeSet<PathBuf>,
    problems: Vec<Problem>,
}

impl Reader<'_> {
    /// Reads a folder that a configuration names; the hole of a reason is for the name.
    fn named(&mut self, layer: &Layer, name: &str) -> Result<(), (&'static str, &'static str)> {
        let folder = absolute(&layer.file.parent().unwrap_or(self.root).join(name), self.cwd);
        let (Ok(real), Ok(root)) = (folder.canonicalize(), self.root.canonicalize()) else {
            let way_out = "write its path from the folder of this configuration, or make the folder";
            return Err(("`rule-folders` names a folder that is not there: `{}`", way_out));
        };
        let Ok(inner) = real.strip_prefix(&root) else {
            let way_out = "put it below the folder of the configuration";
            return Err(("`rule-folders` names a folder outside of the library: `{}`", way_out));
        };
        if !real.is_dir() {
            return Err(("`rule-folders` names what is no folder: `{}`", "name the folder that holds the rule articles"));
        }
        if inner.as_os_str().is_empty() {
            let way_out = "give the rules a folder of their own: what is in it is not audited";
            return Err(("`rule-folders` names the folder of the whole library: `{}`", way_out));
        }
        if self.known.contains(&real) {
            return Ok(());
        }
        if self.known.len() >= RULE_FOLDERS {
            return Err(("`rule-folders` names more than twenty folders, with `{}`", "put the articles of several into one"));
        }
        self.found.folders.push(inner.to_path_buf());
        self.found.folders.extend(folder.strip_prefix(self.root).ok().filter(|named| *named != inner).map(Path::to_path_buf));
        self.known.insert(real);
        self.folder(&folder, &root);
        Ok(())
    }

    fn problem(&mut self, path: &Path, message: Message, way_out: &str) {
        self.problems.push(Problem { path: Some(shown(path, self.cwd)), line: None, column: None, message, way_out: words(way_out) });
    }

    /// Reads the articles of a folder, not of those in it.
    fn folder(&mut self, folder: &Path, root: &Path) {
        let entries = match fs::read_dir(folder) {
            Ok(entries) => entries,
            Err(reason) => {
                let message = Message::new("cannot read the folder of rules: {}", [reason.to_string()]);
                return self.problem(folder, message, "check your rights, or take it out of `rule-folders`");
            }
        };
        let is_article = |path: &PathBuf| {
            let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
            let is_markdown = path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("md"));
            is_markdown && !name.starts_with('.') && !name.eq_ignore_ascii_case("readme.md")
        };
        let left = OWN_RULES - self.found.articles.len().min(OWN_RULES);
        let mut files: Vec<PathBuf> = entries.filter_map(|entry| Some(entry.ok()?.path())).filter(is_article).take(left + 1).collect();
        if files.len() > left {
            let message = words(&format!("there are more than {OWN_RULES} rule articles"));
            return self.problem(folder, message, "say what belongs together in one rule: a list of words is one");
        }
        files.sort();
        for file in files {
            match article(&file, root) {
                Ok(text) => self.found.articles.push(OwnArticle { path: shown(&file, self.cwd), text }),
                Err((message, way_out)) => self.problem(&file, message, way_out),
            }
        }
    }
}

/// The text of a rule article: a regular file inside the library.
fn article(file: &Path, root: &Path) -> Result<String, (Message, &'static str)> {
    let unreadable = |reason: std::io::Error| (Message::new("cannot read the rule article: {}", [reason.to_string()]), "check your rights");
    if !file.canonicalize().map_err(unreadable)?.starts_with(root) {
        return Err((words("the rule article is a link that leads out of the library"), "put a file in its place"));
    }
    let opened = open(file).map_err(unreadable)?;
    // Judged after opening: a pipe put in its place must not stall the run.
    if !opened.metadata().map_err(unreadable)?.is_file() {
        return Err((words("the rule article is not a regular file"), "put a file in its place, or take it out of the folder"));
    }
    let mut bytes = Vec::new();
    opened.take(RULE_ARTICLE_SIZE + 1).read_to_end(&mut bytes).map_err(unreadable)?;
    if bytes.len() as u64 > RULE_ARTICLE_SIZE {
        let message = words(&format!("the rule article is larger than {RULE_ARTICLE_SIZE} bytes"));
        return Err((message, "make several rules of it, or shorten it"));
    }
    String::from_utf8(bytes).map_err(|_| (words("the rule article is not UTF-8"), "save it as UTF-8"))
}
