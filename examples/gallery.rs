//! Run `cargo run --example gallery -- DIR`: you will find a picture of every page there, in each language.

use std::path::Path;

use roundtable::canvas::{Canvas, picture};
use roundtable::ui::Ui;
use roundtable::ui::settings::Settings;
use roundtable::ui::view::{Status, View};
use roundtable::world::id::PlayerId;

fn main() -> std::io::Result<()> {
    let folder = std::env::args().nth(1).unwrap_or_else(|| "target/gallery".to_owned());
    std::fs::create_dir_all(&folder)?;
    for language in ["en", "ja"] {
        let settings = Settings { language: language.to_owned(), ..Settings::default() };
        let mut ui = Ui::new(settings);
        let status = Status::default();
        let view = View { world: None, player: PlayerId([1; 32]), seats: &[], status: &status };
        for _ in 0..60 {
            ui.step(&view);
        }
        let mut canvas = Canvas::new();
        ui.draw(&view, &mut canvas);
        std::fs::write(Path::new(&folder).join(format!("title.{language}.png")), picture::png(&canvas, 3))?;
    }
    Ok(())
}
