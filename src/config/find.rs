//! Finds the configuration of a library and reads it: arguments in, the library's root and the text of its configuration out.

use std::io::Read;
use std::path::{Path, PathBuf};

use super::{Error, Request};
use crate::limits::CONFIG_SIZE;
use crate::source::{absolute, open, shown};

/// Names of a configuration, in the order in which one folder is searched.
pub const NAMES: [&str; 3] = ["contentaudit.toml", ".contentaudit.toml", ".config/contentaudit.toml"];

/// A library: its root, and the configuration that it was found by.
pub(super) struct Found {
    /// Folder that globs are relative to.
    pub(super) root: PathBuf,
    /// The configuration, and its text.
    pub(super) file: Option<(PathBuf, String)>,
}

/// Finds the one library that all arguments belong to.
pub(super) fn find(request: &Request<'_>) -> Result<Found, Error> {
    let cwd = request.cwd;
    if let Some(file) = request.config {
        let file = absolute(file, cwd);
        let text = read(&file, cwd)?;
        return Ok(Found { root: root_of(&file), file: Some((shown(&file, cwd), text)) });
    }
    let starts = starts(request);
    if !request.isolated {
        let mut found = starts.iter().map(|start| (start, nearest(start)));
        let first = found.next();
        if let (Some(first), Some(other)) = (&first, found.find(|(_, file)| first.as_ref().is_some_and(|(_, first)| first != file))) {
            let library = |(start, file): &(&PathBuf, Option<PathBuf>)| (shown(start, cwd), file.as_ref().map(|file| shown(file, cwd)));
            return Err(Error::SeveralLibraries { first: library(first), second: library(&other) });
        }
        if let Some((_, Some(file))) = first {
            let text = read(&file, cwd)?;
            return Ok(Found { root: root_of(&file), file: Some((shown(&file, cwd), text)) });
        }
    }
    Ok(Found { root: common(request).unwrap_or_else(|| cwd.to_path_buf()), file: None })
}

/// Folders to search from: a folder argument itself, the folder of a file.
fn starts(request: &Request<'_>) -> Vec<PathBuf> {
    let folder = |path: &Path, is_folder: bool| {
        let path = absolute(path, request.cwd);
        if is_folder { path } else { path.parent().map_or_else(|| request.cwd.to_path_buf(), Path::to_path_buf) }
    };
    let mut starts: Vec<PathBuf> = request.paths.iter().map(|path| folder(path, request.cwd.join(path).is_dir())).collect();
    starts.extend(request.stdin.map(|name| folder(name, false)));
    starts.sort();
    starts.dedup();
    starts
}

/// The folder that holds all folder arguments.
fn common(request: &Request<'_>) -> Option<PathBuf> {
    let mut folders = request.paths.iter().map(|path| absolute(path, request.cwd)).filter(|path| path.is_dir());
    let mut root = folders.next()?;
    for folder in folders {
        while !folder.starts_with(&root) {
            if !root.pop() {
                return None;
            }
        }
    }
    Some(root)
}

/// The nearest configuration at or above a folder.
fn nearest(start: &Path) -> Option<PathBuf> {
    start.ancestors().flat_map(|folder| NAMES.map(|name| folder.join(name))).find(|file| file.symlink_metadata().is_ok())
}

/// The folder of a configuration; `.config/` counts as its parent.
pub(super) fn root_of(file: &Path) -> PathBuf {
    let folder = file.parent().unwrap_or(file);
    let folder = if folder.ends_with(".config") { folder.parent().unwrap_or(folder) } else { folder };
    folder.to_path_buf()
}

pub(super) fn read(file: &Path, cwd: &Path) -> Result<String, Error> {
    let path = shown(file, cwd);
    let unreadable = |reason| Error::Unreadable { path: path.clone(), reason };
    let opened = open(file).map_err(unreadable)?;
    // Judged after opening: a pipe put in its place must not stall the run.
    if !opened.metadata().map_err(unreadable)?.is_file() {
        return Err(Error::NotRegular { path });
    }
    let mut bytes = Vec::new();
    opened.take(CONFIG_SIZE + 1).read_to_end(&mut bytes).map_err(unreadable)?;
    if bytes.len() as u64 > CONFIG_SIZE {
        return Err(Error::TooLarge { path, limit: CONFIG_SIZE });
    }
    String::from_utf8(bytes).map_err(|_| Error::NotText { path })
}
