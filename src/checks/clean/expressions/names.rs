//! Parts of expressions that have a name, so that each is read once however many expressions have it.

use std::sync::OnceLock;

use regex_syntax::ParserBuilder;
use regex_syntax::hir::{Hir, HirKind, Repetition};

use super::needs::Reader;

/// Parts that several expressions share, each under a name: a character that no expression has, and a number of two digits. They are read once, and
/// spelled out in an expression that is made.
#[derive(Default)]
pub(in crate::checks::clean) struct Names {
    pub(super) parts: Vec<String>,
    /// What texts must hold for each of them.
    pub(super) reader: OnceLock<Reader>,
    /// Each of them, with the others in the place of their names.
    read: OnceLock<Vec<Hir>>,
}

impl Names {
    /// The character of names, in the private use area, as bytes.
    const MARK: &[u8] = "\u{E000}".as_bytes();

    /// Gives a name to a part, which may have the names of those before it.
    pub(in crate::checks::clean) fn add(&mut self, part: String) -> String {
        self.parts.push(part);
        format!("(?:\u{E000}{:02})", self.parts.len() - 1)
    }

    /// An expression with the parts in the place of their names.
    pub(in crate::checks::clean) fn spelled_out(&self, pattern: &str) -> String {
        let mut whole = String::with_capacity(pattern.len());
        let mut rest = pattern.as_bytes();
        while let Some((before, name, behind)) = Self::next_in(rest) {
            whole.push_str(&String::from_utf8_lossy(before));
            whole.push_str(&self.parts.get(name).map(|part| self.spelled_out(part)).unwrap_or_default());
            rest = behind;
        }
        whole.push_str(&String::from_utf8_lossy(rest));
        whole
    }

    /// What stands before the first name in a pattern, which name it is, and what stands behind it.
    pub(super) fn next_in(pattern: &[u8]) -> Option<(&[u8], usize, &[u8])> {
        let at = memchr::memmem::find(pattern, Self::MARK)?;
        let (before, rest) = pattern.split_at_checked(at)?;
        let (number, behind) = rest.get(Self::MARK.len()..)?.split_at_checked(2)?;
        Some((before, std::str::from_utf8(number).ok()?.parse().ok()?, behind))
    }

    /// An expression with the parts in the place of their names, read. A flag of the expression does not reach into a part: each is read by itself,
    /// once.
    pub(super) fn hir(&self, pattern: &str) -> Option<Hir> {
        debug_assert!(!pattern.contains("(?i"), "“{pattern}” has a flag that its parts do not see");
        let read = self.read.get_or_init(|| {
            let mut read = Vec::with_capacity(self.parts.len());
            for part in &self.parts {
                // A part may have those before it.
                let part = parsed(part).map_or_else(Hir::fail, |part| resolved(&part, &read));
                read.push(part);
            }
            read
        });
        parsed(pattern).map(|hir| resolved(&hir, read))
    }
}

/// An expression over bytes whose classes and boundaries are those of ASCII; nothing for one that does not parse.
pub(super) fn parsed(pattern: &str) -> Option<Hir> {
    let parsed = ParserBuilder::new().utf8(false).build().parse(&format!("(?-u){pattern}"));
    // One that is wrong finds nothing, and nobody would notice.
    debug_assert!(parsed.is_ok(), "{parsed:?}");
    parsed.ok()
}

/// An expression with other ones in the place of their names.
fn resolved(hir: &Hir, named: &[Hir]) -> Hir {
    let inner = |hir: &Hir| resolved(hir, named);
    match hir.kind() {
        HirKind::Empty | HirKind::Look(_) | HirKind::Class(_) => hir.clone(),
        HirKind::Literal(literal) => {
            let mut parts = Vec::new();
            let mut rest: &[u8] = &literal.0;
            while let Some((before, name, behind)) = Names::next_in(rest) {
                parts.push(Hir::literal(before));
                parts.push(named.get(name).cloned().unwrap_or_else(Hir::fail));
                rest = behind;
            }
            parts.push(Hir::literal(rest));
            Hir::concat(parts)
        }
        HirKind::Capture(capture) => inner(&capture.sub),
        HirKind::Repetition(Repetition { min, max, greedy, sub }) => {
            Hir::repetition(Repetition { min: *min, max: *max, greedy: *greedy, sub: Box::new(inner(sub)) })
        }
        HirKind::Concat(parts) => Hir::concat(parts.iter().map(inner).collect()),
        HirKind::Alternation(parts) => Hir::alternation(parts.iter().map(inner).collect()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::checks::clean::expressions::automaton::Automaton;

    #[test]
    fn parts_stand_in_the_place_of_their_names() {
        let mut names = Names::default();
        let texts = names.add("(?:draft|article)".to_owned());
        let offers = names.add(format!("(?:rewrite|shorten) (?:[a-z]+ ){{0,2}}{texts}s?"));
        let hir = names.hir(&format!(r"\bi (?:can|could) (?:{offers}|send the {texts}) for you$")).unwrap();
        let offer = Automaton::of_hir(&hir).unwrap();
        for text in ["i can rewrite the whole drafts for you", "now i could shorten article for you", "i can send the draft for you"] {
            assert!(offer.is_match(text), "{text}");
        }
        assert!(!offer.is_match("i can send the drafts for you") && !offer.is_match("i can rewrite for you"));
    }
}
