//! An article that nowhere says what it is called.

use serde::Deserialize;

use crate::checks::prose::{is_form, own_element};
use crate::document::{Document, Flags, InlineKind, Kind, MetaFrom};
use crate::rule::{ArticleCheck, Found};
use crate::source::Format;
use crate::span::Span;

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct MissingTitle {
    /// Words from which a text without any heading is an article rather than a part of one.
    words: usize,
    /// Keys of the front matter that name a page beside `title`.
    keys: Vec<String>,
}

impl MissingTitle {
    /// A text that others include or fill in: from a folder of such (`_includes`, `.github`), or short and without headings.
    fn is_part(&self, article: &Document) -> bool {
        const FOLDERS: [&str; 5] = ["includes", "partials", "snippets", "fragments", "templates"];
        let folders = article.source.path().parent().into_iter().flat_map(std::path::Path::components);
        let in_folder = folders
            .map(|part| part.as_os_str().to_string_lossy())
            .any(|name| name.starts_with('_') || name.len() > 2 && name.starts_with('.') || FOLDERS.contains(&&*name));
        in_folder || article.sections.is_empty() && article.words() < self.words
    }

    /// The front matter names the page by another key, from which its site makes the title.
    fn is_named(&self, article: &Document) -> bool {
        article.meta.iter().any(|meta| {
            meta.from == MetaFrom::FrontMatter
                && self.keys.iter().any(|key| meta.key.eq_ignore_ascii_case(key))
                && !meta.value.trim().is_empty()
        })
    }
}

/// Lines `key: value` behind a fence that no reader takes for front matter (a blank line before it, too many dashes): what the article says
/// of itself is unknown.
pub(super) fn has_unread_front_matter(article: &Document) -> bool {
    if !article.front_matter.is_empty() || article.source.format() != Format::Markdown {
        return false;
    }
    let mut lines =
        article.source.text().trim_start_matches('\u{feff}').lines().filter(|line| !line.trim().is_empty() && !line.starts_with('#'));
    let fence = lines.next().is_some_and(|line| line.len() > 2 && line.trim_end().bytes().all(|byte| byte == b'-'));
    fence
        && lines
            .next()
            .and_then(|line| line.split_once(':'))
            .is_some_and(|(key, _)| !key.is_empty() && key.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-')))
}

/// The text opens with an element that no browser knows ("<purpose>"): a program reads it, part by part.
fn is_for_a_program(article: &Document) -> bool {
    article.source.format() == Format::Markdown
        && (own_element(
            article.source.text().get(article.front_matter.end() as usize..).unwrap_or("").trim_start().lines().next().unwrap_or(""),
        ))
        .is_some()
}

impl ArticleCheck for MissingTitle {
    fn check(&self, article: &Document, found: &mut Found<'_>) {
        found.concerned();
        if article.title().is_some_and(|title| !matches!(title.trim(), "" | "null" | "~"))
            || self.is_part(article)
            || self.is_named(article)
            || is_body_only(article)
            || has_unread_front_matter(article)
            || is_form(article)
            || is_for_a_program(article)
        {
            return;
        }
        let content = article.all().skip(1).find(|(_, block)| {
            block.kind.is_leaf()
                && !block.flags.has(Flags::BOILER)
                && !matches!(block.kind, Kind::Rule | Kind::Template | Kind::Embed)
                && !block.text.is_empty()
        });
        let Some((first, block)) = content else { return };
        // A picture above the text shows the name.
        if article.inlines_of_range(0, first + 1).iter().any(|inline| inline.kind == InlineKind::Image) {
            return;
        }
        // An article of a site that sets the title elsewhere begins with its highest heading, of whatever level.
        if block.kind == Kind::Heading && article.sections.iter().all(|section| section.level >= block.level) {
            return;
        }
        let text = article.text_of(first);
        let line = text.find(['.', '!', '?', '\n']).map_or(text.len(), |end| end + 1).min(text.floor_char_boundary(80));
        let span = article.source_span(Span::new(block.text.start(), block.text.start() + line as u32));
        let finding = found.at(first, span, "the article has no title", [""; 0]);
        // What is a title in plain text is guessed.
        if article.source.format() == Format::Plain {
            finding.milder();
        }
    }
}

/// HTML without `<html>`, `<head>` or a doctype: the body of a page that a system puts its title on.
fn is_body_only(article: &Document) -> bool {
    let text = article.source.text();
    let start = text.get(..text.floor_char_boundary(2_000)).unwrap_or(text).to_ascii_lowercase();
    article.source.format() == Format::Html && !["<!doctype", "<html", "<head", "<title", "<body"].iter().any(|tag| start.contains(tag))
}
