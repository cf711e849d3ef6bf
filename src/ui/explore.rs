//! Exploring: the map in real time, and what the hero can do where he stands.

use super::board::{self, Marks};
use super::deeds::Deeds;
use super::desk::Desk;
use super::hud;
use super::intent::Intent;
use super::key::Button;
use super::page::{Page, Reply};
use super::pause::Pause;
use super::pen::Pen;
use super::view::Point;
use crate::canvas::{Area, Ink};
use crate::rules::command::{Command, Verb};
use crate::tale::id::ThingId;
use crate::tale::map::{Is, Thing, Tile};
use crate::words::sentence::{Sentence, Value};
use crate::world::place::Fate;
use crate::world::walk::Facing;

/// The map in real time.
pub(super) struct Explore;

impl Page for Explore {
    fn press(&mut self, button: Button, desk: &Desk) -> Reply {
        if let Some(page) = Pause::shortcut(button, desk) {
            return page;
        }
        match button {
            Button::A => act(desk),
            Button::B => Reply::open(Pause::new(desk)),
            _ => Reply::stay(),
        }
    }

    fn draw(&self, desk: &Desk, pen: &mut Pen) {
        board::draw(desk, pen, &Marks::default());
        place_name(desk, pen);
        hud::sign(desk, pen);
        hud::notices(desk, pen, 4 + pen.line() + 10);
        hud::strip(desk, pen);
        hint(desk, pen);
        board::draw_show(desk, pen);
    }

    fn point(&mut self, point: Point, desk: &Desk) -> Reply {
        match point {
            Point::Pressed(..) => act(desk),
            Point::Back => self.press(Button::B, desk),
            Point::Moved(..) | Point::Wheel(_) => Reply::stay(),
        }
    }
}

/// Does the only thing there is to do here, or asks which.
fn act(desk: &Desk) -> Reply {
    let commands = at_hand(desk);
    match commands.as_slice() {
        [] => Reply::stay(),
        [only] => Reply::want(Intent::Ask(only.clone())),
        _ => Reply::open(Deeds::of(desk, commands)),
    }
}

/// What can be done with the things beside the hero, those he looks at first. He may have walked on since the ledger
/// last heard of him: what is beside him on the screen counts, and the host settles his tile before he touches anything.
fn at_hand(desk: &Desk) -> Vec<Command> {
    let (Some(world), Some(seat), Some(hero)) = (desk.world(), desk.seat, desk.hero()) else { return Vec::new() };
    let Some(figure) = desk.stage.figure(hero.id) else { return Vec::new() };
    let tile = |pixel: i32| i16::try_from((pixel + 8).div_euclid(16)).unwrap_or(0);
    let at = Tile { x: tile(figure.x), y: tile(figure.y) };
    let ahead = match figure.facing {
        Facing::Down => (0, 1),
        Facing::Up => (0, -1),
        Facing::Left => (-1, 0),
        Facing::Right => (1, 0),
    };
    let mut near: Vec<(i32, &ThingId, &Thing)> = world
        .things()
        .filter_map(|(id, thing)| {
            let far = thing.at.iter().map(|tile| {
                let (dx, dy) = (i32::from(tile.x - at.x), i32::from(tile.y - at.y));
                let behind = i32::from((dx, dy) != (0, 0) && dx * ahead.0 + dy * ahead.1 <= 0);
                4 * dx.abs().max(dy.abs()) + 2 * behind + i32::from(dx != 0 && dy != 0)
            });
            far.min().filter(|far| *far < 8).map(|far| (far, id, thing))
        })
        .collect();
    near.sort_by_key(|(far, ..)| *far);
    let mut commands = Vec::new();
    for (_, id, thing) in near {
        let offered = desk.offers().filter(|offer| thing_of(&offer.command.verb) == Some(id));
        let offered: Vec<Command> = offered.map(|offer| offer.command.clone()).collect();
        if offered.is_empty() && is_usable(thing, world.fate(id)) {
            commands.push(Command { seat, verb: Verb::Interact { thing: id.clone() } });
        }
        commands.extend(offered);
    }
    commands
}

const fn thing_of(verb: &Verb) -> Option<&ThingId> {
    match verb {
        Verb::Interact { thing } | Verb::PickLock { thing } | Verb::Force { thing } | Verb::Disarm { thing } => {
            Some(thing)
        }
        _ => None,
    }
}

const fn is_usable(thing: &Thing, fate: Option<Fate>) -> bool {
    let done = matches!(fate, Some(Fate::Open | Fate::Spent | Fate::Gone));
    match thing.is {
        Is::Person(_) | Is::Shop(_) | Is::Exit { .. } | Is::Object(_) => true,
        Is::Door(_) | Is::Chest { .. } => !done,
        Is::Barrier | Is::Trap { .. } | Is::Ambush { .. } | Is::Spot(_) => false,
    }
}

/// What A would do now, above the strip.
fn hint(desk: &Desk, pen: &mut Pen) {
    if desk.stage.is_busy() {
        return;
    }
    let commands = at_hand(desk);
    let Some(first) = commands.first() else { return };
    let name = thing_of(&first.verb).and_then(|id| desk.world()?.thing(id)).map(|thing| desk.say(thing.name.as_str()));
    let Some(name) = name else { return };
    let more = if commands.len() > 1 { " …" } else { "" };
    let text = format!("{name}{more}");
    let width = (pen.letters.width(&text) + 24).min(200);
    let frame = Area::new((256 - width) / 2, 181 - pen.line() - 6, width, pen.line() + 5);
    pen.canvas.fill(frame, Ink::NIGHT);
    pen.canvas.outline(frame, Ink::SELECTED);
    pen.sign(frame.x + 4, frame.y + 2, 'A');
    pen.text((frame.x + 18, frame.y + 3), width - 20, &text, Ink::TEXT);
}

/// Where the party is, and what time of the adventure it is.
fn place_name(desk: &Desk, pen: &mut Pen) {
    let Some(world) = desk.world() else { return };
    let Some(map) = world.map() else { return };
    let name = desk.say(map.name.as_str());
    let hour = world.now.clock_seconds / 3600 + 8;
    let day = i64::try_from(hour / 24).unwrap_or(0) + 1;
    let time = pen.tell(&Sentence::new("explore-day").with("day", day).with("place", Value::text(name)));
    let width = (pen.letters.width(&time) + 20).min(216);
    let frame = Area::new(2, 2, width, pen.line() + 4);
    pen.canvas.fill(frame, Ink::NIGHT);
    pen.canvas.outline(frame, Ink::STONE);
    let sign = if (6..20).contains(&(hour % 24)) { "small_sun" } else { "small_moon" };
    pen.picture(sign, frame.x + 3, frame.y + (frame.height - 8) / 2);
    pen.text((frame.x + 14, frame.y + 3), width - 16, &time, Ink::TEXT);
}
