//! Whether a text holds anything to mask at all: most articles do not, and are read as they stand.

use super::{Dialect, QuoteMarks};

/// What a first look at the bytes shows.
pub(super) struct Triggers {
    /// The lines have to be scanned.
    pub(super) syntax: bool,
    /// Carriage returns that end a line alone.
    pub(super) lone_returns: Vec<usize>,
    /// Start of the first line with too many quote marks.
    pub(super) quote_marks: Option<u32>,
}

pub(super) fn find(bytes: &[u8], body: usize, dialect: Dialect) -> Triggers {
    let text = bytes.get(body..).unwrap_or_default();
    let lone_returns: Vec<usize> =
        memchr::memchr_iter(b'\r', text).filter(|at| text.get(at + 1) != Some(&b'\n')).map(|at| body + at).collect();
    let syntax = dialect == Dialect::Mdx
        || !lone_returns.is_empty()
        || memchr::memchr_iter(b'{', text).any(|at| is_brace(text, at))
        || memchr::memchr_iter(b'<', text).any(|at| is_capital_tag(text, at))
        || line_mark(text)
        || memchr::memchr_iter(b'\n', text).any(|end| line_mark(text.get(end + 1..).unwrap_or_default()));
    Triggers { syntax, lone_returns, quote_marks: quote_marks(bytes, body) }
}

/// Whether a brace may open a template, an instruction or an attribute list.
fn is_brace(text: &[u8], at: usize) -> bool {
    matches!(text.get(at + 1), Some(b'{' | b'%' | b':' | b'/' | b'#'))
        || at > 0 && matches!(text.get(at - 1), Some(b')' | b']' | b'`' | b'*' | b'_'))
}

/// Whether a line begins with a mark that needs a closer look.
fn line_mark(line: &[u8]) -> bool {
    let line = match line {
        [b' ' | b'\t' | b'>', ..] => {
            let lead = line.iter().take(64).take_while(|byte| matches!(byte, b' ' | b'\t' | b'>')).count();
            line.get(lead..).unwrap_or_default()
        }
        line => line,
    };
    matches!(
        line,
        [b':', b':' | b' ' | b'\t', ..]
            | [b'!', b'!', b'!', ..]
            | [b'?', b'?', b'?', ..]
            | [b'=', b'=', b'=', b' ', ..]
            | [b'$', b'$', ..]
            | [b'[', b'/', b'/', b']', ..]
            | [b'[', b'c', b'o', b'm', b'm', ..]
    )
}

fn is_capital_tag(text: &[u8], at: usize) -> bool {
    let name = at + 1 + usize::from(text.get(at + 1) == Some(&b'/'));
    text.get(name).is_some_and(u8::is_ascii_uppercase)
}

fn quote_marks(bytes: &[u8], body: usize) -> Option<u32> {
    let mut marks = QuoteMarks { count: 0, last: 0 };
    let text = bytes.get(body..).unwrap_or_default();
    let at = memchr::memchr_iter(b'>', text).find(|at| marks.too_many(text, *at))?;
    let start = memchr::memrchr2(b'\n', b'\r', text.get(..at).unwrap_or_default()).map_or(0, |end| end + 1);
    Some((body + start) as u32)
}
