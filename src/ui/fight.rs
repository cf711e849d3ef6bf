//! A fight: the grid, the order of turns, and the menu of whoever's turn it is.

use super::aim::{Pointing, Took};
use super::board::{self, Marks};
use super::desk::Desk;
use super::hud;
use super::intent::Intent;
use super::key::Button;
use super::list::List;
use super::menu::{self, Entry, Group, Kind, Price};
use super::page::{Page, Reply, Turn};
use super::pause::Pause;
use super::pen::Pen;
use super::view::Point;
use crate::canvas::{Area, Ink};
use crate::rules::command::Verb;
use crate::words::sentence::Sentence;
use crate::world::World;
use crate::world::creature::Creature;
use crate::world::id::CreatureId;

/// A fight on the screen.
pub(super) struct Fight {
    list: List,
    /// How deep in the menu: the kind that was opened, then what is aimed.
    open: Option<Kind>,
    pointing: Option<Pointing>,
    /// For which state of the world the menu was made.
    made_at: Option<u64>,
    groups: Vec<Group>,
}

impl Fight {
    pub(super) fn new() -> Fight {
        Fight { list: List::new(0), open: None, pointing: None, made_at: None, groups: Vec::new() }
    }

    /// The menu as it is after the latest events.
    fn renew(&mut self, desk: &Desk) {
        let at = desk.world().map(|world| world.now.events);
        if at == self.made_at {
            return;
        }
        self.made_at = at;
        self.groups = menu::groups(desk, desk.offers());
        self.open = None;
        self.pointing = None;
        self.list = List::new(self.groups.len());
    }

    /// True when the player may choose now.
    fn chooses(&self, desk: &Desk) -> bool {
        !self.groups.is_empty() && !desk.stage.is_busy() && !desk.awaits
    }

    fn entries(&self) -> Option<&[Entry]> {
        let kind = self.open?;
        self.groups.iter().find(|group| group.kind == kind).map(|group| group.entries.as_slice())
    }

    /// A row was chosen: a kind opens, a thing to do is aimed or done.
    fn choose(&mut self, desk: &Desk) -> Reply {
        if let Some(entries) = self.entries() {
            return match entries.get(self.list.at()).cloned() {
                Some(entry) => self.take(entry, desk),
                None => Reply::stay(),
            };
        }
        let Some(group) = self.groups.get(self.list.at()).cloned() else { return Reply::stay() };
        match <[Entry; 1]>::try_from(group.entries) {
            Ok([entry]) => self.take(entry, desk),
            Err(entries) => {
                self.open = Some(group.kind);
                self.list = List::new(entries.len());
                Reply::stay()
            }
        }
    }

    fn take(&mut self, entry: Entry, desk: &Desk) -> Reply {
        match entry.aims.first() {
            Some(aim) if !aim.points() => Reply::want(Intent::Ask(aim.command.clone())),
            Some(_) => {
                self.pointing = Some(Pointing::new(entry.aims, desk));
                Reply::stay()
            }
            None => Reply::stay(),
        }
    }

    /// One step back in the menu; false when there is none.
    fn back(&mut self) -> bool {
        if self.pointing.as_mut().is_some_and(Pointing::give_back) || self.pointing.take().is_some() {
            return true;
        }
        let Some(kind) = self.open.take() else { return false };
        self.list = List::new(self.groups.len());
        self.list.choose(self.groups.iter().position(|group| group.kind == kind).unwrap_or(0));
        true
    }

    /// Takes what is pointed at; when nothing is left to choose it is done.
    fn fire(&mut self, desk: &Desk) -> Reply {
        match self.pointing.as_mut().and_then(|pointing| pointing.take(desk)) {
            Some(Took::More) => Reply::stay(),
            Some(Took::All(command)) => {
                self.pointing = None;
                Reply::want(Intent::Ask(command))
            }
            None => {
                self.pointing = None;
                Reply::stay()
            }
        }
    }
}

impl Page for Fight {
    fn press(&mut self, button: Button, desk: &Desk) -> Reply {
        self.renew(desk);
        if let Some(page) = Pause::shortcut(button, desk) {
            return page;
        }
        if !self.chooses(desk) {
            return match button {
                Button::B => Reply::open(Pause::new(desk)),
                Button::A if desk.stage.is_busy() => Reply { turn: Turn::Hurry, intents: Vec::new() },
                _ => Reply::stay(),
            };
        }
        if let Some(pointing) = &mut self.pointing {
            return match button {
                Button::A => self.fire(desk),
                Button::B => {
                    self.back();
                    Reply::stay()
                }
                button => {
                    pointing.press(button, desk);
                    Reply::stay()
                }
            };
        }
        match button {
            Button::A => self.choose(desk),
            Button::B if self.back() => Reply::stay(),
            Button::B => Reply::open(Pause::new(desk)),
            Button::EndTurn => {
                let end = desk.offers().find(|offer| offer.command.verb == Verb::EndTurn);
                end.map_or(Reply::stay(), |offer| Reply::want(Intent::Ask(offer.command.clone())))
            }
            button => {
                self.list.press(button);
                Reply::stay()
            }
        }
    }

    fn step(&mut self, desk: &Desk) {
        self.renew(desk);
        if let Some(tile) = self.pointing.as_ref().and_then(|pointing| pointing.tile(desk)) {
            desk.stage.gaze.set(Some(tile));
        }
    }

    fn draw(&self, desk: &Desk, pen: &mut Pen) {
        let Some(world) = desk.world() else { return };
        let marks = self.pointing.as_ref().map_or(Marks::default(), |pointing| pointing.marks(desk));
        board::draw(desk, pen, &marks);
        hud::order(desk, pen, world);
        hud::sign(desk, pen);
        hud::notices(desk, pen, 30);
        hud::strip(desk, pen);
        if self.chooses(desk) {
            match &self.pointing {
                Some(pointing) => draw_aim(desk, pen, pointing, world),
                None => self.draw_menu(desk, pen, world),
            }
        } else if !desk.stage.is_busy() {
            draw_waiting(desk, pen, world);
        }
        board::draw_show(desk, pen);
    }

    fn list(&mut self) -> Option<&mut List> {
        self.pointing.is_none().then_some(&mut self.list)
    }

    fn point(&mut self, point: Point, desk: &Desk) -> Reply {
        if !self.chooses(desk) {
            return Reply::stay();
        }
        match (&mut self.pointing, point) {
            (Some(_), Point::Back) | (None, Point::Back) => self.press(Button::B, desk),
            (Some(pointing), point) => {
                let hit = pointing.point(point, desk);
                if hit && matches!(point, Point::Pressed(..)) { self.fire(desk) } else { Reply::stay() }
            }
            (None, Point::Moved(x, y)) => {
                self.list.follow(x, y);
                Reply::stay()
            }
            (None, Point::Pressed(x, y)) if self.list.follow(x, y) => self.choose(desk),
            (None, Point::Pressed(..) | Point::Wheel(_)) => Reply::stay(),
        }
    }
}

impl Fight {
    fn draw_menu(&self, desk: &Desk, pen: &mut Pen, world: &World) {
        let row = pen.row();
        let texts: Vec<(String, &'static str, Price)> = match self.entries() {
            Some(entries) => {
                let sign = self.open.map_or("small_star", Kind::sign);
                entries.iter().map(|entry| (entry.text.clone(), sign, entry.price)).collect()
            }
            None => {
                let row = |group: &Group| (pen.say(group.kind.words()), group.kind.sign(), Price::Free);
                self.groups.iter().map(row).collect()
            }
        };
        let widest =
            texts.iter().map(|(text, _, price)| pen.letters.width(text) + if *price == Price::Free { 0 } else { 14 });
        let width = (widest.max().unwrap_or(0) + 38).clamp(84, 176);
        let shown = (texts.len() as i32).min((148 - 24) / row);
        let frame = Area::new(4, 182 - shown * row - 12, width, shown * row + 12);
        pen.panel(frame);
        draw_turn(desk, pen, world, frame.y);
        self.list.draw(pen, frame.inset(6), row, |pen, area, at, chosen| {
            let Some((text, sign, price)) = texts.get(at) else { return };
            let room = Area { x: area.x + 10, width: area.width - 10, ..area };
            pen.choice(area, "", chosen, Ink::TEXT);
            pen.picture(sign, area.x + 11, area.y + (area.height - 8) / 2);
            let y = room.y + (room.height - pen.line()) / 2 + 1;
            let ink = if chosen { Ink::TEXT } else { Ink::DIM_TEXT };
            let less = if *price == Price::Free { 13 } else { 27 };
            pen.text((room.x + 12, y), room.width - less, text, ink);
            match price {
                Price::Free => {}
                Price::Bonus => pen.picture("small_plus", room.right() - 10, area.y + (area.height - 8) / 2),
                Price::Slot(level) => {
                    let mark = level.to_string();
                    pen.canvas.disc(room.right() - 7, area.y + area.height / 2, 5, Ink::MAGIC);
                    pen.ending(room.right() - 4, y, &mark, Ink::PAPER);
                }
            }
        });
    }
}

/// What the turn still holds: action, bonus action, reaction as signs that go dark, and feet.
fn draw_turn(desk: &Desk, pen: &mut Pen, world: &World, bottom: i32) {
    let (Some(encounter), Some(hero)) = (&world.now.encounter, desk.hero()) else { return };
    let used = &encounter.used;
    let frame = Area::new(4, bottom - 15, 84, 14);
    pen.canvas.fill(frame, Ink::NIGHT);
    pen.canvas.outline(frame, Ink::STONE);
    let action = used.actions <= used.surges || used.attacks_left > 0;
    let signs = [("small_sword", action), ("small_plus", !used.bonus), ("small_bolt", !hero.reacted)];
    for (at, (sign, there)) in signs.into_iter().enumerate() {
        let x = frame.x + 4 + 11 * at as i32;
        pen.picture(sign, x, frame.y + 3);
        if !there {
            pen.canvas.dither(Area::new(x, frame.y + 3, 8, 8), Ink::NIGHT, 11);
            pen.canvas.line((x, frame.y + 10), (x + 7, frame.y + 3), Ink::STONE);
        }
    }
    pen.picture("small_boot", frame.x + 40, frame.y + 3);
    let left = speed_feet(desk, hero).saturating_add(used.dashed_feet).saturating_sub(used.moved_feet);
    let text = pen.tell(&Sentence::new("fight-feet").with("feet", left));
    pen.text((frame.x + 51, frame.y + 3 - (pen.line() - 9) / 2), 32, &text, Ink::TEXT);
}

/// The speed that the race gives: what conditions take from it shows in the tiles that can be reached.
fn speed_feet(desk: &Desk, hero: &Creature) -> u16 {
    let book = desk.book();
    let race = hero.sheet().and_then(|sheet| book?.races.get(&sheet.race));
    let parent = race.and_then(|race| book?.races.get(race.of.as_ref()?));
    let own = race.map_or(0, |race| race.speed_feet);
    if own > 0 { own } else { parent.map_or(30, |race| race.speed_feet) }
}

/// Whom the hand points at, and what it is about to do.
fn draw_aim(desk: &Desk, pen: &mut Pen, pointing: &Pointing, world: &World) {
    let Some(aim) = pointing.chosen() else { return };
    let names = whom(desk, world, &aim.targets);
    let what = match &aim.command.verb {
        Verb::Attack { weapon, .. } => menu::weapon_words(desk, weapon),
        Verb::Cast { spell, .. } => desk.name("spell", spell),
        Verb::Go(path) => pen.tell(&Sentence::new("fight-go").with("feet", 5 * path.len() as i64)),
        _ => String::new(),
    };
    let text = if names.is_empty() { what } else { format!("{what}: {}", names.join(", ")) };
    // Where several may be taken: how many were, and how the choice ends.
    let more = pointing.count().map(|(taken, most)| {
        let id = if pointing.is_shared() { "aim-share" } else { "aim-several" };
        pen.tell(&Sentence::new(id).with("taken", taken as i64).with("most", most as i64))
    });
    let lines: Vec<&String> = [&text].into_iter().chain(&more).collect();
    let width = lines.iter().map(|line| pen.letters.width(line)).max().unwrap_or(0) + 14;
    let height = lines.len() as i32 * pen.line() + 7;
    let frame = Area::new(4, 182 - height, width.min(248), height);
    pen.canvas.fill(frame, Ink::NIGHT);
    pen.canvas.outline(frame, Ink::SELECTED);
    for (at, (line, ink)) in lines.into_iter().zip([Ink::TEXT, Ink::DIM_TEXT]).enumerate() {
        pen.text((frame.x + 6, frame.y + 4 + at as i32 * pen.line()), frame.width - 10, line, ink);
    }
}

/// The names of those who are aimed at; whoever gets several darts is named once, with how many.
fn whom(desk: &Desk, world: &World, targets: &[CreatureId]) -> Vec<String> {
    let mut named: Vec<(CreatureId, usize)> = Vec::new();
    for target in targets {
        match named.iter_mut().find(|(id, _)| id == target) {
            Some((_, times)) => *times += 1,
            None => named.push((*target, 1)),
        }
    }
    let called = |(id, times): (CreatureId, usize)| {
        let name = desk.called_creature(world.creature(id)?);
        Some(if times > 1 { format!("{name} ×{times}") } else { name })
    };
    named.into_iter().filter_map(called).collect()
}

/// Whose turn it is, while it is not one's own.
fn draw_waiting(desk: &Desk, pen: &mut Pen, world: &World) {
    let asked = world.now.questions.last().map(|question| (question.of, "fight-answer-of"));
    let turn = world.now.encounter.as_ref().and_then(|encounter| encounter.current()).map(|who| (who, "fight-turn-of"));
    let Some((who, id)) = asked.or(turn) else { return };
    let who = crate::words::sentence::Value::text(desk.called(who));
    let text = pen.tell(&Sentence::new(id).with("who", who));
    let width = pen.letters.width(&text) + 22;
    let frame = Area::new(4, 182 - pen.line() - 7, width.min(248), pen.line() + 7);
    pen.canvas.fill(frame, Ink::NIGHT);
    pen.canvas.outline(frame, Ink::STONE);
    pen.picture("small_hourglass", frame.x + 4, frame.y + (frame.height - 8) / 2);
    pen.text((frame.x + 16, frame.y + 4), width - 18, &text, Ink::DIM_TEXT);
}
