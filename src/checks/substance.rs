//! Does every section say something?

mod empty_section;

pub(super) use empty_section::EmptySection;
