//! Draws the few things that all pages are made of: panels, labels, paragraphs, bars, marks.

use crate::canvas::{Area, Canvas, Ink, Letters, Sprites};
use crate::words::fluent::Words;
use crate::words::sentence::Sentence;

/// Everything that drawing needs, and the marks that all pages share.
pub(super) struct Pen<'a> {
    pub(super) canvas: &'a mut Canvas,
    pub(super) sprites: &'a Sprites,
    pub(super) letters: &'a Letters,
    pub(super) words: &'a Words,
    /// Sixtieths of a second since the start.
    pub(super) tick: u32,
    /// Labels that did not fit; a test keeps this empty in every language.
    pub(super) misfits: Vec<String>,
}

impl<'a> Pen<'a> {
    /// A pen for one frame.
    pub(super) const fn new(
        canvas: &'a mut Canvas,
        sprites: &'a Sprites,
        letters: &'a Letters,
        words: &'a Words,
        tick: u32,
    ) -> Pen<'a> {
        Pen { canvas, sprites, letters, words, tick, misfits: Vec::new() }
    }

    /// From the top of a line to the next.
    pub(super) const fn line(&self) -> i32 {
        self.letters.line_height()
    }

    /// Height of a row in a list: a line and air.
    pub(super) const fn row(&self) -> i32 {
        self.letters.line_height() + 4
    }

    /// A fixed sentence in the player's language.
    pub(super) fn say(&self, id: &'static str) -> String {
        self.words.text(id)
    }

    /// A sentence with values in the player's language.
    pub(super) fn tell(&self, sentence: &Sentence) -> String {
        self.words.say(sentence)
    }

    /// Writes one of our own sentences on one line. It has to fit: a test looks at all of them.
    pub(super) fn label(&mut self, place: (i32, i32), width: i32, id: &'static str, ink: Ink) -> i32 {
        let text = self.words.text(id);
        if self.letters.width(&text) > width {
            self.misfits.push(format!("{id}: {text}"));
        }
        self.text(place, width, &text, ink)
    }

    /// Writes someone's words on one line, with an ellipsis where they are too long; returns their width.
    pub(super) fn text(&mut self, place: (i32, i32), width: i32, text: &str, ink: Ink) -> i32 {
        let y = place.1 - self.rise(text);
        let own = self.letters.width(text);
        if own <= width {
            return self.letters.draw(self.canvas, place.0, y, text, ink);
        }
        let cut = self.letters.cut(text, width);
        self.letters.draw(self.canvas, place.0, y, &cut, ink)
    }

    /// Writes one line that ends at the right edge of an area.
    pub(super) fn ending(&mut self, right: i32, y: i32, text: &str, ink: Ink) {
        self.letters.draw_ending(self.canvas, right, y - self.rise(text), text, ink);
    }

    /// Writes one line in the middle of the screen or of any other column.
    pub(super) fn centred(&mut self, middle: i32, y: i32, width: i32, text: &str, ink: Ink) {
        let cut = self.letters.cut(text, width);
        self.letters.draw_centred(self.canvas, middle, y - self.rise(text), &cut, ink);
    }

    /// Latin letters alone on a line that has room for Japanese ones would hang: they are raised to its middle.
    fn rise(&self, text: &str) -> i32 {
        if self.line() > 10 && text.is_ascii() { 2 } else { 0 }
    }

    /// Writes a paragraph, line by line, as far as the area reaches; returns the first free row of pixels below. What
    /// does not fit ends in an ellipsis and is noted.
    pub(super) fn paragraph(&mut self, area: Area, text: &str, ink: Ink) -> i32 {
        let lines = self.letters.wrap(text, area.width);
        let fit = usize::try_from(area.height / self.line()).unwrap_or(0);
        let mut y = area.y;
        for (number, line) in lines.iter().take(fit).enumerate() {
            if number + 1 == fit && lines.len() > fit {
                self.misfits.push(text.to_owned());
                let cut = self.letters.cut(&format!("{line}…………"), area.width.min(self.letters.width(line) + 5));
                self.letters.draw(self.canvas, area.x, y, &cut, ink);
            } else {
                self.letters.draw(self.canvas, area.x, y, line, ink);
            }
            y += self.line();
        }
        y
    }

    /// A framed panel.
    pub(super) fn panel(&mut self, area: Area) {
        self.canvas.nine(self.sprites.named("window"), area);
    }

    /// The ground of a whole page: a quiet pattern, with a title.
    pub(super) fn page(&mut self, title: &str) {
        self.canvas.clear(Ink::BACKGROUND);
        let whole = Area::new(0, 0, crate::canvas::WIDTH, crate::canvas::HEIGHT);
        self.canvas.dither(whole, Ink::PANEL, 3);
        self.banner(title);
    }

    /// A title across the top of the screen.
    pub(super) fn banner(&mut self, title: &str) {
        self.canvas.fill(Area::new(0, 0, 256, 17), Ink::PANEL);
        self.canvas.fill(Area::new(0, 16, 256, 1), Ink::GOLD);
        self.canvas.fill(Area::new(0, 17, 256, 1), Ink::NIGHT);
        let y = (17 - self.line()) / 2 + 1;
        self.letters.draw(self.canvas, 8, y, title, Ink::GOLD);
    }

    /// What the buttons do here, at the bottom of a page: pairs of a sign and a sentence.
    pub(super) fn hints(&mut self, hints: &[(char, &'static str)]) {
        let y = 240 - self.line() - 2;
        self.canvas.fill(Area::new(0, y - 3, 256, 240 - y + 3), Ink::NIGHT);
        let mut x = 8;
        for (sign, id) in hints {
            x += self.sign(x, y - 1, *sign) + 3;
            let text = self.words.text(id);
            if x + self.letters.width(&text) > 254 {
                self.misfits.push(format!("{id}: {text}"));
            }
            x += self.letters.draw(self.canvas, x, y, &text, Ink::DIM_TEXT) + 8;
        }
    }

    /// A button's sign: a disc with its letter, or the cross of directions; returns its width.
    pub(super) fn sign(&mut self, x: i32, y: i32, sign: char) -> i32 {
        let y = y + (self.line() - 9) / 2;
        if sign == '+' {
            self.canvas.fill(Area::new(x + 3, y, 3, 9), Ink::MIST);
            self.canvas.fill(Area::new(x, y + 3, 9, 3), Ink::MIST);
            self.canvas.pixel(x + 4, y + 4, Ink::STONE);
            return 9;
        }
        let ink = if sign == 'A' { Ink::HP } else { Ink::DANGER };
        self.canvas.disc(x + 5, y + 4, 5, Ink::NIGHT);
        self.canvas.circle(x + 5, y + 4, 5, ink);
        let lift = (self.line() - 9) / 2;
        self.letters.draw(self.canvas, x + 3, y + 1 - 3 * lift, sign.encode_utf8(&mut [0; 4]), ink);
        11
    }

    /// A bar that is `part` of `whole` full, with a dark rim. The ink says how good that is, the length how much.
    pub(super) fn bar(&mut self, area: Area, part: i32, whole: i32, ink: Ink) {
        self.canvas.fill(area, Ink::NIGHT);
        let room = area.inset(1);
        self.canvas.fill(room, Ink::BARK);
        let whole = whole.max(1);
        let full = (part.clamp(0, whole) * room.width + whole - 1) / whole;
        self.canvas.fill(Area { width: full, ..room }, ink);
        if room.height > 2 && full > 0 {
            self.canvas.fill(Area { width: full, height: 1, ..room }, Ink::PAPER);
        }
    }

    /// A small triangle that says that there is more above or below.
    pub(super) fn arrow(&mut self, x: i32, y: i32, up: bool, ink: Ink) {
        let bob = i32::from((self.tick / 20).is_multiple_of(2));
        for step in 0..3 {
            let (width, down) = if up { (1 + 2 * step, step - bob) } else { (5 - 2 * step, step + bob) };
            self.canvas.fill(Area::new(x - width / 2, y + down, width, 1), ink);
        }
    }

    /// The hand that points at the chosen row.
    pub(super) fn hand(&mut self, x: i32, y: i32) {
        let nudge = [0, 0, 1, 1][(self.tick / 12 % 4) as usize];
        for (row, width) in [1, 3, 5, 7, 5, 3, 1].into_iter().enumerate() {
            let width = (width + 1) / 2;
            self.canvas.fill(Area::new(x + nudge - 1, y + row as i32, width + 2, 1), Ink::NIGHT);
            self.canvas.fill(Area::new(x + nudge, y + row as i32, width, 1), Ink::SELECTED);
        }
    }

    /// One row of a menu: the hand when it is chosen, then the text.
    pub(super) fn choice(&mut self, area: Area, text: &str, chosen: bool, ink: Ink) {
        if chosen {
            self.canvas.fill(area, Ink::STONE);
            self.canvas.dither(area, Ink::PANEL, 8);
            self.hand(area.x + 3, area.y + (area.height - 7) / 2);
        }
        let y = area.y + (area.height - self.line()) / 2 + 1;
        let ink = if chosen { Ink::TEXT } else { ink };
        self.text((area.x + 11, y), area.width - 13, text, ink);
    }

    /// A picture by its name.
    pub(super) fn picture(&mut self, name: &str, x: i32, y: i32) {
        self.canvas.stamp(self.sprites.named(name), x, y);
    }
}
