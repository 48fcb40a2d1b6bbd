//! Is nothing cut off?

mod empty_article;
mod glance;
mod truncated_sentence;
mod truncated_table;
mod truncated_title;
mod truncation_marker;
mod unclosed_block;

pub(super) use empty_article::EmptyArticle;
pub(super) use truncated_sentence::TruncatedSentence;
pub(super) use truncated_table::TruncatedTable;
pub(super) use truncated_title::TruncatedTitle;
pub(super) use truncation_marker::TruncationMarker;
pub(super) use unclosed_block::UnclosedBlock;
