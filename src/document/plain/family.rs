//! Two headings in a row of an export: whether the lower one stands beside the upper one, which has lost its text, or below it.

use super::outline::Candidate;
use super::phrase::Fixed;

/// The upper line of the only two headings that have no text between them, where the lower one is the last heading of the article but
/// for its conclusion and its sources. Nobody heads a single sub-section, and no other heading here heads others, so the text of the
/// upper one is gone.
pub(super) fn lone_pair<'c>(kept: impl Iterator<Item = &'c Candidate> + Clone) -> Option<usize> {
    let mut pairs = kept.clone().zip(kept.clone().skip(1)).filter(|(above, below)| above.line + 1 == below.line && below.fixed.is_none());
    let (above, below) = pairs.next().filter(|_| pairs.next().is_none())?;
    let is_plain =
        |candidate: &Candidate| candidate.level == 0 && candidate.fixed.is_none() && !candidate.shape.is_some_and(|shape| shape.colon);
    let ends = |candidate: &Candidate| matches!(candidate.fixed, Some(Fixed::Closing | Fixed::Sources | Fixed::Faq));
    let is_last = kept.filter(|candidate| candidate.line > below.line).all(ends);
    (is_plain(above) && is_plain(below) && is_last).then_some(above.line)
}

/// Whether two headings in a row are of one make, as a heading and its sub-heading never are: they begin with the same two words
/// ("Mooring a dinghy", "Mooring a raft"), or both with a question word. Among 5,242 headings of eight libraries that stand right above
/// their first sub-heading, none is made like it.
pub(super) fn are_alike(one: &str, other: &str) -> bool {
    const ASKING: [&str; 6] = ["how", "why", "what", "when", "where", "who"];
    // A question below a statement may be the first of several; a line that says the whole heading again goes on with it.
    let asks = |text: &str| text.ends_with(['?', '？']);
    if asks(one) != asks(other) || other.get(..one.len()).is_some_and(|start| start.eq_ignore_ascii_case(one)) {
        return false;
    }
    // "Ada Lund, pilot" above "Per Dahl, keeper of the lamps".
    let is_person = |text: &str| text.split_once(", ").is_some_and(|(name, role)| !role.is_empty() && is_full_name(name));
    if is_person(one) && is_person(other) {
        return true;
    }
    let words = |text: &str| {
        let mut words = text.split_whitespace().map(|word| word.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase());
        [words.next(), words.next()]
    };
    let ([Some(first), Some(second)], [Some(other_first), Some(other_second)]) = (words(one), words(other)) else { return false };
    let opens = |word: &String| ASKING.contains(&word.as_str());
    // A version that comes back below itself is named twice.
    let is_word = |word: &str| !word.is_empty() && !word.contains(|c: char| c.is_ascii_digit());
    opens(&first) && opens(&other_first) || first == other_first && second == other_second && is_word(&first) && is_word(&second)
}

/// Two or three words in capitals.
fn is_full_name(text: &str) -> bool {
    let is_name = |word: &str| word.starts_with(char::is_uppercase) && word.chars().skip(1).any(char::is_lowercase) || word.ends_with('.');
    (2..=3).contains(&text.split(' ').count()) && text.split(' ').all(is_name)
}
