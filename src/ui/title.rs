//! The title page: the name, a night outside, and how an evening begins.

use super::desk::Desk;
use super::intent::Intent;
use super::key::Button;
use super::list::List;
use super::night;
use super::page::{Page, Reply};
use super::pen::Pen;
use crate::canvas::{Area, Ink};

/// The title page.
pub(super) struct Title {
    list: List,
}

const ROWS: [&str; 6] = ["title-alone", "title-join", "title-host", "title-continue", "title-settings", "title-quit"];

impl Title {
    pub(super) fn new() -> Title {
        Title { list: List::new(ROWS.len()) }
    }
}

impl Page for Title {
    fn press(&mut self, button: Button, desk: &Desk) -> Reply {
        if self.list.press(button) || button != Button::A {
            return Reply::stay();
        }
        let _ = desk;
        match self.list.at() {
            5 => Reply::want(Intent::Quit),
            _ => Reply::stay(),
        }
    }

    fn draw(&self, _: &Desk, pen: &mut Pen) {
        night::draw(pen);
        let height = pen.row() * ROWS.len() as i32 + 12;
        let frame = Area::new(72, 236 - height, 112, height);
        pen.panel(frame);
        let row = pen.row();
        self.list.draw(pen, frame.inset(6), row, |pen, area, at, chosen| {
            let text = pen.say(ROWS[at]);
            pen.choice(area, &text, chosen, Ink::DIM_TEXT);
        });
    }

    fn list(&mut self) -> Option<&mut List> {
        Some(&mut self.list)
    }
}
