//! Where the subject of a frame begins, and whether its verb claims anything.

use super::is_number_of_name;
use crate::fact::claim::opener;
use crate::fact::words::WordList;
use crate::fact::{Sentence, TermKind, is_function_word};

/// Most words of subject and attribute.
const WORDS: usize = 12;

/// Words that begin no subject of their own.
const PRONOUNS: [&str; 24] = [
    "it", "they", "this", "these", "that", "those", "he", "she", "we", "you", "i", "there", "which", "who", "what", "one", "some", "each",
    "both", "others", "when", "where", "while", "here",
];

/// The first term of the subject that ends before `end`, and whether it begins a clause of its own; `None` when it is a pronoun, too long, or holds
/// a value.
pub(super) fn subject_start(sentence: &Sentence<'_>, end: usize) -> Option<(usize, bool)> {
    let (opener, _) = opener::behind(sentence);
    let mut start = end;
    while start > opener {
        if begins_clause(sentence, start - 1) {
            break;
        }
        let term = sentence.terms.get(start - 1)?;
        match term.kind {
            TermKind::Word => {}
            TermKind::Mark('-' | '\'' | '’' | '“' | '”' | '"' | '&' | '/') => {}
            TermKind::Mark(_) => break,
            _ if is_number_of_name(sentence, start - 1) => {}
            _ => return None,
        }
        start -= 1;
    }
    if start == end
        && let Some(start) = beside_apposition(sentence, opener, end)
    {
        return Some((start, true));
    }
    let is_clause = start > opener && begins_clause(sentence, start - 1);
    while start < end && sentence.is_any(start, &["and", "but", "so", "because", "since", "although", "though", "that"]) {
        start += 1;
    }
    (start < end && end - start <= WORDS && !sentence.is_any(start, &PRONOUNS)).then_some((start, is_clause))
}

/// "The captain, Olav Brekke, was born in 1951": the start of the name between the commas.
fn beside_apposition(sentence: &Sentence<'_>, opener: usize, end: usize) -> Option<usize> {
    /// Words of a name.
    const NAME: usize = 4;
    let last = end.checked_sub(1).filter(|last| sentence.mark(*last) == Some(','))?;
    let start = (last.saturating_sub(NAME)..last)
        .rev()
        .take_while(|at| sentence.word(*at).is_some_and(|word| word.starts_with(char::is_uppercase) && !is_function_word(word)))
        .last()?;
    (start > opener && sentence.mark(start - 1) == Some(',')).then_some(start)
}

/// Whether a word begins a clause that holds whatever the words before it say: "It rained when …", "everybody knows that …"; but not "the ferry that …".
fn begins_clause(sentence: &Sentence<'_>, at: usize) -> bool {
    const KNOWING: &WordList = &WordList::of([
        "aware",
        "clear",
        "confirms",
        "fact",
        "forget",
        "forgets",
        "forgot",
        "glad",
        "knew",
        "know",
        "knows",
        "likes",
        "enjoys",
        "mean",
        "means",
        "proud",
        "recall",
        "recalls",
        "regret",
        "remember",
        "remembers",
        "surprised",
        "true",
    ]);
    sentence.is_any(at, &["although", "because", "though", "whereas", "when"])
        || sentence.is(at, "that") && at > 0 && sentence.word(at - 1).is_some_and(|word| KNOWING.has(word))
}

/// Whether a frame, whose subject ends before `end`, says of its value only that it may be so, was so, or is not.
pub(super) fn is_hypothetical(sentence: &Sentence<'_>, end: usize, value: usize) -> bool {
    end > 0
        && sentence.is_any(end - 1, &["would", "could", "may", "might", "should", "can", "must", "will", "to", "not", "never", "longer"])
        || sentence.has_any(0, end, &["if", "suppose", "whether", "unless", "assume", "imagine", "now", "then", "next", "first"])
        || sentence.has_any(
            0,
            value,
            &["not", "target", "goal", "forecast", "expected", "projected", "previously", "formerly", "example", "instance"],
        )
}
