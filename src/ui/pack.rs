//! The pack: what a hero owns, and what he does with it.

use super::desk::Desk;
use super::intent::Intent;
use super::key::Button;
use super::list::List;
use super::page::{Page, Reply};
use super::pen::Pen;
use super::thing;
use crate::canvas::{Area, Ink};
use crate::rules::burden;
use crate::rules::command::{Command, Verb};
use crate::srd::id::ItemId;
use crate::words::sentence::{Sentence, Value};
use crate::world::creature::Creature;
use crate::world::event::Slot;

/// The pack of the hero at the keyboard.
pub(super) struct PackPage {
    list: List,
    /// What can be done with the chosen thing, once it is opened.
    deeds: Option<(List, Vec<(String, Command)>)>,
}

impl PackPage {
    pub(super) fn new(desk: &Desk) -> PackPage {
        PackPage { list: List::new(things(desk).len()), deeds: None }
    }
}

fn things<'a>(desk: &Desk<'a>) -> Vec<(&'a ItemId, u16)> {
    let world = desk.view.world;
    let hero = world.and_then(|world| world.hero(desk.seat?));
    let mut things: Vec<(&ItemId, u16)> =
        hero.into_iter().flat_map(|hero| &hero.pack.items).map(|(id, count)| (id, *count)).collect();
    // What is worn and held comes first.
    things.sort_by_key(|(id, _)| hero.is_none_or(|hero| slots(hero, id).is_empty()));
    things
}

/// Where a thing is worn or held.
fn slots(hero: &Creature, item: &ItemId) -> Vec<Slot> {
    let all = [Slot::MainHand, Slot::OffHand, Slot::Worn, Slot::Shield];
    all.into_iter().filter(|slot| hero.pack.slot(*slot) == Some(item)).collect()
}

/// Every offer that is about a thing, in words.
fn deeds(desk: &Desk, item: &ItemId) -> Vec<(String, Command)> {
    let hero = desk.hero();
    let said = |verb: &Verb| {
        let slot = |slot: &Slot| Value::name("slot", super::tumble::snake(&format!("{slot:?}")));
        Some(match verb {
            Verb::UseItem { item: used, target } if used == item => match target {
                Some(target) => desk.say_with("pack-use-on", "who", Value::text(desk.called(*target))),
                None => desk.say("pack-use"),
            },
            Verb::Equip { item: taken, slot: to } if taken == item => desk.say_with("pack-equip", "slot", slot(to)),
            Verb::Unequip { slot: from } if hero.is_some_and(|hero| hero.pack.slot(*from) == Some(item)) => {
                desk.say_with("pack-unequip", "slot", slot(from))
            }
            Verb::Give { to, item: given, count } if given == item => {
                let sentence =
                    Sentence::new("pack-give").with("count", *count).with("who", Value::text(desk.called(*to)));
                desk.words.say(&sentence)
            }
            Verb::Drop { item: dropped, count } if dropped == item => desk.say_with("pack-drop", "count", *count),
            _ => return None,
        })
    };
    desk.offers().filter_map(|offer| Some((said(&offer.command.verb)?, offer.command.clone()))).collect()
}

impl Page for PackPage {
    fn press(&mut self, button: Button, desk: &Desk) -> Reply {
        if let Some((list, deeds)) = &mut self.deeds {
            return match button {
                Button::A => {
                    let command = deeds.get(list.at()).map(|(_, command)| command.clone());
                    self.deeds = None;
                    command.map_or(Reply::stay(), |command| Reply::want(Intent::Ask(command)))
                }
                Button::B => {
                    self.deeds = None;
                    Reply::stay()
                }
                button => {
                    list.press(button);
                    Reply::stay()
                }
            };
        }
        match button {
            Button::B | Button::Pack => Reply::close(),
            Button::A => {
                let deeds = things(desk).get(self.list.at()).map_or(Vec::new(), |(item, _)| deeds(desk, item));
                if !deeds.is_empty() {
                    self.deeds = Some((List::new(deeds.len()), deeds));
                }
                Reply::stay()
            }
            button => {
                self.list.press(button);
                Reply::stay()
            }
        }
    }

    fn step(&mut self, desk: &Desk) {
        self.list.resize(things(desk).len());
    }

    fn draw(&self, desk: &Desk, pen: &mut Pen) {
        let (Some(world), Some(hero)) = (desk.world(), desk.hero()) else { return };
        let title = pen.tell(&Sentence::new("pack-title").with("who", Value::text(hero.name.as_str())));
        pen.page(&title);
        let coins = thing::coins(pen, hero.pack.purse_cp);
        pen.ending(248, (17 - pen.line()) / 2 + 1, &coins, Ink::GOLD);
        let things = things(desk);
        let frame = Area::new(4, 22, 160, 136);
        pen.panel(frame);
        if things.is_empty() {
            pen.label((frame.x + 12, frame.y + 12), frame.width - 24, "pack-empty", Ink::DIM_TEXT);
        }
        self.list.draw(pen, frame.inset(8), 17, |pen, area, at, chosen| {
            let Some((item, count)) = things.get(at) else { return };
            let used = !slots(hero, item).is_empty();
            pen.choice(area, "", chosen, Ink::TEXT);
            thing::icon(desk, pen, item, area.x + 11, area.y);
            let y = area.y + (area.height - pen.line()) / 2 + 1;
            let ink = if used {
                Ink::GOLD
            } else if chosen {
                Ink::TEXT
            } else {
                Ink::DIM_TEXT
            };
            let name = desk.item(item);
            pen.text((area.x + 29, y), area.width - 55, &name, ink);
            if *count > 1 {
                pen.ending(area.right() - 2, y, &format!("×{count}"), ink);
            } else if used {
                pen.picture("tick_accepted", area.right() - 10, area.y + 4);
            }
        });
        worn(desk, pen, Area::new(166, 22, 86, 136), hero);
        let below = Area::new(4, 160, 248, 62);
        pen.panel(below);
        if let Some((item, _)) = things.get(self.list.at()) {
            thing::describe(desk, pen, below.inset(8), item);
        }
        let load = u32::try_from(burden::pack_millipounds(world, &hero.pack) / 1000).unwrap_or(u32::MAX);
        let most = u32::try_from(burden::capacity_millipounds(world, hero) / 1000).unwrap_or(u32::MAX);
        let load = pen.tell(&Sentence::new("pack-load").with("pounds", load).with("most", most));
        pen.ending(below.right() - 8, below.y + 11, &load, Ink::DIM_TEXT);
        pen.hints(&[('A', "pack-do"), ('B', "hint-back")]);
        self.draw_deeds(pen);
    }

    fn list(&mut self) -> Option<&mut List> {
        match &mut self.deeds {
            Some((list, _)) => Some(list),
            None => Some(&mut self.list),
        }
    }
}

impl PackPage {
    fn draw_deeds(&self, pen: &mut Pen) {
        let Some((list, deeds)) = &self.deeds else { return };
        let row = pen.row();
        let widest = deeds.iter().map(|(text, _)| pen.letters.width(text)).max().unwrap_or(0);
        let width = (widest + 30).clamp(80, 200);
        let shown = (deeds.len() as i32).min(8);
        let frame = Area::new(128 - width / 2, 90 - shown * row / 2, width, shown * row + 12);
        pen.panel(frame);
        list.draw(pen, frame.inset(6), row, |pen, area, at, chosen| {
            if let Some((text, _)) = deeds.get(at) {
                pen.choice(area, text, chosen, Ink::DIM_TEXT);
            }
        });
    }
}

/// What is worn and held, around a picture of the hero.
fn worn(desk: &Desk, pen: &mut Pen, frame: Area, hero: &Creature) {
    pen.panel(frame);
    super::board::portrait(desk, pen, hero, frame.x + frame.width / 2 - 8, frame.y + 9);
    let rows = [
        ("slot-main_hand", Slot::MainHand),
        ("slot-off_hand", Slot::OffHand),
        ("slot-worn", Slot::Worn),
        ("slot-shield", Slot::Shield),
    ];
    for (at, (id, slot)) in rows.into_iter().enumerate() {
        let y = frame.y + 29 + at as i32 * (2 * pen.line() + 1);
        pen.label((frame.x + 8, y), frame.width - 14, id, Ink::DIM_TEXT);
        let name = hero.pack.slot(slot).map_or_else(|| "-".to_owned(), |item| desk.item(item));
        pen.text((frame.x + 8, y + pen.line()), frame.width - 14, &name, Ink::TEXT);
    }
}
