//! `extends`: a configuration stands on others, which are regular files inside the library's root.

use std::cell::Cell;
use std::path::{Path, PathBuf};

use super::error::{Problem, words};
use super::parsed::{Parsed, head, parse};
use super::{Error, find};
use crate::finding::Message;
use crate::rule::Standard;
use crate::source::{absolute, shown};

/// Configurations one above the other, at most.
const DEPTH: usize = 10;

/// Configurations that one stands on, at most: each may name many.
const ALL: usize = 100;

/// A configuration and those that it stands on, as they are written.
pub(super) struct Layer {
    /// Where it is.
    pub(super) file: PathBuf,
    text: String,
    /// The folders of rules that it states, each with its line.
    pub(super) rule_folders: Vec<(u32, String)>,
    /// Those that it extends, the later ones on the earlier ones.
    below: Vec<Layer>,
}

impl Layer {
    /// This one and all that it stands on, what stands below first.
    pub(super) fn all(&self) -> Vec<&Self> {
        // No deeper than `DEPTH`.
        self.below.iter().flat_map(Self::all).chain([self]).collect()
    }
}

/// Reads configurations with what they stand on.
pub(super) struct Extended<'a> {
    pub(super) standard: &'a Standard,
    pub(super) root: &'a Path,
    pub(super) cwd: &'a Path,
    /// How many were read.
    pub(super) number: Cell<usize>,
}

impl Extended<'_> {
    /// A configuration with those that it extends; `above`: those that extend it.
    pub(super) fn read(&self, file: &Path, text: String, above: &[PathBuf]) -> Result<Layer, Error> {
        let path = shown(file, self.cwd);
        let head = head(self.standard, &path, &text);
        let chain = [above, &[file.to_path_buf()]].concat();
        let mut below = Vec::with_capacity(head.extends.len());
        for (line, name) in head.extends {
            let refused = |message: Message, way_out: &str| {
                let problem = Problem { path: Some(path.clone()), line: Some(line), column: None, message, way_out: words(way_out) };
                Error::Invalid { path: path.clone(), problems: vec![problem], more: 0 }
            };
            let base = absolute(&file.parent().unwrap_or(file).join(&name), self.cwd);
            if chain.len() >= DEPTH && !chain.contains(&base) {
                let message = Message::new("`extends` leads over more than ten configurations, to `{}`", [&name]);
                return Err(refused(message, "take one of the lines out"));
            }
            if chain.contains(&base) {
                let message = Message::new("`extends` leads from `{}` back to a configuration that extends it", [&name]);
                return Err(refused(message, "take one of the lines out"));
            }
            if self.number.replace(self.number.get() + 1) >= ALL {
                let message = Message::new("`extends` leads to more than a hundred configurations, with `{}`", [&name]);
                return Err(refused(message, "name each of them once"));
            }
            let (Ok(real), Ok(root)) = (base.canonicalize(), self.root.canonicalize()) else {
                let message = Message::new("`extends` names a file that is not there: `{}`", [&name]);
                return Err(refused(message, "write its path from the folder of this configuration"));
            };
            if !real.starts_with(&root) {
                let message = Message::new("`extends` names a file outside of the library: `{}`", [&name]);
                return Err(refused(message, "put it below the folder of the configuration"));
            }
            below.push(self.read(&base, find::read(&base, self.cwd)?, &chain)?);
        }
        Ok(Layer { file: file.to_path_buf(), text, rule_folders: head.rule_folders, below })
    }
}

/// What a configuration says on top of those that it extends.
pub(super) fn parsed(layer: &Layer, standard: &Standard, root: &Path, cwd: &Path) -> Result<Parsed, Error> {
    let path = shown(&layer.file, cwd);
    let own = parse(standard, &path, &folder_of(&layer.file, root), &layer.text).map_err(|(problems, more)| Error::Invalid {
        path: path.clone(),
        problems,
        more,
    })?;
    let mut below: Option<Parsed> = None;
    for layer in &layer.below {
        let inherited = parsed(layer, standard, root, cwd)?;
        below = Some(match below {
            Some(earlier) => inherited.on(earlier),
            None => inherited,
        });
    }
    Ok(match below {
        Some(below) => own.on(below),
        None => own,
    })
}

/// Where a configuration lies from the library's root, with `/`: what it states is relative to that.
fn folder_of(file: &Path, root: &Path) -> String {
    let folder = find::root_of(file);
    let inner = folder.strip_prefix(root).unwrap_or(Path::new(""));
    let parts: Vec<_> = inner.components().map(|part| part.as_os_str().to_string_lossy()).collect();
    parts.join("/")
}

/// What a flag or the environment says, as a configuration of its own; `who` stands in the place of a file.
pub(super) fn said(who: &str, lines: &[String], standard: &Standard) -> Result<Parsed, Error> {
    let path = Path::new(who);
    let refused = |message: Message, way_out: &str| {
        let problem = Problem { path: Some(path.to_path_buf()), line: None, column: None, message, way_out: words(way_out) };
        Error::Invalid { path: path.to_path_buf(), problems: vec![problem], more: 0 }
    };
    if let Some(line) = lines.iter().find(|line| line.contains(['\n', '\r'])) {
        return Err(refused(Message::new("`{}` is more than one line", [line]), "give each key by a flag of its own"));
    }
    let text = lines.join("\n");
    let head = super::parsed::head(standard, path, &text);
    if !head.extends.is_empty() || !head.rule_folders.is_empty() {
        return Err(refused(
            words("`extends` and `rule-folders` are for configuration files"),
            "write them into a file, and name that with --config",
        ));
    }
    parse(standard, path, "", &text).map_err(|(problems, more)| Error::Invalid { path: path.to_path_buf(), problems, more })
}

impl Parsed {
    /// What flags say on top of files: it holds on all paths, whatever the files say of some.
    pub(super) fn over(self, mut below: Self) -> Self {
        for of_paths in &mut below.overrides {
            for rule in &mut of_paths.rules {
                let Some(said) = self.rules.iter().find(|said| said.rule == rule.rule) else { continue };
                rule.severity = rule.severity.filter(|_| said.severity.is_none());
                rule.options.retain(|key, _| !said.options.contains_key(key));
            }
            of_paths.language = of_paths.language.take().filter(|_| self.language.is_none());
        }
        self.on(below)
    }

    /// This configuration on top of another: what it says holds, the other says the rest.
    pub(super) fn on(mut self, below: Self) -> Self {
        let mut rules = below.rules;
        for rule in self.rules {
            match rules.iter_mut().find(|known| known.rule == rule.rule) {
                Some(known) => {
                    known.severity = rule.severity.or(known.severity);
                    known.options.extend(rule.options);
                }
                None => rules.push(rule),
            }
        }
        let is_ours = |name: &str| self.types.iter().any(|(own, _)| *own.name == *name);
        let types: Vec<_> = below.types.into_iter().filter(|(inherited, _)| !is_ours(&inherited.name)).collect();
        // Weights sum to ten in each file, and a mixture of two would not.
        if self.weights.iter().all(Option::is_none) {
            self.weights = below.weights;
        }
        Self {
            profile: self.profile.or(below.profile),
            include: self.include.or(below.include),
            exclude: self.exclude.or(below.exclude),
            language: self.language.or(below.language),
            rules,
            weights: self.weights,
            points: self.points.or(below.points),
            unmet: self.unmet.or(below.unmet),
            limits: below.limits.into_iter().chain(self.limits).collect(),
            // A type is said once, by the upper one; the first type whose paths match decides, and the last override.
            types: self.types.into_iter().chain(types).collect(),
            scopes: self.scopes.or(below.scopes),
            links: self.links.or(below.links),
            overrides: below.overrides.into_iter().chain(self.overrides).collect(),
            has_rule_folders: self.has_rule_folders || below.has_rule_folders,
            said_in: below.said_in.into_iter().chain(self.said_in).collect(),
        }
    }
}
