//! What a rule is: an article in `rules/`, the check it declares or names, and how a check reports.

use std::collections::HashMap;
use std::path::Path;
use std::sync::OnceLock;

use crate::document::Document;
use crate::fact::Facts;
use crate::finding::{RuleId, Severity};
use crate::library::Library;

mod article;
mod criterion;
mod declared;

pub mod example;
mod found;
mod own;
pub mod proof;
mod shapes;
mod signs;
mod words;

pub use article::{Article, ArticleError, Form};
pub use criterion::Criterion;
pub use declared::{Declared, Shared};
pub(crate) use found::Days;
pub use found::{AcrossFinding, ArticleType, Boilerplate, Found, FoundAcross, RawFinding, RawRelated, ScoreClaim, SourcesNeed};
use own::Written;
pub(crate) use own::expected;
pub use own::{OwnArticle, OwnError};
pub(crate) use shapes::Shapes;
pub(crate) use signs::leaves;
pub use signs::{Seen, SignSearch, Signs};
pub use words::Words;

/// A check that sees one article.
pub trait ArticleCheck: Send + Sync {
    /// Words and marks of which one stands in the text wherever this check may find something, for a check that looks there alone: it takes what was
    /// seen of them from [`Found::take_seen`].
    fn signs(&self) -> Signs {
        Signs::default()
    }

    /// Reports what it finds.
    fn check(&self, article: &Document, found: &mut Found<'_>);
}

/// A check that sees what one article states in figures.
pub trait FactCheck: Send + Sync {
    /// Reports what it finds.
    fn check(&self, facts: &Facts<'_>, found: &mut Found<'_>);
}

/// A check that sees what all articles left behind.
pub trait LibraryCheck: Send + Sync {
    /// Reports what it finds.
    fn check(&self, library: &Library, found: &mut FoundAcross);

    /// Looks once more at a finding that was reported as open ([`AcrossFinding::open`]), with the texts of its article and of its first other place:
    /// whether it stands.
    fn confirm(&self, _library: &Library, _finding: &mut AcrossFinding, _here: &Document, _there: &Document) -> bool {
        true
    }

    /// What that depends on beside the two texts and the finding, as a hash: the verdict is kept for the next run under it.
    fn confirms_by(&self, _library: &Library, _finding: &AcrossFinding) -> u64 {
        0
    }

    /// What it takes for the library's own words, which stand in many articles on purpose.
    fn boilerplate(&self, _library: &Library) -> Vec<Boilerplate> {
        Vec::new()
    }
}

/// A check, ready to run.
pub enum Check {
    /// On each article; with the search for its signs, made when it first runs alone.
    PerArticle(Box<dyn ArticleCheck>, OnceLock<SignSearch>),
    /// On the facts of each article.
    OfFacts(Box<dyn FactCheck>),
    /// On the library, once.
    AcrossLibrary(Box<dyn LibraryCheck>),
}

impl Check {
    /// A check on each article.
    #[must_use]
    pub fn per_article(check: impl ArticleCheck + 'static) -> Self {
        Self::PerArticle(Box::new(check), OnceLock::new())
    }

    /// Runs the check on one article by itself. A check across the library finds nothing there.
    pub fn check_article(&self, article: &Document, found: &mut Found<'_>) {
        match self {
            Self::PerArticle(check, search) => {
                let seen = search.get_or_init(|| SignSearch::new([check.signs()])).look(article).pop();
                found.see(seen.unwrap_or_default());
                check.check(article, found);
            }
            Self::OfFacts(check) => check.check(&Facts::of(article), found),
            Self::AcrossLibrary(_) => {}
        }
    }
}

/// Makes a check from the options of a rule's article, changed by configuration.
pub type MakeCheck = fn(toml::Table) -> Result<Check, toml::de::Error>;

/// A built-in rule: its article, and for a coded rule its check.
pub struct BuiltIn {
    /// The text of `rules/<id>.md`.
    pub article: &'static str,
    /// The coded check; `None`: the article declares it.
    pub make: Option<MakeCheck>,
}

/// All rules of a standard, sorted by id.
pub struct Standard {
    rules: Vec<Rule>,
    by_id: HashMap<String, RuleId>,
    hash: String,
}

/// A rule: what its article says, and how its check is made.
pub struct Rule {
    /// Its article.
    pub article: Article,
    make: Option<MakeCheck>,
    /// Where a rule of the team's own is written; `None`: it is built in.
    own: Option<Box<Written>>,
}

impl Rule {
    /// Makes the check with the article's options, `changes` on top of them.
    ///
    /// # Errors
    /// When an option is unknown or has the wrong type.
    pub fn check(&self, changes: &toml::Table) -> Result<Check, toml::de::Error> {
        let mut options = self.article.options.clone();
        for (key, value) in changes {
            if !options.contains_key(key) && !self.article.optional_options().contains(&key.as_str()) {
                return Err(serde::de::Error::custom(format!("unknown option `{key}` of rule `{}`", self.article.id)));
            }
            let value = options.get(key).and_then(|words| words::extended(words, value)).unwrap_or_else(|| value.clone());
            options.insert(key.clone(), value);
        }
        match self.make {
            Some(make) => make(options),
            None => Declared::new(&self.article, options).map(Check::per_article),
        }
    }
}

impl Rule {
    /// The file of a rule of the team's own, as messages show it; `None`: it is built in.
    #[must_use]
    pub fn file(&self) -> Option<&Path> {
        self.own.as_ref().map(|own| own.path.as_path())
    }

    /// The line of an option in that file; the first one for what does not stand there.
    #[must_use]
    pub fn line_of(&self, option: &str) -> u32 {
        self.own.as_ref().map_or(1, |own| own.lines.of(&format!("check.{option}")))
    }

    /// Whether it compares the articles of the library, so that its options cannot differ between them.
    #[must_use]
    pub fn is_across(&self) -> bool {
        matches!(self.check(&toml::Table::new()), Ok(Check::AcrossLibrary(_)))
    }

    /// Languages whose words the rule has, `changes` included; empty: it reads no words.
    #[must_use]
    pub fn languages(&self, changes: &toml::Table) -> Vec<String> {
        let mut languages = self.article.languages.clone();
        if !languages.is_empty() {
            languages.extend(words::languages(changes).map(str::to_owned));
        }
        languages
    }
}

impl Standard {
    /// Reads the articles of built-in rules.
    ///
    /// # Errors
    /// The first article that is not in the rule form.
    pub fn new(built_in: &[BuiltIn]) -> Result<Self, ArticleError> {
        let mut rules = Vec::with_capacity(built_in.len());
        let mut hasher = blake3::Hasher::new();
        for rule in built_in {
            hasher.update(rule.article.as_bytes());
            rules.push(Rule { article: Article::parse(rule.article)?, make: rule.make, own: None });
        }
        let lent = article::lent(rules.iter().map(|rule| &rule.article));
        for rule in &mut rules {
            article::take_over(&mut rule.article, &lent)?;
        }
        let mut standard = Self { rules, by_id: HashMap::new(), hash: short(&hasher) };
        standard.number();
        Ok(standard)
    }

    /// Sorts the rules and numbers them.
    fn number(&mut self) {
        self.rules.sort_by(|one, other| one.article.id.cmp(&other.article.id));
        self.by_id = self.rules().map(|(id, rule)| (rule.article.id.clone(), id)).collect();
    }

    /// The rules with their numbers, by id.
    pub fn rules(&self) -> impl Iterator<Item = (RuleId, &Rule)> {
        self.rules.iter().enumerate().map(|(index, rule)| (RuleId(index as u16), rule))
    }

    /// How many rules there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.rules.len()
    }

    /// Whether there is no rule.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.rules.is_empty()
    }

    /// A rule by its number.
    #[must_use]
    pub fn rule(&self, id: RuleId) -> Option<&Rule> {
        self.rules.get(usize::from(id.0))
    }

    /// The id of a rule in words; empty for a number of another standard.
    #[must_use]
    pub fn id(&self, id: RuleId) -> &str {
        self.rule(id).map_or("", |rule| &rule.article.id)
    }

    /// The number of the rule of that id.
    #[must_use]
    pub fn find(&self, id: &str) -> Option<RuleId> {
        self.by_id.get(id).copied()
    }

    /// The team's own rules.
    pub fn own(&self) -> impl Iterator<Item = (RuleId, &Rule)> {
        self.rules().filter(|(_, rule)| rule.own.is_some())
    }

    /// A hash over all rule articles, part of the profile's.
    #[must_use]
    pub fn hash(&self) -> &str {
        &self.hash
    }

    /// Whether `one` keeps the charge where it overlaps a finding of `other`.
    #[must_use]
    pub fn outranks(&self, one: RuleId, other: RuleId) -> bool {
        let other = self.id(other);
        self.rule(one).is_some_and(|rule| rule.article.outranks.iter().any(|outranked| outranked == other))
    }

    /// Whether a rule runs only where configuration or a flag asks for it.
    #[must_use]
    pub fn is_off(&self, id: RuleId) -> bool {
        self.rule(id).is_some_and(|rule| rule.article.off)
    }

    /// The default severity of a rule; of one that is off, where it is asked for.
    #[must_use]
    pub fn severity(&self, id: RuleId) -> Severity {
        self.rule(id).map_or(Severity::Info, |rule| rule.article.severity)
    }
}

/// A hash as it is shown.
fn short(hasher: &blake3::Hasher) -> String {
    hasher.finalize().to_hex().chars().take(16).collect()
}
