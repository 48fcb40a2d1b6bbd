//! What a rule reports: a defect at a place, in words, with the other places it concerns.

use std::borrow::Cow;

use crate::limits;
use crate::span::{Position, Span};
use serde::{Deserialize, Serialize};

/// How bad a defect is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Severity {
    /// Worth knowing; costs nothing.
    Info,
    /// An editor must look.
    Warning,
    /// Must not be published.
    Error,
}

impl Severity {
    /// All severities, lowest first.
    pub const ALL: [Self; 3] = [Self::Info, Self::Warning, Self::Error];

    /// The name in configuration and output.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Info => "info",
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }

    /// The severity of that name.
    #[must_use]
    pub fn of_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|severity| severity.name() == name)
    }

    /// One step milder; info stays info.
    #[must_use]
    pub const fn lowered(self) -> Self {
        match self {
            Self::Error => Self::Warning,
            Self::Warning | Self::Info => Self::Info,
        }
    }
}

/// Our words with holes, and quoted text in the holes. Each output escapes the quotes in its own way, so nothing is
/// formatted before it is printed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Message {
    template: Box<str>,
    quotes: Vec<Box<str>>,
}

/// A part of a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part<'m> {
    /// Our own words.
    Ours(&'m str),
    /// Words of an article, a file name or a configuration: to be escaped.
    Quoted(&'m str),
}

impl Message {
    /// A message; `{}` in the template are the holes. Quotes lose line ends and what is over the limit for quotes.
    pub fn new<Q: AsRef<str>>(template: &str, quotes: impl IntoIterator<Item = Q>) -> Self {
        let quotes = quotes.into_iter().map(|quote| shorten(quote.as_ref())).collect();
        Self { template: template.into(), quotes }
    }

    /// Adds our own words behind the message; `{}` in them are holes for the quotes.
    pub fn push<Q: AsRef<str>>(&mut self, template: &str, quotes: impl IntoIterator<Item = Q>) {
        let more = Self::new(template, quotes);
        self.template = [&*self.template, &*more.template].concat().into();
        self.quotes = std::mem::take(&mut self.quotes).into_iter().chain(more.quotes).collect();
    }

    /// Puts another quote into a hole, counted from 0.
    pub fn requote(&mut self, hole: usize, quote: &str) {
        if let Some(known) = self.quotes.get_mut(hole) {
            *known = shorten(quote);
        }
    }

    /// The parts in order.
    pub fn parts(&self) -> impl Iterator<Item = Part<'_>> {
        let mut quotes = self.quotes.iter();
        self.template.split("{}").enumerate().flat_map(move |(index, ours)| {
            let quote = if index == 0 { None } else { quotes.next().map(|quote| Part::Quoted(quote)) };
            quote.into_iter().chain((!ours.is_empty()).then_some(Part::Ours(ours)))
        })
    }

    /// The message as plain text, quotes as they are: for data formats that escape whole strings themselves.
    #[must_use]
    pub fn plain(&self) -> String {
        self.parts()
            .map(|part| match part {
                Part::Ours(text) | Part::Quoted(text) => text,
            })
            .collect()
    }
}

/// Whether a character steers a terminal, turns the direction of text, or cannot be seen.
#[must_use]
pub const fn is_hidden(character: char) -> bool {
    matches!(character,
        '\0'..='\u{1f}' | '\u{7f}'..='\u{9f}' | '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}'
        | '\u{180b}'..='\u{180f}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{3164}'
        | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{ffa0}' | '\u{fff0}'..='\u{fffb}' | '\u{1d173}'..='\u{1d17a}'
        | '\u{e0000}'..='\u{e0fff}')
}

/// One line, at most [`limits::QUOTE_CHARS`] characters.
pub(crate) fn shorten(quote: &str) -> Box<str> {
    let mut short = String::new();
    let mut characters = quote.trim().chars();
    for character in characters.by_ref().take(limits::QUOTE_CHARS) {
        short.push(if matches!(character, '\n' | '\r' | '\t') { ' ' } else { character });
    }
    if characters.next().is_some() {
        short.push('…');
    }
    short.into()
}

/// One end of a place, in the three units that outputs want.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Point {
    /// Bytes of the file on disk.
    pub offset: u32,
    /// Line and column of the decoded text.
    pub position: Position,
    /// Column in bytes of the decoded text, from 1.
    pub byte_column: u32,
}

/// A place in an article.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Place {
    /// Bytes of the decoded text.
    pub span: Span,
    /// Its start.
    pub start: Point,
    /// Its end, exclusive.
    pub end: Point,
    /// The lines around it, if the output shows them.
    #[serde(skip)]
    pub excerpt: Option<Box<Excerpt>>,
}

/// The lines of a place: long lines are cut around it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Excerpt {
    /// Number of the first line.
    pub line: u32,
    /// The lines, each ended by `\n` but the last.
    pub text: Box<str>,
    /// The place within `text`, in bytes, on character boundaries.
    pub mark: Span,
    /// Something was cut before / behind the first line's shown part.
    pub cut: (bool, bool),
    /// Lines above the first, as far as the output wants more than the place.
    pub above: Vec<Box<str>>,
    /// Lines below the last one shown.
    pub below: Vec<Box<str>>,
}

/// Another place that a finding concerns.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Related {
    /// The other article's path; `None`: the same article.
    pub path: Option<Box<str>>,
    /// Where.
    pub place: Place,
    /// What stands there, in a few words.
    pub words: Cow<'static, str>,
}

/// Whether a fix may be applied unasked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Safety {
    /// Readers lose nothing: applied by `--fix`.
    Safe,
    /// It is right as a rule, and an editor should look at it: applied with `--unsafe-fixes` as well.
    Unsafe,
}

impl Safety {
    /// The name in output.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Safe => "safe",
            Self::Unsafe => "unsafe",
        }
    }
}

/// A change of a text: what stands at the span becomes the replacement.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Edit {
    /// Bytes of the decoded text; empty: something is put there.
    pub span: Span,
    /// What stands there afterwards; empty: nothing.
    pub replacement: Box<str>,
}

impl Edit {
    /// Puts other words in the place of a span.
    #[must_use]
    pub fn replace(span: Span, replacement: &str) -> Self {
        Self { span, replacement: replacement.into() }
    }

    /// Takes a span out of a text, with its lines where nothing else stands on them.
    #[must_use]
    pub fn remove(text: &str, span: Span) -> Self {
        let (start, end) = (span.start() as usize, span.end() as usize);
        let before = text.get(..start).unwrap_or("");
        // Only blanks are passed over, so that a long line full of such spans is not read again for each.
        let blank = [' ', '\t'];
        let line_start = before.trim_end_matches(blank).len();
        let begins_line = before.get(..line_start).is_some_and(|above| above.is_empty() || above.ends_with(['\n', '\r', '\u{feff}']));
        let rest = text.get(end..).unwrap_or("");
        let behind = rest.trim_start_matches(blank);
        let ends_line = behind.is_empty() || behind.starts_with(['\n', '\r']);
        if !begins_line || !ends_line {
            return Self::replace(span, "");
        }
        let line_end = if behind.starts_with("\r\n") { 2 } else { usize::from(!behind.is_empty()) };
        let end = end + rest.len() - behind.len();
        Self::replace(Span::of(line_start, end + line_end), "")
    }
}

/// How a defect is repaired without inventing text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fix {
    /// What it does, in the imperative ("remove the item").
    pub title: Cow<'static, str>,
    /// Whether it may be applied unasked.
    pub safety: Safety,
    /// Whether readers see other words afterwards; else a fix that changes them is refused.
    pub edits_words: bool,
    /// Whether it is applied in the first pass only: what a replacement puts there may be found again, for ever.
    pub once: bool,
    /// The edits, in the order of their places; they belong together.
    pub edits: Vec<Edit>,
}

impl Fix {
    /// A fix that readers lose nothing by.
    #[must_use]
    pub const fn safe(title: &'static str, edits: Vec<Edit>) -> Self {
        Self { title: Cow::Borrowed(title), safety: Safety::Safe, edits_words: false, once: false, edits }
    }

    /// A fix that an editor should look at.
    #[must_use]
    pub const fn not_safe(title: &'static str, edits: Vec<Edit>) -> Self {
        Self { title: Cow::Borrowed(title), safety: Safety::Unsafe, edits_words: false, once: false, edits }
    }

    /// Says that it is applied in the first pass only.
    #[must_use]
    pub const fn once(mut self) -> Self {
        self.once = true;
        self
    }

    /// Says that readers see other words afterwards.
    #[must_use]
    pub const fn editing_words(mut self) -> Self {
        self.edits_words = true;
        self
    }
}

/// Number of a rule in [`crate::rule::Standard`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct RuleId(pub u16);

/// One defect at one place.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Finding {
    /// Its rule.
    pub rule: RuleId,
    /// How bad it is here.
    pub severity: Severity,
    /// Where it is; the smallest span that shows it.
    pub place: Place,
    /// What it is.
    pub message: Message,
    /// Further places.
    pub related: Vec<Related>,
    /// Titles of the sections it lies in, outermost first.
    pub section: Vec<Box<str>>,
    /// The place of a template that it may lie in, equal in all articles made from it: a heading, and its neighbour on the next line;
    /// or several such places with tabs between them.
    pub slot: Option<Box<str>>,
    /// Stays the same while its words and its section do, wherever they move in the file.
    pub fingerprint: u64,
    /// How it is repaired, if that takes no new text.
    pub fix: Option<Fix>,
    /// Where the edits of the repair are, in their order.
    pub edits_at: Box<[Place]>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quotes_fill_the_holes_in_order() {
        let message = Message::new("heading “{}” appears twice, first under “{}”", ["Fees", "Ferry\ntimes"]);
        assert_eq!(message.plain(), "heading “Fees” appears twice, first under “Ferry times”");
        assert_eq!(message.parts().filter(|part| matches!(part, Part::Quoted(_))).count(), 2);
    }

    #[test]
    fn words_added_have_holes_of_their_own() {
        let mut message = Message::new("section “{}” is empty", ["Notes"]);
        message.push(", as in {} more", ["12"]);
        assert_eq!(message.plain(), "section “Notes” is empty, as in 12 more");
    }

    #[test]
    fn what_stands_alone_goes_with_its_lines() {
        let removed = |text: &str, what: &str| {
            let start = text.find(what).unwrap_or(0);
            let edit = Edit::remove(text, Span::of(start, start + what.len()));
            [text.get(..edit.span.start() as usize), text.get(edit.span.end() as usize..)].map(Option::unwrap_or_default).concat()
        };
        assert_eq!(removed("- Rope\r\n* \r\n- Lamp\r\n", "*"), "- Rope\r\n- Lamp\r\n");
        assert_eq!(removed("\u{feff}<!-- x -->\nRope", "<!-- x -->"), "\u{feff}Rope");
        assert_eq!(removed("A rope.<!-- x --> A lamp.", "<!-- x -->"), "A rope. A lamp.");
        assert_eq!(removed("Rope\n<!-- x -->", "<!-- x -->"), "Rope\n");
    }

    #[test]
    fn long_quotes_are_cut_with_an_ellipsis() {
        let message = Message::new("{}", ["ä".repeat(300)]);
        assert_eq!(message.plain().chars().count(), limits::QUOTE_CHARS + 1);
    }
}
