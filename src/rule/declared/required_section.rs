//! The kind `required-section`: a section that an article of some kind has.

use serde::Deserialize;

use super::{Report, article_place, folded, wrong};
use crate::document::{Document, Flags, Section};

/// The options as the article states them.
#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct Options {
    titles: Vec<String>,
    #[serde(default)]
    types: Vec<String>,
    level: Option<u8>,
    after: Option<String>,
}

pub(super) struct RequiredSection {
    /// The first title as its article writes it, for messages.
    wanted: String,
    /// All titles, folded.
    titles: Vec<String>,
    types: Vec<String>,
    level: Option<u8>,
    after: Option<String>,
}

impl RequiredSection {
    pub(super) fn new(options: Options) -> Result<Self, toml::de::Error> {
        let Options { titles, types, level, after } = options;
        let wanted = titles.first().cloned().ok_or_else(|| wrong("`titles` names at least one section"))?;
        let titles: Vec<String> = titles.iter().map(|title| folded(title)).collect();
        let after = after.map(|title| folded(&title));
        if titles.iter().chain(&after).any(String::is_empty) {
            return Err(wrong("a title has no letters"));
        }
        if level.is_some_and(|level| !(1..=6).contains(&level)) {
            return Err(wrong("`level` is a number from 1 to 6"));
        }
        Ok(Self { wanted, titles, types, level, after })
    }

    pub(super) fn check(&self, document: &Document, report: &mut Report<'_, '_>) {
        let article_type = report.found.article_type();
        if !self.types.is_empty() && !article_type.is_some_and(|of_type| self.types.contains(&of_type.name)) {
            return;
        }
        report.concerned();
        let titled = |section: &Section| folded(document.text_of(section.heading));
        // A level that was guessed from looks proves nothing.
        let level_fits = |section: &Section| {
            self.level.is_none_or(|level| level == section.level || document.block(section.heading).flags.has(Flags::GUESS))
        };
        let sections = &document.sections;
        let Some(last) = sections.iter().rposition(|section| level_fits(section) && self.titles.contains(&titled(section))) else {
            let (block, span) = article_place(document);
            report.at(block, span, [&self.wanted]);
            return;
        };
        let Some(after) = &self.after else { return };
        let earlier = sections.iter().position(|section| titled(section) == *after).filter(|&earlier| last < earlier);
        if let (Some(earlier), Some(section)) = (earlier.and_then(|earlier| sections.get(earlier)), sections.get(last)) {
            report
                .at(section.heading, document.text_src(section.heading), [document.text_of(section.heading)])
                .related(document.text_src(earlier.heading), "should stand before it");
        }
    }
}
