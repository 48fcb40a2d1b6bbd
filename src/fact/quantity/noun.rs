//! What is counted: the words behind a number without a unit.

use crate::fact::lexer::Lexeme;
use crate::fact::tokens::Tokens;
use crate::fact::words;
use crate::span::Span;

/// Most words of a counted noun with what describes it.
const WORDS: usize = 3;

/// The words for what is counted, from `at`; empty when no noun stands there. With the first token behind them.
pub(super) fn counted(tokens: &Tokens<'_>, at: usize) -> (Span, usize) {
    // "5-person": a count that describes is glued by a hyphen.
    let first = if tokens.mark(at) == Some('-') && tokens.is_tight(at) && tokens.is_tight(at + 1) { at + 1 } else { at };
    let mut end = first;
    let mut is_plural = false;
    while end < first + WORDS + 1 {
        let Some(word) = tokens.word(end) else { break };
        if words::is_function_word(word) || words::is_verb_form(word) && end > first {
            break;
        }
        end += 1;
        if words::is_plural(word) {
            is_plural = true;
            break;
        }
        // "well-known sites" is one describing word.
        if tokens.mark(end) == Some('-') && tokens.is_tight(end) && tokens.is_tight(end + 1) {
            end += 1;
        }
    }
    if !is_plural {
        // No plural: what stands at the number, for "one answer" and "5 staff".
        end = if tokens.word(first).is_some_and(|word| !words::is_function_word(word)) { first + 1 } else { first };
    }
    while end > first && tokens.get(end - 1).is_some_and(|token| token.lexeme != Lexeme::Word) {
        end -= 1;
    }
    if end == first { (Span::at(tokens.span(at).start()), at) } else { (tokens.span(first).join(tokens.span(end - 1)), end) }
}
