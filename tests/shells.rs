//! What shells and manuals make of what we tell them of the command line: bash, zsh and fish complete it, `man` and `mandoc` show it, as far as
//! they are there.

#![allow(clippy::unwrap_used, clippy::print_stderr, reason = "a test that cannot go on has failed, and one that is skipped says so")]

use std::fs;
use std::path::Path;
use std::process::{Command, Output, Stdio};

fn contentaudit(arguments: &[&str]) -> String {
    let mut command = Command::new(env!("CARGO_BIN_EXE_contentaudit"));
    let run = command.env_clear().args(arguments).stdin(Stdio::null()).output().unwrap();
    assert_eq!(run.status.code(), Some(0), "{run:?}");
    String::from_utf8(run.stdout).unwrap()
}

/// A folder with the completions for a shell; `None`, told, where the program that reads them is not there.
fn completions(shell: &str, program: &str) -> Option<tempfile::TempDir> {
    let is_there = Command::new(program).arg("--version").stdout(Stdio::null()).stderr(Stdio::null()).stdin(Stdio::null()).status();
    if is_there.is_err() {
        eprintln!("skipped: no {program}");
        return None;
    }
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("completions"), contentaudit(&["completions", shell])).unwrap();
    Some(folder)
}

fn run(folder: &Path, program: &str, arguments: &[&str]) -> Output {
    Command::new(program).args(arguments).current_dir(folder).env("LC_ALL", "C.UTF-8").stdin(Stdio::null()).output().unwrap()
}

/// Command lines that are begun, and how they go on.
const LINES: [(&str, &[&str]); 4] = [
    ("contentaudit base", &["baseline"]),
    ("contentaudit check --max-w", &["--max-warnings"]),
    ("contentaudit check --output-format rdj", &["rdjson", "rdjsonl"]),
    ("contentaudit check --fail-on nev", &["never"]),
];

#[test]
fn bash_completes_the_command_line() {
    let Some(folder) = completions("bash", "bash") else { return };
    for (line, ends) in LINES {
        let words: Vec<&str> = line.split(' ').collect();
        let (last, before) = (words.last().unwrap(), words.iter().rev().nth(1).unwrap());
        let number = words.len() - 1;
        let script = format!(
            ". ./completions; complete -p contentaudit >/dev/null || exit 3; COMP_WORDS=({line}); COMP_CWORD={number}; _contentaudit contentaudit '{last}' \
             '{before}'; printf '%s\\n' \"${{COMPREPLY[@]}}\""
        );
        let output = run(folder.path(), "bash", &["--norc", "-c", &script]);
        let said = String::from_utf8(output.stdout).unwrap();
        assert_eq!((output.status.code(), said.lines().collect::<Vec<_>>().as_slice()), (Some(0), ends), "{line}");
    }
}

#[test]
fn fish_completes_the_command_line_with_what_it_means() {
    let Some(folder) = completions("fish", "fish") else { return };
    for (line, ends) in LINES {
        let output = run(folder.path(), "fish", &["--no-config", "-c", &format!(". ./completions; complete -C '{line}'")]);
        let said = String::from_utf8(output.stdout).unwrap();
        let (words, meanings): (Vec<&str>, Vec<&str>) = said.lines().filter_map(|line| line.split_once('\t')).unzip();
        assert_eq!((words.as_slice(), meanings.iter().all(|meaning| !meaning.is_empty())), (ends, true), "{line}\n{said}");
        assert!(output.stderr.is_empty(), "{}", String::from_utf8_lossy(&output.stderr));
    }
}

/// zsh completes for those who sit at a terminal only, which is one of Python's here.
#[test]
fn zsh_completes_the_command_line() {
    const SCRIPT: &str = r#"
import os, pty, select, sys, time
child, terminal = pty.fork()
if child == 0:
    os.environ.update(TERM="dumb", PS1="> ")
    os.execvp("zsh", ["zsh", "-f", "-i"])
def until(words, wait=30):
    seen, end = b"", time.time() + wait
    while words not in seen and time.time() < end:
        if select.select([terminal], [], [], 0.2)[0]:
            seen += os.read(terminal, 65536)
    return seen
os.write(terminal, b"autoload -U compinit; compinit -D -u; . ./completions; compdef _contentaudit contentaudit; echo rea''dy\n")
assert b"ready" in until(b"ready")
for line in sys.argv[1:]:
    begun, word = line.split("|")
    os.write(terminal, b"\x15" + begun.encode() + b"\t")
    print(word, word.encode() in until(word.encode()))
"#;
    let Some(folder) = completions("zsh", "zsh") else { return };
    let lines: Vec<String> = LINES.iter().map(|(line, ends)| format!("{line}|{}", ends.first().unwrap_or(&""))).collect();
    let arguments: Vec<&str> = ["-c", SCRIPT].into_iter().chain(lines.iter().map(String::as_str)).collect();
    let output = run(folder.path(), "python3", &arguments);
    let said = String::from_utf8(output.stdout).unwrap();
    let expected: Vec<String> = LINES.iter().map(|(_, ends)| format!("{} True", ends.first().unwrap_or(&""))).collect();
    assert_eq!(said.lines().collect::<Vec<_>>(), expected, "{}", String::from_utf8_lossy(&output.stderr));
}

#[test]
fn other_shells_have_completions_as_well() {
    for shell in ["powershell", "elvish"] {
        let said = contentaudit(&["completions", shell]);
        assert!(said.contains("max-warnings") && said.contains("baseline"), "{shell}");
    }
}

/// Every flag of a command has its entry in what a reader of manuals prints.
fn shows_every_flag(page: &str, command: &str) {
    // Bold and underlined letters are overstruck.
    let overstruck = regex::Regex::new(".\u{8}").unwrap();
    let page = overstruck.replace_all(page, "");
    assert!(page.contains(&format!("contentaudit-{command}(1)")), "{page}");
    let help = contentaudit(&[command, "--help"]);
    let flags = help.split_whitespace().filter(|word| word.starts_with("--") && word.len() > 2);
    let flags: Vec<&str> = flags.map(|word| word.trim_end_matches(|c: char| !c.is_ascii_lowercase())).collect();
    assert!(flags.contains(&"--config"), "{flags:?}");
    for flag in flags {
        assert!(page.contains(flag), "{flag} of {command} is not in the manual");
    }
}

/// Commands with flags of their own.
const COMMANDS: [&str; 4] = ["check", "baseline", "facts", "rules"];

/// A manual as a program shows it, without a complaint.
fn shown(program: &str, arguments: &[&str], text: &str) -> Option<String> {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("contentaudit.1"), text).unwrap();
    let mut command = Command::new(program);
    let command = command.args(arguments).arg("contentaudit.1").current_dir(folder.path()).env("LC_ALL", "C.UTF-8").stdin(Stdio::null());
    let Ok(output) = command.output() else {
        eprintln!("skipped: no {program}");
        return None;
    };
    assert!(output.status.success() && output.stderr.is_empty(), "{}", String::from_utf8_lossy(&output.stderr));
    Some(String::from_utf8(output.stdout).unwrap())
}

#[test]
fn man_shows_the_whole_manual() {
    let Some(page) = shown("man", &["--warnings", "-l"], &contentaudit(&["man"])) else { return };
    assert!(page.starts_with("contentaudit(1)"), "{page}");
    for command in COMMANDS {
        shows_every_flag(&page, command);
    }
}

#[test]
fn mandoc_shows_the_page_of_each_command() {
    for command in COMMANDS {
        let Some(page) = shown("mandoc", &["-T", "utf8", "-W", "error"], &contentaudit(&["man", command])) else { return };
        assert!(page.starts_with(&format!("contentaudit-{command}(1)")), "{page}");
        shows_every_flag(&page, command);
    }
}

#[test]
fn a_page_that_is_not_there_is_named_with_the_nearest() {
    let mut command = Command::new(env!("CARGO_BIN_EXE_contentaudit"));
    let run = command.env_clear().args(["man", "chek"]).stdin(Stdio::null()).output().unwrap();
    let said = "error: no command is called `chek`\n  help: the nearest is `check`; `contentaudit --help` lists all\n";
    assert_eq!((run.status.code(), String::from_utf8(run.stderr).unwrap().as_str()), (Some(2), said));
}
