//! Front matter that is nothing but `key: value` lines and flat lists, as most is: read line by line, since the parser costs more than
//! all the rest of a short article. What is any other YAML, or might be, is left to the parser.

use crate::span::Span;

/// Keys with the place of their values, if every line is plain.
pub(super) fn read(text: &str) -> Option<Vec<(&str, Span)>> {
    let mut entries: Vec<(&str, Span)> = Vec::new();
    // A key without a value, whose list may follow, and the indentation of that list.
    let mut open: Option<(&str, Option<usize>)> = None;
    let mut keys: Vec<&str> = Vec::new();
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let start = at;
        at += line.len();
        let content = line.strip_suffix('\n').unwrap_or(line);
        let content = content.strip_suffix('\r').unwrap_or(content).trim_end_matches(' ');
        let indent = content.len() - content.trim_start_matches(' ').len();
        if content.is_empty() || content.get(indent..)?.starts_with('#') {
            continue;
        }
        if let Some(item) = content.get(indent..)?.strip_prefix("- ") {
            let (key, known) = open?;
            if known.is_some_and(|known| known != indent) {
                return None;
            }
            open = Some((key, Some(indent)));
            entries.push((key, value(item, start + indent + 2)?));
            continue;
        }
        // A key whose value is missing has one that only the parser knows how to write.
        if indent > 0 || open.is_some_and(|(_, list)| list.is_none()) {
            return None;
        }
        let (key, rest) = content.split_once(':')?;
        if !is_plain_key(key) || keys.contains(&key) || keys.len() == MOST_KEYS {
            return None;
        }
        keys.push(key);
        open = None;
        if rest.is_empty() {
            open = Some((key, None));
        } else {
            entries.push((key, value(rest.strip_prefix(' ')?, start + key.len() + 2)?));
        }
    }
    open.is_none_or(|(_, list)| list.is_some()).then_some(entries)
}

/// Keys that are compared with each other one by one.
const MOST_KEYS: usize = 40;

/// `title`, `ms.date`, `online version`.
fn is_plain_key(key: &str) -> bool {
    key.starts_with(|c: char| c.is_ascii_alphabetic())
        && !key.ends_with(' ')
        && key.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.' | b' '))
}

/// The place of a value that stands at `at`, without its quotes, if it is a word or words that mean themselves.
fn value(written: &str, at: usize) -> Option<Span> {
    let value = written.trim_start_matches(' ');
    let at = at + written.len() - value.len();
    let inner = |quote: char| {
        let inner = value.strip_prefix(quote)?.strip_suffix(quote)?;
        (!inner.contains([quote, '\\'])).then(|| Span::of(at + 1, at + 1 + inner.len()))
    };
    if value.chars().any(|c| c.is_control() || matches!(c, '\u{2028}' | '\u{2029}' | '\u{feff}')) {
        return None;
    }
    if value.starts_with(['"', '\'']) {
        return inner('"').or_else(|| inner('\''));
    }
    let is_plain = value.starts_with(|c: char| c.is_ascii_alphanumeric() || c == '/' || c == '.')
        && !value.ends_with(':')
        && !value.contains(": ")
        && !value.contains(" #");
    is_plain.then(|| Span::of(at, at + value.len()))
}
