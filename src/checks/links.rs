//! Do its links and pictures resolve?

mod broken_anchor;
mod broken_image;
mod broken_link;
mod dead_external_link;
mod empty_link;
mod missing_alt;
mod whole;

pub(super) use broken_anchor::BrokenAnchor;
pub(super) use broken_image::BrokenImage;
pub(super) use broken_link::BrokenLink;
pub(super) use dead_external_link::DeadExternalLink;
pub(super) use empty_link::EmptyLink;
pub(super) use missing_alt::MissingAlt;
