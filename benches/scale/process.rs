//! Whole processes: what they take of the processor and of the memory.

use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;

use wait4::Wait4;

use super::floor::Floor;
use super::generated::Form;

/// What a process took.
#[derive(Clone, Copy, Debug)]
pub struct Taken {
    /// User and system time of all threads.
    pub cpu: Duration,
    /// The most memory it held, in bytes.
    pub peak: u64,
}

/// Runs a program to its end, its output thrown away.
pub fn run(command: &mut Command) -> Taken {
    let child = command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).spawn();
    let used = child.unwrap().wait4().unwrap();
    assert!(matches!(used.status.code(), Some(0 | 1)), "{command:?} ended with {}", used.status);
    Taken { cpu: used.rusage.utime + used.rusage.stime, peak: used.rusage.maxrss }
}

/// `contentaudit check` on a folder, from within it.
pub fn check(folder: &Path, arguments: &[&str]) -> Taken {
    run(Command::new(env!("CARGO_BIN_EXE_contentaudit"))
        .current_dir(folder)
        .args(["check", ".", "--isolated", "--output-format", "concise"])
        .args(arguments))
}

/// The floor on a folder.
pub fn floor(floor: Floor, folder: &Path) -> Taken {
    run(Command::new(std::env::current_exe().unwrap()).args(["--floor", floor.name()]).arg(folder))
}

/// Has one long article written by a process of its own: what this one ever held, the system counts to each process that it starts.
pub fn write_long(folder: &Path, megabytes: usize, form: Form) -> usize {
    let mut command = Command::new(std::env::current_exe().unwrap());
    let written = command.args(["--write-long", &megabytes.to_string(), "--form", form.name()]).arg(folder).output().unwrap();
    String::from_utf8_lossy(&written.stdout).trim().parse().unwrap()
}

/// One against another, in turns after one of each that does not count: the median of the ratios of their processor time, and the largest peak of
/// the first.
pub fn against(pairs: usize, mut one: impl FnMut() -> Taken, mut other: impl FnMut() -> Taken) -> (f64, u64) {
    one();
    other();
    let mut ratios = Vec::new();
    let mut peak = 0;
    for _ in 0..pairs {
        let (first, second) = (one(), other());
        ratios.push(first.cpu.as_secs_f64() / second.cpu.as_secs_f64().max(0.001));
        peak = peak.max(first.peak);
    }
    (median(ratios), peak)
}

/// The median of some figures.
pub fn median(mut figures: Vec<f64>) -> f64 {
    figures.sort_by(f64::total_cmp);
    figures.get(figures.len() / 2).copied().unwrap_or(f64::NAN)
}
