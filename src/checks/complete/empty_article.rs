//! An article without a word of text below its headings.

use serde::Deserialize;

use crate::checks::prose::{
    is_directive, is_drawn_by_program, is_form, is_program, leads_elsewhere, puts_in, says_that_nothing_is_there, stands_for_folder,
};
use crate::document::{Document, Flags, InlineKind, Kind};
use crate::rule::{ArticleCheck, Found};
use crate::source::Format;
use crate::span::Span;

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct EmptyArticle {}

impl ArticleCheck for EmptyArticle {
    fn check(&self, article: &Document, found: &mut Found<'_>) {
        found.concerned();
        let says_something = article.all().any(|(_, block)| {
            !block.flags.has(Flags::BOILER)
                && (matches!(block.kind, Kind::Embed | Kind::Template | Kind::Math)
                    || block.kind.is_leaf()
                        && !matches!(block.kind, Kind::Heading | Kind::Byline)
                        && block.text.cut(&article.text).chars().any(char::is_alphanumeric))
        });
        // A picture with words in it is no text that can be audited, but a reader does find something.
        let shows_something = article.inlines.iter().any(|inline| {
            matches!(inline.kind, InlineKind::Image | InlineKind::Embed) && !article.block(inline.block).flags.has(Flags::BOILER)
        });
        if says_something
            || shows_something
            || is_shell(article)
            || is_contents(article)
            || includes_another(article)
            || is_test_data(article)
            || says_that_nothing_is_there(article)
            // Its headings are what a form says.
            || article.sections.len() >= 2 && is_form(article)
            || article.sections.iter().any(|section| is_directive(article.text_of(section.heading)))
        {
            return;
        }
        // What is there (a title, a heading) is marked whole, so that one defect is one charge.
        let end = article.source.text().trim_end().len();
        let start = (article.front_matter.end() as usize).max(usize::from(article.source.text().starts_with('\u{feff}')) * 3);
        let finding = found.at(Document::ROOT, Span::of(start.min(end), end), "the article has no text", [""; 0]);
        // The site may list the pages of the folder there.
        if stands_for_folder(article) || is_record(article) {
            finding.milder().milder();
        }
    }
}

/// A page without a heading or a line of its own, in which a program writes what readers see, or a part of a page.
fn is_shell(article: &Document) -> bool {
    let source = article.source.text();
    let is_part = || !source.contains("<html") && !source.contains("<body") || source.contains("%PUBLIC_URL%");
    article.source.format() == Format::Html
        && (article.sections.is_empty() && (is_program(article) || is_part()) || is_drawn_by_program(article))
}

/// Headings that lead to other pages are a table of contents.
fn is_contents(article: &Document) -> bool {
    /// Headings that are a table.
    const SEVERAL: usize = 2;
    // A page that is one list of links, whatever it looks like beside other pages.
    let is_list = || {
        article.sections.is_empty()
            && article.of_kind(Kind::List).next().is_some()
            && article.links.len() >= SEVERAL
            && !["<nav", "<header", "<footer"].iter().any(|part| article.source.text().contains(part))
    };
    article.sections.iter().filter(|section| leads_elsewhere(article, section.heading)).take(SEVERAL).count() == SEVERAL || is_list()
}

/// A comment is the order to put another text in: `<!-- @include: ./tides.md -->`.
fn includes_another(article: &Document) -> bool {
    let mut orders =
        article.comments.iter().map(|comment| comment.body.cut(article.source.text()).trim_start().trim_start_matches(['@', '#']));
    orders.any(|order| order.strip_prefix("include").is_some_and(|rest| rest.starts_with([':', ' ', '('])))
        || puts_in(article.source.text())
}

/// A text file without a sign, among what a program is tested with.
fn is_test_data(article: &Document) -> bool {
    article.source.format() == Format::Plain
        && article.source.text().trim().is_empty()
        && article.source.path().iter().any(|folder| ["tests", "test", "testsuite", "testdata"].iter().any(|known| folder == *known))
}

/// A heading is made of entries: "name: Ada Lund ID: alund", a record whose fences are too long to be front matter.
fn is_record(article: &Document) -> bool {
    article.sections.iter().any(|section| article.text_of(section.heading).matches(": ").count() >= 2)
}

#[cfg(test)]
mod tests {
    use crate::checks::tested::{findings, markdown};

    #[test]
    fn a_page_that_a_program_writes_is_no_article() {
        let page = |body: &str| format!("<!doctype html><html><body>{body}<script src=\"boats.js\"></script></body></html>");
        assert!(findings("empty-article", "boats.html", &page("<div id=\"boats\"></div>")).is_empty());
        assert!(findings("empty-article", "banner.html", "<!-- <p>The boats are late.</p> -->\n<div></div>").is_empty());
        assert_eq!(findings("empty-article", "boats.html", "<!doctype html><html><body></body></html>").len(), 1);
        assert_eq!(findings("empty-article", "boats.html", &page("<h1>Night boats</h1>")).len(), 1);
    }

    #[test]
    fn a_page_that_puts_in_others_or_says_that_nothing_is_there_is_no_gap() {
        assert!(markdown("empty-article", "# Tides\n\n<!-- @include: ../parts/tides.md -->\n").is_empty());
        assert_eq!(markdown("empty-article", "# Tides\n\n<!-- includes the tides of the year -->\n").len(), 1);
        assert!(findings("empty-article", "404.html", "<html><body><h1>Page not found</h1></body></html>").is_empty());
    }

    #[test]
    fn a_directive_of_a_generator_is_text() {
        assert!(markdown("empty-article", "# Reference\n\n## ::: harbour\n\n### ::: harbour.tides\n").is_empty());
    }
}
