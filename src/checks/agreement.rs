//! Does it agree with the library?

mod library_conflict;
mod library_order_conflict;

pub(super) use library_conflict::LibraryConflict;
pub(super) use library_order_conflict::LibraryOrderConflict;
