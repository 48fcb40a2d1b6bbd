//! `[types]`: what articles of some kinds must have, each kind with its paths.

use super::error::words;
use super::parsed::{GLOB_CHARS, Globs, NAME_CHARS, TYPES, globs};
use super::reader::{Reader, Value};
use crate::rule::{ArticleType, SourcesNeed};

pub(super) const TYPE_KEYS: [&str; 5] = ["paths", "sources", "required-sections", "section-order", "metadata"];

/// Titles of sections that a type may ask for.
const SECTIONS: usize = 100;

/// Reads the table.
pub(super) fn read(reader: &mut Reader<'_>, value: &Value<'_>) -> Vec<(ArticleType, Globs)> {
    let Some(table) = reader.table("types", value) else { return Vec::new() };
    let mut types = Vec::new();
    if table.len() > TYPES {
        let message = words(&format!("there are more than {TYPES} article types"));
        reader.problem(value.span(), message, words("give types that need the same one name and several paths"));
        return Vec::new();
    }
    for (name, value) in table {
        let label = name.get_ref();
        if label.trim().is_empty() || label.chars().count() > NAME_CHARS {
            let way_out = format!("give it a name of 1 to {NAME_CHARS} characters");
            reader.problem(name.span(), words("no name for an article type"), words(&way_out));
            continue;
        }
        let Some(keys) = value.as_ref().as_table() else {
            reader.expected(value.span(), label, "write a table, such as [types.guide]");
            continue;
        };
        let mut article_type = ArticleType { name: label.to_string(), ..ArticleType::default() };
        let mut paths = Globs::default();
        for (key, value) in keys {
            match &**key.get_ref() {
                "paths" => paths = globs(reader, "paths", value),
                "sources" => article_type.sources = sources(reader, value),
                "required-sections" => article_type.required_sections = required_sections(reader, value),
                "section-order" => article_type.section_order = reader.boolean("section-order", value),
                "metadata" => article_type.metadata = metadata(reader, value),
                unknown => reader.unknown(key.span(), "key of an article type", unknown, &TYPE_KEYS),
            }
        }
        types.push((name.span().start, article_type, paths));
    }
    // The first type in the file whose paths match decides.
    types.sort_by_key(|(at, _, _)| *at);
    types.into_iter().map(|(_, article_type, paths)| (article_type, paths)).collect()
}

fn sources(reader: &mut Reader<'_>, value: &Value<'_>) -> SourcesNeed {
    match reader.string("sources", value) {
        Some("required") => SourcesNeed::Required,
        Some("with-figures") | None => SourcesNeed::WithFigures,
        Some("never") => SourcesNeed::Never,
        Some(_) => {
            let way_out = words("write \"required\", \"with-figures\" or \"never\"");
            reader.problem(value.span(), words("`sources` says nothing that we know"), way_out);
            SourcesNeed::WithFigures
        }
    }
}

fn required_sections(reader: &mut Reader<'_>, value: &Value<'_>) -> Vec<String> {
    let mut titles: Vec<String> = Vec::new();
    for (at, title) in reader.strings("required-sections", value) {
        let fits = title.split('|').all(|title| title.chars().any(char::is_alphanumeric)) && title.chars().count() <= GLOB_CHARS;
        if !fits || titles.len() >= SECTIONS {
            let way_out = format!("write at most {SECTIONS} titles, each in words; `Overview | Introduction` takes either");
            reader.problem(at, words("no title for a section in `required-sections`"), words(&way_out));
        } else if titles.iter().all(|known| known != title) {
            titles.push(title.to_owned());
        }
    }
    titles
}

/// Keys of the metadata that a type asks for.
fn metadata(reader: &mut Reader<'_>, value: &Value<'_>) -> Vec<String> {
    let mut keys: Vec<String> = Vec::new();
    for (at, key) in reader.strings("metadata", value) {
        if key.trim().is_empty() || key.chars().count() > NAME_CHARS || keys.len() >= SECTIONS {
            let way_out = format!("write at most {SECTIONS} keys, such as \"title\" or \"date\"");
            reader.problem(at, words("no key of metadata in `metadata`"), words(&way_out));
        } else if keys.iter().all(|known| known != key) {
            keys.push(key.trim().to_owned());
        }
    }
    keys
}
