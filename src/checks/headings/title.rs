//! The words of a heading, made comparable, and lines of a plain-text export that may be headings.

use crate::checks::prose::count_words;
use crate::document::{BlockId, Document, Flags, Kind};
use crate::source::Format;

/// Words of a line that may be a heading, at most, and of the text around it, at least.
const LINE: usize = 12;

/// Lines of a plain-text export that stand between prose as headings do, but were not taken for headings (they end in a mark, or begin with
/// a number). A line that has a heading's words is one.
pub(super) fn lines(article: &Document) -> impl Iterator<Item = BlockId> + '_ {
    let is_plain = article.source.format() == Format::Plain;
    article.of_kind(Kind::Paragraph).take_while(move |_| is_plain).filter_map(|(id, block)| {
        if block.flags.has(Flags::QUESTION) || block.text.len() > 120 || !(1..=LINE).contains(&count_words(article.text_of(id))) {
            return None;
        }
        let mut outer = id;
        for ancestor in article.ancestors(id) {
            let lone = article.children(ancestor).nth(1).is_none();
            match article.block(ancestor).kind {
                Kind::Item | Kind::List if lone => outer = ancestor,
                Kind::Region => {}
                _ => return None,
            }
        }
        let is_prose = |id: BlockId| count_words(article.text_of(id)) >= LINE;
        let above = outer.checked_sub(1)?;
        let below = article.block(outer).end;
        let set_off = is_prose(above) || article.is_within(above, Kind::Item) && article.block(above).kind.is_leaf();
        let heads = (below as usize) < article.blocks.len() && (article.block(below).kind == Kind::List || is_prose(below));
        (set_off && heads && article.block(below).kind != Kind::Heading).then_some(id)
    })
}

/// Whether parents tell headings apart: the levels of a plain-text export are guessed.
pub(super) fn has_levels(article: &Document) -> bool {
    article.source.format() != Format::Plain
}

/// The words without case and without the marks that may end a heading. `C`, `C++` and `C#` stay three headings.
pub(super) fn same_words(title: &str) -> String {
    let ends = |c: char| c.is_whitespace() || matches!(c, '.' | ':' | '?' | '!' | '…' | '–' | '—' | '-');
    let title = title.trim_end_matches(ends).trim_start();
    let mut words = String::with_capacity(title.len());
    for word in title.split_whitespace() {
        if !words.is_empty() {
            words.push(' ');
        }
        words.extend(word.chars().flat_map(char::to_lowercase).map(|c| if c == '’' { '\'' } else { c }));
    }
    words
}

#[cfg(test)]
mod tests {
    use super::same_words;

    #[test]
    fn marks_at_the_end_and_case_do_not_tell_headings_apart() {
        assert_eq!(same_words("What to Expect:"), same_words("what to expect …"));
    }

    #[test]
    fn names_that_end_in_signs_stay_apart() {
        assert_ne!(same_words("C++"), same_words("C"));
        assert_ne!(same_words("C#"), same_words("F#"));
    }
}
