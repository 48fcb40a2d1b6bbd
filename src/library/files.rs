//! Which files there are beside the articles: folders are listed at most once, and only those that a link leads into.

use std::collections::HashMap;
use std::path::{Component, Path, PathBuf};
use std::sync::Mutex;

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

/// Entries of a folder: as they are called, by their name in lower case.
type Listing = HashMap<String, Vec<String>>;

/// The disk below one folder.
#[derive(Debug, Default)]
pub struct Files {
    /// Nothing outside this folder is looked at; paths are as messages show them.
    root: Option<PathBuf>,
    /// What shown paths are relative to.
    cwd: PathBuf,
    listings: Mutex<HashMap<PathBuf, Option<Listing>>>,
}

/// Entries of a folder that are kept: no site has more.
const ENTRIES: usize = 200_000;

impl Files {
    /// The files below `root`, which is shown relative to `cwd`.
    #[must_use]
    pub fn below(root: PathBuf, cwd: PathBuf) -> Self {
        Self { root: Some(root), cwd, listings: Mutex::default() }
    }

    /// Whether a path lies within the folder that may be looked at.
    #[must_use]
    pub fn holds(&self, path: &Path) -> bool {
        let leads_out = path.components().next() == Some(Component::ParentDir);
        self.root
            .as_ref()
            .is_some_and(|root| if root.as_os_str().is_empty() { !leads_out && path.is_relative() } else { path.starts_with(root) })
    }

    /// Whether there is a file or folder of that path, in the very letters of its name.
    #[must_use]
    pub fn presence(&self, path: &Path) -> Presence {
        let Some(root) = self.root.as_ref().filter(|_| self.holds(path)) else { return Presence::No };
        let Ok(inner) = path.strip_prefix(root) else { return Presence::No };
        let mut at = root.clone();
        let mut is_exact = true;
        for component in inner.components() {
            let Some(name) = component.as_os_str().to_str() else { return Presence::No };
            let Some(real) = self.entry(&at, name) else { return Presence::No };
            is_exact &= real == name;
            at.push(real);
        }
        if is_exact { Presence::Yes } else { Presence::OtherCase(at.to_string_lossy().into()) }
    }

    /// The name of an entry of a folder: the very one, else one in other letters.
    fn entry(&self, folder: &Path, name: &str) -> Option<String> {
        let mut listings = self.listings.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        let listing = listings.entry(folder.to_path_buf()).or_insert_with(|| self.list(folder)).as_ref()?;
        let named = listing.get(&name.to_lowercase())?;
        // The order of a listing is the disk's own.
        named.iter().find(|real| *real == name).or_else(|| named.iter().min()).cloned()
    }

    fn list(&self, folder: &Path) -> Option<Listing> {
        let mut listing = Listing::new();
        for entry in std::fs::read_dir(self.cwd.join(folder)).ok()?.take(ENTRIES).flatten() {
            if let Ok(name) = entry.file_name().into_string() {
                listing.entry(name.to_lowercase()).or_default().push(name);
            }
        }
        Some(listing)
    }
}
