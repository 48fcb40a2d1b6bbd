//! What a text must hold for a regular expression to match it, read from the expression: after A. Cox, "Regular Expression Matching with a Trigram
//! Index" (2012), with literals in the place of trigrams.

use std::collections::BTreeSet;

use regex_syntax::hir::{Class, Hir, HirKind};

use super::names::{Names, parsed};

/// Literals in lower case, one of which stands in each text that an expression matches.
pub(super) type Need = BTreeSet<Vec<u8>>;

/// Literals of one need at most: more tell nothing apart.
const MOST_LITERALS: usize = 1000;

/// Literals that neighbours are put together to at most: "i've left", "i have left", "i've put" …
const MOST_TOGETHER: usize = 48;

/// Letters of a class at most that are told one by one.
const MOST_LETTERS: usize = 4;

/// Bytes of the shortest literal of a need at least: shorter ones stand in every sentence.
const SHORTEST: usize = 3;

/// Needs of an expression at most.
const MOST_NEEDS: usize = 6;

/// What is known of the texts that a part of an expression matches.
#[derive(Clone)]
struct Part {
    /// All of them, if they are few.
    exact: Option<Need>,
    /// What each of them holds.
    needs: Vec<Need>,
}

/// Reads what texts hold, from expressions that share parts by their names.
pub(super) struct Reader {
    named: Vec<Part>,
}

impl Reader {
    pub(super) fn of(named: &[String]) -> Self {
        let mut reader = Self { named: Vec::new() };
        // A part may have those before it.
        for pattern in named {
            let part = reader.part(pattern);
            reader.named.push(part);
        }
        reader
    }

    /// What each text holds that an expression matches, the most telling first; nothing for one that does not parse.
    pub(super) fn needs(&self, pattern: &str) -> Vec<Need> {
        let mut needs = self.part(pattern).into_needs();
        needs.retain(|need| shortest(need) >= SHORTEST);
        needs.sort_by_key(|need| (std::cmp::Reverse(shortest(need)), need.len()));
        needs.dedup();
        needs.truncate(MOST_NEEDS);
        needs
    }

    fn part(&self, pattern: &str) -> Part {
        parsed(pattern).map_or(Part::ANYTHING, |hir| self.of_hir(&hir))
    }

    fn of_hir(&self, hir: &Hir) -> Part {
        match hir.kind() {
            HirKind::Empty | HirKind::Look(_) => Part::exactly(Need::from([Vec::new()])),
            HirKind::Literal(_) => row(self.split(hir)),
            HirKind::Class(class) => letters(class).map_or(Part::ANYTHING, Part::exactly),
            HirKind::Capture(capture) => self.of_hir(&capture.sub),
            HirKind::Repetition(repetition) => {
                let part = self.of_hir(&repetition.sub);
                match (repetition.min, repetition.max) {
                    (0, Some(1)) => match part.exact {
                        Some(mut exact) => {
                            exact.insert(Vec::new());
                            Part::exactly(exact)
                        }
                        None => Part::ANYTHING,
                    },
                    (0, _) => Part::ANYTHING,
                    (1, Some(1)) => part,
                    _ => Part { exact: None, needs: part.into_needs() },
                }
            }
            HirKind::Concat(parts) => row(parts.iter().flat_map(|part| self.split(part))),
            HirKind::Alternation(parts) => choice(parts.iter().map(|part| self.of_hir(part)).collect()),
        }
    }

    /// The parts of a literal, cut at the names that stand in it; any other expression as one part.
    fn split(&self, hir: &Hir) -> Vec<Part> {
        let HirKind::Literal(literal) = hir.kind() else { return vec![self.of_hir(hir)] };
        let exactly = |text: &[u8]| Part::exactly(Need::from([text.to_ascii_lowercase()]));
        let mut parts = Vec::new();
        let mut rest: &[u8] = &literal.0;
        while let Some((before, name, behind)) = Names::next_in(rest) {
            parts.push(exactly(before));
            parts.push(self.named.get(name).cloned().unwrap_or(Part::ANYTHING));
            rest = behind;
        }
        parts.push(exactly(rest));
        parts
    }
}

fn shortest(need: &Need) -> usize {
    need.iter().map(Vec::len).min().unwrap_or(0)
}

impl Part {
    const ANYTHING: Self = Self { exact: None, needs: Vec::new() };

    fn exactly(texts: Need) -> Self {
        if texts.len() > MOST_LITERALS { Self::ANYTHING } else { Self { exact: Some(texts), needs: Vec::new() } }
    }

    fn into_needs(self) -> Vec<Need> {
        let mut needs = self.needs;
        needs.extend(self.exact.filter(|exact| shortest(exact) > 0));
        needs
    }
}

/// The letters of a small class, in lower case.
fn letters(class: &Class) -> Option<Need> {
    let mut letters = Need::new();
    let mut add = |letter: char| {
        let lower = letter.to_ascii_lowercase();
        letters.insert(lower.encode_utf8(&mut [0; 4]).as_bytes().to_vec());
        letters.len() <= MOST_LETTERS
    };
    let is_small = match class {
        Class::Unicode(class) => class.ranges().iter().all(|range| (range.start()..=range.end()).all(&mut add)),
        Class::Bytes(class) => {
            class.ranges().iter().all(|range| (range.start()..=range.end()).all(|byte| byte.is_ascii() && add(char::from(byte))))
        }
    };
    is_small.then_some(letters)
}

/// Parts that stand one behind the other.
fn row(parts: impl IntoIterator<Item = Part>) -> Part {
    let mut needs = Vec::new();
    let mut is_exact = true;
    let mut together = Need::from([Vec::new()]);
    for part in parts {
        needs.extend(part.needs);
        match part.exact {
            Some(exact) if exact.len() * together.len() <= MOST_TOGETHER => {
                together = together.iter().flat_map(|head| exact.iter().map(|tail| [head.as_slice(), tail].concat())).collect();
            }
            exact => {
                is_exact = false;
                needs.push(std::mem::replace(&mut together, exact.unwrap_or_else(|| Need::from([Vec::new()]))));
            }
        }
    }
    if is_exact && needs.is_empty() {
        return Part::exactly(together);
    }
    needs.push(together);
    needs.retain(|need| shortest(need) > 0);
    Part { exact: None, needs }
}

/// Parts of which one stands there.
fn choice(parts: Vec<Part>) -> Part {
    if parts.iter().all(|part| part.exact.is_some()) {
        return Part::exactly(parts.into_iter().filter_map(|part| part.exact).flatten().collect());
    }
    let mut together = Need::new();
    for part in parts {
        let Some(best) = part.into_needs().into_iter().max_by_key(|need| (shortest(need), std::cmp::Reverse(need.len()))) else {
            return Part::ANYTHING;
        };
        together.extend(best);
    }
    let is_told = together.len() <= MOST_LITERALS;
    Part { exact: None, needs: is_told.then_some(together).into_iter().collect() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(pattern: &str) -> Vec<Vec<String>> {
        let text = |need: Need| need.into_iter().filter_map(|literal| String::from_utf8(literal).ok()).collect();
        Reader::of(&[]).needs(pattern).into_iter().map(text).collect()
    }

    #[test]
    fn neighbours_are_put_together() {
        assert_eq!(told(r"(?-u)\bi(?:'ve| have)? left\b"), [["i have left", "i left", "i've left"]]);
        assert_eq!(told(r"(?i)\bStatus: keywords?"), [["status: keyword", "status: keywords"]]);
    }

    #[test]
    fn what_stands_on_both_sides_of_anything_is_needed_twice() {
        assert_eq!(
            told(r"(?-u)^\W*replace (?:[\w-]+ ){0,4}?(?:draft|article)s?\b"),
            [vec!["replace "], vec!["article", "articles", "draft", "drafts"]]
        );
    }

    #[test]
    fn a_choice_needs_one_part_of_each() {
        assert_eq!(told(r"(?:language\s+model|chat [a-z]+ assistant)"), [[" assistant", "language"]]);
        assert!(told(r"(?:language\s+model|[a-z]+)").is_empty());
        assert!(told(r"(?:replace )?[a-z]*").is_empty());
    }

    #[test]
    fn a_name_stands_for_its_part() {
        let mut names = Names::default();
        let texts = names.add("(?:draft|article)".to_owned());
        let offer = names.add(format!("rewrite (?:[a-z]+ )*{texts}"));
        let pattern = format!("shall i {offer}\\b");
        let needs = Reader::of(&names.parts).needs(&pattern);
        let both = Need::from([b"article".to_vec(), b"draft".to_vec()]);
        assert_eq!(needs, [Need::from([b"rewrite ".to_vec()]), Need::from([b"shall i ".to_vec()]), both]);
        assert_eq!(names.spelled_out(&pattern), r"shall i (?:rewrite (?:[a-z]+ )*(?:(?:draft|article)))\b");
        let either = names.add(format!("(?:{offer}|{texts})"));
        assert_eq!(Reader::of(&names.parts).needs(&either), [Need::from([b"article".to_vec(), b"draft".to_vec(), b"rewrite ".to_vec()])]);
    }

    #[test]
    fn what_is_repeated_is_needed_once() {
        assert_eq!(told(r"(?:very )+[a-z]"), [["very "]]);
        assert!(told(r"(?:very ){0,3}[a-z]").is_empty());
    }
}
