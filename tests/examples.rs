//! Every example runs: `cargo test` builds them beside this test, and each must end well and say something.

#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a test that cannot go on stops and says so"
)]

use std::path::PathBuf;
use std::process::{Command, Stdio};

#[test]
fn every_example_runs_and_says_something() {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("examples");
    // target/<profile>/deps/examples-<hash> is this test; its examples lie in target/<profile>/examples.
    let built = std::env::current_exe().unwrap().ancestors().nth(2).unwrap().join("examples");
    let mut ran = 0;
    for entry in folder.read_dir().unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_none_or(|extension| extension != "rs") {
            continue;
        }
        let name = path.file_stem().unwrap().to_owned();
        let program = built.join(&name).with_extension(std::env::consts::EXE_EXTENSION);
        let out = Command::new(&program)
            // As `cargo run` would: what examples write goes below target.
            .current_dir(env!("CARGO_MANIFEST_DIR"))
            .stdin(Stdio::null())
            .output()
            .unwrap_or_else(|wrong| panic!("{}: {wrong}; build it with cargo build --examples", program.display()));
        assert!(out.status.success(), "{name:?}: {}\n{}", out.status, String::from_utf8_lossy(&out.stderr));
        assert!(!out.stdout.is_empty(), "{name:?} says nothing");
        ran += 1;
    }
    assert!(ran > 0, "no examples were found");
}
