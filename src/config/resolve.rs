//! The standard, a configuration as written and flags become one [`Config`], and what differs from the standard becomes its profile.

use super::parsed::{Parsed, SaidSeverity};
use super::weights::decimal;
use super::{Certification, Config, Error, Origin, OverriddenRule, Override, Profile, Request, Scopes, error, limits};
use crate::finding::{RuleId, Severity};
use crate::rule::{Criterion, SourcesNeed, Standard};

/// Puts `parsed` and the flags of `request` on top of the standard that `config` holds.
pub(super) fn resolve(config: &mut Config, standard: &Standard, parsed: Parsed, request: &Request<'_>) -> Result<(), Error> {
    let said_in = parsed.said_in;
    let main = config.file.clone().unwrap_or_default();
    let file = |key: &str| Origin::File(said_in.get(key).unwrap_or(&main).clone());
    let mut changes = Changes::default();
    for rule in parsed.rules {
        let Some(setting) = config.rules.get_mut(usize::from(rule.rule.0)) else { continue };
        if let Some(said) = rule.severity {
            setting.severity = severity(said);
        }
        setting.options = rule.options;
        setting.origin = file(&format!("rules.{}", rule.rule.0));
    }
    let values = said_in.into_iter().filter(|(key, _)| !key.starts_with("rules."));
    config.origins.extend(values.map(|(key, said_in)| (key, Origin::File(said_in))));
    flags(config, standard, request)?;
    if !request.select.is_empty() {
        changes.shown(format!("only {}", request.select.join(", ")));
    }
    changes.of_own_rules(standard);
    changes.of_rules(config, standard);
    for ((criterion, weight), slot) in Criterion::ALL.into_iter().zip(parsed.weights).zip(&mut config.weights) {
        let Some(weight) = weight.filter(|weight| weight != slot) else { continue };
        *slot = weight;
        changes.shown(format!("weight {} {}", criterion.name(), decimal(weight)));
    }
    let standard_certification = Certification::default();
    if let Some(points) = parsed.points.filter(|points| *points != standard_certification.points) {
        config.certification.points = points;
        changes.shown(format!("certified from {} points", decimal(points)));
    }
    if let Some(unmet) = parsed.unmet.filter(|unmet| *unmet != standard_certification.unmet) {
        config.certification.unmet = unmet;
        changes.shown(format!("certified with {unmet} criteria unmet"));
    }
    for (key, value) in parsed.limits {
        let before = config.limits.clone();
        limits::set(&mut config.limits, key, value);
        if config.limits != before {
            changes.hidden(format!("limit {key} {value}"));
        }
    }
    for (article_type, globs) in parsed.types {
        let asked = match article_type.sources {
            SourcesNeed::Required => Some("required"),
            SourcesNeed::WithFigures => None,
            SourcesNeed::Never => Some("never asked for"),
        };
        if let Some(asked) = asked {
            changes.shown(format!("type {}: sources {asked}", article_type.name));
        }
        changes.hidden(format!("{article_type:?} in {}", globs.texts.join("\n")));
        config.types.push((article_type, globs.set));
    }
    for said in parsed.overrides {
        let place = said.paths.texts.join(", ");
        let mut rules = Vec::with_capacity(said.rules.len());
        for rule in said.rules {
            let id = standard.id(rule.rule);
            let severity = rule.severity.map(severity);
            if let Some(severity) = severity {
                changes.shown(format!("rule {id} {} in {place}", severity.map_or("off", Severity::name)));
            }
            for (key, value) in &rule.options {
                changes.shown(format!("rule {id} {key} = {value} in {place}"));
            }
            rules.push(OverriddenRule { rule: rule.rule, severity, options: rule.options });
        }
        if let Some(language) = &said.language {
            changes.hidden(format!("language {language} in {place}"));
        }
        config.overrides.push(Override { paths: said.paths.set, rules, language: said.language });
    }
    if let Some(language) = parsed.language {
        if language != config.language {
            changes.hidden(format!("language {language}"));
        }
        config.language = language;
    }
    if let Some(scopes) = parsed.scopes {
        changes.hidden(format!("scopes {}", scopes.texts.join("\n")));
        config.scopes = Scopes { set: scopes.set, parts: scopes.owners };
    }
    if let Some(links) = parsed.links {
        changes.hidden(format!("links {links:?}"));
        config.links = links;
    }
    if let Some(include) = parsed.include {
        config.selection.include = Some(include.set);
    }
    if let Some(exclude) = parsed.exclude {
        config.selection.exclude = exclude.set;
    }
    config.profile = changes.into_profile(standard, parsed.profile);
    Ok(())
}

/// A severity as it is said; `None`: off.
const fn severity(said: SaidSeverity) -> Option<Severity> {
    match said {
        SaidSeverity::Off => None,
        SaidSeverity::At(severity) => Some(severity),
    }
}

/// `--select` leaves only these rules, at the severity that they have or the standard gives them; `--ignore` leaves these out.
fn flags(config: &mut Config, standard: &Standard, request: &Request<'_>) -> Result<(), Error> {
    if !request.select.is_empty() {
        let selected = named(standard, "--select", request.select)?;
        for setting in &mut config.rules {
            let is_selected = selected.contains(&setting.rule);
            // A criterion brings along the rules that the standard applies; one that is off must be named.
            let is_asked_for = !standard.is_off(setting.rule) || request.select.iter().any(|name| name == standard.id(setting.rule));
            if is_selected && setting.severity.is_none() && is_asked_for {
                setting.severity = Some(standard.severity(setting.rule));
                setting.origin = Origin::Flag("--select");
            } else if !is_selected && setting.severity.is_some() {
                setting.severity = None;
                setting.origin = Origin::Flag("--select");
            }
        }
    }
    let further = named(standard, "--extend-select", request.extend_select)?;
    for setting in config.rules.iter_mut().filter(|setting| setting.severity.is_none() && further.contains(&setting.rule)) {
        if !standard.is_off(setting.rule) || request.extend_select.iter().any(|name| name == standard.id(setting.rule)) {
            setting.severity = Some(standard.severity(setting.rule));
            setting.origin = Origin::Flag("--extend-select");
        }
    }
    let ignored = named(standard, "--ignore", request.ignore)?;
    for setting in config.rules.iter_mut().filter(|setting| ignored.contains(&setting.rule)) {
        setting.severity = None;
        setting.origin = Origin::Flag("--ignore");
    }
    Ok(())
}

/// The rules of these names: a rule's own, or those of a criterion.
fn named(standard: &Standard, flag: &'static str, names: &[String]) -> Result<Vec<RuleId>, Error> {
    let mut rules = Vec::new();
    for name in names {
        if let Some(rule) = standard.find(name) {
            rules.push(rule);
        } else if let Some(criterion) = Criterion::of_name(name) {
            rules.extend(standard.rules().filter(|(_, rule)| rule.article.criterion == criterion).map(|(id, _)| id));
        } else {
            let known = standard.rules().map(|(_, rule)| rule.article.id.as_str()).chain(Criterion::ALL.map(Criterion::name));
            let nearest = error::nearest(name, known).map(str::to_owned);
            return Err(Error::UnknownName { flag, name: name.clone(), nearest });
        }
    }
    Ok(rules)
}

/// What differs from the standard: some is said in words, all of it is hashed.
#[derive(Default)]
struct Changes {
    words: Vec<String>,
    hashed: Vec<String>,
}

impl Changes {
    fn shown(&mut self, words: String) {
        self.hashed.push(words.clone());
        self.words.push(words);
    }

    /// A difference that makes the audit neither easier nor harder, but may change its findings.
    fn hidden(&mut self, words: String) {
        self.hashed.push(words);
    }

    /// The words of their articles are in the hash of the standard.
    fn of_own_rules(&mut self, standard: &Standard) {
        /// Rules that are named.
        const NAMED: usize = 10;
        let ids: Vec<&str> = standard.own().map(|(_, rule)| rule.article.id.as_str()).collect();
        if let Some(named) = ids.get(..ids.len().min(NAMED)).filter(|named| !named.is_empty()) {
            let more = if ids.len() > NAMED { format!(" and {} more", ids.len() - NAMED) } else { String::new() };
            let noun = if ids.len() == 1 { "rule" } else { "rules" };
            self.shown(format!("own {noun} {}{more}", named.join(", ")));
        }
    }

    fn of_rules(&mut self, config: &Config, standard: &Standard) {
        for setting in &config.rules {
            let id = standard.id(setting.rule);
            match setting.severity {
                // Said once for all of them.
                None if setting.origin == Origin::Flag("--select") || standard.is_off(setting.rule) => {}
                None => self.shown(format!("rule {id} off")),
                Some(severity) if severity != standard.severity(setting.rule) || standard.is_off(setting.rule) => {
                    self.shown(format!("rule {id} {}", severity.name()));
                }
                Some(_) => {}
            }
            if setting.severity.is_none() {
                continue;
            }
            let article = standard.rule(setting.rule).map(|rule| &rule.article);
            for (key, value) in &setting.options {
                if article.is_none_or(|article| article.options.get(key) != Some(value)) {
                    self.shown(format!("rule {id} {key} = {value}"));
                }
            }
        }
    }

    fn into_profile(self, standard: &Standard, name: Option<String>) -> Profile {
        if self.hashed.is_empty() {
            return Profile { name: "default".to_owned(), hash: standard.hash().to_owned(), changes: Vec::new() };
        }
        let mut hasher = blake3::Hasher::new();
        hasher.update(standard.hash().as_bytes());
        for change in &self.hashed {
            hasher.update(&[0]);
            hasher.update(change.as_bytes());
        }
        let hash = hasher.finalize().to_hex().chars().take(16).collect();
        let name = if self.words.is_empty() { "default".to_owned() } else { name.unwrap_or_else(|| "custom".to_owned()) };
        Profile { name, hash, changes: self.words }
    }
}
