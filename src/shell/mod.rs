//! The outside: files, sockets, windows, clocks and chance live here and nowhere else.

mod chance;
mod clipboard;
mod log;
mod store;
mod terminal;

use std::process::ExitCode;

/// Runs the program on the arguments it was started with.
pub fn run() -> ExitCode {
    ExitCode::SUCCESS
}
