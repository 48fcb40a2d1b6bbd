//! Examples of a rule article: the body comes in, one case per heading below `## Examples` goes out.
//!
//! A heading opens a case. Its fences form one small library, each marked `bad` (the rule reports it) or `good` (it does
//! not); a fence `toml options` changes options for its case alone.

use super::{ArticleError, Form};

/// What a rule must say of an example article.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Expected {
    /// It is reported.
    Bad,
    /// It is not.
    Good,
}

/// One example article.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Example {
    /// What the rule must say of it.
    pub expected: Expected,
    /// The form it is written in.
    pub form: Form,
    /// Forms in which it is to be proven; empty: all forms that the rule has.
    pub forms: Vec<Form>,
    /// Its file name within the case's library.
    pub file: String,
    /// Its text, each line ended.
    pub text: String,
    /// Line of its fence in the body, from 1.
    pub line: u32,
}

/// The examples below one heading.
#[derive(Clone, Debug, PartialEq)]
pub struct Case {
    /// The heading.
    pub heading: String,
    /// Options that differ from the article's.
    pub options: toml::Table,
    /// The articles of its library.
    pub examples: Vec<Example>,
    /// Line of the heading in the body, from 1.
    pub line: u32,
}

/// Reads the cases of a rule article's body.
///
/// # Errors
/// When a fence below `## Examples` says neither `bad` nor `good`, stands below no heading, is not closed, or has options
/// that are no TOML; the error names the line of the body.
pub fn cases(body: &str) -> Result<Vec<Case>, ArticleError> {
    let mut cases: Vec<Case> = Vec::new();
    let mut in_examples = false;
    let mut lines = body.lines().zip(1u32..);
    while let Some((line, number)) = lines.next() {
        if let Some(fence) = Fence::opening(line) {
            let mut text = String::new();
            loop {
                let Some((inside, _)) = lines.next() else { return Err(wrong(number, "the fence is not closed")) };
                if fence.is_closed_by(inside) {
                    break;
                }
                text.push_str(inside);
                text.push('\n');
            }
            if in_examples {
                let case = cases.last_mut().ok_or_else(|| wrong(number, "an example stands below a heading `### …`"))?;
                add(case, fence.info, text, number)?;
            }
        } else if let Some(title) = line.strip_prefix("## ") {
            in_examples = title.trim() == "Examples";
        } else if let Some(heading) = line.strip_prefix("### ").filter(|_| in_examples) {
            cases.push(Case { heading: heading.trim().to_owned(), options: toml::Table::new(), examples: Vec::new(), line: number });
        }
    }
    match cases.iter().find(|case| case.examples.is_empty()) {
        Some(empty) => Err(wrong(empty.line, "the heading has no example below it")),
        None => Ok(cases),
    }
}

fn wrong(line: u32, reason: impl Into<String>) -> ArticleError {
    let way_out = "a fence below `## Examples` and a heading `### …` begins with a form and a verdict, such as ```markdown bad";
    ArticleError { line, reason: reason.into(), way_out: way_out.to_owned() }
}

fn add(case: &mut Case, info: &str, text: String, line: u32) -> Result<(), ArticleError> {
    let (language, rest) = info.split_once(' ').unwrap_or((info, ""));
    let (role, attributes) = rest.trim_start().split_once(' ').unwrap_or((rest.trim(), ""));
    if (language, role) == ("toml", "options") {
        case.options = toml::from_str(&text).map_err(|error| wrong(line, error.message()))?;
        return Ok(());
    }
    let form = Form::of_name(language).ok_or_else(|| wrong(line, "an example is `markdown`, `html` or `text`"))?;
    let expected = match role {
        "bad" => Expected::Bad,
        "good" => Expected::Good,
        _ => return Err(wrong(line, "an example is `bad` or `good`")),
    };
    let mut example = Example { expected, form, forms: Vec::new(), file: String::new(), text, line };
    let mut attributes = attributes.trim();
    while !attributes.is_empty() {
        let (name, value, rest) = attribute(attributes).ok_or_else(|| wrong(line, "an attribute of an example is `name=\"value\"`"))?;
        match name {
            "file" if !value.is_empty() => value.clone_into(&mut example.file),
            "forms" => {
                example.forms = value
                    .split_whitespace()
                    .map(Form::of_name)
                    .collect::<Option<_>>()
                    .ok_or_else(|| wrong(line, "the forms are `markdown`, `html` and `text`"))?;
            }
            _ => return Err(wrong(line, format!("no attribute `{name}`; there are `file` and `forms`"))),
        }
        attributes = rest;
    }
    if example.file.is_empty() {
        let extension = match form {
            Form::Markdown => "md",
            Form::Html => "html",
            Form::Text => "txt",
        };
        example.file = format!("example-{}.{extension}", case.examples.len() + 1);
    }
    if case.examples.iter().any(|other| other.file == example.file) {
        return Err(wrong(line, format!("two examples of the case are called `{}`", example.file)));
    }
    case.examples.push(example);
    Ok(())
}

/// Name, value and what follows of `name="value" …`.
fn attribute(text: &str) -> Option<(&str, &str, &str)> {
    let (name, rest) = text.split_once("=\"")?;
    let (value, rest) = rest.split_once('"')?;
    Some((name, value, rest.trim_start()))
}

/// The line that opens a fence.
struct Fence<'b> {
    mark: char,
    length: usize,
    info: &'b str,
}

impl<'b> Fence<'b> {
    fn opening(line: &'b str) -> Option<Self> {
        let mark = line.chars().next().filter(|mark| matches!(mark, '`' | '~'))?;
        let info = line.trim_start_matches(mark);
        let length = line.len() - info.len();
        (length >= 3 && !(mark == '`' && info.contains('`'))).then(|| Self { mark, length, info: info.trim() })
    }

    fn is_closed_by(&self, line: &str) -> bool {
        let rest = line.trim_start_matches(self.mark);
        line.len() - rest.len() >= self.length && rest.trim().is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const BODY: &str = "# Two seeds\n\n```markdown bad\nno example: it stands above them\n```\n\n## Examples\n\n### Two bakeries disagree\n\
        ```markdown bad file=\"rye.md\"\nRye needs nine hours.\n```\n```html good file=\"spelt.html\"\n<p>Spelt needs six.</p>\n```\n\
        ```toml options\nat-least = 3\n```\n\n### A fence in a fence\n````text good forms=\"text html\"\n```bash\nknead\n```\n````\n";

    #[test]
    fn fences_below_one_heading_are_one_library() {
        let cases = cases(BODY).unwrap();
        let seen: Vec<_> = cases.iter().map(|case| (case.heading.as_str(), case.examples.len(), case.options.len())).collect();
        assert_eq!(seen, [("Two bakeries disagree", 2, 1), ("A fence in a fence", 1, 0)]);
        let of_case = |case: usize| {
            cases[case].examples.iter().map(|e| (e.expected, e.form, e.file.as_str(), e.text.as_str(), e.line)).collect::<Vec<_>>()
        };
        assert_eq!(
            of_case(0),
            [
                (Expected::Bad, Form::Markdown, "rye.md", "Rye needs nine hours.\n", 10),
                (Expected::Good, Form::Html, "spelt.html", "<p>Spelt needs six.</p>\n", 13),
            ]
        );
        assert_eq!(of_case(1), [(Expected::Good, Form::Text, "example-1.txt", "```bash\nknead\n```\n", 21)]);
        assert_eq!(cases[1].examples[0].forms, [Form::Text, Form::Html]);
    }

    #[test]
    fn what_is_no_example_is_refused_with_its_line() {
        let refused = |body: &str| cases(body).unwrap_err().to_string();
        assert_eq!(refused("## Examples\n\n```markdown bad\nx\n```\n"), "line 3: an example stands below a heading `### …`");
        assert_eq!(refused("## Examples\n### One\n```markdown\nx\n```\n"), "line 3: an example is `bad` or `good`");
        assert_eq!(refused("## Examples\n### One\n```rust bad\nx\n```\n"), "line 3: an example is `markdown`, `html` or `text`");
        assert_eq!(refused("## Examples\n### One\n```text bad\nx\n"), "line 3: the fence is not closed");
        assert_eq!(
            refused("## Examples\n### One\n```text bad name=\"x\"\nx\n```\n"),
            "line 3: no attribute `name`; there are `file` and `forms`"
        );
        assert_eq!(refused("## Examples\n### One\n"), "line 2: the heading has no example below it");
        assert!(refused("## Examples\n### One\n```toml options\nat-least = \n```\n").starts_with("line 3: "));
        assert_eq!(
            refused("## Examples\n### One\n```text bad file=\"a.txt\"\nx\n```\n```text good file=\"a.txt\"\nx\n```\n"),
            "line 6: two examples of the case are called `a.txt`"
        );
    }
}
