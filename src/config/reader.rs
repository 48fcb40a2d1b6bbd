//! Walks a configuration with the line of every key, and collects what is wrong in it.

use std::ops::Range;
use std::path::{Path, PathBuf};

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::error::{LISTED, Problem, nearest, words};
use crate::finding::Message;
use crate::rule::Standard;
use crate::span::LineIndex;

/// A value with its place.
pub(super) type Value<'t> = Spanned<DeValue<'t>>;

/// Reads one configuration.
pub(super) struct Reader<'a> {
    /// The rules that it may name.
    pub(super) standard: &'a Standard,
    /// Its whole text.
    text: &'a str,
    path: PathBuf,
    /// The folder that its globs and folders are relative to, from the library's root, with `/`; empty: the root itself.
    folder: String,
    lines: LineIndex,
    problems: Vec<(usize, Problem)>,
}

impl<'a> Reader<'a> {
    pub(super) fn new(standard: &'a Standard, path: &Path, text: &'a str) -> Self {
        Self { standard, text, path: path.to_path_buf(), folder: String::new(), lines: LineIndex::new(text), problems: Vec::new() }
    }

    /// The same for a file that lies in a folder of the library.
    pub(super) fn within(self, folder: &str) -> Self {
        Self { folder: folder.to_owned(), ..self }
    }

    /// A path that the file states, from the library's root.
    pub(super) fn path_in_library(&self, path: &str) -> String {
        match (&*self.folder, path) {
            ("", path) => path.to_owned(),
            (folder, "" | ".") => folder.to_owned(),
            (folder, path) => format!("{folder}/{path}"),
        }
    }

    /// A glob that the file states, for paths from the library's root.
    pub(super) fn glob_in_library(&self, glob: &str) -> String {
        if self.folder.is_empty() { glob.to_owned() } else { format!("{}/{glob}", globset::escape(&self.folder)) }
    }

    /// The whole file as plain values, for options of rules: the text is sound TOML by the time that they are asked for.
    pub(super) fn plain(&self) -> toml::Table {
        toml::from_str(self.text).unwrap_or_default()
    }

    /// The line of a place.
    pub(super) fn line(&self, at: usize) -> u32 {
        self.lines.line(at as u32)
    }

    /// Notes a problem at a place of the file.
    pub(super) fn problem(&mut self, at: Range<usize>, message: Message, way_out: Message) {
        let place = self.lines.position(at.start as u32, self.text);
        let (line, column) = (Some(place.line), Some(place.column));
        self.problems.push((at.start, Problem { path: Some(self.path.clone()), line, column, message, way_out }));
    }

    /// Notes a key that nobody knows.
    pub(super) fn unknown(&mut self, at: Range<usize>, what: &str, key: &str, known: &[&str]) {
        let way_out = match self.nearest(key, known.iter().copied()) {
            Some(near) => Message::new("the nearest one is `{}`", [near]),
            None if known.is_empty() => words("there are none to set here"),
            None => Message::new("there are {}", [known.join(", ")]),
        };
        self.problem(at, Message::new(&format!("unknown {what} `{{}}`"), [key]), way_out);
    }

    /// The known name that comes nearest. Beyond what is listed nobody reads a suggestion, and a hostile file asks for many.
    pub(super) fn nearest<'n>(&self, name: &str, known: impl IntoIterator<Item = &'n str>) -> Option<&'n str> {
        if self.problems.len() > 10 * LISTED { None } else { nearest(name, known) }
    }

    /// Notes a value of the wrong kind; the value itself is never quoted.
    pub(super) fn expected(&mut self, at: Range<usize>, key: &str, wanted: &str) {
        self.problem(at, Message::new("`{}` has a value of the wrong kind", [key]), words(wanted));
    }

    /// The table of a key.
    pub(super) fn table<'v, 't>(&mut self, key: &str, value: &'v Value<'t>) -> Option<&'v DeTable<'t>> {
        let table = value.as_ref().as_table();
        if table.is_none() {
            self.expected(value.span(), key, &format!("write a table, such as [{key}]"));
        }
        table
    }

    /// The text of a key.
    pub(super) fn string<'v>(&mut self, key: &str, value: &'v Value<'_>) -> Option<&'v str> {
        let text = value.as_ref().as_str();
        if text.is_none() {
            self.expected(value.span(), key, "write it as text in quotes");
        }
        text
    }

    /// Yes or no; a value of another kind is no.
    pub(super) fn boolean(&mut self, key: &str, value: &Value<'_>) -> bool {
        if let DeValue::Boolean(said) = value.as_ref() {
            return *said;
        }
        self.expected(value.span(), key, "write true or false");
        false
    }

    /// The list of texts of a key, each with its place.
    pub(super) fn strings<'v>(&mut self, key: &str, value: &'v Value<'_>) -> Vec<(Range<usize>, &'v str)> {
        let Some(list) = value.as_ref().as_array() else {
            self.expected(value.span(), key, "write a list of texts: [\"…\", \"…\"]");
            return Vec::new();
        };
        let mut texts = Vec::new();
        for item in list {
            match item.as_ref().as_str() {
                Some(text) => texts.push((item.span(), text)),
                None => self.expected(item.span(), key, "write each item as text in quotes"),
            }
        }
        texts
    }

    /// A number that is not negative, whole or not.
    pub(super) fn number(&mut self, key: &str, value: &Value<'_>, wanted: &str) -> Option<f64> {
        let number = match value.as_ref() {
            DeValue::Integer(number) => whole(number).and_then(|number| u32::try_from(number).ok()).map(f64::from),
            DeValue::Float(number) => number.as_str().replace('_', "").parse().ok(),
            _ => None,
        };
        let number = number.filter(|number: &f64| number.is_finite() && *number >= 0.0);
        if number.is_none() {
            self.expected(value.span(), key, wanted);
        }
        number
    }

    /// A whole number that is not negative.
    pub(super) fn whole(&mut self, key: &str, value: &Value<'_>, wanted: &str) -> Option<u64> {
        let number = match value.as_ref() {
            DeValue::Integer(number) => whole(number),
            _ => None,
        };
        if number.is_none() {
            self.expected(value.span(), key, wanted);
        }
        number
    }

    /// The first problems by line, and how many more there are.
    pub(super) fn into_problems(mut self) -> (Vec<Problem>, usize) {
        self.problems.sort_by_key(|(at, _)| *at);
        let more = self.problems.len().saturating_sub(LISTED);
        (self.problems.into_iter().take(LISTED).map(|(_, problem)| problem).collect(), more)
    }
}

fn whole(number: &toml::de::DeInteger<'_>) -> Option<u64> {
    u64::from_str_radix(&number.as_str().replace('_', ""), number.radix()).ok()
}
