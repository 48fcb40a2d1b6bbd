//! A change from one value to another that is not as large as the article says.

use serde::Deserialize;

use super::ranked::speaks_of_ranks;
use crate::fact::{Bound, Change, Dimension, Direction, Facts, Sentence, Size, StatedSize, shown};
use crate::rule::{FactCheck, Found};

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct PercentChange {}

/// How far a percentage may be off beside its own rounding, in points.
const SLACK: f64 = 0.5;
/// How far it may be off when a value or the percentage is hedged, in points and as a part of it.
const HEDGED: (f64, f64) = (6.0, 0.15);

impl FactCheck for PercentChange {
    fn check(&self, facts: &Facts<'_>, found: &mut Found<'_>) {
        for sentence in facts.sentences() {
            for change in Change::all(&sentence) {
                found.concerned();
                let Some(claim) = StatedSize::of(&sentence, &change).filter(|_| !speaks_of_ranks(&sentence, change.start)) else {
                    continue;
                };
                match claim.size {
                    Size::Percent(percent, resolution) => self.percent(&sentence, &change, &claim, percent, resolution, found),
                    Size::Factor(factor) => self.factor(&sentence, &change, &claim, factor, found),
                }
            }
        }
    }
}

impl PercentChange {
    #[allow(clippy::unused_self, reason = "options to come are read here")]
    fn percent(&self, sentence: &Sentence<'_>, change: &Change, claim: &StatedSize, percent: f64, resolution: f64, found: &mut Found<'_>) {
        let (low, high) = change.ratio();
        let forward = parts(low, high);
        let backward = parts(1.0 / high, 1.0 / low);
        let is_vague = change.is_vague || claim.bound.is_vague();
        let is_round = percent >= 10.0 && percent % 5.0 == 0.0 && resolution >= 1.0;
        let own = if is_round { 2.5 } else { resolution };
        let slack = if is_vague { HEDGED.0.max(percent * HEDGED.1).max(own) } else { own + SLACK };
        let fits = |(low, high): (f64, f64)| {
            // "more than 40 %" leaves the other side open.
            let from = if matches!(claim.bound, Bound::AtMost | Bound::LessThan) { 0.0 } else { percent - slack };
            let to = if matches!(claim.bound, Bound::AtLeast | Bound::MoreThan) { f64::INFINITY } else { percent + slack };
            low <= to && from <= high
        };
        let points = (change.to.number.value - change.from.number.value).abs();
        let is_points = change.from.unit.dimension == Dimension::Percent && (points - percent).abs() <= slack;
        let is_opposite = claim.direction.is_some() && change.direction().is_some() && claim.direction != change.direction();
        if fits(forward) || is_points || is_opposite || claim.is_open && fits(backward) {
            return;
        }
        let kind = if change.direction() == Some(Direction::Down) { "a decrease" } else { "an increase" };
        let right = shown((change.to.base() / change.from.base() - 1.0).abs() * 100.0);
        let quotes = [sentence.cut(change.text).to_owned(), right, sentence.cut(claim.text).to_owned()];
        let template = match (kind, fits(backward)) {
            ("a decrease", false) => "“{}” is a decrease of {} %, not “{}”",
            ("a decrease", true) => "“{}” is a decrease of {} %; “{}” is measured against the second value",
            (_, false) => "“{}” is an increase of {} %, not “{}”",
            (_, true) => "“{}” is an increase of {} %; “{}” is measured against the second value",
        };
        found.at(sentence.block, sentence.source(claim.text), template, quotes).related(sentence.source(change.text), "the two values");
    }

    #[allow(clippy::unused_self, reason = "options to come are read here")]
    fn factor(&self, sentence: &Sentence<'_>, change: &Change, claim: &StatedSize, factor: f64, found: &mut Found<'_>) {
        // What people call doubled: three quarters and more of the way up, and not nearly the next of these words.
        let times = if factor < 1.0 { 1.0 / factor } else { factor };
        let (from, to) = match claim.bound {
            Bound::Exact => (times - 0.25, times + 0.6),
            Bound::MoreThan | Bound::AtLeast => (times - 0.05, f64::INFINITY),
            Bound::LessThan | Bound::AtMost => (1.0, times + 0.05),
            Bound::About | Bound::Nearly => (times - 0.4, times + 0.5),
        };
        let (low, high) = change.ratio();
        let (low, high) = if factor < 1.0 { (1.0 / high, 1.0 / low) } else { (low, high) };
        let slack = if change.is_vague { 0.2 * times } else { 0.0 };
        // The wrong direction is for its own rule.
        if high < 1.0 || low <= to + slack && from - slack <= high {
            return;
        }
        let ratio = change.to.base() / change.from.base();
        let (template, right) = if factor < 1.0 {
            ("“{}” is a decrease of {} %, and “{}” says one of 50 %", shown((1.0 - ratio) * 100.0))
        } else {
            ("“{}” is {} times as much, and “{}” says something else", shown(ratio))
        };
        let quotes = [sentence.cut(change.text).to_owned(), right, sentence.cut(claim.text).to_owned()];
        found.at(sentence.block, sentence.source(claim.text), template, quotes).related(sentence.source(change.text), "the two values");
    }
}

/// The size of a change by a ratio between two bounds, in hundredths: `(least, most)`.
fn parts(low: f64, high: f64) -> (f64, f64) {
    let (one, other) = ((low - 1.0) * 100.0, (high - 1.0) * 100.0);
    if one <= 0.0 && other >= 0.0 { (0.0, one.abs().max(other)) } else { (one.abs().min(other.abs()), one.abs().max(other.abs())) }
}
