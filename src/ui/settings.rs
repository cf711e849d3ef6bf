//! What a player has chosen for his own screen. The shell keeps it; nobody else at the table sees it.

use serde::{Deserialize, Serialize};

use super::key::Bindings;
use crate::words::fluent::Language;

/// One player's own choices.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Settings {
    /// The name others see; empty until it is first given.
    pub name: String,
    /// The code of the language, `en` or `ja`.
    pub language: String,
    /// How the picture fills the window.
    pub size: Size,
    /// Lines between the rows, as on an old screen.
    pub lined: bool,
    /// Loudness of effects, 0 to 10.
    pub sound: u8,
    /// Loudness of music, 0 to 10.
    pub music: u8,
    /// Every sound is written too.
    pub captions: bool,
    /// Fewer sparks, no shaking.
    pub calm: bool,
    /// How fast sentences are written and dice roll.
    pub pace: Pace,
    /// Which key is which button.
    pub bindings: Bindings,
}

/// How the picture fills the window.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Size {
    /// As large as whole pixels allow.
    #[default]
    Whole,
    /// Up to the window's edge, pixels uneven.
    Stretched,
}

/// How fast sentences are written and dice roll.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Pace {
    /// Half as fast.
    Slow,
    /// As made.
    #[default]
    Usual,
    /// Twice as fast.
    Fast,
    /// No animation at all.
    AtOnce,
}

impl Default for Settings {
    fn default() -> Settings {
        Settings {
            name: String::new(),
            language: Language::English.code().to_owned(),
            size: Size::Whole,
            lined: false,
            sound: 7,
            music: 5,
            captions: true,
            calm: false,
            pace: Pace::Usual,
            bindings: Bindings::default(),
        }
    }
}

impl Settings {
    /// The language; English when the code is not one of ours.
    pub fn spoken(&self) -> Language {
        Language::of_code(&self.language).unwrap_or(Language::English)
    }
}

impl Pace {
    /// Steps of an animation in place of so many at the usual pace, at least one.
    pub(super) const fn steps(self, usual: u32) -> u32 {
        let steps = match self {
            Pace::Slow => usual * 2,
            Pace::Usual => usual,
            Pace::Fast => usual / 2,
            Pace::AtOnce => 1,
        };
        if steps == 0 { 1 } else { steps }
    }
}
