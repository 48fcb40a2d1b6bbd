//! Is every announced list there?

mod empty_list;
mod missing_list;

pub(super) use empty_list::EmptyList;
pub(super) use missing_list::MissingList;
