//! The outside: files, sockets, windows, clocks and chance live here and nowhere else.

pub mod net;

use std::process::ExitCode;

/// Runs the program on the arguments it was started with.
pub fn run() -> ExitCode {
    ExitCode::SUCCESS
}
