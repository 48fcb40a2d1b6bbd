//! The hook in a real repository with the real pre-commit.

#![allow(clippy::unwrap_used, clippy::print_stderr, reason = "a test that cannot go on has failed, and one that is skipped says so")]

use std::fs;

use repository::{Hooks, git, repository};

mod repository;

const GOOD: &str = "# Night boats\n\nThe last boat leaves at ten, and it takes bicycles but no cars.\n";
const BAD: &str = "# Night boats\n\nThe last boat leaves at ten, and it takes bicycles but no cars. The harbour keeps figures such as:\n";

#[test]
fn a_bad_article_stops_the_commit_and_an_excluded_one_does_not() {
    let Some(hooks) = Hooks::new() else {
        eprintln!("skipped: git or pre-commit cannot be had");
        return;
    };
    let (kept, revision) = (hooks.repository(), hooks.revision());
    let config = format!("repos:\n- repo: {kept}\n  rev: {revision}\n  hooks:\n  - id: contentaudit-system\n");
    let library = repository(&[
        (".pre-commit-config.yaml", config.as_str()),
        ("contentaudit.toml", "exclude = [\"archive/**\"]\n"),
        ("good.md", GOOD),
        ("archive/old.md", BAD),
    ])
    .unwrap();
    let folder = library.path();
    let clean = hooks.run(folder, &["run", "--all-files"]);
    assert!(clean.status.success(), "{clean:?}");
    fs::write(folder.join("new.md"), BAD).unwrap();
    git(folder, &["add", "new.md"]).unwrap();
    let stopped = hooks.run(folder, &["run"]);
    let said = String::from_utf8_lossy(&stopped.stdout).into_owned();
    assert!(!stopped.status.success() && said.contains("error[missing-list]") && said.contains("new.md:3:"), "{said}");
    assert!(!said.contains("archive/old.md"), "{said}");
}
