//! Phase one, one article: read, check, settle, place. The parse tree ends here.

use std::borrow::Cow;
use std::cell::OnceCell;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::audit::placed::{placed, placed_waivers};
use crate::audit::plan::{OwnRules, Plan, Planned};
use crate::audit::settle::settle;
use crate::audit::{Auditable, Audited, CriterionSet, ErrorEntry, no_article};
use crate::document::{Document, MetaFrom, Note};
use crate::fact::Facts;
use crate::finding::RuleId;
use crate::library::{Entry, Links, Wording, shared_claims, shared_links, wording};
use crate::rule::{ArticleCheck, ArticleType, Criterion, Days, FactCheck, Found, RawFinding, ScoreClaim, Seen, Shared, Standard};
use crate::source::Source;
use crate::span::LineIndex;

/// What became of a file.
#[derive(Serialize, Deserialize)]
pub(super) enum Outcome {
    Article(Box<Article>),
    /// No article, and why.
    PassedOver(Cow<'static, str>),
}

/// An article when it has been checked by itself.
#[derive(Serialize, Deserialize)]
pub(super) struct Article {
    pub audited: Box<Audited>,
    /// What it leaves to the library.
    pub entry: Box<Entry>,
    /// Why it was read only in part. Such an article is read anew by each run.
    #[serde(skip)]
    pub stopped: Option<ErrorEntry>,
    /// On which days it would be the same.
    pub days: Days,
}

/// What an article is read under.
struct Read<'p> {
    document: Document,
    own: OwnRules<'p>,
    /// The lines to keep around those of a finding, if any.
    lines: Option<u32>,
    shared: Shared,
}

/// An article among the checks.
struct InWork<'a> {
    read: &'a Read<'a>,
    article_type: Option<&'a ArticleType>,
    today: Date,
    standard: &'a Standard,
    /// What was seen of the signs of each check that is still to come.
    seen: std::vec::IntoIter<Vec<Seen>>,
    /// Read when the first rule asks: an article in a language without words for facts costs nothing here.
    facts: OnceCell<Facts<'a>>,
    gathered: Gathered,
}

/// What the rules said of one article.
#[derive(Default)]
struct Gathered {
    found: Vec<(RuleId, RawFinding)>,
    beyond: Vec<(RuleId, u32)>,
    concerned: CriterionSet,
    wordless: CriterionSet,
    days: Days,
}

/// Audits one article.
pub(super) fn audit(source: Source, plan: &Plan<'_>, lines: Option<u32>, today: Date) -> Outcome {
    audit_together(vec![(source, lines)], plan, today).pop().unwrap_or(Outcome::PassedOver(Cow::Borrowed("")))
}

/// Audits several articles, each with the lines to keep around those of a finding. Each stage and each rule takes all of them before the next
/// begins: to take every article through some hundred rules is slower by a quarter, because no rule then finds its code and its words in the
/// caches of the processor.
pub(super) fn audit_together(sources: Vec<(Source, Option<u32>)>, plan: &Plan<'_>, today: Date) -> Vec<Outcome> {
    let read: Vec<Read<'_>> = sources.into_iter().map(|(source, lines)| Read::new(source, lines, plan)).collect();
    let mut all: Vec<Result<InWork<'_>, String>> = read
        .iter()
        .map(|read| no_article::why(&read.document).map_or_else(|| Ok(InWork::new(read, plan, today)), |why| Err(why.into())))
        .collect();
    for planned in &plan.per_article {
        for article in all.iter_mut().flatten() {
            article.check(planned);
        }
    }
    for planned in &plan.of_facts {
        for article in all.iter_mut().flatten() {
            article.check_facts(planned);
        }
    }
    all.into_iter()
        .map(|article| match article {
            Ok(article) => Outcome::Article(Box::new(article.finish(plan))),
            Err(why) => Outcome::PassedOver(why.into()),
        })
        .collect()
}

impl<'p> Read<'p> {
    fn new(source: Source, lines: Option<u32>, plan: &Plan<'p>) -> Self {
        let own = plan.own_rules(source.path());
        let document = Document::read(source, &plan.config.limits, own.language.unwrap_or(&plan.config.language));
        Self { document, own, lines, shared: Shared::default() }
    }
}

impl<'a> InWork<'a> {
    fn new(read: &'a Read<'a>, plan: &'a Plan<'_>, today: Date) -> Self {
        Self {
            read,
            article_type: article_type(&read.document, plan),
            today,
            standard: plan.standard,
            seen: plan.signs.look(&read.document).into_iter(),
            facts: OnceCell::new(),
            gathered: Gathered::default(),
        }
    }

    fn check(&mut self, planned: &Planned<dyn ArticleCheck>) {
        let seen = self.seen.next().unwrap_or_default();
        let document = &self.read.document;
        self.run(planned, |_, found| {
            found.see(seen);
            planned.check.check(document, found);
        });
    }

    fn check_facts(&mut self, planned: &Planned<dyn FactCheck>) {
        self.run(planned, |article, found| planned.check.check(article.facts(), found));
    }

    fn facts(&self) -> &Facts<'a> {
        self.facts.get_or_init(|| Facts::of(&self.read.document))
    }

    /// Runs a check if its rule reads articles like this one.
    fn run<C: ?Sized>(&mut self, planned: &Planned<C>, check: impl FnOnce(&Self, &mut Found<'_>)) {
        let Read { document, own, shared, .. } = self.read;
        let Some(severity) = own.severity(planned).filter(|_| planned.fits(document.source.format())) else { return };
        if !planned.reads(&document.language) {
            self.gathered.wordless.insert(planned.criterion);
            return;
        }
        let mut of_rule = Found::new(document, self.article_type, severity).on(self.today).under(self.standard).sharing(shared);
        check(self, &mut of_rule);
        self.gathered.take(planned, of_rule);
    }

    /// Settles and places what was found, and keeps what the library asks for.
    fn finish(mut self, plan: &Plan<'_>) -> Article {
        let Gathered { mut found, beyond, concerned, wordless, days } = std::mem::take(&mut self.gathered);
        let Read { document, own, lines, .. } = self.read;
        settle(&mut found, plan.standard);
        let stopped = stopped(document);
        let auditable = if stopped.is_some() {
            Auditable::PartOnly
        } else if document.text.chars().any(char::is_alphanumeric) {
            Auditable::Yes
        } else {
            Auditable::NoText
        };
        let claimed: Vec<(ScoreClaim, (RuleId, RawFinding))> =
            found.extract_if(.., |(_, raw)| raw.claim.is_some()).filter_map(|raw| Some((raw.1.claim?, raw))).collect();
        let findings = placed(found, document, plan, *lines);
        let (claims, claimed): (Vec<ScoreClaim>, Vec<(RuleId, RawFinding)>) = claimed.into_iter().unzip();
        let claims = claims.into_iter().zip(placed(claimed, document, plan, *lines)).collect();
        let entry = self.entry(plan);
        let audited = Audited {
            path: document.source.path().to_path_buf(),
            format: document.source.format(),
            title: entry.title.clone(),
            words: document.words() as u32,
            draft: entry.draft,
            language: document.language.clone(),
            main: document.main,
            findings,
            known: Vec::new(),
            waived: Vec::new(),
            waivers: placed_waivers(document, *lines),
            claims,
            beyond,
            concerned,
            wordless,
            off: plan.switched_off(own),
            auditable,
        };
        Article { audited: audited.into(), entry: entry.into(), stopped, days }
    }

    /// What it leaves to the library.
    fn entry(&self, plan: &Plan<'_>) -> Entry {
        let document = &self.read.document;
        let path = document.source.path();
        let has_claims = |planned: &Planned<_>| planned.criterion == Criterion::Agreement && planned.reads(&document.language);
        let entry = Entry {
            path: path.to_string_lossy().into(),
            title: document.title().map(Into::into),
            language: document.language.code.clone(),
            draft: document.is_draft(),
            part: if plan.config.scopes.is_empty() { None } else { plan.config.scopes.part_of(&plan.from_root(path)) },
            claims: if plan.across.iter().any(has_claims) { shared_claims(self.facts()) } else { Box::default() },
            published: document.published_in(),
            links: if plan.looks_across_at(Criterion::Links) {
                shared_links(document, plan.config.links.is_rooted(), plan.has_link_report)
            } else {
                Links::default()
            },
            wording: if plan.looks_across_at(Criterion::Original) { wording(document) } else { Wording::default() },
        };
        entry.told_apart()
    }
}

impl Gathered {
    /// Takes what one rule found.
    fn take<C: ?Sized>(&mut self, planned: &Planned<C>, of_rule: Found<'_>) {
        self.days = self.days.max(of_rule.days());
        let (findings, more, is_concerned) = of_rule.into_parts();
        if is_concerned {
            self.concerned.insert(planned.criterion);
        }
        if more > 0 {
            self.beyond.push((planned.rule, more));
        }
        self.found.extend(findings.into_iter().map(|finding| (planned.rule, finding)));
    }
}

/// The error entry of an article that a limit cut short.
fn stopped(document: &Document) -> Option<ErrorEntry> {
    document.notes.iter().find_map(|note| {
        let Note::Limit { name, value, at } = note else { return None };
        let line = LineIndex::new(document.source.text()).line(*at);
        Some(ErrorEntry {
            path: document.source.path().to_path_buf(),
            kind: "limit",
            message: format!("limit of {name} reached ({value}): audited up to line {line}"),
            way_out: format!("simplify the article, or raise {name} under [limits]"),
        })
    })
}

/// The type that the article itself says, else the one that configuration gives its path.
fn article_type<'p>(document: &Document, plan: &Plan<'p>) -> Option<&'p ArticleType> {
    let types = &plan.config.types;
    if types.is_empty() {
        return None;
    }
    let said = document.meta.iter().find(|meta| meta.from == MetaFrom::FrontMatter && &*meta.key == "type");
    said.and_then(|said| types.iter().find(|(of_type, _)| *of_type.name == *said.value))
        .or_else(|| {
            let path = document.source.path();
            let path = plan.from_root(path);
            types.iter().find(|(_, paths)| paths.is_match(&path))
        })
        .map(|(of_type, _)| of_type)
}
