//! Who knocks, and the answer: let in, let in as a friend on another machine, or turned away.

use super::desk::Desk;
use super::intent::Intent;
use super::key::Button;
use super::list::List;
use super::page::{Page, Reply, Turn};
use super::pen::Pen;
use crate::canvas::{Area, Ink};
use crate::words::sentence::{Sentence, Value};
use crate::world::id::PlayerId;

/// An answer to a knock.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Answer {
    /// He is someone new.
    Admit(PlayerId),
    /// He is this member, on another machine.
    AdmitAs(PlayerId, PlayerId),
    /// He stays outside.
    TurnAway(PlayerId),
}

impl Answer {
    /// What can be answered to the first who knocks.
    pub(super) fn all(desk: &Desk) -> Vec<Answer> {
        let Some(knock) = desk.view.status.knocks.first() else { return Vec::new() };
        let who = knock.player;
        let places = knock.places.iter().map(|(place, _)| Answer::AdmitAs(who, *place));
        std::iter::once(Answer::Admit(who)).chain(places).chain([Answer::TurnAway(who)]).collect()
    }

    /// The wish that gives this answer.
    pub(super) const fn intent(self) -> Intent {
        match self {
            Answer::Admit(player) => Intent::Admit { player },
            Answer::AdmitAs(player, place) => Intent::AdmitAs { player, place },
            Answer::TurnAway(player) => Intent::TurnAway { player },
        }
    }

    /// Writes the answer on one line.
    pub(super) fn write(self, desk: &Desk, pen: &mut Pen, place: (i32, i32), width: i32, chosen: bool) {
        let ink = |own| if chosen { Ink::TEXT } else { own };
        match self {
            Answer::Admit(_) => pen.label(place, width, "lobby-admit", ink(Ink::HP)),
            Answer::TurnAway(_) => pen.label(place, width, "lobby-turn-away", ink(Ink::DANGER)),
            Answer::AdmitAs(_, member) => {
                let places = desk.view.status.knocks.iter().flat_map(|knock| &knock.places);
                let name = places.filter(|(player, _)| *player == member).map(|(_, name)| name.as_str()).next();
                let sentence = Sentence::new("lobby-admit-as").with("who", Value::text(name.unwrap_or_default()));
                let text = pen.tell(&sentence);
                pen.text(place, width, &text, ink(Ink::GOLD))
            }
        };
    }
}

/// Writes who knocks and the digits that stand on his screen too; returns the row below.
pub(super) fn write_knock(desk: &Desk, pen: &mut Pen, frame: Area, top: i32) -> i32 {
    let Some(knock) = desk.view.status.knocks.first() else { return top };
    let id = if knock.by_ticket { "lobby-knock" } else { "lobby-knock-near" };
    let who = pen.tell(&Sentence::new(id).with("who", Value::text(knock.name.as_str())));
    pen.picture("small_star", frame.x + 7, top + 1);
    pen.text((frame.x + 18, top), frame.width - 26, &who, Ink::GOLD);
    let digits: String = knock.digits.chars().flat_map(|digit| [digit, ' ']).collect();
    pen.text((frame.x + 18, top + pen.line()), frame.width - 26, &digits, Ink::TEXT);
    top + 2 * pen.line() + 2
}

/// The page behind the menu while someone knocks in the middle of an adventure.
pub(super) struct Door {
    list: List,
}

impl Door {
    pub(super) fn new(desk: &Desk) -> Door {
        Door { list: List::new(Answer::all(desk).len()) }
    }
}

impl Page for Door {
    fn press(&mut self, button: Button, desk: &Desk) -> Reply {
        let answers = Answer::all(desk);
        self.list.resize(answers.len());
        match (button, answers.get(self.list.at())) {
            (Button::B, _) | (_, None) => Reply::close(),
            (Button::A, Some(answer)) => Reply { turn: Turn::CloseAll, intents: vec![answer.intent()] },
            (button, Some(_)) => {
                self.list.press(button);
                Reply::stay()
            }
        }
    }

    fn step(&mut self, desk: &Desk) {
        self.list.resize(Answer::all(desk).len());
    }

    fn draw(&self, desk: &Desk, pen: &mut Pen) {
        let (answers, row) = (Answer::all(desk), pen.row());
        let height = answers.len() as i32 * row + 2 * pen.line() + 18;
        let frame = Area::new(64, 100 - height / 2, 128, height);
        pen.panel(frame);
        let top = write_knock(desk, pen, frame, frame.y + 7);
        let area = Area::new(frame.x + 6, top, frame.width - 12, frame.bottom() - top - 6);
        self.list.draw(pen, area, row, |pen, area, at, chosen| {
            let Some(answer) = answers.get(at) else { return };
            pen.choice(area, "", chosen, Ink::TEXT);
            let y = area.y + (area.height - pen.line()) / 2 + 1;
            answer.write(desk, pen, (area.x + 12, y), area.width - 12, chosen);
        });
    }

    fn covers(&self) -> bool {
        false
    }

    fn list(&mut self) -> Option<&mut List> {
        Some(&mut self.list)
    }
}
