//! Every letter that the game says in any language is in one of the two faces: no sentence shows a box.

#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a test that cannot go on stops and says so"
)]

use std::collections::BTreeSet;
use std::path::Path;

use roundtable::canvas::Letters;
use roundtable::canvas::letters::Leading;

/// The folders whose text files are shown to players.
const SAID: [&str; 2] = ["assets/words", "assets/adventures"];

#[test]
fn every_letter_of_every_sentence_can_be_drawn() {
    let letters = Letters::new(Leading::Japanese);
    let mut missing = BTreeSet::new();
    for folder in SAID {
        read(&Path::new(env!("CARGO_MANIFEST_DIR")).join(folder), &mut |text| {
            missing.extend(text.chars().filter(|letter| !letter.is_control() && !letters.has(*letter)));
        });
    }
    assert!(missing.is_empty(), "no face has {}", missing.iter().collect::<String>());
}

fn read(folder: &Path, each: &mut impl FnMut(&str)) {
    for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        if path.is_dir() {
            read(&path, each);
        } else if let Ok(text) = std::fs::read_to_string(&path) {
            each(&text);
        }
    }
}
