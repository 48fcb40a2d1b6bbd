//! Words and runs of letters of other scripts within a paragraph: where they stand comes out.

use super::{Script, script};
use crate::checks::dictionary::Dictionary;

/// A run of another script within a paragraph, as long as a sentence.
pub(super) fn foreign_run(text: &str) -> Option<(usize, usize)> {
    /// Letters of a run: a word of Han says more than one of Cyrillic.
    const HAN: usize = 10;
    const OTHERS: usize = 20;
    /// Words of a run of letters: a full name has three.
    const WORDS: usize = 4;
    let mut start = None;
    let (mut end, mut letters, mut wide) = (0, 0, 0);
    for (at, c) in text.char_indices().chain([(text.len(), 'a')]) {
        match script(c) {
            Some(Script::Latin) => {
                if let Some(from) = start.take() {
                    let is_open =
                        text.get(..from).is_some_and(|before| before.trim_end().ends_with(['(', '“', '"', '‘', ':', '«', '/', '[']));
                    let is_sentence = text.get(from..end).is_some_and(|run| {
                        run.ends_with(['。', '！', '？']) && wide > 5 || run.split_whitespace().count() >= WORDS && letters >= OTHERS
                    });
                    if !is_open && (wide >= HAN || is_sentence) {
                        return Some((from, end));
                    }
                }
                (letters, wide) = (0, 0);
            }
            Some(found) => {
                start.get_or_insert(at);
                end = at + c.len_utf8();
                letters += 1;
                wide += usize::from(found == Script::Other && c >= '\u{3040}');
            }
            None => {
                if start.is_some() && matches!(c, '。' | '.' | '！' | '？') {
                    end = at + c.len_utf8();
                }
            }
        }
    }
    None
}

/// A word of another script between two small words of an English sentence, which nothing sets off: "the crew проверили the valve".
pub(super) fn lone_word(text: &str) -> Option<(usize, usize)> {
    /// Letters of such a word; one of Han says as much in two.
    const LETTERS: usize = 4;
    /// Words that name another one.
    const NAMING: [&str; 12] = ["word", "words", "letter", "letters", "called", "term", "name", "named", "and", "or", "as", "means"];
    let dictionary = Dictionary::of("en")?;
    let is_foreign = |c: char| script(c).is_some_and(|found| found != Script::Latin);
    let from = text.find(is_foreign)?;
    let rest = text.get(from..)?;
    let to = from + rest.find(|c: char| !is_foreign(c)).unwrap_or(rest.len());
    let (before, word, behind) = (text.get(..from)?, text.get(from..to)?, text.get(to..)?);
    let is_small =
        |word: &str| word == "a" || word.len() > 1 && word.bytes().all(|byte| byte.is_ascii_lowercase()) && dictionary.lists(word);
    let last = before.strip_suffix(' ')?.rsplit(' ').next().unwrap_or("");
    let next = behind.strip_prefix(' ')?.split(|c: char| !c.is_alphanumeric()).next().unwrap_or("");
    let letters = word.chars().count();
    let is_long = letters >= LETTERS || letters > 1 && word.chars().all(|c| c >= '\u{3040}');
    let is_only = !behind.contains(is_foreign);
    (is_long && is_only && is_small(last) && is_small(next) && !NAMING.contains(&last) && !word.starts_with(char::is_uppercase))
        .then_some((from, to))
}

/// A word of Latin letters with one of another alphabet that looks like one of them.
pub(super) fn mixed_word(text: &str) -> Option<(usize, usize)> {
    const ALIKE: &str = "аеорсухіјѕԁһӏАВЕКМНОРСТУХІЈЅ";
    let mut start = None;
    for (at, c) in text.char_indices().chain([(text.len(), ' ')]) {
        if c.is_alphabetic() {
            start.get_or_insert(at);
        } else if let Some(from) = start.take() {
            let word = text.get(from..at).unwrap_or("");
            let foreign: Vec<char> = word.chars().filter(|c| script(*c) == Some(Script::Cyrillic)).collect();
            let latin = word.chars().filter(|c| script(*c) == Some(Script::Latin)).count();
            if !foreign.is_empty() && latin > 1 && foreign.iter().all(|c| ALIKE.contains(*c)) && foreign.len() <= latin {
                return Some((from, at));
            }
        }
    }
    None
}
