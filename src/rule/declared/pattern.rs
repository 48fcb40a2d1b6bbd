//! The kind `pattern`: words or a regular expression that an article should not show.

use std::cell::OnceCell;

use regex::{Regex, RegexBuilder};
use serde::Deserialize;

use super::{Report, block_at, wrong};
use crate::document::{Block, BlockId, Document, Flags, InlineKind, Kind};
use crate::finding::Fix;
use crate::limits;
use crate::rule::{Signs, leaves};
use crate::span::Span;

mod replacement;

/// The options as the article states them.
#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct Options {
    pattern: Option<String>,
    words: Option<Vec<String>>,
    #[serde(default)]
    scope: Scope,
    #[serde(default)]
    ignore_case: bool,
    #[serde(default)]
    except: Vec<String>,
    replace: Option<String>,
}

/// What a pattern looks at.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum Scope {
    /// All text that a reader sees, but code.
    #[default]
    Text,
    /// Headings.
    Heading,
    /// Items of lists.
    ListItem,
    /// Cells of tables.
    Cell,
    /// The text of links.
    LinkText,
    /// Values of the metadata.
    Metadata,
    /// The file as it is written.
    Source,
}

pub(super) struct Pattern {
    expression: Regex,
    /// Hits count only between words: the expression stands for words, not for parts of them.
    whole_words: bool,
    scope: Scope,
    is_large: bool,
    except: Vec<Regex>,
    replacement: Option<String>,
    /// How each hit begins, if that is known: only where one of these stands is looked closer.
    beginnings: Option<Vec<String>>,
}

impl Pattern {
    pub(super) fn new(options: Options) -> Result<Self, toml::de::Error> {
        let in_prose = matches!(options.scope, Scope::Text | Scope::Heading | Scope::ListItem | Scope::Cell);
        let (source, whole_words, beginnings) = match (options.pattern, options.words) {
            (Some(pattern), None) => (pattern, false, None),
            (None, Some(words)) => (alternatives(&words)?, true, if in_prose { beginnings(&words, options.ignore_case) } else { None }),
            _ => return Err(wrong("a pattern rule has either `pattern` or `words`")),
        };
        if options.except.len() > limits::EXCEPTIONS {
            return Err(wrong(format!("`except` holds more than {} patterns; one may hold several with `|`", limits::EXCEPTIONS)));
        }
        if let Some(reason) = options.replace.as_deref().and_then(replacement::refused) {
            return Err(wrong(reason));
        }
        // Together they are as large as one pattern may be.
        let limit = limits::PATTERN_SIZE / options.except.len().max(1);
        let except = options.except.iter().map(|pattern| expression(pattern, options.ignore_case, limit)).collect::<Result<Vec<_>, _>>()?;
        let Expression { regex, is_large } = expression(&source, options.ignore_case, limits::PATTERN_SIZE)?;
        if regex.is_match("") {
            return Err(wrong(format!("`{source}` matches the empty text, so it would match everywhere")));
        }
        Ok(Self {
            expression: regex,
            whole_words,
            scope: options.scope,
            is_large: is_large || except.iter().any(|except| except.is_large),
            except: except.into_iter().map(|except| except.regex).collect(),
            replacement: options.replace,
            beginnings,
        })
    }

    pub(super) const fn is_large(&self) -> bool {
        self.is_large
    }

    pub(super) fn signs(&self) -> Signs {
        Signs::of(self.beginnings.iter().flatten().map(String::as_str))
    }

    pub(super) fn replacement(&self) -> Option<&str> {
        self.replacement.as_deref()
    }

    pub(super) fn check(&self, document: &Document, report: &mut Report<'_, '_>) {
        match self.scope {
            _ if self.beginnings.is_some() => self.seen_leaves(document, report),
            Scope::Text | Scope::Heading | Scope::ListItem | Scope::Cell => self.leaves(document, report),
            Scope::LinkText => self.link_texts(document, report),
            Scope::Metadata => self.metadata(document, report),
            Scope::Source => self.source(document, report),
        }
    }

    /// Whether a block is a leaf that the pattern looks at.
    fn looks_at(&self, document: &Document, id: BlockId, block: &Block) -> bool {
        block.kind.is_leaf()
            && !block.text.is_empty()
            && !matches!(block.kind, Kind::Code | Kind::Math)
            && !block.flags.has(Flags::BOILER)
            && match self.scope {
                Scope::Heading => block.kind == Kind::Heading,
                Scope::ListItem => document.is_within(id, Kind::Item),
                Scope::Cell => document.is_within(id, Kind::Cell),
                _ => true,
            }
    }

    /// Looks at the leaves in which a hit may begin, which one search for all rules has seen.
    fn seen_leaves(&self, document: &Document, report: &mut Report<'_, '_>) {
        if document.all().any(|(id, block)| self.looks_at(document, id, block)) {
            report.concerned();
        }
        let seen = report.found.take_seen();
        let mut last = None;
        for (id, _) in leaves(document, &seen) {
            if last.replace(id) != Some(id) && self.looks_at(document, id, document.block(id)) {
                self.leaf(document, id, report);
            }
        }
    }

    /// One search over all text says whether, and where, a closer look at single blocks begins: a hit must not cross
    /// blocks, and a search that is bounded by its block cannot take quadratic time.
    fn leaves(&self, document: &Document, report: &mut Report<'_, '_>) {
        if document.all().any(|(id, block)| self.looks_at(document, id, block)) {
            report.concerned();
        }
        let Some(first) = self.expression.find(&document.text) else { return };
        for (id, block) in document.all().filter(|(_, block)| block.text.end() as usize > first.start()) {
            if self.looks_at(document, id, block) {
                self.leaf(document, id, report);
            }
        }
    }

    fn leaf(&self, document: &Document, id: BlockId, report: &mut Report<'_, '_>) {
        let start = document.block(id).text.start();
        let range = Span::new(start, start + document.text_of(id).len() as u32);
        // Code within a sentence is quoted as it is, not written by the author.
        let code = || spans_of_code(document, id);
        self.hits(&document.text, range, code, |hit| {
            self.report(document, report, id, document.source_span(hit), hit.cut(&document.text));
        });
    }

    fn link_texts(&self, document: &Document, report: &mut Report<'_, '_>) {
        for inline in &document.inlines {
            if inline.kind != InlineKind::Link || document.block(inline.block).flags.has(Flags::BOILER) {
                continue;
            }
            report.concerned();
            self.hits(&document.text, inline.text, Vec::new, |hit| {
                self.report(document, report, inline.block, document.source_span(hit), hit.cut(&document.text));
            });
        }
    }

    fn metadata(&self, document: &Document, report: &mut Report<'_, '_>) {
        for meta in &document.meta {
            report.concerned();
            self.hits(&meta.value, Span::of(0, meta.value.len()), Vec::new, |hit| {
                let linear = meta.src.cut(document.source.text()) == &*meta.value;
                let span = if linear { hit.shifted(meta.src.start()) } else { meta.src };
                self.report(document, report, Document::ROOT, span, hit.cut(&meta.value));
            });
        }
    }

    fn source(&self, document: &Document, report: &mut Report<'_, '_>) {
        report.concerned();
        let text = document.source.text();
        self.hits(text, Span::of(0, text.len()), Vec::new, |hit| {
            let block = block_at(document, hit);
            if !document.block(block).flags.has(Flags::BOILER) {
                self.report(document, report, block, hit, hit.cut(text));
            }
        });
    }

    /// Reports words that were found, with what should stand there instead.
    fn report(&self, document: &Document, report: &mut Report<'_, '_>, block: BlockId, span: Span, words: &str) {
        let finding = report.at(block, span, [words]);
        let Some(replacement) = &self.replacement else { return };
        let is_source = self.scope == Scope::Source;
        if let Some(edit) = replacement::edit(document, span, words, replacement, is_source) {
            finding.fixed_by(Fix::not_safe("write the replacement", vec![edit]).editing_words().once());
        }
    }

    /// Calls `report` for each hit within a range of a text, unless it touches what is exempt or an exception.
    fn hits(&self, text: &str, range: Span, exempt: impl Fn() -> Vec<Span>, mut report: impl FnMut(Span)) {
        let bounded = Span::new(0, range.end()).cut(text);
        let exceptions = OnceCell::new();
        let mut at = range.start() as usize;
        while let Some(hit) = find_at(&self.expression, bounded, at) {
            at = if hit.is_empty() { next_character(bounded, hit.end() as usize) } else { hit.end() as usize };
            if hit.is_empty() || self.whole_words && !between_words(bounded, hit) {
                continue;
            }
            let exceptions: &Vec<Vec<Span>> = exceptions
                .get_or_init(|| std::iter::once(exempt()).chain(self.except.iter().map(|except| all(except, bounded, range))).collect());
            let silenced = exceptions.iter().any(|spans| {
                let next = spans.partition_point(|span| span.end() <= hit.start());
                spans.get(next).is_some_and(|span| span.overlaps(hit))
            });
            if !silenced {
                report(hit);
            }
        }
    }
}

/// The first match at or after an offset. What stands before the offset is still seen by `\b` and `^`.
fn find_at(expression: &Regex, text: &str, at: usize) -> Option<Span> {
    if at > text.len() {
        return None;
    }
    expression.find_at(text, at).map(|hit| Span::from(hit.range()))
}

fn all(expression: &Regex, bounded: &str, range: Span) -> Vec<Span> {
    let mut spans = Vec::new();
    let mut at = range.start() as usize;
    while let Some(span) = find_at(expression, bounded, at) {
        at = if span.is_empty() { next_character(bounded, span.end() as usize) } else { span.end() as usize };
        spans.push(span);
    }
    spans
}

fn next_character(text: &str, at: usize) -> usize {
    at + text.get(at..).and_then(|rest| rest.chars().next()).map_or(1, char::len_utf8)
}

/// A compiled pattern.
pub(super) struct Expression {
    pub(super) regex: Regex,
    /// Whether it takes so much memory that there must not be many of its kind.
    pub(super) is_large: bool,
}

/// A regular expression of a rule article, of at most so many bytes when compiled; `^` and `$` are the ends of a block or line.
pub(super) fn expression(pattern: &str, ignore_case: bool, limit: usize) -> Result<Expression, toml::de::Error> {
    let build = |limit: usize| {
        RegexBuilder::new(pattern)
            .case_insensitive(ignore_case)
            .multi_line(true)
            .crlf(true)
            .size_limit(limit)
            .nest_limit(limits::PATTERN_NESTING)
            .build()
    };
    let built = match build(limits::SMALL_PATTERN.min(limit)) {
        Ok(regex) => return Ok(Expression { regex, is_large: false }),
        Err(regex::Error::CompiledTooBig(_)) => build(limit),
        refused => refused,
    };
    built.map(|regex| Expression { regex, is_large: true }).map_err(|error| match error {
        regex::Error::CompiledTooBig(limit) => wrong(format!("the pattern needs more than {limit} bytes when compiled")),
        // The parser draws the pattern with a caret below it; its last line says what is wrong.
        other => {
            let reason = other.to_string();
            let reason = reason.lines().last().unwrap_or("").trim_start_matches("error: ").to_owned();
            wrong(format!("`{pattern}` is no pattern: {reason}"))
        }
    })
}

/// Words as one expression, the longest first. Blanks match any run of blanks. Only boundaries of ASCII words are part of it:
/// they keep the fast engine, and [`between_words`] looks at the others.
fn alternatives(words: &[String]) -> Result<String, toml::de::Error> {
    let mut words: Vec<&str> = words.iter().map(|word| word.trim()).collect();
    if words.is_empty() || words.contains(&"") {
        return Err(wrong("`words` holds at least one word, and no empty one"));
    }
    words.sort_by_key(|word| std::cmp::Reverse(word.len()));
    let boundary = |character: Option<char>| if character.is_some_and(|c| c.is_ascii_alphanumeric()) { r"(?-u:\b)" } else { "" };
    let alternatives: Vec<String> = words
        .iter()
        .map(|word| {
            let escaped: Vec<String> = word.split_whitespace().map(regex::escape).collect();
            format!("{}{}{}", boundary(word.chars().next()), escaped.join(r"\s+"), boundary(word.chars().next_back()))
        })
        .collect();
    Ok(alternatives.join("|"))
}

/// The first word of each phrase; `None` when one of them begins with a letter whose cases only the expression knows.
fn beginnings(words: &[String], ignore_case: bool) -> Option<Vec<String>> {
    let first = |word: &String| {
        let first = word.split_whitespace().next()?;
        let known = if ignore_case { first.find(|c: char| !c.is_ascii()).unwrap_or(first.len()) } else { first.len() };
        first.get(..known).filter(|known| !known.is_empty()).map(str::to_owned)
    };
    words.iter().map(first).collect()
}

/// Whether a hit is not a part of a longer word.
fn between_words(text: &str, hit: Span) -> bool {
    let letters =
        |one: Option<char>, other: Option<char>| one.is_some_and(char::is_alphanumeric) && other.is_some_and(char::is_alphanumeric);
    let (words, range) = (hit.cut(text), hit.range());
    !letters(text.get(..range.start).and_then(|before| before.chars().next_back()), words.chars().next())
        && !letters(words.chars().next_back(), text.get(range.end..).and_then(|after| after.chars().next()))
}

fn spans_of_code(document: &Document, block: BlockId) -> Vec<Span> {
    document.inlines_of_range(block, block + 1).iter().filter(|inline| inline.kind == InlineKind::Code).map(|inline| inline.text).collect()
}
