//! Python programs that tests read our output with, installed below `target` when first asked for.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::{Mutex, PoisonError};

/// What reads our reports, each with its version.
const READERS: [&str; 4] = ["sarif-tools==3.0.5", "junitparser==4.0.2", "jsonschema==4.26.0", "cmarkgfm==2025.10.22"];

/// The folder of a Python that has them; `None` where they cannot be had.
pub fn readers() -> Option<PathBuf> {
    programs("readers", "junitparser, sarif, jsonschema, cmarkgfm", &READERS)
}

static INSTALLING: Mutex<()> = Mutex::new(());

/// The folder of a Python that can import `modules`, with `packages` installed if need be; `None` where they cannot be had.
pub fn programs(name: &str, modules: &str, packages: &[&str]) -> Option<PathBuf> {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    let programs = folder.join(if cfg!(windows) { "Scripts" } else { "bin" });
    let quiet = |command: &mut Command| {
        command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).status().is_ok_and(|status| status.success())
    };
    // Tests ask side by side: one installs, the others wait.
    let _installing = INSTALLING.lock().unwrap_or_else(PoisonError::into_inner);
    let works = || quiet(Command::new(programs.join("python")).args(["-c", &format!("import {modules}")]));
    if !works() {
        let python = if cfg!(windows) { "python" } else { "python3" };
        quiet(Command::new(python).args(["-m", "venv"]).arg(&folder));
        quiet(Command::new(programs.join("pip")).args(["install", "--quiet", "--disable-pip-version-check"]).args(packages));
    }
    works().then_some(programs)
}
