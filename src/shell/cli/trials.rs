//! `roundtable lab --bugs`: fifty mistakes made on purpose, each to be caught by its checker.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, mpsc};
use std::thread;

use super::Exit;
use crate::lab::trial::Trial;
use crate::session::library::Library;
use crate::shell::terminal;

/// Makes every seeded bug and says in which seed it was caught, and by whom.
pub(super) fn run(threads: Option<usize>, library: &Arc<Library>) -> std::io::Result<Exit> {
    std::panic::set_hook(Box::new(|_| ()));
    let trials = Trial::all();
    let cores = thread::available_parallelism().map_or(1, usize::from);
    let next = AtomicUsize::new(0);
    let mut caught = 0;
    thread::scope(|scope| {
        let (done, results) = mpsc::channel();
        for _ in 0..threads.unwrap_or(cores).max(1) {
            let (done, next, trials, library) = (done.clone(), &next, &trials, Arc::clone(library));
            scope.spawn(move || {
                while let Some(trial) = trials.get(next.fetch_add(1, Ordering::Relaxed)) {
                    if done.send((trial.bug, trial.run(&library))).is_err() {
                        return;
                    }
                }
            });
        }
        drop(done);
        for (bug, verdict) in results {
            caught += usize::from(verdict.caught.is_some());
            terminal::say(&match verdict.caught {
                Some((seed, violation)) => {
                    format!("{}: seed {seed}, {}: {}", bug.words(), violation.checker, violation.what)
                }
                None => format!("{}: NOT CAUGHT in {} seeds", bug.words(), verdict.tried),
            })?;
        }
        terminal::say(&format!("{caught} of {} seeded bugs caught", trials.len()))?;
        Ok(if caught == trials.len() { Exit::Done } else { Exit::Untrue })
    })
}
