//! The house's own rules, read from the source: who may import whom, what a file may be called, how long it may grow.

#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a test that cannot go on stops and says so"
)]

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

/// What each room may import from the crate. A change of this table is a change of the house: do it alone.
const ROOMS: &[(&str, &[&str])] = &[
    ("bugs", &[]),
    ("dice", &["bugs"]),
    ("canvas", &[]),
    ("sound", &[]),
    ("words", &[]),
    ("srd", &["dice"]),
    ("tale", &["srd", "dice"]),
    ("world", &["tale", "srd", "dice", "words", "bugs"]),
    ("rules", &["world", "tale", "srd", "dice", "words", "bugs"]),
    ("session", &["rules", "world", "tale", "srd", "dice", "words", "bugs"]),
    ("lab", &["session", "rules", "world", "tale", "srd", "dice", "words", "bugs"]),
    ("ui", &["rules", "world", "tale", "srd", "dice", "canvas", "sound", "words"]),
    ("app", &["session", "ui", "rules", "world", "tale", "srd", "dice", "canvas", "sound", "words"]),
    (
        "shell",
        &["app", "lab", "session", "ui", "rules", "world", "tale", "srd", "dice", "canvas", "sound", "words", "bugs"],
    ),
];

/// Outside crates that only the named rooms may use.
const CRATES: &[(&str, &[&str])] = &[
    ("libp2p", &["shell"]),
    ("libp2p_stream", &["shell"]),
    ("tokio", &["shell"]),
    ("futures", &["shell"]),
    ("sled", &["shell"]),
    ("minifb", &["shell"]),
    ("arboard", &["shell"]),
    ("pulseaudio", &["shell"]),
    ("evdev", &["shell"]),
    ("clap", &["shell"]),
    ("directories", &["shell"]),
    ("humantime", &["shell"]),
    ("tracing", &["shell"]),
    ("tracing_subscriber", &["shell"]),
    ("file_rotate", &["shell"]),
    ("chacha20poly1305", &["shell"]),
    ("ed25519_dalek", &["session"]),
    ("bech32", &["session"]),
    ("fluent_bundle", &["words"]),
    ("unic_langid", &["words"]),
    ("u8g2_fonts", &["canvas"]),
    ("embedded_graphics_core", &["canvas"]),
    ("png", &["canvas"]),
    ("gif", &["canvas"]),
    ("qrcode", &["canvas"]),
    ("ron", &["srd", "tale", "rules"]),
    ("serde_json", &["tale", "session", "shell", "app"]),
    ("rand", &["dice", "lab", "shell"]),
];

/// What only the shell may touch.
const OUTSIDE: &[&str] = &[
    "std::fs",
    "std::net::Tcp",
    "std::net::Udp",
    "std::env",
    "std::thread",
    "std::process",
    "std::time::SystemTime",
    "std::time::Instant",
    "Instant::now",
    "SystemTime::now",
    "rand::rng()",
    "rand::random",
    "println!",
    "eprintln!",
];

/// Names that say nothing about what a file or a type knows.
const EMPTY_NAMES: &[&str] =
    &["utils", "util", "common", "manager", "helper", "helpers", "misc", "types", "base", "core", "handler", "service"];

const FILE_LINES_MAX: usize = 400;
const FUNCTION_LINES_MAX: usize = 70;
const MEDIAN_LINES_MAX: usize = 200;
const CRATE_DOCS_LINES_MAX: usize = 200;
const EXAMPLE_LINES_MAX: usize = 100;

struct Source {
    path: String,
    room: String,
    /// Lines before the tests at the bottom.
    lines: Vec<String>,
}

#[test]
fn rooms_import_only_what_the_table_names() {
    let mut wrong = Vec::new();
    for source in sources() {
        let Some((_, allowed)) = ROOMS.iter().find(|(room, _)| *room == source.room) else {
            assert!(source.room.is_empty(), "{} is in no room", source.path);
            continue;
        };
        for (number, line) in code(&source) {
            for room in crate_paths(line) {
                let known = ROOMS.iter().any(|(name, _)| *name == room);
                if known && room != source.room && !allowed.contains(&room.as_str()) {
                    wrong.push(format!("{}:{number} imports {room}", source.path));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "imports against the table:\n{}", wrong.join("\n"));
}

#[test]
fn outside_crates_stay_in_their_rooms() {
    let mut wrong = Vec::new();
    for source in sources().iter().filter(|source| !source.room.is_empty()) {
        for (number, line) in code(source) {
            for (name, rooms) in CRATES {
                let used = [format!("{name}::"), format!("use {name};")];
                let here = used.iter().any(|used| starts_a_path(line, used));
                if here && !rooms.contains(&source.room.as_str()) {
                    wrong.push(format!("{}:{number} uses {name}", source.path));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "crates out of their rooms:\n{}", wrong.join("\n"));
}

#[test]
fn only_the_shell_touches_the_outside() {
    let mut wrong = Vec::new();
    for source in sources().iter().filter(|source| source.room != "shell" && source.path != "src/main.rs") {
        for (number, line) in code(source) {
            if let Some(touch) = OUTSIDE.iter().find(|touch| line.contains(**touch)) {
                wrong.push(format!("{}:{number} touches {touch}", source.path));
            }
        }
    }
    assert!(wrong.is_empty(), "the outside is the shell's:\n{}", wrong.join("\n"));
}

#[test]
fn the_truth_has_no_floats_and_no_unordered_maps() {
    let exact = ["dice", "srd", "tale", "world", "rules", "session"];
    let mut wrong = Vec::new();
    for source in sources().iter().filter(|source| exact.contains(&source.room.as_str())) {
        for (number, line) in code(source) {
            for inexact in ["f32", "f64", "HashMap", "HashSet"] {
                if line.split(|c: char| !c.is_alphanumeric() && c != '_').any(|word| word == inexact) {
                    wrong.push(format!("{}:{number} has {inexact}", source.path));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "two machines would differ:\n{}", wrong.join("\n"));
}

#[test]
fn every_file_says_its_one_responsibility_first() {
    let silent: Vec<String> = sources()
        .into_iter()
        .filter(|source| !source.lines.first().is_some_and(|line| line.starts_with("//! ") && line.len() > 20))
        .map(|source| source.path)
        .collect();
    assert!(silent.is_empty(), "no //! sentence in line one: {silent:?}");
}

#[test]
fn names_say_what_is_known() {
    let mut wrong = Vec::new();
    for source in sources() {
        for part in Path::new(&source.path).iter().filter_map(|part| part.to_str()) {
            if EMPTY_NAMES.contains(&part.trim_end_matches(".rs")) {
                wrong.push(source.path.clone());
            }
        }
        for (number, line) in code(&source) {
            if line.contains("fn get_") || line.contains("fn do_") {
                wrong.push(format!("{}:{number} {}", source.path, line.trim()));
            }
        }
    }
    assert!(wrong.is_empty(), "empty names:\n{}", wrong.join("\n"));
}

#[test]
fn files_and_functions_stay_small() {
    let sources = sources();
    let mut wrong = Vec::new();
    for source in &sources {
        if source.lines.len() > FILE_LINES_MAX {
            wrong.push(format!("{}: {} lines, {FILE_LINES_MAX} at most", source.path, source.lines.len()));
        }
        for (name, first, count) in functions(source) {
            if count > FUNCTION_LINES_MAX {
                wrong.push(format!("{}:{first} fn {name}: {count} lines, {FUNCTION_LINES_MAX} at most", source.path));
            }
        }
    }
    assert!(wrong.is_empty(), "too long:\n{}", wrong.join("\n"));
    let mut lengths: Vec<usize> = sources.iter().map(|source| source.lines.len()).collect();
    lengths.sort_unstable();
    let median = lengths[lengths.len() / 2];
    assert!(median <= MEDIAN_LINES_MAX, "the median file has {median} lines");
}

#[test]
fn the_map_of_the_house_and_the_examples_stay_short() {
    let map = fs::read_to_string(root().join("src/lib.rs")).unwrap();
    assert!(map.lines().count() <= CRATE_DOCS_LINES_MAX);
    assert!(map.lines().all(|line| line.is_empty() || line.starts_with("//!") || line.starts_with("pub mod")));
    for example in files_below(&root().join("examples"), "rs") {
        let text = fs::read_to_string(&example).unwrap();
        assert!(text.lines().count() <= EXAMPLE_LINES_MAX, "{} is too long", example.display());
        assert!(
            text.lines().next().is_some_and(|line| line.contains("cargo run")),
            "{}: how to run?",
            example.display()
        );
    }
}

#[test]
fn nothing_is_left_unfinished() {
    let mut wrong = Vec::new();
    for source in sources() {
        for (index, line) in source.lines.iter().enumerate() {
            if ["TODO", "FIXME", "XXX", "todo!(", "unimplemented!("].iter().any(|mark| line.contains(mark)) {
                wrong.push(format!("{}:{} {line}", source.path, index + 1));
            }
        }
    }
    assert!(wrong.is_empty(), "unfinished:\n{}", wrong.join("\n"));
}

#[test]
fn every_ruling_is_written_once_and_what_is_cited_is_written() {
    let mut written = Vec::new();
    let mut cited = Vec::new();
    for source in sources() {
        if source.path.ends_with("rules/ruling.rs") {
            written = source.lines.iter().filter_map(|line| ruling(line)).collect();
        }
        cited.extend(rulings_cited(&source.lines).into_iter().map(|number| (number, source.path.clone())));
    }
    assert_eq!(written, (1..=written.len()).collect::<Vec<_>>(), "rulings are numbered in order, each once");
    let unknown: Vec<_> = cited.iter().filter(|(number, _)| !written.contains(number)).collect();
    assert!(cited.len() > 10 && unknown.is_empty(), "cited, but not in ruling.rs: {unknown:?}");
}

#[test]
fn every_dependency_says_why() {
    let manifest = fs::read_to_string(root().join("Cargo.toml")).unwrap();
    let mut section = "";
    let mut silent = Vec::new();
    for line in manifest.lines() {
        if line.starts_with('[') {
            section = line;
        } else if section.ends_with("dependencies]") && line.contains(" = ") && !line.contains(" # ") {
            silent.push(line.to_owned());
        }
    }
    assert!(silent.is_empty(), "no reason given:\n{}", silent.join("\n"));
}

/// The number of a ruling that a line of the list begins to write down.
fn ruling(line: &str) -> Option<usize> {
    line.strip_prefix("//! ")?.split_once(". **")?.0.parse().ok()
}

/// The numbers after "ruling" and "rulings", in "12", "2 and 3" and "30 to 32" alike, over the ends of lines.
fn rulings_cited(lines: &[String]) -> Vec<usize> {
    let text = lines.iter().map(|line| line.trim_start().trim_start_matches(['/', '!'])).collect::<Vec<_>>().join(" ");
    let words: Vec<&str> =
        text.split_whitespace().map(|word| word.trim_matches(|c: char| !c.is_alphanumeric())).collect();
    let mut numbers = Vec::new();
    for (index, _) in
        words.iter().enumerate().filter(|(_, word)| ["ruling", "rulings"].contains(&word.to_lowercase().as_str()))
    {
        let after =
            words[index + 1..].iter().take_while(|word| ["and", "to"].contains(*word) || word.parse::<usize>().is_ok());
        numbers.extend(after.filter_map(|word| word.parse::<usize>().ok()));
    }
    numbers
}

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn sources() -> Vec<Source> {
    let src = root().join("src");
    let mut sources = Vec::new();
    for path in files_below(&src, "rs") {
        let text = fs::read_to_string(&path).unwrap();
        let inside = path.strip_prefix(&src).unwrap();
        let first = inside.iter().next().and_then(|part| part.to_str()).unwrap_or_default();
        let room = match first.strip_suffix(".rs") {
            Some("main" | "lib") => "",
            Some(room) => room,
            None => first,
        };
        let lines = text.lines().take_while(|line| *line != "#[cfg(test)]").map(str::to_owned).collect();
        sources.push(Source { path: format!("src/{}", inside.display()), room: room.to_owned(), lines });
    }
    assert!(sources.len() > 10, "the source was not found");
    sources
}

fn files_below(folder: &Path, extension: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let Ok(entries) = fs::read_dir(folder) else { return found };
    for entry in entries {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(files_below(&path, extension));
        } else if path.extension().is_some_and(|is| is == extension) {
            found.push(path);
        }
    }
    found.sort();
    found
}

/// Numbered lines without comments.
fn code(source: &Source) -> impl Iterator<Item = (usize, &str)> {
    let lines = source.lines.iter().enumerate().map(|(index, line)| (index + 1, line.as_str()));
    lines.filter(|(_, line)| !line.trim_start().starts_with("//"))
}

/// The rooms named by `crate::room` or `crate::{room, ...}` in a line.
fn crate_paths(line: &str) -> Vec<String> {
    let mut rooms = Vec::new();
    for (at, _) in line.match_indices("crate::") {
        let rest = &line[at + "crate::".len()..];
        let (list, count) = rest.strip_prefix('{').map_or((rest, 1), |list| (list, usize::MAX));
        for part in list.split(',').take(count) {
            rooms.push(part.trim().chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect());
        }
    }
    rooms
}

/// True when the text stands in the line as the start of a path, not as the end of a longer name.
fn starts_a_path(line: &str, text: &str) -> bool {
    line.match_indices(text).any(|(at, _)| {
        let before = line[..at].chars().next_back();
        !before.is_some_and(|c| c.is_alphanumeric() || c == '_' || c == ':')
    })
}

/// Every function's name, first line and number of lines, by the indentation that rustfmt gives.
fn functions(source: &Source) -> Vec<(String, usize, usize)> {
    let mut open: BTreeMap<usize, (String, usize)> = BTreeMap::new();
    let mut found = Vec::new();
    for (index, line) in source.lines.iter().enumerate() {
        let text = line.trim_start();
        let indent = line.len() - text.len();
        if let Some(at) = text.find("fn ").filter(|_| !text.starts_with("//") && !text.ends_with(';')) {
            let modifiers = ["pub", "const", "async", "pub(crate)", "pub(super)", ""];
            if text[..at].split(' ').all(|word| modifiers.contains(&word)) {
                let name = text[at + 3..].chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
                open.insert(indent, (name, index));
            }
        }
        if text == "}"
            && let Some((name, first)) = open.remove(&indent)
        {
            found.push((name, first + 1, index - first + 1));
        }
    }
    found
}
