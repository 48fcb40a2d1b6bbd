//! The closing fence that a block of code lacks, where its place is certain: a block and its fence in, a fix out.

use super::is_prose;
use crate::document::{BlockId, Document};
use crate::finding::{Edit, Fix};
use crate::span::Span;

const TITLE: &str = "close the block";

/// Closes a block that goes on to the end of what holds it. Where nothing but code stands in it, the page stays as it is; where prose follows,
/// the block ends before it.
pub(super) fn at_its_end(article: &Document, id: BlockId, opening: Span) -> Option<Fix> {
    let fence = Fence::of(article, opening)?;
    let block = article.block(id).src;
    let body = Span::new(opening.end().min(block.end()), block.end());
    match end_of_code(body.cut(article.source.text())) {
        End::Whole => Some(Fix::safe(TITLE, vec![fence.behind(article, body)?])),
        // What was code to readers becomes text again.
        End::Before(len) => {
            let code = Span::new(body.start(), body.start() + len as u32);
            Some(Fix::not_safe(TITLE, vec![fence.behind(article, code)?]).editing_words())
        }
        End::Unknown => None,
    }
}

/// Closes a block in which the next one begins at `next`.
pub(super) fn before_next(article: &Document, opening: Span, next: u32) -> Option<Fix> {
    let fence = Fence::of(article, opening)?;
    let body = Span::new(opening.end().min(next), next);
    let len = match end_of_code(body.cut(article.source.text())) {
        End::Whole => body.len() as usize,
        End::Before(len) => len,
        End::Unknown => return None,
    };
    let code = Span::new(body.start(), body.start() + len as u32);
    Some(Fix::not_safe(TITLE, vec![fence.behind(article, code)?]).editing_words())
}

/// Where the code of a block ends that has taken in what follows it.
#[derive(Debug, PartialEq, Eq)]
enum End {
    /// All of it is code.
    Whole,
    /// The code is so long; prose follows.
    Before(usize),
    /// There is no code, or code and prose take turns.
    Unknown,
}

/// Behind the first blank line before prose, or before the heading above it.
fn end_of_code(body: &str) -> End {
    let mut end = None;
    // A heading may be a comment of the code; prose below it decides.
    let mut heading = None;
    let mut at = 0;
    for part in parts(body) {
        let start = at;
        at += part.len();
        let text = part.trim_matches(['\n', '\r']);
        if text.trim().is_empty() {
            continue;
        }
        let is_first = body.get(..start).is_none_or(|before| before.trim().is_empty());
        let is_heading = is_heading(text);
        let is_text = !text.starts_with([' ', '\t']) && is_prose(text);
        if end.is_none() && !is_first {
            if is_text {
                end = heading.or(Some(start));
            }
            heading = is_heading.then(|| heading.unwrap_or(start));
        } else if is_first && is_text {
            return End::Unknown;
        }
    }
    match end {
        _ if body.trim().is_empty() => End::Unknown,
        None => End::Whole,
        Some(end) => End::Before(body.get(..end).map_or(end, |code| code.trim_end().len())),
    }
}

/// A heading of one line below the first level, which no comment of a program looks like.
fn is_heading(text: &str) -> bool {
    text.strip_prefix("##").is_some_and(|rest| rest.trim_start_matches('#').starts_with(' ')) && !text.contains('\n')
}

/// The parts between blank lines, each with the blank lines before it.
fn parts(body: &str) -> impl Iterator<Item = &str> {
    let mut rest = body;
    std::iter::from_fn(move || {
        if rest.is_empty() {
            return None;
        }
        let lead = rest.len() - rest.trim_start_matches(['\n', '\r']).len();
        let text = rest.get(lead..)?;
        let len = ["\n\n", "\n\r\n"].iter().filter_map(|blank| memchr::memmem::find(text.as_bytes(), blank.as_bytes())).min();
        let (part, behind) = rest.split_at_checked(lead + len.unwrap_or(text.len()))?;
        rest = behind;
        Some(part)
    })
}

/// The line that closes a block.
struct Fence<'d> {
    indent: &'d str,
    marks: &'d str,
    line_end: &'static str,
}

impl<'d> Fence<'d> {
    /// The line that closes what a line opens; `None` for one within a quotation, or behind the bullet of an item.
    fn of(article: &'d Document, opening: Span) -> Option<Self> {
        let source = article.source.text();
        let above = source.get(..opening.start() as usize)?;
        let indent = above.get(above.rfind('\n').map_or(0, |end| end + 1)..)?.trim_start_matches('\u{feff}');
        let line = opening.cut(source);
        let mark = line.chars().next().filter(|mark| matches!(mark, '`' | '~'))?;
        let marks = line.get(..line.len() - line.trim_start_matches(mark).len())?;
        let rest = source.get(opening.end() as usize..)?;
        let line_end = if rest.trim_start_matches([' ', '\t']).starts_with("\r\n") { "\r\n" } else { "\n" };
        indent.trim().is_empty().then_some(Self { indent, marks, line_end })
    }

    /// Puts the line behind the last line of the code.
    fn behind(&self, article: &Document, code: Span) -> Option<Edit> {
        let len = code.cut(article.source.text()).trim_end().len() as u32;
        let at = Span::at(code.start() + len);
        (len > 0).then(|| Edit::replace(at, &[self.line_end, self.indent, self.marks].concat()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn code_ends_before_prose_and_the_heading_above_it() {
        let code = "\npump --start\n\npump --stop";
        assert_eq!(end_of_code(code), End::Whole);
        let prose = "Wait for the lamp beside the tank to turn green.";
        for tail in [format!("\n\n{prose}\n"), format!("\n\n## Stopping it\n\n{prose}\n\nIt stops.\n")] {
            assert_eq!(end_of_code(&format!("{code}{tail}")), End::Before(code.len()), "{tail}");
        }
        let windows = format!("\r\npump --start\r\n\r\n{prose}\r\n");
        assert_eq!(end_of_code(&windows), End::Before("\r\npump --start".len()));
    }

    #[test]
    fn a_block_without_code_has_no_certain_end() {
        assert_eq!(end_of_code(""), End::Unknown);
        assert_eq!(end_of_code("\nWait for the lamp beside the tank to turn green.\n"), End::Unknown);
    }
}
