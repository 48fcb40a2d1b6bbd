//! The form of a configuration for editors: JSON Schema (draft 7), which tells of keys, rules and their options while they are written.

use serde_json::{Map, Value, json};

use super::STANDARD;
use crate::limits::LARGEST_FILE;
use crate::rule::{Criterion, Rule, Standard};

/// The schema of `contentaudit.toml` for a standard, the team's own rules among it.
#[must_use]
pub fn schema(standard: &Standard) -> Value {
    let rules: Map<String, Value> = standard.rules().map(|(_, rule)| (rule.article.id.clone(), rule_schema(rule))).collect();
    // The options of a rule that compares articles hold for all of them.
    let on_paths = |(_, rule): (_, &Rule)| {
        let schema = if rule.is_across() { json!({"$ref": "#/definitions/severity"}) } else { rule_schema(rule) };
        (rule.article.id.clone(), schema)
    };
    let on_paths: Map<String, Value> = standard.rules().map(on_paths).collect();
    let points = || json!({"type": "number", "minimum": 0, "maximum": 10});
    let weights: Map<String, Value> = Criterion::ALL.iter().map(|criterion| (criterion.name().to_owned(), points())).collect();
    let limits: Map<String, Value> = super::limits::KEYS.iter().map(|key| ((*key).to_owned(), limit(key))).collect();
    let texts = || json!({"type": "array", "items": {"type": "string"}});
    let language = || json!({"type": "string", "pattern": "^[A-Za-z]{2,3}([-_].*)?$"});
    let sources = json!({"enum": ["required", "with-figures", "never"]});
    let of_type = table(
        "What articles of this kind must have.",
        json!({"paths": globs(), "sources": sources, "required-sections": texts(), "section-order": {"type": "boolean"}, "metadata": texts()}),
    );
    let mut of_paths = table(
        "What holds for some paths; the last one that matches decides.",
        json!({"paths": globs(), "rules": table("A severity there, or a severity and options.", on_paths), "language": language()}),
    );
    if let Some(keys) = of_paths.as_object_mut() {
        keys.insert("required".to_owned(), json!(["paths"]));
    }
    let mut whole = table(
        &format!("The configuration of contentaudit, standard {STANDARD}. Globs are relative to its folder."),
        json!({
            "extends": {"description": "Configurations below the root that this one stands on.", "anyOf": [{"type": "string"}, texts()]},
            "rule-folders": described("Folders with rules of your own.", texts()),
            "profile": {"description": "The name shown once anything of the standard is changed.", "type": "string", "maxLength": 60},
            "include": described("What is an article; without it every file with an extension that is known.", globs()),
            "exclude": described("What is none.", globs()),
            "language": described("Language of articles that neither say nor show theirs.", language()),
            "rules": table("A severity, or a severity and options.", rules),
            "weights": table("Points of each criterion; the rest keep theirs, together ten.", weights),
            "certification": table(
                "When an article is certified.",
                json!({"points": points(), "unmet": {"type": "integer", "minimum": 0, "maximum": 13}}),
            ),
            "limits": table("Bounds on input.", limits),
            "links": table(
                "What links within the site mean.",
                json!({
                    "root": described("The folder that a leading / means.", json!({"type": "string"})),
                    "extensions": described("Endings that a link may leave out.", texts()),
                    "aliases": {"type": "object", "additionalProperties": {"type": "string"}},
                }),
            ),
            "library": table(
                "How articles are compared.",
                json!({"scopes": described("Translations and versions: never compared with each other.", globs())}),
            ),
            "types": {"type": "object", "additionalProperties": of_type},
            "overrides": {"type": "array", "items": of_paths},
        }),
    );
    if let Some(keys) = whole.as_object_mut() {
        keys.insert("$schema".to_owned(), json!("http://json-schema.org/draft-07/schema#"));
        keys.insert("title".to_owned(), json!("contentaudit.toml"));
        keys.insert("definitions".to_owned(), json!({"severity": {"enum": ["error", "warning", "info", "off"]}}));
    }
    whole
}

/// A table that knows no keys but these.
fn table(description: &str, properties: impl Into<Value>) -> Value {
    json!({"description": description, "type": "object", "additionalProperties": false, "properties": properties.into()})
}

fn described(description: &str, mut schema: Value) -> Value {
    if let Some(keys) = schema.as_object_mut() {
        keys.insert("description".to_owned(), json!(description));
    }
    schema
}

fn globs() -> Value {
    json!({"type": "array", "items": {"type": "string", "minLength": 1}})
}

fn limit(key: &str) -> Value {
    let number = json!({"type": "integer", "minimum": 1, "maximum": LARGEST_FILE});
    let size = json!({"type": "string", "pattern": "^\\s*[0-9]+\\s*([KkMmGg]?[Bb]|[KkMmGg][Ii][Bb])?\\s*$"});
    if key.ends_with("size") { json!({"anyOf": [number, size]}) } else { number }
}

/// A rule: its severity, or a table with its options.
fn rule_schema(rule: &Rule) -> Value {
    let article = &rule.article;
    let mut keys = Map::new();
    keys.insert("severity".to_owned(), json!({"$ref": "#/definitions/severity"}));
    for (name, default) in &article.options {
        keys.insert(name.clone(), described(&said_of(&article.body, name), like(default)));
    }
    for name in article.optional_options() {
        keys.entry(*name).or_insert_with(|| json!({}));
    }
    let severity = json!({"$ref": "#/definitions/severity"});
    json!({"description": article.title, "anyOf": [severity, table(&article.title, keys)]})
}

/// What a value must be to stand in the place of a default.
fn like(default: &toml::Value) -> Value {
    match default {
        toml::Value::String(_) => json!({"type": "string"}),
        toml::Value::Integer(_) => json!({"type": "integer"}),
        toml::Value::Float(_) => json!({"type": "number"}),
        toml::Value::Boolean(_) => json!({"type": "boolean"}),
        toml::Value::Datetime(_) => json!({}),
        toml::Value::Array(items) => match items.first() {
            // Nothing in an option nests deeper.
            Some(toml::Value::String(_)) => json!({"type": "array", "items": {"type": "string"}}),
            _ => json!({"type": "array"}),
        },
        // Words by language.
        toml::Value::Table(_) => json!({"type": "object", "additionalProperties": {"type": "array", "items": {"type": "string"}}}),
    }
}

/// The paragraph that a rule's article has about an option.
fn said_of(body: &str, option: &str) -> String {
    let heading = format!("### `{option}`");
    let mut lines = body.lines().skip_while(|line| line.trim_end() != heading).skip(1).skip_while(|line| line.trim().is_empty());
    let paragraph = lines.by_ref().take_while(|line| !line.trim().is_empty() && !line.starts_with('#'));
    paragraph.collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::{limits, links, parsed, types};

    #[test]
    fn the_schema_has_the_keys_that_are_read() {
        let schema = schema(&crate::checks::standard().unwrap());
        let keys = |of: &Value| of["properties"].as_object().unwrap().keys().cloned().collect::<std::collections::BTreeSet<_>>();
        let known = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect::<std::collections::BTreeSet<_>>();
        let of = |key: &str| schema["properties"][key].clone();
        assert_eq!(keys(&schema), known(&parsed::KEYS));
        assert_eq!(keys(&of("types")["additionalProperties"]), known(&types::TYPE_KEYS));
        assert_eq!(keys(&of("overrides")["items"]), known(&parsed::OVERRIDE_KEYS));
        assert_eq!([keys(&of("limits")), keys(&of("links"))], [known(&limits::KEYS), known(&links::KEYS)]);
    }

    #[test]
    fn options_have_the_words_of_their_rule() {
        let schema = schema(&crate::checks::standard().unwrap());
        let option = &schema["properties"]["rules"]["properties"]["thin-section"]["anyOf"][1]["properties"]["at-least"];
        assert_eq!(option, &json!({"type": "integer", "description": "Words that a section needs."}));
    }
}
