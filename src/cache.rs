//! What earlier runs made of articles, on disk: records go in and come out by path and content. What they hold is not known here.
//!
//! One file for each way of auditing (build, configuration, day-to-day flags): `contentaudit-VERSION`; the records; for each of them the hash of its
//! path, the BLAKE3 of the article's bytes, its place and its length, sorted by path; how many there are; and the BLAKE3 of all this. Anything odd
//! about it is as good as no file. Records are written as they come, so that a first run does not keep them in memory.

use std::collections::BTreeMap;
use std::fs;
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, SystemTime};

use crate::limits;
use crate::source::open;

/// The folder at the library's root.
pub const FOLDER: &str = ".contentaudit-cache";

/// What the name of a file ends with.
const SUFFIX: &str = "cache";

/// Files that are kept: one for each way of auditing, the newest ones.
const FILES: usize = 4;

/// What the name of a file begins with that is being written.
const HALF: &str = ".new-";

/// The age from which nobody is writing it any more.
const ABANDONED: Duration = Duration::from_hours(24);

/// What a file begins with: changes with its layout.
const MARK: &[u8; 16] = b"contentaudit-01\n";

const HASH: usize = 32;
const PATH: usize = 16;

/// Bytes of the table for each record: path, content, place, length.
const ROW: usize = PATH + HASH + 4 + 4;

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

/// The records of this run, on their way to the disk.
#[derive(Default)]
struct Fresh {
    /// The new file; none before the first record.
    file: Option<tempfile::NamedTempFile>,
    /// What is not yet written of it.
    unwritten: Vec<u8>,
    hasher: blake3::Hasher,
    /// Bytes of the new file.
    len: u32,
    rows: BTreeMap<PathKey, Row>,
    /// Why there will be no new file.
    failed: Option<io::Error>,
}

/// Where a record stands in its file.
#[derive(Clone, Copy)]
struct Row {
    key: Key,
    start: u32,
    len: u32,
}

/// Bytes that are written at once.
const WRITTEN: usize = 1 << 16;

impl Fresh {
    /// Adds a record, whose file begins with the first one.
    fn add(&mut self, folder: &Path, key: Key, record: &[u8]) -> io::Result<()> {
        if self.file.is_none() {
            made(folder)?;
            self.file = Some(tempfile::Builder::new().prefix(HALF).tempfile_in(folder)?);
            self.write(MARK)?;
        }
        let row = Row { key, start: self.len, len: u32::try_from(record.len()).map_err(io::Error::other)? };
        self.write(record)?;
        self.rows.insert(key.path, row);
        Ok(())
    }

    fn write(&mut self, bytes: &[u8]) -> io::Result<()> {
        let len = u64::from(self.len) + bytes.len() as u64;
        self.len = u32::try_from(len).ok().filter(|_| len < limits::CACHE_SIZE).ok_or_else(|| io::Error::other("it is too large"))?;
        self.hasher.update(bytes);
        self.unwritten.extend_from_slice(bytes);
        if self.unwritten.len() >= WRITTEN { self.flush() } else { Ok(()) }
    }

    fn flush(&mut self) -> io::Result<()> {
        let Some(file) = &mut self.file else { return Ok(()) };
        file.write_all(&self.unwritten)?;
        self.unwritten.clear();
        Ok(())
    }

    /// Reads a record back.
    fn read(&mut self, row: Row) -> io::Result<Vec<u8>> {
        self.flush()?;
        let file = self.file.as_mut().ok_or_else(|| io::Error::other("no file"))?;
        let mut record = vec![0; row.len as usize];
        file.seek(SeekFrom::Start(u64::from(row.start)))?;
        file.read_exact(&mut record)?;
        file.seek(SeekFrom::End(0))?;
        Ok(record)
    }

    /// Writes the table and puts the file in its place.
    fn end(&mut self, place: &Path) -> io::Result<()> {
        let rows = std::mem::take(&mut self.rows);
        for (path, Row { key, start, len }) in &rows {
            self.write(path)?;
            self.write(&key.content)?;
            self.write(&start.to_le_bytes())?;
            self.write(&len.to_le_bytes())?;
        }
        self.write(&u32::try_from(rows.len()).map_err(io::Error::other)?.to_le_bytes())?;
        let sum = self.hasher.finalize();
        self.write(sum.as_bytes())?;
        self.flush()?;
        let Some(file) = self.file.take() else { return Ok(()) };
        file.persist(place).map_err(|error| error.error)?;
        Ok(())
    }
}

/// The records of a library.
#[derive(Default)]
pub struct Cache {
    file: PathBuf,
    bytes: Vec<u8>,
    /// Sorted by path.
    known: Vec<Known>,
    fresh: Mutex<Fresh>,
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
        let mut fresh = self.fresh();
        let row = fresh.rows.get(&key.path).copied().filter(|row| row.key.content == key.content)?;
        let record = fresh.read(row).ok();
        drop(fresh);
        record.as_deref().and_then(take)
    }

    /// Keeps the record of an article, in the place of any other for its path.
    pub fn put(&self, key: Key, record: &[u8]) {
        let (Some(folder), mut fresh) = (self.file.parent(), self.fresh()) else { return };
        if fresh.failed.is_none() {
            fresh.failed = fresh.add(folder, key, record).err();
        }
    }

    /// Writes the records, unless nothing is new. `is_whole`: the run met all articles that there are, so that what it did not meet goes.
    ///
    /// # Errors
    /// When the folder or the file cannot be written. The old file stays as it is then.
    pub fn save(&self, is_whole: bool) -> io::Result<()> {
        let mut fresh = self.fresh();
        if let Some(failed) = fresh.failed.take() {
            return Err(failed);
        }
        let goes = |known: &Known| is_whole && !known.is_met.load(Ordering::Relaxed);
        if fresh.rows.is_empty() && !self.known.iter().any(goes) {
            return Ok(());
        }
        let Some(folder) = self.file.parent() else { return Ok(()) };
        for known in self.known.iter().filter(|known| !goes(known)) {
            if !fresh.rows.contains_key(&known.key.path) {
                let record = self.bytes.get(known.start..known.start + known.len).unwrap_or_default();
                fresh.add(folder, known.key, record)?;
            }
        }
        if fresh.file.is_none() {
            return fs::remove_file(&self.file);
        }
        fresh.end(&self.file)?;
        prune(folder, &self.file);
        Ok(())
    }

    fn fresh(&self) -> MutexGuard<'_, Fresh> {
        self.fresh.lock().unwrap_or_else(PoisonError::into_inner)
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
    let (checked, sum) = bytes.split_last_chunk::<HASH>()?;
    let records = checked.strip_prefix(MARK)?;
    if blake3::hash(checked).as_bytes() != sum {
        return None;
    }
    let (rest, count) = records.split_last_chunk::<4>()?;
    let rows = (u32::from_le_bytes(*count) as usize).checked_mul(ROW)?;
    let (_, rows) = rest.split_at_checked(rest.len().checked_sub(rows)?)?;
    let mut known = Vec::with_capacity(rows.len() / ROW);
    for row in rows.as_chunks::<ROW>().0 {
        let (path, row) = row.split_first_chunk::<PATH>()?;
        let (content, row) = row.split_first_chunk::<HASH>()?;
        let (start, len) = row.split_first_chunk::<4>()?;
        let [start, len] = [*start, *len.first_chunk()?].map(|number| u32::from_le_bytes(number) as usize);
        known.push(Known { key: Key { path: *path, content: *content }, start, len, is_met: AtomicBool::new(false) });
    }
    known.is_sorted_by_key(|known| known.key.path).then_some(known)
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

/// Takes out the oldest files of other ways of auditing, and what killed runs have left. One that cannot be removed does no harm.
fn prune(folder: &Path, own: &Path) {
    let Ok(entries) = fs::read_dir(folder) else { return };
    let paths = entries.filter_map(Result::ok).map(|entry| entry.path()).filter(|path| path != own);
    let dated = paths.filter_map(|path| Some((path.symlink_metadata().ok()?.modified().ok()?, path)));
    let is_half = |path: &Path| path.file_name().is_some_and(|name| name.as_encoded_bytes().starts_with(HALF.as_bytes()));
    let (halves, others): (Vec<_>, Vec<_>) = dated.partition(|(_, path)| is_half(path));
    for (_, path) in halves.into_iter().filter(|(written, _)| written.elapsed().is_ok_and(|age| age > ABANDONED)) {
        let _ = fs::remove_file(path);
    }
    let is_ours = |path: &Path| path.extension().is_some_and(|extension| extension == SUFFIX);
    let mut others: Vec<(SystemTime, PathBuf)> = others.into_iter().filter(|(_, path)| is_ours(path)).collect();
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
        cache.put(Key::of(Path::new(path), content.as_bytes()), record.as_bytes());
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
