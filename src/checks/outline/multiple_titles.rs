//! Several headings of level 1, so that nothing says which one is the article's title.

use serde::Deserialize;

use super::missing_title::has_unread_front_matter;
use crate::checks::numbering::{is_dated, names_version};
use crate::checks::prose::{is_panel_mark, leads_elsewhere};
use crate::document::{BlockId, Document, Kind, MetaFrom, Section};
use crate::rule::{ArticleCheck, Found};
use crate::source::Format;
use crate::span::Span;

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct MultipleTitles {}

impl ArticleCheck for MultipleTitles {
    fn check(&self, article: &Document, found: &mut Found<'_>) {
        /// Headings of level 1 from which they are sections below a `<title>` that none of them repeats.
        const SECTIONS: usize = 4;
        // The name of the site stands above the page and leads to its start, and a table of contents to other pages.
        let is_link = |heading: BlockId| article.source.format() == Format::Html && leads_elsewhere(article, heading);
        let is_title = |title: &str| !title.trim().is_empty() && !is_panel_mark(title);
        let titles = || article.sections.iter().filter(|section| section.level == 1 && is_title(article.text_of(section.heading)));
        let site = titles().next().filter(|first| is_link(first.heading));
        let top: Vec<&Section> = titles().filter(|title| !is_link(title.heading)).collect();
        if !top.is_empty() {
            found.concerned();
        }
        let [first, second, ..] = top.as_slice() else { return };
        // The site shows the front matter's title, and its sections may well begin at level 1, unless the first says the title again: then
        // level 1 is for titles.
        let said = article.meta.iter().find(|meta| meta.from == MetaFrom::FrontMatter && meta.key.eq_ignore_ascii_case("title"));
        let first_title = article.text_of(first.heading);
        let sections = said.is_some_and(|said| !is_same_title(&said.value, first_title))
            || (first_title.starts_with(|c: char| c.is_ascii_digit()) || top.len() >= SECTIONS)
                && article.meta.iter().any(|meta| meta.from == MetaFrom::Title && !is_same_title(&meta.value, first_title));
        // Text before the first is a part of another page, with sections of its own.
        let is_part =
            article.source.format() != Format::Plain && article.range_has_content(site.map_or(0, |site| site.heading + 1), first.heading);
        // The first may be the title of the log.
        let is_entry = |title: &str| is_dated(title) || names_version(title);
        let dated = top.iter().skip(1).filter(|section| is_entry(article.text_of(section.heading))).count();
        let log = dated > 0 && 2 * dated + 1 >= top.len();
        // An article that opens with another heading has no title among these.
        let opens = site.is_some() || article.sections.first().is_some_and(|section| section.level == 1);
        // The contents of a book name its parts so.
        if sections
            || article.source.stem() == "SUMMARY"
            || is_banner(article, first, second)
            || is_part
            || log
            || !opens
            || has_unread_front_matter(article)
            || article.source.format() == Format::Html && is_sectioned(article, &top)
        {
            return;
        }
        let title = article.text_of(second.heading);
        let count = top.len().to_string();
        found
            .at(second.heading, article.text_src(second.heading), "“{}” is a second title: {} headings are of level 1", [title, &count])
            .related(article.text_src(first.heading), "the first");
    }
}

/// The name of a project is set in the middle of the page, right above the title: `<h1 align="center">Night boats</h1>`.
fn is_banner(article: &Document, first: &Section, second: &Section) -> bool {
    let tag = article.block(first.heading).src.cut(article.source.text()).split('>').next().unwrap_or("");
    let is_centred = tag.starts_with("<h1") && (tag.contains("align") || tag.contains("center"));
    is_centred && !article.range_has_content(first.heading + 1, second.heading)
}

/// Whether two titles are one, but for a number, marks, or the name of a site or series at one end.
fn is_same_title(one: &str, other: &str) -> bool {
    let words = |title: &str| -> Vec<String> {
        let words = title.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_lowercase);
        words.skip_while(|word| word.bytes().all(|byte| byte.is_ascii_digit())).collect()
    };
    let (one, other) = (words(one), words(other));
    let (short, long) = if one.len() <= other.len() { (one, other) } else { (other, one) };
    !short.is_empty() && (short == long || short.len() > 1 && (long.starts_with(&short) || long.ends_with(&short)))
}

/// Each heading of level 1 opens a container of its own (`<article>`, `<section>`), which numbers its levels itself.
fn is_sectioned(article: &Document, top: &[&Section]) -> bool {
    let mut parents: Vec<BlockId> = top.iter().map(|section| article.block(section.heading).parent).collect();
    parents.sort_unstable();
    let count = parents.len();
    parents.dedup();
    let own = parents.iter().filter(|parent| article.block(**parent).kind == Kind::Region).count();
    parents.len() == count && own + 1 >= count || opens_parts(article, top)
}

/// A part ends and another one begins between each two of these headings, whatever the containers around them hold besides.
fn opens_parts(article: &Document, top: &[&Section]) -> bool {
    const PARTS: [&str; 2] = ["article", "section"];
    /// A book on one page: each chapter begins a page of its own when it is printed.
    const PAGE: &str = "page-break-before: always";
    /// The same, as `DocBook` writes its parts.
    const CHAPTERS: [&str; 6] = [
        "class=\"chapter\"",
        "class=\"appendix\"",
        "class=\"preface\"",
        "class=\"part\"",
        "class=\"dedication\"",
        "class=\"bibliography\"",
    ];
    let source = article.source.text();
    top.windows(2).all(|pair| {
        let [one, other] = pair else { return false };
        let (from, to) = (article.block(one.heading).src.end(), article.block(other.heading).src.start());
        let between = Span::new(from, to.max(from)).cut(source);
        between.contains(PAGE)
            || CHAPTERS.iter().any(|chapter| between.contains(chapter))
            || PARTS.iter().any(|part| {
                // The last part before the next heading is open there.
                let closed = between.rfind(&["</", part].concat());
                let opened = between.rfind(&["<", part].concat());
                opened.is_some_and(|opened| closed.is_some_and(|closed| closed < opened))
            })
    })
}

#[cfg(test)]
mod tests {
    use crate::checks::tested::markdown;

    fn found(said: &str, titles: &[&str]) -> usize {
        let sections: Vec<String> = titles.iter().map(|title| format!("# {title}\n\nThe boats sail all the year.\n\n")).collect();
        markdown("multiple-titles", &format!("---\ntitle: \"{said}\"\n---\n\n{}", sections.concat())).len()
    }

    #[test]
    fn a_title_said_again_leaves_no_level_to_sections() {
        assert_eq!(found("The boats", &["The boats", "The tug"]), 1);
        assert_eq!(found("The boats of the bay", &["3. The Boats of the Bay", "The ferry", "The tug"]), 1);
        assert_eq!(found("The boats of the bay | Harbour news", &["The boats of the bay", "The tug"]), 1);
        assert_eq!(found("The boats", &["The ferry", "The tug"]), 0);
        assert_eq!(found("The boats", &["The boats"]), 0);
    }

    #[test]
    fn the_name_of_a_project_stands_above_the_title() {
        let page = |tag: &str| format!("<h1{tag}>Night boats</h1>\n\n# How to moor\n\nAt the outer quay.\n");
        assert_eq!(markdown("multiple-titles", &page(" align=\"center\"")).len(), 0);
        assert_eq!(markdown("multiple-titles", &page("")).len(), 1);
    }

    #[test]
    fn a_day_in_the_title_makes_no_log() {
        assert_eq!(markdown("multiple-titles", "# The storm of 2024-03-05\n\nIt blew.\n\n# The tug\n\nIt pulls.\n").len(), 1);
        assert!(markdown("multiple-titles", "# v2.1.0\n\n- A lamp\n\n# v2.0.0\n\n- A bell\n\n# v1.0.0\n\n- A boat\n").is_empty());
        assert!(markdown("multiple-titles", "# Minutes\n\nAll of them.\n\n# May 3\n\nIt blew.\n\n# May 17\n\nIt rained.\n").is_empty());
    }
}
