//! Short blocks that say who wrote the article and when.

use super::blocks::Walk;
use super::role::Role;
use super::tree::NodeId;
use crate::document::{BlockId, Meta, MetaFrom};

/// A byline is short.
const LONGEST: u32 = 200;

/// Elements looked at to see whether a short block is a byline.
pub(super) const ELEMENTS: usize = 64;

impl Walk<'_, '_, '_> {
    pub(super) fn keep_byline(&mut self, block: BlockId) {
        let said = self.builder.text_of(block).to_owned();
        if !said.is_empty() {
            let src = self.builder.block(block).src;
            self.builder.meta(Meta { from: MetaFrom::Byline, key: "byline".into(), value: said.into(), src });
        }
    }

    pub(super) fn is_byline(&self, id: NodeId, role: Role) -> bool {
        let text = self.survey.holds(self.tree, id).text;
        matches!(role, Role::Region | Role::Paragraph | Role::Furniture | Role::List)
            && text > 0
            && text <= LONGEST
            && self.tree.subtree(id).skip(1).take(ELEMENTS).all(|inner| {
                !matches!(self.tree.node(inner).role, Role::Heading(_) | Role::Table | Role::Pre | Role::Quote | Role::Figure | Role::Image)
            })
            && self.tree.subtree(id).nth(ELEMENTS).is_none()
    }
}
