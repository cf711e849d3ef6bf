//! Before the adventure: the ticket, who is here, who knocks, which hero each one plays, and the beginning.

use super::desk::Desk;
use super::door::{Answer, write_knock};
use super::heroes::Heroes;
use super::intent::Intent;
use super::key::Button;
use super::links::Links;
use super::list::List;
use super::options::Options;
use super::page::{Page, Reply};
use super::pen::Pen;
use super::{board, hud};
use crate::canvas::code::Code;
use crate::canvas::{Area, Ink};
use crate::rules::command::Verb;
use crate::words::sentence::{Sentence, Value};
use crate::world::id::SeatId;

/// The lobby.
pub(super) struct Lobby {
    list: List,
    /// The rows when the hand was last moved: it stays on its row when someone knocks and rows come above it.
    rows: Vec<Row>,
    /// The ticket as modules, made anew when the ticket changes.
    code: Option<(String, Option<Code>)>,
    /// Steps for which the copied sign is shown.
    copied: u32,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Row {
    Answer(Answer),
    Hero(SeatId),
    Begin,
    Copy,
    NewTicket,
    Links,
    Settings,
    Leave,
}

impl Lobby {
    pub(super) fn new() -> Lobby {
        Lobby { list: List::new(1), rows: Vec::new(), code: None, copied: 0 }
    }

    /// Takes in which rows there are now.
    fn renew(&mut self, desk: &Desk) {
        let rows = rows(desk);
        let at = hand(&self.rows, self.list.at(), &rows);
        self.list.resize(rows.len());
        self.list.choose(at);
        self.rows = rows;
    }
}

/// Where the hand is when the rows become others. One that was moved stays on its row as long as that is there; one that was
/// not lies on what comes next: a hero, then the beginning.
fn hand(before: &[Row], at: usize, rows: &[Row]) -> usize {
    if at == next(before) && !before.is_empty() {
        return next(rows);
    }
    let held = before.get(at);
    rows.iter().position(|row| Some(row) == held).unwrap_or(at)
}

/// The row that leads on. Nobody who knocks now is let in by a hand that lay there before.
fn next(rows: &[Row]) -> usize {
    rows.iter().position(|row| !matches!(row, Row::Answer(_))).unwrap_or(0)
}

fn rows(desk: &Desk) -> Vec<Row> {
    let status = desk.view.status;
    let mut rows: Vec<Row> = Answer::all(desk).into_iter().map(Row::Answer).collect();
    let Some(world) = desk.world() else { return rows };
    let empty = desk.view.seats.iter().filter(|seat| world.hero(**seat).is_none());
    rows.extend(empty.map(|seat| Row::Hero(*seat)));
    if desk.offers.iter().any(|offer| offer.command.verb == Verb::Begin) {
        rows.push(Row::Begin);
    }
    if status.ticket.is_some() {
        rows.extend([Row::Copy, Row::NewTicket]);
    }
    rows.extend([Row::Links, Row::Settings, Row::Leave]);
    rows
}

impl Page for Lobby {
    fn press(&mut self, button: Button, desk: &Desk) -> Reply {
        self.renew(desk);
        if button != Button::A {
            self.list.press(button);
            return Reply::stay();
        }
        match self.rows.get(self.list.at()).copied() {
            Some(Row::Answer(answer)) => Reply::want(answer.intent()),
            Some(Row::Hero(seat)) => Reply::open(Heroes::new(seat)),
            Some(Row::Begin) => {
                let begin = desk.offers.iter().find(|offer| offer.command.verb == Verb::Begin);
                begin.map_or(Reply::stay(), |offer| Reply::want(Intent::Ask(offer.command.clone())))
            }
            Some(Row::Copy) => {
                self.copied = 120;
                Reply::want(Intent::CopyTicket)
            }
            Some(Row::NewTicket) => Reply::want(Intent::NewTicket),
            Some(Row::Links) => Reply::open(Links::new()),
            Some(Row::Settings) => Reply::open(Options::new(desk)),
            Some(Row::Leave) => Reply::want(Intent::Leave),
            None => Reply::stay(),
        }
    }

    fn step(&mut self, desk: &Desk) {
        self.renew(desk);
        self.copied = self.copied.saturating_sub(1);
        let text = desk.view.status.ticket.as_ref().map(|ticket| &ticket.text);
        if text != self.code.as_ref().map(|(text, _)| text) {
            self.code = text.map(|text| (text.clone(), Code::of(text)));
        }
    }

    fn draw(&self, desk: &Desk, pen: &mut Pen) {
        let status = desk.view.status;
        let title = pen.tell(&Sentence::new("lobby-title").with("table", Value::text(status.table.as_str())));
        pen.page(&title);
        hud::sign(desk, pen);
        let below = if status.ticket.is_some() {
            self.draw_ticket(desk, pen);
            106
        } else {
            22
        };
        let rows = rows(desk);
        let height = 222 - below;
        people(desk, pen, Area::new(4, below, 128, height));
        let frame = Area::new(134, below, 118, height);
        pen.panel(frame);
        let top = write_knock(desk, pen, frame, frame.y + 7);
        let row = pen.row();
        let area = Area::new(frame.x + 6, top, frame.width - 12, frame.bottom() - top - 6);
        self.list.draw(pen, area, row, |pen, area, at, chosen| {
            let Some(row) = rows.get(at) else { return };
            pen.choice(area, "", chosen, Ink::TEXT);
            let y = area.y + (area.height - pen.line()) / 2 + 1;
            let (id, ink) = match row {
                Row::Answer(answer) => return answer.write(desk, pen, (area.x + 12, y), area.width - 12, chosen),
                row => words(*row),
            };
            pen.label((area.x + 12, y), area.width - 12, id, if chosen { Ink::TEXT } else { ink });
        });
        pen.hints(&[('A', "hint-choose")]);
    }

    fn list(&mut self) -> Option<&mut List> {
        Some(&mut self.list)
    }
}

const fn words(row: Row) -> (&'static str, Ink) {
    match row {
        Row::Answer(_) => ("lobby-admit", Ink::HP),
        Row::Hero(_) => ("lobby-hero", Ink::GOLD),
        Row::Begin => ("lobby-begin", Ink::GOLD),
        Row::Copy => ("lobby-copy", Ink::DIM_TEXT),
        Row::NewTicket => ("lobby-new-ticket", Ink::DIM_TEXT),
        Row::Links => ("pause-links", Ink::DIM_TEXT),
        Row::Settings => ("pause-settings", Ink::DIM_TEXT),
        Row::Leave => ("pause-leave", Ink::DIM_TEXT),
    }
}

impl Lobby {
    fn draw_ticket(&self, desk: &Desk, pen: &mut Pen) {
        let Some(ticket) = &desk.view.status.ticket else { return };
        let frame = Area::new(4, 21, 248, 84);
        pen.panel(frame);
        let mut left = frame.x + 10;
        if let Some((_, Some(code))) = &self.code {
            // The largest whole scale that leaves room for the letters beside it.
            let scale = if code.pixels(2) <= 78 { 2 } else { 1 };
            let side = code.pixels(scale);
            code.draw(pen.canvas, left - 3, frame.y + (frame.height - side) / 2, scale);
            left += side + 6;
        }
        let room = frame.right() - left - 10;
        pen.label((left, frame.y + 8), room, "lobby-ticket", Ink::DIM_TEXT);
        let mut y = frame.y + 10 + pen.line();
        for line in pen.letters.wrap(&ticket.text.replace('-', "- "), room) {
            // Broken only between groups, shown without the spaces that made that possible.
            pen.letters.draw(pen.canvas, left, y, &line.replace("- ", "-"), Ink::GOLD);
            y += pen.line();
        }
        let left_for = pen.tell(&match ticket.minutes_left {
            minutes if minutes < 2 * MINUTES_AN_HOUR => Sentence::new("lobby-minutes").with("minutes", minutes),
            minutes => Sentence::new("lobby-hours").with("hours", minutes.div_ceil(MINUTES_AN_HOUR)),
        });
        let (text, ink) = if self.copied > 0 { (pen.say("lobby-copied"), Ink::HP) } else { (left_for, Ink::DIM_TEXT) };
        pen.text((left, frame.bottom() - pen.line() - 7), room, &text, ink);
    }
}

/// Who is here: the link's shape, the name, and the hero.
fn people(desk: &Desk, pen: &mut Pen, frame: Area) {
    pen.panel(frame);
    let height = 20.max(pen.line() + 9);
    let mut y = frame.y + 7;
    let Some(world) = desk.world() else { return };
    for (player, about) in &world.now.players {
        if y + height > frame.bottom() - 4 {
            return;
        }
        let person = desk.view.status.people.iter().find(|person| person.player == *player);
        let link = person.map_or(super::view::Link::Here, |person| person.link);
        let (sign, moves) = hud::link_sign(link);
        let at = if moves { (pen.tick / 20) as usize } else { 0 };
        pen.canvas.stamp(pen.sprites.frame(sign, at), frame.x + 7, y + 1);
        let mut x = frame.x + 18;
        if person.is_some_and(|person| person.host) {
            pen.picture("small_crown", x, y);
            x += 10;
        }
        let ink = if *player == desk.view.player { Ink::GOLD } else { Ink::TEXT };
        let heroes = world.now.seats.values().filter(|seat| seat.player == *player);
        let heroes: Vec<_> = heroes.filter_map(|seat| world.creature(seat.creature?)).collect();
        let right = frame.right() - 8 - 17 * heroes.len().max(1) as i32;
        pen.text((x, y), right - x, &about.name, ink);
        let below = match heroes.first() {
            Some(hero) if heroes.len() == 1 => {
                let class =
                    hero.sheet().and_then(|sheet| sheet.classes.first()).map(|(class, _)| desk.name("class", class));
                format!("{} · {}", hero.name, class.unwrap_or_default())
            }
            Some(_) => heroes.iter().map(|hero| hero.name.as_str()).collect::<Vec<_>>().join(", "),
            None => pen.say("lobby-choosing"),
        };
        pen.text((frame.x + 18, y + pen.line()), right - frame.x - 18, &below, Ink::DIM_TEXT);
        for (at, hero) in heroes.into_iter().enumerate() {
            board::portrait(desk, pen, hero, right + 17 * at as i32, y);
        }
        y += 2 * pen.line() + 3;
    }
}

const MINUTES_AN_HOUR: u32 = 60;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_hand_lies_on_what_comes_next_until_it_is_moved() {
        let check = |before: &[Row], at: usize, rows: &[Row], wanted: Row| {
            assert_eq!(rows[hand(before, at, rows)], wanted, "{before:?} {at} {rows:?}");
        };
        let hero = Row::Hero(SeatId(0));
        let knock = Row::Answer(Answer::TurnAway(crate::world::id::PlayerId([7; 32])));
        check(&[], 0, &[Row::Links, Row::Leave], Row::Links);
        check(&[], 0, &[knock, hero, Row::Links], knock);
        check(&[Row::Links, Row::Leave], 0, &[hero, Row::Links, Row::Leave], hero);
        check(&[hero, Row::Links], 0, &[Row::Begin, Row::Links], Row::Begin);
        check(&[Row::Links, Row::Leave], 1, &[hero, Row::Links, Row::Leave], Row::Leave);
        // Nobody is let in or turned away by a hand that lay still.
        check(&[Row::Links, Row::Leave], 0, &[knock, Row::Links, Row::Leave], Row::Links);
        check(&[knock, Row::Links, Row::Leave], 0, &[Row::Links, Row::Leave], Row::Links);
    }
}
