//! Constructs in braces: Liquid, Hugo, Handlebars, Jinja, MDX expressions and kramdown's attribute lists. An offset comes
//! in, where the construct ends and what it is goes out.

use super::finder::Finder;
use super::jsx;
use crate::limits::TEMPLATE_BYTES;
use crate::span::Span;

/// What a construct is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum What {
    /// It stands for something that readers see.
    Template,
    /// A tag or instruction that readers do not see.
    Nothing,
    /// An attribute list, which belongs to the markup before it.
    Attributes,
    /// A comment; the span is what it says.
    Comment(Span),
    /// The place of a table of contents.
    Toc,
    /// What follows up to the named end tag is shown as it stands.
    RawUntil(&'static str),
    /// What follows up to the named end tag is code; the span is its language.
    CodeUntil(&'static str, Span),
    /// What follows up to the named end tag is a comment.
    CommentUntil(&'static str),
}

/// A construct that begins where it was looked for.
#[derive(Clone, Copy, Debug)]
pub(super) struct Construct {
    pub(super) end: usize,
    pub(super) what: What,
}

/// Reads constructs in braces, from offsets that never decrease.
pub(super) struct Braces {
    double: Finder,
    triple: Finder,
    percent: Finder,
    hash: Finder,
    comment: Finder,
    dashes: Finder,
    single: Finder,
    /// Expressions that begin before this offset are not closed.
    unclosed_before: usize,
}

/// Liquid tags whose content is code.
const CODE: [(&str, &str); 4] =
    [("highlight", "endhighlight"), ("codeblock", "endcodeblock"), ("mermaid", "endmermaid"), ("plantuml", "endplantuml")];

/// Hugo shortcodes whose content is code.
const HUGO_CODE: [(&str, &str); 3] = [("highlight", "/highlight"), ("mermaid", "/mermaid"), ("code", "/code")];

/// Liquid tags that steer and show nothing themselves.
const STEERING: [&str; 18] = [
    "if",
    "elsif",
    "elseif",
    "elif",
    "else",
    "unless",
    "case",
    "when",
    "for",
    "break",
    "continue",
    "assign",
    "set",
    "capture",
    "increment",
    "cycle",
    "load",
    "block",
];

impl Braces {
    pub(super) fn new() -> Self {
        Self {
            double: Finder::new("}}"),
            triple: Finder::new("}}}"),
            percent: Finder::new("%}"),
            hash: Finder::new("#}"),
            comment: Finder::new("*/}"),
            dashes: Finder::new("--}}"),
            single: Finder::new("}"),
            unclosed_before: 0,
        }
    }

    /// The construct that begins with the brace at `at`. `after_markup` says whether the byte before it closes a link,
    /// code or emphasis.
    pub(super) fn read(&mut self, text: &str, at: usize, mdx: bool, after_markup: bool) -> Option<Construct> {
        let bytes = text.as_bytes();
        let limit = at + TEMPLATE_BYTES;
        let next = bytes.get(at + 1..at + 5).or_else(|| bytes.get(at + 1..)).unwrap_or_default();
        match next {
            [b'{', b'!', b'-', b'-'] => self.dashes.find(bytes, at + 5, limit).map(|close| comment(at + 5, close, close + 4)),
            [b'{', b'{', ..] => {
                let close = self.triple.find(bytes, at + 3, limit)?;
                Some(Construct { end: close + 3, what: What::Template })
            }
            [b'{', b'/', b'*', ..] => {
                let close = self.comment.find(bytes, at + 4, limit)?;
                let end = close + 3 + usize::from(bytes.get(close + 3) == Some(&b'}'));
                Some(comment(at + 4, close, end))
            }
            [b'{', mark, ..] => {
                let close = self.double.find(bytes, at + 2, limit)?;
                let inner = Span::of(at + 2, close).cut(text);
                // A template never runs over the end of its paragraph, but for Hugo's long shortcodes.
                if !matches!(mark, b'<' | b'%') && inner.contains("\n\n") {
                    return None;
                }
                let inner = inner.trim_matches(['<', '>', '%', '-', '~', ' ', '\t', '\n', '\r']);
                let what = if matches!(mark, b'<' | b'%') { hugo(text, at, inner) } else { handlebars(inner) };
                Some(Construct { end: close + 2, what })
            }
            [b'%', ..] => {
                let close = self.percent.find(bytes, at + 2, limit)?;
                let inner = Span::of(at + 2, close).cut(text).trim_matches(['-', '+', ' ', '\t', '\n', '\r']);
                Some(Construct { end: close + 2, what: liquid(text, at, inner) })
            }
            [b'/', b'*', ..] => self.comment.find(bytes, at + 3, limit).map(|close| comment(at + 3, close, close + 3)),
            [b'#', b' ' | b'-' | b'\n', ..] => {
                let close = self.hash.find(bytes, at + 2, limit)?;
                Some(comment(at + 2, close, close + 2))
            }
            [b':', ..] => {
                let close = self.single.find(bytes, at + 2, at + 512)?;
                let inner = Span::of(at + 2, close).cut(text);
                if inner.contains('\n') {
                    return None;
                }
                let what = if inner.trim_matches(['#', ' ']).eq_ignore_ascii_case("toc") { What::Toc } else { What::Attributes };
                Some(Construct { end: close + 1, what })
            }
            _ if after_markup && !mdx => self.attributes(text, at),
            _ if mdx => self.expression(text, at),
            _ => None,
        }
    }

    /// `{.wide}`, `{ #map .wide }`, `{width=50%}` behind a link, picture, code or emphasis.
    fn attributes(&mut self, text: &str, at: usize) -> Option<Construct> {
        let close = self.single.find(text.as_bytes(), at + 1, at + 256)?;
        let inner = Span::of(at + 1, close).cut(text).trim();
        let first = inner.split_ascii_whitespace().next()?;
        let attribute = first.len() > 1 && first.starts_with(['.', '#'])
            || first
                .split_once('=')
                .is_some_and(|(name, _)| !name.is_empty() && name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-'));
        (attribute && !inner.contains('\n')).then_some(Construct { end: close + 1, what: What::Attributes })
    }

    /// An MDX expression: up to its own closing brace.
    fn expression(&mut self, text: &str, at: usize) -> Option<Construct> {
        if at < self.unclosed_before {
            return None;
        }
        match jsx::braces(text.as_bytes(), at) {
            Ok(end) => {
                let inner = Span::of(at + 1, end - 1).cut(text).trim();
                // `{' '}` is how JSX writes a blank, `{"text"}` how it writes text with braces.
                let what = if matches!(inner, "' '" | "\" \"" | "") { What::Nothing } else { What::Template };
                Some(Construct { end, what })
            }
            Err(searched) => {
                self.unclosed_before = searched;
                None
            }
        }
    }
}

fn comment(start: usize, close: usize, end: usize) -> Construct {
    Construct { end, what: What::Comment(Span::of(start, close)) }
}

/// A shortcode: `inner` is its text without marks.
fn hugo(text: &str, at: usize, inner: &str) -> What {
    if text.get(at + 3..).is_some_and(|rest| rest.starts_with("/*")) {
        return What::Template;
    }
    if inner.starts_with('/') {
        return What::Nothing;
    }
    let (name, arguments) = first_word(inner);
    if inner.ends_with('/') || name == "code" && !ends_code(text, at) {
        return What::Template;
    }
    HUGO_CODE
        .iter()
        .find(|(code, _)| *code == name)
        .map_or(What::Template, |(_, end)| What::CodeUntil(end, language(text, at, name, arguments)))
}

/// Whether a tag for code has its end not far behind: on some sites it shows a file and stands alone.
fn ends_code(text: &str, at: usize) -> bool {
    /// Bytes in which the end stands.
    const NEAR: usize = 8 << 10;
    let bytes = text.as_bytes();
    let near = bytes.get(at..bytes.len().min(at + NEAR)).unwrap_or_default();
    memchr::memmem::find_iter(near, b"/code").any(|end| matches!(near.get(end + 5), Some(b' ' | b'>' | b'%')))
}

fn handlebars(inner: &str) -> What {
    // Block helpers, their ends and `{{else}}` steer, `{{! … }}` is a remark.
    if inner.starts_with(['#', '/', '!']) || inner == "else" || first_word(inner).0 == "end" { What::Nothing } else { What::Template }
}

fn liquid(text: &str, at: usize, inner: &str) -> What {
    let (name, arguments) = first_word(inner);
    if name.starts_with("end") || STEERING.contains(&name) {
        return What::Nothing;
    }
    match name {
        "raw" | "verbatim" => What::RawUntil(if name == "raw" { "endraw" } else { "endverbatim" }),
        "comment" => What::CommentUntil("endcomment"),
        "toc" => What::Toc,
        _ => CODE
            .iter()
            .find(|(code, _)| *code == name)
            .map_or(What::Template, |(_, end)| What::CodeUntil(end, language(text, at, name, arguments))),
    }
}

fn first_word(inner: &str) -> (&str, &str) {
    inner.split_once(|c: char| c.is_ascii_whitespace()).unwrap_or((inner, ""))
}

/// Where the first word of a tag's arguments stands; `at` is where the tag begins.
fn language(text: &str, at: usize, name: &str, arguments: &str) -> Span {
    let word = arguments.split_ascii_whitespace().next().unwrap_or("").trim_matches(['"', '\'']);
    let tag = text.get(at..).unwrap_or("");
    let behind_name = tag.find(name).map_or(0, |start| start + name.len());
    let start = tag.get(behind_name..).and_then(|rest| rest.find(word)).map_or(0, |start| at + behind_name + start);
    if word.is_empty() || word.contains('=') || word.contains(':') { Span::at(0) } else { Span::of(start, start + word.len()) }
}
