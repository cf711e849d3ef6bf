//! Our own adventures against the rest of the house: files, sprites, words, letters.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use roundtable::canvas::Sprites;
use roundtable::canvas::letters::{Leading, Letters};
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

fn collect(folder: &Path, into: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() { collect(&path, into) } else { into.push(path) }
    }
}
