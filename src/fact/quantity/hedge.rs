//! The words around a value that make it a bound or a guess.

use crate::fact::interval::Bound;
use crate::fact::tokens::Tokens;
use crate::fact::words::WordList;

/// Phrases before a value, longest first where one ends another.
const BEFORE: &[(&[&str], Bound)] = &[
    (&["no", "less", "than"], Bound::AtLeast),
    (&["no", "fewer", "than"], Bound::AtLeast),
    (&["not", "less", "than"], Bound::AtLeast),
    (&["no", "more", "than"], Bound::AtMost),
    (&["not", "more", "than"], Bound::AtMost),
    (&["a", "minimum", "of"], Bound::AtLeast),
    (&["a", "maximum", "of"], Bound::AtMost),
    (&["just", "shy", "of"], Bound::Nearly),
    (&["on", "the", "order", "of"], Bound::About),
    (&["at", "least"], Bound::AtLeast),
    (&["at", "most"], Bound::AtMost),
    (&["starting", "at"], Bound::AtLeast),
    (&["starting", "from"], Bound::AtLeast),
    (&["starts", "at"], Bound::AtLeast),
    (&["start", "at"], Bound::AtLeast),
    (&["more", "than"], Bound::MoreThan),
    (&["greater", "than"], Bound::MoreThan),
    (&["larger", "than"], Bound::MoreThan),
    (&["upwards", "of"], Bound::MoreThan),
    (&["north", "of"], Bound::MoreThan),
    (&["in", "excess", "of"], Bound::MoreThan),
    (&["up", "to"], Bound::AtMost),
    (&["as", "much", "as"], Bound::AtMost),
    (&["as", "many", "as"], Bound::AtMost),
    (&["as", "high", "as"], Bound::AtMost),
    (&["as", "little", "as"], Bound::AtLeast),
    (&["as", "low", "as"], Bound::AtLeast),
    (&["as", "few", "as"], Bound::AtLeast),
    (&["less", "than"], Bound::LessThan),
    (&["fewer", "than"], Bound::LessThan),
    (&["smaller", "than"], Bound::LessThan),
    (&["short", "of"], Bound::LessThan),
    (&["close", "to"], Bound::Nearly),
    (&["just", "under"], Bound::Nearly),
    (&["just", "over"], Bound::About),
    (&["just", "above"], Bound::About),
    (&["somewhere", "around"], Bound::About),
    (&["an", "estimated"], Bound::About),
    (&["an", "average", "of"], Bound::About),
    (&["over"], Bound::MoreThan),
    (&["above"], Bound::MoreThan),
    (&["past"], Bound::MoreThan),
    (&["exceeding"], Bound::MoreThan),
    (&["exceeds"], Bound::MoreThan),
    (&["exceed"], Bound::MoreThan),
    (&["exceeded"], Bound::MoreThan),
    (&["topped"], Bound::MoreThan),
    (&["minimum"], Bound::AtLeast),
    (&["maximum"], Bound::AtMost),
    (&["within"], Bound::AtMost),
    (&["under"], Bound::LessThan),
    (&["below"], Bound::LessThan),
    (&["nearly"], Bound::Nearly),
    (&["almost"], Bound::Nearly),
    (&["about"], Bound::About),
    (&["around"], Bound::About),
    (&["roughly"], Bound::About),
    (&["approximately"], Bound::About),
    (&["approx"], Bound::About),
    (&["some"], Bound::About),
    (&["circa"], Bound::About),
    (&["estimated"], Bound::About),
    (&["typically"], Bound::About),
    (&["usually"], Bound::About),
    (&["generally"], Bound::About),
    (&["often"], Bound::About),
    (&["perhaps"], Bound::About),
    (&["maybe"], Bound::About),
];

/// The last words of [`BEFORE`].
const LAST: &WordList = &{
    let mut words = ["than"; BEFORE.len()];
    let mut at = 0;
    while at < words.len() {
        #[allow(clippy::indexing_slicing, reason = "a constant: a wrong index does not compile")]
        if let [.., last] = BEFORE[at].0 {
            words[at] = last;
        }
        at += 1;
    }
    WordList::of(words)
};

/// Phrases behind a value.
const BEHIND: &[(&[&str], Bound)] = &[
    (&["or", "more"], Bound::AtLeast),
    (&["or", "greater"], Bound::AtLeast),
    (&["or", "higher"], Bound::AtLeast),
    (&["or", "above"], Bound::AtLeast),
    (&["or", "older"], Bound::AtLeast),
    (&["or", "over"], Bound::AtLeast),
    (&["and", "up"], Bound::AtLeast),
    (&["and", "above"], Bound::AtLeast),
    (&["or", "less"], Bound::AtMost),
    (&["or", "fewer"], Bound::AtMost),
    (&["or", "below"], Bound::AtMost),
    (&["or", "under"], Bound::AtMost),
    (&["or", "lower"], Bound::AtMost),
    (&["at", "most"], Bound::AtMost),
    (&["at", "least"], Bound::AtLeast),
    (&["or", "so"], Bound::About),
    (&["on", "average"], Bound::About),
];

/// What the words that end before the token `at` make of a value there.
pub(super) fn before(tokens: &Tokens<'_>, at: usize) -> Bound {
    // Words between a hedge and its value that do not change it.
    let skipped = [&["a"][..], &["the"], &["a", "total", "of"], &["only"], &["just"]];
    let at = skipped
        .iter()
        .find(|words| tokens.end_before(at, words) && phrase(tokens, at - words.len()).is_some())
        // "Over the three decades" says when.
        .filter(|words| **words != ["the"] || !tokens.end_before(at, &["over", "the"]))
        .map_or(at, |words| at - words.len());
    match at.checked_sub(1).and_then(|before| tokens.mark(before)) {
        Some('~' | '≈') => return Bound::About,
        Some('>') => return Bound::MoreThan,
        Some('<') => return Bound::LessThan,
        Some('≥') => return Bound::AtLeast,
        Some('≤') => return Bound::AtMost,
        _ => {}
    }
    phrase(tokens, at).unwrap_or_default()
}

fn phrase(tokens: &Tokens<'_>, at: usize) -> Option<Bound> {
    // "It adds up to 300": that is a sum and no limit.
    let is_sum = tokens.end_before(at, &["up", "to"])
        && at.checked_sub(3).is_some_and(|verb| tokens.is_any(verb, &["add", "adds", "adding", "added", "sum", "sums"]));
    if is_sum {
        return None;
    }
    let last = at.checked_sub(1).and_then(|last| tokens.word(last)).filter(|last| LAST.has(last))?;
    let ends = |words: &[&str]| words.last().is_some_and(|word| word.eq_ignore_ascii_case(last)) && tokens.end_before(at, words);
    BEFORE.iter().find(|(words, _)| ends(words)).map(|(_, bound)| *bound)
}

/// What the words behind a value make of it, and the first token behind those that belong to the value's own print ("+", "-ish").
pub(super) fn behind(tokens: &Tokens<'_>, at: usize) -> (Option<Bound>, usize) {
    if tokens.mark(at) == Some('+') && tokens.is_tight(at) && !(tokens.is_tight(at + 1) && tokens.is_number(at + 1)) {
        return (Some(Bound::AtLeast), at + 1);
    }
    if tokens.mark(at) == Some('-') && tokens.is_tight(at) && tokens.is(at + 1, "ish") {
        return (Some(Bound::About), at + 2);
    }
    // Every one of them begins with one of four words.
    if !tokens.is_any(at, &["or", "and", "at", "on"]) {
        return (None, at);
    }
    (BEHIND.iter().find(|(words, _)| tokens.are(at, words)).map(|(_, bound)| *bound), at)
}
