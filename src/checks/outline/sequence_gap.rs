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
                let finding = found.at(
                    after.block,
                    at,
                    template,
                    [names.join(" and ").as_str(), before.text.cut(&article.text), after.text.cut(&article.text)],
                );
                finding.related(article.source_span(before.text), "the number before");
                // A list of the other pages of a series lacks the page that it stands on.
                if names.len() == 1 && [before, after].iter().all(|entry| leads_to_page(article, entry)) {
                    finding.milder();
                }
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

/// An entry of a list that is a link.
fn leads_to_page(article: &Document, entry: &Entry<'_>) -> bool {
    let is_link = |inline: &crate::document::Inline| inline.kind == InlineKind::Link && inline.text.overlaps(entry.text);
    article.is_within(entry.block, Kind::Item) && article.inlines_of(entry.block).iter().any(is_link)
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
mod tests;
