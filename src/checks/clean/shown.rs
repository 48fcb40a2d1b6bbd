//! Marks in running text: where they stand, whether the article only shows them, and what it is about.

use std::ops::Range;

use regex::Regex;

use crate::checks::prose::{class_in, is_order};
use crate::document::{BlockId, Document, Flags, Inline, InlineKind, Kind};
use crate::rule::{Seen, leaves};
use crate::source::Format;
use crate::span::Span;

/// Bytes of a text before and behind a mark that are looked at, so that a long paragraph full of marks takes linear time.
const NEAR: usize = 600;

/// Calls `take` with each hit of `find` in text that readers take for prose. Code, formulas and furniture are passed over whole.
pub(super) fn in_prose(article: &Document, find: impl Fn(&str, usize) -> Option<Range<usize>>, mut take: impl FnMut(BlockId, Span)) {
    let mut at = 0;
    while let Some(hit) = find(&article.text, at) {
        let id = article.leaf_at(hit.start as u32);
        at = hit.end.max(hit.start + 1);
        if is_prose(article, id) {
            take(id, Span::from(hit));
        } else {
            at = at.max(article.block(id).text.end() as usize);
        }
    }
}

/// The signs that were seen in text that readers take for prose, with their leaves.
pub(super) fn seen_in_prose<'s>(article: &Document, seen: &'s [Seen]) -> impl Iterator<Item = (BlockId, &'s Seen)> {
    leaves(article, seen).filter(|(id, _)| is_prose(article, *id))
}

/// The forms that begin with signs of a kind, none within another; `form` is anchored, and no form has more bytes than `longest`. It is asked for
/// when a sign was seen: to make an expression takes as long as to read some articles.
pub(super) fn forms<'s>(
    article: &'s Document,
    seen: &'s [Seen],
    kind: u8,
    form: impl Fn() -> Option<&'s Regex>,
    longest: usize,
) -> impl Iterator<Item = (BlockId, Span)> {
    let mut end = 0;
    seen_in_prose(article, seen).filter(move |(_, sign)| sign.kind == kind).filter_map(move |(id, sign)| {
        let start = sign.text.start();
        if start < end {
            return None;
        }
        let to = article.text.floor_char_boundary(start as usize + longest);
        let found = form()?.find(article.text.get(start as usize..to)?)?;
        end = start + found.end() as u32;
        Some((id, Span::new(start, end)))
    })
}

/// The signs that were seen in text that no code has either: what an export indents was no code, and a line of signs alone reads like some.
pub(super) fn seen_in_text<'s>(article: &Document, seen: &'s [Seen]) -> impl Iterator<Item = (BlockId, &'s Seen)> {
    let is_export = article.source.format() == Format::Plain;
    leaves(article, seen).filter(move |(id, _)| {
        let block = article.block(*id);
        is_prose(article, *id) || is_export && block.kind == Kind::Code && !block.flags.has(Flags::BOILER)
    })
}

/// Whether a leaf holds text for readers.
pub(super) fn is_prose(article: &Document, id: BlockId) -> bool {
    let block = article.block(id);
    matches!(block.kind, Kind::Paragraph | Kind::Heading) && !block.flags.has(Flags::BOILER)
}

/// The next match of an expression at or behind an offset.
pub(super) fn next(expression: &Regex, text: &str, at: usize) -> Option<Range<usize>> {
    (at <= text.len()).then(|| expression.find_at(text, at)).flatten().map(|found| found.range())
}

/// The next place of a string at or behind an offset.
pub(super) fn next_of(needle: &str, text: &str, at: usize) -> Option<Range<usize>> {
    let found = memchr::memmem::find(text.as_bytes().get(at..)?, needle.as_bytes())?;
    Some(at + found..at + found + needle.len())
}

/// What stands before a mark in its leaf, the nearest part of it.
pub(super) fn before(article: &Document, id: BlockId, hit: Span) -> &str {
    let start = article.block(id).text.start() as usize;
    let mut from = start.max((hit.start() as usize).saturating_sub(NEAR));
    while !article.text.is_char_boundary(from) {
        from += 1;
    }
    article.text.get(from..hit.start() as usize).unwrap_or("")
}

/// What stands behind a mark in its leaf, the nearest part of it.
pub(super) fn behind(article: &Document, id: BlockId, hit: Span) -> &str {
    let end = article.block(id).text.start() as usize + article.text_of(id).len();
    let mut to = end.min(hit.end() as usize + NEAR);
    while !article.text.is_char_boundary(to) {
        to -= 1;
    }
    article.text.get(hit.end() as usize..to).unwrap_or("")
}

/// The sentence around a mark, as far as it is near: from behind the last mark that ends one to the next.
pub(super) fn sentence(article: &Document, id: BlockId, hit: Span) -> Span {
    let (before, behind) = (before(article, id, hit), behind(article, id, hit));
    let ends = |text: &str, at: usize| {
        let rest = text.get(at + 1..).unwrap_or("").trim_start_matches(['"', '”', ')', '*', '\'', '’']);
        rest.is_empty() || rest.starts_with([' ', '\u{a0}', '\n'])
    };
    let start = before
        .bytes()
        .enumerate()
        .rev()
        .find(|(at, byte)| matches!(byte, b'.' | b'!' | b'?') && ends(before, *at) && !before.get(at + 1..).unwrap_or("").is_empty())
        .map_or(0, |(at, _)| at + 1);
    let end = behind
        .bytes()
        .enumerate()
        .find(|(at, byte)| matches!(byte, b'.' | b'!' | b'?') && ends(behind, *at))
        .map_or(behind.len(), |(at, _)| at + 1);
    let from = hit.start() - (before.len() - start) as u32;
    let text = Span::new(from, hit.end() + end as u32);
    let cut = text.cut(&article.text);
    let lead = cut.len() - cut.trim_start_matches(|c: char| c.is_whitespace() || matches!(c, '"' | '”' | ')' | '*')).len();
    Span::new(text.start() + lead as u32, text.end())
}

/// Whether the article only shows a mark: in code, in a quotation, between quotation marks.
pub(super) fn is_shown(article: &Document, id: BlockId, hit: Span) -> bool {
    is_in(article, id, hit, &[InlineKind::Code, InlineKind::Quote, InlineKind::Math])
        || article.is_within(id, Kind::Quote)
        || is_between_marks(before(article, id, hit), behind(article, id, hit))
        || is_sample(article, id, hit)
}

/// Whether an inline range of these kinds touches a mark.
pub(super) fn is_in(article: &Document, id: BlockId, hit: Span, kinds: &[InlineKind]) -> bool {
    inlines_at(article, id, hit).any(|inline| kinds.contains(&inline.kind))
}

/// The inline ranges of a leaf that touch a mark.
fn inlines_at(article: &Document, id: BlockId, hit: Span) -> impl Iterator<Item = &Inline> {
    let all = article.inlines_of_range(id, id + 1);
    // They are sorted by their starts, and few nest: what starts far before the mark is left out, so that a long row takes linear time.
    let after = all.partition_point(|inline| inline.text.start() < hit.end());
    all.get(after.saturating_sub(64)..after).unwrap_or_default().iter().filter(move |inline| inline.text.overlaps(hit))
}

/// Whether quotation marks open before a mark and close behind it.
pub(super) fn is_between_marks(before: &str, behind: &str) -> bool {
    // Some close with the mark that opens elsewhere.
    let open = |open: &[char], close: &[char]| {
        let inner =
            before.rfind(open).and_then(|at| before.get(at..)).and_then(|rest| rest.get(rest.chars().next().map_or(0, char::len_utf8)..));
        inner.is_some_and(|inner| !inner.contains(close)) && behind.contains(close)
    };
    let straight = before.matches('"').count() % 2 == 1 && behind.contains('"');
    let single = before.ends_with(['‘', '\'', '`']) && behind.contains(['’', '\'', '`']);
    straight || single || open(&['“', '„'], &['”', '“']) || open(&['«'], &['»'])
}

/// Whether the title, the heading above a block or one above that has one of these words, or a longer one that begins so.
pub(super) fn is_about(article: &Document, id: BlockId, words: &[String]) -> bool {
    let says = |text: &str| {
        let text = text.to_lowercase();
        words
            .iter()
            .any(|word| text.match_indices(word.as_str()).any(|(at, _)| !text.get(..at).unwrap_or("").ends_with(char::is_alphanumeric)))
    };
    let section = article.section_of(id);
    article.title().is_some_and(says)
        || section.is_some_and(|section| {
            says(article.text_of(section.heading)) || article.parents(section).any(|outer| says(article.text_of(outer.heading)))
        })
}

/// Whether a folder or the name of an article says that it is a template or an order to a program: what it holds is there for whoever fills or
/// reads it in.
pub(super) fn is_kept_as_template(article: &Document) -> bool {
    const KINDS: [&str; 4] = ["template", "templates", "prompt", "prompts"];
    let path = article.source.path();
    let parts = path.iter().filter_map(|part| part.to_str());
    parts
        .flat_map(|part| part.split(|c: char| !c.is_ascii_alphanumeric()))
        .any(|word| KINDS.iter().any(|kind| word.eq_ignore_ascii_case(kind)))
        || is_order(article)
}

/// Whether an article has code, in blocks or within sentences: names of programs are words of such articles.
pub(super) fn shows_code(article: &Document) -> bool {
    article.inlines.iter().any(|inline| inline.kind == InlineKind::Code)
        || article.blocks.iter().any(|block| block.kind == Kind::Code && !block.text.is_empty())
}

/// The blocks of the part of an article that a block stands in, from its heading to the next one.
pub(super) fn part_of(article: &Document, id: BlockId) -> std::ops::Range<BlockId> {
    let behind = article.sections.partition_point(|section| section.heading <= id);
    let end = article.sections.get(behind).map_or(article.blocks.len() as BlockId, |section| section.heading);
    article.section_of(id).map_or(0, |section| section.heading)..end
}

/// The same of one part: what stands beside a sentence shows whether it speaks of a program, whatever the article has elsewhere.
pub(super) fn part_shows_code(article: &Document, part: &std::ops::Range<BlockId>) -> bool {
    article.inlines_of_range(part.start, part.end).iter().any(|inline| inline.kind == InlineKind::Code)
        || article
            .blocks
            .get(part.start as usize..part.end as usize)
            .unwrap_or_default()
            .iter()
            .any(|block| block.kind == Kind::Code && !block.text.is_empty())
}

/// Whether an article says anything in a sentence: files of settings and lists of words do not.
pub(super) fn has_sentence(article: &Document) -> bool {
    article.of_kind(Kind::Paragraph).any(|(id, _)| {
        let text = article.text_of(id);
        !text.starts_with('#') && text.ends_with(['.', '!', '?', ':', '”', '"', ')']) && text.split_whitespace().nth(4).is_some()
    })
}

/// Whether a block is the first or the last that says something in the article.
pub(super) fn opens_or_closes(article: &Document, id: BlockId) -> bool {
    let speaks = |(_, block): &(BlockId, &crate::document::Block)| {
        block.kind == Kind::Paragraph && !block.flags.has(Flags::BOILER) && !block.text.is_empty()
    };
    let first = article.all().find(speaks).map(|(id, _)| id);
    let last = article.blocks.iter().enumerate().rev().map(|(id, block)| (id as BlockId, block)).find(speaks).map(|(id, _)| id);
    first == Some(id) || last == Some(id)
}

/// Whether a text file is a list of changes or of tasks, as its name says, or a row of records for a program. Those who write one speak of tags, slots
/// and names of programs, and break their lines as they like.
pub(super) fn is_log(article: &Document) -> bool {
    /// Words that such files are called by, alone or before what tells them apart ("NEWS-2", "changes.old").
    const NAMES: [&str; 10] =
        ["changelog", "changelogs", "changes", "history", "news", "todo", "releasenotes", "relnotes", "whatsnew", "authors"];
    article.source.format() == Format::Plain && (has_name(article, &NAMES) || is_of_records(article))
}

/// Whether a text file is called so, alone or before what tells it apart.
pub(super) fn has_name(article: &Document, names: &[&str]) -> bool {
    let first = article.source.stem().split(['.', '-', '_', ' ']).next().unwrap_or("");
    names.iter().any(|name| first.eq_ignore_ascii_case(name))
}

/// Whether a text file holds records for a program: lines of signs part them.
pub(super) fn is_of_records(article: &Document) -> bool {
    /// Such lines, at least, and bytes in which they begin.
    const RECORDS: usize = 3;
    const NEAR: usize = 16_000;
    let source = article.source.text().as_bytes();
    let source = source.get(..NEAR).unwrap_or(source);
    article.source.format() == Format::Plain && memchr::memmem::find_iter(source, b"\n%%%%").nth(RECORDS - 1).is_some()
}

/// Whether a text file is written in the tags of a page from its first line on: what reads it knows them.
pub(super) fn is_page_in_text(article: &Document) -> bool {
    let text = article.source.text();
    let first = text.trim_start_matches(['\u{feff}', ' ', '\t', '\r', '\n']).lines().next().unwrap_or("");
    let is_tag = |tag: &str| tag.starts_with(|c: char| c.is_ascii_alphabetic() || matches!(c, '!' | '?'));
    // A comment of several lines may stand first, with the name of who made the page.
    let closes = || text.trim_end().rsplit('\n').next().is_some_and(|last| last.trim_start().starts_with("</"));
    article.source.format() == Format::Plain
        && first.strip_prefix('<').is_some_and(|tag| is_tag(tag) && (tag.contains('>') || tag.starts_with("!--") && closes()))
}

/// Whether a page sets a mark as what is typed, by the class of an element around it.
fn is_sample(article: &Document, id: BlockId, hit: Span) -> bool {
    /// Classes of elements that hold what is typed or printed.
    const CLASSES: [&str; 10] =
        ["input", "userinput", "code", "command", "literal", "screen", "programlisting", "syntax", "computeroutput", "listing"];
    /// Bytes before a mark in which the element begins.
    const FAR: usize = 400;
    if article.source.format() != Format::Html {
        return false;
    }
    let source = article.source.text();
    let is_of_class = |element: &str| class_in(element).split_whitespace().any(|name| CLASSES.contains(&name));
    let block = article.block(id).src;
    let start = article.source_span(hit).start() as usize;
    let from = (block.start() as usize).max(source.floor_char_boundary(start.saturating_sub(FAR)));
    let near = source.get(from..start).unwrap_or("");
    is_of_class(block.cut(source))
        || near.rfind("<span").and_then(|at| near.get(at..)).is_some_and(|tag| is_of_class(tag) && !tag.contains("</span"))
}

/// Whether a heading names a control of a program: others of its page do so as well, and a sentence below each says what it does.
pub(super) fn names_control(article: &Document, id: BlockId) -> bool {
    /// Controls that a page explains, at least.
    const SEVERAL: usize = 3;
    let block = article.block(id);
    if article.source.format() != Format::Html || block.kind != Kind::Heading {
        return false;
    }
    let explains = |heading: BlockId| {
        let below = article.text_of(article.block(heading).end);
        let first = below.split(' ').next().unwrap_or("");
        article.block(article.block(heading).end).kind == Kind::Paragraph
            && first.len() > 3
            && first.ends_with('s')
            && !first.ends_with("ss")
            && first.starts_with(|c: char| c.is_ascii_uppercase())
            && below.ends_with('.')
    };
    explains(id) && article.of_kind(Kind::Heading).filter(|(other, _)| explains(*other)).nth(SEVERAL - 1).is_some()
}
