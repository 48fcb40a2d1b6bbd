//! Is it said only once? What stands twice within one article.

mod duplicate_paragraph;
mod leaves;
mod meant;
mod near;

pub(super) use duplicate_paragraph::DuplicateParagraph;
