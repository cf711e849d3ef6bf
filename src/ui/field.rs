//! A line of text being written, with a keyboard or, letter by letter, with a D-pad.

use super::key::{Button, Key};
use super::list::List;
use super::pen::Pen;
use crate::canvas::{Area, Ink};

/// A line of text, the place in it, and the letters that a D-pad chooses from.
#[derive(Debug)]
pub(super) struct Field {
    text: String,
    letters_max: usize,
    board: List,
    /// The letters are shown because a direction was pressed.
    shown: bool,
}

/// What a press did to a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Wrote {
    /// It was for the field.
    Taken,
    /// The line is done.
    Done,
    /// The writer goes back.
    Back,
}

/// The letters a D-pad chooses from, then: take one back, done.
const LETTERS: &str = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-' .";
const COLUMNS: usize = 17;
const CELL: i32 = 13;

impl Field {
    /// An empty line of at most so many letters.
    pub(super) fn new(letters_max: usize) -> Field {
        Field::with(letters_max, "")
    }

    /// A line that holds something already.
    pub(super) fn with(letters_max: usize, text: &str) -> Field {
        let board = List::with_columns(LETTERS.len() + 2, COLUMNS);
        Field { text: text.chars().take(letters_max).collect(), letters_max, board, shown: false }
    }

    /// What is written.
    pub(super) fn text(&self) -> &str {
        &self.text
    }

    /// Empties it.
    pub(super) fn clear(&mut self) {
        self.text.clear();
    }

    /// A letter was typed or pasted. Control characters are no letters.
    pub(super) fn typed(&mut self, letter: char) {
        if !letter.is_control() && self.text.chars().count() < self.letters_max {
            self.text.push(letter);
            self.shown = false;
        }
    }

    /// A key that writes nothing: Backspace takes a letter back.
    pub(super) fn key(&mut self, key: Key) {
        if key == Key::Backspace {
            self.text.pop();
        }
    }

    /// A button: directions choose a letter, A takes it, B takes one back and leaves an empty line.
    pub(super) fn press(&mut self, button: Button) -> Wrote {
        match button {
            Button::Up | Button::Down | Button::Left | Button::Right if self.shown => {
                self.board.press(button);
                Wrote::Taken
            }
            Button::Up | Button::Down | Button::Left | Button::Right => {
                self.shown = true;
                Wrote::Taken
            }
            Button::A if !self.shown => Wrote::Done,
            Button::A => self.take(),
            Button::B if self.shown => {
                self.shown = false;
                Wrote::Taken
            }
            Button::B => Wrote::Back,
            _ => Wrote::Taken,
        }
    }

    fn take(&mut self) -> Wrote {
        let at = self.board.at();
        match LETTERS.chars().nth(at) {
            Some(letter) if self.text.chars().count() < self.letters_max => self.text.push(letter),
            Some(_) => {}
            None if at == LETTERS.len() => {
                self.text.pop();
            }
            None => {
                self.shown = false;
                return Wrote::Done;
            }
        }
        Wrote::Taken
    }

    /// The letters for a D-pad are shown.
    pub(super) const fn is_lettering(&self) -> bool {
        self.shown
    }

    /// Draws the line in an area one line high, the end of it when it is too long, with a blinking mark.
    pub(super) fn draw(&self, pen: &mut Pen, area: Area) {
        pen.canvas.fill(area, Ink::NIGHT);
        pen.canvas.outline(area, Ink::STONE);
        let room = area.width - 10;
        let mut start = 0;
        while pen.letters.width(&self.text[start..]) > room {
            let next = self.text[start..].chars().next().map_or(1, char::len_utf8);
            start += next;
        }
        let y = area.y + (area.height - pen.letters.line_height()) / 2 + 1;
        let end = pen.letters.draw(pen.canvas, area.x + 4, y, &self.text[start..], Ink::TEXT);
        if (pen.tick / 30).is_multiple_of(2) {
            pen.canvas.fill(Area::new(area.x + 5 + end, y, 4, pen.letters.line_height() - 2), Ink::SELECTED);
        }
        if self.shown {
            self.draw_board(pen, area);
        }
    }

    /// Draws the letters for a D-pad near the line that they are for.
    pub(super) fn draw_board(&self, pen: &mut Pen, line: Area) {
        let rows = (LETTERS.len() + 2).div_ceil(COLUMNS) as i32;
        let (width, height) = (COLUMNS as i32 * CELL + 12, rows * CELL + 12);
        // Below the line where there is room, else above it.
        let y = if line.bottom() + height + 2 <= 240 { line.bottom() + 2 } else { line.y - height - 2 };
        let frame = Area::new((256 - width) / 2, y, width, height);
        pen.panel(frame);
        let inner = frame.inset(6);
        self.board.draw(pen, inner, CELL, |pen, cell, at, chosen| {
            let letter = match LETTERS.chars().nth(at) {
                Some(' ') => "_".to_owned(),
                Some(letter) => letter.to_string(),
                None if at == LETTERS.len() => "<".to_owned(),
                None => "OK".to_owned(),
            };
            if chosen {
                pen.canvas.fill(cell, Ink::SELECTED);
            }
            let ink = if chosen { Ink::NIGHT } else { Ink::TEXT };
            let y = cell.y + (CELL - pen.letters.line_height()) / 2 + 1;
            pen.letters.draw_centred(pen.canvas, cell.x + cell.width / 2, y, &letter, ink);
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_d_pad_writes_a_name() {
        let mut field = Field::new(3);
        for button in [Button::Right, Button::A, Button::Right, Button::A, Button::A, Button::A] {
            assert_eq!(field.press(button), Wrote::Taken);
        }
        assert_eq!(field.text(), "ABB");
        field.press(Button::Left);
        field.press(Button::Left);
        assert_eq!(field.press(Button::A), Wrote::Done);
    }

    #[test]
    fn only_letters_are_typed() {
        let mut field = Field::new(4);
        for letter in "a\n\tπ日x!".chars() {
            field.typed(letter);
        }
        assert_eq!(field.text(), "aπ日x");
        field.key(Key::Backspace);
        assert_eq!(field.text(), "aπ日");
        assert_eq!(field.press(Button::A), Wrote::Done);
        assert_eq!(field.press(Button::B), Wrote::Back);
    }
}
