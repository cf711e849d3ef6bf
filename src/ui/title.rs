//! The title page: the name, a picture, and how an evening begins.

use super::about::About;
use super::desk::Desk;
use super::intent::Intent;
use super::join::Join;
use super::key::Button;
use super::lab::LabPage;
use super::list::List;
use super::name::Name;
use super::options::Options;
use super::page::{Page, Reply};
use super::pen::Pen;
use super::shelf::Shelf;
use crate::canvas::{Area, Ink, Swap};
use crate::words::sentence::{Sentence, Value};

/// The title page.
pub(super) struct Title {
    list: List,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Row {
    Continue,
    Alone,
    Join,
    Host,
    Lab,
    Settings,
    About,
    Quit,
}

/// The rows: what was begun comes first, where something was begun.
fn rows(desk: &Desk) -> Vec<Row> {
    let all = [Row::Continue, Row::Alone, Row::Join, Row::Host, Row::Lab, Row::Settings, Row::About, Row::Quit];
    all.into_iter().filter(|row| *row != Row::Continue || !desk.view.status.saved.is_empty()).collect()
}

impl Title {
    pub(super) fn new() -> Title {
        Title { list: List::new(6) }
    }
}

impl Page for Title {
    fn press(&mut self, button: Button, desk: &Desk) -> Reply {
        let rows = rows(desk);
        self.list.resize(rows.len());
        if self.list.press(button) || button != Button::A {
            return Reply::stay();
        }
        let Some(row) = rows.get(self.list.at()).copied() else { return Reply::stay() };
        match row {
            // Others read the name before anything else: it is asked for once, before the first table.
            Row::Alone | Row::Join | Row::Host if desk.settings.name.is_empty() => Reply::open(Name::new(desk)),
            Row::Alone => Shelf::alone(desk),
            Row::Join => Reply::open(Join::new()),
            Row::Host => Shelf::host(desk),
            Row::Continue => Shelf::saved(desk),
            Row::Settings => Reply::open(Options::new(desk)),
            Row::Lab => LabPage::open(),
            Row::About => Reply::open(About::new()),
            Row::Quit => Reply::want(Intent::Quit),
        }
    }

    fn step(&mut self, desk: &Desk) {
        self.list.resize(rows(desk).len());
    }

    fn draw(&self, desk: &Desk, pen: &mut Pen) {
        scene(pen);
        let rows = rows(desk);
        let height = pen.row() * rows.len() as i32 + 12;
        // At the left, so that the inn and the party on its way stay in the picture.
        let widest = rows.iter().map(|row| pen.letters.width(&pen.words.text(words(*row)))).max().unwrap_or(0);
        let frame = Area::new(5, 206 - height, widest + 30, height);
        pen.panel(frame);
        let row = pen.row();
        self.list.draw(pen, frame.inset(6), row, |pen, area, at, chosen| {
            let Some(row) = rows.get(at) else { return };
            pen.choice(area, "", chosen, Ink::TEXT);
            let y = area.y + (area.height - pen.line()) / 2 + 1;
            pen.label((area.x + 12, y), area.width - 12, words(*row), if chosen { Ink::TEXT } else { Ink::DIM_TEXT });
        });
        if !desk.settings.name.is_empty() {
            let name = Sentence::new("title-welcome").with("name", Value::text(desk.settings.name.as_str()));
            let text = pen.tell(&name);
            pen.letters.draw_rimmed(pen.canvas, 8, 237 - pen.line(), &text, (Ink::PAPER, Ink::NIGHT));
        }
    }

    fn list(&mut self) -> Option<&mut List> {
        Some(&mut self.list)
    }
}

const fn words(row: Row) -> &'static str {
    match row {
        Row::Alone => "title-alone",
        Row::Join => "title-join",
        Row::Host => "title-host",
        Row::Continue => "title-continue",
        Row::Settings => "title-settings",
        Row::Lab => "lab-title",
        Row::About => "title-about",
        Row::Quit => "title-quit",
    }
}

/// The picture with the name on it; stars that come and go.
pub(super) fn scene(pen: &mut Pen) {
    pen.picture("title", 0, 0);
    let mut lot = 7_u32;
    for _ in 0..40 {
        lot = lot.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        let (x, y) = (((lot >> 8) % 256) as i32, ((lot >> 17) % 70) as i32);
        // Stars stand only where the picture has open night sky.
        if pen.canvas.ink_at(x, y) == Some(Ink::NIGHT) && (pen.tick / 16 + (lot >> 5)).is_multiple_of(9) {
            pen.canvas.pixel(x, y, Ink::PAPER);
        }
    }
    let logo = pen.sprites.named("logo");
    pen.canvas.stamp(logo, (256 - logo.width()) / 2, 14);
}

/// The same picture, darker, behind other pages before a table is found.
pub(super) fn dim_scene(pen: &mut Pen) {
    pen.picture("title", 0, 0);
    let whole = Area::new(0, 0, 256, 240);
    pen.canvas.tint(whole, &Swap::DIMMED);
    pen.canvas.dither(whole, Ink::NIGHT, 6);
}
