//! The check that a rule of a team declares: its options in; nothing out, or what is wrong with them and what to write instead.

use super::{Errors, Own};
use crate::limits;
use crate::rule::{Article, Declared};

/// Whether the check can be made.
pub(super) fn judge(own: &Own, errors: &mut Errors) {
    let article = &own.rule.article;
    if article.kind == "coded" {
        let way_out = "declare a `pattern`, `required-section`, `selector`, `count` or `metadata` check";
        errors.add(own, "check", "the kind `coded` is for built-in rules", way_out);
        return;
    }
    let known = article.optional_options();
    let mut is_sound = true;
    for key in article.options.keys().filter(|key| !known.contains(&key.as_str())) {
        is_sound = false;
        let reason = format!("the kind `{}` has no option `{key}`", article.kind);
        errors.add(own, &format!("check.{key}"), reason, format!("there are {}", known.join(", ")));
    }
    if !is_sound {
        return;
    }
    let error = match Declared::new(article, article.options.clone()) {
        Ok(declared) => {
            errors.large += usize::from(declared.is_large());
            if declared.is_large() && errors.large > limits::LARGE_PATTERNS {
                let reason = format!("there are more than {} rules with large patterns", limits::LARGE_PATTERNS);
                errors.add(own, "check", reason, "write patterns with smaller counts, and fewer and shorter lists of words");
            }
            return;
        }
        Err(error) => error,
    };
    let (reason, option) = (error.message().lines().next().unwrap_or(""), option_of(&error.to_string(), article));
    let line = own.written.lines.of(&option.map_or_else(|| "check".to_owned(), |option| format!("check.{option}")));
    match (option, expected(reason), reason.strip_prefix("missing field ")) {
        (Some(option), Some(wanted), _) => errors.at(own, line, format!("the option `{option}` does not fit"), format!("write {wanted}")),
        (_, _, Some(missing)) => errors.at(own, line, format!("the option {missing} is missing"), shape(&article.kind)),
        _ if reason.contains("no pattern") => {
            errors.at(own, line, reason, "mend it; a backslash before `(`, `[`, `*` and their kin makes them plain");
        }
        _ if reason.contains("when compiled") => errors.at(own, line, reason, "write smaller counts, or make several rules of it"),
        _ => errors.at(own, line, reason, shape(&article.kind)),
    }
}

/// The option that a reason is about: it names the option, or quotes its value.
fn option_of<'a>(reason: &str, article: &'a Article) -> Option<&'a str> {
    let quoted = || reason.split('`').skip(1).step_by(2);
    let has = |value: &toml::Value, text: &str| match value {
        toml::Value::String(value) => value == text,
        toml::Value::Array(values) => values.iter().any(|value| value.as_str() == Some(text)),
        _ => false,
    };
    let named = quoted().find_map(|text| article.options.get_key_value(text).map(|(key, _)| key));
    let by_value = || quoted().find_map(|text| article.options.iter().find(|(_, value)| has(value, text)).map(|(key, _)| key));
    let by_size = || ["pattern", "words"].into_iter().find(|key| reason.contains("when compiled") && article.options.contains_key(*key));
    named.or_else(by_value).map(String::as_str).or_else(by_size)
}

/// What a kind of check looks like.
fn shape(kind: &str) -> &'static str {
    match kind {
        "pattern" => "write `pattern` or `words`; there are scope, ignore-case, except and replace besides",
        "count" => "write `of`, `per`, and `at-least`, `at-most` or both",
        "required-section" => "write `titles`; there are types, level and after besides",
        "selector" => "write `css`, and `forbidden = true` or `required = true`",
        _ => "write `key`, and `required`, `pattern`, `one-of` or `type`",
    }
}

/// What a rule expected of an option, in an editor's words.
pub(crate) fn expected(reason: &str) -> Option<&str> {
    let (_, wanted) = reason.split_once("expected ")?;
    let wanted = wanted.lines().next().unwrap_or(wanted);
    Some(match wanted {
        "a sequence" => "a list",
        "a boolean" => "true or false",
        "a string" | "a borrowed string" => "text in quotes",
        "a map" => "a table",
        "u8" | "u16" | "u32" | "u64" | "usize" | "i32" | "i64" => "a whole number",
        "f32" | "f64" => "a number",
        other => other,
    })
}
