//! The command line: what can be typed after `roundtable`, and the exit codes it answers with.

mod arena;
mod cores;
mod coverage;
mod lab;
mod play;
mod rolls;
mod scene;
mod table;
#[cfg(feature = "seeded_bugs")]
mod trials;
mod verify;

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Args, Parser, Subcommand};

/// How a run ended, as the shell that started it sees it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Exit {
    /// Done.
    Done,
    /// What was asked for does not hold.
    Untrue,
    /// Wrong use.
    Misused,
    /// The outside failed: disk, network, display.
    Failed,
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> ExitCode {
        ExitCode::from(match exit {
            Exit::Done => 0,
            Exit::Untrue => 1,
            Exit::Misused => 2,
            Exit::Failed => 3,
        })
    }
}

/// A role-playing night with friends, on your own machines: no server, and it goes on.
#[derive(Debug, Parser)]
#[command(
    name = "roundtable",
    version,
    after_help = "Without a command the game opens in a window at its title page.\n\
                  Example: roundtable host --hero \"Ada\"   (prints an invite; a friend runs: roundtable join RT1-...)\n\
                  Exit codes: 0 done, 1 what was asked for does not hold, 2 wrong use, 3 the outside failed."
)]
struct Arguments {
    #[command(flatten)]
    everywhere: Everywhere,
    #[command(subcommand)]
    command: Option<Command>,
}

/// Options that every command takes.
#[derive(Clone, Debug, Args)]
pub(crate) struct Everywhere {
    /// Folder for your key, tables and settings (default: the platform's user data folder)
    #[arg(long, global = true, value_name = "DIR")]
    pub(crate) data: Option<PathBuf>,
    /// The name others see at the table (kept for the next time)
    #[arg(long, global = true, value_name = "NAME")]
    pub(crate) name: Option<String>,
    /// Language: en or ja (default: as in the settings, else as the system says)
    #[arg(long, global = true, value_name = "LANGUAGE", value_parser = ["en", "ja"])]
    pub(crate) lang: Option<String>,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Open or reopen a table on this machine and print an invite
    Host(play::Host),
    /// Sit down at a friend's table
    Join(play::Join),
    /// Play alone: the same game, nobody invited
    Solo(play::Solo),
    /// Play scene files and compare what happens with what they expect
    Scene(scene::Scene),
    /// Execute a saved table again and name the first false entry
    Verify(verify::Verify),
    /// Fight the same fight many times and tell the odds
    Arena(arena::Ring),
    /// Show how much of the book the engine decides, kind by kind
    Coverage(coverage::Coverage),
    /// Saved tables: list, show, export, import
    Table(table::Table),
    /// The partition lab: sessions in a simulated network with every fault there is
    Lab(lab::Lab),
}

/// Reads the arguments and does what they say.
pub(crate) fn run() -> Exit {
    let arguments = match Arguments::try_parse() {
        Ok(arguments) => arguments,
        Err(told) => {
            let wrong = told.use_stderr();
            // Nobody is left to tell when not even the terminal takes the help text.
            let _ = told.print();
            return if wrong { Exit::Misused } else { Exit::Done };
        }
    };
    let everywhere = arguments.everywhere;
    match arguments.command {
        None => play::title(&everywhere),
        Some(Command::Host(host)) => host.run(&everywhere),
        Some(Command::Join(join)) => join.run(&everywhere),
        Some(Command::Solo(solo)) => solo.run(&everywhere),
        Some(Command::Scene(scene)) => scene.run(),
        Some(Command::Verify(verify)) => verify.run(&everywhere),
        Some(Command::Arena(ring)) => ring.run(),
        Some(Command::Coverage(coverage)) => coverage.run(),
        Some(Command::Table(table)) => table.run(&everywhere),
        Some(Command::Lab(lab)) => lab.run(&everywhere),
    }
}
