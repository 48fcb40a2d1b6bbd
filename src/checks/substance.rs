//! Does every section say something?

mod empty_answer;
mod empty_section;
mod placeholder_section;
mod thin_section;

pub(super) use empty_answer::EmptyAnswer;
pub(super) use empty_section::EmptySection;
pub(super) use placeholder_section::PlaceholderSection;
pub(super) use thin_section::ThinSection;
