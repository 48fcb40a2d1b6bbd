//! Quoted values that go on at the margin: the standard wants them indented, but the parsers that sites are built with do not.

use std::borrow::Cow;

/// The text with each line end before such a line as a blank, so that the value stands on one line; of the same length.
pub(super) fn joined(text: &str) -> Cow<'_, str> {
    let mut joined = Cow::Borrowed(text);
    let mut open: Option<char> = None;
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let goes_on = open.is_some();
        let value = if goes_on { Some(line) } else { opened(line) };
        if let Some(value) = value {
            let mark = open.or_else(|| value.chars().next());
            let inner = if goes_on { value } else { value.get(1..).unwrap_or("") };
            open = mark.filter(|&mark| !closes(inner, mark));
        }
        if goes_on && line.starts_with(|c: char| !c.is_whitespace()) && at > 0 {
            let lines = joined.to_mut();
            let len = if text.get(..at).is_some_and(|before| before.ends_with("\r\n")) { 2 } else { 1 };
            lines.replace_range(at - len..at, if len == 2 { "  " } else { " " });
        }
        at += line.len();
    }
    // What is never closed is a mistake of another kind.
    if open.is_some() { Cow::Borrowed(text) } else { joined }
}

/// The value of a line `key: "…`, from its quotation mark on.
fn opened(line: &str) -> Option<&str> {
    let (key, value) = line.split_once(':')?;
    let is_key = !key.is_empty() && key.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'));
    let value = value.strip_prefix([' ', '\t'])?.trim_start_matches([' ', '\t']);
    (is_key && value.starts_with(['"', '\''])).then_some(value)
}

/// Whether the value ends in this line.
fn closes(inner: &str, mark: char) -> bool {
    let mut characters = inner.chars().peekable();
    while let Some(c) = characters.next() {
        if c == '\\' && mark == '"' || c == mark && mark == '\'' && characters.peek() == Some(&mark) {
            characters.next();
        } else if c == mark {
            return true;
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::joined;

    #[test]
    fn a_value_at_the_margin_is_put_on_one_line() {
        assert_eq!(joined("a: \"one\ntwo\r\nthree\"\nb: 1\n"), "a: \"one two  three\"\nb: 1\n");
        assert_eq!(joined("a: 'it''s\nlate'\n"), "a: 'it''s late'\n");
        for text in ["a: \"one\"\nb: \"two\"\n", "a: \"one\n  two\"\n", "a: \"one\ntwo\n", "- \"one\ntwo\"\n"] {
            assert_eq!(joined(text), text);
        }
    }
}
