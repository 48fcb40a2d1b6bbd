//! Are its claims attributed?

mod author_year;
mod bare_marks;
mod frame;
mod marks;
mod passage;
mod uncited_example;
mod uncited_statistic;
mod undefined_citation;
mod unused_source;
mod vague_attribution;

pub(super) use uncited_example::UncitedExample;
pub(super) use uncited_statistic::UncitedStatistic;
pub(super) use undefined_citation::{References, UndefinedCitation, is_link};
pub(super) use unused_source::UnusedSource;
pub(super) use vague_attribution::VagueAttribution;
