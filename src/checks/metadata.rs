//! Is what it says of itself true?

mod date_order;
mod events;
mod future_date;
mod invalid_metadata;
mod length;
mod missing_metadata;
mod own_date;
mod stale_article;
mod stated;
mod stated_reading_time;
mod stated_score;
mod stated_word_count;
mod title_mismatch;

pub(super) use date_order::DateOrder;
pub(super) use future_date::FutureDate;
pub(super) use invalid_metadata::InvalidMetadata;
pub(super) use missing_metadata::MissingMetadata;
pub(super) use stale_article::StaleArticle;
pub(super) use stated_reading_time::StatedReadingTime;
pub(super) use stated_score::StatedScore;
pub(super) use stated_word_count::StatedWordCount;
pub(super) use title_mismatch::TitleMismatch;
