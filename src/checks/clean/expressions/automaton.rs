//! An expression as one automaton that is made as texts are read, forward alone: it tells whether a text matches and where the match ends, not where
//! it begins. What the crate `regex` keeps beside it for every expression, a second automaton that reads backward and two more ways to search, takes
//! more time to make than these texts take to read, and more memory than all articles.

use std::sync::{Mutex, TryLockError};

use regex_automata::Input;
use regex_automata::hybrid::dfa::{Cache, DFA};
use regex_automata::nfa::thompson::{self, WhichCaptures};
use regex_syntax::ParserBuilder;
use regex_syntax::hir::Hir;

/// Bytes of the states that are kept of an expression, at most; they are forgotten when there are more.
const KEPT: usize = 192 << 10;

/// An expression over bytes.
pub(super) struct Automaton {
    states: DFA,
    /// What was made of the states so far. All threads share it: hardly ever do two hold a text against one expression at a time, and the second of
    /// them makes its own.
    kept: Mutex<Option<Cache>>,
}

/// Why an expression could not be made.
type NotMade = Box<dyn std::error::Error>;

impl Automaton {
    /// Makes an expression whose classes and boundaries are those of ASCII.
    ///
    /// # Errors
    /// The pattern is no expression, or too large.
    pub(super) fn of(pattern: &str) -> Result<Self, NotMade> {
        Self::of_hir(&ParserBuilder::new().unicode(false).utf8(false).build().parse(pattern)?)
    }

    /// Makes an expression that was read.
    ///
    /// # Errors
    /// It is too large.
    pub(super) fn of_hir(hir: &Hir) -> Result<Self, NotMade> {
        let forward = thompson::Config::new().utf8(false).which_captures(WhichCaptures::None);
        let states = DFA::builder()
            .configure(DFA::config().cache_capacity(KEPT).skip_cache_capacity_check(true))
            .build_from_nfa(thompson::Compiler::new().configure(forward).build_from_hir(hir)?)?;
        Ok(Self { states, kept: Mutex::default() })
    }

    /// Whether a text matches.
    pub(super) fn is_match(&self, text: &str) -> bool {
        self.search(&Input::new(text).earliest(true)).is_some()
    }

    /// Where the first match ends.
    pub(super) fn end_in(&self, text: &str) -> Option<usize> {
        self.search(&Input::new(text))
    }

    /// A search fails where it is told to give up, which these are not.
    fn search(&self, input: &Input<'_>) -> Option<usize> {
        let search = |kept: &mut Cache| self.states.try_search_fwd(kept, input);
        let make = || self.states.create_cache();
        let found = match self.kept.try_lock() {
            Ok(mut kept) => search(kept.get_or_insert_with(make)),
            Err(TryLockError::Poisoned(_) | TryLockError::WouldBlock) => search(&mut make()),
        };
        debug_assert!(found.is_ok(), "{found:?}");
        found.ok()?.map(|end| end.offset())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_expression_tells_whether_and_where_to() {
        let note = Automaton::of(r"^\W*(?:ask|tell)\s+\w+\b").unwrap();
        assert!(note.is_match("(ask Ada about the oven)") && !note.is_match("nobody asks Ada"));
        assert_eq!(note.end_in("ask Ada about the oven"), Some("ask Ada".len()));
        assert_eq!(note.end_in("the oven"), None);
        // Bytes beyond ASCII are no letters.
        assert_eq!(note.end_in("ask Änne"), None);
        assert!(Automaton::of("(").is_err());
    }
}
