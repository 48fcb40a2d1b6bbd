//! Whether what stands behind a text goes on with it.

use super::is_named;
use super::shape::{bracket_left_open, has_open_bracket};
use crate::checks::prose::{self, class_of, has_words};
use crate::document::{BlockId, Document, Flags, InlineKind, Kind};
use crate::source::Format;

/// A list or code goes on in the same cell.
pub(super) fn is_taken_up_within(article: &Document, id: BlockId) -> bool {
    let cell = article.ancestors(id).find(|ancestor| article.block(*ancestor).kind == Kind::Cell);
    let next = prose::next_block(article, id).filter(|next| cell.is_some_and(|cell| *next < article.block(cell).end));
    prose::is_taken_up(article, next)
}

/// The last words of a quotation: no verse, and nobody's name stands behind them.
pub(super) fn ends_quotation(article: &Document, id: BlockId) -> bool {
    let quote = article.ancestors(id).find(|ancestor| article.block(*ancestor).kind == Kind::Quote);
    let is_last = quote.is_some_and(|quote| (article.block(id).end..article.block(quote).end).all(|next| !article.has_content(next)));
    let has_lines = || article.inlines_of(id).iter().any(|inline| inline.kind == InlineKind::Break);
    // "This is what he wrote: > the rules of the" and then "are unclear.": the sentence goes on behind the quotation.
    is_last && !has_lines() && !prose::is_taken_up(article, quote.and_then(|quote| prose::next_block(article, quote)))
}

/// A bracket stays open, and the paragraph or the list behind does not close it: that a paragraph begins with a small letter is the way of a
/// name.
pub(super) fn is_before_other_prose(article: &Document, text: &str, next: BlockId) -> bool {
    if !(has_open_bracket(text) && has_words(text, 8) && bracket_left_open(prose::last_sentence(text))) {
        return false;
    }
    let opens_first = |text: &str| memchr::memchr2(b'(', b')', text.as_bytes()).is_none_or(|at| text.as_bytes().get(at) == Some(&b'('));
    match article.block(next).kind {
        Kind::Paragraph => {
            !is_named(article, next) && opens_first(article.text_of(next)) && prose::End::of(article.text_of(next)).is_closed()
        }
        Kind::List => opens_first(article.block(next).text.cut(&article.text)),
        _ => false,
    }
}

/// A paragraph that is nothing but a link with a capital and a full stop: "[The lock and its keepers.](lock.md)" ends no sentence of others.
pub(super) fn is_whole_link(article: &Document, text: &str, next: BlockId) -> bool {
    let link = article.text_of(next);
    prose::has_words(text, 8)
        && has_words(link, 3)
        && link.starts_with(char::is_uppercase)
        && link.ends_with('.')
        && prose::is_made_of(article, next, &[InlineKind::Link])
}

/// Whether what stands below a text is shown rather than said, so that its sentence ends there: a formula, a line for a program, a work that is
/// named, what the page sets as code, a box with code or a list behind it; or an insertion behind which the sentence goes on.
pub(super) fn shows_below(article: &Document, id: BlockId, next: BlockId) -> bool {
    let (block, text) = (article.block(next), article.text_of(next));
    // A short line of an export is guessed to be a heading.
    if block.kind == Kind::Heading && block.flags.has(Flags::GUESS) {
        return is_line_of_program(text);
    }
    if block.kind != Kind::Paragraph {
        return false;
    }
    let cites = || article.inlines_of(next).iter().any(|inline| inline.kind == InlineKind::Quote);
    text.starts_with('\\')
        || is_line_of_program(text)
        || cites()
        || is_set_as_shown(article, next)
        || is_box_before_shown(article, id, next)
        || is_note_before_shown(article, next)
        || is_insertion(article, next)
}

/// A short line without the end of a sentence that has signs of programs: `./tide --help`, `ESC [ 3 m`, `mark = 3`.
fn is_line_of_program(text: &str) -> bool {
    /// Words of such a line.
    const WORDS: usize = 12;
    const SIGNS: [&str; 10] = [" --", "()", " = ", "::", "{", "[", "\\", "=>", "=\"", "|"];
    let is_marked = text.starts_with(['.', '/', '%', '<', '~', '#', ';']) || SIGNS.iter().any(|sign| text.contains(sign));
    is_marked && !text.ends_with(['.', '!', '?', ':']) && !has_words(text, WORDS + 1)
}

/// Whether a page sets a paragraph as an example, as verse or in the middle of the page: by the tag of a box around it.
fn is_set_as_shown(article: &Document, id: BlockId) -> bool {
    const CLASSES: [&str; 8] = ["example", "verse", "screen", "listing", "programlisting", "literallayout", "code", "codeblock"];
    let is_centred = |id: BlockId| {
        let source = article.block(id).src.cut(article.source.text());
        source.get(..7).is_some_and(|start| start.eq_ignore_ascii_case("<center"))
    };
    let is_example =
        |id: BlockId| class_of(article, id).split(|c: char| !c.is_alphanumeric() && c != '-').any(|class| CLASSES.contains(&class));
    article.source.format() == Format::Html
        && article
            .ancestors(id)
            .filter(|outer| article.block(*outer).kind == Kind::Region)
            .any(|outer| is_centred(outer) || is_example(outer))
}

/// A box of its own with code, a list or a table right behind it: "such as", and what version has it.
fn is_box_before_shown(article: &Document, id: BlockId, next: BlockId) -> bool {
    let holds = |outer: BlockId, inner: BlockId| outer < inner && inner < article.block(outer).end;
    let is_box = |outer: &BlockId| article.block(*outer).kind == Kind::Region && !holds(*outer, id);
    article
        .ancestors(next)
        .take_while(is_box)
        .last()
        .and_then(|outer| prose::next_block(article, last_of(article, outer)))
        .is_some_and(|behind| matches!(article.block(behind).kind, Kind::Code | Kind::List | Kind::Table | Kind::Math | Kind::Figure))
}

/// A few words of their own, such as what version has it, right above code, a list or a table.
fn is_note_before_shown(article: &Document, next: BlockId) -> bool {
    /// Words of such a note.
    const WORDS: usize = 6;
    let text = article.text_of(next);
    text.ends_with('.')
        && !has_words(text, WORDS + 1)
        && prose::next_block(article, next)
            .is_some_and(|behind| matches!(article.block(behind).kind, Kind::Code | Kind::List | Kind::Table))
}

/// The last block in a box.
fn last_of(article: &Document, id: BlockId) -> BlockId {
    article.block(id).end.saturating_sub(1).max(id)
}

/// Whether a sentence that a block interrupts goes on below it, with a small letter.
fn is_insertion(article: &Document, id: BlockId) -> bool {
    prose::next_block(article, id).is_some_and(|behind| {
        article.block(behind).kind == Kind::Paragraph
            && article.block(behind).parent == article.block(id).parent
            && article.text_of(behind).starts_with(|c: char| c.is_ascii_lowercase())
    })
}

/// The paragraph goes on from a link at its start: "[The book](book.md) says more".
pub(super) fn goes_on_from_link(article: &Document, id: BlockId) -> bool {
    let start = article.block(id).text.start();
    article.inlines_of(id).first().is_some_and(|inline| {
        let behind = article.text.get(inline.text.end() as usize..).unwrap_or("").trim_start();
        inline.kind == InlineKind::Link && inline.text.start() == start && behind.starts_with(char::is_lowercase)
    })
}

/// Whether `next` lies outside the item that holds `id`, so that it takes nothing up.
pub(super) fn is_end_of(article: &Document, id: BlockId, next: BlockId) -> bool {
    let item = article.ancestors(id).find(|ancestor| article.block(*ancestor).kind == Kind::Item);
    item.is_some_and(|item| next >= article.block(item).end && article.block(next).kind == Kind::Item)
}

/// An example with a title of its own ends the sentence: "to read all gauges, use" above its code.
pub(super) fn is_before_example(article: &Document, id: BlockId) -> bool {
    prose::next_block(article, id).is_some_and(|next| prose::titles_example(article, next))
}

/// Whether the row of a cell begins with a sign that the cell explains: "the level is greater than" beside ">".
pub(super) fn is_beside_sign(article: &Document, id: BlockId) -> bool {
    let row = std::iter::once(id).chain(article.ancestors(id)).find(|outer| article.block(*outer).kind == Kind::Row);
    let first = row.and_then(|row| article.children(row).next()).map_or("", |cell| article.text_of(cell));
    let is_joint = |word: &str| matches!(word, "or" | "and");
    !first.is_empty() && first.split_whitespace().all(|word| is_joint(word) || !word.contains(char::is_alphanumeric))
}

/// The item right before is a whole sentence: the items of a list that is one sentence have no stop before its last one.
pub(super) fn is_behind_closed(article: &Document, id: BlockId) -> bool {
    let item = article.ancestors(id).find(|ancestor| article.block(*ancestor).kind == Kind::Item);
    let before = item.and_then(|item| {
        let siblings = article.children(article.block(item).parent);
        siblings.take_while(|other| *other < item).take(NEAR).last()
    });
    before.is_some_and(|before| article.text_of(before).trim_end().ends_with('.'))
}

/// Items of a list that are looked at for the one before another.
const NEAR: usize = 200;
