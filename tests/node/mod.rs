//! Programs of Node.js that tests read our output with, installed below `target` when first asked for.

use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::OnceLock;

/// What reads our reports, each with its version.
const READERS: [&str; 3] = ["@umbrelladocs/rdformat-validator@1.0.1", "@actions/core@3.0.1", "danger-plugin-lint-report@1.8.1"];

/// The file that says which of them are there, written when they are whole.
const WHOLE: &str = "installed.txt";

/// The folder that has them in its `node_modules`; `None` where they cannot be had. Tests ask side by side: one installs, the others wait.
pub fn readers() -> Option<PathBuf> {
    static FOLDER: OnceLock<Option<PathBuf>> = OnceLock::new();
    FOLDER.get_or_init(installed).clone()
}

fn installed() -> Option<PathBuf> {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("node");
    let all = READERS.join("\n");
    if fs::read_to_string(folder.join(WHOLE)).is_ok_and(|whole| whole == all) {
        return Some(folder);
    }
    // What an earlier run left half done is no use.
    fs::remove_dir_all(&folder).or_else(|error| if error.kind() == ErrorKind::NotFound { Ok(()) } else { Err(error) }).ok()?;
    fs::create_dir_all(&folder).ok()?;
    let npm = if cfg!(windows) { "npm.cmd" } else { "npm" };
    let mut command = Command::new(npm);
    // One plugin wants its host besides, which is a hundred packages, and gets another one from us.
    let command = command.current_dir(&folder).args(["install", "--no-audit", "--no-fund", "--no-save", "--legacy-peer-deps"]);
    let quiet = command.args(READERS).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    if !quiet.status().ok()?.success() {
        return None;
    }
    fs::write(folder.join(WHOLE), all).ok()?;
    Some(folder)
}
