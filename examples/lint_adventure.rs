//! Run `cargo run --example lint_adventure -- assets/adventures/bell`: you will see what is wrong with it, or "sound"
//! and how hard its fights are.

#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "an example talks to whoever runs it"
)]

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use roundtable::canvas::Sprites;
use roundtable::srd::Book;
use roundtable::tale::Tale;
use roundtable::tale::lint::fights::fights;
use roundtable::tale::lint::lint;

fn main() -> ExitCode {
    let folder = std::env::args().nth(1).unwrap_or_else(|| "assets/adventures/bell".to_owned());
    let files = match read(Path::new(&folder)) {
        Ok(files) => files,
        Err(wrong) => return fail(&format!("{folder} cannot be read: {wrong}")),
    };
    let tale = match Tale::read(&files) {
        Ok(tale) => tale,
        Err(wrong) => return fail(&wrong.to_string()),
    };
    let sprites = Sprites::embedded();
    let looks: BTreeSet<&str> = sprites.names().collect();
    let found = lint(&tale, Book::standard(), &looks);
    if !found.is_empty() {
        found.iter().for_each(|finding| println!("{finding}"));
        return fail(&format!("{} findings", found.len()));
    }
    let choices: usize = tale.scenes.values().map(|scene| scene.choices.len()).sum();
    let (maps, scenes) = (tale.maps.len(), tale.scenes.len());
    println!("{} is sound: {maps} maps, {scenes} scenes, {choices} choices", tale.name);
    println!("Its fights against one hero, two, three and four of first level, in XP:");
    for fight in fights(&tale) {
        let weighed = (1..=4).map(|heroes| fight.weighed(Book::standard(), heroes, 1));
        let weighed: Vec<String> = weighed.map(|(xp, difficulty)| format!("{xp} {difficulty}")).collect();
        println!("  {}: {}", fight.at, weighed.join(", "));
    }
    ExitCode::SUCCESS
}

fn fail(why: &str) -> ExitCode {
    eprintln!("{why}");
    ExitCode::FAILURE
}

/// All files below a folder, by their paths in it.
fn read(folder: &Path) -> std::io::Result<BTreeMap<String, Vec<u8>>> {
    let mut files = BTreeMap::new();
    let mut next: Vec<PathBuf> = vec![folder.to_owned()];
    while let Some(path) = next.pop() {
        if path.is_dir() {
            for entry in std::fs::read_dir(&path)? {
                next.push(entry?.path());
            }
        } else {
            let name = path.strip_prefix(folder).unwrap_or(&path).to_string_lossy().replace('\\', "/");
            files.insert(name, std::fs::read(&path)?);
        }
    }
    Ok(files)
}
