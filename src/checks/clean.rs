//! Is it free of production debris?

mod chat_residue;
mod escaped_entity;
mod expired_waiver;
mod expressions;
mod flattened_table;
mod foreign_residue;
mod generator_residue;
mod glued_text;
mod leaked_comment;
mod mojibake;
mod page_furniture;
mod placeholder_text;
mod shown;
mod stray_characters;
mod template_placeholder;
mod unknown_waiver;
mod unrendered_diagram;
mod unrendered_markup;
mod unused_waiver;

pub(super) use chat_residue::ChatResidue;
pub(super) use escaped_entity::EscapedEntity;
pub(super) use expired_waiver::ExpiredWaiver;
pub(super) use flattened_table::FlattenedTable;
pub(super) use foreign_residue::ForeignResidue;
pub(super) use generator_residue::GeneratorResidue;
pub(super) use glued_text::GluedText;
pub(super) use leaked_comment::LeakedComment;
pub(super) use mojibake::Mojibake;
pub(super) use page_furniture::PageFurniture;
pub(super) use placeholder_text::PlaceholderText;
pub(super) use stray_characters::StrayCharacters;
pub(super) use template_placeholder::TemplatePlaceholder;
pub(super) use unknown_waiver::UnknownWaiver;
pub(super) use unrendered_diagram::UnrenderedDiagram;
pub(super) use unrendered_markup::UnrenderedMarkup;
pub(super) use unused_waiver::UnusedWaiver;
