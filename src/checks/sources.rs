//! Does it say where it comes from?

mod empty_sources;
mod missing_sources;
mod titles;

pub(super) use empty_sources::EmptySources;
pub(super) use missing_sources::MissingSources;
