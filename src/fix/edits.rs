//! Edits of one pass: those that do not touch each other.

use crate::finding::{Edit, Fix, RuleId};

/// Applies all fixes of which no edit meets one of a fix before it; with the indexes of those applied. A fix is applied whole or not at all.
pub(super) fn apply(text: &str, fixes: &[(RuleId, &Fix)]) -> (String, Vec<usize>) {
    let mut order: Vec<usize> = (0..fixes.len()).collect();
    let first = |at: &usize| fixes.get(*at).and_then(|(rule, fix)| Some((fix.edits.first()?.span.start(), *rule)));
    order.sort_by_key(first);
    let mut taken: Vec<&Edit> = Vec::new();
    let mut applied = Vec::new();
    // Behind this offset nothing is edited yet.
    let mut free_from = None;
    for at in order {
        let Some((_, fix)) = fixes.get(at) else { continue };
        let (Some(first), Some(last)) = (fix.edits.first(), fix.edits.last()) else { continue };
        let is_sorted = fix.edits.is_sorted_by(|one, other| one.span.end() < other.span.start());
        let is_in_text = fix.edits.iter().all(|edit| text.get(edit.span.start() as usize..edit.span.end() as usize).is_some());
        // Edits that only touch wait as well: both may have counted on what stands between.
        let is_free = free_from.is_none_or(|from| first.span.start() > from);
        if is_sorted && is_in_text && is_free {
            free_from = Some(last.span.end());
            taken.extend(&fix.edits);
            applied.push(at);
        }
    }
    let mut result = String::with_capacity(text.len());
    let mut at = 0;
    for edit in taken {
        result.push_str(text.get(at..edit.span.start() as usize).unwrap_or(""));
        result.push_str(&edit.replacement);
        at = edit.span.end() as usize;
    }
    result.push_str(text.get(at..).unwrap_or(""));
    (result, applied)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::span::Span;

    fn fix(edits: &[(usize, usize, &str)]) -> Fix {
        Fix::safe("", edits.iter().map(|(from, to, words)| Edit::replace(Span::of(*from, *to), words)).collect())
    }

    fn applied(text: &str, fixes: &[Fix]) -> (String, Vec<usize>) {
        let fixes: Vec<(RuleId, &Fix)> = fixes.iter().map(|fix| (RuleId(0), fix)).collect();
        apply(text, &fixes)
    }

    #[test]
    fn edits_are_applied_in_the_order_of_their_places() {
        let (text, done) = applied("one two three", &[fix(&[(8, 13, "3")]), fix(&[(0, 3, "1")])]);
        assert_eq!((text.as_str(), done), ("1 two 3", vec![1, 0]));
    }

    #[test]
    fn of_two_that_meet_the_later_one_waits() {
        let (text, done) = applied("one two three", &[fix(&[(0, 5, "1")]), fix(&[(4, 7, "2")]), fix(&[(8, 13, "3")])]);
        assert_eq!((text.as_str(), done), ("1wo 3", vec![0, 2]));
    }

    #[test]
    fn a_fix_of_several_edits_is_applied_whole_or_not() {
        let (text, done) = applied("<b>x</b> y", &[fix(&[(0, 3, ""), (4, 8, "")]), fix(&[(3, 4, "z")])]);
        assert_eq!((text.as_str(), done), ("x y", vec![0]));
    }

    #[test]
    fn an_edit_inside_a_character_is_no_edit() {
        let (text, done) = applied("ä", &[fix(&[(1, 2, "")])]);
        assert_eq!((text.as_str(), done.len()), ("ä", 0));
    }
}
