//! Whether a text holds anything to mask at all: most articles do not, and are read as they stand.

use memchr::memmem;

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
        || memchr::memchr_iter(b'{', text).any(|at| {
            matches!(text.get(at + 1), Some(b'{' | b'%' | b':' | b'/' | b'#'))
                || at > 0 && matches!(text.get(at - 1), Some(b')' | b']' | b'`' | b'*' | b'_'))
        })
        || memchr::memchr_iter(b'<', text).any(|at| matches!(text.get(at + 1), Some(b'A'..=b'Z' | b'/')) && is_capital_tag(text, at))
        || memmem::find_iter(text, "\n:").any(|at| matches!(text.get(at + 2), Some(b':' | b' ' | b'\t')))
        || text.starts_with(b":::")
        || ["!!! ", "??? ", "???+", "=== \"", " :::", "$$", "[//]:", "[comment]:", "\n : ", "\n  : "]
            .iter()
            .any(|mark| memmem::find(text, mark.as_bytes()).is_some());
    Triggers { syntax, lone_returns, quote_marks: quote_marks(bytes, body) }
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
