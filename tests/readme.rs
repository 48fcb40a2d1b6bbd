//! The README is held to the program: every `$ contentaudit …` block is run, and every configuration in it is read.
//!
//! `UPDATE_README=1 cargo test --test readme` writes what the program prints today into the blocks; review the change.
#![allow(missing_docs, clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, reason = "a test may stop")]

use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use std::process::Command;

fn run(arguments: &[&str], folder: &Path) -> String {
    let output = Command::new(env!("CARGO_BIN_EXE_contentaudit"))
        .args(arguments)
        .current_dir(folder)
        .env_clear()
        .env("SOURCE_DATE_EPOCH", "1790000000")
        .output()
        .unwrap();
    String::from_utf8(output.stdout).unwrap() + &String::from_utf8(output.stderr).unwrap()
}

/// The profile's hash changes with every word of a rule's article; the README need not.
fn without_hash(line: &str) -> String {
    match (line.strip_prefix("standard "), line.split_once('('), line.split_once(')')) {
        (Some(_), Some((before, _)), Some((_, after))) => format!("{before}(…){after}"),
        _ => line.to_owned(),
    }
}

#[test]
fn every_command_prints_what_the_readme_shows() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let readme = fs::read_to_string(root.join("README.md")).unwrap();
    let mut written = String::new();
    let mut lines = readme.lines();
    let mut commands = 0;
    while let Some(line) = lines.next() {
        writeln!(written, "{line}").unwrap();
        // The fence of a block may be longer than three, where its output shows fences of its own.
        let Some(fence) = line.strip_suffix("console").filter(|fence| fence.len() >= 3 && fence.chars().all(|c| c == '`')) else {
            continue;
        };
        let command = lines.next().unwrap();
        lines.by_ref().find(|line| *line == fence).unwrap();
        let arguments: Vec<&str> = command.strip_prefix("$ contentaudit ").unwrap().split(' ').collect();
        let printed = run(&arguments, root);
        let trimmed: Vec<String> = printed.lines().map(|line| without_hash(line.trim_end())).collect();
        writeln!(written, "{command}\n{}\n{fence}", trimmed.join("\n").trim_end()).unwrap();
        commands += 1;
    }
    assert!(commands > 0, "the README shows no command");
    if std::env::var_os("UPDATE_README").is_some() {
        fs::write(root.join("README.md"), &written).unwrap();
    } else {
        assert!(written == readme, "the README shows something else than the program prints; see the top of this test\n{written}");
    }
}

#[test]
fn the_configuration_in_the_readme_is_valid() {
    let readme = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md")).unwrap();
    let folder = tempfile::tempdir().unwrap();
    for block in readme.split("```toml\n").skip(1) {
        let (text, _) = block.split_once("```").unwrap();
        let name = if text.starts_with("[[waiver]]") { "contentaudit-waivers.toml" } else { "contentaudit.toml" };
        fs::write(folder.path().join(name), text).unwrap();
    }
    fs::create_dir(folder.path().join("content")).unwrap();
    fs::write(folder.path().join("content/ferry.md"), "# The ferry\n\nIt runs all the year.\n").unwrap();
    let printed = run(&["check", "."], folder.path());
    assert!(printed.contains("1 article"), "{printed}");
}
