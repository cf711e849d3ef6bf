//! What is playing on the board just now.

use super::settings::Settings;
use super::view::{Told, View};
use crate::canvas::sparks::{Motion, Sparks};

/// Everything that moves for show.
pub(super) struct Stage {
    pub(super) sparks: Sparks,
}

impl Stage {
    pub(super) fn new(settings: &Settings) -> Stage {
        Stage { sparks: Sparks::new(motion(settings)) }
    }

    /// Takes over changed settings.
    pub(super) fn set(&mut self, settings: &Settings) {
        self.sparks.set_motion(motion(settings));
    }

    pub(super) fn play(&mut self, told: &Told, view: &View) {
        let _ = (told, view);
    }

    pub(super) fn step(&mut self, view: &View) {
        let _ = view;
        self.sparks.step();
    }
}

const fn motion(settings: &Settings) -> Motion {
    if settings.calm { Motion::Reduced } else { Motion::Full }
}
