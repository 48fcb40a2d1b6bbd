//! Sentences in which a smaller number is more, or less is better: charts, ranks, odds, speed.

use crate::fact::Sentence;

/// Beginnings of words.
const STEMS: &[&str] = &[
    "rank",
    "position",
    "place",
    "chart",
    "league",
    "table",
    "tier",
    "grade",
    "version",
    "score",
    "handicap",
    "odds",
    "respectively",
    "efficien",
    "productiv",
    "speed",
    "performance",
    "level",
    "percentile",
    "seed",
    "standings",
    "aspect",
    "f-stop",
    "aperture",
    "ph",
    "golf",
    "index",
    "temperature",
    "degree",
    "rating",
];

/// Whether a sentence speaks of what is counted backwards, so that a fall in number may be a rise.
pub(super) fn speaks_of_ranks(sentence: &Sentence<'_>, at: usize) -> bool {
    let (first, last) = sentence.around(at);
    (first..last).filter_map(|at| sentence.word(at)).any(|word| {
        let lower = word.to_ascii_lowercase();
        STEMS.iter().any(|stem| if stem.len() <= 2 { lower == *stem } else { lower.starts_with(stem) })
    })
}
