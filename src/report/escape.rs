//! Makes quoted text harmless: control, bidirectional and invisible characters become visible, CI commands are broken up.

use std::borrow::Cow;
use std::fmt::Write;
use std::path::Path;

use crate::finding::is_hidden;

/// Whether text can be shown as it is; most text is plain ASCII.
fn is_plain(text: &str) -> bool {
    text.bytes().all(|byte| (0x20..0x7f).contains(&byte)) || !text.chars().any(is_hidden)
}

/// Asks for the coloured form of the picture before it: seen, though it has no shape of its own.
const EMOJI_FORM: char = '\u{fe0f}';

/// Whether a picture may have a coloured form.
const fn is_picture(character: char) -> bool {
    matches!(character, '\u{203c}'..='\u{3299}' | '\u{1f000}'..='\u{1faff}') && !is_hidden(character)
}

/// Appends a character in its visible form.
pub(super) fn push(out: &mut String, character: char) {
    let is_seen = character == EMOJI_FORM && out.chars().next_back().is_some_and(is_picture);
    if is_hidden(character) && !is_seen {
        // Writing to a string does not fail.
        let _ = write!(out, "\\u{{{:x}}}", character as u32);
    } else {
        out.push(character);
    }
}

/// Quoted text as a terminal, a pipe or a log may show it.
#[must_use]
pub fn quoted(text: &str) -> Cow<'_, str> {
    if is_plain(text) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() + 16);
    text.chars().for_each(|character| push(&mut out, character));
    Cow::Owned(out)
}

/// A file name as text: bytes that are no UTF-8 become `\xE9`; nothing else is changed.
#[must_use]
pub fn path_text(path: &Path) -> Cow<'_, str> {
    if let Some(text) = path.to_str() {
        return Cow::Borrowed(text);
    }
    let mut out = String::new();
    for chunk in path.as_os_str().as_encoded_bytes().utf8_chunks() {
        out.push_str(chunk.valid());
        for byte in chunk.invalid() {
            let _ = write!(out, "\\x{byte:02X}");
        }
    }
    Cow::Owned(out)
}

/// What starts a command to a build service wherever it stands in a line.
const COMMANDS: [&str; 3] = ["##[", "##vso[", "##teamcity["];

/// A line that no build service takes for a command: it does not start with `::`, and holds no `##[` and the like.
#[must_use]
pub fn guarded(line: &str) -> Cow<'_, str> {
    let start = command_start(line);
    if start.is_none() && !line.contains("##") {
        return Cow::Borrowed(line);
    }
    let mut out = String::with_capacity(line.len() + 8);
    let mut rest = line;
    if let Some((blanks, command)) = start.and_then(|at| line.split_at_checked(at)) {
        out.push_str(blanks);
        out.push_str("\\u{3a}");
        rest = command.strip_prefix(':').unwrap_or(command);
    }
    while let Some(at) = rest.find("##") {
        let (before, marks) = rest.split_at_checked(at).unwrap_or((rest, ""));
        out.push_str(before);
        let is_command = COMMANDS
            .iter()
            .any(|command| marks.as_bytes().get(..command.len()).is_some_and(|start| start.eq_ignore_ascii_case(command.as_bytes())));
        out.push_str(if is_command { "\\u{23}" } else { "#" });
        rest = marks.strip_prefix('#').unwrap_or("");
    }
    out.push_str(rest);
    Cow::Owned(out)
}

/// Where `::` stands at the start of a line, behind blanks and our own colour codes.
fn command_start(line: &str) -> Option<usize> {
    let mut rest = line;
    loop {
        rest = rest.trim_start();
        let Some(code) = rest.strip_prefix("\u{1b}[") else { break };
        rest = code.trim_start_matches(|c: char| !c.is_ascii_alphabetic());
        rest = rest.strip_prefix(|c: char| c.is_ascii_alphabetic()).unwrap_or(rest);
    }
    rest.starts_with("::").then(|| line.len() - rest.len())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn escape_sequences_become_visible() {
        assert_eq!(quoted("Opening \u{1b}[2J hours\u{7}"), "Opening \\u{1b}[2J hours\\u{7}");
        assert_eq!(quoted("fees\u{202e}sllab\u{200b}\u{e0041}"), "fees\\u{202e}sllab\\u{200b}\\u{e0041}");
        assert_eq!(quoted("Öffnungszeiten – 9 €, 港"), "Öffnungszeiten – 9 €, 港");
        assert_eq!(quoted("\u{9b}31m and \u{85}"), "\\u{9b}31m and \\u{85}");
    }

    #[test]
    fn the_form_of_a_picture_is_left_to_it_and_stands_for_nothing_else() {
        assert_eq!(quoted("⚠\u{fe0f} Fees a\u{fe0f} ⚠\u{fe0f}\u{fe0f}"), "⚠\u{fe0f} Fees a\\u{fe0f} ⚠\u{fe0f}\\u{fe0f}");
    }

    #[test]
    fn a_line_never_starts_with_a_command() {
        assert_eq!(guarded("::error file=ferry.md::gone"), "\\u{3a}:error file=ferry.md::gone");
        assert_eq!(guarded(" \t ::warning::"), " \t \\u{3a}:warning::");
        assert_eq!(guarded("\u{1b}[1m\u{1b}[31m::debug::"), "\u{1b}[1m\u{1b}[31m\\u{3a}:debug::");
        assert_eq!(guarded("the class std::fmt"), "the class std::fmt");
    }

    #[test]
    fn commands_are_broken_up_anywhere_in_a_line() {
        assert_eq!(guarded("a ##[group]x"), "a \\u{23}#[group]x");
        assert_eq!(guarded("##VSO[task] ###[x"), "\\u{23}#VSO[task] #\\u{23}#[x");
        assert_eq!(guarded("## Ferry times"), "## Ferry times");
        assert_eq!(guarded("x ##teamcity[y"), "x \\u{23}#teamcity[y");
    }

    #[cfg(unix)]
    #[test]
    fn names_that_are_not_utf_8_show_their_bytes() {
        use std::os::unix::ffi::OsStrExt;
        assert_eq!(path_text(Path::new(std::ffi::OsStr::from_bytes(b"caf\xe9.md"))), "caf\\xE9.md");
    }

    proptest! {
        #[test]
        fn quoted_text_holds_no_hidden_character(text in any::<String>()) {
            let shown = quoted(&text).into_owned();
            prop_assert!(!shown.chars().any(|c| is_hidden(c) && c != EMOJI_FORM || c.is_control()));
        }

        #[test]
        fn guarded_lines_hold_no_command(line in "[ \t]{0,3}(::|#|##|\\[|vso|VSO|teamcity|a|\u{1b}\\[1m){0,12}") {
            let shown = guarded(&line).into_owned();
            prop_assert!(!shown.trim_start().starts_with("::"));
            let lower = shown.to_ascii_lowercase();
            prop_assert!(!COMMANDS.iter().any(|command| lower.contains(command)));
        }
    }
}
