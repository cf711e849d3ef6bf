//! What is to be heard: the screen's sounds and tune as loud as the player likes them, told to the outside when they change.

use super::App;
use super::effect::{Effect, Sound};
use crate::sound::{Cue, Loudness, Tune};
use crate::ui::settings::Settings;

/// What the outside was told last.
#[derive(Debug, Default)]
pub(super) struct Heard {
    tune: Option<Tune>,
    /// Of cues, and of tunes.
    loudness: Option<(Loudness, Loudness)>,
}

impl App {
    /// Passes on what the screen sounds like now.
    pub(super) fn sound(&mut self) {
        let cues = self.ui.cues();
        let tune = self.ui.tune(&self.view());
        let sounds = self.heard.changes(cues, tune, &self.settings);
        self.effects.extend(sounds.into_iter().map(Effect::Sound));
    }
}

impl Heard {
    /// What the outside does not know yet; the loudness comes first, so that nothing begins too loud.
    fn changes(&mut self, cues: Vec<Cue>, tune: Tune, settings: &Settings) -> Vec<Sound> {
        let mut sounds = Vec::new();
        let loudness = (Loudness::tenths(settings.sound), Loudness::tenths(settings.music));
        if self.loudness.replace(loudness) != Some(loudness) {
            sounds.push(Sound::Loudness { cues: loudness.0, tunes: loudness.1 });
        }
        if self.tune.replace(tune) != Some(tune) {
            sounds.push(Sound::Tune(tune));
        }
        // A cue takes over voices of the tune: one that nobody hears would only make a hole in it.
        if !cues.is_empty() && loudness.0 != Loudness::SILENT {
            sounds.push(Sound::Play(cues));
        }
        sounds
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The sounds of steps, each with its loudness of cues, a tune and cues.
    fn check(steps: &[(u8, Tune, &[Cue])], sounds: &[&str]) {
        let mut heard = Heard::default();
        for ((sound, tune, cues), expected) in steps.iter().zip(sounds) {
            let settings = Settings { sound: *sound, music: 3, ..Settings::default() };
            let told: Vec<String> = heard
                .changes(cues.to_vec(), *tune, &settings)
                .iter()
                .map(|sound| match sound {
                    Sound::Play(cues) => format!("{cues:?}"),
                    Sound::Tune(tune) => format!("{tune:?}"),
                    Sound::Loudness { cues, tunes } => {
                        assert_eq!(*tunes, Loudness::tenths(3));
                        format!("{}", (0..=10).position(|tenths| Loudness::tenths(tenths) == *cues).unwrap_or(99))
                    }
                })
                .collect();
            assert_eq!(told.join(" "), *expected);
        }
        assert_eq!(steps.len(), sounds.len());
    }

    #[test]
    fn only_what_changed_is_told() {
        let steps: &[(u8, Tune, &[Cue])] = &[
            (7, Tune::Village, &[]),
            (7, Tune::Village, &[]),
            (7, Tune::Fight, &[Cue::Danger, Cue::Dice]),
            (0, Tune::Fight, &[Cue::Hit]),
        ];
        check(steps, &["7 Village", "", "Fight [Danger, Dice]", "0"]);
    }
}
