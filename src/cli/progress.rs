//! A bar on standard error while a long run goes on, for people only.

use std::sync::OnceLock;
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressDrawTarget};

/// A run that takes less needs no bar.
const PATIENCE: Duration = Duration::from_secs(1);

/// The progress of one run.
pub(super) struct Progress {
    start: Instant,
    bar: OnceLock<ProgressBar>,
}

impl Progress {
    pub(super) fn new() -> Self {
        Self { start: Instant::now(), bar: OnceLock::new() }
    }

    /// So many articles of so many are done.
    pub(super) fn tell(&self, done: usize, total: usize) {
        if self.start.elapsed() < PATIENCE {
            return;
        }
        let bar = self.bar.get_or_init(|| ProgressBar::with_draw_target(Some(total as u64), ProgressDrawTarget::stderr()));
        bar.set_position(done as u64);
    }

    /// Takes the bar away.
    pub(super) fn end(&self) {
        if let Some(bar) = self.bar.get() {
            bar.finish_and_clear();
        }
    }
}
