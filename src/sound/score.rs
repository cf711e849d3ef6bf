//! Reads a score: a text of notes for up to four voices.
//!
//! ```text
//! # A line of comment.
//! step 120                            milliseconds
//! voice lead pulse25 70 decay 400     wave, loudness 0 to 100, fading within 400 ms (or: hold)
//! lead c5 _ e5 . | g5>c6 _ _ .        a note, one step longer, a rest, a slide; bars are only for the eye
//! ```

use super::SAMPLES_PER_SECOND;

/// How many voices sound at once.
pub(super) const VOICES: usize = 4;
/// Their names, in order.
const NAMES: [&str; VOICES] = ["lead", "second", "bass", "drum"];
const STEP_MS_MAX: u32 = 2_000;
const DECAY_MS_MAX: u32 = 10_000;
const NOTES_MAX: usize = 4_096;

/// Notes for up to four voices, all of one length.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Score {
    pub(super) tracks: [Option<Track>; VOICES],
    /// The whole length in samples, at least 1.
    pub(super) samples: u32,
}

/// What one voice plays.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Track {
    pub(super) timbre: Timbre,
    pub(super) notes: Vec<Note>,
}

/// How a voice sounds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Timbre {
    pub(super) wave: Wave,
    /// 0 to 100.
    pub(super) loudness: i32,
    /// Within how many samples a note fades; none: it holds.
    pub(super) decay: Option<u32>,
}

/// A note or rest of a length in samples.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Note {
    /// Where its pitch starts and ends; none: a rest.
    pub(super) pitch: Option<(Pitch, Pitch)>,
    pub(super) samples: u32,
}

/// Half tones above C0: 0 to 107.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Pitch(u8);

/// The shape of a voice's wave.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Wave {
    /// On for so many sixteenths of its period.
    Pulse(u32),
    Triangle,
    Saw,
    Noise,
}

impl Pitch {
    /// How far a 32-bit phase moves in one sample.
    pub(super) const fn advance(self) -> u32 {
        TOP_OCTAVE[(self.0 % 12) as usize] >> (8 - self.0 / 12)
    }

    /// Reads `c4`, `f#3`, `bb5`.
    fn read(text: &str) -> Option<Pitch> {
        let mut letters = text.chars();
        let tone = match letters.next()? {
            'c' => 0,
            'd' => 2,
            'e' => 4,
            'f' => 5,
            'g' => 7,
            'a' => 9,
            'b' => 11,
            _ => return None,
        };
        let rest = letters.as_str();
        let (shift, octave) = match (rest.strip_prefix('#'), rest.strip_prefix('b')) {
            (Some(octave), _) => (1, octave),
            (None, Some(octave)) => (-1, octave),
            (None, None) => (0, rest),
        };
        let octave: i32 = octave.parse().ok().filter(|octave| (0..=8).contains(octave))?;
        u8::try_from(octave * 12 + tone + shift).ok().filter(|pitch| *pitch < 108).map(Pitch)
    }
}

impl Score {
    /// Reads a score, or says which line (from 1) is wrong; 0 when the whole is.
    pub(super) fn read(text: &str) -> Result<Score, usize> {
        let mut reading = Reading::default();
        for (at, line) in text.lines().enumerate() {
            reading.line(line).ok_or(at + 1)?;
        }
        let tracks = reading.tracks;
        let steps = tracks.iter().flatten().map(|track| track.notes.iter().map(|note| note.samples).sum::<u32>());
        let lengths: Vec<u32> = steps.collect();
        // Voices of different lengths would drift apart when the tune starts again.
        match lengths.first() {
            Some(samples) if *samples > 0 && lengths.iter().all(|length| length == samples) => {
                Ok(Score { samples: *samples, tracks })
            }
            Some(_) | None => Err(0),
        }
    }
}

#[derive(Default)]
struct Reading {
    step: u32,
    tracks: [Option<Track>; VOICES],
}

impl Reading {
    fn line(&mut self, line: &str) -> Option<()> {
        let mut words = line.split_whitespace();
        match words.next() {
            None => Some(()),
            Some(first) if first.starts_with('#') => Some(()),
            Some("step") => {
                let ms: u32 = words.next()?.parse().ok().filter(|ms| (1..=STEP_MS_MAX).contains(ms))?;
                self.step = samples(ms);
                Some(())
            }
            Some("voice") => {
                let voice = NAMES.iter().position(|name| Some(*name) == words.clone().next())?;
                words.next();
                let track = self.tracks.get_mut(voice).filter(|track| track.is_none())?;
                *track = Some(header(words)?);
                Some(())
            }
            Some(name) => {
                let voice = NAMES.iter().position(|known| *known == name)?;
                let track = self.tracks.get_mut(voice)?.as_mut()?;
                if self.step == 0 {
                    return None;
                }
                words.filter(|word| *word != "|").try_for_each(|word| note(track, word, self.step))
            }
        }
    }
}

/// Wave, loudness and shape of a voice.
fn header<'a>(mut words: impl Iterator<Item = &'a str>) -> Option<Track> {
    let wave = match words.next()? {
        "pulse12" => Wave::Pulse(2),
        "pulse25" => Wave::Pulse(4),
        "pulse50" => Wave::Pulse(8),
        "triangle" => Wave::Triangle,
        "saw" => Wave::Saw,
        "noise" => Wave::Noise,
        _ => return None,
    };
    let loudness = words.next()?.parse().ok().filter(|loudness| (0..=100).contains(loudness))?;
    let decay = match words.next()? {
        "hold" => None,
        "decay" => Some(samples(words.next()?.parse().ok().filter(|ms| (1..=DECAY_MS_MAX).contains(ms))?)),
        _ => return None,
    };
    words.next().is_none().then_some(Track { timbre: Timbre { wave, loudness, decay }, notes: Vec::new() })
}

/// Adds one word of notes to a track.
fn note(track: &mut Track, word: &str, step: u32) -> Option<()> {
    if track.notes.len() >= NOTES_MAX {
        return None;
    }
    if word == "_" {
        track.notes.last_mut()?.samples += step;
        return Some(());
    }
    let pitch = match word.split_once('>') {
        _ if word == "." => None,
        Some((from, to)) => Some((Pitch::read(from)?, Pitch::read(to)?)),
        None => Pitch::read(word).map(|pitch| Some((pitch, pitch)))?,
    };
    track.notes.push(Note { pitch, samples: step });
    Some(())
}

/// Milliseconds in samples, at least 1.
fn samples(ms: u32) -> u32 {
    (ms * SAMPLES_PER_SECOND / 1_000).max(1)
}

/// Phase steps of C8 to B8: their frequencies (A4 is 440 Hz) times 2 to the 32nd, by the sample rate.
const TOP_OCTAVE: [u32; 12] = [
    815_363_807,
    863_847_862,
    915_214_929,
    969_636_441,
    1_027_294_024,
    1_088_380_105,
    1_153_098_554,
    1_221_665_363,
    1_294_309_365,
    1_371_273_005,
    1_452_813_141,
    1_539_201_906,
];

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: Result<&str, usize>) {
        let shown = Score::read(text).map(|score| {
            let notes = |track: &Track| {
                let shown = |note: &Note| format!("{:?}x{}", note.pitch.map(|(a, b)| (a.0, b.0)), note.samples);
                track.notes.iter().map(shown).collect::<Vec<String>>().join(" ")
            };
            score.tracks.iter().flatten().map(notes).collect::<Vec<String>>().join(" / ")
        });
        assert_eq!(shown.as_deref(), expected.as_ref().map(|text| &**text), "{text}");
    }

    #[test]
    fn scores_read() {
        let head = "step 100\nvoice lead pulse25 70 decay 400\n";
        check(&format!("{head}lead c4 _ . | a4>bb5\n"), Ok("Some((48, 48))x4410 Nonex2205 Some((57, 70))x2205"));
        check(&format!("{head}voice drum noise 5 hold\nlead f#3\ndrum .\n"), Ok("Some((42, 42))x2205 / Nonex2205"));
    }

    #[test]
    fn what_is_not_a_score_is_refused_with_its_line() {
        let head = "step 100\nvoice lead pulse25 70 hold\n";
        check("", Err(0));
        check("step 0\n", Err(1));
        check("step 100\nlead c4\n", Err(2));
        check("voice lead pulse25 70 hold\nlead c4\n", Err(2));
        check("step 100\nvoice lead horn 70 hold\n", Err(2));
        check("step 100\nvoice lead saw 101 hold\n", Err(2));
        check("step 100\nvoice flute saw 10 hold\n", Err(2));
        check(&format!("{head}voice lead saw 70 hold\n"), Err(3));
        for word in ["h4", "c9", "cb0", "c", "c4>", "_", "c4 x"] {
            check(&format!("{head}lead {word}\n"), Err(3));
        }
        check(&format!("{head}voice bass saw 70 hold\nlead c4 c4\nbass c4\n"), Err(0));
    }
}
