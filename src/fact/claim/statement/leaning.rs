//! What a sentence leans on: nothing, the sentence before it, or the reader and the moment.

use crate::document::{BlockId, Flags, Inline, InlineKind, Kind};
use crate::fact::words::WordList;
use crate::fact::{Facts, Sentence, is_function_word, is_verb_form};

/// Most words of a label before its colon.
const LABEL: usize = 5;

/// Verbs that begin a request: what it asks for is no statement.
const IMPERATIVES: &[&str] = &[
    "add", "aim", "allow", "apply", "ask", "bake", "be", "bring", "buy", "call", "change", "check", "choose", "click", "consider", "cook",
    "copy", "count", "create", "cut", "divide", "do", "download", "drain", "draw", "drop", "enter", "expect", "fill", "find", "follow",
    "get", "give", "go", "heat", "hold", "imagine", "install", "keep", "leave", "let", "limit", "look", "make", "mix", "move", "multiply",
    "open", "pick", "place", "plan", "pour", "press", "put", "read", "reduce", "remove", "repeat", "return", "run", "save", "say", "see",
    "select", "send", "set", "show", "spend", "start", "stir", "store", "suppose", "take", "tap", "tell", "test", "think", "try", "turn",
    "type", "use", "visit", "wait", "walk", "wash", "watch", "write",
];

/// Verbs that begin the description of a thing that only the heading names ("Returns 75, because …"), and the word that says who owns a text.
const HEADLESS: &[&str] = &[
    "allows",
    "applies",
    "calculates",
    "computes",
    "contains",
    "converts",
    "copyright",
    "counts",
    "creates",
    "defaults",
    "defines",
    "determines",
    "gets",
    "gives",
    "holds",
    "indicates",
    "limits",
    "means",
    "prints",
    "returns",
    "sends",
    "sets",
    "shows",
    "specifies",
    "takes",
    "waits",
    "writes",
];

/// What a sentence needs to be understood.
#[derive(Clone, Copy)]
pub(in crate::fact::claim) enum Leaning {
    /// Nothing.
    No,
    /// The sentence before it.
    OnOthers,
    /// The reader or the moment: it asks for something, speaks to somebody, gives an example, or holds for a time only.
    OnReader,
}

/// What the words of a sentence from `start` to before `end` lean on.
pub(in crate::fact::claim) fn leaning(facts: &Facts<'_>, sentence: &Sentence<'_>, start: usize, end: usize) -> Leaning {
    let first = sentence.word(start).map(|word| word.split(['\'', '’']).next().unwrap_or(word).to_ascii_lowercase()).unwrap_or_default();
    // "The default is 9": of the option that the sentence before names.
    let default = start + usize::from(sentence.is(start, "the"));
    let is_default = sentence.is(default, "default") && sentence.is_any(default + 1, &["is", "value", "was", "setting"]);
    // "External memory: microSD, 4 GB at most.": a label and its value, of whatever the page is about.
    let is_labelled = (start..start + LABEL).any(|at| sentence.mark(at) == Some(':'));
    if IMPERATIVES.binary_search(&first.as_str()).is_ok()
        || HEADLESS.contains(&first.as_str())
        || is_labelled
        || is_default
        || is_request(sentence, start)
        || is_pointing(sentence, start)
        || is_kind_of_thing(sentence, start)
        || has_lost_its_subject(facts, sentence)
        || is_entry(facts, sentence.block)
        || is_ticked(facts, sentence.block)
        || sentence.has_any(start, end, PASSING)
    {
        Leaning::OnReader
    } else if LEANING.contains(&first.as_str()) {
        Leaning::OnOthers
    } else {
        Leaning::No
    }
}

/// "Revise the plan and …": a word that no sentence has before "the" but as a verb, however rare the verb is.
fn is_request(sentence: &Sentence<'_>, start: usize) -> bool {
    let begins = |word: &str| {
        word.starts_with(char::is_uppercase)
            && word.get(1..).is_some_and(|rest| !rest.is_empty() && rest.bytes().all(|byte| byte.is_ascii_lowercase()))
            && !is_function_word(word)
            && !is_verb_form(&word.to_ascii_lowercase())
    };
    sentence.word(start).is_some_and(begins) && sentence.is_any(start + 1, &["the", "a", "an", "your", "any", "each", "every", "all"])
}

/// "This will make the lamps start 500 seconds before dark": the sentence before it says what does.
fn is_pointing(sentence: &Sentence<'_>, start: usize) -> bool {
    const AUXILIARIES: &[&str] = &[
        "are", "can", "could", "did", "do", "does", "had", "has", "have", "is", "may", "might", "must", "should", "was", "were", "will",
        "would",
    ];
    // "In this case the boat lies 100 m off": which case, the text before it says.
    let is_of_a_case = || {
        let case = start + 1 + usize::from(sentence.is_any(start + 1, &["this", "that", "such", "the", "our"]));
        sentence.is_any(start, &["in", "for"])
            && (case..case + 2).any(|at| sentence.is_any(at, &["case", "cases", "example", "scenario", "setup", "test", "run"]))
    };
    sentence.is_any(start, &["that", "these", "this", "those"]) && sentence.is_any(start + 1, AUXILIARIES) || is_of_a_case()
}

/// "A 64-bit buffer for the picture.": says of nothing that it is so, but names the kind of a thing that stands elsewhere.
fn is_kind_of_thing(sentence: &Sentence<'_>, start: usize) -> bool {
    const VERBS: &WordList = &WordList::of([
        "are", "can", "could", "did", "do", "does", "had", "has", "have", "is", "may", "might", "must", "should", "was", "were", "will",
        "would",
    ]);
    let has_verb = || (start..sentence.terms.len()).any(|at| sentence.word(at).is_some_and(|word| VERBS.has(word)));
    sentence.is_any(start, &["a", "an"]) && sentence.quantity(start + 1).is_some() && !has_verb()
}

/// "toggles the lamps of 8 berths": a paragraph that begins in small letters goes on from a name beside it, in the table or list of a reference.
fn has_lost_its_subject(facts: &Facts<'_>, sentence: &Sentence<'_>) -> bool {
    let block = facts.document.block(sentence.block);
    sentence.text.start() == block.text.start()
        && sentence.printed().starts_with(char::is_lowercase)
        && !facts.document.is_within(sentence.block, Kind::Item)
}

/// Whether a block is an item that is ticked off: what was done in the work that this very page is about.
fn is_ticked(facts: &Facts<'_>, block: BlockId) -> bool {
    facts.document.ancestors(block).any(|id| facts.document.block(id).flags.has(Flags::TASK))
}

/// Whether a block is an item that begins with code: a parameter, of whatever the page is about.
fn is_entry(facts: &Facts<'_>, block: BlockId) -> bool {
    let begins = |inline: &Inline| inline.kind == InlineKind::Code && inline.text.start() == facts.document.block(block).text.start();
    facts.document.inlines_of(block).first().is_some_and(begins) && facts.document.is_within(block, Kind::Item)
}

/// First words of a sentence that leans on the one before it.
const LEANING: &[&str] = &[
    "another",
    "afterwards",
    "first",
    "he",
    "her",
    "here",
    "his",
    "if",
    "it",
    "its",
    "later",
    "next",
    "now",
    "second",
    "she",
    "that",
    "their",
    "then",
    "there",
    "these",
    "they",
    "third",
    "this",
    "those",
];

/// Words that speak to the reader, give an example, or hold for a time only.
const PASSING: &[&str] = &[
    "you",
    "your",
    "yours",
    "you'll",
    "you’ll",
    "you're",
    "you’re",
    "example",
    "instance",
    "following",
    "originally",
    "previously",
    "now",
    "postponed",
    "rescheduled",
    "extended",
    "instead",
    "longer",
    "formerly",
    "yesterday",
    "tomorrow",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn verbs_are_sorted_for_the_search() {
        assert!(IMPERATIVES.is_sorted());
    }
}
