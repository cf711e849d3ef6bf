//! A scene: who speaks, what is told letter by letter, and the choices with what each asks for.

use super::board::{self, Marks};
use super::desk::Desk;
use super::die;
use super::hud;
use super::intent::Intent;
use super::key::Button;
use super::list::List;
use super::page::{Page, Reply};
use super::pause::Pause;
use super::pen::Pen;
use super::settings::Pace;
use super::tumble::skill_id;
use crate::canvas::{Area, Ink};
use crate::rules::Offer;
use crate::rules::command::Verb;
use crate::tale::id::SceneId;
use crate::tale::scene::{Choice, Leads, Scene};
use crate::words::sentence::{Sentence, Value};

/// A scene being read.
pub(super) struct Talk {
    scene: Option<SceneId>,
    list: List,
    /// Letters shown of the present leaf.
    letters: usize,
    leaf: usize,
    steps: u32,
}

/// The widest the frame may be opened; its upper edge comes down where there is less to say.
const FRAME: Area = Area::new(0, 108, 256, 132);

impl Talk {
    pub(super) fn new() -> Talk {
        Talk { scene: None, list: List::new(0), letters: 0, leaf: 0, steps: 0 }
    }

    fn renew(&mut self, desk: &Desk) {
        let scene = desk.world().and_then(|world| world.now.story.scene.as_ref()).map(|(scene, _)| scene);
        if scene != self.scene.as_ref() {
            *self = Talk { scene: scene.cloned(), ..Talk::new() };
        }
        self.list.resize(choices(desk).len());
    }

    /// The leaf that is shown, in lines, and whether it is the last.
    fn shown(&self, desk: &Desk) -> (Vec<String>, bool) {
        let text = scene(desk).map_or(String::new(), |scene| desk.say(scene.text.as_str()));
        let lines = desk.letters.wrap(&text, FRAME.width - 24);
        let fit = lines_a_leaf(desk.letters.line_height());
        let leaves = lines.len().div_ceil(fit).max(1);
        let leaf = self.leaf.min(leaves - 1);
        (lines.into_iter().skip(leaf * fit).take(fit).collect(), leaf + 1 == leaves)
    }

    /// The frame: as high as the present leaf and its choices ask for.
    fn frame(&self, desk: &Desk) -> Area {
        let (lines, last) = self.shown(desk);
        let line = desk.letters.line_height();
        let below = usize::from(last && awaited(desk).is_some());
        let told = (lines.len() + below).max(3) as i32 * line + 24;
        let choices = choices(desk);
        let (rows, height) = if last { (choices.len().min(5) as i32, row_height(desk, &choices)) } else { (0, 0) };
        let chosen = if rows > 0 { rows * height + 4 } else { 0 };
        let height = (told + chosen).min(FRAME.height + line);
        Area::new(FRAME.x, 240 - height, FRAME.width, height)
    }

    fn is_written(&self, lines: &[String]) -> bool {
        self.letters >= lines.iter().map(|line| line.chars().count()).sum()
    }
}

const fn lines_a_leaf(line: i32) -> usize {
    if line > 10 { 4 } else { 5 }
}

/// The scene that is played.
fn scene<'a>(desk: &Desk<'a>) -> Option<&'a Scene> {
    let world = desk.view.world?;
    world.tale.scenes.get(&world.now.story.scene.as_ref()?.0)
}

/// The choices that the player may take, each with its offer.
fn choices<'a>(desk: &Desk<'a>) -> Vec<(&'a Choice, &'a Offer)> {
    let Some(scene) = scene(desk) else { return Vec::new() };
    let offer = |choice: &Choice| {
        desk.offers.iter().find(|offer| matches!(&offer.command.verb, Verb::Choose { choice: id } if *id == choice.id))
    };
    scene.choices.iter().filter_map(|choice| Some((choice, offer(choice)?))).collect()
}

fn go_on<'a>(desk: &Desk<'a>) -> Option<&'a Offer> {
    desk.offers.iter().find(|offer| offer.command.verb == Verb::Continue)
}

/// Who else's choice it is, while it is neither for this player to choose nor to go on.
fn awaited(desk: &Desk) -> Option<String> {
    if !choices(desk).is_empty() || go_on(desk).is_some() {
        return None;
    }
    let (_, by) = desk.world()?.now.story.scene.as_ref()?;
    Some(desk.called(*by))
}

impl Page for Talk {
    fn press(&mut self, button: Button, desk: &Desk) -> Reply {
        self.renew(desk);
        match button {
            Button::A => {
                let (lines, last) = self.shown(desk);
                if !self.is_written(&lines) {
                    self.letters = WHOLE;
                    return Reply::stay();
                }
                if !last {
                    self.leaf += 1;
                    self.letters = 0;
                    return Reply::stay();
                }
                let choices = choices(desk);
                if let Some((_, offer)) = choices.get(self.list.at()) {
                    return Reply::want(Intent::Ask(offer.command.clone()));
                }
                go_on(desk).map_or(Reply::stay(), |offer| Reply::want(Intent::Ask(offer.command.clone())))
            }
            Button::B => Reply::open(Pause::new(desk)),
            button => {
                if let Some(page) = Pause::shortcut(button, desk) {
                    return page;
                }
                self.list.press(button);
                Reply::stay()
            }
        }
    }

    fn step(&mut self, desk: &Desk) {
        self.renew(desk);
        self.steps = self.steps.wrapping_add(1);
        self.letters = match desk.settings.pace {
            Pace::Slow if self.steps.is_multiple_of(4) => self.letters.saturating_add(1),
            Pace::Slow => self.letters,
            Pace::Usual if self.steps.is_multiple_of(2) => self.letters.saturating_add(1),
            Pace::Usual => self.letters,
            Pace::Fast => self.letters.saturating_add(2),
            Pace::AtOnce => WHOLE,
        };
    }

    fn draw(&self, desk: &Desk, pen: &mut Pen) {
        board::draw(desk, pen, &Marks::default());
        hud::sign(desk, pen);
        hud::notices(desk, pen, 4);
        let frame = self.frame(desk);
        pen.panel(frame);
        let speaker = scene(desk).and_then(|scene| scene.speaker.as_ref()).map(|id| desk.say(id.as_str()));
        let (lines, last) = self.shown(desk);
        let mut left = self.letters;
        let mut y = frame.y + 10;
        for line in &lines {
            let part: String = line.chars().take(left).collect();
            left = left.saturating_sub(line.chars().count());
            pen.letters.draw(pen.canvas, FRAME.x + 12, y, &part, Ink::TEXT);
            y += pen.line();
        }
        if let Some(speaker) = speaker {
            plate(pen, frame, &speaker);
        }
        if !self.is_written(&lines) {
            return;
        }
        if !last {
            pen.arrow(FRAME.right() - 14, FRAME.bottom() - 12, false, Ink::SELECTED);
            return;
        }
        self.draw_choices(desk, pen, y + 4);
    }

    fn list(&mut self) -> Option<&mut List> {
        Some(&mut self.list)
    }
}

impl Talk {
    fn draw_choices(&self, desk: &Desk, pen: &mut Pen, top: i32) {
        let choices = choices(desk);
        if choices.is_empty() {
            if go_on(desk).is_some() {
                pen.arrow(FRAME.right() - 14, FRAME.bottom() - 12, false, Ink::SELECTED);
            } else if let Some(who) = awaited(desk) {
                let text = pen.tell(&Sentence::new("talk-waits").with("who", Value::text(who)));
                pen.picture("small_hourglass", FRAME.x + 12, FRAME.bottom() - 18);
                pen.text((FRAME.x + 24, FRAME.bottom() - 18), 210, &text, Ink::DIM_TEXT);
            }
            return;
        }
        let texts: Vec<(String, Vec<&'static str>)> = choices.iter().map(|(choice, _)| words(desk, choice)).collect();
        let height = row_height(desk, &choices);
        let area = Area::new(FRAME.x + 8, top, FRAME.width - 16, FRAME.bottom() - top - 8);
        pen.canvas.fill(Area::new(FRAME.x + 12, top - 2, FRAME.width - 24, 1), Ink::STONE);
        self.list.draw(pen, area, height, |pen, area, at, chosen| {
            let Some((text, signs)) = texts.get(at) else { return };
            pen.choice(area, "", chosen, Ink::TEXT);
            let mut x = area.x + 11;
            for sign in signs {
                if *sign == DIE {
                    die::sign(pen, x, area.y + 2 + (pen.line() - 8) / 2);
                } else {
                    pen.picture(sign, x, area.y + 2 + (pen.line() - 8) / 2);
                }
                x += 10;
            }
            let ink = if chosen { Ink::TEXT } else { Ink::DIM_TEXT };
            let text_area = Area::new(x, area.y + 3, area.right() - x - 2, area.height - 3);
            pen.paragraph(text_area, text, ink);
        });
    }
}

/// How high each choice's row is: two lines for all as soon as one needs them.
fn row_height(desk: &Desk, choices: &[(&Choice, &Offer)]) -> i32 {
    let room = FRAME.width - 33;
    let long = choices.iter().map(|(choice, _)| words(desk, choice));
    let long = long.into_iter().any(|(text, signs)| desk.letters.width(&text) > room - 10 * signs.len() as i32);
    desk.letters.line_height() * if long { 2 } else { 1 } + 4
}

/// What a choice says, and signs for what it asks: a die for a check, a star for what not everyone is offered.
fn words(desk: &Desk, choice: &Choice) -> (String, Vec<&'static str>) {
    let text = desk.say(choice.text.as_str());
    let mut signs = Vec::new();
    if !choice.needs.is_empty() {
        signs.push("small_star");
    }
    match &choice.leads {
        Leads::Direct(_) => (text, signs),
        Leads::Resisted { spell, .. } => {
            signs.push(DIE);
            (format!("{text} [{}]", desk.name("spell", spell.as_str())), signs)
        }
        Leads::Dice { test, .. } => {
            signs.push(DIE);
            let test = match test.skill {
                Some(skill) => desk.name("skill", skill_id(skill)),
                None => desk.name("ability", test.ability.short()),
            };
            (format!("{text} [{test}]"), signs)
        }
    }
}

/// The speaker's name on a plate that sits on the frame.
fn plate(pen: &mut Pen, frame: Area, name: &str) {
    let width = (pen.letters.width(name) + 14).min(200);
    let plate = Area::new(frame.x + 10, frame.y - pen.line() + 2, width, pen.line() + 4);
    pen.canvas.fill(plate.inset(-1), Ink::NIGHT);
    pen.canvas.fill(plate, Ink::EARTH);
    pen.canvas.fill(Area { height: 1, ..plate }, Ink::GOLD);
    pen.text((plate.x + 7, plate.y + 3), width - 10, name, Ink::PAPER);
}

/// More letters than any leaf has.
const WHOLE: usize = 100_000;
/// The sign of a check, which is drawn and not a sprite.
const DIE: &str = "die";

#[cfg(test)]
mod tests {
    use super::*;
    use crate::srd::Book;
    use crate::tale::standard;
    use crate::ui::Ui;
    use crate::ui::settings::Settings;
    use crate::ui::view::{Status, View};
    use crate::world::World;
    use crate::world::id::{CreatureId, PlayerId};
    use std::sync::Arc;

    #[test]
    fn whose_choice_it_is_stands_below_what_is_told() {
        let tale = &standard()[0];
        let mut world = World::new(Arc::new(Book::standard().clone()), Arc::new(tale.clone()));
        let status = Status::default();
        for language in ["en", "ja"] {
            let mut ui = Ui::new(Settings { language: language.to_owned(), ..Settings::default() });
            ui.step(&View { world: Some(&world), player: PlayerId([1; 32]), seats: &[], status: &status });
            for scene in tale.scenes.keys() {
                world.now.story.scene = Some((scene.clone(), CreatureId(1)));
                let view = View { world: Some(&world), player: PlayerId([1; 32]), seats: &[], status: &status };
                let desk = ui.kit.desk(&view);
                let mut talk = Talk::new();
                talk.renew(&desk);
                talk.leaf = usize::MAX;
                let (lines, last) = talk.shown(&desk);
                assert!(last && awaited(&desk).is_some());
                let bottom = talk.frame(&desk).y + 10 + lines.len() as i32 * desk.letters.line_height();
                assert!(bottom <= FRAME.bottom() - 18, "{scene}: {} lines reach down to {bottom}", lines.len());
            }
        }
    }
}
