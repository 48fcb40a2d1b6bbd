//! The thirteen criteria, points, verdict and ledger: settled findings in, integer points out.
//!
//! A criterion is worth weight × ½^(warnings + 2 × errors), in ten-thousandths of a point, rounded down at each halving
//! (the standard, "The score"). No figure is divided by length or renormalised.

use crate::audit::{Audit, Auditable, Audited, CriterionSet};
use crate::config::Config;
use crate::finding::{RuleId, Severity};
use crate::rule::{Criterion, Standard};

mod claimed;

/// What a criterion came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// No warning and no error.
    Met,
    /// Met, because nothing in the article concerns it.
    NotConcerned,
    /// A warning or an error.
    Unmet,
    /// Nobody looked.
    NotAudited,
}

impl State {
    /// The name in every output.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Met => "met",
            Self::NotConcerned => "not concerned",
            Self::Unmet => "unmet",
            Self::NotAudited => "not audited",
        }
    }

    /// Whether it counts for "audited n/13".
    #[must_use]
    pub const fn is_met(self) -> bool {
        matches!(self, Self::Met | Self::NotConcerned)
    }
}

/// How many findings of each severity.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Errors.
    pub errors: u32,
    /// Warnings.
    pub warnings: u32,
    /// Infos.
    pub infos: u32,
}

impl Counts {
    /// Counts `number` findings of a severity.
    pub const fn add(&mut self, severity: Severity, number: u32) {
        match severity {
            Severity::Error => self.errors = self.errors.saturating_add(number),
            Severity::Warning => self.warnings = self.warnings.saturating_add(number),
            Severity::Info => self.infos = self.infos.saturating_add(number),
        }
    }

    /// How often the criterion's points are halved.
    #[must_use]
    pub const fn halvings(self) -> u32 {
        self.warnings.saturating_add(self.errors.saturating_mul(2))
    }

    /// All findings.
    #[must_use]
    pub const fn all(self) -> u32 {
        self.costly().saturating_add(self.infos)
    }

    /// Findings that cost points.
    #[must_use]
    pub const fn costly(self) -> u32 {
        self.errors.saturating_add(self.warnings)
    }

    /// Both together.
    #[must_use]
    pub const fn plus(self, other: Self) -> Self {
        Self {
            errors: self.errors.saturating_add(other.errors),
            warnings: self.warnings.saturating_add(other.warnings),
            infos: self.infos.saturating_add(other.infos),
        }
    }

    /// The others of them.
    #[must_use]
    pub const fn without(self, other: Self) -> Self {
        Self {
            errors: self.errors.saturating_sub(other.errors),
            warnings: self.warnings.saturating_sub(other.warnings),
            infos: self.infos.saturating_sub(other.infos),
        }
    }
}

/// What a rule costs a criterion.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Charge {
    /// The rule.
    pub rule: RuleId,
    /// Its findings.
    pub counts: Counts,
    /// Points regained by fixing all of them, in ten-thousandths.
    pub regained: u32,
}

impl Charge {
    /// Points regained for each finding to fix, in ten-millionths. Infos regain nothing, so they need not be fixed for it.
    #[must_use]
    pub fn value(&self) -> u64 {
        u64::from(self.regained) * 1_000 / u64::from(self.counts.costly().max(1))
    }
}

/// Why nobody looked at a criterion.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Unseen {
    /// It asks about the library, and no rule of the run compares articles for it.
    NotCompared,
    /// No rule of the run is about it.
    NoRule,
    /// Its rules have no words for the language of the article.
    NoWords,
    /// The configuration has switched off all its rules.
    SwitchedOff,
}

impl Unseen {
    /// The reason in words.
    #[must_use]
    pub const fn words(self) -> &'static str {
        match self {
            Self::SwitchedOff => "switched off",
            Self::NotCompared => "no rule of this run compares articles for it",
            Self::NoRule => "no rule of this run looks at it",
            Self::NoWords => "no words for its language",
        }
    }
}

/// A row of the ledger.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// The criterion.
    pub criterion: Criterion,
    /// Its weight in ten-thousandths of a point.
    pub weight: u32,
    /// What it came to.
    pub state: State,
    /// Why nobody looked, if nobody did.
    pub unseen: Option<Unseen>,
    /// What each rule found, cheapest points first ([`Charge::value`]).
    pub charges: Box<[Charge]>,
    /// Points left, in ten-thousandths.
    pub points: u32,
    /// Points regained by fixing all findings, in ten-thousandths.
    pub regained: u32,
}

/// Whether the stamp is earned.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// Under the standard as it is.
    Certified,
    /// Under a changed profile.
    CertifiedByProfile,
    /// Not earned.
    NotCertified,
    /// Nothing to judge.
    NotAuditable,
}

/// The score of one article.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Score {
    /// The ledger, in the order of [`Criterion::ALL`].
    pub rows: Vec<Row>,
    /// Points in ten-thousandths; the sum of the ledger.
    pub points: u32,
    /// Criteria met.
    pub met: u32,
    /// The verdict.
    pub verdict: Verdict,
    /// Why it is not certified or not auditable; empty otherwise.
    pub reason: String,
    /// All findings of the article.
    pub counts: Counts,
    /// Those of them that the baseline knows.
    pub known: Counts,
    /// Findings that the article waives with a reason, and that cost nothing.
    pub waived: u32,
    /// The points that it had before the change that the run is about, in ten-thousandths.
    pub before: Option<u32>,
}

impl Score {
    /// Criteria that nobody looked at.
    pub fn not_audited(&self) -> impl Iterator<Item = Criterion> {
        self.rows.iter().filter(|row| row.state == State::NotAudited).map(|row| row.criterion)
    }

    /// Whether the article is certified.
    #[must_use]
    pub const fn is_certified(&self) -> bool {
        matches!(self.verdict, Verdict::Certified | Verdict::CertifiedByProfile)
    }
}

/// What is left of a weight after so many halvings, rounded down at each.
#[must_use]
pub const fn left(weight: u32, halvings: u32) -> u32 {
    if halvings >= u32::BITS { 0 } else { weight >> halvings }
}

/// What scores of a run rest on besides the articles.
struct Terms<'a> {
    standard: &'a Standard,
    config: &'a Config,
    /// Criteria whose rules the configuration has all switched off.
    off: CriterionSet,
}

impl<'a> Terms<'a> {
    fn new(standard: &'a Standard, config: &'a Config) -> Self {
        let mut off = CriterionSet::default();
        Criterion::ALL
            .into_iter()
            .filter(|criterion| switched_off(*criterion, standard, config))
            .for_each(|criterion| off.insert(criterion));
        Self { standard, config, off }
    }
}

/// Scores an article.
fn score(article: &Audited, audit: &Audit, terms: &Terms<'_>) -> Score {
    let &Terms { standard, config, off } = terms;
    // Most rules found nothing.
    let mut charged: Vec<(RuleId, Counts)> = Vec::new();
    let mut count = |rule: RuleId, severity, number| match charged.iter_mut().find(|(known, _)| *known == rule) {
        Some((_, counts)) => counts.add(severity, number),
        None => {
            let mut counts = Counts::default();
            counts.add(severity, number);
            charged.push((rule, counts));
        }
    };
    let mut known = Counts::default();
    for finding in &article.known {
        known.add(finding.severity, 1);
    }
    for finding in article.findings.iter().chain(&article.known) {
        count(finding.rule, finding.severity, 1);
    }
    for (rule, number) in &article.beyond {
        count(*rule, config.rule(*rule).and_then(|setting| setting.severity).unwrap_or(standard.severity(*rule)), *number);
    }
    let auditable = article.auditable == Auditable::Yes;
    charged.retain(|(_, counts)| counts.all() > 0);
    charged.sort_unstable_by_key(|(rule, _)| *rule);
    let mut rows = Vec::with_capacity(Criterion::ALL.len());
    for (criterion, weight) in Criterion::ALL.into_iter().zip(config.weights) {
        let is_of = |id: RuleId| standard.rule(id).is_some_and(|rule| rule.article.criterion == criterion);
        let charges: Vec<(RuleId, Counts)> = charged.iter().copied().filter(|(id, _)| is_of(*id)).collect();
        let all = charges.iter().fold(Counts::default(), |sum, (_, counts)| sum.plus(*counts));
        let unseen = if article.off.has(criterion) || off.has(criterion) {
            Some(Unseen::SwitchedOff)
        } else if audit.not_audited.has(criterion) {
            Some(if criterion.needs_library() { Unseen::NotCompared } else { Unseen::NoRule })
        } else if article.wordless.has(criterion) {
            Some(Unseen::NoWords)
        } else {
            None
        };
        let state = match (unseen, all.halvings()) {
            (Some(_), _) => State::NotAudited,
            (None, 0) if article.concerned.has(criterion) => State::Met,
            (None, 0) => State::NotConcerned,
            (None, _) => State::Unmet,
        };
        let worth = |counts: Counts| if state == State::NotAudited || !auditable { 0 } else { left(weight, counts.halvings()) };
        let points = worth(all);
        let mut charges: Vec<Charge> =
            charges.into_iter().map(|(rule, counts)| Charge { rule, counts, regained: worth(all.without(counts)) - points }).collect();
        charges.sort_by_key(|charge| (std::cmp::Reverse(charge.value()), charge.rule));
        rows.push(Row { criterion, weight, state, unseen, charges: charges.into(), points, regained: worth(Counts::default()) - points });
    }
    let counts = charged.iter().fold(Counts::default(), |sum, (_, counts)| sum.plus(*counts));
    let points = rows.iter().map(|row| row.points).sum();
    let met = if auditable { rows.iter().filter(|row| row.state.is_met()).count() as u32 } else { 0 };
    let (verdict, reason) = verdict(article.auditable, &rows, points, counts, config);
    Score { rows, points, met, verdict, reason, counts, known, waived: article.waived.len() as u32, before: None }
}

/// Whether the standard has rules for a criterion and the configuration has switched them all off.
fn switched_off(criterion: Criterion, standard: &Standard, config: &Config) -> bool {
    let mut rules = standard.rules().filter(|(_, rule)| rule.article.criterion == criterion).peekable();
    rules.peek().is_some() && rules.all(|(rule, _)| config.rule(rule).is_some_and(|setting| setting.severity.is_none()))
}

fn verdict(auditable: Auditable, rows: &[Row], points: u32, counts: Counts, config: &Config) -> (Verdict, String) {
    match auditable {
        Auditable::Yes => {}
        Auditable::NoText => return (Verdict::NotAuditable, "no readable body text".to_owned()),
        Auditable::PartOnly => return (Verdict::NotAuditable, "read only in part".to_owned()),
    }
    let unmet = rows.iter().filter(|row| row.state == State::Unmet).count() as u32;
    // A criterion that is switched off or has no weight is one that the profile does not ask for.
    let off = |row: &Row| row.unseen == Some(Unseen::SwitchedOff);
    let unseen = rows.iter().any(|row| row.state == State::NotAudited && row.weight > 0 && !off(row));
    let reason = if counts.errors > 0 {
        plural(counts.errors, "error")
    } else if unmet > config.certification.unmet {
        format!("{unmet} criteria unmet")
    } else if unseen {
        // The number is that of the score line; the ledger tells those that are switched off from the others.
        let number = rows.iter().filter(|row| row.state == State::NotAudited).count();
        format!("{number} {} not audited", if number == 1 { "criterion" } else { "criteria" })
    } else if points < config.certification.points {
        format!("under {} points", display_points(config.certification.points))
    } else {
        let changed = !config.profile.changes.is_empty() || rows.iter().any(off);
        return (if changed { Verdict::CertifiedByProfile } else { Verdict::Certified }, String::new());
    };
    (Verdict::NotCertified, reason)
}

/// "1 error", "2 errors".
#[must_use]
pub fn plural(number: u32, noun: &str) -> String {
    format!("{number} {noun}{}", if number == 1 { "" } else { "s" })
}

/// Points with one decimal, rounded down: 9.96 is 9.9.
#[must_use]
pub fn display_points(points: u32) -> String {
    format!("{}.{}", points / 10_000, points % 10_000 / 1_000)
}

/// The library's result: a distribution over its articles, drafts left out. No mean.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Distribution {
    /// Articles, drafts left out.
    pub articles: u32,
    /// Drafts.
    pub drafts: u32,
    /// Certified articles.
    pub certified: u32,
    /// Articles that are not auditable.
    pub not_auditable: u32,
    /// All findings, drafts included.
    pub counts: Counts,
    /// Those of them that the baseline knows.
    pub known: Counts,
    /// Lowest, median (the lower of two) and highest points, in ten-thousandths; `None` without articles.
    pub points: Option<Points>,
    /// Findings by rule, most first.
    pub by_rule: Vec<(RuleId, u32)>,
    /// Where points are regained with the fewest fixes, drafts left out: the article's index, the rule, its findings and the points.
    pub cheapest: Option<(usize, Charge)>,
    /// Indices of articles, worst first.
    pub worst_first: Vec<usize>,
}

/// Lowest, median and highest points of a library.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Points {
    /// Of the worst article.
    pub lowest: u32,
    /// Half of the articles have no more.
    pub median: u32,
    /// Of the best article.
    pub highest: u32,
}

/// An audit with its scores: what every output is a view of.
pub struct Scored {
    /// The audit.
    pub audit: Audit,
    /// A score for each article of the audit, in the same order.
    pub scores: Vec<Score>,
    /// The library's result.
    pub library: Distribution,
}

/// Scores all articles of an audit.
#[must_use]
pub fn score_all(mut audit: Audit, standard: &Standard, config: &Config) -> Scored {
    let terms = Terms::new(standard, config);
    claimed::judge(&mut audit, &terms);
    let scores: Vec<Score> = audit.articles.iter().map(|article| score(article, &audit, &terms)).collect();
    let library = distribution(&audit, &scores, standard);
    Scored { audit, scores, library }
}

fn distribution(audit: &Audit, scores: &[Score], standard: &Standard) -> Distribution {
    let mut library = Distribution::default();
    let mut points = Vec::with_capacity(scores.len());
    let mut by_rule = vec![0; standard.len()];
    for (index, (article, score)) in audit.articles.iter().zip(scores).enumerate() {
        library.counts = library.counts.plus(score.counts);
        library.known = library.known.plus(score.known);
        for charge in score.rows.iter().flat_map(|row| &*row.charges) {
            if let Some(number) = by_rule.get_mut(usize::from(charge.rule.0)) {
                *number += charge.counts.all();
            }
            let is_cheaper = library.cheapest.as_ref().is_none_or(|(_, best)| charge.value() > best.value());
            if charge.regained > 0 && is_cheaper && !article.draft {
                library.cheapest = Some((index, *charge));
            }
        }
        if article.draft {
            library.drafts += 1;
            continue;
        }
        library.articles += 1;
        library.certified += u32::from(score.is_certified());
        library.not_auditable += u32::from(score.verdict == Verdict::NotAuditable);
        points.push(score.points);
    }
    points.sort_unstable();
    if let (Some(&lowest), Some(&median), Some(&highest)) = (points.first(), points.get(points.len().saturating_sub(1) / 2), points.last())
    {
        library.points = Some(Points { lowest, median, highest });
    }
    library.by_rule =
        by_rule.into_iter().enumerate().filter(|(_, number)| *number > 0).map(|(rule, number)| (RuleId(rule as u16), number)).collect();
    library.by_rule.sort_by_key(|(rule, number)| (std::cmp::Reverse(*number), *rule));
    let mut worst: Vec<usize> = (0..scores.len()).collect();
    worst.sort_by_key(|&index| {
        scores
            .get(index)
            .map(|score| (score.points, std::cmp::Reverse(score.counts.errors), std::cmp::Reverse(score.counts.warnings), index))
    });
    library.worst_first = worst;
    library
}
