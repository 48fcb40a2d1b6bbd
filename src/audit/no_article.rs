//! Files that carry data rather than text are no articles: they are listed, not scored.

use std::path::Path;

use crate::document::{Document, MetaFrom};
use crate::source::Format;

/// Names of files that are never articles, without extension, in lower case.
const NAMES: [&str; 16] = [
    "robots",
    "humans",
    "security",
    "ads",
    "llms",
    "license",
    "licence",
    "copying",
    "notice",
    "unlicense",
    "requirements",
    "constraints",
    "cmakelists",
    "sitemap",
    "urllist",
    "codemeta",
];

/// Names that are data only in a plain-text file: `security.md` is an article.
const TEXT_ONLY: [&str; 8] = ["humans", "security", "ads", "llms", "requirements", "constraints", "sitemap", "urllist"];

/// Folders of themes, whose pages are frames for articles.
const THEME_FOLDERS: [&str; 3] = ["layouts", "partials", "templates"];

/// Folders of pieces that other pages take in, and of frames, by their common names: a site never publishes them alone.
const PIECE_FOLDERS: [&str; 5] = ["_layouts", "_includes", "_partials", "_templates", "_shortcodes"];

/// What only a frame holds: the place where the article is put in.
const FRAME_MARKS: [&str; 10] = [
    "{{ content }}",
    "{{content}}",
    "{{ .Content }}",
    "{{.Content}}",
    "{% block ",
    "{%- block ",
    "{{ define ",
    "{{define ",
    "{{{ body }}}",
    "<%= yield",
];

/// Why the file is no article, if it is none.
pub(super) fn why(document: &Document) -> Option<&'static str> {
    let path = document.source.path();
    by_name(path, document.source.format()).or_else(|| by_text(document))
}

fn by_name(path: &Path, format: Format) -> Option<&'static str> {
    if path.components().any(|part| PIECE_FOLDERS.iter().any(|folder| part.as_os_str() == *folder)) {
        return Some("a piece of other pages");
    }
    let stem = path.file_stem()?.to_str()?.to_ascii_lowercase();
    let known = NAMES.contains(&stem.as_str()) && (format == Format::Plain || !TEXT_ONLY.contains(&stem.as_str()));
    // "requirements-dev.txt", and what a package says of itself to programs.
    let is_list = format == Format::Plain
        && (["requirements", "constraints"].iter().any(|name| stem.starts_with(name) || stem.ends_with(name))
            || path.parent().and_then(Path::extension).is_some_and(|of| of == "egg-info" || of == "dist-info"));
    let is_licence = ["license-", "licence-", "thirdpartynotice", "third-party-notice", "third_party_notice", "thirdpartylicense"]
        .iter()
        .any(|name| stem.starts_with(name));
    if known || is_list || is_licence || is_licence_of_others(path.file_stem()?.to_str()?, format) {
        return Some(if !known && !is_list || stem.starts_with("licen") || stem == "copying" || stem == "unlicense" || stem == "notice" {
            "a licence"
        } else {
            "data for programs"
        });
    }
    None
}

/// "SourceSerif4-LICENSE.md", "LICENSE_APACHE.md", "third_party_licenses.txt", "OFL.txt": the licence of a font, a library or all of them. In small
/// letters, "choosing-a-license.md" is an article.
fn is_licence_of_others(stem: &str, format: Format) -> bool {
    const CAPITALS: [&str; 5] = ["LICENSE", "LICENCE", "LICENSES", "LICENCES", "COPYING"];
    const TEXTS: [&str; 3] = ["copyright", "ofl", "authors"];
    let mut words = stem.split(['-', '_', '.', ' ']);
    let (first, last) = (words.next().unwrap_or(""), words.next_back().unwrap_or(""));
    let lower = stem.to_ascii_lowercase();
    let names = |word: &str| CAPITALS.iter().any(|known| word.eq_ignore_ascii_case(known));
    [first, last].iter().any(|word| CAPITALS.contains(word))
        || format == Format::Plain
            && (TEXTS.contains(&lower.as_str()) || lower.starts_with("third") && lower.contains("party") && names(last))
}

fn by_text(document: &Document) -> Option<&'static str> {
    let meta = |from: MetaFrom, key: &str| document.meta.iter().any(|meta| meta.from == from && meta.key.eq_ignore_ascii_case(key));
    let has_content = document.has_content(Document::ROOT);
    if !document.front_matter.is_empty() && !has_content {
        return Some("front matter alone");
    }
    let source = document.source.text();
    let is_html = document.source.format() == Format::Html;
    if document.source.format() == Format::Plain && is_stream(source) {
        return Some("data for programs");
    }
    if is_html || document.source.format() == Format::Plain {
        let few_words = document.text.len() < 600;
        if is_html && few_words && refreshes(source) {
            return Some("a redirect");
        }
        let in_theme = document.source.path().components().any(|part| THEME_FOLDERS.iter().any(|folder| part.as_os_str() == *folder));
        // Three searches spare the other ten on all pages that are no template.
        let has = |mark: &str| memchr::memmem::find(source.as_bytes(), mark.as_bytes()).is_some();
        let is_template = has("{{") || has("{%") || has("<%");
        if is_template && (in_theme || FRAME_MARKS.iter().any(|mark| has(mark))) {
            return Some("a theme's layout");
        }
    }
    let redirects = ["redirect_to", "redirect", "redirectto"].iter().any(|key| meta(MetaFrom::FrontMatter, key));
    if redirects && document.text.len() < 600 {
        return Some("a redirect");
    }
    None
}

/// Numbered rows of components, as frameworks of pages send them: `1:"$Sreact.fragment"`.
fn is_stream(source: &str) -> bool {
    let mut rows = source.lines().take(3);
    rows.clone().count() > 2
        && rows.all(|row| {
            row.split_once(':').is_some_and(|(number, rest)| {
                (1..=3).contains(&number.len())
                    && number.bytes().all(|byte| byte.is_ascii_hexdigit())
                    && (rest.starts_with(['"', '[', '{', '$']) || rest.starts_with("I[") || rest.starts_with("HL["))
            })
        })
}

/// `<meta http-equiv=refresh content="0; url=…">` in the first part of a page.
fn refreshes(source: &str) -> bool {
    let head = source.get(..source.floor_char_boundary(4096)).unwrap_or(source).to_ascii_lowercase();
    head.contains("http-equiv=\"refresh\"") || head.contains("http-equiv=refresh") || head.contains("http-equiv='refresh'")
}
