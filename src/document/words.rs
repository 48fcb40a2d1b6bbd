//! Words of the rendered text: counted once, with a fast path for ASCII.
