//! Settings: language, size, sounds, pace, and which key is which button.

use super::desk::Desk;
use super::intent::Intent;
use super::key::{Button, Key};
use super::list::List;
use super::name::Name;
use super::page::{Page, Reply};
use super::pen::Pen;
use super::settings::{Pace, Settings, Size};
use crate::canvas::{Area, Ink};
use crate::words::fluent::Language;

/// The settings.
pub(super) struct Options {
    list: List,
    settings: Settings,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Row {
    Name,
    Language,
    Size,
    Lined,
    Sound,
    Music,
    Captions,
    Calm,
    Pace,
    Keys,
}

const ROWS: [Row; 10] = [
    Row::Name,
    Row::Language,
    Row::Size,
    Row::Lined,
    Row::Sound,
    Row::Music,
    Row::Captions,
    Row::Calm,
    Row::Pace,
    Row::Keys,
];

impl Options {
    pub(super) fn new(desk: &Desk) -> Options {
        Options { list: List::new(ROWS.len()), settings: desk.settings.clone() }
    }

    /// Changes the chosen row by one; loudness stops at its ends, all else goes around.
    fn change(&mut self, up: bool) -> Reply {
        let settings = &mut self.settings;
        let louder = |was: u8| if up { (was + 1).min(10) } else { was.saturating_sub(1) };
        match ROWS[self.list.at()] {
            Row::Language => {
                let next = match settings.spoken() {
                    Language::English => Language::Japanese,
                    Language::Japanese => Language::English,
                };
                settings.language = next.code().to_owned();
            }
            Row::Size => {
                settings.size = if settings.size == Size::Whole { Size::Stretched } else { Size::Whole };
            }
            Row::Lined => settings.lined = !settings.lined,
            Row::Sound => settings.sound = louder(settings.sound),
            Row::Music => settings.music = louder(settings.music),
            Row::Captions => settings.captions = !settings.captions,
            Row::Calm => settings.calm = !settings.calm,
            Row::Pace => settings.pace = pace_beside(settings.pace, up),
            Row::Name | Row::Keys => return Reply::stay(),
        }
        Reply::want(Intent::Settings(Box::new(settings.clone())))
    }
}

const fn pace_beside(pace: Pace, up: bool) -> Pace {
    match (pace, up) {
        (Pace::Slow, true) | (Pace::Fast, false) => Pace::Usual,
        (Pace::Usual, true) | (Pace::AtOnce, false) => Pace::Fast,
        (Pace::Fast, true) | (Pace::Slow, false) => Pace::AtOnce,
        (Pace::AtOnce, true) | (Pace::Usual, false) => Pace::Slow,
    }
}

impl Page for Options {
    fn press(&mut self, button: Button, desk: &Desk) -> Reply {
        // Keys may have been chosen on the page above since this page was opened.
        self.settings = desk.settings.clone();
        match button {
            Button::B => Reply::close(),
            Button::A if ROWS[self.list.at()] == Row::Keys => Reply::open(Keys::new(desk)),
            Button::A if ROWS[self.list.at()] == Row::Name => Reply::open(Name::new(desk)),
            Button::A | Button::Right => self.change(true),
            Button::Left => self.change(false),
            button => {
                self.list.press(button);
                Reply::stay()
            }
        }
    }

    fn draw(&self, desk: &Desk, pen: &mut Pen) {
        let title = pen.say("pause-settings");
        pen.page(&title);
        let row = pen.row() + 2;
        let frame = Area::new(14, 22, 228, ROWS.len() as i32 * row + 14);
        pen.panel(frame);
        let settings = desk.settings;
        self.list.draw(pen, frame.inset(7), row, |pen, area, at, chosen| {
            let (id, value) = words(pen, settings, ROWS[at]);
            pen.choice(area, "", chosen, Ink::TEXT);
            let y = area.y + (area.height - pen.line()) / 2 + 1;
            pen.label((area.x + 12, y), 116, id, if chosen { Ink::TEXT } else { Ink::DIM_TEXT });
            match value {
                Shown::Word(word) => {
                    let width = pen.letters.width(&word);
                    let middle = area.x + 168;
                    pen.text((middle - width / 2, y), 84, &word, if chosen { Ink::GOLD } else { Ink::TEXT });
                    if chosen && ROWS[at] != Row::Name {
                        pen.picture("arrow_left", middle - width / 2 - 11, area.y + (area.height - 8) / 2);
                        pen.picture("arrow_right", middle + width / 2 + 4, area.y + (area.height - 8) / 2);
                    }
                }
                Shown::More => pen.picture("arrow_right", area.x + 164, area.y + (area.height - 8) / 2),
                Shown::Loud(loud) => {
                    for step in 0..10 {
                        let height = 2 + i32::from(step) / 2;
                        let bar = Area::new(area.x + 136 + 7 * i32::from(step), area.y + 11 - height, 5, height + 2);
                        pen.canvas.fill(bar, if step < loud { Ink::HP } else { Ink::STONE });
                    }
                }
            }
        });
        pen.hints(&[('+', "options-change"), ('B', "hint-back")]);
    }

    fn list(&mut self) -> Option<&mut List> {
        Some(&mut self.list)
    }
}

/// What stands at the right of a row.
enum Shown {
    Word(String),
    Loud(u8),
    /// Another page.
    More,
}

fn words(pen: &Pen, settings: &Settings, row: Row) -> (&'static str, Shown) {
    let switch = |on: bool| Shown::Word(pen.say(if on { "options-on" } else { "options-off" }));
    match row {
        Row::Name => ("options-name", Shown::Word(settings.name.clone())),
        Row::Language => ("options-language", Shown::Word(pen.say("options-own-name"))),
        Row::Size => {
            let id = if settings.size == Size::Whole { "options-size-whole" } else { "options-size-stretched" };
            ("options-size", Shown::Word(pen.say(id)))
        }
        Row::Lined => ("options-lined", switch(settings.lined)),
        Row::Sound => ("options-sound", Shown::Loud(settings.sound)),
        Row::Music => ("options-music", Shown::Loud(settings.music)),
        Row::Captions => ("options-captions", switch(settings.captions)),
        Row::Calm => ("options-calm", switch(settings.calm)),
        Row::Pace => {
            let id = match settings.pace {
                Pace::Slow => "options-pace-slow",
                Pace::Usual => "options-pace-usual",
                Pace::Fast => "options-pace-fast",
                Pace::AtOnce => "options-pace-at-once",
            };
            ("options-pace", Shown::Word(pen.say(id)))
        }
        Row::Keys => ("options-keys", Shown::More),
    }
}

/// Which key is which button.
struct Keys {
    list: List,
    settings: Settings,
    /// The next key that is pressed becomes the chosen button.
    waits: bool,
}

impl Keys {
    fn new(desk: &Desk) -> Keys {
        Keys { list: List::new(Button::ALL.len() + 1), settings: desk.settings.clone(), waits: false }
    }
}

impl Page for Keys {
    fn key(&mut self, key: Key, _: &Desk) -> Option<Reply> {
        if !self.waits {
            return None;
        }
        self.waits = false;
        if key == Key::Escape {
            return Some(Reply::stay());
        }
        let button = Button::ALL.get(self.list.at())?;
        self.settings.bindings.bind(key, *button);
        Some(Reply::want(Intent::Settings(Box::new(self.settings.clone()))))
    }

    fn press(&mut self, button: Button, _: &Desk) -> Reply {
        match button {
            Button::B => Reply::close(),
            Button::A if self.list.at() == Button::ALL.len() => {
                self.settings.bindings = super::key::Bindings::default();
                Reply::want(Intent::Settings(Box::new(self.settings.clone())))
            }
            Button::A => {
                self.waits = true;
                Reply::stay()
            }
            button => {
                self.list.press(button);
                Reply::stay()
            }
        }
    }

    fn draw(&self, desk: &Desk, pen: &mut Pen) {
        let title = pen.say("options-keys");
        pen.page(&title);
        let frame = Area::new(14, 24, 228, 196);
        pen.panel(frame);
        let row = pen.row();
        self.list.draw(pen, frame.inset(9), row, |pen, area, at, chosen| {
            let ink = if chosen { Ink::TEXT } else { Ink::DIM_TEXT };
            pen.choice(area, "", chosen, Ink::TEXT);
            let y = area.y + (area.height - pen.line()) / 2 + 1;
            let Some(button) = Button::ALL.get(at) else {
                pen.label((area.x + 12, y), 190, "options-keys-reset", ink);
                return;
            };
            pen.label((area.x + 12, y), 110, button.words(), ink);
            let keys: Vec<String> = desk.settings.bindings.keys(*button).map(Key::label).collect();
            let keys = if chosen && self.waits { pen.say("options-keys-press") } else { keys.join(" ") };
            pen.text((area.x + 126, y), area.width - 128, &keys, if self.waits && chosen { Ink::GOLD } else { ink });
        });
        pen.hints(&[('A', "options-keys-choose"), ('B', "hint-back")]);
    }

    fn list(&mut self) -> Option<&mut List> {
        Some(&mut self.list)
    }
}
