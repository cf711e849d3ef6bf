//! Who can be reached, which way, how fast, and on how many machines the evening is kept.

use super::desk::Desk;
use super::hud::link_sign;
use super::intent::Intent;
use super::key::Button;
use super::list::List;
use super::page::{Page, Reply};
use super::pen::Pen;
use super::view::{Link, Person, Role, Status};
use super::voiceless::VoicelessPage;
use crate::canvas::{Area, Ink};
use crate::words::sentence::{Sentence, Value};

/// The page of links.
pub(super) struct Links {
    list: List,
    /// The player said once that he would go on apart, or go along with those who did.
    sure: bool,
}

impl Links {
    pub(super) fn new() -> Links {
        Links { list: List::new(0), sure: false }
    }
}

impl Page for Links {
    fn press(&mut self, button: Button, desk: &Desk) -> Reply {
        self.list.resize(desk.view.status.people.len());
        match button {
            // Only where no majority answers is there anything to part from, and it is asked for twice, as is going along.
            Button::A if (desk.view.status.onward || waits(desk.view.status.role)) && !self.sure => {
                self.sure = true;
                Reply::stay()
            }
            Button::A if desk.view.status.onward => Reply::want(Intent::Follow).and_close(),
            Button::A if waits(desk.view.status.role) => Reply::want(Intent::Fork).and_close(),
            Button::A if desk.view.status.voiceless.is_some() => Reply::open(VoicelessPage),
            Button::A | Button::B => Reply::close(),
            button => {
                self.list.press(button);
                Reply::stay()
            }
        }
    }

    fn step(&mut self, desk: &Desk) {
        self.list.resize(desk.view.status.people.len());
    }

    fn draw(&self, desk: &Desk, pen: &mut Pen) {
        let title = pen.say("pause-links");
        pen.page(&title);
        let status = desk.view.status;
        let frame = Area::new(6, 24, 244, 126);
        pen.panel(frame);
        let height = pen.line() * 2 + 2;
        let area = frame.inset(8);
        if status.people.is_empty() {
            pen.label((area.x + 2, area.y + 2), area.width, "links-alone", Ink::DIM_TEXT);
        }
        self.list.draw(pen, area, height, |pen, area, at, _| {
            if let Some(person) = status.people.get(at) {
                person_row(pen, area, person);
            }
        });
        let below = Area::new(6, 152, 244, 70);
        pen.panel(below);
        let inner = below.inset(9);
        if status.onward {
            let told = pen.say("links-onward");
            pen.paragraph(inner, &told, Ink::TEXT);
        } else {
            how_it_stands(pen, inner, status);
        }
        match (waits(status.role), self.sure) {
            (_, false) if status.onward => pen.hints(&[('A', "hint-along"), ('B', "hint-back")]),
            (_, true) if status.onward => pen.hints(&[('A', "hint-along-sure"), ('B', "hint-back")]),
            (true, false) => pen.hints(&[('A', "hint-apart"), ('B', "hint-back")]),
            (true, true) => pen.hints(&[('A', "hint-apart-sure"), ('B', "hint-back")]),
            (false, _) if status.voiceless.is_some() => pen.hints(&[('A', "voiceless-how"), ('B', "hint-back")]),
            (false, _) => pen.hints(&[('B', "hint-back")]),
        }
    }
}

/// What this machine does, the term, and how far everything is kept.
fn how_it_stands(pen: &mut Pen, inner: Area, status: &Status) {
    let lines = [
        part(pen, status.role),
        pen.tell(&Sentence::new("links-term").with("term", i64::try_from(status.term).unwrap_or(i64::MAX))),
        pen.tell(&Sentence::new("links-kept").with("machines", status.machines.max(1))),
        pen.tell(
            &Sentence::new("links-entries")
                .with("durable", i64::try_from(status.durable).unwrap_or(i64::MAX))
                .with("accepted", i64::try_from(status.accepted).unwrap_or(i64::MAX)),
        ),
    ];
    for (at, line) in lines.iter().enumerate() {
        pen.text((inner.x, inner.y + at as i32 * (pen.line() + 1)), inner.width, line, Ink::TEXT);
    }
}

/// True while nothing can be decided because too few answer.
fn waits(role: Role) -> bool {
    matches!(role, Role::Frozen { .. } | Role::Waiting { .. } | Role::Candidate)
}

/// What this machine does at the table.
fn part(pen: &Pen, role: Role) -> String {
    match role {
        Role::Nowhere => pen.say("role-nowhere"),
        Role::Alone => pen.say("role-alone"),
        Role::Host => pen.say("role-host"),
        Role::Guest => pen.say("role-guest"),
        Role::Candidate => pen.say("role-candidate"),
        Role::Stopped => pen.say("ribbon-stopped"),
        Role::Frozen { here, of } => pen.tell(&Sentence::new("ribbon-frozen").with("here", here).with("of", of)),
        Role::Waiting { here, of } => pen.tell(&Sentence::new("ribbon-waiting").with("here", here).with("of", of)),
    }
}

/// One person: a sign and a word for the link, the way, the time there and back.
pub(super) fn person_row(pen: &mut Pen, area: Area, person: &Person) {
    let (sign, moves) = link_sign(person.link);
    let frame = if moves { (pen.tick / 20) as usize } else { 0 };
    pen.canvas.stamp(pen.sprites.frame(sign, frame), area.x, area.y + 1);
    let mut x = area.x + 12;
    if person.host {
        pen.picture("small_crown", x, area.y);
        x += 11;
    }
    pen.text((x, area.y), 110, &person.name, Ink::TEXT);
    let (id, ink) = match person.link {
        Link::Here => ("link-here", Ink::ICE),
        Link::Good => ("link-good", Ink::HP),
        Link::Slow => ("link-slow", Ink::GOLD),
        Link::Trying => ("link-trying", Ink::DANGER),
        Link::Gone => ("link-gone", Ink::MIST),
    };
    let word = pen.say(id);
    pen.ending(area.right(), area.y, &word, ink);
    let mut way = person.path.as_ref().map_or(String::new(), |path| pen.tell(path));
    if let Some(time) = person.round_trip_ms {
        let time = pen.tell(&Sentence::new("links-time").with("ms", time));
        way = if way.is_empty() {
            time
        } else {
            pen.tell(&Sentence::new("links-way").with("way", Value::text(way)).with("time", Value::text(time)))
        };
    }
    pen.text((area.x + 12, area.y + pen.line()), area.width - 14, &way, Ink::DIM_TEXT);
}
