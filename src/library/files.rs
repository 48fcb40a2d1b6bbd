//! Which files there are beside the articles: folders are listed at most once, and only those that a link leads into.

use std::ffi::{OsStr, OsString};
use std::path::{Component, Path, PathBuf, is_separator};
use std::sync::{Mutex, OnceLock};

use rustc_hash::{FxHashMap, FxHashSet};

use crate::source::absolute;

/// What the disk says of a path.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Presence {
    /// It is there.
    Yes,
    /// It is there in other letters: upper case for lower case or the reverse. Holds the name as it is on disk.
    OtherCase(Box<str>),
    /// It is not.
    No,
}

/// A folder that a link leads into.
#[derive(Debug)]
struct Folder {
    /// Its path on the disk.
    real: PathBuf,
    /// Whether that is the path that was asked for, to the letter.
    is_exact: bool,
    /// Its entries as they are called, by their name in lower case.
    entries: FxHashMap<String, Vec<String>>,
    /// What stands before each dot of a name, in lower case: most of what is asked for with one ending after the other is not there with any.
    stems: FxHashSet<String>,
}

impl Folder {
    /// The name of an entry: the very one, else one in other letters.
    fn entry(&self, name: &str) -> Option<&str> {
        let named = self.entries.get(&name.to_lowercase())?;
        // The order of a listing is the disk's own.
        named.iter().find(|real| *real == name).or_else(|| named.iter().min()).map(String::as_str)
    }
}

/// Folders by the path that was asked for; nothing for those that are not there.
type Folders = FxHashMap<OsString, Option<Folder>>;

/// The disk below one folder.
#[derive(Debug, Default)]
pub struct Files {
    /// Nothing outside this folder is looked at; paths are as messages show them.
    root: Option<PathBuf>,
    /// What shown paths are relative to.
    cwd: PathBuf,
    folders: Mutex<Folders>,
    /// The folder that holds the root, if its neighbours may be asked for; found for the first link that leads out.
    above: OnceLock<Option<PathBuf>>,
}

/// What stands at the top of a project: nothing beside it belongs to it.
const TOP: [&str; 4] = [".git", "contentaudit.toml", ".contentaudit.toml", ".config"];

/// Entries of a folder that are kept: no site has more.
const ENTRIES: usize = 200_000;

impl Files {
    /// The files below `root`, which is shown relative to `cwd`.
    #[must_use]
    pub fn below(root: PathBuf, cwd: PathBuf) -> Self {
        Self { root: Some(root), cwd, folders: Mutex::default(), above: OnceLock::new() }
    }

    /// Whether a path lies within the folder that may be looked at.
    #[must_use]
    pub fn holds(&self, path: &Path) -> bool {
        let Some(root) = &self.root else { return false };
        if root.as_os_str().is_empty() {
            return path.components().next() != Some(Component::ParentDir) && path.is_relative();
        }
        // Most paths are written as the root is; only what is left is compared part by part.
        let rest = path.as_os_str().as_encoded_bytes().strip_prefix(root.as_os_str().as_encoded_bytes());
        rest.is_some_and(|rest| rest.first().is_none_or(|byte| is_separator(char::from(*byte)))) || path.starts_with(root)
    }

    /// Whether there is a file or folder of that path, in the very letters of its name.
    #[must_use]
    pub fn presence(&self, path: &Path) -> Presence {
        if self.root.as_ref().is_some_and(|root| path == root) {
            return Presence::Yes;
        }
        let found = self.in_folder(path, |folder, name| match folder.entry(name)? {
            real if real == name && folder.is_exact => Some(Presence::Yes),
            real => Some(Presence::OtherCase(folder.real.join(real).to_string_lossy().into())),
        });
        found.unwrap_or(Presence::No)
    }

    /// The path of what lies beside the root, for a link that leads one folder out of it: `rest` is that path from the folder that holds the root.
    /// Nothing further out is asked for, and nothing outside of a project.
    pub(super) fn beside(&self, rest: &Path) -> Option<PathBuf> {
        let above = self.above.get_or_init(|| {
            let root = absolute(self.root.as_ref()?, &self.cwd);
            let is_top = TOP.iter().any(|name| root.join(name).symlink_metadata().is_ok());
            root.parent().filter(|_| !is_top).map(Path::to_path_buf)
        });
        let at = above.as_ref()?.join(rest);
        (!at.starts_with(absolute(self.root.as_ref()?, &self.cwd))).then_some(at)
    }

    /// Whether a file may be there whose name is the last one of this path, a dot and an ending.
    pub(super) fn has_stem(&self, path: &Path) -> bool {
        self.in_folder(path, |folder, name| Some(folder.stems.contains(&name.to_lowercase()))).unwrap_or(false)
    }

    /// Asks the folder of a path for the name that the path ends with.
    fn in_folder<T>(&self, path: &Path, ask: impl FnOnce(&Folder, &str) -> Option<T>) -> Option<T> {
        let root = self.root.as_ref().filter(|_| self.holds(path))?;
        let (parent, name) = (path.parent()?, path.file_name().and_then(OsStr::to_str)?);
        let mut folders = self.folders.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        ask(self.folder(&mut folders, root, parent)?, name)
    }

    /// A folder at or below the root.
    fn folder<'f>(&self, folders: &'f mut Folders, root: &Path, asked: &Path) -> Option<&'f Folder> {
        let mut at = asked.to_path_buf();
        if !folders.contains_key(asked.as_os_str()) {
            at = root.to_path_buf();
            if !folders.contains_key(at.as_os_str()) {
                folders.insert(at.as_os_str().to_owned(), self.list(at.clone(), true));
            }
            for component in asked.strip_prefix(root).ok()?.components() {
                let below = at.join(component);
                if !folders.contains_key(below.as_os_str()) {
                    let above = folders.get(at.as_os_str()).and_then(Option::as_ref);
                    let found = above.zip(component.as_os_str().to_str()).and_then(|(above, name)| {
                        let real = above.entry(name)?;
                        self.list(above.real.join(real), above.is_exact && real == name)
                    });
                    if found.is_none() {
                        // Nothing is below it either.
                        folders.insert(asked.as_os_str().to_owned(), None);
                        return None;
                    }
                    folders.insert(below.as_os_str().to_owned(), found);
                }
                at = below;
            }
        }
        folders.get(at.as_os_str())?.as_ref()
    }

    fn list(&self, folder: PathBuf, is_exact: bool) -> Option<Folder> {
        let mut entries: FxHashMap<String, Vec<String>> = FxHashMap::default();
        let mut stems = FxHashSet::default();
        for entry in std::fs::read_dir(self.cwd.join(&folder)).ok()?.take(ENTRIES).flatten() {
            if let Ok(name) = entry.file_name().into_string() {
                let lower = name.to_lowercase();
                stems.extend(lower.match_indices('.').filter_map(|(at, _)| lower.get(..at).map(str::to_owned)));
                entries.entry(lower).or_default().push(name);
            }
        }
        Some(Folder { real: folder, is_exact, entries, stems })
    }
}
