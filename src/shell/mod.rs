//! The outside: files, sockets, windows, clocks and chance live here and nowhere else.

pub mod bench;
mod chance;
mod cli;
mod clipboard;
mod clock;
mod hands;
mod log;
pub mod net;
#[cfg(target_os = "linux")]
mod pads;
mod play;
mod speaker;
mod store;
mod terminal;
mod turn;
mod window;
mod wire;

use std::process::ExitCode;

/// Runs the program on the arguments it was started with.
pub fn run() -> ExitCode {
    cli::run().into()
}
