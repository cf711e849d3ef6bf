//! Rows to choose from: which is chosen, which are shown, and where they were drawn.

use std::cell::Cell;

use super::key::Button;
use super::pen::Pen;
use crate::canvas::{Area, Ink};

/// A choice among rows, in one column or several. It knows only numbers; pages know what the rows say.
#[derive(Debug, Default)]
pub(super) struct List {
    at: usize,
    rows: usize,
    columns: usize,
    /// The first row that is shown; moved by drawing so that the chosen one is always seen.
    top: Cell<usize>,
    /// Where rows were last drawn, for the mouse.
    drawn: Cell<Drawn>,
}

#[derive(Clone, Copy, Debug, Default)]
struct Drawn {
    area: Area,
    row: (i32, i32),
}

impl List {
    /// So many rows, the first chosen.
    pub(super) fn new(rows: usize) -> List {
        List::with_columns(rows, 1)
    }

    /// So many entries in so many columns, filled row by row.
    pub(super) fn with_columns(rows: usize, columns: usize) -> List {
        List { rows, columns: columns.max(1), ..List::default() }
    }

    /// The number of the chosen row, from 0.
    pub(super) const fn at(&self) -> usize {
        self.at
    }

    /// How many rows there are now; the chosen one stays within.
    pub(super) fn resize(&mut self, rows: usize) {
        self.rows = rows;
        self.at = self.at.min(rows.saturating_sub(1));
    }

    /// Chooses a row.
    pub(super) fn choose(&mut self, row: usize) {
        self.at = row.min(self.rows.saturating_sub(1));
    }

    /// Moves by the four directions, around the ends. True when the press was one of them.
    pub(super) fn press(&mut self, button: Button) -> bool {
        let columns = self.columns.max(1);
        if self.rows == 0 {
            return matches!(button, Button::Up | Button::Down);
        }
        let last = self.rows - 1;
        match button {
            Button::Down if self.at + columns <= last => self.at += columns,
            // From the last full line into a shorter one, then around to the top of the column.
            Button::Down => self.at %= columns,
            Button::Up if self.at >= columns => self.at -= columns,
            Button::Up => {
                let lowest = last - last % columns + self.at;
                self.at = if lowest > last { lowest.saturating_sub(columns) } else { lowest };
            }
            Button::Right if columns > 1 => self.at = if self.at == last { 0 } else { self.at + 1 },
            Button::Left if columns > 1 => self.at = if self.at == 0 { last } else { self.at - 1 },
            _ => return false,
        }
        self.at = self.at.min(last);
        true
    }

    /// The row under the mouse becomes the chosen one; false when there is none.
    pub(super) fn follow(&mut self, x: i32, y: i32) -> bool {
        let Drawn { area, row } = self.drawn.get();
        if !area.holds(x, y) || row.0 < 1 || row.1 < 1 {
            return false;
        }
        let column = ((x - area.x) / row.0) as usize;
        let line = ((y - area.y) / row.1) as usize + self.top.get();
        let at = line * self.columns.max(1) + column;
        if column >= self.columns.max(1) || at >= self.rows {
            return false;
        }
        self.at = at;
        true
    }

    /// Draws the rows that fit: `row` draws one in its area and is told its number and whether it is chosen. Marks show
    /// that there are more above or below.
    pub(super) fn draw(
        &self,
        pen: &mut Pen,
        area: Area,
        height: i32,
        mut row: impl FnMut(&mut Pen, Area, usize, bool),
    ) {
        let columns = self.columns.max(1);
        let lines = self.rows.div_ceil(columns);
        let fit = usize::try_from(area.height / height.max(1)).unwrap_or(0).max(1);
        let line = self.at / columns;
        let top = self.top.get().min(lines.saturating_sub(fit)).clamp((line + 1).saturating_sub(fit), line);
        self.top.set(top);
        let width = area.width / columns as i32;
        self.drawn.set(Drawn { area, row: (width, height) });
        for at in (top * columns..self.rows).take(fit * columns) {
            let (down, across) = ((at / columns - top) as i32, (at % columns) as i32);
            let place = Area::new(area.x + across * width, area.y + down * height, width, height);
            row(pen, place, at, at == self.at);
        }
        let middle = area.x + area.width / 2;
        if top > 0 {
            pen.arrow(middle, area.y - 4, true, Ink::SELECTED);
        }
        if top + fit < lines {
            pen.arrow(middle, area.bottom() + 1, false, Ink::SELECTED);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(rows: usize, columns: usize, presses: &str, at: usize) {
        let mut list = List::with_columns(rows, columns);
        for press in presses.chars() {
            let button = match press {
                'u' => Button::Up,
                'd' => Button::Down,
                'l' => Button::Left,
                _ => Button::Right,
            };
            list.press(button);
        }
        assert_eq!(list.at(), at, "{rows} rows in {columns} columns after {presses}");
    }

    #[test]
    fn focus_moves_and_goes_around() {
        check(3, 1, "dd", 2);
        check(3, 1, "ddd", 0);
        check(3, 1, "u", 2);
        check(3, 1, "r", 0);
        check(0, 1, "d", 0);
        check(5, 2, "dd", 4);
        check(5, 2, "rd", 3);
        check(5, 2, "rdd", 1);
        check(5, 2, "ru", 3);
        check(5, 2, "u", 4);
        check(5, 2, "rrrrr", 0);
        check(5, 2, "l", 4);
    }

    #[test]
    fn a_list_that_shrinks_keeps_its_choice_inside() {
        let mut list = List::new(5);
        list.choose(4);
        list.resize(2);
        assert_eq!(list.at(), 1);
        list.resize(0);
        assert!(list.press(Button::Down));
        assert_eq!(list.at(), 0);
    }
}
