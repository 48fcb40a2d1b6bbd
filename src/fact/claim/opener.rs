//! Words that open a sentence without belonging to what it states.

use crate::fact::Sentence;

/// Phrases that say that what follows was said before.
const RESTATING: &[&[&str]] = &[
    &["in", "short"],
    &["in", "brief"],
    &["in", "summary"],
    &["in", "conclusion"],
    &["in", "other", "words"],
    &["in", "a", "nutshell"],
    &["to", "recap"],
    &["to", "sum", "up"],
    &["to", "summarize"],
    &["to", "summarise"],
    &["to", "conclude"],
    &["to", "repeat"],
    &["as", "noted"],
    &["as", "mentioned"],
    &["as", "stated"],
    &["as", "said"],
    &["as", "described"],
    &["as", "explained"],
    &["as", "discussed"],
    &["as", "we", "saw"],
    &["as", "we", "have", "seen"],
    &["as", "shown"],
    &["as", "the", "table", "shows"],
    &["as", "the", "figure", "shows"],
    &["as", "a", "reminder"],
    &["as", "a", "recap"],
    &["remember", "that"],
    &["recall", "that"],
    &["don't", "forget", "that"],
    &["keep", "in", "mind", "that"],
    &["bear", "in", "mind", "that"],
    &["worth", "repeating"],
    &["it", "bears", "repeating", "that"],
    &["key", "facts"],
    &["key", "fact"],
    &["key", "takeaway"],
    &["the", "bottom", "line"],
    &["bottom", "line"],
    &["once", "again"],
    &["again"],
    &["overall"],
    &["recap"],
    &["summary"],
    &["remember"],
    &["reminder"],
    &["tldr"],
    &["tl", "dr"],
];

/// Phrases that only lead on.
const LEADING: &[&[&str]] = &[
    &["in", "fact"],
    &["in", "total"],
    &["in", "all"],
    &["note", "that"],
    &["please", "note", "that"],
    &["it", "is", "worth", "noting", "that"],
    &["worth", "noting"],
    &["note"],
    &["finally"],
    &["also"],
    &["however"],
    &["moreover"],
    &["indeed"],
    &["at", "the", "moment"],
    &["at", "present"],
    &["at", "the", "last", "count"],
    &["today"],
    &["currently"],
    &["and"],
    &["but"],
    &["so"],
];

/// Titles of places that sum up, and lead-ins of lists that do.
const SUMMARIES: &[&str] = &[
    "at a glance",
    "bottom line",
    "conclusion",
    "fact box",
    "facts",
    "highlights",
    "in a nutshell",
    "in brief",
    "in short",
    "in summary",
    "key facts",
    "key figures",
    "key numbers",
    "key points",
    "key takeaways",
    "main points",
    "overview",
    "quick facts",
    "recap",
    "summary",
    "takeaways",
    "the bottom line",
    "the short version",
    "tl;dr",
    "tldr",
];

/// Whether the words of a heading or a lead-in announce a summary.
pub(super) fn announces_summary(words: &str) -> bool {
    /// Bytes of a heading; a longer one announces nothing, and is asked for each value below it.
    const MOST: usize = 200;
    if words.len() > MOST {
        return false;
    }
    let words = words.trim_matches(|c: char| c.is_whitespace() || matches!(c, ':' | '.' | '*')).to_ascii_lowercase();
    // "Harrow Lane Library at a glance".
    SUMMARIES.binary_search(&words.as_str()).is_ok() || words.ends_with(" at a glance") || words.ends_with(" in brief")
}

/// Words of a label before a colon that sums up: "To put it briefly:", "The short version:", "TL;DR:".
const SUMMING: [&str; 12] =
    ["brief", "briefly", "conclusion", "dr", "gist", "nutshell", "recap", "short", "summary", "summing", "sum", "summarizing"];

/// The first term behind a label that sums up.
fn behind_label(sentence: &Sentence<'_>) -> Option<usize> {
    /// Terms of the label.
    const LONGEST: usize = 6;
    let colon = (1..=LONGEST).find(|at| sentence.mark(*at) == Some(':'))?;
    let is_label = (0..colon).all(|at| sentence.word(at).is_some() || sentence.mark(at) == Some(';'));
    (is_label && sentence.has_any(0, colon, &SUMMING)).then_some(colon + 1)
}

/// The first term behind the openers of a sentence, and whether one of them says that what follows was said before.
pub(super) fn behind(sentence: &Sentence<'_>) -> (usize, bool) {
    if let Some(at) = behind_label(sentence) {
        return (at, true);
    }
    let mut at = 0;
    let mut restates = false;
    // "To recap: in short, …": two of them at most.
    for _ in 0..2 {
        let is_opener = |opener: &&&[&str]| sentence.are(at, opener);
        let restating = RESTATING.iter().find(is_opener);
        let Some(opener) = restating.or_else(|| LEADING.iter().find(is_opener)) else { break };
        let end = at + opener.len();
        // "As noted above, …", "As mentioned in the introduction, …": up to the comma, if it is near.
        let comma = (end..end + 5).find(|at| matches!(sentence.mark(*at), Some(',' | ':' | '—' | '–')));
        match comma {
            Some(comma) if (end..comma).all(|at| sentence.word(at).is_some()) => at = comma + 1,
            _ if opener.last() == Some(&"that") || matches!(opener, ["and" | "but" | "so"]) => at = end,
            _ => break,
        }
        restates |= restating.is_some();
    }
    (at, restates)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn summaries_are_sorted_for_the_search() {
        assert!(SUMMARIES.is_sorted());
        assert!(announces_summary("**Key facts:**") && !announces_summary("Facts of life"));
    }
}
