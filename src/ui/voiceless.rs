//! Why this machine has no voice at the table any more, and how its player goes on.

use super::desk::Desk;
use super::key::Button;
use super::page::{Page, Reply};
use super::pen::Pen;
use super::view::Voiceless;
use crate::canvas::{Area, Ink};

/// The page.
pub(super) struct VoicelessPage;

impl Page for VoicelessPage {
    fn press(&mut self, button: Button, _: &Desk) -> Reply {
        if matches!(button, Button::A | Button::B) { Reply::close() } else { Reply::stay() }
    }

    fn draw(&self, desk: &Desk, pen: &mut Pen) {
        let title = pen.say("voiceless-title");
        pen.page(&title);
        let frame = Area::new(6, 24, 244, 196);
        pen.panel(frame);
        let inner = frame.inset(10);
        let why = match desk.view.status.voiceless {
            Some(Voiceless::Convicted) => "voiceless-convicted",
            Some(Voiceless::Replaced) => "voiceless-replaced",
            Some(Voiceless::PutBack) | None => "voiceless-put-back",
        };
        let lines = [
            (why, Ink::DANGER, 0),
            ("voiceless-go-on", Ink::GOLD, 0),
            ("voiceless-ticket", Ink::TEXT, 8),
            ("voiceless-folder", Ink::TEXT, 8),
            ("voiceless-join", Ink::TEXT, 8),
            ("voiceless-kept", Ink::DIM_TEXT, 0),
        ];
        let mut y = inner.y;
        for (id, ink, indent) in lines {
            let text = pen.say(id);
            let area = Area::new(inner.x + indent, y, inner.width - indent, inner.bottom() - y);
            y = pen.paragraph(area, &text, ink) + 6;
        }
        pen.hints(&[('B', "hint-back")]);
    }
}
