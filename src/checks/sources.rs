//! Does it say where it comes from?

mod address;
mod duplicate_source;
mod empty_sources;
mod entries;
mod malformed_source;
mod missing_sources;
mod placeholder_source;
mod titles;

pub(super) use address::fault;
pub(super) use duplicate_source::DuplicateSource;
pub(super) use empty_sources::EmptySources;
pub(super) use entries::{entries, source_sections};
pub(super) use malformed_source::MalformedSource;
pub(super) use missing_sources::MissingSources;
pub(super) use placeholder_source::PlaceholderSource;
pub(super) use titles::SourceTitles;
