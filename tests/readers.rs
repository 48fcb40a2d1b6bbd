//! The other reports read back by those who read them: reviewdog's format by its validator, checkstyle by the plugin of Danger that comments on
//! pull requests, the commands of GitHub held against those that its own toolkit writes, Markdown by GitHub's renderer, GitLab's report by the
//! schema that its documentation describes, and JSON by Python. Packages of Node.js and Python, installed below `target`.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::print_stderr,
    reason = "a test that cannot go on has failed, and one that is skipped says so"
)]

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::{Command, Output, Stdio};

mod node;
mod python;

/// An article whose name and words have what the forms must escape.
const ODD: &str = if cfg!(windows) { "fees, 50% off.md" } else { "fees, 50% | <b>: off.md" };

/// A library with findings of each severity, and a file that cannot be read.
fn library() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let boats = "# Night boats\n\nThe last boat leaves at ten, and it takes bicycles but no cars.-\n\n## Fares & fines\n\nVisitors pay “<one coin>” for \
                 the night. It is low.\n\n## Fares & fines\n\nThe third night is free, and nobody asks for a name. Of all nights, 50% are such as:\n";
    fs::write(folder.path().join("night boats.md"), boats).unwrap();
    let fees = "# Fees in Norholm\n\nThe harbour office keeps a list of berths. “A: b, c::d” is what the board | says.\n\n## Sources\n\n## Crew\n\n- Anna\n-\n";
    fs::write(folder.path().join(ODD), fees).unwrap();
    folder
}

fn contentaudit(library: &Path, arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_contentaudit"));
    command.current_dir(library).env_clear().stdin(Stdio::null()).args(["check", "--quiet"]).args(arguments).output().unwrap()
}

/// The report in a form.
fn report(library: &Path, form: &str) -> String {
    String::from_utf8(contentaudit(library, &["--output-format", form]).stdout).unwrap()
}

/// A finding as every form has it: article, line, severity, rule and message.
type Told = (String, u64, String, String, String);

/// The findings, as the form of our own has them.
fn findings(library: &Path) -> Vec<Told> {
    let report: serde_json::Value = serde_json::from_str(&report(library, "json")).unwrap();
    let text = |value: &serde_json::Value| value.as_str().unwrap().to_owned();
    let mut told = Vec::new();
    for article in report["articles"].as_array().unwrap() {
        for finding in article["findings"].as_array().unwrap() {
            let line = finding["start"]["line"].as_u64().unwrap();
            told.push((text(&article["path"]), line, text(&finding["severity"]), text(&finding["rule"]), text(&finding["message"])));
        }
    }
    let severities = ["error", "warning", "info"].map(|severity| told.iter().any(|(_, _, known, ..)| known == severity));
    assert_eq!(severities, [true; 3], "{told:#?}");
    told
}

/// What a script says; Node.js finds the readers beside it.
fn node(folder: &Path, name: &str, script: &str, library: &Path, arguments: &[&str]) -> String {
    let path = folder.join(name);
    fs::write(&path, script).unwrap();
    let run = Command::new("node").arg(path).args(arguments).current_dir(library).stdin(Stdio::null()).output().unwrap();
    assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
    String::from_utf8(run.stdout).unwrap()
}

#[test]
fn reviewdog_s_format_is_valid_to_the_letter() {
    let Some(folder) = node::readers() else {
        eprintln!("skipped: the validator cannot be installed");
        return;
    };
    let library = library();
    let script = "import { RDFormatValidator } from '@umbrelladocs/rdformat-validator';\n\
                  import { readFileSync } from 'node:fs';\n\
                  const validator = new RDFormatValidator({ strictMode: true, allowExtraFields: false });\n\
                  for (const text of JSON.parse(readFileSync(process.argv[2], 'utf8'))) {\n\
                    const result = await validator.validateString(text);\n\
                    console.log(result.valid, result.errors.map((error) => `${error.path} ${error.message}`).join('; '));\n\
                  }";
    let (whole, lines) = (report(library.path(), "rdjson"), report(library.path(), "rdjsonl"));
    let object: serde_json::Value = serde_json::from_str(&whole).unwrap();
    let all = findings(library.path());
    assert_eq!(object["diagnostics"].as_array().unwrap().len(), all.len());
    // The bullet without text goes with its line, places in bytes from 1.
    let of_rule = |rule: &str| object["diagnostics"].as_array().unwrap().iter().find(|one| one["code"]["value"] == rule).unwrap().clone();
    assert_eq!(
        of_rule("empty-list-item")["suggestions"],
        serde_json::json!([{"range": {"start": {"line": 10, "column": 1}, "end": {"line": 11, "column": 1}}, "text": ""}])
    );
    assert_eq!(of_rule("missing-list")["suggestions"], serde_json::json!([]));
    let texts: Vec<&str> = [whole.as_str()].into_iter().chain(lines.lines()).collect();
    assert_eq!(texts.len(), all.len() + 1);
    // What is wrong is seen as such.
    let wrong = whole.replace("\"severity\":\"ERROR\"", "\"severity\":\"GRAVE\"");
    fs::write(library.path().join("texts.json"), serde_json::to_string(&[texts.as_slice(), &[wrong.as_str()]].concat()).unwrap()).unwrap();
    let said = node(&folder, "rdformat.mjs", script, library.path(), &["texts.json"]);
    let (last, valid) = said.lines().collect::<Vec<_>>().split_last().map(|(last, valid)| ((*last).to_owned(), valid.to_vec())).unwrap();
    assert!(valid.len() == texts.len() && valid.iter().all(|line| line.trim() == "true") && last.starts_with("false"), "{said}");
}

#[test]
fn checkstyle_is_read_by_a_plugin_of_danger() {
    let Some(folder) = node::readers() else {
        eprintln!("skipped: the plugin cannot be installed");
        return;
    };
    let library = library();
    fs::write(library.path().join("checkstyle.xml"), report(library.path(), "checkstyle")).unwrap();
    let all = findings(library.path());
    // Danger itself, which wants a pull request, is these lines: which files have changed, and who hears what is said of them.
    let script = "const told = [];\n\
                  for (const [name, severity] of [['fail', 'error'], ['warn', 'warning'], ['message', 'info']]) {\n\
                    global[name] = (text, file, line) => told.push([file, Number(line), severity, text]);\n\
                  }\n\
                  global.danger = { git: { created_files: process.argv.slice(2), modified_files: [] } };\n\
                  require('danger-plugin-lint-report').scan({ fileMask: 'checkstyle.xml', reportSeverity: true, requireLineModification: false })\n\
                    .then(() => console.log(JSON.stringify(told)));";
    let said = node(&folder, "checkstyle.cjs", script, library.path(), &["night boats.md", ODD]);
    let read: Vec<(String, u64, String, String)> = serde_json::from_str(&said).unwrap();
    let expected = all.into_iter().map(|(path, line, severity, _, message)| (path, line, severity, message));
    assert_eq!(sorted(read), sorted(expected.collect()));
}

fn sorted<T: Ord>(mut all: Vec<T>) -> Vec<T> {
    all.sort();
    all
}

/// A workflow command: its name, its properties in any order, and what it says.
fn command(line: &str) -> (String, BTreeMap<String, String>, String) {
    let (head, message) = line.strip_prefix("::").unwrap().split_once("::").unwrap();
    let (name, properties) = head.split_once(' ').unwrap();
    let pair = |pair: &str| pair.split_once('=').map(|(key, value)| (key.to_owned(), value.to_owned())).unwrap();
    (name.to_owned(), properties.split(',').map(pair).collect(), message.to_owned())
}

#[test]
fn commands_of_github_are_those_of_its_toolkit() {
    let Some(folder) = node::readers() else {
        eprintln!("skipped: the toolkit cannot be installed");
        return;
    };
    let library = library();
    fs::write(library.path().join("report.json"), report(library.path(), "json")).unwrap();
    let script = "import * as core from '@actions/core';\n\
                  import { readFileSync } from 'node:fs';\n\
                  const said = { error: core.error, warning: core.warning, info: core.notice };\n\
                  for (const article of JSON.parse(readFileSync('report.json', 'utf8')).articles) {\n\
                    for (const { rule, severity, message, help, start, end } of article.findings) {\n\
                      const columns = start.line === end.line ? { startColumn: start.column, endColumn: end.column } : {};\n\
                      const place = { file: article.path, startLine: start.line, endLine: end.line, ...columns };\n\
                      said[severity](`${message}: ${help}`, { title: rule, ...place });\n\
                    }\n\
                  }";
    let of_toolkit = node(&folder, "commands.mjs", script, library.path(), &[]);
    let ours = report(library.path(), "github");
    let ours: Vec<_> = ours.lines().map(command).collect();
    // The last one is the summary.
    let (last, ours) = ours.split_last().unwrap();
    assert_eq!((last.0.as_str(), last.1["title"].as_str()), ("notice", "contentaudit"));
    let of_toolkit: Vec<_> = of_toolkit.lines().map(command).collect();
    assert!(of_toolkit.iter().any(|(_, _, message)| message.contains("50%25")), "{of_toolkit:#?}");
    assert_eq!(sorted(ours.to_vec()), sorted(of_toolkit));
}

/// What a script of Python says, with a report on its standard input.
fn python(programs: &Path, script: &str, report: &str) -> String {
    use std::io::Write;
    let mut command = Command::new(programs.join("python"));
    let command = command.args(["-X", "utf8", "-c", script]).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().unwrap();
    child.stdin.take().unwrap().write_all(report.as_bytes()).unwrap();
    let run = child.wait_with_output().unwrap();
    assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
    String::from_utf8(run.stdout).unwrap()
}

#[test]
fn gitlab_s_report_has_the_form_that_its_documentation_describes() {
    let Some(programs) = python::readers() else {
        eprintln!("skipped: jsonschema cannot be installed");
        return;
    };
    let script = "import json, sys, jsonschema\n\
                  line = {'type': 'object', 'required': ['begin'], 'properties': {'begin': {'type': 'integer', 'minimum': 1}}}\n\
                  place = {'type': 'object', 'required': ['path', 'lines'], 'properties': {'path': {'type': 'string', 'pattern': '^[^./]'}, 'lines': line}}\n\
                  text = {'type': 'string', 'minLength': 1}\n\
                  severity = {'enum': ['info', 'minor', 'major', 'critical', 'blocker']}\n\
                  keys = {'description': text, 'check_name': text, 'fingerprint': text, 'severity': severity, 'location': place}\n\
                  schema = {'type': 'array', 'items': {'type': 'object', 'required': list(keys), 'properties': keys}}\n\
                  report = json.load(sys.stdin)\n\
                  jsonschema.validate(report, schema)\n\
                  assert len({issue['fingerprint'] for issue in report}) == len(report)\n\
                  print(json.dumps([[i['location']['path'], i['location']['lines']['begin'], i['check_name'], i['description']] for i in report]))";
    let library = library();
    let said = python(&programs, script, &report(library.path(), "gitlab"));
    let read: Vec<(String, u64, String, String)> = serde_json::from_str(&said).unwrap();
    let expected =
        findings(library.path()).into_iter().map(|(path, line, _, rule, message)| (path, line, rule.clone(), format!("{rule}: {message}")));
    assert_eq!(sorted(read), sorted(expected.collect()));
    // Nothing to tell is a list, too.
    fs::write(library.path().join("sound.md"), "# Crew\n\nThe crew of four sleeps on board.\n").unwrap();
    let none = contentaudit(library.path(), &["--output-format", "gitlab", "sound.md"]);
    assert_eq!(String::from_utf8(none.stdout).unwrap(), "[]\n");
}

#[test]
fn the_summary_is_tables_to_the_renderer_of_github() {
    let Some(programs) = python::readers() else {
        eprintln!("skipped: cmarkgfm cannot be installed");
        return;
    };
    let script = "import cmarkgfm, sys\nprint(cmarkgfm.github_flavored_markdown_to_html(sys.stdin.read()))";
    let library = library();
    let html = python(&programs, script, &report(library.path(), "markdown"));
    let articles = ["night boats.md".to_owned(), ODD.replace('<', "&lt;").replace('>', "&gt;")];
    for name in &articles {
        assert!(html.contains(&format!("<td>{name}</td>")), "{name}\n{html}");
    }
    let mut rules: Vec<String> = findings(library.path()).into_iter().map(|(_, _, _, rule, _)| rule).collect();
    rules.sort();
    rules.dedup();
    for rule in &rules {
        assert!(html.contains(&format!("<td>{rule}</td>")), "{rule}\n{html}");
    }
    // A row for each article and rule, and the two heads.
    assert_eq!(html.matches("<tr>").count(), articles.len() + rules.len() + 2, "{html}");
}

#[test]
fn json_and_its_lines_say_the_same_to_another_reader() {
    let Some(programs) = python::readers() else {
        eprintln!("skipped: no Python");
        return;
    };
    let library = library();
    fs::write(library.path().join("latin.md"), b"# Caf\xe9\n").unwrap();
    fs::write(library.path().join("report.json"), report(library.path(), "json")).unwrap();
    let whole = serde_json::to_string(library.path().join("report.json").to_str().unwrap()).unwrap();
    // Doubled keys and numbers that are none would go unnoticed otherwise.
    let script = format!(
        "import json, sys\n\
         def once(pairs):\n    assert len(dict(pairs)) == len(pairs), pairs\n    return dict(pairs)\n\
         def read(text):\n    return json.loads(text, object_pairs_hook=once, parse_constant=lambda name: 1 / 0)\n\
         whole = read(open({whole}, encoding='utf-8').read())\n\
         lines = [read(line) for line in sys.stdin.read().splitlines()]\n\
         assert lines[:-1] == whole.pop('articles') and lines[-1] == whole, lines\n\
         print(whole['version'], whole['summary']['articles'], len(whole['errors']), whole['errors'][0]['kind'])"
    );
    assert_eq!(python(&programs, &script, &report(library.path(), "jsonl")).trim(), "1 2 1 encoding");
}
