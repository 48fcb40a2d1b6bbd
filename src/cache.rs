//! What earlier runs made of articles, on disk: records go in and come out by path and content. What they hold is not known here.
//!
//! One file for each way of auditing (build, configuration, day-to-day flags): `contentaudit-VERSION` and a BLAKE3 of what follows; for each record
//! the hash of its path, the BLAKE3 of the article's bytes and a length, sorted by path; the records. Anything odd about it is as good as no file.

use std::collections::BTreeMap;
use std::fs;
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, PoisonError};

use crate::limits;
use crate::source::open;

/// The folder at the library's root.
pub const FOLDER: &str = ".contentaudit-cache";

/// What the name of a file ends with.
const SUFFIX: &str = "cache";

/// Files that are kept: one for each way of auditing, the newest ones.
const FILES: usize = 4;

/// What a file begins with: changes with its layout.
const MARK: &[u8; 16] = b"contentaudit-01\n";

const HASH: usize = 32;
const PATH: usize = 16;

/// Bytes of the table for each record: path, content, length.
const ROW: usize = PATH + HASH + 4;

/// Identifies the way of auditing that records hold for.
pub type Fingerprint = blake3::Hash;

/// The hash of a path.
type PathKey = [u8; PATH];

/// What a record is found by.
#[derive(Clone, Copy, Debug)]
pub struct Key {
    path: PathKey,
    content: [u8; HASH],
}

impl Key {
    /// The key of an article with these bytes. `path` is what messages show.
    #[must_use]
    pub fn of(path: &Path, bytes: &[u8]) -> Self {
        let of_path = blake3::hash(path.as_os_str().as_encoded_bytes());
        Self { path: of_path.as_bytes().first_chunk().copied().unwrap_or_default(), content: *blake3::hash(bytes).as_bytes() }
    }
}

/// A record that was on disk.
struct Known {
    key: Key,
    /// Where it stands in the file, in bytes.
    start: usize,
    len: usize,
    /// An article of this run has its path.
    is_met: AtomicBool,
}

/// The records of a library.
#[derive(Default)]
pub struct Cache {
    file: PathBuf,
    bytes: Vec<u8>,
    /// Sorted by path.
    known: Vec<Known>,
    fresh: Mutex<BTreeMap<PathKey, (Key, Vec<u8>)>>,
    is_damaged: bool,
}

impl Cache {
    /// Opens the records in a folder, which need not be there yet.
    #[must_use]
    pub fn open(folder: &Path, fingerprint: &Fingerprint) -> Self {
        let name: String = fingerprint.to_hex().chars().take(32).collect();
        let mut cache = Self { file: folder.join(name).with_extension(SUFFIX), ..Self::default() };
        // A folder that is a link may lead anywhere.
        if !folder.symlink_metadata().is_ok_and(|about| about.is_dir()) {
            return cache;
        }
        match read(&cache.file) {
            Ok(bytes) => match table(&bytes) {
                Some(known) => (cache.bytes, cache.known) = (bytes, known),
                None => cache.is_damaged = true,
            },
            Err(error) => cache.is_damaged = error.kind() != io::ErrorKind::NotFound,
        }
        cache
    }

    /// Whether there was a file that could not be used.
    #[must_use]
    pub const fn is_damaged(&self) -> bool {
        self.is_damaged
    }

    /// Hands the record of an article to `take`, if there is one.
    pub fn get<T>(&self, key: &Key, take: impl FnOnce(&[u8]) -> Option<T>) -> Option<T> {
        let at = self.known.binary_search_by_key(&key.path, |known| known.key.path).ok();
        if let Some(known) = at.and_then(|at| self.known.get(at)) {
            known.is_met.store(true, Ordering::Relaxed);
            if known.key.content == key.content {
                return self.bytes.get(known.start..known.start + known.len).and_then(take);
            }
        }
        // Repairs are followed by a second run.
        let fresh = self.fresh.lock().unwrap_or_else(PoisonError::into_inner);
        let record = fresh.get(&key.path).filter(|(of, _)| of.content == key.content).map(|(_, record)| record.clone());
        drop(fresh);
        record.as_deref().and_then(take)
    }

    /// Keeps the record of an article, in the place of any other for its path.
    pub fn put(&self, key: Key, record: Vec<u8>) {
        self.fresh.lock().unwrap_or_else(PoisonError::into_inner).insert(key.path, (key, record));
    }

    /// Writes the records, unless nothing is new. `is_whole`: the run met all articles that there are, so that what it did not meet goes.
    ///
    /// # Errors
    /// When the folder or the file cannot be written. The old file stays as it is then.
    pub fn save(&self, is_whole: bool) -> io::Result<()> {
        let fresh = self.fresh.lock().unwrap_or_else(PoisonError::into_inner);
        let goes = |known: &Known| is_whole && !known.is_met.load(Ordering::Relaxed);
        if fresh.is_empty() && !self.known.iter().any(goes) {
            return Ok(());
        }
        let mut all: BTreeMap<PathKey, (&Key, &[u8])> = BTreeMap::new();
        for known in self.known.iter().filter(|known| !goes(known)) {
            let record = self.bytes.get(known.start..known.start + known.len).unwrap_or_default();
            all.insert(known.key.path, (&known.key, record));
        }
        all.extend(fresh.iter().map(|(path, (key, record))| (*path, (key, record.as_slice()))));
        let Some(folder) = self.file.parent() else { return Ok(()) };
        made(folder)?;
        let mut hasher = blake3::Hasher::new();
        let mut file = tempfile::Builder::new().prefix(".new-").tempfile_in(folder)?;
        file.write_all(MARK)?;
        file.write_all(&[0; HASH])?;
        let mut writer = io::BufWriter::with_capacity(1 << 16, file.as_file_mut());
        let mut write = |bytes: &[u8]| {
            hasher.update(bytes);
            writer.write_all(bytes)
        };
        write(&u32::try_from(all.len()).map_err(io::Error::other)?.to_le_bytes())?;
        for (path, (key, record)) in &all {
            write(path)?;
            write(&key.content)?;
            write(&u32::try_from(record.len()).map_err(io::Error::other)?.to_le_bytes())?;
        }
        all.values().try_for_each(|(_, record)| write(record))?;
        writer.flush()?;
        drop(writer);
        let sum = hasher.finalize();
        io::Seek::seek(file.as_file_mut(), io::SeekFrom::Start(MARK.len() as u64))?;
        file.write_all(sum.as_bytes())?;
        file.persist(&self.file).map_err(|error| error.error)?;
        prune(folder, &self.file);
        Ok(())
    }
}

/// Reads a regular file within the limit.
fn read(path: &Path) -> io::Result<Vec<u8>> {
    // A link may lead anywhere.
    if path.symlink_metadata()?.file_type().is_symlink() {
        return Err(io::Error::other("a link"));
    }
    let file = open(path)?;
    let about = file.metadata()?;
    if !about.is_file() || about.len() > limits::CACHE_SIZE {
        return Err(io::Error::other("no file of ours"));
    }
    let mut bytes = Vec::with_capacity(about.len() as usize + 1);
    file.take(limits::CACHE_SIZE).read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// The table of a file, if all of it is as it was written.
fn table(bytes: &[u8]) -> Option<Vec<Known>> {
    let rest = bytes.strip_prefix(MARK)?;
    let (sum, rest) = rest.split_first_chunk::<HASH>()?;
    if blake3::hash(rest).as_bytes() != sum {
        return None;
    }
    let (count, rest) = rest.split_first_chunk::<4>()?;
    let rows = rest.get(..(u32::from_le_bytes(*count) as usize).checked_mul(ROW)?)?;
    let mut start = bytes.len() - rest.len() + rows.len();
    let mut known = Vec::with_capacity(rows.len() / ROW);
    for row in rows.as_chunks::<ROW>().0 {
        let (path, row) = row.split_first_chunk::<PATH>()?;
        let (content, len) = row.split_first_chunk::<HASH>()?;
        let len = u32::from_le_bytes(*len.first_chunk()?) as usize;
        known.push(Known { key: Key { path: *path, content: *content }, start, len, is_met: AtomicBool::new(false) });
        start = start.checked_add(len)?;
    }
    (start == bytes.len() && known.is_sorted_by_key(|known| known.key.path)).then_some(known)
}

/// Makes the folder, which no version control takes in and no backup needs.
fn made(folder: &Path) -> io::Result<()> {
    match folder.symlink_metadata() {
        Ok(about) if about.is_dir() => return Ok(()),
        Ok(_) => return Err(io::Error::other("it is no folder")),
        Err(_) => fs::create_dir_all(folder)?,
    }
    fs::write(folder.join(".gitignore"), "# Made by contentaudit.\n*\n")?;
    // https://bford.info/cachedir/
    fs::write(folder.join("CACHEDIR.TAG"), "Signature: 8a477f597d28d172789f06886806bc55\n# Made by contentaudit.\n")
}

/// Takes out the oldest files of other ways of auditing. One that cannot be removed does no harm.
fn prune(folder: &Path, own: &Path) {
    let Ok(entries) = fs::read_dir(folder) else { return };
    let mut others: Vec<(std::time::SystemTime, PathBuf)> = entries
        .filter_map(Result::ok)
        .map(|entry| entry.path())
        .filter(|path| path != own && path.extension().is_some_and(|extension| extension == SUFFIX))
        .filter_map(|path| Some((path.symlink_metadata().ok()?.modified().ok()?, path)))
        .collect();
    others.sort_unstable();
    let surplus = (others.len() + 1).saturating_sub(FILES);
    for (_, path) in others.into_iter().take(surplus) {
        let _ = fs::remove_file(path);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fingerprint(way: &str) -> Fingerprint {
        blake3::hash(way.as_bytes())
    }

    fn got(cache: &Cache, path: &str, content: &str) -> Option<String> {
        cache.get(&Key::of(Path::new(path), content.as_bytes()), |record| String::from_utf8(record.to_vec()).ok())
    }

    fn put(cache: &Cache, path: &str, content: &str, record: &str) {
        cache.put(Key::of(Path::new(path), content.as_bytes()), record.into());
    }

    /// A folder with the records of two articles.
    fn two() -> tempfile::TempDir {
        let folder = tempfile::tempdir().unwrap();
        let cache = Cache::open(&folder.path().join(FOLDER), &fingerprint("one"));
        put(&cache, "tides.md", "High at six.", "no findings");
        put(&cache, "piers.md", "Pier 2 is", "cut off");
        cache.save(true).unwrap();
        folder
    }

    fn files(folder: &Path) -> Vec<PathBuf> {
        let mut files: Vec<PathBuf> = fs::read_dir(folder.join(FOLDER)).unwrap().map(|entry| entry.unwrap().path()).collect();
        files.retain(|path| path.extension().is_some_and(|extension| extension == SUFFIX));
        files
    }

    #[test]
    fn a_record_holds_for_its_path_and_content_alone() {
        let folder = two();
        let cache = Cache::open(&folder.path().join(FOLDER), &fingerprint("one"));
        assert_eq!(got(&cache, "tides.md", "High at six.").as_deref(), Some("no findings"));
        assert_eq!(got(&cache, "tides.md", "High at seven."), None);
        assert_eq!(got(&cache, "piers.md", "High at six."), None);
        assert_eq!(got(&Cache::open(&folder.path().join(FOLDER), &fingerprint("other")), "tides.md", "High at six."), None);
    }

    #[test]
    fn what_a_whole_run_did_not_meet_goes() {
        let folder = two();
        for (is_whole, left) in [(false, true), (true, false)] {
            let cache = Cache::open(&folder.path().join(FOLDER), &fingerprint("one"));
            assert_eq!(got(&cache, "tides.md", "High at six.").as_deref(), Some("no findings"));
            cache.save(is_whole).unwrap();
            let cache = Cache::open(&folder.path().join(FOLDER), &fingerprint("one"));
            assert_eq!(got(&cache, "piers.md", "Pier 2 is").is_some(), left);
        }
    }

    #[test]
    fn nothing_is_written_when_nothing_is_new() {
        let folder = two();
        let file = files(folder.path()).pop().unwrap();
        fs::set_permissions(&file, {
            let mut of = fs::metadata(&file).unwrap().permissions();
            of.set_readonly(true);
            of
        })
        .unwrap();
        let before = fs::metadata(&file).unwrap().modified().unwrap();
        let cache = Cache::open(&folder.path().join(FOLDER), &fingerprint("one"));
        assert!(got(&cache, "tides.md", "High at six.").is_some() && got(&cache, "piers.md", "Pier 2 is").is_some());
        cache.save(true).unwrap();
        assert_eq!(fs::metadata(&file).unwrap().modified().unwrap(), before);
    }

    #[test]
    fn each_byte_that_is_changed_and_each_that_is_missing_makes_it_as_good_as_no_cache() {
        let folder = two();
        let file = files(folder.path()).pop().unwrap();
        let whole = fs::read(&file).unwrap();
        for at in 0..whole.len() {
            let mut damaged = whole.clone();
            damaged[at] ^= 0x40;
            assert!(table(&damaged).is_none() && table(&whole[..at]).is_none(), "{at}");
        }
        fs::write(&file, &whole[..whole.len() - 1]).unwrap();
        let cache = Cache::open(&folder.path().join(FOLDER), &fingerprint("one"));
        assert!(cache.is_damaged() && got(&cache, "tides.md", "High at six.").is_none());
        put(&cache, "tides.md", "High at six.", "no findings");
        cache.save(true).unwrap();
        assert!(!Cache::open(&folder.path().join(FOLDER), &fingerprint("one")).is_damaged());
    }

    #[test]
    fn few_ways_of_auditing_are_kept_and_no_version_control_sees_them() {
        let folder = two();
        for way in 0..6 {
            let cache = Cache::open(&folder.path().join(FOLDER), &fingerprint(&way.to_string()));
            put(&cache, "tides.md", "High at six.", "no findings");
            cache.save(true).unwrap();
        }
        assert_eq!(files(folder.path()).len(), FILES);
        assert!(fs::read_to_string(folder.path().join(FOLDER).join(".gitignore")).unwrap().contains("\n*\n"));
    }
}
