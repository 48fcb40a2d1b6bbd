//! Text that stops in the middle of a clause or a word, or lost words where one sentence runs into the next.

use std::cell::{Cell, OnceCell};
use std::sync::OnceLock;

use serde::Deserialize;

use super::glance::Glance;
use crate::checks::dictionary::Dictionary;
use crate::checks::prose::{self, End, has_words, last_word};
use crate::document::{BlockId, Document, Flags, InlineKind, Kind};
use crate::rule::{ArticleCheck, Found, Words};
use crate::source::Format;

mod begins;
mod clause;
mod closing;
mod continued;
mod dash;
mod ends;
mod items;
mod seam;
mod shape;

use closing::{Closing, Lists, Siblings};
use continued::{ends_quotation, goes_on_from_link, is_before_other_prose, is_end_of, is_taken_up_within, is_whole_link, shows_below};
use ends::PIECE_IN;
use shape::has_open_bracket;

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct TruncatedSentence {
    /// Words that never end a sentence.
    never_last: Words,
    /// Words that seldom end one: they count only at the open end of a longer text.
    seldom_last: Words,
    /// Those of them that leave an item of some length open, whatever the others end in.
    hanging: Words,
    /// Prepositions that stand last where a clause leaves their noun before it: "the groups they belong to".
    stranding: Words,
    /// Words that begin such a clause.
    relating: Words,
    /// Words before a noun: two nouns, each with its own, are the noun and the beginning of a clause.
    determiners: Words,
    /// Words that ask, and may ask alone behind another question ("who opened it and when").
    questions: Words,
    /// Verbs and others behind which "that" begins a clause: "this means that".
    before_that: Words,
    /// Words that never stand before a full stop.
    never_before_stop: Words,
    /// Words before a noun that never stand at the end, however it is marked ("to the…").
    never_trailing: Words,
    /// Words that begin no paragraph without their capital, but go on with a sentence.
    never_first: Words,
    /// Ends of words that are no words.
    endings: Words,
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
    /// Words before the name of an operator ("bitwise or").
    operating: Words,
    /// Parts of a form or a letter that small words name ("the To field").
    fields: Words,
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

/// Last words that are searched for in the whole article.
const SEARCHES: u32 = 100;

impl ArticleCheck for TruncatedSentence {
    fn check(&self, article: &Document, found: &mut Found<'_>) {
        // Made only where an open end asks for them.
        let (habit, mut lists, searches) = (OnceCell::new(), Lists::default(), Cell::new(SEARCHES));
        let never_last =
            self.glance.get_or_init(|| Glance::of_last(self.never_last.by_language().flat_map(|(_, words)| words).map(String::as_str)));
        let mut seams = self.seams(article, &searches).into_iter().peekable();
        let mut dashes = Vec::new();
        let (mut headless, mut small) = (Vec::new(), 0);
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
            if begins::may_be_headless(text) {
                small += 1;
                if self.is_headless(article, id) {
                    headless.push(id);
                }
            }
            if self.trails_off(article, id, text) {
                ends::report_at(article, id, found);
                continue;
            }
            if text.ends_with('.') && never_last.may_end(text.as_bytes()) && self.stops_behind_small_word(article, id, text) {
                ends::report_at(article, id, found);
                continue;
            }
            let end = if may_be_open(text) { End::of(text) } else { continue };
            if matches!(end, End::Sign | End::Word)
                && Self::lacks_amount(text)
                && !prose::is_taken_up(article, prose::next_block(article, id))
                && !matches!(Place::of(article, id), Place::Quoted | Place::Note)
            {
                ends::report_at(article, id, found);
                continue;
            }
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
                        self.piece(article, id, place, &searches, found);
                    }
                }
                Place::Note => {
                    if !is_taken_up_within(article, id) {
                        self.open_end(article, id, place, None, found);
                    }
                }
                Place::Cell => {
                    if !is_taken_up_within(article, id) && !is_choice(text) {
                        self.open_end(article, id, place, None, found);
                        self.piece(article, id, place, &searches, found);
                    }
                }
                Place::Item | Place::Running => {
                    // No block takes up a piece of a word.
                    if end == End::Word && self.piece(article, id, place, &searches, found) {
                        continue;
                    }
                    if prose::next_block(article, id).is_some_and(|next| {
                        !is_end_of(article, id, next)
                            && (prose::is_taken_up(article, Some(next))
                                || goes_on_from_link(article, next)
                                || shows_below(article, id, next))
                            && !self.is_before_quotation(article, text, next)
                            && !is_before_other_prose(article, text, next)
                            && !is_whole_link(article, text, next)
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
                    self.unended(article, id, &closing, &mut lists, &searches, found);
                }
            }
        }
        dash::report(article, &dashes, found);
        begins::report(article, &headless, small, found);
    }
}

/// Whether the last byte of a text leaves its end open: most texts say at once that it does not.
fn may_be_open(text: &str) -> bool {
    text.as_bytes()
        .last()
        .is_some_and(|last| last.is_ascii_alphanumeric() || matches!(last, b',' | b'(' | b'[' | b'{' | b' ' | b'-' | b'$' | 0x80..))
}

/// Whether an end could be reported at all, by its last word and the words of the text.
fn may_matter(text: &str, end: End, never_last: &Glance) -> bool {
    match end {
        End::Word => has_words(text, PIECE_IN) || never_last.may_end(text.as_bytes()),
        End::Comma => has_words(text, 7),
        End::Opening => has_words(text, 4) && !opens_call(text),
        End::Sign => dash::ends_in_one(text),
        End::Closed | End::Colon | End::Nothing => false,
    }
}

/// "less than or equal to": what a cell lets its reader choose, and no sentence.
fn is_choice(text: &str) -> bool {
    text.starts_with(char::is_lowercase) && !has_words(text, 6)
}

/// "Half of all .moor(": the name of a call, with the bracket that belongs to it.
fn opens_call(text: &str) -> bool {
    text.strip_suffix('(').is_some_and(|before| last_word(before).len() < before.len() && before.ends_with(char::is_alphanumeric))
}

/// "They are joined by *and* or *or*.": whether the last word before the full stop is set off from the others.
fn ends_in_marked_word(article: &Document, id: BlockId) -> bool {
    let end = article.block(id).text.start() + article.text_of(id).len() as u32;
    article.inlines_of(id).iter().any(|inline| !inline.text.is_empty() && inline.text.end() + 1 >= end && inline.kind != InlineKind::Break)
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
    /// In a note below the text: names and titles as often as sentences.
    Note,
    /// In a caption or a term: no sentences.
    Quoted,
}

impl Place {
    fn of(article: &Document, id: BlockId) -> Self {
        // What opens a panel is its heading.
        if article.block(id).flags.has(Flags::QUESTION) && article.source.format() != Format::Plain {
            return Self::Quoted;
        }
        for ancestor in article.ancestors(id) {
            match article.block(ancestor).kind {
                Kind::Item => return Self::Item,
                Kind::Cell => return Self::Cell,
                Kind::Quote => return Self::Quotation,
                Kind::FootDef => return Self::Note,
                Kind::Caption | Kind::Figure | Kind::DefTerm | Kind::Toc | Kind::Byline => {
                    return Self::Quoted;
                }
                _ => {}
            }
        }
        // A list that its author drew by hand, with bullets or with small pictures.
        let is_bullet = |c: char| matches!(c, '•' | '◦' | '▪' | '●' | '–' | '—' | '\u{2190}'..='\u{2bff}' | '\u{1f000}'..='\u{1faff}');
        if article.text_of(id).starts_with(is_bullet) { Self::Item } else { Self::Running }
    }
}

impl TruncatedSentence {
    /// Whether an item that ends in a word could be reported at all: by that word, by an open bracket or by its siblings.
    fn may_end_item(&self, article: &Document, text: &str, siblings: Siblings) -> bool {
        let (language, word) = (&article.language.code, last_word(text));
        siblings.closed >= 1
            || self.never_last.has(language, word)
            || word.starts_with(char::is_lowercase) && !Dictionary::of(language).is_none_or(|dictionary| dictionary.lists(word))
            || has_open_bracket(text)
    }

    /// "Ask the pilot, or the.": a full stop right behind a word that needs another.
    fn stops_behind_small_word(&self, article: &Document, id: BlockId, text: &str) -> bool {
        let body = text.trim_end_matches('.');
        let word = last_word(body);
        text.len() == body.len() + 1
            && (self.never_before_stop.has(&article.language.code, word) || seam::is_lone_article(body))
            && body.strip_suffix(word).is_some_and(|before| before.ends_with(' '))
            && has_words(body, 5)
            && !body.ends_with("just because")
            // "before the tide rather than during."
            && !(body.contains(" than ") && body.strip_suffix(word).is_some_and(|before| last_word(before.trim_end()) == "than"))
            // "his … use their.": words that the text speaks of.
            && !body.contains('…')
            // "joined by a bitwise or."
            && !body.strip_suffix(word).is_some_and(|before| self.operating.has(&article.language.code, last_word(before.trim_end())))
            && !ends_in_marked_word(article, id)
            && !matches!(Place::of(article, id), Place::Quoted)
    }

    /// "Take the stairs to the…": three dots for what was cut, and nothing goes on with it.
    fn trails_off(&self, article: &Document, id: BlockId, text: &str) -> bool {
        let Some(word) = begins::trails_off(text) else { return false };
        self.never_trailing.has(&article.language.code, word)
            && has_words(text, 8)
            && !ends_in_marked_word(article, id)
            && matches!(Place::of(article, id), Place::Running | Place::Item)
            && !prose::next_block(article, id).is_some_and(|next| prose::is_taken_up(article, Some(next)))
    }

    /// A quotation of a line of its own follows, and it does not go on from "and" or "the".
    fn is_before_quotation(&self, article: &Document, text: &str, next: BlockId) -> bool {
        article.block(next).kind == Kind::Paragraph
            && article.text_of(next).starts_with(['“', '"', '«'])
            && self.never_last.has(&article.language.code, last_word(text))
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

#[cfg(test)]
mod tests;
