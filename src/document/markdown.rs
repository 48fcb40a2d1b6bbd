//! Markdown into the model.

use super::Builder;

/// Which constructs a file's name allows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Dialect {
    /// Whatever occurs.
    Any,
    /// `.mdx`: JSX, no indented code.
    Mdx,
}

pub(super) fn fill(builder: &mut Builder<'_>, dialect: Dialect) {
    let _ = (builder, dialect);
}
