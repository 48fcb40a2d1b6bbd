//! The hook in a real repository with the real pre-commit, a Python package installed below `target`.

#![allow(clippy::unwrap_used, clippy::print_stderr, reason = "a test that cannot go on has failed, and one that is skipped says so")]

use std::fs;
use std::path::Path;
use std::process::{Command, Output, Stdio};

mod python;

fn git(folder: &Path, arguments: &[&str]) -> Option<String> {
    let identity = ["-c", "user.name=Ada Lund", "-c", "user.email=ada@example.org", "-c", "init.defaultBranch=main"];
    let output = Command::new("git").current_dir(folder).args(identity).args(arguments).stdin(Stdio::null()).output().ok()?;
    output.status.success().then(|| String::from_utf8_lossy(&output.stdout).trim().to_owned())
}

/// A repository of these files.
fn repository(files: &[(&str, &str)]) -> Option<tempfile::TempDir> {
    let folder = tempfile::tempdir().ok()?;
    git(folder.path(), &["init", "--quiet"])?;
    for (name, text) in files {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent()?).ok()?;
        fs::write(path, text).ok()?;
    }
    git(folder.path(), &["add", "--all"])?;
    git(folder.path(), &["commit", "--quiet", "--message", "Begin"])?;
    Some(folder)
}

const GOOD: &str = "# Night boats\n\nThe last boat leaves at ten, and it takes bicycles but no cars.\n";
const BAD: &str = "# Night boats\n\nThe last boat leaves at ten, and it takes bicycles but no cars. The harbour keeps figures such as:\n";

#[test]
fn a_bad_article_stops_the_commit_and_an_excluded_one_does_not() {
    let hooks = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(".pre-commit-hooks.yaml")).unwrap();
    let found = python::programs("pre-commit", "pre_commit", &["pre-commit==4.7.0"]).zip(repository(&[(".pre-commit-hooks.yaml", &hooks)]));
    let Some((programs, source)) = found else {
        eprintln!("skipped: git or pre-commit cannot be had");
        return;
    };
    let revision = git(source.path(), &["rev-parse", "HEAD"]).unwrap();
    let config = format!("repos:\n- repo: {}\n  rev: {revision}\n  hooks:\n  - id: contentaudit-system\n", source.path().display());
    let library = repository(&[
        (".pre-commit-config.yaml", &config),
        ("contentaudit.toml", "exclude = [\"archive/**\"]\n"),
        ("good.md", GOOD),
        ("archive/old.md", BAD),
    ])
    .unwrap();
    let folder = library.path();
    let program = Path::new(env!("CARGO_BIN_EXE_contentaudit")).parent().unwrap();
    let path = std::env::join_paths(
        [program.to_path_buf(), programs.clone()].into_iter().chain(std::env::split_paths(&std::env::var_os("PATH").unwrap_or_default())),
    )
    .unwrap();
    let hook = |arguments: &[&str]| -> Output {
        let mut command = Command::new(programs.join("pre-commit"));
        let command = command.current_dir(folder).env("PATH", &path).env("PRE_COMMIT_HOME", source.path().join(".home"));
        command.env_remove("GITHUB_ACTIONS").args(arguments).stdin(Stdio::null()).output().unwrap()
    };
    let clean = hook(&["run", "--all-files"]);
    assert!(clean.status.success(), "{clean:?}");
    fs::write(folder.join("new.md"), BAD).unwrap();
    git(folder, &["add", "new.md"]).unwrap();
    let stopped = hook(&["run"]);
    let said = String::from_utf8_lossy(&stopped.stdout).into_owned();
    assert!(!stopped.status.success() && said.contains("error[missing-list]") && said.contains("new.md:3:"), "{said}");
    assert!(!said.contains("archive/old.md"), "{said}");
}
