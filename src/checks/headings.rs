//! Is everything headed once?

mod duplicate_heading;
mod lexicon;
mod meaning;
mod similar_heading;
mod title;

pub(super) use duplicate_heading::DuplicateHeading;
pub(super) use similar_heading::SimilarHeading;
