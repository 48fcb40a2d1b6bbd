//! Articles as the cache keeps them: what became of one when it was checked by itself, and back.

use std::path::Path;

use jiff::civil::Date;

use super::article::Outcome;
use super::place::Places;
use crate::cache::{Cache, Key};
use crate::finding::Finding;
use crate::source::Source;
use crate::span::LineIndex;

/// What became of an article, if the cache knows it and it holds on this day.
pub(super) fn recall(cache: &Cache, key: &Key, shown: &Path, today: Date) -> Option<Outcome> {
    cache.get(key, |record| read(record, shown, today))
}

/// Lets the cache know what became of an article.
pub(super) fn keep(cache: &Cache, key: Key, outcome: &Outcome) {
    if let Some(record) = record(outcome) {
        cache.put(key, &record);
    }
}

/// An outcome for the cache; `None` where each run must see for itself.
fn record(outcome: &Outcome) -> Option<Vec<u8>> {
    let is_stopped = matches!(outcome, Outcome::Article(article) if article.stopped.is_some());
    if is_stopped { None } else { postcard::to_stdvec(outcome).ok() }
}

/// The outcome that a record holds, if it holds on this day.
fn read(record: &[u8], shown: &Path, today: Date) -> Option<Outcome> {
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

impl Outcome {
    /// Whether anything in it is shown with its lines.
    pub(super) const fn has_places(&self) -> bool {
        let Self::Article(article) = self else { return false };
        let audited = &article.audited;
        !audited.findings.is_empty() || !audited.claims.is_empty() || !audited.waivers.is_empty()
    }

    /// Adds the lines of its places, which no record has.
    pub(super) fn show(&mut self, source: &Source, lines: u32) {
        let Self::Article(article) = self else { return };
        let index = LineIndex::new(source.text());
        let mut places = Places::new(source, &index, Some(lines));
        let audited = &mut article.audited;
        let mut show = |finding: &mut Finding| {
            finding.place = places.place(finding.place.span);
            finding.related.iter_mut().for_each(|related| related.place = places.place(related.place.span));
        };
        audited.findings.iter_mut().for_each(&mut show);
        audited.claims.iter_mut().for_each(|(_, finding)| show(finding));
        audited.waivers.iter_mut().for_each(|placed| placed.place = places.place(placed.place.span));
    }
}
