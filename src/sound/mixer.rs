//! The mixer: one tune under the cues, all in four voices.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::score::{Score, VOICES};
use super::voice::Voice;
use super::{Cue, SAMPLES_PER_SECOND, Tune};

/// How loud something is: 0 (silent) to 10.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Loudness(u8);

impl Loudness {
    /// Nothing is heard.
    pub const SILENT: Loudness = Loudness(0);
    /// As loud as it gets.
    pub const FULL: Loudness = Loudness(10);

    /// A loudness from 0 to 10; more is 10.
    pub const fn tenths(tenths: u8) -> Loudness {
        Loudness(if tenths > 10 { 10 } else { tenths })
    }
}

/// Plays tunes and cues into buffers of samples. A cue takes over the voices that it needs; the tune goes on unheard
/// in them and comes back when the cue ends.
#[derive(Debug)]
pub struct Mixer {
    cues: BTreeMap<Cue, Arc<Score>>,
    tunes: BTreeMap<Tune, Arc<Score>>,
    /// What each voice plays above the tune.
    sounding: [Option<Voice>; VOICES],
    running: Option<Running>,
    /// The tune that follows when the running one has faded.
    wanted: Option<Tune>,
    tune_loudness: Loudness,
    cue_loudness: Loudness,
    /// The last sample, for the soft edge of the whole.
    last: i32,
}

/// A tune in progress.
#[derive(Debug)]
struct Running {
    tune: Tune,
    voices: [Option<Voice>; VOICES],
    samples: u32,
    since: u32,
    /// How loud it is while it fades, 0 to [`FADE`].
    fade: u32,
}

impl Default for Mixer {
    fn default() -> Mixer {
        Mixer::new()
    }
}

impl Mixer {
    /// A silent mixer with every tune and cue at hand.
    pub fn new() -> Mixer {
        let read = |text: &str| Score::read(text).ok().map(Arc::new);
        Mixer {
            cues: Cue::ALL.iter().filter_map(|cue| Some((*cue, read(cue.text())?))).collect(),
            tunes: Tune::ALL.iter().filter_map(|tune| Some((*tune, read(tune.text())?))).collect(),
            sounding: [const { None }; VOICES],
            running: None,
            wanted: None,
            tune_loudness: Loudness(6),
            cue_loudness: Loudness(8),
            last: 0,
        }
    }

    /// Sounds a cue now, over whatever its voices play.
    pub fn play(&mut self, cue: Cue) {
        let Some(score) = self.cues.get(&cue) else { return };
        for (voice, sounding) in self.sounding.iter_mut().enumerate() {
            // A voice that this cue leaves out may finish what it plays.
            if let Some(new) = Voice::new(score, voice) {
                *sounding = Some(new);
            }
        }
    }

    /// Plays a tune over and over, or none; the one before fades first. The same tune again changes nothing.
    pub const fn tune(&mut self, tune: Option<Tune>) {
        self.wanted = tune;
    }

    /// Which tune was asked for last.
    pub const fn asked(&self) -> Option<Tune> {
        self.wanted
    }

    /// How loud tunes are.
    pub const fn set_tune_loudness(&mut self, loudness: Loudness) {
        self.tune_loudness = loudness;
    }

    /// How loud cues are.
    pub const fn set_cue_loudness(&mut self, loudness: Loudness) {
        self.cue_loudness = loudness;
    }

    /// Fills a buffer with the next samples, one channel.
    pub fn fill(&mut self, buffer: &mut [i16]) {
        for sample in buffer {
            let sum = self.next();
            // Half the old and half the new sample: it takes the glassy edge off, as an old speaker did.
            let soft = (sum + self.last) / 2;
            self.last = sum;
            *sample = soft.clamp(i32::from(i16::MIN), i32::from(i16::MAX)) as i16;
        }
    }

    fn next(&mut self) -> i32 {
        self.follow();
        let tune = self.running.as_mut().map_or([0; VOICES], Running::next);
        let mut sum = 0;
        for (sounding, under) in self.sounding.iter_mut().zip(tune) {
            let over = sounding.as_mut().and_then(Voice::sample);
            sum += match over {
                Some(sample) => sample * i32::from(self.cue_loudness.0) / 10,
                None => {
                    *sounding = None;
                    under * i32::from(self.tune_loudness.0) / 10
                }
            };
        }
        sum
    }

    /// Moves from the running tune to the wanted one.
    fn follow(&mut self) {
        match &mut self.running {
            Some(running) if Some(running.tune) != self.wanted => {
                running.fade = running.fade.saturating_sub(1);
                if running.fade == 0 {
                    self.running = None;
                }
            }
            Some(running) => running.fade = (running.fade + 1).min(FADE),
            None => self.running = self.wanted.and_then(|tune| Running::new(tune, self.tunes.get(&tune)?)),
        }
    }
}

impl Running {
    fn new(tune: Tune, score: &Arc<Score>) -> Option<Running> {
        let voices = std::array::from_fn(|voice| Voice::new(score, voice));
        (score.samples > 0).then_some(Running { tune, voices, samples: score.samples, since: 0, fade: FADE })
    }

    /// The next sample of each voice.
    fn next(&mut self) -> [i32; VOICES] {
        if self.since == self.samples {
            self.since = 0;
            self.voices.iter_mut().flatten().for_each(Voice::rewind);
        }
        self.since += 1;
        let fade = self.fade as i32;
        self.voices.each_mut().map(|voice| {
            let sample = voice.as_mut().and_then(Voice::sample).unwrap_or(0);
            sample * (fade >> 4) / (FADE >> 4) as i32
        })
    }
}

/// In how many samples a tune fades: 0.4 seconds.
const FADE: u32 = SAMPLES_PER_SECOND * 2 / 5;

#[cfg(test)]
mod tests {
    use super::*;

    fn heard(mixer: &mut Mixer, ms: u32) -> Vec<i16> {
        let mut buffer = vec![0; (SAMPLES_PER_SECOND * ms / 1000) as usize];
        mixer.fill(&mut buffer);
        buffer
    }

    fn loudest(samples: &[i16]) -> u16 {
        samples.iter().map(|sample| sample.unsigned_abs()).max().unwrap_or(0)
    }

    #[test]
    fn every_tune_and_cue_is_a_score() {
        for tune in Tune::ALL {
            let score = Score::read(tune.text()).unwrap_or_else(|line| panic!("{tune:?}: line {line}"));
            assert!((10..=90).contains(&(score.samples / SAMPLES_PER_SECOND)), "{tune:?} has a strange length");
        }
        for cue in Cue::ALL {
            let score = Score::read(cue.text()).unwrap_or_else(|line| panic!("{cue:?}: line {line}"));
            assert!(score.samples < 3 * SAMPLES_PER_SECOND, "{cue:?} is too long for a cue");
        }
    }

    #[test]
    fn a_mixer_that_plays_nothing_is_silent() {
        let mut mixer = Mixer::new();
        assert_eq!(loudest(&heard(&mut mixer, 100)), 0);
        mixer.tune(Some(Tune::Fight));
        mixer.set_tune_loudness(Loudness::SILENT);
        assert_eq!(loudest(&heard(&mut mixer, 1000)), 0);
    }

    #[test]
    fn every_cue_is_heard_and_ends() {
        for cue in Cue::ALL {
            let mut mixer = Mixer::new();
            mixer.play(*cue);
            assert!(loudest(&heard(&mut mixer, 3000)) > 1000, "{cue:?} is too quiet");
            assert_eq!(loudest(&heard(&mut mixer, 100)), 0, "{cue:?} does not end");
        }
    }

    #[test]
    fn everything_at_once_at_full_loudness_does_not_overflow() {
        let mut mixer = Mixer::new();
        mixer.set_tune_loudness(Loudness::FULL);
        mixer.set_cue_loudness(Loudness::tenths(200));
        for tune in Tune::ALL {
            mixer.tune(Some(*tune));
            for cue in Cue::ALL {
                mixer.play(*cue);
                let samples = heard(&mut mixer, 200);
                // No sample is at the rail: the sum of four voices fits, and nothing had to be clamped.
                assert!(loudest(&samples) < 32_766, "{tune:?} {cue:?}");
            }
        }
    }

    #[test]
    fn tunes_loop_without_end_and_fade_into_each_other() {
        let mut mixer = Mixer::new();
        mixer.tune(Some(Tune::Village));
        let length = mixer.tunes.get(&Tune::Village).map_or(0, |score| score.samples) as usize;
        let mut first = vec![0; length];
        let mut second = vec![0; length];
        mixer.fill(&mut first);
        mixer.fill(&mut second);
        let alike = first.iter().zip(&second).filter(|(a, b)| (i32::from(**a) - i32::from(**b)).abs() < 9000).count();
        assert!(alike * 10 > length * 8, "the second time sounds different: {alike} of {length}");
        mixer.tune(None);
        assert!(loudest(&heard(&mut mixer, 100)) > 0, "it fades");
        heard(&mut mixer, 400);
        assert_eq!(loudest(&heard(&mut mixer, 100)), 0);
    }

    #[test]
    fn a_cue_takes_over_its_voices_only_while_it_sounds() {
        let mut with = Mixer::new();
        let mut without = Mixer::new();
        for mixer in [&mut with, &mut without] {
            mixer.tune(Some(Tune::Road));
            heard(mixer, 500);
        }
        with.play(Cue::Hit);
        assert_ne!(heard(&mut with, 300), heard(&mut without, 300));
        heard(&mut with, 2000);
        heard(&mut without, 2000);
        assert_eq!(heard(&mut with, 300), heard(&mut without, 300), "the tune did not go on underneath");
    }
}
