//! Numbered headings or bold leads in which a number is missing or stands twice.

use std::collections::HashMap;

use serde::Deserialize;

use crate::checks::numbering::{Numbered, Written, numbered};
use crate::document::{BlockId, Document, Flags, InlineKind, Kind};
use crate::rule::{ArticleCheck, Found, Words};
use crate::source::Format;
use crate::span::Span;

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct SequenceGap {
    /// Words before a number that count steps or parts.
    labels: Words,
    /// Fewest numbers that make a sequence.
    at_least: usize,
    /// Most numbers that may be missing; more are no slip.
    holes: u32,
}

/// One number of a sequence.
struct Entry<'d> {
    block: BlockId,
    number: Numbered<'d>,
    /// The heading or the lead, as a range of the text.
    text: Span,
}

/// What holds a sequence together: the section it lies in, the level of its headings (0: bold leads), its label, and how its numbers
/// are written.
type Key = (u32, u8, String, Written);

impl ArticleCheck for SequenceGap {
    fn check(&self, article: &Document, found: &mut Found<'_>) {
        let labels = self.labels.of(&article.language.code);
        let exported = if article.source.format() == Format::Plain { in_lists(article) } else { Vec::new() };
        for sequence in sequences(article, labels).into_iter().chain(exported) {
            if sequence.len() < self.at_least {
                continue;
            }
            found.concerned();
            // "1. May", "2. May", "5. May": days, not parts.
            let first_words = sequence.iter().map(|entry| entry.number.rest.split_whitespace().next().unwrap_or(""));
            let mut others = first_words.clone().skip(1);
            let same_start = first_words.clone().next().is_some_and(|first| !first.is_empty() && others.all(|other| other == first));
            if same_start && sequence.iter().all(|entry| entry.number.label.is_empty()) {
                continue;
            }
            let Some(slips) = slips(&sequence, self.holes) else { continue };
            // A list inside a list of an export begins again at one.
            let counts_items = sequence.first().is_some_and(|entry| article.block(entry.block).kind == Kind::Item);
            for slip in slips.into_iter().filter(|slip| !counts_items || matches!(slip, Slip::Hole { .. })) {
                slip.report(article, labels, found);
            }
        }
    }
}

/// A place at which the numbers do not go on by one.
enum Slip<'s, 'd> {
    Hole { before: &'s Entry<'d>, after: &'s Entry<'d> },
    Repeat { first: &'s Entry<'d>, again: &'s Entry<'d> },
}

impl Slip<'_, '_> {
    fn report(&self, article: &Document, labels: &[String], found: &mut Found<'_>) {
        match self {
            Self::Hole { before, after } => {
                let missing = before.number.last + 1..after.number.first;
                let in_list = article.block(after.block).kind == Kind::Item;
                let told = |number: u32| {
                    if in_list {
                        says(article, before.block, number)
                    } else {
                        stands_elsewhere(article, labels, &after.number.label, number)
                    }
                };
                if missing.clone().any(told) {
                    return;
                }
                let names: Vec<String> = missing.map(|number| after.number.written.name(number)).collect();
                let at = article.source_span(after.text);
                let template = if names.len() == 1 {
                    "number {} is missing between “{}” and “{}”"
                } else {
                    "numbers {} are missing between “{}” and “{}”"
                };
                found
                    .at(
                        after.block,
                        at,
                        template,
                        [names.join(" and ").as_str(), before.text.cut(&article.text), after.text.cut(&article.text)],
                    )
                    .related(article.source_span(before.text), "the number before");
            }
            Self::Repeat { first, again } => {
                let number = again.number.written.name(again.number.first);
                found
                    .at(
                        again.block,
                        article.source_span(again.text),
                        "number {} stands twice: “{}” and “{}”",
                        [number.as_str(), first.text.cut(&article.text), again.text.cut(&article.text)],
                    )
                    .related(article.source_span(first.text), "the same number");
            }
        }
    }
}

/// The sequences of an article, in the order of their first numbers.
fn sequences<'d>(article: &'d Document, labels: &[String]) -> Vec<Vec<Entry<'d>>> {
    let mut sequences: Vec<Vec<Entry<'d>>> = Vec::new();
    let mut by_key: HashMap<Key, usize> = HashMap::new();
    let mut add = |key: Key, entry: Entry<'d>| {
        let index = *by_key.entry(key).or_insert(sequences.len());
        match sequences.get_mut(index) {
            Some(sequence) => sequence.push(entry),
            None => sequences.push(vec![entry]),
        }
    };
    for section in &article.sections {
        let title = article.text_of(section.heading);
        if let Some(number) = numbered(title, labels) {
            let start = article.block(section.heading).text.start();
            let text = Span::new(start, start + title.len() as u32);
            add((section.parent, section.level, number.label.clone(), number.written), Entry { block: section.heading, number, text });
        }
    }
    for lead in article.inlines.iter().filter(|inline| inline.kind == InlineKind::Strong) {
        let block = article.block(lead.block);
        let opens = block.kind == Kind::Paragraph && lead.text.start() == block.text.start() && !block.flags.has(Flags::BOILER);
        if !opens || in_own_order(article, lead.block) {
            continue;
        }
        if let Some(number) = numbered(lead.text.cut(&article.text), labels) {
            let section = article.sections.partition_point(|section| section.heading <= lead.block) as u32;
            add((section, 0, number.label.clone(), number.written), Entry { block: lead.block, number, text: lead.text });
        }
    }
    if article.source.format() == Format::Plain {
        // An export has lost its bold: the label, its number and the mark behind it open the paragraph.
        for (id, block) in article.of_kind(Kind::Paragraph).filter(|(_, block)| block.parent == Document::ROOT) {
            let text = article.text_of(id);
            let entry =
                numbered(text, labels).filter(|number| !number.label.is_empty() && number.prefix.ends_with(['.', ':', ')', '–', '—']));
            let Some(number) = entry else { continue };
            let section = article.sections.partition_point(|section| section.heading <= id) as u32;
            let text = Span::new(block.text.start(), block.text.start() + number.prefix.len() as u32);
            add((section, 0, number.label.clone(), number.written), Entry { block: id, number, text });
        }
    }
    sequences
}

/// The numbers of lists in an export: they are text that somebody saw. In other forms whoever shows the list counts its items.
fn in_lists(article: &Document) -> Vec<Vec<Entry<'_>>> {
    let lists = article.of_kind(Kind::List).filter(|(_, list)| list.flags.has(Flags::ORDERED));
    // An item without text has its number all the same: such a list is not counted.
    lists.filter_map(|(list, _)| article.children(list).map(|item| in_item(article, item)).collect()).collect()
}

/// The number of an item, with its first words.
fn in_item(article: &Document, item: BlockId) -> Option<Entry<'_>> {
    let text = article.block(item).src.cut(article.source.text());
    let number = numbered(text, &[])?;
    let first = article.block(article.children(item).next()?).text;
    let words = first.cut(&article.text);
    let end = words.char_indices().rfind(|(at, c)| *at < 60 && *c == ' ').map_or(words.len(), |(at, _)| at);
    let end = if words.len() <= 60 { words.len() } else { end };
    Some(Entry { block: item, number, text: Span::new(first.start(), first.start() + end as u32) })
}

/// Whether an item holds a number that stands at the start of a line: the next item, set as text of this one.
fn says(article: &Document, item: BlockId, number: u32) -> bool {
    article.block(item).src.cut(article.source.text()).lines().skip(1).any(|line| {
        let digits = line.trim_start().split(|c: char| !c.is_ascii_digit()).next().unwrap_or("");
        digits.parse() == Ok(number)
    })
}

/// In a quotation, a cell, or a list that has numbers of its own.
fn in_own_order(article: &Document, id: BlockId) -> bool {
    article.ancestors(id).any(|ancestor| {
        let block = article.block(ancestor);
        matches!(block.kind, Kind::Quote | Kind::Cell | Kind::FootDef) || block.kind == Kind::List && block.flags.has(Flags::ORDERED)
    })
}

/// Where a sequence does not go on by one; `None` when it is none (it falls, starts again and again, or has too many holes).
fn slips<'s, 'd>(sequence: &'s [Entry<'d>], most_holes: u32) -> Option<Vec<Slip<'s, 'd>>> {
    let (mut slips, mut holes, mut restarts, mut steps) = (Vec::new(), 0, 0, 0);
    for (before, after) in sequence.iter().zip(sequence.iter().skip(1)) {
        let (last, next) = (before.number.last, after.number.first);
        if next == last + 1 {
            steps += 1;
        } else if next <= 1 && next < before.number.first {
            restarts += 1;
        } else if next > last {
            holes += next - last - 1;
            slips.push(Slip::Hole { before, after });
        } else if next == last && after.number.rest != before.number.rest {
            slips.push(Slip::Repeat { first: before, again: after });
        } else {
            return None;
        }
    }
    let regular = holes <= most_holes && restarts <= 1 && slips.len() <= 2 && steps > 0;
    regular.then_some(slips)
}

/// Whether a number opens a paragraph, an item or a heading elsewhere: it is not missing, only written in another way.
fn stands_elsewhere(article: &Document, labels: &[String], label: &str, number: u32) -> bool {
    article.all().any(|(id, block)| {
        let text = match block.kind {
            Kind::Paragraph | Kind::Heading => article.text_of(id),
            // The number of an item is part of its source only.
            Kind::Item => {
                let head = block.src.cut(article.source.text());
                head.get(..head.floor_char_boundary(24)).unwrap_or(head)
            }
            _ => return false,
        };
        numbered(text, labels)
            .is_some_and(|found| (found.first..=found.last).contains(&number) && (found.label.is_empty() || found.label == label))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::limits::Limits;
    use crate::source::Source;

    fn found(text: &str) -> Vec<String> {
        found_in("mooring.md", Format::Markdown, text)
    }

    fn found_in(path: &str, format: Format, text: &str) -> Vec<String> {
        let standard = crate::checks::standard().unwrap();
        let rule = standard.rule(standard.find("sequence-gap").unwrap()).unwrap();
        let check: SequenceGap = rule.article.options.clone().try_into().unwrap();
        let article = Document::read(Source::of_text(path, format, text), &Limits::default(), "en");
        let mut found = Found::new(&article, None, crate::finding::Severity::Warning);
        check.check(&article, &mut found);
        found.into_parts().0.iter().map(|finding| finding.message.plain()).collect()
    }

    fn headings(titles: &[&str]) -> Vec<String> {
        let sections: Vec<String> = titles.iter().map(|title| format!("## {title}\n\nTake the rope.\n\n")).collect();
        found(&sections.concat())
    }

    #[test]
    fn a_hole_is_named_with_its_neighbours() {
        assert_eq!(
            headings(&["Step 1: Slow down", "Step 2: Throw the rope", "Step 4: Pay"]),
            ["number 3 is missing between “Step 2: Throw the rope” and “Step 4: Pay”"]
        );
        assert_eq!(
            headings(&["1. Slow down", "2. Throw the rope", "5. Pay"]),
            ["numbers 3 and 4 are missing between “2. Throw the rope” and “5. Pay”"]
        );
    }

    #[test]
    fn a_number_that_stands_twice_is_reported() {
        assert_eq!(headings(&["1. Slow down", "2. Throw the rope", "2. Pay"]), ["number 2 stands twice: “2. Throw the rope” and “2. Pay”"]);
    }

    #[test]
    fn letters_and_roman_numbers_are_numbers_too() {
        assert_eq!(
            headings(&["Option A: Rent a berth", "Option B: Share one", "Option D: Anchor outside"]),
            ["number C is missing between “Option B: Share one” and “Option D: Anchor outside”"]
        );
        assert_eq!(
            headings(&["Part I: The tug", "Part II: The ferry", "Part IV: The night boat"]),
            ["number III is missing between “Part II: The ferry” and “Part IV: The night boat”"]
        );
        assert_eq!(
            headings(&["Chapter One", "Chapter Two", "Chapter Four"]),
            ["number 3 is missing between “Chapter Two” and “Chapter Four”"]
        );
        assert_eq!(
            headings(&["Tip #1 – Slow down", "Tip #2 – Look up", "Tip #2 – Look down", "Tip #3 – Pay"]),
            ["number 2 stands twice: “Tip #2 – Look up” and “Tip #2 – Look down”"]
        );
    }

    #[test]
    fn sequences_that_skip_on_purpose_are_left_alone() {
        for titles in [
            &["Day 1: Out", "Day 2: Fog", "Day 5: Home"][..],
            &["Week 1: Knots", "Week 2: Ropes", "Week 4: Wind"],
            &["2019. The first boat", "2020. The second", "2023. The third"],
            &["Route 1: Island", "Route 2: Bridge", "Route 4: Fish market"],
            &["Berth 1", "Berth 2", "Berth 4"],
            &["Top 3 boats", "Top 5 boats", "Top 10 boats"],
            &["Option A: Rent", "Option B: Share", "Option B.2: Share at night", "Option C: Anchor"],
            &["Part I: The tug", "Part A: Ropes", "Part II: The ferry", "Part B: Fenders"],
            &["10 a.m. Loading", "11 a.m. Crossing", "2 p.m. Return"],
            &["Step 1a: Slow down", "Step 1b: Look up", "Step 3: Pay"],
        ] {
            assert_eq!(headings(titles), Vec::<String>::new(), "{titles:?}");
        }
    }

    #[test]
    fn sequences_that_run_otherwise_are_left_alone() {
        for titles in [
            &["0. Read on", "1. Slow down", "2. Pay"][..],
            &["3. Slow down", "2. Throw", "1. Pay"],
            &["1. Slow", "2. Throw", "1. Wait", "2. Pay"],
            &["Step 1: Slow", "Steps 2–3: Throw and tie", "Step 4: Pay"],
            &["1. One", "9. Two", "12. Three", "40. Four"],
            &["1. Slow", "1. Throw", "1. Pay"],
            &["Step 1: Slow down", "Step 3: Pay"],
            &["1. May, minutes", "2. May, minutes", "5. May, minutes"],
            &["Version 1.1", "Version 1.2", "Version 1.4"],
        ] {
            assert_eq!(headings(titles), Vec::<String>::new(), "{titles:?}");
        }
    }

    #[test]
    fn a_number_written_in_another_way_is_not_missing() {
        let text = "## Step 1: Slow down\n\nGently.\n\n## Step 2: Throw\n\nThe rope.\n\nStep 3: tie it to the ring.\n\n## Step 4: Pay\n\nAt the office.\n";
        assert_eq!(found(text), Vec::<String>::new());
        let text = "## 1. Slow down\n\nGently.\n\n## 2. Throw\n\nThe rope.\n\n3. Tie it.\n\n## 4. Pay\n\nAt the office.\n";
        assert_eq!(found(text), Vec::<String>::new());
    }

    #[test]
    fn bold_leads_count_like_headings() {
        let text = "# Mooring\n\n**Step 1:** Slow down.\n\n**Step 2:** Throw the rope.\n\n**Step 4:** Pay at the office.\n";
        assert_eq!(found(text), ["number 3 is missing between “Step 2:” and “Step 4:”"]);
    }

    #[test]
    fn numbers_of_an_export_are_text() {
        let export = |text: &str| found_in("mooring.txt", Format::Plain, text);
        let list = "Mooring\n\nIt takes a minute, and two people who know each other well:\n\n1. Slow down.\n2. Throw the rope.\n4. Pay.\n5. Go home.\n";
        assert_eq!(export(list), ["number 3 is missing between “Throw the rope.” and “Pay.”"]);
        let steps = "Mooring\n\nIt takes a minute.\n\nStep 1: Slow down.\n\nStep 2: Throw the rope.\n\nStep 4: Pay at the office.\n";
        assert_eq!(export(steps), ["number 3 is missing between “Step 2:” and “Step 4:”"]);
        for whole in [
            list.replace("4. Pay", "3. Pay").replace("5. Go", "4. Go"),
            list.replace("2. Throw the rope.", "2. Throw the rope.\n   3. Tie it."),
            list.replace("2. Throw", "1. Throw").replace("4. Pay", "1. Pay").replace("5. Go", "1. Go"),
            list.replace("2. Throw", "9. Throw").replace("4. Pay", "30. Pay").replace("5. Go", "31. Go"),
            list.replace("4. Pay.", "3.\n4. Pay."),
            list.replace("2. Throw", "1. Ask for help.\n2. Throw").replace("4. Pay", "3. Pay").replace("5. Go", "4. Go"),
            steps.replace("Step 4: Pay", "Step 4 costs money: pay"),
        ] {
            assert_eq!(export(&whole), Vec::<String>::new(), "{whole}");
        }
    }
}
