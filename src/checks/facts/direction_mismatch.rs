//! Something that is said to rise and whose values fall, or the other way round.

use serde::Deserialize;

use super::ranked::speaks_of_ranks;
use crate::fact::{Change, Dimension, Direction, Facts, StatedSize, Unit};
use crate::rule::{FactCheck, Found};

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct DirectionMismatch {}

/// Whether a number is one: numbers of a text are exact.
fn is_one(value: f64) -> bool {
    (value - 1.0).abs() < f64::EPSILON
}

impl FactCheck for DirectionMismatch {
    fn check(&self, facts: &Facts<'_>, found: &mut Found<'_>) {
        for sentence in facts.sentences() {
            for change in Change::all(&sentence) {
                let verb = change.verb(&sentence).and_then(|(direction, at)| Some((direction, sentence.terms.get(at)?.text)));
                let claim = StatedSize::of(&sentence, &change).and_then(|claim| Some((claim.direction?, claim.text)));
                let Some(direction) = change.direction() else { continue };
                if verb.is_some() || claim.is_some() {
                    found.concerned();
                }
                // "fell from 10 to 15 percent": by so much.
                let is_one_range = change.to.text.start().saturating_sub(change.from.text.end()) < 8;
                // "The tax may be reduced safely from sixty to eighty millions a year": what may be done is measured from less to more.
                let may_be_done = |at: usize| {
                    at > 1 && sentence.is(at - 1, "be") && sentence.is_any(at - 2, &["may", "can", "could", "might", "will", "would"])
                };
                let is_measured =
                    direction == Direction::Up && is_one_range && change.verb(&sentence).is_some_and(|(_, at)| may_be_done(at));
                let may_be_by =
                    is_measured || direction == Direction::Up && change.from.unit.dimension == Dimension::Percent && is_one_range;
                // "9 to 1 (increased from 3 to 1)": so many to one.
                let is_ratio = change.to.unit == Unit::COUNT && is_one(change.to.number.value) && is_one_range;
                let wrong = verb.into_iter().chain(claim).find(|(said, _)| *said != direction);
                let Some((said, word)) =
                    wrong.filter(|_| !may_be_by && !is_ratio && !change.is_vague && !speaks_of_ranks(&sentence, change.start))
                else {
                    continue;
                };
                let template = match said {
                    Direction::Up => "“{}” says more, but “{}” is less than “{}”",
                    Direction::Down => "“{}” says less, but “{}” is more than “{}”",
                };
                let quotes = [word, change.to.text, change.from.text].map(|text| facts.printed(text));
                found.at(sentence.block, facts.source(word), template, quotes).related(facts.source(change.text), "the two values");
            }
        }
    }
}
