//! The lab page: a simulated evening as lanes and as a ring, in which a tester cuts ways and kills machines.

use super::desk::Desk;
use super::intent::Intent;
use super::key::{Button, Key};
use super::list::List;
use super::meddle::{self, Meddle};
use super::night::{Lab, Night, Now, Wish};
use super::page::{Page, Reply};
use super::pen::Pen;
use super::ring::{self, Ring};
use super::tidings::{Mood, headline, tidings};
use super::view::Point;
use super::{lanes, title};
use crate::canvas::{Area, Ink};
use crate::words::sentence::{Sentence, Value};

/// The page. While nothing plays it is a shelf of scripts.
pub(super) struct LabPage {
    list: List,
    /// The machine that is chosen.
    chosen: usize,
    /// Machines that were moved to the other side of a cut with the keys.
    beyond: Vec<usize>,
    /// Where a cut begins that is being drawn, and where the mouse is.
    drawn: Option<((i32, i32), (i32, i32))>,
}

impl LabPage {
    pub(super) fn new() -> LabPage {
        LabPage { list: List::new(0), chosen: 0, beyond: Vec::new(), drawn: None }
    }

    /// The page and what it first wants: to know what there is to play.
    pub(super) fn open() -> Reply {
        Reply { intents: vec![Intent::Lab(Wish::Look)], ..Reply::open(LabPage::new()) }
    }

    fn press_night(&mut self, button: Button, night: &Night) -> Reply {
        let count = night.lanes.len().max(1);
        match button {
            Button::Left => self.chosen = (self.chosen + count - 1) % count,
            Button::Right | Button::Next => self.chosen = (self.chosen + 1) % count,
            // Up and down alike bring a machine to the other side of the cut, and back.
            Button::Up | Button::Down => return Reply::want(Intent::Lab(self.across(night))),
            Button::A => return Reply::open(Meddle::new(night, self.chosen, self.beyond.contains(&self.chosen))),
            Button::B if self.drawn.is_some() => self.drawn = None,
            Button::B => return self.wish(Wish::Close),
            _ => {}
        }
        Reply::stay()
    }

    /// The chosen machine changes sides. Where one would stand against nobody, everything is whole.
    fn across(&mut self, night: &Night) -> Wish {
        if !night.is_cut() {
            self.beyond.clear();
        }
        match self.beyond.iter().position(|who| *who == self.chosen) {
            Some(at) => {
                self.beyond.remove(at);
            }
            None => self.beyond.push(self.chosen),
        }
        if self.beyond.is_empty() || self.beyond.len() >= night.lanes.len() {
            self.beyond.clear();
            return Wish::Heal;
        }
        Wish::Sides(self.beyond.clone())
    }

    /// Wants something after which no cut of the keys stands any more.
    fn wish(&mut self, wish: Wish) -> Reply {
        self.beyond.clear();
        self.drawn = None;
        Reply::want(Intent::Lab(wish))
    }

    fn point_night(&mut self, point: Point, night: &Night, line: i32) -> Reply {
        let ring = Ring { count: night.lanes.len(), line };
        let under = |x, y| ring.machine_at(x, y).or_else(|| lanes::lane_at(night, line, (x, y)));
        match point {
            Point::Moved(x, y) => match (&mut self.drawn, under(x, y)) {
                (Some((_, to)), _) => *to = (x, y),
                (None, Some(who)) => self.chosen = who,
                (None, None) => {}
            },
            Point::Pressed(x, y) => match (self.drawn.take(), under(x, y)) {
                (Some((from, _)), _) => {
                    let cut = ring.crossed(from, (x, y));
                    if !cut.is_empty() {
                        return Reply::want(Intent::Lab(Wish::Cut(cut)));
                    }
                }
                (None, Some(who)) => {
                    self.chosen = who;
                    return Reply::open(Meddle::new(night, who, self.beyond.contains(&who)));
                }
                (None, None) if ring.area().holds(x, y) => self.drawn = Some(((x, y), (x, y))),
                (None, None) => {}
            },
            Point::Back => return self.press_night(Button::B, night),
            Point::Wheel(notches) => {
                let pace = if notches < 0 { night.pace * 2 } else { night.pace / 2 };
                return Reply::want(Intent::Lab(Wish::Pace(pace.clamp(1, meddle::PACE_MOST))));
            }
        }
        Reply::stay()
    }
}

impl Page for LabPage {
    fn key(&mut self, key: Key, desk: &Desk) -> Option<Reply> {
        let Some(Lab::Night(night)) = &desk.view.status.lab else { return None };
        let dead = night.lanes.get(self.chosen).is_some_and(|lane| lane.now(night.shown_ms) == Now::Off);
        let wish = match key {
            Key::Space => Wish::Pace(u32::from(night.pace == 0)),
            Key::Letter('k') if dead => Wish::Start(self.chosen),
            Key::Letter('k') => Wish::Kill(self.chosen),
            Key::Letter('p') => Wish::Pause(self.chosen),
            Key::Letter('c') => self.across(night),
            Key::Letter('h') => return Some(self.wish(Wish::Heal)),
            _ => return None,
        };
        Some(Reply::want(Intent::Lab(wish)))
    }

    fn press(&mut self, button: Button, desk: &Desk) -> Reply {
        match &desk.view.status.lab {
            Some(Lab::Night(night)) => self.press_night(button, night),
            Some(Lab::Shelf(scripts)) => {
                self.list.resize(scripts.len());
                match button {
                    Button::A if !scripts.is_empty() => self.wish(Wish::Play(self.list.at())),
                    Button::B => Reply::close(),
                    button => {
                        self.list.press(button);
                        Reply::stay()
                    }
                }
            }
            None => Reply::close(),
        }
    }

    fn step(&mut self, desk: &Desk) {
        if let Some(Lab::Shelf(scripts)) = &desk.view.status.lab {
            self.list.resize(scripts.len());
        }
    }

    fn draw(&self, desk: &Desk, pen: &mut Pen) {
        match &desk.view.status.lab {
            Some(Lab::Night(night)) => draw_night(pen, night, self.chosen, self.drawn),
            Some(Lab::Shelf(scripts)) => self.draw_shelf(pen, scripts),
            None => title::dim_scene(pen),
        }
    }

    fn list(&mut self) -> Option<&mut List> {
        Some(&mut self.list)
    }

    fn point(&mut self, point: Point, desk: &Desk) -> Reply {
        if let Some(Lab::Night(night)) = &desk.view.status.lab {
            return self.point_night(point, night, desk.letters.line_height());
        }
        match point {
            Point::Back => self.press(Button::B, desk),
            Point::Wheel(notches) => self.press(if notches > 0 { Button::Down } else { Button::Up }, desk),
            Point::Moved(x, y) => {
                self.list.follow(x, y);
                Reply::stay()
            }
            Point::Pressed(x, y) if self.list.follow(x, y) => self.press(Button::A, desk),
            Point::Pressed(..) => Reply::stay(),
        }
    }
}

impl LabPage {
    fn draw_shelf(&self, pen: &mut Pen, scripts: &[Sentence]) {
        title::dim_scene(pen);
        let heading = pen.say("lab-title");
        pen.banner(&heading);
        let frame = Area::new(16, 30, 224, 184);
        pen.panel(frame);
        let inner = frame.inset(10);
        let about = pen.say("lab-shelf");
        let y = pen.paragraph(Area { height: 4 * pen.line(), ..inner }, &about, Ink::DIM_TEXT) + 8;
        let row = pen.row() + 2;
        self.list.draw(pen, Area { y, height: inner.bottom() - y, ..inner }, row, |pen, area, at, chosen| {
            let Some(script) = scripts.get(at) else { return };
            let text = pen.tell(script);
            pen.choice(area, &text, chosen, Ink::TEXT);
        });
        pen.hints(&[('A', "lab-play"), ('B', "hint-back")]);
    }
}

fn draw_night(pen: &mut Pen, night: &Night, chosen: usize, drawn: Option<((i32, i32), (i32, i32))>) {
    let heading = night.title.as_ref().map_or_else(|| pen.say("lab-title"), |title| pen.tell(title));
    let pace = match night.pace {
        0 => Sentence::new("lab-stopped"),
        pace => Sentence::new("lab-pace").with("times", pace),
    };
    let seconds = format!("{}.{}", night.shown_ms / 1_000, night.shown_ms / 100 % 10);
    let clock = Sentence::new("lab-clock").with("seconds", Value::text(seconds));
    let clock = format!("{} {}", pen.tell(&pace), pen.tell(&clock));
    let room = 240 - pen.letters.width(&clock) - 8;
    let heading = pen.letters.cut(&heading, room);
    pen.page(&heading);
    let y = (17 - pen.line()) / 2 + 1;
    pen.ending(250, y, &clock, Ink::PAPER);
    lanes::draw(pen, night, chosen);
    let below = Ring { count: night.lanes.len(), line: pen.line() }.area();
    lanes::legend(pen, below.y - pen.line() - 1);
    ring::draw(pen, night, chosen, drawn);
    tell(pen, night, Area::new(98, below.y, 155, below.height));
    pen.hints(&[('+', "lab-hint-choose"), ('A', "lab-hint-do"), ('B', "hint-back")]);
}

/// How it goes, and below it what happened last.
fn tell(pen: &mut Pen, night: &Night, frame: Area) {
    pen.panel(frame);
    let inner = frame.inset(6);
    let (line, mood) = headline(night);
    let ink = match mood {
        Mood::Good => Ink::HP,
        Mood::Grave => Ink::GOLD,
        Mood::Bad => Ink::DANGER,
    };
    let text = pen.tell(&line);
    let rows = (inner.height / pen.line()) as usize;
    let lines = pen.letters.wrap(&text, inner.width);
    for (at, line) in lines.iter().take(rows).enumerate() {
        pen.letters.draw(pen.canvas, inner.x, inner.y + at as i32 * pen.line(), line, ink);
    }
    let used = lines.len().min(rows);
    let mut told: Vec<(String, Ink)> = Vec::new();
    for (at_ms, sentence) in tidings(night).into_iter().rev() {
        let fresh = night.shown_ms < at_ms + FRESH_MS;
        let text = format!("{} {}", at_ms / 1_000, pen.tell(&sentence));
        let wrapped = pen.letters.wrap(&text, inner.width);
        let ink = if fresh { Ink::TEXT } else { Ink::DIM_TEXT };
        told.splice(0..0, wrapped.into_iter().map(|line| (line, ink)));
        if told.len() + used >= rows {
            break;
        }
    }
    let skipped = (told.len() + used).saturating_sub(rows);
    for (at, (line, ink)) in told.iter().skip(skipped).enumerate() {
        let y = inner.y + 1 + (used + at) as i32 * pen.line();
        pen.letters.draw(pen.canvas, inner.x, y, line, *ink);
    }
}

/// What happened so recently is bright.
const FRESH_MS: u64 = 4_000;
