//! Articles as the cache keeps them: what became of one when it was checked by itself, and back.

use std::path::Path;

use jiff::civil::Date;

use super::article::{Article, Outcome, audit};
use super::place::Places;
use super::plan::Plan;
use crate::cache::{Cache, Key};
use crate::finding::Finding;
use crate::source::{ReadError, Source};
use crate::span::LineIndex;

/// What became of the bytes of a file, from the cache if it knows; else they are audited, and the cache learns it.
pub(super) fn recorded(
    bytes: Vec<u8>,
    read: impl FnOnce(Vec<u8>) -> Result<Source, ReadError>,
    shown: &Path,
    plan: &Plan<'_>,
    (cache, lines, today): (&Cache, Option<u32>, Date),
) -> Result<Outcome, ReadError> {
    let key = Key::of(shown, &bytes);
    if let Some(mut outcome) = cache.get(&key, |record| recall(record, shown, today)) {
        if let Outcome::Article(article) = &mut outcome
            && let Some(lines) = lines
            && article.has_places()
        {
            article.show(&read(bytes)?, lines);
        }
        return Ok(outcome);
    }
    let outcome = audit(read(bytes)?, plan, lines, today);
    if let Some(record) = record(&outcome) {
        cache.put(key, &record);
    }
    Ok(outcome)
}

/// An outcome for the cache; `None` where each run must see for itself.
fn record(outcome: &Outcome) -> Option<Vec<u8>> {
    let is_stopped = matches!(outcome, Outcome::Article(article) if article.stopped.is_some());
    if is_stopped { None } else { postcard::to_stdvec(outcome).ok() }
}

/// The outcome that a record holds, if it holds on this day.
fn recall(record: &[u8], shown: &Path, today: Date) -> Option<Outcome> {
    let mut outcome: Outcome = postcard::from_bytes(record).ok()?;
    if let Outcome::Article(article) = &mut outcome {
        if !article.days.has(today) {
            return None;
        }
        article.audited.path = shown.to_path_buf();
        article.entry.path = shown.to_string_lossy().into();
    }
    Some(outcome)
}

impl Article {
    /// Whether anything in it is shown with its lines.
    const fn has_places(&self) -> bool {
        let audited = &self.audited;
        !audited.findings.is_empty() || !audited.claims.is_empty() || !audited.waivers.is_empty()
    }

    /// Adds the lines of its places, which no record has.
    fn show(&mut self, source: &Source, lines: u32) {
        let index = LineIndex::new(source.text());
        let mut places = Places::new(source, &index, Some(lines));
        let audited = &mut self.audited;
        let mut show = |finding: &mut Finding| {
            finding.place = places.place(finding.place.span);
            finding.related.iter_mut().for_each(|related| related.place = places.place(related.place.span));
        };
        audited.findings.iter_mut().for_each(&mut show);
        audited.claims.iter_mut().for_each(|(_, finding)| show(finding));
        audited.waivers.iter_mut().for_each(|placed| placed.place = places.place(placed.place.span));
    }
}
