//! What a paragraph behind a lead-in looks like: a list in all but its marks, or text that runs on.

use crate::checks::prose::{self, count_words};
use crate::document::{BlockId, Document, InlineKind, Kind};
use crate::source::Format;

/// A list without marks: lines, names between commas, or paragraphs that begin with the same words.
pub(super) fn is_list_in_lines(article: &Document, id: BlockId) -> bool {
    let text = article.text_of(id);
    let has_lines = article.inlines_of(id).iter().any(|inline| inline.kind == InlineKind::Break);
    let is_enumeration = text.matches(", ").count() * 3 >= count_words(text);
    let start = |text: &str| text.split_whitespace().take(2).map(str::to_owned).collect::<Vec<_>>();
    let is_repeated = prose::next_block(article, id)
        .is_some_and(|next| article.block(next).kind == Kind::Paragraph && start(article.text_of(next)) == start(text));
    has_lines || is_enumeration || is_repeated
}

/// "Longest stay [two weeks]:": a program asks, and names what it takes for an answer. "The lamps are lit, which brings us to:" stands above the
/// heading that it leads to.
pub(super) fn announces_no_list(article: &Document, id: BlockId, lead_in: &str) -> bool {
    let said = lead_in.trim_end_matches([':', ' ']);
    let asks = said.ends_with(']') && article.source.format() == Format::Plain;
    let leads_on =
        || said.ends_with(" us to") && prose::next_block(article, id).is_some_and(|next| article.block(next).kind == Kind::Heading);
    asks || leads_on()
}

/// Phrases between commas without a verb: "Paper on Mondays, glass on Tuesdays, the rest on Fridays."
pub(super) fn is_bare_row(text: &str, is_verb: impl Fn(&str) -> bool) -> bool {
    /// Words of such a row.
    const WORDS: usize = 30;
    text.matches([',', ';']).count() >= 2
        && !prose::has_words(text, WORDS)
        && prose::last_sentence(text).len() == text.len()
        && !text.split(|c: char| !c.is_alphanumeric()).any(is_verb)
}

/// Several paragraphs, each of one sentence: the items of a list that lost its marks, or was written without.
pub(super) fn is_row_of_sentences(article: &Document, id: BlockId) -> bool {
    /// Paragraphs that show it, and words of each.
    const SEVERAL: usize = 4;
    const WORDS: usize = 30;
    let parent = article.block(id).parent;
    let is_one = |id: &BlockId| {
        let (block, text) = (article.block(*id), article.text_of(*id));
        block.kind == Kind::Paragraph
            && block.parent == parent
            && !text.is_empty()
            && prose::End::of(text) != prose::End::Colon
            && !prose::has_words(text, WORDS)
            && prose::last_sentence(text).len() == text.len()
    };
    std::iter::successors(Some(id), |at| prose::next_block(article, *at)).take(SEVERAL).filter(is_one).count() == SEVERAL
}

/// Several sentences that begin with one word, each: "Using a second pump. Using a longer hose." The items of a list stand one behind the other.
pub(super) fn are_begun_alike(text: &str) -> bool {
    let mut firsts = prose::sentences(text).into_iter().map(|range| text.get(range).and_then(|sentence| sentence.split(' ').next()));
    let first = firsts.next().flatten().filter(|first| first.ends_with("ing"));
    let mut rest = firsts.peekable();
    first.is_some() && rest.peek().is_some() && rest.all(|other| other == first)
}

/// The text begins with a label of a few words: "Title case: …", "Urgent. Somebody waits …".
pub(super) fn is_labelled(text: &str) -> bool {
    let begins = |mark: &str, most: usize| text.split_once(mark).is_some_and(|(label, _)| count_words(label) <= most);
    begins(": ", 4) || begins(". ", 3)
}

/// A paragraph of a sentence or more, which does not itself go on or quote.
pub(super) fn is_running_text(article: &Document, id: BlockId) -> bool {
    let text = article.text_of(id);
    // "10x" and "3D" begin a sentence, "10 metres" or "10. Ladders" an item.
    let first = text.split_whitespace().next().unwrap_or("");
    let goes_on = !(first.starts_with(char::is_uppercase) || first.starts_with(char::is_numeric) && first.ends_with(char::is_alphabetic));
    let inline_start = article.inlines_of(id).first().is_some_and(|inline| {
        inline.text.start() == article.block(id).text.start()
            && matches!(
                inline.kind,
                InlineKind::Strong | InlineKind::Code | InlineKind::Image | InlineKind::Emphasis | InlineKind::Link | InlineKind::Template
            )
    });
    !goes_on && !inline_start && count_words(text) >= 8
}
