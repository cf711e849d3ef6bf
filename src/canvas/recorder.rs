//! Keeps the last ten seconds of the picture and makes a GIF of them.

use std::borrow::Cow;
use std::collections::VecDeque;

use super::{Canvas, HEIGHT, Ink, Palette, WIDTH};

/// How many frames a second the screen draws.
const SHOWN_PER_SECOND: u32 = 60;
/// Every how many shown frames one is kept: twelve a second.
const SHOWN_PER_KEPT: u32 = 5;
/// How much is kept, in seconds.
pub const SECONDS_MAX: u32 = 10;
/// How many window pixels wide and high a canvas pixel is in the GIF.
const SCALE: usize = 2;

/// The last ten seconds, at most 120 pictures of 30 kilobytes; pictures that stay the same are kept once.
#[derive(Debug, Default)]
pub struct Recorder {
    kept: VecDeque<Kept>,
    shown: u32,
}

#[derive(Debug)]
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
        for kept in &self.kept {
            let start = hundredths(time);
            time += kept.stays;
            let frame = gif::Frame {
                delay: (hundredths(time) - start) as u16,
                width: width as u16,
                height: height as u16,
                palette: (kept.palette != first.palette).then(|| self::colours(&kept.palette)),
                buffer: Cow::Owned(enlarge(&kept.packed)),
                ..gif::Frame::default()
            };
            encoder.write_frame(&frame)?;
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

fn enlarge(packed: &[u8]) -> Vec<u8> {
    let mut pixels = Vec::with_capacity(packed.len() * 2 * SCALE * SCALE);
    for row in packed.chunks(WIDTH as usize / 2) {
        for _ in 0..SCALE {
            let inks = row.iter().flat_map(|pair| [pair >> 4, pair & 15]);
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

    fn decoded(bytes: &[u8]) -> Vec<(u16, Vec<u8>)> {
        let mut reader = gif::DecodeOptions::new().read_info(bytes).unwrap();
        let mut frames = Vec::new();
        while let Some(frame) = reader.read_next_frame().unwrap() {
            frames.push((frame.delay, frame.buffer.to_vec()));
        }
        frames
    }

    #[test]
    fn the_gif_shows_what_was_watched() {
        let mut recorder = Recorder::new();
        assert_eq!(recorder.gif(), None);
        let mut canvas = Canvas::new();
        for second in 0..3 {
            canvas.pixel(second, 0, Ink::GOLD);
            for _ in 0..60 {
                recorder.watch(&canvas);
            }
        }
        let frames = decoded(&recorder.gif().unwrap());
        assert_eq!(frames.iter().map(|frame| frame.0).collect::<Vec<_>>(), [100, 100, 100]);
        let gold = Ink::GOLD.byte();
        assert_eq!(frames[1].1[..6], [gold, gold, gold, gold, 0, 0]);
        assert_eq!(frames[1].1[512..518], frames[1].1[..6]);
        recorder.clear();
        assert_eq!(recorder.gif(), None);
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
