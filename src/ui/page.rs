//! What every page of the screen can do, and what it answers to a press.

use super::desk::Desk;
use super::field::Field;
use super::intent::Intent;
use super::key::{Button, Key};
use super::list::List;
use super::pen::Pen;
use super::view::Point;

/// One page. Pages change only themselves; what they want from others they answer.
pub(super) trait Page {
    /// A button was pressed, or repeats because it is held.
    fn press(&mut self, button: Button, desk: &Desk) -> Reply;

    /// A key as such, before it is understood as a button: only for pages that ask for keys.
    fn key(&mut self, key: Key, desk: &Desk) -> Option<Reply> {
        let _ = (key, desk);
        None
    }

    /// A sixtieth of a second went by.
    fn step(&mut self, desk: &Desk) {
        let _ = desk;
    }

    /// Draws the page over what is there.
    fn draw(&self, desk: &Desk, pen: &mut Pen);

    /// True when nothing below shows through, so that it need not be drawn.
    fn covers(&self) -> bool {
        true
    }

    /// Where typed letters go, if anywhere; while there is such a place letters are no buttons.
    fn field(&mut self) -> Option<&mut Field> {
        None
    }

    /// True when tables on this network are to be looked for as long as this page is there.
    fn looks_around(&self) -> bool {
        false
    }

    /// The list that the mouse plays on.
    fn list(&mut self) -> Option<&mut List> {
        None
    }

    /// The mouse did something. Where a list is under it, the list follows it and a press is the button A.
    fn point(&mut self, point: Point, desk: &Desk) -> Reply {
        match point {
            Point::Back => self.press(Button::B, desk),
            Point::Moved(x, y) => {
                if let Some(list) = self.list() {
                    list.follow(x, y);
                }
                Reply::stay()
            }
            Point::Pressed(x, y) => match self.list().map(|list| list.follow(x, y)) {
                Some(true) => self.press(Button::A, desk),
                Some(false) | None => Reply::stay(),
            },
            Point::Wheel(notches) => {
                let button = if notches > 0 { Button::Down } else { Button::Up };
                self.press(button, desk)
            }
        }
    }
}

/// What a page answers: what becomes of the pile of pages, and what the player wants.
pub(super) struct Reply {
    pub(super) turn: Turn,
    pub(super) intents: Vec<Intent>,
}

/// What becomes of the pile of pages.
pub(super) enum Turn {
    /// Nothing.
    Stay,
    /// Another page is laid on top.
    Open(Box<dyn Page>),
    /// The page on top is taken away.
    Close,
    /// All pages but the lowest are taken away.
    CloseAll,
    /// What plays on the board comes to its end.
    Hurry,
    /// The next of the player's heroes comes to the keyboard, and pages above close.
    NextHero,
}

impl Reply {
    /// Nothing happens.
    pub(super) const fn stay() -> Reply {
        Reply { turn: Turn::Stay, intents: Vec::new() }
    }

    /// This page is done.
    pub(super) const fn close() -> Reply {
        Reply { turn: Turn::Close, intents: Vec::new() }
    }

    /// Another page comes on top.
    pub(super) fn open(page: impl Page + 'static) -> Reply {
        Reply { turn: Turn::Open(Box::new(page)), intents: Vec::new() }
    }

    /// The player wants something; the page stays.
    pub(super) fn want(intent: Intent) -> Reply {
        Reply { turn: Turn::Stay, intents: vec![intent] }
    }

    /// The same, and the page is done.
    pub(super) fn and_close(self) -> Reply {
        Reply { turn: Turn::Close, ..self }
    }

    /// The same, and all pages but the lowest are done.
    pub(super) fn and_close_all(self) -> Reply {
        Reply { turn: Turn::CloseAll, ..self }
    }
}
