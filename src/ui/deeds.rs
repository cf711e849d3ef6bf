//! A menu of deeds away from the grid: rests, spells and features while exploring, and what can be done with a thing.

use super::desk::Desk;
use super::intent::Intent;
use super::key::Button;
use super::list::List;
use super::menu::{self, Entry, Kind};
use super::page::{Page, Reply};
use super::pen::Pen;
use crate::canvas::{Area, Ink};
use crate::rules::Offer;
use crate::rules::command::Command;

/// The menu: rows first, then the targets of the chosen row.
pub(super) struct Deeds {
    list: List,
    entries: Vec<(Kind, Entry)>,
    opened: Option<usize>,
}

impl Deeds {
    /// What may be done while exploring, except for what is done to things: that is done where they stand.
    pub(super) fn new(desk: &Desk) -> Deeds {
        let groups = menu::groups(desk, desk.offers());
        let wanted = |kind: Kind| matches!(kind, Kind::Rest | Kind::Act | Kind::Cast | Kind::Feature | Kind::Item);
        let groups = groups.into_iter().filter(|group| wanted(group.kind));
        Deeds::with(groups.flat_map(|group| group.entries.into_iter().map(move |entry| (group.kind, entry))).collect())
    }

    /// A choice among these commands.
    pub(super) fn of(desk: &Desk, commands: Vec<Command>) -> Deeds {
        let offers: Vec<Offer> = commands.into_iter().map(|command| Offer { command, text: String::new() }).collect();
        let groups = menu::groups(desk, offers.iter());
        Deeds::with(
            groups
                .into_iter()
                .flat_map(|group| group.entries.into_iter().map(move |entry| (group.kind, entry)))
                .collect(),
        )
    }

    fn with(entries: Vec<(Kind, Entry)>) -> Deeds {
        Deeds { list: List::new(entries.len()), entries, opened: None }
    }

    /// Nothing can be done.
    pub(super) fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    fn choose(&mut self) -> Reply {
        let at = self.list.at();
        if let Some(opened) = self.opened {
            let aim = self.entries.get(opened).and_then(|(_, entry)| entry.aims.get(at));
            return aim.map_or(Reply::stay(), |aim| Reply::want(Intent::Ask(aim.command.clone())).and_close_all());
        }
        match self.entries.get(at).map(|(_, entry)| entry.aims.as_slice()) {
            Some([only]) => Reply::want(Intent::Ask(only.command.clone())).and_close_all(),
            Some(aims) => {
                self.opened = Some(at);
                self.list = List::new(aims.len());
                Reply::stay()
            }
            None => Reply::close(),
        }
    }

    /// What stands in the rows now.
    fn rows(&self, desk: &Desk) -> Vec<(Kind, String)> {
        let Some((kind, entry)) = self.opened.and_then(|opened| self.entries.get(opened)) else {
            return self.entries.iter().map(|(kind, entry)| (*kind, entry.text.clone())).collect();
        };
        let name = |aim: &menu::Aim| {
            let names: Vec<String> = aim.targets.iter().map(|target| desk.called(*target)).collect();
            if names.is_empty() {
                menu::detail(desk, &aim.command.verb).unwrap_or_else(|| entry.text.clone())
            } else {
                names.join(", ")
            }
        };
        entry.aims.iter().map(|aim| (*kind, name(aim))).collect()
    }
}

impl Page for Deeds {
    fn press(&mut self, button: Button, _: &Desk) -> Reply {
        match button {
            Button::A => self.choose(),
            Button::B => match self.opened.take() {
                Some(opened) => {
                    self.list = List::new(self.entries.len());
                    self.list.choose(opened);
                    Reply::stay()
                }
                None => Reply::close(),
            },
            button => {
                self.list.press(button);
                Reply::stay()
            }
        }
    }

    fn draw(&self, desk: &Desk, pen: &mut Pen) {
        let rows = self.rows(desk);
        let row = pen.row();
        let widest = rows.iter().map(|(_, text)| pen.letters.width(text)).max().unwrap_or(0);
        let width = (widest + 40).clamp(110, 232);
        let shown = (rows.len() as i32).clamp(1, 150 / row);
        let frame = Area::new((256 - width) / 2, (176 - shown * row - 12).max(8), width, shown * row + 12);
        pen.panel(frame);
        if rows.is_empty() {
            pen.label((frame.x + 10, frame.y + 8), width - 20, "deeds-none", Ink::DIM_TEXT);
        }
        self.list.draw(pen, frame.inset(6), row, |pen, area, at, chosen| {
            let Some((kind, text)) = rows.get(at) else { return };
            pen.choice(area, "", chosen, Ink::TEXT);
            pen.picture(kind.sign(), area.x + 11, area.y + (area.height - 8) / 2);
            let y = area.y + (area.height - pen.line()) / 2 + 1;
            let ink = if chosen { Ink::TEXT } else { Ink::DIM_TEXT };
            pen.text((area.x + 23, y), area.width - 25, text, ink);
        });
    }

    fn covers(&self) -> bool {
        false
    }

    fn list(&mut self) -> Option<&mut List> {
        Some(&mut self.list)
    }
}
