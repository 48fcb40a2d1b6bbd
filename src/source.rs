//! Finds articles, reads them and decides their format: paths go in, decoded text with a way back to the bytes on disk comes out.

use serde::{Deserialize, Serialize};
use std::path::Path;

use crate::limits::Limits;

mod decode;
mod markup;
mod read;
mod walk;

pub use decode::{DecodeError, Encoding};
pub(crate) use markup::{Markup, of as markup_of};
pub(crate) use read::open;
pub use read::{ReadError, read_file, read_stdin, read_whole, read_within, within};
pub use walk::{Candidate, Selection, Skipped, Walk, WalkError, absolute, relative, shown, sort_by_path, walk};

/// Number of an article in the run; articles are numbered in path order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ArticleId(pub u32);

/// The form an article is written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Format {
    /// `CommonMark` with GFM and what site generators add to it.
    Markdown,
    /// Markdown with JSX.
    Mdx,
    /// A page or a fragment.
    Html,
    /// A plain-text export of a page.
    Plain,
}

/// Whether a site hands a file to language models by agreement: `llms.txt`. Nobody sees it as a page.
pub(crate) fn is_for_models(path: &Path) -> bool {
    const NAMES: [&[u8]; 3] = [b"llm.txt", b"llms.txt", b"llms-full.txt"];
    let bytes = path.as_os_str().as_encoded_bytes();
    let folder = NAMES.iter().find_map(|name| bytes.strip_suffix(*name));
    folder.is_some_and(|folder| folder.last().is_none_or(|byte| matches!(byte, b'/' | b'\\')))
}

impl Format {
    /// The format that a file name says, if it says one.
    #[must_use]
    pub fn of_path(path: &Path) -> Option<Self> {
        let extension = path.extension()?.to_str()?;
        // What a site hands to language models is Markdown by agreement, whatever its name ends in.
        if is_for_models(path) {
            return Some(Self::Markdown);
        }
        // Pages made from reStructuredText keep their sources beside them: markup, and no export of a page.
        if path.file_stem().map(Path::new).and_then(Path::extension).is_some_and(|inner| inner.eq_ignore_ascii_case("rst")) {
            return None;
        }
        [
            ("md", Self::Markdown),
            ("markdown", Self::Markdown),
            ("mdx", Self::Mdx),
            ("html", Self::Html),
            ("htm", Self::Html),
            ("xhtml", Self::Html),
            ("txt", Self::Plain),
        ]
        .into_iter()
        .find(|(known, _)| extension.eq_ignore_ascii_case(known))
        .map(|(_, format)| format)
    }

    /// The format that the text itself shows: markup of a page, front matter or marks of Markdown, else plain text.
    #[must_use]
    pub fn of_text(text: &str) -> Self {
        let text = text.trim_start_matches('\u{feff}').trim_start();
        let head = text.get(..text.floor_char_boundary(1024)).unwrap_or(text);
        let lower = head.to_ascii_lowercase();
        if lower.starts_with("<!doctype") || lower.contains("<html") || lower.contains("<body") || lower.starts_with("<?xml") {
            return Self::Html;
        }
        if lower.starts_with('<')
            && !lower.starts_with("<!--")
            && ["<p>", "<div", "<h1", "<h2", "<article", "<main", "<section"].iter().any(|tag| lower.contains(tag))
        {
            return Self::Html;
        }
        if head.starts_with("---\n") || head.starts_with("---\r") || head.starts_with("+++\n") || head.starts_with("+++\r") {
            return Self::Markdown;
        }
        let marks = text.lines().take(400).filter(|line| {
            let rest = line.trim_start_matches('#');
            let heading = rest.len() < line.len() && line.len() - rest.len() <= 6 && rest.starts_with(' ');
            heading || line.starts_with("```") || line.contains("](") || line.starts_with("| ") || line.contains("**")
        });
        if marks.count() > 0 { Self::Markdown } else { Self::Plain }
    }

    /// The name in every output.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Markdown | Self::Mdx => "markdown",
            Self::Html => "html",
            Self::Plain => "text",
        }
    }
}

/// The text of a file, decoded, with the way back to its bytes.
#[derive(Clone, Debug)]
pub struct Source {
    path: Box<Path>,
    format: Format,
    text: String,
    encoding: Encoding,
}

impl Source {
    /// Decodes the bytes of a file. `path` is what messages show; without a `format` the text decides.
    ///
    /// # Errors
    /// When the bytes are in no encoding that they declare, or are no text.
    pub fn new(path: &Path, format: Option<Format>, bytes: Vec<u8>) -> Result<Self, DecodeError> {
        let (text, encoding) = decode::decode(bytes, format)?;
        let format = match format {
            Some(Format::Plain) if markup_of(&text) == Some(Markup::Markdown) => Format::Markdown,
            Some(format) => format,
            None => Format::of_text(&text),
        };
        Ok(Self { path: path.into(), format, text, encoding })
    }

    /// A source without text, to be replaced by the real one.
    pub(crate) fn nothing() -> Self {
        Self { path: Path::new("").into(), format: Format::Plain, text: String::new(), encoding: Encoding::default() }
    }

    /// A source over text at hand, for tests and examples.
    #[must_use]
    pub fn of_text(path: &str, format: Format, text: &str) -> Self {
        Self { path: Path::new(path).into(), format, text: text.to_owned(), encoding: Encoding::default() }
    }

    /// The same article with another text.
    #[must_use]
    pub fn with_text(&self, text: &str) -> Self {
        Self { path: self.path.clone(), format: self.format, text: text.to_owned(), encoding: Encoding::default() }
    }

    /// The name of its file without the ending; empty if that is no text.
    #[must_use]
    pub fn stem(&self) -> &str {
        self.path.file_stem().and_then(|stem| stem.to_str()).unwrap_or("")
    }

    /// Where it was read from, as messages show it.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// The form it is written in.
    #[must_use]
    pub const fn format(&self) -> Format {
        self.format
    }

    /// The decoded text; a byte-order mark stays in it.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The text behind a byte-order mark, and the offset where it begins.
    #[must_use]
    pub fn body(text: &str) -> (&str, u32) {
        text.strip_prefix('\u{feff}').map_or((text, 0), |body| (body, 3))
    }

    /// The encoding of the bytes on disk.
    #[must_use]
    pub const fn encoding(&self) -> &Encoding {
        &self.encoding
    }

    /// The offset in the file of a byte offset in the text; both are equal in UTF-8.
    #[must_use]
    pub fn file_offset(&self, text_offset: u32) -> u32 {
        self.encoding.file_offset(&self.text, text_offset)
    }

    /// Whether the file is longer than the limit allows, judged by its bytes.
    #[must_use]
    pub const fn is_too_large(bytes: u64, limits: &Limits) -> bool {
        bytes > limits.file_size
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_site_hands_to_language_models_is_markdown() {
        assert_eq!(Format::of_path(Path::new("site/llms-full.txt")), Some(Format::Markdown));
        assert_eq!(Format::of_path(Path::new("site/tides.txt")), Some(Format::Plain));
    }
}
