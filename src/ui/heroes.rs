//! Choosing a hero: one that is ready, or the way to make one's own.

use super::desk::Desk;
use super::figure::hero_looks;
use super::figure_card;
use super::intent::Intent;
use super::key::Button;
use super::list::List;
use super::maker::Maker;
use super::page::{Page, Reply};
use super::pen::Pen;
use crate::canvas::{Area, Ink, Manner};
use crate::rules::command::{Command, Verb};
use crate::rules::create::Plan;
use crate::rules::ready;
use crate::world::id::SeatId;

/// The ready heroes, and a row for one's own.
pub(super) struct Heroes {
    list: List,
    seat: SeatId,
}

impl Heroes {
    pub(super) fn new(seat: SeatId) -> Heroes {
        Heroes { list: List::new(ready::heroes().len() + 1), seat }
    }
}

/// Someone at the table is called this already.
fn is_taken(desk: &Desk, plan: &Plan) -> bool {
    desk.world().is_some_and(|world| world.heroes().any(|hero| hero.name == plan.name))
}

impl Page for Heroes {
    fn press(&mut self, button: Button, desk: &Desk) -> Reply {
        match button {
            Button::B => Reply::close(),
            Button::A => match ready::heroes().get(self.list.at()) {
                Some(plan) if is_taken(desk, plan) => Reply::stay(),
                Some(plan) => {
                    let verb = Verb::Create(Box::new(plan.clone()));
                    Reply::want(Intent::Ask(Command { seat: self.seat, verb })).and_close_all()
                }
                None => Reply::open(Maker::new(self.seat)),
            },
            button => {
                self.list.press(button);
                Reply::stay()
            }
        }
    }

    fn draw(&self, desk: &Desk, pen: &mut Pen) {
        let title = pen.say("heroes-title");
        pen.page(&title);
        let heroes = ready::heroes();
        let frame = Area::new(4, 22, 108, 198);
        pen.panel(frame);
        self.list.draw(pen, frame.inset(7), 20, |pen, area, at, chosen| {
            pen.choice(area, "", chosen, Ink::TEXT);
            let y = area.y + (area.height - pen.line()) / 2 + 1;
            let Some(plan) = heroes.get(at) else {
                pen.picture("small_star", area.x + 15, area.y + 6);
                pen.label((area.x + 30, y), area.width - 31, "heroes-own", if chosen { Ink::GOLD } else { Ink::TEXT });
                return;
            };
            let taken = is_taken(desk, plan);
            let looks = hero_looks(desk, pen.sprites, plan.class.as_str(), &plan.race);
            let step = if chosen { (pen.tick / 10) as usize % 2 } else { 0 };
            let manner = Manner::swapped(looks.swap);
            pen.canvas.stamp_as(&looks.frames[step % looks.frames.len()], area.x + 11, area.y + 2, &manner);
            let ink = if taken {
                Ink::STONE
            } else if chosen {
                Ink::TEXT
            } else {
                Ink::DIM_TEXT
            };
            pen.text((area.x + 30, y), area.width - 32, &plan.name, ink);
        });
        let card = Area::new(114, 22, 138, 198);
        pen.panel(card);
        match heroes.get(self.list.at()) {
            Some(plan) => {
                figure_card::draw(desk, pen, card.inset(9), plan);
                if is_taken(desk, plan) {
                    pen.label(
                        (card.x + 9, card.bottom() - pen.line() - 8),
                        card.width - 18,
                        "heroes-taken",
                        Ink::DANGER,
                    );
                }
            }
            None => {
                let text = pen.say("heroes-own-about");
                pen.paragraph(card.inset(10), &text, Ink::DIM_TEXT);
            }
        }
        pen.hints(&[('A', "heroes-choose"), ('B', "hint-back")]);
    }

    fn list(&mut self) -> Option<&mut List> {
        Some(&mut self.list)
    }
}
