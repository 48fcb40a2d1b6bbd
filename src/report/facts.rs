//! What was understood of the figures of articles, as text and as JSON.

use std::io;

use anstyle::Style;
use serde::Serialize;

use super::Output;
use super::escape::path_text;
use crate::fact::{Bound, ClaimForm, Date, Dimension, Facts, Quantity, Rate, Sentence, TermKind, Time};
use crate::span::{LineIndex, Span};

/// A form of the list of facts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum FactsForm {
    /// For people
    Text,
    /// A list of objects, one an article
    Json,
}

/// Writes the facts of one article after another.
pub struct FactsList<'o> {
    out: &'o mut Output,
    form: FactsForm,
    is_empty: bool,
}

#[derive(Serialize)]
struct ArticleFacts<'a> {
    path: String,
    values: Vec<Row<'a>>,
}

/// One value as it is understood.
#[derive(Serialize)]
struct Row<'a> {
    line: u32,
    column: u32,
    kind: &'static str,
    /// What is printed.
    text: &'a str,
    /// The value in words that need no context.
    value: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    of: Option<&'a str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    per: Vec<String>,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    quoted: bool,
    /// What the value is of.
    #[serde(skip_serializing_if = "Option::is_none")]
    claim: Option<ClaimRow<'a>>,
}

/// What a value is of, as far as it is understood.
#[derive(Serialize)]
struct ClaimRow<'a> {
    /// Subject and attribute as printed; for a statement the sentence.
    about: &'a str,
    /// What the value is said of, if the words tell it from the attribute.
    #[serde(skip_serializing_if = "Option::is_none")]
    subject: Option<&'a str>,
    /// Which of its values it is.
    #[serde(skip_serializing_if = "Option::is_none")]
    attribute: Option<&'a str>,
    /// How it was understood.
    form: &'static str,
    /// What limits it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    scope: Vec<&'a str>,
}

impl<'o> FactsList<'o> {
    /// An empty list.
    #[must_use]
    pub const fn new(out: &'o mut Output, form: FactsForm) -> Self {
        Self { out, form, is_empty: true }
    }

    /// Writes the facts of an article.
    ///
    /// # Errors
    /// When the stream does not take it.
    pub fn article(&mut self, facts: &Facts<'_>) -> io::Result<()> {
        let lines = LineIndex::new(facts.document.source.text());
        let values: Vec<Row<'_>> = facts.sentences().flat_map(|sentence| rows(sentence, facts, &lines)).collect();
        if values.is_empty() {
            return Ok(());
        }
        match self.form {
            FactsForm::Text => self.text(facts, &values)?,
            FactsForm::Json => {
                let article = ArticleFacts { path: path_text(facts.document.source.path()).into_owned(), values };
                let json = serde_json::to_string(&article).map_err(io::Error::other)?;
                self.out.ours(if self.is_empty { "[" } else { "," }).lines(&json)?;
            }
        }
        self.is_empty = false;
        Ok(())
    }

    fn text(&mut self, facts: &Facts<'_>, values: &[Row<'_>]) -> io::Result<()> {
        self.out.style(Style::new().bold()).path(facts.document.source.path()).plain().end()?;
        for row in values {
            let place = format!("  {}:{}", row.line, row.column);
            self.out.ours(&format!("{place:<10} {:<8} ", row.kind)).quoted(&row.value);
            if let Some(of) = row.of {
                self.out.ours(" × ").quoted(of);
            }
            for per in &row.per {
                self.out.ours(" per ").quoted(per);
            }
            self.out.ours("   “").quoted(row.text).ours(if row.quoted { "” (quoted)" } else { "”" }).end()?;
            let Some(claim) = row.claim.as_ref().filter(|claim| claim.form != "statement") else { continue };
            match (claim.subject, claim.attribute) {
                (Some(subject), Some(attribute)) => {
                    self.out.ours("             “").quoted(attribute).ours("” of “").quoted(subject).ours("”")
                }
                _ => self.out.ours("             of “").quoted(claim.about).ours("”"),
            };
            for limit in &claim.scope {
                self.out.ours(", limited by “").quoted(limit).ours("”");
            }
            self.out.end()?;
        }
        self.out.end()
    }

    /// Ends the list.
    ///
    /// # Errors
    /// When the stream does not take it.
    pub fn end(self) -> io::Result<()> {
        if self.form == FactsForm::Json {
            self.out.ours(if self.is_empty { "[]" } else { "]" }).end()?;
        }
        self.out.finish()
    }
}

/// The values of a sentence in the order of its terms.
fn rows<'a>(sentence: Sentence<'a>, facts: &'a Facts<'_>, lines: &LineIndex) -> Vec<Row<'a>> {
    let row = |term: Span, text: Span, kind, value| {
        let at = lines.position(facts.source(text).start(), facts.document.source.text());
        Row {
            line: at.line,
            column: at.column,
            kind,
            text: facts.printed(text),
            value,
            of: None,
            per: Vec::new(),
            quoted: false,
            claim: claim(facts, term),
        }
    };
    (0..sentence.terms.len())
        .filter_map(|at| {
            let term = sentence.terms.get(at)?;
            Some(match term.kind {
                TermKind::Quantity(_) => {
                    let quantity = sentence.quantity(at)?;
                    let of = Some(facts.printed(quantity.noun)).filter(|noun| !noun.is_empty());
                    let per = quantity.rates.iter().map(rate).collect();
                    Row { of, per, quoted: quantity.is_quoted, ..row(term.text, quantity.text, kind(quantity), value(quantity)) }
                }
                TermKind::Date(_) => {
                    sentence.date(at).map(|date| Row { quoted: date.is_quoted, ..row(term.text, date.text, "date", date_value(date)) })?
                }
                TermKind::Time(_) => sentence.time(at).map(|time| row(term.text, time.text, "time", time_value(time)))?,
                TermKind::Word | TermKind::Mark(_) | TermKind::Other => return None,
            })
        })
        .collect()
}

/// The claim whose value stands there; a frame tells more than a statement.
fn claim<'a>(facts: &'a Facts<'_>, at: Span) -> Option<ClaimRow<'a>> {
    let claims = facts.claims();
    let first = claims.partition_point(|claim| claim.at < at);
    let claim = claims.get(first).filter(|claim| claim.at == at)?;
    let form = match claim.form {
        ClaimForm::Frame => "frame",
        ClaimForm::Cell => "cell",
        ClaimForm::Label => "label",
        ClaimForm::Statement => "statement",
        ClaimForm::Gist => "gist",
    };
    let about = facts.printed(claim.about).trim();
    let mut scope: Vec<&str> = claim.limits.iter().map(|limit| facts.printed(*limit).trim()).filter(|limit| !limit.is_empty()).collect();
    let (subject, attribute) = match claim.form {
        ClaimForm::Frame => subject_and_attribute(about),
        ClaimForm::Cell => (Some(about), scope.pop()),
        ClaimForm::Label => (None, Some(about)),
        ClaimForm::Statement | ClaimForm::Gist => (None, None),
    };
    Some(ClaimRow { about, subject, attribute, form, scope })
}

/// "the fee of the quay" and "the quay's fee" are the fee, of the quay.
fn subject_and_attribute(about: &str) -> (Option<&str>, Option<&str>) {
    let possessive = || about.split_once("'s ").or_else(|| about.split_once("’s "));
    let of = about.split_once(" of ").or_else(|| about.split_once(" for ")).map(|(attribute, subject)| (subject, attribute));
    of.or_else(possessive).map_or((None, None), |(subject, attribute)| (Some(subject), Some(attribute)))
}

const fn kind(quantity: &Quantity) -> &'static str {
    match quantity.low.unit.dimension {
        Dimension::Count => "count",
        Dimension::Money(_) => "money",
        Dimension::Percent => "percent",
        Dimension::Points => "points",
        Dimension::Times => "times",
        Dimension::Fraction => "part",
        Dimension::Length => "length",
        Dimension::Mass => "mass",
        Dimension::Time => "duration",
        Dimension::BusinessDays => "business days",
        Dimension::Age => "age",
        Dimension::Area => "area",
        Dimension::Volume => "volume",
        Dimension::Speed => "speed",
        Dimension::Temperature => "temperature",
        Dimension::Power => "power",
        Dimension::Energy => "energy",
        Dimension::Pressure => "pressure",
        Dimension::Frequency => "frequency",
        Dimension::Torque => "torque",
        Dimension::Voltage => "voltage",
        Dimension::Charge => "charge",
        Dimension::Light => "light",
        Dimension::Turns => "turns",
        Dimension::Data => "data",
        Dimension::Bits => "bits",
        Dimension::Bitrate => "bitrate",
    }
}

/// The value in base units, its bound before it.
fn value(quantity: &Quantity) -> String {
    let bound = match quantity.bound {
        Bound::Exact => "",
        Bound::AtLeast => "≥ ",
        Bound::MoreThan => "> ",
        Bound::AtMost => "≤ ",
        Bound::LessThan => "< ",
        Bound::Nearly => "nearly ",
        Bound::About => "about ",
    };
    let unit = match &quantity.low.unit.dimension {
        Dimension::Money(currency) => format!(" {}", currency.code()),
        Dimension::Percent => " %".to_owned(),
        Dimension::Length => " m".to_owned(),
        Dimension::Mass => " kg".to_owned(),
        Dimension::Time => " s".to_owned(),
        Dimension::Volume => " l".to_owned(),
        Dimension::Temperature => " K".to_owned(),
        Dimension::Data => " bytes".to_owned(),
        _ => String::new(),
    };
    let low = short(quantity.low.base());
    match quantity.high {
        Some((_, high)) => format!("{bound}{low}–{}{unit}", short(high.base())),
        None => format!("{bound}{low}{unit}"),
    }
}

/// A number with at most four decimals, without trailing zeros.
fn short(value: f64) -> String {
    let text = format!("{value:.4}");
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

fn rate(rate: &Rate) -> String {
    match rate {
        Rate::Period(period) => period.name().to_owned(),
        Rate::Thing(thing) => thing.to_string(),
    }
}

fn date_value(date: &Date) -> String {
    let year = date.year.map_or_else(|| "----".to_owned(), |year| year.to_string());
    let part = |part: Option<u8>| part.map_or_else(String::new, |part| format!("-{part:02}"));
    let weekday = date.weekday.map_or_else(String::new, |(day, _)| format!(" {day:?}"));
    format!("{year}{}{}{weekday}", part(date.month), part(date.day))
}

fn time_value(time: &Time) -> String {
    let zone = time.zone.map_or_else(String::new, |zone| format!(" UTC{:+}", zone.hours));
    format!("{:02}:{:02}{zone}", time.minutes / 60, time.minutes % 60)
}
