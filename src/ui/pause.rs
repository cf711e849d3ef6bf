//! The menu behind B: sheet, pack, journal, deeds, talk, links, settings, and the door.

use super::chat::Chat;
use super::deeds::Deeds;
use super::desk::Desk;
use super::door::Door;
use super::intent::Intent;
use super::journal::Journal;
use super::key::Button;
use super::links::Links;
use super::list::List;
use super::members::Members;
use super::options::Options;
use super::pack::PackPage;
use super::page::{Page, Reply, Turn};
use super::pen::Pen;
use super::sheet::SheetPage;
use crate::canvas::{Area, Ink};

/// The menu.
pub(super) struct Pause {
    list: List,
    rows: Vec<Row>,
    /// Leaving was chosen once and must be chosen again.
    leaves: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Row {
    Door,
    Deeds,
    Sheet,
    Pack,
    Journal,
    Chat,
    Links,
    Table,
    NextHero,
    Settings,
    Leave,
}

impl Pause {
    pub(super) fn new(desk: &Desk) -> Pause {
        let explores = desk.world().is_some_and(|world| world.now.encounter.is_none());
        let several = desk.view.seats.len() > 1;
        let all = [
            Row::Door,
            Row::Deeds,
            Row::Sheet,
            Row::Pack,
            Row::Journal,
            Row::Chat,
            Row::Links,
            Row::Table,
            Row::NextHero,
            Row::Settings,
            Row::Leave,
        ];
        let there = |row: &Row| match row {
            Row::Door => !desk.view.status.knocks.is_empty(),
            Row::Deeds => explores && !Deeds::new(desk).is_empty(),
            Row::Sheet | Row::Pack => desk.hero().is_some(),
            Row::NextHero => several && explores,
            Row::Table => desk.view.status.people.len() > 1,
            Row::Journal | Row::Chat | Row::Links | Row::Settings | Row::Leave => true,
        };
        let rows: Vec<Row> = all.into_iter().filter(there).collect();
        Pause { list: List::new(rows.len()), rows, leaves: false }
    }

    /// The page behind a button that is a short way to it.
    pub(super) fn shortcut(button: Button, desk: &Desk) -> Option<Reply> {
        let row = match button {
            Button::Sheet => Row::Sheet,
            Button::Pack => Row::Pack,
            Button::Journal => Row::Journal,
            Button::Chat => Row::Chat,
            Button::Links => Row::Links,
            Button::Next if desk.world().is_some_and(|world| world.now.encounter.is_none()) => Row::NextHero,
            _ => return None,
        };
        Some(open(row, desk))
    }
}

fn open(row: Row, desk: &Desk) -> Reply {
    match row {
        Row::Door => Reply::open(Door::new(desk)),
        Row::Deeds => Reply::open(Deeds::new(desk)),
        Row::Sheet => desk.hero().map_or(Reply::stay(), |hero| Reply::open(SheetPage::new(hero.id))),
        Row::Pack => desk.hero().map_or(Reply::stay(), |_| Reply::open(PackPage::new(desk))),
        Row::Journal => Reply::open(Journal::new(desk)),
        Row::Chat => Reply::open(Chat::new()),
        Row::Links => Reply::open(Links::new()),
        Row::Table => Reply::open(Members::new(desk)),
        Row::NextHero => Reply { turn: Turn::NextHero, intents: Vec::new() },
        Row::Settings => Reply::open(Options::new(desk)),
        Row::Leave => Reply::want(Intent::Leave),
    }
}

impl Page for Pause {
    fn press(&mut self, button: Button, desk: &Desk) -> Reply {
        let Some(row) = self.rows.get(self.list.at()).copied() else { return Reply::close() };
        match button {
            Button::B => Reply::close(),
            Button::A if row == Row::Leave && !self.leaves => {
                self.leaves = true;
                Reply::stay()
            }
            Button::A => open(row, desk),
            button => {
                self.leaves = false;
                self.list.press(button);
                Reply::stay()
            }
        }
    }

    fn draw(&self, desk: &Desk, pen: &mut Pen) {
        let row = pen.row();
        let frame = Area::new(78, 96 - self.rows.len() as i32 * row / 2, 100, self.rows.len() as i32 * row + 12);
        pen.panel(frame);
        self.list.draw(pen, frame.inset(6), row, |pen, area, at, chosen| {
            let Some(row) = self.rows.get(at) else { return };
            let (id, sign) = words(*row);
            let id = if self.leaves && *row == Row::Leave { "pause-leave-sure" } else { id };
            pen.choice(area, "", chosen, Ink::TEXT);
            pen.picture(sign, area.x + 11, area.y + (area.height - 8) / 2);
            let y = area.y + (area.height - pen.line()) / 2 + 1;
            let ink = if chosen { Ink::TEXT } else { Ink::DIM_TEXT };
            pen.label((area.x + 23, y), area.width - 23, id, ink);
        });
        if self.leaves {
            let status = desk.view.status;
            let text =
                pen.tell(&crate::words::sentence::Sentence::new("links-kept").with("machines", status.machines.max(1)));
            let below = Area::new(frame.x - 30, frame.bottom() + 2, frame.width + 60, pen.line() * 2 + 12);
            pen.panel(below);
            pen.paragraph(below.inset(6), &text, Ink::DIM_TEXT);
        }
    }

    fn covers(&self) -> bool {
        false
    }

    fn list(&mut self) -> Option<&mut List> {
        Some(&mut self.list)
    }
}

const fn words(row: Row) -> (&'static str, &'static str) {
    match row {
        Row::Door => ("pause-door", "small_star"),
        Row::Deeds => ("pause-deeds", "small_star"),
        Row::Sheet => ("pause-sheet", "small_shield"),
        Row::Pack => ("pause-pack", "small_bag"),
        Row::Journal => ("pause-journal", "small_book"),
        Row::Chat => ("pause-chat", "small_speech"),
        Row::Links => ("pause-links", "link_good"),
        Row::Table => ("pause-table", "small_crown"),
        Row::NextHero => ("pause-next-hero", "arrow_right"),
        Row::Settings => ("pause-settings", "small_gear"),
        Row::Leave => ("pause-leave", "small_moon"),
    }
}
