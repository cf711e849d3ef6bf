//! Run `cargo run --example gallery -- DIR`: you will find a picture of every page there, in each language.

#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "an example talks to whoever runs it"
)]

#[path = "../tests/screens/evening.rs"]
mod evening;

use std::path::{Path, PathBuf};

use evening::{ME, evening, status};
use roundtable::canvas::{Canvas, picture};
use roundtable::ui::Ui;
use roundtable::ui::key::Key;
use roundtable::ui::settings::{Pace, Settings};
use roundtable::ui::view::View;
use roundtable::world::id::SeatId;

/// Pages behind keys: at which moment, how the picture is called, and which keys lead there.
const PAGES: [(&str, &str, &str); 18] = [
    ("title", "shelf", "zs"),
    ("title", "join", "sszrt18g4cj2kd0w3r5t6y9zqx4m1n7b2pvc8d3f5h1"),
    ("title", "settings", "ssssz"),
    ("title", "keys", "sssszssssssssz"),
    ("lobby", "heroes", "ssz"),
    ("lobby", "maker_race", "sszwz"),
    ("lobby", "maker_class", "sszwzzss"),
    ("lobby", "maker_scores", "sszwzzzz"),
    ("explore", "pause", "x"),
    ("explore", "sheet", "c"),
    ("explore", "skills", "cd"),
    ("explore", "magic", "cdd"),
    ("explore", "pack", "iss"),
    ("explore", "journal", "j"),
    ("explore", "links", "l"),
    ("explore", "chat", "thello"),
    ("fight", "attack", "z"),
    ("fight", "move", "ssz"),
];

fn main() -> std::io::Result<()> {
    let mut pictures = 0;
    let folder = PathBuf::from(std::env::args().nth(1).unwrap_or_else(|| "target/gallery".to_owned()));
    std::fs::create_dir_all(&folder)?;
    for language in ["en", "ja"] {
        for moment in evening() {
            let status = status(moment.name);
            let seats = [SeatId(0)];
            let view = View { world: moment.world.as_ref(), player: ME, seats: &seats, status: &status };
            let shoot = |name: &str, keys: &str| {
                let mut ui = Ui::new(Settings {
                    language: language.to_owned(),
                    name: "Mika".to_owned(),
                    pace: Pace::AtOnce,
                    ..Settings::default()
                });
                ui.step(&view);
                ui.tell(&moment.told, &view);
                rest(&mut ui, &view, 60);
                for letter in keys.chars() {
                    ui.press(Key::Letter(letter), &view);
                    ui.typed(letter);
                    ui.release(Key::Letter(letter));
                    rest(&mut ui, &view, 1);
                }
                save(&ui, &view, &folder.join(format!("{name}.{language}.png")))
            };
            shoot(moment.name, "")?;
            pictures += 1;
            for (_, name, keys) in PAGES.iter().filter(|(at, ..)| *at == moment.name) {
                shoot(name, keys)?;
                pictures += 1;
            }
        }
    }
    println!("{pictures} pictures lie in {}", folder.display());
    Ok(())
}

fn rest(ui: &mut Ui, view: &View, steps: u32) {
    for _ in 0..steps {
        ui.step(view);
    }
}

fn save(ui: &Ui, view: &View, path: &Path) -> std::io::Result<()> {
    let mut canvas = Canvas::new();
    ui.draw(view, &mut canvas);
    std::fs::write(path, picture::png(&canvas, 3))
}
