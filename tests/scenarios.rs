//! Plays every scene in `tests/scenarios` and compares what it tells; `UPDATE=1` writes down what it told instead.

#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a test that cannot go on stops and says so"
)]

use std::fs;
use std::path::{Path, PathBuf};

use roundtable::rules::scene;
use roundtable::words::fluent::{Language, Words};

fn scenes() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/scenarios");
    let mut all: Vec<PathBuf> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    all.retain(|path| path.extension().is_some_and(|extension| extension == "scene"));
    all.sort();
    all
}

#[test]
fn every_scene_goes_as_it_is_written() {
    let words = Words::new(Language::English);
    let mut wrong = Vec::new();
    for path in scenes() {
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        let text = fs::read_to_string(&path).unwrap();
        match scene::play(&text, &words) {
            Ok(went) if went == text && !went.contains("\n  ! ") => {}
            Ok(went) if std::env::var_os("UPDATE").is_some() => fs::write(&path, went).unwrap(),
            Ok(went) => wrong.push(format!("{name}\n{}", scene::difference(&text, &went))),
            Err(problem) => wrong.push(format!("{name}: {problem}")),
        }
    }
    assert!(wrong.is_empty(), "{} scenes went otherwise:\n\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn there_are_sixty_scenes_or_more_and_each_is_short() {
    let all = scenes();
    assert!(all.len() >= 60, "only {} scenes", all.len());
    for path in all {
        let lines = fs::read_to_string(&path).unwrap().lines().count();
        assert!(lines <= 60, "{} has {lines} lines: nobody reads that in a few seconds", path.display());
    }
}
