//! Phase two: checks on what the articles left behind, whose findings join those of their articles.

use std::collections::HashMap;
use std::path::Path;

use serde::{Deserialize, Serialize};

use crate::audit::place::Places;
use crate::audit::placed::fingerprint;
use crate::audit::plan::{Plan, Planned};
use crate::audit::{Audit, Common};
use crate::cache::{Cache, Key};
use crate::document::Document;
use crate::finding::{Finding, Message, Place, Related, RuleId, shorten};
use crate::library::Library;
use crate::rule::{AcrossFinding, Criterion, FoundAcross, LibraryCheck};
use crate::source::{ArticleId, ReadError, Source};
use crate::span::{LineIndex, Span};

/// Bytes of the texts that are kept at most: the findings of a check follow the order of the articles, so that few are asked for a second time.
const KEPT: usize = 2 << 20;

/// Reads the text of an article again, by the path that messages show; `None` when it was no file.
pub(super) type ReadAgain<'a> = dyn Fn(&Path) -> Option<Result<Source, ReadError>> + 'a;

/// Runs the checks across the library. The articles are gone by now: the few that findings concern are read again to show their lines.
/// `is_told`: whether the run reports an article.
pub(super) fn across(
    result: &mut Audit,
    library: &mut Library,
    plan: &Plan<'_>,
    read_again: &ReadAgain<'_>,
    (lines, cache): (Option<u32>, Option<&Cache>),
    is_told: &dyn Fn(&Path) -> bool,
) {
    let last_of_links = plan.across.iter().rposition(|planned| planned.criterion == Criterion::Links);
    let mut seen: HashMap<ArticleId, HashMap<u64, u64>> = HashMap::new();
    for (at, planned) in plan.across.iter().enumerate() {
        let mut sources = Sources::new(library, read_again);
        let mut found = FoundAcross::default();
        planned.check.check(library, &mut found);
        let (findings, concerned) = found.into_parts();
        for article in concerned {
            if let Some(article) = result.articles.get_mut(article.0 as usize).filter(|article| planned.reads(&article.language)) {
                article.concerned.insert(planned.criterion);
            }
        }
        for mut finding in findings {
            let at = finding.article.0 as usize;
            if !result.articles.get(at).is_some_and(|article| planned.reads(&article.language) && is_told(&article.path)) {
                continue;
            }
            if finding.is_open && !sources.confirm(&mut finding, planned, plan, cache) {
                continue;
            }
            let (place, words) = sources.place(finding.article, finding.span, lines);
            let fingerprint = fingerprint(plan.standard.id(planned.rule), &[], words, seen.entry(finding.article).or_default());
            let related = related(&finding, library, &mut sources, lines);
            let Some(article) = result.articles.get_mut(at) else { continue };
            let Some(severity) = plan.own_rules(&article.path).severity(planned) else { continue };
            let severity = if finding.is_milder { severity.lowered() } else { severity };
            article.concerned.insert(planned.criterion);
            article.findings.push(Finding {
                rule: planned.rule,
                severity,
                fingerprint,
                place,
                message: finding.message,
                related,
                section: Vec::new(),
                slot: None,
                fix: None,
                edits_at: Box::default(),
            });
        }
        if Some(at) == last_of_links {
            library.forget_links();
        }
    }
    for article in &mut result.articles {
        for planned in plan.across.iter().filter(|planned| !planned.reads(&article.language)) {
            article.wordless.insert(planned.criterion);
        }
        article.findings.sort_by_key(|finding| (finding.place.span, finding.rule));
        settle_again(&mut article.findings, plan);
    }
}

/// The passages that stand in many articles.
pub(super) fn boilerplate(library: &Library, plan: &Plan<'_>, read_again: &ReadAgain<'_>) -> Vec<Common> {
    let mut sources = Sources::new(library, read_again);
    let all = plan.across.iter().flat_map(|planned| planned.check.boilerplate(library));
    let mut common: Vec<Common> = all
        .map(|passage| {
            let path = library.entry(passage.article).map_or_else(Box::default, |entry| entry.path.clone());
            let (place, words) = sources.place(passage.article, passage.span, None);
            Common { path, place, words: shorten(words), articles: passage.articles }
        })
        .collect();
    common.sort_by(|one, other| (other.articles, &one.path, one.place.span).cmp(&(one.articles, &other.path, other.place.span)));
    common
}

/// One defect, one charge: what a rule across the library outranks at its own place goes. No such rule outranks another one.
fn settle_again(findings: &mut Vec<Finding>, plan: &Plan<'_>) {
    let is_across = |finding: &Finding| plan.across.iter().any(|planned| planned.rule == finding.rule);
    let strong: Vec<(RuleId, Span)> =
        findings.iter().filter(|finding| is_across(finding)).map(|finding| (finding.rule, finding.place.span)).collect();
    if strong.is_empty() {
        return;
    }
    findings.retain(|finding| {
        !strong.iter().any(|(rule, span)| plan.standard.outranks(*rule, finding.rule) && span.overlaps(finding.place.span))
    });
}

/// Other places of a finding; the first of them with its lines, which is enough to compare.
fn related(finding: &AcrossFinding, library: &Library, sources: &mut Sources<'_>, lines: Option<u32>) -> Vec<Related> {
    let places = finding.related.iter().enumerate();
    places
        .map(|(at, (other, span, words))| {
            let path = library.entry(*other).map_or_else(Box::default, |entry| entry.path.clone());
            Related { path: Some(path), place: sources.place(*other, *span, lines.filter(|_| at == 0)).0, words: (*words).into() }
        })
        .collect()
}

/// What a check said of an open finding: its message, if it stands.
#[derive(Serialize, Deserialize)]
struct Verdict(Option<Message>);

impl Verdict {
    fn of(record: &[u8]) -> Option<Self> {
        postcard::from_bytes(record).ok()
    }

    /// Gives a finding its message; whether it stands.
    fn told(self, finding: &mut AcrossFinding) -> bool {
        let stands = self.0.is_some();
        if let Some(message) = self.0 {
            finding.message = message;
        }
        stands
    }
}

/// What a verdict is kept by: the rule, the finding and the two texts. No article has such a path.
fn verdict_key(rule: &str, finding: &AcrossFinding, by: u64, texts: [&Source; 2]) -> Option<Key> {
    let [here, there] = texts.map(|source| source.path().to_string_lossy());
    let place = format!("\0{rule}\0{here}\0{there}\0{}", finding.span.start());
    let mut content = postcard::to_stdvec(&(by, finding.span, &finding.message)).ok()?;
    for source in texts {
        content.extend_from_slice(blake3::hash(source.text().as_bytes()).as_bytes());
    }
    Some(Key::of(Path::new(&place), &content))
}

/// The texts of articles that findings concern, as far as they are still asked for.
struct Sources<'a> {
    library: &'a Library,
    read_again: &'a ReadAgain<'a>,
    read: HashMap<ArticleId, Option<(Source, LineIndex)>>,
    /// Bytes of these texts.
    bytes: usize,
}

impl<'a> Sources<'a> {
    fn new(library: &'a Library, read_again: &'a ReadAgain<'a>) -> Self {
        Self { library, read_again, read: HashMap::new(), bytes: 0 }
    }

    /// Shows both texts of an open finding to its check, unless the cache knows what it said of them. One whose articles have gone since is dropped.
    fn confirm(
        &mut self,
        finding: &mut AcrossFinding,
        planned: &Planned<dyn LibraryCheck>,
        plan: &Plan<'_>,
        cache: Option<&Cache>,
    ) -> bool {
        let Some(other) = finding.related.first().map(|(other, ..)| *other) else { return false };
        let mut source = |article| self.read(article).map(|read| read.0.clone());
        let (Some(here), Some(there)) = (source(finding.article), source(other)) else { return false };
        let by = planned.check.confirms_by(self.library, finding);
        let verdicts = cache.and_then(|cache| Some((cache, verdict_key(plan.standard.id(planned.rule), finding, by, [&here, &there])?)));
        if let Some(verdict) = verdicts.as_ref().and_then(|(cache, key)| cache.get(key, Verdict::of)) {
            return verdict.told(finding);
        }
        let document = |source: Source| {
            let language = plan.own_rules(source.path()).language.unwrap_or(&plan.config.language);
            Document::read(source, &plan.config.limits, language)
        };
        let stands = planned.check.confirm(self.library, finding, &document(here), &document(there));
        if let Some((cache, key)) = verdicts
            && let Ok(record) = postcard::to_stdvec(&Verdict(stands.then(|| finding.message.clone())))
        {
            cache.put(key, &record);
        }
        stands
    }

    /// The text of an article.
    fn read(&mut self, article: ArticleId) -> Option<&(Source, LineIndex)> {
        if self.bytes > KEPT && !self.read.contains_key(&article) {
            self.read.clear();
            self.bytes = 0;
        }
        let read = self.read.entry(article).or_insert_with(|| {
            let entry = self.library.entry(article)?;
            let source = (self.read_again)(Path::new(&*entry.path))?.ok()?;
            self.bytes += source.text().len();
            let index = LineIndex::new(source.text());
            Some((source, index))
        });
        read.as_ref()
    }

    /// The place of a span, and its words; without line, excerpt and words when the article has gone since.
    fn place(&mut self, article: ArticleId, span: Span, lines: Option<u32>) -> (Place, &str) {
        let read = self.read(article);
        // A file that was changed meanwhile may be shorter.
        let found = read.and_then(|(source, index)| Some((source, index, source.text().get(span.range())?)));
        found.map_or((Place { span, ..Place::default() }, ""), |(source, index, words)| {
            (Places::new(source, index, lines).place(span), words)
        })
    }
}
