//! What the name of an article, or of the folder that it lies in, says about its language: `problem_nl.md`, `manual/es/`, `tides.nb-no.md`.

use crate::document::Document;

/// Codes of languages, and of the countries by which some folders are called.
const CODES: [&str; 44] = [
    "de", "es", "fr", "it", "pt", "nl", "sv", "da", "nb", "nn", "no", "fi", "pl", "cs", "sk", "hu", "ro", "bg", "hr", "sr", "sl", "ru",
    "uk", "tr", "el", "he", "ar", "fa", "ja", "ko", "zh", "vi", "th", "id", "ca", "et", "lt", "lv", "dk", "cz", "se", "jp", "cn", "br",
];

/// Whether a part of the name, or one of the two folders above, is the code of another language than English.
pub(super) fn another_language(article: &Document) -> bool {
    let is_code = |part: &str| CODES.iter().any(|code| part.eq_ignore_ascii_case(code));
    // "pt_BR", "nb-no": the region follows.
    let is_tag = |name: &str| {
        let mut parts = name.split(['-', '_', '@']);
        parts.next().is_some_and(is_code) && parts.next().is_none_or(|region| region.len() == 2)
    };
    let folders = article.source.path().iter().rev().skip(1).take(2).filter_map(|folder| folder.to_str());
    let stem = article.source.stem();
    let in_name = || {
        stem.split('.').skip(1).any(is_tag) || stem.rsplit(['_', '-']).next().is_some_and(|last| last.len() < stem.len() && is_code(last))
    };
    in_name() || folders.into_iter().any(is_tag)
}

#[cfg(test)]
mod tests {
    use super::another_language;
    use crate::document::Document;
    use crate::limits::Limits;
    use crate::source::{Format, Source};

    #[test]
    fn a_code_in_the_name_or_the_folder_tells_the_language() {
        let says =
            |path: &str| another_language(&Document::read(Source::of_text(path, Format::Markdown, "Tides."), &Limits::default(), "en"));
        for path in ["tides_nl.md", "tides.nb-no.md", "manual/es/tides.md", "text/dk/tides.txt", "docs/pt_BR/guide/tides.md"] {
            assert!(says(path), "{path}");
        }
        for path in ["tides.md", "it-support/tides.md", "en/tides.md", "how-to-do-it/tides.md", "no-wake-zones.md", "tides.en.md"] {
            assert!(!says(path), "{path}");
        }
    }
}
