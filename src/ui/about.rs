//! About the rules and the letters: whose they are and under which licence, word for word as their makers ask for it.

use super::desk::Desk;
use super::key::Button;
use super::page::{Page, Reply};
use super::pen::Pen;
use crate::canvas::letters::LICENCE;
use crate::canvas::{Area, Ink};
use crate::srd::load::NOTICE;

/// The page; it is longer than the screen in any language.
pub(super) struct About {
    /// Lines scrolled down from the beginning.
    down: usize,
}

impl About {
    pub(super) const fn new() -> About {
        About { down: 0 }
    }
}

const FRAME: Area = Area::new(6, 22, 244, 198);
const TEXT: Area = FRAME.inset(10);

/// Every line with its ink: a few words of ours, then the statements as they are, in the language of the licence.
fn lines(desk: &Desk) -> Vec<(String, Ink)> {
    let wrap = |text: &str| desk.letters.wrap(text, TEXT.width);
    let ours = wrap(&desk.say("about-ours")).into_iter().map(|line| (line, Ink::GOLD));
    let theirs = NOTICE.lines().chain([""]).chain(LICENCE.lines()).flat_map(wrap).map(|line| (line, Ink::TEXT));
    ours.chain([(String::new(), Ink::TEXT)]).chain(theirs).collect()
}

fn fit(desk: &Desk) -> usize {
    usize::try_from(TEXT.height / desk.letters.line_height()).unwrap_or(1)
}

impl Page for About {
    fn press(&mut self, button: Button, desk: &Desk) -> Reply {
        let last = lines(desk).len().saturating_sub(fit(desk));
        match button {
            Button::Down => self.down = (self.down + 1).min(last),
            Button::Up => self.down = self.down.saturating_sub(1),
            Button::Right | Button::Next => self.down = (self.down + fit(desk) - 1).min(last),
            Button::Left => self.down = self.down.saturating_sub(fit(desk) - 1),
            Button::A | Button::B => return Reply::close(),
            _ => {}
        }
        Reply::stay()
    }

    fn draw(&self, desk: &Desk, pen: &mut Pen) {
        let title = pen.say("title-about");
        pen.page(&title);
        pen.panel(FRAME);
        let lines = lines(desk);
        let shown = lines.iter().skip(self.down).take(fit(desk));
        for (at, (line, ink)) in shown.enumerate() {
            pen.letters.draw(pen.canvas, TEXT.x, TEXT.y + at as i32 * pen.line(), line, *ink);
        }
        if self.down > 0 {
            pen.arrow(242, 27, true, Ink::SELECTED);
        }
        if self.down + fit(desk) < lines.len() {
            pen.arrow(242, 212, false, Ink::SELECTED);
        }
        pen.hints(&[('+', "about-read"), ('B', "hint-back")]);
    }
}

#[cfg(test)]
mod tests {
    use crate::srd::load::NOTICE;

    #[test]
    fn both_statements_are_in_the_notice() {
        for said in ["SRD 5.1", "SRD 5.2.1", "Creative Commons Attribution 4.0", "Wizards of the Coast LLC"] {
            assert!(NOTICE.contains(said), "{said}");
        }
    }
}
