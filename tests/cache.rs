//! A second run is quicker, and says the very same: what earlier runs made of the articles is used where nothing has changed.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use tempfile::TempDir;

const FOLDER: &str = ".contentaudit-cache";

fn command(library: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_contentaudit"));
    command.current_dir(library).env_clear().env("SOURCE_DATE_EPOCH", "1795500000").stdin(Stdio::null()).args(arguments);
    command
}

/// Exit code, standard output and standard error.
fn run(library: &Path, arguments: &[&str]) -> (Option<i32>, String, String) {
    let run = command(library, arguments).output().unwrap();
    (run.status.code(), String::from_utf8(run.stdout).unwrap(), String::from_utf8(run.stderr).unwrap())
}

/// Copies of the fixtures, one folder each.
fn library() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    for fixture in ["export-cut-off", "figures-at-odds", "slot-that-every-article-leaves-empty", "growth-library"] {
        let from = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures").join(fixture);
        let to = folder.path().join(fixture);
        fs::create_dir(&to).unwrap();
        for path in fs::read_dir(from).unwrap().map(|entry| entry.unwrap().path()).filter(|path| path.is_file()) {
            fs::copy(&path, to.join(path.file_name().unwrap())).unwrap();
        }
    }
    folder
}

fn files(library: &Path) -> Vec<PathBuf> {
    let Ok(entries) = fs::read_dir(library.join(FOLDER)) else { return Vec::new() };
    let mut files: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
    files.retain(|path| path.extension().is_some_and(|extension| extension == "cache"));
    files.sort();
    files
}

#[test]
fn every_form_of_the_report_is_the_same_cold_and_warm_and_for_any_number_of_workers() {
    let library = library();
    let folder = library.path();
    for form in ["text", "concise", "json", "jsonl", "sarif", "github", "gitlab", "junit", "checkstyle", "rdjson", "markdown"] {
        let asked = ["check", "--output-format", form, "--explain-score"];
        let with = |more: &[&str]| run(folder, &[&asked, more].concat());
        let without = with(&["--no-cache"]);
        for more in [&[][..], &[], &["--jobs", "1"], &["--jobs", "7"]] {
            assert_eq!(with(more), without, "{form} {more:?}");
        }
    }
    assert_eq!(files(folder).len(), 1);
    assert_eq!(run(folder, &["check", "--sample", "9"]), run(folder, &["check", "--sample", "9", "--no-cache"]));
}

#[test]
fn what_changes_is_seen() {
    let library = library();
    let folder = library.path();
    let asked = ["check", "--output-format", "json"];
    let same = || {
        let warm = run(folder, &asked);
        assert_eq!(warm, run(folder, &[&asked[..], &["--no-cache"]].concat()));
        warm
    };
    let first = same();
    let article = folder.join("export-cut-off").join("crew.md");
    fs::write(&article, "# Crew\n\nThe crew keeps figures such as:\n").unwrap();
    let second = same();
    assert_ne!(first, second);
    // The same words under another name: what else it says of the articles around it.
    fs::rename(&article, folder.join("export-cut-off").join("sailors.md")).unwrap();
    assert_ne!(second, same());
    fs::remove_file(folder.join("export-cut-off").join("sailors.md")).unwrap();
    assert_eq!(first, same());
    fs::write(folder.join("contentaudit.toml"), "[rules]\ntruncated-sentence = \"off\"\n").unwrap();
    assert_ne!(first, same());
    fs::write(folder.join("contentaudit.toml"), "[types.guide]\npaths = [\"**\"]\nrequired-sections = [\"Overview\"]\n").unwrap();
    let owed = same();
    fs::write(folder.join("contentaudit.toml"), "[types.guide]\npaths = [\"**\"]\nrequired-sections = [\"Weather\"]\n").unwrap();
    assert_ne!(owed, same());
}

#[test]
fn a_day_later_dates_are_looked_at_again() {
    let folder = tempfile::tempdir().unwrap();
    let text = "---\ntitle: Tides\ndate: 2026-12-01\n---\n\nThe tide is high at six in the morning.\n\n<!-- contentaudit-disable-next-line links until=2026-11-25 -- the chart moves -->\nSee [the chart](chart.md).\n";
    fs::write(folder.path().join("tides.md"), text).unwrap();
    let on = |day: &str, more: &[&str]| {
        run(folder.path(), &[&["check", "--output-format", "concise", "--fail-on", "info", "--today", day], more].concat())
    };
    let mut seen = Vec::new();
    for day in ["2026-11-20", "2026-11-21", "2026-11-26", "2026-12-01", "2026-11-20"] {
        let warm = on(day, &[]);
        assert_eq!(warm, on(day, &["--no-cache"]), "{day}");
        seen.push(["future-date", "expired-waiver", "broken-link"].map(|rule| warm.1.contains(rule)));
    }
    assert_eq!(seen, [[true, false, false], [true, false, false], [true, true, true], [false, true, true], [true, false, false]]);
}

#[test]
fn a_damaged_cache_is_told_of_and_made_anew() {
    let library = library();
    let folder = library.path();
    let clean = run(folder, &["check"]);
    let file = files(folder).pop().unwrap();
    let mut bytes = fs::read(&file).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle] ^= 1;
    fs::write(&file, &bytes).unwrap();
    let (code, report, notes) = run(folder, &["check"]);
    assert_eq!((code, &report), (clean.0, &clean.1));
    assert_eq!(notes.replace(&clean.2, ""), "note: the cache was damaged, and is made anew\n");
    assert_eq!(run(folder, &["check"]), clean);
    // A folder in the place of the file, and a file in the place of the folder.
    fs::remove_file(&file).unwrap();
    fs::create_dir(&file).unwrap();
    assert_eq!(run(folder, &["check", "-q"]).1, run(folder, &["check", "-q", "--no-cache"]).1);
    fs::remove_dir_all(folder.join(FOLDER)).unwrap();
    fs::write(folder.join(FOLDER), "mine").unwrap();
    let (code, report, notes) = run(folder, &["check"]);
    assert_eq!((code, &report), (clean.0, &clean.1));
    assert!(notes.starts_with("note: cannot keep a cache: it is no folder; `--no-cache` does without\n"), "{notes}");
    assert_eq!(fs::read_to_string(folder.join(FOLDER)).unwrap(), "mine");
}

#[test]
fn runs_at_the_same_time_say_the_same_and_damage_nothing() {
    let library = library();
    let folder = library.path();
    let expected = run(folder, &["check", "--no-cache"]);
    let half: Vec<&str> = vec!["check", "growth-library"];
    for _ in 0..2 {
        let mut runs = Vec::new();
        for at in 0..8 {
            let arguments = if at % 2 == 0 { &["check"][..] } else { &half };
            runs.push(command(folder, arguments).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap());
        }
        for (at, run) in runs.into_iter().enumerate() {
            let run = run.wait_with_output().unwrap();
            assert!(!String::from_utf8(run.stderr).unwrap().contains("cache"));
            if at % 2 == 0 {
                assert_eq!(String::from_utf8(run.stdout).unwrap(), expected.1);
            }
        }
        assert_eq!(run(folder, &["check"]), expected);
    }
}

#[test]
fn files_alone_and_no_cache_keep_nothing_and_another_folder_may_be_named() {
    let library = library();
    let folder = library.path();
    run(folder, &["check", "--no-cache"]);
    run(folder, &["check", "export-cut-off/crew.md"]);
    run(folder, &["check", "--show-files"]);
    assert!(!folder.join(FOLDER).exists());
    let elsewhere = tempfile::tempdir().unwrap();
    let named = elsewhere.path().join("kept");
    run(folder, &["check", "--cache-dir", named.to_str().unwrap()]);
    assert!(!folder.join(FOLDER).exists() && named.join(".gitignore").exists());
}

#[test]
fn repairs_are_made_and_judged_with_a_cache_as_without() {
    let cut = "# Tours\n\nBring these:\n\n- Rope\n-\n- Lamp\n";
    let [with, without] = [&[][..], &["--no-cache"]].map(|more| {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("tours.md"), cut).unwrap();
        run(folder.path(), &[&["check"], more].concat());
        let fixed = run(folder.path(), &[&["check", "--fix"], more].concat());
        let again = run(folder.path(), &[&["check"], more].concat());
        (fixed, again, fs::read_to_string(folder.path().join("tours.md")).unwrap())
    });
    assert_eq!(with, without);
    assert_eq!(with.2, "# Tours\n\nBring these:\n\n- Rope\n- Lamp\n");
}

#[test]
fn an_article_is_compared_with_its_whole_library_and_reported_alone() {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, text: &str| fs::write(folder.path().join(name), text).unwrap();
    write("contentaudit.toml", "");
    write("bridge.md", "# Bridge\n\nThe bridge between Norholm and the island was opened by the mayor in 1974. Two lanes were enough.\n");
    write(
        "history.md",
        "# History\n\nThe bridge between Norholm and the island was opened by the mayor in 1947. Before that there was a ferry.\n",
    );
    write("broken.md", "# Broken\n\nThe harbour keeps figures such as:\n");
    fs::write(folder.path().join("latin.md"), b"# Caf\xe9\n").unwrap();
    let told = |arguments: &[&str]| {
        let (code, report, notes) = run(folder.path(), arguments);
        (code, report.lines().filter(|line| line.contains('[')).map(str::to_owned).collect::<Vec<_>>(), report, notes)
    };
    let asked = ["check", "--output-format", "concise", "--fail-on", "info", "--select", "library-conflict,missing-list"];
    for more in [&["history.md", "--no-cache"][..], &["history.md"], &["history.md"]] {
        let (code, findings, report, notes) = told(&[&asked, more].concat());
        assert_eq!((code, findings.len()), (Some(1), 1), "{report}{notes}");
        assert!(findings[0].starts_with("history.md:3") && findings[0].contains("1974"), "{report}");
        assert!(!report.contains("broken.md") && !notes.contains("latin.md"), "{report}{notes}");
    }
    // The article as it would be, from another program.
    let said = "# History\n\nThe bridge between Norholm and the island was opened by the mayor in 1974. Before that there was a ferry.\n";
    let mut child = command(folder.path(), &[&asked[..], &["-", "--stdin-filename", "history.md"]].concat());
    let mut child = child.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
    std::io::Write::write_all(&mut child.stdin.take().unwrap(), said.as_bytes()).unwrap();
    assert_eq!(child.wait_with_output().unwrap().status.code(), Some(0));
    // Without a configuration nobody knows where the library is.
    fs::remove_file(folder.path().join("contentaudit.toml")).unwrap();
    assert_eq!(told(&[&asked[..], &["history.md"]].concat()).1, [""; 0]);
}

#[test]
fn what_was_told_of_two_articles_holds_for_their_texts_and_for_what_others_say() {
    let library = tempfile::tempdir().unwrap();
    let folder = library.path();
    let write = |name: &str, text: &str| fs::write(folder.join(name), text).unwrap();
    let fees = "The warden sets the fees once a year, after the council has seen what the dredging cost and how many boats came in during the \
                summer months, and puts them up at the gate.";
    let nights = "Visitors pay by the night, and the third night is free. Who stays longer than a week talks to the warden about a berth at the \
                  inner quay, which is quiet, sheltered from the west, and not far from the workshop.";
    write("contentaudit.toml", "[rules.near-duplicate-article]\nwords = 30\n");
    write("fees.md", &format!("# Fees of the harbour\n\n{fees}\n\n{nights}\n"));
    write("nights.md", &format!("# What a night costs\n\n{fees}\n\n{}\n", nights.replace("a week", "ten days")));
    let asked = ["check", "--output-format", "concise", "--select", "near-duplicate-article"];
    let is_told = || {
        let without = run(folder, &[&asked[..], &["--no-cache"]].concat());
        assert_eq!([run(folder, &asked), run(folder, &asked)], [without.clone(), without.clone()]);
        without.1.contains("near-duplicate-article]")
    };
    assert!(is_told());
    // Words that many articles have are the library's own, and the two have less in common then.
    for at in 0..9 {
        write(
            &format!("gate-{at}.md"),
            &format!("# Gate {at}\n\n{fees}\n\nGate {at} opens at {at} in the morning, when the lamp is put out.\n"),
        );
    }
    assert!(is_told());
    write("nights.md", "# What a night costs\n\nAsk the warden, who is in the office at the gate every morning but on Sundays.\n");
    assert!(!is_told());
}
