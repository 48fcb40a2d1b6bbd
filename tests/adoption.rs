//! An old library is taken from nothing to a green gate by the commands that the README documents, and the next bad article turns it red in
//! pre-commit and in CI alike. Commands and configurations are read out of the README, so that they cannot drift from what is shown here.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::print_stderr,
    clippy::string_slice,
    reason = "a test that cannot go on has failed, and one that is skipped says so"
)]

use std::fs;
use std::path::Path;
use std::process::{Command, Output, Stdio};

use repository::{Hooks, git, repository};

mod old_library;
mod repository;

/// Articles of the library.
const ARTICLES: usize = 300;

const SEED: u64 = 20_261_122;

/// A section of the README.
fn section(title: &str) -> String {
    let readme = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md")).unwrap();
    let (_, rest) = readme.split_once(&format!("\n## {title}\n")).unwrap();
    rest.split("\n## ").next().unwrap().to_owned()
}

/// The first block of a section in this language that has these words.
fn block(section: &str, language: &str, words: &str) -> String {
    let fence = format!("```{language}\n");
    let mut blocks = section.split(&fence).skip(1).filter_map(|rest| rest.split("```").next());
    blocks.find(|block| block.contains(words)).unwrap().to_owned()
}

/// Runs a line of a shell with the program under test on the path.
fn shell(folder: &Path, line: &str) -> Output {
    let program = Path::new(env!("CARGO_BIN_EXE_contentaudit")).parent().unwrap();
    let others = std::env::var_os("PATH").unwrap_or_default();
    let path = std::env::join_paths([program.to_path_buf()].into_iter().chain(std::env::split_paths(&others))).unwrap();
    let mut command = Command::new("sh");
    let command = command.current_dir(folder).env_clear().env("PATH", path).env("SOURCE_DATE_EPOCH", "1795500000");
    command.args(["-c", line]).stdin(Stdio::null()).output().unwrap()
}

fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr)
}

const BAD: &str = "# Bicycles on the ferry\n\nThe deck has room for twelve of them. They are tied to the rail with:\n";
const MENDED: &str =
    "# Bicycles on the ferry\n\nThe deck has room for twelve of them. They are tied to the rail with:\n\n- a line\n- a strap\n";

#[test]
fn five_documented_commands_make_the_gate_green_and_the_next_bad_article_turns_it_red() {
    let articles = old_library::articles(ARTICLES, SEED);
    let library = repository(&articles).unwrap();
    let folder = library.path();
    let commands = block(&section("An old library"), "sh", "baseline");
    let commands: Vec<&str> = commands.lines().collect();
    assert_eq!(commands.len(), 5, "{commands:#?}");
    let runs: Vec<Output> = commands.iter().map(|command| shell(folder, command)).collect();
    let codes: Vec<Option<i32>> = runs.iter().map(|run| run.status.code()).collect();
    let all: Vec<String> = runs.iter().map(said).collect();
    // Written, red, red and repaired, known, green.
    assert_eq!(codes, [Some(0), Some(1), Some(1), Some(0), Some(0)], "{all:#?}");
    insta::assert_snapshot!(all.iter().map(|said| told(said)).collect::<Vec<_>>().join("\n---\n"));
    // A second time nothing is left to write down.
    let again = said(&shell(folder, commands[3]));
    assert!(again.contains(", 0 findings added, 0 stale ones taken out"), "{again}");
    git(folder, &["add", "--all"]).unwrap();
    git(folder, &["commit", "--quiet", "--message", "Audit the articles"]).unwrap();
    // What CI compares with.
    git(folder, &["update-ref", "refs/remotes/origin/main", "HEAD"]).unwrap();
    let ci = section("In CI and before a commit");
    let ci = block(&ci, "yaml", "GitHub Actions");
    let ci = ci.lines().find_map(|line| line.strip_prefix("- run: contentaudit check")).unwrap();
    let in_ci = || shell(folder, &format!("GITHUB_ACTIONS=true contentaudit check{ci}"));
    assert_eq!(in_ci().status.code(), Some(0), "{}", said(&in_ci()));
    let Some(hooks) = Hooks::new() else {
        eprintln!("skipped: pre-commit cannot be had");
        return;
    };
    // As the README has it, but for where this repository is kept.
    let config = block(&section("In CI and before a commit"), "yaml", "# .pre-commit-config.yaml");
    let mut lines: Vec<String> = Vec::new();
    for line in config.lines() {
        let (indent, rest) = line.split_at(line.len() - line.trim_start().len());
        lines.push(match rest.split(' ').collect::<Vec<_>>().as_slice() {
            ["-", "repo:", ..] => format!("{indent}- repo: {}", hooks.repository()),
            ["rev:", ..] => format!("{indent}rev: {}", hooks.revision()),
            ["-", "id:", "contentaudit", ..] => format!("{indent}- id: contentaudit-system"),
            _ => line.to_owned(),
        });
    }
    fs::write(folder.join(".pre-commit-config.yaml"), lines.join("\n") + "\n").unwrap();
    git(folder, &["add", ".pre-commit-config.yaml"]).unwrap();
    git(folder, &["commit", "--quiet", "--message", "Audit each commit"]).unwrap();
    let clean = hooks.run(folder, &["run", "--all-files"]);
    assert!(clean.status.success(), "{}", said(&clean));
    // The next article: bad, then mended.
    let article = folder.join("content/norholm/bicycles.md");
    for (text, is_bad) in [(BAD, true), (MENDED, false)] {
        fs::write(&article, text).unwrap();
        git(folder, &["add", "content/norholm/bicycles.md"]).unwrap();
        let before_commit = hooks.run(folder, &["run"]);
        let in_ci = in_ci();
        let whole = shell(folder, commands[4]);
        assert_eq!(before_commit.status.success(), !is_bad, "{}", said(&before_commit));
        assert_eq!([in_ci.status.code(), whole.status.code()], [Some(i32::from(is_bad)); 2], "{}{}", said(&in_ci), said(&whole));
        let message = "the list announced by “They are tied to the rail with:” is missing";
        assert_eq!(said(&before_commit).replace("\n                     ", " ").contains(message), is_bad, "{}", said(&before_commit));
        let line = said(&in_ci).lines().find(|line| line.starts_with("::error ")).map(str::to_owned);
        assert_eq!(line.is_some_and(|line| line.contains("file=content/norholm/bicycles.md,line=3,") && line.contains(message)), is_bad);
        // Code scanning is told of it, and of what is known as known.
        let sarif: serde_json::Value = serde_json::from_str(&fs::read_to_string(folder.join("contentaudit.sarif")).unwrap()).unwrap();
        let results = sarif["runs"][0]["results"].as_array().unwrap();
        let open =
            results.iter().filter(|result| result["suppressions"].as_array().is_none_or(Vec::is_empty) && result["level"] == "error");
        assert_eq!(open.count(), usize::from(is_bad));
    }
}

/// What a run says at its end; the line of the standard has a hash that changes with every rule.
fn told(said: &str) -> String {
    let end = said.find("\nlibrary ").map_or(said, |at| &said[at + 1..]);
    end.lines().filter(|line| !line.starts_with("standard ")).collect::<Vec<_>>().join("\n")
}
