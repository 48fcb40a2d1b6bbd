//! Puts a repaired article in the place of the old one, so that at every moment a file is one of both, and nobody's edit is lost.
//!
//! Both change places in one step of the file system where it has such a step. What comes out of the file's place then is looked at once more: an
//! editor may have saved between our last look and that step, and gets the place back. It is looked at again when the run ends, for one who had the
//! file open all the while. Elsewhere the new file is renamed over the old one.

use std::fs::{self, Metadata};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// How our temporary files begin and end.
const PREFIX: &str = ".contentaudit-";
const SUFFIX: &str = ".tmp";

/// Why a file was left as it is.
#[derive(Debug, thiserror::Error)]
pub enum Left {
    /// The system refused.
    #[error("cannot write it: {0}")]
    Io(#[from] io::Error),
    /// It may not be written.
    #[error("it is read-only")]
    ReadOnly,
    /// A pipe, a device, a folder.
    #[error("it is not a regular file")]
    NotRegular,
    /// Other names lead to the same bytes, and would go on leading to the old ones.
    #[error("it has several hard links")]
    HardLinks,
    /// A link leads out of the library.
    #[error("it is a link to a file outside the library's root")]
    Outside,
    /// Somebody saved it meanwhile.
    #[error("it was changed while it was repaired")]
    Changed,
    /// Somebody saved it meanwhile, and what they saved could not be put back.
    #[error("it was changed while it was repaired; what was saved is in {}", .0.display())]
    Beside(PathBuf),
}

impl Left {
    /// What the user can do.
    #[must_use]
    pub const fn way_out(&self) -> &'static str {
        match self {
            Self::Io(_) => "check the folder's permissions and free space",
            Self::ReadOnly => "make it writable, or repair it by hand",
            Self::NotRegular => "exclude it in contentaudit.toml",
            Self::HardLinks => "repair it by hand, or break its links first",
            Self::Outside => "repair it where it lies",
            Self::Changed => "run the command again",
            Self::Beside(_) => "rename that file over the article",
        }
    }
}

/// What is known of a file without reading it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Look {
    /// No folder, pipe or device.
    pub is_regular: bool,
    /// Nobody may write it.
    pub is_read_only: bool,
    /// How many names it has.
    pub links: u64,
}

/// What is asked of the file system. A double stands in for it in tests, and fails or stops where it is told to.
pub trait Files {
    /// Where a path leads, links followed.
    ///
    /// # Errors
    /// Those of the system, here and below.
    fn resolve(&self, path: &Path) -> io::Result<PathBuf>;
    /// What is known of a file.
    ///
    /// # Errors
    /// Those of the system.
    fn look(&self, path: &Path) -> io::Result<Look>;
    /// Its bytes.
    ///
    /// # Errors
    /// Those of the system.
    fn read(&self, path: &Path) -> io::Result<Vec<u8>>;
    /// Makes a new file beside another, with its mode, owner and attributes, and returns when the bytes are on the disk.
    ///
    /// # Errors
    /// Those of the system; no file is left then.
    fn create_beside(&self, path: &Path, bytes: &[u8]) -> io::Result<PathBuf>;
    /// Lets two files change places in one step; `false` where the system has no such step.
    ///
    /// # Errors
    /// Those of the system.
    fn exchange(&self, one: &Path, other: &Path) -> io::Result<bool>;
    /// Renames a file over another one.
    ///
    /// # Errors
    /// Those of the system.
    fn rename(&self, from: &Path, to: &Path) -> io::Result<()>;
    /// Removes a file.
    ///
    /// # Errors
    /// Those of the system.
    fn remove(&self, path: &Path) -> io::Result<()>;
    /// Returns when the names in a folder are on the disk.
    ///
    /// # Errors
    /// Those of the system.
    fn sync(&self, folder: &Path) -> io::Result<()>;
    /// The files of a folder.
    ///
    /// # Errors
    /// Those of the system.
    fn list(&self, folder: &Path) -> io::Result<Vec<PathBuf>>;
}

/// A file that gave its place to a repaired one.
#[derive(Debug)]
#[must_use = "it is removed by `settle`"]
pub struct Displaced {
    target: PathBuf,
    /// Where the old file is now; `None`: it is gone.
    old: Option<PathBuf>,
    hash: blake3::Hash,
}

/// Puts new bytes in the place of a file that must still hold the old ones.
///
/// # Errors
/// When that cannot be done; the file is whole then, old or as somebody saved it.
pub fn replace(files: &dyn Files, path: &Path, root: &Path, old: &[u8], new: &[u8]) -> Result<Displaced, Left> {
    let target = files.resolve(path)?;
    let (folder, name) = (path.parent().filter(|folder| !folder.as_os_str().is_empty()), path.file_name());
    let is_link = files.resolve(folder.unwrap_or(Path::new(".")))?.join(name.unwrap_or_default()) != target;
    if is_link && !target.starts_with(files.resolve(root)?) {
        return Err(Left::Outside);
    }
    let look = files.look(&target)?;
    if !look.is_regular {
        return Err(Left::NotRegular);
    }
    if look.is_read_only {
        return Err(Left::ReadOnly);
    }
    if look.links > 1 {
        return Err(Left::HardLinks);
    }
    let fresh = files.create_beside(&target, new)?;
    let placed = place(files, &target, &fresh, old);
    // Whatever went wrong, the file is in its place; the one beside it is ours, unless it says otherwise.
    if placed.as_ref().is_err_and(|left| !matches!(left, Left::Beside(_))) {
        // If this fails, too, the next run sweeps it up.
        let _ = files.remove(&fresh);
    }
    placed
}

fn place(files: &dyn Files, target: &Path, fresh: &Path, old: &[u8]) -> Result<Displaced, Left> {
    if files.read(target)? != old {
        return Err(Left::Changed);
    }
    let hash = blake3::hash(old);
    let is_exchanged = files.exchange(fresh, target)?;
    if !is_exchanged {
        files.rename(fresh, target)?;
    }
    let old = is_exchanged.then(|| fresh.to_path_buf());
    let displaced = Displaced { target: target.to_path_buf(), old, hash };
    if let Some(folder) = target.parent() {
        // The file is in its place; whether its name outlives a power cut is up to the system now.
        let _ = files.sync(folder);
    }
    if !is_untouched(files, &displaced) {
        return Err(give_back(files, &displaced));
    }
    Ok(displaced)
}

/// Whether the old file is still what was read.
fn is_untouched(files: &dyn Files, displaced: &Displaced) -> bool {
    displaced.old.as_ref().is_none_or(|old| files.read(old).is_ok_and(|bytes| blake3::hash(&bytes) == displaced.hash))
}

/// Gives a file the place back that it had: somebody has saved it meanwhile.
fn give_back(files: &dyn Files, displaced: &Displaced) -> Left {
    let Some(old) = &displaced.old else { return Left::Changed };
    match files.rename(old, &displaced.target) {
        Ok(()) => Left::Changed,
        Err(_) => Left::Beside(old.clone()),
    }
}

/// Removes the old file for good, when the run ends.
///
/// # Errors
/// When somebody has saved it meanwhile; it has its place back then.
pub fn settle(files: &dyn Files, displaced: &Displaced) -> Result<(), Left> {
    if !is_untouched(files, displaced) {
        return Err(give_back(files, displaced));
    }
    if let Some(old) = &displaced.old {
        // If this fails, the next run sweeps it up.
        let _ = files.remove(old);
    }
    Ok(())
}

/// Removes what a run left in a folder that was killed.
pub fn sweep(files: &dyn Files, folder: &Path) {
    for path in files.list(folder).unwrap_or_default() {
        let is_ours =
            path.file_name().and_then(|name| name.to_str()).is_some_and(|name| name.starts_with(PREFIX) && name.ends_with(SUFFIX));
        if is_ours {
            // What cannot be removed is nobody's article.
            let _ = files.remove(&path);
        }
    }
}

/// The file system.
#[derive(Clone, Copy, Debug, Default)]
pub struct Disk;

impl Files for Disk {
    fn resolve(&self, path: &Path) -> io::Result<PathBuf> {
        fs::canonicalize(path)
    }

    fn look(&self, path: &Path) -> io::Result<Look> {
        let about = fs::metadata(path)?;
        Ok(Look { is_regular: about.is_file(), is_read_only: is_read_only(&about), links: links(&about) })
    }

    fn read(&self, path: &Path) -> io::Result<Vec<u8>> {
        fs::read(path)
    }

    fn create_beside(&self, path: &Path, bytes: &[u8]) -> io::Result<PathBuf> {
        let folder = path.parent().ok_or(io::ErrorKind::NotFound)?;
        // A random name, created for us alone; removed again if anything below fails.
        let mut file = tempfile::Builder::new().prefix(PREFIX).suffix(SUFFIX).rand_bytes(12).tempfile_in(folder)?;
        file.write_all(bytes)?;
        copy_attributes(path, file.path())?;
        file.as_file().sync_all()?;
        let (_, path) = file.keep().map_err(|error| error.error)?;
        Ok(path)
    }

    fn exchange(&self, one: &Path, other: &Path) -> io::Result<bool> {
        exchange(one, other)
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        fs::rename(from, to)
    }

    fn remove(&self, path: &Path) -> io::Result<()> {
        fs::remove_file(path)
    }

    fn sync(&self, folder: &Path) -> io::Result<()> {
        sync(folder)
    }

    fn list(&self, folder: &Path) -> io::Result<Vec<PathBuf>> {
        fs::read_dir(folder)?.map(|entry| entry.map(|entry| entry.path())).collect()
    }
}

#[cfg(unix)]
fn is_read_only(about: &Metadata) -> bool {
    use std::os::unix::fs::PermissionsExt;
    about.permissions().mode() & 0o222 == 0
}

#[cfg(not(unix))]
fn is_read_only(about: &Metadata) -> bool {
    about.permissions().readonly()
}

#[cfg(unix)]
fn links(about: &Metadata) -> u64 {
    std::os::unix::fs::MetadataExt::nlink(about)
}

/// The standard library says it nowhere else.
#[cfg(not(unix))]
const fn links(_: &Metadata) -> u64 {
    1
}

/// Gives a file the owner, the extended attributes and the mode of another one.
#[cfg(unix)]
fn copy_attributes(from: &Path, to: &Path) -> io::Result<()> {
    use std::os::unix::fs::{MetadataExt, chown};
    let (like, now) = (fs::metadata(from)?, fs::metadata(to)?);
    if (like.uid(), like.gid()) != (now.uid(), now.gid()) {
        chown(to, Some(like.uid()), Some(like.gid()))?;
    }
    // A file system without extended attributes has none to keep.
    for name in xattr::list(from).into_iter().flatten() {
        if let Some(value) = xattr::get(from, &name)? {
            match xattr::set(to, &name, &value) {
                Err(error) if xattr::get(to, &name).ok().flatten().as_deref() != Some(&*value) => return Err(error),
                _ => {}
            }
        }
    }
    // Last: a change of owner may take bits of the mode away.
    fs::set_permissions(to, like.permissions())
}

#[cfg(not(unix))]
fn copy_attributes(from: &Path, to: &Path) -> io::Result<()> {
    fs::set_permissions(to, fs::metadata(from)?.permissions())
}

/// Linux has had the step since 3.15, for most file systems; macOS for APFS.
#[cfg(any(target_os = "linux", target_os = "macos"))]
fn exchange(one: &Path, other: &Path) -> io::Result<bool> {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    use rustix::io::Errno;
    match renameat_with(CWD, one, CWD, other, RenameFlags::EXCHANGE) {
        Ok(()) => Ok(true),
        Err(Errno::INVAL | Errno::NOSYS | Errno::NOTSUP) => Ok(false),
        Err(error) => Err(error.into()),
    }
}

#[cfg(not(any(target_os = "linux", target_os = "macos")))]
const fn exchange(_: &Path, _: &Path) -> io::Result<bool> {
    Ok(false)
}

#[cfg(unix)]
fn sync(folder: &Path) -> io::Result<()> {
    fs::File::open(folder)?.sync_all()
}

/// A folder cannot be opened as a file there.
#[cfg(not(unix))]
const fn sync(_: &Path) -> io::Result<()> {
    Ok(())
}
