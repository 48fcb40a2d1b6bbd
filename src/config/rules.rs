//! `[rules]`: a severity, or a severity and options, each option held against the rule that it is for.

use std::ops::Range;

use toml::Spanned;
use toml::de::DeValue;

use super::error::words;
use super::parsed::{ParsedRule, SaidSeverity};
use super::reader::{Reader, Value};
use crate::finding::{Message, RuleId, Severity};
use crate::rule::expected;

const SEVERITIES: &str = "write \"error\", \"warning\", \"info\" or \"off\"";

/// What a configuration says about rules.
pub(super) fn read(reader: &mut Reader<'_>, value: &Value<'_>) -> Vec<ParsedRule> {
    let plain = reader.plain();
    said(reader, value, plain.get("rules"))
}

/// What a configuration says about rules on some paths; `plain`: the same without places.
pub(super) fn of_paths(reader: &mut Reader<'_>, value: &Value<'_>, plain: Option<&toml::Value>) -> Vec<ParsedRule> {
    let rules = said(reader, value, plain);
    for said in rules.iter().filter(|said| !said.options.is_empty()) {
        let Some(rule) = reader.standard.rule(said.rule).filter(|rule| rule.is_across()) else { continue };
        let id = rule.article.id.as_str();
        let at = value.as_ref().as_table().and_then(|table| table.get(id)).map_or_else(|| value.span(), Spanned::span);
        let message = Message::new("rule `{}` compares articles with each other: its options hold for all of them", [id]);
        reader.problem(at, message, Message::new("write them under [rules], and here a severity: {} = \"off\"", [id]));
    }
    rules
}

/// The entries of a table of rules; `plain`: the same table without places.
fn said(reader: &mut Reader<'_>, value: &Value<'_>, plain: Option<&toml::Value>) -> Vec<ParsedRule> {
    let plain = plain.and_then(toml::Value::as_table);
    let mut rules = Vec::new();
    for (rule, id, value) in known(reader, value) {
        let mut parsed = ParsedRule { rule, severity: None, options: toml::Table::new() };
        match value.as_ref() {
            DeValue::String(name) => parsed.severity = severity(reader, value.span(), id, name),
            DeValue::Table(keys) => {
                let options = plain.and_then(|rules| rules.get(id)).and_then(toml::Value::as_table);
                let mut places = Vec::new();
                for (key, value) in keys {
                    if key.get_ref() == "severity" {
                        if let Some(name) = reader.string("severity", value) {
                            parsed.severity = severity(reader, value.span(), id, name);
                        }
                    } else if let Some(option) = options.and_then(|options| options.get(&**key.get_ref())) {
                        places.push((key.get_ref().to_string(), key.span(), value.span()));
                        parsed.options.insert(key.get_ref().to_string(), option.clone());
                    }
                }
                check(reader, rule, &mut parsed.options, &places);
            }
            _ => reader.expected(value.span(), id, "write a severity, or { severity = \"…\", … }"),
        }
        rules.push(parsed);
    }
    rules
}

/// The entries of a table of rules that name one, each with the rule and its id.
fn known<'v>(reader: &mut Reader<'_>, value: &'v Value<'_>) -> Vec<(RuleId, &'v str, &'v Value<'v>)> {
    let Some(table) = reader.table("rules", value) else { return Vec::new() };
    let mut rules = Vec::new();
    for (key, value) in table {
        match reader.standard.find(key.get_ref()) {
            Some(rule) => rules.push((rule, &**key.get_ref(), value)),
            None => unknown(reader, key.span(), key.get_ref()),
        }
    }
    rules
}

fn unknown(reader: &mut Reader<'_>, at: Range<usize>, id: &str) {
    let standard = reader.standard;
    let way_out = match reader.nearest(id, standard.rules().map(|(_, rule)| rule.article.id.as_str())) {
        Some(near) => Message::new("the nearest rule is `{}`; `contentaudit rules` lists all", [near]),
        None => words("`contentaudit rules` lists them"),
    };
    reader.problem(at, Message::new("unknown rule `{}`", [id]), way_out);
}

fn severity(reader: &mut Reader<'_>, at: Range<usize>, rule: &str, name: &str) -> Option<SaidSeverity> {
    if name == "off" {
        return Some(SaidSeverity::Off);
    }
    let severity = Severity::of_name(name);
    if severity.is_none() {
        reader.problem(at, Message::new("rule `{}` has an unknown severity", [rule]), words(SEVERITIES));
    }
    severity.map(SaidSeverity::At)
}

/// Holds the options against their rule; those that do not fit become problems and leave the table.
fn check(reader: &mut Reader<'_>, id: RuleId, options: &mut toml::Table, places: &[(String, Range<usize>, Range<usize>)]) {
    let Some(rule) = reader.standard.rule(id) else { return };
    let own = rule.article.options.keys().map(String::as_str);
    let optional = rule.article.optional_options().iter().copied().filter(|key| !rule.article.options.contains_key(*key));
    let known: Vec<&str> = own.chain(optional).collect();
    for (key, key_at, value_at) in places {
        let Some(value) = options.get(key) else { continue };
        if !known.contains(&key.as_str()) {
            reader.unknown(key_at.clone(), &format!("option of rule `{}`", rule.article.id), key, &known);
            options.remove(key);
            continue;
        }
        let alone = toml::Table::from_iter([(key.clone(), value.clone())]);
        if let Err(error) = rule.check(&alone) {
            // What was expected is in the rule's own words; what was written stays unquoted.
            let wanted = match expected(error.message()) {
                Some(wanted) => Message::new("the rule expects {}; `contentaudit explain {}` says more", [wanted, &rule.article.id]),
                None => Message::new("`contentaudit explain {}` says what it takes", [rule.article.id.as_str()]),
            };
            let message = Message::new("option `{}` of rule `{}` does not fit", [key.as_str(), rule.article.id.as_str()]);
            reader.problem(value_at.clone(), message, wanted);
            options.remove(key);
        }
    }
    // Each option fits alone; together they may still not.
    if let (Err(_), Some((_, at, _))) = (rule.check(options), places.first()) {
        let way_out = Message::new("`contentaudit explain {}` says what it takes", [rule.article.id.as_str()]);
        reader.problem(at.clone(), Message::new("the options of rule `{}` do not fit together", [rule.article.id.as_str()]), way_out);
    }
}
