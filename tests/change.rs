//! Only what a change brought, in a real repository with the real git.

#![allow(clippy::unwrap_used, clippy::print_stderr, reason = "a test that cannot go on has failed, and one that is skipped says so")]

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

use repository::git;

mod repository;

/// The exit code and the findings of a run.
fn check(folder: &Path, arguments: &[&str]) -> (Option<i32>, Vec<String>, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_contentaudit"));
    let command = command.current_dir(folder).stdin(Stdio::null()).args(["check", "--output-format", "concise"]).args(arguments);
    let output = command.output().unwrap();
    let said = String::from_utf8(output.stdout).unwrap();
    let findings = said.lines().filter(|line| line.contains("error[") || line.contains("warning[")).map(str::to_owned).collect();
    (output.status.code(), findings, String::from_utf8(output.stderr).unwrap())
}

/// An empty repository; none where there is no git.
fn repository() -> Option<tempfile::TempDir> {
    let library = tempfile::tempdir().unwrap();
    let is_there = git(library.path(), &["init", "--quiet"]).is_some();
    if !is_there {
        eprintln!("skipped: no git");
    }
    is_there.then_some(library)
}

const OLD: &str = "# Night boats\n\nThe last boat leaves at ten.\n\n## Fares\n\nVisitors pay by the night.\n\n## More\n\nThe harbour keeps figures \
                   such as:\n";

#[test]
fn what_was_there_before_the_change_is_known() {
    let Some(library) = repository() else { return };
    let folder = library.path();
    fs::write(folder.join("boats.md"), OLD).unwrap();
    fs::write(folder.join("crew.md"), OLD).unwrap();
    git(folder, &["add", "--all"]);
    git(folder, &["commit", "--quiet", "--message", "Begin"]);
    assert_eq!(check(folder, &["--changed"]).0, Some(0));
    // An old defect in an article that changes elsewhere is no news, a new one is; an article that moves takes its own along.
    fs::write(folder.join("boats.md"), OLD.replace("leaves at ten.", "leaves at ten, and the first at six.")).unwrap();
    git(folder, &["mv", "crew.md", "people.md"]);
    let (code, findings, notes) = check(folder, &["--changed"]);
    assert_eq!((code, findings.len()), (Some(0), 0), "{findings:?}");
    assert!(notes.contains("0 unchanged articles not shown"), "{notes}");
    fs::write(folder.join("new.md"), OLD).unwrap();
    let (code, findings, _) = check(folder, &["--changed"]);
    assert_eq!((code, findings.len()), (Some(1), 1), "{findings:?}");
    assert!(findings.concat().starts_with("new.md:11:1: error[missing-list]"), "{findings:?}");
    // Nobody has staged it yet.
    assert_eq!(check(folder, &["--staged"]).0, Some(0));
    git(folder, &["add", "new.md"]);
    assert_eq!(check(folder, &["--staged"]).0, Some(1));
    git(folder, &["checkout", "--quiet", "-b", "spring"]);
    git(folder, &["commit", "--quiet", "--all", "--message", "Spring"]);
    assert_eq!(check(folder, &["--changed"]).0, Some(0));
    let (code, findings, _) = check(folder, &["--since", "main"]);
    assert_eq!((code, findings.len()), (Some(1), 1), "{findings:?}");
}

#[test]
fn what_is_staged_is_read_from_the_index() {
    let Some(library) = repository() else { return };
    let folder = library.path();
    let path = folder.join("boats.md");
    fs::write(&path, "# Night boats\n\nThe last boat leaves at ten.\n").unwrap();
    git(folder, &["add", "--all"]);
    git(folder, &["commit", "--quiet", "--message", "Begin"]);
    // The next commit has the defect, whatever the disk has by now.
    fs::write(&path, OLD).unwrap();
    git(folder, &["add", "--all"]);
    fs::write(&path, "# Night boats\n\nThe last boat leaves at ten.\n").unwrap();
    let (code, findings, _) = check(folder, &["--staged"]);
    assert_eq!((code, findings.len()), (Some(1), 1), "{findings:?}");
    fs::remove_file(&path).unwrap();
    let (code, _, notes) = check(folder, &["--staged"]);
    assert!(code == Some(2) && notes.contains("take it back with `git restore`"), "{notes}");
    // And the other way round: the defect is on disk alone.
    git(folder, &["checkout", "--quiet", "HEAD", "--", "boats.md"]);
    fs::write(&path, OLD).unwrap();
    assert_eq!(check(folder, &["--staged"]).0, Some(0));
    assert_eq!(check(folder, &["--changed"]).0, Some(1));
}

#[test]
fn repairs_stay_within_the_change() {
    let Some(library) = repository() else { return };
    let folder = library.path();
    let listed = "# Night boats\n\nWhat stays open at night:\n\n- the ferry to the island\n-\n- the kiosk on the quay\n";
    for name in ["boats.md", "crew.md"] {
        fs::write(folder.join(name), listed).unwrap();
    }
    git(folder, &["add", "--all"]);
    git(folder, &["commit", "--quiet", "--message", "Begin"]);
    fs::write(folder.join("boats.md"), format!("{listed}\nThe kiosk closes at two.\n")).unwrap();
    check(folder, &["--changed", "--fix"]);
    let text = |name: &str| fs::read_to_string(folder.join(name)).unwrap();
    assert_eq!(text("crew.md"), listed);
    assert!(!text("boats.md").contains("\n-\n"), "{}", text("boats.md"));
}

#[test]
#[cfg(unix)]
fn links_on_the_way_change_nothing() {
    let library = tempfile::tempdir().unwrap();
    let folder = library.path().join("library");
    fs::create_dir(&folder).unwrap();
    if git(&folder, &["init", "--quiet"]).is_none() {
        eprintln!("skipped: no git");
        return;
    }
    fs::write(folder.join("boats.md"), OLD).unwrap();
    let link = library.path().join("link");
    std::os::unix::fs::symlink(&folder, &link).unwrap();
    assert_eq!(check(library.path(), &["link", "--changed"]).0, Some(1));
    // And a clean change says nothing of articles that are not there.
    git(&folder, &["add", "--all"]);
    git(&folder, &["commit", "--quiet", "--message", "Begin"]);
    let (code, _, notes) = check(&link, &["--changed"]);
    assert_eq!((code, notes.trim()), (Some(0), "note: 1 unchanged article not shown"));
}

#[test]
fn without_a_repository_the_way_out_is_told() {
    let library = tempfile::tempdir().unwrap();
    fs::write(library.path().join("boats.md"), OLD).unwrap();
    let (code, _, notes) = check(library.path(), &["--since", "main"]);
    assert_eq!(code, Some(2));
    assert!(notes.contains("git cannot tell what changed") && notes.contains("run it within a repository"), "{notes}");
}

#[test]
fn points_are_told_beside_those_before_and_an_article_may_not_lose_any() {
    let Some(library) = repository() else { return };
    let folder = library.path();
    fs::write(folder.join("boats.md"), OLD).unwrap();
    fs::write(folder.join("crew.md"), OLD.replace("figures such as:", "figures.")).unwrap();
    fs::write(folder.join("old\nname.md"), OLD).unwrap();
    git(folder, &["add", "--all"]);
    git(folder, &["commit", "--quiet", "--message", "Begin"]);
    let lines = |arguments: &[&str]| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_contentaudit"));
        let command = command.current_dir(folder).stdin(Stdio::null()).args(["check", "--output-format", "concise", "--fail-on", "never"]);
        let output = command.args(arguments).output().unwrap();
        let (out, err) = (String::from_utf8(output.stdout).unwrap(), String::from_utf8(output.stderr).unwrap());
        let line = |name: &str| out.lines().find(|line| line.starts_with(&format!("{name}: audited"))).unwrap_or("").to_owned();
        (output.status.code(), line("boats.md"), line("crew.md"), err)
    };
    assert_eq!(lines(&["--no-worse-than", "HEAD"]).0, Some(0));
    // One is mended, one is spoiled; a new one was nothing before, and the name of several lines moves.
    fs::write(folder.join("boats.md"), OLD.replace("figures such as:", "figures.")).unwrap();
    fs::write(folder.join("crew.md"), OLD).unwrap();
    fs::write(folder.join("new.md"), OLD).unwrap();
    git(folder, &["mv", "old\nname.md", "plain.md"]);
    for more in [&[][..], &["--no-cache"]] {
        let (code, boats, crew, _) = lines(&[&["--changed"], more].concat());
        assert_eq!(code, Some(0));
        assert!(boats.ends_with("9.5/10, 9.2 before") || boats.contains(" before"), "{boats}");
        assert!(crew.contains(" before"), "{crew}");
        let (code, _, crew, notes) = lines(&[&["--no-worse-than", "HEAD"], more].concat());
        assert_eq!((code, crew.contains(" before")), (Some(1), true), "{notes}");
        let worse: Vec<&str> = notes.lines().filter(|line| line.starts_with("worse than before")).collect();
        assert_eq!(worse.len(), 1, "{notes}");
        assert!(worse.concat().starts_with("worse than before: crew.md, "), "{notes}");
    }
    let (_, _, _, notes) = lines(&["--no-worse-than", "no-such-branch"]);
    assert!(notes.contains("no-such-branch"), "{notes}");
}
