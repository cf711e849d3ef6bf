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
    let mut all: Vec<PathBuf> = inside(&root()).iter().flat_map(|kind| inside(kind)).collect();
    all.sort();
    all
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/scenarios")
}

fn inside(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).unwrap_or_else(|why| panic!("{}: {why}", folder.display()));
    entries.map(|entry| entry.unwrap().path()).collect()
}

#[test]
fn every_scene_goes_as_it_is_written() {
    let words = Words::new(Language::English);
    let mut wrong = Vec::new();
    for path in scenes() {
        let name = path.strip_prefix(root()).unwrap().to_string_lossy().into_owned();
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

/// A scene lies with what it proves: `spell/sleep.scene`, `spell/sleep-higher.scene`, `rule/strike.scene`.
const KINDS: [&str; 9] = ["condition", "feature", "item", "monster", "race", "rule", "spell", "story", "trait"];

#[test]
fn every_scene_lies_with_what_it_proves() {
    for path in scenes() {
        let kind = path.parent().and_then(Path::file_name).unwrap().to_string_lossy().into_owned();
        assert!(KINDS.contains(&kind.as_str()), "{kind} is no kind of scene: {KINDS:?}");
        assert!(path.extension().is_some_and(|extension| extension == "scene"), "{} is no scene", path.display());
    }
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
