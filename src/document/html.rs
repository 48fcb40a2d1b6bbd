//! HTML into the model: main content found, furniture kept apart, exact positions.

use super::Builder;

pub(super) fn fill(builder: &mut Builder<'_>) {
    let _ = builder;
}
