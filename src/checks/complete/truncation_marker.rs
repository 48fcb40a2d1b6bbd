//! Marks and calls that stand where text was left out: "[…]", "(truncated)", "Continue reading", a last sentence that ends in dots.

use std::sync::OnceLock;

use serde::Deserialize;

use super::glance::Glance;
use crate::checks::prose::{self, count_words, has_words, last_word};
use crate::document::{BlockId, Document, Flags, InlineKind, Kind};
use crate::rule::{ArticleCheck, Found, RawFinding, Words};
use crate::span::Span;

mod grammar;
mod place;

use place::{ends_section, heads_text, is_labelled, is_marked, is_quoted, is_step, stands_by_code, stands_in_prose};

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct TruncationMarker {
    /// What brackets say, or a paragraph as a whole, when text was left out.
    markers: Words,
    /// Words within brackets that say so together with others.
    marking: Words,
    /// Words that may stand right behind one of them that is a verb.
    behind_marking: Words,
    /// Words before such a verb by which it tells what a program does.
    before_marking: Words,
    /// Calls to read on.
    calls: Words,
    /// Last words before dots that say "and more of the kind".
    and_so_on: Words,
    /// First words of a last sentence that leads on to what follows.
    leading_on: Words,
    /// Words that say that something is left out, or goes on elsewhere.
    omitting: Words,
    /// What is left out: the rest, or a part of a text.
    parts: Words,
    /// Words before what is left out.
    counting: Words,
    /// What the rest of a text is counted in.
    units: Words,
    /// Verbs of a call to read on.
    call_verbs: Words,
    /// What such a call names, whole.
    call_wholes: Words,
    /// What it is the whole of.
    call_nouns: Words,
    /// Small words of such a call.
    call_words: Words,
    /// What opens the rest of a text: an account, a membership.
    accounts: Words,
    /// Small words beside them.
    account_words: Words,
    /// What ends where an excerpt ends.
    previews: Words,
    /// Verbs of a text that goes on elsewhere.
    going_on: Words,
    /// What it goes on in.
    pieces: Words,
    /// What cuts a text off.
    limits: Words,
    /// What a text does to them.
    reaching: Words,
    /// Words before dots that leave a noun open.
    before_dots: Words,
    /// Words of a paragraph whose dots count.
    at_least: usize,
    /// How all these words begin and end, made when first asked for.
    #[serde(skip)]
    looks: OnceLock<Looks>,
}

/// First words of a paragraph that is a note: it says at once what it is.
const FIRST: usize = 3;

/// Bytes of a call to read on, and of one that asks for an account.
const CALL: usize = 48;
const LONG_CALL: usize = 110;

/// A mark in a paragraph, as a range of its text.
struct Mark {
    start: usize,
    end: usize,
}

impl ArticleCheck for TruncationMarker {
    fn check(&self, article: &Document, found: &mut Found<'_>) {
        let language = &article.language.code;
        let looks = self.looks.get_or_init(|| Looks::of(self));
        let mut calls = Vec::new();
        let mut dotted = Vec::new();
        let mut open = Vec::new();
        let (mut in_dots, mut concerned) = (0_usize, false);
        for (id, block) in article.of_kind(Kind::Paragraph) {
            let text = article.text_of(id);
            let form = Form::of(text);
            let may_matter = match form {
                Form::Dots | Form::Bracket => true,
                Form::Words => {
                    looks.may_say_so(text, FIRST)
                        || looks.calls.may_end(text.as_bytes())
                        || text.len() <= LONG_CALL && (looks.nouns.may_end(text.as_bytes()) || looks.accounts.may_end(text.as_bytes()))
                        || text.starts_with("***")
                }
                Form::Nothing => false,
            };
            // "Click to read more" opens a panel.
            if concerned && !may_matter || text.is_empty() || block.flags.has(Flags::QUESTION) || is_quoted(article, id) {
                continue;
            }
            concerned = true;
            if !may_matter {
                continue;
            }
            if matches!(form, Form::Dots | Form::Bracket) && is_dots(text) {
                if !article.is_within(id, Kind::Item) && !article.is_within(id, Kind::Cell) && stands_in_prose(article, id) {
                    report(article, id, &Mark { start: 0, end: text.len() }, found);
                }
                continue;
            }
            // "zcurses attr window [...]": what a term explains is the syntax of a command.
            let is_syntax = || article.is_within(id, Kind::DefTerm);
            if let Some(mark) = self.bracketed(language, text).filter(|mark| !is_marked(article, id, mark) && !is_syntax()) {
                // What a cell says in words is a value of its column: "Truncated output, error at the end".
                let is_value = || !text.ends_with([']', ')', '}', '>']) && article.is_within(id, Kind::Cell);
                let is_subject = mark.start == 0 && (is_labelled(article, id) || is_value());
                if !is_subject && !stands_by_code(article, id) {
                    report(article, id, &mark, found);
                }
            } else if let Some(mark) =
                self.call(language, text).filter(|_| !is_step(article, id) && !heads_text(article, id, text) && !heads_column(article, id))
            {
                calls.push((id, mark));
            } else if ends_in_dots(text) {
                in_dots += 1;
                if is_about_code(article, id) {
                    continue;
                }
                if self.leaves_open(article, id, text) {
                    open.push(id);
                    continue;
                }
                let in_prose =
                    block.flags.has(Flags::GUESS) || article.ancestors(id).all(|outer| article.block(outer).kind == Kind::Region);
                let kinds = [InlineKind::Emphasis, InlineKind::Strong, InlineKind::Link, InlineKind::Code];
                if in_prose && self.breaks_off(language, text) && prose::ends_in(article, id, &kinds).is_none() {
                    dotted.push(id);
                }
            }
        }
        if concerned {
            found.concerned();
        }
        // A row of teasers calls to read on at each of them, and a link leads there.
        if let [(id, mark)] = calls.as_slice()
            && article.links_in(*id).next().is_none()
        {
            report(article, *id, mark, found);
        }
        // No noun behind "the": the dots stand for text, unless the author does so again and again.
        if let [id] = open.as_slice()
            && in_dots <= 3
        {
            report(article, *id, &dots_of(article.text_of(*id)), found);
        }
        // One author's dots are a habit.
        if let ([id], 1) = (dotted.as_slice(), in_dots)
            && ends_section(article, *id)
            && closes_sentences(article)
        {
            // Dots may be meant: nothing else shows that text is lost.
            report(article, *id, &dots_of(article.text_of(*id)), found).milder();
        }
    }
}

/// The dots are those of code ("`lock run ...`."), or of a message that stands behind its name ("`lock[late]` - use ... instead of ...").
fn is_about_code(article: &Document, id: BlockId) -> bool {
    /// Bytes of the marks behind code.
    const MARKS: u32 = 2;
    let text = article.block(id).text;
    let codes = || article.inlines_of(id).iter().filter(|inline| inline.kind == InlineKind::Code && !inline.text.is_empty());
    let behind = |end: u32| article.text.get(end as usize..).unwrap_or("").trim_start();
    codes().any(|code| {
        code.text.end() + MARKS >= text.end() && code.text.cut(&article.text).ends_with(['.', '…'])
            || code.text.start() == text.start() && behind(code.text.end()).starts_with(['-', '–', '—', ':'])
    })
}

/// "Read more" heads a column.
fn heads_column(article: &Document, id: BlockId) -> bool {
    article.ancestors(id).any(|outer| article.block(outer).kind == Kind::Row && article.block(outer).flags.has(Flags::HEADER))
}

/// The last word of a text with the dots behind it.
fn dots_of(text: &str) -> Mark {
    let start = text.trim_end_matches(['.', '…', ' ']).rfind(char::is_whitespace).map_or(0, |blank| blank + 1);
    Mark { start, end: text.len() }
}

/// How a paragraph could say that something was left out, by its last bytes.
#[derive(Clone, Copy)]
enum Form {
    /// It ends in dots.
    Dots,
    /// It ends in a bracket.
    Bracket,
    /// Only by its words.
    Words,
    /// There is nothing in it.
    Nothing,
}

impl Form {
    fn of(text: &str) -> Self {
        let mut last = text.bytes().rev().filter(|byte| !matches!(byte, b'*' | b'_' | b' '));
        match last.next() {
            None => Self::Nothing,
            Some(b'.') => match last.next() {
                Some(b'.') => Self::Dots,
                // "(truncated)." and the last byte of a typographic mark.
                Some(b']' | b')' | b'}' | b'>' | 0x80..) => Self::Bracket,
                _ => Self::Words,
            },
            Some(b']' | b')' | b'}' | b'>' | 0x80..) => Self::Bracket,
            Some(_) => Self::Words,
        }
    }
}

/// The words that a note and a call are known by.
struct Looks {
    /// First words of notes that say nothing else, and their greatest length.
    markers: Glance,
    longest: usize,
    /// First words of what a note says together with others.
    marking: Glance,
    /// Last words of calls.
    calls: Glance,
    /// Last words of calls that name what is to be read.
    nouns: Glance,
    /// Last words of calls that ask for an account.
    accounts: Glance,
}

impl Looks {
    fn of(check: &TruncationMarker) -> Self {
        let all = |words: &'_ Words| words.by_language().flat_map(|(_, words)| words.to_vec()).collect::<Vec<_>>();
        let (markers, marking, calls) = (all(&check.markers), all(&check.marking), all(&check.calls));
        Self {
            longest: markers.iter().map(String::len).max().unwrap_or(0),
            markers: Glance::of_first(markers.iter().map(String::as_str)),
            marking: Glance::of_first(marking.iter().chain(&all(&check.omitting)).map(String::as_str)),
            nouns: Glance::of_last(all(&check.call_nouns).iter().map(String::as_str)),
            accounts: Glance::of_last(all(&check.accounts).iter().chain(&all(&check.account_words)).map(String::as_str)),
            calls: Glance::of_last(calls.iter().map(String::as_str)),
        }
    }

    /// Whether a note may say that text was left out, by the first word and by any of so many.
    fn may_say_so(&self, note: &str, words: usize) -> bool {
        /// Marks around a note.
        const MARKS: usize = 8;
        note.len() <= self.longest + MARKS && self.markers.may_begin(note, 1) || self.marking.may_begin(note, words)
    }
}

/// The article closes its sentences as a rule.
fn closes_sentences(article: &Document) -> bool {
    let closed = article.of_kind(Kind::Paragraph).filter(|(id, _)| {
        let text = article.text_of(*id);
        prose::End::of(text).is_closed() && !ends_in_dots(text) && has_words(text, 6) && !is_quoted(article, *id)
    });
    closed.take(3).count() == 3
}

impl TruncationMarker {
    /// "[…]", "(truncated)", "[content truncated, 900 characters left out]" at the end of a paragraph, or a paragraph that says so.
    fn bracketed(&self, language: &str, text: &str) -> Option<Mark> {
        /// Words of a note that says what was left out.
        const NOTE: usize = 12;
        /// Words of a note with a full stop that is a sentence of its own.
        const SENTENCE: usize = 7;
        let body = text.trim_end_matches(['.', ' ', '*', '_']);
        let body = if body.is_empty() { text } else { body };
        let opening = match body.chars().next_back()? {
            ']' => '[',
            ')' => '(',
            '}' => '{',
            '>' => '<',
            _ => {
                let whole = text.trim_matches(|c: char| !c.is_alphanumeric());
                // "Lines omitted by the printer come back in spring." is a sentence.
                let is_sentence = text.ends_with('?') || text.ends_with('.') && has_words(whole, SENTENCE);
                // "*** limit reached, 3 of 9 pages read ***": a line of a program.
                if text.starts_with("***") && text.ends_with("***") && self.tells_end(language, whole) {
                    return Some(Mark { start: 0, end: text.len() });
                }
                // "Output: missing 0" counts what is not there.
                let says = !is_sentence
                    && !whole.ends_with(|c: char| c.is_ascii_digit())
                    && !has_words(whole, NOTE + 1)
                    && (self.says_so(language, whole, false)
                        || !text.ends_with('.') && !has_words(whole, SENTENCE + 1) && self.says_what_is_left_out(language, whole));
                return says.then_some(Mark { start: 0, end: text.len() });
            }
        };
        let start = body.rfind(opening)?;
        let inside = body.get(start + 1..body.len() - 1)?.trim();
        let before = body.get(..start).unwrap_or("");
        if self.tells_of_no_cut(language, (before, opening), inside, text) {
            return None;
        }
        // "… [abridged]", "come and join [cut]": behind dots, or behind a text that has no end.
        let is_cut = || {
            let before = before.trim_end();
            let stops = || opening == '[' && before.ends_with(char::is_alphanumeric) && has_words(before, SENTENCE);
            self.omitting.has(language, &inside.to_lowercase()) && (is_dots_at_end(before) || stops())
        };
        let is_mark = is_cut()
            || is_dots(inside) && opening != '{' && opening != '<' && !is_signature(before) && !is_call(opening, before)
            || count_words(inside) <= NOTE
                && (self.says_so(language, inside, true)
                    || self.counts_the_rest(language, inside) && !self.counts_the_whole(language, before)
                    || self.tells_end(language, inside) && (opening == '[' || before.trim().is_empty())
                    || (opening == '[' || before.trim().is_empty()) && self.says_what_is_left_out(language, inside));
        // "delete the selection (cut)": one word in brackets behind a short text says in another word what stands there.
        let is_gloss = opening == '('
            && !inside.contains(' ')
            && inside.starts_with(char::is_alphabetic)
            && !before.trim().is_empty()
            && !has_words(before, SENTENCE + 1)
            && !before.trim_end().ends_with(['.', '!', '?', '…', ',', ';', ':']);
        // A mark in quotation marks is spoken of.
        let is_quoted = inside.starts_with(['“', '"', '\'', '‘', '`']);
        // "Mixture of Reasoning Experts (MoRE)": a name.
        let is_name = || !inside.contains(' ') && prose::has_inner_capital(inside);
        (is_mark && !is_gloss && !is_quoted && !is_name() && !is_open_quotation(before)).then_some(Mark { start, end: body.len() })
    }

    /// Whether a note says that text was left out.
    fn says_so(&self, language: &str, note: &str, in_brackets: bool) -> bool {
        let looks = self.looks.get_or_init(|| Looks::of(self));
        let plain = if note.contains('’') { note.replace('’', "'").into() } else { std::borrow::Cow::Borrowed(note) };
        let note = &*plain;
        if !looks.may_say_so(note, if in_brackets { usize::MAX } else { FIRST }) {
            return false;
        }
        let note = note.to_lowercase();
        let note = note.trim_matches(|c: char| !c.is_alphanumeric());
        let is_one =
            self.markers.of(language).iter().any(|known| known == note) && (in_brackets || note.contains(' ') || note == "truncated");
        // A sentence about cut text has its subject first: "Check that no text is truncated".
        let start = note.char_indices().filter(|(_, c)| c.is_whitespace()).nth(2).map_or(note.len(), |(at, _)| at);
        let marks = |known: &String| {
            contains_words(note, known)
                && (in_brackets || contains_words(note.get(..start).unwrap_or(""), known))
                && !self.goes_on(language, note, known)
        };
        is_one || self.marking.of(language).iter().any(marks)
    }

    /// "(truncated on whole words)", "truncated answers are thrown away": how a program cuts, or what was cut, not that this text was.
    fn goes_on(&self, language: &str, note: &str, known: &str) -> bool {
        let behind = || note.split_once(known).map_or("", |(_, behind)| behind);
        let word = || behind().strip_prefix(' ').and_then(|behind| behind.split_whitespace().next());
        // "Longer texts will be truncated."
        let before = || note.split_once(known).map_or("", |(before, _)| before);
        // "(the note is the last of the day, cut to two lines)": a clause of its own stands before it.
        let is_clause = || before().ends_with(", ") && before().split_whitespace().any(|word| matches!(word, "is" | "are"));
        let is_told = || is_clause() || before().split_whitespace().next_back().is_some_and(|word| self.before_marking.has(language, word));
        let is_other = |word: &str| !self.behind_marking.has(language, word.trim_matches(|c: char| !c.is_alphanumeric()));
        !known.contains(' ') && (is_told() || word().is_some_and(is_other))
    }

    /// Dots behind a word that needs a noun, in prose that nothing takes up.
    fn leaves_open(&self, article: &Document, id: BlockId, text: &str) -> bool {
        let body = text.trim_end_matches(['.', '…', ' ']);
        let word = last_word(body);
        let dots = text.get(body.len()..).unwrap_or("").trim_start();
        if !body.ends_with(word)
            || !(dots.starts_with("..") || dots.starts_with('…'))
            || !self.before_dots.has(&article.language.code, word)
            || count_words(body) < 4
        {
            return false;
        }
        let last = prose::last_sentence(body);
        let first = last.split_whitespace().next().unwrap_or("");
        let goes_on = || {
            prose::next_block(article, id).is_some_and(|next| {
                prose::is_taken_up(article, Some(next))
                    || article.text_of(next).starts_with(['.', '…']) && article.block(next).kind != Kind::Item
            })
        };
        let kinds = [InlineKind::Emphasis, InlineKind::Strong, InlineKind::Link, InlineKind::Code];
        !is_open_quotation(last)
            && !last.starts_with(['“', '"', '«'])
            && !self.leading_on.has(&article.language.code, first)
            && prose::ends_in(article, id, &kinds).is_none()
            && !goes_on()
    }

    /// "Continue reading" as a paragraph of its own, or behind dots.
    fn call(&self, language: &str, text: &str) -> Option<Mark> {
        let body = text.trim_end_matches(|c: char| !c.is_alphanumeric());
        let ends_so = |known: &&String| {
            let tail = body.len().checked_sub(known.len()).and_then(|start| body.get(start..));
            tail.is_some_and(|tail| tail.eq_ignore_ascii_case(known))
        };
        let Some(known) = self.calls.of(language).iter().filter(ends_so).max_by_key(|known| known.len()) else {
            return (self.is_call(language, text) || self.asks_for_account(language, text)).then_some(Mark { start: 0, end: body.len() });
        };
        let start = body.len().checked_sub(known.len())?;
        let before = body.get(..start)?.trim_end();
        let is_alone = before.trim_matches(|c: char| !c.is_alphanumeric()).is_empty();
        // "It prints a new line (Read more...)." ends as a sentence does.
        let is_in_brackets = before.ends_with(['[', '(']) && !text.ends_with(").") && !text.ends_with("].");
        let is_call = is_alone || is_dots_at_end(before) || is_in_brackets;
        // "Log in to read the full story": all of it is the call.
        let is_whole = || !is_call && self.asks_for_account(language, text);
        is_whole().then_some(Mark { start: 0, end: body.len() }).or_else(|| is_call.then_some(Mark { start, end: body.len() }))
    }

    /// A longer paragraph whose last sentence stops with dots.
    fn breaks_off(&self, language: &str, text: &str) -> bool {
        let last = prose::last_sentence(text.trim_end_matches(['.', '…', ' ', ')', '"', '”']));
        let word = last_word(last).to_lowercase();
        let first = last.split_whitespace().next().unwrap_or("");
        let speaks = is_open_quotation(last) || last.starts_with(['“', '"', '«']);
        // "buoys, ropes, ..." goes on as a list does, and so does an aside that dots close.
        let goes_on = last.ends_with(',') || text.starts_with('(') && text.ends_with(')');
        count_words(text) >= self.at_least
            && !goes_on
            && count_words(last) >= 4
            && !speaks
            && !self.leading_on.has(language, first)
            && !self.and_so_on.has(language, &word)
            // "13, 14, ..." goes on counting.
            && !word.bytes().all(|byte| byte.is_ascii_digit())
    }
}

/// Only dots, in brackets or not.
fn is_dots(text: &str) -> bool {
    if !text.as_bytes().first().is_some_and(|first| matches!(first, b'.' | b' ' | b'[' | b'(' | b'*' | b'_' | 0x80..)) {
        return false;
    }
    let dots = text.trim_matches(|c: char| c.is_whitespace() || matches!(c, '[' | ']' | '(' | ')' | '*' | '_'));
    let count = dots.chars().map(|c| if c == '…' { 3 } else { 1 }).sum::<usize>();
    count >= 3 && dots.chars().all(|c| matches!(c, '.' | '…' | ' '))
}

fn ends_in_dots(text: &str) -> bool {
    is_dots_at_end(text.trim_end_matches(['*', '_', ')']))
}

fn is_dots_at_end(text: &str) -> bool {
    text.ends_with('…') || text.ends_with("...") || text.ends_with(". . .") || text.ends_with("[…]") || text.ends_with("[...]")
}

/// `tar [...]`: options of a command, not text that was left out.
fn is_signature(before: &str) -> bool {
    count_words(before) <= 3 && !before.is_empty()
}

/// `moor(...)`: the brackets stand at a name, and what was left out are what the call is given.
fn is_call(opening: char, before: &str) -> bool {
    opening == '(' && before.ends_with(|c: char| c.is_alphanumeric() || c == '_')
}

/// A quotation is open behind this text.
fn is_open_quotation(before: &str) -> bool {
    let curly = before.matches('“').count() > before.matches('”').count();
    curly || before.matches('"').count() % 2 == 1
}

fn contains_words(text: &str, words: &str) -> bool {
    text.match_indices(words).any(|(at, _)| {
        let outside = |c: Option<char>| !c.is_some_and(char::is_alphanumeric);
        outside(text.get(..at).and_then(|before| before.chars().next_back()))
            && outside(text.get(at + words.len()..).and_then(|behind| behind.chars().next()))
    })
}

fn report<'f>(article: &Document, id: BlockId, mark: &Mark, found: &'f mut Found<'_>) -> &'f mut RawFinding {
    let start = article.block(id).text.start();
    let span = Span::new(start + mark.start as u32, start + mark.end as u32);
    found.at(id, article.source_span(span), "text is left out at “{}”", [span.cut(&article.text)])
}

#[cfg(test)]
mod tests;
