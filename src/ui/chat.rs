//! What people at the table say to each other.

use super::desk::Desk;
use super::field::{Field, Wrote};
use super::intent::Intent;
use super::key::Button;
use super::page::{Page, Reply};
use super::pen::Pen;
use crate::canvas::Letters;
use crate::canvas::{Area, Ink};

/// The talk so far and a line to write.
pub(super) struct Chat {
    field: Field,
}

const LETTERS_MAX: usize = 200;

impl Chat {
    pub(super) fn new() -> Chat {
        Chat { field: Field::new(LETTERS_MAX) }
    }
}

impl Page for Chat {
    fn press(&mut self, button: Button, _: &Desk) -> Reply {
        match self.field.press(button) {
            Wrote::Taken => Reply::stay(),
            Wrote::Back => Reply::close(),
            Wrote::Done => {
                let text = self.field.text().trim().to_owned();
                self.field.clear();
                if text.is_empty() { Reply::close() } else { Reply::want(Intent::Say(text)) }
            }
        }
    }

    fn draw(&self, desk: &Desk, pen: &mut Pen) {
        let title = pen.say("pause-chat");
        pen.page(&title);
        let frame = Area::new(6, 22, 244, 176);
        pen.panel(frame);
        let area = frame.inset(9);
        let mut y = area.bottom();
        if desk.view.status.chat.is_empty() {
            pen.label((area.x, area.y), area.width, "chat-empty", Ink::DIM_TEXT);
        }
        for said in desk.view.status.chat.iter().rev() {
            let lines = wrap(pen.letters, &said.text, area.width - 8);
            y -= (lines.len() as i32 + 1) * pen.line() + 3;
            if y < area.y {
                break;
            }
            let mine = desk
                .view
                .status
                .people
                .iter()
                .any(|person| person.player == desk.view.player && person.name == said.name);
            let ink = if mine { Ink::GOLD } else { Ink::ICE };
            pen.picture("small_speech", area.x - 2, y + (pen.line() - 9) / 2);
            pen.text((area.x + 8, y), area.width - 8, &said.name, ink);
            for (at, line) in lines.iter().enumerate() {
                pen.letters.draw(pen.canvas, area.x + 8, y + (at as i32 + 1) * pen.line(), line, Ink::TEXT);
            }
        }
        pen.hints(&[('A', "chat-say"), ('+', "chat-letters"), ('B', "hint-back")]);
        self.field.draw(pen, Area::new(6, 202, 244, pen.line() + 8));
    }

    fn field(&mut self) -> Option<&mut Field> {
        Some(&mut self.field)
    }
}

fn wrap(letters: &Letters, text: &str, width: i32) -> Vec<String> {
    letters.wrap(text, width)
}
