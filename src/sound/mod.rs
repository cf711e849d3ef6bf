//! Notes to samples: four voices, synthesised with integers at 22,050 samples a second.
//!
//! Nothing here knows a loudspeaker. The [`Mixer`] is told which tune runs and which cue sounds, and fills buffers.

mod cue;
mod mixer;
mod score;
mod tune;
mod voice;

pub use cue::Cue;
pub use mixer::{Loudness, Mixer};
pub use tune::Tune;

/// Samples a second, one channel.
pub const SAMPLES_PER_SECOND: u32 = 22_050;
