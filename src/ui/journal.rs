//! The journal: what the story noted down, and what was told, to be read again.

use super::desk::Desk;
use super::key::Button;
use super::page::{Page, Reply};
use super::pen::Pen;
use crate::canvas::{Area, Ink};
use crate::words::sentence::Sentence;

/// Two leaves: the story's notes, and the log.
pub(super) struct Journal {
    leaf: Leaf,
    /// Lines scrolled up from the end.
    back: usize,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Leaf {
    Notes,
    Log,
}

impl Journal {
    pub(super) fn new(desk: &Desk) -> Journal {
        let notes = desk.world().is_some_and(|world| !world.now.story.journal.is_empty());
        Journal { leaf: if notes { Leaf::Notes } else { Leaf::Log }, back: 0 }
    }
}

impl Page for Journal {
    fn press(&mut self, button: Button, _: &Desk) -> Reply {
        match button {
            Button::Left | Button::Right | Button::Next => {
                self.leaf = if self.leaf == Leaf::Notes { Leaf::Log } else { Leaf::Notes };
                self.back = 0;
            }
            Button::Up => self.back = self.back.saturating_add(1),
            Button::Down => self.back = self.back.saturating_sub(1),
            Button::A | Button::B | Button::Journal => return Reply::close(),
            _ => {}
        }
        Reply::stay()
    }

    fn draw(&self, desk: &Desk, pen: &mut Pen) {
        let id = if self.leaf == Leaf::Notes { "journal-notes" } else { "journal-log" };
        let title = pen.say(id);
        pen.page(&title);
        let frame = Area::new(6, 22, 244, 198);
        pen.panel(frame);
        let area = frame.inset(10);
        let lines = self.lines(desk, pen, area.width);
        if lines.is_empty() {
            pen.label((area.x, area.y), area.width, "journal-empty", Ink::DIM_TEXT);
        }
        let fit = usize::try_from(area.height / pen.line()).unwrap_or(1);
        let back = self.back.min(lines.len().saturating_sub(fit));
        let end = lines.len() - back;
        let start = end.saturating_sub(fit);
        for (at, (line, ink)) in lines[start..end].iter().enumerate() {
            pen.letters.draw(pen.canvas, area.x, area.y + at as i32 * pen.line(), line, *ink);
        }
        if start > 0 {
            pen.arrow(242, 26, true, Ink::SELECTED);
        }
        if back > 0 {
            pen.arrow(242, 212, false, Ink::SELECTED);
        }
        pen.hints(&[('+', "journal-turn"), ('B', "hint-back")]);
    }
}

impl Journal {
    fn lines(&self, desk: &Desk, pen: &Pen, width: i32) -> Vec<(String, Ink)> {
        let mut lines = Vec::new();
        match self.leaf {
            Leaf::Notes => {
                let mut day = 0;
                for (second, id) in desk.world().into_iter().flat_map(|world| &world.now.story.journal) {
                    let now = i64::try_from((second / 3600 + 8) / 24).unwrap_or(0) + 1;
                    if now != day {
                        day = now;
                        lines.push((pen.tell(&Sentence::new("journal-day").with("day", day)), Ink::GOLD));
                    }
                    let text = desk.say(id.as_str());
                    lines.extend(
                        pen.letters.wrap(&format!("- {text}"), width).into_iter().map(|line| (line, Ink::TEXT)),
                    );
                }
            }
            Leaf::Log => {
                let told: Vec<&str> = desk.log.newest().map(|line| line.text.as_str()).collect();
                for (at, text) in told.into_iter().rev().enumerate() {
                    let ink = if at % 2 == 0 { Ink::TEXT } else { Ink::DIM_TEXT };
                    lines.extend(pen.letters.wrap(text, width).into_iter().map(|line| (line, ink)));
                }
            }
        }
        lines
    }
}
