//! Front matter (YAML, TOML, JSON) into statements about the article.

use super::{Builder, Meta, MetaFrom, Note};
use crate::source::Source;
use crate::span::Span;

mod depth;
mod json;
mod toml;
mod yaml;

/// Why front matter could not be read, and where.
struct Bad {
    reason: String,
    at: Span,
}

/// What collects the statements: keys of nested values are joined by dots.
struct Statements<'b, 's> {
    builder: &'b mut Builder<'s>,
}

impl Statements<'_, '_> {
    fn add(&mut self, key: &str, value: &str, src: Span) {
        self.builder.meta(Meta { from: MetaFrom::FrontMatter, key: key.into(), value: value.into(), src });
    }
}

/// How front matter is written.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Form {
    Yaml,
    Toml,
    Json,
}

/// Reads the front matter of the builder's source, if it has any, and returns where the body begins.
pub(super) fn read(builder: &mut Builder<'_>) -> u32 {
    let (text, start) = Source::body(builder.source());
    let (text, start) = match text.trim_start_matches(['\n', '\r']) {
        // Generators pass over blank lines before the fence; so that no break becomes one, a key or a comment must follow.
        below if below.len() < text.len() && opens_at_a_key(below) => (below, start + (text.len() - below.len()) as u32),
        _ => (text, start),
    };
    let Some((form, inner, end)) = find(text) else { return start };
    let inner = inner.shifted(start);
    let end = end + start;
    let limits = builder.limits();
    if inner.len() as usize > limits.front_matter_size {
        builder.stop("front-matter-size", limits.front_matter_size as u64, start);
        return start;
    }
    let source = builder.source();
    let content = inner.cut(source);
    if let Some(at) = depth::too_deep(content, limits.front_matter_depth) {
        builder.stop("front-matter-depth", limits.front_matter_depth as u64, inner.start() + at);
        return start;
    }
    builder.front_matter(Span::new(start, end));
    let mut statements = Statements { builder };
    let read = match form {
        Form::Yaml => yaml::read(content, inner.start(), &mut statements),
        Form::Toml => toml::read(content, inner.start(), &mut statements),
        Form::Json => json::read(content, inner.start(), &mut statements),
    };
    if let Err(bad) = read {
        builder.note(Note::BadFrontMatter { reason: bad.reason.into(), at: bad.at });
    }
    end
}

/// The front matter at the start of a text: its form, what stands between its fences, where it ends. An opening fence
/// without an end is a thematic break or text.
fn find(text: &str) -> Option<(Form, Span, u32)> {
    if text.starts_with('{') {
        let mut values = serde_json::Deserializer::from_str(text).into_iter::<serde::de::IgnoredAny>();
        // Liquid and MDX begin with a brace too: only a whole value, alone on its last line, is front matter.
        values.next()?.ok()?;
        let end = values.byte_offset();
        let alone = text.get(end..).and_then(|rest| rest.lines().next()).is_none_or(|line| line.trim().is_empty());
        let keyed = text.get(1..).is_some_and(|rest| rest.trim_start().starts_with(['"', '}']));
        return (alone && keyed).then(|| (Form::Json, Span::of(0, end), end as u32));
    }
    let (form, fence) =
        [(Form::Yaml, "---"), (Form::Toml, "+++"), (Form::Json, ";;;")].into_iter().find(|(_, fence)| text.starts_with(fence))?;
    let first_line = line_end(text, 0);
    let start = after_line_end(text, first_line);
    // A longer line of dashes is a break as a rule, and a fence only above a key.
    let is_long = form == Form::Yaml && text.get(..first_line)?.trim_end().bytes().all(|byte| byte == b'-');
    let is_key = || text.get(start..line_end(text, start)).and_then(|line| line.split_once(':')).is_some_and(|(key, _)| is_plain_key(key));
    let fence = if is_long { text.get(..first_line)?.trim_end() } else { fence };
    if fence.len() > 3 && !is_key() || !text.get(fence.len()..first_line)?.trim().is_empty() {
        return None;
    }
    let mut at = start;
    while at < text.len() {
        let end = line_end(text, at);
        let line = text.get(at..end)?.trim_end();
        if line == fence || form == Form::Yaml && line == "..." {
            let end = at + line.len();
            return Some((form, Span::of(start, at), (end + comments_behind(text.get(end..)?, fence)) as u32));
        }
        at = after_line_end(text, end);
    }
    None
}

/// The length of the comments behind front matter, when nothing follows them but one more fence: whoever wrote them took the first for
/// a line between its parts.
fn comments_behind(rest: &str, fence: &str) -> usize {
    let mut lines = rest.split_inclusive('\n');
    let mut len = 0;
    for line in lines.by_ref() {
        len += line.len();
        if line.trim_end() == fence {
            return if rest.get(len..).is_some_and(|below| below.trim().is_empty()) { len - line.len() + fence.len() } else { 0 };
        }
        if !line.trim().is_empty() && !line.starts_with('#') {
            break;
        }
    }
    0
}

/// Whether a fence of three marks stands on the first line and a key or a comment on the second.
fn opens_at_a_key(text: &str) -> bool {
    let mut lines = text.lines();
    let is_fence = matches!(lines.next().map(str::trim_end), Some("---" | "+++"));
    let is_key = |line: &str| line.split_once([':', '=']).is_some_and(|(key, _)| is_plain_key(key.trim_end()));
    is_fence && lines.next().is_some_and(|line| line.starts_with('#') || is_key(line))
}

/// Letters, digits, hyphens and underscores.
fn is_plain_key(key: &str) -> bool {
    !key.is_empty() && key.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'))
}

fn line_end(text: &str, at: usize) -> usize {
    let rest = text.as_bytes().get(at..).unwrap_or_default();
    memchr::memchr2(b'\n', b'\r', rest).map_or(text.len(), |len| at + len)
}

fn after_line_end(text: &str, end: usize) -> usize {
    let bytes = text.as_bytes();
    match bytes.get(end..end + 2) {
        Some(b"\r\n") => end + 2,
        _ => (end + 1).min(text.len()),
    }
}

#[cfg(test)]
mod tests {
    use crate::document::{Document, Note};
    use crate::limits::Limits;
    use crate::source::{Format, Source};

    fn read(text: &str) -> Document {
        Document::read(Source::of_text("bakery.md", Format::Markdown, text), &Limits::default(), "en")
    }

    /// Keys, values, and the bytes that the values were read from.
    fn statements(document: &Document) -> Vec<(&str, &str, &str)> {
        document.meta.iter().map(|meta| (&*meta.key, &*meta.value, meta.src.cut(document.source.text()))).collect()
    }

    fn complaint(document: &Document) -> Option<(&str, &str)> {
        document.notes.iter().find_map(|note| match note {
            Note::BadFrontMatter { reason, at } => Some((&**reason, at.cut(document.source.text()))),
            _ => None,
        })
    }

    #[test]
    fn yaml_is_flattened_with_places_in_bytes() {
        let document = read(
            "---\ntitle: \"Brötchen & more\"\ntags:\n  - rye\n  - 'spelt'\nseo:\n  title: Röggeli\n  card: {wide: true}\nsummary: >\n  Baked\n  daily.\n---\nText.\n",
        );
        assert_eq!(
            statements(&document),
            [
                ("title", "Brötchen & more", "Brötchen & more"),
                ("tags", "rye", "rye"),
                ("tags", "spelt", "spelt"),
                ("seo.title", "Röggeli", "Röggeli"),
                ("seo.card.wide", "true", "true"),
                ("summary", "Baked daily.\n", "Baked\n  daily."),
            ]
        );
        assert_eq!(document.text, "Text.\n");
        assert_eq!(document.title(), Some("Brötchen & more"));
    }

    #[test]
    fn a_tab_may_stand_before_a_value() {
        let document = read("---\ntitle:\t\"Rolls\"\nauthor: \t Ann Lee\n---\nText.\n");
        assert_eq!(complaint(&document), None);
        assert_eq!(statements(&document), [("title", "Rolls", "Rolls"), ("author", "Ann Lee", "Ann Lee")]);
    }

    #[test]
    fn a_quoted_value_may_go_on_at_the_margin() {
        let document = read("---\ntitle: Rolls\nexcerpt: \"Baked — daily,\nby hand.\"\nauthor: Ann Lee\n---\nText.\n");
        assert_eq!(complaint(&document), None);
        let said: Vec<(&str, &str)> = document.meta.iter().map(|meta| (&*meta.key, &*meta.value)).collect();
        assert_eq!(said, [("title", "Rolls"), ("excerpt", "Baked — daily, by hand."), ("author", "Ann Lee")]);
    }

    #[test]
    fn an_alias_stays_as_it_is_written() {
        let document = read("---\nbaker: &ann Ann Lee\neditor: *ann\n---\n");
        assert_eq!(statements(&document), [("baker", "Ann Lee", "Ann Lee"), ("editor", "*ann", "*ann")]);
    }

    #[test]
    fn toml_and_json_are_read_alike() {
        let toml = read("+++\ntitle = \"Rye — dark\"\ndate = 2024-05-03\ntags = [\"bread\", 'rye']\n[seo]\ntitle = \"Rye\"\n+++\nText.\n");
        assert_eq!(
            statements(&toml),
            [
                ("title", "Rye — dark", "Rye — dark"),
                ("date", "2024-05-03", "2024-05-03"),
                ("tags", "bread", "bread"),
                ("tags", "rye", "rye"),
                ("seo.title", "Rye", "Rye"),
            ]
        );
        let json = read("{\n  \"title\": \"Rye \\u2014 dark\",\n  \"draft\": true,\n  \"seo\": {\"tags\": [\"a\", 2]}\n}\n\nText.\n");
        assert_eq!(
            statements(&json),
            [("title", "Rye — dark", "Rye \\u2014 dark"), ("draft", "true", "true"), ("seo.tags", "a", "a"), ("seo.tags", "2", "2")]
        );
        assert!(json.is_draft());
        assert_eq!((toml.text.as_str(), json.text.as_str()), ("Text.\n", "Text.\n"));
        let fenced = read(";;;\n\"title\": \"Rolls\"\n;;;\nText.\n");
        assert_eq!(statements(&fenced), [("title", "Rolls", "Rolls")]);
    }

    #[test]
    fn broken_front_matter_is_noted_and_the_body_read() {
        let yaml = read("---\ntitle: Rolls\ntags: [rye\n---\n# Rolls\n");
        assert!(complaint(&yaml).is_some());
        assert_eq!(yaml.text, "Rolls\n");
        let repeated = read("---\ntitle: Rolls\ntitle: Buns\n---\n# Rolls\n");
        assert_eq!(complaint(&repeated), Some(("duplicate key `title`", "title")));
        let toml = read("+++\ntitle = Rolls\n+++\n# Rolls\n");
        assert!(complaint(&toml).is_some_and(|(_, at)| at.starts_with('R')), "{:?}", complaint(&toml));
    }

    #[test]
    fn a_longer_line_of_dashes_is_a_fence_above_a_key_only() {
        let document = read("-----\ntitle: Rolls\n-----\nText.\n");
        assert_eq!(statements(&document), [("title", "Rolls", "Rolls")]);
        assert!(read("-----\nThe shop: open.\n-----\n").front_matter.is_empty());
        assert!(read("-----\ntitle: Rolls\n---\n").front_matter.is_empty());
    }

    #[test]
    fn blank_lines_before_the_fence_change_nothing() {
        let document = read("\n\n---\n# shown on the site\ntitle: Pier\n---\n\nText.\n");
        assert_eq!(statements(&document), [("title", "Pier", "Pier")]);
        assert_eq!(document.text.trim(), "Text.");
        assert!(read("\n---\n\nNote: bring a lamp.\n\n---\n").meta.is_empty());
    }

    #[test]
    fn a_fence_without_its_end_is_a_break_and_a_brace_is_text() {
        let document = read("---\n\nThe shop opens at six.\n");
        assert!(document.front_matter.is_empty() && document.meta.is_empty());
        assert_eq!(document.text, "The shop opens at six.\n");
        let brace = read("{% include nav.html %}\n\nThe shop opens at six.\n");
        assert!(brace.front_matter.is_empty() && complaint(&brace).is_none());
    }

    #[test]
    fn a_byte_order_mark_and_windows_lines_hide_nothing() {
        let document = read("\u{feff}---\r\ntitle: Rolls\r\n---\r\nText.\r\n");
        assert_eq!(statements(&document), [("title", "Rolls", "Rolls")]);
        assert_eq!(document.text, "Text.\n");
    }

    #[test]
    fn comments_between_two_fences_at_the_end_belong_to_the_front_matter() {
        let behind = |rest: &str| read(&format!("---\ntitle: Rye\n---\n{rest}")).front_matter.len();
        assert_eq!(
            behind("\n# see the shelf\n# by the door\n\n---\n"),
            "---\ntitle: Rye\n---\n\n# see the shelf\n# by the door\n\n---".len() as u32
        );
        // A title above a break is text, and so is a comment without a fence below it.
        for rest in ["\n# Rye\n\n---\n\nFlour.\n", "\n# Rye\n", "\nFlour.\n\n---\n", ""] {
            assert_eq!(behind(rest), "---\ntitle: Rye\n---".len() as u32, "{rest}");
        }
    }
}
