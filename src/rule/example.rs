//! Examples of a rule article: fences to cases.
