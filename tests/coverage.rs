//! What is graded full stays full and is proven by a scene; `BLESS=1` raises the floor and rewrites what is unproven.

#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a test that cannot go on stops and says so"
)]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use roundtable::srd::Book;
use roundtable::srd::coverage::Covered;

/// Where the scenes of a kind lie; kinds that are not named here need none.
const FOLDERS: &[(&str, &[&str])] = &[
    ("spell", &["spell"]),
    ("trait", &["trait"]),
    ("race_trait", &["race", "feature"]),
    ("feature", &["feature"]),
    ("invocation", &["feature"]),
    ("feat", &["feature"]),
    ("weapon", &["item"]),
    ("armour", &["item"]),
    ("gear", &["item"]),
    ("tool", &["item"]),
    ("pack", &["item"]),
    ("mount", &["item"]),
    ("vehicle", &["item"]),
    ("magic_item", &["item"]),
    ("trade_good", &["item"]),
    ("poison", &["item"]),
    ("condition", &["condition"]),
    ("disease", &["rule"]),
    ("madness", &["rule"]),
    ("trap", &["rule"]),
    ("rule", &["rule"]),
];

#[test]
fn full_grades_never_become_fewer() {
    let path = golden("floor.txt");
    let text = fs::read_to_string(&path).unwrap_or_default();
    let mut floor: BTreeMap<&str, usize> = text
        .lines()
        .filter_map(|line| line.split_once(' '))
        .map(|(kind, count)| (kind, count.parse().unwrap()))
        .collect();
    let covered = Book::standard().coverage();
    let mut wrong = Vec::new();
    for covered in &covered {
        let least = floor.entry(&covered.kind).or_insert(0);
        if covered.tally.full < *least {
            wrong.push(format!("{}: {} are full, {least} were", covered.kind, covered.tally.full));
        }
        *least = covered.tally.full.max(*least);
    }
    assert!(wrong.is_empty(), "grades fell:\n{}", wrong.join("\n"));
    if std::env::var_os("BLESS").is_some() {
        let lines = floor.iter().map(|(kind, count)| format!("{kind} {count}\n"));
        fs::write(&path, lines.collect::<String>()).unwrap();
    }
}

#[test]
fn what_is_full_has_a_scene_or_is_listed_as_not_yet_proven() {
    let mut wrong = Vec::new();
    for covered in Book::standard().coverage() {
        let Some((_, folders)) = FOLDERS.iter().find(|(kind, _)| *kind == covered.kind) else { continue };
        let unproven = unproven(&covered, folders);
        let path = golden(&format!("unproven/{}.txt", covered.kind));
        if std::env::var_os("BLESS").is_some() {
            let lines: String = unproven.iter().map(|id| format!("{id}\n")).collect();
            if lines.is_empty() {
                // Nothing to list: the file may not have been there at all.
                let _ = fs::remove_file(&path);
            } else {
                fs::write(&path, lines).unwrap();
            }
            continue;
        }
        let text = fs::read_to_string(&path).unwrap_or_default();
        let listed: BTreeSet<&str> = text.lines().collect();
        let new = unproven.iter().filter(|id| !listed.contains(id.as_str()));
        wrong.extend(new.map(|id| format!("{} {id} is full but no scene proves it", covered.kind)));
        let stale = listed.iter().filter(|id| !unproven.contains(**id));
        wrong.extend(stale.map(|id| format!("{} {id} needs no line among the unproven", covered.kind)));
    }
    assert!(wrong.is_empty(), "write the scene (or BLESS=1):\n{}", wrong.join("\n"));
}

/// What is full and proven by no scene `ID.scene` or `ID-WHAT.scene`.
fn unproven(covered: &Covered, folders: &[&str]) -> BTreeSet<String> {
    let scenes: BTreeSet<String> = folders.iter().flat_map(|folder| stems(folder)).collect();
    covered.full.iter().filter(|id| !scenes.contains(*id)).cloned().collect()
}

/// What the scenes of a folder prove: their names up to the dash, and what their `# Proves:` lists.
fn stems(folder: &str) -> Vec<String> {
    let folder = root().join("tests/scenarios").join(folder);
    let Ok(entries) = fs::read_dir(folder) else { return Vec::new() };
    let paths = entries.map(|entry| entry.unwrap().path());
    paths.flat_map(|path| [vec![stem(&path)], listed(&path)].concat()).collect()
}

fn stem(path: &Path) -> String {
    let name = path.file_stem().unwrap().to_string_lossy().into_owned();
    name.split('-').next().unwrap_or_default().to_owned()
}

/// What a scene proves besides what it is named after: nothing that its commands do not say.
fn listed(path: &Path) -> Vec<String> {
    let text = fs::read_to_string(path).unwrap();
    let said = text.split_once("---").map_or("", |(_, said)| said);
    let lists = text.lines().filter_map(|line| line.strip_prefix("# Proves: "));
    let ids: Vec<String> = lists.flat_map(|line| line.trim_end_matches('.').split(' ')).map(str::to_owned).collect();
    for id in &ids {
        assert!(said.contains(&id.replace('_', " ")), "{} lists {id} and never uses it", path.display());
    }
    ids
}

fn golden(name: &str) -> PathBuf {
    root().join("tests/golden").join(name)
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}
