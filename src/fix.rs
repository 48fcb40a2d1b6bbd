//! Applies the edits that findings bring: the only module that writes articles.
//!
//! An article is repaired in passes until nothing is left to repair: edits that overlap wait for the next one. What comes out is read again before
//! it is written, and thrown away if it has a new defect, other words or other line ends. A file is its old bytes or its new ones at every moment
//! (`hardening` P5).

use std::collections::BTreeMap;

use crate::finding::{Finding, Fix, RuleId, Safety, Severity};
use crate::source::Source;

mod diff;
mod edits;
mod store;

pub use diff::diff;
pub use store::{Disk, Displaced, Files, Left, Look, replace, settle, sweep};

/// Passes over one article, at most.
const PASSES: usize = 10;

/// What the rules say of a text.
#[derive(Clone, Debug, Default)]
pub struct Reading {
    /// Findings of the rules that see one article.
    pub findings: Vec<Finding>,
    /// A hash over the words that readers see, in their order.
    pub words: u64,
}

/// An article with its edits applied.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Repaired {
    /// Its text afterwards.
    pub text: String,
    /// How many defects each rule had repaired.
    pub fixed: BTreeMap<u16, usize>,
}

/// Why an article is left as it is although it has fixes.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refused {
    /// Two rules undo each other.
    #[error("its fixes undo each other")]
    Fight(Vec<RuleId>),
    /// The repaired text has a defect that the article does not have.
    #[error("a fix would bring a new defect")]
    Defect(RuleId),
    /// The repaired text has other words.
    #[error("a fix would change words of the article")]
    Words,
    /// The repaired text ends its lines in another way, or is far longer.
    #[error("a fix would change more than its place")]
    Shape,
    /// It cannot be read any more.
    #[error("what comes out would be no article")]
    NoArticle,
}

impl Refused {
    /// The reason in words, rules by their ids.
    #[must_use]
    pub fn words<'s>(&self, id: impl Fn(RuleId) -> &'s str) -> String {
        let rules = match self {
            Self::Fight(rules) => rules.as_slice(),
            Self::Defect(rule) => std::slice::from_ref(rule),
            _ => return self.to_string(),
        };
        format!("{self} ({})", rules.iter().map(|rule| id(*rule)).collect::<Vec<_>>().join(", "))
    }
}

/// Which fixes are applied.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Allowed {
    /// Safe ones.
    Safe,
    /// Unsafe ones as well.
    All,
}

impl Allowed {
    /// Whether a fix may be applied.
    #[must_use]
    pub fn has(self, fix: &Fix) -> bool {
        self == Self::All || fix.safety == Safety::Safe
    }
}

/// Repairs a text: pass after pass, until no allowed fix is left. `None`: there is nothing to repair. `read` says what the rules find in a text.
///
/// # Errors
/// When the article is better left alone.
pub fn repair(source: &Source, allowed: Allowed, read: &dyn Fn(&str) -> Option<Reading>) -> Result<Option<Repaired>, Refused> {
    let original = source.text();
    let Some(first) = read(original) else { return Ok(None) };
    let has_fixes = |reading: &Reading| reading.findings.iter().filter_map(|finding| finding.fix.as_ref()).any(|fix| allowed.has(fix));
    if !has_fixes(&first) {
        return Ok(None);
    }
    let mut seen = vec![blake3::hash(original.as_bytes())];
    let mut repaired = Repaired { text: original.to_owned(), fixed: BTreeMap::new() };
    let mut edits_words = false;
    let mut reading = first.clone();
    for pass in 0..PASSES {
        let is_due = |fix: &&Fix| allowed.has(fix) && (pass == 0 || !fix.once);
        let fixes: Vec<(RuleId, &Fix)> =
            reading.findings.iter().filter_map(|finding| Some((finding.rule, finding.fix.as_ref().filter(is_due)?))).collect();
        if fixes.is_empty() {
            break;
        }
        let (text, applied) = edits::apply(&repaired.text, &fixes);
        let hash = blake3::hash(text.as_bytes());
        if seen.contains(&hash) {
            let mut rules: Vec<RuleId> = applied.iter().filter_map(|at| fixes.get(*at)).map(|(rule, _)| *rule).collect();
            rules.sort_unstable();
            rules.dedup();
            return Err(Refused::Fight(rules));
        }
        seen.push(hash);
        for (rule, fix) in applied.iter().filter_map(|at| fixes.get(*at)) {
            *repaired.fixed.entry(rule.0).or_default() += 1;
            edits_words |= fix.edits_words;
        }
        repaired.text = text;
        reading = read(&repaired.text).ok_or(Refused::NoArticle)?;
    }
    judge(original, &repaired.text, &first, &reading, edits_words)?;
    Ok(Some(repaired))
}

/// Whether what came out may take the place of the article.
fn judge(before: &str, after: &str, first: &Reading, last: &Reading, edits_words: bool) -> Result<(), Refused> {
    /// Bytes that a repaired text may be longer than twice the article.
    const SPARE: usize = 64 << 10;
    if after.len() > before.len() * 2 + SPARE || !has_line_ends_of(before, after) {
        return Err(Refused::Shape);
    }
    if !edits_words && first.words != last.words {
        return Err(Refused::Words);
    }
    let counts = |reading: &Reading| {
        let mut counts: BTreeMap<u16, usize> = BTreeMap::new();
        for finding in reading.findings.iter().filter(|finding| finding.severity >= Severity::Warning) {
            *counts.entry(finding.rule.0).or_default() += 1;
        }
        counts
    };
    let had = counts(first);
    let more = counts(last).into_iter().find(|(rule, count)| *count > had.get(rule).copied().unwrap_or(0));
    more.map_or(Ok(()), |(rule, _)| Err(Refused::Defect(RuleId(rule))))
}

/// Whether a text ends its lines only as another does, and keeps its mark of byte order.
fn has_line_ends_of(before: &str, after: &str) -> bool {
    let kinds = |text: &str| {
        let crlf = text.matches("\r\n").count();
        [crlf > 0, text.matches('\n').count() > crlf, text.matches('\r').count() > crlf]
    };
    before.starts_with('\u{feff}') == after.starts_with('\u{feff}')
        && kinds(before).into_iter().zip(kinds(after)).all(|(before, after)| before || !after)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::finding::{Edit, Message, Place};
    use crate::source::Format;
    use crate::span::Span;

    fn finding(rule: u16, severity: Severity, fix: Option<Fix>) -> Finding {
        Finding {
            rule: RuleId(rule),
            severity,
            place: Place::default(),
            message: Message::new("", [""; 0]),
            related: Vec::new(),
            section: Vec::new(),
            slot: None,
            fingerprint: 0,
            fix,
            edits_at: Box::default(),
        }
    }

    /// Rule 0 takes every `from` out of a text, or writes `to` in its place.
    fn swaps<'r>(rules: &'r [(&'r str, &'r str)]) -> impl Fn(&str) -> Option<Reading> + 'r {
        move |text| {
            let findings = rules.iter().enumerate().filter_map(|(rule, (from, to))| {
                let at = text.find(from)?;
                let edit = Edit::replace(Span::of(at, at + from.len()), to);
                Some(finding(rule as u16, Severity::Warning, Some(Fix::safe("write it otherwise", vec![edit]))))
            });
            Some(Reading { findings: findings.collect(), words: 0 })
        }
    }

    fn source(text: &str) -> Source {
        Source::of_text("a.md", Format::Markdown, text)
    }

    #[test]
    fn passes_go_on_until_nothing_is_left() {
        let done = repair(&source("a  rope  and a  lamp"), Allowed::Safe, &swaps(&[("  ", " ")])).unwrap().unwrap();
        assert_eq!((done.text.as_str(), done.fixed.get(&0)), ("a rope and a lamp", Some(&3)));
        assert_eq!(repair(&source("a rope"), Allowed::Safe, &swaps(&[("  ", " ")])), Ok(None));
    }

    #[test]
    fn rules_that_undo_each_other_are_named_and_nothing_is_changed() {
        let refused = repair(&source("grey"), Allowed::Safe, &swaps(&[("grey", "gray"), ("gray", "grey")]));
        assert_eq!(refused, Err(Refused::Fight(vec![RuleId(1)])));
    }

    #[test]
    fn a_fix_that_brings_a_defect_or_a_line_end_is_refused() {
        let brings = |text: &str| {
            let mut reading = swaps(&[("rope", "")])(text)?;
            if !text.contains("rope") {
                reading.findings.push(finding(7, Severity::Error, None));
            }
            Some(reading)
        };
        assert_eq!(repair(&source("a rope"), Allowed::Safe, &brings), Err(Refused::Defect(RuleId(7))));
        assert_eq!(repair(&source("a rope\r\n"), Allowed::Safe, &swaps(&[("rope", "\n")])), Err(Refused::Shape));
        let lost = |text: &str| Some(Reading { words: u64::from(text.contains("rope")), ..swaps(&[("rope", "")])(text)? });
        assert_eq!(repair(&source("a rope"), Allowed::Safe, &lost), Err(Refused::Words));
    }

    #[test]
    fn what_is_replaced_once_is_not_replaced_again() {
        let read = |text: &str| {
            let mut reading = swaps(&[("rope", "rope ladder")])(text)?;
            for fix in reading.findings.iter_mut().filter_map(|finding| finding.fix.as_mut()) {
                fix.once = true;
            }
            Some(reading)
        };
        assert_eq!(repair(&source("a rope"), Allowed::Safe, &read).unwrap().unwrap().text, "a rope ladder");
    }

    #[test]
    fn unsafe_fixes_wait_for_their_flag() {
        let read = |text: &str| {
            let mut reading = swaps(&[("  ", " ")])(text)?;
            for fix in reading.findings.iter_mut().filter_map(|finding| finding.fix.as_mut()) {
                fix.safety = Safety::Unsafe;
            }
            Some(reading)
        };
        assert_eq!(repair(&source("a  b"), Allowed::Safe, &read), Ok(None));
        assert_eq!(repair(&source("a  b"), Allowed::All, &read).unwrap().unwrap().text, "a b");
    }
}
