//! Is it built as its kind requires?

mod missing_title;
mod skipped_heading_level;

pub(super) use missing_title::MissingTitle;
pub(super) use skipped_heading_level::SkippedHeadingLevel;
