//! Words and code agree: every sentence that the source says is written.

#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a test that cannot go on stops and says so"
)]

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

/// What a program that says a sentence spells just before its id.
const SAYS: [&str; 2] = ["Sentence::new(\"", ".text(\""];

#[test]
fn every_sentence_that_is_said_is_written() {
    let written =
        written(&["book", "monsters", "about", "told", "refused", "screen", "session", "magic", "rules", "lab"]);
    let source = source();
    let mut missing = BTreeSet::new();
    for says in SAYS {
        for rest in source.split(says).skip(1) {
            let id = rest.split('"').next().unwrap_or_default();
            // An id that ends in a dash is only the beginning of one; the rest is put to it while the program runs.
            if is_id(id) && !written.contains(id) {
                missing.insert(id.to_owned());
            }
        }
    }
    assert!(missing.is_empty(), "said, but not written in assets/words/en: {missing:?}");
}

fn is_id(text: &str) -> bool {
    text.contains('-')
        && !text.ends_with('-')
        && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_".contains(&byte))
}

/// The ids of all messages of these files.
fn written(areas: &[&str]) -> BTreeSet<String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/words/en");
    let mut ids = BTreeSet::new();
    for area in areas {
        let text = fs::read_to_string(folder.join(format!("{area}.ftl"))).expect("a file of words");
        ids.extend(
            text.lines().filter_map(|line| line.split_once(" =")).map(|(id, _)| id.to_owned()).filter(|id| is_id(id)),
        );
    }
    ids
}

/// All source that is shipped, tests left out.
fn source() -> String {
    fn gather(folder: &Path, text: &mut String) {
        for entry in fs::read_dir(folder).expect("a folder of sources") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                gather(&path, text);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                *text += fs::read_to_string(path).expect("a source").split("#[cfg(test)]").next().unwrap_or_default();
            }
        }
    }
    let mut text = String::new();
    gather(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), &mut text);
    text
}
