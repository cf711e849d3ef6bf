//! Run `cargo run --example gallery -- DIR`: you will find a picture of every page there, in each language.

use std::path::Path;
use std::sync::Arc;

use roundtable::canvas::{Canvas, picture};
use roundtable::dice::Dice;
use roundtable::rules::command::{Command, Verb};
use roundtable::rules::{ready, resolve};
use roundtable::srd::Book;
use roundtable::tale;
use roundtable::ui::Ui;
use roundtable::ui::key::Key;
use roundtable::ui::settings::{Pace, Settings};
use roundtable::ui::view::{Status, View};
use roundtable::world::World;
use roundtable::world::event::Event;
use roundtable::world::id::{PlayerId, SeatId};

const ME: PlayerId = PlayerId([1; 32]);
const FRIEND: PlayerId = PlayerId([2; 32]);

fn main() -> std::io::Result<()> {
    let folder = std::env::args().nth(1).unwrap_or_else(|| "target/gallery".to_owned());
    std::fs::create_dir_all(&folder)?;
    for language in ["en", "ja"] {
        let settings = Settings {
            language: language.to_owned(),
            name: "Mika".to_owned(),
            pace: Pace::AtOnce,
            ..Settings::default()
        };
        let mut worlds = worlds();
        worlds.insert(0, ("title", None));
        for (name, world) in worlds {
            let mut ui = Ui::new(settings.clone());
            let status = Status::default();
            let view = View { world: world.as_ref(), player: ME, seats: &[SeatId(0)], status: &status };
            shoot(&mut ui, &view, &folder, &format!("{name}.{language}"))?;
            for (page, key) in [("sheet", 'c'), ("pack", 'i'), ("journal", 'j'), ("links", 'l'), ("chat", 't')] {
                if name == "explore" {
                    press(&mut ui, &view, Key::Letter(key));
                    shoot(&mut ui, &view, &folder, &format!("{page}.{language}"))?;
                    press(&mut ui, &view, Key::Escape);
                }
            }
        }
    }
    Ok(())
}

fn press(ui: &mut Ui, view: &View, key: Key) {
    ui.press(key, view);
    ui.release(key);
}

fn shoot(ui: &mut Ui, view: &View, folder: &str, name: &str) -> std::io::Result<()> {
    for _ in 0..90 {
        ui.step(view);
    }
    let mut canvas = Canvas::new();
    ui.draw(view, &mut canvas);
    std::fs::write(Path::new(folder).join(format!("{name}.png")), picture::png(&canvas, 3))
}

/// The same evening at several moments.
fn worlds() -> Vec<(&'static str, Option<World>)> {
    let tale = Arc::new(tale::standard()[0].clone());
    let mut world = World::new(Arc::new(Book::standard().clone()), tale);
    let mut dice = Dice::rolled([7; 32]);
    let mut moments = Vec::new();
    for (player, name, seat) in [(ME, "Mika", 0), (FRIEND, "Jonas", 1)] {
        let joined = Event::Joined { player, name: name.to_owned(), seats: vec![SeatId(seat)] };
        world.apply(&joined).unwrap_or_else(|wrong| panic!("{wrong:?}"));
    }
    moments.push(("lobby", Some(world.clone())));
    for (at, player) in [(0, ME), (2, FRIEND)] {
        let plan = Box::new(ready::heroes()[at].clone());
        ask(&mut world, player, Verb::Create(plan), &mut dice);
    }
    ask(&mut world, ME, Verb::Begin, &mut dice);
    moments.push(("talk", Some(world.clone())));
    while world.now.story.scene.is_some() {
        let offers = roundtable::rules::offers(&world, ME);
        let Some(offer) = offers.first() else { break };
        ask(&mut world, ME, offer.command.verb.clone(), &mut dice);
    }
    moments.push(("explore", Some(world.clone())));
    moments
}

fn ask(world: &mut World, player: PlayerId, verb: Verb, dice: &mut Dice) {
    let seat = if player == ME { SeatId(0) } else { SeatId(1) };
    match resolve(world, player, &Command { seat, verb: verb.clone() }, dice) {
        Ok(events) => {
            for event in &events {
                world.apply(event).unwrap_or_else(|wrong| panic!("{wrong:?}"));
            }
        }
        Err(refusal) => eprintln!("{verb:?}: {refusal:?}"),
    }
}
