//! Lists and headings that were run together: "1. Open the lid. 2. Lift it out.", "1.Open" without a blank, a row of signs behind a line, a tag alone.

use std::sync::LazyLock;

use super::left::{Left, push};
use super::{ANGLE, Sign, is_markdown};
use crate::checks::clean::expressions::Expression;
use crate::checks::clean::shown::{is_in, is_shown, seen_in_prose, seen_in_text};
use crate::document::{BlockId, Document, Flags, InlineKind, Kind};
use crate::rule::Seen;
use crate::source::Format;
use crate::span::Span;

/// Bytes of a text that are shown.
const SHOWN: usize = 80;

/// The first bytes of a leaf.
pub(super) fn head(article: &Document, id: BlockId) -> Span {
    let start = article.block(id).text.start();
    let text = article.text_of(id);
    Span::new(start, start + text.floor_char_boundary(SHOWN.min(text.len())) as u32)
}

/// "1. Open the lid. 2. Lift out the filter. 3. Rinse it." in one paragraph, or in one item of a numbered list.
pub(super) fn numbers(article: &Document, seen: &[Seen], kind: u8, signs: &mut Vec<Sign>) {
    /// Words of one item, at most.
    const WORDS: usize = 40;
    let mut last: Option<BlockId> = None;
    for (id, _) in seen_in_prose(article, seen).filter(|(_, sign)| sign.kind == kind) {
        if last.replace(id) == Some(id) || article.block(id).kind != Kind::Paragraph {
            continue;
        }
        let text = article.text_of(id);
        let close = if text.contains("2. ") { '.' } else { ')' };
        // The first number made an item of a list.
        let is_item = || article.is_within(id, Kind::Item) && starts_list(article, id);
        let mut rest = match text.strip_prefix('1').and_then(|rest| rest.strip_prefix(close)) {
            Some(rest) => rest,
            None if is_item() => text,
            None => continue,
        };
        let mut number = 2;
        let begins = |rest: &str| rest.trim_start().starts_with(|c: char| c.is_uppercase() || matches!(c, '“' | '"'));
        if !begins(rest) {
            continue;
        }
        let mut are_short = true;
        while let Some(at) = rest.find(&format!(" {number}{close} ")) {
            let behind = rest.get(at + 3 + number.to_string().len()..).unwrap_or("");
            let item = rest.get(..at).unwrap_or("");
            if !begins(behind) || item.trim().is_empty() {
                break;
            }
            are_short &= item.split_whitespace().nth(WORDS).is_none();
            rest = behind;
            number += 1;
        }
        let is_parted = is_in(article, id, article.block(id).text, &[InlineKind::Break, InlineKind::Code, InlineKind::Math]);
        let src = article.block(id).src.cut(article.source.text());
        let is_lines = article.source.format() != Format::Html && src.trim_end().contains('\n');
        if number > 3 && are_short && !is_parted && !is_lines && !article.is_within(id, Kind::Cell) && !article.is_within(id, Kind::Quote) {
            push(article, signs, Left::Numbers, id, head(article, id));
        }
    }
}

/// Whether a text opens the only item of a numbered list.
fn starts_list(article: &Document, id: BlockId) -> bool {
    let Some(item) = article.ancestors(id).find(|outer| article.block(*outer).kind == Kind::Item) else { return false };
    let list = article.block(article.block(item).parent);
    let src = article.block(item).src.cut(article.source.text());
    list.end == article.block(item).end && src.trim_start().starts_with('1')
}

/// "1.Open the lid" line by line, in Markdown that makes one paragraph of it.
pub(super) fn tight_marks(article: &Document, signs: &mut Vec<Sign>) {
    if !is_markdown(article) {
        return;
    }
    for (id, block) in article.of_kind(Kind::Paragraph) {
        let text = article.text_of(id).as_bytes();
        let begins = match text {
            [b'-' | b'*', next, ..] => next.is_ascii_uppercase(),
            [b'1', b'.' | b')', next, ..] => next.is_ascii_uppercase(),
            _ => false,
        };
        if !begins || block.flags.has(Flags::BOILER) {
            continue;
        }
        let src = block.src.cut(article.source.text()).trim_end();
        let lines = src.split('\n').count();
        // "-Name value" is a parameter, "-InformationAction," a list of them.
        let capital = |rest: &str| {
            let first = rest.split(' ').next().unwrap_or("");
            let mut letters = first.chars();
            letters.next().is_some_and(char::is_uppercase)
                && letters.all(|c| c.is_lowercase() || c == '\'' || c == '’')
                && rest.contains(' ')
        };
        let is_mark = |(at, line): (usize, &str)| {
            let line = line.trim();
            let number = (at + 1).to_string();
            let rest = line
                .strip_prefix('-')
                .or_else(|| line.strip_prefix('*').filter(|rest| !rest.contains('*')))
                .or_else(|| line.strip_prefix(number.as_str()).and_then(|rest| rest.strip_prefix(['.', ')'])));
            rest.is_some_and(capital)
        };
        let is_shown = article.is_within(id, Kind::Cell) || article.is_within(id, Kind::Quote);
        if lines > 1 && src.split('\n').enumerate().all(is_mark) && !is_shown && !is_in(article, id, block.text, &[InlineKind::Break]) {
            push(article, signs, Left::Marks, id, head(article, id));
        }
    }
}

/// A row of signs behind a line of a page, about as long as the line.
pub(super) fn underlines(article: &Document, seen: &[Seen], kind: u8, signs: &mut Vec<Sign>) {
    /// Words of a heading, at most.
    const WORDS: usize = 12;
    if article.source.format() != Format::Html {
        return;
    }
    let mut last: Option<BlockId> = None;
    for (id, _) in seen_in_prose(article, seen).filter(|(_, sign)| sign.kind == kind) {
        if last.replace(id) == Some(id) {
            continue;
        }
        let text = article.text_of(id).trim_end();
        let Some(mark @ ('-' | '=' | '~')) = text.chars().next_back() else { continue };
        let words = text.trim_end_matches(mark);
        let (row, title) = (text.len() - words.len(), words.trim_end());
        let is_heading = words.ends_with(char::is_whitespace)
            && title.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit())
            && title.ends_with(|c: char| c.is_alphanumeric() || matches!(c, '?' | '!' | ')' | '”'))
            && title.split_whitespace().nth(WORDS).is_none();
        // Written as long as what stands above, by eye.
        let length = title.chars().count();
        let is_as_long = row.abs_diff(length) * 5 <= length * 2;
        let hit = article.block(id).text;
        if is_heading && is_as_long && !is_shown(article, id, hit) && !article.is_within(id, Kind::Cell) {
            push(article, signs, Left::Underline, id, head(article, id));
        }
    }
}

/// A tag that is a whole paragraph, or a line of an export that is an element from end to end.
pub(super) fn tags(article: &Document, seen: &[Seen], signs: &mut Vec<Sign>) {
    static TAG: LazyLock<Expression> = LazyLock::new(|| {
        Expression::of(
            r"^</?(?i:div|p|span|section|article|aside|ul|ol|li|table|tbody|tr|td|h[1-6]|em|strong|b|i|center|font|blockquote|figure)(?: [a-z-]+=[^<>\n]*)?>$",
        )
    });
    static ELEMENT: LazyLock<Expression> = LazyLock::new(|| {
        Expression::of(
            r"^<(?i:p|em|strong|b|i|u|h[1-6]|span|div|small|li|blockquote)(?: [a-z-]+=[^<>\n]*)?>[^<>\n]{3,500}</(?i:p|em|strong|b|i|u|h[1-6]|span|div|small|li|blockquote)>$",
        )
    });
    if is_markdown(article) {
        return;
    }
    let is_export = article.source.format() == Format::Plain;
    for (id, sign) in seen_in_text(article, seen).filter(|(_, sign)| sign.kind == ANGLE) {
        let block = article.block(id);
        if sign.text.start() != block.text.start() {
            continue;
        }
        let text = article.text_of(id).trim();
        let is_tag = if is_export { block.kind == Kind::Code && ELEMENT.is_match(text) } else { TAG.is_match(text) };
        let is_announced = || id.checked_sub(1).is_some_and(|above| article.text_of(above).trim_end().ends_with(':'));
        let is_held = || article.is_within(id, Kind::Cell) || article.is_within(id, Kind::Item) || block.kind == Kind::Heading;
        if is_tag && !is_announced() && !is_held() && !is_shown(article, id, sign.text) {
            push(article, signs, Left::Tag, id, head(article, id));
        }
    }
}

/// Whether a sign may open behind such a text.
pub(super) fn opens(before: &str) -> bool {
    before.chars().next_back().is_none_or(|c| c.is_whitespace() || matches!(c, '(' | '“' | '"' | '‘' | '—' | '–' | '['))
}

/// Whether a sign may close before such a text.
pub(super) fn closes(behind: &str) -> bool {
    let mut rest = behind.chars();
    rest.next().is_none_or(|c| c.is_whitespace() || matches!(c, '.' | ',' | ')' | '!' | '?' | ':' | ';' | '”' | '"' | '’' | '—' | '–' | ']'))
        // "__init__.py" is the name of a file.
        && !(behind.starts_with(['.', '!', ':', '?']) && rest.next().is_some_and(char::is_alphanumeric))
}

/// Whether a fence opens a block of code that another one closes, in its paragraph or in one of the next: on a page, each is a line of text.
pub(super) fn is_fence(article: &Document, id: BlockId) -> bool {
    /// Blocks among which the other one stands.
    const NEAR: usize = 40;
    let is_other = |text: &str| text.trim_end().ends_with("```");
    let behind = article.all().skip(id as usize + 1).take(NEAR);
    article.source.format() == Format::Html
        && (is_other(article.text_of(id).trim_start_matches('`'))
            || behind.map(|(id, _)| article.text_of(id)).any(|text| text.starts_with("```") || is_other(text)))
}
