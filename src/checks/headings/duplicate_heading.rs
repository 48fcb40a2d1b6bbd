//! Two headings with the same words leave readers, and links, with two places of one name.

use std::collections::{HashMap, HashSet};

use serde::Deserialize;

use super::similar_heading::is_of_other_release;
use super::title::{has_levels, lines, same_words, stand_in_tabs, words_key};
use crate::checks::numbering::{is_dated, names_version};
use crate::checks::prose::{Forms, class_of, count_words, has_words, is_panel_mark, last_word};
use crate::document::{BlockId, Document, InlineKind, Kind, MetaFrom, NONE, Section};
use crate::rule::{ArticleCheck, Found, Words};
use crate::source::Format;
use crate::span::Span;

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct DuplicateHeading {
    siblings_only: bool,
    /// Headings that name what kind of text follows rather than its subject.
    labels: Words,
    /// First words of a line behind which an earlier text stands whole.
    earlier_text: Words,
}

/// A section by its parent, its words and the container around it: each tab, panel or release of a list may have a part of the name.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Keyed {
    parent: u32,
    key: u64,
    container: u32,
    /// Index of the section.
    index: usize,
}

/// Sections of one parent with the same words.
struct Group {
    parent: u32,
    /// Indices of the sections, in order.
    sections: Vec<usize>,
}

impl ArticleCheck for DuplicateHeading {
    fn check(&self, article: &Document, found: &mut Found<'_>) {
        if !article.sections.is_empty() {
            found.concerned();
        }
        let siblings_only = self.siblings_only && has_levels(article);
        // What opens and closes panels has no words of its own.
        let key = |title: &str| if is_panel_mark(title) { None } else { words_key(title) };
        let keys: Vec<Option<u64>> = article.sections.iter().map(|section| key(article.text_of(section.heading))).collect();
        let mut keyed: Vec<Keyed> = Vec::with_capacity(keys.len());
        for (index, (section, key)) in article.sections.iter().zip(&keys).enumerate() {
            let parent = if siblings_only { section.parent } else { NONE };
            keyed.extend(key.map(|key| Keyed { parent, key, container: section.container, index }));
        }
        keyed.sort_unstable();
        let mut groups: Vec<Group> = keyed
            .chunk_by(|one, other| (one.parent, one.key, one.container) == (other.parent, other.key, other.container))
            .filter_map(|run| Some(Group { parent: run.first()?.parent, sections: run.iter().map(|keyed| keyed.index).collect() }))
            .filter(|group| group.sections.len() > 1)
            .collect();
        groups.sort_unstable_by_key(|group| group.sections.first().copied());
        self.repeated(article, &groups, siblings_only, found);
        for line in lines(article).filter(|line| !article.is_within(*line, Kind::Item)) {
            let Some(key) = words_key(article.text_of(line)) else { continue };
            let from = keyed.partition_point(|keyed| (keyed.parent, keyed.key) < (NONE, key));
            let mut same = keyed.iter().skip(from).take_while(|keyed| (keyed.parent, keyed.key) == (NONE, key));
            let (Some(first), None) = (same.next(), same.next()) else { continue };
            let Some(first) = article.sections.get(first.index) else { continue };
            // "3.1. Fees" above the next line of the contents.
            if article.text_of(line).starts_with(|c: char| c.is_ascii_digit()) && !has_own_text(article, first) {
                continue;
            }
            found
                .at(line, article.text_src(line), "heading “{}” appears twice", [article.text_of(line)])
                .related(article.text_src(first.heading), "first used here")
                .milder();
        }
        line_above(article, &keys, found);
        // Where parents tell nothing apart, the title was compared already.
        if siblings_only {
            repeated_title(article, &keys, found);
        }
    }
}

/// The line of a heading twice in a row: a level apart, or in an export, which shows the first as a paragraph.
fn line_above(article: &Document, keys: &[Option<u64>], found: &mut Found<'_>) {
    let is_plain = !has_levels(article);
    for (section, key) in article.sections.iter().zip(keys) {
        let Some(above) = section.heading.checked_sub(1).filter(|above| *above > 0) else { continue };
        let block = article.block(above);
        // Siblings were looked at, and so was the title.
        let is_line = match block.kind {
            Kind::Heading => !is_plain && block.level > 1 && block.level < section.level,
            // The words of a list have nothing below them.
            Kind::Paragraph => is_plain && has_own_text(article, section),
            _ => false,
        };
        let title = article.text_of(section.heading);
        // The lengths settle nearly all of them.
        if is_line && article.text_of(above).len() <= title.len() + 4 && key.is_some() && words_key(article.text_of(above)) == *key {
            found
                .at(section.heading, article.text_src(section.heading), "heading “{}” appears twice", [title])
                .related(article.text_src(above), "first used here");
        }
    }
}

impl DuplicateHeading {
    fn repeated(&self, article: &Document, repeated: &[Group], siblings_only: bool, found: &mut Found<'_>) {
        if repeated.is_empty() {
            return;
        }
        let logs = logs(article, siblings_only);
        let forms = Forms::of(article);
        let parts = self.parts(article);
        for group in repeated {
            let Some(first) = group.sections.first().and_then(|first| article.sections.get(*first)) else { continue };
            let title = article.text_of(first.heading);
            if self.is_label(article, title) || is_dated(title) || title.contains(['\u{fffc}', '{']) || is_signature(title) {
                continue;
            }
            let structure = logs.contains(&group.parent) || is_release(article, group.parent) || is_structure(group, repeated);
            for (earlier, index) in group.sections.iter().zip(group.sections.iter().skip(1)) {
                let (Some(earlier), Some(section)) = (article.sections.get(*earlier), article.sections.get(*index)) else { continue };
                let in_a_row = earlier.own_end == section.heading && !has_own_text(article, earlier);
                let below_headings = !has_levels(article) && opens_parent(article, earlier) && opens_parent(article, section);
                let is_parted = parts.iter().any(|part| (earlier.heading..section.heading).contains(part));
                if is_parted
                    || (structure || below_headings) && !in_a_row && !same_text(article, earlier, section)
                    || !has_levels(article) && is_of_guessed_parts(article, earlier, section)
                    || are_of_parallel_parts(article, earlier, section) && !same_text(article, earlier, section)
                    || are_names(article, earlier, section)
                    || are_grades(article, earlier, section)
                    || heads_box(article, earlier) && heads_box(article, section)
                    || class_of(article, section.heading).split(' ').any(|word| word == "toc")
                    || stand_in_tabs(article, earlier.heading, section.heading)
                {
                    continue;
                }
                let title = article.text_of(section.heading);
                let finding = found.at(section.heading, article.text_src(section.heading), "heading “{}” appears twice", [title]);
                finding.related(article.text_src(first.heading), "first used here");
                if forms.hold(section.heading) {
                    finding.milder();
                }
            }
        }
    }

    /// The lines behind which an earlier text stands whole, with headings of its own: "Original post is included below".
    fn parts(&self, article: &Document) -> Vec<BlockId> {
        /// Words of such a line.
        const WORDS: usize = 14;
        let words = self.earlier_text.of(&article.language.code);
        let opens = |text: &str| {
            let text = text.trim_start_matches(|c: char| !c.is_alphanumeric());
            let start = |known: &String| text.get(..known.len()).is_some_and(|start| start.eq_ignore_ascii_case(known));
            words.iter().any(start) && !has_words(text, WORDS + 1)
        };
        let lines = article.of_kind(Kind::Paragraph).map(|(id, _)| id);
        lines.filter(|id| opens(article.text_of(*id)) && !article.is_within(*id, Kind::Item)).collect()
    }

    fn is_label(&self, article: &Document, title: &str) -> bool {
        let words = same_words(title);
        self.labels.of(&article.language.code).contains(&words)
    }
}

/// Lines of plain text: a word list, which has nothing below its words, or the parts of two releases.
fn is_of_guessed_parts(article: &Document, one: &Section, other: &Section) -> bool {
    !has_own_text(article, one) && !has_own_text(article, other) || is_of_other_release(article, one.heading, other.heading)
}

/// "Night berths", "Fees", "Day berths", "Fees": each stands behind one of two parts whose names end alike, at their level.
fn are_of_parallel_parts(article: &Document, one: &Section, other: &Section) -> bool {
    let above = |section: &Section| {
        let at = article.sections.partition_point(|known| known.heading < section.heading).checked_sub(1)?;
        article.sections.get(at).filter(|above| above.level == section.level).map(|above| article.text_of(above.heading))
    };
    let end = |title: &str| last_word(title).to_lowercase();
    // Parts of one kind have names of one length; that an article speaks of its subject in two headings says nothing.
    let are_alike = |one: &str, other: &str| one.split_whitespace().count().abs_diff(other.split_whitespace().count()) <= 1;
    // "An example", "Another example", each behind one more of them.
    let own = end(article.text_of(one.heading));
    above(one).zip(above(other)).is_some_and(|(one, other)| {
        end(one) != own
            && words_key(one) != words_key(other)
            && has_words(one, 2)
            && has_words(other, 2)
            && end(one) == end(other)
            && !end(one).is_empty()
            && are_alike(one, other)
    })
}

/// "A" and "A-": grades, whose signs the comparison of headings leaves out.
fn are_grades(article: &Document, one: &Section, other: &Section) -> bool {
    let title = |section: &Section| article.text_of(section.heading).trim().trim_end_matches([':', '.']);
    let is_grade = |title: &str| title.len() <= 2 && title.starts_with(|c: char| c.is_ascii_alphanumeric());
    let (one, other) = (title(one), title(other));
    one != other && is_grade(one) && is_grade(other)
}

/// The heading of a box beside the text, as a page names them all: `<div class="note"><h3>Note</h3>`.
fn heads_box(article: &Document, section: &Section) -> bool {
    const BOXES: [&str; 9] = ["note", "notes", "example", "warning", "tip", "important", "caution", "admonition", "sidebar"];
    let parent = article.block(section.heading).parent;
    article.source.format() == Format::Html
        && article.block(parent).kind == Kind::Region
        && parent + 1 == section.heading
        && class_of(article, parent).split(' ').any(|class| BOXES.contains(&class))
}

/// A declaration as pages about code head their parts with (`impl<T> Clone for Boat<T>`, `Boat::moor()`): one for each place where it
/// stands in the code.
fn is_signature(title: &str) -> bool {
    ["impl ", "impl<", "fn ", "pub ", "const fn ", "unsafe fn "].iter().any(|keyword| title.starts_with(keyword))
        || crate::checks::prose::shows_code(title)
        // "Resource <String>" is a name with its kind.
        || title.contains('>')
            && title.match_indices('<').any(|(at, _)| title.get(..at).is_some_and(|before| before.ends_with(char::is_alphanumeric)))
}

/// Parents whose sections are the entries of a log, told apart by their days.
fn logs(article: &Document, siblings_only: bool) -> HashSet<u32> {
    let mut entries: HashMap<u32, usize> = HashMap::new();
    for section in article.sections.iter().filter(|section| is_dated(article.text_of(section.heading))) {
        *entries.entry(if siblings_only { section.parent } else { NONE }).or_default() += 1;
    }
    entries.retain(|_, dated| *dated > 2);
    entries.into_keys().collect()
}

/// Whether a section is about a release ("[1.4.0] – 2024-05-03", "Version 20.1"): its parts are kinds of changes, one list for each that
/// was made by hand or by a tool.
fn is_release(article: &Document, parent: u32) -> bool {
    // An article about one release is an article as any other.
    let Some(section) = article.sections.get(parent as usize).filter(|section| section.level > 1) else { return false };
    names_version(article.text_of(section.heading))
}

/// Names of code that only their case tells apart: `Crypto` and `crypto`, a section "Description" and a field "description".
fn are_names(article: &Document, one: &Section, other: &Section) -> bool {
    let ends = |c: char| !c.is_alphanumeric();
    let (title, others) = (article.text_of(one.heading).trim_matches(ends), article.text_of(other.heading).trim_matches(ends));
    let has_code = |section: &Section| article.inlines_of(section.heading).iter().any(|inline| inline.kind == InlineKind::Code);
    let is_name = |title: &str| !title.contains(char::is_whitespace) && !title.contains(char::is_uppercase);
    title != others && (has_code(one) || has_code(other) || is_name(title) || is_name(others))
}

/// Whether headings repeat as the parts of entries do ("Syntax", "Value" … once for each entry, at the level of the entries): three times
/// and more, or in step with another heading.
fn is_structure(group: &Group, repeated: &[Group]) -> bool {
    let (Some(&first), Some(&second)) = (group.sections.first(), group.sections.get(1)) else { return false };
    group.sections.len() > 2
        // Enough of them to know; an article with hundreds of repeated headings is structure anyway.
        || repeated.len() > 64
        || repeated.iter().filter(|other| other.parent == group.parent).any(|other| {
            let (Some(&others_first), Some(&others_second)) = (other.sections.first(), other.sections.get(1)) else { return false };
            others_first != first && (first < others_first && others_first < second && second < others_second
                || others_first < first && first < others_second && others_second < second)
        })
}

/// Stands directly below another heading, as the first part of an entry does; a level that was guessed says no more.
fn opens_parent(article: &Document, section: &Section) -> bool {
    section.heading.checked_sub(1).is_some_and(|above| article.block(above).kind == Kind::Heading)
}

/// Words from which equal texts are a copy.
const COPY: usize = 12;

fn has_own_text(article: &Document, section: &Section) -> bool {
    article.range_has_content(section.heading + 1, section.own_end)
}

/// Whether two sections say the same: a copy, whatever stands around it. A few words ("None.", "Step 2 is true.") may well come again.
fn same_text(article: &Document, one: &Section, other: &Section) -> bool {
    let text = |section: &Section| {
        let start = article.block(section.heading).text.end();
        let end =
            if section.end as usize >= article.blocks.len() { article.text.len() as u32 } else { article.block(section.end).text.start() };
        Span::new(start, end).cut(&article.text).trim()
    };
    let (one, other) = (text(one), text(other));
    one == other && count_words(one) >= COPY
}

/// The title once more, as the heading of the first section: below the heading of level 1, or below the front matter's title when the
/// article has no heading of level 1. Further down, the section that the article is named after may well bear its name, but hardly a part
/// of another section.
fn repeated_title(article: &Document, keys: &[Option<u64>], found: &mut Found<'_>) {
    let top = article.sections.iter().position(|section| section.level == 1);
    let (title, top, first) = if let Some((index, section)) = top.and_then(|index| Some((index, article.sections.get(index)?))) {
        (keys.get(index).copied().flatten(), Some(section.heading), index + 1)
    } else {
        let said = article.meta.iter().find(|meta| meta.from == MetaFrom::FrontMatter && meta.key.eq_ignore_ascii_case("title"));
        let Some(said) = said else { return };
        (words_key(&said.value), None, 0)
    };
    let mut highest = u8::MAX;
    for (index, (section, key)) in article.sections.iter().zip(keys).enumerate().skip(first) {
        // Two headings of level 1 are siblings, which were looked at.
        if section.level == 1 && top.is_some() {
            break;
        }
        highest = highest.min(section.level);
        let is_first = index == first;
        // A reference names its things, among them the one that it is named after.
        let is_name = || !article.text_of(section.heading).trim().contains(' ');
        if !is_first && section.level > 2 && is_name() {
            continue;
        }
        if title.is_none() || *key != title || !is_first && section.level == highest {
            continue;
        }
        let words = article.text_of(section.heading);
        // A page on the contract `TideTable` has a part on its field `tideTable`.
        let of_title = top.map(|top| article.text_of(top).trim());
        if is_name() && words.trim().starts_with(char::is_lowercase) && of_title.is_some_and(|title| title.starts_with(char::is_uppercase))
        {
            continue;
        }
        let finding = found.at(section.heading, article.text_src(section.heading), "heading “{}” repeats the title", [words]);
        if let Some(top) = top {
            finding.related(article.text_src(top), "the title");
        }
        // Behind an introduction, the section that the article is named after may well come first.
        let above = top.map_or(1, |top| top + 1);
        if !is_first || article.range_has_content(above, section.heading) {
            finding.milder();
        }
        break;
    }
}

#[cfg(test)]
mod tests {
    use crate::checks::tested::{findings, markdown};

    fn found(text: &str) -> Vec<String> {
        markdown("duplicate-heading", text).into_iter().map(|(message, _)| message).collect()
    }

    #[test]
    fn the_title_is_repeated_where_it_heads_the_first_section_or_a_part_of_another() {
        let repeated = ["heading “Night boats” repeats the title"];
        assert_eq!(found("# Night boats\n\n## Night boats\n\nThey leave at ten.\n"), repeated);
        assert_eq!(found("# Night boats\n\n## Crew\n\nFour people.\n\n### Night boats\n\nThey leave at ten.\n"), repeated);
        // A reference names its things.
        assert!(found("# tide\n\n## Reference\n\nAll of it.\n\n### `tide`\n\nThe module.\n").is_empty());
        // The section that the article is named after.
        assert!(found("# Night boats\n\n## Day boats\n\nThey leave at six.\n\n## Night boats\n\nThey leave at ten.\n").is_empty());
    }

    #[test]
    fn parts_of_a_release_are_kinds_of_changes() {
        let text = |version: &str| {
            format!("# Tide clock\n\n## {version}\n\n### Fixed\n\nThe moon.\n\n### Added\n\nA bell.\n\n### Fixed\n\nThe bell.\n")
        };
        for version in ["1.4.0", "[v1.4.0] - spring", "Version 2.x (the loud one)", "tide-clock/0.3"] {
            assert!(found(&text(version)).is_empty(), "{version}");
        }
        assert_eq!(found(&text("What is new")).len(), 1);
        assert_eq!(found("# Tide clock 1.4\n\n## Bells\n\nOne.\n\n## Moon\n\nIt rises.\n\n## Bells\n\nTwo.\n").len(), 1);
    }

    #[test]
    fn each_panel_or_component_may_have_a_part_of_the_name() {
        let in_panels = |open: &str, close: &str| {
            format!("# Tide clock\n\n{open}\n\n## Bells\n\nOne.\n\n{close}\n\n{open}\n\n## Bells\n\nTwo.\n\n{close}\n\n## Moon\n\nUp.\n")
        };
        assert!(found(&in_panels("<Update label=\"1.4\">", "</Update>")).is_empty());
        assert!(found(&in_panels("<details>\n<summary>For crews</summary>", "</details>")).is_empty());
        assert_eq!(found(&in_panels("<br>", "<br>")).len(), 1);
        assert_eq!(found("# Tide clock\n\n<Page>\n\n## Bells\n\nOne.\n\n## Bells\n\nTwo.\n\n</Page>\n").len(), 1);
    }

    #[test]
    fn names_that_only_their_case_tells_apart_are_two() {
        assert!(found("# Berth file\n\n## Description\n\nA list.\n\n## description\n\nA field.\n").is_empty());
        assert!(found("# Berth file\n\n## `Berth`\n\nA class.\n\n## `berth`\n\nA value.\n").is_empty());
        assert_eq!(found("# Berths\n\n## Fees\n\nTwo coins.\n\n## FEES\n\nHalf for children.\n").len(), 1);
    }

    #[test]
    fn declarations_are_no_headings_of_a_reader() {
        for title in ["impl Boat", "fn moor(&self, at: Pier) -> Berth", "`Boat::moor()`", "From\\<Boat\\> for Ferry"] {
            assert!(found(&format!("# Boats\n\n## {title}\n\nOne of two.\n\n## {title}\n\nThe other of two.\n")).is_empty(), "{title}");
        }
    }

    #[test]
    fn a_few_equal_words_are_no_copy() {
        let test = |name: &str, result: &str| format!("## {name}\n\nLook at the bell.\n\n## Result\n\n{result}\n\n");
        let one = test("First test", "It rings.") + &test("Second test", "It rings.") + &test("Third test", "It is silent.");
        assert!(found(&one).is_empty());
        let long = "The bell rings twice when the tide turns, and once more when the last boat has left the pier.";
        let two = test("First test", long) + &test("Second test", long) + &test("Third test", "It is silent.");
        assert_eq!(found(&two).len(), 1);
    }

    #[test]
    fn two_lines_in_a_row_are_one_whatever_their_levels() {
        let text = "# Boats\n\nThere are two.\n\n## Crew\n\n### Crew\n\nFour people.\n";
        assert_eq!(found(text), ["heading “Crew” appears twice"]);
        assert!(found("# Boats\n\nThere are two.\n\n## Crew\n\nWho they are.\n\n### Crew\n\nFour people.\n").is_empty());
    }

    #[test]
    fn an_export_shows_the_first_of_two_equal_lines_as_text() {
        let text = "The harbour book\n\nIt was printed in the town, on paper that does not mind the wet, and it costs two coins at the office.\n\nBooks\n\nBooks\n\nThe shelf behind the counter has three more of them, all about knots, and one about the moon and the tides.\n";
        assert_eq!(findings("duplicate-heading", "book.txt", text).len(), 1);
    }
}
