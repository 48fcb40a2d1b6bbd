//! What a user of the command line observes: exit code, standard output and standard error together.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, reason = "a test that cannot go on has failed")]

use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Output, Stdio};

use tempfile::TempDir;

/// A fresh copy of a fixture.
fn library(fixture: &str) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    let from = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures").join(fixture);
    for path in fs::read_dir(from).unwrap().map(|entry| entry.unwrap().path()).filter(|path| path.is_file()) {
        fs::copy(&path, folder.path().join(path.file_name().unwrap())).unwrap();
    }
    folder
}

/// The program in a folder, with no variable but those of a test.
fn program(folder: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_contentaudit"));
    command.current_dir(folder).env_clear().env("SOURCE_DATE_EPOCH", "1795500000").stdin(Stdio::null());
    command
}

fn run(folder: &Path, arguments: &[&str]) -> Output {
    program(folder).args(arguments).output().unwrap()
}

fn code(folder: &Path, arguments: &[&str]) -> i32 {
    run(folder, arguments).status.code().unwrap()
}

/// Exit code, standard output and standard error; hashes, which change with every rule, as `HASH`.
fn seen(output: &Output) -> String {
    let hash = regex::Regex::new(r"\b[0-9a-f]{16}\b").unwrap();
    let [out, err] =
        [&output.stdout, &output.stderr].map(|bytes| hash.replace_all(std::str::from_utf8(bytes).unwrap(), "HASH").into_owned());
    format!("exit {}\n--- stdout\n{out}--- stderr\n{err}", output.status.code().unwrap())
}

/// Rules that these pages are about, so that a new rule does not change them.
const SELECT: [&str; 2] = ["--select", "truncated-sentence,empty-sources"];

fn selected<'a>(arguments: &[&'a str]) -> Vec<&'a str> {
    [&["check"], arguments, &SELECT].concat()
}

#[test]
fn the_page_of_a_library_with_two_defects() {
    let library = library("export-cut-off");
    insta::assert_snapshot!(seen(&run(library.path(), &selected(&[]))));
}

#[test]
fn one_line_each() {
    let library = library("export-cut-off");
    insta::assert_snapshot!(seen(&run(library.path(), &selected(&["--output-format", "concise"]))));
}

#[test]
fn the_ledger_of_one_article() {
    let library = library("export-cut-off");
    insta::assert_snapshot!(seen(&run(library.path(), &selected(&["harbour-fees.txt", "--explain-score", "--quiet"]))));
}

#[test]
fn one_object_a_line() {
    let library = library("export-cut-off");
    let output = run(library.path(), &selected(&["--output-format", "jsonl"]));
    let lines: Vec<serde_json::Value> = output
        .stdout
        .split(|byte| *byte == b'\n')
        .filter(|line| !line.is_empty())
        .map(|line| serde_json::from_slice(line).unwrap())
        .collect();
    assert_eq!(lines.len(), 3);
    assert_eq!(lines[0]["path"], "harbour-fees.txt");
    assert_eq!(lines[0]["findings"].as_array().unwrap().len(), 2);
    assert_eq!(lines[2]["summary"]["errors"], 2);
    assert_eq!(lines[2]["date"], "2026-11-24");
    assert!(output.stderr.is_empty());
}

#[test]
fn exit_codes_follow_the_gate() {
    let library = library("export-cut-off");
    let code = |arguments: &[&str]| code(library.path(), &selected(arguments));
    assert_eq!(code(&[]), 1);
    assert_eq!(code(&["--fail-on", "never"]), 0);
    assert_eq!(code(&["--exit-zero"]), 0);
    assert_eq!(code(&["tide-notes.txt"]), 0);
    assert_eq!(code(&["tide-notes.txt", "--min-certified", "10"]), 1);
    assert_eq!(code(&["tide-notes.txt", "absent.md", "--exit-zero"]), 2);
}

#[test]
fn mistakes_of_the_command_line_are_two() {
    let library = library("export-cut-off");
    for arguments in [&["chek"][..], &[], &["check", "--output-format", "yaml"], &["check", "--jobs", "0"], &["check", "--today", "soon"]] {
        let output = run(library.path(), arguments);
        assert_eq!((output.status.code(), output.stdout.is_empty()), (Some(2), true), "{arguments:?}");
    }
    assert_eq!(code(library.path(), &["--version"]), 0);
    assert_eq!(code(library.path(), &["check", "--help"]), 0);
}

#[test]
fn a_missing_file_is_named_with_its_way_out() {
    let library = library("export-cut-off");
    let output = run(library.path(), &["check", "absent.md", "--output-format", "concise"]);
    insta::assert_snapshot!(seen(&output));
}

#[test]
fn a_folder_without_articles_says_what_was_there() {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir_all(folder.path().join("old")).unwrap();
    fs::write(folder.path().join("quay.png"), "x").unwrap();
    fs::write(folder.path().join("old/fees.md"), "# Fees\n").unwrap();
    fs::write(folder.path().join("contentaudit.toml"), "exclude = [\"old\"]\n").unwrap();
    insta::assert_snapshot!(seen(&run(folder.path(), &["check", "--output-format", "concise"])));
}

#[test]
fn files_are_listed_with_the_reason_why_they_are_passed_over() {
    let library = library("export-cut-off");
    fs::write(library.path().join("robots.txt"), "User-agent: *\n").unwrap();
    fs::write(library.path().join("quay.png"), "x").unwrap();
    insta::assert_snapshot!(seen(&run(library.path(), &["check", "--show-files"])));
}

#[test]
fn standard_input_has_the_name_that_it_is_given() {
    let folder = tempfile::tempdir().unwrap();
    let mut child = program(folder.path())
        .args(selected(&["-", "--stdin-filename", "notes/quay.txt", "--output-format", "concise"]))
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let text = fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/export-cut-off/harbour-fees.txt")).unwrap();
    child.stdin.take().unwrap().write_all(&text).unwrap();
    let output = child.wait_with_output().unwrap();
    assert!(String::from_utf8(output.stdout).unwrap().starts_with("notes/quay.txt:7:"));
    assert_eq!(output.status.code(), Some(1));
}

#[test]
fn the_format_may_come_from_the_environment() {
    let library = library("export-cut-off");
    let with = |value: &str| program(library.path()).args(["check"]).env("CONTENTAUDIT_OUTPUT_FORMAT", value).output().unwrap();
    assert!(with("json").stdout.starts_with(b"{\n\"version\":1,"));
    assert_eq!(with("yaml").status.code(), Some(2));
    assert_eq!(
        String::from_utf8(with("yaml").stderr).unwrap(),
        "error: the variable CONTENTAUDIT_OUTPUT_FORMAT is not valid\n  help: unset it, or set it to a form of `--output-format`, such as text, json or sarif\n"
    );
}

#[test]
fn a_silent_run_says_its_exit_code_alone_and_writes_its_files() {
    let library = library("export-cut-off");
    let silent = |arguments: &[&str]| seen(&run(library.path(), &selected(arguments)));
    assert_eq!(silent(&["--silent"]), "exit 1\n--- stdout\n--- stderr\n");
    assert_eq!(silent(&["-s", "tide-notes.txt"]), "exit 0\n--- stdout\n--- stderr\n");
    assert_eq!(silent(&["-s", "--output-file", "report.txt", "--output", "json:report.json"]), "exit 1\n--- stdout\n--- stderr\n");
    assert!(fs::read_to_string(library.path().join("report.txt")).unwrap().contains("error[truncated-sentence]"));
    assert!(fs::read_to_string(library.path().join("report.json")).unwrap().starts_with("{\n\"version\":1,"));
    // Why a run failed cannot be seen by its exit code.
    let failed = silent(&["-s", "absent.md"]);
    assert!(failed.starts_with("exit 2\n--- stdout\n--- stderr\nerror") && failed.contains("absent.md"), "{failed}");
    let wrong = silent(&["-s", "--config", "languag=de"]);
    assert!(wrong.starts_with("exit 2\n--- stdout\n--- stderr\nerror: --config:1:1: unknown key `languag`"), "{wrong}");
    assert!(silent(&["-s", "-v"]).starts_with("exit 2\n--- stdout\n--- stderr\nerror: the argument '--silent' cannot be used with"));
}

#[test]
fn a_run_that_finds_no_article_may_fail() {
    let library = library("export-cut-off");
    let code = |arguments: &[&str]| code(library.path(), &[&["check"], arguments].concat());
    fs::create_dir(library.path().join("drafts")).unwrap();
    assert_eq!([code(&["drafts"]), code(&["drafts", "--require-articles"])], [0, 1]);
    assert_eq!(code(&["tide-notes.txt", "--require-articles", "--fail-on", "never"]), 0);
    assert_eq!(code(&["drafts", "--require-articles", "--exit-zero"]), 0);
}

#[test]
fn what_version_control_ignores_is_audited_where_it_is_asked_for() {
    let library = library("export-cut-off");
    fs::write(library.path().join(".gitignore"), "harbour-fees.txt\n").unwrap();
    let listed = |verb: &[&str], flags: &[&str]| {
        let said = run(library.path(), &[verb, flags].concat());
        String::from_utf8(said.stdout).unwrap().contains("harbour-fees.txt")
    };
    for verb in [&["check", "--show-files"][..], &["check", "--output-format", "concise"]] {
        assert!(!listed(verb, &[]) && !listed(verb, &["--respect-gitignore"]), "{verb:?}");
        assert!(listed(verb, &["--no-respect-gitignore"]), "{verb:?}");
        assert!(!listed(verb, &["--no-respect-gitignore", "--respect-gitignore"]), "{verb:?}");
    }
    let facts = |flags: &[&str]| listed(&["facts", "--output-format", "json"], flags);
    assert_eq!([facts(&[]), facts(&["--no-respect-gitignore"])], [false, true]);
    // What the baseline writes down is what `check` sees.
    let known = |flags: &[&str]| {
        assert_eq!(code(library.path(), &[&["baseline"], flags].concat()), 0);
        fs::read_to_string(library.path().join("contentaudit-baseline.json")).unwrap().contains("harbour-fees.txt")
    };
    assert_eq!([known(&[]), known(&["--no-respect-gitignore"])], [false, true]);
    assert_eq!(code(library.path(), &["check", "--no-respect-gitignore"]), 0);
}

#[test]
fn variables_say_what_flags_would_say_and_flags_go_before_them() {
    let library = library("export-cut-off");
    let folder = library.path();
    fs::write(folder.join("contentaudit.toml"), "language = \"fr\"\n").unwrap();
    fs::write(folder.join("house.toml"), "language = \"de\"\n").unwrap();
    let with = |variable: (&str, &str), arguments: &[&str]| program(folder).args(arguments).env(variable.0, variable.1).output().unwrap();
    let language = |value: &str, flags: &[&str]| {
        let said = with(("CONTENTAUDIT_CONFIG", value), &[&["config"], flags].concat()).stdout;
        let said = String::from_utf8(said).unwrap();
        let line = said.lines().find(|line| line.starts_with("language ")).unwrap().split_whitespace();
        line.skip(1).collect::<Vec<_>>().join(" ")
    };
    assert_eq!(language("", &[]), "fr contentaudit.toml");
    assert_eq!(language("house.toml", &[]), "de house.toml");
    assert_eq!(language("language=it", &[]), "it CONTENTAUDIT_CONFIG");
    assert_eq!(language("language=it", &["--config", "language=es"]), "es --config");
    assert_eq!(language("house.toml", &["--config", "contentaudit.toml"]), "fr contentaudit.toml");
    assert_eq!(language("house.toml", &["--isolated"]), "en standard");
    let wrong = with(("CONTENTAUDIT_CONFIG", "languag=it"), &["config"]);
    assert_eq!(wrong.status.code(), Some(2));
    assert!(String::from_utf8(wrong.stderr).unwrap().starts_with("error: CONTENTAUDIT_CONFIG:1:1: unknown key `languag`\n"));
    // The cache: none, another folder, and a flag that names one all the same.
    let is_there = |name: &str| folder.join(name).exists();
    assert_eq!(with(("CONTENTAUDIT_NO_CACHE", "1"), &["check"]).status.code(), Some(1));
    assert!(!is_there(".contentaudit-cache"));
    with(("CONTENTAUDIT_NO_CACHE", "true"), &["check", "--cache-dir", "kept"]);
    with(("CONTENTAUDIT_CACHE_DIR", "elsewhere"), &["check"]);
    assert!(is_there("kept") && is_there("elsewhere") && !is_there(".contentaudit-cache"));
    with(("CONTENTAUDIT_NO_CACHE", "0"), &["check"]);
    assert!(is_there(".contentaudit-cache"));
    let wrong = with(("CONTENTAUDIT_NO_CACHE", "perhaps"), &["check"]);
    assert_eq!(
        (wrong.status.code(), String::from_utf8(wrong.stderr).unwrap().as_str()),
        (Some(2), "error: the variable CONTENTAUDIT_NO_CACHE is not valid\n  help: unset it, or set it to 1 or true, 0 or false\n")
    );
}

#[test]
fn every_format_is_the_same_for_any_number_of_threads() {
    let library = library("export-cut-off");
    for format in ["text", "concise", "json", "jsonl"] {
        let with = |jobs| run(library.path(), &["check", "--output-format", format, "--jobs", jobs]).stdout;
        let one = with("1");
        assert!(one == with("2") && one == with("8"), "{format}");
    }
}

#[test]
fn a_report_goes_to_a_file_and_a_file_that_cannot_be_written_is_two() {
    let library = library("export-cut-off");
    let output = run(library.path(), &["check", "--output-format", "json", "-o", "report.json"]);
    assert!(output.stdout.is_empty());
    let report: serde_json::Value = serde_json::from_slice(&fs::read(library.path().join("report.json")).unwrap()).unwrap();
    assert_eq!(report["summary"]["articles"], 2);
    let output = run(library.path(), &["check", "-o", "absent/report.json"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(String::from_utf8(output.stderr).unwrap().starts_with("error: absent/report.json: cannot write the report: "));
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_two_and_a_reader_that_has_gone_is_quiet() {
    let library = library("export-cut-off");
    let full = fs::OpenOptions::new().write(true).open("/dev/full").unwrap();
    let output = program(library.path()).arg("check").stdout(full).output().unwrap();
    assert_eq!(output.status.code(), Some(2));
    assert!(String::from_utf8(output.stderr).unwrap().starts_with("error: cannot write the report: "));
    let (reader, writer) = std::io::pipe().unwrap();
    drop(reader);
    let output = program(library.path()).arg("check").stdout(writer).output().unwrap();
    assert_eq!((output.status.code(), output.stderr.len()), (Some(1), 0));
}

#[cfg(unix)]
#[test]
fn names_of_files_neither_steer_the_terminal_nor_the_build_service() {
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt;
    let folder = tempfile::tempdir().unwrap();
    let names: [&[u8]; 4] = [b"::error::gone.txt", b"##[group]quay.txt", b"caf\xe9.txt", b"\x1b[31mred\n::warning::.txt"];
    for name in names {
        fs::write(folder.path().join(OsStr::from_bytes(name)), "Fees\n\nThe fee is due at the gate, and the office will\n").unwrap();
    }
    for format in ["text", "concise", "json", "jsonl"] {
        let output = program(folder.path())
            .args(["check", "--output-format", format, "--explain-score"])
            .env("GITHUB_ACTIONS", "true")
            .output()
            .unwrap();
        let [out, err] = [output.stdout, output.stderr].map(|bytes| String::from_utf8(bytes).unwrap());
        assert!(!out.contains('\u{1b}') && !out.contains("##["), "{out}");
        assert!(out.lines().chain(err.lines()).all(|line| !line.trim_start().starts_with("::")), "{out}");
        assert!(out.contains("caf\\xE9.txt") || out.contains("caf\\\\xE9.txt"), "{out}");
    }
}

#[test]
fn a_typo_in_a_rule_is_answered_with_the_nearest_one() {
    let folder = tempfile::tempdir().unwrap();
    insta::assert_snapshot!(seen(&run(folder.path(), &["explain", "mising-list"])));
    insta::assert_snapshot!(seen(&run(folder.path(), &["check", "--ignore", "empty-sorces"])));
}

#[test]
fn a_rule_is_explained_by_its_article() {
    let folder = tempfile::tempdir().unwrap();
    let output = run(folder.path(), &["explain", "empty-section"]);
    let text = String::from_utf8(output.stdout).unwrap();
    let article = include_str!("../rules/empty-section.md");
    let (_, body) = article.split_once("\n+++\n").unwrap();
    assert!(text.ends_with(body.trim_start_matches('\n')), "{text}");
    assert!(text.starts_with("rule       empty-section\ncriterion  substance – Does every section say something?\nseverity   error\n"));
}

#[test]
fn all_rules_are_listed_for_people_and_for_programs() {
    let folder = tempfile::tempdir().unwrap();
    let list = |form| String::from_utf8(run(folder.path(), &["rules", "--output-format", form]).stdout).unwrap();
    let rules: Vec<serde_json::Value> = serde_json::from_str(&list("json")).unwrap();
    let text = list("text");
    for rule in &rules {
        assert!(text.contains(&format!("  {} ", rule["rule"].as_str().unwrap())), "{rule}");
    }
    assert!(text.starts_with("complete (1.5)  Is nothing cut off?\n"));
}

#[test]
fn a_sample_shows_findings_with_the_lines_around_them() {
    let library = library("export-cut-off");
    let arguments = ["--sample", "2", "--seed", "7", "--isolated"];
    insta::assert_snapshot!(seen(&run(library.path(), &selected(&arguments))));
}

#[test]
fn the_same_seed_draws_the_same_sample() {
    let library = library("growth-library");
    let drawn = |seed: &str, jobs: &str| {
        String::from_utf8(run(library.path(), &["check", "--sample", "3", "--seed", seed, "--jobs", jobs]).stdout).unwrap()
    };
    assert_eq!(drawn("4", "1"), drawn("4", "3"));
    assert!((1..9).map(|seed| drawn(&seed.to_string(), "1")).any(|other| other != drawn("4", "1")));
}

#[test]
fn a_slot_that_every_article_of_a_template_leaves_empty_is_worth_knowing_only() {
    let library = library("slot-that-every-article-leaves-empty");
    let select = ["check", "--select", "empty-section", "--output-format", "concise"];
    let severities = || {
        let text = String::from_utf8(run(library.path(), &select).stdout).unwrap();
        ["error[", "warning[", "info["].map(|severity| text.matches(severity).count())
    };
    assert_eq!(severities(), [0, 1, 10]);
    let text = String::from_utf8(run(library.path(), &select).stdout).unwrap();
    assert!(text.contains("“Related gauges”, as in 9 more articles: a slot of their template?"), "{text}");
    // In nine articles, it may have been lost nine times.
    let one = library.path().join("bell-buoy.md");
    let whole = fs::read_to_string(&one).unwrap();
    fs::write(&one, whole.replace("## Remarks\n", "## Remarks\n\nIt sank in the great storm.\n")).unwrap();
    assert_eq!(severities(), [0, 10, 0]);
    // A summary is owed to the readers of each.
    fs::write(&one, &whole).unwrap();
    let paths = fs::read_dir(library.path()).unwrap().map(|entry| entry.unwrap().path());
    for path in paths.filter(|path| path.is_file()) {
        fs::write(&path, fs::read_to_string(&path).unwrap().replace("Remarks", "Summary")).unwrap();
    }
    assert_eq!(severities(), [0, 11, 0]);
}

#[test]
fn facts_that_contradict_each_other_are_named_with_both_places() {
    let library = library("figures-at-odds");
    insta::assert_snapshot!(seen(&run(
        library.path(),
        &["check", "--isolated", "--quiet", "--select", "facts,agreement", "--today", "2026-06-01"]
    )));
}

#[test]
fn what_was_understood_is_listed() {
    let library = library("figures-at-odds");
    insta::assert_snapshot!("facts_as_text", seen(&run(library.path(), &["facts", "--isolated"])));
    insta::assert_snapshot!("facts_as_json", seen(&run(library.path(), &["facts", "--isolated", "--output-format", "json", "history.md"])));
    let none = run(library.path(), &["facts", "--isolated", "absent.md"]);
    insta::assert_snapshot!("facts_of_nothing", seen(&none));
}

/// A library of two articles with a mark, links within it and links to other sites.
fn linked_library() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, text: &str| fs::write(folder.path().join(name), text).unwrap();
    fs::create_dir(folder.path().join("static")).unwrap();
    write("static/fees.pdf", "%PDF");
    write(
        "fees.md",
        "# Fees of a bookkeeper\n\nA return costs forty coins. The [tax office](https://www.example.org/forms) and the \
         [chamber](https://gone.example.org/rules?a=1) have forms, and here is [a list](/fees.pdf) and [another](/prices.pdf).\n",
    );
    write(
        "start.md",
        "# First steps\n\naudited 13/13 · certified 10/10\n\nRead about [fees](fees.html#discounts), then [the rest](Fees.md).\n",
    );
    folder
}

#[test]
fn links_to_other_sites_are_listed_for_people_and_programs() {
    let library = linked_library();
    insta::assert_snapshot!("links_as_text", seen(&run(library.path(), &["links"])));
    insta::assert_snapshot!("links_as_json", seen(&run(library.path(), &["links", "--output-format", "json"])));
    insta::assert_snapshot!("links_as_a_list", seen(&run(library.path(), &["links", "--output-format", "list"])));
}

#[test]
fn links_within_the_library_and_those_of_a_report_are_findings() {
    let library = linked_library();
    let report = r#"{"error_map": {"links.txt": [{"url": "https://gone.example.org/rules?a=1", "status": {"text": "404 Not Found", "code": 404}}]}}"#;
    fs::write(library.path().join("report.json"), report).unwrap();
    fs::write(library.path().join("contentaudit.toml"), "[links]\nroot = \"static\"\n").unwrap();
    let page =
        run(library.path(), &["check", "--output-format", "concise", "--select", "links,stated-score", "--link-report", "report.json"]);
    insta::assert_snapshot!("links_that_are_broken", seen(&page));
    fs::write(library.path().join("report.json"), "{}").unwrap();
    insta::assert_snapshot!("a_link_report_that_is_none", seen(&run(library.path(), &["check", "--link-report", "report.json"])));
}

/// What is found of links out of `content`, which holds twenty articles, or more of them with a link; `top` stands at its top.
fn links_out_of_content(linked: usize, top: Option<&str>) -> String {
    let project = tempfile::tempdir().unwrap();
    let write = |name: &str, text: &str| fs::write(project.path().join(name), text).unwrap();
    for folder in ["content", "content/notes", "guides"] {
        fs::create_dir(project.path().join(folder)).unwrap();
    }
    write("guides/choosing.md", "# How to choose a bookkeeper\n\nAsk two of them for their fees.\n");
    for at in 0..20 {
        let more = if at < linked { "Read [how to choose](../guides/choosing.md) and [how to begin](../guides/beginning.md)." } else { "" };
        write(&format!("content/fees-{at}.md"), &format!("# Fees in town {at}\n\nA return costs forty coins. {more}\n"));
    }
    write("content/notes/far.md", "# Far away\n\nSee [the archive](../../../archive/2019.md) and [the guide](../../guides/ending.html).\n");
    if let Some(top) = top {
        write(&format!("content/{top}"), "");
    }
    let out = run(project.path(), &["check", "content", "--output-format", "concise", "--select", "broken-link"]);
    String::from_utf8(out.stdout).unwrap().lines().filter(|line| line.contains("broken-link")).map(|line| format!("{line}\n")).collect()
}

#[test]
fn what_lies_right_beside_a_library_is_looked_for_by_its_name() {
    insta::assert_snapshot!(links_out_of_content(0, None), @"content/notes/far.md:3:61: error[broken-link] there is no file “../../guides/ending.html”");
    assert_eq!(links_out_of_content(0, Some("contentaudit.toml")), "", "nothing outside of a project");
    assert_eq!(links_out_of_content(7, None), "", "what lay beside it did not come along");
}
