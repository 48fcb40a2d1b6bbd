//! `check --fix` and `check --diff`: repairs what can be repaired without inventing text, or shows how.

use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::path::{Path, PathBuf};

use jiff::civil::Date;
use rayon::prelude::*;

use crate::audit::{Audit, ErrorEntry, Plan, single};
use crate::finding::{Finding, RuleId};
use crate::fix::{Allowed, Disk, Displaced, Left, Reading, Repaired, diff, repair, replace, settle, sweep};
use crate::report::Output;
use crate::source::read_file;

/// An article that has fixes.
struct Work {
    shown: PathBuf,
    path: PathBuf,
    before: String,
    repaired: Repaired,
}

/// What came of the articles with fixes.
#[derive(Default)]
pub(super) struct Fixed {
    work: Vec<Work>,
    /// What could not be repaired.
    pub errors: Vec<ErrorEntry>,
    /// What is better left alone: nothing failed.
    pub notes: Vec<(PathBuf, String)>,
}

impl Fixed {
    /// Repairs all articles with fixes that are asked for, in memory.
    pub fn new(result: &Audit, plan: &Plan<'_>, cwd: &Path, allowed: Allowed, today: Date, is_asked: &dyn Fn(&Path) -> bool) -> Self {
        let has_fixes = |findings: &[Finding]| findings.iter().filter_map(|finding| finding.fix.as_ref()).any(|fix| allowed.has(fix));
        let articles: Vec<_> = result.articles.iter().filter(|article| has_fixes(&article.findings) && is_asked(&article.path)).collect();
        let done: Vec<_> = articles
            .par_iter()
            .map(|article| {
                let path = cwd.join(&article.path);
                let source = read_file(&path, &article.path, Some(article.format), &plan.config.limits)
                    .map_err(|error| Trouble::Entry(ErrorEntry::of_reading(&article.path, &error)))?;
                let read = |text: &str| {
                    let of_text = single(source.with_text(text), plan, today)?;
                    Some(Reading { findings: of_text.findings, words: of_text.words })
                };
                let repaired = repair(&source, allowed, &read)
                    .map_err(|refused| Trouble::Note(article.path.clone(), refused.words(|rule| plan.standard.id(rule))))?;
                Ok(repaired.map(|repaired| Work { shown: article.path.clone(), path, before: source.text().to_owned(), repaired }))
            })
            .collect();
        let mut fixed = Self::default();
        for done in done {
            match done {
                Ok(work) => fixed.work.extend(work),
                Err(Trouble::Entry(entry)) => fixed.errors.push(entry),
                Err(Trouble::Note(path, words)) => fixed.notes.push((path, words)),
            }
        }
        fixed
    }

    /// Whether any article would change.
    pub fn has_changes(&self) -> bool {
        !self.work.is_empty()
    }

    /// Writes the changes as a diff.
    pub fn show(&self, out: &mut Output) -> io::Result<()> {
        for work in &self.work {
            out.diff(&diff(&work.shown, &work.before, &work.repaired.text))?;
        }
        out.finish()
    }

    /// Puts the repaired articles in the place of the old ones.
    pub fn write(&mut self, root: &Path) {
        let folders: BTreeSet<&Path> = self.work.iter().filter_map(|work| work.path.parent()).collect();
        for folder in folders {
            sweep(&Disk, folder);
        }
        let mut displaced: Vec<Option<Displaced>> = Vec::with_capacity(self.work.len());
        let mut left = Vec::new();
        for work in &self.work {
            let written = replace(&Disk, &work.path, root, work.before.as_bytes(), work.repaired.text.as_bytes());
            displaced.push(written.map_err(|why| left.push(of_left(&work.shown, &why))).ok());
        }
        let mut stays = Vec::with_capacity(self.work.len());
        for (work, displaced) in self.work.iter().zip(&displaced) {
            let settled = displaced.as_ref().map(|displaced| settle(&Disk, displaced));
            if let Some(Err(why)) = &settled {
                left.push(of_left(&work.shown, why));
            }
            stays.push(matches!(settled, Some(Ok(()))));
        }
        let mut stays = stays.into_iter();
        self.work.retain(|_| stays.next().unwrap_or(false));
        self.errors.append(&mut left);
    }

    /// Says what was repaired.
    pub fn tell(&self, out: &mut Output, plan: &Plan<'_>) -> io::Result<()> {
        self.count("fixed", out, plan)
    }

    /// Says what would be repaired.
    pub fn would(&self, out: &mut Output, plan: &Plan<'_>) -> io::Result<()> {
        self.count("would fix", out, plan)
    }

    fn count(&self, done: &str, out: &mut Output, plan: &Plan<'_>) -> io::Result<()> {
        let mut rules: BTreeMap<u16, usize> = BTreeMap::new();
        for work in &self.work {
            for (rule, count) in &work.repaired.fixed {
                *rules.entry(*rule).or_default() += count;
            }
        }
        for (path, words) in &self.notes {
            out.path(path).ours(": left as it is: ").quoted(words).end()?;
        }
        let total: usize = rules.values().sum();
        if total > 0 {
            let by_rule: Vec<String> = rules.iter().map(|(rule, count)| format!("{count} {}", plan.standard.id(RuleId(*rule)))).collect();
            let (defects, articles) = (if total == 1 { "finding" } else { "findings" }, self.work.len());
            let noun = if articles == 1 { "article" } else { "articles" };
            out.ours(&format!("{done} {total} {defects} in {articles} {noun}: {}", by_rule.join(", "))).end()?;
        }
        out.finish()
    }
}

/// Why an article with fixes is not repaired.
enum Trouble {
    Entry(ErrorEntry),
    Note(PathBuf, String),
}

fn of_left(shown: &Path, why: &Left) -> ErrorEntry {
    ErrorEntry { path: shown.to_path_buf(), kind: "not-fixed", message: why.to_string(), way_out: why.way_out().to_owned() }
}
