//! One voice: walks through a track's notes and makes samples of them.

use std::sync::Arc;

use super::score::{Note, Pitch, Score, Timbre, Wave};

/// A voice that plays one track of a score.
#[derive(Clone, Debug)]
pub(super) struct Voice {
    score: Arc<Score>,
    track: usize,
    note: usize,
    /// Samples since the note began.
    since: u32,
    phase: u32,
    noise: u16,
}

impl Voice {
    /// A voice at the start of a track; none when the score leaves this voice out.
    pub(super) fn new(score: &Arc<Score>, track: usize) -> Option<Voice> {
        score.tracks.get(track)?.as_ref()?;
        Some(Voice { score: Arc::clone(score), track, note: 0, since: 0, phase: 0, noise: NOISE_START })
    }

    /// The next sample, between -[`PEAK`] and [`PEAK`]; none after the last note.
    pub(super) fn sample(&mut self) -> Option<i32> {
        let track = self.score.tracks.get(self.track)?.as_ref()?;
        let (timbre, note) = (track.timbre, *track.notes.get(self.note)?);
        let sample = match note.pitch {
            Some(pitch) => self.sound(timbre, note, pitch),
            None => 0,
        };
        self.since += 1;
        if self.since >= note.samples {
            self.since = 0;
            self.note += 1;
        }
        Some(sample)
    }

    /// Starts the track again.
    pub(super) fn rewind(&mut self) {
        (self.note, self.since) = (0, 0);
    }

    fn sound(&mut self, timbre: Timbre, note: Note, pitch: (Pitch, Pitch)) -> i32 {
        let (from, to) = (i64::from(pitch.0.advance()), i64::from(pitch.1.advance()));
        let advance = from + (to - from) * i64::from(self.since) / i64::from(note.samples);
        // Four smaller steps a sample, averaged: the edges of high notes then do not whistle.
        let part = (advance / PARTS) as u32;
        let mut sum = 0;
        for _ in 0..PARTS {
            let before = self.phase;
            self.phase = self.phase.wrapping_add(part);
            if timbre.wave == Wave::Noise && self.phase < before {
                self.shuffle();
            }
            sum += self.wave(timbre.wave);
        }
        sum / PARTS as i32 * timbre.loudness / 100 * self.loudness(timbre, note) / LOUD
    }

    /// The wave at the current phase, between -[`PEAK`] and [`PEAK`].
    const fn wave(&self, wave: Wave) -> i32 {
        let along = (self.phase >> 16) as i32;
        match wave {
            Wave::Pulse(sixteenths) => {
                if self.phase >> 28 < sixteenths {
                    PEAK
                } else {
                    -PEAK
                }
            }
            // A triangle sounds softer than a pulse of the same height, and bass needs it all.
            Wave::Triangle => (along - 32_768).abs() * 2 * PEAK / 65_536 * 2 - PEAK,
            Wave::Saw => along * PEAK / 32_768 - PEAK,
            Wave::Noise => {
                if self.noise & 1 == 0 {
                    PEAK
                } else {
                    -PEAK
                }
            }
        }
    }

    /// How loud the note is now, 0 to [`LOUD`]: a short rise, its fading, a short fall, so that nothing clicks.
    fn loudness(&self, timbre: Timbre, note: Note) -> i32 {
        let left = note.samples - self.since;
        let rise = self.since.min(RISE) as i32 * LOUD / RISE as i32;
        let fall = left.min(FALL) as i32 * LOUD / FALL as i32;
        let fading = timbre.decay.map_or(LOUD, |decay| {
            let rest = i64::from(decay.saturating_sub(self.since));
            // Squared, because ears hear loudness by ratios.
            (rest * rest * i64::from(LOUD) / (i64::from(decay) * i64::from(decay))) as i32
        });
        rise.min(fall).min(fading)
    }

    /// The next bit of noise: a shift register of fifteen bits.
    const fn shuffle(&mut self) {
        let bit = (self.noise ^ self.noise >> 1) & 1;
        self.noise = self.noise >> 1 | bit << 14;
    }
}

/// The furthest a voice swings; four of them fit into a sample.
pub(super) const PEAK: i32 = 8_191;
const PARTS: i64 = 4;
const LOUD: i32 = 1_024;
/// Samples in which a note rises (2 ms) and falls (5 ms).
const RISE: u32 = 44;
const FALL: u32 = 110;
const NOISE_START: u16 = 0x4001;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sound::SAMPLES_PER_SECOND;

    fn played(wave: &str, pitch: &str) -> Vec<i32> {
        let text = format!("step 1000\nvoice lead {wave} 100 hold\nlead {pitch}\n");
        let score = Arc::new(Score::read(&text).unwrap());
        let mut voice = Voice::new(&score, 0).unwrap();
        std::iter::from_fn(|| voice.sample()).collect()
    }

    fn check(wave: &str, pitch: &str, hertz: usize) {
        let samples = played(wave, pitch);
        assert_eq!(samples.len(), SAMPLES_PER_SECOND as usize);
        let rising = samples.windows(2).filter(|pair| pair[0] <= 0 && pair[1] > 0).count();
        assert!(rising.abs_diff(hertz) <= 1 + hertz / 200, "{wave} {pitch}: {rising} waves a second, not {hertz}");
        let highest = samples.iter().map(|sample| sample.abs()).max().unwrap();
        assert!((PEAK * 9 / 10..=PEAK).contains(&highest), "{wave} {pitch} reaches {highest}");
    }

    #[test]
    fn notes_have_their_pitch() {
        for wave in ["pulse12", "pulse25", "pulse50", "triangle", "saw"] {
            check(wave, "a4", 440);
            check(wave, "c2", 65);
            check(wave, "e6", 1319);
        }
        check("triangle", "c4>c5", 392);
    }

    #[test]
    fn noise_has_no_pitch_and_no_lean() {
        let samples = played("noise", "c7");
        let high = samples.iter().filter(|sample| **sample > 0).count();
        assert!((samples.len() * 2 / 5..samples.len() * 3 / 5).contains(&high), "{high} of {}", samples.len());
        let gaps: Vec<usize> = samples
            .iter()
            .enumerate()
            .filter(|(at, sample)| *at > 0 && **sample > 0 && samples[at - 1] <= 0)
            .map(|(at, _)| at)
            .collect();
        let lengths: std::collections::BTreeSet<usize> = gaps.windows(2).map(|pair| pair[1] - pair[0]).collect();
        assert!(lengths.len() > 20, "noise repeats: {lengths:?}");
    }

    #[test]
    fn notes_start_and_end_softly() {
        let samples = played("pulse50", "a4");
        assert!(samples[0].abs() < PEAK / 10 && samples[samples.len() - 1].abs() < PEAK / 10);
    }
}
