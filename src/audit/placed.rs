//! What checks found and what waivers say, with lines and columns and with what identifies them in the next run.

use std::collections::HashMap;

use super::place::Places;
use super::plan::Plan;
use super::waive::{PlacedWaiver, UNUSED};
use crate::document::{BlockId, Document};
use crate::finding::{Finding, Related, RuleId};
use crate::rule::RawFinding;
use crate::span::LineIndex;
use crate::waiver::waivers;

/// Findings with their places, sections and identities.
pub(super) fn placed(found: Vec<(RuleId, RawFinding)>, document: &Document, plan: &Plan<'_>, lines: Option<u32>) -> Vec<Finding> {
    if found.is_empty() {
        return Vec::new();
    }
    let index = LineIndex::new(document.source.text());
    let mut places = Places::new(&document.source, &index, lines);
    let mut fingerprints = HashMap::new();
    found
        .into_iter()
        .map(|(rule, raw)| {
            let section = section_path(document, raw.block);
            let fingerprint = fingerprint(plan.standard.id(rule), &section, raw.span.cut(document.source.text()), &mut fingerprints);
            let place = places.place(raw.span);
            let related = raw
                .related
                .iter()
                .map(|related| Related { path: None, place: places.place(related.span), words: related.words.into() })
                .collect();
            // Only UTF-8 is written, and only there an offset in the text is one in the file.
            let fix = raw.fix.filter(|_| document.source.encoding().is_utf8());
            let edits_at = fix.iter().flat_map(|fix| &fix.edits).map(|edit| places.place(edit.span)).collect();
            let (severity, message, slot) = (raw.severity, raw.message, raw.slot);
            Finding { rule, severity, place, message, related, section, slot, fingerprint, fix, edits_at }
        })
        .collect()
}

/// The waivers of an article with their places.
pub(super) fn placed_waivers(document: &Document, lines: Option<u32>) -> Vec<PlacedWaiver> {
    if document.comments.is_empty() {
        return Vec::new();
    }
    let waivers = waivers(document);
    let index = if waivers.is_empty() { return Vec::new() } else { LineIndex::new(document.source.text()) };
    let mut places = Places::new(&document.source, &index, lines);
    let mut seen = HashMap::new();
    waivers
        .into_iter()
        .map(|waiver| {
            let words = waiver.src.cut(document.source.text());
            PlacedWaiver { place: places.place(waiver.src), fingerprint: fingerprint(UNUSED, &[], words, &mut seen), waiver }
        })
        .collect()
}

/// Titles of the sections that hold a block, outermost first.
fn section_path(document: &Document, block: BlockId) -> Vec<Box<str>> {
    let Some(section) = document.section_of(block) else { return Vec::new() };
    let mut path: Vec<Box<str>> = std::iter::once(section)
        .chain(document.parents(section))
        .map(|section| crate::finding::shorten(document.text_of(section.heading)))
        .collect();
    path.reverse();
    path
}

/// Hashes rule, section and words; equal ones are numbered, so that no two findings of an article collapse.
pub(super) fn fingerprint(rule: &str, section: &[Box<str>], words: &str, seen: &mut HashMap<u64, u64>) -> u64 {
    let hash = |parts: &mut dyn Iterator<Item = &[u8]>| {
        let mut hasher = blake3::Hasher::new();
        for part in parts {
            hasher.update(part);
            hasher.update(&[0]);
        }
        hasher.finalize().as_bytes().iter().take(8).fold(0u64, |sum, byte| sum << 8 | u64::from(*byte))
    };
    let titles = section.iter().map(|title| title.as_bytes());
    let first = hash(&mut std::iter::once(rule.as_bytes()).chain(titles).chain([words.as_bytes()]));
    let number = seen.entry(first).or_insert(0);
    *number += 1;
    if *number == 1 { first } else { hash(&mut [&first.to_be_bytes()[..], &number.to_be_bytes()[..]].into_iter()) }
}
