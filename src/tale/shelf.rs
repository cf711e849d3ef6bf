//! The adventures that are built into the program: a file is part of one when it is listed here.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use super::Tale;

macro_rules! shelf {
    ($name:literal: $($path:literal)*) => {
        &[$(($path, include_bytes!(concat!("../../assets/adventures/", $name, "/", $path)).as_slice())),*]
    };
}

/// Paths and bytes of one adventure's files.
struct Files(&'static [(&'static str, &'static [u8])]);

// A list rather than a crate that embeds folders: one less dependency, and a test compares it with the folder.
const ADVENTURES: &[Files] = &[Files(shelf! { "bell":
    "tale.json" "tiles.tsj"
    "maps/crypt.tmj" "maps/hill.tmj" "maps/inn.tmj" "maps/mallow.tmj" "maps/road.tmj"
    "scenes/crypt.json" "scenes/hill.json" "scenes/inn.json" "scenes/mallow.json" "scenes/road.json"
    "words/en.ftl" "words/ja.ftl"
})];

/// The adventures of this release, in the order they are offered; the first one is for a first evening.
pub(super) fn standard() -> &'static [Tale] {
    static SHELF: OnceLock<Vec<Tale>> = OnceLock::new();
    SHELF.get_or_init(|| {
        let read = |files: &Files| {
            let files: BTreeMap<String, Vec<u8>> =
                files.0.iter().map(|(path, bytes)| ((*path).to_owned(), bytes.to_vec())).collect();
            Tale::read(&files).unwrap_or_else(|wrong| panic!("a built-in adventure is broken: {wrong}"))
        };
        ADVENTURES.iter().map(read).collect()
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tale::scene::Kind;

    #[test]
    fn every_built_in_adventure_reads_and_has_a_name_of_its_own() {
        let mut names: Vec<&str> = standard().iter().map(|tale| tale.name.as_str()).collect();
        names.dedup();
        assert_eq!(names, ["bell"]);
    }

    #[test]
    fn the_first_adventure_shows_all_four_kinds_of_choice() {
        let bell = &standard()[0];
        let mut kinds: Vec<Kind> =
            bell.scenes.values().flat_map(|scene| &scene.choices).map(|choice| choice.kind()).collect();
        kinds.sort();
        kinds.dedup();
        assert_eq!(kinds, [Kind::Direct, Kind::Conditional, Kind::Dice, Kind::Mixed]);
    }

    #[test]
    fn a_changed_word_changes_the_fingerprint() {
        let mut bell = standard()[0].clone();
        assert_eq!(bell.fingerprint(), standard()[0].fingerprint());
        bell.words.insert("en".to_owned(), "title = The Gong".to_owned());
        assert_ne!(bell.fingerprint(), standard()[0].fingerprint());
    }
}
