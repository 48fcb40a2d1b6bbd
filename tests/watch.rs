//! `--watch` with the real program: it is started on a library, files change, and what it says then is read as it comes.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on has failed")]

use std::fs;
use std::io::{BufRead, BufReader, Read};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

/// Longer than any machine takes for one report.
const SOON: Duration = Duration::from_mins(1);

/// Longer than it waits for changes to settle, so that what has not come by then does not come.
const LATER: Duration = Duration::from_secs(2);

const SOUND: &str = "# Night boats\n\nThe last boat leaves at ten, and it takes bicycles but no cars.\n";
const CUT: &str = "# Night boats\n\nThe last boat leaves at ten, and it takes bicycles but no cars. The harbour keeps figures such as:\n";

/// A library of two articles, one of which lies in a folder that is left out.
fn library() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (name, text) in [
        ("contentaudit.toml", "exclude = [\"archive/**\"]\n"),
        (".gitignore", "public\n"),
        ("content/boats.md", SOUND),
        ("archive/old.md", SOUND),
        ("public/boats.html", "<p>The last boat leaves at ten.</p>\n"),
    ] {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    folder
}

/// The program at work, and the lines of both its streams.
struct Watch {
    program: Child,
    lines: Receiver<String>,
}

impl Watch {
    fn new(folder: &Path, arguments: &[&str]) -> Self {
        let mut command = Command::new(env!("CARGO_BIN_EXE_contentaudit"));
        command.current_dir(folder).env_clear().args(["check", "--watch", "--output-format", "concise"]).args(arguments);
        let mut program = command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        let (tell, lines) = channel();
        let out: Box<dyn Read + Send> = Box::new(program.stdout.take().unwrap());
        let notes: Box<dyn Read + Send> = Box::new(program.stderr.take().unwrap());
        for stream in [out, notes] {
            let tell = tell.clone();
            std::thread::spawn(move || BufReader::new(stream).lines().map_while(Result::ok).try_for_each(|line| tell.send(line)));
        }
        Self { program, lines }
    }

    /// Waits until a report has come with all these words. It and the note that ends it come on two streams, in any order.
    fn report(&self, words: &[&str]) {
        let wanted = [words, &["watching for changes"]].concat();
        let mut seen = Vec::new();
        while !wanted.iter().all(|words| seen.iter().any(|line: &String| line.contains(words))) {
            let Ok(line) = self.lines.recv_timeout(SOON) else { panic!("{wanted:?} not in {seen:#?}") };
            seen.push(line);
        }
    }

    /// Asserts that nothing is said for a while.
    fn is_silent(&self) {
        assert_eq!(self.lines.recv_timeout(LATER).ok(), None);
    }

    /// Ends it as Ctrl-C does; the exit code.
    fn interrupted(&mut self) -> Option<i32> {
        let id = self.program.id().to_string();
        assert!(Command::new("kill").args(["-INT", &id]).status().unwrap().success());
        self.program.wait().unwrap().code()
    }
}

impl Drop for Watch {
    fn drop(&mut self) {
        let _ = self.program.kill();
        let _ = self.program.wait();
    }
}

#[cfg(unix)]
#[test]
fn a_changed_article_is_audited_again_until_ctrl_c() {
    let library = library();
    let article = library.path().join("content/boats.md");
    let mut watch = Watch::new(library.path(), &[]);
    watch.report(&["content/boats.md: audited 13/13"]);
    fs::write(&article, CUT).unwrap();
    watch.report(&["note: content/boats.md has changed", "content/boats.md:3:65: error[missing-list]"]);
    fs::write(&article, SOUND).unwrap();
    watch.report(&["content/boats.md: audited 13/13"]);
    // As editors do it: a new file takes the place of the old one.
    fs::write(library.path().join("content/.boats.md.tmp"), CUT).unwrap();
    fs::rename(library.path().join("content/.boats.md.tmp"), &article).unwrap();
    watch.report(&["note: content/boats.md has changed", "missing-list"]);
    fs::write(library.path().join("content/crew.md"), "# Crew\n\nThe crew of four sleeps on board.\n").unwrap();
    watch.report(&["content/crew.md: audited"]);
    assert_eq!(watch.interrupted(), Some(0));
}

#[cfg(unix)]
#[test]
fn a_changed_configuration_holds_at_once_and_a_wrong_one_is_told_and_mended() {
    let library = library();
    let configuration = library.path().join("contentaudit.toml");
    fs::write(library.path().join("content/boats.md"), CUT).unwrap();
    let mut watch = Watch::new(library.path(), &["content"]);
    watch.report(&["error[missing-list]"]);
    fs::write(&configuration, "[rules]\nmising-list = \"off\"\n").unwrap();
    watch.report(&["error: contentaudit.toml:2:1: unknown rule `mising-list`"]);
    fs::write(&configuration, "[rules]\nmissing-list = \"off\"\n").unwrap();
    watch.report(&["certified (profile custom)"]);
    assert_eq!(watch.interrupted(), Some(0));
}

#[cfg(unix)]
#[test]
fn what_no_report_rests_on_starts_none() {
    let library = library();
    let folder = library.path();
    let mut watch = Watch::new(folder, &["--output", "markdown:summary.md"]);
    watch.report(&["content/boats.md: audited"]);
    // The report itself, the cache beside it, what is left out or ignored, and what was only read.
    fs::write(folder.join("archive/old.md"), CUT).unwrap();
    fs::write(folder.join("public/boats.html"), "<p>It leaves at nine.</p>\n").unwrap();
    fs::create_dir(folder.join(".git")).unwrap();
    fs::write(folder.join(".git/HEAD.md"), "main\n").unwrap();
    fs::read(folder.join("content/boats.md")).unwrap();
    watch.is_silent();
    // A picture may be one that an article links to.
    fs::write(folder.join("content/quay.svg"), "<svg/>\n").unwrap();
    watch.report(&["note: content/quay.svg has changed"]);
    assert_eq!(watch.interrupted(), Some(0));
}

#[cfg(unix)]
#[test]
fn a_file_alone_is_watched_without_its_neighbours() {
    let library = library();
    fs::remove_file(library.path().join("contentaudit.toml")).unwrap();
    let mut watch = Watch::new(&library.path().join("content"), &["boats.md"]);
    watch.report(&["boats.md: audited"]);
    fs::write(library.path().join("content/crew.md"), CUT).unwrap();
    watch.is_silent();
    fs::write(library.path().join("content/boats.md"), CUT).unwrap();
    watch.report(&["boats.md:3:65: error[missing-list]"]);
    assert_eq!(watch.interrupted(), Some(0));
}

#[test]
fn what_cannot_be_watched_is_refused() {
    let library = library();
    for (arguments, wrong) in [
        (&["--fix"][..], "cannot be used with '--fix'"),
        (&["--diff"], "cannot be used with '--diff'"),
        (&["--staged"], "cannot be used with '--staged'"),
        (&["-"], "error: standard input cannot be watched: it is read once\n  help: name the file, or leave out --watch\n"),
        (&["--config", "absent.toml"], "error: absent.toml: cannot read the configuration"),
    ] {
        let mut command = Command::new(env!("CARGO_BIN_EXE_contentaudit"));
        let command = command.current_dir(library.path()).env_clear().stdin(Stdio::null());
        let run = command.args(["check", "--watch"]).args(arguments).output().unwrap();
        let said = String::from_utf8(run.stderr).unwrap();
        assert!(run.status.code() == Some(2) && run.stdout.is_empty() && said.contains(wrong), "{arguments:?}\n{said}");
    }
}

/// A terminal of Python's: the screen is wiped before the second report, and not before the first.
#[cfg(unix)]
#[test]
fn the_screen_of_a_terminal_is_wiped_between_two_reports() {
    const SCRIPT: &str = r#"
import os, pty, select, signal, subprocess, sys, time
program, article, text = sys.argv[1:]
ours, theirs = pty.openpty()
watch = subprocess.Popen([program, "check", "--watch", "-q", "--output-format", "concise"], stdin=subprocess.DEVNULL, stdout=theirs, stderr=theirs)
seen = b""
def until(words):
    global seen
    end = time.time() + 60
    while words not in seen and time.time() < end:
        if select.select([ours], [], [], 1)[0]:
            seen += os.read(ours, 65536)
until(b"audited 13/13")
first, seen = seen, b""
open(article, "w").write(text)
until(b"missing-list")
watch.send_signal(signal.SIGINT)
print(first.count(b"[2J"), seen.count(b"[2J"), seen.index(b"[2J") < seen.index(b"missing-list"), watch.wait())
"#;
    let library = library();
    let article = library.path().join("content/boats.md");
    let mut command = Command::new("python3");
    let command = command.current_dir(library.path()).args(["-c", SCRIPT, env!("CARGO_BIN_EXE_contentaudit")]).arg(&article).arg(CUT);
    let run = command.stdin(Stdio::null()).output().unwrap();
    assert_eq!(String::from_utf8_lossy(&run.stdout).trim(), "0 1 True 0", "{run:?}");
}
