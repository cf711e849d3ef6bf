//! The lab: drawn nights hold, one seed is one night, and every script in `tests/lab` and `assets/lab` goes as it expects.

#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a test that cannot go on stops and says so"
)]

use roundtable::lab::draw::draw;
use roundtable::lab::evening::{Voice, attempt};
use roundtable::lab::picture::picture;
use roundtable::lab::script::Script;
use roundtable::lab::shrink::shrink;
use roundtable::lab::svg::svg;
use roundtable::lab::tally::{Summary, Tally};
use roundtable::session::library::Library;

/// What does not hold in a script, one line each.
fn wrongs(script: &Script) -> Vec<String> {
    let said = |checker: &str, what: &str| format!("{checker}: {what}");
    match attempt(script, &Library::standard(), Voice::Quiet) {
        Ok(outcome) => outcome.violations.iter().map(|one| said(one.checker, &one.what)).collect(),
        Err(one) => vec![said(one.checker, &one.what)],
    }
}

fn number(name: &str, usual: u64) -> u64 {
    std::env::var(name).ok().and_then(|text| text.parse().ok()).unwrap_or(usual)
}

/// `PICTURES=folder` draws every script that is played, for people to look at.
fn draw_picture(script: &Script, path: &std::path::Path) {
    let (Ok(folder), Some(name)) = (std::env::var("PICTURES"), path.file_stem()) else { return };
    let outcome = attempt(script, &Library::standard(), Voice::Quiet).unwrap();
    let text = svg(&picture(&script.title[0], &outcome.history, &outcome.violations));
    std::fs::write(std::path::Path::new(&folder).join(name).with_extension("svg"), text).unwrap();
}

/// The last events of a night.
fn print_lines(script: &Script, most: usize) {
    let Ok(outcome) = attempt(script, &Library::standard(), Voice::Loud) else { return };
    let lines: Vec<&str> = outcome.lines.lines().collect();
    lines[lines.len().saturating_sub(most)..].iter().for_each(|line| println!("{line}"));
}

/// `FROM=s NIGHTS=n` performs others; `SHRINK=1` makes the first failing one small, `LINES=n` prints its last events.
#[test]
fn drawn_nights_hold() {
    let (from, count) = (number("FROM", 0), number("NIGHTS", 2));
    let mut tally = Tally::default();
    let mut failed = Vec::new();
    for seed in from..from + count {
        let script = draw(seed);
        let summary = Summary::of(attempt(&script, &Library::standard(), Voice::Quiet), script.seated);
        if !summary.violations.is_empty() {
            println!("seed {seed}: {:#?}", summary.violations);
            failed.push(seed);
            print_lines(&script, number("LINES", 0) as usize);
        }
        tally.add(seed, summary);
    }
    println!(
        "{:?} {:?} hours {} commands {}",
        tally.reached,
        tally.unreached(),
        tally.five_player_hours(),
        tally.commands
    );
    if let (Some(seed), true) = (failed.first(), number("SHRINK", 0) > 0) {
        let script = draw(*seed);
        let checker = wrongs(&script)[0][..3].to_owned();
        let small = shrink(&script, 400, |script| wrongs(script).iter().any(|wrong| wrong.starts_with(&checker)));
        println!("{small}\n{:?}", wrongs(&small));
    }
    assert!(failed.is_empty(), "seeds that fail: {failed:?}");
    // Where a host lies, or too few answer, most of what is tried has to wait.
    assert!(tally.commands >= 100 * tally.sessions, "{} commands", tally.commands);
}

#[test]
fn one_seed_is_one_night() {
    let trace = |seed| attempt(&draw(seed), &Library::standard(), Voice::Quiet).map(|outcome| outcome.trace).unwrap();
    assert_eq!(trace(900), trace(900));
}

#[test]
fn every_script_goes_as_it_expects() {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
    let folders = ["tests/lab", "assets/lab"].map(|folder| std::fs::read_dir(root.join(folder)).unwrap());
    let mut played = 0;
    for file in folders.into_iter().flatten() {
        let path = file.unwrap().path();
        if path.extension().is_some_and(|kind| kind == "script") {
            let text = std::fs::read_to_string(&path).unwrap();
            let script = Script::parse(&text).unwrap_or_else(|wrong| panic!("{}: {wrong}", path.display()));
            draw_picture(&script, &path);
            assert_eq!(wrongs(&script), Vec::<String>::new(), "{}", path.display());
            played += 1;
        }
    }
    assert!(played > 0, "there are scripts");
}

/// Nothing that is seeded on purpose is in a build that nobody asked for it.
#[cfg(not(feature = "seeded_bugs"))]
#[test]
fn the_normal_build_has_no_seeded_bug() {
    use roundtable::bugs::{Bug, seeded};

    // Known when it is compiled, so that no trace of the mistakes is left in the program.
    const { assert!(!seeded(Bug::AckBeforeSync) && !seeded(Bug::CheckerOff)) }
    let manifest = include_str!("../Cargo.toml");
    let features = manifest.split("[features]").nth(1).and_then(|rest| rest.split("\n[").next()).unwrap();
    let names: Vec<&str> = features.lines().filter_map(|line| Some(line.split_once('=')?.0.trim())).collect();
    assert_eq!(names, ["seeded_bugs"], "a `default` or another feature could switch them on");
}
