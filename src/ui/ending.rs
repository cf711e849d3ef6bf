//! The end of an adventure: how it ended, who was there, and good night.

use super::board;
use super::desk::Desk;
use super::intent::Intent;
use super::key::Button;
use super::page::{Page, Reply};
use super::pause::Pause;
use super::pen::Pen;
use crate::canvas::{Area, Ink};
use crate::words::sentence::{Sentence, Value};

/// The last page.
pub(super) struct Ending;

impl Page for Ending {
    fn press(&mut self, button: Button, desk: &Desk) -> Reply {
        match button {
            Button::A => Reply::want(Intent::Leave),
            Button::B => Reply::open(Pause::new(desk)),
            _ => Reply::stay(),
        }
    }

    fn draw(&self, desk: &Desk, pen: &mut Pen) {
        let Some(world) = desk.world() else { return };
        pen.canvas.fill(Area::new(0, 0, 256, 240), Ink::NIGHT);
        pen.canvas.dither(Area::new(0, 0, 256, 120), Ink::PANEL, 4);
        let title = pen.say("ending-title");
        let x = 128 - pen.letters.width(&title) / 2;
        pen.letters.draw_rimmed(pen.canvas, x, 24, &title, (Ink::GOLD, Ink::BARK));
        let frame = Area::new(16, 44, 224, 96);
        pen.panel(frame);
        let text = world.now.story.ending.as_ref().map_or(String::new(), |id| desk.say(id.as_str()));
        pen.paragraph(frame.inset(12), &text, Ink::TEXT);
        let heroes: Vec<_> = world.heroes().take(8).collect();
        let width = 26;
        let mut x = 128 - heroes.len() as i32 * width / 2;
        for hero in heroes {
            board::portrait(desk, pen, hero, x + 5, 154);
            pen.centred(x + width / 2, 173, width - 2, &hero.name, Ink::DIM_TEXT);
            x += width;
        }
        let status = desk.view.status;
        let kept = pen.tell(&Sentence::new("links-kept").with("machines", status.machines.max(1)));
        pen.centred(128, 196, 240, &kept, Ink::DIM_TEXT);
        let table = pen.tell(&Sentence::new("ending-night").with("table", Value::text(status.table.as_str())));
        pen.centred(128, 196 + pen.line() + 1, 240, &table, Ink::DIM_TEXT);
        pen.hints(&[('A', "ending-leave")]);
    }
}
