//! Programs of Node.js that tests read our output with, installed below `target` when first asked for.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// What reads our reports, each with its version.
const READERS: [&str; 3] = ["@umbrelladocs/rdformat-validator@1.0.1", "@actions/core@3.0.1", "danger-plugin-lint-report@1.8.1"];

/// The folder that has them in its `node_modules`; `None` where they cannot be had.
pub fn readers() -> Option<PathBuf> {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("node");
    let names = READERS.map(|reader| reader.rsplit_once('@').map_or(reader, |(name, _)| name));
    let works = || names.iter().all(|name| folder.join("node_modules").join(name).join("package.json").is_file());
    if !works() {
        std::fs::create_dir_all(&folder).ok()?;
        let npm = if cfg!(windows) { "npm.cmd" } else { "npm" };
        let mut command = Command::new(npm);
        // One plugin wants its host besides, which is a hundred packages, and gets another one from us.
        let command = command.current_dir(&folder).args(["install", "--no-audit", "--no-fund", "--no-save", "--legacy-peer-deps"]);
        let quiet = command.args(READERS).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
        quiet.status().ok()?;
    }
    works().then_some(folder)
}
