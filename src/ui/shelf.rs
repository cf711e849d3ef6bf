//! What can be opened: adventures to begin, tables to continue.

use super::desk::Desk;
use super::intent::Intent;
use super::key::Button;
use super::list::List;
use super::page::{Page, Reply};
use super::pen::Pen;
use super::title;
use crate::canvas::{Area, Ink};
use crate::words::sentence::{Sentence, Value};

/// The shelf.
pub(super) struct Shelf {
    list: List,
    holds: Holds,
}

/// What stands on the shelf, and what for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Holds {
    Alone,
    Host,
    Saved,
}

impl Shelf {
    /// Adventures to play alone; the only one is begun at once.
    pub(super) fn alone(desk: &Desk) -> Reply {
        Shelf::open(desk, Holds::Alone)
    }

    /// Adventures to host.
    pub(super) fn host(desk: &Desk) -> Reply {
        Shelf::open(desk, Holds::Host)
    }

    /// Tables to continue.
    pub(super) fn saved(desk: &Desk) -> Reply {
        Shelf::open(desk, Holds::Saved)
    }

    fn open(desk: &Desk, holds: Holds) -> Reply {
        if holds != Holds::Saved && desk.view.status.adventures.len() == 1 {
            return wish(desk, holds, 0).map_or(Reply::stay(), Reply::want);
        }
        Reply::open(Shelf { list: List::new(rows(desk, holds).len()), holds })
    }
}

/// The row's words: a title, and a line below it.
fn rows(desk: &Desk, holds: Holds) -> Vec<(String, String)> {
    let status = desk.view.status;
    match holds {
        Holds::Alone | Holds::Host => {
            status.adventures.iter().map(|tale| (tale.title.clone(), tale.name.clone())).collect()
        }
        Holds::Saved => status
            .saved
            .iter()
            .map(|table| {
                let with = if table.with.is_empty() { desk.say("shelf-alone") } else { table.with.join(", ") };
                let about = Sentence::new("shelf-played")
                    .with("when", Value::text(table.played.as_str()))
                    .with("with", Value::text(with));
                (table.name.clone(), desk.words.say(&about))
            })
            .collect(),
    }
}

fn wish(desk: &Desk, holds: Holds, at: usize) -> Option<Intent> {
    let status = desk.view.status;
    let adventure = || status.adventures.get(at).map(|tale| tale.name.clone());
    Some(match holds {
        Holds::Alone => Intent::PlayAlone { adventure: adventure()? },
        Holds::Host => Intent::Host { adventure: adventure()? },
        Holds::Saved => Intent::Continue { table: status.saved.get(at)?.table },
    })
}

impl Page for Shelf {
    fn press(&mut self, button: Button, desk: &Desk) -> Reply {
        match button {
            Button::B => Reply::close(),
            Button::A => wish(desk, self.holds, self.list.at()).map_or(Reply::stay(), Reply::want),
            button => {
                self.list.press(button);
                Reply::stay()
            }
        }
    }

    fn draw(&self, desk: &Desk, pen: &mut Pen) {
        title::dim_scene(pen);
        let id = if self.holds == Holds::Saved { "title-continue" } else { "shelf-adventures" };
        let heading = pen.say(id);
        pen.banner(&heading);
        let rows = rows(desk, self.holds);
        let frame = Area::new(16, 30, 224, 184);
        pen.panel(frame);
        let height = 2 * pen.line() + 8;
        if rows.is_empty() {
            pen.label((frame.x + 14, frame.y + 14), frame.width - 28, "shelf-empty", Ink::DIM_TEXT);
        }
        self.list.draw(pen, frame.inset(8), height, |pen, area, at, chosen| {
            let Some((name, about)) = rows.get(at) else { return };
            pen.choice(area, "", chosen, Ink::TEXT);
            pen.text((area.x + 14, area.y + 4), area.width - 18, name, if chosen { Ink::GOLD } else { Ink::TEXT });
            pen.text((area.x + 14, area.y + 4 + pen.line()), area.width - 18, about, Ink::DIM_TEXT);
        });
        pen.hints(&[('A', "shelf-open"), ('B', "hint-back")]);
    }

    fn list(&mut self) -> Option<&mut List> {
        Some(&mut self.list)
    }
}
