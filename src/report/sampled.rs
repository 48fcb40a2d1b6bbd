//! A few findings for reading, each with several lines of its text: drawn evenly over the rules, the same ones for the same seed.

use std::collections::HashMap;
use std::io;

use anstyle::Style;

use super::excerpt::{escaped, push_line};
use super::layout::{COLUMNS, counted, number, wrap};
use super::output::Output;
use super::{Report, Sample, escape};
use crate::audit::Audited;
use crate::finding::{Excerpt, Finding, RuleId};

/// What stands before the way out.
const HELP: &str = "  = help: ";

/// A finding, and the article that it lies in.
#[derive(Clone, Copy)]
struct Drawn<'a> {
    article: &'a Audited,
    finding: &'a Finding,
}

/// Writes the sample.
pub(super) fn write(out: &mut Output, report: &Report<'_>, sample: Sample) -> io::Result<()> {
    let by_rule = by_rule(report, sample.seed);
    let total: u64 = by_rule.iter().map(|(_, findings)| findings.len() as u64).sum();
    let drawn = draw(&by_rule, sample.size);
    let count = drawn.iter().map(|(_, findings)| findings.len()).sum::<usize>();
    let mut at = 0u64;
    for (_, findings) in &drawn {
        for one in findings {
            at += 1;
            let place = format!("{} of {}  ", number(at), number(count as u64));
            show(out, *one, &place, report)?;
        }
    }
    if report.quiet {
        return Ok(());
    }
    let line = format!(
        "{} of {}, drawn evenly over {} (seed {})",
        number(count as u64),
        counted(total, "finding"),
        counted(by_rule.len() as u64, "rule"),
        sample.seed
    );
    out.lines(&wrap(&line, COLUMNS, COLUMNS).join("\n"))?;
    for (rule, findings) in &drawn {
        let of = by_rule.iter().find(|(other, _)| other == rule).map_or(0, |(_, all)| all.len() as u64);
        out.ours(&format!("  {} {} of {}", report.standard.id(*rule), findings.len(), number(of))).end()?;
    }
    Ok(())
}

/// Findings with their round within their article and their key.
type Keyed<'a> = Vec<(usize, u64, Drawn<'a>)>;

/// All findings by rule, rules and findings in the order in which they are drawn. Findings of one article come one round after another, so
/// that no article fills a sample.
fn by_rule<'a>(report: &'a Report<'_>, seed: u64) -> Vec<(RuleId, Vec<Drawn<'a>>)> {
    let mut by_rule: Vec<(RuleId, Keyed<'a>)> = Vec::new();
    let mut index: HashMap<RuleId, usize> = HashMap::new();
    for article in &report.scored.audit.articles {
        let path = article.path.to_string_lossy();
        let mut of_article: HashMap<RuleId, Vec<(u64, &Finding)>> = HashMap::new();
        for finding in &article.findings {
            let key = key(seed, &[report.standard.id(finding.rule), &path, &finding.place.span.start().to_string()]);
            of_article.entry(finding.rule).or_default().push((key, finding));
        }
        let mut rules: Vec<RuleId> = of_article.keys().copied().collect();
        rules.sort_unstable();
        for rule in rules {
            let mut findings = of_article.remove(&rule).unwrap_or_default();
            findings.sort_unstable_by_key(|(key, _)| *key);
            let at = *index.entry(rule).or_insert(by_rule.len());
            if at == by_rule.len() {
                by_rule.push((rule, Vec::new()));
            }
            if let Some((_, all)) = by_rule.get_mut(at) {
                all.extend(findings.into_iter().enumerate().map(|(round, (key, finding))| (round, key, Drawn { article, finding })));
            }
        }
    }
    by_rule.sort_by_key(|(rule, _)| key(seed, &[report.standard.id(*rule)]));
    by_rule
        .into_iter()
        .map(|(rule, mut findings)| {
            findings.sort_by_key(|(round, key, _)| (*round, *key));
            (rule, findings.into_iter().map(|(_, _, drawn)| drawn).collect())
        })
        .collect()
}

/// `size` findings, one of each rule in turn; rules by id, findings by path and place.
fn draw<'a>(by_rule: &[(RuleId, Vec<Drawn<'a>>)], size: usize) -> Vec<(RuleId, Vec<Drawn<'a>>)> {
    let mut drawn: Vec<(RuleId, Vec<Drawn<'a>>)> = by_rule.iter().map(|(rule, _)| (*rule, Vec::new())).collect();
    let mut left = size;
    let mut round = 0;
    while left > 0 {
        let before = left;
        for ((_, all), (_, chosen)) in by_rule.iter().zip(&mut drawn) {
            if let Some(finding) = all.get(round).filter(|_| left > 0) {
                chosen.push(*finding);
                left -= 1;
            }
        }
        round += 1;
        if left == before {
            break;
        }
    }
    drawn.retain(|(_, findings)| !findings.is_empty());
    for (_, findings) in &mut drawn {
        findings.sort_by_key(|drawn| (&drawn.article.path, drawn.finding.place.span));
    }
    drawn.sort_by_key(|(rule, _)| *rule);
    drawn
}

/// A number that depends on the seed and these words alone.
fn key(seed: u64, words: &[&str]) -> u64 {
    let mut hasher = blake3::Hasher::new();
    hasher.update(&seed.to_le_bytes());
    for word in words {
        hasher.update(word.as_bytes());
        hasher.update(&[0]);
    }
    let mut bytes = [0; 8];
    hasher.finalize_xof().fill(&mut bytes);
    u64::from_le_bytes(bytes)
}

/// One finding: its message, its lines with those around them, the other places, the way out.
fn show(out: &mut Output, drawn: Drawn<'_>, place: &str, report: &Report<'_>) -> io::Result<()> {
    let finding = drawn.finding;
    let rule = report.standard.id(finding.rule);
    let position = finding.place.start.position;
    out.ours(place).style(Style::new().bold()).ours(&format!("{}[{rule}]", finding.severity.name())).plain().end()?;
    out.lines(&wrap(&escaped(&finding.message), COLUMNS, COLUMNS).join("\n"))?;
    out.ours("  --> ").path(&drawn.article.path).ours(&format!(":{}:{}", position.line, position.column)).end()?;
    if let Some(excerpt) = &finding.place.excerpt {
        lines(out, excerpt)?;
    }
    for related in &finding.related {
        let position = related.place.start.position;
        out.ours("  ::: ");
        match &related.path {
            Some(path) => out.quoted(path),
            None => out.path(&drawn.article.path),
        };
        out.ours(&format!(":{}:{}  {}", position.line, position.column, related.words)).end()?;
        if let Some(excerpt) = &related.place.excerpt {
            line(out, excerpt.line, ' ', excerpt.text.lines().next().unwrap_or(""))?;
        }
    }
    let help = report.standard.rule(finding.rule).map_or("", |rule| rule.article.help.as_str());
    if !help.is_empty() {
        let room = COLUMNS - HELP.len();
        for (index, line) in wrap(&escape::quoted(help), room, room).iter().enumerate() {
            let head = if index == 0 { HELP.to_owned() } else { " ".repeat(HELP.len()) };
            out.ours(&head).ours(line).end()?;
        }
    }
    out.end()
}

/// The lines of a place, its words between brackets, and the lines around them.
fn lines(out: &mut Output, excerpt: &Excerpt) -> io::Result<()> {
    let first = excerpt.line.saturating_sub(excerpt.above.len() as u32);
    for (above, at) in excerpt.above.iter().zip(first..) {
        line(out, at, ' ', above)?;
    }
    let (start, end) = (excerpt.mark.start() as usize, excerpt.mark.end() as usize);
    let parts = (excerpt.text.get(..start), excerpt.text.get(start..end), excerpt.text.get(end..));
    let marked = match parts {
        (Some(before), Some(place), Some(behind)) => format!("{before}⟦{place}⟧{behind}"),
        _ => excerpt.text.to_string(),
    };
    let mut next = excerpt.line;
    for text in marked.split('\n') {
        line(out, next, '>', text.trim_end_matches('\r'))?;
        next += 1;
    }
    for (below, at) in excerpt.below.iter().zip(next..) {
        line(out, at, ' ', below)?;
    }
    Ok(())
}

/// One line with its number, broken between words.
fn line(out: &mut Output, at: u32, sign: char, text: &str) -> io::Result<()> {
    let mut shown = String::new();
    push_line(&mut shown, text.trim_end());
    let head = format!("{at:>5} {sign} ");
    let indent = " ".repeat(head.len() - 2) + "| ";
    for (index, part) in wrap(&shown, COLUMNS - head.len(), COLUMNS - head.len()).iter().enumerate() {
        let start = if index == 0 { head.as_str() } else { &indent };
        out.ours(format!("{start}{part}").trim_end()).end()?;
    }
    Ok(())
}
