//! The checks of a run: every rule that is on, made once with its options, shared by all workers.

use std::path::{Path, PathBuf};

use crate::audit::CriterionSet;
use crate::cache::Fingerprint;
use crate::config::{Config, Origin, RuleSetting};
use crate::document::Language;
use crate::finding::{RuleId, Severity};
use crate::rule::{ArticleCheck, Check, Criterion, FactCheck, Form, LibraryCheck, Rule, SignSearch, Standard};
use crate::source::{Format, relative, shown};
use crate::waiver::{FiledWaiver, Waiver};

/// A rule that cannot run with its options.
#[derive(Debug, thiserror::Error)]
#[error("rule {rule}: {reason}")]
pub struct PlanError {
    /// The rule's id.
    pub rule: String,
    /// What is wrong with its options.
    pub reason: String,
}

/// One rule of a run.
pub struct Planned<C: ?Sized> {
    /// Its number.
    pub rule: RuleId,
    /// Its criterion.
    pub criterion: Criterion,
    /// Its severity in this run, or where an override switches it on.
    pub severity: Severity,
    /// Whether it runs only where an override switches it on.
    pub only_overridden: bool,
    /// The override whose options it has, by number; `None`: those of all other paths.
    of_override: Option<usize>,
    /// Forms in which the defect exists; empty: all.
    pub forms: Vec<Form>,
    /// Languages whose words it reads; empty: it reads none.
    pub languages: Vec<String>,
    /// Whether it has words for [`USUAL`], or reads none.
    reads_usual: bool,
    /// The check.
    pub check: Box<C>,
}

/// The language of most articles.
const USUAL: &str = "en";

fn has_words(languages: &[String], language: &str) -> bool {
    languages.is_empty() || languages.iter().any(|known| known == language)
}

impl<C: ?Sized> Planned<C> {
    /// Whether the defect exists in articles of this form.
    #[must_use]
    pub fn fits(&self, format: Format) -> bool {
        let form = match format {
            Format::Markdown | Format::Mdx => Form::Markdown,
            Format::Html => Form::Html,
            Format::Plain => Form::Text,
        };
        self.forms.is_empty() || self.forms.contains(&form)
    }

    /// Whether the rule has words for articles in this language.
    #[must_use]
    pub fn reads(&self, language: &Language) -> bool {
        // Asked for each article and rule: the answer for the usual language is at hand.
        if &*language.code == USUAL { self.reads_usual } else { has_words(&self.languages, &language.code) }
    }
}

/// What is known of a rule when its check is planned.
struct Known<'a> {
    setting: &'a RuleSetting,
    severity: Severity,
    only_overridden: bool,
    of_override: Option<usize>,
    rule: &'a Rule,
    options: &'a toml::Table,
}

impl Known<'_> {
    fn planned<C: ?Sized>(&self, check: Box<C>) -> Planned<C> {
        let &Self { setting, severity, only_overridden, of_override, rule, options } = self;
        let languages = rule.languages(options);
        let reads_usual = has_words(&languages, USUAL);
        let (criterion, forms) = (rule.article.criterion, rule.article.forms.clone());
        Planned { rule: setting.rule, criterion, severity, only_overridden, of_override, forms, languages, reads_usual, check }
    }
}

/// What holds for one article besides the rules of all.
#[derive(Debug, Default)]
pub struct OwnRules<'s> {
    severities: Vec<(RuleId, Option<Severity>)>,
    /// Rules that have the options of an override there, with its number.
    options: Vec<(RuleId, usize)>,
    /// Its language, if it neither says nor shows one.
    pub language: Option<&'s str>,
}

impl OwnRules<'_> {
    /// The severity of a rule in this article; `None`: it is off there.
    #[must_use]
    pub fn severity<C: ?Sized>(&self, planned: &Planned<C>) -> Option<Severity> {
        // Where options are said several times for a path, the last ones hold.
        let of_override = self.options.iter().rev().find(|(rule, _)| *rule == planned.rule).map(|(_, number)| *number);
        if of_override != planned.of_override {
            return None;
        }
        let own = self.severities.iter().rev().find(|(rule, _)| *rule == planned.rule);
        own.map_or_else(|| (!planned.only_overridden).then_some(planned.severity), |(_, severity)| *severity)
    }
}

/// All checks of a run.
pub struct Plan<'s> {
    /// The rules.
    pub standard: &'s Standard,
    /// The configuration.
    pub config: &'s Config,
    /// The library's root as article paths show it.
    pub root: PathBuf,
    /// The working directory, which those paths are relative to.
    pub cwd: PathBuf,
    /// Waivers that stand beside the articles.
    pub filed: Vec<FiledWaiver>,
    /// Whether the report of a link checker was read.
    pub has_link_report: bool,
    /// Checks on each article.
    pub per_article: Vec<Planned<dyn ArticleCheck>>,
    /// The search for the signs of these, in their order.
    pub signs: SignSearch,
    /// Checks on the facts of each article.
    pub of_facts: Vec<Planned<dyn FactCheck>>,
    /// Checks on the library.
    pub across: Vec<Planned<dyn LibraryCheck>>,
}

impl<'s> Plan<'s> {
    /// Makes the checks of all rules that are on.
    ///
    /// # Errors
    /// When the options of a rule are not its own.
    pub fn new(standard: &'s Standard, config: &'s Config, cwd: &Path) -> Result<Self, PlanError> {
        let root = shown(&config.selection.root, cwd);
        let mut plan = Self {
            standard,
            config,
            root,
            cwd: cwd.to_path_buf(),
            filed: Vec::new(),
            has_link_report: false,
            per_article: Vec::new(),
            signs: SignSearch::default(),
            of_facts: Vec::new(),
            across: Vec::new(),
        };
        for setting in &config.rules {
            let overridden = || {
                let rules = config.overrides.iter().flat_map(|of_paths| &of_paths.rules);
                rules.filter(|there| there.rule == setting.rule).find_map(|there| there.severity.flatten())
            };
            // What a flag leaves out no override brings back.
            let may_override = !matches!(setting.origin, Origin::Flag(_));
            let severity = setting.severity.or_else(|| may_override.then(overridden).flatten());
            let (Some(severity), Some(rule)) = (severity, standard.rule(setting.rule)) else { continue };
            let only_overridden = setting.severity.is_none();
            let mut planned = |options: &toml::Table, of_override: Option<usize>| {
                let failed = |error: toml::de::Error| PlanError { rule: rule.article.id.clone(), reason: error.message().to_owned() };
                plan.add(rule.check(options).map_err(failed)?, &Known { setting, severity, only_overridden, of_override, rule, options });
                Ok(())
            };
            planned(&setting.options, None)?;
            for (number, of_paths) in config.overrides.iter().enumerate() {
                for there in of_paths.rules.iter().filter(|there| there.rule == setting.rule && !there.options.is_empty()) {
                    let mut options = setting.options.clone();
                    options.extend(there.options.clone());
                    planned(&options, Some(number))?;
                }
            }
        }
        plan.signs = SignSearch::new(plan.per_article.iter().map(|planned| planned.check.signs()));
        Ok(plan)
    }

    /// Takes in a check of a rule.
    fn add(&mut self, check: Check, known: &Known<'_>) {
        match check {
            Check::PerArticle(check, _) => self.per_article.push(known.planned(check)),
            Check::OfFacts(check) => self.of_facts.push(known.planned(check)),
            Check::AcrossLibrary(check) => self.across.push(known.planned(check)),
        }
    }

    /// What holds for the article at a path, as messages show it.
    #[must_use]
    pub fn own_rules(&self, path: &Path) -> OwnRules<'s> {
        let mut own = OwnRules::default();
        if self.config.overrides.is_empty() {
            return own;
        }
        let inner = self.from_root(path);
        for (number, of_paths) in self.config.overrides.iter().enumerate().filter(|(_, of_paths)| of_paths.paths.is_match(&inner)) {
            own.severities.extend(of_paths.rules.iter().filter_map(|there| Some((there.rule, there.severity?))));
            own.options.extend(of_paths.rules.iter().filter(|there| !there.options.is_empty()).map(|there| (there.rule, number)));
            own.language = of_paths.language.as_deref().or(own.language);
        }
        own
    }

    /// Criteria all of whose rules are off in an article.
    #[must_use]
    pub fn switched_off(&self, own: &OwnRules<'_>) -> CriterionSet {
        let mut off = CriterionSet::default();
        if own.severities.is_empty() {
            return off;
        }
        let per_article = self.per_article.iter().map(|planned| (planned.criterion, own.severity(planned)));
        let of_facts = self.of_facts.iter().map(|planned| (planned.criterion, own.severity(planned)));
        let across = self.across.iter().map(|planned| (planned.criterion, own.severity(planned)));
        let all: Vec<(Criterion, Option<Severity>)> = per_article.chain(of_facts).chain(across).collect();
        for criterion in Criterion::ALL {
            let mut rules = all.iter().filter(|(of, _)| *of == criterion).peekable();
            if rules.peek().is_some() && rules.all(|(_, severity)| severity.is_none()) {
                off.insert(criterion);
            }
        }
        off
    }

    /// The path of an article, as it is shown, from the library's root: what globs of the configuration are held against.
    #[must_use]
    pub fn from_root(&self, path: &Path) -> PathBuf {
        relative(path, &self.config.selection.root, &self.cwd)
    }

    /// Equal for runs that make the same of an article by itself, as far as the program and the day are the same.
    #[must_use]
    pub fn fingerprint(&self) -> Fingerprint {
        let mut hasher = blake3::Hasher::new();
        let mut part = |bytes: &[u8]| {
            hasher.update(&(bytes.len() as u64).to_le_bytes());
            hasher.update(bytes);
        };
        part(self.config.profile.hash.as_bytes());
        // Where paths are seen from: the same name is another article in another folder.
        part(self.root.as_os_str().as_encoded_bytes());
        part(self.from_root(Path::new("")).as_os_str().as_encoded_bytes());
        part(&[u8::from(self.has_link_report)]);
        for setting in &self.config.rules {
            part(&setting.rule.0.to_le_bytes());
            part(setting.severity.map_or("off", Severity::name).as_bytes());
        }
        hasher.finalize()
    }

    /// The rules of this run.
    fn rules(&self) -> impl Iterator<Item = (RuleId, Severity)> {
        let across = self.across.iter().map(|planned| (planned.rule, planned.severity));
        let of_facts = self.of_facts.iter().map(|planned| (planned.rule, planned.severity));
        self.per_article.iter().map(|planned| (planned.rule, planned.severity)).chain(of_facts).chain(across)
    }

    /// A rule of this run by its id, with its severity.
    #[must_use]
    pub fn severity_of(&self, id: &str) -> Option<(RuleId, Severity)> {
        let rule = self.standard.find(id)?;
        self.rules().find(|(planned, _)| *planned == rule)
    }

    /// Whether a rule runs.
    #[must_use]
    pub fn runs(&self, rule: RuleId) -> bool {
        self.rules().any(|(planned, _)| planned == rule)
    }

    /// Whether all rules that a waiver may be for run: those that it names, or those that the standard applies.
    #[must_use]
    pub fn runs_all(&self, waiver: &Waiver) -> bool {
        self.standard.rules().all(|(id, rule)| {
            let article = &rule.article;
            let is_named = waiver.names.iter().any(|name| **name == *article.id);
            !waiver.names(&article.id, article.criterion.name()) || article.off && !is_named || self.runs(id)
        }) && waiver
            .names
            .iter()
            .all(|name| self.standard.find(name).is_some() || Criterion::ALL.iter().any(|known| known.name() == &**name))
    }

    /// Whether a rule compares the articles of the library.
    #[must_use]
    pub fn is_across(&self, rule: RuleId) -> bool {
        self.across.iter().any(|planned| planned.rule == rule)
    }

    /// Whether a rule across the library looks at something of this criterion.
    #[must_use]
    pub fn looks_across_at(&self, criterion: Criterion) -> bool {
        self.across.iter().any(|planned| planned.criterion == criterion)
    }

    /// Criteria that no rule of this run looks at; those of rules across articles also when there is no library. A criterion that asks about
    /// the library is looked at when such a rule compares articles for it: what a rule finds in one article is reported all the same.
    #[must_use]
    pub fn not_audited(&self, has_library: bool) -> CriterionSet {
        let mut looked_at = CriterionSet::default();
        let of_facts = self.of_facts.iter().map(|planned| planned.criterion);
        let of_articles = self.per_article.iter().map(|planned| planned.criterion).chain(of_facts);
        for criterion in of_articles.filter(|criterion| !criterion.needs_library()) {
            looked_at.insert(criterion);
        }
        for criterion in self.across.iter().map(|planned| planned.criterion).filter(|_| has_library) {
            looked_at.insert(criterion);
        }
        let mut not_audited = CriterionSet::default();
        for criterion in Criterion::ALL.into_iter().filter(|criterion| !looked_at.has(*criterion)) {
            not_audited.insert(criterion);
        }
        not_audited
    }
}
