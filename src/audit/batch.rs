//! Phase one, all articles: each worker takes a few articles at once from their bytes to what becomes of them.

use std::panic::{AssertUnwindSafe, catch_unwind};

use jiff::civil::Date;
use rayon::prelude::*;

use super::article::{Outcome, audit, audit_together};
use super::recorded::{keep, recall};
use super::{ErrorEntry, Inputs, Plan};
use crate::cache::{Cache, Key};
use crate::source::{Candidate, ReadError, Source};

/// The most articles that are checked together; more gain nothing.
const ARTICLES: usize = 16;

/// From so many bytes no further article joins those that are checked together, so that large ones are in memory alone.
const BYTES: usize = 128 << 10;

/// Batches for each worker, at least: the last one to end is waited for.
const FOR_EACH: usize = 4;

/// What one file came to.
pub(super) type Done = Result<Outcome, Box<ErrorEntry>>;

/// What all workers know.
pub(super) struct Worker<'a> {
    pub plan: &'a Plan<'a>,
    pub inputs: &'a Inputs,
    pub cache: Option<&'a Cache>,
    pub today: Date,
    /// The lines to keep around those of a finding in an article, if any.
    pub lines: &'a (dyn Fn(&Candidate) -> Option<u32> + Sync),
    /// Called when an article is done.
    pub told: &'a (dyn Fn() + Sync),
}

/// An article that is to be checked.
struct Waiting<'c> {
    /// Its place among the articles of the batch.
    at: usize,
    candidate: &'c Candidate,
    /// What its record will be found by.
    key: Option<Key>,
    source: Source,
}

/// How far the reading of a file came.
enum Begun {
    Outcome(Outcome),
    Source(Option<Key>, Source),
}

impl Worker<'_> {
    /// Audits articles, and gives what became of each in their order.
    pub fn audit_all(&self, candidates: &[Candidate], jobs: usize) -> Vec<Done> {
        let size = candidates.len().div_ceil(jobs * FOR_EACH).clamp(1, ARTICLES);
        match rayon::ThreadPoolBuilder::new().num_threads(jobs).build() {
            Ok(pool) => pool.install(|| candidates.par_chunks(size).flat_map_iter(|batch| self.batch(batch)).collect()),
            // No thread to be had: the main one does it.
            Err(_) => candidates.chunks(size).flat_map(|batch| self.batch(batch)).collect(),
        }
    }

    fn batch(&self, candidates: &[Candidate]) -> Vec<Done> {
        let mut done = Vec::with_capacity(candidates.len());
        let (mut waiting, mut bytes) = (Vec::new(), 0);
        for (at, candidate) in candidates.iter().enumerate() {
            match guarded(candidate, || self.begin(candidate)) {
                Ok(Begun::Source(key, source)) => {
                    bytes += source.text().len();
                    waiting.push(Waiting { at, candidate, key, source });
                }
                Ok(Begun::Outcome(outcome)) => done.push((at, Ok(outcome))),
                Err(error) => done.push((at, Err(error))),
            }
            if bytes >= BYTES {
                bytes = 0;
                self.check(std::mem::take(&mut waiting), &mut done);
            }
        }
        self.check(waiting, &mut done);
        done.sort_by_key(|(at, _)| *at);
        done.into_iter()
            .map(|(_, done)| {
                (self.told)();
                done
            })
            .collect()
    }

    /// Reads a file, and looks whether it is known what becomes of it.
    fn begin(&self, candidate: &Candidate) -> Result<Begun, ReadError> {
        let bytes = self.inputs.bytes(candidate, self.plan.config)?;
        let source = |bytes| Source::new(&candidate.shown, candidate.format(), bytes);
        let Some(cache) = self.cache else { return Ok(Begun::Source(None, source(bytes)?)) };
        let key = Key::of(&candidate.shown, &bytes);
        match recall(cache, &key, &candidate.shown, self.today) {
            Some(mut outcome) => {
                if let Some(lines) = (self.lines)(candidate)
                    && outcome.has_places()
                {
                    outcome.show(&source(bytes)?, lines);
                }
                Ok(Begun::Outcome(outcome))
            }
            None => Ok(Begun::Source(Some(key), source(bytes)?)),
        }
    }

    /// Checks articles together; if that fails, each by itself, so that a defect costs one article.
    fn check(&self, waiting: Vec<Waiting<'_>>, done: &mut Vec<(usize, Done)>) {
        let (places, sources): (Vec<_>, Vec<_>) = waiting
            .into_iter()
            .map(|Waiting { at, candidate, key, source }| ((at, candidate, key), (source, (self.lines)(candidate))))
            .unzip();
        let together = catch_unwind(AssertUnwindSafe(|| audit_together(sources, self.plan, self.today)));
        let outcomes: Vec<Done> = match together {
            Ok(outcomes) => outcomes.into_iter().map(Ok).collect(),
            Err(_) => places.iter().map(|(_, candidate, _)| self.alone(candidate)).collect(),
        };
        for ((at, _, key), outcome) in places.into_iter().zip(outcomes) {
            if let (Some(cache), Some(key), Ok(outcome)) = (self.cache, key, &outcome) {
                keep(cache, key, outcome);
            }
            done.push((at, outcome));
        }
    }

    fn alone(&self, candidate: &Candidate) -> Done {
        guarded(candidate, || {
            let source = self.inputs.read(candidate, self.plan.config)?;
            Ok(audit(source, self.plan, (self.lines)(candidate), self.today))
        })
    }
}

/// Works on one file; a panic in it is an error entry of that file, and the others go on.
pub(super) fn guarded<T>(candidate: &Candidate, work: impl FnOnce() -> Result<T, ReadError>) -> Result<T, Box<ErrorEntry>> {
    match catch_unwind(AssertUnwindSafe(work)) {
        Ok(Ok(done)) => Ok(done),
        Ok(Err(error)) => Err(ErrorEntry::of_reading(&candidate.shown, &error).into()),
        Err(_) => Err(Box::new(ErrorEntry {
            path: candidate.shown.clone(),
            kind: "internal",
            message: "a check failed on this article".to_owned(),
            way_out: "this is a defect of contentaudit: please report it with the article".to_owned(),
        })),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::checks;
    use crate::config::Config;
    use crate::document::Document;
    use crate::rule::{ArticleCheck, Found};
    use std::path::Path;

    /// A check with a defect of its own.
    struct Fails;

    impl ArticleCheck for Fails {
        fn check(&self, article: &Document, _: &mut Found<'_>) {
            assert!(!article.text.contains("neap"), "no tide that low");
        }
    }

    #[test]
    fn a_check_that_fails_costs_one_article_of_those_checked_with_it() {
        let folder = tempfile::tempdir().unwrap();
        let candidates: Vec<Candidate> =
            [("gauge.md", "A gauge reads the tide."), ("neap.md", "A neap tide is low."), ("wind.md", "Wind adds to it.")]
                .map(|(name, text)| {
                    let path = folder.path().join(name);
                    std::fs::write(&path, text).unwrap();
                    Candidate { shown: Path::new(name).to_path_buf(), opened: Some(path), named: false }
                })
                .into();
        let standard = checks::standard().unwrap();
        let config = Config::standard(&standard, folder.path().to_path_buf());
        let mut plan = Plan::new(&standard, &config, folder.path()).unwrap();
        plan.per_article.first_mut().unwrap().check = Box::new(Fails);
        let inputs = Inputs { cwd: folder.path().to_path_buf(), ..Inputs::default() };
        let today = Date::constant(2026, 6, 30);
        let worker = Worker { plan: &plan, inputs: &inputs, cache: None, today, lines: &|_| None, told: &|| {} };
        let done: Vec<String> = worker
            .batch(&candidates)
            .into_iter()
            .map(|done| match done {
                Ok(Outcome::Article(article)) => format!("{}: {} words", article.audited.path.display(), article.audited.words),
                Ok(Outcome::PassedOver(why)) => format!("passed over, {why}"),
                Err(error) => format!("{}: {}", error.path.display(), error.message),
            })
            .collect();
        assert_eq!(done, ["gauge.md: 5 words", "neap.md: a check failed on this article", "wind.md: 4 words"]);
    }
}
