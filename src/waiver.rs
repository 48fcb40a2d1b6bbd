//! Exceptions that an article makes for itself: comments that say which findings may stay silent, where, until when and why.
//!
//! `<!-- contentaudit-disable-next-line RULE until=2026-12-31 -- reason -->`, `-disable` and `-enable` around a part, `-disable-file`. Names are
//! those of rules and criteria; without one, all are meant.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

mod baseline;
mod filed;

pub use baseline::{Baseline, FILE, Known};
pub use filed::{FILED, FiledFault, FiledWaiver};

use crate::document::Document;
use crate::rule::Criterion;
use crate::span::Span;

/// How each such comment begins.
pub const MARK: &str = "contentaudit-";

/// A comment that waives findings.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Waiver {
    /// The comment, in bytes of the decoded text.
    pub src: Span,
    /// Where findings are waived: those that begin there.
    pub scope: Span,
    /// Ids of rules and names of criteria, in small letters; empty: all.
    pub names: Vec<Box<str>>,
    /// Rules and criteria for which it ends before its scope does, and where.
    pub ended: Vec<(Box<str>, u32)>,
    /// The last day on which it holds.
    pub until: Option<Date>,
    /// Why; without a reason a finding is not silent.
    pub reason: Option<Box<str>>,
    /// What cannot be understood of it.
    pub fault: Option<Fault>,
}

/// Why a waiver waives nothing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Fault {
    /// No such comment: "disable-line".
    Directive(Box<str>),
    /// A day that is none.
    Until(Box<str>),
    /// An end where nothing has begun that it could end.
    NothingToEnd,
}

impl Waiver {
    /// Whether it holds on a day.
    #[must_use]
    pub fn holds_on(&self, today: Date) -> bool {
        self.fault.is_none() && self.until.is_none_or(|until| today <= until)
    }

    /// Whether it is for findings of this rule or criterion.
    #[must_use]
    pub fn names(&self, rule: &str, criterion: &str) -> bool {
        self.names.is_empty() || self.names.iter().any(|name| **name == *rule || **name == *criterion)
    }

    /// Whether it is for a finding of this rule that begins at `start`.
    #[must_use]
    pub fn covers(&self, rule: &str, criterion: &str, start: u32) -> bool {
        let is_ended = |(name, at): &(Box<str>, u32)| *at <= start && (**name == *rule || **name == *criterion);
        self.names(rule, criterion) && self.scope.start() <= start && start < self.scope.end() && !self.ended.iter().any(is_ended)
    }

    /// Ends it at a place for what an end names: for all where it names nothing. Whether it was for any of that.
    fn end(&mut self, names: &[Box<str>], at: u32) -> bool {
        let is_criterion = |name: &str| Criterion::ALL.iter().any(|criterion| criterion.name() == name);
        // Which rules a criterion has is not known here.
        let may_have =
            |name: &str| self.names.is_empty() || is_criterion(name) || self.names.iter().any(|own| **own == *name || is_criterion(own));
        let is_meant = names.is_empty() || names.iter().any(|name| may_have(name));
        self.ended.extend(names.iter().map(|name| (name.clone(), at)));
        let has_ended = |name: &str| self.ended.iter().any(|(ended, _)| **ended == *name);
        if names.is_empty() || !self.names.is_empty() && self.names.iter().all(|name| has_ended(name)) {
            self.scope = Span::new(self.scope.start(), at);
        }
        is_meant
    }
}

/// The waivers of an article, in the order of their comments.
#[must_use]
pub fn waivers(article: &Document) -> Vec<Waiver> {
    let text = article.source.text();
    let end = text.len() as u32;
    let mut all: Vec<Waiver> = Vec::new();
    // Those that a later comment may end.
    let mut open: Vec<usize> = Vec::new();
    for comment in &article.comments {
        let body = comment.body.cut(text).trim();
        let Some(rest) = body.get(..MARK.len()).filter(|mark| mark.eq_ignore_ascii_case(MARK)).and_then(|_| body.get(MARK.len()..)) else {
            continue;
        };
        let (said, reason) = match rest.split_once("-- ") {
            Some((said, reason)) => (said, Some(reason.trim()).filter(|reason| !reason.is_empty())),
            None => (rest, None),
        };
        let mut words = said.split(|c: char| c.is_whitespace() || c == ',').filter(|word| !word.is_empty());
        let directive = words.next().unwrap_or("").to_ascii_lowercase();
        let mut waiver = Waiver {
            src: comment.src,
            scope: Span::new(comment.src.end(), end),
            names: Vec::new(),
            ended: Vec::new(),
            until: None,
            reason: reason.map(Into::into),
            fault: None,
        };
        for word in words {
            match word.split_once('=') {
                Some(("until", day)) => match day.parse() {
                    Ok(day) => waiver.until = Some(day),
                    Err(_) => waiver.fault = Some(Fault::Until(day.into())),
                },
                _ => waiver.names.push(word.to_ascii_lowercase().into()),
            }
        }
        match &*directive {
            "disable-next-line" => waiver.scope = next_line(text, comment.src.end()),
            "disable-file" => waiver.scope = Span::new(0, end),
            "disable" => open.push(all.len()),
            "enable" => {
                let mut ends_any = false;
                for opened in &open {
                    ends_any |= all.get_mut(*opened).is_some_and(|opened| opened.end(&waiver.names, comment.src.start()));
                }
                open.retain(|at| all.get(*at).is_some_and(|opened| opened.scope.end() == end));
                if ends_any {
                    continue;
                }
                waiver.fault = waiver.fault.or(Some(Fault::NothingToEnd));
            }
            _ => waiver.fault = Some(Fault::Directive(directive.into())),
        }
        all.push(waiver);
    }
    all
}

/// The next line with words behind a place.
fn next_line(text: &str, from: u32) -> Span {
    let rest = text.get(from as usize..).unwrap_or("");
    let Some(line) = rest.find('\n') else { return Span::at(text.len() as u32) };
    let below = rest.get(line + 1..).unwrap_or("");
    let blank = below.len() - below.trim_start_matches([' ', '\t', '\r', '\n']).len();
    // Its indentation belongs to it.
    let start = below.get(..blank).and_then(|blank| blank.rfind('\n')).map_or(0, |last| last + 1);
    let words = below.get(blank..).unwrap_or("");
    let len = words.find('\n').unwrap_or(words.len());
    let base = from as usize + line + 1;
    Span::of(base + start, base + blank + len)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::limits::Limits;
    use crate::source::{Format, Source};

    /// Each waiver as its names, what it covers, and its reason.
    fn said(text: &str) -> Vec<(String, String, Option<String>)> {
        let article = Document::read(Source::of_text("boats.md", Format::Markdown, text), &Limits::default(), "en");
        let shown = |waiver: Waiver| {
            let scope = waiver.scope.cut(text).trim().to_owned();
            (waiver.names.join(" "), scope, waiver.reason.map(Into::into))
        };
        waivers(&article).into_iter().map(shown).collect()
    }

    #[test]
    fn a_line_a_part_and_a_file() {
        let text =
            "# Boats\n\n<!-- contentaudit-disable-next-line empty-list, lists until=2030-01-01 -- the crew knows -->\n\nOne.\n\nTwo.\n";
        assert_eq!(said(text), [("empty-list lists".into(), "One.".into(), Some("the crew knows".into()))]);
        let text = "# Boats\n\n<!-- contentaudit-disable -->\n\nOne.\n\n<!-- contentaudit-enable -->\n\nTwo.\n";
        assert_eq!(said(text), [(String::new(), "One.".into(), None)]);
        let text = "# Boats\n\nOne.\n\n<!-- contentaudit-disable-file empty-list -->\n";
        assert_eq!(said(text).first().map(|waiver| waiver.1.as_str()), Some(text.trim()));
        assert_eq!(said("# Boats\n\nOne.\n\n<!-- contentaudit-disable-next-line -->\n").first().map(|waiver| waiver.1.as_str()), Some(""));
    }

    #[test]
    fn a_part_ends_for_each_name_alone() {
        let text = "# Boats\n\n<!-- contentaudit-disable empty-list, lists, clean -- why -->\n\nOne.\n\n<!-- contentaudit-enable Lists, EMPTY-LIST -->\n\nTwo.\n";
        let article = Document::read(Source::of_text("boats.md", Format::Markdown, text), &Limits::default(), "en");
        let waiver = waivers(&article).pop().unwrap();
        let at = |words: &str| text.find(words).unwrap() as u32;
        assert!(waiver.covers("empty-list", "lists", at("One.")) && !waiver.covers("empty-list", "lists", at("Two.")));
        assert!(waiver.covers("leaked-comment", "clean", at("Two.")));
        let text = "# Boats\n\n<!-- contentaudit-disable -- why -->\n\nOne.\n\n<!-- contentaudit-enable empty-list -->\n\nTwo.\n";
        let article = Document::read(Source::of_text("boats.md", Format::Markdown, text), &Limits::default(), "en");
        let waiver = waivers(&article).pop().unwrap();
        let at = |words: &str| text.find(words).unwrap() as u32;
        assert!(!waiver.covers("empty-list", "lists", at("Two.")) && waiver.covers("missing-list", "lists", at("Two.")));
    }

    #[test]
    fn an_end_without_a_beginning_is_a_fault() {
        let text =
            "# Boats\n\n<!-- contentaudit-disable empty-list -- why -->\n\nOne.\n\n<!-- contentaudit-enable empty-lisst -->\n\nTwo.\n";
        let article = Document::read(Source::of_text("boats.md", Format::Markdown, text), &Limits::default(), "en");
        let faults: Vec<Option<Fault>> = waivers(&article).into_iter().map(|waiver| waiver.fault).collect();
        assert_eq!(faults, [None, Some(Fault::NothingToEnd)]);
    }

    #[test]
    fn what_cannot_be_understood_waives_nothing() {
        let text = "# Boats\n\n<!-- contentaudit-disable-line -->\n\n<!-- contentaudit-disable until=2026-02-30 -->\n\nOne.\n";
        let article = Document::read(Source::of_text("boats.md", Format::Markdown, text), &Limits::default(), "en");
        let faults: Vec<Option<Fault>> = waivers(&article).into_iter().map(|waiver| waiver.fault).collect();
        assert_eq!(faults, [Some(Fault::Directive("disable-line".into())), Some(Fault::Until("2026-02-30".into()))]);
    }
}
