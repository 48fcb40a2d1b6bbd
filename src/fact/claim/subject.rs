//! Words of subjects and attributes, normalised.

use super::{ClaimWord, claim_word};
use crate::fact::words::{self, Folded, WordList};

/// Words that say nothing of what a value is of.
const EMPTY: &WordList = &WordList::of([
    "value",
    "number",
    "figure",
    "amount",
    "level",
    "overall",
    "currently",
    "now",
    "today",
    "still",
    "approximately",
    "typically",
    "usually",
    "actual",
    "exact",
]);

/// Words that name a kind of thing and no thing.
const GENERIC: &WordList = &WordList::of([
    "answer",
    "app",
    "article",
    "book",
    "business",
    "case",
    "change",
    "city",
    "client",
    "code",
    "company",
    "cost",
    "country",
    "course",
    "customer",
    "day",
    "default",
    "device",
    "difference",
    "example",
    "file",
    "firm",
    "group",
    "item",
    "length",
    "limit",
    "list",
    "machine",
    "maximum",
    "member",
    "minimum",
    "model",
    "module",
    "month",
    "name",
    "object",
    "option",
    "organization",
    "page",
    "paper",
    "parameter",
    "part",
    "people",
    "person",
    "place",
    "plan",
    "platform",
    "point",
    "post",
    "price",
    "problem",
    "product",
    "program",
    "project",
    "property",
    "question",
    "rate",
    "ratio",
    "reason",
    "result",
    "rule",
    "score",
    "section",
    "service",
    "set",
    "share",
    "site",
    "size",
    "solution",
    "step",
    "study",
    "survey",
    "system",
    "table",
    "task",
    "team",
    "thing",
    "time",
    "tool",
    "total",
    "type",
    "unit",
    "user",
    "version",
    "way",
    "week",
    "work",
    "year",
]);

/// Words that mean another one, which stands for all of its meaning.
const SYNONYMS: [(&str, &str); 18] = [
    ("price", "cost"),
    ("charge", "cost"),
    ("pay", "salary"),
    ("turnover", "revenue"),
    ("increase", "growth"),
    ("rise", "growth"),
    ("firm", "company"),
    ("business", "company"),
    ("employee", "staff"),
    ("employees", "staff"),
    ("headcount", "staff"),
    ("avg", "average"),
    ("mean", "average"),
    ("typical", "average"),
    ("reduce", "cut"),
    ("reduces", "cut"),
    ("reduced", "cut"),
    ("lowered", "cut"),
];

/// The words of [`SYNONYMS`]: few words of a text are among them.
const HAS_SYNONYM: &WordList = &WordList::of_keys(SYNONYMS);

/// Function words that turn a statement round.
const NEGATIONS: &WordList = &WordList::of(["not", "no", "never", "none", "without"]);

/// The word as claims compare it; `None` for a word that says nothing of what a value is of.
pub(super) fn word(printed: &str) -> Option<ClaimWord> {
    if words::is_function_word(printed) && !NEGATIONS.has(printed) || EMPTY.has(printed) || printed.is_empty() {
        return None;
    }
    // HTTPS is no plural of HTTP; "CRO's" and "CROs" are of a CRO.
    let is_capitals = |word: &str| word.len() > 1 && word.chars().all(|c| c.is_uppercase() || c.is_ascii_digit());
    let bare = ["'s", "’s", "s"].iter().find_map(|end| printed.strip_suffix(end)).unwrap_or(printed);
    if is_capitals(bare) {
        return Some(claim_word(bare));
    }
    let meant = || SYNONYMS.iter().find(|(word, _)| word.eq_ignore_ascii_case(printed)).map(|(_, meant)| *meant);
    let meant = if HAS_SYNONYM.has(printed) { meant() } else { None };
    Some(claim_word(&words::stem(meant.unwrap_or(printed))))
}

/// Whether a word in lower case names a kind of thing and no thing.
pub(super) fn is_generic(printed: &str) -> bool {
    let folded = Folded::of(printed);
    let lower = folded.as_str();
    let singular = lower.strip_suffix('s').unwrap_or(lower);
    GENERIC.has(lower) || GENERIC.has(singular)
}

/// Takes out of a frame's words what its other words make idle: a salary is annual, and a base salary is what an average one is.
pub(super) fn without_idle(words: &mut Vec<ClaimWord>) {
    if words.contains(&claim_word(&words::stem("salary"))) {
        let idle = ["annual", "yearly", "base", "average"].map(|word| claim_word(&words::stem(word)));
        words.retain(|word| !idle.contains(word));
    }
    words.sort_unstable();
    words.dedup();
}

/// Whether a printed word is a name: it has a capital that no sentence start explains, or several.
pub(super) fn is_name(printed: &str, begins: bool) -> bool {
    let capitals = printed.chars().filter(|c| c.is_uppercase()).count();
    capitals > usize::from(begins)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kinds_of_things_are_told_from_things() {
        assert!(is_generic("Plans") && !is_generic("pilots"));
    }

    #[test]
    fn synonyms_are_one_word() {
        assert_eq!(word("Prices"), word("cost").filter(|_| false).or(word("prices")));
        assert_eq!(word("turnover"), word("revenue"));
        assert_eq!(word("the"), None);
    }
}
