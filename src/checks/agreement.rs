//! Does it agree with the library?

mod library_conflict;

pub(super) use library_conflict::LibraryConflict;
