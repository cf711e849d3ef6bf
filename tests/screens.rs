//! Recorded keys, one hash a frame: every page looks as it did when a person last looked at it.
//!
//! Each `tests/screens/*.keys` file names a moment of the sample evening and a language, then holds lines of keys to
//! press, steps to wait and, after `=`, the hash of the frame. A frame that differs is written to `target/screens/` as
//! PNG. With `ROUNDTABLE_REWRITE=1` in the environment the hashes are written anew: look at the pictures first.

#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a test that cannot go on stops and says so"
)]

#[path = "screens/evening.rs"]
mod evening;
#[path = "screens/keys.rs"]
mod keys;

use std::fmt::Write as _;
use std::path::Path;

use evening::{ME, Moment, evening, status};
use roundtable::canvas::{Canvas, picture};
use roundtable::ui::Ui;
use roundtable::ui::key::Key;
use roundtable::ui::settings::{Pace, Settings};
use roundtable::ui::view::View;
use roundtable::world::id::SeatId;

#[test]
fn every_recorded_screen_looks_the_same() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let moments = evening();
    let rewrite = std::env::var_os("ROUNDTABLE_REWRITE").is_some();
    let mut wrong = Vec::new();
    let mut files: Vec<_> = std::fs::read_dir(root.join("tests/screens"))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|ending| ending == "keys"))
        .collect();
    files.sort();
    assert!(files.len() >= 10, "the recorded screens are missing");
    for path in files {
        let text = std::fs::read_to_string(&path).unwrap();
        let name = path.file_stem().unwrap().to_string_lossy().into_owned();
        let played = play(&moments, &name, &text, &root.join("target/screens"));
        if played != text {
            if rewrite {
                std::fs::write(&path, played).unwrap();
            } else {
                wrong.push(name);
            }
        }
    }
    assert!(wrong.is_empty(), "these screens changed, see target/screens: {wrong:?}");
}

/// Plays one file and returns it as it should be now.
fn play(moments: &[Moment], name: &str, text: &str, folder: &Path) -> String {
    let mut lines = text.lines();
    let head: Vec<&str> = lines.next().unwrap_or_default().split(' ').collect();
    let [at, language] = head[..] else { panic!("{name}: the first line names a moment and a language") };
    let moment = moments.iter().find(|moment| moment.name == at).unwrap_or_else(|| panic!("{name}: no moment {at}"));
    let status = status(moment.name);
    let view = View { world: moment.world.as_ref(), player: ME, seats: &[SeatId(0)], status: &status };
    let language = language.to_owned();
    let mut ui = Ui::new(Settings { language, name: "Mika".to_owned(), pace: Pace::Fast, ..Settings::default() });
    ui.step(&view);
    ui.tell(&moment.told, &view);
    let mut played = format!("{at} {}\n", head[1]);
    for line in lines {
        let (keys, hash) = line.split_once(" = ").unwrap_or((line.trim_end_matches(" ="), ""));
        for word in keys.split(' ') {
            push(&mut ui, &view, name, word);
        }
        let mut canvas = Canvas::new();
        ui.draw(&view, &mut canvas);
        assert_eq!(ui.misfits(&view), [""; 0], "{name}: does not fit after {keys}");
        let png = picture::png(&canvas, 1);
        let now =
            blake3::hash(&canvas.pixels().iter().map(|ink| ink.byte()).collect::<Vec<u8>>()).to_hex()[..16].to_owned();
        if now != hash {
            std::fs::create_dir_all(folder).unwrap();
            let number = played.lines().count();
            std::fs::write(folder.join(format!("{name}.{number}.png")), png).unwrap();
        }
        writeln!(played, "{keys} = {now}").unwrap();
    }
    played
}

/// One word: a key's name, a letter, or steps to wait.
fn push(ui: &mut Ui, view: &View, name: &str, word: &str) {
    if let Some(steps) = word.strip_prefix("wait") {
        for _ in 0..steps.parse().unwrap_or(1) {
            ui.step(view);
        }
        return;
    }
    let key = keys::key(word).unwrap_or_else(|| panic!("{name}: no key is called {word}"));
    ui.press(key, view);
    if let Key::Letter(letter) = key {
        ui.typed(letter);
    }
    ui.release(key);
    ui.step(view);
}
