//! Empty sections right above a heading of their own level: either their text was lost, or the next heading was set one level too high.

use super::{Found, is_empty};
use crate::checks::numbering::is_dated;
use crate::checks::prose::class_of;
use crate::document::{BlockId, Document, Flags, Section};
use crate::source::Format;

/// Such places of one article from which they are one habit of the writer's, and one finding.
const HABIT: usize = 3;

/// The next heading, where it is of the same level as an empty section and has what the reader looks for. The levels of a plain-text export
/// are guessed.
pub(super) fn next_of_same_level(article: &Document, index: usize) -> Option<BlockId> {
    let (section, next) = (article.sections.get(index)?, article.sections.get(index + 1)?);
    let is_known = !article.block(section.heading).flags.has(Flags::GUESS) && !article.block(next.heading).flags.has(Flags::GUESS);
    let is_named = !article.text_of(next.heading).trim().is_empty();
    (is_known && next.level == section.level && is_named && (!is_empty(article, next) || is_part_of_a_day(article, index)))
        .then_some(next.heading)
}

/// A day of a log, above a part that comes back below other days ("5 December", "Attendees").
fn is_part_of_a_day(article: &Document, index: usize) -> bool {
    /// Days with such a part, and how far around they are looked for.
    const DAYS: usize = 3;
    const AROUND: usize = 60;
    let title = |index: usize| article.sections.get(index).map_or("", |section| article.text_of(section.heading));
    let part = title(index + 1);
    let mut around = article.sections.iter().skip(index.saturating_sub(AROUND)).take(2 * AROUND);
    is_dated(title(index)) && around.by_ref().filter(|section| article.text_of(section.heading) == part).nth(DAYS - 1).is_some()
}

/// The next heading has the same words: `duplicate-heading` tells of both.
pub(super) fn is_said_again(article: &Document, index: usize) -> bool {
    let (Some(section), Some(next)) = (article.sections.get(index), article.sections.get(index + 1)) else { return false };
    let words = |id: BlockId| article.text_of(id).trim_end_matches(|c: char| !c.is_alphanumeric());
    section.level == next.level && words(section.heading).eq_ignore_ascii_case(words(next.heading))
}

/// The class of each heading tells the two apart, so that the style of the page shows the second as one below the first: `<h2 class="group">` above
/// `<h2 class="member">`. In a table of contents both are its lines.
pub(super) fn is_set_apart_by_class(article: &Document, index: usize) -> bool {
    let (Some(section), Some(next)) = (article.sections.get(index), article.sections.get(index + 1)) else { return false };
    if section.level != next.level {
        return false;
    }
    let (own, other) = (class_of(article, section.heading), class_of(article, next.heading));
    !own.is_empty() && !other.is_empty() && (own != other || own.split(' ').any(|word| word == "toc"))
}

/// What stands as a heading without text on purpose: the name of the author, the place or the date below the title of a book, and the head of a part that
/// a generator or a script of the page fills where there is something. `is_scripted`: the page has a script.
pub(super) fn says_enough(article: &Document, section: &Section, is_scripted: impl FnOnce() -> bool) -> bool {
    const PARTS: [&str; 5] = ["author", "affiliation", "date", "subtitle", "groupheader"];
    /// Bytes behind a heading in which the element stands that a script fills.
    const NEAR: usize = 600;
    let source = article.source.text();
    if article.source.format() != Format::Html {
        return false;
    }
    let heading = article.block(section.heading).src;
    let tag = heading.cut(source).split('>').next().unwrap_or("");
    let id = tag.split_once(" id=\"").and_then(|(_, rest)| rest.split('"').next()).unwrap_or("");
    let class = class_of(article, section.heading);
    if class.split(' ').chain([id]).any(|name| PARTS.contains(&name)) {
        return true;
    }
    let behind = source.get(heading.end() as usize..).unwrap_or("");
    let behind = behind.get(..behind.floor_char_boundary(NEAR)).unwrap_or("").split("<h").next().unwrap_or("");
    // `<pre id="log"></pre>`; `<a id="log"></a>` is a place to lead to.
    let is_filled = |before: &str| {
        let open = before.rsplit('<').next().unwrap_or("");
        open.contains(" id=") && !open.starts_with("a ") && !open.starts_with("span ")
    };
    behind.match_indices("></").any(|(at, _)| behind.get(..at).is_some_and(is_filled)) && is_scripted()
}

/// The heading of an empty section, the one of its level right below it, and the slot of a template that they may be.
pub(super) type Pair = (BlockId, BlockId, Option<Box<str>>);

/// Reports the headings that stand right above others of their level: each, or the first for all when there are many of them.
pub(super) fn report(article: &Document, mut pairs: Vec<Pair>, found: &mut Found<'_>) {
    let rest = if pairs.len() < HABIT { Vec::new() } else { pairs.split_off(1) };
    let others = rest.len();
    for (heading, next, slot) in pairs {
        let (words, behind) = (article.text_of(heading), article.text_of(next));
        let finding = if others == 0 {
            found.at(
                heading,
                article.text_src(heading),
                "nothing stands between “{}” and the next heading of its level, “{}”",
                [words, behind],
            )
        } else {
            let others = others.to_string();
            let message = "nothing stands between “{}” and the next heading of its level, “{}”, nor at {} more places of this kind";
            found.at(heading, article.text_src(heading), message, [words, behind, &others])
        };
        finding.milder().slot = slot;
        for (other, ..) in &rest {
            finding.related(article.text_src(*other), "nor below this heading");
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::checks::tested::markdown;

    fn found(text: &str) -> Vec<String> {
        markdown("empty-section", text).into_iter().map(|(message, _)| message).collect()
    }

    #[test]
    fn a_habit_is_told_once() {
        let part = |name: &str| format!("## Part {name}\n\n## What {name} does\n\nIt rings.\n\n");
        let two = format!("# Bells\n\nAll of them.\n\n{}{}", part("one"), part("two"));
        let three = format!("{two}{}", part("three"));
        assert_eq!(found(&two).len(), 2);
        let once =
            "nothing stands between “Part one” and the next heading of its level, “What one does”, nor at 2 more places of this kind";
        assert_eq!(found(&three), [once]);
    }

    #[test]
    fn a_day_above_its_first_part_may_have_an_empty_one() {
        let day = |name: &str| format!("## {name}\n\n## Attendees\n\n## Notes\n\nThe fee stays.\n\n");
        let log = format!("# Minutes\n\nAll of them.\n\n{}{}{}", day("May 3"), day("May 10"), day("May 17"));
        assert!(found(&log).iter().all(|message| !message.contains("“May") || message.starts_with("nothing stands")), "{:?}", found(&log));
    }

    #[test]
    fn a_heading_twice_in_a_row_is_a_heading_twice() {
        assert!(found("# Bells\n\nAll of them.\n\n## Bronze\n\n## Bronze:\n\nIt rings.\n").is_empty());
    }
}
