//! Two shares that are halves of one whole by what they name: "The sample was 38 % women and 76 % men".

use crate::fact::Sentence;

/// What nobody counts twice, in pairs.
const PAIRS: [(&str, &str); 7] =
    [("women", "men"), ("female", "male"), ("females", "males"), ("girls", "boys"), ("yes", "no"), ("for", "against"), ("urban", "rural")];

/// Verbs before shares that say what something is made of.
const BEING: [&str; 12] = ["was", "were", "is", "are", "be", "been", "comprised", "comprises", "included", "includes", "with", "voted"];

/// Whether the percentages at two terms are told of two such halves, and of nothing else.
pub(super) fn are_of_one_whole(sentence: &Sentence<'_>, one: usize, other: usize) -> bool {
    let pair =
        |one: &str, other: &str| PAIRS.iter().any(|(first, second)| (one, other) == (first, second) || (one, other) == (second, first));
    let (Some(first), Some(second)) = (sentence.word(one + 1), sentence.word(other + 1)) else { return false };
    let is_joined =
        (one + 2..other).all(|at| sentence.mark(at) == Some(',') || sentence.is_any(at, &["and", "to", "but"])) && other <= one + 4;
    let is_closed = other + 2 >= sentence.terms.len() || matches!(sentence.mark(other + 2), Some('.' | ',' | ';' | ')' | ':'));
    let is_told = sentence.has_any(one.saturating_sub(3), one, &BEING);
    pair(&first.to_lowercase(), &second.to_lowercase()) && is_joined && is_closed && is_told
}
