//! An old library is taken up: what it had stops nobody, what is new does, and scores stay what they are.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

fn run(library: &Path, arguments: &[&str]) -> (Option<i32>, String, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_contentaudit"));
    let run = command.current_dir(library).env_clear().stdin(Stdio::null()).args(arguments).output().unwrap();
    (run.status.code(), String::from_utf8(run.stdout).unwrap(), String::from_utf8(run.stderr).unwrap())
}

const CHECK: [&str; 3] = ["check", "--output-format", "concise"];

fn library() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (name, last) in [("boats.md", "The harbour keeps figures such as:"), ("crew.md", "The crew of four sleeps on board.")] {
        let article =
            format!("# Night boats\n\nThe last boat leaves at ten.\n\n## Fares\n\nVisitors pay by the night.\n\n## More\n\n{last}\n");
        fs::write(folder.path().join(name), article).unwrap();
    }
    folder
}

/// The findings of a concise report.
fn findings(report: &str) -> Vec<&str> {
    report.lines().filter(|line| line.contains("error[") || line.contains("warning[")).collect()
}

#[test]
fn what_is_known_is_silent_and_costs_what_it_costs() {
    let library = library();
    let folder = library.path();
    let (code, before, _) = run(folder, &CHECK);
    assert_eq!((code, findings(&before).len()), (Some(1), 1));
    let (code, said, _) = run(folder, &["baseline"]);
    assert_eq!((code, said.as_str()), (Some(0), "contentaudit-baseline.json: 1 finding, 1 finding added, 0 stale ones taken out\n"));
    let (code, after, _) = run(folder, &CHECK);
    assert_eq!((code, findings(&after).len()), (Some(0), 0));
    let scores = |report: &str| report.lines().filter(|line| line.contains(": audited ")).map(str::to_owned).collect::<Vec<_>>();
    assert_eq!(scores(&before), scores(&after));
    // Text above and around it may change.
    let path = folder.join("boats.md");
    let text = fs::read_to_string(&path)
        .unwrap()
        .replace("The last boat leaves at ten.", "The first one leaves at six.\n\nThe last one leaves at ten.");
    fs::write(&path, text).unwrap();
    assert_eq!(run(folder, &CHECK).0, Some(0));
    // The same run from elsewhere, and without the baseline.
    assert_eq!(run(folder, &["check", "--no-baseline"]).0, Some(1));
    let (_, json, _) = run(folder, &["check", "--output-format", "json"]);
    let report: serde_json::Value = serde_json::from_str(&json).unwrap();
    assert_eq!((&report["summary"]["baselined"], &report["articles"][0]["findings"][0]["baselined"]), (&1.into(), &true.into()));
}

#[test]
fn what_is_new_stops_and_what_is_gone_is_told() {
    let library = library();
    let folder = library.path();
    run(folder, &["baseline"]);
    let article = fs::read_to_string(folder.join("boats.md")).unwrap();
    fs::write(folder.join("new.md"), &article).unwrap();
    let (code, said, _) = run(folder, &CHECK);
    assert_eq!(code, Some(1));
    assert!(findings(&said).iter().all(|line| line.starts_with("new.md:")) && !findings(&said).is_empty(), "{said}");
    fs::write(folder.join("boats.md"), article.replace("such as:", "of all kinds.")).unwrap();
    let (_, _, notes) = run(folder, &CHECK);
    assert!(notes.contains("1 finding of the baseline no longer found: `contentaudit baseline --prune`"), "{notes}");
    let (_, said, _) = run(folder, &["baseline", "--prune"]);
    assert_eq!(said, "contentaudit-baseline.json: 0 findings, 1 new finding left out, 1 stale one taken out\n");
    assert_eq!(run(folder, &CHECK).0, Some(1));
}

#[test]
fn only_what_was_looked_for_can_be_gone() {
    let library = library();
    let folder = library.path();
    fs::write(folder.join("contentaudit.toml"), "").unwrap();
    // The two articles are the same but for their end, and say so of each other.
    run(folder, &["baseline"]);
    let whole = fs::read_to_string(folder.join("contentaudit-baseline.json")).unwrap();
    for part in [&["check", "--select", "links"][..], &["check", "crew.md"], &["check", "boats.md", "--ignore", "lists"]] {
        let (_, _, notes) = run(folder, part);
        assert!(!notes.contains("no longer found"), "{part:?}: {notes}");
    }
    run(folder, &["baseline", "--prune", "crew.md"]);
    assert_eq!(fs::read_to_string(folder.join("contentaudit-baseline.json")).unwrap(), whole);
    // What an article waives until some day comes back, and is known then.
    let article = fs::read_to_string(folder.join("boats.md")).unwrap();
    let waived = article.replace("## More\n", "## More\n\n<!-- contentaudit-disable until=2026-12-31 -- the crew counts -->\n");
    fs::write(folder.join("boats.md"), waived).unwrap();
    run(folder, &["baseline", "--prune", "--today", "2026-12-01"]);
    assert_eq!(fs::read_to_string(folder.join("contentaudit-baseline.json")).unwrap(), whole);
    assert_eq!(run(folder, &["check", "--today", "2027-01-01"]).0, Some(0));
    // An article that is gone takes its findings along.
    fs::remove_file(folder.join("boats.md")).unwrap();
    let (_, said, _) = run(folder, &["baseline", "--prune"]);
    assert_eq!(said, "contentaudit-baseline.json: 0 findings, 0 new findings left out, 1 stale one taken out\n");
}

#[test]
fn reports_tell_what_is_known_apart() {
    let library = library();
    let folder = library.path();
    run(folder, &["baseline"]);
    let report = |format: &str| run(folder, &["check", "--output-format", format]).1;
    assert!(report("junit").contains("failures=\"0\" errors=\"0\""), "{}", report("junit"));
    assert!(report("github").contains("1 error, 0 warnings, 0 infos in 2 articles, 1 of them known before"), "{}", report("github"));
    assert!(report("markdown").contains("1 error, 0 warnings, 0 infos, 1 of them known before"), "{}", report("markdown"));
    assert_eq!(run(folder, &["check", "--statistics"]).1, "1  missing-list  error  1 known before\n");
}

#[test]
#[cfg(unix)]
fn who_may_read_the_file_stays_as_it_was() {
    use std::os::unix::fs::PermissionsExt;
    let library = library();
    let path = library.path().join("contentaudit-baseline.json");
    run(library.path(), &["baseline"]);
    fs::set_permissions(&path, fs::Permissions::from_mode(0o664)).unwrap();
    run(library.path(), &["baseline"]);
    assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o664);
}

#[test]
#[cfg(unix)]
fn no_link_leads_the_file_out_of_the_library() {
    let (library, outside) = (library(), tempfile::tempdir().unwrap());
    let (path, other) = (library.path().join("contentaudit-baseline.json"), outside.path().join("theirs.json"));
    // One that leads to a baseline, and one that leads nowhere yet.
    run(library.path(), &["baseline"]);
    fs::rename(&path, &other).unwrap();
    let before = fs::read_to_string(&other).unwrap().replace("missing-list", "empty-list");
    fs::write(&other, &before).unwrap();
    for target in [&other, &outside.path().join("new.json")] {
        _ = fs::remove_file(&path);
        std::os::unix::fs::symlink(target, &path).unwrap();
        assert_eq!(run(library.path(), &["baseline"]).0, Some(2));
    }
    assert_eq!(fs::read_to_string(&other).unwrap(), before);
    assert!(!outside.path().join("new.json").exists());
}

#[test]
fn a_run_that_fails_leaves_the_last_report() {
    let library = library();
    let report = library.path().join("report.txt");
    fs::write(&report, "The last one.\n").unwrap();
    fs::write(library.path().join("contentaudit-baseline.json"), "{}").unwrap();
    assert_eq!(run(library.path(), &["check", "--output-file", "report.txt"]).0, Some(2));
    assert_eq!(fs::read_to_string(&report).unwrap(), "The last one.\n");
    assert_eq!(run(library.path(), &["check", "--no-baseline"]).0, Some(1));
}

#[test]
fn a_broken_baseline_is_named() {
    let library = library();
    fs::write(library.path().join("contentaudit-baseline.json"), "{}").unwrap();
    let (code, _, notes) = run(library.path(), &CHECK);
    assert_eq!(code, Some(2));
    assert!(notes.contains("contentaudit-baseline.json") && notes.contains("run `contentaudit baseline`"), "{notes}");
}

#[test]
fn a_baseline_that_a_configuration_above_it_leaves_behind_is_told_of() {
    let library = library();
    let folder = library.path();
    fs::create_dir(folder.join("content")).unwrap();
    for name in ["boats.md", "crew.md"] {
        fs::rename(folder.join(name), folder.join("content").join(name)).unwrap();
    }
    let (_, said, _) = run(folder, &["baseline", "content"]);
    assert_eq!(said, "content/contentaudit-baseline.json: 1 finding, 1 finding added, 0 stale ones taken out\n");
    assert_eq!(run(folder, &["check", "content"]).0, Some(0));
    fs::write(folder.join("contentaudit.toml"), "").unwrap();
    let (code, _, notes) = run(folder, &["check", "content"]);
    let told =
        "note: content/contentaudit-baseline.json is not read: the root of the library is .; `contentaudit baseline` writes one there\n";
    assert_eq!((code, notes.as_str()), (Some(1), told));
    assert_eq!(run(folder, &["baseline", "content"]).0, Some(0));
    fs::remove_file(folder.join("content/contentaudit-baseline.json")).unwrap();
    let (code, _, notes) = run(folder, &["check", "content"]);
    assert_eq!((code, notes.as_str()), (Some(0), ""));
}
