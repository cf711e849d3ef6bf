//! Sitting down at a friend's table: one on this network, or a ticket, typed or pasted; and how it goes.

use super::desk::Desk;
use super::field::{Field, Wrote};
use super::intent::Intent;
use super::key::{Button, Key};
use super::list::List;
use super::page::{Page, Reply};
use super::pen::Pen;
use super::title;
use super::view::{Joining, NearTable, Stands};
use crate::canvas::{Area, Ink};
use crate::words::sentence::{Sentence, Value};
use crate::world::id::PlayerId;

/// The page.
pub(super) struct Join {
    list: List,
    /// The rows when the hand was last moved: it stays on its row when a table comes or goes.
    rows: Vec<Row>,
    field: Field,
    /// The ticket is being written.
    writes: bool,
}

/// Longer than any ticket, with room for what is pasted around it.
const LETTERS_MAX: usize = 400;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Row {
    Near(PlayerId),
    Ticket,
    Paste,
    Sit,
}

fn near<'a>(desk: &'a Desk) -> &'a [NearTable] {
    desk.view.status.nearby.as_ref().map(|nearby| nearby.tables.as_slice()).unwrap_or_default()
}

/// The tables on this network first, then the ticket.
fn rows(desk: &Desk, field: &Field) -> Vec<Row> {
    let mut rows: Vec<Row> = near(desk).iter().map(|table| Row::Near(table.player)).collect();
    rows.extend([Row::Ticket, Row::Paste]);
    if !field.text().is_empty() {
        rows.push(Row::Sit);
    }
    rows
}

impl Join {
    pub(super) fn new() -> Join {
        let rows = vec![Row::Ticket, Row::Paste];
        Join { list: List::new(rows.len()), rows, field: Field::new(LETTERS_MAX), writes: false }
    }

    fn renew(&mut self, desk: &Desk) {
        let rows = rows(desk, &self.field);
        if rows == self.rows {
            return;
        }
        let held = self.rows.get(self.list.at()).copied();
        self.list.resize(rows.len());
        self.rows = rows;
        self.hold(held);
    }

    /// Puts the hand on a row, wherever it is now.
    fn hold(&mut self, row: Option<Row>) {
        if let Some(at) = self.rows.iter().position(|other| Some(*other) == row) {
            self.list.choose(at);
        }
    }

    /// The table that the hand is on, if it is on one.
    fn chosen<'a>(&self, desk: &'a Desk) -> Option<&'a NearTable> {
        let Some(Row::Near(player)) = self.rows.get(self.list.at()).copied() else { return None };
        near(desk).iter().find(|table| table.player == player)
    }

    fn sit(&mut self) -> Reply {
        self.writes = false;
        let ticket = self.field.text().to_owned();
        if ticket.trim().is_empty() { Reply::stay() } else { Reply::want(Intent::Join { ticket }) }
    }
}

impl Page for Join {
    fn key(&mut self, key: Key, desk: &Desk) -> Option<Reply> {
        // Whoever has a keyboard simply types: no row has to be opened first. A letter that is a button stays one until then:
        // a ticket begins with none of them.
        let free = matches!(key, Key::Letter(_)) && desk.settings.bindings.button(key).is_none();
        let types = free && desk.view.status.joining.is_none();
        if types && !self.writes {
            self.writes = true;
            self.hold(Some(Row::Ticket));
        }
        None
    }

    fn press(&mut self, button: Button, desk: &Desk) -> Reply {
        match &desk.view.status.joining {
            Some(Joining::Failed(_)) if matches!(button, Button::A | Button::B) => return Reply::want(Intent::GiveUp),
            Some(_) if button == Button::B => return Reply::want(Intent::GiveUp),
            Some(_) => return Reply::stay(),
            None => {}
        }
        if self.writes {
            return match self.field.press(button) {
                Wrote::Taken => Reply::stay(),
                Wrote::Back => {
                    self.writes = false;
                    Reply::stay()
                }
                Wrote::Done => self.sit(),
            };
        }
        self.renew(desk);
        match (button, self.rows.get(self.list.at()).copied()) {
            (Button::B, _) => Reply::close(),
            (Button::A, Some(Row::Near(player))) => Reply::want(Intent::Visit { player }),
            (Button::A, Some(Row::Ticket)) => {
                self.writes = true;
                Reply::stay()
            }
            (Button::A, Some(Row::Paste)) => {
                self.field.clear();
                self.writes = true;
                Reply::want(Intent::Paste)
            }
            (Button::A, Some(Row::Sit)) => self.sit(),
            (button, _) => {
                self.list.press(button);
                Reply::stay()
            }
        }
    }

    fn step(&mut self, desk: &Desk) {
        self.renew(desk);
    }

    fn draw(&self, desk: &Desk, pen: &mut Pen) {
        title::dim_scene(pen);
        let heading = pen.say("title-join");
        pen.banner(&heading);
        let frame = Area::new(10, 26, 236, 190);
        pen.panel(frame);
        let inner = frame.inset(10);
        let asked = self.chosen(desk).map_or(Sentence::new("sit-ask"), about);
        let asked = pen.tell(&asked);
        let y = pen.paragraph(Area::new(inner.x, inner.y, inner.width, 3 * pen.line()), &asked, Ink::DIM_TEXT) + 4;
        let grouped = grouped(self.field.text());
        let lines = pen.letters.wrap(&grouped, inner.width - 12);
        let shown = lines.len().clamp(1, 4);
        let area = Area::new(inner.x, y, inner.width, shown as i32 * pen.line() + 8);
        pen.canvas.fill(area, Ink::NIGHT);
        pen.canvas.outline(area, if self.writes { Ink::SELECTED } else { Ink::STONE });
        for (at, line) in lines.iter().rev().take(shown).rev().enumerate() {
            let end = pen.letters.draw(pen.canvas, area.x + 6, area.y + 5 + at as i32 * pen.line(), line, Ink::TEXT);
            if self.writes && at + 1 == shown && (pen.tick / 30).is_multiple_of(2) {
                pen.canvas.fill(Area::new(area.x + 7 + end, area.y + 5 + at as i32 * pen.line(), 4, 7), Ink::SELECTED);
            }
        }
        let near_by = pen.say(found(desk));
        let y = pen.paragraph(
            Area::new(inner.x, area.bottom() + 4, inner.width, 2 * pen.line()),
            &near_by,
            if near(desk).is_empty() { Ink::DIM_TEXT } else { Ink::GOLD },
        );
        let list = Area::new(inner.x, y + 1, inner.width, inner.bottom() - y - 1);
        let height = pen.row();
        self.list.draw(pen, list, height, |pen, area, at, chosen| {
            let chosen = chosen && !self.writes;
            match self.rows.get(at).copied() {
                Some(Row::Near(player)) => {
                    let table = near(desk).iter().find(|table| table.player == player);
                    table.into_iter().for_each(|table| draw_near(pen, area, table, chosen));
                }
                Some(row) => draw_row(pen, area, row, chosen),
                None => {}
            }
        });
        pen.hints(&[('A', "hint-choose"), ('+', "chat-letters"), ('B', "hint-back")]);
        if self.writes && self.field.is_lettering() {
            self.field.draw_board(pen, area);
        }
        if let Some(joining) = &desk.view.status.joining {
            progress(pen, joining);
        }
    }

    fn field(&mut self) -> Option<&mut Field> {
        self.writes.then_some(&mut self.field)
    }

    fn list(&mut self) -> Option<&mut List> {
        Some(&mut self.list)
    }

    fn looks_around(&self) -> bool {
        true
    }
}

/// What can be said of the look around.
fn found(desk: &Desk) -> &'static str {
    let nearby = desk.view.status.nearby.as_ref();
    match nearby {
        Some(nearby) if !nearby.tables.is_empty() => "sit-near",
        Some(nearby) if nearby.unreached => "sit-unreached",
        Some(nearby) if nearby.waited => "sit-none-near",
        Some(_) | None => "sit-looking",
    }
}

/// What can be said of a table on this network.
fn about(table: &NearTable) -> Sentence {
    let id = match table.stands {
        Stands::Open => "sit-near-open",
        Stands::Full => "sit-near-full",
        Stands::Saved => "sit-near-saved",
        Stands::OtherVersion => "sit-near-other",
    };
    Sentence::new(id).with("host", Value::text(table.host.as_str())).with("free", i64::from(table.free))
}

/// A table's name, and at the right its host's.
fn draw_near(pen: &mut Pen, area: Area, table: &NearTable, chosen: bool) {
    pen.choice(area, "", chosen, Ink::TEXT);
    let y = area.y + (area.height - pen.line()) / 2 + 1;
    let (picture, ink) = match table.stands {
        Stands::Open => ("small_speech", Ink::TEXT),
        Stands::Full => ("small_lock", Ink::DIM_TEXT),
        Stands::Saved => ("small_star", Ink::GOLD),
        Stands::OtherVersion => ("small_gear", Ink::DIM_TEXT),
    };
    pen.picture(picture, area.x + 11, area.y + (area.height - 8) / 2);
    let host = pen.letters.cut(&table.host, area.width / 3);
    let width = area.width - 23 - 8 - pen.letters.width(&host);
    pen.text((area.x + 23, y), width, &table.name, ink);
    pen.ending(area.right() - 2, y, &host, Ink::DIM_TEXT);
}

fn draw_row(pen: &mut Pen, area: Area, row: Row, chosen: bool) {
    pen.choice(area, "", chosen, Ink::TEXT);
    let place = (area.x + 23, area.y + (area.height - pen.line()) / 2 + 1);
    let sign = (area.x + 11, area.y + (area.height - 8) / 2);
    let ink = if chosen { Ink::TEXT } else { Ink::DIM_TEXT };
    let (name, id) = match row {
        Row::Near(_) => return,
        Row::Ticket => ("small_book", "sit-type"),
        Row::Paste => ("small_plus", "sit-paste"),
        Row::Sit => ("small_star", "sit-sit"),
    };
    pen.picture(name, sign.0, sign.1);
    pen.label(place, area.width - 23, id, ink);
}

/// A ticket in groups of four, however it was written.
fn grouped(text: &str) -> String {
    let letters: String = text.chars().filter(|letter| letter.is_alphanumeric()).collect::<String>().to_uppercase();
    let (head, rest) = letters.strip_prefix("RT1").map_or(("", letters.as_str()), |rest| ("RT1", rest));
    let mut grouped = head.to_owned();
    for (at, letter) in rest.chars().enumerate() {
        if at % 4 == 0 && !grouped.is_empty() {
            grouped.push('-');
        }
        grouped.push(letter);
    }
    grouped
}

/// How it goes: what is being tried, who has to open, or why it failed.
fn progress(pen: &mut Pen, joining: &Joining) {
    let frame = Area::new(24, 70, 208, 104);
    pen.panel(frame);
    let inner = frame.inset(12);
    let (sign, text, ink) = match joining {
        Joining::Trying(sentence) => ("link_trying", pen.tell(sentence), Ink::TEXT),
        Joining::Knocking { host, .. } => {
            let knocks = Sentence::new("sit-knocking").with("host", Value::text(host.as_str()));
            ("small_hourglass", pen.tell(&knocks), Ink::TEXT)
        }
        Joining::Failed(sentence) => ("link_gone", pen.tell(sentence), Ink::DANGER),
    };
    pen.canvas.stamp(pen.sprites.frame(sign, (pen.tick / 20) as usize), inner.x, inner.y);
    let lines = Area::new(inner.x + 13, inner.y, inner.width - 13, 4 * pen.line());
    let y = pen.paragraph(lines, &text, ink);
    if let Joining::Knocking { digits, .. } = joining {
        let spaced: String = digits.chars().flat_map(|digit| [digit, ' ']).collect();
        pen.centred(128, y + 6, 190, &spaced, Ink::GOLD);
        pen.label((inner.x, y + 9 + pen.line()), inner.width, "sit-digits", Ink::DIM_TEXT);
    }
    let id = if matches!(joining, Joining::Failed(_)) { "sit-again" } else { "sit-give-up" };
    pen.sign(inner.x, inner.bottom() - pen.line() + 2, 'B');
    pen.label((inner.x + 14, inner.bottom() - pen.line() + 3), inner.width - 14, id, Ink::DIM_TEXT);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ui::Ui;
    use crate::ui::settings::Settings;
    use crate::ui::view::{Nearby, Status, View};

    /// `keys` are pressed one by one on this page, where one table is near; `wanted` is what they came to.
    fn check(keys: &[Key], wanted: &[Intent], writing: &str) {
        // The letters of the clipboard come at once, in the step in which they were asked for.
        let pasted = |came: &[Intent]| if came == [Intent::Paste] { "RT1Z" } else { "" };
        let table = NearTable {
            player: PlayerId([7; 32]),
            name: "Friday".into(),
            host: "Ada".into(),
            free: 3,
            stands: Stands::Open,
        };
        let nearby = Some(Nearby { tables: vec![table], ..Nearby::default() });
        let status = Status { nearby, ..Status::default() };
        let view = View { world: None, player: PlayerId([1; 32]), seats: &[], status: &status };
        let mut ui = Ui::new(Settings::default());
        ui.pile.push(Box::new(Join::new()));
        let mut came = ui.step(&view);
        for key in keys {
            let comes = ui.press(*key, &view);
            ui.release(*key);
            if let Key::Letter(letter) = key {
                ui.typed(*letter);
            }
            pasted(&comes).chars().for_each(|letter| ui.typed(letter));
            came.extend(comes);
            came.extend(ui.step(&view));
        }
        let written = ui.pile.last_mut().and_then(|page| page.field()).map(|field| field.text().to_owned());
        assert_eq!((came.as_slice(), written.unwrap_or_default().as_str()), (wanted, writing), "{keys:?}");
    }

    #[test]
    fn a_letter_that_is_a_button_stays_one_until_the_ticket_is_begun() {
        let knock = Intent::Visit { player: PlayerId([7; 32]) };
        check(&[Key::Up, Key::Letter('z')], &[knock], "");
        check(&[Key::Letter('w'), Key::Enter], &[Intent::Visit { player: PlayerId([7; 32]) }], "");
        check(&[Key::Letter('r'), Key::Letter('t'), Key::Letter('z')], &[], "rtz");
        check(&[Key::Letter('z'), Key::Letter('z')], &[], "z");
    }

    #[test]
    fn what_is_pasted_is_written_whole() {
        check(&[Key::Down, Key::Enter], &[Intent::Paste], "RT1Z");
        check(&[Key::Down, Key::Space], &[Intent::Paste], "RT1Z");
    }

    #[test]
    fn a_ticket_is_shown_in_groups_whatever_its_shape() {
        assert_eq!(grouped("rt1abcd efgh\nJK"), "RT1-ABCD-EFGH-JK");
        assert_eq!(grouped("RT1-ABCD-E"), "RT1-ABCD-E");
        assert_eq!(grouped("abcde"), "ABCD-E");
        assert_eq!(grouped(""), "");
    }
}
