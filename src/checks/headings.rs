//! Is everything headed once?

mod duplicate_heading;

pub(super) use duplicate_heading::DuplicateHeading;
