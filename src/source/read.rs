//! Opens one article: regular files only, judged after opening, within the size limit.

use std::fs::{File, OpenOptions};
use std::io::{self, Read};
use std::path::Path;

use super::{DecodeError, Format, Source};
use crate::limits::Limits;

/// Why an article could not be read.
#[derive(Debug, thiserror::Error)]
pub enum ReadError {
    /// The system refused.
    #[error("cannot read it: {0}")]
    Io(#[from] io::Error),
    /// A pipe, a device, a socket.
    #[error("not a regular file")]
    NotRegular,
    /// Larger than the limit.
    #[error("limit of file-size reached: {size} bytes, {limit} allowed; audited up to line 0")]
    TooLarge {
        /// Bytes of the file.
        size: u64,
        /// Bytes allowed.
        limit: u64,
    },
    /// No text.
    #[error("{0}")]
    Decode(#[from] DecodeError),
}

impl ReadError {
    /// The kind that machine formats give (`interfaces`, the product's own JSON).
    #[must_use]
    pub const fn kind(&self) -> &'static str {
        match self {
            Self::Io(_) | Self::NotRegular => "unreadable",
            Self::TooLarge { .. } => "limit",
            Self::Decode(_) => "encoding",
        }
    }

    /// What the user can do.
    #[must_use]
    pub fn way_out(&self) -> String {
        match self {
            Self::Io(_) => "check that it exists and that you may read it, or exclude it".to_owned(),
            Self::NotRegular => "exclude it in contentaudit.toml".to_owned(),
            Self::TooLarge { .. } => "split it, exclude it, or raise file-size under [limits]".to_owned(),
            Self::Decode(error) => error.way_out(),
        }
    }
}

/// Reads the bytes of a file.
///
/// # Errors
/// When it cannot be opened, is no regular file or breaks the size limit.
pub fn read_whole(path: &Path, limits: &Limits) -> Result<Vec<u8>, ReadError> {
    read_within(path, limits.file_size)
}

/// Reads the bytes of a file that is no article. `limit` is in bytes.
///
/// # Errors
/// As [`read_whole`].
pub fn read_within(path: &Path, limit: u64) -> Result<Vec<u8>, ReadError> {
    let file = open(path)?;
    let about = file.metadata()?;
    if !about.is_file() {
        return Err(ReadError::NotRegular);
    }
    bounded(file, about.len(), limit)
}

/// Bytes that are at hand, as [`read_whole`] gives those of a file.
///
/// # Errors
/// When they break the size limit.
pub fn within(bytes: &[u8], limits: &Limits) -> Result<Vec<u8>, ReadError> {
    bounded(bytes, bytes.len() as u64, limits.file_size)
}

/// Reads and decodes a file. `shown` is the path that messages give, `format` what its name says.
///
/// # Errors
/// As [`read_whole`], and when it is no text.
pub fn read_file(path: &Path, shown: &Path, format: Option<Format>, limits: &Limits) -> Result<Source, ReadError> {
    Ok(Source::new(shown, format, read_whole(path, limits)?)?)
}

/// Reads an article from standard input. `shown` is the path that messages give; its extension decides the format, else the text.
///
/// # Errors
/// As [`read_file`].
pub fn read_stdin(shown: &Path, limits: &Limits) -> Result<Source, ReadError> {
    let bytes = bounded(io::stdin().lock(), 0, limits.file_size)?;
    Ok(Source::new(shown, Format::of_path(shown), bytes)?)
}

fn bounded(from: impl Read, size: u64, limit: u64) -> Result<Vec<u8>, ReadError> {
    if size > limit {
        return Err(ReadError::TooLarge { size, limit });
    }
    let mut bytes = Vec::with_capacity(size as usize + 1);
    // One byte more than allowed tells that there is more; a file may grow while it is read.
    from.take(limit + 1).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > limit {
        return Err(ReadError::TooLarge { size: bytes.len() as u64, limit });
    }
    Ok(bytes)
}

/// Opens without waiting: a named pipe put in the place of an article must not stall the run.
#[cfg(unix)]
pub(crate) fn open(path: &Path) -> io::Result<File> {
    use std::os::unix::fs::OpenOptionsExt;
    OpenOptions::new().read(true).custom_flags(libc::O_NONBLOCK).open(path)
}

#[cfg(not(unix))]
pub(crate) fn open(path: &Path) -> io::Result<File> {
    OpenOptions::new().read(true).open(path)
}
