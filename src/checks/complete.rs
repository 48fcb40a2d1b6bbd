//! Is nothing cut off?

mod empty_article;
mod truncated_sentence;
mod unclosed_block;

pub(super) use empty_article::EmptyArticle;
pub(super) use truncated_sentence::TruncatedSentence;
pub(super) use unclosed_block::UnclosedBlock;
