//! Whether a text stops short: by its own last words, or by the mark that it lacks.

use std::cell::{Cell, OnceCell};

use super::closing::{Closing, Habit, Lists};
use super::continued::{is_before_example, is_behind_closed, is_beside_sign};
use super::items::{
    begins_like_next, goes_on_in_next_item, goes_on_in_parts, has_text_behind, is_beside_same_end, items_behind, only_looks_open,
};
use super::shape::{
    bracket_left_open, ends_in_a_name, ends_in_counted_things, has_open_bracket, is_labelled, is_last_of_labels, is_made_of_lines,
    is_row_of_names, is_series, is_set_sentence, is_title_case, quotation_left_open,
};
use super::{Place, TruncatedSentence, begins, is_named};
use crate::checks::dictionary::Dictionary;
use crate::checks::piece::Evidence;
use crate::checks::prose::{self, End, count_words, has_words, last_word};
use crate::document::{BlockId, Document, Flags, Inline, InlineKind, Kind};
use crate::rule::{Found, RawFinding};
use crate::source::Format;

/// Something is lost.
pub(super) const MID_SENTENCE: &str = "the text stops in mid-sentence: “…{}”";

/// The last mark is a comma, and nothing follows it.
const COMMA: &str = "the text ends in a comma, as if cut off: “…{}”";

/// The last bracket stays open.
const BRACKET: &str = "the text stops within a bracket: “…{}”";

/// A quotation stays open, and its sentence has no end.
const QUOTATION: &str = "the text stops within a quotation: “…{}”";

/// All that shows is a missing mark, where its neighbours have one: a lost clause and a lost full stop look the same.
const NO_MARK: &str = "the text ends without a full stop, as if cut off: “…{}”";

/// Words of a short text that counts only where its last word is a piece of another.
pub(super) const PIECE_IN: usize = 4;

/// Words shown of a text that stops.
pub(super) const SHOWN: usize = 4;

/// "Add a boat or [  ]": a field of a form is what ends the text.
fn ends_in_control(article: &Document, id: BlockId) -> bool {
    let end = article.block(id).text.start() + article.text_of(id).trim_end().len() as u32;
    article.source.format() == Format::Html
        && article.inlines_of(id).iter().any(|inline| inline.kind == InlineKind::Embed && inline.text.start() >= end)
}

/// Whether a paragraph is one name out of a program.
fn is_name_alone(article: &Document, id: BlockId) -> bool {
    let text = article.text_of(id);
    let is_joined = text.bytes().filter(|byte| matches!(byte, b'.' | b'_' | b'/' | b':' | b'-')).count() > usize::from(text.ends_with('.'));
    article.block(id).kind == Kind::Paragraph && text.len() > 4 && is_joined && !text.contains(char::is_whitespace)
}

impl TruncatedSentence {
    /// What is known of the last word of a text, if looking for it is worth its cost.
    pub(super) fn evidence<'d>(&self, article: &'d Document, id: BlockId, searches: &Cell<u32>) -> Option<Evidence<'d>> {
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

    /// A text whose last word is none.
    pub(super) fn piece(&self, article: &Document, id: BlockId, place: Place, searches: &Cell<u32>, found: &mut Found<'_>) -> bool {
        let text = prose::last_line(article, id);
        // Nearly all last words are listed.
        let is_listed = || Dictionary::of(&article.language.code).is_none_or(|dictionary| dictionary.lists(last_word(text)));
        // "markdown, md, mkd": other names of one thing.
        // "Opcodes of the gauge: tidemax, tidemin, ceps": so they are behind a colon.
        let is_list = || {
            let names = text.rsplit_once(": ").map_or(text, |(_, names)| names);
            names.contains(", ") && names.split(", ").all(|name| !name.contains(char::is_whitespace))
        };
        // "500 ps", "40 kn": a unit; "2MB img": what is measured.
        let is_unit = || {
            let mut words = text.split_whitespace().rev();
            let (unit, count) = (words.next().unwrap_or(""), words.next().unwrap_or(""));
            let has_unit = count.starts_with(|c: char| c.is_ascii_digit()) && count.ends_with(|c: char| c.is_ascii_alphabetic());
            unit.len() <= 2 && count.ends_with(|c: char| c.is_ascii_digit()) || has_unit
        };
        if !has_words(text, 3) || is_listed() || is_list() || is_row_of_names(text) || is_unit() || is_named(article, id) {
            return false;
        }
        let Some(evidence) = self.evidence(article, id, searches) else { return false };
        if !evidence.is_piece() {
            let lacks_end = || Dictionary::of(&article.language.code).is_some_and(|dictionary| dictionary.lacks_end(last_word(text)));
            let is_lost = !evidence.is_elsewhere
                && !evidence.is_word
                && is_sentence_of_some_length(text)
                && lacks_end()
                && (stands_by_closed(article, id, place) || begins::is_plainly_worded(article, id));
            if is_lost {
                // A name of a program may end so.
                report(article, id, found, MID_SENTENCE).milder();
            }
            return is_lost;
        }
        // A piece of no word may be the name of a program.
        let begins_one = || Dictionary::of(&article.language.code).is_some_and(|dictionary| dictionary.has_beginning(last_word(text)));
        if evidence.longer.is_none() && (place == Place::Running || !begins_one()) {
            return false;
        }
        // "Use the pilotd module instead of pilot": what is longer is the name of something in a program.
        let is_name = |longer: &str| {
            /// Letters that such a name has more than the word before it.
            const MORE: usize = 2;
            let word = last_word(text);
            word.starts_with(|c: char| c.is_ascii_lowercase())
                && Dictionary::of(&article.language.code).is_some_and(|dictionary| {
                    // No other word begins as "keypad" does, which stands beside `keypadenter`.
                    let is_own = longer.len() <= word.len() + MORE || !dictionary.has_beginning(word);
                    is_own && !dictionary.lists(&longer.to_lowercase())
                })
        };
        if evidence.longer.is_some_and(is_name) {
            return false;
        }
        let finding = report(article, id, found, MID_SENTENCE);
        if evidence.longer.is_none() {
            // A name of a program may end so.
            finding.milder().milder();
        }
        true
    }

    /// A preposition that ends a clause of its own: "the groups they are members of".
    pub(super) fn is_stranded(&self, language: &str, text: &str) -> bool {
        /// Words before the preposition in which such a clause begins.
        const CLAUSE: usize = 10;
        /// The same, where that word is a preposition itself.
        const NEAR: usize = 5;
        let words = || text.split_whitespace().rev().map(|word| word.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase());
        // "Who keeps the register of": the noun behind "the" has its preposition with it.
        let has_noun = || words().nth(2).is_some_and(|word| self.never_last.has(language, &word)) && last_word(text) == "of";
        // "To" and "as" are prepositions too, which begin no clause at the start of a sentence or far before its end: "As the fee becomes
        // integral to", "all references to boats are used only for".
        let sentence = count_words(prose::last_sentence(text));
        let begins = |(at, word): (usize, String)| {
            let word = word.split(['\'', '’']).next().unwrap_or("");
            let is_preposition = self.stranding.has(language, word);
            // "All the boats belong to" is a clause, "all references to" is none.
            let is_too_near = word == "all" && at <= 2;
            self.relating.has(language, word) && !(is_preposition && (at >= NEAR || at + 1 >= sentence)) && !is_too_near
        };
        // "Piers your boat runs into": the clause says whose thing does it.
        let says_whose = || {
            let mut first = text.split_whitespace();
            let is_several = first.next().is_some_and(|word| word.len() > 3 && word.ends_with('s'));
            is_several && first.next().is_some_and(|word| matches!(word, "your" | "our" | "their" | "my")) && has_words(text, 5)
        };
        self.stranding.has(language, &last_word(text).to_lowercase())
            && !has_noun()
            && (says_whose() || words().enumerate().skip(1).take(CLAUSE).any(begins))
    }

    /// Words of the language itself in a row: "what, how, why, when", "also, in addition, and".
    pub(super) fn is_list_of_words(&self, language: &str, text: &str) -> bool {
        /// Words of the row that show it.
        const SEVERAL: usize = 3;
        let row = text.rsplit(':').next().unwrap_or(text).trim();
        let parts: Vec<&str> = row.split(", ").collect();
        let is_small = |part: &&&str| {
            let word = part.split(' ').next().unwrap_or("").to_lowercase();
            [&self.never_last, &self.seldom_last, &self.relating].iter().any(|list| list.has(language, &word))
        };
        parts.len() >= SEVERAL && parts.iter().all(|part| !has_words(part, 3)) && parts.iter().filter(is_small).count() * 2 >= parts.len()
    }

    /// An end that is open by its own words: a word that ends no sentence, a comma, a bracket. `closes`: the texts beside it are closed.
    pub(super) fn open_end(&self, article: &Document, id: BlockId, place: Place, closing: Option<&Closing<'_>>, found: &mut Found<'_>) {
        let is_prose = closing.is_some();
        let closes = || closing.is_some_and(|closing| closing.closes(article));
        let text = prose::last_line(article, id);
        // A comment of code that was set as text, or line by line as the cells of a table.
        let is_comment = text.starts_with("//") || place == Place::Cell && text.trim_start().starts_with([';', '#']);
        // "is shown as a quotation mark: ‘", and the entry of an index: "Utah teapot, the".
        let names_mark = || End::of(text) == End::Opening && text.trim_end_matches(['“', '‘', '«', '(', '[']).ends_with(": ");
        let opens_sentence = || self.opens_sentence(&article.language.code, text);
        let is_inverted = || !has_words(text, 5) && [", the", ", a", ", an"].iter().any(|end| text.ends_with(end)) && !opens_sentence();
        if is_comment || names_mark() || is_inverted() || only_looks_open(text) || goes_on_in_parts(article, id, place, text) {
            return;
        }
        // "together with --onto", "it's => its", and a name in a line of its own: "The name space is", "ORG.HARBOUR.TIDE".
        let is_option = text.rsplit(' ').next().is_some_and(|last| last.starts_with('-'))
            || text.rsplit(' ').nth(1).is_some_and(|sign| matches!(sign, "=>" | "->" | "→"))
            || ends_in_control(article, id);
        if is_option || prose::next_block(article, id).is_some_and(|next| is_name_alone(article, next)) {
            return;
        }
        // "…, cookies, and" behind a whole sentence of the same item, or among several sentences, runs into no other item.
        let has_comma = || text.strip_suffix(last_word(text)).is_some_and(|before| before.trim_end().ends_with(','));
        let all_closed = || {
            matches!(closing, Some(Closing::Siblings(siblings))
            if siblings.are_closed()
                && ((siblings.closed >= 3 || is_behind_closed(article, id)) && !has_comma() || prose::last_sentence(text).len() < text.len()))
        };
        let is_last_item = || article.is_within(id, Kind::Item) && items_behind(article, id) == 0;
        let words = |at_least| has_words(text, at_least);
        let word = last_word(text);
        let language = &article.language.code;
        let open = match End::of(text) {
            End::Word => {
                // A short line of an export may be a heading that lost its end.
                let is_short_prose = || place == Place::Running && words(3) && text.contains(',') && opens_sentence();
                let is_short = article.source.format() == Format::Plain && is_prose || is_short_prose() || place == Place::Cell;
                let enough = if is_short { 3 } else { 4 };
                let never =
                    self.never_last.has(language, word) && words(enough) || is_prose && words(5) && self.leads_on(language, text, word);
                // "What you live on" ends a line of notes, but no sentence where sentences are closed.
                let seldom = || match closing {
                    Some(closing) => {
                        words(closing.seldom_from()) && closes() || place == Place::Item && words(6) && self.hanging.has(language, word)
                    }
                    // "The page it links to" stands in a cell without the word that begins such a clause.
                    None => {
                        // The cells below the name of a column go on with it: "Take it when".
                        let is_name = || article.ancestors(id).any(|cell| article.block(cell).flags.has(Flags::HEADER));
                        place == Place::Quotation && words(6)
                            || place == Place::Cell && words(3) && !self.stranding.has(language, word) && !is_name()
                    }
                };
                (never || self.seldom_last.has(language, word) && seldom())
                    && !self.is_stranded(language, text)
                    && !self.is_short_question(language, text)
                    && !self.has_bare_clause(language, text, place == Place::Cell)
                    && (!is_named(article, id) || self.is_set_caption(article, id) || never && is_set_sentence(article, id, text))
                    && !is_series(text, word, || {
                        all_closed() || is_last_item() || closing.is_none() || matches!(closing, Some(Closing::Habit(_))) && closes()
                    })
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
            End::Opening => is_prose && words(4) && !text.ends_with('{') && !prose::is_smiley(text) && !is_named(article, id),
            End::Closed | End::Sign | End::Colon | End::Nothing => false,
        };
        // "the rope, and" at the end of an item, "the rope and" before the last: the list itself is the sentence.
        let ends_in_series = || {
            let before = text.strip_suffix(word).unwrap_or("").trim_end();
            matches!(word, "and" | "or")
                && (before.ends_with([',', ';']) || !words(5) || items_behind(article, id) == 1 || is_beside_same_end(article, id, word))
        };
        // "Choose a berth in the list, or" above another way in the same item, "Mark 0 means low water," above "Mark 1 means …".
        let names_another_way = || word == "or" && has_text_behind(article, id);
        let is_parallel = || End::of(text) == End::Comma && begins_like_next(article, id);
        // "Else must follow if" in a table about words of a language, "the value to and".
        let is_verb = || matches!(word, "and" | "or") && text.rsplit(' ').nth(1) == Some("to");
        let is_keyword = || place == Place::Cell && (is_code_elsewhere(article, word) || is_verb());
        let is_answered = || place == Place::Cell && is_beside_sign(article, id);
        if open && (names_another_way() || is_parallel() || is_keyword() || is_answered() || self.is_list_of_words(language, text)) {
            return;
        }
        // "the people a berth belongs to" tells what a term means.
        let is_told = || article.is_within(id, Kind::DefDesc) && !words(12) && self.stranding.has(language, word);
        if open && is_told() {
            return;
        }
        let in_series = End::of(text) == End::Comma || ends_in_series() || goes_on_in_next_item(article, id);
        if open && !(in_series && items_behind(article, id) > 0 && !all_closed()) {
            if End::of(text) == End::Comma {
                // As often a slip for a full stop as a lost clause.
                report(article, id, found, COMMA).milder();
            } else {
                report(article, id, found, MID_SENTENCE);
            }
        }
    }

    /// An end that is open only by what is missing: no mark, where the article closes its paragraphs.
    pub(super) fn unended(
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
        let in_brackets = has_open_bracket(text)
            && (words(8) || words(4) && matches!(closing, Closing::Habit(_)) && closing.closes(article))
            && bracket_left_open(prose::last_sentence(text))
            && !opens_in_code(article, id);
        let in_quotation = words(6)
            && quotation_left_open(article, id, text)
            && closing.closes(article)
            // Somebody's speech may go on in the next paragraph.
            && !prose::next_block(article, id).is_some_and(|next| article.text_of(next).starts_with(['“', '"', '«', '„']));
        let evidence = OnceCell::new();
        let evidence = || evidence.get_or_init(|| self.evidence(article, id, searches)).as_ref();
        let is_piece = || words(PIECE_IN) && evidence().is_some_and(Evidence::may_be_piece);
        let mut is_bound = || match closing {
            Closing::Siblings(siblings) => {
                siblings.are_closed()
                    && (words(8) && (siblings.closed >= 3 || has_inner() || lists.are_closed(article))
                        || siblings.closed >= 3 && words(5) && (lists.are_closed(article) || lists.leave_none_open(article))
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
                || is_labelled(article, id) && !has_inner() && !(words(self.at_least + 1) && self.has_finite(&article.language.code, text))
                || is_last_of_labels(article, id)
        };
        if !(in_brackets || in_quotation || is_bound() && !is_phrase()) || is_before_example(article, id) {
            return;
        }
        let (language, word) = (&article.language.code, last_word(text));
        // Such a word is reported as an open end of its own.
        let is_open = self.never_last.has(language, word)
            || self.seldom_last.has(language, word) && words(closing.seldom_from()) && closing.closes(article);
        if is_open && !self.is_stranded(language, text) && !self.has_bare_clause(language, text, false)
            || self.is_caption(language, text)
            || is_named(article, id)
        {
            return;
        }
        if in_brackets {
            // What is lost may be the bracket alone.
            report(article, id, found, BRACKET).milder();
            return;
        }
        if in_quotation && !is_title_case(text) {
            report(article, id, found, QUOTATION).milder();
            return;
        }
        // Behind other sentences, "so far, over 40 boats" is no measure and no name.
        let counts_things = || {
            let sentence = prose::last_sentence(text);
            has_inner()
                && !sentence.contains(": ")
                && ends_in_counted_things(text)
                && has_words(sentence, 4)
                && self.is_listed(language, word)
        };
        if is_title_case(text) || ends_in_a_name(text) && !counts_things() || is_made_of_lines(article, id) {
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
    pub(super) fn is_clause(&self, language: &str, text: &str) -> bool {
        let mut words = prose::last_sentence(text).split_whitespace();
        let (first, second) = (words.next().unwrap_or(""), words.next().unwrap_or(""));
        let asks = self.relating.has(language, &first.to_lowercase()) && !self.openers.has(language, first);
        // "We seldom see a boat": what begins with its subject is no label, unless it calls to the reader.
        let is_said = || self.subjects.has(language, &first.to_lowercase()) && SAYING.contains(&first) && has_words(text, 5);
        // "When we have a long": a clause, and no heading such as "When to moor".
        let is_clause = || {
            self.clause_openers.has(language, first)
                && CONDITIONS.contains(&first)
                && SAYING.iter().any(|subject| subject.eq_ignore_ascii_case(second))
                && has_words(text, 5)
        };
        self.asking.has(language, first)
            || is_said()
            || is_clause()
            || self.openers.has(language, first) && self.seldom_last.has(language, second)
            || first.starts_with(char::is_uppercase) && !asks && self.finite.has(language, second)
    }

    /// A verb stands behind the label, as only a sentence has one: "**Who:** the crews of all boats, old and new" is none.
    fn has_finite(&self, language: &str, text: &str) -> bool {
        let behind = text.split_once(':').map_or(text, |(_, behind)| behind);
        behind.split_whitespace().any(|word| self.finite.has(language, word))
    }

    /// Whether a last word is one that the dictionary has.
    fn is_listed(&self, language: &str, word: &str) -> bool {
        word.len() > 3 && Dictionary::of(language).is_some_and(|dictionary| dictionary.lists(word)) && !self.known_words.has(language, word)
    }

    /// A caption in italics below its picture.
    pub(super) fn is_set_caption(&self, article: &Document, id: BlockId) -> bool {
        self.is_caption(&article.language.code, article.text_of(id)) && prose::is_made_of(article, id, &[InlineKind::Emphasis])
    }

    /// "Figure 3. The lock from the pier".
    pub(super) fn is_caption(&self, language: &str, text: &str) -> bool {
        let first = text.split(|c: char| !c.is_alphanumeric()).next().unwrap_or("");
        let behind = text.get(first.len()..).unwrap_or("").trim_start_matches(['.', ' ', '\u{a0}']);
        self.captions.has(language, first) && behind.starts_with(|c: char| c.is_ascii_digit())
    }
}

/// Subjects of a sentence, with the capital of its first word.
const SAYING: [&str; 6] = ["We", "They", "He", "She", "It", "There"];

/// The last bracket of a text is part of code: "`fetch(`, a call".
fn opens_in_code(article: &Document, id: BlockId) -> bool {
    let bracket = article.text_of(id).rfind('(').map_or(0, |at| at as u32) + article.block(id).text.start();
    let holds = |inline: &Inline| inline.text.start() <= bracket && bracket < inline.text.end();
    article.inlines_of(id).iter().any(|inline| inline.kind == InlineKind::Code && holds(inline))
}

/// The article sets the word as code.
fn is_code_elsewhere(article: &Document, word: &str) -> bool {
    /// Ranges that are looked at.
    const LOOKED_AT: usize = 1000;
    article.inlines.iter().take(LOOKED_AT).any(|inline| inline.kind == InlineKind::Code && inline.text.cut(&article.text) == word)
}

/// First words of a clause that a subject follows.
pub(super) const CONDITIONS: [&str; 6] = ["When", "If", "While", "Since", "Although", "Because"];

/// Nothing stands behind the paragraph in its item.
fn ends_item(article: &Document, id: BlockId) -> bool {
    let item = article.ancestors(id).find(|ancestor| article.block(*ancestor).kind == Kind::Item);
    item.is_none_or(|item| (article.block(id).end..article.block(item).end).all(|next| article.block(next).kind != Kind::Paragraph))
}

/// It begins as a sentence and has the words of one.
fn is_sentence_of_some_length(text: &str) -> bool {
    text.starts_with(char::is_uppercase) && has_words(text, 8) && !is_title_case(text)
}

/// What stands beside the text is closed: the other cells of its column, the other items, the sentence before it.
fn stands_by_closed(article: &Document, id: BlockId, place: Place) -> bool {
    /// Neighbours that show it, and how many are looked at.
    const BOTH: usize = 2;
    const NEAR: usize = 40;
    let text = article.text_of(id);
    let has_sentence_before = || prose::last_sentence(text).len() < text.len();
    let closed = |ids: &mut dyn Iterator<Item = BlockId>| {
        ids.take(NEAR).filter(|other| *other != id && End::of(article.text_of(*other)).is_closed()).take(BOTH).count() == BOTH
    };
    match place {
        Place::Cell => {
            let Some(cell) = std::iter::once(id).chain(article.ancestors(id)).find(|outer| article.block(*outer).kind == Kind::Cell) else {
                return false;
            };
            let row = article.block(cell).parent;
            let column = article.children(row).take_while(|other| *other < cell).count();
            let rows = article.children(article.block(row).parent).filter(|other| *other != row);
            closed(&mut rows.filter_map(|row| article.children(row).nth(column)))
        }
        Place::Item => {
            let item = article.ancestors(id).find(|outer| article.block(*outer).kind == Kind::Item);
            item.is_some_and(|item| closed(&mut article.children(article.block(item).parent).filter(|other| *other != item)))
        }
        Place::Quotation | Place::Running => has_sentence_before(),
        Place::Note | Place::Quoted => false,
    }
}

/// Reports a text that stops in mid-sentence.
pub(super) fn report_at(article: &Document, id: BlockId, found: &mut Found<'_>) {
    report(article, id, found, MID_SENTENCE);
}

fn report<'f>(article: &Document, id: BlockId, found: &'f mut Found<'_>, what: &str) -> &'f mut RawFinding {
    let tail = prose::tail(article, id, SHOWN);
    let span = article.source_span(tail);
    found.at(id, span, what, [tail.cut(&article.text)])
}
