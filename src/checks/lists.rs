//! Is every announced list there?

mod empty_list;
mod empty_list_item;
mod missing_list;
mod slot;

pub(super) use empty_list::EmptyList;
pub(super) use empty_list_item::EmptyListItem;
pub(super) use missing_list::MissingList;
