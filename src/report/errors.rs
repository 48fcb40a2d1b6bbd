//! What went wrong, one clear line each with the way out: for standard error.

use std::io;

use anstyle::{AnsiColor, Style};

use super::Output;
use crate::audit::ErrorEntry;
use crate::config::Problem;

/// Writes why no audit could be made; `more` problems are only counted.
///
/// # Errors
/// When the stream does not take it.
pub fn write_problems(out: &mut Output, problems: &[Problem], more: usize) -> io::Result<()> {
    for problem in problems {
        label(out, "");
        if let Some(path) = &problem.path {
            out.path(path);
            if let Some(line) = problem.line {
                out.ours(&format!(":{line}"));
                if let Some(column) = problem.column {
                    out.ours(&format!(":{column}"));
                }
            }
            out.ours(": ");
        }
        out.message(&problem.message).end()?;
        out.ours("  help: ").message(&problem.way_out).end()?;
    }
    if more > 0 {
        out.ours(&format!("… and {more} more of this kind")).end()?;
    }
    out.finish()
}

/// Writes what could not be audited, or not whole.
///
/// # Errors
/// When the stream does not take it.
pub fn write_errors(out: &mut Output, errors: &[ErrorEntry]) -> io::Result<()> {
    for error in errors {
        label(out, error.kind);
        out.path(&error.path).ours(": ").quoted(&error.message).ours("; ").quoted(&error.way_out).end()?;
    }
    out.finish()
}

/// `error: `, or `error[kind]: `.
fn label(out: &mut Output, kind: &str) {
    out.style(Style::new().bold().fg_color(Some(AnsiColor::Red.into()))).ours("error");
    if !kind.is_empty() {
        out.ours("[").ours(kind).ours("]");
    }
    out.plain().ours(": ");
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::finding::Message;
    use crate::report::output::tests::written;

    #[test]
    fn names_of_files_and_keys_cannot_speak_in_our_name() {
        let problem = Problem {
            path: Some("a\u{1b}[31m.toml".into()),
            line: Some(3),
            column: Some(7),
            message: Message::new("unknown key `{}`", ["ex\nclude\u{202e}"]),
            way_out: Message::new("the nearest key is `{}`", ["exclude"]),
        };
        let text = written(true, |out| write_problems(out, &[problem], 2));
        assert_eq!(
            text,
            "error: a\\u{1b}[31m.toml:3:7: unknown key `ex clude\\u{202e}`\n  help: the nearest key is `exclude`\n… and 2 more of this kind\n"
        );
    }

    #[test]
    fn what_could_not_be_read_is_one_line_with_its_way_out() {
        let error = ErrorEntry {
            path: "notes/harbour.md".into(),
            kind: "unreadable",
            message: "not a regular file".to_owned(),
            way_out: "exclude it in contentaudit.toml".to_owned(),
        };
        let text = written(false, |out| write_errors(out, &[error]));
        assert_eq!(text, "error[unreadable]: notes/harbour.md: not a regular file; exclude it in contentaudit.toml\n");
    }
}
