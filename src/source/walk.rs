//! Finds the articles below folders and among named files: a sorted list comes out, and what was passed over.

use std::borrow::Cow;
use std::cell::LazyCell;
use std::path::{Component, Path, PathBuf};
use std::sync::Mutex;

use globset::GlobSet;
use ignore::{WalkBuilder, WalkState};

use super::Format;

/// What belongs to the library: globs relative to its root.
#[derive(Clone, Debug, Default)]
pub struct Selection {
    /// The library's root; globs are relative to it.
    pub root: PathBuf,
    /// Paths that are articles, as far as we know their extensions; `None`: all of these.
    pub include: Option<GlobSet>,
    /// Paths that are not.
    pub exclude: GlobSet,
    /// Folders of rule articles, relative to the root: these are no articles of the library.
    pub rule_folders: Vec<PathBuf>,
    /// What `.gitignore` and the like name counts, too.
    pub ignored_too: bool,
    /// Files named as arguments are held to these, too: hooks name every file that a change has touched.
    pub named_too: bool,
}

impl Selection {
    /// Whether a file that was named stands where no articles are asked for.
    fn leaves_out(&self, path: &Path, cwd: &Path) -> bool {
        let relative = relative(path, &self.root, cwd);
        let is_included = self.include.as_ref().is_none_or(|include| include.is_match(&relative));
        self.named_too && (!is_included || self.exclude.is_match(&relative))
    }

    /// Whether a path relative to the root lies in a folder of rule articles.
    fn has_rule(&self, relative: &Path) -> bool {
        self.rule_folders.iter().any(|folder| relative.starts_with(folder))
    }
}

/// An article found.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Candidate {
    /// The path that messages show: relative to the working directory, with `/`.
    pub shown: PathBuf,
    /// The path to open, where it is another one: a library of many articles keeps most paths once.
    pub opened: Option<PathBuf>,
    /// Named as an argument: its text decides the format if its name does not.
    pub named: bool,
}

impl Candidate {
    /// A file of this path.
    fn new(path: &Path, cwd: &Path, named: bool) -> Self {
        let shown = shown(path, cwd);
        let opened = (shown != path).then(|| path.to_path_buf());
        Self { shown, opened, named }
    }

    /// The path to open.
    #[must_use]
    pub fn path(&self) -> &Path {
        self.opened.as_deref().unwrap_or(&self.shown)
    }

    /// What the file's name says.
    #[must_use]
    pub fn format(&self) -> Option<Format> {
        Format::of_path(&self.shown)
    }
}

/// A file that was passed over, and why.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Skipped {
    /// As messages show it.
    pub shown: PathBuf,
    /// The setting or reason.
    pub why: Cow<'static, str>,
}

/// A path that could not be walked.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct WalkError {
    /// As messages show it.
    pub shown: PathBuf,
    /// The system's reason.
    pub why: String,
}

/// What a walk found, each list sorted.
#[derive(Clone, Debug, Default)]
pub struct Walk {
    /// Articles, each once.
    pub articles: Vec<Candidate>,
    /// Files passed over by a setting (not those of other extensions).
    pub skipped: Vec<Skipped>,
    /// Files of other extensions, counted.
    pub others: usize,
    /// Paths that could not be walked.
    pub errors: Vec<WalkError>,
}

/// Why what lies in a folder of rules is passed over.
const RULE: &str = "in a folder of rules";

enum Step {
    Article(Candidate),
    Skipped(Skipped),
    Other,
    Error(WalkError),
}

/// Walks `arguments` (files and folders) below the working directory `cwd`. `.gitignore`, unless the selection says otherwise, and hidden files are respected
/// in folders; a file named as an argument is taken as it is.
#[must_use]
pub fn walk(arguments: &[PathBuf], selection: &Selection, cwd: &Path, jobs: usize) -> Walk {
    let mut found = Walk::default();
    let mut folders = Vec::new();
    for argument in arguments {
        match std::fs::metadata(argument) {
            Ok(about) if about.is_dir() => folders.push(argument),
            Ok(_) if !selection.rule_folders.is_empty() && selection.has_rule(&relative(argument, &selection.root, cwd)) => {
                found.skipped.push(Skipped { shown: shown(argument, cwd), why: RULE.into() });
            }
            Ok(_) if selection.leaves_out(argument, cwd) => {
                found.skipped.push(Skipped { shown: shown(argument, cwd), why: "exclude".into() });
            }
            Ok(_) => found.articles.push(Candidate::new(argument, cwd, true)),
            Err(error) => found.errors.push(WalkError { shown: shown(argument, cwd), why: error.to_string() }),
        }
    }
    if let Some((first, rest)) = folders.split_first() {
        let mut builder = WalkBuilder::new(first);
        for folder in rest {
            builder.add(folder);
        }
        // A library need not be a git repository for its .gitignore to count.
        builder.threads(jobs).require_git(false).follow_links(false);
        if selection.ignored_too {
            // Hidden files stay hidden: `.git` has texts that are no articles.
            builder.ignore(false).git_ignore(false).git_global(false).git_exclude(false);
        }
        let steps = Mutex::new(Vec::new());
        builder.build_parallel().run(|| {
            let mut batch = Batch { steps: Vec::new(), out: &steps };
            Box::new(move |entry| {
                batch.steps.extend(step(entry, selection, cwd));
                WalkState::Continue
            })
        });
        for step in steps.into_inner().unwrap_or_else(std::sync::PoisonError::into_inner) {
            match step {
                Step::Article(candidate) => found.articles.push(candidate),
                Step::Skipped(skipped) => found.skipped.push(skipped),
                Step::Other => found.others += 1,
                Step::Error(error) => found.errors.push(error),
            }
        }
    }
    // A file named twice, or named and found below a folder, is one article.
    sort_by_path(&mut found.articles);
    found.articles.dedup_by(|later, first| later.shown == first.shown);
    found.skipped.sort_unstable();
    found.errors.sort_unstable();
    found
}

/// Sorts articles by the path that messages show, part by part as [`Path`] does; what was named comes before what was found.
pub fn sort_by_path(articles: &mut [Candidate]) {
    // No part holds a zero byte, so that the bytes alone tell the order.
    let parts = |path: &Path| -> Vec<u8> {
        let bytes = path.as_os_str().as_encoded_bytes();
        bytes.iter().map(|byte| if *byte == b'/' { 0 } else { *byte }).collect()
    };
    articles.sort_by_cached_key(|article| (parts(&article.shown), !article.named));
}

/// A walker thread's own steps, handed over once, when the thread ends.
struct Batch<'a> {
    steps: Vec<Step>,
    out: &'a Mutex<Vec<Step>>,
}

impl Drop for Batch<'_> {
    fn drop(&mut self) {
        self.out.lock().unwrap_or_else(std::sync::PoisonError::into_inner).append(&mut self.steps);
    }
}

fn step(entry: Result<ignore::DirEntry, ignore::Error>, selection: &Selection, cwd: &Path) -> Option<Step> {
    let entry = match entry {
        Ok(entry) => entry,
        Err(error) => return Some(Step::Error(walk_error(&error, cwd))),
    };
    let kind = entry.file_type()?;
    if kind.is_dir() {
        return None;
    }
    let path = entry.path();
    // Without globs nobody asks for it.
    let relative = LazyCell::new(|| relative(path, &selection.root, cwd));
    // The pictures that lie beside articles match a glob such as `content/**`, and are none for that.
    let is_included = || selection.include.as_ref().is_none_or(|include| include.is_match(&*relative));
    if Format::of_path(path).is_none() || !is_included() {
        return Some(Step::Other);
    }
    let skip = |why: &'static str| Some(Step::Skipped(Skipped { shown: shown(path, cwd), why: why.into() }));
    if !selection.rule_folders.is_empty() && selection.has_rule(&relative) {
        return skip(RULE);
    }
    if !selection.exclude.is_empty() && selection.exclude.is_match(&*relative) {
        return skip("exclude");
    }
    if kind.is_symlink() {
        // A link to a file is followed only within the library's root.
        let (Ok(target), Ok(root)) = (path.canonicalize(), selection.root.canonicalize()) else {
            return skip("a link that leads nowhere");
        };
        if target.is_dir() {
            return None;
        }
        if !target.starts_with(&root) {
            return skip("a link that leads out of the library");
        }
    } else if !kind.is_file() {
        return skip("not a regular file");
    }
    Some(Step::Article(Candidate::new(path, cwd, false)))
}

fn walk_error(error: &ignore::Error, cwd: &Path) -> WalkError {
    let mut path = None;
    let mut inner = error;
    loop {
        match inner {
            ignore::Error::WithPath { path: at, err } => {
                path = Some(at.clone());
                inner = err;
            }
            ignore::Error::WithLineNumber { err, .. } | ignore::Error::WithDepth { err, .. } => inner = err,
            _ => break,
        }
    }
    WalkError { shown: path.map_or_else(|| PathBuf::from("."), |path| shown(&path, cwd)), why: inner.to_string() }
}

/// The path relative to the library's root, for globs; as it is when it lies outside.
#[must_use]
pub fn relative(path: &Path, root: &Path, cwd: &Path) -> PathBuf {
    let clean = absolute(path, cwd);
    let root = absolute(root, cwd);
    clean.strip_prefix(&root).map_or_else(|_| clean.clone(), Path::to_path_buf)
}

/// The path as messages show it: relative to the working directory where it lies below it, without `./`, with `/`.
#[must_use]
pub fn shown(path: &Path, cwd: &Path) -> PathBuf {
    if is_clean(path) {
        return path.to_path_buf();
    }
    let clean = absolute(path, cwd);
    let clean = clean.strip_prefix(cwd).map_or_else(|_| clean.clone(), Path::to_path_buf);
    if std::path::MAIN_SEPARATOR == '/' {
        return clean;
    }
    clean.to_str().map(|text| PathBuf::from(text.replace(std::path::MAIN_SEPARATOR, "/"))).unwrap_or(clean)
}

/// Whether a path is shown as it is, which most are.
fn is_clean(path: &Path) -> bool {
    let is_part = |part: &[u8]| !matches!(part, b"" | b"." | b"..");
    std::path::MAIN_SEPARATOR == '/' && path.as_os_str().as_encoded_bytes().split(|byte| *byte == b'/').all(is_part)
}

/// The path from the root of the disk, without `.` and `..`; the disk is not asked, and links stay as they are named.
#[must_use]
pub fn absolute(path: &Path, cwd: &Path) -> PathBuf {
    let mut clean = PathBuf::new();
    for component in cwd.join(path).components() {
        match component {
            Component::CurDir => {}
            Component::ParentDir => {
                if !clean.pop() {
                    clean.push("..");
                }
            }
            other => clean.push(other),
        }
    }
    clean
}
