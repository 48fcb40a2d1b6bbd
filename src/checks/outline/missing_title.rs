//! An article that nowhere says what it is called.

use serde::Deserialize;

use crate::checks::prose::{is_form, is_order, own_element};
use crate::document::{BlockId, Document, Flags, Inline, InlineKind, Kind, MetaFrom};
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
        // `_tides.md`: a generator makes no page of it.
        // The menu of a book, each line of which leads to a chapter, and the notes to a sample, which are one list.
        let is_list = || {
            (article.source.stem() == "SUMMARY" || article.sections.is_empty())
                && article.all().skip(1).find(|(_, block)| block.kind != Kind::Region).is_some_and(|(_, block)| block.kind == Kind::List)
        };
        // "lamps.inc.md" is put into other pages.
        let is_included = article.source.path().file_name().and_then(|name| name.to_str()).is_some_and(|name| name.contains(".inc."));
        in_folder
            || is_included
            || is_list()
            || article.source.stem().starts_with('_')
            || article.sections.is_empty() && article.words() < self.words
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
    let fence = lines.next().is_some_and(|line| line.len() > 2 && line.trim().bytes().all(|byte| byte == b'-'));
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

/// A title is in sight, though it was not read as one: `<title>` beside a heading without visible words, a picture of the name at the top, or the first
/// lines of a plain text.
fn shows_title(article: &Document) -> bool {
    /// Blocks at the top among which the picture stands.
    const NEAR: u32 = 8;
    let is_said = || article.meta.iter().any(|meta| meta.from == MetaFrom::Title && !meta.value.trim().is_empty());
    let heading = article.sections.iter().map(|section| section.heading).find(|heading| !article.text_of(*heading).is_empty());
    let top = heading.unwrap_or(NEAR).min(NEAR).min(article.blocks.len() as u32);
    let is_picture = |inline: &Inline| inline.kind == InlineKind::Image;
    article.inlines_of_range(0, top).iter().any(is_picture)
        || is_said()
        || article.source.format() == Format::Plain && opens_with_title(article)
}

/// The first lines of a plain text are a title by their looks, or those of a program: a line of signs above or below it ("=====", "[[tides]]" before
/// it), set in the middle, as HTML, or the name of the language.
fn opens_with_title(article: &Document) -> bool {
    /// Bytes and lines at the top, and blanks before what stands in the middle.
    const NEAR: usize = 600;
    const LINES: usize = 3;
    const MIDDLE: usize = 8;
    let text = article.source.text().trim_start_matches('\u{feff}');
    let top = || text.get(..text.floor_char_boundary(NEAR)).unwrap_or(text).lines().filter(|line| !line.trim().is_empty()).take(LINES);
    let Some(first) = top().next() else { return false };
    let is_rule = |line: &str| {
        let line = line.trim();
        line.len() > 3 && line.bytes().next().is_some_and(|sign| sign.is_ascii_punctuation() && line.bytes().all(|byte| byte == sign))
    };
    let row: Vec<bool> = top().map(is_rule).collect();
    // Further down it stands below the heading of a section.
    let is_headed = match row.as_slice() {
        [true, ..] | [_, true, ..] => true,
        [_, _, below] => *below && first.starts_with("[["),
        _ => false,
    };
    let is_middle = first.len() - first.trim_start().len() >= MIDDLE;
    let is_html = first.trim_start().starts_with("<title") || first.trim_start().starts_with("<h1");
    let is_code = first.strip_prefix('#').is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_lowercase() || c == '!'))
        || first.starts_with(';')
        || first.starts_with("/*");
    is_middle || is_html || is_code || is_headed
}

/// An entry that others put in: it opens with the list of its fields ("**Type:** text").
fn opens_with_fields(article: &Document, first: BlockId) -> bool {
    let is_label = |inline: &Inline| {
        let label = inline.text.cut(&article.text);
        inline.kind == InlineKind::Strong
            && inline.text.start() == article.block(first).text.start()
            && !label.trim_end_matches(':').contains(':')
            && (label.ends_with(':') || article.text.get(inline.text.end() as usize..).is_some_and(|behind| behind.starts_with(':')))
    };
    article.is_within(first, Kind::Item) && article.inlines_of(first).iter().any(is_label)
}

/// "Title: The tide table" opens a Markdown article whose site reads such lines.
fn names_itself(text: &str) -> bool {
    text.get(..6).is_some_and(|start| start.eq_ignore_ascii_case("title:"))
}

/// The folder, and the place of pages that have one name in a folder each: "berths/*/problem.md".
fn slots_of(folder: &std::path::Path, path: &std::path::Path) -> Box<str> {
    // "problem.fr.md" is a translation of "problem.md".
    let name = path.file_name().and_then(|name| name.to_str()).and_then(|name| name.split('.').next()).unwrap_or("");
    let outer = folder.parent().map(slot_of).unwrap_or_default();
    [&*slot_of(folder), "\t", &outer, "/*/", name].concat().into()
}

/// What a program puts together from parts lies in folders of the same names, one for each page: "pier/docs/web", "lamp/docs/web".
fn slot_of(folder: &std::path::Path) -> Box<str> {
    let names: Vec<&str> = folder.iter().filter_map(|name| name.to_str()).collect();
    names.get(names.len().saturating_sub(2)..).unwrap_or_default().join("/").into()
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
            || is_order(article)
            // Notes, lists and orders for programs have no headings at all.
            || article.source.format() == Format::Plain && article.sections.is_empty()
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
        if shows_title(article) || opens_with_fields(article, first) {
            return;
        }
        // A picture above the text shows the name.
        if article.inlines_of_range(0, first + 1).iter().any(|inline| inline.kind == InlineKind::Image) {
            return;
        }
        // An article of a site that sets the title elsewhere begins with its highest heading, of whatever level.
        if block.kind == Kind::Heading && article.sections.iter().all(|section| section.level >= block.level) {
            return;
        }
        let text = article.text_of(first);
        if names_itself(text) {
            return;
        }
        let line = text.find(['.', '!', '?', '\n']).map_or(text.len(), |end| end + 1).min(text.floor_char_boundary(80));
        let span = article.source_span(Span::new(block.text.start(), block.text.start() + line as u32));
        let finding = found.at(first, span, "the article has no title", [""; 0]);
        // Where a whole folder has none, its site or program sets them.
        finding.slot = article.source.path().parent().map(|folder| slots_of(folder, article.source.path()));
        // A site that is told what a page is about, and not how it is called, names it in its menu.
        let describes = |key: &str| ["description", "summary"].iter().any(|known| key.eq_ignore_ascii_case(known));
        if article.meta.iter().any(|meta| meta.from == MetaFrom::FrontMatter && describes(&meta.key)) {
            finding.milder();
        }
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

#[cfg(test)]
mod tests {
    use crate::checks::tested::findings;

    const TEXT: &str = "The ferry runs all the year, but for the two weeks in which it is painted. In those weeks a smaller boat takes people.\n\nFares\n-----\n\nA crossing costs two coins.\n";

    fn found(name: &str, top: &str) -> usize {
        findings("missing-title", name, &format!("{top}{TEXT}")).len()
    }

    #[test]
    fn a_title_by_its_looks_is_one() {
        assert_eq!(found("ferry.txt", ""), 1);
        for top in [
            "##########\nThe ferry!\n##########\n\n",
            "[[ferry]]\nWhat of the ferry?!\n~~~~~~~~~~~~~~~~\n\n",
            "            The Ferry\nof 1902\n\n",
        ] {
            assert_eq!(found("ferry.txt", top), 0, "{top}");
        }
        assert_eq!(found("ferry.txt", "<title>Ferry</title>\n"), 0);
        assert_eq!(found("ferry.txt", "#lang harbour\n"), 0);
    }

    #[test]
    fn a_part_of_a_page_has_no_title() {
        let long = TEXT.repeat(3);
        assert_eq!(findings("missing-title", "ferry.md", &long).len(), 1);
        assert_eq!(findings("missing-title", "_ferry.md", &long), []);
        assert_eq!(findings("missing-title", "ferry.md", &format!("- **Type:** `text`\n- **Default:** none\n\n{long}")), []);
        assert_eq!(findings("missing-title", "ferry.md", &format!("[Deutsch](de.md) | [Norsk](no.md)\n\n# ![](ferry.svg)\n\n{long}")), []);
        let page = "<html><head><title>The ferry</title></head><body><h1><span hidden>The ferry</span></h1><p>It runs.</p><h2>Fares</h2><p>Two.</p></body></html>";
        assert_eq!(findings("missing-title", "ferry.html", page), []);
    }
}
