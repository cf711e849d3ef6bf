//! Making a hero step by step, out of what the book allows.

use super::desk::Desk;
use super::field::{Field, Wrote};
use super::figure_card;
use super::intent::Intent;
use super::key::Button;
use super::list::List;
use super::page::{Page, Reply};
use super::pen::Pen;
use super::recipe::{Choice, Recipe, Step};
use crate::canvas::{Area, Ink};
use crate::rules::choices;
use crate::rules::command::{Command, Verb};
use crate::rules::create::Plan;
use crate::srd::ability::Ability;
use crate::words::sentence::Sentence;
use crate::world::id::SeatId;

/// The hero maker.
pub(super) struct Maker {
    seat: SeatId,
    recipe: Recipe,
    /// Which step is open, as a number among the steps that there are now.
    at: usize,
    list: List,
    field: Field,
    /// The name is being written; all else has been chosen.
    names: bool,
}

const NAME_LETTERS_MAX: usize = 16;

impl Maker {
    pub(super) fn new(seat: SeatId) -> Maker {
        Maker {
            seat,
            recipe: Recipe::default(),
            at: 0,
            list: List::new(0),
            field: Field::new(NAME_LETTERS_MAX),
            names: false,
        }
    }

    fn step_now(&self, desk: &Desk) -> Option<Step> {
        let book = desk.book()?;
        let steps = self.recipe.steps(book);
        steps.get(self.at.min(steps.len().saturating_sub(1))).copied()
    }

    fn plan(&self, desk: &Desk) -> Option<Plan> {
        let mut plan = self.recipe.plan(desk.book()?);
        plan.name = self.field.text().trim().to_owned();
        Some(plan)
    }

    fn forward(&mut self, desk: &Desk) {
        let Some(book) = desk.book() else { return };
        let steps = self.recipe.steps(book);
        self.at = (self.at + 1).min(steps.len().saturating_sub(1));
        self.open(desk);
    }

    fn open(&mut self, desk: &Desk) {
        let Some((book, step)) = desk.book().zip(self.step_now(desk)) else { return };
        let rows = if step == Step::Scores { Ability::ALL.len() + 1 } else { self.recipe.options(book, step).1.len() };
        self.names = step == Step::Name;
        self.list = List::new(rows);
        if let Some(first) = self.recipe.picked(step).first() {
            self.list.choose(*first);
        }
    }

    /// One step back; the page closes before the first.
    fn back(&mut self, desk: &Desk) -> Reply {
        if self.at == 0 {
            return Reply::close();
        }
        self.at -= 1;
        self.open(desk);
        Reply::stay()
    }

    fn press_scores(&mut self, button: Button, desk: &Desk) -> Reply {
        let ability = Ability::ALL.get(self.list.at()).copied();
        match (button, ability) {
            (Button::Left | Button::Right, Some(ability)) => {
                let score = self.recipe.scores.of_mut(ability);
                *score = if button == Button::Left { (*score - 1).max(8) } else { (*score + 1).min(15) };
                if !choices::affordable(&self.recipe.scores) {
                    *self.recipe.scores.of_mut(ability) -= 1;
                }
            }
            (Button::A, _) => self.forward(desk),
            (Button::B, _) => return self.back(desk),
            (button, _) => {
                self.list.press(button);
            }
        }
        Reply::stay()
    }

    fn press_name(&mut self, button: Button, desk: &Desk) -> Reply {
        match self.field.press(button) {
            Wrote::Taken => Reply::stay(),
            Wrote::Back => self.back(desk),
            Wrote::Done => {
                let free =
                    |plan: &Plan| desk.world().is_some_and(|world| world.heroes().all(|hero| hero.name != plan.name));
                match self.plan(desk).filter(|plan| !plan.name.is_empty() && free(plan)) {
                    Some(plan) => {
                        let verb = Verb::Create(Box::new(plan));
                        Reply::want(Intent::Ask(Command { seat: self.seat, verb })).and_close_all()
                    }
                    None => Reply::stay(),
                }
            }
        }
    }
}

impl Page for Maker {
    fn press(&mut self, button: Button, desk: &Desk) -> Reply {
        let Some((book, step)) = desk.book().zip(self.step_now(desk)) else { return Reply::close() };
        match step {
            Step::Scores => return self.press_scores(button, desk),
            Step::Name => return self.press_name(button, desk),
            _ => {}
        }
        let (count, options) = self.recipe.options(book, step);
        self.list.resize(options.len());
        match button {
            Button::A if options.is_empty() => self.forward(desk),
            Button::A => {
                if self.recipe.pick(book, step, self.list.at()) >= count {
                    self.forward(desk);
                }
            }
            Button::B => return self.back(desk),
            button => {
                self.list.press(button);
            }
        }
        Reply::stay()
    }

    fn step(&mut self, desk: &Desk) {
        if let Some((book, step)) = desk.book().zip(self.step_now(desk)) {
            let rows = if step == Step::Scores { Ability::ALL.len() } else { self.recipe.options(book, step).1.len() };
            self.list.resize(rows);
        }
    }

    fn draw(&self, desk: &Desk, pen: &mut Pen) {
        let Some((book, step)) = desk.book().zip(self.step_now(desk)) else { return };
        let title = pen.say(step.words());
        pen.page(&title);
        let steps = self.recipe.steps(book);
        progress(pen, self.at, steps.len());
        let frame = Area::new(4, 22, 122, 198);
        pen.panel(frame);
        let (count, options) = self.recipe.options(book, step);
        let picked = self.recipe.picked(step);
        match step {
            Step::Scores => self.draw_scores(desk, pen, frame.inset(9)),
            Step::Name => {
                let text = pen.say("maker-name-ask");
                pen.paragraph(frame.inset(10), &text, Ink::DIM_TEXT);
            }
            _ => {
                if count > 1 {
                    let text = pen.tell(
                        &Sentence::new("maker-count").with("picked", picked.len() as i64).with("count", count as i64),
                    );
                    pen.text((frame.x + 10, frame.y + 7), frame.width - 20, &text, Ink::GOLD);
                }
                let top = frame.y + if count > 1 { 10 + pen.line() } else { 7 };
                let row = pen.row();
                let area = Area::new(frame.x + 6, top, frame.width - 12, frame.bottom() - top - 7);
                self.list.draw(pen, area, row, |pen, area, at, chosen| {
                    let Some(option) = options.get(at) else { return };
                    let taken = picked.contains(&at);
                    pen.choice(area, "", chosen, Ink::TEXT);
                    let text = option.words(desk);
                    let y = area.y + (area.height - pen.line()) / 2 + 1;
                    let ink = if taken {
                        Ink::GOLD
                    } else if chosen {
                        Ink::TEXT
                    } else {
                        Ink::DIM_TEXT
                    };
                    pen.text((area.x + 11, y), area.width - 22, &text, ink);
                    if taken {
                        pen.picture("tick_accepted", area.right() - 10, area.y + (area.height - 8) / 2);
                    }
                });
            }
        }
        let card = Area::new(128, 22, 124, 198);
        pen.panel(card);
        let mut plan = self.recipe.plan(book);
        plan.name = self.field.text().to_owned();
        figure_card::draw(desk, pen, card.inset(8), &plan);
        if let Some(option) = options.get(self.list.at()) {
            about(desk, pen, card, option);
        }
        if step == Step::Scores {
            pen.hints(&[('+', "maker-change"), ('A', "maker-next"), ('B', "hint-back")]);
        } else {
            pen.hints(&[('A', "hint-choose"), ('B', "hint-back")]);
        }
        if step == Step::Name {
            self.field
                .draw(pen, Area::new(frame.x + 10, frame.y + 20 + 2 * pen.line(), frame.width - 20, pen.line() + 8));
        }
    }

    fn field(&mut self) -> Option<&mut Field> {
        self.names.then_some(&mut self.field)
    }

    fn list(&mut self) -> Option<&mut List> {
        Some(&mut self.list)
    }
}

impl Maker {
    fn draw_scores(&self, desk: &Desk, pen: &mut Pen, area: Area) {
        let scores = &self.recipe.scores;
        let spent: u32 = Ability::ALL.into_iter().filter_map(|ability| choices::cost(scores.of(ability))).sum();
        let left = pen.tell(&Sentence::new("maker-points").with("points", 27_i64 - i64::from(spent)));
        pen.text((area.x, area.y), area.width, &left, Ink::GOLD);
        let row = pen.row() + 4;
        let list = Area::new(area.x - 3, area.y + pen.line() + 4, area.width + 6, 6 * row);
        let plan = self.recipe.plan_or_default(desk);
        self.list.draw(pen, list, row, |pen, area, at, chosen| {
            let Some(ability) = Ability::ALL.get(at).copied() else { return };
            pen.choice(area, "", chosen, Ink::TEXT);
            let y = area.y + (area.height - pen.line()) / 2 + 1;
            let name = desk.name("ability", ability.short());
            pen.text((area.x + 12, y), 62, &name, if chosen { Ink::TEXT } else { Ink::DIM_TEXT });
            let added = figure_card::added(desk, &plan, ability);
            let score = scores.of(ability).to_string();
            pen.ending(area.x + 92, y, &score, if chosen { Ink::GOLD } else { Ink::TEXT });
            if added > 0 {
                pen.text((area.x + 94, y), 20, &format!("+{added}"), Ink::HP);
            }
            if chosen {
                pen.picture("arrow_left", area.x + 73, area.y + (area.height - 8) / 2);
                pen.picture("arrow_right", area.x + 103, area.y + (area.height - 8) / 2);
            }
        });
    }
}

/// How far the making is: a dot for each step.
fn progress(pen: &mut Pen, at: usize, steps: usize) {
    for step in 0..steps {
        let x = 250 - 7 * (steps - step) as i32;
        if step < at {
            pen.canvas.disc(x, 8, 2, Ink::GOLD);
        } else if step == at {
            pen.canvas.disc(x, 8, 3, Ink::SELECTED);
        } else {
            pen.canvas.circle(x, 8, 2, Ink::STONE);
        }
    }
}

/// A few facts about the option at hand, at the foot of the card.
fn about(desk: &Desk, pen: &mut Pen, card: Area, option: &Choice) {
    let text = option.about(desk);
    if text.is_empty() {
        return;
    }
    let lines = pen.letters.wrap(&text, card.width - 18).len() as i32;
    let top = card.bottom() - 9 - lines * pen.line();
    pen.canvas.fill(Area::new(card.x + 6, top - 4, card.width - 12, 1), Ink::STONE);
    pen.canvas.fill(Area::new(card.x + 6, top - 3, card.width - 12, card.bottom() - top - 3), Ink::PANEL);
    pen.paragraph(Area::new(card.x + 9, top, card.width - 18, lines * pen.line()), &text, Ink::ICE);
}
