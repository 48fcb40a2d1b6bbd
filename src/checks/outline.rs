//! Is it built as its kind requires?

mod heading_is_paragraph;
mod missing_title;
mod multiple_titles;
mod required;
mod required_section;
mod section_order;
mod sequence_gap;
mod skipped_heading_level;

pub(super) use heading_is_paragraph::HeadingIsParagraph;
pub(super) use missing_title::MissingTitle;
pub(super) use multiple_titles::MultipleTitles;
pub(super) use required_section::RequiredSection;
pub(super) use section_order::SectionOrder;
pub(super) use sequence_gap::SequenceGap;
pub(super) use skipped_heading_level::SkippedHeadingLevel;
