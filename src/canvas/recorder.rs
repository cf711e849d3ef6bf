//! Keeps the last ten seconds of the picture and makes a GIF of them.

use std::borrow::Cow;
use std::collections::VecDeque;

use super::{Area, Canvas, HEIGHT, Ink, Palette, WIDTH};

/// How many frames a second the screen draws.
const SHOWN_PER_SECOND: u32 = 60;
/// Every how many shown frames one is kept: twelve a second.
const SHOWN_PER_KEPT: u32 = 5;
/// How much is kept, in seconds.
pub const SECONDS_MAX: u32 = 10;
/// How many window pixels wide and high a canvas pixel is in the GIF.
const SCALE: usize = 2;
/// A packed row: two pixels a byte.
const ROW_BYTES: usize = WIDTH as usize / 2;
const WHOLE: Area = Area::new(0, 0, WIDTH, HEIGHT);

/// The last ten seconds, at most 120 pictures of 30 kilobytes; pictures that stay the same are kept once.
#[derive(Clone, Debug, Default)]
pub struct Recorder {
    kept: VecDeque<Kept>,
    shown: u32,
}

#[derive(Clone, Debug)]
struct Kept {
    /// Two pixels a byte.
    packed: Vec<u8>,
    palette: Palette,
    /// For how many kept frames the picture stayed.
    stays: u32,
}

impl Recorder {
    /// Nothing kept yet.
    pub fn new() -> Recorder {
        Recorder::default()
    }

    /// Looks at a picture as it is shown, sixty times a second; every fifth is kept.
    pub fn watch(&mut self, canvas: &Canvas) {
        let due = self.shown.is_multiple_of(SHOWN_PER_KEPT);
        self.shown = (self.shown + 1) % SHOWN_PER_KEPT;
        if !due {
            return;
        }
        let packed: Vec<u8> = canvas.pixels().chunks(2).map(pack).collect();
        match self.kept.back_mut().filter(|last| last.packed == packed && last.palette == *canvas.palette()) {
            Some(last) => last.stays += 1,
            None => self.kept.push_back(Kept { packed, palette: *canvas.palette(), stays: 1 }),
        }
        self.forget();
    }

    /// Starts again with nothing kept.
    pub fn clear(&mut self) {
        self.kept.clear();
    }

    /// What is kept as a looping GIF file at twice the size; nothing when nothing is kept.
    pub fn gif(&self) -> Option<Vec<u8>> {
        let first = self.kept.front()?;
        let mut bytes = Vec::new();
        let written = self.write(first, &mut bytes);
        assert!(written.is_ok(), "a picture in memory is always written: {written:?}");
        Some(bytes)
    }

    fn write(&self, first: &Kept, bytes: &mut Vec<u8>) -> Result<(), gif::EncodingError> {
        let (width, height) = (WIDTH as usize * SCALE, HEIGHT as usize * SCALE);
        let colours = colours(&first.palette);
        let mut encoder = gif::Encoder::new(bytes, width as u16, height as u16, &colours)?;
        encoder.set_repeat(gif::Repeat::Infinite)?;
        let mut time = 0_u32;
        let mut before: Option<&Kept> = None;
        for kept in &self.kept {
            let start = hundredths(time);
            time += kept.stays;
            // Only what changed is written: a quiet scene makes a small file, and quickly.
            let part = before.map_or(WHOLE, |before| changed(before, kept));
            let frame = gif::Frame {
                delay: (hundredths(time) - start) as u16,
                left: (part.x as usize * SCALE) as u16,
                top: (part.y as usize * SCALE) as u16,
                width: (part.width as usize * SCALE) as u16,
                height: (part.height as usize * SCALE) as u16,
                palette: (kept.palette != first.palette).then(|| self::colours(&kept.palette)),
                buffer: Cow::Owned(enlarge(&kept.packed, part)),
                ..gif::Frame::default()
            };
            encoder.write_frame(&frame)?;
            before = Some(kept);
        }
        Ok(())
    }

    /// Drops what is older than ten seconds.
    fn forget(&mut self) {
        let total: u32 = self.kept.iter().map(|kept| kept.stays).sum();
        let mut over = total.saturating_sub(SECONDS_MAX * SHOWN_PER_SECOND / SHOWN_PER_KEPT);
        while let Some(first) = self.kept.front_mut().filter(|_| over > 0) {
            if first.stays > over {
                first.stays -= over;
                return;
            }
            over -= first.stays;
            self.kept.pop_front();
        }
    }
}

/// Kept frames since the start in the hundredths of a second that GIF counts in.
const fn hundredths(kept: u32) -> u32 {
    kept * SHOWN_PER_KEPT * 100 / SHOWN_PER_SECOND
}

fn pack(pair: &[Ink]) -> u8 {
    pair.iter().fold(0, |byte, ink| byte << 4 | ink.byte())
}

/// The smallest area, in whole bytes, in which two pictures differ; all of it when their colours do.
fn changed(before: &Kept, now: &Kept) -> Area {
    if before.palette != now.palette {
        return WHOLE;
    }
    let rows = || before.packed.chunks(ROW_BYTES).zip(now.packed.chunks(ROW_BYTES));
    let top = rows().position(|(old, new)| old != new).unwrap_or(0);
    let bottom = rows().rposition(|(old, new)| old != new).unwrap_or(0);
    let differ = |at: usize| rows().any(|(old, new)| old.get(at) != new.get(at));
    let left = (0..ROW_BYTES).find(|at| differ(*at)).unwrap_or(0);
    let right = (0..ROW_BYTES).rfind(|at| differ(*at)).unwrap_or(0);
    Area::new(left as i32 * 2, top as i32, (right + 1 - left) as i32 * 2, (bottom + 1 - top) as i32)
}

/// The pixels of an area (its sides even), every one a square.
fn enlarge(packed: &[u8], part: Area) -> Vec<u8> {
    let mut pixels = Vec::with_capacity((part.width * part.height) as usize * SCALE * SCALE);
    let (left, right) = (part.x as usize / 2, part.right() as usize / 2);
    for row in packed.chunks(ROW_BYTES).skip(part.y as usize).take(part.height as usize) {
        for _ in 0..SCALE {
            let inks = row[left..right].iter().flat_map(|pair| [pair >> 4, pair & 15]);
            pixels.extend(inks.flat_map(|ink| std::iter::repeat_n(ink, SCALE)));
        }
    }
    pixels
}

fn colours(palette: &Palette) -> Vec<u8> {
    Ink::all().flat_map(|ink| palette.rgb(ink)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Every frame's delay, left and top edge and width, and its pixels.
    fn decoded(bytes: &[u8]) -> Vec<([u16; 4], Vec<u8>)> {
        let mut reader = gif::DecodeOptions::new().read_info(bytes).unwrap();
        let mut frames = Vec::new();
        while let Some(frame) = reader.read_next_frame().unwrap() {
            frames.push(([frame.delay, frame.left, frame.top, frame.width], frame.buffer.to_vec()));
        }
        frames
    }

    #[test]
    fn the_gif_shows_what_was_watched() {
        let mut recorder = Recorder::new();
        assert_eq!(recorder.gif(), None);
        let mut canvas = Canvas::new();
        for second in 0..3 {
            canvas.pixel(9 * second, 3 * second, Ink::GOLD);
            canvas.pixel(9 * second + 2, 3 * second + 1, Ink::LEAF);
            for _ in 0..60 {
                recorder.watch(&canvas);
            }
        }
        let frames = decoded(&recorder.gif().unwrap());
        let places: Vec<[u16; 4]> = frames.iter().map(|frame| frame.0).collect();
        assert_eq!(places, [[100, 0, 0, 512], [100, 16, 6, 8], [100, 36, 12, 8]]);
        let (gold, leaf) = (Ink::GOLD.byte(), Ink::LEAF.byte());
        let rows: Vec<&[u8]> = frames[1].1.chunks(8).collect();
        assert_eq!(
            rows,
            [
                [0, 0, gold, gold, 0, 0, 0, 0],
                [0, 0, gold, gold, 0, 0, 0, 0],
                [0, 0, 0, 0, 0, 0, leaf, leaf],
                [0, 0, 0, 0, 0, 0, leaf, leaf]
            ]
        );
        recorder.clear();
        assert_eq!(recorder.gif(), None);
    }

    #[test]
    fn other_colours_make_a_whole_frame() {
        let mut recorder = Recorder::new();
        let mut canvas = Canvas::new();
        for shade in 0..3 {
            canvas.set_palette(Palette::own().towards(0, shade));
            (0..5).for_each(|_| recorder.watch(&canvas));
        }
        let frames = decoded(&recorder.gif().unwrap());
        assert!(frames.len() == 3 && frames.iter().all(|frame| frame.0[3] == 512));
    }

    #[test]
    fn only_ten_seconds_are_kept() {
        let mut recorder = Recorder::new();
        let mut canvas = Canvas::new();
        for frame in 0..900 {
            canvas.pixel(frame % 256, frame / 256, Ink::LEAF);
            recorder.watch(&canvas);
        }
        assert_eq!(recorder.kept.len(), 120);
        for _ in 0..6000 {
            recorder.watch(&canvas);
        }
        assert_eq!(recorder.kept.iter().map(|kept| kept.stays).collect::<Vec<_>>(), [120]);
    }
}
