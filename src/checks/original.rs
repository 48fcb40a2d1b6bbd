//! Is it said only once? What stands twice within one article, and what articles say again.

mod alike;
mod boilerplate;
mod duplicate_article;
mod duplicate_paragraph;
mod meant;
mod near;
mod near_duplicate_article;
mod reused_passage;
mod shared;

pub(super) use duplicate_article::DuplicateArticle;
pub(super) use duplicate_paragraph::DuplicateParagraph;
pub(super) use near_duplicate_article::NearDuplicateArticle;
pub(super) use reused_passage::ReusedPassage;
