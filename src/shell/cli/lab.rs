//! `roundtable lab [SCRIPT]`: the partition lab: one script, or nights by the thousand over every core.

use std::collections::BTreeMap;
use std::fs;
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Instant;

use clap::Args;

use super::cores::{over_cores, threads};
use super::{Everywhere, Exit, rolls};
use crate::lab::check::Violation;
use crate::lab::draw::draw;
use crate::lab::evening::{Outcome, Voice, attempt};
use crate::lab::fault::{Fault, Reached};
use crate::lab::picture::picture;
use crate::lab::script::Script;
use crate::lab::shrink::shrink;
use crate::lab::svg::svg;
use crate::lab::tally::{Summary, Tally};
use crate::session::library::Library;
use crate::shell::terminal;

// From so many nights on every fault must have been reached, and every night must have had so many commands.
const ENOUGH_NIGHTS: u64 = 2_000;
const COMMANDS_LEAST: u64 = 200;
// Nights that are performed to make a failing one small.
const SHRINK_TRIES: usize = 400;
// Failing nights that are shown and made small; more of them seldom say more.
const SHOWN: usize = 3;
// The last lines of a failing script that are shown.
const LAST_LINES: usize = 60;

/// The partition lab: sessions in a simulated network, with every fault there is, judged by eighteen checkers.
#[derive(Debug, Args)]
#[command(after_help = "Example: roundtable lab tests/lab/host_dies.script\n\
                        Example: roundtable lab --window\n\
                        Example: roundtable lab --seeds 2000 --json\n\
                        Example: roundtable lab --rolls 1000000\n\
                        One seed is one night, bit for bit: roundtable lab --from 17 --seeds 1 prints its every event\n\
                        when it fails, and the smallest script that still fails.\n\
                        Exit code 0: everything held (and of 2,000 nights or more every fault was reached); 1: it did\n\
                        not; 2: the script is wrong; 3: a file could not be read or written.")]
pub(super) struct Lab {
    /// A script to perform; without one nights are drawn from seeds
    script: Option<PathBuf>,
    /// How many nights
    #[arg(long, value_name = "N", default_value_t = 100)]
    seeds: u64,
    /// The first seed
    #[arg(long, value_name = "S", default_value_t = 0)]
    from: u64,
    /// Play it in the window, where you can cut ways and kill machines yourself; without a script there are five to choose
    /// from
    #[arg(long, conflicts_with_all = ["json", "svg"])]
    window: bool,
    /// Roll so many d20 at tables of two to four, verify every .table file of them, and judge whether they are even: for
    /// each player, and one after another
    #[arg(long, value_name = "N", conflicts_with_all = ["script", "svg", "window"])]
    rolls: Option<u64>,
    /// One JSON object at the end: {"sessions","violations","commands","commands_least","d20","faults","trace",
    /// "session_hours","cpu_seconds"}; hours are simulated, as evenings of five
    #[arg(long)]
    json: bool,
    /// Draw a picture of the script, or of the first seed that fails (else of the first seed), as SVG
    #[arg(long, value_name = "FILE")]
    svg: Option<PathBuf>,
    /// Make fifty mistakes on purpose, one after another: each must be caught by its checker (only in builds with the
    /// feature seeded_bugs)
    #[cfg(feature = "seeded_bugs")]
    #[arg(long, conflicts_with_all = ["script", "svg", "json"])]
    bugs: bool,
    /// Threads (default: one for each core); the trace is the same for any number
    #[arg(long, value_name = "N")]
    threads: Option<usize>,
}

impl Lab {
    pub(super) fn run(self, everywhere: &Everywhere) -> Exit {
        if self.window {
            return match self.script.as_deref().map(read).transpose() {
                Ok(script) => crate::shell::play::lab(script, everywhere),
                Err(exit) => exit,
            };
        }
        let library = Library::standard();
        #[cfg(feature = "seeded_bugs")]
        if self.bugs {
            return super::trials::run(threads(self.threads), &library).unwrap_or(Exit::Failed);
        }
        if let Some(d20) = self.rolls {
            return rolls::run(d20, self.from, threads(self.threads), &library, self.json).unwrap_or(Exit::Failed);
        }
        let done = match &self.script {
            Some(file) => self.one(file, &library),
            None => self.many(&library),
        };
        done.unwrap_or(Exit::Failed)
    }

    /// Performs one script and prints its every event.
    fn one(&self, file: &Path, library: &Arc<Library>) -> std::io::Result<Exit> {
        let script = match read(file) {
            Ok(script) => script,
            Err(exit) => return Ok(exit),
        };
        let begun = Begun::now();
        let outcome = attempt(&script, library, Voice::Loud);
        if let (Ok(outcome), false) = (&outcome, self.json) {
            say_lines(outcome, usize::MAX)?;
        }
        let drawn = self.draw_picture(&script, &outcome)?;
        let mut tally = Tally::default();
        tally.add(script.seed, Summary::of(outcome, script.names.len()));
        self.report(&tally, &begun)?;
        Ok(match drawn {
            Exit::Done if tally.violations.is_empty() => Exit::Done,
            Exit::Done => Exit::Untrue,
            failed => failed,
        })
    }

    /// Writes the picture of an outcome, where one is wanted.
    fn draw_picture(&self, script: &Script, outcome: &Result<Outcome, Violation>) -> std::io::Result<Exit> {
        let (Some(file), Ok(outcome)) = (&self.svg, outcome) else { return Ok(Exit::Done) };
        let title = script.title.first().map_or_else(|| format!("seed {}", script.seed), Clone::clone);
        let text = svg(&picture(&title, &outcome.history, &outcome.violations));
        if let Err(wrong) = fs::write(file, text) {
            terminal::complain(&format!("{}: {wrong}", file.display()));
            return Ok(Exit::Failed);
        }
        Ok(Exit::Done)
    }

    /// Performs nights by the thousand.
    fn many(&self, library: &Arc<Library>) -> std::io::Result<Exit> {
        let begun = Begun::now();
        let tally = nights(self.from..self.from.saturating_add(self.seeds), threads(self.threads), library);
        let mut failing: Vec<u64> = tally.violations.iter().map(|(seed, _)| *seed).collect();
        failing.dedup();
        if !self.json {
            for seed in failing.iter().take(SHOWN) {
                self.show(*seed, library)?;
            }
        }
        if self.svg.is_some() {
            let script = draw(failing.first().copied().unwrap_or(self.from));
            self.draw_picture(&script, &attempt(&script, library, Voice::Quiet))?;
        }
        self.report(&tally, &begun)?;
        let reached = self.seeds < ENOUGH_NIGHTS || reaches(&tally);
        Ok(if failing.is_empty() && reached && tally.dice().is_none() { Exit::Done } else { Exit::Untrue })
    }

    /// Performs a failing night once more with its lines, and makes it small.
    fn show(&self, seed: u64, library: &Arc<Library>) -> std::io::Result<()> {
        let script = draw(seed);
        terminal::say(&format!("seed {seed} fails; its last events:"))?;
        let violation = match attempt(&script, library, Voice::Loud) {
            Ok(outcome) => {
                say_lines(&outcome, LAST_LINES)?;
                outcome.violations.into_iter().next()
            }
            Err(violation) => Some(violation),
        };
        let Some(violation) = violation else { return Ok(()) };
        terminal::say(&format!("{}: {}", violation.checker, violation.what))?;
        let small = shrink(&script, SHRINK_TRIES, |script| fails_alike(script, library, violation.checker));
        terminal::say("the smallest script that still fails:")?;
        small.to_string().lines().try_for_each(terminal::say)
    }

    fn report(&self, tally: &Tally, begun: &Begun) -> std::io::Result<()> {
        if self.json {
            let faults: BTreeMap<&str, u64> = counts(&tally.reached).collect();
            let object = serde_json::json!({
                "sessions": tally.sessions,
                "violations": tally.violations.len(),
                "commands": tally.commands,
                "commands_least": tally.commands_least,
                "d20": tally.rolls(),
                "faults": faults,
                "trace": tally.trace().to_string(),
                "session_hours": tally.five_player_hours(),
                "cpu_seconds": begun.cpu_seconds(),
            });
            for (seed, violation) in &tally.violations {
                terminal::complain(&format!("seed {seed}: {}: {}", violation.checker, violation.what));
            }
            if let Some(wrong) = tally.dice() {
                terminal::complain(&format!("the dice are not fair: {wrong}"));
            }
            return terminal::say(&object.to_string());
        }
        for (seed, violation) in &tally.violations {
            terminal::say(&format!("seed {seed}: {}: {}", violation.checker, violation.what))?;
        }
        for (name, count) in counts(&tally.reached) {
            terminal::say(&format!("{name:<20} {count:>12}"))?;
        }
        if let Some(wrong) = tally.dice() {
            terminal::say(&format!("the dice are not fair: {wrong}"))?;
        }
        let (hours, cpu) = (tally.five_player_hours(), begun.cpu_seconds());
        terminal::say(&format!(
            "{} sessions, {} commands (at least {} each), {} d20, {} violations, trace {}",
            tally.sessions,
            tally.commands,
            tally.commands_least,
            tally.rolls(),
            tally.violations.len(),
            tally.trace()
        ))?;
        terminal::say(&format!(
            "{hours:.1} simulated hours of five players in {cpu:.1} CPU seconds: {:.0} hours an hour; {:.1} s by the clock",
            hours * 3_600.0 / cpu.max(0.01),
            begun.clock.elapsed().as_secs_f64()
        ))
    }
}

/// Reads a script; what is wrong with it is said, and the exit is how the program ends.
fn read(file: &Path) -> Result<Script, Exit> {
    let complain = |wrong: &dyn std::fmt::Display| terminal::complain(&format!("{}: {wrong}", file.display()));
    let text = fs::read_to_string(file).map_err(|wrong| {
        complain(&wrong);
        Exit::Failed
    })?;
    Script::parse(&text).map_err(|mistake| {
        complain(&mistake);
        Exit::Misused
    })
}

/// Performs nights on several threads; they are counted in the order of their seeds.
fn nights(seeds: Range<u64>, threads: usize, library: &Arc<Library>) -> Tally {
    // A panic is a finding like any other; its words stand in the report.
    std::panic::set_hook(Box::new(|_| ()));
    let night = |seed| {
        let script = draw(seed);
        Summary::of(attempt(&script, library, Voice::Quiet), script.seated)
    };
    let mut tally = Tally::default();
    over_cores(seeds, threads, night, |seed, summary| tally.add(seed, summary));
    let _ = std::panic::take_hook();
    tally
}

/// Whether so many nights had what they are to have; says what is missing.
fn reaches(tally: &Tally) -> bool {
    let unreached = tally.unreached();
    for fault in &unreached {
        terminal::complain(&format!("no night reached {}", fault.name()));
    }
    let short = tally.commands_least < COMMANDS_LEAST;
    if short {
        terminal::complain(&format!("a night had only {} commands", tally.commands_least));
    }
    unreached.is_empty() && !short
}

fn fails_alike(script: &Script, library: &Arc<Library>, checker: &str) -> bool {
    let alike = |violation: &Violation| violation.checker == checker;
    match attempt(script, library, Voice::Quiet) {
        Ok(outcome) => outcome.violations.iter().any(alike),
        Err(violation) => alike(&violation),
    }
}

fn say_lines(outcome: &Outcome, most: usize) -> std::io::Result<()> {
    let lines: Vec<&str> = outcome.lines.lines().collect();
    lines[lines.len().saturating_sub(most)..].iter().try_for_each(|line| terminal::say(line))
}

fn counts(reached: &Reached) -> impl Iterator<Item = (&'static str, u64)> + '_ {
    Fault::ALL.into_iter().map(|fault| (fault.name(), reached.of(fault)))
}

/// When a run began, by the clock and by the processor.
struct Begun {
    clock: Instant,
    cpu: Option<f64>,
}

impl Begun {
    fn now() -> Begun {
        Begun { clock: Instant::now(), cpu: spent() }
    }

    /// Processor seconds of all threads; where the system does not tell, seconds by the clock.
    fn cpu_seconds(&self) -> f64 {
        match (spent(), self.cpu) {
            (Some(now), Some(then)) => now - then,
            _ => self.clock.elapsed().as_secs_f64(),
        }
    }
}

/// Processor seconds of this process until now, where the system keeps them in `/proc`.
fn spent() -> Option<f64> {
    let text = fs::read_to_string("/proc/self/stat").ok()?;
    // The name of the program may hold anything; what follows its bracket are numbers, counted in hundredths.
    let mut numbers = text.rsplit_once(')')?.1.split_whitespace().skip(11);
    let user: f64 = numbers.next()?.parse().ok()?;
    let system: f64 = numbers.next()?.parse().ok()?;
    Some((user + system) / 100.0)
}
