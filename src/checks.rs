//! The coded checks by criterion, and the one table of all built-in rules.

use crate::rule::{BuiltIn, Standard};

/// Every built-in rule, one row each.
pub(crate) const BUILT_IN: &[BuiltIn] = &[];

/// The standard of this version.
///
/// # Errors
/// Never for the articles in this repository; a test keeps it so.
pub fn standard() -> Result<Standard, crate::rule::ArticleError> {
    Standard::new(BUILT_IN)
}
