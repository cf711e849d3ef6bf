//! The loudspeaker: a thread that owns the mixer and gives the sound server what it asks for. Without one all is silent.

#[cfg(target_os = "linux")]
mod pulse;

use std::sync::mpsc::SyncSender;
use std::sync::{Arc, Mutex, PoisonError, Weak};
use std::thread;

use crate::app::effect::Sound;
use crate::app::happening::Happening;
use crate::sound::{Cue, Loudness, Mixer, Tune};

/// Cues that wait for a server which asks for nothing; what is older is no longer true.
const CUES_MAX: usize = 16;

/// A handle to the speaker's thread, which ends soon after the handle is gone.
#[derive(Debug)]
pub(crate) struct Speaker {
    wanted: Arc<Mutex<Wanted>>,
}

/// What is to be heard and the mixer does not know yet.
#[derive(Debug, Default)]
struct Wanted {
    cues: Vec<Cue>,
    tune: Option<Tune>,
    /// Of cues, and of tunes.
    loudness: Option<(Loudness, Loudness)>,
}

/// The mixer and the road from the app to it, as a sink sees them.
struct Feed {
    mixer: Mixer,
    wanted: Weak<Mutex<Wanted>>,
}

impl Speaker {
    /// Starts the speaker. When nothing can be heard, or no more, that is told as something that happened, once.
    pub(crate) fn start(happened: SyncSender<Happening>) -> Speaker {
        let speaker = Speaker { wanted: Arc::default() };
        let feed = speaker.feed();
        thread::spawn(move || {
            if let Err(why) = run(feed) {
                tracing::warn!("nothing can be heard: {why}");
                // Nobody listens when the program is ending; then nobody needs to know.
                let _ = happened.send(Happening::Silenced { why });
            }
        });
        speaker
    }

    /// Takes note of what is to be heard; the thread does the rest.
    pub(crate) fn work(&self, sound: Sound) {
        // What was half noted by a thread that died is a sound too few, no more.
        let mut wanted = self.wanted.lock().unwrap_or_else(PoisonError::into_inner);
        match sound {
            Sound::Play(cues) => {
                wanted.cues.extend(cues);
                let old = wanted.cues.len().saturating_sub(CUES_MAX);
                wanted.cues.drain(..old);
            }
            Sound::Tune(tune) => wanted.tune = Some(tune),
            Sound::Loudness { cues, tunes } => wanted.loudness = Some((cues, tunes)),
        }
    }

    fn feed(&self) -> Feed {
        Feed { mixer: Mixer::new(), wanted: Arc::downgrade(&self.wanted) }
    }
}

impl Feed {
    /// The next samples, so many; none when nobody wants to hear anything any more.
    #[cfg_attr(not(any(target_os = "linux", test)), expect(dead_code, reason = "only Linux has a sink"))]
    fn samples(&mut self, count: usize) -> Option<Vec<i16>> {
        let wanted = self.wanted.upgrade()?;
        let Wanted { cues, tune, loudness } =
            std::mem::take(&mut *wanted.lock().unwrap_or_else(PoisonError::into_inner));
        if let Some((cues, tunes)) = loudness {
            self.mixer.set_cue_loudness(cues);
            self.mixer.set_tune_loudness(tunes);
        }
        if tune.is_some() {
            self.mixer.tune(tune);
        }
        for cue in cues {
            self.mixer.play(cue);
        }
        let mut samples = vec![0; count];
        self.mixer.fill(&mut samples);
        Some(samples)
    }
}

/// Plays until the speaker is gone; the sentence says why nothing can be heard.
#[cfg(target_os = "linux")]
fn run(mut feed: Feed) -> Result<(), String> {
    pulse::play(|count| feed.samples(count)).map_err(|wrong| wrong.to_string())
}

/// Says that nothing can be heard.
#[cfg(not(target_os = "linux"))]
fn run(_feed: Feed) -> Result<(), String> {
    Err("the game has a voice on Linux only.".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Does what was wanted and says, buffer by buffer, whether anything is heard.
    fn check(wanted: Vec<Vec<Sound>>, heard: &str) {
        let speaker = Speaker { wanted: Arc::default() };
        let mut feed = speaker.feed();
        let mut told = String::new();
        for sounds in wanted {
            sounds.into_iter().for_each(|sound| speaker.work(sound));
            let samples = feed.samples(11_025).unwrap();
            assert_eq!(samples.len(), 11_025);
            told.push(if samples.iter().all(|sample| *sample == 0) { '.' } else { '#' });
        }
        assert_eq!(told, heard);
    }

    fn loud(cues: u8, tunes: u8) -> Sound {
        Sound::Loudness { cues: Loudness::tenths(cues), tunes: Loudness::tenths(tunes) }
    }

    #[test]
    fn what_is_wanted_is_heard() {
        check(vec![vec![], vec![]], "..");
        check(vec![vec![Sound::Tune(Tune::Village)], vec![]], "##");
        check(vec![vec![loud(7, 0), Sound::Tune(Tune::Fight)], vec![Sound::Play(vec![Cue::Hit])]], ".#");
        // A cue sounds once and ends; no tune was asked for.
        check(vec![vec![Sound::Play(vec![Cue::MenuMove])], vec![], vec![]], "#..");
    }

    #[test]
    fn a_server_that_asks_for_nothing_does_not_pile_up_cues() {
        let speaker = Speaker { wanted: Arc::default() };
        for _ in 0..100 {
            speaker.work(Sound::Play(vec![Cue::Hit, Cue::Miss]));
        }
        assert_eq!(speaker.wanted.lock().unwrap().cues.len(), CUES_MAX);
    }

    #[test]
    fn the_thread_ends_with_its_handle() {
        let speaker = Speaker { wanted: Arc::default() };
        let mut feed = speaker.feed();
        assert!(feed.samples(10).is_some());
        drop(speaker);
        assert!(feed.samples(10).is_none());
    }
}
