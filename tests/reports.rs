//! Reports read back by those who read them: SARIF by sarif-tools, `JUnit` by junitparser, both Python packages installed below `target`.
//!
//! Where they cannot be had, the tests say so and end. What each form looks like is kept in snapshots beside `src/report`.

#![allow(clippy::unwrap_used, clippy::print_stderr, reason = "a test that cannot go on has failed, and one that is skipped says so")]

use std::fs;
use std::path::Path;
use std::process::{Command, Output, Stdio};

mod python;

/// A library of one article with a defect of each severity.
fn library() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let article = "# Night boats\n\nThe last boat leaves at ten, and it takes bicycles but no cars.\n\n\
                   ## Fares & fines\n\nVisitors pay “<one coin>” for the night. It is low.\n\n\
                   ## Fares & fines\n\nThe third night is free, and nobody asks for a name.\n\n## Crew\n\nThe crew of four sleeps on board. The harbour keeps figures such as:\n";
    fs::write(folder.path().join("night boats.md"), article).unwrap();
    folder
}

fn contentaudit(library: &Path, arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_contentaudit"));
    command.current_dir(library).env_clear().stdin(Stdio::null()).args(arguments).output().unwrap()
}

/// How many errors and warnings the concise report has.
fn counted(library: &Path) -> [usize; 2] {
    let said = contentaudit(library, &["check", "--output-format", "concise"]).stdout;
    let said = String::from_utf8(said).unwrap();
    [": error[", ": warning["].map(|severity| said.lines().filter(|line| line.contains(severity)).count())
}

#[test]
fn one_run_writes_several_reports_and_programs_read_them() {
    let library = library();
    let folder = library.path();
    let run = contentaudit(
        folder,
        &["check", "--quiet", "--output", "sarif:report.sarif", "--output", "junit:report.xml", "--output", "gitlab:quality.json"],
    );
    assert_eq!(run.status.code(), Some(1), "{run:?}");
    let [errors, warnings] = counted(folder);
    assert!(errors > 0 && warnings > 0);
    let issues: Vec<serde_json::Value> = serde_json::from_str(&fs::read_to_string(folder.join("quality.json")).unwrap()).unwrap();
    let prints: std::collections::HashSet<&str> = issues.iter().map(|issue| issue["fingerprint"].as_str().unwrap()).collect();
    assert_eq!(prints.len(), issues.len());
    let Some(programs) = python::readers() else {
        eprintln!("skipped: sarif-tools and junitparser cannot be installed");
        return;
    };
    let sarif = Command::new(programs.join("sarif")).args(["summary", "report.sarif"]).current_dir(folder).output().unwrap();
    let summary = String::from_utf8_lossy(&sarif.stdout).into_owned();
    assert!(sarif.status.success(), "{sarif:?}");
    for line in [format!("error: {errors}"), format!("warning: {warnings}")] {
        assert!(summary.contains(&line), "{line}\n{summary}");
    }
    let script = "import junitparser; x = junitparser.JUnitXml.fromfile('report.xml'); \
                  print(sum(1 for s in x for c in s for r in c.result if isinstance(r, junitparser.Failure)))";
    let junit = Command::new(programs.join("python")).args(["-c", script]).current_dir(folder).output().unwrap();
    assert_eq!(String::from_utf8_lossy(&junit.stdout).trim(), (errors + warnings).to_string(), "{junit:?}");
}

/// The schema is that of OASIS (`tests/sarif`), with its own `format`s left to the validator.
#[test]
fn sarif_holds_to_its_schema_with_all_that_a_finding_may_have() {
    let Some(programs) = python::readers() else {
        eprintln!("skipped: jsonschema cannot be installed");
        return;
    };
    let library = library();
    let folder = library.path();
    // Known, waived in the article and beside it, compared with another article, repaired, broken, named oddly.
    contentaudit(folder, &["baseline"]);
    for (name, text) in [
        (
            "more%20[boats].md",
            "# More boats\n\n## Fares\n\n- Rope\n-\n\n## Fares\n\n<!-- contentaudit-disable-next-line lists -- spring -->\nThey keep figures such as:\n",
        ),
        ("bridge.md", "# Bridge\n\nThe bridge between Norholm and the island was opened by the mayor in 1974. Two lanes were enough.\n"),
        (
            "island.md",
            "# Island\n\nThe bridge between Norholm and the island was opened by the mayor in 1947. Before that there was a ferry.\n",
        ),
        ("crew.txt", "Crew\n\nThe crew of four sleeps on board. The harbour keeps figures such as:\n"),
        ("contentaudit-waivers.toml", "[[waiver]]\npath = \"crew.txt\"\nrule = \"lists\"\nreason = \"spring\"\n"),
    ] {
        fs::write(folder.join(name), text).unwrap();
    }
    fs::write(folder.join("latin.md"), b"# Caf\xe9\n").unwrap();
    contentaudit(folder, &["check", "--quiet", "--output", "sarif:report.sarif"]);
    let report = fs::read_to_string(folder.join("report.sarif")).unwrap();
    for part in ["\"external\"", "\"inSource\"", "relatedLocations", "toolExecutionNotifications", "more%2520%5Bboats%5D.md"] {
        assert!(report.contains(part), "{part}\n{report}");
    }
    let schema = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/sarif/sarif-schema-2.1.0.json");
    let script = "import json, sys, jsonschema; jsonschema.validate(json.load(open('report.sarif')), json.load(open(sys.argv[1])))";
    let run = Command::new(programs.join("python")).args(["-c", script]).arg(schema).current_dir(folder).output().unwrap();
    assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
}

#[test]
fn the_page_of_a_job_gets_the_summary() {
    let library = library();
    let page = library.path().join("page.md");
    fs::write(&page, "Before.\n").unwrap();
    let mut command = Command::new(env!("CARGO_BIN_EXE_contentaudit"));
    let run = command.current_dir(library.path()).env_clear().env("GITHUB_STEP_SUMMARY", &page).stdin(Stdio::null());
    let run = run.args(["check", "--output-format", "github", "--exit-zero", "night boats.md"]).output().unwrap();
    assert_eq!(run.status.code(), Some(0));
    let said = String::from_utf8(run.stdout).unwrap();
    assert!(said.starts_with("::error file=night boats.md,line=15,"), "{said}");
    let page = fs::read_to_string(page).unwrap();
    assert!(page.starts_with("Before.\n## contentaudit\n") && page.contains("| night boats.md |"), "{page}");
}

#[test]
fn statistics_count_and_the_gate_can_be_set() {
    let library = library();
    let run = contentaudit(library.path(), &["check", "--statistics", "--quiet"]);
    let said = String::from_utf8(run.stdout).unwrap();
    assert!(said.lines().any(|line| line.starts_with("1  ") && line.contains("missing-list") && line.ends_with("error")), "{said}");
    let gate = |most: &str| contentaudit(library.path(), &["check", "--fail-on", "never", "--max-warnings", most]).status.code();
    assert_eq!([gate("0"), gate("100")], [Some(1), Some(0)]);
    let wrong = contentaudit(library.path(), &["check", "--output", "pdf:report.pdf"]);
    assert_eq!(wrong.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&wrong.stderr).contains("sarif:report.sarif"));
}

/// The schema of the configuration says of a configuration what the program says, judged by `jsonschema` and Python's own reader of TOML.
#[test]
fn the_schema_takes_the_configuration_of_the_readme_and_refuses_what_the_program_refuses() {
    let Some(programs) = python::readers() else {
        eprintln!("skipped: jsonschema cannot be installed");
        return;
    };
    let library = library();
    let folder = library.path();
    let readme = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md")).unwrap();
    let mut of_readme = readme.split("```toml\n").skip(1).map(|block| block.split_once("```").unwrap().0);
    let of_readme = of_readme.find(|text| !text.starts_with("[[waiver]]")).unwrap();
    let schema = contentaudit(folder, &["schema"]);
    assert_eq!(schema.status.code(), Some(0));
    fs::write(folder.join("schema.json"), schema.stdout).unwrap();
    let script = "import json, sys, tomllib, jsonschema\n\
                  schema = json.load(open('schema.json'))\n\
                  jsonschema.Draft7Validator.check_schema(schema)\n\
                  jsonschema.validate(tomllib.load(open('contentaudit.toml', 'rb')), schema)";
    for (text, is_right) in [
        (of_readme, true),
        (
            "extends = [\"house.toml\"]\n[limits]\nblocks = 10\nfile-size = \"2 MiB\"\n[rules]\nempty-sources = { severity = \"off\", titles = { de = [\"Quellen\"] } }",
            true,
        ),
        ("languag = \"en\"", false),
        ("language = \"english\"", false),
        ("[rules]\nmising-list = \"off\"", false),
        ("[rules]\nthin-section = { at-leat = 4 }", false),
        ("[rules]\nthin-section = { at-least = \"four\" }", false),
        ("[rules]\nthin-section = \"silent\"", false),
        ("[limits]\nfile-size = \"10 apples\"", false),
        ("[certification]\npoints = 11", false),
        ("[[overrides]]\nlanguage = \"en\"", false),
        ("[types.guide]\nsources = \"always\"", false),
    ] {
        fs::write(folder.join("contentaudit.toml"), text).unwrap();
        fs::write(folder.join("house.toml"), "").unwrap();
        let run = Command::new(programs.join("python")).args(["-c", script]).current_dir(folder).output().unwrap();
        assert_eq!(run.status.success(), is_right, "{text}\n{}", String::from_utf8_lossy(&run.stderr));
        let program = contentaudit(folder, &["check", "--no-cache"]).status.code();
        assert_eq!(program != Some(2), is_right, "{text}");
    }
}
