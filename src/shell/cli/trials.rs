//! `roundtable lab --bugs`: fifty mistakes made on purpose, each to be caught by its checker.

use std::sync::Arc;

use super::Exit;
use super::cores::over_cores;
use crate::lab::trial::Trial;
use crate::session::library::Library;
use crate::shell::terminal;

/// Makes every seeded bug and says in which seed it was caught, and by whom.
pub(super) fn run(threads: usize, library: &Arc<Library>) -> std::io::Result<Exit> {
    std::panic::set_hook(Box::new(|_| ()));
    let trials = Trial::all();
    let (mut caught, mut said) = (0, Ok(()));
    let verdict = |number: u64| trials.get(number as usize).map(|trial| (trial.bug, trial.run(library)));
    over_cores(0..trials.len() as u64, threads, verdict, |_, tried| {
        let Some((bug, verdict)) = tried else { return };
        caught += usize::from(verdict.caught.is_some());
        let line = match verdict.caught {
            Some((seed, violation)) => {
                format!("{}: seed {seed}, {}: {}", bug.words(), violation.checker, violation.what)
            }
            None => format!("{}: NOT CAUGHT in {} seeds", bug.words(), verdict.tried),
        };
        if said.is_ok() {
            said = terminal::say(&line);
        }
    });
    said?;
    terminal::say(&format!("{caught} of {} seeded bugs caught", trials.len()))?;
    Ok(if caught == trials.len() { Exit::Done } else { Exit::Untrue })
}
