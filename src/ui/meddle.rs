//! What a tester can do to a simulated evening: a menu over the lab page.

use super::desk::Desk;
use super::intent::Intent;
use super::key::Button;
use super::list::List;
use super::night::{Lab, Night, Now, Wish};
use super::page::{Page, Reply};
use super::pen::Pen;
use crate::canvas::{Area, Ink};
use crate::words::sentence::{Sentence, Value};

/// The fastest that time goes, as a multiple of life.
pub(super) const PACE_MOST: u32 = 8;

/// The menu for one machine.
pub(super) struct Meddle {
    list: List,
    rows: Vec<(Sentence, Wish)>,
}

impl Meddle {
    /// What can be done while the evening stands like this.
    pub(super) fn new(night: &Night, who: usize, apart: bool) -> Meddle {
        let rows = rows(night, who, apart);
        Meddle { list: List::new(rows.len()), rows }
    }
}

fn rows(night: &Night, who: usize, apart: bool) -> Vec<(Sentence, Wish)> {
    let Some(lane) = night.lanes.get(who) else { return Vec::new() };
    let about = |id: &'static str| Sentence::new(id).with("name", Value::text(lane.name.as_str()));
    let now = lane.now(night.shown_ms);
    let mut rows = Vec::new();
    if night.verdict.is_none() {
        if apart && night.is_cut() {
            rows.push((about("lab-do-beside"), Wish::Heal));
        } else {
            rows.push((about("lab-do-apart"), Wish::Sides(vec![who])));
        }
        if now == Now::Off {
            rows.push((about("lab-do-start"), Wish::Start(who)));
        } else {
            rows.push((about("lab-do-kill"), Wish::Kill(who)));
            rows.push((about("lab-do-pause"), Wish::Pause(who)));
        }
        if now == Now::Follows {
            rows.push((about("lab-do-hand"), Wish::HandOver(who)));
        }
        if night.is_cut() {
            rows.push((Sentence::new("lab-do-heal"), Wish::Heal));
        }
    }
    if night.pace == 0 {
        rows.push((Sentence::new("lab-do-go"), Wish::Pace(1)));
    } else {
        rows.push((Sentence::new("lab-do-stop"), Wish::Pace(0)));
        let next = if night.pace >= PACE_MOST { 1 } else { night.pace * 2 };
        rows.push((Sentence::new("lab-do-faster").with("times", next), Wish::Pace(next)));
    }
    if night.verdict.is_none() {
        rows.push((Sentence::new("lab-do-finish"), Wish::Finish));
    }
    rows.push((Sentence::new("lab-do-again"), Wish::Again));
    rows.push((Sentence::new("lab-do-keep"), Wish::Keep));
    rows.push((Sentence::new("lab-do-close"), Wish::Close));
    rows
}

impl Page for Meddle {
    fn press(&mut self, button: Button, desk: &Desk) -> Reply {
        match (button, self.rows.get(self.list.at())) {
            (Button::A, Some((_, wish))) if matches!(desk.view.status.lab, Some(Lab::Night(_))) => {
                Reply::want(Intent::Lab(wish.clone())).and_close()
            }
            (Button::A | Button::B, _) => Reply::close(),
            (button, _) => {
                self.list.press(button);
                Reply::stay()
            }
        }
    }

    fn draw(&self, _: &Desk, pen: &mut Pen) {
        let row = pen.row();
        let height = self.rows.len() as i32 * row + 12;
        let frame = Area::new(98, 235 - pen.line() - height, 155, height);
        pen.panel(frame);
        self.list.draw(pen, frame.inset(6), row, |pen, area, at, chosen| {
            let Some((sentence, _)) = self.rows.get(at) else { return };
            let text = pen.tell(sentence);
            if pen.letters.width(&text) > area.width - 13 {
                pen.misfits.push(text.clone());
            }
            pen.choice(area, &text, chosen, Ink::TEXT);
        });
        pen.hints(&[('A', "hint-choose"), ('B', "hint-back")]);
    }

    fn covers(&self) -> bool {
        false
    }

    fn list(&mut self) -> Option<&mut List> {
        Some(&mut self.list)
    }
}
