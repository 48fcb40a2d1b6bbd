//! The report of a link checker (lychee's JSON): which addresses it could not reach, and what it was answered.

use std::collections::HashMap;

use serde_json::Value;

/// What a link checker says of an address that it could not reach.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// The answer in words: "404 Not Found", "network error".
    pub words: Box<str>,
    /// The status of the server, if there was one.
    pub code: Option<u16>,
}

/// The addresses that a link checker could not reach.
#[derive(Clone, Debug, Default)]
pub struct LinkReport {
    dead: HashMap<String, Answer>,
}

/// Names of the lists of what failed; older versions had others.
const LISTS: [&str; 3] = ["error_map", "fail_map", "timeout_map"];

impl LinkReport {
    /// Reads a report.
    ///
    /// # Errors
    /// Why the text is no report.
    pub fn of_json(text: &str) -> Result<Self, String> {
        let report: Value = serde_json::from_str(text.trim_start_matches('\u{feff}')).map_err(|error| error.to_string())?;
        let lists: Vec<&Value> = LISTS.iter().filter_map(|name| report.get(name)).collect();
        if lists.is_empty() {
            return Err("it has no `error_map`".to_owned());
        }
        let mut dead = HashMap::new();
        for entry in
            lists.iter().filter_map(|list| list.as_object()).flat_map(|sources| sources.values()).filter_map(Value::as_array).flatten()
        {
            let Some(url) = entry.get("url").or_else(|| entry.get("uri")).and_then(Value::as_str) else { continue };
            let status = entry.get("status").unwrap_or(&Value::Null);
            let code = status.get("code").and_then(Value::as_u64).and_then(|code| u16::try_from(code).ok());
            let said = status.as_str().or_else(|| status.get("text").and_then(Value::as_str)).unwrap_or("").trim();
            let code = code.or_else(|| code_in(said));
            let words = match (said, code) {
                ("", Some(code)) => code.to_string(),
                ("", None) => "no answer".to_owned(),
                // The checker explains its own settings behind the first sentence.
                (said, Some(code)) if !said.contains(&code.to_string()) => format!("{code} {}", said.lines().next().unwrap_or("")),
                (said, _) => said.lines().next().unwrap_or("").to_owned(),
            };
            dead.entry(normal(url)).or_insert(Answer { words: words.into(), code });
        }
        Ok(Self { dead })
    }

    /// What was answered for an address, if it could not be reached.
    #[must_use]
    pub fn answer(&self, url: &str) -> Option<&Answer> {
        self.dead.get(&normal(url))
    }

    /// How many addresses could not be reached.
    #[must_use]
    pub fn len(&self) -> usize {
        self.dead.len()
    }

    /// Whether all were reached.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.dead.is_empty()
    }
}

/// `Failed: 404 Not Found`.
fn code_in(words: &str) -> Option<u16> {
    words
        .split(|c: char| !c.is_ascii_digit())
        .filter(|digits| digits.len() == 3)
        .find_map(|digits| digits.parse().ok())
        .filter(|code| (300..600).contains(code))
}

/// An address as it is compared: checkers write hosts in lower case, add the slash of a bare host and encode what is not ASCII.
fn normal(url: &str) -> String {
    let url = super::decoded(url.trim());
    let (scheme, rest) = url.split_once("://").unwrap_or(("http", url.strip_prefix("//").unwrap_or(&url)));
    let len = rest.find(['/', '?', '#']).unwrap_or(rest.len());
    let (host, path) = rest.split_at_checked(len).unwrap_or((rest, ""));
    format!("{}://{}{}", scheme.to_ascii_lowercase(), host.to_ascii_lowercase(), path.trim_end_matches('/'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_report_of_either_age_is_read() {
        let new = r#"{"total": 3, "errors": 1, "success_map": {}, "error_map": {"fees.md": [
            {"url": "https://example.org/old%20fees", "status": {"text": "Rejected status code (this depends on your \"accept\" configuration): Not Found", "code": 404}, "span": {"line": 3, "column": 5}},
            {"url": "https://example.com/", "status": {"text": "Network error", "details": "dns error"}}]},
            "timeout_map": {"fees.md": [{"url": "https://slow.example.org/x", "status": {"text": "Timeout"}}]}}"#;
        let report = LinkReport::of_json(new).unwrap();
        assert_eq!(report.answer("https://Example.org/old fees").unwrap().code, Some(404));
        assert_eq!(&*report.answer("https://example.com").unwrap().words, "Network error");
        assert_eq!(report.len(), 3);
        let old =
            LinkReport::of_json(r#"{"fail_map": {"a.md": [{"url": "https://example.org/x", "status": "Failed: 410 Gone"}]}}"#).unwrap();
        assert_eq!(old.answer("https://example.org/x").unwrap().code, Some(410));
        assert!(LinkReport::of_json("[]").is_err() && LinkReport::of_json("{").is_err());
    }
}
