//! Files that carry data rather than text are no articles: they are listed, not scored.

use std::path::Path;

use crate::document::{Document, MetaFrom};
use crate::source::{Format, Markup, markup_of};

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

/// What only a piece of a program's pages holds: orders to repeat it, to show it, and what happens when somebody presses it.
const PROGRAM_MARKS: [&str; 7] = ["ng-repeat=", "ng-if=", "ng-click=", "ng-model=", "*ngIf=", "*ngFor=", "[(ngModel)]"];

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
    if format == Format::Html && stem.ends_with(".component") {
        return Some("a piece of other pages");
    }
    let known = NAMES.contains(&stem.as_str()) && (format == Format::Plain || !TEXT_ONLY.contains(&stem.as_str()));
    // "requirements-dev.txt", and what a package says of itself to programs.
    let is_list = format == Format::Plain
        && (["requirements", "constraints"].iter().any(|name| stem.starts_with(name) || stem.ends_with(name))
            || path.parent().and_then(Path::extension).is_some_and(|of| of == "egg-info" || of == "dist-info"));
    let is_licence = ["license-", "licence-", "thirdpartynotice", "third-party-notice", "third_party_notice", "thirdpartylicense"]
        .iter()
        .any(|name| stem.starts_with(name))
        || format == Format::Plain && ["-license", "-licence", "_license", "_licence"].iter().any(|end| stem.ends_with(end));
    if known || is_list || is_licence || is_licence_of_others(path.file_stem()?.to_str()?, format) {
        return Some(if !known && !is_list || stem.starts_with("licen") || stem == "copying" || stem == "unlicense" || stem == "notice" {
            "a licence"
        } else {
            "data for programs"
        });
    }
    None
}

/// `SourceSerif4-LICENSE.md`, `LICENSE_APACHE.md`, `third_party_licenses.txt`, `OFL.txt`: the licence of a font, a library or all of them. In small
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
            // "lamp.js.LEGAL.txt": what a bundler gathers from the heads of its files.
            && (TEXTS.contains(&lower.as_str()) || last == "LEGAL" || lower.starts_with("third") && lower.contains("party") && names(last))
}

fn by_text(document: &Document) -> Option<&'static str> {
    let meta = |from: MetaFrom, key: &str| document.meta.iter().any(|meta| meta.from == from && meta.key.eq_ignore_ascii_case(key));
    let has_content = document.has_content(Document::ROOT);
    if !document.front_matter.is_empty() && !has_content {
        return Some("front matter alone");
    }
    let source = document.source.text();
    let is_html = document.source.format() == Format::Html;
    if document.source.format() == Format::Plain && (is_stream(source) || is_listing(source) || has_records(source) || is_settings(source))
    {
        return Some("data for programs");
    }
    if document.source.format() == Format::Plain
        && let Some(why) = markup_of(source).and_then(Markup::is_unread)
    {
        return Some(why);
    }
    if records_a_chat(document.source.path(), source) {
        return Some("a record of a chat");
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
        let begins = source.trim_start();
        let opens_as_template = begins.starts_with("{#") || begins.starts_with("{%") || begins.starts_with("$if(");
        // A page that was saved shows what the program put there; one that shows the names of values is a piece of the program.
        let is_of_program = || document.text.contains("{{") && PROGRAM_MARKS.iter().any(|mark| has(mark));
        if is_html && (opens_as_template || is_template && is_of_program()) {
            return Some("a theme's layout");
        }
    }
    let redirects = ["redirect_to", "redirect", "redirectto"].iter().any(|key| meta(MetaFrom::FrontMatter, key));
    if redirects && document.text.len() < 600 {
        return Some("a redirect");
    }
    None
}

/// The log that a program keeps of what its user and an assistant said, as its name and its length say: nobody edits it. An article on the history of
/// chats is shorter by far.
fn records_a_chat(path: &Path, source: &str) -> bool {
    const LONG: usize = 100_000;
    let says = |name: &str, word: &str| name.split(|c: char| !c.is_ascii_alphanumeric()).any(|part| part.eq_ignore_ascii_case(word));
    source.len() >= LONG
        && path.file_stem().and_then(|stem| stem.to_str()).is_some_and(|name| {
            says(name, "chat") && ["history", "log", "logs", "transcript", "session"].iter().any(|word| says(name, word))
        })
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

/// Lines that show what a text is, and how many of them at least.
const SHOWING: usize = 80;
const ENOUGH: usize = 12;

/// Rows for a program and hardly anything else: the texts of its windows (`STR_MENU_FILE :File`), pictures and their names (`%back pier`,
/// `pier TILE_PIER`), messages with their fields (`name: "pier"`), numbers or short codes with what they stand for, or one word after the other, as a dictionary has them.
fn is_listing(source: &str) -> bool {
    /// Lines of a list of words.
    const WORDS: usize = 100;
    let lines = || source.lines().map(str::trim).filter(|line| !line.is_empty());
    let is_comment = |line: &&str| line.starts_with('#');
    let shown = || lines().filter(|line| !is_comment(line)).take(SHOWING);
    let rows = shown().filter(|line| is_row(line)).count();
    let all = shown().count();
    let is_word = |line: &str| !line.contains(char::is_whitespace);
    all >= ENOUGH && rows * 3 >= all * 2
        || lines().next().is_some_and(is_word) && lines().take(WORDS).filter(|line| is_word(line)).count() == WORDS
}

/// Whether a line is one of a file for a program.
fn is_row(line: &str) -> bool {
    // "STR_OIL.r" is a form of a name.
    let is_name = |word: &str| {
        let word = word.split('.').next().unwrap_or(word);
        word.len() > 5 && word.contains('_') && word.bytes().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit() || byte == b'_')
    };
    let is_key = |key: &str| !key.is_empty() && key.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'_');
    let is_value = |value: &str| {
        value.starts_with('"') && value.ends_with('"')
            || value.starts_with(|c: char| c.is_ascii_digit()) && !value.contains(' ')
            || is_name(value)
    };
    // "12911<tab>Lund & Sons", "WI<tab>NORHOLM".
    let is_code = |code: &str| {
        !code.is_empty()
            && (code.bytes().all(|byte| byte.is_ascii_digit()) || code.len() < 4 && code.bytes().all(|byte| byte.is_ascii_uppercase()))
    };
    // Steps with their numbers are sentences.
    if line.split_once('\t').is_some_and(|(code, rest)| is_code(code) && !rest.ends_with(['.', '!', '?', ':'])) {
        return true;
    }
    let mut words = line.split([' ', '\t', ':', '=']).filter(|word| !word.is_empty());
    let (first, last) = (words.next().unwrap_or(""), line.rsplit([' ', '\t']).next().unwrap_or(""));
    let is_short = words.nth(2).is_none();
    is_name(first)
        || is_short && is_name(last)
        || line.strip_prefix('%').is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_lowercase()))
        || line == "}"
        || line.strip_suffix(" {").is_some_and(is_key)
        || line.split_once(": ").is_some_and(|(key, value)| is_key(key) && is_value(value))
}

/// Settings of a program: the name of a part in brackets (`[topic]`), and a key with its value right below it.
fn is_settings(source: &str) -> bool {
    let mut lines = source.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with(['#', ';']));
    let is_name =
        |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-' | b'.'));
    let is_part = lines.next().and_then(|line| line.strip_prefix('[')?.strip_suffix(']')).is_some_and(is_name);
    is_part && lines.next().and_then(|line| line.split_once('=')).is_some_and(|(key, _)| is_name(key.trim_end()))
}

/// Whether lines of nothing but "%" part the records of a text: sayings, descriptions of things.
fn has_records(source: &str) -> bool {
    /// Lines that are looked at, and marks among them.
    const LINES: usize = 200;
    const MARKS: usize = 3;
    let is_mark = |line: &&str| !line.is_empty() && line.bytes().all(|byte| byte == b'%');
    source.lines().take(LINES).map(str::trim_end).filter(is_mark).nth(MARKS - 1).is_some()
}

/// `<meta http-equiv=refresh content="0; url=…">` in the first part of a page.
fn refreshes(source: &str) -> bool {
    let head = source.get(..source.floor_char_boundary(4096)).unwrap_or(source).to_ascii_lowercase();
    head.contains("http-equiv=\"refresh\"") || head.contains("http-equiv=refresh") || head.contains("http-equiv='refresh'")
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::{has_records, is_listing, is_settings, records_a_chat};

    #[test]
    fn files_for_programs_are_no_articles() {
        let rows = |row: &str| row.repeat(20);
        assert!(is_listing(&rows("STR_MENU_OIL.r   :Oil\n")));
        assert!(is_listing(&rows("%back pier\nlamp TILE_LAMP_LIT\n")));
        assert!(is_listing(&rows("field {\n  name: \"lamp\"\n}\n")));
        assert!(is_listing(&rows("12911\tLund & Sons\n")));
        assert!(is_listing(&"lamp\npier\n".repeat(60)));
        assert!(records_a_chat(Path::new("logs/chat-history.md"), &"> Which lamp is lit?\n".repeat(6_000)));
        assert!(!records_a_chat(Path::new("docs/chat-history.md"), "The window keeps what was said."));
        assert!(is_settings("# texts\n\n[lamp]\n    id=green\n    title=_ \"The green lamp\"\n"));
        assert!(!is_settings("[The lamp]\n\nIt is lit = seen from afar.\n"));
        assert!(has_records("Lit at dusk.\n%%%%\nlamp\n%%%%\nDark at noon.\n%%%%\npier\n"));
    }

    #[test]
    fn lists_for_readers_are() {
        assert!(!is_listing(&"1\tFill the lamp with oil.\n".repeat(20)));
        assert!(!is_listing(&"Lamp: it is lit at dusk, and put out in the morning.\n".repeat(20)));
        assert!(!is_listing("lamp\npier\nquay\n"));
        assert!(!has_records("A hundred\n%\nof the lamps are lit.\n"));
    }
}
