//! Blocks of HTML within Markdown: their lines come in, the HTML reader fills the model from them.

use super::mask::{InText, Masked};
use crate::document::{Builder, Comment, Document, Unclosed, UnclosedKind, html};
use crate::span::Span;

/// Fills the model from the lines of a block, which may have marks of quotes and items between them.
pub(super) fn fill(builder: &mut Builder<'_>, masked: &Masked<'_>, lines: &[Span]) {
    let (Some(first), Some(last)) = (lines.first(), lines.last()) else { return };
    let whole = first.join(*last);
    if lone_comment(builder, whole) {
        return;
    }
    let contiguous = lines.iter().zip(lines.iter().skip(1)).all(|(line, next)| line.end() == next.start());
    if contiguous && !masked.overlaps(whole) {
        let start = whole.start();
        html::fill_fragment(builder, whole.cut(&masked.text), &|offset| start + offset);
        return;
    }
    let mut text = String::with_capacity(whole.len() as usize);
    let mut starts: Vec<(u32, u32)> = Vec::with_capacity(lines.len());
    for line in lines {
        // Blocks that follow each other become one fragment, with the blank lines between them.
        if !text.is_empty() && !text.ends_with('\n') {
            text.push('\n');
        }
        starts.push((text.len() as u32, line.start()));
        show(&mut text, builder.source(), masked, *line);
    }
    let end = whole.end();
    let offset_of = |offset: u32| {
        let index = starts.partition_point(|(at, _)| *at <= offset);
        index.checked_sub(1).and_then(|index| starts.get(index)).map_or(0, |(at, source)| (source + (offset - at)).min(end))
    };
    html::fill_fragment(builder, &text, &offset_of);
}

/// Adds a line with its masked ranges shown as an HTML reader can take them, at the same length: within text as U+FFFC
/// with blanks, within the quotes of an attribute as they stand.
fn show(text: &mut String, source: &str, masked: &Masked<'_>, line: Span) {
    let mut at = line.start();
    for mask in masked.inline.iter().skip(masked.index_after(at)).take_while(|mask| mask.src.start() < line.end()) {
        if mask.src.start() < at || mask.src.end() > line.end() {
            continue;
        }
        let before = Span::new(at, mask.src.start()).cut(&masked.text);
        text.push_str(before);
        let len = mask.src.len() as usize;
        let open = text.rfind(['<', '>']).and_then(|found| text.get(found..)).filter(|open| open.starts_with('<'));
        let quoted = open.is_some_and(|open| open.matches('"').count() % 2 == 1 || open.matches('\'').count() % 2 == 1);
        let whole_char = source.is_char_boundary(mask.src.start() as usize + 3);
        match mask.kind {
            _ if quoted => text.push_str(mask.src.cut(source)),
            _ if open.is_some() => text.push_str(mask.src.cut(&masked.text)),
            InText::Template if len >= 3 && whole_char => {
                text.push('\u{fffc}');
                text.extend(std::iter::repeat_n(' ', len - 3));
            }
            InText::Raw => text.push_str(mask.src.cut(source)),
            _ => text.extend(std::iter::repeat_n(' ', len)),
        }
        at = mask.src.end();
    }
    text.push_str(Span::new(at, line.end()).cut(&masked.text));
}

/// A comment that is alone in its block needs no HTML reader; one that is not closed hides what follows.
fn lone_comment(builder: &mut Builder<'_>, whole: Span) -> bool {
    let written = whole.cut(builder.source());
    let start = whole.start() + (written.len() - written.trim_start().len()) as u32;
    let written = written.trim();
    let Some(inner) = written.strip_prefix("<!--") else { return false };
    match inner.find("-->") {
        Some(close) if close + 3 == inner.len() => {
            let body = Span::new(start + 4, start + 4 + close as u32);
            builder.comment(Comment { src: Span::new(start, start + written.len() as u32), body });
            true
        }
        Some(_) => false,
        None => {
            let src = Span::new(start, start + 4);
            builder.unclosed(Unclosed { what: UnclosedKind::Comment, src, block: Document::ROOT });
            true
        }
    }
}
