//! The front matter of a rule article: TOML in; its declaration with the line of each part out, or all that is wrong in it.

use std::collections::BTreeMap;
use std::ops::Range;

use serde::Deserialize;
use toml::Spanned;
use toml::de::{DeTable, DeValue, ValueDeserializer};

use super::{ArticleError, Form, KINDS};
use crate::finding::Severity;
use crate::rule::Criterion;
use crate::span::LineIndex;

const KEYS: [&str; 11] = ["id", "criterion", "severity", "message", "help", "off", "outranks", "forms", "languages", "precision", "check"];

/// The `+++` line above the front matter.
const ABOVE: u32 = 1;

/// What the front matter says, as far as it is there and of its kind.
#[derive(Default)]
pub(super) struct Front {
    pub(super) id: Option<String>,
    pub(super) criterion: Option<Criterion>,
    pub(super) severity: Option<Severity>,
    pub(super) message: Option<String>,
    pub(super) help: Option<String>,
    pub(super) off: bool,
    pub(super) outranks: Vec<String>,
    pub(super) forms: Vec<Form>,
    pub(super) languages: Vec<String>,
    pub(super) precision: Option<String>,
    /// The kind of the check with its options.
    pub(super) check: Option<(String, toml::Table)>,
    pub(super) lines: Lines,
}

/// The line of each part of a rule article: keys, options as `check.KEY`, outranked rules as `outranks.ID`.
#[derive(Clone, Debug, Default)]
pub(in crate::rule) struct Lines(BTreeMap<String, u32>);

impl Lines {
    /// The line of a part; the first one for what is not there.
    pub(in crate::rule) fn of(&self, part: &str) -> u32 {
        self.0.get(part).copied().unwrap_or(1)
    }
}

/// Reads the text between the `+++` lines.
pub(super) fn read(text: &str) -> Result<Front, Vec<ArticleError>> {
    let mut reader = Reader { lines: LineIndex::new(text), errors: Vec::new(), found: Lines::default() };
    let mut front = Front::default();
    let (table, errors) = DeTable::parse_recoverable(text);
    if errors.is_empty() {
        reader.all(table.get_ref(), &mut front);
        if let Some((kind, options)) = &mut front.check {
            *options = plain_options(table.into_inner(), kind);
        }
    }
    // The others follow from it.
    if let Some(error) = errors.first() {
        let reason = error.message().lines().next().unwrap_or("").to_owned();
        reader.wrong(error.span().unwrap_or_default(), reason, "mend the line; `toml.io` describes the form");
    }
    if reader.errors.is_empty() {
        front.lines = reader.found;
        return Ok(front);
    }
    reader.errors.sort_by_key(|error| error.line);
    Err(reader.errors)
}

/// The options of a check as plain values.
fn plain_options(mut table: DeTable<'_>, kind: &str) -> toml::Table {
    let kinds = table.remove("check").map(Spanned::into_inner);
    let options = kinds.and_then(|kinds| if let DeValue::Table(mut kinds) = kinds { kinds.remove(kind) } else { None });
    // Any table of TOML is one of plain values.
    options.and_then(|options| toml::Table::deserialize(ValueDeserializer::from(options)).ok()).unwrap_or_default()
}

/// A value with its place.
type Value<'t> = Spanned<DeValue<'t>>;

struct Reader {
    lines: LineIndex,
    errors: Vec<ArticleError>,
    found: Lines,
}

impl Reader {
    fn line(&self, at: &Range<usize>) -> u32 {
        ABOVE + self.lines.line(at.start as u32)
    }

    fn wrong(&mut self, at: Range<usize>, reason: impl Into<String>, way_out: impl Into<String>) {
        let line = self.line(&at);
        self.errors.push(ArticleError { line, reason: reason.into(), way_out: way_out.into() });
    }

    fn all(&mut self, table: &DeTable<'_>, front: &mut Front) {
        for (key, value) in table {
            let name = &**key.get_ref();
            let line = self.line(&key.span());
            self.found.0.insert(name.to_owned(), line);
            match name {
                "id" => front.id = self.string(name, value),
                "criterion" => front.criterion = self.named(name, value, Criterion::of_name, &Criterion::ALL.map(Criterion::name)),
                "severity" => front.severity = self.named(name, value, Severity::of_name, &Severity::ALL.map(Severity::name)),
                "message" => front.message = self.string(name, value),
                "help" => front.help = self.string(name, value),
                "off" => match value.as_ref() {
                    DeValue::Boolean(said) => front.off = *said,
                    _ => self.kind(name, value, "write true or false"),
                },
                "outranks" => {
                    for (at, rule) in self.strings(name, value) {
                        let line = self.line(&at);
                        self.found.0.insert(format!("outranks.{rule}"), line);
                        front.outranks.push(rule.to_owned());
                    }
                }
                "forms" => {
                    for (at, form) in self.strings(name, value) {
                        match Form::of_name(form) {
                            Some(form) => front.forms.push(form),
                            None => self.wrong(at, format!("`{form}` is no form"), "the forms are `markdown`, `html` and `text`"),
                        }
                    }
                }
                "languages" => {
                    for (at, code) in self.strings(name, value) {
                        if (2..=3).contains(&code.len()) && code.bytes().all(|byte| byte.is_ascii_lowercase()) {
                            front.languages.push(code.to_owned());
                        } else {
                            self.wrong(at, format!("`{code}` is no language code"), "write codes such as \"en\" or \"de\"");
                        }
                    }
                }
                "precision" => front.precision = self.string(name, value),
                "check" => front.check = self.check(key.span(), value).map(|kind| (kind, toml::Table::new())),
                _ => self.wrong(key.span(), format!("unknown key `{name}`"), format!("there are {}", KEYS.join(", "))),
            }
        }
        for needed in ["id", "criterion", "severity", "message", "help", "check"] {
            if !table.contains_key(needed) {
                self.errors.push(ArticleError {
                    line: 1,
                    reason: format!("the front matter has no `{needed}`"),
                    way_out: "a rule article has id, criterion, severity, message, help and one table under [check]".to_owned(),
                });
            }
        }
    }

    /// The kind of the one table under `[check]`.
    fn check(&mut self, at: Range<usize>, value: &Value<'_>) -> Option<String> {
        let kinds = || format!("there are {}", KINDS.join(", "));
        let tables = value.as_ref().as_table();
        let mut tables = tables.into_iter().flatten();
        let (Some((kind, options)), None) = (tables.next(), tables.next()) else {
            self.wrong(at, "exactly one table stands under [check]", format!("write one, such as [check.pattern]; {}", kinds()));
            return None;
        };
        let name = &**kind.get_ref();
        let line = self.line(&kind.span());
        self.found.0.insert("check".to_owned(), line);
        let Some(keys) = options.as_ref().as_table() else {
            self.wrong(options.span(), "exactly one table stands under [check]", "write one, such as [check.pattern]");
            return None;
        };
        if !KINDS.contains(&name) {
            self.wrong(kind.span(), format!("no check kind `{name}`"), kinds());
            return None;
        }
        for (key, _) in keys {
            let line = self.line(&key.span());
            self.found.0.insert(format!("check.{}", key.get_ref()), line);
        }
        Some(name.to_owned())
    }

    /// Notes a value of the wrong kind; the value itself is never quoted.
    fn kind(&mut self, key: &str, value: &Value<'_>, wanted: &str) {
        self.wrong(value.span(), format!("`{key}` has a value of the wrong kind"), wanted);
    }

    fn string(&mut self, key: &str, value: &Value<'_>) -> Option<String> {
        let text = value.as_ref().as_str();
        if text.is_none() {
            self.kind(key, value, "write it as text in quotes");
        }
        text.map(str::to_owned)
    }

    /// One of a few names.
    fn named<T>(&mut self, key: &str, value: &Value<'_>, of_name: impl Fn(&str) -> Option<T>, all: &[&str]) -> Option<T> {
        let said = self.string(key, value)?;
        let named = of_name(&said);
        if named.is_none() {
            self.wrong(value.span(), format!("there is no {key} `{said}`"), format!("write one of {}", all.join(", ")));
        }
        named
    }

    fn strings<'v>(&mut self, key: &str, value: &'v Value<'_>) -> Vec<(Range<usize>, &'v str)> {
        let Some(list) = value.as_ref().as_array() else {
            self.kind(key, value, "write a list of texts: [\"…\", \"…\"]");
            return Vec::new();
        };
        let mut texts = Vec::new();
        for item in list {
            match item.as_ref().as_str() {
                Some(text) => texts.push((item.span(), text)),
                None => self.kind(key, item, "write each item as text in quotes"),
            }
        }
        texts
    }
}
