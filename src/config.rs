//! What to run: the standard's defaults, changed by `contentaudit.toml` and flags, each value with its origin.

use std::cell::Cell;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use globset::GlobSet;

use crate::finding::{RuleId, Severity};
use crate::library::LinkSettings;
use crate::limits::Limits;
use crate::rule::{ArticleType, Criterion, Standard};
use crate::source::{Selection, absolute, shown};

mod error;
mod extended;
mod find;
mod limits;
mod links;
mod parsed;
mod reader;
mod resolve;
mod rule_folders;
mod rules;
mod schema;
mod types;
mod weights;

use extended::{Extended, Layer};

pub use error::{Error, Problem, nearest};
pub use find::NAMES;
pub use schema::schema;
pub(crate) use weights::decimal;

/// The name that every output gives to the standard.
pub const STANDARD: &str = "2026.1";

/// Who set a value.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Origin {
    /// The standard.
    #[default]
    Standard,
    /// A configuration file.
    File(PathBuf),
    /// A flag.
    Flag(&'static str),
}

/// A rule as this run applies it.
#[derive(Clone, Debug)]
pub struct RuleSetting {
    /// The rule.
    pub rule: RuleId,
    /// Its severity; `None`: off.
    pub severity: Option<Severity>,
    /// Options that differ from the article's.
    pub options: toml::Table,
    /// Who changed it last.
    pub origin: Origin,
}

/// When an article is certified.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Certification {
    /// Points needed, in ten-thousandths.
    pub points: u32,
    /// Criteria that may be unmet.
    pub unmet: u32,
}

impl Default for Certification {
    fn default() -> Self {
        Self { points: 90_000, unmet: 1 }
    }
}

/// Which rules and figures a score rests on.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Profile {
    /// `default`, or the name that the configuration gives.
    pub name: String,
    /// A hash over everything that changes findings or points.
    pub hash: String,
    /// What differs from the standard, in words ("rule thin-section off", "weight sources 1.5"); empty: nothing.
    pub changes: Vec<String>,
}

/// What a run is asked for: where to look for the configuration, and the flags on top of it.
#[derive(Clone, Copy, Debug)]
pub struct Request<'a> {
    /// Files and folders to audit.
    pub paths: &'a [PathBuf],
    /// The name of standard input, if it is audited.
    pub stdin: Option<&'a Path>,
    /// The working directory.
    pub cwd: &'a Path,
    /// The configuration to use, whatever else lies about.
    pub config: Option<&'a Path>,
    /// No configuration at all.
    pub isolated: bool,
    /// What is said besides, as lines of a configuration (`rules.thin-section = "off"`), each list under the name of the one who says it; the later
    /// ones hold.
    pub said: &'a [(&'static str, &'a [String])],
    /// Rules and criteria to apply and no others; empty: all that are on.
    pub select: &'a [String],
    /// Rules and criteria to apply as well.
    pub extend_select: &'a [String],
    /// Rules and criteria to leave out.
    pub ignore: &'a [String],
}

/// The configuration of a run, resolved: nothing in it is optional any more.
#[derive(Clone, Debug)]
pub struct Config {
    /// The file it was read from, if any.
    pub file: Option<PathBuf>,
    /// What belongs to the library.
    pub selection: Selection,
    /// Every rule of the standard, by number.
    pub rules: Vec<RuleSetting>,
    /// Weight of each criterion in ten-thousandths of a point, in the order of [`Criterion::ALL`]; together 100,000.
    pub weights: [u32; 13],
    /// When an article is certified.
    pub certification: Certification,
    /// Bounds on input.
    pub limits: Limits,
    /// Article types with the paths they hold for.
    pub types: Vec<(ArticleType, GlobSet)>,
    /// What holds for some paths only, in the order of the file.
    pub overrides: Vec<Override>,
    /// Parts of the library that are never compared with each other (versions, translations).
    pub scopes: Scopes,
    /// What links within the site mean.
    pub links: LinkSettings,
    /// Language of articles that neither say nor show theirs (ISO 639-1).
    pub language: String,
    /// What the score rests on.
    pub profile: Profile,
    /// Who set the values that are not the standard's, by key (`weights.sources`, `limits.file-size`).
    pub origins: BTreeMap<String, Origin>,
}

/// What holds for some paths only.
#[derive(Clone, Debug)]
pub struct Override {
    /// Where, relative to the library's root.
    pub paths: GlobSet,
    /// What rules are there.
    pub rules: Vec<OverriddenRule>,
    /// The language of articles there that neither say nor show theirs.
    pub language: Option<String>,
}

/// What a rule is on some paths.
#[derive(Clone, Debug)]
pub struct OverriddenRule {
    /// The rule.
    pub rule: RuleId,
    /// Its severity there, if that is said; `Some(None)`: off.
    pub severity: Option<Option<Severity>>,
    /// Options that differ from those elsewhere.
    pub options: toml::Table,
}

/// Parts of a library that are never compared with each other, in the order of `[library] scopes`.
#[derive(Clone, Debug, Default)]
pub struct Scopes {
    set: GlobSet,
    /// For each glob of the set the number of its part.
    parts: Vec<usize>,
}

impl Scopes {
    /// Whether the library is one part.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.parts.is_empty()
    }

    /// The part that holds a path (relative to the library's root): the first whose glob matches, or none.
    #[must_use]
    pub fn part_of(&self, path: &Path) -> Option<u16> {
        let parts = self.set.matches(path).into_iter().filter_map(|glob| self.parts.get(glob));
        parts.min().map(|part| *part as u16)
    }
}

/// A configuration that is found, whose rules are known, and that is not yet read.
struct Written {
    /// The standard with the team's own rules.
    standard: Standard,
    root: PathBuf,
    layer: Option<Layer>,
    rule_folders: Vec<PathBuf>,
}

impl Written {
    fn read(standard: Standard, request: &Request<'_>) -> Result<Self, Error> {
        let find::Found { root, file } = find::find(request)?;
        let Some((path, text)) = file else { return Ok(Self { standard, root, layer: None, rule_folders: Vec::new() }) };
        let extended = Extended { standard: &standard, root: &root, cwd: request.cwd, number: Cell::default() };
        let layer = extended.read(&absolute(&path, request.cwd), text, &[])?;
        let rule_folders::RuleFolders { articles, folders } = rule_folders::read(&layer, &root, request.cwd)?;
        let standard = standard.with_own(articles).map_err(|errors| rule_folders::refused(&path, errors))?;
        Ok(Self { standard, root, layer: Some(layer), rule_folders: folders })
    }
}

/// The standard with the rules of the team that a request is about, whatever else its configuration says: for those who ask which rules there are
/// because their configuration names one that there is not.
///
/// # Errors
/// When the configuration or a rule of the team cannot be read.
pub fn with_own_rules(standard: Standard, request: &Request<'_>) -> Result<Standard, Error> {
    Ok(Written::read(standard, request)?.standard)
}

/// The root of the library that a request is about, and whether a configuration says so; what the configuration says besides is not read.
///
/// # Errors
/// When the paths belong to several libraries, or their configuration is no text.
pub fn root(request: &Request<'_>) -> Result<(PathBuf, bool), Error> {
    let find::Found { root, file } = find::find(request)?;
    Ok((root, file.is_some()))
}

impl Config {
    /// Finds, reads and resolves the configuration of a run. The standard comes out with the team's own rules, of which the configuration
    /// speaks as of any other.
    ///
    /// # Errors
    /// When it or a rule of the team cannot be read, or says what it cannot say.
    pub fn load(standard: Standard, request: &Request<'_>) -> Result<(Standard, Self), Error> {
        let Written { standard, root, layer, rule_folders } = Written::read(standard, request)?;
        let mut config = Self::standard(&standard, root);
        config.selection.rule_folders = rule_folders;
        let mut parsed = match &layer {
            Some(layer) => {
                config.file = Some(shown(&layer.file, request.cwd));
                extended::parsed(layer, &standard, &config.selection.root, request.cwd)?
            }
            None => parsed::Parsed::default(),
        };
        for (who, lines) in request.said {
            parsed = extended::said(who, lines, &standard)?.over(parsed);
        }
        resolve::resolve(&mut config, &standard, parsed, request)?;
        rule_folders::hold_types(&standard, &config)?;
        Ok((standard, config))
    }

    /// The standard as it is, for a library below `root`.
    #[must_use]
    pub fn standard(standard: &Standard, root: PathBuf) -> Self {
        let rules = standard
            .rules()
            .map(|(rule, _)| RuleSetting {
                rule,
                severity: (!standard.is_off(rule)).then(|| standard.severity(rule)),
                options: toml::Table::new(),
                origin: Origin::Standard,
            })
            .collect();
        Self {
            file: None,
            selection: Selection { root, ..Selection::default() },
            rules,
            weights: Criterion::ALL.map(Criterion::weight),
            certification: Certification::default(),
            limits: Limits::default(),
            types: Vec::new(),
            overrides: Vec::new(),
            scopes: Scopes::default(),
            links: LinkSettings::default(),
            language: "en".to_owned(),
            profile: Profile { name: "default".to_owned(), hash: standard.hash().to_owned(), changes: Vec::new() },
            origins: BTreeMap::new(),
        }
    }

    /// The setting of a rule.
    #[must_use]
    pub fn rule(&self, rule: RuleId) -> Option<&RuleSetting> {
        self.rules.get(usize::from(rule.0))
    }
}
