//! Waivers that stand beside the articles, for forms that have no comments: `contentaudit-waivers.toml` at the library's root.
//!
//! ```toml
//! [[waiver]]
//! path = "content/fees.txt"
//! rule = "missing-list"              # a rule or a criterion; or `fingerprint`, as the JSON report has it
//! reason = "the list comes with the spring timetable"
//! until = "2026-12-31"
//! ```

use std::io;
use std::path::Path;

use jiff::civil::Date;
use serde::Deserialize;
use toml::Spanned;

use crate::limits::CONFIG_SIZE;
use crate::source::{ReadError, read_within};
use crate::span::LineIndex;

/// The file at the library's root.
pub const FILED: &str = "contentaudit-waivers.toml";

/// A waiver of the file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FiledWaiver {
    /// Its line in the file, from 1.
    pub line: u32,
    /// The article, from the library's root; `None`: whichever has the fingerprint.
    pub path: Option<String>,
    /// A rule or criterion; `None`: whatever has the fingerprint.
    pub name: Option<String>,
    /// The identity of the finding.
    pub fingerprint: Option<u64>,
    /// Why.
    pub reason: Box<str>,
    /// The last day on which it holds.
    pub until: Option<Date>,
}

/// What cannot be understood of the file: what, where, and the way out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FiledFault {
    /// The line, from 1.
    pub line: Option<u32>,
    /// What is wrong.
    pub message: String,
    /// What the user can do.
    pub way_out: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(default)]
    waiver: Vec<Spanned<Written>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    path: Option<String>,
    rule: Option<Spanned<String>>,
    fingerprint: Option<Spanned<String>>,
    reason: Option<String>,
    until: Option<Spanned<toml::Value>>,
}

impl FiledWaiver {
    /// Reads the waivers of a library; none where there is no file. `is_name`: whether a rule or criterion is called so, and what comes nearest.
    ///
    /// # Errors
    /// What is wrong with the file: the first fault.
    pub fn read(root: &Path, is_name: &dyn Fn(&str) -> Result<(), Option<String>>) -> Result<Vec<Self>, FiledFault> {
        let unread = |message: String| FiledFault { line: None, message, way_out: "mend the file, or take it away".to_owned() };
        let bytes = match read_within(&root.join(FILED), CONFIG_SIZE) {
            Ok(bytes) => bytes,
            Err(ReadError::Io(error)) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
            Err(error) => return Err(unread(error.to_string())),
        };
        let text = String::from_utf8(bytes).map_err(|_| unread("not UTF-8".to_owned()))?;
        Self::of_text(&text, is_name)
    }

    fn of_text(text: &str, is_name: &dyn Fn(&str) -> Result<(), Option<String>>) -> Result<Vec<Self>, FiledFault> {
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        let lines = LineIndex::new(text);
        let line = |at: usize| lines.line(at as u32);
        let fault = |at: usize, message: &str, way_out: String| FiledFault { line: Some(line(at)), message: message.to_owned(), way_out };
        let file: File = toml::from_str(text).map_err(|error| {
            let form = "each [[waiver]] has `path` and `rule`, or `fingerprint`; a `reason`; and perhaps `until`".to_owned();
            fault(error.span().map_or(0, |span| span.start), error.message().lines().next().unwrap_or(""), form)
        })?;
        let mut all = Vec::with_capacity(file.waiver.len());
        for written in file.waiver {
            let at = written.span().start;
            let Written { path, rule, fingerprint, reason, until } = written.into_inner();
            if fingerprint.is_none() && (path.is_none() || rule.is_none()) {
                return Err(fault(
                    at,
                    "a waiver does not say what it waives",
                    "give it `path` and `rule`, or the `fingerprint` of a finding".to_owned(),
                ));
            }
            let Some(reason) = reason.filter(|reason| !reason.trim().is_empty()) else {
                return Err(fault(at, "a waiver has no `reason`", "say why: only then is a finding silent".to_owned()));
            };
            if let Some(rule) = &rule {
                is_name(rule.get_ref()).map_err(|nearest| {
                    let list = "`contentaudit rules` lists them".to_owned();
                    let way_out = nearest.map_or(list, |nearest| format!("the nearest is `{nearest}`; `contentaudit rules` lists all"));
                    fault(rule.span().start, "no rule or criterion has the name of this `rule`", way_out)
                })?;
            }
            let hex = |written: Spanned<String>| {
                let of = |text: &str| (text.len() == 16).then(|| u64::from_str_radix(text, 16).ok()).flatten();
                let wanted = || "write the sixteen digits that `--output-format json` prints".to_owned();
                of(written.get_ref()).ok_or_else(|| fault(written.span().start, "`fingerprint` is none", wanted()))
            };
            let day = |written: Spanned<toml::Value>| {
                let text = written.get_ref().to_string();
                let wanted = || "write a day such as \"2026-12-31\"".to_owned();
                text.trim_matches('"').parse().map_err(|_| fault(written.span().start, "`until` is no day", wanted()))
            };
            all.push(Self {
                line: line(at),
                path: path.map(|path| path.trim_start_matches("./").replace('\\', "/")),
                name: rule.map(|rule| rule.into_inner().to_lowercase()),
                fingerprint: fingerprint.map(hex).transpose()?,
                reason: reason.trim().into(),
                until: until.map(day).transpose()?,
            });
        }
        Ok(all)
    }

    /// Whether it is for a finding of an article.
    #[must_use]
    pub fn covers(&self, path: &str, rule: &str, criterion: &str, fingerprint: u64) -> bool {
        self.is_of(path)
            && self.name.as_deref().is_none_or(|name| name == rule || name == criterion)
            && self.fingerprint.is_none_or(|own| own == fingerprint)
    }

    /// Whether it is for an article.
    #[must_use]
    pub fn is_of(&self, path: &str) -> bool {
        self.path.as_deref().is_none_or(|own| own == path)
    }

    /// Whether it holds on a day.
    #[must_use]
    pub fn holds_on(&self, today: Date) -> bool {
        self.until.is_none_or(|until| today <= until)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<Vec<FiledWaiver>, FiledFault> {
        let is_name =
            |name: &str| if name == "missing-list" { Ok(()) } else { Err((name == "mising-list").then(|| "missing-list".to_owned())) };
        FiledWaiver::of_text(text, &is_name)
    }

    #[test]
    fn a_waiver_says_what_and_why_and_until_when() {
        let text = "[[waiver]]\npath = \"./fees.txt\"\nrule = \"missing-list\"\nreason = \"spring\"\nuntil = 2026-12-31\n\n[[waiver]]\nfingerprint = \"00000000000000ff\"\nreason = \"known\"\n";
        let all = read(text).unwrap();
        assert_eq!((all[0].line, all[0].path.as_deref(), all[0].until), (1, Some("fees.txt"), Some("2026-12-31".parse().unwrap())));
        assert!(all[0].covers("fees.txt", "missing-list", "lists", 7) && !all[0].covers("other.txt", "missing-list", "lists", 7));
        assert!(
            all[1].line == 7
                && all[1].covers("other.txt", "empty-list", "lists", 255)
                && !all[1].covers("other.txt", "empty-list", "lists", 7)
        );
    }

    #[test]
    fn what_is_wrong_is_told_with_its_line() {
        for (text, line, message) in [
            ("[[waiver]]\nrule = \"missing-list\"\nreason = \"x\"\n", 1, "a waiver does not say what it waives"),
            ("\n[[waiver]]\npath = \"a\"\nrule = \"missing-list\"\n", 2, "a waiver has no `reason`"),
            ("[[waiver]]\npath = \"a\"\nrule = \"mising-list\"\nreason = \"x\"\n", 3, "no rule or criterion has the name of this `rule`"),
            ("[[waiver]]\nfingerprint = \"12\"\nreason = \"x\"\n", 2, "`fingerprint` is none"),
            ("[[waiver]]\nfingerprint = \"00000000000000ff\"\nreason = \"x\"\nuntil = \"spring\"\n", 4, "`until` is no day"),
            ("[[waiver]]\nfinger = \"\"\n", 2, "unknown field `finger`, expected one of `path`, `rule`, `fingerprint`, `reason`, `until`"),
        ] {
            let fault = read(text).unwrap_err();
            assert_eq!((fault.line, fault.message.as_str()), (Some(line), message));
        }
        assert!(read("[[waiver]]\npath = \"a\"\nrule = \"mising-list\"\nreason = \"x\"\n").unwrap_err().way_out.contains("`missing-list`"));
    }
}
