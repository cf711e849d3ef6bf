//! Asks the player for the name that others will see.

use super::desk::Desk;
use super::field::{Field, Wrote};
use super::intent::Intent;
use super::key::Button;
use super::page::{Page, Reply};
use super::pen::Pen;
use super::settings::Settings;
use super::title;
use crate::canvas::{Area, Ink};

/// The page that asks for a name.
pub(super) struct Name {
    field: Field,
}

const LETTERS_MAX: usize = 16;

impl Name {
    pub(super) fn new(desk: &Desk) -> Name {
        Name { field: Field::with(LETTERS_MAX, &desk.settings.name) }
    }
}

impl Page for Name {
    fn press(&mut self, button: Button, desk: &Desk) -> Reply {
        match self.field.press(button) {
            Wrote::Taken => Reply::stay(),
            Wrote::Back => Reply::close(),
            Wrote::Done => {
                let name = self.field.text().trim().to_owned();
                if name.is_empty() {
                    return Reply::stay();
                }
                let settings = Settings { name, ..desk.settings.clone() };
                Reply::want(Intent::Settings(Box::new(settings))).and_close()
            }
        }
    }

    fn draw(&self, _: &Desk, pen: &mut Pen) {
        title::dim_scene(pen);
        let frame = Area::new(28, 60, 200, 4 * pen.line() + 34);
        pen.panel(frame);
        let question = pen.say("name-ask");
        let y = pen.paragraph(
            Area::new(frame.x + 12, frame.y + 10, frame.width - 24, 2 * pen.line()),
            &question,
            Ink::TEXT,
        );
        pen.hints(&[('+', "chat-letters"), ('A', "hint-done"), ('B', "hint-back")]);
        self.field.draw(pen, Area::new(frame.x + 12, y + 6, frame.width - 24, pen.line() + 8));
    }

    fn field(&mut self) -> Option<&mut Field> {
        Some(&mut self.field)
    }
}
