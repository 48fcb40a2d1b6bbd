//! Text that stops in the middle of a clause or a word, or lost words where one sentence runs into the next.

use std::cell::{Cell, OnceCell};
use std::sync::OnceLock;

use serde::Deserialize;

use super::glance::Glance;
use crate::checks::dictionary::Dictionary;
use crate::checks::piece::Evidence;
use crate::checks::prose::{self, End, has_words, last_word};
use crate::document::{BlockId, Document, InlineKind, Kind};
use crate::rule::{ArticleCheck, Found, Words};
use crate::source::Format;

mod closing;
mod dash;
mod seam;
mod shape;

use closing::{Closing, Habit, Lists, Siblings};
use shape::{bracket_left_open, ends_in_a_name, has_open_bracket, is_labelled, is_made_of_lines, is_series, is_smiley, is_title_case};

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct TruncatedSentence {
    /// Words that never end a sentence.
    never_last: Words,
    /// Words that seldom end one: they count only at the open end of a longer text.
    seldom_last: Words,
    /// Prepositions that stand last where a clause leaves their noun before it: "the groups they belong to".
    stranding: Words,
    /// Words that begin such a clause.
    relating: Words,
    /// Words that never stand before a full stop.
    never_before_stop: Words,
    /// Words behind which a sentence goes on.
    running_on: Words,
    /// Words that begin a sentence and nothing else.
    openers: Words,
    /// Words that begin a sentence where a subject or a comma follows.
    clause_openers: Words,
    /// Verbs that begin a sentence where an object follows.
    commands: Words,
    /// Words that a subject begins with.
    subjects: Words,
    /// Words that begin a caption, a number behind them.
    captions: Words,
    /// Words that the dictionary does not have.
    known_words: Words,
    /// Verbs that only a sentence has in its second place.
    finite: Words,
    /// Words that begin a request.
    asking: Words,
    /// Words of a paragraph without any other sign before its open end counts.
    at_least: usize,
    /// The words that a sentence does not end in, made when first asked for.
    #[serde(skip)]
    open_words: OnceLock<Glance>,
    /// The words that begin one.
    #[serde(skip)]
    first_words: OnceLock<Glance>,
    /// The words that never end a sentence.
    #[serde(skip)]
    glance: OnceLock<Glance>,
}

/// Its own last words show that something is lost.
const MID_SENTENCE: &str = "the text stops in mid-sentence: “…{}”";

/// The last mark is a comma, and nothing follows it.
const COMMA: &str = "the text ends in a comma, as if cut off: “…{}”";

/// The last bracket stays open.
const BRACKET: &str = "the text stops within a bracket: “…{}”";

/// All that shows is a missing mark, where its neighbours have one: a lost clause and a lost full stop look the same.
const NO_MARK: &str = "the text ends without a full stop, as if cut off: “…{}”";

/// Words of a short text that counts only where its last word is a piece of another.
const PIECE_IN: usize = 4;

/// Last words that are searched for in the whole article.
const SEARCHES: u32 = 100;

/// Words shown of a text that stops.
const SHOWN: usize = 4;

impl ArticleCheck for TruncatedSentence {
    fn check(&self, article: &Document, found: &mut Found<'_>) {
        // Made only where an open end asks for them.
        let (habit, mut lists, searches) = (OnceCell::new(), Lists::default(), Cell::new(SEARCHES));
        let never_last =
            self.glance.get_or_init(|| Glance::of_last(self.never_last.by_language().flat_map(|(_, words)| words).map(String::as_str)));
        let mut seams = self.seams(article, &searches).into_iter().peekable();
        let mut dashes = Vec::new();
        for (id, block) in article.of_kind(Kind::Paragraph) {
            let text = article.text_of(id);
            if text.is_empty() {
                continue;
            }
            found.concerned();
            let in_lines = OnceCell::new();
            while let Some(seam) = seams.next_if(|seam| seam.at < block.text.end() as usize) {
                if seam.at >= block.text.start() as usize {
                    seam::report(article, id, &seam, &in_lines, found);
                }
            }
            let end = if may_be_open(text) { End::of(text) } else { continue };
            if !may_matter(text, end, never_last) {
                continue;
            }
            let place = Place::of(article, id);
            if place == Place::Item && end == End::Word && !self.may_end_item(article, text, lists.siblings(article, id)) {
                continue;
            }
            match place {
                Place::Quoted => {}
                Place::Quotation => {
                    if ends_quotation(article, id) {
                        self.open_end(article, id, place, None, found);
                        self.piece(article, id, &searches, found);
                    }
                }
                Place::Cell => {
                    if !is_taken_up_within(article, id) {
                        self.open_end(article, id, place, None, found);
                        self.piece(article, id, &searches, found);
                    }
                }
                Place::Item | Place::Running => {
                    if prose::next_block(article, id).is_some_and(|next| {
                        !is_end_of(article, id, next)
                            && (prose::is_taken_up(article, Some(next)) || goes_on_from_link(article, next))
                            && !self.is_before_quotation(article, id, next, &searches)
                            && !is_before_other_prose(article, text, next)
                    }) {
                        continue;
                    }
                    let closing =
                        if place == Place::Item { Closing::Siblings(lists.siblings(article, id)) } else { Closing::Habit(&habit) };
                    if end == End::Sign {
                        if closing.closes(article) && !is_named(article, id) && dash::is_left_alone(article, id) {
                            dashes.push(id);
                        }
                        continue;
                    }
                    self.open_end(article, id, place, Some(&closing), found);
                    if place == Place::Item && self.piece(article, id, &searches, found) {
                        continue;
                    }
                    self.unended(article, id, &closing, &mut lists, &searches, found);
                }
            }
        }
        dash::report(article, &dashes, found);
    }
}

/// Whether the last byte of a text leaves its end open: most texts say at once that it does not.
fn may_be_open(text: &str) -> bool {
    text.as_bytes()
        .last()
        .is_some_and(|last| last.is_ascii_alphanumeric() || matches!(last, b',' | b'(' | b'[' | b'{' | b' ' | b'-' | 0x80..))
}

/// Whether an end could be reported at all, by its last word and the words of the text.
fn may_matter(text: &str, end: End, never_last: &Glance) -> bool {
    match end {
        End::Word => has_words(text, PIECE_IN) || never_last.may_end(text.as_bytes()),
        End::Comma => has_words(text, 7),
        End::Opening => has_words(text, 4),
        End::Sign => dash::ends_in_one(text),
        End::Closed | End::Colon | End::Nothing => false,
    }
}

/// Where a paragraph stands.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    /// Between others.
    Running,
    /// In an item of a list.
    Item,
    /// In a cell of a table.
    Cell,
    /// In a quotation: other people's words, which may lack a full stop, but no noun behind "the".
    Quotation,
    /// In a caption, a note or a term: no sentences.
    Quoted,
}

impl Place {
    fn of(article: &Document, id: BlockId) -> Self {
        for ancestor in article.ancestors(id) {
            match article.block(ancestor).kind {
                Kind::Item => return Self::Item,
                Kind::Cell => return Self::Cell,
                Kind::Quote => return Self::Quotation,
                Kind::Caption | Kind::Figure | Kind::FootDef | Kind::DefTerm | Kind::Toc | Kind::Byline => {
                    return Self::Quoted;
                }
                _ => {}
            }
        }
        // A list that its author drew by hand.
        if article.text_of(id).starts_with(['•', '◦', '▪', '●', '–', '—']) { Self::Item } else { Self::Running }
    }
}

/// A list or code goes on in the same cell.
fn is_taken_up_within(article: &Document, id: BlockId) -> bool {
    let cell = article.ancestors(id).find(|ancestor| article.block(*ancestor).kind == Kind::Cell);
    let next = prose::next_block(article, id).filter(|next| cell.is_some_and(|cell| *next < article.block(cell).end));
    prose::is_taken_up(article, next)
}

/// The last words of a quotation: no verse, and nobody's name stands behind them.
fn ends_quotation(article: &Document, id: BlockId) -> bool {
    let quote = article.ancestors(id).find(|ancestor| article.block(*ancestor).kind == Kind::Quote);
    let is_last = quote.is_some_and(|quote| (article.block(id).end..article.block(quote).end).all(|next| !article.has_content(next)));
    let has_lines = || article.inlines_of(id).iter().any(|inline| inline.kind == InlineKind::Break);
    // "This is what he wrote: > the rules of the" and then "are unclear.": the sentence goes on behind the quotation.
    is_last && !has_lines() && !prose::is_taken_up(article, quote.and_then(|quote| prose::next_block(article, quote)))
}

/// A bracket stays open, and the paragraph or the list behind does not close it: that a paragraph begins with a small letter is the way of a
/// name.
fn is_before_other_prose(article: &Document, text: &str, next: BlockId) -> bool {
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

/// The paragraph goes on from a link at its start: "[The book](book.md) says more".
fn goes_on_from_link(article: &Document, id: BlockId) -> bool {
    let start = article.block(id).text.start();
    article.inlines_of(id).first().is_some_and(|inline| {
        let behind = article.text.get(inline.text.end() as usize..).unwrap_or("").trim_start();
        inline.kind == InlineKind::Link && inline.text.start() == start && behind.starts_with(char::is_lowercase)
    })
}

/// Whether `next` lies outside the item that holds `id`, so that it takes nothing up.
fn is_end_of(article: &Document, id: BlockId, next: BlockId) -> bool {
    let item = article.ancestors(id).find(|ancestor| article.block(*ancestor).kind == Kind::Item);
    item.is_some_and(|item| next >= article.block(item).end && article.block(next).kind == Kind::Item)
}

impl TruncatedSentence {
    /// Whether an item that ends in a word could be reported at all: by that word, by an open bracket or by its siblings.
    fn may_end_item(&self, article: &Document, text: &str, siblings: Siblings) -> bool {
        let (language, word) = (&article.language.code, last_word(text));
        siblings.closed >= 1
            || self.never_last.has(language, word)
            || !Dictionary::of(language).is_none_or(|dictionary| dictionary.knows(word))
            || has_open_bracket(text)
    }

    /// What is known of the last word of a text, if looking for it is worth its cost.
    fn evidence<'d>(&self, article: &'d Document, id: BlockId, searches: &Cell<u32>) -> Option<Evidence<'d>> {
        /// Letters of a word that could be a piece of one.
        const LETTERS: usize = 2;
        let text = article.text_of(id).trim_end();
        let word = last_word(text);
        let before = text.strip_suffix(word).filter(|before| before.ends_with(char::is_whitespace))?;
        let left = searches.get();
        if left == 0 || word.len() < LETTERS || !word.bytes().skip(1).all(|byte| byte.is_ascii_lowercase()) {
            return None;
        }
        searches.set(left - 1);
        let own = article.block(id).text.start() as usize + before.len();
        Some(Evidence::of(article, &(own..own + word.len()), word, &self.known_words))
    }

    /// An item or a cell whose last word is none.
    fn piece(&self, article: &Document, id: BlockId, searches: &Cell<u32>, found: &mut Found<'_>) -> bool {
        if !has_words(prose::last_line(article, id), 3) || is_named(article, id) {
            return false;
        }
        let Some(evidence) = self.evidence(article, id, searches).filter(Evidence::is_piece) else { return false };
        let finding = report(article, id, found, MID_SENTENCE);
        if evidence.longer.is_none() {
            // A name of a program may end so.
            finding.milder().milder();
        }
        true
    }

    /// A quotation of a line of its own follows, and it does not go on from "and", "the" or a piece of a word.
    fn is_before_quotation(&self, article: &Document, id: BlockId, next: BlockId, searches: &Cell<u32>) -> bool {
        let is_piece = || self.evidence(article, id, searches).is_some_and(|evidence| evidence.is_piece());
        article.text_of(next).starts_with(['“', '"', '«'])
            && (self.never_last.has(&article.language.code, last_word(article.text_of(id))) || is_piece())
    }

    /// A preposition that ends a clause of its own: "the groups they are members of".
    fn is_stranded(&self, language: &str, text: &str) -> bool {
        /// Words before the preposition in which such a clause begins.
        const CLAUSE: usize = 10;
        let words = || text.split_whitespace().rev().map(|word| word.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase());
        self.stranding.has(language, &last_word(text).to_lowercase())
            && words().skip(1).take(CLAUSE).any(|word| self.relating.has(language, word.split(['\'', '’']).next().unwrap_or("")))
    }

    /// An end that is open by its own words: a word that ends no sentence, a comma, a bracket. `closes`: the texts beside it are closed.
    fn open_end(&self, article: &Document, id: BlockId, place: Place, closing: Option<&Closing<'_>>, found: &mut Found<'_>) {
        let is_prose = closing.is_some();
        let closes = || closing.is_some_and(|closing| closing.closes(article));
        let all_closed = matches!(closing, Some(Closing::Siblings(siblings)) if siblings.are_closed());
        let text = prose::last_line(article, id);
        // A comment of code that was set as text.
        if text.starts_with("//") {
            return;
        }
        let words = |at_least| has_words(text, at_least);
        let word = last_word(text);
        let language = &article.language.code;
        let open = match End::of(text) {
            End::Word => {
                // A short line of an export may be a heading that lost its end.
                let enough = if article.source.format() == Format::Plain && is_prose { 3 } else { 4 };
                let enough = if place == Place::Cell { 3 } else { enough };
                let never = self.never_last.has(language, word) && words(enough);
                // "What you live on" ends a line of notes, but no sentence where sentences are closed.
                let seldom = || match closing {
                    Some(closing) => words(closing.seldom_from()) && closes(),
                    // "The page it links to" stands in a cell without the word that begins such a clause.
                    None => {
                        place == Place::Quotation && words(6) || place == Place::Cell && words(3) && !self.stranding.has(language, word)
                    }
                };
                (never || self.seldom_last.has(language, word) && seldom())
                    && !self.is_stranded(language, text)
                    && (!is_named(article, id) || self.is_set_caption(article, id))
                    && !is_series(text, word, || all_closed || matches!(closing, Some(Closing::Habit(_))) && closes())
            }
            End::Comma => {
                is_prose
                    && words(7)
                    && closes()
                    && !text.trim_end_matches(',').ends_with(['.', '?', '!'])
                    && !self.is_caption(language, text)
                    && !prose::is_made_of(article, id, &[InlineKind::Link, InlineKind::Code])
                    && !prose::is_made_of(article, id, &[InlineKind::Strong, InlineKind::Emphasis])
            }
            End::Opening => is_prose && words(4) && !text.ends_with('{') && !is_smiley(text) && !is_named(article, id),
            End::Closed | End::Sign | End::Colon | End::Nothing => false,
        };
        // "a, b, and" at the end of an item: the list itself is the sentence.
        let in_series = End::of(text) == End::Comma || matches!(word, "and" | "or");
        if open && !(in_series && has_item_behind(article, id) && !all_closed) {
            if End::of(text) == End::Comma {
                // As often a slip for a full stop as a lost clause.
                report(article, id, found, COMMA).milder();
            } else {
                report(article, id, found, MID_SENTENCE);
            }
        }
    }

    /// An end that is open only by what is missing: no mark, where the article closes its paragraphs.
    fn unended(
        &self,
        article: &Document,
        id: BlockId,
        closing: &Closing<'_>,
        lists: &mut Lists,
        searches: &Cell<u32>,
        found: &mut Found<'_>,
    ) {
        let text = prose::last_line(article, id);
        if End::of(text) != End::Word {
            return;
        }
        let words = |at_least| has_words(text, at_least);
        let has_inner = || {
            let last = prose::last_sentence(text);
            last.len() < text.len() && has_words(last, 3)
        };
        let in_brackets = has_open_bracket(text) && words(8) && bracket_left_open(prose::last_sentence(text));
        let evidence = OnceCell::new();
        let evidence = || evidence.get_or_init(|| self.evidence(article, id, searches)).as_ref();
        let is_piece = || words(PIECE_IN) && evidence().is_some_and(Evidence::may_be_piece);
        let mut is_bound = || match closing {
            Closing::Siblings(siblings) => {
                siblings.are_closed()
                    && (words(8) && (siblings.closed >= 3 || has_inner() || lists.are_closed(article))
                        || siblings.closed >= 3 && words(5) && lists.are_closed(article)
                        || (siblings.closed >= 3 || lists.are_closed(article)) && is_piece())
            }
            Closing::Habit(habit) => {
                let habit = || habit.get_or_init(|| Habit::of(article));
                words(self.at_least) && (habit().is_to_close() || habit().is_mostly_closed() && has_inner())
                    || words(self.at_least + 6) && habit().is_alone()
                    || words(PIECE_IN) && habit().is_to_close() && (self.is_clause(&article.language.code, text) || is_piece())
            }
        };
        // A definition is a phrase as often as a sentence, and a first line of an item is its heading.
        let is_phrase = || {
            article.is_within(id, Kind::DefDesc)
                || matches!(closing, Closing::Siblings(_)) && !ends_item(article, id)
                || text.starts_with(char::is_lowercase)
                || is_labelled(article, id) && !has_inner() && !words(self.at_least + 1)
        };
        if !(in_brackets || is_bound() && !is_phrase()) {
            return;
        }
        let (language, word) = (&article.language.code, last_word(text));
        // Such a word is reported as an open end of its own.
        let is_open = self.never_last.has(language, word)
            || self.seldom_last.has(language, word) && words(closing.seldom_from()) && closing.closes(article);
        if is_open && !self.is_stranded(language, text) || self.is_caption(language, text) || is_named(article, id) {
            return;
        }
        if in_brackets {
            // What is lost may be the bracket alone.
            report(article, id, found, BRACKET).milder();
            return;
        }
        if is_title_case(text) || ends_in_a_name(text) || is_made_of_lines(article, id) {
            return;
        }
        match evidence().filter(|evidence| words(PIECE_IN) && evidence.is_piece()) {
            Some(piece) if piece.longer.is_some() => _ = report(article, id, found, MID_SENTENCE),
            Some(_) => _ = report(article, id, found, MID_SENTENCE).milder(),
            // A lost full stop looks the same as a lost clause, and is much more frequent.
            None => _ = report(article, id, found, NO_MARK).milder().milder(),
        }
    }

    /// The text begins as only a sentence does: "There was", "You may", "Please".
    fn is_clause(&self, language: &str, text: &str) -> bool {
        let mut words = prose::last_sentence(text).split_whitespace();
        let (first, second) = (words.next().unwrap_or(""), words.next().unwrap_or(""));
        let asks = self.relating.has(language, &first.to_lowercase()) && !self.openers.has(language, first);
        self.asking.has(language, first)
            || self.openers.has(language, first) && self.seldom_last.has(language, second)
            || first.starts_with(char::is_uppercase) && !asks && self.finite.has(language, second)
    }

    /// A caption in italics below its picture.
    fn is_set_caption(&self, article: &Document, id: BlockId) -> bool {
        self.is_caption(&article.language.code, article.text_of(id)) && prose::is_made_of(article, id, &[InlineKind::Emphasis])
    }

    /// "Figure 3. The lock from the pier".
    fn is_caption(&self, language: &str, text: &str) -> bool {
        let first = text.split(|c: char| !c.is_alphanumeric()).next().unwrap_or("");
        let behind = text.get(first.len()..).unwrap_or("").trim_start_matches(['.', ' ', '\u{a0}']);
        self.captions.has(language, first) && behind.starts_with(|c: char| c.is_ascii_digit())
    }
}

/// The text ends in a link, in code or in bold words: a name or a label, no sentence.
fn is_named(article: &Document, id: BlockId) -> bool {
    let kinds = [
        InlineKind::Link,
        InlineKind::Code,
        InlineKind::Template,
        InlineKind::Image,
        InlineKind::Math,
        InlineKind::FootRef,
        InlineKind::Embed,
    ];
    prose::ends_in(article, id, &kinds).is_some()
        || prose::is_made_of(article, id, &[InlineKind::Strong, InlineKind::Emphasis])
        || prose::ends_in(article, id, &[InlineKind::Strong]).is_some()
}

/// Nothing stands behind the paragraph in its item.
fn ends_item(article: &Document, id: BlockId) -> bool {
    let item = article.ancestors(id).find(|ancestor| article.block(*ancestor).kind == Kind::Item);
    item.is_none_or(|item| (article.block(id).end..article.block(item).end).all(|next| article.block(next).kind != Kind::Paragraph))
}

/// Another item follows in the same list, or another term behind its description.
fn has_item_behind(article: &Document, id: BlockId) -> bool {
    let item = article.ancestors(id).find(|ancestor| matches!(article.block(*ancestor).kind, Kind::Item | Kind::DefDesc));
    item.is_some_and(|item| article.block(item).end < article.block(article.block(item).parent).end)
}

fn report<'f>(article: &Document, id: BlockId, found: &'f mut Found<'_>, what: &str) -> &'f mut crate::rule::RawFinding {
    let tail = prose::tail(article, id, SHOWN);
    let span = article.source_span(tail);
    found.at(id, span, what, [tail.cut(&article.text)])
}

#[cfg(test)]
mod tests;
