//! Sitting down at a friend's table: a ticket, typed or pasted; and how it goes.

use super::desk::Desk;
use super::field::{Field, Wrote};
use super::intent::Intent;
use super::key::{Button, Key};
use super::list::List;
use super::page::{Page, Reply};
use super::pen::Pen;
use super::title;
use super::view::Joining;
use crate::canvas::{Area, Ink};
use crate::words::sentence::{Sentence, Value};

/// The page.
pub(super) struct Join {
    list: List,
    field: Field,
    /// The ticket is being written.
    writes: bool,
}

/// Longer than any ticket, with room for what is pasted around it.
const LETTERS_MAX: usize = 400;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Row {
    Ticket,
    Paste,
    Sit,
}

fn rows(field: &Field) -> Vec<Row> {
    let mut rows = vec![Row::Ticket, Row::Paste];
    if !field.text().is_empty() {
        rows.push(Row::Sit);
    }
    rows
}

impl Join {
    pub(super) fn new() -> Join {
        let field = Field::new(LETTERS_MAX);
        Join { list: List::new(rows(&field).len()), field, writes: false }
    }

    fn sit(&mut self) -> Reply {
        self.writes = false;
        let ticket = self.field.text().to_owned();
        if ticket.trim().is_empty() { Reply::stay() } else { Reply::want(Intent::Join { ticket }) }
    }
}

impl Page for Join {
    fn key(&mut self, key: Key, desk: &Desk) -> Option<Reply> {
        // Whoever has a keyboard simply types: no row has to be opened first.
        let types = matches!(key, Key::Letter(_)) && desk.view.status.joining.is_none();
        if types && !self.writes {
            self.writes = true;
            self.list.choose(0);
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
        let rows = rows(&self.field);
        self.list.resize(rows.len());
        match (button, rows.get(self.list.at())) {
            (Button::B, _) => Reply::close(),
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

    fn step(&mut self, _: &Desk) {
        self.list.resize(rows(&self.field).len());
    }

    fn draw(&self, desk: &Desk, pen: &mut Pen) {
        title::dim_scene(pen);
        let heading = pen.say("title-join");
        pen.banner(&heading);
        let frame = Area::new(10, 26, 236, 190);
        pen.panel(frame);
        let inner = frame.inset(10);
        let asked = pen.say("sit-ask");
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
        let rows = rows(&self.field);
        let list = Area::new(inner.x, area.bottom() + 6, inner.width, inner.bottom() - area.bottom() - 6);
        let height = pen.row();
        self.list.draw(pen, list, height, |pen, area, at, chosen| {
            let Some(row) = rows.get(at) else { return };
            draw_row(pen, area, *row, chosen && !self.writes);
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
}

fn draw_row(pen: &mut Pen, area: Area, row: Row, chosen: bool) {
    pen.choice(area, "", chosen, Ink::TEXT);
    let place = (area.x + 23, area.y + (area.height - pen.line()) / 2 + 1);
    let sign = (area.x + 11, area.y + (area.height - 8) / 2);
    let ink = if chosen { Ink::TEXT } else { Ink::DIM_TEXT };
    let (name, id) = match row {
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

    #[test]
    fn a_ticket_is_shown_in_groups_whatever_its_shape() {
        assert_eq!(grouped("rt1abcd efgh\nJK"), "RT1-ABCD-EFGH-JK");
        assert_eq!(grouped("RT1-ABCD-E"), "RT1-ABCD-E");
        assert_eq!(grouped("abcde"), "ABCD-E");
        assert_eq!(grouped(""), "");
    }
}
