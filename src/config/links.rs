//! `[links]`: what a link within the site means.

use super::error::words;
use super::reader::{Reader, Value};
use crate::library::LinkSettings;

pub(super) const KEYS: [&str; 3] = ["root", "extensions", "aliases"];

/// Entries of one key: more than any site has.
const ENTRIES: usize = 200;

/// Reads the table.
pub(super) fn read(reader: &mut Reader<'_>, value: &Value<'_>) -> Option<LinkSettings> {
    let table = reader.table("links", value)?;
    let mut settings = LinkSettings::default();
    for (key, value) in table {
        match &**key.get_ref() {
            "root" => settings.root = reader.string("root", value).and_then(|folder| inner(reader, value, folder)),
            "extensions" => {
                for (_, ending) in reader.strings("extensions", value).into_iter().take(ENTRIES) {
                    settings.extensions.push(ending.trim_start_matches('.').to_owned());
                }
            }
            "aliases" => {
                let Some(aliases) = value.as_ref().as_table() else {
                    reader.expected(value.span(), "aliases", "write a table, such as { \"/docs\" = \"content\" }");
                    continue;
                };
                for (site, folder) in aliases.iter().take(ENTRIES) {
                    let Some(said) = reader.string(site.get_ref(), folder) else { continue };
                    if let Some(inner) = inner(reader, folder, said) {
                        settings.aliases.push((site.get_ref().to_string(), inner));
                    }
                }
            }
            unknown => reader.unknown(key.span(), "key of [links]", unknown, &KEYS),
        }
    }
    Some(settings)
}

/// A folder below the library's root.
fn inner(reader: &mut Reader<'_>, value: &Value<'_>, folder: &str) -> Option<String> {
    let trimmed = folder.trim_start_matches("./").trim_end_matches('/');
    if trimmed.starts_with('/') || trimmed.split('/').any(|part| part == "..") {
        reader.problem(
            value.span(),
            words("a folder of [links] leads out of the library"),
            words("write it relative to the folder of the configuration"),
        );
        return None;
    }
    Some(reader.path_in_library(if trimmed == "." { "" } else { trimmed }))
}
