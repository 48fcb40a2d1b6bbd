//! `--watch`: an audit with its reports, and another one whenever an article or the configuration has changed, until Ctrl-C.

use std::collections::BTreeSet;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

use console::Term;
use notify_debouncer_full::notify::{self, RecommendedWatcher};
use notify_debouncer_full::{DebounceEventResult, Debouncer, RecommendedCache, new_debouncer};

use super::scope::Scope;
use super::{Arguments, once};
use crate::cli::{Error, failed, survived};
use crate::report::{Colour, Output};
use crate::source::{Format, shown};

/// How long nothing must change before a change counts: editors write a file in several steps, and version control many files.
const PATIENCE: Duration = Duration::from_millis(200);

/// Exit code of a program that a second Ctrl-C ends.
const INTERRUPTED: i32 = 130;

/// What the loop is told.
enum Told {
    /// Something has changed.
    Changed(DebounceEventResult),
    /// The user has seen enough.
    Ended,
}

type Watcher = Debouncer<RecommendedWatcher, RecommendedCache>;

/// Audits until it is ended. What is found then is no failure of the watch, so that it always ends with 0.
pub(super) fn run(arguments: &Arguments, colour: Colour) -> Result<u8, Error> {
    if arguments.paths.iter().any(|path| path.as_os_str() == "-") {
        return Err(Error::WatchOfStandardInput);
    }
    let cwd = std::env::current_dir().map_err(Error::WorkingDirectory)?;
    let (tell, told) = channel();
    let end = tell.clone();
    let is_ending = AtomicBool::new(false);
    // The run at hand writes its reports and its cache to their end; who cannot wait for that says so twice.
    let ended = move || {
        if is_ending.swap(true, Ordering::Relaxed) {
            std::process::exit(INTERRUPTED);
        }
        let _ = end.send(Told::Ended);
    };
    ctrlc::set_handler(ended).map_err(|reason| Error::Watch(reason.to_string()))?;
    let changed = move |events| _ = tell.send(Told::Changed(events));
    let mut watcher = new_debouncer(PATIENCE, None, changed).map_err(|reason| refused(&reason))?;
    // Before the first audit: what changes meanwhile is not lost.
    let mut scope = Scope::of(arguments, &cwd)?;
    watch(&mut watcher, &scope)?;
    loop {
        if let Err(error) = once(arguments, colour) {
            failed(&error, colour);
        }
        note(arguments, colour, &|out| {
            out.ours("note: watching for changes; Ctrl-C ends");
        })?;
        let Some(changed) = next_change(&told, &scope, &cwd)? else { return Ok(0) };
        // A configuration that cannot be found any more is said by the next audit, and what was watched is where it comes back.
        if let Ok(next) = Scope::of(arguments, &cwd) {
            if next.places() != scope.places() {
                for (place, _) in scope.places() {
                    let _ = watcher.unwatch(place);
                }
                watch(&mut watcher, &next)?;
            }
            scope = next;
        }
        let screen = Term::stdout();
        if screen.is_term() && arguments.output_file.is_none() {
            survived(screen.clear_screen()).map_err(|reason| Error::Write { path: None, reason })?;
        }
        note(arguments, colour, &|out| tell_of(out, &changed))?;
    }
}

fn watch(watcher: &mut Watcher, scope: &Scope) -> Result<(), Error> {
    scope.places().iter().try_for_each(|(place, mode)| watcher.watch(place, *mode)).map_err(|reason| refused(&reason))
}

fn refused(reason: &notify::Error) -> Error {
    Error::Watch(reason.to_string())
}

/// Waits for a change that counts; `None`: the user has ended the watch.
fn next_change(told: &Receiver<Told>, scope: &Scope, cwd: &Path) -> Result<Option<BTreeSet<(bool, PathBuf)>>, Error> {
    loop {
        let events = match told.recv() {
            Ok(Told::Changed(Ok(events))) => events,
            Ok(Told::Changed(Err(reasons))) => return reasons.first().map_or(Ok(None), |reason| Err(refused(reason))),
            Ok(Told::Ended) | Err(_) => return Ok(None),
        };
        // Articles are named before what only stands beside them.
        let named = |path: &Path| (Format::of_path(path).is_none(), shown(path, cwd));
        let changed: BTreeSet<_> = events.iter().flat_map(|event| scope.changed(event)).map(named).collect();
        if !changed.is_empty() {
            return Ok(Some(changed));
        }
    }
}

/// Which files have changed.
fn tell_of(out: &mut Output, changed: &BTreeSet<(bool, PathBuf)>) {
    let Some((_, first)) = changed.first() else { return };
    out.ours("note: ").path(if first.as_os_str().is_empty() { Path::new(".") } else { first });
    match changed.len() - 1 {
        0 => out.ours(" has changed"),
        1 => out.ours(" and another file have changed"),
        others => out.ours(&format!(" and {others} other files have changed")),
    };
}

/// A line on standard error, for those who want notes.
fn note(arguments: &Arguments, colour: Colour, write: &dyn Fn(&mut Output)) -> Result<(), Error> {
    if arguments.without_notes() {
        return Ok(());
    }
    let mut out = Output::stderr(colour);
    write(&mut out);
    survived(out.end().and_then(|()| out.finish())).map_err(|reason: io::Error| Error::Write { path: None, reason })
}
