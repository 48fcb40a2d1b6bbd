//! What exports read as.
