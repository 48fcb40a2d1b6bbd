//! What an article states in figures: its sentences as terms, with quantities, dates and times in the place of their words.
//!
//! Extraction is one pass over the rendered text of each leaf block outside code and page furniture. A leaf without any number is passed over, a
//! sentence without any value leaves nothing behind. Everything knows its place in [`Document::text`], and by that its bytes in the source.

use std::cell::OnceCell;

use crate::document::{BlockId, Document, Flags, Inline, InlineKind, Kind};
use crate::limits;
use crate::span::Span;

mod acronym;
mod change;
mod claim;
mod date;
mod interval;
mod lexer;
mod number;
mod phrase;
mod quantity;
mod sentence;
mod tokens;
mod unit;
mod words;

pub use acronym::{Definition, SMALL, definitions, spells};
pub use change::{Change, Direction, Size, StatedSize, direction_of_amount, direction_of_verb};
pub use claim::{
    Brief, Claim, ClaimForm, ClaimValue, ClaimWord, Likeness, Timely, claim_words, has_particular_subject, is_order, is_place, is_role,
    likeness, names_subject,
};
pub use date::{Date, DateForm, Time, Zone, month, weekday};
pub use interval::{Bound, Interval};
pub use lexer::{Lexeme, Token};
pub use number::Number;
pub use phrase::shown;
pub use quantity::{Amount, Connector, Period, Quantity, Rate};
pub use sentence::{Sentence, Term, TermKind};
pub use unit::{Currency, DAY, Dimension, MONTH, Unit, YEAR, unit};
pub use words::{is_function_word, is_plural, is_verb_form, stem};

/// The value of a word that counts ("seven"), below a hundred.
#[must_use]
pub fn number_word(word: &str) -> Option<f64> {
    number::small(word)
}

/// The date that a text begins with: that of front matter, for example.
#[must_use]
pub fn leading_date(text: &str) -> Option<Date> {
    let mut tokens = Vec::new();
    lexer::tokens(text, 0, &[], &mut tokens);
    date::date(&tokens::Tokens { text, tokens: &tokens }, 0).map(|(date, _)| date)
}

/// What an article states.
pub struct Facts<'d> {
    /// The article.
    pub document: &'d Document,
    quantities: Vec<Quantity>,
    dates: Vec<Date>,
    times: Vec<Time>,
    /// The terms that the values are.
    places: sentence::Values<Vec<u32>>,
    terms: Vec<Term>,
    sentences: Vec<sentence::Range>,
    claims: OnceCell<Vec<Claim>>,
    gists: OnceCell<Vec<Claim>>,
    shows_code: OnceCell<bool>,
}

impl<'d> Facts<'d> {
    /// Reads the facts of an English article.
    #[must_use]
    pub fn of(document: &'d Document) -> Self {
        let mut facts = Self {
            document,
            quantities: Vec::new(),
            dates: Vec::new(),
            times: Vec::new(),
            places: sentence::Values::default(),
            terms: Vec::new(),
            sentences: Vec::new(),
            claims: OnceCell::new(),
            gists: OnceCell::new(),
            shows_code: OnceCell::new(),
        };
        let mut tokens = Vec::new();
        let mut skipped = Vec::new();
        let number_words = number::words_in(&document.text);
        let has_number_word = |from: u32, to: u32| {
            let next = number_words.partition_point(|word| *word < from);
            number_words.get(next).is_some_and(|word| *word < to)
        };
        for (id, block) in document.all() {
            let is_read = matches!(block.kind, Kind::Paragraph | Kind::Heading | Kind::Byline) && !block.flags.has(Flags::BOILER);
            if !is_read {
                continue;
            }
            let text = block.text.cut(&document.text);
            if !has_number_word(block.text.start(), block.text.end()) && !number::has_figure(text) {
                continue;
            }
            let first = (facts.quantities.len(), facts.dates.len());
            let mut start = 0;
            while let Some(rest) = text.get(start..).filter(|rest| !rest.is_empty()) {
                let end = sentence::surely_ends(rest);
                let part = rest.get(..end).unwrap_or(rest);
                let base = block.text.start() + start as u32;
                if has_number_word(base, base + part.len() as u32) || number::has_figure(part) {
                    tokens.clear();
                    skipped.clear();
                    let is_skipped = |inline: &&Inline| is_no_prose(inline.kind) || is_exponent(document, inline);
                    let inlines = document.inlines_of(id).iter().filter(is_skipped).map(|inline| inline.text);
                    skipped.extend(inlines.filter(|inline| inline.overlaps(Span::new(base, base + part.len() as u32))));
                    lexer::tokens(part, base, &skipped, &mut tokens);
                    facts.read(id, &tokens);
                }
                start += end;
            }
            if first != (facts.quantities.len(), facts.dates.len()) {
                facts.mark_quoted(id);
            }
        }
        facts
    }

    /// Whether the article has code, in blocks or within its text: it is about a program.
    #[must_use]
    pub fn shows_code(&self) -> bool {
        *self.shows_code.get_or_init(|| {
            let is_code = |inline: &Inline| inline.kind == InlineKind::Code;
            self.document.of_kind(Kind::Code).next().is_some() || self.document.inlines.iter().any(is_code)
        })
    }

    /// All sentences that hold a value, in document order.
    pub fn sentences(&self) -> impl Iterator<Item = Sentence<'_>> {
        self.sentences.iter().map(|range| Sentence::new(self, range))
    }

    /// The sentences of a block and all blocks inside it.
    pub fn sentences_in(&self, block: BlockId) -> impl Iterator<Item = Sentence<'_>> {
        let from = self.sentences.partition_point(|range| range.block < block);
        let end = self.document.block(block).end;
        self.sentences
            .get(from..)
            .unwrap_or_default()
            .iter()
            .take_while(move |range| range.block < end)
            .map(|range| Sentence::new(self, range))
    }

    /// All quantities, in document order.
    #[must_use]
    pub fn quantities(&self) -> &[Quantity] {
        &self.quantities
    }

    /// What is printed at a range of the text.
    #[must_use]
    pub fn printed(&self, text: Span) -> &'d str {
        text.cut(&self.document.text)
    }

    /// The bytes of the source that a range of the text was made of.
    #[must_use]
    pub fn source(&self, text: Span) -> Span {
        self.document.source_span(text)
    }

    fn read(&mut self, block: BlockId, tokens: &[Token]) {
        let text = &self.document.text;
        let in_heading = self.document.block(block).kind == Kind::Heading;
        let tokens = tokens::Tokens { text, tokens };
        let mut start = (0, self.terms.len());
        let mut values = self.counts();
        let mut at = 0;
        while at < tokens.tokens.len() {
            let (kind, end) = self.term(&tokens, at, in_heading);
            let span = tokens.span(at).join(tokens.span(end - 1));
            let place = self.terms.len() as u32;
            match kind {
                TermKind::Quantity(_) => self.places.quantities.push(place),
                TermKind::Date(_) => self.places.dates.push(place),
                TermKind::Time(_) => self.places.times.push(place),
                TermKind::Word | TermKind::Mark(_) | TermKind::Other => {}
            }
            self.terms.push(Term { kind, text: span });
            at = end;
            let is_long = self.terms.len() - start.1 >= limits::SENTENCE_TERMS;
            if at >= tokens.tokens.len() || is_long || sentence::ends_before(&tokens, at) {
                let text = tokens.span(start.0).join(tokens.span(at - 1));
                let after = self.counts();
                let values_of = sentence::Values {
                    quantities: (values.quantities, after.quantities),
                    dates: (values.dates, after.dates),
                    times: (values.times, after.times),
                };
                let is_empty = |(from, to): (u32, u32)| from == to;
                if is_empty(values_of.quantities) && is_empty(values_of.dates) && is_empty(values_of.times) {
                    self.terms.truncate(start.1);
                } else {
                    let terms = (start.1 as u32, self.terms.len() as u32);
                    self.sentences.push(sentence::Range { block, text, terms, values: values_of });
                }
                start = (at, self.terms.len());
                values = after;
            }
        }
    }

    /// How many values of each kind there are so far.
    fn counts(&self) -> sentence::Values<u32> {
        sentence::Values { quantities: self.quantities.len() as u32, dates: self.dates.len() as u32, times: self.times.len() as u32 }
    }

    /// The term that begins at a token, and the first token behind it.
    fn term(&mut self, tokens: &tokens::Tokens<'_>, at: usize, in_heading: bool) -> (TermKind, usize) {
        let Some(token) = tokens.get(at) else { return (TermKind::Other, at + 1) };
        let may_begin = match token.lexeme {
            Lexeme::Number => true,
            Lexeme::Word => may_begin_value(tokens.printed(at)),
            // ".5", "-5", "-$5".
            Lexeme::Mark('-' | '.') => tokens.get(at + 1).is_some_and(|next| matches!(next.lexeme, Lexeme::Number | Lexeme::Mark(_))),
            Lexeme::Mark('“' | '”' | '‘' | '’' | '…' | '•' | '·' | '—' | '«' | '»') => false,
            Lexeme::Mark(mark) => mark == '$' || !mark.is_ascii_punctuation(),
            // "31.12.2024" looks like a version.
            Lexeme::Other => date::may_be_dotted(tokens.printed(at)),
        };
        if may_begin {
            if let Some((time, end)) = date::time(tokens, at) {
                self.times.push(time);
                return (TermKind::Time(self.times.len() as u32 - 1), end);
            }
            if let Some((date, end)) = date::date(tokens, at) {
                self.dates.push(date);
                return (TermKind::Date(self.dates.len() as u32 - 1), end);
            }
            if let Some((quantity, end)) = quantity::quantity(tokens, at, in_heading) {
                self.quantities.push(quantity);
                return (TermKind::Quantity(self.quantities.len() as u32 - 1), end);
            }
        }
        match token.lexeme {
            Lexeme::Word => (TermKind::Word, at + 1),
            Lexeme::Mark(mark) => (TermKind::Mark(mark), at + 1),
            Lexeme::Number | Lexeme::Other => (TermKind::Other, at + 1),
        }
    }

    /// Marks the values of a block that stand in somebody else's words.
    fn mark_quoted(&mut self, block: BlockId) {
        let range = self.document.block(block).text;
        let quoted = sentence::quotations(range.cut(&self.document.text), range.start());
        let by_markup = self.document.is_within(block, Kind::Quote);
        if quoted.is_empty() && !by_markup {
            return;
        }
        let is_quoted = |text: Span| {
            let after = quoted.partition_point(|span| span.start() <= text.start());
            by_markup || after.checked_sub(1).and_then(|at| quoted.get(at)).is_some_and(|span| span.contains(text))
        };
        for quantity in self.quantities.iter_mut().rev().take_while(|quantity| quantity.text.start() >= range.start()) {
            quantity.is_quoted |= is_quoted(quantity.text);
        }
        for date in self.dates.iter_mut().rev().take_while(|date| date.text.start() >= range.start()) {
            date.is_quoted |= is_quoted(date.text);
        }
    }
}

/// Whether a word may begin a value: it is a number or begins one ("half a million"), the name of a month or a weekday, the code of a currency
/// or of a part of a year.
fn may_begin_value(word: &str) -> bool {
    match word.as_bytes() {
        [b'a' | b'A'] | [b'a' | b'A', b'n'] => true,
        // "USD", "Q3", "FY26".
        [first, second, ..] if first.is_ascii_uppercase() && (second.is_ascii_uppercase() || second.is_ascii_digit()) => true,
        [first, second, third, ..] => {
            first.is_ascii_uppercase() && date::may_be_named([*first, *second, *third])
                || word.len() <= 9 && word.eq_ignore_ascii_case("half")
                || number::small(word).is_some()
        }
        _ => false,
    }
}

/// Whether an inline range is the exponent of a number: "10⁻⁹", where the digits alone would read as a range or a larger number.
fn is_exponent(document: &Document, inline: &Inline) -> bool {
    let before = document.text.get(..inline.text.start() as usize).unwrap_or_default();
    inline.kind == InlineKind::Superscript
        && before.ends_with(|c: char| c.is_ascii_digit())
        && inline.text.cut(&document.text).starts_with(|c: char| c.is_ascii_digit() || matches!(c, '-' | '−' | '–' | '+'))
}

/// Inline content that is no prose of the article.
const fn is_no_prose(kind: InlineKind) -> bool {
    matches!(kind, InlineKind::Code | InlineKind::Math | InlineKind::Template | InlineKind::FootRef | InlineKind::Strike)
}
