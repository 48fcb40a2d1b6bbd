//! contentaudit reads a library of articles, applies its rules and scores each article.
//!
//! The modules stand in the order in which an article travels; each uses only modules above it
//! (`tests/house.rs` keeps it so).

pub mod limits;
pub mod span;

pub mod source;

pub mod document;

pub mod fact;

pub mod library;

pub mod finding;

pub mod rule;

pub mod waiver;

pub mod checks;

pub mod config;

pub mod cache;

pub mod audit;

pub mod score;

pub mod report;

pub mod fix;

pub mod cli;
