//! Real repositories, made by git, and the hooks of this one in them, run by pre-commit: a Python package installed below `target`.

#![allow(dead_code, clippy::unwrap_used, reason = "each test uses a part, and one that cannot go on has failed")]

use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

#[path = "../python/mod.rs"]
mod python;

/// What git says, if it does what it is asked.
pub fn git(folder: &Path, arguments: &[&str]) -> Option<String> {
    let identity = ["-c", "user.name=Ada Lund", "-c", "user.email=ada@example.org", "-c", "init.defaultBranch=main"];
    let output = Command::new("git").current_dir(folder).args(identity).args(arguments).stdin(Stdio::null()).output().ok()?;
    output.status.success().then(|| String::from_utf8_lossy(&output.stdout).trim().to_owned())
}

/// A repository of these files.
pub fn repository<T: AsRef<str>>(files: &[(T, T)]) -> Option<tempfile::TempDir> {
    let folder = tempfile::tempdir().ok()?;
    git(folder.path(), &["init", "--quiet"])?;
    for (name, text) in files {
        let path = folder.path().join(name.as_ref());
        fs::create_dir_all(path.parent()?).ok()?;
        fs::write(path, text.as_ref()).ok()?;
    }
    git(folder.path(), &["add", "--all"])?;
    git(folder.path(), &["commit", "--quiet", "--message", "Begin"])?;
    Some(folder)
}

/// The hooks of this repository.
pub struct Hooks {
    source: tempfile::TempDir,
    programs: PathBuf,
    path: OsString,
}

impl Hooks {
    /// The hooks, where git and pre-commit can be had.
    pub fn new() -> Option<Self> {
        let hooks = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(".pre-commit-hooks.yaml")).unwrap();
        let programs = python::programs("pre-commit", "pre_commit", &["pre-commit==4.7.0"])?;
        let source = repository(&[(".pre-commit-hooks.yaml", hooks.as_str())])?;
        let program = Path::new(env!("CARGO_BIN_EXE_contentaudit")).parent()?;
        let others = std::env::var_os("PATH").unwrap_or_default();
        let all = [program.to_path_buf(), programs.clone()].into_iter().chain(std::env::split_paths(&others));
        let path = std::env::join_paths(all).ok()?;
        Some(Self { source, programs, path })
    }

    /// Where a configuration finds them.
    pub fn repository(&self) -> String {
        self.source.path().display().to_string()
    }

    /// The revision that a configuration names.
    pub fn revision(&self) -> String {
        git(self.source.path(), &["rev-parse", "HEAD"]).unwrap()
    }

    /// Runs pre-commit in a library.
    pub fn run(&self, library: &Path, arguments: &[&str]) -> Output {
        let mut command = Command::new(self.programs.join("pre-commit"));
        let command = command.current_dir(library).env("PATH", &self.path).env("PRE_COMMIT_HOME", self.source.path().join(".home"));
        command.env_remove("GITHUB_ACTIONS").args(arguments).stdin(Stdio::null()).output().unwrap()
    }
}
