//! Numbered headings or bold leads in which a number is missing or stands twice.

use std::collections::HashMap;
use std::ops::Range;

use serde::Deserialize;

use crate::checks::numbering::{Numbered, Written, numbered};
use crate::checks::prose::has_words;
use crate::document::{BlockId, Document, Flags, InlineKind, Kind};
use crate::rule::{ArticleCheck, Found, Words};
use crate::source::Format;
use crate::span::Span;

mod export;

use export::{begins_a_line, of_lines, stands_apart};

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
        let sequences = sequences(article, labels);
        // A run begins where numbers begin again: further down, the same steps are counted for another matter.
        let runs = sequences.iter().flat_map(|sequence| sequence.chunk_by(|before, after| !begins_again(before, after)));
        for sequence in runs {
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
            let Some(slips) = slips(sequence, self.holes) else { continue };
            let around = around(article, sequence);
            for slip in slips {
                slip.report(article, labels, &around, found);
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
    /// `around`: the blocks in which a missing number may be written in another way.
    fn report(&self, article: &Document, labels: &[String], around: &Range<BlockId>, found: &mut Found<'_>) {
        match self {
            Self::Hole { before, after } => {
                let missing = before.number.last + 1..after.number.first;
                let stands = |number| {
                    stands_elsewhere(article, labels, around, &after.number.label, number) || begins_a_line(article, before, after, number)
                };
                if missing.clone().any(stands) {
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
            // A list inside a list of an export begins again at one, and its indentation may be lost.
            Self::Repeat { again, .. } if article.block(article.block(again.block).parent).kind == Kind::Item => {}
            Self::Repeat { first, again } if is_end_of_part(first, again) || is_continued(again) => {}
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

/// "Part 1: The piers, continued", "Part 1 – DONE.": the same part goes on, or its state is told.
fn is_continued(again: &Entry<'_>) -> bool {
    let last = again.number.rest.trim_end_matches(|c: char| !c.is_alphanumeric()).rsplit(' ').next().unwrap_or("");
    let is_state = || !has_words(again.number.rest, 2) && last.len() > 3 && last.bytes().all(|byte| byte.is_ascii_uppercase());
    ["continued", "cont", "cont'd", "contd", "concluded"].iter().any(|known| last.eq_ignore_ascii_case(known)) || is_state()
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
        if let Some(number) = numbered(title, labels).filter(|_| stands_apart(article, section.heading)) {
            let start = article.block(section.heading).text.start();
            let text = Span::new(start, start + title.len() as u32);
            add((section.parent, section.level, number.label.clone(), number.written), Entry { block: section.heading, number, text });
        }
    }
    if article.source.format() == Format::Plain {
        for (key, entry) in of_lines(article, labels) {
            add(key, entry);
        }
        return sequences;
    }
    for lead in article.inlines.iter().filter(|inline| inline.kind == InlineKind::Strong) {
        let block = article.block(lead.block);
        let opens = block.kind == Kind::Paragraph && lead.text.start() == block.text.start() && !block.flags.has(Flags::BOILER);
        if !opens || in_own_order(article, lead.block) {
            continue;
        }
        // "**1.** Slow down": what the number counts stands behind the lead.
        let bare = lead.text.len() < 6;
        let words = if bare { article.text_of(lead.block) } else { lead.text.cut(&article.text) };
        if let Some(number) = numbered(words, labels) {
            let section = article.sections.partition_point(|section| section.heading <= lead.block) as u32;
            add((section, 0, number.label.clone(), number.written), Entry { block: lead.block, number, text: lead.text });
        }
    }
    sequences
}

/// In a quotation, a cell, or a list that has numbers of its own.
fn in_own_order(article: &Document, id: BlockId) -> bool {
    article.ancestors(id).any(|ancestor| {
        let block = article.block(ancestor);
        matches!(block.kind, Kind::Quote | Kind::Cell | Kind::FootDef) || block.kind == Kind::List && block.flags.has(Flags::ORDERED)
    })
}

/// "Phase 2 End: …" behind "Phase 2: …": words between the number and its mark name a part of what the number counts.
fn is_end_of_part(first: &Entry<'_>, again: &Entry<'_>) -> bool {
    /// Words of such a name.
    const WORDS: usize = 3;
    let is_marked = |entry: &Entry<'_>| entry.number.prefix.ends_with([':', '.', ')', '–', '—']);
    let is_named = || again.number.rest.split_once(':').is_some_and(|(name, _)| !has_words(name, WORDS + 1));
    // "Phase 2 Gate – …" before "Phase 2: …" as well.
    let is_named_before = || is_marked(again) && !is_marked(first) && first.number.rest.contains([':', '—', '–']);
    is_marked(first) && !is_marked(again) && is_named() || is_named_before()
}

/// Whether numbers begin anew: at one, behind a higher one.
fn begins_again(before: &Entry<'_>, after: &Entry<'_>) -> bool {
    after.number.first <= 1 && after.number.first < before.number.first
}

/// The blocks from the first number of a run to the end of the text below its last one.
fn around(article: &Document, run: &[Entry<'_>]) -> Range<BlockId> {
    let (first, last) = (run.first().map_or(0, |entry| entry.block), run.last().map_or(0, |entry| entry.block));
    let section = article.sections.partition_point(|section| section.heading <= last).checked_sub(1);
    let end = section.and_then(|index| article.sections.get(index)).map_or(last, |section| section.own_end);
    first..end.max(last + 1)
}

/// Where a sequence does not go on by one; `None` when it is none (it falls, or has too many holes).
fn slips<'s, 'd>(sequence: &'s [Entry<'d>], most_holes: u32) -> Option<Vec<Slip<'s, 'd>>> {
    let (mut slips, mut holes, mut steps) = (Vec::new(), 0, 0);
    for (before, after) in sequence.iter().zip(sequence.iter().skip(1)) {
        let (last, next) = (before.number.last, after.number.first);
        if next == last + 1 {
            steps += 1;
        } else if next > last {
            holes += next - last - 1;
            slips.push(Slip::Hole { before, after });
        } else if next == last && after.number.rest != before.number.rest {
            slips.push(Slip::Repeat { first: before, again: after });
        } else {
            return None;
        }
    }
    let regular = holes <= most_holes && slips.len() <= 2 && steps > 0;
    regular.then_some(slips)
}

/// "4a. By day", "Step 4B: By night": a number whose ways have letters.
fn is_in_letters(text: &str, label: &str, number: u32) -> bool {
    let head = text.get(..label.len()).filter(|head| head.eq_ignore_ascii_case(label));
    let behind = head.and_then(|head| text.get(head.len()..)).unwrap_or("").trim_start();
    let mut rest = behind.strip_prefix(number.to_string().as_str()).unwrap_or("").chars();
    rest.next().is_some_and(|letter| letter.is_ascii_alphabetic()) && rest.next().is_some_and(|mark| matches!(mark, '.' | ':' | ')' | ' '))
}

/// Whether a number opens a paragraph, an item or a heading among the parts: it is not missing, only written in another way.
fn stands_elsewhere(article: &Document, labels: &[String], around: &Range<BlockId>, label: &str, number: u32) -> bool {
    let blocks = article.blocks.get(around.start as usize..(around.end as usize).min(article.blocks.len())).unwrap_or_default();
    blocks.iter().zip(around.start..).any(|(block, id)| {
        let text = match block.kind {
            Kind::Paragraph | Kind::Heading => article.text_of(id),
            // The number of an item is part of its source only. In a list that counts from one, each number is its own.
            Kind::Item if article.children(block.parent).next() == Some(id) => {
                let head = block.src.cut(article.source.text());
                head.get(..head.floor_char_boundary(24)).unwrap_or(head)
            }
            _ => return false,
        };
        // "3.Ropes" has lost a blank.
        let is_tight = || {
            let behind = text.strip_prefix(number.to_string().as_str()).and_then(|rest| rest.strip_prefix(['.', ')']));
            behind.is_some_and(|rest| rest.starts_with(char::is_alphabetic))
        };
        // "… ↵ **3) Pay at the office** ↵ …": a lead in the middle of a paragraph, between line breaks.
        let is_inner_lead = || {
            let leads = article.inlines_of(id).iter().filter(|inline| inline.kind == InlineKind::Strong);
            leads
                .filter_map(|lead| numbered(lead.text.cut(&article.text), labels))
                .any(|found| (found.first..=found.last).contains(&number) && (found.label.is_empty() || found.label == label))
        };
        is_tight()
            || block.kind == Kind::Paragraph && is_inner_lead()
            || is_in_letters(text, label, number)
            || numbered(text, labels)
                .is_some_and(|found| (found.first..=found.last).contains(&number) && (found.label.is_empty() || found.label == label))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::checks::tested::findings;
    use crate::limits::Limits;
    use crate::source::Source;

    fn found(text: &str) -> Vec<String> {
        let standard = crate::checks::standard().unwrap();
        let rule = standard.rule(standard.find("sequence-gap").unwrap()).unwrap();
        let check: SequenceGap = rule.article.options.clone().try_into().unwrap();
        let article = Document::read(Source::of_text("mooring.md", Format::Markdown, text), &Limits::default(), "en");
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
    fn a_list_that_counts_for_itself_fills_no_hole() {
        let text = "## Step 1\n\nTake it.\n\n## Step 3\n\nTurn it.\n\n## Step 4\n\nLet go.\n\n1. The rope\n2. The fender\n";
        assert_eq!(found(text).len(), 1);
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
    fn a_run_is_local() {
        let steps = |title: &str, numbers: &[u32]| {
            let verbs = ["", "Slow", "Throw", "Tie", "Pay"];
            let step = |number: &u32| format!("**{number}.** {} the rope.\n\n", verbs.get(*number as usize).unwrap());
            let steps: Vec<String> = numbers.iter().map(step).collect();
            format!("## {title}\n\n{}", steps.concat())
        };
        let text = format!("# Ropes\n\n{}{}", steps("Moor", &[1, 2, 4]), steps("Leave", &[1, 2, 3, 4]));
        assert_eq!(found(&text).len(), 1);
        let titles = ["1. Slow", "2. Throw", "4. Pay", "1. Wait", "2. Look", "3. Sail"];
        assert_eq!(headings(&titles), ["number 3 is missing between “2. Throw” and “4. Pay”"]);
        assert_eq!(headings(&["I. Tugs", "II. Ferries", "IV. Night boats"]).len(), 1);
        // One item further down is no part of the steps.
        let list = "# Ropes\n\n**Step 1:** Slow down.\n\n**Step 2:** Throw.\n\n**Step 4:** Pay.\n\n## Fees\n\n1. Day\n2. Night\n3. Week\n";
        assert_eq!(found(list).len(), 1);
    }

    #[test]
    fn a_heading_behind_a_list_is_no_item_of_it() {
        let text = |last: &str| {
            format!(
                "Mooring a boat\n\nIt takes a minute, and nobody needs help when the wind is low.\n\n1. Slow down before the pier.\n\
                 2. Throw the rope to the ring.\n3. Pay at the office.\n\nThe lamp burns.\n\n\n{last}\n\nIt is quiet until the first boat comes.\n"
            )
        };
        assert!(findings("sequence-gap", "mooring.txt", &text("6. Sleeping well\n================")).is_empty());
    }

    #[test]
    fn exports_count_in_lines_and_items() {
        let plain = |text: &str| findings("sequence-gap", "mooring.txt", text).len();
        let head = "Mooring a boat\n\nIt takes a minute, and nobody needs help with it when the wind is low and the boat is small.\n\n";
        let tail = "\nThen the evening comes, and the harbour is quiet until the first boat of the day leaves the pier again.\n";
        assert_eq!(
            plain(&format!(
                "{head}1. Slow down before the pier.\n2. Throw the rope to the ring.\n4. Pay at the office.\n5. Sleep well.\n{tail}"
            )),
            1
        );
        assert_eq!(
            plain(&format!("{head}1. Slow down before the pier.\n2. Throw the rope to the ring.\n3. Pay at the office.\n{tail}")),
            0
        );
        assert_eq!(
            plain(&format!("{head}1. Slow down before the pier.\n1. Throw the rope to the ring.\n1. Pay at the office.\n{tail}")),
            0
        );
        assert_eq!(
            plain(&format!(
                "{head}Stage 1: Slow down before the pier.\n\nStage 2: Throw the rope to the ring.\n\nStage 4: Pay at the office.\n{tail}"
            )),
            1
        );
    }

    #[test]
    fn numbers_of_an_export_are_text() {
        let export = |text: &str| findings("sequence-gap", "mooring.txt", text).into_iter().map(|(message, _)| message).collect::<Vec<_>>();
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
