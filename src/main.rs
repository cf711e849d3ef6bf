//! Hands the arguments to the shell and returns its exit code.

use std::process::ExitCode;

fn main() -> ExitCode {
    roundtable::shell::run()
}
