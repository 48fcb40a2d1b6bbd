//! Plain-text exports into the model.

use super::Builder;

pub(super) fn fill(builder: &mut Builder<'_>) {
    let _ = builder;
}
