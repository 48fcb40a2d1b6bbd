//! Parts of the page around an article that were left within it: share buttons, newsletter boxes, cookie notes.

use std::borrow::Cow;
use std::cell::OnceCell;
use std::ops::Range;
use std::sync::OnceLock;

use serde::Deserialize;

use super::expressions::{Expression, Known, alternatives, plain};
use super::shown::{is_about, is_log, names_control};
use crate::checks::prose::{has_words, next_block};
use crate::document::{BlockId, Document, Flags, InlineKind, Kind};
use crate::rule::{ArticleCheck, Found, Words};
use crate::source::Format;
use crate::span::Span;

mod rows;

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct PageFurniture {
    /// Whole lines of a page.
    lines: Words,
    /// How lines of a page begin.
    opening: Words,
    /// Parts of a page that are known only beside others.
    parts: Words,
    /// Parts of a page that are known only in a row of them.
    chained: Words,
    /// What is counted on a page.
    counted: Words,
    /// Whom readers are asked to join.
    joined: Words,
    /// How lines of a page end.
    ending: Words,
    /// First words of a question about the page.
    asking: Words,
    /// What it asks about: this page, the article.
    asked_about: Words,
    /// What it asks: helpful.
    feedback: Words,
    /// Words of titles of articles that speak of such parts.
    subjects: Words,
    /// Words of a line, at most.
    at_most: usize,
    #[serde(skip)]
    looks: OnceLock<Vec<(String, Looks)>>,
}

struct Looks {
    firsts: Known,
    opening: Expression,
}

impl ArticleCheck for PageFurniture {
    fn check(&self, article: &Document, found: &mut Found<'_>) {
        let language = &*article.language.code;
        let all = self.looks.get_or_init(|| self.looks());
        let Some((_, looks)) = all.iter().find(|(known, _)| known == language) else { return };
        let is_export = article.source.format() == Format::Plain;
        let last_said = if is_export { last_prose(article) } else { 0 };
        let said_between = OnceCell::new();
        // Lines that stand together are one box of the page.
        let mut last: Option<BlockId> = None;
        for (id, block) in article.all() {
            if block.kind == Kind::List && !block.flags.has(Flags::BOILER) && self.are_buttons(article, id, language) {
                last = Some(id);
                found.at(
                    id,
                    article.text_src(id + 1),
                    "the buttons that begin with “{}” belong to the page, not to the article",
                    [article.text_of(id + 1)],
                );
                continue;
            }
            if !matches!(block.kind, Kind::Paragraph | Kind::Heading | Kind::Toc) || block.text.len() > 220 || block.text.is_empty() {
                continue;
            }
            // The reader of exports knows such lines; those between parts of the article are inside it.
            if block.flags.has(Flags::BOILER) && !(is_export && stands_inside(article, id, last_said)) {
                continue;
            }
            let text = article.text_of(id);
            let bare = text.trim_start_matches(|c: char| !c.is_alphanumeric() && c != '©');
            // What begins with a number or a sign is asked for by its shape.
            let may_count = || bare.starts_with(|c: char| c.is_ascii_digit() || c == '©') || bare.starts_with("Copyright ");
            let may_begin = |text: &str| looks.firsts.may_begin(text);
            if !may_begin(bare) && !may_count() && !rows::first_of_glued(bare).is_some_and(may_begin) {
                continue;
            }
            if !self.is_line(looks, article, id, bare, language, &said_between) || self.is_subject(article, id, bare, language) {
                continue;
            }
            // The frame of a program's page holds no article, and a title is none of the page's lines.
            let is_title = || {
                // The first heading of a page is its title, whatever its level.
                let is_first = || article.of_kind(Kind::Heading).next().is_some_and(|(first, _)| first == id);
                let heads_page = || article.source.format() == Format::Html && is_first();
                block.kind == Kind::Heading && (article.title() == Some(text) || heads_page())
            };
            if is_log(article) || is_own_way(article, id) || is_in_footer(article, id) || is_alone(article, id) || is_title() {
                continue;
            }
            let is_next = last.is_some_and(|last| id <= last + 4);
            last = Some(id);
            if !is_next {
                let span = Span::new(block.text.start(), block.text.start() + text.len() as u32);
                found.at(
                    id,
                    article.source_span(span),
                    "“{}” belongs to the page, not to the article",
                    [text.chars().take(60).collect::<String>()],
                );
            }
        }
    }
}

impl PageFurniture {
    /// Whether the article speaks of such parts. Buttons for sharing are no part of privacy, or of how a site is used.
    fn is_subject(&self, article: &Document, id: BlockId, bare: &str, language: &str) -> bool {
        let subjects = self.subjects.of(language);
        if !plain(bare).starts_with("share this") {
            return is_about(article, id, subjects);
        }
        let of_sharing: Vec<String> = subjects.iter().filter(|word| word.starts_with("shar") || word.contains("social")).cloned().collect();
        is_about(article, id, &of_sharing)
    }

    fn looks(&self) -> Vec<(String, Looks)> {
        let languages: Vec<String> = self.lines.by_language().map(|(language, _)| language.to_owned()).collect();
        languages
            .into_iter()
            .map(|language| {
                let words = [&self.lines, &self.opening, &self.asking, &self.parts, &self.chained].map(|words| words.of(&language));
                let firsts = Known::of(words.into_iter().flatten().map(String::as_str).chain(["home"]).chain(rows::FIRST));
                let opening = Expression::of(&format!(r"^{}(?:\W|$)", alternatives(self.opening.of(&language))));
                (language, Looks { firsts, opening })
            })
            .collect()
    }

    /// Whether a line is made of several lines of a page ("Previous post Next post").
    fn is_chain(&self, language: &str, line: &str) -> bool {
        const LONGEST: usize = 4;
        const WORDS: usize = 16;
        let is_part = |part: &&str| matches!(*part, "read more" | "read article") || part.len() > 4 && self.lines.has(language, part);
        // Where each of its words ends.
        let ends: Vec<usize> = memchr::memchr_iter(b' ', line.as_bytes()).chain([line.len()]).take(WORDS).collect();
        let (mut at, mut start, mut parts) = (0, 0, 0);
        while at < ends.len() {
            let longest = (at + LONGEST).min(ends.len());
            let part =
                ends.get(at..longest).unwrap_or_default().iter().rposition(|end| line.get(start..*end).as_ref().is_some_and(is_part));
            let Some(last) = part else { return false };
            start = ends.get(at + last).map_or(line.len(), |end| end + 1);
            at += last + 1;
            parts += 1;
        }
        parts > 1
    }

    /// Whether a list is a row of buttons: each item is a part of a page, and none leads anywhere.
    fn are_buttons(&self, article: &Document, id: BlockId, language: &str) -> bool {
        /// Items, at least and at most.
        const ITEMS: std::ops::RangeInclusive<usize> = 3..=8;
        let is_button = |item: BlockId| {
            let said = plain(article.text_of(item));
            let words = said.trim_matches(|c: char| !c.is_alphanumeric());
            !words.is_empty() && (self.lines.has(language, words) || self.parts.has(language, words))
        };
        article.block(id).text.len() < 120
            && ITEMS.contains(&article.children(id).count())
            && article.children(id).all(is_button)
            && article.inlines_of_range(id, article.block(id).end).is_empty()
            && !is_about(article, id, self.subjects.of(language))
    }

    /// Whether a reader is asked what the page is worth: "Did this guide answer your question? Yes No".
    fn is_question(&self, language: &str, line: &str) -> bool {
        /// Words of such a line, at most, and those among which it names the page.
        const WORDS: usize = 16;
        const NAMED: usize = 3;
        let Some((question, _)) = line.split_once('?') else { return false };
        let words: Vec<&str> = question.split_whitespace().collect();
        let names = |word: &&str| self.asked_about.has(language, word);
        words.len() <= WORDS
            && words.first().is_some_and(|first| self.asking.has(language, first))
            && words.get(1).is_some_and(|this| matches!(*this, "this" | "the"))
            && words.iter().skip(2).take(NAMED).any(names)
            && words.iter().skip(2).any(|word| self.feedback.has(language, word))
    }

    /// Whether a line is a row of parts of a page with marks between them: "Share: Facebook | X | Email".
    fn is_row(&self, language: &str, line: &str) -> bool {
        /// Parts that are lines of a page, and words of a part.
        const KNOWN: usize = 2;
        const WORDS: usize = 5;
        let marks = ["|", " · ", " • ", "  "];
        let Some(mark) = marks.into_iter().find(|mark| line.contains(mark)) else { return false };
        let (mut known, mut parts) = (0, 0);
        for part in line.split(mark).map(str::trim).filter(|part| !part.is_empty()) {
            let part = plain(part);
            // "Share: Facebook" is a label with the first of them.
            let has = |part: &str| {
                let part = part.trim_matches(|c: char| !c.is_alphanumeric());
                self.lines.has(language, part) || self.parts.has(language, part)
            };
            known += usize::from(has(&part) || part.split_once(": ").is_some_and(|(label, first)| has(label) && has(first)));
            parts += 1;
            if part.split_whitespace().count() > WORDS {
                return false;
            }
        }
        known >= KNOWN && known * 2 >= parts
    }

    fn is_line(
        &self,
        looks: &Looks,
        article: &Document,
        id: BlockId,
        bare: &str,
        language: &str,
        said_between: &OnceCell<Range<BlockId>>,
    ) -> bool {
        /// Words of a line that no heading of an export has: "Read next: The five best huts".
        const LONG: usize = 5;
        let inside = [Kind::Item, Kind::Cell, Kind::Quote, Kind::DefList].iter().any(|kind| article.is_within(id, *kind))
            || article.inlines_of_range(id, id + 1).iter().any(|inline| inline.kind == InlineKind::Code);
        if inside {
            return false;
        }
        let is_heading = article.block(id).kind == Kind::Heading;
        let is_export = article.source.format() == Format::Plain;
        let is_within = || said_between.get_or_init(|| rows::prose_between(article)).contains(&id);
        // At the foot of a page, and where its writer set it, a notice is in its place.
        let is_markdown = matches!(article.source.format(), Format::Markdown | Format::Mdx);
        if rows::is_notice(bare) {
            return !is_markdown && !is_heading && is_within() && !is_said_by_author(article, id, bare) && !rows::is_imprint(article, id);
        }
        // A list of windows, or the terms of a licence, begins with such words in capitals or as a heading.
        if rows::is_told(article, id, bare) || rows::heads_terms(article, id, bare) || names_control(article, id) {
            return false;
        }
        // A line of an export is taken for a heading as soon as it looks like one.
        let is_set_heading = is_heading && !article.block(id).flags.has(Flags::GUESS);
        // Who writes Markdown sets a row of links below the text on purpose.
        let is_set = is_markdown && article.links_in(id).next().is_some();
        let is_shaped = || {
            self.is_count(language, bare)
                || self.is_invitation(language, bare)
                || rows::is_turn(bare)
                || !is_set && self.is_row_of_parts(language, bare)
        };
        if !is_set_heading && is_shaped() && is_within() {
            return true;
        }
        let said = plain(bare);
        let line = said.trim_end_matches(|c: char| !c.is_alphanumeric());
        let is_single = |c: char| c == ' ' || !c.is_whitespace() && !matches!(c, '–' | '—');
        let line = if line.chars().all(is_single) && !line.contains("  ") {
            Cow::Borrowed(line)
        } else {
            Cow::Owned(line.split_whitespace().collect::<Vec<_>>().join(" ").replace(['–', '—'], "-"))
        };
        // "**Download**" above links leads to them.
        if line == "download" && next_block(article, id).is_some_and(|next| article.block(next).kind == Kind::List) {
            return false;
        }
        // Who owns what stands right above it.
        if line == "all rights reserved" && id.checked_sub(1).is_some_and(|above| article.text_of(above).contains('©')) {
            return false;
        }
        let ends = || self.ending.of(language).iter().any(|end| line.ends_with(end.as_str()));
        if self.is_question(language, &said) || ends() || !is_set && self.is_row(language, bare) || is_path(article, id, bare) {
            return !is_set_heading;
        }
        // "Tags: bread, rye" is the writer's own in Markdown.
        if is_markdown && line.split(' ').take(2).any(|word| word.ends_with(':')) {
            return false;
        }
        if self.lines.has(language, &line) || self.is_chain(language, &line) {
            if line == "table of contents" || line == "contents" || line == "on this page" || line == "in this article" {
                return !(is_filled(article, id)
                    || is_heading && is_over_entries(article, id)
                    || is_export && rows::stands_over_contents(article, id));
            }
            // A page has its menu where it says so.
            if article.source.format() == Format::Html && line.split(' ').any(|word| word == "menu" || word == "navigation") {
                return !is_filled(article, id);
            }
            // A heading over a text of its own is a section; a line of an export is taken for a heading as soon as it looks like one.
            let is_guessed = article.block(id).flags.has(Flags::GUESS) && line.split(' ').nth(2).is_some();
            return !is_heading || is_guessed || !is_over_prose(article, id);
        }
        let words = bare.split_whitespace().take(self.at_most + 1).count();
        let is_link = article.links_in(id).next().is_some()
            && article.inlines_of_range(id, id + 1).iter().any(|inline| inline.kind == InlineKind::Strong);
        words <= self.at_most
            // A line of an export is taken for a heading as soon as it looks like one.
            && !(is_heading && (article.source.format() != Format::Plain || words < LONG && is_over_prose(article, id)))
            && !is_link
            && !is_said_by_author(article, id, bare)
            && !bare.ends_with(':')
            && looks.opening.is_match(&said)
            // "Was this helpful to the patient?"
            && said.strip_prefix("was this helpful").is_none_or(|rest| rest.starts_with('?'))
            && !article.is_within(id, Kind::Item)
            && !article.is_within(id, Kind::Cell)
            && !article.is_within(id, Kind::Quote)
    }
}

/// Whether a line tells where a page stands among others ("Home > Bread > Rye"): above the text of the article, for within it such a line tells the way
/// through a menu.
fn is_path(article: &Document, id: BlockId, line: &str) -> bool {
    /// Words of a step.
    const WORDS: usize = 6;
    let is_first = |before: BlockId| article.block(before).kind != Kind::Paragraph || !has_words(article.text_of(before), WORDS);
    let Some(rest) = line.strip_prefix("Home").or_else(|| line.strip_prefix("HOME")) else { return false };
    let Some(mark) = ['>', '›', '»', '/', '→'].into_iter().find(|mark| rest.trim_start().starts_with(*mark)) else { return false };
    let steps: Vec<&str> = rest.split(mark).skip(1).map(str::trim).collect();
    let is_step = |step: &&str| !step.is_empty() && step.split_whitespace().nth(WORDS).is_none() && !step.ends_with('.');
    // No menu of a program has such marks.
    let is_of_page = || matches!(mark, '»' | '/') && steps.len() > 1 && !article.text_of(id.saturating_sub(1)).ends_with(':');
    steps.len() > 1 && steps.iter().all(is_step) && ((0..id).all(is_first) || is_of_page())
}

/// Whether a line stands at the foot of a page that says so itself, `<footer>`, or in a box that the page names its navigation. It is where it belongs.
fn is_in_footer(article: &Document, id: BlockId) -> bool {
    /// Bytes before the line that are looked at.
    const NEAR: usize = 2000;
    if article.source.format() != Format::Html {
        return false;
    }
    let (source, end) = (article.source.text(), article.block(id).src.start() as usize);
    let before = source.get(source.floor_char_boundary(end.saturating_sub(NEAR))..end).unwrap_or("");
    let is_open = |tag: &str, end: &str| before.rfind(tag).and_then(|at| before.get(at..)).filter(|rest| !rest.contains(end));
    let of_navigation =
        |rest: &str| rest.split_once('>').is_some_and(|(tag, _)| tag.contains("nav") && article.links_in(id).next().is_some());
    is_open("<footer", "</footer").is_some() || is_open("<div", "</div").is_some_and(of_navigation)
}

/// Whether a line leads to a place of the article itself ("[Back to top](#contents)") that its writer named, or stands section by section: somebody
/// wrote it so.
fn is_own_way(article: &Document, id: BlockId) -> bool {
    let leads_within = |id: BlockId| article.links_in(id).any(|(_, link)| link.url.len() > 1 && link.url.starts_with('#'));
    // A page with such a line below each of its sections was made so.
    let comes_again = || {
        let text = article.text_of(id);
        article.of_kind(Kind::Paragraph).filter(|(other, _)| article.text_of(*other) == text && leads_within(*other)).nth(2).is_some()
    };
    leads_within(id) && (article.links_in(id).all(|(_, link)| *link.url != *"#top") || comes_again())
}

/// "Follow us on X @nightboats.", "Copyright © 2024" below the title: its writer said so, of an event or of the document itself.
fn is_said_by_author(article: &Document, id: BlockId, bare: &str) -> bool {
    // Pages have such calls too, but whoever writes Markdown set the link among the words.
    let is_markdown = matches!(article.source.format(), Format::Markdown | Format::Mdx);
    let is_call = is_markdown && bare.ends_with('.') && article.links_in(id).next().is_some();
    let names_account = bare.ends_with('.') && bare.split_whitespace().any(|word| word.starts_with('@') || word == "YouTube");
    // In a page, the document says below its title whose it is; in Markdown, nobody but the writer can have put it there.
    let is_notice = plain(bare).starts_with("copyright") || bare.starts_with('©');
    let is_said = |before: BlockId| article.block(before).kind == Kind::Paragraph && has_words(article.text_of(before), 8);
    // "Permission is granted to copy …" below it tells under which terms the document itself is handed on.
    let has_terms = || {
        (id + 1..article.blocks.len() as BlockId).filter(|next| article.block(*next).kind == Kind::Paragraph).take(2).any(|next| {
            let terms = article.text_of(next).chars().take(200).collect::<String>().to_lowercase();
            ["permission", "licen", "redistribut"].iter().any(|word| terms.contains(word))
        })
    };
    let is_own = || is_markdown || rows::heads_text(article, id) || !(0..id).any(is_said) || has_terms();
    is_call && bare.starts_with("Follow") || names_account || is_notice && is_own()
}

/// Whether nothing else in the article says anything.
fn is_alone(article: &Document, id: BlockId) -> bool {
    !article.of_kind(Kind::Paragraph).any(|(other, _)| other != id && article.text_of(other).split_whitespace().nth(3).is_some())
}

/// The last paragraph that the article says something in.
fn last_prose(article: &Document) -> BlockId {
    let said = |block: &crate::document::Block| block.kind == Kind::Paragraph && !block.flags.has(Flags::BOILER) && block.text.len() > 60;
    article.blocks.iter().rposition(said).unwrap_or(0) as BlockId
}

/// Whether parts of the article stand before and behind a block.
fn stands_inside(article: &Document, id: BlockId, last_said: BlockId) -> bool {
    let speaks = |before: &BlockId| {
        let block = article.block(*before);
        matches!(block.kind, Kind::Paragraph | Kind::Heading) && !block.flags.has(Flags::BOILER) && !block.text.is_empty()
    };
    id < last_said && (0..id).find(speaks).is_some()
}

/// Whether a list or links stand behind a heading or line such as "Table of Contents".
fn is_filled(article: &Document, id: BlockId) -> bool {
    let end = article.blocks.len() as BlockId;
    let next = (article.block(id).end..end).find(|next| {
        let block = article.block(*next);
        block.kind.is_leaf() && !block.text.is_empty()
            || matches!(block.kind, Kind::List | Kind::DefList | Kind::Toc | Kind::Template | Kind::Table | Kind::Embed | Kind::Code)
    });
    next.is_some_and(|next| {
        let block = article.block(next);
        let linked: u32 = article.links_in(next).map(|(link, _)| link.text.len()).sum();
        matches!(block.kind, Kind::List | Kind::DefList | Kind::Toc | Kind::Template | Kind::Table | Kind::Embed | Kind::Code)
            || linked * 2 > block.text.len()
    })
}

/// Whether entries that are links stand below a heading, whatever leads them in: items, or headings with their places.
fn is_over_entries(article: &Document, id: BlockId) -> bool {
    /// Entries that show it, and blocks below the heading that are looked at.
    const ENTRIES: usize = 3;
    const NEAR: BlockId = 40;
    let is_entry = |below: &BlockId| {
        let linked: u32 = article.links_in(*below).map(|(link, _)| link.text.len()).sum();
        let is_leaf = article.block(*below).kind.is_leaf();
        is_leaf && linked > 0 && linked * 2 >= article.block(*below).text.len()
    };
    let Some(section) = article.section_of(id).filter(|section| section.heading == id) else { return false };
    let below = || id + 1..section.end.min(id + NEAR);
    // A short page has few entries, and nothing else below its contents.
    let is_other = |below: &BlockId| {
        let block = article.block(*below);
        block.kind == Kind::Paragraph && !block.text.is_empty() && !is_entry(below)
    };
    below().filter(is_entry).nth(ENTRIES - 1).is_some() || below().any(|below| is_entry(&below)) && !below().any(|below| is_other(&below))
}

/// Whether sentences stand below a heading.
fn is_over_prose(article: &Document, id: BlockId) -> bool {
    /// Blocks below it that are looked at.
    const NEAR: BlockId = 200;
    article.section_of(id).is_some_and(|section| {
        section.heading == id
            && (id + 1..section.end.min(id + NEAR))
                .any(|below| article.block(below).kind == Kind::Paragraph && article.text_of(below).split_whitespace().nth(8).is_some())
    })
}

#[cfg(test)]
mod tests {
    use crate::checks::tested::markdown;

    const RULE: &str = "page-furniture";

    fn count(words: &str) -> usize {
        markdown(RULE, &format!("# The bakery\n\nA shop opens at six.\n\n{words}\n\nThe flour comes on Mondays.\n")).len()
    }

    #[test]
    fn parts_of_the_page_are_found_once() {
        for words in [
            "Share this article",
            "Share on LinkedIn\n\nShare on X",
            "Subscribe to our newsletter",
            "We use cookies to improve your experience.",
            "Skip to content",
            "Advertisement",
            "Was this helpful?",
            "Sign up for our weekly newsletter and never miss a post.",
            "## Table of Contents",
        ] {
            assert_eq!(count(words), 1, "{words}");
        }
    }

    #[test]
    fn the_article_itself_is_none() {
        for words in [
            "Share the dough among six tins.",
            "Subscribe to the mill's delivery and pay by the month; it comes on every Monday before the shop opens, and nobody has to be there.",
            "## Table of Contents\n\n- [Rye](#rye)",
            "## Related articles\n\nThe first of them tells how the mill works and why.",
            "We use cookies of rye in the cake.",
            "[Back to top](#the-bakery)",
            "Follow us on X @ryefest.",
            "Follow me on [X](https://example.org/ada) for more on rye.",
            "The name is © 2024 The Bakery.\n\nAll rights reserved.",
            "Copyright © 2024 The Bakery",
            "**Download**\n\n- [The price list](prices.pdf)",
        ] {
            assert_eq!(count(words), 0, "{words}");
        }
        assert_eq!(markdown(RULE, "# Table of contents\n\nThe guides are listed by the month in which they came out.\n"), []);
        assert_eq!(markdown(RULE, "Loading...\n"), []);
    }

    #[test]
    fn buttons_for_sharing_are_part_of_no_subject_but_sharing() {
        let page =
            |title: &str| format!("# {title}\n\nA shop opens at six.\n\nShare this article: Facebook LinkedIn\n\nIt closes at noon.\n");
        assert_eq!(markdown(RULE, &page("Privacy at the bakery")).len(), 1);
        assert_eq!(markdown(RULE, &page("Social media for bakers")), []);
    }
}
