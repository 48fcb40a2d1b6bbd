//! What `--watch` looks at: the places in which a change may change the report, and which changes there do.

use std::path::{Component, Path, PathBuf};

use ignore::gitignore::Gitignore;
use notify_debouncer_full::notify::event::{EventKind, ModifyKind};
use notify_debouncer_full::notify::{Event, RecursiveMode};

use super::Arguments;
use crate::audit::real;
use crate::cli::Error;
use crate::config::NAMES;
use crate::source::{Format, Selection, absolute, relative};
use crate::waiver::{FILE, FILED};

/// The places of one run.
pub(super) struct Scope {
    /// Folders that count with all below them.
    trees: Vec<PathBuf>,
    /// Files outside of these.
    files: Vec<PathBuf>,
    /// Files and folders that a run writes itself.
    written: Vec<PathBuf>,
    /// What the configuration takes for articles, if it can be read.
    selection: Selection,
    cwd: PathBuf,
    /// What version control leaves out, from the root upwards.
    ignored: Vec<Gitignore>,
}

impl Scope {
    /// The places that a run with these flags depends on. What is wrong in a configuration is no error here: it is about to be mended.
    pub(super) fn of(arguments: &Arguments, cwd: &Path) -> Result<Self, Error> {
        let cwd = cwd.canonicalize().unwrap_or_else(|_| cwd.to_path_buf());
        let at = |path: &Path| real(&absolute(path, &cwd));
        let (root, is_configured) = arguments.configured.root(&arguments.paths, &cwd)?;
        let root = at(&root);
        let (folders, files): (Vec<PathBuf>, Vec<PathBuf>) =
            arguments.paths.iter().chain(&arguments.link_report).map(|path| at(path)).partition(|path| path.is_dir());
        let mut trees: Vec<PathBuf> = is_configured.then(|| root.clone()).into_iter().chain(folders).collect();
        // Sorted, a folder stands before all below it.
        trees.sort();
        trees.dedup_by(|later, first| later.starts_with(&*first));
        let outside = files.into_iter().filter(|file| !trees.iter().any(|tree| file.starts_with(tree)));
        let files = outside.collect();
        let reports = arguments.output.iter().map(|further| &further.path).chain(&arguments.output_file).cloned();
        let written = reports.chain(arguments.cached.folder()).map(|path| at(&path)).collect();
        let mut selection = match arguments.configured.load(&arguments.paths, &cwd) {
            Ok((_, config)) => Selection { root: root.clone(), ..config.selection },
            Err(_) => Selection { root: root.clone(), ..Selection::default() },
        };
        arguments.ignored.set(&mut selection);
        let ignored = root.ancestors().map(|folder| folder.join(".gitignore")).filter(|file| file.is_file());
        let ignored = ignored.map(|file| Gitignore::new(file).0).collect();
        Ok(Self { trees, files, written, selection, cwd, ignored })
    }

    /// What to watch: folders with all below them, and the folders of single files, for a file that is written anew is another one to the system.
    pub(super) fn places(&self) -> Vec<(PathBuf, RecursiveMode)> {
        let folders = self.files.iter().filter_map(|file| file.parent()).map(Path::to_path_buf);
        let mut folders: Vec<PathBuf> = folders.collect();
        folders.sort();
        folders.dedup();
        let trees = self.trees.iter().map(|tree| (tree.clone(), RecursiveMode::Recursive));
        trees.chain(folders.into_iter().map(|folder| (folder, RecursiveMode::NonRecursive))).collect()
    }

    /// The paths of an event that may change the report; the root where the system has lost count.
    pub(super) fn changed<'e>(&'e self, event: &'e Event) -> Vec<&'e Path> {
        if event.need_rescan() {
            return vec![&self.selection.root];
        }
        let comes_or_goes = match event.kind {
            // Reading is what we do ourselves.
            EventKind::Access(_) | EventKind::Modify(ModifyKind::Metadata(_)) | EventKind::Other => return Vec::new(),
            EventKind::Create(_) | EventKind::Remove(_) | EventKind::Modify(ModifyKind::Name(_)) => true,
            EventKind::Modify(_) | EventKind::Any => false,
        };
        event.paths.iter().map(PathBuf::as_path).filter(|path| self.concerns(path, comes_or_goes)).collect()
    }

    /// Whether a change of a file may change the report: that of an article or a configuration, and whether another file is there at all, since
    /// articles link to it.
    fn concerns(&self, path: &Path, comes_or_goes: bool) -> bool {
        if self.written.iter().any(|written| path.starts_with(written)) {
            return false;
        }
        let Some(tree) = self.trees.iter().find(|tree| path.starts_with(tree)) else {
            return self.files.iter().any(|file| file == path) || is_setting(path);
        };
        let inner = path.strip_prefix(tree).unwrap_or(path);
        if inner.parent().is_some_and(|folders| folders != Path::new(".config") && folders.components().any(is_hidden)) {
            return false;
        }
        if is_setting(path) {
            return true;
        }
        if inner.components().any(is_hidden) || self.is_ignored(path) {
            return false;
        }
        let inner = relative(path, &self.selection.root, &self.cwd);
        !self.selection.exclude.is_match(&inner) && (comes_or_goes || Format::of_path(path).is_some())
    }

    fn is_ignored(&self, path: &Path) -> bool {
        let is_below = |ignored: &&Gitignore| path.starts_with(ignored.path());
        !self.selection.ignored_too
            && self.ignored.iter().filter(is_below).any(|ignored| ignored.matched_path_or_any_parents(path, false).is_ignore())
    }
}

fn is_hidden(part: Component<'_>) -> bool {
    part.as_os_str().as_encoded_bytes().starts_with(b".")
}

/// Whether a file may be a part of the configuration: one that another extends has any name.
fn is_setting(path: &Path) -> bool {
    let names = NAMES.iter().filter_map(|name| Path::new(name).file_name()).map(Path::new);
    let names = names.chain([FILED, FILE, ".gitignore", ".ignore"].map(Path::new));
    let is_extended = path.extension().is_some_and(|extension| extension == "toml");
    is_extended || path.file_name().is_some_and(|name| names.into_iter().any(|known| known == name))
}
