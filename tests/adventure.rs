//! Our own adventures against the rest of the house: files, sprites, words, letters.

#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a test that cannot go on stops and says so"
)]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use roundtable::canvas::Sprites;
use roundtable::canvas::letters::{Leading, Letters};
use roundtable::dice::{Dice, Sides};
use roundtable::srd::Book;
use roundtable::tale::lint::lint;
use roundtable::tale::{Tale, standard};
use roundtable::words::fluent::{Language, Words};

#[test]
fn what_is_built_in_is_what_lies_in_the_folder() {
    for tale in standard() {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/adventures").join(&tale.name);
        let mut files = Vec::new();
        collect(&folder, &mut files);
        let read = |path: &PathBuf| {
            let name = path.strip_prefix(&folder).unwrap_or(path).to_string_lossy().replace('\\', "/");
            (name, fs::read(path).unwrap())
        };
        let from_folder = Tale::read(&files.iter().map(read).collect()).unwrap_or_else(|wrong| panic!("{wrong}"));
        assert_eq!(&from_folder, tale, "a file of {} is not listed in src/tale/shelf.rs", tale.name);
    }
}

#[test]
fn every_sprite_that_an_adventure_names_is_drawn() {
    let sprites = Sprites::embedded();
    let looks: BTreeSet<&str> = sprites.names().collect();
    for tale in standard() {
        let told: Vec<String> = lint(tale, Book::standard(), &looks).iter().map(ToString::to_string).collect();
        assert_eq!(told.join("\n"), "", "{}", tale.name);
    }
}

#[test]
fn every_word_is_fluent_and_every_letter_has_a_picture() {
    let letters = Letters::new(Leading::Japanese);
    for tale in standard() {
        for language in Language::ALL {
            let text = &tale.words[language.code()];
            let mut words = Words::new(language);
            words.add(language, text).unwrap_or_else(|wrong| panic!("{} {}: {wrong}", tale.name, language.code()));
            let missing: BTreeSet<char> =
                text.chars().filter(|letter| *letter != '\n' && !letters.has(*letter)).collect();
            assert_eq!(missing, BTreeSet::new(), "{} {}", tale.name, language.code());
        }
    }
}

#[test]
fn damaged_files_are_refused_or_read_but_never_panic() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/adventures/bell");
    let mut paths = Vec::new();
    collect(&folder, &mut paths);
    let read = |path: &PathBuf| {
        let name = path.strip_prefix(&folder).unwrap_or(path).to_string_lossy().replace('\\', "/");
        (name, fs::read(path).unwrap())
    };
    let sound: BTreeMap<String, Vec<u8>> = paths.iter().map(read).collect();
    let mut chance = Dice::rolled([11; 32]);
    let mut refused = 0;
    for _ in 0..300 {
        let mut files = sound.clone();
        let which = usize::from(chance.roll(Sides(files.len() as u16)).0) - 1;
        let bytes = files.values_mut().nth(which).unwrap();
        for _ in 0..chance.roll(Sides(4)).0 {
            let far = usize::from(chance.roll(Sides(1000)).0) * 1000 + usize::from(chance.roll(Sides(1000)).0);
            let at = far % bytes.len();
            match chance.roll(Sides(3)).0 {
                1 => bytes[at] = b"0123456789\"[]{},-"[usize::from(chance.roll(Sides(17)).0) - 1],
                2 => drop(bytes.remove(at)),
                _ => bytes.truncate(at.max(1)),
            }
        }
        match Tale::read(&files) {
            Ok(tale) => drop(lint(&tale, Book::standard(), &BTreeSet::new())),
            Err(wrong) => {
                refused += 1;
                assert!(!wrong.at.is_empty() && !wrong.why.is_empty());
            }
        }
    }
    assert!(refused > 100, "only {refused} of 300 damaged adventures were refused");
}

fn collect(folder: &Path, into: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() { collect(&path, into) } else { into.push(path) }
    }
}
